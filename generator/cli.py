"""The commands. Only this module prints, asks for the time, and decides how the program ends.

Exit status 0: done. 1: problems in somebody's files, and nothing was changed. 2: wrong usage.
What a command needs is imported when it runs, so that ``broadsheet --version`` answers at once.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from generator import __version__
from generator.problems import Problem, Problems

if TYPE_CHECKING:
    from generator.checks import Finding
    from generator.orders import Built, Map, Order, Watch

F = TypeVar("F", bound=Callable[..., Any])


class _Commands(click.Group):
    """Shows the problems that any command ends with, as text or as data."""

    def invoke(self, ctx: click.Context) -> Any:
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except Problems as found:
            _fail(found.problems, as_json, getattr(found, "outcome", "nothing was changed"))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="broadsheet %(version)s")
def main() -> None:
    """Broadsheet makes a news site of a folder of stories."""


def _site_option(command: F) -> F:
    return click.option(
        "--site",
        type=click.Path(path_type=Path),
        help="The folder with site.toml. Default: this folder, or the nearest above it that has one.",
    )(command)


def _content_option(command: F) -> F:
    return click.option(
        "--content",
        type=click.Path(path_type=Path),
        help="The folder of the stories, where that is not content/: what is under embargo can lie outside.",
    )(command)


def _edition_options(command: F) -> F:
    """The options that settle which edition a command looks at."""
    for option in (
        click.option("--base-url", default="", metavar="URL", help="Where the site will live; goes over site.toml."),
        click.option("--as-of", default="", metavar="TIME", help="Build as of this time, not now."),
        click.option("--drafts", is_flag=True, help="Show what is not public, too."),
        _content_option,
        _site_option,
    ):
        command = option(command)
    return command


_output_option = click.option(
    "--output", type=click.Path(path_type=Path), help="Where to build. Default: output/ beside site.toml."
)
_json_option = click.option("--json", "as_json", is_flag=True, help="Answer with data for programs.")


@main.command()
@_edition_options
@_output_option
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes may work. Default: one a core.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Read and render on a Dask cluster.")
@click.option("--full", is_flag=True, help="Make every page anew.")
@click.option("--profile", is_flag=True, help="Show how long each stage took.")
@click.option("--strict", is_flag=True, help="Stop where an address that was published would vanish.")
@click.option("--atomic", is_flag=True, help="Publish by switching one link to a whole new tree, for a web server.")
@click.option(
    "--keep", type=click.IntRange(min=1), metavar="N", help="With --atomic: keep the last N trees. Default: 3."
)
@_json_option
def build(
    site: Path | None,
    output: Path | None,
    base_url: str,
    as_of: str,
    drafts: bool,
    content: Path | None,
    jobs: int | None,
    cluster: str,
    full: bool,
    profile: bool,
    strict: bool,
    atomic: bool,
    keep: int | None,
    as_json: bool,
) -> None:
    """Build the site. All of it is published, or nothing."""
    from generator.build import build as build_site
    from generator.publish.trees import KEPT
    from generator.terminal import Stopwatch

    if keep and not atomic:
        raise click.UsageError("--keep goes with --atomic")
    gc.disable()  # what a build makes it needs to its end
    start = monotonic()
    order = _order(site, base_url, as_of, drafts, content)
    order = replace(order, strict=strict, record=not drafts and order.as_of <= datetime.now(UTC))
    target = output if output is not None else order.site / "output"
    clock = Stopwatch()
    trees = (keep or KEPT) if atomic else 0
    with _working(jobs, cluster) as map, _watching(as_json) as watch:
        built = build_site(order, target, full, map, watch, clock, trees, _tell)
    gc.freeze()  # all of it goes with the process
    _report(built, target, monotonic() - start, as_json)
    if profile:
        click.echo(clock.table(), err=True)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where to serve it.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Who may see it. Any other lets others in.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@click.option(
    "--drafts/--as-readers",
    default=True,
    show_default=True,
    help="With drafts and all else that is not public, or without.",
)
@click.option("--as-of", default="", metavar="TIME", help="Show the site as of this time, not now.")
@click.option("--editor", default="", metavar="NAME", help="Files open in vscode, idea, sublime, or a URL with {path}.")
@click.option("--poll", is_flag=True, help="For disks that do not tell of changes, such as some of a network.")
@_content_option
@_site_option
def preview(
    port: int,
    host: str,
    open_browser: bool,
    drafts: bool,
    as_of: str,
    editor: str,
    poll: bool,
    content: Path | None,
    site: Path | None,
) -> None:
    """Show the site in a browser that follows every change. End it with Ctrl-C."""
    from generator.preview.compositor import Compositor
    from generator.preview.server import serve
    from generator.preview.session import Preview
    from generator.preview.telling import Desk, View
    from generator.workers import workers

    folder = _site(site)
    _instant(as_of, "UTC")  # is it a time at all?
    if host not in ("127.0.0.1", "localhost", "::1"):
        _tell(f"Everybody who reaches {host} can see this preview, drafts and all.")

    def ready(address: str) -> None:
        if not address.endswith(f":{port}"):
            _tell(f"Port {port} is taken, so this is another.")
        click.echo(f"{address} shows the site. End it with Ctrl-C.")
        if open_browser:
            click.launch(address)

    with _watching(quiet=False) as watch:
        shown = Preview(
            lambda view: _order(folder, "", view.as_of, view.drafts, content),
            Compositor(workers(), _tell, watch),
            _tell,
            Desk(str(folder.resolve()), editor),
            View(as_of, drafts),
        )
        serve(shown, folder, content, port, host, poll, ready)
    click.echo("Ended.")


@main.command()
@_site_option
@_output_option
@click.option("--base-url", default="", metavar="URL", help="Where the site will live; goes over site.toml.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch for builds alone.")
@click.option("--remote", default="origin", show_default=True, help="The repository that it is pushed to.")
@click.option("--dry-run", is_flag=True, help="Say what would change there, and change nothing.")
@_json_option
def deploy(
    site: Path | None, output: Path | None, base_url: str, branch: str, remote: str, dry_run: bool, as_json: bool
) -> None:
    """Build, and put the site on a branch from which GitHub Pages and others take it."""
    from generator.build import build as build_site
    from generator.deploying import deploy as deploy_site
    from generator.workers import workers

    order = _order(site, base_url, "", drafts=False)
    target = output if output is not None else order.site / "output"
    with _watching(as_json) as watch:
        built = build_site(replace(order, record=not dry_run), target, map=workers(), watch=watch, tell=_tell)
    _show(built.warnings)
    done = deploy_site(order.site, target, remote, branch, dry_run)
    if as_json:
        _print_json({"ok": True, "dry_run": dry_run, **_data(done)})
        return
    if dry_run:
        for sign, paths in (("add", done.added), ("change", done.changed), ("remove", done.removed)):
            for path in paths:
                click.echo(f"{sign:>7}  {path}")
    where = f"{remote}/{branch}"
    counts = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.removed)} removed"
    if not done.needed:
        click.echo(f"{where} has this site already.")
    else:
        click.echo(f"{where} would change: {counts}." if dry_run else f"{where}: {counts}.")
    if done.kept:
        click.echo(f"Files there that are not ours stay: {', '.join(done.kept)}")


@main.command()
@_site_option
@_output_option
@_json_option
def rollback(site: Path | None, output: Path | None, as_json: bool) -> None:
    """Lead readers of a site built with --atomic back to the tree before."""
    from generator.publish.trees import roll_back

    target = output if output is not None else _site(site) / "output"
    returned = roll_back(target, tell=_tell)
    if as_json:
        _print_json({"ok": True, "output": str(target), **_data(returned)})
        return
    click.echo(
        f"{_shown(target)} is tree {returned.now} again, the site as of {returned.as_of}; it was {returned.before}."
    )
    click.echo("The next build publishes what is in content/ then, as always.")


@main.command()
@click.argument("address", default="")
@_site_option
@_output_option
@_json_option
def verify(address: str, site: Path | None, output: Path | None, as_json: bool) -> None:
    """Compare the built site, or what stands at ADDRESS on the web, with the manifest."""
    from generator.publish.verify import verify_address, verify_folder

    target = output if output is not None else _site(site) / "output"
    verdict = verify_address(address, target) if address else verify_folder(target)
    if as_json:
        _print_json({"ok": not verdict.findings, **_data(verdict)})
    else:
        for each in verdict.findings:
            click.echo(f"{each.state:>11}  {each.path}")
        outcome = f"{_counted(len(verdict.findings), 'differs', 'differ')}" if verdict.findings else "all as published"
        click.echo(f"{_counted(verdict.files, 'file', 'files')} of {verdict.place} as of {verdict.as_of}: {outcome}.")
    sys.exit(1 if verdict.findings else 0)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new site in FOLDER that builds and looks good."""
    from generator.starter import start

    count = start(folder)
    click.echo(f"{folder} is ready, with {count} files.")
    click.echo(f"Next: cd {folder} && broadsheet build, then open output/index.html.")


@main.command()
@click.argument("headline")
@click.option("--section", default="", help="The section it belongs to.")
@_site_option
def new(headline: str, section: str, site: Path | None) -> None:
    """Begin a story with its front matter ready. It is a draft until you take out that line."""
    from generator.build import settings_of
    from generator.starter import begin

    folder = _site(site)
    click.echo(_shown(begin(folder, settings_of(folder), headline, section, datetime.now(UTC))))


@main.command(name="import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Let a newer version of the same copy replace its story.")
@_site_option
@_json_option
def import_(files: tuple[Path, ...], update: bool, site: Path | None, as_json: bool) -> None:
    """Turn wire copy into stories. Without FILES: everything in seeds/ that is new."""
    from generator.build import settings_of
    from generator.importers import import_copy, new_copy

    folder = _site(site)
    found = import_copy(folder, files or new_copy(folder), settings_of(folder), update)
    if as_json:
        _print_json({"ok": True, "imported": [_data(each) for each in found]})
        return
    for each in found:
        click.echo(f"{each.outcome:>9}  {each.path}" + (f"  ({', '.join(each.changes)})" if each.changes else ""))
        if each.note:
            click.echo(f"           {each.note}")
    if not found:
        click.echo("There is no wire copy in seeds/.")


@main.command()
@click.argument("story", default="")
@click.option("--all", "everything", is_flag=True, help="Of every story.")
@_edition_options
@_json_option
def related(
    story: str,
    everything: bool,
    site: Path | None,
    base_url: str,
    as_of: str,
    drafts: bool,
    content: Path | None,
    as_json: bool,
) -> None:
    """Show the related stories of STORY (its file, slug, address or headline) with score and reason."""
    from generator.answers import related_lists

    if bool(story) == everything:
        raise click.UsageError("name one story, or give --all")
    lists = related_lists(_order(site, base_url, as_of, drafts, content), story)
    if as_json:
        _print_json([_data(each) for each in lists])
        return
    for each in lists:
        click.echo(f"{each.headline}\n  {each.file}")
        for match in each.related:
            click.echo(f"  {match.score:>6}  {match.headline}\n          {match.reason}  [{match.file}]")
        if not each.related:
            click.echo("          nothing near enough")


@main.command()
@click.argument("url")
@_site_option
def retire(url: str, site: Path | None) -> None:
    """Let a published address go: nothing is said of URL from now on."""
    from generator import ledger, published_txt
    from generator.build import settings_of

    folder = _site(site)
    place = ledger.place_of(url, settings_of(folder).base_path)
    published_txt.retire(folder, place)
    click.echo(f"{place} is retired.")


@main.command()
@_edition_options
@_output_option
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--external", is_flag=True, help="Ask other sites whether links to them still lead somewhere.")
@click.option("--explain", default="", metavar="NAME", help="Say what a check looks for, and why; `all` for every one.")
@_json_option
def check(
    site: Path | None,
    output: Path | None,
    base_url: str,
    as_of: str,
    drafts: bool,
    content: Path | None,
    strict: bool,
    external: bool,
    explain: str,
    as_json: bool,
) -> None:
    """Look over all copy and the built site before readers see it."""
    from generator import checks
    from generator.preparing import prepare
    from generator.workers import workers

    if explain:
        click.echo("\n\n".join(_explained(name) for name in (checks.names() if explain == "all" else [explain])))
        return
    order = _order(site, base_url, as_of, drafts, content)
    target = output if output is not None else order.site / "output"
    for name in order.settings.checks.keys() - {*checks.names()}:
        known = ", ".join(checks.names())
        raise Problems([Problem("site.toml", 0, 0, f"there is no check `{name}`", f"there are: {known}")])
    with _watching(as_json) as watch:
        ready = prepare(order, workers(), watch, tell=_tell)
    found = [checks.Finding("build", each) for each in ready.warnings]
    found += checks.findings(checks.Desk(order, ready, target, external), order.settings.checks)
    found.sort(key=lambda each: each.problem.level != "error")
    errors = sum(each.problem.level == "error" for each in found)
    if as_json:
        _print_json({"ok": not errors, "findings": [{"check": each.check, **each.problem.as_data()} for each in found]})
    else:
        _show_findings(found)
        outcome = f"{_counted(errors, 'error', 'errors')}, {_counted(len(found) - errors, 'warning', 'warnings')}"
        click.echo(
            f"{_counted(len(ready.manuscripts), 'file', 'files')} checked: {outcome if found else 'all in order'}."
        )
    sys.exit(1 if errors or (strict and found) else 0)


def _explained(name: str) -> str:
    from generator import checks

    try:
        return f"{name}\n\n{checks.explained(name)}"
    except KeyError:
        raise click.BadParameter(f"there is no such check; there are {', '.join(checks.names())}") from None


def _show_findings(found: Iterable[Finding]) -> None:
    """Show what checks have found; within GitHub Actions as annotations, too."""
    from generator.annotations import annotation

    for each in found:
        _show([each.problem])
        click.echo(f"    check: {each.check}", err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(annotation(each.check, each.problem))


@main.command(name="next")
@click.option(
    "--since", default="", metavar="TIME|URL", help="And what has happened since then, or since URL was built."
)
@click.option("--due", "only_due", is_flag=True, help="Answer with true or false: is there something to publish?")
@click.option("--as-of", default="", metavar="TIME", help="Ask as of this time, not now.")
@_content_option
@_site_option
@_json_option
def next_(since: str, only_due: bool, as_of: str, content: Path | None, site: Path | None, as_json: bool) -> None:
    """Show when the site next changes by itself: what appears, expires, or grows old."""
    from generator.upcoming import upcoming
    from generator.workers import workers

    order = _order(site, "", as_of, False, content)
    known = upcoming(order, _since(since, order.settings.timezone), workers())
    unknown = bool(since) and known.since is None
    if only_due:
        for each in known.missed:
            _tell(f"To be caught up: {each.line()}")
        if unknown:
            _tell(f"Nothing that we have built stands at {since}.")
        click.echo("true" if known.due or unknown else "false")
    elif as_json:
        told = json.loads(json.dumps(_data(known), default=datetime.isoformat))
        first = told["coming"][0]["instant"] if known.coming else None
        _print_json({"due": known.due or unknown, "next": first, **told})
    else:
        for each in known.missed:
            click.echo(f"missed  {each.line()}")
        for each in known.coming:
            click.echo(each.line())
        if not known.coming:
            click.echo("Nothing changes by itself from now on.")


def _since(text: str, timezone: str) -> datetime | None:
    """The instant that is meant, or that of the edition that stands at an address."""
    from generator.publish.verify import served

    if not text.startswith(("http:", "https:")):
        return _instant(text, timezone) if text else None
    as_of = served(text).as_of
    return datetime.fromisoformat(as_of) if as_of else None


@main.command()
@click.argument("url")
@_edition_options
@_output_option
@_json_option
def why(
    url: str,
    site: Path | None,
    output: Path | None,
    base_url: str,
    as_of: str,
    drafts: bool,
    content: Path | None,
    as_json: bool,
) -> None:
    """Say what a page is made of, and why the next build would or would not write it."""
    from generator.answers import explain

    order = _order(site, base_url, as_of, drafts, content)
    answer = explain(order, output if output is not None else order.site / "output", url)
    if as_json:
        _print_json(_data(answer))
    else:
        click.echo("\n".join(answer.lines()))


def _order(site: Path | None, base_url: str, as_of: str, drafts: bool, content: Path | None = None) -> Order:
    from generator.build import settings_of
    from generator.orders import Order
    from generator.site_toml import check_base_url

    folder = _site(site)
    if base_url and (wrong := check_base_url(base_url)):
        raise click.BadParameter(wrong[0], param_hint="--base-url")
    try:
        settings = settings_of(folder, base_url)
    except Problems as found:
        from generator.preparing import errors_of  # here, since a build in which nothing changed needs none of it

        raise Problems([*found.problems, *errors_of(folder)]) from None
    return Order(folder, settings, _instant(as_of, settings.timezone), drafts, content=content)


def _instant(text: str, timezone: str) -> datetime:
    from zoneinfo import ZoneInfo

    from generator.reading import dates

    zone = ZoneInfo(timezone)  # in which the instant is written down, whoever gave it in whatever zone
    if not text:
        return _now().astimezone(zone)
    try:
        return dates.parse(text, zone).astimezone(zone)
    except ValueError as error:
        raise click.BadParameter(f"{error}; write it as 2026-11-24T18:00", param_hint="--as-of") from None


def _now() -> datetime:
    """The time; or what SOURCE_DATE_EPOCH says (https://reproducible-builds.org/specs/source-date-epoch/)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError("SOURCE_DATE_EPOCH is not a number of seconds since 1970") from None


def _tell(sentence: str) -> None:
    """Say at once what an editor should know."""
    click.echo(sentence, err=True)


def _site(given: Path | None) -> Path:
    """The site's folder: the one given, or the nearest from here upwards."""
    here = Path.cwd()
    for folder in [given] if given else [here, *here.parents]:
        if (folder / "site.toml").is_file():
            return folder
    fix = "go to the site's folder, or make one: broadsheet init DIR"
    raise Problems([Problem(str(given or here), 0, 0, "there is no site.toml here", fix)])


def _watching(quiet: bool) -> AbstractContextManager[Watch]:
    """Bars on a terminal; where the output goes into a file, a line now and then if it takes long."""
    from generator.orders import silently
    from generator.terminal import bars, lines

    if quiet:
        return nullcontext(silently)
    return bars() if sys.stderr.isatty() else nullcontext(lines())


def _working(jobs: int | None, cluster: str) -> AbstractContextManager[Map]:
    """Where the work is done: in processes beside this one, or on a cluster."""
    from generator.workers import workers

    if not cluster:
        return nullcontext(workers(jobs))
    from generator.cluster import joined

    return joined(cluster, workers(jobs))


def _report(built: Built, output: Path, seconds: float, as_json: bool) -> None:
    published = built.published
    if as_json:
        _print_json(
            {
                "ok": True,
                "stories": built.stories,
                "written": published.written,
                "removed": published.removed,
                "unchanged": published.unchanged,
                "seconds": round(seconds, 3),
                "output": str(output),
                "recovered": built.recovered,
                "problems": [problem.as_data() for problem in built.warnings],
            }
        )
        return
    _show(built.warnings)
    written, removed = len(published.written), len(published.removed)
    click.echo(
        f"{_counted(built.stories, 'story', 'stories')}: {_counted(written, 'file', 'files')} written, "
        f"{published.unchanged} unchanged, {removed} removed, in {seconds:.2f} s. See {_shown(output / 'index.html')}"
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _fail(problems: tuple[Problem, ...], as_json: bool, outcome: str) -> NoReturn:
    if as_json:
        _print_json({"ok": False, "problems": [problem.as_data() for problem in problems]})
    else:
        _show(problems)
        errors = sum(problem.level == "error" for problem in problems)
        click.echo(f"{_counted(errors, 'problem', 'problems')}: {outcome}.", err=True)
    sys.exit(1)


def _show(problems: Iterable[Problem]) -> None:
    """Show problems on stderr, the message in colour where the terminal has it."""
    for problem in problems:
        first, _, rest = str(problem).partition("\n")
        click.secho(first, err=True, fg="red" if problem.level == "error" else "yellow", bold=True)
        if rest:
            click.echo(rest, err=True)


def _shown(path: Path) -> str:
    """``path`` as seen from here, where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _data(value: Any) -> Any:
    from dataclasses import asdict

    return asdict(value)
