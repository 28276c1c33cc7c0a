"""What several commands may be told, and what follows of it: the site, its order, an instant."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from generator.model.problems import Problem, Problems

if TYPE_CHECKING:
    from generator.pipeline.request import BuildRequest

F = TypeVar("F", bound=Callable[..., Any])


def _folder_option(name: str, words: str) -> Callable[[F], F]:
    return click.option(name, type=click.Path(path_type=Path), help=words)


site_option = _folder_option(
    "--site", "The folder with site.toml. Default: this folder, or the nearest above it that has one."
)
content_option = _folder_option(
    "--content", "The folder of the stories, where that is not content/: what is under embargo can lie outside."
)


def edition_options(command: F) -> F:
    """The options that settle which edition a command looks at; the command gets the ``request`` that they make."""

    @wraps(command)
    def ordered(
        *given: Any,
        site: Path | None,
        base_url: str,
        as_of: str,
        drafts: bool,
        content: Path | None,
        adopt: bool,
        **named: Any,
    ) -> Any:
        return command(*given, request=request_of(site, base_url, as_of, drafts, content, adopt), **named)

    for option in (
        click.option("--base-url", default="", metavar="URL", help="Where the site will live; goes over site.toml."),
        click.option("--as-of", default="", metavar="TIME", help="As of this time, not now."),
        click.option("--drafts", is_flag=True, help="Show what is not public, too."),
        click.option("--adopt", is_flag=True, help="Copy of another program: what cannot be followed is a warning."),
        content_option,
        site_option,
    ):
        ordered = option(ordered)
    return cast("F", ordered)


output_option = _folder_option("--output", "Where to build. Default: output/ beside site.toml.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer with data for programs.")


def request_of(
    site: Path | None,
    base_url: str,
    as_of: str,
    drafts: bool,
    content: Path | None = None,
    adopt: bool = False,
    settings_alone: bool = False,
) -> BuildRequest:
    """What to build, with the settings in the site's folder.

    :raises Problems: with everything that is wrong in the settings and, unless ``settings_alone``, in stories and
        layouts.
    """
    from generator.pipeline.build import settings_of
    from generator.pipeline.request import BuildRequest
    from generator.reading.site_toml import check_base_url

    folder = site_of(site)
    if base_url and (wrong := check_base_url(base_url)):
        raise click.BadParameter(wrong[0], param_hint="--base-url")
    try:
        settings = settings_of(folder, base_url)
    except Problems as found:
        if settings_alone:
            raise
        from generator.pipeline.site_graph import errors_of  # here: a build in which nothing changed needs none of it

        raise Problems([*found.problems, *errors_of(folder)]) from None
    settings = replace(settings, adopt=settings.adopt or adopt)
    return BuildRequest(folder, settings, instant(as_of, settings.timezone), drafts, content=content)


def instant(text: str, timezone: str) -> datetime:
    """The time that ``text`` gives, in the site's zone; now where it gives none."""
    from zoneinfo import ZoneInfo

    from generator.reading import dates

    zone = ZoneInfo(timezone)  # in which the instant is written down, whoever gave it in whatever zone
    if not text:
        return now().astimezone(zone)
    try:
        return dates.parse(text, zone).astimezone(zone)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write it as 2026-11-24T18:00", param_hint="--as-of") from None


def now() -> datetime:
    """The time; or what SOURCE_DATE_EPOCH says (https://reproducible-builds.org/specs/source-date-epoch/)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds since 1970") from None


def site_of(given: Path | None) -> Path:
    """The site's folder: the one given, or the nearest from here upwards."""
    here = Path.cwd()
    for folder in [given] if given else [here, *here.parents]:
        if (folder / "site.toml").is_file():
            return folder
    fix = "go to the site's folder, or make one: broadsheet init DIR"
    raise Problems([Problem(str(given or here), 0, 0, "there is no site.toml here", fix)])
