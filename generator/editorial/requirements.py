"""What a site's requirements.txt says: Broadsheet, and the exact version of everything that it needs.   [disk]

The exact versions are those that this Broadsheet is tested with (``site_versions.txt``). Broadsheet itself is named by
where this one came from, as the installer has noted it (PEP 610): a release of the package index, a commit, a wheel, or
a folder.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import url2pathname

from generator import __version__

_VERSIONS = Path(__file__).parent / "site_versions.txt"
_NAME = "broadsheet[search]"
_HEAD = "# What .github/workflows/publish.yml installs: Broadsheet, and exact versions of all that it needs.\n"
_HERE = """\
# This Broadsheet is no release: it is a folder of this machine, and the next line installs it here alone. Before
# another machine (GitHub, Netlify) builds the site, name a commit that can be fetched from there:
# {name} @ git+https://github.com/OWNER/REPOSITORY@COMMIT
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Broadsheet as pip installs it: the line, whether that works on other machines, and a wheel that belongs to it."""

    line: str
    anywhere: bool = True
    wheel: Path | None = None


def write(site: Path) -> Requirement:
    """Write requirements.txt into a site's folder, with the wheel if it is one that was installed; what it names."""
    required = requirement(_direct_url())
    if required.wheel:
        shutil.copyfile(required.wheel, site / required.wheel.name)
    head = _HEAD if required.anywhere else _HEAD + _HERE.format(name=_NAME)
    text = f"{head}{required.line}\n{_VERSIONS.read_text(encoding='utf-8')}"
    (site / "requirements.txt").write_text(text, encoding="utf-8", newline="\n")
    return required


def requirement(found: dict[str, Any]) -> Requirement:
    """Broadsheet as pip installs it. ``found`` is where this one came from; nothing of a release (PEP 610)."""
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
    """The file or folder that an address names; one that is nowhere where it names none of this machine."""
    parts = urlsplit(address)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else Path("/-")


def _published(folder: Path) -> str:
    """The commit of a checkout as others can fetch it: ``https://…/repository@commit``; nothing where they cannot.

    They can where a branch of the remote has it, and the remote is not a folder of this machine.
    """
    commit = _git(folder, "rev-parse", "HEAD")
    branch = _git(
        folder, "for-each-ref", "--count=1", "--format=%(refname:lstrip=2)", "--contains", "HEAD", "refs/remotes"
    )
    address = _fetched(_git(folder, "remote", "get-url", branch.partition("/")[0])) if branch else ""
    return f"{address}@{commit}" if commit and address else ""


def _git(folder: Path, *words: str) -> str:
    """What git says in a checkout whose root is ``folder``; nothing where it is none, or git is not there."""
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
    """A remote as anybody may fetch it, by HTTPS and without a password; nothing where it is a folder."""
    if found := re.fullmatch(r"(?:ssh://)?(?:[\w.-]+@)?([\w.-]+\.[a-z]+)(?::(?!\d+/)|(?::\d+)?/)(.+)", remote):
        return f"https://{found[1]}/{found[2]}"
    return _without_password(remote) if re.match(r"https?://", remote) else ""


def _without_password(address: str) -> str:
    """An address without what may be a name and password in it."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
