"""Normalises Markdown so that addresses can be replaced line by line.

Reference links become inline ones, links on several lines are put on one, HTML becomes Markdown, and headings get the
ids by which the page links to them. Line numbers stay the same where possible, but not after a link that was on several
lines, or below HTML that needs more lines as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.editorial.moving._fences import fences, in_code
from generator.editorial.moving._sites.markdown_html import without_html
from generator.editorial.moving._sites.markdown_links import SPAN, definitions_in, inline

_HEADING = re.compile(r"(?m)^(?P<signs>[ ]{0,3}#{1,6}[ \t]++)(?P<text>[^\n]*+)$")
_TO_PART = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\(<?#(?P<id>[^\s()<>]*)>?(?:\s+\"[^\"\n]*\")?\)"
)


def normalised(text: str, say: Callable[[str, int], None], whole: bool = False, bare_links: bool = False) -> str:
    """Return a body with its links in one form. ``say`` is called for what is not kept, with the line, from 1.

    ``whole`` says whether a block of HTML extends to its closing tag, as in kramdown, and not only to the first blank
    line. ``bare_links`` says whether a bare address in the text is a link.
    """
    text = text.replace("\0", "\ufffd")  # as CommonMark 2.3 requires; here, U+0000 marks placeholders for code
    if "<" in text:
        made = (part if code else without_html(part, line, say, whole) for code, line, part in _parts(text))
        text = "\n".join(made)
    parts = [*_parts(text)]
    definitions = definitions_in(part for is_code, _, part in parts if not is_code)
    for line, part in ((line, part) for is_code, line, part in parts if not is_code and "$$" in part):
        _say_formulas(part, line, say)
    made = (part if is_code else inline(part, definitions, bare_links) for is_code, _, part in parts)
    return _with_ids("\n".join(made), say)


def _say_formulas(text: str, line: int, say: Callable[[str, int], None]) -> None:
    signs = [*re.finditer(r"(?<!\\)\$\$", SPAN.sub(lambda found: "\n" * found[0].count("\n"), text))]
    for start, end in zip(signs[::2], signs[1::2], strict=False):
        formula = " ".join(start.string[start.end() : end.start()].split())
        say(
            f"a formula is shown as written: `$${formula[:60]}`",
            line + start.string.count("\n", 0, start.start()),
        )


def without_gaps(text: str) -> str:
    """Return a body with one blank line where something was left out between blank lines."""
    lines, code = list[str](), in_code(text)
    for number, line in enumerate(text.split("\n")):
        if number in code or line.strip(" \t") or not lines or lines[-1].strip(" \t"):
            lines.append(line)
    return "\n".join(lines)


def _parts(text: str) -> Iterator[tuple[bool, int, str]]:
    """Yield the body in parts: whether it is a fenced code block, its first line, from 1, and its text."""
    lines, at = text.split("\n"), 0
    for start, end in fences(text):
        if start > at:
            yield False, at + 1, "\n".join(lines[at:start])
        yield True, start + 1, "\n".join(lines[start:end])
        at = end
    if at < len(lines):
        yield False, at + 1, "\n".join(lines[at:])


def _with_ids(text: str, say: Callable[[str, int], None]) -> str:
    """Return the body with ids at the headings that it links to. Links without a heading become text, with a note."""
    wanted = {found["id"] for found in _TO_PART.finditer(text)} - {""}
    if not wanted:
        return text
    ids = {_squeezed(each): each for each in wanted}
    given = set[str](re.findall(r"\{:?[^{}\n]*#([\w-]+)", text))

    def heading(found: re.Match[str]) -> str:
        words = _without_closing(found["text"])
        key = _squeezed(re.sub(r"\]\([^()]*\)", "", words))
        own = ids.get(key)
        if not own or own in given or "{#" in words or not re.fullmatch(r"[\w-]+", own):
            return found[0]
        given.add(own)
        return f"{found['signs']}{words} {{#{own}}}"

    made = "\n".join(part if is_code else _HEADING.sub(heading, part) for is_code, _, part in _parts(text))

    def link(found: re.Match[str]) -> str:
        if found["id"] in given:
            return found[0]
        say(f"a link to `#{found['id']}`, which no heading of the page has, is plain text now", _line(made, found))
        return found["words"]

    return "\n".join(part if is_code else _TO_PART.sub(link, part) for is_code, _, part in _parts(made))


def _line(text: str, found: re.Match[str]) -> int:
    at = text.find(found[0])
    return text.count("\n", 0, max(at, 0)) + 1


def _without_closing(heading: str) -> str:
    """Return the text of a heading without a closing sequence: https://spec.commonmark.org/0.31.2/#atx-headings"""
    words = heading.rstrip(" \t")
    bare = words.rstrip("#")
    return bare.rstrip(" \t") if bare.endswith((" ", "\t")) else words


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
