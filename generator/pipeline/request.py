"""The request for a build, and its result."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.publish.staging import Published


class BuildRequest(msgspec.Struct, frozen=True):
    """What to build: the site's folder and settings, the instant, and whether to show ``drafts`` and everything else
    that is not public.

    ``record`` means that the build goes to readers: its addresses are added to the URL history. ``strict`` makes it an
    error if a published address would stop working. ``forward`` refuses to replace a site by an earlier edition.
    ``content`` is the folder of the stories if that is not the site's own content/.
    """

    site: Path
    settings: Settings
    as_of: datetime
    drafts: bool = False
    record: bool = False
    strict: bool = False
    content: Path | None = None
    forward: bool = False


class BuildResult(msgspec.Struct, frozen=True):
    """What a build published, the number of stories, warnings, and whether it first finished an interrupted build."""

    published: Published
    stories: int
    warnings: tuple[Problem, ...]
    recovered: bool
