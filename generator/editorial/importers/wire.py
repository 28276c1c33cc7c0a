"""Wire text: a headline, perhaps a standfirst, details behind bullets, the body, and related headlines behind bullets.

    Ferry strike ends
    Crews in Port Elm go back to work.
    - Local
    - Harbour News
    - Published Date: 04:14 | 02 December 2024
    The first paragraph, on one line.
    - A related headline

The first run of bullets holds the details: those without a label are the section and then the agency; a label that
is not known is kept with its value. The run of bullets that ends the file holds the related headlines; bullets
between paragraphs are a list of the story. Space at the ends of a line is layout; all else is kept to the letter.
Whatever could be read in two ways is refused.
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
"""The label under which ``Copy.other`` holds the copy's tags, divided by commas or semicolons."""

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
    """A bullet of the first run: its label, empty where it has none, and its value."""

    line: Line
    label: str
    value: str

    @property
    def name(self) -> str:
        """What the label means to us; an unknown label stands for itself."""
        label = " ".join(self.label.casefold().split())
        return _FIELDS.get(label, label)


def recognises(text: str) -> bool:
    """Whether ``text`` has bullets, as all wire text has."""
    return any(line.bullet is not None for line in lines(plain(text)))


def read(text: str | bytes, path: str, settings: Settings) -> Copy:
    """The copy that ``text`` holds; ``path`` names its file in problems.

    :raises Problems: all that is wrong, each with its line and the fix.
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
    """The lines before the first run of bullets, that run, and the lines after it."""
    head = tuple(takewhile(lambda line: line.bullet is None, found))
    bullets = tuple(takewhile(lambda line: line.bullet is not None, found[len(head) :]))
    return head, bullets, found[len(head) + len(bullets) :]


def _head(head: Sequence[Line], bullets: Sequence[Line], report: Report) -> tuple[str, str]:
    if not head:
        fix = "begin with the headline on a line of its own, without a bullet"
        report.say("the copy has no headline", fix, bullets[0] if bullets else None)
    if not bullets:
        fix = f"below the headline add `- World`, `- Its Agency` and `- Published Date: {SHAPE}`"
        report.say("the copy has no details: its section, agency and time", fix, head[-1] if head else None)
    elif len(head) > 2:
        fix = "keep one line for the headline and one for the standfirst; the body begins below the bullets"
        report.say(f"{len(head)} lines stand before the first bullet, where two are known", fix, head[2])
    texts = [line.text for line in head] + ["", ""]
    return texts[0], texts[1]


def _divided(rest: Sequence[Line], report: Report) -> tuple[Sequence[Line], Sequence[Line]]:
    """The body, and the run of bullets that ends the file."""
    related = tuple(takewhile(lambda line: line.bullet is not None, reversed(rest)))[::-1]
    body = rest[: len(rest) - len(related)]
    if not body:
        report.say("the copy has no body", "put its paragraphs below the bullets, each on one line without a bullet")
    for line in related:
        _related(line, report)
    _one_list(related, report)
    return body, related


def _related(line: Line, report: Report) -> None:
    """Refuse what ends the file behind a bullet and yet is no related headline, or may be none."""
    detail = _detail(line)
    if not line.bullet:
        report.say("nothing stands behind this bullet", "write the related headline, or delete the line", line)
    elif line.text[1].isdecimal():
        fix = "put a space behind the bullet; or begin the paragraph with a word"
        report.say("this may be a related headline, or a paragraph that begins with a minus sign", fix, line)
    elif detail.name in _LABELS:
        fix = "move the line up to the bullets below the headline"
        report.say(f"`{detail.label}` stands among the related headlines at the end", fix, line)


def _one_list(related: Sequence[Line], report: Report) -> None:
    """Refuse a run of bullets that seems to be two: the story's own list, and the related headlines."""
    gaps = {below.number - above.number > 1 for above, below in pairwise(related)}
    for above, below in pairwise(related):
        apart = len(gaps) > 1 and below.number - above.number > 1
        if apart or above.text[0] != below.text[0]:
            fix = (
                "if all are related headlines, give them the same bullet and no blank lines; "
                "if the first are a list of the story, end it with a paragraph"
            )
            report.say("a second list seems to begin here: which one holds the related headlines?", fix, below)
            return


def _wrapped(found: Sequence[Line], report: Report) -> None:
    """Refuse lines that were broken to a width, since each line is taken for a paragraph."""
    broken = [below for above, below in pairwise(found) if _goes_on(above, below)]
    if broken:
        more = f" (and {len(broken) - 1} more lines)" if len(broken) > 1 else ""
        fix = "join what belongs together into one line; put a blank line between whole paragraphs"
        report.say(f"this line seems to go on from the line above it{more}", fix, broken[0])


def _goes_on(above: Line, below: Line) -> bool:
    """Whether ``below`` follows at once, begins in small letters, and ``above`` does not end as a sentence does."""
    word = re.match(r"[^\W\d_]+", below.text)
    if below.number != above.number + 1 or below.bullet is not None or not word:
        return False
    return word.group().islower() and (above.text[-1].isalnum() or above.text[-1] == ",")


def _detail(line: Line) -> _Detail:
    text = line.bullet or ""
    found = _LABELLED.fullmatch(text)
    return _Detail(line, found["label"], found["value"]) if found else _Detail(line, "", text)


def _details(bullets: Sequence[Line], report: Report) -> dict[str, _Detail]:
    """Every detail by its name; one without a label gets the name that its place gives it."""
    named: dict[str, _Detail] = {}
    unnamed = []
    for each in map(_detail, bullets):
        if not each.label:
            unnamed.append(each)
        elif each.name in named:
            first = named[each.name]
            fix = f"keep one; the other is in line {first.line.number}"
            report.say(f"`{each.label}` is the second to say what `{first.label}` says", fix, each.line)
        elif each.value:
            named[each.name] = each
    _place(unnamed, named, report)
    if bullets and "published" not in named:
        fix = f"add the line `- Published Date: {SHAPE}`"
        report.say("the copy does not say when it was published", fix, bullets[-1])
    return named


def _place(unnamed: Sequence[_Detail], named: dict[str, _Detail], report: Report) -> None:
    """Give the bullets without a label to the section and the agency, in this order."""
    open_ = [name for name in ("section", "agency") if name not in named]
    for each in unnamed[len(open_) :]:
        message = "this bullet has no label" if each.value else "nothing stands behind this bullet"
        label = f"label it, as in `Published Date: {SHAPE}`; if the body begins here, begin it with a paragraph"
        fix = label if each.value else "delete the line"
        report.say(f"{message}, and section and agency are known already", fix, each.line)
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
        report.say("section and agency seem to be exchanged", fix, section.line)
    elif agency is None:
        fix = f'if it is an agency, add `[agencies."{detail.value}"]` to site.toml, and below it its `timezone = "..."`'
        report.say(f"site.toml has no agency `{detail.value}`", fix, detail.line, detail.value)
    return agency


def _times(details: dict[str, _Detail], agency: Agency | None, report: Report) -> tuple[datetime | None, ...]:
    published, modified = (
        _time(details[name], agency, report) if name in details else None for name in ("published", "modified")
    )
    if published and modified and modified < published:
        line, published_line = details["modified"].line, details["published"].line.number
        fix = f"correct this time or the one in line {published_line}"
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
        message = f"that time never was: the clocks of {agency.timezone} went forward over it"
        report.say(message, "correct it, or give its offset: `04:14 +03:00 | ...`", detail.line, detail.value)
        return None
    return placed(when, zone)


def _skipped(when: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of ``zone`` never showed ``when``."""
    return when.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != when


def _other(details: dict[str, _Detail]) -> list[tuple[str, _Detail]]:
    """What has no field of its own in ``Copy``, in the order of the file."""
    rest = [(name, each) for name, each in details.items() if name == "tags" or name not in _LABELS]
    return sorted(rest, key=lambda pair: pair[1].line.number)
