"""Markdown in which every link and picture is written in one way, so that addresses can be replaced line by line.

Reference links become inline ones, links on several lines come onto one, HTML becomes Markdown, and headings get the
ids by which the page links to them. Until ``without_gaps``, each line stays on its line, except below HTML that needs
more lines as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._references import References

_FENCE = re.compile(r"[ ]{0,3}(?:>[ ]?){0,3}[ ]{0,3}(`{3,}|~{3,})")
_SPAN = re.compile(r"(?<!`)(`{1,4})(?!`)((?:[^`\n]|\n(?!\s*\n)|`(?!\1))+?)(?<!`)\1(?!`)")
_DEFINITION = re.compile(
    r"""(?m)^[ ]{0,3}\[(?!\^)(?P<label>[^\[\]\n]{1,300})\]:[ \t]*(?:\n[ \t]+)?<?(?P<address>[^\s<>]+)>?"""
    r"""(?:[ \t]+(?P<title>"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"""
)
_WORDS = r"(?:[^\[\]\\\n]|\\.|\n(?![ \t]*\n)|!?\[[^\[\]]*\](?:\([^()\n]*\))?)*"
_REFERENCE = re.compile(rf"(?P<sign>!?)\[(?P<words>{_WORDS})\](?:[ ]?\[(?P<label>[^\[\]]{{0,300}})\](?!\())?")
_PICTURE = re.compile(r"(?P<sign>!)\[(?P<words>(?:[^\[\]\\\n]|\\.)*)\](?:[ ]?\[(?P<label>[^\[\]]{0,300})\](?!\())?")
_LONG = re.compile(
    rf"""(?P<start>!?\[(?={_WORDS}\n){_WORDS}\]\()(?P<end>\s*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^()\s]*\)[^\s()<>]*)*)"""
    r"""(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\))"""
)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ANCHOR = re.compile(r"""<a\b(?P<given>[^<>]*)>(?P<words>[^<>\n]*)</a>""", re.IGNORECASE)
_GIVEN = re.compile(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_HEADING = re.compile(r"(?m)^(?P<signs>[ ]{0,3}#{1,6}[ \t]++)(?P<text>[^\n]*+)$")
_TO_PART = re.compile(
    r"(?<!!)\[(?P<words>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*)\]\(<?#(?P<id>[^\s()<>]*)>?(?:\s+\"[^\"\n]*\")?\)"
)
_BLOCK = re.compile(
    r"[ ]{0,3}<(?P<name>article|aside|audio|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|"
    r"form|h[1-6]|header|hr|iframe|li|main|nav|noscript|object|ol|p|picture|pre|script|section|style|summary|table|"
    r"tbody|td|th|thead|tr|ul|video)\b"
    r"|[ ]{0,3}</(?:article|aside|center|details|div|figure|footer|header|main|nav|p|section)>",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    ["table", "figure", "pre", "video", "audio", "script", "style", "iframe", "ul", "ol", "dl", "picture"]
)
_SHOWN, _OPEN = re.compile(r"!\[[^\[\]]*\]"), re.compile(r"(?<!\\)[\[\]]")
_HELD = re.compile("\0([0-9]+)\0(\n*)")
_MARKDOWN_INSIDE = re.compile(r"""\smarkdown\s*=\s*["']?(?:1|block|span|true)["']?""", re.IGNORECASE)


def normalised(text: str, say: Callable[[str, int], None], whole: bool = False) -> str:
    """A body with its links in one form. ``say`` gets what is not kept, with the line of the body, from 1.

    ``whole``: a block of HTML goes on to its end, as in kramdown, and not only to the first blank line.
    """
    text = text.replace("\0", "\ufffd")  # as CommonMark 2.3 has it; here, U+0000 holds the place of code
    if "<" in text:
        made = (part if code else _without_html(part, line, say, whole) for code, line, part in _parts(text))
        text = "\n".join(made)
    parts = [*_parts(text)]
    prose = [part for is_code, _, part in parts if not is_code]
    definitions = {_label(found["label"]): found for part in prose for found in _DEFINITION.finditer(part)}
    return _with_ids("\n".join(part if is_code else _prose(part, definitions) for is_code, _, part in parts), say)


def without_gaps(text: str) -> str:
    """A body with one blank line where something that was left out has left several."""
    parts = ((code, part) for code, _, part in _parts(text))
    return "\n".join(part if code else re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", part) for code, part in parts)


def _parts(text: str) -> Iterator[tuple[bool, int, str]]:
    """The body in parts: whether it is a fenced block of code, the first line from 1, and the text."""
    lines, fence, start, run = text.split("\n"), "", 1, list[str]()
    for number, line in enumerate(lines, 1):
        found = _FENCE.match(line)
        opens, closes = bool(found and not fence), bool(found and fence and found[1].startswith(fence))
        if opens and run:
            yield False, start, "\n".join(run)
            start, run = number, []
        run.append(line)
        if opens and found:
            fence = found[1]
        elif closes and found and not line[found.end() :].strip():
            yield True, start, "\n".join(run)
            fence, start, run = "", number + 1, []
    if run:
        yield bool(fence), start, "\n".join(run)


def _prose(text: str, definitions: Mapping[str, re.Match[str]]) -> str:
    held = list[str]()

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\0{len(held) - 1}\0" + "\n" * found[0].count("\n")

    def shown(words: str) -> str:
        return _HELD.sub(lambda found: held[int(found[1])] + found[2][held[int(found[1])].count("\n") :], words)

    text = _SPAN.sub(hold, text)
    if definitions:
        text = _DEFINITION.sub(lambda found: "\n" * found[0].count("\n"), text)
        for form in (_PICTURE, _REFERENCE):  # a picture in a link comes first
            text = form.sub(lambda found: _inline(found, definitions, shown), text)
    if "<" in text:
        text = _ANCHOR.sub(_anchor, _IMAGE.sub(_image, text))
    return shown(_LONG.sub(_on_one_line, text))


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _inline(found: re.Match[str], definitions: Mapping[str, re.Match[str]], shown: Callable[[str], str]) -> str:
    """A reference link as an inline one; what is none stays as it is."""
    after = found.string[found.end() : found.end() + 1]
    if found["label"] is None and after in ("(", ":", "["):
        return found[0]
    meant = definitions.get(_label(shown(found["label"] or found["words"])))
    if not meant or (found["label"] is None and found["words"].startswith("^")):
        return found[0]
    title = f" {meant['title']}" if meant["title"] else ""
    gone = "\n" * (found["label"] or "").count("\n")
    return f"{found['sign']}[{found['words']}](<{meant['address']}>{title}){gone}"


def _on_one_line(found: re.Match[str]) -> str:
    whole = found["start"] + found["end"]
    return whole.replace("\n", " ") + "\n" * whole.count("\n")


def _given(text: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(next((each for each in found.groups()[1:] if each is not None), ""))
        for found in _GIVEN.finditer(text)
    }


def _image(found: re.Match[str]) -> str:
    given = _given(found[0])
    source = given.get("src", "").strip()
    if not source or source.startswith("data:") or re.search(r"[<>\n]", source):
        return ""
    alt = " ".join(given.get("alt", "").split()).replace("[", r"\[").replace("]", r"\]")
    return f"![{alt}](<{source}>)"


def _anchor(found: re.Match[str]) -> str:
    address = _given(found["given"]).get("href", "").strip()
    if (
        not address
        or re.search(r"[<>\n]", address)
        or re.search(r"(?<!\\)[\[\]](?!\()", re.sub(r"!\[[^\[\]]*\]", "", found["words"]))
    ):
        return found[0] if address else found["words"]
    return f"[{found['words']}](<{address}>)"


def _without_html(text: str, first: int, say: Callable[[str, int], None], whole: bool) -> str:
    """A text with blocks of HTML as Markdown."""
    lines, made, at = text.split("\n"), list[str](), 0
    while at < len(lines):
        found = _BLOCK.match(lines[at])
        if not found or not _may_begin(lines, at, found):
            made.append(lines[at])
            at += 1
        elif _MARKDOWN_INSIDE.search(lines[at]):
            made.append(re.sub(r"<[^<>]*>", "", lines[at]))
            at += 1
        else:
            end = _end(lines, at, (found["name"] or "").lower(), whole)
            new = markdown_of("\n".join(lines[at:end]), _AsWritten(first + at, say)).markdown.strip("\n").split("\n")
            made += [*new, *[""] * (end - at - len(new))]
            at = end
    return "\n".join(made)


def _may_begin(lines: list[str], at: int, found: re.Match[str]) -> bool:
    """Whether a line begins a block of HTML: a closing tag does not, in the middle of a paragraph."""
    before = lines[at - 1].strip() if at else ""
    return bool(found["name"]) or not before or before.startswith("<")


def _end(lines: list[str], start: int, name: str, whole: bool) -> int:
    """The line after a block of HTML: a blank one, or the one after the closing tag."""
    if name in _WHOLE or (whole and name):
        tag, depth = re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE), 0
        for at in range(start, min(len(lines), start + 2000)):
            depth += sum(-1 if found[1] else 1 for found in tag.finditer(lines[at]))
            if depth <= 0:
                after = lines[at].rpartition(">")[2].strip()
                return at + 1 if not after else _blank(lines, at)
    return _blank(lines, start)


def _blank(lines: list[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))


class _AsWritten(References):
    """Leaves addresses as they are: they are replaced later, with those of Markdown."""

    def __init__(self, first: int, say: Callable[[str, int], None]) -> None:
        self._first, self._say = first, say

    def picture(self, address: str, line: int) -> str:
        return address

    def file(self, address: str, line: int) -> str:
        return address

    def link(self, address: str, line: int) -> str:
        return address

    def unkept(self, what: str, line: int) -> None:
        self._say(what, self._first + max(line - 1, 0))


def _with_ids(text: str, say: Callable[[str, int], None]) -> str:
    """The body with ids at the headings that it links to; links to no heading become words, which is noted."""
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
    """The words of a heading, without the signs that may close it: https://spec.commonmark.org/0.31.2/#atx-headings"""
    words = heading.rstrip(" \t")
    bare = words.rstrip("#")
    return bare.rstrip(" \t") if bare.endswith((" ", "\t")) else words


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
