"""The details in wire text: the first group of bullets, with the section, the agency, the times and other labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers._lines import Line, Report
from generator.editorial.importers._times import SHAPE, UnclearTime, placed
from generator.editorial.importers._times import read as read_time
from generator.model.settings import Agency, Settings
from generator.reading.withholding import names as withholding_names
from generator.reading.withholding.words import NO_EMBARGO, phrase

_LABELLED = re.compile(r"(?P<label>[^\W\d_]+(?:[ /'’-][^\W\d_]+){0,3})\s*[:：](?!//)\s*(?P<value>.*)")
LABELS = {  # each field's labels, in any letter case
    "section": "section, category",
    "agency": "source, agency, news agency",
    "published": "published, published date, publish date, publication date, date published, published on, date",
    "modified": "modified, modified date, date modified, last modified, modified on, "
    "updated, updated date, update date, date updated, last updated, updated on",
    "bylines": "byline, bylines, by, author, authors, reporter, reporters",
    "dateline": "dateline",
    "tags": "tag, tags, keywords",
    "embargo": "embargo",
}
_FIELDS = {label: name for name, labels in LABELS.items() for label in labels.split(", ")}


class Detail(msgspec.Struct, frozen=True):
    """A bullet of the first group: its label (empty if it has none) and its value."""

    line: Line
    label: str
    value: str

    @property
    def name(self) -> str:
        """The field that the label means; an unknown label is its own name. An embargo has many labels."""
        label = " ".join(self.label.casefold().split())
        return "embargo" if withholding_names.embargoes(label) else _FIELDS.get(label, label)

    @property
    def is_no_embargo(self) -> bool:
        """Whether it says that there is no embargo."""
        return self.name == "embargo" and phrase(self.value) in NO_EMBARGO


def detail_of(line: Line) -> Detail:
    """Return a bullet's label and value."""
    text = line.bullet or ""
    found = _LABELLED.fullmatch(text)
    return Detail(line, found["label"], found["value"]) if found else Detail(line, "", text)


def details_of(bullets: Sequence[Line], report: Report) -> dict[str, Detail]:
    """Return every detail by its name; the name of one without a label depends on its position."""
    named: dict[str, Detail] = {}
    unnamed = []
    for each in map(detail_of, bullets):
        if not each.label:
            unnamed.append(each)
        elif each.is_no_embargo or (
            each.name == "embargo" and each.value == getattr(named.get("embargo"), "value", None)
        ):
            continue
        elif each.name in named:
            first = named[each.name]
            fix = f"keep one; the other is on line {first.line.number}"
            report.say(f"`{each.label}` gives the same detail as `{first.label}`", fix, each.line)
        elif each.value or each.name == "embargo" or withholding_names.meaning(each.label) == "hides":
            named[each.name] = each
    _place(unnamed, named, report)
    if bullets and "published" not in named:
        fix = f"add the line `- Published Date: {SHAPE}`"
        report.say("the copy does not say when it was published", fix, bullets[-1])
    return named


def _place(unnamed: Sequence[Detail], named: dict[str, Detail], report: Report) -> None:
    """Assign the bullets without a label to the section and the agency, in this order."""
    open_ = [name for name in ("section", "agency") if name not in named]
    for each in unnamed[len(open_) :]:
        message = "this bullet has no label" if each.value else "there is nothing after this bullet"
        label = f"label it, as in `Published Date: {SHAPE}`; if the body starts here, start it with a paragraph"
        fix = label if each.value else "delete the line"
        report.say(f"{message}, and section and agency are already known", fix, each.line)
    if 0 < len(unnamed) < len(open_):
        fix = "label it `Section: ...` or `Source: ...`, and add a line for the other"
        report.say("is this the section or the agency? The copy must name both", fix, unnamed[0].line)
    elif len(unnamed) < len(open_) and named:
        labels = {"section": "- Section: World", "agency": "- Source: Its Agency"}
        missing = " and ".join(f"`{labels[name]}`" for name in open_)
        report.say(f"the copy does not name its {' and '.join(open_)}", f"add {missing} below the headline")
    else:
        named |= zip(open_, unnamed, strict=False)


def agency_of(details: dict[str, Detail], settings: Settings, report: Report) -> Agency | None:
    """Return the agency that the copy names, as site.toml describes it."""
    detail, section = details.get("agency"), details.get("section")
    if detail is None:
        return None
    agency = settings.agency(detail.value)
    if agency is None and section and settings.agency(section.value):
        fix = "name the section first and the agency second, or label them `Section: ...` and `Source: ...`"
        report.say("section and agency seem to be swapped", fix, section.line)
    elif agency is None:
        fix = f'if it is an agency, add `[agencies."{detail.value}"]` to site.toml, with its `timezone = "..."` below'
        report.say(f"site.toml has no agency `{detail.value}`", fix, detail.line, detail.value)
    return agency


def times_of(details: dict[str, Detail], agency: Agency | None, report: Report) -> tuple[datetime | None, ...]:
    """Return when the copy was published and modified, and when its embargo ends."""
    published, modified, embargo = (
        _time(details[name], agency, report) if name in details else None
        for name in ("published", "modified", "embargo")
    )
    if published and modified and modified < published:
        line, published_line = details["modified"].line, details["published"].line.number
        fix = f"correct this time or the one on line {published_line}"
        report.say("the copy was modified before it was published", fix, line, details["modified"].value)
    return published, modified, embargo


def _time(detail: Detail, agency: Agency | None, report: Report) -> datetime | None:
    try:
        when = read_time(detail.value)
    except UnclearTime as unclear:
        report.say(unclear.message, unclear.fix, detail.line, detail.value)
        return None
    if agency is None:
        return None
    zone = ZoneInfo(agency.timezone) if agency.timezone else None
    if when.tzinfo is None and zone is None:
        fix = f'in site.toml, below `[agencies."{agency.name}"]`, add its `timezone = "..."`, as in "Europe/Istanbul"'
        report.say(f"site.toml does not say in which time zone {agency.name} writes", fix, detail.line, detail.value)
        return None
    if when.tzinfo is None and zone and _skipped(when, zone):
        message = f"that time does not exist: the clocks of {agency.timezone} went forward and skipped it"
        report.say(message, "correct it, or give its offset: `04:14 +03:00 | ...`", detail.line, detail.value)
        return None
    return placed(when, zone)


def _skipped(when: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clocks of ``zone`` skipped ``when``."""
    return when.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != when


def other_details(details: dict[str, Detail]) -> list[tuple[str, Detail]]:
    """Return the details that have no field of their own in ``WireCopy``, in the order of the file."""
    rest = [(name, each) for name, each in details.items() if name == "tags" or name not in LABELS]
    return sorted(rest, key=lambda pair: pair[1].line.number)
