"""Reads from a clone whether others can fetch its commit, and where GitHub Pages publishes it.   [disk]"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

_ON_GITHUB = re.compile(r"https://(?:www\.)?github\.com/([A-Za-z0-9-]+)/([\w.-]+?)(?:\.git)?/?", re.ASCII)


def published_commit(folder: Path) -> str:
    """Return the current commit of a clone as ``https://…/repository@commit``; empty if others cannot fetch it.

    Others can fetch it if a branch of the remote has it, and the remote is not a folder on this machine.
    """
    commit = _git(folder, "rev-parse", "HEAD")
    branch = _git(
        folder, "for-each-ref", "--count=1", "--format=%(refname:lstrip=2)", "--contains", "HEAD", "refs/remotes"
    )
    address = _fetched(_git(folder, "remote", "get-url", branch.partition("/")[0])) if branch else ""
    return f"{address}@{commit}" if commit and address else ""


def pages_address(folder: Path) -> str:
    """Return where GitHub Pages publishes the clone in ``folder`` without a custom domain; empty if not on GitHub."""
    if not (found := on_github(_fetched(_git(folder, "remote", "get-url", "origin")))):
        return ""
    owner, name = found.lower().split("/")[0], found.split("/")[1]
    return (
        f"https://{owner}.github.io/" if name.lower() == f"{owner}.github.io" else f"https://{owner}.github.io/{name}/"
    )


def on_github(address: str) -> str:
    """Return a repository as ``owner/name`` if its HTTPS address is on GitHub; otherwise empty."""
    found = _ON_GITHUB.fullmatch(address)
    return f"{found[1]}/{found[2]}" if found else ""


def without_password(address: str) -> str:
    """Return an address without the user name and password that it may contain."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _git(folder: Path, *words: str) -> str:
    """Return git's output in a clone whose root is ``folder``; empty if it is not one, or git is not installed."""
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
    return without_password(remote) if re.match(r"https?://", remote) else ""
