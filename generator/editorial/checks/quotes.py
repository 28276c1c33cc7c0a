"""Quotation marks that are not closed.

The check counts the marks in each paragraph. A quotation may continue in the next paragraph if that paragraph also
starts with a quotation mark. Pictures and their captions are not counted, and neither are feet and inches (5'10").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_PAIRS = (("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"), ("«", "»"))
_LOW = "\N{DOUBLE LOW-9 QUOTATION MARK}"
_CODE = re.compile(r"`[^`]*`|</?[A-Za-z!][^<>]{0,5000}>|\{(?:[^{}]|\{[^{}]*\})*+\}")
_TITLE = r"\"(?:\\.|[^\"\\])*+\"|(?<=\s)'(?:\\.|[^'\\])*+'"
_LINK = rf"\((?>\\.|{_TITLE}|\([^()]*\)|[^()\"\\])*+\)"  # an address with its title, in parentheses
_PICTURE = re.compile(rf"!\[[^\]]{{0,2000}}\](?:{_LINK}|\[[^\]]{{0,2000}}\])?")
_TARGET = re.compile(rf"\]{_LINK}")
_BEGINNING = re.compile(r"[\s>]+|(?:[-*+]|\d+[.)])\s+")  # of a quoted block or an item of a list
_FEET = re.compile(r"(?<=\d)\s?['’′]\s?\d+(?:\.\d+|[¼½¾])?\s?[\"”″]")
_INCHES = re.compile(r"\d[\"”]")  # or a quotation that ends with a number
_FENCE = re.compile(r"\s*(```|~~~)")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report paragraphs with an unmatched quotation mark."""
    for each in site.manuscripts:
        parts = list(paragraphs(site.lines(each.path)))
        for (line, text), (_, after) in zip(parts, [*parts, (0, "")][1:], strict=True):
            if mark := _unmatched(text, after):
                message = f"a quotation mark {mark} in this paragraph has no partner"
                fix = "close the quotation, or delete the mark"
                yield Problem(each.path, line, 0, message, fix, level="warning")


def paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a file's body without code and pictures, each with the number of its first line."""
    body = _body(lines)
    found, first, fenced = list[str](), 0, False
    for number, line in enumerate([*lines[body:], ""], body + 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif line.strip() and not fenced and not line.startswith("    "):
            first = first or number
            found.append(line)
            continue
        if found and (text := _words("\n".join(found))).strip():
            yield first, f"{text}\n"
        found, first = [], 0


def _words(text: str) -> str:
    """Return a paragraph without code, pictures and addresses, with as many lines as before."""
    for pattern in (_CODE, _PICTURE, _TARGET):
        text = pattern.sub(lambda found: " " + "\n" * found[0].count("\n"), text)
    return text


def _body(lines: list[str]) -> int:
    """Return the number of lines of front matter."""
    if lines and lines[0].strip() in ("---", "+++"):
        return next((at for at, line in enumerate(lines[1:], 2) if line.strip() in (lines[0].strip(), "...")), 0)
    return 0


def _unmatched(text: str, after: str) -> str:
    """Return the quotation mark that has no partner in a paragraph; an empty string if there is none."""
    after, text = _beginning(after), _FEET.sub(" ", text)
    inches = {each[-1] for each in _INCHES.findall(text)}
    if text.count('"') % 2 and not after.startswith('"') and '"' not in inches:
        return '"'
    for opens, closes in _PAIRS:
        more = text.count(opens) - text.count(closes)
        if _LOW in text or (more < 0 and closes in inches):
            more = 0  # in German and some other languages, the English opening mark closes a quotation
        if more < 0 or (more > 0 and not (more == 1 and after.startswith(opens))):
            return opens if more > 0 else closes
    return ""


def _beginning(text: str) -> str:
    """Return a paragraph from its first word on."""
    while sign := _BEGINNING.match(text):
        text = text[sign.end() :]
    return text
