"""Markdown characters that readers would see, and links that they would not.

`**Bold` that is never closed, `[a link][that]` without a line `[that]: address`, `[[a link]]` of another program:
Markdown treats these as plain text and shows the characters. The same goes for a table without its line `|---|---|`,
and for headings and lists without a space after their first characters (`##Result`). A link without words,
`[](address)`, is invisible. The check also reads what readers see of the front matter: headline, standfirst, caption,
corrections, source notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.formatting import Span
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LEFTOVER = re.compile(
    r"(?<![\w*])\*\*(?=\w)|(?<!\w)__(?=\w)|(?<=\w)\]\[(?=\w)|(?<=[\w.!?])\]\((?=[\w/.“”„‘])|(?<!\w)~~(?=\w)"
    r"|(?<![`\w])`(?=\w)|\[\[(?=[^\[\]\n]+\]\])"
)
_NEAR = 12  # characters after the Markdown that are used to find it in the file
_FIXES = {
    "**": "close it with another `**`, or delete it",
    "__": "close it with another `__`, or delete it",
    "~~": "close it with another `~~`, or delete it",
    "][": "add a line `[name]: address` below, with the name from the second pair of brackets",
    "`": "close it with another one, or delete it",
    "[[": "write a link as `[words](file.md)`",
    "](": "write a link as `[words](address)`, with no space in the address",
}
_WITH_LINKS = frozenset({"picture", "corrections", "source_notes"})
_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*+)</p>", re.DOTALL)
_LONGEST = 10_000  # characters of a paragraph that may be a table, a heading or a list
_BLOCKS = (
    (
        re.compile(r"\A(\|)[^\n|]*\|[^\n]*\|[ \t]*$", re.MULTILINE),
        "a table",
        "put a line `|---|---|` below its line of headings",
    ),
    (re.compile(r"\A(#{2,6})[^\W\d_].*\Z"), "a heading", "put a space after it"),
    (re.compile(r"\A(#)[^\W\d_]\w* [^\n#]{1,80}(?<![.!?:…])\Z"), "a heading", "put a space after it"),  # no hashtag
    (re.compile(r"^([-+])[^\W\d_].*\n\1[^\W\d_]", re.MULTILINE), "a list", "put a space after it, in each line"),
    (
        re.compile(r"^(\d+[.)])[^\W\d_].*\n\d+[.)][^\W\d_]", re.MULTILINE),
        "a list",
        "put a space after it, in each line",
    ),
    (re.compile(r"^([•‣▪◦·])\s*\S.*\n\1", re.MULTILINE), "a list", "begin each line with `- `"),
)
"""The beginnings of paragraphs that were meant as something else, with what was meant, and the fix."""
_EMPTY_LINK = re.compile(r"<a [^<>]*+></a>")
_WORDLESS = re.compile(r"(?<![!\\])\[\s*\]\([^)\s]")


def words_outside_code(body: str) -> str:
    """Return the text of a body's HTML, without tags and code."""
    return unescape(_TAG.sub("", _CODE.sub("", body)))


def _place(words: str, leftover: re.Match[str], lines: list[str]) -> tuple[int, int] | None:
    """Return the line, from 1, and the column, from 0, of leftover Markdown in the file; None if it is not there.

    It is found by the text after it, or only by the first word after it, since a link may follow in the file.
    """
    after = words[leftover.end() : leftover.end() + _NEAR].partition("\n")[0]
    word = re.match(r"\w*", after)
    for near in (after, word[0] if word else ""):
        for number, text in enumerate(lines, 1) if near else ():
            column = text.find(leftover.group() + near)
            if column >= 0 and text[max(0, column - 1) : column] != "\\":
                return number, column
    return None


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report leftover Markdown that is in the text of a page as well as in its file."""
    for each in site.manuscripts:
        yield from _of_spans(site, each)
        yield from _of_fields(site, each)
        yield from _of_blocks(site, each)
        yield from _of_links(site, each)


def _of_spans(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    if not any(leftover in story.body for leftover in _FIXES):
        return
    words = words_outside_code(story.body)
    leftovers = list(_LEFTOVER.finditer(words))
    lines = site.lines(story.path) if leftovers else []
    for leftover in leftovers:
        if at := _place(words, leftover, lines):  # otherwise, it was escaped with a backslash on purpose
            yield _incomplete(story.path, at, leftover.group(), _FIXES[leftover.group()])


def _incomplete(path: str, at: tuple[int, int], leftover: str, fix: str) -> Problem:
    named = "a backtick" if leftover == "`" else f"`{leftover}`"
    message = f"readers see {named} here, because it is not complete Markdown"
    return Problem(path, at[0], at[1] + 1, message, fix, level="warning")


def _of_fields(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    """Report leftover Markdown in the front matter that readers see."""
    lines: list[str] = []
    for field, text, spans in _texts(story):
        words = _without_code(text, spans)
        for leftover in _LEFTOVER.finditer(words):
            lines = lines or site.lines(story.path)
            first = max(story.lines.get(field, 0) - 1, 0)
            if at := _place(words, leftover, lines[first : _end(lines)]):
                yield _incomplete(story.path, (at[0] + first, at[1]), leftover.group(), _fix(leftover.group(), field))


def _fix(leftover: str, field: str) -> str:
    """Return the fix for a field: short texts cannot have `[that]: address`, and some cannot have links either."""
    if leftover not in ("](", "][", "[["):
        return _FIXES[leftover]
    if field.partition(" ")[0] in _WITH_LINKS:
        return _FIXES["]("]
    return "write only the words here, and put the link into the text of the story"


def _texts(story: Manuscript) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Yield the texts of fields that readers see, each with the name of the line on which it begins, and its spans."""
    yield "headline", story.headline, story.headline_spans
    yield "standfirst", story.standfirst, story.standfirst_spans
    yield "kill_note", story.kill_note, story.kill_note_spans
    yield "ai", story.ai, ()
    yield "sponsored", story.sponsored.by if story.sponsored else "", ()
    if story.picture:
        yield "picture", story.picture.caption, story.picture.caption_spans
        yield "picture", story.picture.credit, story.picture.credit_spans
    for each in story.corrections:
        yield f"corrections {each.at.isoformat()}", each.text, each.spans
    for note in story.source_notes:
        yield "source_notes", note.text, note.spans


def _without_code(text: str, spans: tuple[Span, ...]) -> str:
    """Return a text in which spaces replace its code."""
    for each in spans:
        if each.element == "code":
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _end(lines: list[str]) -> int:
    """Return the number of lines of front matter."""
    opening = lines[0].strip() if lines else ""
    return next((at for at, line in enumerate(lines) if at and line.strip() in (opening, "...")), len(lines))


def _of_blocks(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    """Report tables, headings and lists that are shown as paragraphs, because they are not valid Markdown."""
    numbers: dict[str, list[int]] = {}
    for paragraph in _PARAGRAPH.findall(story.body):
        text = unescape(_TAG.sub("", paragraph))
        if len(text) > _LONGEST:
            continue
        for pattern, what, fix in _BLOCKS:
            if block := pattern.search(text):
                start = block.group().partition("\n")[0][:_NEAR]
                numbers = numbers or _beginnings(site.lines(story.path))
                if found := numbers.get(start):
                    message = f"readers see `{block[1]}` here, because this is not yet {what}"
                    yield Problem(story.path, found.pop(), 0, message, fix, level="warning")


def _beginnings(lines: list[str]) -> dict[str, list[int]]:
    """Return the numbers of the lines with each beginning, the last first, since blocks are found in order."""
    numbers: dict[str, list[int]] = {}
    for number in range(len(lines), 0, -1):
        begun = lines[number - 1].lstrip(" >")
        for size in range(1, min(_NEAR, len(begun)) + 1):
            numbers.setdefault(begun[:size], []).append(number)
    return numbers


def _of_links(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    """Report links without words."""
    for number, text in enumerate(site.lines(story.path) if _EMPTY_LINK.search(story.body) else (), 1):
        for link in _WORDLESS.finditer(text):
            message = "this link has no words, so readers cannot see it"
            fix = "write the words between the brackets: `[words](address)`"
            yield Problem(story.path, number, link.start() + 1, message, fix, level="warning")
