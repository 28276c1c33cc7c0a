"""Makes paragraphs of text that has HTML only in places, as WordPress's ``wpautop`` does.

A blank line ends a paragraph, and any other line end is a line break. Line numbers stay as they are.
https://developer.wordpress.org/reference/functions/wpautop/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCKS = (
    "table|thead|tfoot|caption|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|"
    "p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary|"
    "iframe|audio|video|script|noscript"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]*+>", re.IGNORECASE)
_WHOLE = re.compile(r"<(?P<end>/?)(?P<name>pre|script|style|figure|table|ul|ol|dl)\b[^<>]*+>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def with_paragraphs(text: str) -> str:
    """Return HTML with ``p`` and ``br`` elements where WordPress would add them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces; elements in which line breaks are ignored or kept stay unchanged."""
    at = 0
    for start, end in _unchanged_ranges(text):
        if start >= at:
            yield _paragraphs(text[at:start])
            yield text[start:end]
            at = end
    yield _paragraphs(text[at:])


def _unchanged_ranges(text: str) -> list[tuple[int, int]]:
    """Return where such elements begin and end, in order; of an unclosed one, where its tag does."""
    opened, found = dict[str, list[re.Match[str]]](), list[tuple[int, int]]()
    for tag in _WHOLE.finditer(text):
        same = opened.setdefault(tag["name"].lower(), [])
        if not tag["end"]:
            same.append(tag)
        elif same:
            found.append((same.pop().start(), tag.end()))
    found += [tag.span() for same in opened.values() for tag in same]
    return sorted(found)


def _paragraphs(text: str) -> str:
    pieces = re.split(r"(\n[ \t]*\n\s*)", text)
    return "".join(_paragraph(piece) if piece.strip() else piece for piece in pieces)


def _paragraph(piece: str) -> str:
    """Return one paragraph; blocks in it, and comments without other text, stay outside."""
    parts = [part for part in re.split(rf"({_BLOCK.pattern}|<!--[^<>]*-->)", piece, flags=re.IGNORECASE) if part]
    made, run, inside = list[str](), "", 0
    for part in parts:
        if _BLOCK.fullmatch(part) or _COMMENT.fullmatch(part):
            made.append(_closed(run, inside))
            made.append(part)
            run = ""
            inside = 1 if re.match(r"<(?:p|h[1-6]|li|td|th|figcaption|summary)\b", part, re.IGNORECASE) else 0
        else:
            run += part
    made.append(_closed(run, inside))
    return "".join(made)


def _closed(run: str, inside: int) -> str:
    if not run.strip():
        return run
    bare = run.strip("\n")
    left, _, right = run.partition(bare)
    lines = re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)\n", "<br>\n", bare)
    return f"{left}{lines}{right}" if inside else f"{left}<p>{lines}</p>{right}"
