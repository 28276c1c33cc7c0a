"""The commands that answer questions about a site, and the one that retires an address."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import data, display_path, fail, fail_without, missing_as_data, notify, print_json, say
from generator.cli.options import (
    content_option,
    edition_options,
    instant,
    json_option,
    named,
    output_of,
    output_option,
    request_of,
    site_option,
)
from generator.model.problems import Problem, Problems, settle

if TYPE_CHECKING:
    from generator.editorial.schedule import Upcoming
    from generator.pipeline.request import BuildRequest


@click.command(name="next")
@click.option(
    "--since",
    default="",
    metavar="TIME|URL",
    help="Compare with TIME, or with the site published at URL. Default: the built site.",
)
@click.option("--due", "only_due", is_flag=True, help="Print only true or false: is there anything to publish?")
@click.option(
    "--exit-code",
    is_flag=True,
    help="With --due: exit with 0 if there is anything to publish, 1 if not, 2 if the site has errors.",
)
@click.option("--as-of", default="", metavar="TIME", help="Answer as of this time instead of now.")
@content_option
@site_option
@output_option
@json_option
def next_(
    since: str,
    only_due: bool,
    exit_code: bool,
    as_of: str,
    content: Path | None,
    site: Path | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Show when the site next changes by itself.

    Stories appear, expire and leave the news sitemap at set times. Changes that became due after the site was built
    are shown, too: the next build publishes them. If some files have errors, the changes of the others are shown,
    and the exit code is 1; --due fails.
    """
    if exit_code and not only_due:
        raise click.UsageError("--exit-code requires --due")
    try:
        request = request_of(site, "", as_of, False, content)
        place = since or display_path(output_of(request, output))
        known = _known(request, since, Path(place))
        if only_due:
            settle(known.unread)
    except Problems as found:
        if not exit_code:
            raise
        fail(found.problems, as_json, "", status=2)
    due = known.due or (known.since is None and (only_due or bool(since)))
    if known.since is None and (only_due or since):
        notify(f"No site built by Broadsheet was found at {place}.")
    if only_due:
        for each in known.missed:
            notify(f"Missed: {each.line()}")
        say("true" if due else "false")
        sys.exit(0 if due or not exit_code else 1)
    if as_json:
        fields = json.loads(json.dumps(data(known), default=datetime.isoformat))
        del fields["unread"]
        first = fields["coming"][0]["instant"] if known.coming else None
        print_json({"ok": not known.unread, "due": due, "next": first, **fields, **missing_as_data(known.unread)})
    else:
        _show_changes(known)
    fail_without(known.unread, as_json)


def _known(request: BuildRequest, since: str, output: Path) -> Upcoming:
    from generator.editorial.schedule import upcoming
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    return upcoming(request, _since(since, output, request.settings.timezone), Runtime(workers(), notify=notify))


def _show_changes(known: Upcoming) -> None:
    for each in known.missed:
        say(f"missed  {each.line()}")
    for each in known.coming:
        say(each.line())
    if not known.coming and not known.unread:
        say("No changes are scheduled.")


def _since(text: str, output: Path, timezone: str) -> datetime | None:
    """Return the time that ``text`` gives, or the time of the edition published at the address in ``text``. If
    ``text`` is empty, return the time of the edition in the output folder. Return None if there is no edition.
    """
    from generator.publish import manifest
    from generator.publish.verify import served_manifest

    if text and not text.startswith(("http:", "https:")):
        return instant(text, timezone, "--since")
    as_of = served_manifest(text).as_of if text else manifest.read(output)[0].as_of
    try:
        return datetime.fromisoformat(as_of)
    except ValueError:
        return None


@click.command()
@click.argument("url")
@edition_options
@output_option
@json_option
def why(url: str, request: BuildRequest, output: Path | None, as_json: bool) -> None:
    """Explain what a page is made from.

    Also say whether the next build would write the page, and why.
    """
    from generator.engine.runtime import Runtime
    from generator.pipeline.explain import explain
    from generator.pipeline.process_pool import workers

    target = output_of(request, output)
    answer = explain(
        request, target, named(url, "an address, such as / for the front page"), Runtime(workers(), notify=notify)
    )
    if as_json:
        print_json(data(answer))
    else:
        say("\n".join(answer.lines()))


@click.command()
@click.argument("url", default="")
@click.option("--all", "everything", is_flag=True, help="Retire all addresses that no longer exist.")
@content_option
@site_option
def retire(url: str, everything: bool, content: Path | None, site: Path | None) -> None:
    """Stop warning that a published address no longer exists.

    URL can be a pattern such as '/2024/*': all addresses that match it and no longer exist are retired.
    """
    from generator.hosting import url_history_file
    from generator.site import url_history

    if bool(url) == everything:
        raise click.UsageError("name one address or pattern, or use --all")
    url = "" if everything else named(url, "one address or pattern, or use --all")
    request = request_of(site, "", "", drafts=False, content=content, settings_alone=not everything)
    if everything or "*" in url:
        places = _vanished(request, url)
    else:
        places = (url_history.place_of(url, request.settings.base_path),)
        _refuse_live(request, places[0])
    url_history_file.retire(request.site, places)
    for place in places:
        say(f"{place} is retired.")


def _refuse_live(request: BuildRequest, place: str) -> None:
    """Refuse to retire an address that works."""
    from generator.engine.runtime import Runtime
    from generator.pipeline.missing_addresses import claimant
    from generator.pipeline.process_pool import workers

    if source := claimant(request, place, Runtime(workers(), notify=notify)):
        message = f"{place} works: the site has {source} there"
        fix = "to remove the story, delete its file or give it `killed`; retire the address afterwards"
        raise Problems([Problem(place, 0, 0, message, fix)])


def _vanished(request: BuildRequest, pattern: str) -> tuple[str, ...]:
    """Return the published addresses that no longer exist, those that match a pattern if one is given."""
    from fnmatch import fnmatchcase

    from generator.engine.runtime import Runtime
    from generator.pipeline.missing_addresses import vanished
    from generator.pipeline.process_pool import workers

    base_path = request.settings.base_path
    wanted = "/" + pattern.removeprefix(request.settings.origin).removeprefix(base_path).lstrip("/")
    found = vanished(request, Runtime(workers(), notify=notify))
    places = tuple(place for place in found if not pattern or fnmatchcase(place, wanted))
    if not places:
        which = "published address that matches" if pattern else "published address"
        message, fix = f"every {which} still exists", "`broadsheet build` warns about those that no longer do"
        raise Problems([Problem("published.txt", 0, 0, message, fix)])
    return places
