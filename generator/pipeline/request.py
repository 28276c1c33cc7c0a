"""The request for a build, and its result."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.story import Instant
from generator.publish.staging import PublishResult


class BuildRequest(msgspec.Struct, frozen=True):
    """What to build: the site's folder and settings, and the instant.

    ``drafts`` shows drafts and everything else that is not public; without ``held``, it does not show stories that are
    under embargo, have expired or were withdrawn. ``record`` means that the build is for readers, so its addresses are
    added to the URL history. ``strict`` makes it an error if a published address would stop working. ``forward``
    refuses to replace a site with an earlier edition. ``content`` is the folder of the stories if it is not the site's
    own content/.
    """

    site: Path
    settings: Settings
    as_of: datetime
    drafts: bool = False
    record: bool = False
    strict: bool = False
    content: Path | None = None
    forward: bool = False
    held: bool = True


class NotShown(msgspec.Struct, frozen=True):
    """How many stories and pages an edition does not show, by state, and when the edition next changes.

    ``next`` is when the next hidden story appears, ``next_expiry`` when the next shown story expires, and
    ``next_update`` when the next shown story gets a live entry or correction. ``left_out`` counts files of adopted copy
    that could not be read.
    """

    draft: int = 0
    scheduled: int = 0
    embargoed: int = 0
    expired: int = 0
    killed: int = 0
    left_out: int = 0
    next: Instant | None = None
    undated: int = 0
    next_expiry: Instant | None = None
    next_update: Instant | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The number in each state, in the order in which they are reported."""
        states = ("expired", "killed", "draft", "undated", "embargoed", "scheduled", "left_out")
        return {state: getattr(self, state) for state in states}


class BuildResult(msgspec.Struct, frozen=True):
    """What a build published, the number of stories that the site shows, what it does not show, and warnings.

    ``recovered``: the build first finished an interrupted one.
    """

    published: PublishResult
    stories: int
    not_shown: NotShown
    warnings: tuple[Problem, ...]
    recovered: bool
