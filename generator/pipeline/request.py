"""What is asked of a build, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.publish.staging import Published


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What is to be built: the site's folder and settings, the instant, and whether ``drafts`` and all else that
    is not public are shown.

    ``record`` has the ledger take down what is published; ``strict`` stops where a published address would vanish.
    ``content`` is the folder of the stories where that is not the site's own content/.
    """

    site: Path
    settings: Settings
    as_of: datetime
    drafts: bool = False
    record: bool = False
    strict: bool = False
    content: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did, how many stories the edition has, the warnings, and whether it first finished an older one."""

    published: Published
    stories: int
    warnings: tuple[Problem, ...]
    recovered: bool
