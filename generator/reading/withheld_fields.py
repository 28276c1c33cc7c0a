"""What the fields of other programs withhold, and until when; errors unless copy is adopted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from generator.reading import dates, withholding
from generator.reading.dates import Moment
from generator.reading.field_sorting import report_near_name
from generator.reading.field_table import CALLED, near_name
from generator.reading.field_types import Reader
from generator.reading.values import Entry


def withheld(entries: Mapping[str, Entry], reader: Reader, adopt: bool) -> bool:
    """Whether the program that the story was written for would withhold it. An error unless copy is adopted."""
    for each in withholding.asked(entries, adopt, CALLED):
        if adopt:
            fix = f"take it out to publish the story, or write `draft{reader.sign} true`"
            reader.warn(each.entry, f"the story is withheld, because it has `{each.written}`", fix)
            return True
        if each.known:
            message = f"`{each.written}` hides a story in other programs, but not here"
        else:
            message = f"`{each.written}` does not make clear whether readers may see the story"
        fix = f"write `draft{reader.sign} true` to withhold it; if it means something else, rename it"
        reader.say(each.entry, message, fix)
    return False


def keep_times(values: dict[str, object], entries: Mapping[str, Entry], reader: Reader, adopt: bool, kind: str) -> None:
    """Withhold a story for as long as a field of another program does. Unless copy is adopted, only report it."""
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
            reader.warn(each.entry, message, f"take it out to publish the story, or correct the time: {dates.FIX}")
            values["draft"] = True
        else:
            _keep_time(values, each, moment, reader)


def _say_time(each: withholding.Timed, reader: Reader) -> None:
    """Report that a time of another program has no effect here; an error if the name is a misspelt one of ours."""
    fix = f"write it as `{'expires' if each.ends else 'embargo'}`; if it is something else, give it another name"
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


def _keep_time(values: dict[str, object], each: withholding.Timed, moment: Moment, reader: Reader) -> None:
    """Publish the story from, or until, the time that a field of another program gives."""
    expires = values.get("expires")
    if each.ends and not (isinstance(expires, datetime) and expires <= moment.time):
        values["expires"] = moment.time
        message = f"the story is withheld after the time in `{each.written}`"
        reader.warn(each.entry, message, "write it as `expires`; if it means something else, take it out")
    elif not each.ends:
        values["published"] = moment.time
        modified = values.get("modified")
        if isinstance(modified, datetime) and modified <= moment.time:
            del values["modified"]
        message = f"the story is withheld until the time in `{each.written}`, which is later than its date"
        reader.warn(
            each.entry, message, "keep one of the two times, as `date`; if it means something else, take it out"
        )
