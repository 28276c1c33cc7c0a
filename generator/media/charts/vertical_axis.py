"""Charts with a vertical axis: the lines at its ticks with their labels, and the names or ticks below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from generator.media.charts.plot import LETTER, Plot, decimal, text, width, wrapped
from generator.media.charts.scales import Scale

_LINE = 16  # pixels from one line of a label to the next
_MOST_LINES = 3
_GAP = 4  # pixels between two labels, at least
_USUAL_GUTTER = 4


def y_at(scale: Scale, value: Decimal | Fraction | int, height: int) -> Fraction:
    """Return the distance of a value from the top in pixels."""
    return (1 - scale.at(Fraction(value))) * height


def grid(plot: Plot, scale: Scale, height: int) -> tuple[str, int]:
    """Return the lines at the ticks of the vertical axis with their labels, and the labels' width in digits."""
    labels = plot.tick(scale.ticks)
    parts = []
    for tick, label in zip(scale.ticks, labels, strict=True):
        y = decimal(y_at(scale, tick, height))
        parts.append(f'<line class="{"zero" if tick == 0 else "grid"}" x2="100%" y1="{y}" y2="{y}"/>')
        at = f'class="tick" x="{plot.x(Fraction(0))}" y="{y}" {plot.shift(-8)} dy="4" text-anchor="end"'
        parts.append(text(label, at))
    return "".join(parts), max(map(len, labels)) + 1


def below(
    plot: Plot, places: Sequence[Fraction], labels: Sequence[str], height: int, gutter: int = 0
) -> tuple[str, int]:
    """Return labels below a plot at some positions along its width, in several lines if necessary, and their height.

    If there are too many for a narrow phone, only every second one is shown, or every third, and so on. ``gutter`` is
    the width in digits of the labels next to the plot.
    """
    wide = plot.narrowest - gutter * LETTER
    every = _every(places, labels, wide)
    parts, lines = [], 1
    for place, label in [*zip(places, labels, strict=True)][::every]:
        rows = wrapped(label, _room(labels, every, wide))
        lines = max(lines, len(rows))
        anchor = _anchor(place, rows, wide)
        x = plot.x({"start": Fraction(0), "middle": place, "end": Fraction(1)}[anchor])
        for number, row in enumerate(rows):
            y = height + 18 + number * _LINE
            parts.append(text(row, f'class="tick" x="{x}" y="{y}" text-anchor="{anchor}"'))
    return "".join(parts), lines * _LINE + 8


def all_fit(labels: Sequence[str], narrowest: int) -> bool:
    """Whether all labels fit below the columns of a plot, where it is narrowest."""
    places = [Fraction(2 * each + 1, 2 * len(labels)) for each in range(len(labels))]
    return _every(places, labels, narrowest - _USUAL_GUTTER * LETTER) == 1


def _every(places: Sequence[Fraction], labels: Sequence[str], wide: int) -> int:
    """Return how many labels apart those that fit below a plot are: 1 if all fit, 2 if every second one, and so on."""
    for every in range(1, len(labels)):
        room = _room(labels, every, wide)
        shown = [*zip(places, labels, strict=True)][::every]
        boxes = sorted(_box(place, wrapped(label, room), wide) for place, label in shown)
        apart = all(end + _GAP <= start for (_, end), (start, _) in pairwise(boxes))
        if apart and all(_fits(label, room) for _, label in shown):
            return every
    return max(len(labels), 1)


def _room(labels: Sequence[str], every: int, wide: int) -> int:
    return wide * every // max(len(labels), 1) - _GAP


def _fits(label: str, room: int) -> bool:
    """Whether a label fits without breaking a word."""
    unbroken = all(width(word) <= room for word in label.split())
    return unbroken and len(wrapped(label, room)) <= _MOST_LINES


def _anchor(place: Fraction, rows: Sequence[str], wide: int) -> str:
    """Return the anchor of a label: its start or end if it would otherwise reach beyond the plot."""
    if max(map(width, rows)) / 2 <= wide * min(place, 1 - place) + _GAP:
        return "middle"
    return "start" if place < Fraction(1, 2) else "end"


def _box(place: Fraction, rows: Sequence[str], wide: int) -> tuple[Fraction, Fraction]:
    """Return the start and end of a label in pixels."""
    long = Fraction(max(map(width, rows)))
    match _anchor(place, rows, wide):
        case "start":
            return Fraction(0), long
        case "end":
            return wide - long, Fraction(wide)
    return wide * place - long / 2, wide * place + long / 2
