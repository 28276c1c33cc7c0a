"""Writes a site's requirements.txt: Broadsheet, and the exact version of everything that it needs.   [disk]

The exact versions are the ones that this Broadsheet is tested with (``site_versions.txt``). The line for Broadsheet
itself says where this installation came from, as recorded by the installer (PEP 610): a release on the package index, a
commit, a wheel, or a folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import url2pathname

import msgspec

from generator import __version__

_VERSIONS = Path(__file__).parent / "site_versions.txt"
_NAME = "broadsheet[search]"
_HEAD = "# What .github/workflows/publish.yml installs: Broadsheet, and exact versions of everything it needs.\n"
_HERE = """\
# This copy of Broadsheet was installed from a local folder, not from a release, and the next line works only on this
# machine. Before another one (GitHub, Netlify) builds the site, replace it with a commit that it can fetch:
# {name} @ git+https://github.com/OWNER/REPOSITORY@COMMIT
"""


class Requirement(msgspec.Struct, frozen=True):
    """Broadsheet as a requirement: the line, whether it works on any machine, and the wheel that it names, if any."""

    line: str
    anywhere: bool = True
    wheel: Path | None = None


def write(site: Path) -> Requirement:
    """Write requirements.txt into a site's folder, and copy the wheel if Broadsheet was installed from one.

    Return how requirements.txt names Broadsheet.
    """
    required = requirement(_direct_url())
    if required.wheel:
        shutil.copyfile(required.wheel, site / required.wheel.name)
    head = _HEAD if required.anywhere else _HEAD + _HERE.format(name=_NAME)
    text = f"{head}{required.line}\n{_VERSIONS.read_text(encoding='utf-8')}"
    (site / "requirements.txt").write_text(text, encoding="utf-8", newline="\n")
    return required


def requirement(found: dict[str, Any]) -> Requirement:
    """Return Broadsheet as a requirement. ``found`` says where it was installed from (PEP 610); empty for a release."""
    address = str(found.get("url", ""))
    match found:
        case {"vcs_info": {"vcs": vcs, "commit_id": commit}}:
            return Requirement(f"{_NAME} @ {vcs}+{_without_password(address)}@{commit}")
        case {"archive_info": _} if (wheel := _path(address)).is_file():
            return Requirement(f"./{wheel.name}[search]", wheel=wheel)
        case {"dir_info": _} if commit := _published(_path(address)):
            return Requirement(f"{_NAME} @ git+{commit}")
        case {"dir_info": _}:
            return Requirement(f"{_NAME} @ {address}", anywhere=False)
        case {"archive_info": _}:
            return Requirement(f"{_NAME} @ {_without_password(address)}", not address.startswith("file:"))
    return Requirement(f"{_NAME}=={__version__}")


def _direct_url() -> dict[str, Any]:
    try:
        found = json.loads(distribution("broadsheet").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _path(address: str) -> Path:
    """Return the file or folder that an address names; a path that does not exist if it is not on this machine."""
    parts = urlsplit(address)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else Path("/-")


def _published(folder: Path) -> str:
    """Return the current commit of a checkout as ``https://…/repository@commit``; empty if others cannot fetch it.

    Others can fetch it if a branch of the remote has it, and the remote is not a folder on this machine.
    """
    commit = _git(folder, "rev-parse", "HEAD")
    branch = _git(
        folder, "for-each-ref", "--count=1", "--format=%(refname:lstrip=2)", "--contains", "HEAD", "refs/remotes"
    )
    address = _fetched(_git(folder, "remote", "get-url", branch.partition("/")[0])) if branch else ""
    return f"{address}@{commit}" if commit and address else ""


def _git(folder: Path, *words: str) -> str:
    """Return git's output in a checkout whose root is ``folder``; empty if it is not one, or git is not installed."""
    if not (folder / ".git").exists():
        return ""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *words],  # noqa: S607
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _fetched(remote: str) -> str:
    """Return the HTTPS address of a remote, without a password; empty if the remote is a folder."""
    if found := re.fullmatch(r"(?:ssh://)?(?:[\w.-]+@)?([\w.-]+\.[a-z]+)(?::(?!\d+/)|(?::\d+)?/)(.+)", remote):
        return f"https://{found[1]}/{found[2]}"
    return _without_password(remote) if re.match(r"https?://", remote) else ""


def _without_password(address: str) -> str:
    """Return an address without the user name and password that it may contain."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
