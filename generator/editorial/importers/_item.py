"""One story in a machine-readable format, and the ``WireCopy`` made from it.

Each reader fills in an ``Item``. What all formats have in common is decided here: agency, section, tags, times, and
whether readers may see the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers._copy import LATEST, Status, WireCopy, WirePicture
from generator.editorial.importers._instants import instant, lacks_zone
from generator.editorial.importers._lines import Line, Report
from generator.editorial.importers._subjects import Subject, section_of, tags_of
from generator.editorial.importers._text import unprintable
from generator.model.problems import Problems
from generator.model.settings import Agency, Settings
from generator.reading.fields.bylines import names
from generator.reading.withholding.notes import marks_headline, note_in

_STATUSES: Mapping[str, Status] = {
    "": "usable",
    "usable": "usable",
    "embargoed": "usable",  # its time says until when
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
}
_AS_RECEIVED = frozenset(
    ("headline", "paragraphs", "standfirst", "dateline", "text", "guid", "number", "key", "uri", "pictures")
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_ZONE = 'in site.toml, below the agency, add its `timezone = "..."`, as in "Europe/Istanbul"'
_OFFSET = (
    "the copy is your own, so no agency says which: write the time with its offset, as in `2026-11-24T10:00+01:00`"
)
_NO_SECTION = "which section is this for? Its subjects are not in `[wire_sections]` in site.toml"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One story as it is in its file; all values are text as received. ``agencies`` are possible names of its agency.

    ``categories`` are codes that decide only the section; ``section`` is its name if the format has one.
    """

    line: Line
    headline: str = ""
    agencies: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    embargo: str = ""
    expires: str = ""
    status: str = ""
    embargoed: bool = False
    standfirst: str = ""
    paragraphs: tuple[str, ...] = ()
    text: str = ""
    section: str = ""
    subjects: tuple[Subject, ...] = ()
    dateline: str = ""
    byline: str = ""
    other: tuple[tuple[str, str], ...] = ()
    language: str = ""
    guid: str = ""
    number: int = 0
    key: str = ""
    uri: str = ""
    pictures: tuple[WirePicture, ...] = ()
    corrections: tuple[tuple[str, str, str], ...] = ()
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()


def copy_of(item: Item, path: str, settings: Settings) -> WireCopy:
    """Return the wire copy made from an item.

    :raises Problems: with every reason why it cannot be imported.
    """
    report = Report(path, [])
    status, agency = _status(item, report), _agency(item, settings, report)
    zone = ZoneInfo(agency.timezone) if agency and agency.timezone else None
    add_zone = _OFFSET if agency is None and _is_own(item, settings) else _ZONE
    published = _time(item, item.published, zone, "publication", add_zone, report)
    modified, embargo, expires = (_time(item, words, zone, what, add_zone, report) for words, what in _others(item))
    section = item.section or section_of(item.subjects, agency, settings)
    if status == "canceled":  # it takes effect even if details are missing
        report, published = Report(path, []), published or modified or LATEST
    else:
        _complete(item, section, agency, report)
        _withheld(item, embargo, status, report)
        _seen(item, published, embargo, expires, report)
    if report.problems or published is None:
        raise Problems(report.problems)
    tags = tags_of(item.subjects, section, settings)
    return WireCopy(
        **{name: value for name, value in msgspec.structs.asdict(item).items() if name in _AS_RECEIVED},
        agency=agency.name if agency else "",
        published=published,
        section=section,
        modified=modified if modified and modified > published else None,
        embargo=embargo,
        bylines=_bylines(item.byline, agency),
        other=tuple((name, text) for name, text in item.other if text),
        expires=_expires(expires, max(published, embargo or published), agency),
        status=status,
        language=_language(item.language, settings),
        corrections=tuple(_corrections(item, zone, published, modified)),
        fields=(*item.fields, *((("tags", tags),) if tags else ())),
        notes=tuple(filter(None, item.notes)),
    )


def _others(item: Item) -> Iterator[tuple[str, str]]:
    yield item.modified, "change"
    yield item.embargo, "the end of its embargo"
    yield item.expires, "expiry"


def _agency(item: Item, settings: Settings, report: Report) -> Agency | None:
    """Return the first agency in site.toml that the item names, or whose host is in one of its addresses."""
    given = [each.strip() for each in item.agencies if each.strip()]
    for name in given:
        if agency := settings.agency(name) or _at_address(name, settings):
            return agency
    if _is_own(item, settings):
        return None
    name = next((each for each in given if not _URI.match(each)), "") or next(filter(None, map(_host, given)), "")
    if not name:
        report.say("the copy does not name its agency", "ask the agency to send its name", item.line)
        return None
    aliases = f'; if it is one under another name, add this name to its `aliases = ["{name}"]`'
    fix = f'if it is an agency, add `[agencies."{name}"]` to site.toml, with its `timezone = "..."` below{aliases}'
    report.say(f"site.toml has no agency `{name}`", fix, item.line)
    return None


def _is_own(item: Item, settings: Settings) -> bool:
    """Return whether an item names the site or its publisher instead of an agency."""
    names = {settings.publisher.casefold(), settings.title.casefold()} - {""}
    return any(each.strip().casefold() in names for each in item.agencies)


def _at_address(address: str, settings: Settings) -> Agency | None:
    """Return the agency to which the host of an address belongs, by its ``url`` or a domain among its aliases."""
    host = _host(address)
    if host and (named := settings.agency(host)):
        return named
    return next((each for each in settings.agencies.values() if host and _host(each.url) == host), None)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") if "://" in address else ""
    except ValueError:
        return ""


def _status(item: Item, report: Report) -> Status:
    found = _STATUSES.get(item.status.strip().casefold())
    if found is None:
        message = f"`{item.status}` does not say whether readers may see this"
        report.say(message, "ask the agency what it means; the standard has usable, withheld and canceled", item.line)
    return found or "usable"


def _time(item: Item, words: str, zone: ZoneInfo | None, what: str, fix: str, report: Report) -> datetime | None:
    if not words:
        return None
    found = instant(words, zone)
    if found is None and lacks_zone(words) and zone is None:
        report.say(f"the time of {what}, `{words}`, has no time zone", fix, item.line)
    elif found is None:
        report.say(f"`{words}` is not a time of {what} that can be read", "ask the agency to correct it", item.line)
    return found


def _expires(expires: datetime | None, public: datetime, agency: Agency | None) -> datetime | None:
    """Return when a story expires: as the copy says, or when its agency's stories leave the site, if that is sooner."""
    if not agency or not agency.keep_days:
        return expires
    latest = public + timedelta(days=agency.keep_days)
    return min(expires, latest) if expires else latest


def _complete(item: Item, section: str, agency: Agency | None, report: Report) -> None:
    if not item.published:
        report.say("the copy does not say when it was published", "ask the agency for the time, and add it", item.line)
    if not item.headline:
        report.say("the copy has no headline", "ask the agency for one, or write the story by hand", item.line)
    if not item.text and not item.paragraphs:
        report.say("the copy has no text", "ask the agency for it, or write the story by hand", item.line)
    if not section and not (agency is None and report.problems):  # an agency may have a section
        codes = [code for subject in item.subjects for code in (*subject.codes[:1], subject.name) if code]
        example = f'add `"{codes[0]}" = "World"` below `[wire_sections]`, or' if codes else "add"
        name = agency.name if agency else "Its Name"
        report.say(_NO_SECTION, f'{example} `section = "World"` below `[agencies."{name}"]`', item.line)


def _seen(
    item: Item, published: datetime | None, embargo: datetime | None, expires: datetime | None, report: Report
) -> None:
    """Refuse an item that nobody would ever see, and characters that no story may contain."""
    if expires and published and expires <= max(published, embargo or published):
        report.say("this expires before readers may see it", "ask the agency to correct one of the times", item.line)
    for words in (item.headline, item.standfirst, item.text, *item.paragraphs):
        for each in unprintable(words, report.path):
            report.say(each.message, each.fix, Line(item.line.number, each.source))


def _withheld(item: Item, embargo: datetime | None, status: Status, report: Report) -> None:
    """Refuse an item whose words say that readers may not see it, although its fields do not."""
    if item.embargoed and embargo is None and not item.embargo:
        message = "this is embargoed, but does not say until when"
        report.say(message, "ask the agency for the time; import it after that", item.line)
    lines = (item.headline, item.standfirst, *item.notes, *item.paragraphs, *item.text.split("\n"))
    for words in filter(None, map(note_in, lines)):
        is_kill = "kill" in words.casefold()
        if status == "usable" and (is_kill or embargo is None):
            message = f"`{words}` says that readers may not see this"
            fix = "if it is a kill, write `killed` into the story, and delete this file; otherwise ask the agency"
            report.say(message, fix, item.line)
            return
    if marks_headline(item.headline):
        report.say("the headline is marked as not ready", "ask the agency for the finished copy", item.line)


def _corrections(
    item: Item, zone: ZoneInfo | None, published: datetime, modified: datetime | None
) -> Iterator[tuple[datetime, str, str]]:
    """Yield the corrections; one whose day is that of the story is dated as its last change, since no hour is known."""
    for day, kind, text in item.corrections:
        when = instant(day, zone or ZoneInfo("UTC"))
        yield (when if when and when > published else modified or published), kind, text


def _language(tag: str, settings: Settings) -> str:
    """Return the language if it is not the site's own; regional variants count as the same language."""
    primary = tag.replace("_", "-").partition("-")[0].casefold()
    return "" if primary == settings.language.partition("-")[0].casefold() else tag.replace("_", "-")


def _bylines(words: str, agency: Agency | None) -> tuple[str, ...]:
    """Return the names in a byline, except that of the agency, which is the source."""
    own = {each.casefold() for each in (agency.name, *agency.aliases)} if agency else set()
    return tuple(each for each in names(words) if each.casefold() not in own) if words.strip() else ()
