"""IPTC 7901: a message of text with control characters (https://iptc.org/standards/iptc-7901/).

SOH ncw0123 4 i 211 pm NCW  (source and number, priority, category, words, anything else)
Port-Elm/Dues
STX Council asks board to think again=
Port Elm (NCW) - ... ETX
241012 Nov 26 EOT
"""

from __future__ import annotations

import re

from generator.editorial.importers._copy import Received, WireCopy
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._lines import Line
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._wire_lines import KILL, clean, dateline, decoded, messages, paragraphs
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings

_HEADER = re.compile(r"([A-Za-z]{1,8})[ -]?(\d{1,6}) {1,3}(\S) {1,3}([A-Za-z]{1,5}) {1,3}(\d{1,6})(?: (.*))?")
_START = re.compile(
    rb"[\s\0\x16\x7f\x1b\x0c]{0,50}\x01\s{0,9}[A-Za-z]{1,8}[ -]?\d{1,6} {1,3}\S {1,3}[A-Za-z]{1,5} {1,3}\d"
)
_TIME = re.compile(
    r"(\d\d)(\d\d)(\d\d)\s{0,9}([A-Za-z]{1,4}|[+-]\d{4})?\s{1,9}([A-Za-z]{3})[A-Za-z]{0,9}\s{1,9}(\d{4}|\d\d)\b"
)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905
_MONTHS |= {
    "mai": 5,
    "okt": 10,
    "dez": 12,
    "mär": 3,
    "mrz": 3,
    "fev": 2,
    "avr": 4,
    "mag": 5,
    "giu": 6,
    "ene": 1,
    "dic": 12,
}
_ZONES = {"gmt": "Z", "utc": "Z", "z": "Z"}
_NOTES = re.compile(
    r"\(?(?:the following information is not (?:for|intended for) publication|eds?[.:]|note to editors)", re.IGNORECASE
)


def recognises(data: bytes) -> bool:
    """Return whether the data begin with the header of a message."""
    return bool(_START.match(data))


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories in the file; it may have several messages.

    :raises Problems: with every reason why they cannot be imported.
    """
    copies, problems = list[WireCopy](), list[Problem]()
    for line, header, body, after in messages(decoded(data), path):
        try:
            copies.append(
                copy_of(
                    _item_of(Line(line, clean(header.partition("\n")[0])), header, body, after, settings),
                    path,
                    settings,
                )
            )
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return Received(tuple(copies))


def _item_of(line: Line, header: str, body: str, after: str, settings: Settings) -> Item:
    fields = _HEADER.match(clean(header).strip())
    source, number, priority, category, _, more = fields.groups() if fields else ("", "", "", "", "", "")
    keywords = "/".join(filter(None, (clean(each).strip(" /") for each in header.strip("\n").split("\n")[1:])))
    lines, notes = _parted(clean(body))
    headline, rest = _headline(lines)
    text = paragraphs(rest)
    place, credit, text = dateline(text, settings)
    when = _time(after)
    return Item(
        line=line,
        headline=headline,
        agencies=(source, *(more or "").split(), credit),
        published=when,
        status="canceled" if any(map(KILL.search, (keywords, headline, *text[:1]))) else "",
        paragraphs=text,
        subjects=(Subject((category, category.casefold()), is_tag=False), *_subjects(keywords)),
        dateline=place,
        other=(("Message", f"{source}{number}"), ("Urgency", priority), ("Slugline", keywords)),
        key=f"{source} {keywords} {when[:10]}".casefold() if keywords else "",
        guid=f"{source} {keywords} {when[:10]} {headline}".casefold() if keywords and headline else "",
        notes=notes,
    )


def _parted(body: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the lines of the text, and the notes to editors below it."""
    lines = body.strip("\n").split("\n")
    at = next((number for number, each in enumerate(lines) if _NOTES.match(each.strip())), len(lines))
    return lines[:at], tuple(filter(None, [" ".join(" ".join(lines[at:]).split())]))


def _headline(lines: list[str]) -> tuple[str, list[str]]:
    """Return the headline and the lines below it; it ends with ``=``, or with its line."""
    end = next((number for number, each in enumerate(lines[:4]) if each.rstrip().endswith("=")), 0)
    return " ".join(" ".join(lines[: end + 1]).split()).rstrip("= ").strip(), lines[end + 1 :]


def _subjects(keywords: str) -> tuple[Subject, ...]:
    """Return each keyword as a code, not as a tag, since its meaning depends on the agency."""
    return tuple(Subject((each.strip(),), is_tag=False) for each in re.split("[/,]", keywords) if each.strip())


def _time(after: str) -> str:
    """Return the time below the text in ISO 8601; empty if there is none."""
    found = _TIME.search(after)
    month = _MONTHS.get(found[5].casefold()) if found else None
    if not found or not month:
        return ""
    year = found[6] if len(found[6]) == 4 else f"20{found[6]}"
    zone = found[4] or ""
    zone = _ZONES.get(zone.casefold(), zone if zone[:1] in "+-" else f" {zone}")
    return f"{year}-{month:02}-{found[1]}T{found[2]}:{found[3]}{zone}"
