"""Wire text: a headline, perhaps a standfirst, bullets with details, the body, and bullets with related headlines.

    Ferry strike ends
    Crews in Port Elm go back to work.
    - Local
    - Harbour News
    - Published Date: 04:14 | 02 December 2024
    The first paragraph, on one line.
    - A related headline

The first group of bullets has the details: those without a label are the section and then the agency; a detail with an
unknown label is kept with its value. The group of bullets at the end of the file has the related headlines; bullets
between paragraphs are a list in the story. White space at the ends of a line is ignored; everything else is kept
exactly. Anything ambiguous is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from generator.editorial.importers._copy import Copy
from generator.editorial.importers._lines import Line, Report, lines
from generator.editorial.importers._text import decode, plain, unprintable
from generator.editorial.importers._times import SHAPE, Unclear, placed
from generator.editorial.importers._times import read as read_time
from generator.model.problems import Problems
from generator.model.settings import Agency, Settings
from generator.reading.bylines import names

TAGS = "Tags"
"""The label of the tags in ``Copy.other``, which are separated by commas or semicolons."""

_LABELLED = re.compile(r"(?P<label>[^\W\d_]+(?:[ /'’-][^\W\d_]+){0,3})\s*[:：](?!//)\s*(?P<value>.*)")
_LABELS = {
    "section": "section, category",
    "agency": "source, agency, news agency",
    "published": "published, published date, publish date, publication date, date published, published on, date",
    "modified": "modified, modified date, date modified, last modified, modified on, "
    "updated, updated date, update date, date updated, last updated, updated on",
    "bylines": "byline, bylines, by, author, authors, reporter, reporters",
    "dateline": "dateline",
    "tags": "tag, tags, keywords",
}
_FIELDS = {label: name for name, labels in _LABELS.items() for label in labels.split(", ")}


@dataclass(frozen=True, slots=True)
class _Detail:
    """A bullet of the first group: its label (empty if it has none) and its value."""

    line: Line
    label: str
    value: str

    @property
    def name(self) -> str:
        """The field that the label means; an unknown label is its own name."""
        label = " ".join(self.label.casefold().split())
        return _FIELDS.get(label, label)


def recognises(text: str) -> bool:
    """Return whether ``text`` has bullets, as all wire text does."""
    return any(line.bullet is not None for line in lines(plain(text)))


def read(text: str | bytes, path: str, settings: Settings) -> Copy:
    """Return the wire copy in ``text``; ``path`` names its file in problems.

    :raises Problems: with everything that is wrong, each with its line and the fix.
    """
    text = decode(text, path) if isinstance(text, bytes) else plain(text)
    report = Report(path, unprintable(text, path))
    head, bullets, rest = _parts(lines(text))
    body, related = _divided(rest, report)
    headline, standfirst = _head(head, bullets, report)
    _wrapped(head, report)
    _wrapped(rest, report)
    details = _details(bullets, report)
    agency = _agency(details, settings, report)
    published, modified = _times(details, agency, report)
    if report.problems or agency is None or published is None:
        raise Problems(report.problems)
    return Copy(
        headline=headline,
        agency=agency.name,
        published=published,
        paragraphs=tuple(line.text for line in body),
        standfirst=standfirst,
        section=details["section"].value,
        modified=modified,
        dateline=details["dateline"].value if "dateline" in details else "",
        bylines=names(details["bylines"].value) if "bylines" in details else (),
        related=tuple(line.bullet or "" for line in related),
        other=tuple((TAGS if name == "tags" else each.label, each.value) for name, each in _other(details)),
    )


def _parts(found: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """Return the lines before the first group of bullets, that group, and the lines after it."""
    head = tuple(takewhile(lambda line: line.bullet is None, found))
    bullets = tuple(takewhile(lambda line: line.bullet is not None, found[len(head) :]))
    return head, bullets, found[len(head) + len(bullets) :]


def _head(head: Sequence[Line], bullets: Sequence[Line], report: Report) -> tuple[str, str]:
    if not head:
        fix = "start with the headline on a line of its own, without a bullet"
        report.say("the copy has no headline", fix, bullets[0] if bullets else None)
    if not bullets:
        fix = f"below the headline add `- World`, `- Its Agency` and `- Published Date: {SHAPE}`"
        report.say("the copy has no details: section, agency and time", fix, head[-1] if head else None)
    elif len(head) > 2:
        fix = "keep one line for the headline and one for the standfirst; the body goes below the bullets"
        report.say(f"there are {len(head)} lines before the first bullet; only two are allowed", fix, head[2])
    texts = [line.text for line in head] + ["", ""]
    return texts[0], texts[1]


def _divided(rest: Sequence[Line], report: Report) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the body, and the group of bullets at the end of the file."""
    related = tuple(takewhile(lambda line: line.bullet is not None, reversed(rest)))[::-1]
    body = rest[: len(rest) - len(related)]
    if not body:
        report.say("the copy has no body", "put its paragraphs below the bullets, each on one line without a bullet")
    for line in related:
        _related(line, report)
    _one_list(related, report)
    return body, related


def _related(line: Line, report: Report) -> None:
    """Refuse a bullet at the end of the file that is not a related headline, or may not be one."""
    detail = _detail(line)
    if not line.bullet:
        report.say("there is nothing after this bullet", "write the related headline, or delete the line", line)
    elif line.text[1].isdecimal():
        fix = "put a space after the bullet, or start the paragraph with a word"
        report.say("this may be a related headline, or a paragraph that starts with a minus sign", fix, line)
    elif detail.name in _LABELS:
        fix = "move the line up to the bullets below the headline"
        report.say(f"`{detail.label}` is among the related headlines at the end", fix, line)


def _one_list(related: Sequence[Line], report: Report) -> None:
    """Refuse a group of bullets that seems to be two: a list in the story, and the related headlines."""
    gaps = {below.number - above.number > 1 for above, below in pairwise(related)}
    for above, below in pairwise(related):
        apart = len(gaps) > 1 and below.number - above.number > 1
        if apart or above.text[0] != below.text[0]:
            fix = (
                "if all are related headlines, give them the same bullet and no blank lines; "
                "if the first ones are a list in the story, put a paragraph after it"
            )
            report.say("a second list seems to start here: which one has the related headlines?", fix, below)
            return


def _wrapped(found: Sequence[Line], report: Report) -> None:
    """Refuse hard-wrapped lines, because each line is read as a paragraph."""
    broken = [below for above, below in pairwise(found) if _goes_on(above, below)]
    if broken:
        more = f" (and {len(broken) - 1} more lines)" if len(broken) > 1 else ""
        fix = "join the lines of a paragraph into one line; if they are paragraphs, put a blank line between them"
        report.say(f"this line seems to continue the line above it{more}", fix, broken[0])


def _goes_on(above: Line, below: Line) -> bool:
    """Return whether ``below`` directly follows ``above``, starts in lower case, and ``above`` ends mid-sentence."""
    word = re.match(r"[^\W\d_]+", below.text)
    if below.number != above.number + 1 or below.bullet is not None or not word:
        return False
    return word.group().islower() and (above.text[-1].isalnum() or above.text[-1] == ",")


def _detail(line: Line) -> _Detail:
    text = line.bullet or ""
    found = _LABELLED.fullmatch(text)
    return _Detail(line, found["label"], found["value"]) if found else _Detail(line, "", text)


def _details(bullets: Sequence[Line], report: Report) -> dict[str, _Detail]:
    """Return every detail by its name; the name of one without a label depends on its position."""
    named: dict[str, _Detail] = {}
    unnamed = []
    for each in map(_detail, bullets):
        if not each.label:
            unnamed.append(each)
        elif each.name in named:
            first = named[each.name]
            fix = f"keep one; the other is on line {first.line.number}"
            report.say(f"`{each.label}` gives the same detail as `{first.label}`", fix, each.line)
        elif each.value:
            named[each.name] = each
    _place(unnamed, named, report)
    if bullets and "published" not in named:
        fix = f"add the line `- Published Date: {SHAPE}`"
        report.say("the copy does not say when it was published", fix, bullets[-1])
    return named


def _place(unnamed: Sequence[_Detail], named: dict[str, _Detail], report: Report) -> None:
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


def _agency(details: dict[str, _Detail], settings: Settings, report: Report) -> Agency | None:
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


def _times(details: dict[str, _Detail], agency: Agency | None, report: Report) -> tuple[datetime | None, ...]:
    published, modified = (
        _time(details[name], agency, report) if name in details else None for name in ("published", "modified")
    )
    if published and modified and modified < published:
        line, published_line = details["modified"].line, details["published"].line.number
        fix = f"correct this time or the one on line {published_line}"
        report.say("the copy was modified before it was published", fix, line, details["modified"].value)
    return published, modified


def _time(detail: _Detail, agency: Agency | None, report: Report) -> datetime | None:
    try:
        when = read_time(detail.value)
    except Unclear as unclear:
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


def _other(details: dict[str, _Detail]) -> list[tuple[str, _Detail]]:
    """Return the details that have no field of their own in ``Copy``, in the order of the file."""
    rest = [(name, each) for name, each in details.items() if name == "tags" or name not in _LABELS]
    return sorted(rest, key=lambda pair: pair[1].line.number)
