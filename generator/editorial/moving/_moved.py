"""The values that sources of a move yield: stories, pages, withheld items, losses, files, settings.

A source is one module of this package with ``recognises(source) -> bool`` and ``read(source, request)``, which yields
these values one by one. It is read twice, and must yield the same both times: first to learn the old address of each
story, then to write. It may have ``find(address, moved, request)``, which finds the file of a picture or download.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["story", "page", "person", "description"]
"""The kind of file to write: a story, a standalone page (content/pages/), a writer's description (content/people/), or
the description of another term, such as a section (``_index.md`` in its folder).
"""

Form = Literal["html", "markdown"]
"""The form of a body."""


class SourcePlace(msgspec.Struct, frozen=True, order=True):
    """A place in the source: a path as the user named it, and a line from 1, or 0 for the whole file."""

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

    ``key`` permanently identifies it within its source (``wordpress:41``), also in a later export. Times are aware;
    headline, standfirst and names are plain text. ``address`` is where readers found it, as a path from the root or an
    address in full; empty if that is not known. ``aliases`` are further old addresses, in either form. Only the path
    counts; those with a query (``/?p=41``) are listed in the report, since a static host cannot redirect them.

    ``slug`` is the old one; empty if it should be made from the headline. ``body`` is in ``form``, and ``body_line`` is
    the line in the source at which it begins (0 if that is not known). ``written`` is the body as the source has it, if
    that has other lines. Addresses of pictures, files and links in it are as in the source. ``uri`` is its identifier
    in the old feeds. ``fields`` are further fields of front matter that Broadsheet knows, such as ``expires`` or
    ``translation_of``, and ``details`` are not shown to readers. ``draft`` makes it a draft; sources do not set it, but
    yield ``Withheld``.

    For a description, ``describes`` is the kind of term (``section``, ``tag``, ``source``, ``series``), and
    ``headline`` is its name as in stories.

    ``verbatim`` is the file of a story that Broadsheet itself has exported, and ``path`` is its path: both are kept
    unchanged.
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
    """An item that readers of the old site, or some of them, do not see; ``why`` is a word such as ``private``.

    If it has ``moved``, it is written as a draft when the user asks for drafts. Items that must not be moved at all,
    such as those in the trash, have none.
    """

    place: SourcePlace
    what: str
    why: str
    moved: Moved | None = None


class LostPart(msgspec.Struct, frozen=True):
    """Something that could not be kept: ``what`` describes it in a sentence without a full stop."""

    place: SourcePlace
    what: str


class MediaFile(msgspec.Struct, frozen=True):
    """A file of the old site: at ``file``, or the ``member`` of the zip archive there.

    ``name`` is its path on the old site without the common prefix (``2024/05/gate.jpg``), and becomes its path below
    content/media/. A ``target`` is a path in the site's folder instead (``data/dues.csv``).
    """

    name: str
    file: Path
    member: str = ""
    target: str = ""


class Redirect(msgspec.Struct, frozen=True):
    """An old address that does not belong to a story or page (``/category/harbour/``), and its new target.

    ``term`` is the section, tag or writer (``kind``) whose stories it listed. Links to it in stories become links to
    the new list.
    """

    place: SourcePlace
    old: str
    kind: Literal["section", "tag", "byline", "front"]
    term: str = ""


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The old site's settings. A source that has any yields them before all stories.

    ``base_url`` is the address of the old site: links to it are internal. ``permalink`` is in Broadsheet's form
    (``/{year}/{month}/{slug}/``). ``menu`` has names and addresses, ``sections`` are in the order of the old site, and
    ``others`` are further settings of site.toml. ``notes`` name the old settings that have no equivalent here.
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
    """Marks that everything before it must be moved before the source continues, since later items depend on that."""


Item = Moved | Withheld | LostPart | MediaFile | Redirect | SiteSettings | Barrier


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The user's request for a move from ``source`` to the folder ``site``.

    ``media`` are folders with the files of the old site. ``old_sites`` are its addresses, which some exports do not
    have: links to them are internal. ``drafts`` also moves withheld items, as drafts. ``now``
    decides what is still scheduled. ``timezone`` and ``language`` are those of the new site, if it has settings. In the
    first of the two readings, ``bodies`` is false: a source may leave out bodies that take time.
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
