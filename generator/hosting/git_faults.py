"""Turns git's error messages into messages for editors."""

from __future__ import annotations

import re

from generator.model.problems import Problem

_PREFIX = re.compile(r"^(fatal|error|remote|ssh): ?", re.IGNORECASE)
_REASON = re.compile(r"^(fatal|error|ssh): |!|denied|rejected|not found|could not|does not", re.IGNORECASE)
_NO_NETWORK = re.compile(r"resolve host|connect to|timed out|unreachable|connection refused|no route", re.IGNORECASE)


def reason(stderr: bytes) -> str:
    """The first line of git's output that says why it failed, without git's prefixes."""
    lines = [line for line in map(str.strip, stderr.decode(errors="replace").splitlines()) if line]
    return _PREFIX.sub("", next(filter(_REASON.search, lines), lines[0] if lines else "git gives no reason"))


def unreadable(remote: str, address: str, stderr: bytes) -> Problem:
    """The problem with a remote that git cannot read: an explanation, followed by git's message."""
    address = re.sub(r"(?<=//)[^/@]*@", "", address)  # it may have a password
    why = re.sub(r"(?<=//)[^/@\s]*@", "", reason(stderr))
    if _NO_NETWORK.search(why):
        message, fix = f"{remote} ({address}) cannot be reached", "check the network and the address"
    else:
        message = f"there is no repository at {address} ({remote}), or you may not read it"
        fix = f"correct the address: `git remote set-url {remote} ADDRESS`; or get access to it"
    return Problem(remote, 0, 0, f"{message}; git says: {why}", fix)
