"""What every source of a move yields: stories, pages, what is withheld, what could not be kept, files, settings.

A source is one module of this package with ``recognises(source) -> bool`` and ``read(source, request)``, which yields
these values one by one. It is read twice, and must yield the same both times: first to learn which old address is which
story, then to write. It may have ``find(address, moved, request)``, which finds the file of a picture or download.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["story", "page", "person", "description"]
"""What becomes of a file: a story, a standalone page (content/pages/), a writer's description (content/people/), or the
description of another term, such as a section (``_index.md`` in its folder).
"""

Form = Literal["html", "markdown"]
"""The form of a body."""


class SourcePlace(msgspec.Struct, frozen=True, order=True):
    """Where something is in the source: a path as the user named it, and a line from 1, or 0 for the whole file."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class MovedPicture(msgspec.Struct, frozen=True):
    """The picture of a story. ``address`` is as in the source: a path, or an address on the web. Texts are plain."""

    address: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


Extra = str | bool | int | float | datetime | Sequence["Extra"] | Mapping[str, "Extra"]
"""The value of a further field of front matter."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A story, page or person of the old site.

    ``key`` identifies it within its source for good (``wordpress:41``), also in a later export. Times are aware;
    headline, standfirst and names are plain text. ``address`` is where readers found it, as a path from the root or an
    address in full; empty if that is not known. ``aliases`` are further old addresses, in either form. Only the path
    counts; those with a query (``/?p=41``) are listed in the report, since a static host cannot redirect them.

    ``slug`` is the old one; empty if it should be made from the headline. ``body`` is in ``form``, and ``body_line`` is
    the line in the source at which it begins (0 if that is not known). ``written`` is the body as the source has it, if
    that has other lines. Addresses of pictures, files and links in it
    are as in the source. ``uri`` is its identifier in the old feeds. ``fields`` are further fields of front matter
    that Broadsheet knows, such as ``expires`` or ``translation_of``, and ``details`` what readers do not see. ``draft``
    makes it a draft: sources leave it to ``Withheld``.

    Of a description, ``describes`` is the kind of term (``section``, ``tag``, ``source``, ``series``), and ``headline``
    its name as stories have it.

    ``verbatim`` is the whole file of a story that Broadsheet itself has exported, and ``path`` is where it was: both
    are kept as they are.
    """

    place: SourcePlace
    key: str
    headline: str
    kind: Kind = "story"
    standfirst: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    slug: str = ""
    address: str = ""
    aliases: tuple[str, ...] = ()
    language: str = ""
    picture: MovedPicture | None = None
    form: Form = "html"
    body: str = ""
    body_line: int = 0
    written: str = ""
    uri: str = ""
    fields: Mapping[str, Extra] = {}
    details: Mapping[str, str] = {}
    draft: bool = False
    describes: str = ""
    verbatim: str = ""
    path: str = ""


class Withheld(msgspec.Struct, frozen=True):
    """Something that readers of the old site do not see, or not all of them; ``why`` is a word such as ``private``.

    With ``moved``, it can be written as a draft if the user asks for drafts. What nobody may have, such as what is in
    the trash, has none.
    """

    place: SourcePlace
    what: str
    why: str
    moved: Moved | None = None


class LostPart(msgspec.Struct, frozen=True):
    """Something that could not be kept: ``what`` says so in a sentence, without a full stop."""

    place: SourcePlace
    what: str


class MediaFile(msgspec.Struct, frozen=True):
    """A file of the old site: at ``file``, or the ``member`` of the zip archive there.

    ``name`` is its path on the old site without what all have in common (``2024/05/gate.jpg``): below content/media/,
    it is put there. A ``target`` is a whole path in the site's folder instead (``data/dues.csv``).
    """

    name: str
    file: Path
    member: str = ""
    target: str = ""


class Redirect(msgspec.Struct, frozen=True):
    """An old address that is no story's or page's (``/category/harbour/``), and what readers should get instead.

    ``term`` is the section, tag or writer (``kind``) that it listed. Links to it in stories become links to the
    new list.
    """

    place: SourcePlace
    old: str
    kind: Literal["section", "tag", "byline", "front"]
    term: str = ""


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the old site's settings say. Yield it first, before any story, if there is any.

    ``base_url`` is the address of the old site: links to it are internal. ``permalink`` is in our form
    (``/{year}/{month}/{slug}/``). ``menu`` has names and addresses, ``sections`` their order, and ``others`` are
    further settings of site.toml. ``notes`` say what of them has no setting here.
    """

    title: str = ""
    tagline: str = ""
    description: str = ""
    base_url: str = ""
    language: str = ""
    timezone: str = ""
    permalink: str = ""
    sections: tuple[str, ...] = ()
    menu: tuple[tuple[str, str], ...] = ()
    others: Mapping[str, Extra] = {}
    notes: tuple[LostPart, ...] = ()


class Barrier(msgspec.Struct, frozen=True):
    """Everything before it has to be moved before the source goes on, since what comes next depends on that."""


Item = Moved | Withheld | LostPart | MediaFile | Redirect | SiteSettings | Barrier


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a user asks for: a move from ``source`` to the folder ``site``.

    ``media`` are folders with the files of the old site. ``old_sites`` are its addresses, which some exports do not
    have: links to them are internal. ``drafts`` also moves what was withheld, as drafts. ``now``
    decides what is still scheduled. ``timezone`` and ``language`` are those of the new site, if it has settings. In the
    first of the two readings no ``bodies`` are needed, so a source may leave out those that take time.
    """

    site: Path
    source: Path
    now: datetime
    media: tuple[Path, ...] = ()
    old_sites: tuple[str, ...] = ()
    drafts: bool = False
    timezone: str = "UTC"
    language: str = "en"
    bodies: bool = True
