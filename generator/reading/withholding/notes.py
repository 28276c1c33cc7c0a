"""Finds notes in a text that forbid its publication: ``EMBARGOED UNTIL 9 AM``, ``KILL``, ``draft: true``.

A news story may be about an embargo or a draft, so only wording that cannot be part of a story counts: words in
capitals, or the beginning of a line in the form that such notes have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.model.patterns import deferred
from generator.reading.fields.table import CALLED
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.withholding import checks as withholding
from generator.reading.withholding import names as withholding_names
from generator.reading.withholding.checks import has_time
from generator.reading.withholding.names import bare

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_WHEN = rf"(?:\d|{_DAY}|noon|midnight|today|tonight|tomorrow|further notice)"
_BEFORE = r"(?:until|till?|before|bis|jusqu|hasta|fino|at[eé])"
_PUNCTUATION = r"[:\u2013\u2014-]"
_SHOUTED = deferred(
    r"\b(?:EMBARGO(?:ED)?(?:\s*:(?!\s*(?i:no\b|none\b|lifted))|\s+(?:UNTIL|TILL?|FOR|TO|BIS)\b|\s+\d)"
    r"|(?:UNDER|STRICT) EMBARGO\b|NOT FOR (?:PUBLICATION|RELEASE|BROADCAST|PUBLISHING)\b"
    r"|DO NOT (?:PUBLISH|RUN|RELEASE|BROADCAST)\b|HOLD (?:FOR RELEASE|UNTIL|TILL?)\b|KILL(?:,? KILL)+\b"
    r"|(?:MANDATORY|BULLETIN|STORY|EDITORIAL) KILL\b|KILL (?:NOTICE|ADVISORY)\b|SPERRFRIST\b)"
    r"|\A[^\w]*(?:EMBARGO(?:ED)?|KILL(?:ED)?|DRAFT|HOLD|WITHHOLD)\W*\Z|\A\W*KILL\s*[:\u2013\u2014]"
)
_BEGUN = deferred(
    rf"\W*(?:(?:strict(?:ly)?\s+)?(?:under\s+)?embargo(?:ed)?\b(?:\s+(?:copy|story))?\s*"
    rf"(?:{_PUNCTUATION}\s*(?:{_WHEN}|{_BEFORE}|strict|not\b)|{_BEFORE}\b|(?:for|to|on)\s+(?:release|publication|{_WHEN})|\d)"
    rf"|not\s+for\s+(?:publication|release|broadcast|publishing)\b|(?:mandatory\s+kill|kill\s+(?:notice|advisory))\b"
    rf"|(?:please\s+)?(?:do\s+not|don['\u2019]t)\s+(?:publish|run|release|broadcast|use)\s+(?:{_BEFORE}\b|yet\b"
    rf"|this\s+(?:story|article|copy|piece))"
    rf"|this\s+(?:copy|story|article|release|material)\s+is\s+(?:strictly\s+)?(?:under\s+)?embargo|embargoed\s*[.!]"
    rf"|draft\W*[:=]\W*(?:true|yes)\W*\Z|stat(?:us|e)\W*[:=]\W*(?:draft|embargoed|kill(?:ed)?|on hold|withheld)\W*\Z"
    rf"|hold\s+(?:for\s+release\b|(?:until|till?)\s+{_WHEN})|for\s+release\s+(?:(?:at|on|after|from)\s+)?{_WHEN}"
    rf"|sperrfrist\b\s*(?:{_PUNCTUATION}|\d|bis)|(?:gesperrt\s+bis|sous\s+embargo\s+jusqu|bajo\s+embargo\s+hasta"
    rf"|sotto\s+embargo\s+fino|sob\s+embargo\s+at\u00e9)\b)",
    re.IGNORECASE,
)
_LIKELY = ("embargo", "not for ", "for release", "do not ", "don't ", "don\u2019t ", "hold", "kill", "sperr", "draft")
"""Words of which every note has one, in lower case. Searching for them is much faster than for the notes."""

_HEADED = re.compile(
    r"\W*DRAFT\s*[:\u2013\u2014-]|.*[\[({]\s*(?:DRAFT|draft|Draft|WIP|EMBARGO(?:ED)?|HOLD|DO NOT PUBLISH)\s*[\])}]"
)
_CODE = re.compile(r"`[^`]*`")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_SEPARATOR = re.compile("[:=;\uff1a]")
_RULE = re.compile(r"[ \t]*(?:-{3,}|\+{3,}|\.{3}|;{3})[ \t]*")
_FIELD = re.compile(r"""[\s>*#{"'<!-]*(?P<name>[A-Za-z_][\w .-]{0,40}?)["'*]*\s{0,9}[:=;\uff1a](?P<value>.*)""")
_LONGEST = 200  # characters in a line that can be a field that withholds a story
_RULE_CHARACTERS = frozenset("-+.; \t")
_GOES_ON = re.compile(r"\s+\S|\s*-\s|\s*[\[{}]|\s*#{1,6}\s|\s*(?:<!--|-->)\s*\Z")
_UNREAD = re.compile(r"""\s*(?:-\s+)?(?P<name>[A-Za-z_][\w-]{0,40})(?::(?=[^\s:/])|\s*[=;\uff1a]\s*)(?P<value>\S.*)""")
_OURS = frozenset({"embargo", "expires", "killed"})


class WithholdingNote(msgspec.Struct, frozen=True):
    """Words that withhold the text that contains them, with their line and column, both counted from 0."""

    line: int
    column: int
    words: str


def note_in(text: str) -> str:
    """Return the words in a line that forbid its publication; empty if there are none."""
    if not _may_have_notes(text):
        return ""
    text = _CODE.sub("", text)
    found = _BEGUN.match(text) or _SHOUTED.search(text)
    return " ".join(text[found.start() :].strip(" \t>*_#[]()<!-").split())[:60] if found else ""


def marks_headline(text: str) -> bool:
    """Whether a headline is marked as not ready: ``DRAFT: ...``, ``... (draft)``."""
    return bool(_HEADED.match(text))


def notes(body: str) -> Iterator[WithholdingNote]:
    """Yield every note in a body, and every withholding field that is in the text by mistake, except in code."""
    fence, near_fields, likely = "", True, _may_have_notes(body)
    for number, line in enumerate(body.split("\n")):
        if ("```" in line or "~~~" in line) and (mark := _FENCE.match(line)):
            if not fence or line.strip().startswith(fence):
                fence, near_fields = ("" if fence else mark.group().strip()), False
        elif not fence:
            field = _field(line) if near_fields else None
            if field and withholds(_entry(field)):
                yield WithholdingNote(number, field.start("name"), f"{field['name']}: {_value(field)}"[:60])
            elif likely and (words := note_in(line)):
                yield WithholdingNote(number, len(line) - len(line.lstrip()), words)
            near_fields = (near_fields and _continues_fields(line, field)) or (
                line[:1] in _RULE_CHARACTERS and bool(_RULE.fullmatch(line))
            )


def _field(line: str) -> re.Match[str] | None:
    return _FIELD.fullmatch(line) if len(line) < _LONGEST and _SEPARATOR.search(line, 0, 60) else None


def _may_have_notes(text: str) -> bool:
    lower = text.lower()
    return any(each in lower for each in _LIKELY)


def _continues_fields(line: str, field: re.Match[str] | None) -> bool:
    return not line.strip() or bool(field or _GOES_ON.match(line))


def unread_fields(lines: Sequence[str]) -> Iterator[WithholdingNote]:
    """Yield every line of front matter that would withhold the story if YAML read it as a field: ``draft:true``."""
    for number, line in enumerate(lines):
        if len(line) < _LONGEST and (found := _UNREAD.fullmatch(line)) and withholds(_entry(found)):
            yield WithholdingNote(number, found.start("name"), line.strip()[:60])


def _entry(found: re.Match[str]) -> FrontMatterEntry:
    return FrontMatterEntry(found["name"].strip(), 1, 1, Value(1, 1, _value(found)))


def _value(found: re.Match[str]) -> str:
    return found["value"].strip(" \t\"'*,}>-")


def withholds(entry: FrontMatterEntry) -> bool:
    """Whether a field, if it were in front matter, would certainly withhold a story now or at some time."""
    fields = {entry.name: entry}
    ours = CALLED.get(entry.name.casefold())
    if ours and ours.name in _OURS:
        return has_time(entry.value)
    if withholding.hidden_section(fields) or any(each.known for each in withholding.asked(fields, adopt=False)):
        return True
    return not ours and _gives_publication_time(entry.name) and has_time(entry.value)


def _gives_publication_time(name: str) -> bool:
    """Whether a field says when a story is public. A ``Release date`` may be that of a film."""
    begins = withholding_names.timing(name) == "begins" and bare(name).startswith("publish")
    ends = withholding_names.timing(name) == "ends"
    return withholding_names.embargoes(name) or ends or (begins and not bare(name).startswith("published"))
