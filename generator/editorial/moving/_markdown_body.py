"""Replaces the addresses in a body that is already Markdown by those of the moved story."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from generator.editorial.moving._fences import in_code
from generator.editorial.moving._lines import words
from generator.editorial.moving._references import References

_CODE = re.compile(r"(?<!`)(`++).+?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"""(?P<start> (?P<picture>!)? \[
        (?P<words> (?: [^\[\]\\]++ | \\. | !?\[ [^\[\]]*+ \] (?: \([^()]*+\) )?+ )*+ ) \] \( \s*+ )
        (?: <(?P<held>[^<>]*)> | (?P<bare>[^\s()<>]++ (?: \( [^\s()]*+ \) [^\s()<>]*+ )*+) )
        (?P<end> (?: \s++ (?: "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | \([^()]*+\) ) )?+ \s*+ \) )""",
    re.VERBOSE,
)
_DEFINITION = re.compile(r"(?P<start>[ ]{0,3}\[(?!\^)[^\[\]]+\]:\s*)<?(?P<address>[^\s<>]+)>?(?P<end>.*)\Z")
_AUTOLINK = re.compile(r"(?<![\\(\]])(?<!\]: )<(https?://[^\s<>]++)>")
_ATTRIBUTE = re.compile(
    r"""(?P<start><(?P<tag>a|img)\b[^<>]*?\s(?:href|src)\s*=\s*)(?P<quote>["'])(?P<address>.*?)(?P=quote)"""
)


def readdressed(markdown: str, references: References) -> str:
    """Return Markdown with the new addresses of its pictures and links. A link that leads nowhere becomes its text."""
    code = in_code(markdown)
    lines = enumerate(markdown.split("\n"))
    return "\n".join(line if number in code else _readdressed(line, references, number + 1) for number, line in lines)


def _readdressed(line: str, references: References, number: int) -> str:
    return _outside_code(line, partial(_line, references=references, number=number))


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    """Return a line in which everything but code is changed; placeholders replace the code meanwhile."""
    held = list[str]()

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\0{len(held) - 1}\0"

    # U+0000 marks placeholders for code; in the text, it becomes U+FFFD, as CommonMark 2.3 requires.
    changed = change(_CODE.sub(hold, line.replace("\0", "\ufffd")))
    return re.sub("\0(\\d+)\0", lambda found: held[int(found[1])], changed)


def _line(text: str, references: References, number: int) -> str:
    text = _LINK.sub(lambda found: _link(found, references, number), text)
    text = _AUTOLINK.sub(lambda found: _autolink(found[1], references, number), text)
    if found := _DEFINITION.match(text):
        now = references.link(found["address"], number)
        text = f"{found['start']}<{now}>{found['end']}" if now else text
    return _ATTRIBUTE.sub(lambda found: _attribute(found, references, number), text)


def _link(found: re.Match[str], references: References, number: int) -> str:
    written = found["held"] if found["held"] is not None else found["bare"]
    inner = found["words"]
    inner = _LINK.sub(lambda each: _link(each, references, number), inner) if "](" in inner else inner
    if written.startswith("#"):
        return found[0]
    if found["picture"]:
        now = references.picture(written, number, inner)
        return f"![{inner}](<{now}>{found['end']}" if now else _text_instead(inner, _caption(found["end"]))
    now = references.link(written, number)
    return f"[{inner}](<{now}>{found['end']}" if now else inner


def _autolink(written: str, references: References, number: int) -> str:
    """Return the replacement of an address in angle brackets; an address on another site stays unchanged."""
    now = references.link(written, number)
    return f"<{written}>" if now == written else f"[{words(written)}](<{now}>)" if now else words(written)


def _text_instead(description: str, caption: str) -> str:
    """Return the text for a picture that was not found: its description, and its caption if that differs."""
    return " ".join(dict.fromkeys(filter(None, (description, caption))))


def _caption(end: str) -> str:
    """Return the caption of a picture, which readers see even if the picture was not found."""
    return end.removesuffix(")").strip()[1:-1]


def _attribute(found: re.Match[str], references: References, number: int) -> str:
    written = found["address"]
    if written.startswith("#"):
        return found[0]
    now = (references.picture if found["tag"] == "img" else references.link)(written, number)
    return f"{found['start']}{found['quote']}{now or written}{found['quote']}"
