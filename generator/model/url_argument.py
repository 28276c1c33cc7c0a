"""Addresses that somebody gives to a command, in parts (RFC 3986)."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from generator.model.problems import Problem, refuse


def parts_of(address: str) -> SplitResult:
    """The parts of an address, which may be a path alone.

    :raises Problems: if nothing can be at such an address: a bracket is not closed, or the port is not a number.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port  # is checked only now
    except ValueError:
        fix = "write it as https://example.org/story/, or its path alone"
        refuse(Problem(address, 0, 0, "this is not an address", fix))
    return parts


def has_possible_port(address: str) -> bool:
    """Whether an address has no port, or one that there can be: up to 65535."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False
