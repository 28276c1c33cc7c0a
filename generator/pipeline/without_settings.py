"""A site whose settings have errors: the settings that can be read, and the other errors of the site.   [disk]"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from generator.engine.runtime import SERIAL
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.pipeline.request import BuildRequest
from generator.pipeline.samples import with_faults
from generator.pipeline.site_graph import all_settled
from generator.pipeline.sources import gather
from generator.reading.settings.site_toml import SettingsProblems


def request_without(
    found: Problems, site: Path, content: Path | None = None, as_of: datetime | None = None, adopt: bool = False
) -> BuildRequest:
    """A request for a site whose settings have errors, with the settings that have no errors."""
    settings = found.readable if isinstance(found, SettingsProblems) else Settings("The site", "https://site.invalid/")
    if adopt:
        settings = replace(settings, adopt=True)
    return BuildRequest(site, settings, as_of or datetime.max.replace(tzinfo=UTC), content=content)


def other_errors(request: BuildRequest) -> tuple[Problem, ...]:
    """The errors of the site, except those in its settings."""
    try:
        site = all_settled(request, SERIAL, gather(request.site, content=request.content))
        found = with_faults(site, broken=True)
    except Problems as unsettled:
        found = unsettled.problems
    return tuple(problem for problem in found if problem.level == "error")
