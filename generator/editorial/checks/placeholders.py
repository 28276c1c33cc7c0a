"""Notes to oneself that readers would see: TK, TODO, XXX, `[CHECK NAME]`, Lorem ipsum.

They mark a fact that is still missing. Drafts may contain them. TK Maxx and Super Bowl XXX are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.leftovers import words_outside_code
from generator.editorial.checks.quotes import paragraphs
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_ASKS = (
    "CHECK|INSERT|ADD|CONFIRM|VERIFY|FILL|NAME|NAMES|QUOTE|DATE|NUMBER|FIGURE|AGE|TITLE|LINK|TK|TKTK|TODO|FIXME|XXX?"
)
_EVERYWHERE = (
    r"\bFIXME\b",
    r"\bTODO:",
    r"(?<!Bowl )(?<!Olympiad )\bXXX+\b(?!-)",
    r"(?i:\blorem ipsum\b)",
    rf"\[(?:{_ASKS})\b[^\]\[a-z\n]{{0,60}}\](?![\[(:])",
    r"(?<!\S)\?{3,}(?!\S)",
)
_IN_ENGLISH = (r"\bTK(?:TK)*\b(?![-'’.]?\w|\s?\d|\sMaxx)", r"\bTODO\b")  # `todo` is Spanish for `all`
_NOTE = re.compile("|".join(_EVERYWHERE))
_ENGLISH_NOTE = re.compile("|".join((*_EVERYWHERE, *_IN_ENGLISH)))
_FIX = "write what belongs here, or delete it"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each note in the headline, the standfirst and the text of anything that is not a draft."""
    for each in site.manuscripts:
        if each.draft:
            continue
        language = each.language or site.request.settings.language
        notes = _ENGLISH_NOTE if language.partition("-")[0] == "en" else _NOTE
        for field in ("headline", "standfirst"):
            if note := notes.search(getattr(each, field)):
                yield site.at(each, field, _message(note), _FIX)
        yield from _in_text(site, each, notes)


def _in_text(site: CheckedSite, story: Manuscript, notes: re.Pattern[str]) -> Iterator[Problem]:
    """Report the notes in a text, except those in code and comments, which readers do not see as text."""
    shown = {note.group() for note in notes.finditer(words_outside_code(story.body))}
    if not shown:
        return
    for line, text in paragraphs(site.lines(story.path)):
        for note in notes.finditer(text):
            if note.group() in shown:
                number = line + text[: note.start()].count("\n")
                yield Problem(story.path, number, 0, _message(note), _FIX, level="warning")


def _message(note: re.Match[str]) -> str:
    return f"readers would see `{note.group()}`, which looks like a note to yourself"
