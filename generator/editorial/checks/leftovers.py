"""Markdown signs that readers would see, and links that they would not.

`**Bold` that is never closed, `[a link][that]` without a line `[that]: address`, `[[a link]]` of another program:
Markdown treats these as plain text and shows the signs. So it does with a table without its line `|---|---|`, and with
headings and lists without a space after their sign (`##Result`). A link without words, `[](address)`, is invisible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SIGN = re.compile(
    r"(?<![\w*])\*\*(?=\w)|(?<!\w)__(?=\w)|(?<=\w)\]\[(?=\w)|(?<=[\w.!?])\]\((?=[\w/.“”„‘])|(?<!\w)~~(?=\w)"
    r"|(?<![`\w])`(?=\w)|\[\[(?=[^\[\]\n]+\]\])"
)
_NEAR = 12  # characters after the sign that are used to find it in the file
_FIXES = {
    "**": "close it with another `**`, or delete it",
    "__": "close it with another `__`, or delete it",
    "~~": "close it with another `~~`, or delete it",
    "][": "add a line `[name]: address` below, with the name from the second pair of brackets",
    "`": "close it with another one, or delete it",
    "[[": "write a link as `[words](file.md)`",
    "](": "write a link as `[words](address)`, with no space in the address",
}
_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*+)</p>", re.DOTALL)
_LONGEST = 10_000  # characters of a paragraph that may be a table, a heading or a list
_BLOCKS = (
    (
        re.compile(r"\A(\|)[^\n|]*\|[^\n]*\|[ \t]*$", re.MULTILINE),
        "a table",
        "put a line `|---|---|` below the line with its heads",
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
"""How a paragraph begins that was meant as something else: its sign, what was meant, and the fix."""
_EMPTY_LINK = re.compile(r"<a [^<>]*+></a>")
_WORDLESS = re.compile(r"(?<![!\\])\[\s*\]\([^)\s]")


def words_outside_code(body: str) -> str:
    """The text of a body's HTML, without tags and without what is in code."""
    return unescape(_TAG.sub("", _CODE.sub("", body)))


def _place(words: str, sign: re.Match[str], lines: list[str]) -> tuple[int, int] | None:
    """The line of the file, from 1, and the column, from 0, of a sign in a text; none if it is not in the file.

    It is found by what follows it in the text; in the file, a link can follow after a word.
    """
    after = words[sign.end() : sign.end() + _NEAR].partition("\n")[0]
    word = re.match(r"\w*", after)
    for near in (after, word[0] if word else ""):
        for number, text in enumerate(lines, 1) if near else ():
            column = text.find(sign.group() + near)
            if column >= 0 and text[max(0, column - 1) : column] != "\\":
                return number, column
    return None


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each sign that is in the text of a page as well as in its file."""
    for each in site.manuscripts:
        yield from _of_spans(site, each)
        yield from _of_blocks(site, each)
        yield from _of_links(site, each)


def _of_spans(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    if not any(sign in story.body for sign in _FIXES):
        return
    words = words_outside_code(story.body)
    signs = list(_SIGN.finditer(words))
    lines = site.lines(story.path) if signs else []
    for sign in signs:
        if at := _place(words, sign, lines):  # if not, it was written with a backslash, on purpose
            named = "a backtick" if sign.group() == "`" else f"`{sign.group()}`"
            message = f"readers see {named} here, because it is not complete Markdown"
            yield Problem(story.path, at[0], at[1] + 1, message, _FIXES[sign.group()], level="warning")


def _of_blocks(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    """Report tables, headings and lists that are paragraphs, because they are not written as Markdown has them."""
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
    """The numbers of the lines that begin in each way, the last first: blocks are found in their order."""
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
