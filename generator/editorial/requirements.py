"""A site's requirements.txt: Broadsheet, and the exact version of each of its dependencies.   [disk]

These are the versions that this Broadsheet is tested with (``site_versions.txt``). The line for Broadsheet itself says
where this installation came from, as recorded by the installer (PEP 610): a release on the package index, a commit, a
wheel, or a folder.
"""

from __future__ import annotations

import json
import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import msgspec

from generator import __version__
from generator.editorial.clone_info import on_github, published_commit, without_password

_VERSIONS = Path(__file__).parent / "site_versions.txt"
_NAME = "broadsheet[search]"
_HEAD = "# What .github/workflows/publish.yml installs: Broadsheet, and exact versions of everything it needs.\n"
_HERE = """\
# This copy of Broadsheet was installed from a local folder, not from a release, and the next line works only on this
# machine. Before another one (GitHub, Netlify) builds the site, replace it with a commit that it can fetch:
# {name} @ git+https://github.com/OWNER/REPOSITORY@COMMIT
"""
_COMMIT = re.compile(r"(?P<address>https://[^@\s]++)@(?P<commit>[0-9a-f]{40})")


class Requirement(msgspec.Struct, frozen=True):
    """Broadsheet as a requirement: the line, whether it works on every machine, and the wheel that it names, if any.

    ``action`` is what a workflow on GitHub can use instead, ``owner/repository@commit``; empty if there is none.
    """

    line: str
    anywhere: bool = True
    wheel: Path | None = None
    action: str = ""


def installed() -> Requirement:
    """Return this installation of Broadsheet as a requirement."""
    return requirement(_direct_url())


def files(required: Requirement) -> dict[str, bytes]:
    """Return a site's requirements.txt, and the wheel that it names if Broadsheet was installed from one."""
    head = _HEAD if required.anywhere else _HEAD + _HERE.format(name=_NAME)
    text = f"{head}{required.line}\n{_VERSIONS.read_text(encoding='utf-8')}"
    wheel = {required.wheel.name: required.wheel.read_bytes()} if required.wheel else {}
    return {"requirements.txt": text.encode(), **wheel}


def requirement(found: dict[str, Any]) -> Requirement:
    """Return Broadsheet as a requirement. ``found`` says where it was installed from (PEP 610); empty for a release."""
    address = str(found.get("url", ""))
    match found:
        case {"vcs_info": {"vcs": vcs, "commit_id": commit}}:
            address = f"{without_password(address)}@{commit}"
            return Requirement(f"{_NAME} @ {vcs}+{address}", action=_action(address))
        case {"archive_info": _} if (wheel := _path(address)).is_file():
            return Requirement(f"./{wheel.name}[search]", wheel=wheel)
        case {"dir_info": _} if commit := published_commit(_path(address)):
            return Requirement(f"{_NAME} @ git+{commit}", action=_action(commit))
        case {"dir_info": _}:
            return Requirement(f"{_NAME} @ {address}", anywhere=False)
        case {"archive_info": _}:
            return Requirement(f"{_NAME} @ {without_password(address)}", not address.startswith("file:"))
    return Requirement(f"{_NAME}=={__version__}", action=_action(_project_url("Commit").replace("/commit/", "@")))


def _action(address: str) -> str:
    """Return a commit as an action, if it is on GitHub. ``address`` is ``https://…/repository@commit``."""
    found = _COMMIT.fullmatch(address)
    repository = on_github(found["address"]) if found else ""
    return f"{repository}@{found['commit']}" if found and repository else ""


def _project_url(label: str) -> str:
    """Return one of the addresses that releases name (``project.urls``); empty if this is not a release."""
    try:
        about: Message = distribution("broadsheet").metadata  # type: ignore[assignment]
    except PackageNotFoundError:
        return ""
    named = (str(each).partition(", ") for each in about.get_all("Project-URL", []))
    return next((address for name, _, address in named if name == label), "")


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
