"""Charts with a vertical axis: the lines at its ticks with their labels, and the names or ticks below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from generator.media.charts.plot import NARROWEST, Plot, decimal, text, width, wrapped
from generator.media.charts.scales import Scale

_LINE = 16  # pixels from one line of a label to the next
_MOST_LINES = 3


def y_at(scale: Scale, value: Decimal | Fraction | int, height: int) -> Fraction:
    """How many pixels from the top a value is."""
    return (1 - scale.at(Fraction(value))) * height


def grid(plot: Plot, scale: Scale, height: int) -> tuple[str, int]:
    """The lines at the ticks of the vertical axis, with the labels beside the plot; and the width of these in digits."""
    labels = plot.tick(scale.ticks)
    parts = []
    for tick, label in zip(scale.ticks, labels, strict=True):
        y = decimal(y_at(scale, tick, height))
        parts.append(f'<line class="{"zero" if tick == 0 else "grid"}" x2="100%" y1="{y}" y2="{y}"/>')
        at = f'class="tick" x="{plot.x(Fraction(0))}" y="{y}" {plot.shift(-8)} dy="4" text-anchor="end"'
        parts.append(text(label, at))
    return "".join(parts), max(map(len, labels)) + 1


def below(plot: Plot, places: Sequence[Fraction], labels: Sequence[str], height: int) -> tuple[str, int]:
    """Labels below a plot at some places along its width, in several lines if need be; and how high they are.

    If there are too many for a narrow phone, only every second one is shown, or every third, and so on.
    """
    every = _every(labels)
    shown = [*zip(places, labels, strict=True)][::every]
    room = NARROWEST * every // max(len(labels), 1)
    parts, lines = [], 1
    for place, label in shown:
        rows = wrapped(label, room)
        lines = max(lines, len(rows))
        anchor = "middle"
        if width(rows[0]) / 2 > NARROWEST * min(place, 1 - place) + 2:
            anchor = "start" if place < Fraction(1, 2) else "end"
        x = plot.x(Fraction(0) if anchor == "start" else Fraction(1) if anchor == "end" else place)
        for number, row in enumerate(rows):
            y = height + 18 + number * _LINE
            parts.append(text(row, f'class="tick" x="{x}" y="{y}" text-anchor="{anchor}"'))
    return "".join(parts), lines * _LINE + 8


def _every(labels: Sequence[str]) -> int:
    """Which labels fit below a plot: 1 for all of them, 2 for every second one, and so on."""
    for every in range(1, len(labels) + 1):
        room = NARROWEST * every // len(labels)
        if all(_fits(each, room - 4) for each in labels[::every]):
            return every
    return max(len(labels), 1)


def _fits(label: str, room: int) -> bool:
    whole = all(width(word) <= room for word in label.split())
    return whole and len(wrapped(label, room)) <= _MOST_LINES


def all_fit(labels: Sequence[str]) -> bool:
    """Whether all labels fit below a plot on a narrow phone."""
    return _every(labels) == 1
