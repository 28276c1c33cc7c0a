"""Finds what keeps wire copy from readers: the story gets an embargo; anything else, such as a kill, is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.editorial.importers._lines import Line, Report
from generator.editorial.importers._times import SHAPE
from generator.editorial.importers._wire_details import LABELS, Detail
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.withholding import checks as withholding
from generator.reading.withholding import names as withholding_names
from generator.reading.withholding.notes import note_in
from generator.reading.withholding.words import phrase

_RELEASE = re.compile("release|live|go(?:es)?.?live|launch|on.?air|schedul", re.IGNORECASE)
"""Labels of times that may be embargoes, although they may also have another purpose."""

_ORDINARY = frozenset({"new", "update", "updated", "correction", "corrected", "final", "urgent", "flash", "writethru"})
_EMBARGO = f"write it below the headline, as in `- Embargo: {SHAPE}`; if readers may see the story, delete it"
_LATER = "if it is an embargo, label it `Embargo`; if readers may see the story now, delete the line"
_KILL = "to withdraw a story, write `killed` into its file, and delete this one; if readers may see it, delete the line"


def say_notes(found: Sequence[Line], details: Mapping[str, Detail], report: Report) -> set[Line]:
    """Refuse each line that says that the copy must not be published, and return those lines.

    A line about the embargo is kept if the details have its time.
    """
    noted = set[Line]()
    labelled = {each.line for each in details.values() if each.label}
    for line in found:
        words = note_in(line.text) if line not in labelled else ""
        is_kill = "kill" in words.casefold()
        if words and (is_kill or "embargo" not in details):
            message = f"`{words}` says that readers may not see this"
            report.say(message, _KILL if is_kill else _EMBARGO, line)
            noted.add(line)
    return noted


def say_details(details: Iterable[Detail], report: Report) -> None:
    """Refuse each detail that keeps the copy from readers, other than an embargo."""
    for each in details:
        if each.name not in LABELS and _withholds(each):
            kill = "kill" in f"{each.label} {each.value}".casefold()
            fix = _KILL if kill else _LATER
            report.say(f"`{each.label}: {each.value}` says that readers may not see this, or not yet", fix, each.line)


def _withholds(detail: Detail) -> bool:
    entry = FrontMatterEntry(detail.label, 1, 1, Value(1, 1, detail.value))
    fields = {detail.label: entry}
    if not detail.value:
        return True
    if withholding_names.states_publication(detail.label) and phrase(detail.value) in _ORDINARY:
        return False
    if any(each.ends or _RELEASE.match(each.entry.name) for each in withholding.times(fields)):
        return True
    return any(withholding.asked(fields, adopt=True))
