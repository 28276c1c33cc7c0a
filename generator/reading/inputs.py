"""The engine's inputs: everything that a site is built from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from generator.engine.definitions import Input
from generator.model.data_table import DataFile
from generator.model.output import Copied, Layout
from generator.model.settings import Settings


class ContentFile(msgspec.Struct, frozen=True):
    """A Markdown file in content/.

    ``path`` is its path in Unicode form NFC, ``file`` its path on disk, relative to the site's folder, and ``digest``
    the digest of its bytes, which is empty if the file has not been read yet.
    """

    path: str
    file: str
    digest: str


SETTINGS = Input[Settings]("settings", Settings)
"""The settings in site.toml, with changes from the command line."""

NOW = Input[datetime]("now", datetime)
"""The instant of the edition, as an aware time in the site's time zone. Few queries ask for it: see ``AS_OF``."""

DRAFTS = Input[bool]("drafts", bool)
"""Whether the edition includes stories that are not public, each with the reason why."""

HELD = Input[bool]("held", bool)
"""Whether an edition with drafts also includes stories that are under embargo, have expired or were withdrawn."""

STRICT = Input[bool]("strict", bool)
"""Whether it is an error if a published address would disappear."""

HELD_FOLDERS = Input[tuple[str, ...]]("held-folders", tuple[str, ...])
"""In adopted copy, the beginnings of the paths of stories that another program would withhold.

They are sorted, and none begins with another."""

PATHS = Input[tuple[str, ...]]("paths", tuple[str, ...])
"""The paths of all Markdown files in content/, sorted."""

COPY = Input[ContentFile]("copy", ContentFile)
"""A Markdown file in content/, by its path."""

FILE_PATHS = Input[tuple[str, ...]]("file-paths", tuple[str, ...])
"""The paths of all other files in content/, sorted."""

FILES = Input[Copied]("files", Copied)
"""A file in content/ that is not Markdown, by its path."""

URL_HISTORY = Input[str]("url-history", str)
"""The text of published.txt."""

MOST_READ = Input[tuple[str, ...]]("most-read", tuple[str, ...])
"""The addresses in most-read.json, the most read first."""

DATA_NAMES = Input[tuple[str, ...]]("data-names", tuple[str, ...])
"""The names of the files in data/, sorted."""

DATA_FILES = Input[DataFile]("data-files", DataFile)
"""A file in data/, by its name."""

LAYOUTS = Input[tuple[Layout, ...]]("layouts", tuple[Layout, ...])
"""The layouts, by their origin: ``built-in`` or ``own``."""

CATALOGS = Input[tuple[Layout, ...]]("catalogs", tuple[Layout, ...])
"""The message catalogues."""

ASSETS = Input[Mapping[str, bytes]]("assets", Mapping[str, bytes])
"""The bytes of the theme's assets, by name."""

DESK_FILES = Input[Mapping[str, tuple[str, int]]]("desk-files", Mapping[str, tuple[str, int]])
"""The digest and size of each file of the desk's program, by its path below ``/admin/``; empty without a desk."""

INPUTS = (
    SETTINGS,
    NOW,
    DRAFTS,
    HELD,
    STRICT,
    HELD_FOLDERS,
    PATHS,
    COPY,
    FILE_PATHS,
    FILES,
    URL_HISTORY,
    MOST_READ,
    DATA_NAMES,
    DATA_FILES,
    LAYOUTS,
    CATALOGS,
    ASSETS,
    DESK_FILES,
)
