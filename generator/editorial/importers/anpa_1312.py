"""ANPA 1312: the North American wire format, with control characters (Bulletin 1312 of the ANPA, later NAA 89-3).

SYN SYN SOH a0123         (service level, number)
r i  bc-harbour-dues, 1st Ld-Writethru 11-24 0312   (priority, category, keyword, version, day, words)
STX ^BC-Harbour Dues, 1st Ld-Writethru,0312<
^Council asks board to think again<
^By ...<
    PORT ELM (NCW) _ ...  (each paragraph begins with a tab or spaces)
ETX NCW-PE-11-24-26 1012GMT< EOT
"""

from __future__ import annotations

import re

from generator.editorial.importers._copy import Received, WireCopy
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._lines import Line, Report
from generator.editorial.importers._markdown_blocks import code
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._wire_lines import KILL, clean, dateline, decoded, messages, paragraphs
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings

_START = re.compile(rb"[\s\0\x16\x7f\x0c]{0,50}(?:\x05[^\x01]{0,500})?\x16{0,9}\x01[A-Za-z]\d{4}(?!\d)")
_HEADER = re.compile(
    r"([a-z]) {1,2}([a-z]{1,3}) {1,4}(?:(am|pm|bc|ap)-{1,2})?(.{1,60}?) {1,3}(\d{1,2})-(\d{1,2}) {1,3}(\d{1,5})",
    re.IGNORECASE,
)
_TIME = re.compile(r"([A-Za-z]{2,5})-[A-Za-z]{1,8}-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d) ?([A-Z]{3,4})?")
_OFFSETS = {"GMT": "Z", "UTC": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00"}
_OFFSETS |= {"MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}
_PART = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th) Add|Add(?:ition)? \d|(?!1\b)\d{1,2} Takes?$|Take [2-9])\b", re.IGNORECASE
)
_LEAD = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th) (?:Ld|Lead|Writethru|Sub)\b", re.IGNORECASE)
_KILLED = re.compile(r"(?:^|[\s-])kill(?:$|-)", re.IGNORECASE)
_QUOTES = (("``", "“"), ("''", "”"), (" _ ", " — "))


def recognises(data: bytes) -> bool:
    """Return whether the data begin with the header of a message."""
    return bool(_START.match(data))


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories in the file; it may have several messages.

    :raises Problems: with every reason why they cannot be imported.
    """
    copies, problems = list[WireCopy](), list[Problem]()
    for number, header, body, after in messages(decoded(data), path):
        line = Line(number, clean(header.partition("\n")[0]))
        try:
            copies.append(copy_of(_item_of(line, header, body, after, path, settings), path, settings))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return Received(tuple(copies))


def _item_of(line: Line, header: str, body: str, after: str, path: str, settings: Settings) -> Item:
    fields = _HEADER.search(" ".join(clean(header.partition("\n")[2]).split()))
    priority, category, _, called, *_ = fields.groups() if fields else ("", "", "", "")
    keyword, _, version = called.partition(",")
    lead = _LEAD.search(version)
    heads, rest = _parted(body)
    is_kill = bool(_KILLED.search(version)) or any(map(KILL.search, heads))
    _whole(version, line, path)
    text = tuple(_typeset(each) for each in paragraphs(rest))
    place, credit, text = dateline(text, settings)
    agency, when = _time(after)
    key = f"{agency} {keyword.strip()} {when[:10]}".casefold() if keyword.strip() else ""
    titles = [each for each in heads[1:] if not re.match(r"By |Eds?[.:]|EDITOR", each)]
    return Item(
        line=line,
        headline=titles[0] if titles else "",
        agencies=(agency, credit),
        published=when,
        modified=when,
        status="canceled" if is_kill else "",
        standfirst="",
        paragraphs=() if "\x12" in header else text,
        text="".join(code("\n".join(rest))) if "\x12" in header else "",  # a table, whose lines stay as they are
        subjects=(Subject((category, category.casefold()), is_tag=False), Subject((keyword.strip(),), is_tag=False)),
        dateline=place,
        byline=next((each for each in heads if each.startswith("By ")), ""),
        other=(("Message", clean(header)[:5]), ("Urgency", priority), ("Slugline", called.strip())),
        key=key,
        guid=key,
        number=0 if is_kill else int(lead[1]) + 1 if lead else 1,  # a kill has no lead number, so its time counts
        notes=tuple(each for each in heads if re.match(r"Eds?[.:]|EDITOR", each)),
    )


def _whole(version: str, line: Line, path: str) -> None:
    """Refuse a part of a story, which is useless without the other parts."""
    if found := _PART.search(version):
        report = Report(path, [])
        message = f"this is only a part of a story (`{found.group()}`)"
        report.say(message, "add it to the story by hand, or wait until the agency sends the whole story", line)
        raise Problems(report.problems)


def _parted(body: str) -> tuple[list[str], list[str]]:
    """Return the headings, which begin with ``^``, and the lines of the text. ``<`` ends a line or a paragraph."""
    lines = [line for line in body.strip("\n").split("\n") if line.strip()]
    at = next((number for number, each in enumerate(lines) if not clean(each).lstrip().startswith("^")), len(lines))
    heads = [" ".join(clean(each).strip("^<=\t ").split()) for each in lines[:at]]
    return list(filter(None, heads)), [_line(each) for each in lines[at:]]


def _line(line: str) -> str:
    text = clean(line).rstrip().rstrip("<")
    return f"\t{text.strip().lstrip('^')}" if text.lstrip().startswith("^") else text


def _typeset(text: str) -> str:
    """Return text with the quotation marks and dashes that wires write as two characters or an underscore."""
    for written, sign in _QUOTES:
        text = text.replace(written, sign)
    return text


def _time(after: str) -> tuple[str, str]:
    """Return the agency and the time that follow the text; the time in ISO 8601, empty if there is none."""
    found = _TIME.search(clean(after))
    if not found:
        return "", ""
    agency, month, day, year, hour, minute, zone = found.groups()
    return agency, f"20{year}-{month}-{day}T{hour}:{minute}{_OFFSETS.get(zone, f' {zone}') if zone else ''}"
