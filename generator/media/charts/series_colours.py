"""The colours that a block sets for the names in its chart: ``colours="Harbour List=#0a5, Civic=#a33"``, or those in a
column of the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from generator.media.charts.chart_options import ChartOptions
from generator.media.charts.grouping import PanelRows
from generator.media.charts.plot import SeriesColour
from generator.media.tables.block_options import BlockOptions
from generator.model.colours import VISIBLE, contrast, difference, is_colour, readable
from generator.model.data_table import Column
from generator.text.columns import cell

_LEAST_DIFFERENCE = 0.1  # the least difference at which readers can tell colours apart that are not next to each other

_FORM = 'write a name, `=` and its colour, with commas between them: `colours="Civic=#a33, Union=#06c"`'

Papers = Mapping[str, str]
"""The colours of the paper on ``light`` and ``dark`` screens."""


def paints(
    choice: BlockOptions, want: ChartOptions, found: Sequence[PanelRows], papers: Papers
) -> Mapping[str, SeriesColour] | None:
    """Return the colours of series, or of names and panels if there is only one series; None if the block sets none."""
    written = choice.text("colours")
    if not written:
        return None
    several = any(len(each.series) > 1 for each in found)
    if written in choice.table.names or "=" not in written:
        given = _of_column(choice, want, several)
    else:
        given = _of_list(choice, written, _names(want, found, several))
    painted = {name: SeriesColour(colour, readable(colour, papers["dark"], VISIBLE)) for name, colour in given.items()}
    for message, fix in (*_too_faint(painted, papers["light"]), *(_too_similar(painted) if several else ())):
        choice.say("colours", message, fix, "warning")
    return painted


def _names(want: ChartOptions, found: Sequence[PanelRows], several: bool) -> Collection[str]:
    """Return the names that can have a colour."""
    names = [series.name for each in found for series in each.series]
    if not several:
        names += [each.title for each in found if each.title]
        names += [name for each in found for name in each.names if want.named]
    return dict.fromkeys(names)


def _of_list(choice: BlockOptions, written: str, names: Collection[str]) -> dict[str, str]:
    found = dict[str, str]()
    folded = {each.casefold(): each for each in names}
    for name, colour in _pairs(written):
        known = name if name in names else folded.get(name.casefold(), "")
        if not name or not colour:
            message = f"`{name}` has no colour" if name else "there is a colour without a name"
            choice.say("colours", message, _FORM, "warning")
        elif not known:
            near = difflib.get_close_matches(name.casefold(), folded, 1)
            fix = f"did you mean `{folded[near[0]]}`?" if near else f"its names: {', '.join([*names][:12])}"
            choice.say("colours", f"this chart shows nothing called `{name}`", fix, "warning")
        elif _is_valid(choice, colour, f"for `{name}`"):
            found[known] = colour
    return found


def _pairs(written: str) -> Iterator[tuple[str, str]]:
    """Yield names and their colours. Names may contain commas; text after the last colour has no colour."""
    name = ""
    for part in written.split(","):
        before, equals, colour = part.rpartition("=")
        name = f"{name},{before if equals else part}" if name else (before if equals else part)
        if equals:
            yield name.strip(), colour.strip()
            name = ""
    if name.strip():
        yield name.strip(), ""


def _of_column(choice: BlockOptions, want: ChartOptions, several: bool) -> dict[str, str]:
    """Return the colours that a column of the file gives to the names of its rows."""
    name = choice.named("colours", choice.text("colours"))
    if not name:
        return {}
    columns = [each for each in (want.x if want.named else None, want.panels) if each and not several]
    columns = [want.series] if want.series else columns
    if not columns:
        message = f"`{name}` has a colour for each row, but this chart does not show rows by their names"
        choice.say("colours", message, 'give colours to the names that it shows: `colours="Civic=#a33"`', "warning")
        return {}
    colours = [each.strip() for each in choice.table.column(name)]
    read = [_by_name(choice, each, colours) for each in columns]
    found, twice = next((each for each in read if not each[1]), read[0])
    if twice:
        choice.say("colours", twice, "give it one colour in all rows", "warning")
    lines = dict(reversed([*zip(colours, choice.table.lines, strict=True)]))
    return {
        each: colour
        for each, colour in found.items()
        if _is_valid(choice, colour, f"in line {lines[colour]} of {choice.file}")
    }


def _by_name(choice: BlockOptions, column: Column, colours: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the colour of each name in a column, and a message if a name has several."""
    found, twice = dict[str, str](), ""
    for row, colour in enumerate(colours):
        name = cell(column, row, choice.language) or "–"
        if colour and found.setdefault(name, colour).lower() != colour.lower() and not twice:
            line = choice.table.lines[row]
            twice = f"`{name}` has two colours: {found[name]} and, in line {line} of {choice.file}, {colour}"
    return found, twice


def _is_valid(choice: BlockOptions, colour: str, where: str) -> bool:
    if not is_colour(colour):
        message = f"`{colour}` {where} is not a colour"
        choice.say("colours", message, "write it in hexadecimal, as in `#0b5d4b`", "warning")
    return is_colour(colour)


def _too_faint(painted: Mapping[str, SeriesColour], paper: str) -> Iterator[tuple[str, str]]:
    for name, paint in painted.items():
        ratio = contrast(paint.light, paper)
        if ratio < VISIBLE:
            shown = int(ratio * 100) / 100  # rounded down: 2.999 is not enough
            nearest = readable(paint.light, paper, VISIBLE)
            message = (
                f"{paint.light} for `{name}` has a contrast of {shown}:1 with the paper of light screens ({paper})"
            )
            yield message, f"readers need {VISIBLE:g}:1 (WCAG 2.2, 1.4.11): the nearest colour is `{nearest}`"


def _too_similar(painted: Mapping[str, SeriesColour]) -> Iterator[tuple[str, str]]:
    for (one, its), (other, others) in combinations(painted.items(), 2):
        fix = "choose colours that differ more in hue or in lightness"
        if difference(its.light, others.light) < _LEAST_DIFFERENCE:
            yield f"readers cannot tell the colours of `{one}` and `{other}` apart ({its.light}, {others.light})", fix
        elif difference(its.dark, others.dark) < _LEAST_DIFFERENCE:
            where = f"on dark screens, where they are {its.dark} and {others.dark}"
            yield f"readers cannot tell the colours of `{one}` and `{other}` apart {where}", fix
