"""Reads the fields of a person in content/people/: email, Fediverse handle and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.model.story import Link
from generator.reading.fields.types import Reader
from generator.reading.fields.values import InvalidValue, Value
from generator.reading.markdown import links as addresses

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++"  # RFC 5322, atext
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"({_ATOM}(?:\.{_ATOM})*+)@({_LABEL}(?:\.{_LABEL})+)")
_LONGEST, _LONGEST_NAME = 254, 64  # characters (RFC 5321, 4.5.3.1)
_MORE = re.compile(r"[?%&;,\s<>]")  # characters that suggest more than one plain address
_HANDLE = re.compile(r"@?([A-Za-z0-9_]++(?:[.-]++[A-Za-z0-9_]++)*+)@([A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++)")
_PROFILE = re.compile(r"https://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/(?:@|users/)([A-Za-z0-9_.-]+)/?")


def email(reader: Reader, value: Value) -> str:
    """Read one plain email address that readers may write to (RFC 5321, without quotes and comments).
    :raises InvalidValue: if it is anything else.
    """
    words = addresses.unquoted(reader.words(value))
    plain = re.sub("^mailto:", "", words, flags=re.IGNORECASE)
    found = _EMAIL.fullmatch(plain)
    more = _MORE.search(plain)
    short = found and len(plain) <= _LONGEST and len(found[1]) <= _LONGEST_NAME
    if short and (plain == words or not more):
        return plain
    fix = f"write it as in `{reader.key}{reader.sign} {_quoted(reader, 'ayla@example.org')}`"
    if "@" in plain and more:
        raise InvalidValue(
            f"`{words}` is not a plain email address", f"{fix}: one address, without a name or a subject"
        )
    raise InvalidValue(f"`{words}` is not an email address", fix)


def fediverse(reader: Reader, value: Value) -> str:
    """Read a handle in the Fediverse (Mastodon and others), and return it as ``@ayla@social.example``.
    :raises InvalidValue: if it is not a handle.
    """
    words = addresses.unquoted(reader.words(value))
    if found := _HANDLE.fullmatch(words):
        return f"@{found[1]}@{found[2].lower()}"
    profile = _PROFILE.fullmatch(words)
    handle = f"@{profile[2]}@{profile[1].lower()}" if profile else "@ayla@social.example"
    fix = f'write `{reader.key}{reader.sign} "{handle}"`{"" if profile else ", with the name of the server"}'
    raise InvalidValue(f"`{words}` is not a Fediverse handle", fix)


def links(reader: Reader, value: Value) -> tuple[Link, ...]:
    """Read a person's links to other sites: addresses with names, or without, which are shown by their hosts."""
    return tuple(dict.fromkeys(_links(reader, value)))


def _links(reader: Reader, value: Value) -> Iterator[Link]:
    if value.entries is not None:
        for entry in value.entries.values():
            if url := _address(reader, entry.value):
                yield Link(entry.name, url)
        return
    for item in (value,) if value.items is None else value.items:
        if item.entries is not None:
            yield from _links(reader, item)
        elif url := _address(reader, item):
            yield Link((urlsplit(url).hostname or "").removeprefix("www."), url)


def _address(reader: Reader, item: Value) -> str:
    """Read a web address. If it is not one, report it and return ""."""
    example = "https://social.example/@ayla"
    if not item.is_words:
        fix = f"write them one below the other: `- {example}`, or with names: `Mastodon{reader.sign} {example}`"
        reader.say(item, f"each of the `{reader.key}` must be an address", fix)
        return ""
    words = addresses.unquoted(reader.words(item))
    found = addresses.resolve(words, reader.source.path)
    if isinstance(found, addresses.Refusal):
        reader.say(item, found.message, found.fix)
    elif not found.elsewhere:
        fix = f"write it in full, as in `{example}`"
        reader.say(item, f"`{words}` is not a complete web address", fix)
    else:
        return found.href
    return ""


def _quoted(reader: Reader, words: str) -> str:
    return words if reader.sign == ":" else f'"{words}"'
