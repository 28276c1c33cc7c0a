"""Outputs: the files that the site will have, and how each is made.

An output holds everything that goes into one file. A layout receives its values and fetches nothing, so a page
cannot depend on anything it was not given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from generator.model.picture import NONE, EmbeddedNotes, Icon, Rendition, Shape
from generator.model.problems import Problem
from generator.model.urls import STATIC


class Rendered(msgspec.Struct, frozen=True):
    """A file that a layout renders from ``context``. ``frame`` is the fingerprint of the frame around it.

    See ``theme/queries.py``.
    """

    layout: str
    context: Mapping[str, object]
    frame: str = ""


class Copied(msgspec.Struct, frozen=True, tag=True):
    """A file from the newsroom, copied byte for byte: its path in the site's folder, its digest and its size in bytes.

    For a picture, ``width`` and ``height`` are in pixels, negative if it cannot be read (see ``measure.py``);
    ``size`` is that of the published picture; ``notes`` has its embedded caption and credit; and ``kind`` names the
    format of its bytes (see ``picture_kinds``). A ``reduced`` picture is published with this width and height, which
    are smaller than its own. ``problems`` are the reasons why the file cannot be published next to a story; a problem
    without a line is reported where the story links to the file. ``pages`` is the number of pages of a PDF, ``seconds``
    the length of a recording, and ``width`` and ``height`` are also the size of a video; each is 0 if it is unknown.
    """

    file: str
    digest: str
    size: int
    width: int = 0
    height: int = 0
    notes: EmbeddedNotes = NONE
    kind: str = ""
    problems: tuple[Problem, ...] = ()
    reduced: bool = False
    pages: int = 0
    seconds: int = 0


class Sanitized(msgspec.Struct, frozen=True, tag=True):
    """A file from the newsroom that is safe to publish: without metadata, or an SVG without active content."""

    picture: Copied


class Cropped(msgspec.Struct, frozen=True, tag=True):
    """A picture from the newsroom, cropped to another shape."""

    picture: Copied
    shape: Shape


class Resized(msgspec.Struct, frozen=True, tag=True):
    """A picture from the newsroom in another size and format."""

    picture: Copied
    rendition: Rendition


class SocialCard(msgspec.Struct, frozen=True):
    """A social card, drawn from a layout and ``context``. It includes the story's photo, cropped to ``shape``."""

    layout: str
    context: Mapping[str, object]
    frame: str
    photo: Copied | None = None
    shape: Shape | None = None


class RenderedSvg(msgspec.Struct, frozen=True):
    """A social card whose layout has been rendered but not yet drawn."""

    svg: str
    photo: Copied | None
    shape: Shape | None
    layout: str


class Data(msgspec.Struct, frozen=True):
    """Bytes that need no further work, such as one of the theme's style sheets."""

    data: bytes


class Drawn(msgspec.Struct, frozen=True):
    """An icon, drawn from an SVG."""

    icon: Icon
    svg: bytes


Yields = Literal["", "owner", "any"]
"""To which other claims on the same path an output yields: none, only the site owner's, or any."""

ALIAS = "an alias in "
"""The start of a redirect's ``source``; the path of the story's file follows."""

Made = Rendered | SocialCard | RenderedSvg | Copied | Data | Drawn | Cropped | Resized | Sanitized
"""The ways in which a file can be made."""


class Output(msgspec.Struct, frozen=True):
    """One file of the site: its path below output/, how it is made, and where it comes from.

    ``source`` names the file or feature that claims this path, so that a problem can name both claimants.
    """

    path: str
    made: Made
    source: str


class DeferredOutput(msgspec.Struct, frozen=True):
    """An output that is not in memory, but is computed where it is made: its path below output/."""

    path: str


class File(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that the site will have: its path below output/, and what claims the path (see ``Output``)."""

    path: str
    source: str
    yields: Yields = ""

    @property
    def of_copy(self) -> bool:
        """Whether it comes from a newsroom's copy, which must not replace a file that Broadsheet makes."""
        source = self.source.removeprefix(ALIAS)
        return source.startswith("content/") and not source.startswith(STATIC)


def folders_of(path: str) -> Iterator[str]:
    """Yield all parent folders of a path, innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


class Layout(msgspec.Struct, frozen=True):
    """One layout: its name (``story.html``), the path shown in problems, and its source text."""

    name: str
    path: str
    text: str


class DataRead(msgspec.Struct, frozen=True, order=True):
    """A value in data/ that a layout reads: the names that lead to it, and its place and line in the layout.

    ``optional`` says that the layout first checks whether the value exists.
    """

    way: tuple[str, ...]
    path: str
    line: int
    column: int
    source: str
    optional: bool = False


class Closure(msgspec.Struct, frozen=True):
    """Everything on which a layout depends: the layouts that it reaches, the names that it reads, a digest of their
    sources, and the values that they read in data/.
    """

    layouts: tuple[str, ...]
    names: frozenset[str]
    digest: str
    data: tuple[DataRead, ...] = ()
