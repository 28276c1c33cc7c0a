"""The last checks after the fields of adopted copy have been read: whether it is withheld, and its old addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from datetime import datetime

from msgspec.structs import replace

from generator.model.problems import Problem
from generator.reading.adopted import addresses, dates
from generator.reading.adopted.adoption import Adopted
from generator.reading.dates import Moment
from generator.reading.fields import targets
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue
from generator.reading.withholding import checks as withholding
from generator.reading.withholding import names as withholding_names

_WITHHOLDING = ("draft", "public", "expires", "embargo", "killed")


def withholds(
    given: Mapping[str, object],
    entries: Mapping[str, FrontMatterEntry],
    superseded: tuple[FrontMatterEntry, ...],
    reader: Reader,
) -> bool:
    """Whether a field that is unreadable or there twice may be meant to withhold the story, which is then reported."""
    unread = next((name for name in _WITHHOLDING if name in given and given[name] is None), "")
    if unread:
        entry = entries[unread]
        message = f"the story is withheld, because `{entry.name}` cannot be read"
        reader.warn(entry, message, f"correct it, or write `draft{reader.sign} true`")
        return True
    for each in superseded:
        hides = any(withholding.asked({each.name: each}, adopt=True)) or _is_draft(each)
        if hides or (not _dates(each) and withholding_names.timing(each.name)):
            reader.warn(each, f"the story is withheld, because this `{each.name}` may hide it", "keep one of the two")
            return True
    return reader.withholds


def _is_draft(entry: FrontMatterEntry) -> bool:
    draft = entry.name.casefold() == "draft" and entry.value.text.casefold() not in ("false", "no", "off", "0", "")
    return draft or (entry.name.casefold() == "published" and entry.value.text.casefold() in ("false", "no", "off"))


def settle(values: MutableMapping[str, object], found: Adopted, superseded: tuple[FrontMatterEntry, ...]) -> None:
    """Complete the values of a manuscript with its old addresses. If a date is there twice, the later one counts."""
    published = values.get("published")
    later = [moment.time for each in superseded if _dates(each) and (moment := _moment(each, found.reader))]
    if isinstance(published, datetime) and later and max(later) > published:
        published = values["published"] = max(later)
    dated = dates.in_path(found.reader.source.path, found.reader.zone)
    day = dated.time if dated else published if isinstance(published, datetime) else None
    aliases = tuple(dict.fromkeys(_stated(found, str(values.get("headline", "")), day)))
    if aliases:
        values["aliases"] = aliases
    if found.kind == "story":
        of_file = _possible(addresses.of_file(found.reader.source.path, day, found.names))
        values["former"] = tuple(each for each in of_file if each not in aliases)


def _dates(entry: FrontMatterEntry) -> bool:
    return entry.name.casefold() in ("date", "published", "publishdate", "embargo", "embargoed_until")


def _moment(entry: FrontMatterEntry, reader: Reader) -> Moment | None:
    return dates.read(entry.value.text, reader.zone) if entry.value.is_words else None


def _stated(found: Adopted, headline: str, day: datetime | None) -> Iterator[str]:
    """Yield the addresses that a story states. Those that this site cannot have are reported and dropped."""
    name = addresses.stem(found.reader.source.path)
    values = addresses.filled(name, headline, day)
    for entry in found.stated:
        try:
            yield addresses.stated(entry.value.text, values)
        except InvalidValue as refused:
            found.say(entry.value, f"`{entry.name}`: {refused.message}", refused.fix, "dropped")


def _possible(written: Iterator[str]) -> Iterator[str]:
    for each in written:
        try:
            yield targets.alias(each)
        except InvalidValue:
            continue


def demoted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of one file with errors as warnings, since the faulty part has been dropped."""
    return tuple(
        replace(each, level="warning", outcome="dropped") if each.level == "error" else each for each in problems
    )
