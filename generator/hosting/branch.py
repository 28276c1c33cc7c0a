"""Deployment to a branch of the newsroom's repository, which a host such as GitHub Pages publishes.   [network]

The branch gets one commit with all files of the build. Other branches, the working tree and the index are not touched;
files on the branch that no build made (``CNAME``, a README) are kept.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import chdir
from datetime import datetime
from pathlib import Path

import msgspec

from generator.hosting.git_faults import reason, unreadable
from generator.hosting.other_site import FEED, refuse_other_site
from generator.model import documentation
from generator.model.output import folders_of
from generator.model.problems import Problem, refuse
from generator.model.safe_paths import fault_in
from generator.publish.manifest import FOLDER, MANIFEST, Manifest, decode
from generator.publish.safety import refuse_earlier
from generator.publish.verify import verify_folder
from generator.system import nofollow
from generator.system.extras import install_command

_OWN_RECORDS = (f"{FOLDER}/", ".nojekyll")


class Deployed(msgspec.Struct, frozen=True):
    """The files that a deployment changes on the branch, by path. ``kept`` are files there that no build made."""

    remote: str
    branch: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def needed(self) -> bool:
        """Whether anything changes."""
        return bool(self.added or self.changed or self.removed)


def deploy(
    site: Path,
    output: Path,
    remote: str = "origin",
    branch: str = "gh-pages",
    dry: bool = False,
    earlier: bool = False,
) -> Deployed:
    """Commit the build in ``output`` to the branch, and push it. A ``dry`` run only returns what would change.

    A later edition is replaced only with ``earlier``.

    :raises Problems: if the build is not complete, the branch is not only for builds, or git refuses. The branch has
        not changed then.
    """
    git = _Git(site)
    git.ready(remote, branch)
    manifest = _complete(output)
    tip = git.tip(remote, branch)
    before = decode(git.file(tip, MANIFEST)) if tip else Manifest()
    there = git.files(tip) if tip else []
    kept = tuple(path for path in there if path not in before.files and not path.startswith(_OWN_RECORDS))
    _refuse_unsafe(branch, kept)
    _refuse_taken(branch, kept, manifest)
    refuse_other_site(branch, (before, git.file(tip, FEED)), (manifest, _feed_of(output, manifest)))
    if not earlier and before.source != manifest.source:
        _refuse_earlier(f"{remote}/{branch}", before.as_of, manifest.as_of)
    deployed = Deployed(
        remote,
        branch,
        added=tuple(sorted(manifest.files.keys() - before.files.keys())),
        changed=tuple(
            sorted(
                path
                for path, each in manifest.files.items()
                if path in before.files and before.files[path].digest != each.digest
            )
        ),
        removed=tuple(sorted(before.files.keys() - manifest.files.keys())),
        kept=kept,
    )
    if deployed.needed and not dry:
        with tempfile.TemporaryDirectory(prefix="broadsheet-deploy-") as folder:
            _export(output, [*manifest.files, MANIFEST], Path(folder))
            for path in kept:
                _write(Path(folder) / path, git.file(tip, path))
            git.commit(Path(folder), deployed, manifest.as_of)
    return deployed


def _complete(output: Path) -> Manifest:
    """The manifest of a build. Refuse a build with files that have changed since they were published."""
    if wrong := verify_folder(output).findings:
        first = f"{output}/{wrong[0].path}"
        refuse(Problem(first, 0, 0, f"this file is {wrong[0].state}, so the build is not complete", "build again"))
    return decode((output / MANIFEST).read_bytes())


def _feed_of(output: Path, manifest: Manifest) -> bytes:
    return nofollow.read(output / FEED, None) if FEED in manifest.files else b""


def _refuse_earlier(branch: str, before: str, now: str) -> None:
    """Refuse to replace a later edition, which another machine may have deployed."""
    try:
        refuse_earlier(branch, before, datetime.fromisoformat(now), [datetime.fromisoformat(before).timestamp()])
    except ValueError:
        return  # there is no site yet


def _refuse_taken(branch: str, kept: Iterable[str], manifest: Manifest) -> None:
    made = {path.casefold() for path in (*manifest.files, MANIFEST)}
    folders = {folder for path in made for folder in folders_of(path)}
    taken = sorted(path for path in kept if not made.isdisjoint(_with_folders(path)) or path.casefold() in folders)
    if taken:
        message = f"the branch {branch} has a file {taken[0]} that no build made"
        fix = f"name another branch with --branch, or remove that file from {branch}"
        refuse(Problem(branch, 0, 0, message, fix))


def _with_folders(path: str) -> Iterator[str]:
    """Yield a path and its parent folders in folded case, since some file systems ignore case."""
    yield from (path.casefold(), *folders_of(path.casefold()))


def _refuse_unsafe(branch: str, kept: Iterable[str]) -> None:
    """Refuse unsafe paths: files of the branch are written to a local folder, and git allows any names in a tree."""
    for path in kept:
        if fault := fault_in(path):
            message = f"the branch {branch} has a file whose path {fault}: {path!r}"
            refuse(Problem(branch, 0, 0, message, "name another branch with --branch, or remove that file from it"))


def _export(output: Path, paths: Iterable[str], folder: Path) -> None:
    for path in paths:
        _write(folder / path, nofollow.read(output / path, None))


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


class _Git(msgspec.Struct, frozen=True):
    """The repository that a site's folder is part of."""

    site: Path

    def ready(self, remote: str, branch: str) -> None:
        """Check that the branch can be deployed to, and fetch it."""
        for name in (remote, branch):
            if name.startswith("-"):  # git would take it for an option
                refuse(
                    Problem(
                        name, 0, 0, "this is not the name of a branch or a remote", "write it as in --branch gh-pages"
                    )
                )
        try:
            inside = self._run("rev-parse", "--git-dir")
        except FileNotFoundError:
            refuse(Problem(str(self.site), 0, 0, "git is not installed on this machine", "install it"))
        if inside.returncode:
            fix = f"make one with `git init`, or publish in another way (see {documentation.page('how-to/publish')})"
            refuse(Problem(str(self.site), 0, 0, "this folder is not in a git repository", fix))
        if branch == self._stdout("symbolic-ref", "--short", "-q", "HEAD"):
            message = f"{branch} is the branch that you work on; a deployment would replace it"
            refuse(Problem(branch, 0, 0, message, "name a branch that is only for builds, such as --branch gh-pages"))
        if not self._stdout("config", "user.name") or not self._stdout("config", "user.email"):
            fix = 'tell it: `git config user.name "..."`, `git config user.email "..."`'
            refuse(Problem(str(self.site), 0, 0, "git does not know who you are", fix))
        if self._run("remote", "get-url", remote).returncode:
            message = f"there is no remote `{remote}`"
            refuse(Problem(str(self.site), 0, 0, message, f"add one: `git remote add {remote} ADDRESS`"))
        self._fetch(remote, branch)

    def _fetch(self, remote: str, branch: str) -> None:
        found = self._run("ls-remote", "--exit-code", "--heads", remote, branch)
        if found.returncode == 2:  # it has no such branch yet
            self._run("update-ref", "-d", f"refs/remotes/{remote}/{branch}")
            return
        if not found.returncode:
            found = self._run("fetch", "--quiet", remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
        if found.returncode:
            refuse(unreadable(remote, self._stdout("remote", "get-url", remote), found.stderr))

    def tip(self, remote: str, branch: str) -> str:
        """The commit of the remote's branch; empty if it has no such branch.

        :raises Problems: if the branch has commits here that the remote does not have.
        """
        there = self._stdout("rev-parse", "--verify", "-q", f"refs/remotes/{remote}/{branch}")
        here = self._stdout("rev-parse", "--verify", "-q", f"refs/heads/{branch}")
        pushed = not here or (there and not self._run("merge-base", "--is-ancestor", here, there).returncode)
        if not pushed and not self.file(here, MANIFEST):
            message = f"the branch {branch} has commits here that {remote} does not have, and that no build made"
            refuse(Problem(branch, 0, 0, message, "push them, or name another branch with --branch"))
        return there

    def file(self, commit: str, path: str) -> bytes:
        """The bytes of a file of a commit; empty if it has no such file."""
        found = self._run("cat-file", "blob", f"{commit}:{path}")
        return b"" if found.returncode else found.stdout

    def files(self, commit: str) -> list[str]:
        """The paths of all files of a commit.

        :raises Problems: if it has a link or another repository, which would be deployed as files.
        """
        found = self._run("ls-tree", "-r", "-z", "--full-tree", commit).stdout.decode(errors="surrogateescape")
        entries = [entry.partition("\t") for entry in found.split("\0") if entry]
        for about, _, path in entries:
            if not about.startswith("100"):  # gitlinks and symbolic links: git help ls-tree, git help fast-import
                what = "link" if about.startswith("12") else "repository inside it"
                message = f"the branch has a {what} that no build made: {path!r}"
                refuse(Problem(commit[:12], 0, 0, message, "remove it, or name another branch with --branch"))
        return [path for _, _, path in entries]

    def commit(self, folder: Path, deployed: Deployed, as_of: str) -> None:
        """Make the commit, and push it."""
        try:
            from ghp_import import GhpError, ghp_import
        except ImportError:
            message = "this needs the package `ghp-import`, which is not installed"
            refuse(Problem("deploy", 0, 0, message, f"run: {install_command('deploy')}"))
        words = f"The site as of {as_of}"
        try:
            with chdir(self.site):
                ghp_import(str(folder), remote=deployed.remote, branch=deployed.branch, mesg=words, nojekyll=True)
            pushed = self._run("push", "--quiet", deployed.remote, f"refs/heads/{deployed.branch}")
        except GhpError as error:
            refuse(Problem(deployed.branch, 0, 0, f"git refuses: {error.message}", "check the repository: git fsck"))
        if pushed.returncode:
            message = f"{deployed.remote} refuses the branch: {reason(pushed.stderr)}"
            refuse(Problem(deployed.branch, 0, 0, message, "deploy again: somebody may have pushed in the meantime"))

    def _stdout(self, *arguments: str) -> str:
        return self._run(*arguments).stdout.decode(errors="replace").strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = ["git", *arguments]
        return subprocess.run(command, cwd=self.site, capture_output=True, check=False)  # noqa: S603 - no shell
