"""Reads the parts of ``picture`` that are not text: how a story shows its picture, and which point crops keep."""

from __future__ import annotations

import difflib
import re

from generator.model.picture import DISPLAYS, Display
from generator.reading.fields.form import Form
from generator.reading.fields.values import InvalidValue

PARTS = {"src": "src", "url": "src", "path": "src"}
PARTS |= {name: name for name in ("alt", "caption", "credit", "display", "focus")}

FORM = Form(
    "Picture",
    "The picture of the story, which its page, cards and social networks show.",
    "picture",
    {"src": "ferry.jpg", "alt": "The ferry at the North Quay", "credit": "Ada Marsh"},
    parts={
        "src": Form("File", "The file, relative to the story.", "file", "ferry.jpg", needed=True),
        "alt": Form(
            "What it shows", "For readers who cannot see it. Leave it empty if it is only decoration.", "prose"
        ),
        "caption": Form("Caption", "A line below the picture. It may have emphasis and links.", "rich"),
        "credit": Form("Credit", "Who made it, such as `Ada Marsh`.", "rich"),
        "display": Form(
            "How it is shown",
            "How the story shows it. Default: below the headline.",
            "choice",
            choices={
                "wide": "Across the page",
                "portrait": "Next to the headline",
                "full": "From edge to edge",
                "none": "Only on cards",
            },
        ),
        "focus": Form("Focus", "The point that cropping keeps: how far from the left and the top.", "focus", "60% 30%"),
    },
    also=PARTS,
    needs=("src",),
)
"""How forms show the field."""

_FOCUS = re.compile(r"(\d{1,3})(?:\s*+%)?+(?:\s*+,\s*+|\s++)(\d{1,3})(?:\s*+%)?+\s*+")


def display(words: str, sign: str) -> Display:
    """Return how the story shows the picture. ``sign`` separates names from values in its front matter.

    :raises InvalidValue: if there is no such way.
    """
    wanted = words.casefold()
    for each in DISPLAYS:
        if each == wanted:
            return each
    near = difflib.get_close_matches(wanted, DISPLAYS, 1)
    ways = "`wide`, `portrait`, `full` or `none`"
    fix = f"did you mean `{near[0]}`?" if near else f"write {ways}, or remove `display{sign} {words}`"
    raise InvalidValue(f"a picture cannot be shown as `{words}`", fix)


def focus(words: str, sign: str) -> tuple[int, int]:
    """Return the point that crops keep, in percent from the left and from the top.

    :raises InvalidValue: if it is not a point in the picture.
    """
    found = _FOCUS.fullmatch(words)
    point = (int(found[1]), int(found[2])) if found else (101, 101)
    if max(point) > 100:
        value = "60% 30%" if sign == ":" else '"60% 30%"'
        fix = f"write two percentages, from the left and from the top: `focus{sign} {value}`"
        raise InvalidValue(f"`{words}` is not a point in the picture", fix)
    return point
