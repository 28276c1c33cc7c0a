"""The commands that create sites, import wire copy, and correct stories."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, get_args

import click

from generator.cli.console import data, display_path, notify, print_json, say
from generator.cli.options import json_option, named, request_of, site_of, site_option
from generator.model.corrections import CORRECTION_KINDS, CorrectionKind
from generator.model.safe_paths import shown
from generator.model.settings import Look

if TYPE_CHECKING:
    from generator.editorial.importers import Imported


def _title(ctx: click.Context, param: click.Parameter, text: str) -> str:
    """Return the name of a site, without spaces around it.

    :raises click.BadParameter: if site.toml cannot have it: it has several lines or control characters, for example.
    """
    from generator.reading.settings.site_toml import wrong_text

    if not all(" " <= each < "\x7f" or each >= "\xa0" for each in text) or any("\ud800" <= c <= "\udfff" for c in text):
        raise click.BadParameter("this has a line break or another character that is not text", ctx, param)
    if wrong := wrong_text("title", text.strip()):
        raise click.BadParameter(wrong, ctx, param)
    return text.strip()


def _language(ctx: click.Context, param: click.Parameter, tag: str) -> str:
    """Check the tag of a language, and return it in its usual form."""
    from generator.reading.settings.checks import check_language
    from generator.text.locales import as_tag

    if tag and (wrong := check_language(tag)):
        raise click.BadParameter("; ".join(wrong), ctx, param)
    return as_tag(tag)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", callback=_title, metavar="TEXT", help="The name of the site.")
@click.option(
    "--language",
    default="",
    callback=_language,
    metavar="TAG",
    help="The language of the site: de, pt-BR. Default: en.",
)
@click.option(
    "--look", type=click.Choice(get_args(Look)), default="newspaper", help="The look of the site. Default: newspaper."
)
@click.option("--bare", is_flag=True, help="Leave out the sample stories.")
@click.option(
    "--template",
    type=click.Choice(["github"]),
    help="Add what a repository on GitHub needs: a README for the newsroom, and Dependabot, which proposes newer "
    "versions of what the workflow uses.",
)
def init(folder: Path, title: str, language: str, look: Look, bare: bool, template: str | None) -> None:
    """Create a new site in FOLDER, ready to build.

    FOLDER may be a fresh clone with only a README, a LICENSE and the like, which stay as they are.
    """
    from generator.editorial.scaffold import create_site
    from generator.editorial.starter import NewSite
    from generator.system.installation import program

    site = NewSite(look=look, title=title, language=language, bare=bare, template=bool(template))
    created = create_site(folder, site)
    here = folder.resolve() == Path.cwd()
    say(f"{'This folder' if here else folder} is ready, with {created.count} files.")
    if not created.required.anywhere:
        notify(
            "This copy of Broadsheet was installed from a local folder, not from a release, and requirements.txt names "
            "that folder."
        )
        notify("Before another machine (GitHub, Netlify) builds the site, change that line; the file explains how.")
    enter = "" if here else f"cd {shlex.quote(str(folder))} && "
    first = 'new "Your first headline"' if bare else "build"
    say(f"Next: {enter}{program()} {first} && {program()} preview --open")


def _kind(ctx: click.Context, param: click.Parameter, written: str) -> CorrectionKind:
    """Return a kind of correction, however it is spelt."""
    from generator.reading.fields.corrections import kind_named
    from generator.reading.fields.values import InvalidValue

    try:
        return kind_named(written)
    except InvalidValue as refused:
        raise click.BadParameter(f"{refused.message}; {refused.fix}", ctx, param) from None


class _WithText(click.Command):
    """A command whose text may begin with a minus sign, as `-5 degrees` does, without being taken for an option."""

    def make_parser(self, ctx: click.Context) -> Any:
        parser: Any = super().make_parser(ctx)
        parse = parser.parse_args
        parser.parse_args = lambda args: parse([f" {each}" if _LIKE_TEXT.match(each) else each for each in args])
        return parser


_LIKE_TEXT = re.compile(r"-\d|--?\s|-[^-\s]+\s")


@click.command(cls=_WithText)
@click.argument("story")
@click.argument("text")
@click.option(
    "--kind",
    callback=_kind,
    metavar=f"[{'|'.join(CORRECTION_KINDS)}]",
    default="correction",
    help="The kind of correction. Default: correction.",
)
@site_option
@json_option
def correct(story: str, text: str, kind: CorrectionKind, site: Path | None, as_json: bool) -> None:
    """Add a correction to a story that readers see.

    STORY is a file, slug, address or headline. TEXT may have emphasis and links in Markdown. The correction is
    dated now. The rest of the file stays as it is.
    """
    from generator.editorial.add_correction import correct as correct_story
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    request = request_of(site, "", "", drafts=False)
    done = correct_story(request, named(story, "the story"), text, kind, Runtime(workers(), notify=notify))
    file = display_path(done.path)
    if as_json:
        at = request.as_of.isoformat(timespec="seconds")
        print_json({"ok": True, "file": file, "line": done.line, "headline": done.headline, "at": at, "kind": kind})
        return
    say(done.headline, bold=True)
    say(f"{file}:{done.line}")
    for each in done.written:
        say(f"    {shown(each)}")
    notify("Readers see it in the story and at /corrections/ when the site is built and published again.")


@click.command(name="import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Replace a story when there is a newer version of its copy.")
@click.option(
    "--watch",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Import what arrives in this folder, with updates, until you press Ctrl-C.",
)
@site_option
@json_option
def import_(files: tuple[Path, ...], update: bool, watch: Path | None, site: Path | None, as_json: bool) -> None:
    """Turn wire copy into stories.

    FILES may be folders. Without FILES, import everything new in seeds/. The format is recognised by what is in a file:
    ninjs, NewsML-G2, NewsML 1.2, NITF, RSS, Atom, IPTC 7901, ANPA 1312 or text. An email (.eml) or a Word
    document (.docx) becomes a draft.
    """
    from generator.editorial.importers import import_copy, new_copy
    from generator.pipeline.build import settings_of

    folder = site_of(site)
    if watch:
        if files:
            raise click.UsageError("name either files, or a folder to watch")
        _watch(folder, watch, as_json)
        return
    found = import_copy(folder, files or new_copy(folder), settings_of(folder), update, datetime.now(UTC))
    if as_json:
        print_json({"ok": True, "imported": [data(each) for each in found]})
        return
    _show(found)
    if not found:
        say("No wire copy found in seeds/.")


def _show(found: Sequence[Imported]) -> None:
    for each in found:
        say(f"{each.outcome:>9}  {each.path}" + (f"  ({', '.join(each.changes)})" if each.changes else ""))
        if each.note:
            say(f"           {each.note}")


def _watch(site: Path, folder: Path, as_json: bool) -> None:
    """Print the result of each arrival, as lines or as one JSON object. A problem in one file does not stop others."""
    from generator.editorial.wire_watch import news

    notify(f"Watching {display_path(folder)}. Press Ctrl-C to stop.")
    with suppress(KeyboardInterrupt):
        for each in news(site, folder, Event()):
            if as_json:
                problems = [problem.as_data() for problem in each.problems]
                print_json({"ok": not problems, "imported": [*map(data, each.imported)], "problems": problems})
                continue
            _show(each.imported)
            for problem in each.problems:
                notify(str(problem))
