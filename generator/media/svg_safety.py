"""Drawings (SVG): read by an allow-list and written out again, so that readers get a picture and nothing more.

In an ``<img>`` a browser runs nothing of a drawing; opened at its own address it runs scripts, follows links and loads
files, all in the name of the site. So what is published is never the file itself but what :func:`cleaned` makes of it:
elements, attributes and CSS of ``svg_vocabulary``, no address but those of the drawing's own parts (``#part``), and
pictures embedded in it. What shows nothing (comments, metadata, the notes of drawing programs) is left out; whatever a
reader would miss is refused, with its line.
"""

from __future__ import annotations

from generator.media.svg_reader import Reader
from generator.model.problems import Problem

KIND = ".svg"
"""The end of a drawing's name."""

MOST_BYTES = 5_000_000
"""Most bytes of a drawing."""


class Unsafe(Exception):
    """A drawing that cannot be published; ``faults`` are problems without a path, by line."""

    def __init__(self, faults: tuple[Problem, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


def cleaned(data: bytes) -> bytes:
    """The drawing as it is published, in UTF-8; the same bytes for the same drawing, and itself clean.

    :raises Unsafe: with all that is wrong with it, where it is more than a drawing, or too much of one.
    """
    if len(data) > MOST_BYTES:
        message = f"this drawing has {len(data):,} bytes; {MOST_BYTES:,} are the most"
        raise Unsafe((Problem("", 0, 0, message, "simplify it, or save it as PNG"),))
    reader = Reader(data)
    published = reader.read()
    if faults := tuple(reader.faults.told()):
        raise Unsafe(faults)
    return published
