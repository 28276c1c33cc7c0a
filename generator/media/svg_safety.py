"""Makes drawings (SVG) safe: reads them with allow-lists and writes them out again, so that they can only draw.

A browser runs nothing in a drawing shown with ``<img>``. But if someone opens the drawing's own address, the browser
runs scripts, follows links and loads files, all with the site's origin. So Broadsheet never publishes the file itself,
but the result of :func:`cleaned`: elements, attributes and CSS from ``svg_vocabulary``, references to parts of the
same drawing (``#part``), and embedded pictures. Invisible content (comments, metadata, the data of drawing programs)
is left out; anything that readers would miss, and words and pictures that are hidden, are refused, with their line.
"""

from __future__ import annotations

from generator.media.svg_reader import Reader
from generator.model.problems import Problem

KIND = ".svg"
"""The file name extension of a drawing."""

MOST_BYTES = 5_000_000
"""The most bytes in a drawing."""


class Unsafe(Exception):
    """A drawing that cannot be published; ``faults`` are problems without a path."""

    def __init__(self, faults: tuple[Problem, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


def cleaned(data: bytes) -> bytes:
    """Return the drawing as published, in UTF-8. Deterministic; cleaning the result again succeeds.

    :raises Unsafe: with all faults, if it does more than draw or is too large.
    """
    if len(data) > MOST_BYTES:
        message = f"this drawing has {len(data):,} bytes; the limit is {MOST_BYTES:,}"
        raise Unsafe((Problem("", 0, 0, message, "simplify it, or save it as PNG"),))
    reader = Reader(data)
    published = reader.read()
    if faults := tuple(reader.faults.problems()):
        raise Unsafe(faults)
    return published
