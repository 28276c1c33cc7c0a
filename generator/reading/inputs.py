"""What a site is made of, as inputs of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.engine.definitions import Input
from generator.model.output import Copied, Layout
from generator.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Copy:
    """A Markdown file of content/: its path in NFC, where it is in the site's folder, the digest of its bytes.

    The digest is empty where the file is yet to be read.
    """

    path: str
    file: str
    digest: str


SETTINGS = Input[Settings]("settings", Settings)
"""The settings of site.toml, with what the command line changes in them."""

NOW = Input[datetime]("now", datetime)
"""The instant of the edition, aware, in the site's time zone. Few ask for it: see ``AS_OF``."""

DRAFTS = Input[bool]("drafts", bool)
"""Whether the edition shows what is not public, with the reason."""

STRICT = Input[bool]("strict", bool)
"""Whether it is an error that a published address would vanish."""

HELD_FOLDERS = Input[tuple[str, ...]]("held-folders", tuple[str, ...])
"""The folders of content/ whose stories another program withholds, where copy is adopted."""

PATHS = Input[tuple[str, ...]]("paths", tuple[str, ...])
"""The path of every Markdown file of content/, sorted."""

COPY = Input[Copy]("copy", Copy)
"""A Markdown file of content/, by its path."""

FILE_PATHS = Input[tuple[str, ...]]("file-paths", tuple[str, ...])
"""The path of every other file of content/, sorted."""

FILES = Input[Copied]("files", Copied)
"""A file of content/ that is not Markdown, by its path."""

URL_HISTORY = Input[str]("url-history", str)
"""The text of published.txt."""

LAYOUTS = Input[tuple[Layout, ...]]("layouts", tuple[Layout, ...])
"""The layouts, by whose they are: ``built-in`` or ``own``."""

CATALOGS = Input[tuple[Layout, ...]]("catalogs", tuple[Layout, ...])
"""The catalogs of words."""

ASSETS = Input[Mapping[str, bytes]]("assets", Mapping[str, bytes])
"""The bytes of the theme's assets, by name."""

INPUTS = (
    SETTINGS,
    NOW,
    DRAFTS,
    STRICT,
    HELD_FOLDERS,
    PATHS,
    COPY,
    FILE_PATHS,
    FILES,
    URL_HISTORY,
    LAYOUTS,
    CATALOGS,
    ASSETS,
)
