"""Describes fields for forms, for the documentation and for JSON Schema: label, meaning, type and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from generator.reading.fields.values import Plain

FileKind = Literal["story", "page", "term", "person"]
"""What a file in content/ is: a story, a page, or the description of a term (section, tag, agency …) or person."""

FILE_KINDS: tuple[FileKind, ...] = ("story", "page", "term", "person")

FormType = Literal[
    "text",  # one line
    "prose",  # one line that may have emphasis
    "rich",  # one line that may have emphasis and links
    "texts",  # a list of texts
    "notes",  # a list of texts that may have emphasis and links
    "name",  # a name, or a list of several
    "names",  # a list of names
    "people",  # a list of names of people
    "time",  # a day, or a day and a time
    "truth",  # yes or no
    "number",  # a whole number from ``least`` to ``most``
    "choice",  # one of ``choices``
    "rating",  # such as 4, 3.5 or 8/10
    "picture",  # a file, or a file with ``parts``
    "file",  # the path of a picture
    "parts",  # several ``parts``
    "rows",  # a list of entries, each with ``parts``
    "series",  # a name, or a name with a part
    "truth-or-time",  # yes, no, or until when
    "truth-or-text",  # yes, no, or who
    "text-or-no",  # a text, or no
    "colours",  # a colour, or one for light screens and one for dark ones
    "focus",  # a point in a picture: 60% 30%
    "slug",  # part of an address
    "uri",
    "address",  # on another site, with https
    "addresses",  # old addresses on this site
    "links",  # addresses of the web, with or without names
    "language",
    "layout",
    "email",
    "handle",  # in the Fediverse
]


class Form(msgspec.Struct, frozen=True):
    """A field, or a part of one, as a form shows it. ``about`` tells editors what it is for.

    ``choices`` are the values that it can have, each with its meaning; ``spellings`` are other
    ways to write them, and ``open`` says that any other value is only a warning.
    ``least`` and ``most`` limit a number, or the number of items in a list. Most places cut off a text with more than
    ``longest`` characters, so that is a warning. ``of`` is what its names refer to, so that a form can offer existing
    ones: ``section``, ``tag``, ``byline``, ``source``, ``series``, ``story``, or one of the site's own taxonomies.
    ``needs`` are the ``parts`` that must be there; ``also`` maps names in front matter to them. ``needed`` says that a
    file without the field is an error. ``empty`` says whether a field without a value is an error or, at most, a
    warning.
    """

    label: str
    about: str
    type: FormType = "text"
    example: Plain = None
    choices: Mapping[str, str] = {}
    spellings: tuple[str, ...] = ()
    open: bool = False
    least: int = 0
    most: int = 0
    longest: int = 0
    of: str = ""
    parts: Mapping[str, Form] = {}
    also: Mapping[str, str] = {}
    needs: tuple[str, ...] = ()
    needed: bool = False
    empty: Literal["nothing", "error"] = "nothing"
