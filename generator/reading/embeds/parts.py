"""Splits web addresses into parts, and describes why an address cannot be embedded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qsl

import msgspec

from generator.model.embed import Embed

_ADDRESS = re.compile(
    r"https?://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>(?:/[\w.~!$&'()*+,;=:@%-]*)*)"
    r"(?:\?(?P<query>[\w.~!$&'()*+,;=:@%/?\[\]-]*))?(?:\#(?P<part>[\w.~!$&'()*+,;=:@%/?-]*))?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST = 2_000  # characters


class EmbedUrl(msgspec.Struct, frozen=True):
    """An address in parts. ``names`` are the segments of its path that are not empty; ``query`` has the first value of
    each name; ``part`` is what follows ``#``.
    """

    host: str
    names: tuple[str, ...] = ()
    query: Mapping[str, str] = {}
    part: str = ""
    written: str = ""

    @property
    def path(self) -> str:
        """The path without empty segments: ``/shorts/jX3kLm90qRs``."""
        return "".join(f"/{name}" for name in self.names)


class EmbedFault(msgspec.Struct, frozen=True):
    """Why an address cannot be embedded, and the fix; ``public`` is the address to write instead, if it is known."""

    message: str
    fix: str
    public: str = ""


class Provider(msgspec.Struct, frozen=True):
    """A site whose content stories may embed: its name, the hosts of its addresses and of its frames, and an example.

    ``read`` returns what an address on one of its hosts shows; ``None`` if the address has another format.
    """

    name: str
    hosts: tuple[str, ...]
    frames: tuple[str, ...]
    example: str
    read: Callable[[EmbedUrl], Embed | EmbedFault | None]


def parts_of(written: str) -> EmbedUrl | None:
    """Split an address with ``http`` or ``https``, a host and no port or password; ``None`` for any other text."""
    found = _ADDRESS.fullmatch(written) if len(written) <= _LONGEST else None
    if not found:
        return None
    query: dict[str, str] = {}
    for name, value in parse_qsl(found["query"] or "", keep_blank_values=True):
        query.setdefault(name, value)
    names = tuple(name for name in found["path"].split("/") if name)
    return EmbedUrl(found["host"].lower(), names, query, found["part"] or "", written)


def matches(pattern: str, text: str) -> re.Match[str] | None:
    """Match all of a text. Letters and digits in patterns are those of ASCII, as in providers' addresses."""
    return re.fullmatch(pattern, text, re.ASCII)


_TIME = r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?"


def seconds_of(time: str) -> int | None:
    """Return the seconds in ``90``, ``90s``, ``1m30s`` or ``1h2m3s``; ``None`` for any other text."""
    found = matches(_TIME, time)
    if not found or not time:
        return None
    hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def starts(parts: EmbedUrl) -> Iterator[str]:
    """Yield the start times that a video's address gives: ``t`` or ``start`` in the query, or ``t`` after ``#``."""
    yield from (parts.query[name] for name in ("t", "start", "time_continue") if name in parts.query)
    if found := matches(r"t=([^&]*)", parts.part):
        yield found[1]


def start_of(parts: EmbedUrl) -> int | EmbedFault:
    """Return the second at which a video starts: 0 if its address gives no time, a fault if the time is invalid."""
    written = next(starts(parts), "0")
    seconds = seconds_of(written)
    if seconds is None:
        return EmbedFault(f"`t={written}` is not a time in a video", "write it as `t=90` or `t=1m30s`")
    return seconds


def for_editors(provider: str, public: str) -> EmbedFault:
    """Return the fault for an address at which owners edit their content. ``public`` is the address for readers."""
    message = f"this is the address at which its owner edits it on {provider}; readers cannot open it"
    return EmbedFault(message, f"write `{public}`", public)
