"""Applies or reports fields by which other programs withhold stories. They are errors unless copy is adopted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from generator.model.problems import Level
from generator.model.taxonomies import own_of_column
from generator.reading import dates
from generator.reading.dates import Moment
from generator.reading.fields.names import near_name
from generator.reading.fields.sorting import report_near_name
from generator.reading.fields.table import CALLED
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry
from generator.reading.withholding import checks as withholding
from generator.reading.withholding import names as withholding_names


def withheld(
    entries: Mapping[str, FrontMatterEntry], others: Iterable[FrontMatterEntry], reader: Reader, adopt: bool
) -> bool:
    """Whether the program that the story was written for would withhold it. Unless copy is adopted, report an error.

    ``others`` are the extras. Some have the name of one of Broadsheet's fields, but another program's form.
    """
    own = CALLED.keys() - {each.name.casefold() for each in others}
    for each in withholding.asked(entries, adopt, own):
        if adopt:
            fix = f"remove it to publish the story, or write `draft{reader.sign} true`"
            reader.warn(each.entry, f"the story is withheld, because it has `{each.written}`", fix)
            return True
        reader.say(each.entry, *_without_effect_here(each, reader.sign))
    return False


def _without_effect_here(each: withholding.WithholdingField, sign: str) -> tuple[str, str]:
    """Return the message and the fix for a field that withholds nothing in Broadsheet."""
    outer, _, name = each.written.partition(":")[0].rpartition(".")
    fix = f"write `draft{sign} true` to withhold it; if it means something else, rename it"
    if outer and each.entry.name.casefold() in CALLED:
        above = f"above `{outer}`" if sign == ":" else f"above `[{outer}]`"
        message = f"`{name}` is inside `{outer}`, so it does not withhold the story"
        return message, f"write it as a line of its own {above}; if it means something else, rename it"
    if withholding_names.advises(each.entry.name):
        fix = (
            f"to withhold the story, write `draft{sign} true`, or `embargo{sign} ...` with a time; otherwise reword it"
        )
        return f"`{each.written}` says that readers may not see the story yet, but a note does not withhold it", fix
    if each.known:
        fix += "" if each.entry.name.casefold() in CALLED else "; --adopt reads stories of other programs"
        return f"`{each.written}` hides a story in other programs, but not here", fix
    return f"`{each.written}` does not make clear whether readers may see the story", fix


def say_empty(
    known: Mapping[str, FrontMatterEntry], others: Iterable[FrontMatterEntry], reader: Reader, adopt: bool
) -> None:
    """Report fields that would withhold the story if they had a value, which somebody may have forgotten.

    Other programs write empty ``draft`` and ``expiryDate`` into all stories, so in adopted copy these mean nothing.
    """
    for name in ("embargo", "killed") if adopt else ("draft", "embargo", "expires", "killed"):
        if (entry := known.get(name)) and entry.value.is_empty:
            reader.withholds |= adopt
            _say_empty(entry, "`true` or `false`" if name == "draft" else "a time", reader, adopt)
    if not adopt:
        _say_without_effect(known, reader)
    for entry in () if adopt else others:
        if entry.value.is_empty and not entry.value.quoted and _would_withhold(entry.name):
            _say_empty(entry, "a value", reader)


_NEEDED: Mapping[str, tuple[str, str]] = {
    "noindex": ("search engines may show this", "write `true` or `false` after it"),
    "sponsored": ("readers are not told that somebody paid for this", "write who paid, or `true`"),
}
"""The effect of a field without a value, and the fix. It is an error, unless copy is adopted."""

_VALUES: Mapping[str, str] = {"live": "write `{until: YYYY-MM-DD HH:MM}` after it"}
"""The fix for a field without a value, if it is not obvious."""

_WITHOUT_EFFECT = (
    *("canonical", "breaking", "priority", "priority_until", "layout", "genre", "in_menu"),
    *("event", "planned", "review", "ai", "live", "series", "free", "republish"),
)

_LISTS = ("corrections", "source_notes", "located")
"""The lists that only Broadsheet has. Like the fields of the site's own taxonomies, they may be ``[]``."""


def _say_without_effect(known: Mapping[str, FrontMatterEntry], reader: Reader) -> None:
    """Report fields that have an effect on a story, but no value."""
    lists = (*_LISTS, *(name for name in known if own_of_column(name)))
    for name in (*_NEEDED, *_WITHOUT_EFFECT, *lists):
        on_purpose = name in lists and name in known and known[name].value.items is not None
        if (entry := known.get(name)) and entry.value.is_empty and not on_purpose:
            effect, fix = _NEEDED.get(name, ("it has no effect", _VALUES.get(name, "write a value")))
            level: Level = "error" if name in _NEEDED else "warning"
            reader.say(entry, f"`{entry.name}` is empty, so {effect}", f"{fix}, or remove the line", level=level)


def _would_withhold(name: str) -> bool:
    timed = withholding_names.timing(name)
    return timed == "ends" or withholding_names.embargoes(name) or withholding_names.meaning(name) == "hides"


def _say_empty(entry: FrontMatterEntry, missing: str, reader: Reader, adopt: bool = False) -> None:
    message = f"`{entry.name}` is empty, so " + ("the story is withheld" if adopt else "it does not withhold the story")
    fix = f"write {missing} after it, or remove the line"
    reader.say(entry, message, fix, level="warning" if adopt else "error")


def say_killed(
    values: Mapping[str, object], known: Mapping[str, FrontMatterEntry], reader: Reader, adopt: bool, kind: str
) -> None:
    """Report mistakes that prevent a story from being withdrawn, or readers from being told that it was."""
    killed, published = values.get("killed"), values.get("published")
    entry, note = known.get("killed"), known.get("kill_note")
    if note and not entry and not note.value.is_empty and not values["draft"]:
        message = f"`{note.name}` does not withdraw the {kind} without `killed`"
        fix = f"add a line `killed{reader.sign} ...` with the time at which it was withdrawn, or remove the note"
        reader.withholds |= adopt
        outcome = "so it is withheld" if adopt else "so it stays public"
        reader.say(note, f"{message}, {outcome}", fix, level="warning" if adopt else "error")
    if not entry or not isinstance(killed, datetime):
        return
    if values["draft"] and "draft" in known:
        message = f"the {kind} is a draft, so its addresses do not say that it was withdrawn"
        reader.say(known["draft"], message, f"remove this: `{entry.name}` alone keeps the {kind} from readers")
    elif isinstance(published, datetime) and killed <= published:
        message = f"`{entry.name}` is not after the time of publication, so nothing says that the {kind} was withdrawn"
        reader.warn(entry.value, message, "correct one of the two, and give the time as well as the day")


def keep_times(
    values: dict[str, object], entries: Mapping[str, FrontMatterEntry], reader: Reader, adopt: bool, kind: str
) -> None:
    """Withhold a story for as long as a field of another program says. Unless copy is adopted, only report that."""
    if kind == "story" and "published" not in values:
        return  # it is not published anyway
    for each in withholding.times(entries, CALLED):
        moment = each.moment(reader.zone)
        if not each.ends and moment and _is_out_by_then(values, moment):
            report_near_name(each.written, each.entry, reader)
        elif not adopt:
            _say_time(each, reader)
        elif not moment:
            message = f"the story is withheld, because the time in `{each.written}` cannot be read"
            reader.warn(each.entry, message, f"remove it to publish the story, or correct the time: {dates.FIX}")
            values["draft"] = True
        else:
            _keep_time(values, each, moment, reader)


def _say_time(each: withholding.WithholdingTime, reader: Reader) -> None:
    """Report that a time of another program has no effect: an error if the name is a misspelling of Broadsheet's."""
    outer = each.written.partition(":")[0].rpartition(".")[0]
    ours = f"`{'expires' if each.ends else 'embargo'}`" + (f" on a line of its own above `{outer}`" if outer else "")
    fix = f"write it as {ours}; if it is something else, give it another name"
    near = near_name(each.written.partition(":")[0])
    if near and CALLED[near].name in ("published", "embargo", "expires", "killed"):
        message = f"`{each.entry.name}` is not a known field, but may be meant to keep the story from readers"
        meant = CALLED[near]
        reader.say(each.entry, message, fix if meant.name == "published" else f"did you mean `{meant.called[0]}`?")
    else:
        message = f"`{each.written}` is not a known field, so it withholds nothing"
        reader.say(each.entry, message, fix, level="error" if each.sure else "warning")


def _is_out_by_then(values: Mapping[str, object], moment: Moment) -> bool:
    published = values.get("published")
    return isinstance(published, datetime) and moment.time <= published


def _keep_time(values: dict[str, object], each: withholding.WithholdingTime, moment: Moment, reader: Reader) -> None:
    """Publish the story from or until the time that a field of another program gives."""
    expires = values.get("expires")
    if each.ends and not (isinstance(expires, datetime) and expires <= moment.time):
        values["expires"] = moment.time
        message = f"the story is withheld after the time in `{each.written}`"
        reader.warn(each.entry, message, "write it as `expires`; if it means something else, remove it")
    elif not each.ends:
        values["published"] = moment.time
        modified = values.get("modified")
        if isinstance(modified, datetime) and modified <= moment.time:
            del values["modified"]
        message = f"the story is withheld until the time in `{each.written}`, which is later than its date"
        reader.warn(each.entry, message, "keep one of the two times, as `date`; if it means something else, remove it")
