"""Sorts front matter into known fields and extras, and reports extras that are probably something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.model.settings import Settings
from generator.reading import dates
from generator.reading.fields.disclosing_names import denies, meant_by
from generator.reading.fields.names import field_of, near_name, own_fields
from generator.reading.fields.other_names import advice_on
from generator.reading.fields.synonyms import one_of
from generator.reading.fields.table import CALLED, Field
from generator.reading.fields.types import TRUTH, Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value
from generator.reading.withholding import checks as withholding


def sorted_fields(
    entries: Mapping[str, FrontMatterEntry], reader: Reader, settings: Settings, describes: str | None = None
) -> tuple[dict[str, tuple[Field, FrontMatterEntry]], list[FrontMatterEntry]]:
    """Return the known fields by the manuscript's names, and the extras. For ``describes``, see ``field_of``."""
    known: dict[str, tuple[Field, FrontMatterEntry]] = {}
    extra: list[FrontMatterEntry] = []
    own = own_fields(settings)
    for entry in entries.values():
        each = field_of(entry, settings.adopt, describes, own)
        if each is None:
            extra.append(entry)
            reader.key = entry.name
            reader.say_curly(entry.value, entry.value.text.strip())
            _check_extra(entry, reader, settings, describes)
            if not (settings.adopt or describes or reader.of_page or entry.name in settings.fields):
                _check_inside(entry, reader)
        elif each.name in known:
            known[each.name] = each, one_of(each, known[each.name][1], entry, reader)
        else:
            known[each.name] = each, entry
    return known, extra


def later_of_one_name(
    entries: Mapping[str, FrontMatterEntry],
    known: Mapping[str, tuple[Field, FrontMatterEntry]],
    settings: Settings,
    describes: str | None,
) -> Iterator[FrontMatterEntry]:
    """Yield the fields of adopted copy that mean the same as an earlier one, such as ``Draft`` below ``draft``."""
    own = own_fields(settings)
    for entry in entries.values():
        each = field_of(entry, True, describes, own)
        if each and each.name in known and known[each.name][1] is not entry:
            yield entry


def _check_extra(entry: FrontMatterEntry, reader: Reader, settings: Settings, describes: str | None) -> None:
    """Report an extra that may be something else: a misspelt field, or part of the story itself."""
    if " " in entry.name.strip() and not reader.source.line(entry.line - 1).strip():
        message = "this looks like the story, not like a field; is the front matter above missing its closing line?"
        reader.say(entry, message, "put a line `---` above; if it is a field, remove the empty line above")
    elif withholding.doubtful(entry):
        if not settings.adopt:
            message = f"`{entry.name}` is not a known field, so it withholds nothing and is kept as an extra"
            fix = (
                f"write `draft{reader.sign} true` to withhold the story; if it is something else, give it another name"
            )
            reader.warn(entry, message, fix)
    elif _concerns_withholding(entry, settings.adopt):
        return
    elif (near := near_name(entry.name)) and _may_withhold(near, entry.value, reader):
        meant = f"did you mean `{CALLED[near].called[0]}`?"
        if settings.adopt:
            message = f"the story is withheld, because `{entry.name}` may be meant to keep it from readers"
            reader.warn(entry, message, meant)
        else:
            message = f"`{entry.name}` is not a known field, but may be meant to keep the story from readers"
            reader.say(entry, message, meant)
        reader.withholds = True
    elif entry.name in settings.fields or describes:
        return
    elif settings.adopt or not _is_reported_later(entry, reader):
        report_near_name(entry.name, entry, reader)


def _check_inside(entry: FrontMatterEntry, reader: Reader) -> None:
    """Report disclosures inside an extra, where they are not read, although readers must see them."""
    unread = entry.value.entries if advice_on(entry.name).startswith("fields inside it") else None
    for each in (unread or {}).values():
        meant = None if each.value.is_empty or denies(each.value.text) else meant_by(each.name)
        if meant:
            above = f"above `{entry.name}`" if reader.sign == ":" else f"above `[{entry.name}]`"
            fix = f"write `{meant.field}` as a line of its own {above}"
            own = f'if it is a field of your own, write `fields = ["{entry.name}"]` in site.toml'
            reader.say(each, f"`{each.name}` is inside `{entry.name}`, so {meant.effect}", f"{fix}; {own}")


def _is_reported_later(entry: FrontMatterEntry, reader: Reader) -> bool:
    """Whether ``theme/unread_fields.py`` reports an extra, since it knows whether a layout shows it."""
    return not (reader.of_page or entry.value.is_empty) and meant_by(entry.name) is not None


def _concerns_withholding(entry: FrontMatterEntry, adopt: bool) -> bool:
    """Whether an extra concerns the withholding of the story, which is checked elsewhere."""
    fields = {entry.name: entry}
    return withholding.knows(entry.name) or any(withholding.times(fields)) or any(withholding.asked(fields, adopt))


def report_near_name(written: str, entry: FrontMatterEntry, reader: Reader) -> None:
    """Warn that the name of an extra is close to that of a known field."""
    if (near := near_name(written.partition(":")[0])) and not advice_on(entry.name):
        message = f"`{entry.name}` is not a known field, so it is kept as an extra"
        reader.warn(entry, message, f"did you mean `{near}`?")


def _may_withhold(near: str, value: Value, reader: Reader) -> bool:
    """Whether a misspelt field would keep the story from readers, now or later, if it were spelt ``near``."""
    if near == "draft":
        return TRUTH.get(value.text.strip().casefold(), False)
    try:
        return CALLED[near].name in ("embargo", "expires", "killed") and bool(dates.read(value.text, reader.zone))
    except InvalidValue:
        return False
