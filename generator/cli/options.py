"""The options that commands share, and what they resolve to: the site's folder, a build request, an instant."""

from __future__ import annotations

import errno
import gc
import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click
from msgspec.structs import replace

from generator.model.problems import Problem, Problems
from generator.system import nofollow

if TYPE_CHECKING:
    from generator.pipeline.request import BuildRequest

F = TypeVar("F", bound=Callable[..., Any])


def _folder_option(name: str, explanation: str) -> Callable[[F], F]:
    return click.option(name, type=click.Path(path_type=Path), help=explanation)


site_option = _folder_option(
    "--site", "The folder that holds site.toml. Default: this folder, or the nearest one above it that has site.toml."
)
content_option = _folder_option(
    "--content", "The folder of stories, if not content/; for instance one outside the repository, for embargoes."
)


def edition_options(command: F) -> F:
    """Add the options that say which edition a command works on, and pass the command the resulting ``request``."""

    @wraps(command)
    def with_request(
        *given: Any,
        site: Path | None,
        base_url: str,
        as_of: str,
        drafts: bool,
        content: Path | None,
        adopt: bool,
        **named: Any,
    ) -> Any:
        gc.disable()  # nearly everything that a build imports, reads and creates is needed until it ends
        return command(*given, request=request_of(site, base_url, as_of, drafts, content, adopt), **named)

    for option in (
        click.option(
            "--base-url", default="", metavar="URL", help="The address of the published site; overrides site.toml."
        ),
        click.option("--as-of", default="", metavar="TIME", help="Use this time instead of now."),
        click.option("--drafts", is_flag=True, help="Include stories that are not public."),
        click.option(
            "--adopt",
            is_flag=True,
            help="For an archive from another program: read it as that program did, and report what could not be kept.",
        ),
        content_option,
        site_option,
    ):
        with_request = option(with_request)
    return cast("F", with_request)


output_option = _folder_option(
    "--output",
    "The folder of the built site. Default: output/ next to site.toml; with --drafts, output-drafts/; "
    "as a preview, output-preview/.",
)
"""``--drafts`` has a folder of its own: see ``output_of``."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
all_option = click.option("--all", "everything", is_flag=True, help="Show every warning, not only three of each kind.")


def request_of(
    site: Path | None,
    base_url: str,
    as_of: str,
    drafts: bool,
    content: Path | None = None,
    adopt: bool = False,
    settings_alone: bool = False,
) -> BuildRequest:
    """Return what to build, with the settings from the site's folder.

    :raises Problems: with everything that is wrong in the settings and, unless ``settings_alone``, in stories and
        layouts.
    """
    from generator.pipeline.build import settings_of
    from generator.pipeline.request import BuildRequest
    from generator.reading.settings.checks import check_base_url

    folder = site_of(site)
    _working_on(content=content)
    if base_url and (wrong := check_base_url(base_url)):
        raise click.BadParameter(wrong[0], param_hint="--base-url")
    try:
        settings = settings_of(folder, base_url)
    except Problems as found:
        if settings_alone:
            raise
        from generator.pipeline.without_settings import other_errors, request_without  # a correct site needs neither

        request = request_without(found, folder, content, now(), adopt)
        raise Problems([*found.problems, *other_errors(request)]) from None
    settings = replace(settings, adopt=settings.adopt or adopt)
    _working_on(settings=settings)
    return BuildRequest(folder, settings, instant(as_of, settings.timezone), drafts, content=content)


def output_of(request: BuildRequest, given: Path | None, folder: str = "") -> Path:
    """Return the output folder. A build with drafts never goes into the folder of the site that readers see.

    ``folder`` is the name of the default folder with drafts, if it is not output-drafts/.

    :raises Problems: if ``given`` is the folder of the site that readers see, and drafts are included.
    """
    usual, folder = request.site / "output", folder or "output-drafts"
    if not request.drafts:
        return usual if given is None else given
    if given is not None and given.resolve() == usual.resolve():
        message = "this folder is for the site that readers see, so drafts cannot be built into it"
        raise Problems([Problem(str(given), 0, 0, message, f"leave out --output: drafts go to {folder}/")])
    return request.site / folder if given is None else given


def instant(text: str, timezone: str, option: str = "--as-of") -> datetime:
    """Return the time that ``text`` gives, in the site's time zone; now if ``text`` is empty.

    :raises click.BadParameter: for the ``option``, if it is not a time.
    """
    from zoneinfo import ZoneInfo

    from generator.reading import dates

    zone = ZoneInfo(timezone)  # the instant is always recorded in the site's zone, whatever zone it was given in
    if not text:
        return now().astimezone(zone)
    try:
        return dates.parse(text, zone).astimezone(zone)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write it as 2026-11-24T18:00", param_hint=option) from None


def refuse_blank(command: click.Command, given: Sequence[str], ctx: click.Context) -> None:
    """Refuse an empty option, such as ``--output ""``, or an empty path: click takes it for the current folder.

    Arguments that are not paths are checked by ``named``.

    :raises UsageError: for the first empty value.
    """
    values, _, _ = command.make_parser(ctx).parse_args(list(given))
    for each in command.params:
        value = values.get(each.name or "")
        texts = [text for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str)]
        if all(map(str.strip, texts)):
            continue
        if isinstance(each, click.Option):
            default = f"; the default is {each.default}" if each.show_default else ""
            raise click.UsageError(f"{each.opts[0]} is empty: write a value after it, or leave it out{default}", ctx)
        if isinstance(each.type, click.Path):
            raise click.UsageError(f"{str(each.name).upper()} is empty: name a file or folder", ctx)


def named(text: str, what: str) -> str:
    """Return an argument without spaces around it; refuse an empty one, which would match something by accident.

    :raises UsageError: which asks the user to name ``what``.
    """
    if not text.strip():
        raise click.UsageError(f"name {what}")
    return text.strip()


def now() -> datetime:
    """Return the current time, or SOURCE_DATE_EPOCH if it is set.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds since 1970") from None


_MISNAMED = re.compile(
    r"site\.toml(\.[a-z]{2,4}| \(\d\)| \d)?|site \(?\d\)?\.toml|site\.(tml|tom|toml_)", re.IGNORECASE
)


def _working_on(**known: Any) -> None:
    """Note what the command works on: under GitHub Actions, the report then says more about problems in it."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from generator.cli import github_run

        github_run.note(**known)


def site_of(given: Path | None) -> Path:
    """Return the site's folder: the given one, or else the nearest one at or above the current folder.

    :raises Problems: if it has no site.toml.
    """
    here = Path.cwd()
    for folder in [given] if given else [here, *here.parents]:
        if (folder / "site.toml").is_file():
            _working_on(folder=folder)
            return folder
    there = given or here
    if any(each.name == "site.toml" for each in there.glob("*")):
        fix = nofollow.fix_of(OSError(errno.EINVAL, ""))
        raise Problems([Problem(str(there / "site.toml"), 0, 0, "this is not a file that can be read", fix)])
    fix = "go to the site's folder, or create a site: broadsheet init DIR"
    if named := next((each.name for each in sorted(there.glob("*")) if _MISNAMED.fullmatch(each.name)), ""):
        fix = f"rename {named} to site.toml"
    raise Problems([Problem(str(there), 0, 0, "there is no site.toml here", fix)])
