"""Splits addresses that somebody gives to a command into parts (RFC 3986)."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from generator.model.problems import Problem, refuse


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address, which may be only a path.

    :raises Problems: if the address is invalid: a bracket is not closed, or the port is not a number.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port  # `urlsplit` checks it only on access
    except ValueError:
        fix = "write it as https://example.org/story/, or its path alone"
        refuse(Problem(address, 0, 0, "this is not an address", fix))
    return parts


def has_possible_port(address: str) -> bool:
    """Whether an address has no port, or a valid one: from 1 to 65535."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False
