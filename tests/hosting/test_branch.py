"""Deployment to a branch: that branch gets the build, and nothing else changes anywhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.hosting.branch import Deployed, deploy
from generator.hosting.git_faults import unreadable
from generator.model.problems import Problems


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    _git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture
def newsroom(tmp_path: Path, remote: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site").write(SETTINGS + story("a.md", "Ferry", "2026-01-01"))
    _git(room.folder, "init", "--quiet", "--initial-branch", "main")
    _git(room.folder, "config", "user.name", "Desk")
    _git(room.folder, "config", "user.email", "desk@courier.example")
    _git(room.folder, "remote", "add", "origin", str(remote))
    (room.folder / ".gitignore").write_text("/output\n.broadsheet/\n")
    _git(room.folder, "add", "-A")
    _git(room.folder, "commit", "--quiet", "-m", "First")
    _git(room.folder, "push", "--quiet", "origin", "main")
    return room


def _deploy(newsroom: Newsroom, dry: bool = False) -> Deployed:
    newsroom.build()
    return deploy(newsroom.folder, newsroom.output, dry=dry)


def _on_branch(remote: Path) -> dict[str, bytes]:
    paths = _git(remote, "ls-tree", "-r", "-z", "--name-only", "gh-pages").split("\0")
    show = ["git", "cat-file", "blob"]
    return {
        path: subprocess.run([*show, f"gh-pages:{path}"], cwd=remote, check=True, capture_output=True).stdout
        for path in paths
        if path
    }


def _is_the_site(remote: Path, newsroom: Newsroom) -> bool:
    site = {path: data for path, data in newsroom.tree().items() if not path.startswith(".broadsheet/")}
    site[".nojekyll"] = b""
    site[".broadsheet/manifest.json"] = (newsroom.output / ".broadsheet/manifest.json").read_bytes()
    return _on_branch(remote) == site


def test_the_branch_has_the_site_and_follows_it(newsroom: Newsroom, remote: Path) -> None:
    first = _deploy(newsroom)
    assert "2026/01/01/ferry/index.html" in first.added
    assert _is_the_site(remote, newsroom)
    newsroom.write(story("b.md", "Lamps", "2026-01-02"))
    newsroom.remove("content/a.md")
    second = _deploy(newsroom)
    assert "2026/01/02/lamps/index.html" in second.added
    assert "index.html" in second.changed
    assert "2026/01/01/ferry/index.html" in second.removed
    assert _is_the_site(remote, newsroom)
    assert _git(remote, "rev-list", "--count", "gh-pages") == "2"


def test_where_nothing_has_changed_there_is_no_commit(newsroom: Newsroom, remote: Path) -> None:
    _deploy(newsroom)
    assert not _deploy(newsroom).needed
    assert _git(remote, "rev-list", "--count", "gh-pages") == "1"


def test_a_dry_run_says_the_same_and_changes_nothing(newsroom: Newsroom, remote: Path) -> None:
    dry = _deploy(newsroom, dry=True)
    assert dry.needed
    assert _git(remote, "branch", "--list", "gh-pages") == ""
    assert _git(newsroom.folder, "branch", "--list", "gh-pages") == ""
    assert _deploy(newsroom) == dry


def test_no_other_branch_is_touched_nor_the_working_tree_nor_the_index(newsroom: Newsroom, remote: Path) -> None:
    newsroom.write(story("staged.md", "Staged", "2026-01-03"))
    _git(newsroom.folder, "add", "content/staged.md")
    newsroom.write(story("a.md", "Ferry", "2026-01-01", body="Not yet committed."))
    _git(newsroom.folder, "branch", "other")

    def state() -> list[str]:
        refs = (
            _git(remote, "for-each-ref"),
            _git(newsroom.folder, "for-each-ref", "refs/heads/main", "refs/heads/other"),
        )
        return [*(line for line in refs[0].splitlines() if "gh-pages" not in line), refs[1]] + [
            _git(newsroom.folder, *words.split()) for words in ("status --porcelain", "diff", "diff --cached")
        ]

    newsroom.build()
    before = state()
    _deploy(newsroom)
    assert state() == before


def _put(remote: Path, tmp_path: Path, name: str, text: str) -> None:
    """Somebody puts a file on the branch by hand."""
    clone = tmp_path / "clone"
    if not clone.exists():
        _git(tmp_path, "clone", "--quiet", str(remote), "clone")
        _git(clone, "config", "user.name", "Somebody")
        _git(clone, "config", "user.email", "somebody@courier.example")
    if _git(remote, "branch", "--list", "gh-pages"):
        _git(clone, "fetch", "--quiet", "origin", "gh-pages")
        _git(clone, "checkout", "--quiet", "-B", "gh-pages", "origin/gh-pages")
    else:
        _git(clone, "checkout", "--quiet", "--orphan", "gh-pages")
        _git(clone, "rm", "--quiet", "-rf", "--ignore-unmatch", ".")
    (clone / name).write_text(text)
    _git(clone, "add", "-A")
    _git(clone, "commit", "--quiet", "-m", "By hand")
    _git(clone, "push", "--quiet", "origin", "gh-pages")


def test_files_of_the_branch_that_are_not_ours_stay(newsroom: Newsroom, remote: Path, tmp_path: Path) -> None:
    _deploy(newsroom)
    _put(remote, tmp_path, "CNAME", "courier.example\n")
    newsroom.write(story("b.md", "Lamps", "2026-01-02"))
    assert _deploy(newsroom).kept == ("CNAME",)
    assert _on_branch(remote)["CNAME"] == b"courier.example\n"


def test_records_of_an_older_version_on_the_branch_are_removed(
    newsroom: Newsroom, remote: Path, tmp_path: Path
) -> None:
    """As after somebody has pushed a whole output folder of version 0.1."""
    _deploy(newsroom)
    _put(remote, tmp_path, ".broadsheet/seen.json", "{}")
    newsroom.write(story("b.md", "Lamps", "2026-01-02"))
    assert _deploy(newsroom).kept == ()
    assert _is_the_site(remote, newsroom)


def test_a_file_of_the_branch_that_is_not_ours_is_never_overwritten(
    newsroom: Newsroom, remote: Path, tmp_path: Path
) -> None:
    _put(remote, tmp_path, "index.html", "another site\n")
    with pytest.raises(Problems, match=r"gh-pages has a file index\.html that no build made"):
        _deploy(newsroom)
    assert _on_branch(remote) == {"index.html": b"another site\n"}


def test_a_branch_that_was_worked_on_here_is_not_given_up(newsroom: Newsroom, remote: Path) -> None:
    _git(newsroom.folder, "branch", "gh-pages")
    with pytest.raises(Problems, match="commits here that origin does not have"):
        _deploy(newsroom)
    assert _git(newsroom.folder, "rev-parse", "gh-pages") == _git(newsroom.folder, "rev-parse", "main")


def test_the_branch_that_one_works_on_is_refused(newsroom: Newsroom) -> None:
    newsroom.build()
    with pytest.raises(Problems, match="main is the branch that you work on"):
        deploy(newsroom.folder, newsroom.output, branch="main")


def test_a_build_that_was_changed_by_hand_is_refused(newsroom: Newsroom) -> None:
    newsroom.build()
    (newsroom.output / "index.html").write_text("spoilt")
    with pytest.raises(Problems, match="the build is not complete"):
        deploy(newsroom.folder, newsroom.output)


def test_what_the_remote_refuses_is_reported_and_the_next_deployment_is_whole(newsroom: Newsroom, remote: Path) -> None:
    hook = remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(Problems, match="origin refuses the branch"):
        _deploy(newsroom)
    said = CliRunner().invoke(main, ["deploy", "--site", str(newsroom.folder)])
    assert said.exit_code == 1
    assert not (newsroom.folder / "published.txt").exists(), "an address counts once readers can reach it"
    hook.unlink()
    _deploy(newsroom)
    assert _is_the_site(remote, newsroom)


def test_a_folder_without_a_repository_or_a_remote_is_reported(tmp_path: Path, newsroom: Newsroom) -> None:
    bare = Newsroom(tmp_path / "bare").write(SETTINGS + story("a.md", "Ferry", "2026-01-01"))
    with pytest.raises(Problems, match="not in a git repository"):
        _deploy(bare)
    _git(newsroom.folder, "remote", "remove", "origin")
    with pytest.raises(Problems, match="there is no remote `origin`"):
        _deploy(newsroom)
    _git(newsroom.folder, "remote", "add", "origin", str(tmp_path / "nowhere"))
    with pytest.raises(Problems, match=r"there is no repository at .*nowhere"):
        _deploy(newsroom)


def test_the_command_builds_and_deploys(newsroom: Newsroom, remote: Path) -> None:
    site = ["--site", str(newsroom.folder)]
    said = CliRunner().invoke(main, ["deploy", *site, "--dry-run", "--base-url", "https://owner.example/repo/"])
    assert "origin/gh-pages would change" in said.output
    assert not (newsroom.folder / "published.txt").exists()
    said = CliRunner().invoke(main, ["deploy", *site, "--base-url", "https://owner.example/repo/"])
    assert "origin/gh-pages: " in said.output
    assert b"https://owner.example/repo/" in _on_branch(remote)["index.html"]
    assert "published.txt has the new addresses: commit it" in said.output
    assert "/2026/01/01/ferry/  content/a.md" in (newsroom.folder / "published.txt").read_text()
    said = CliRunner().invoke(main, ["deploy", *site, "--base-url", "https://owner.example/repo/"])
    assert "already has this site" in said.output
    assert "commit it" not in said.output


def test_another_site_on_the_branch_is_not_replaced(newsroom: Newsroom, remote: Path) -> None:
    _deploy(newsroom)
    before = _on_branch(remote)
    newsroom.remove("content/a.md")
    newsroom.write(story("other.md", "Council votes", "2024-01-02"))
    newsroom.build(base_url="https://gazette.example/", as_of="2025-06-01T00:00:00+00:00")
    with pytest.raises(Problems, match=r"holds another site, https://courier\.example/; it has no story in common"):
        deploy(newsroom.folder, newsroom.output)
    assert _on_branch(remote) == before


def test_a_site_that_moves_to_another_domain_is_deployed(newsroom: Newsroom, remote: Path) -> None:
    _deploy(newsroom)
    newsroom.write(story("b.md", "Council votes", "2026-01-02"))
    newsroom.build(base_url="https://gazette.example/")
    assert deploy(newsroom.folder, newsroom.output).needed
    assert b"https://gazette.example/" in _on_branch(remote)["index.html"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            (
                b"fatal: '/x.git' does not appear to be a git repository\n"
                b"fatal: Could not read from remote repository.\n\n"
                b"Please make sure you have the correct access rights\nand the repository exists.\n"
            ),
            "or you may not read it; git says: '/x.git' does not appear to be a git repository",
        ),
        (b"remote: Repository not found.\nfatal: repository not found\n", "git says: Repository not found."),
        (b"ssh: Could not resolve hostname h: Name or service not known\n", "cannot be reached; git says: Could not"),
        (b"fatal: unable to access 'https://u:secret@h/x': Failed to connect to h\n", "access 'https://h/x'"),
        (b"", "git gives no reason"),
    ],
)
def test_why_git_cannot_read_a_repository_is_said_in_words(said: bytes, told: str) -> None:
    problem = unreadable("origin", "https://u:secret@h/x.git", said)
    assert told in problem.message
    assert "secret" not in str(problem)


def test_a_machine_whose_clock_is_behind_does_not_replace_a_later_site(newsroom: Newsroom, remote: Path) -> None:
    _deploy(newsroom)
    before = _on_branch(remote)
    newsroom.write(story("b.md", "Later", "2026-01-02"))
    newsroom.build(as_of="2025-06-01T00:00:00+00:00")
    with pytest.raises(Problems, match="the site there is as of 2026-11-24 12:00, which is later than 2025-06-01"):
        deploy(newsroom.folder, newsroom.output)
    assert _on_branch(remote) == before
    assert deploy(newsroom.folder, newsroom.output, earlier=True).needed


def _commit_of(remote: Path, *entries: tuple[str, str, bytes]) -> None:
    """A commit on the branch whose tree has these modes, names and contents, whatever git thinks of the names."""

    def git(data: bytes, *words: str) -> str:
        return subprocess.run(["git", *words], cwd=remote, input=data, check=True, capture_output=True).stdout.decode()

    lines = b""
    for mode, name, data in entries:
        kind = "commit" if mode == "160000" else "blob"
        made = "1" * 40 if kind == "commit" else git(data, "hash-object", "-w", "--stdin").strip()
        lines += f"{mode} {kind} {made}\t".encode() + name.encode("utf-8", "surrogateescape") + b"\0"
    tree = git(lines, "mktree", "--missing", "-z").strip()
    author = ["-c", "user.name=A", "-c", "user.email=a@courier.example"]
    _git(remote, "update-ref", "refs/heads/gh-pages", git(b"", *author, "commit-tree", tree, "-m", "By hand").strip())


@pytest.mark.parametrize(
    ("mode", "name", "words"),
    [
        ("120000", "link", "the branch has a link that no build made: 'link'"),
        ("160000", "module", "the branch has a repository inside it that no build made: 'module'"),
        ("100644", "caf\udce9.txt", "has a file whose path contains a control character"),
        ("100644", "a\n::error::b", "has a file whose path contains a control character"),
        ("100644", "INDEX.html", "has a file INDEX.html that no build made"),
        ("100644", "2026", "has a file 2026 that no build made"),
    ],
)
def test_row_53_what_a_branch_has_is_kept_as_it_is_or_refused(
    newsroom: Newsroom, remote: Path, mode: str, name: str, words: str
) -> None:
    """A link would be deployed as a file with its target in it, and another repository as an empty file."""
    _commit_of(remote, (mode, name, b"/etc/passwd"))
    before = _git(remote, "rev-parse", "gh-pages")
    with pytest.raises(Problems) as found:
        _deploy(newsroom)
    assert words in found.value.problems[0].message
    assert _git(remote, "rev-parse", "gh-pages") == before


def test_row_53_a_file_below_a_page_is_in_the_way(newsroom: Newsroom, remote: Path) -> None:
    _commit_of(remote, ("100644", "README", b"A"))
    _git(remote, "update-ref", "refs/heads/deeper", "gh-pages")
    tree = subprocess.run(
        ["git", "mktree"],
        cwd=remote,
        input=f"040000 tree {_git(remote, 'rev-parse', 'gh-pages^{tree}')}\tindex.html\n".encode(),
        check=True,
        capture_output=True,
    ).stdout.decode()
    author = ["-c", "user.name=A", "-c", "user.email=a@courier.example"]
    _git(remote, "update-ref", "refs/heads/gh-pages", _git(remote, *author, "commit-tree", tree.strip(), "-m", "A"))
    with pytest.raises(Problems, match=r"has a file index\.html/README that no build made"):
        _deploy(newsroom)
