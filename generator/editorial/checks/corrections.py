"""Corrections that are written into the text of a story, instead of into its `corrections`.

`Correction: we gave the depth as 5.2 metres` at the end of a text is seen only by those who read to the end. An entry
in `corrections` has a date, marks the story on every list, and is in feeds, in search engines and on the page of all
corrections. `broadsheet correct STORY "text"` writes it there. English, Turkish and Arabic words are recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.leftovers import words_outside_code
from generator.editorial.checks.quotes import paragraphs
from generator.model.corrections import CorrectionKind
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_WORDS: dict[CorrectionKind, str] = {
    "correction": "corrections?|corrected|düzeltme|تصحيح|تصويب",
    "clarification": "clarifications?|açıklama|توضيح",
    "update": "updated?|güncelleme|تحديث",
    "editors-note": "editor['’]?s['’]? note|editors['’] note|editörün notu|ملاحظة (?:من )?المحرر",
}
_DATE = r"(?:[ ,(]{1,2}[^:!?\n]{0,24}\d[^:!?\n]{0,16}\)?)?"  # on 30 October; (30.10.2026); at 14.05
_BY_HAND = {
    kind: re.compile(rf"^[>*_\[( \t]*+(?:{words})\b{_DATE}[\s*_]{{0,3}}:", re.IGNORECASE | re.MULTILINE)
    for kind, words in _WORDS.items()
}
_STORY = "(?:story|article|report|piece|page|post|headline|caption)"
_WAS = rf"(?<![^\W_])this {_STORY} (?:was|has(?: since)? been) (?:(?:last|first|since|later|also) )?"
_BU = r"(?<![^\W_])bu (?:haber|yazı|makale|başlık)(?:de|da|te|ta|nin|nın)?\b[^.\n]{0,60}?\b"
_IN_WORDS: dict[CorrectionKind, str] = {
    "correction": (
        rf"\b(?:an earlier|a previous|the original) version of this {_STORY}\b"
        rf"|{_WAS}(?:amended|corrected|edited|changed|revised)\b|{_BU}düzelt(?:il|me|ti)"
        r"|\bتم (?:تعديل|تصحيح) هذا (?:الخبر|المقال|التقرير)\b"
    ),
    "clarification": rf"{_WAS}clarified\b",
    "update": rf"{_WAS}updated\b|{_BU}güncellen|\bتم تحديث هذا (?:الخبر|المقال|التقرير)\b",
}
_PATTERNS = (
    *_BY_HAND.items(),
    *((kind, re.compile(words, re.IGNORECASE)) for kind, words in _IN_WORDS.items()),
)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each correction in the text of a story that is not a draft."""
    for each in site.manuscripts:
        if each.kind == "story" and not each.draft:
            yield from _in_text(site, each)


def _in_text(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    words = words_outside_code(story.body)
    wanted = [(kind, pattern) for kind, pattern in _PATTERNS if pattern.search(words)]
    for line, text in paragraphs(site.lines(story.path)) if wanted else ():
        for kind, pattern in wanted:
            if note := pattern.search(text):
                number = line + text[: note.end()].count("\n")
                yield Problem(story.path, number, 0, _message(note), _fix(story, kind), level="warning")
                break


def _message(note: re.Match[str]) -> str:
    return f"`{' '.join(note.group().split()).strip('>*_[( ')}` in the text is seen only by those who read this far"


def _fix(story: Manuscript, kind: str) -> str:
    option = "" if kind == "correction" else f" --kind {kind}"
    command = f'broadsheet correct {story.path} "..."{option}'
    return f"write it into `corrections`, with its time, and delete it here: {command}"
