"""The files in content/ that are published: those that public stories and pages need, and all of content/static/."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Table
from generator.media import svg_safety
from generator.media.downloads import changes
from generator.media.picture_problems import unpublishable
from generator.media.renditions import FORMATS
from generator.model.manuscript import Mention
from generator.model.output import Copied, Cropped, Resized, Sanitized
from generator.model.picture import Rendition
from generator.model.picture_kinds import BY_NAME, claimed
from generator.model.problems import Level, Problem
from generator.model.settings import Settings
from generator.model.urls import STATIC, file_place, output_path
from generator.reading.inputs import FILE_PATHS, FILES, PATHS, SETTINGS
from generator.reading.queries import HEAD, mentions_any, text_of
from generator.site.block_files import SHOWN_DATA
from generator.site.description_links import DESCRIBED
from generator.site.index import ALL_READ, INDEX, PUBLIC, stories_and_pages
from generator.site.links import LINKS
from generator.site.path_suggestions import KnownPaths, did_you_mean, from_story, known_paths
from generator.site.story_pictures import PICTURED
from generator.site.used_files import DerivedPicture
from generator.site.withheld import is_awaited

_TEXT_ENDING = re.compile(r"(.+?)(\.(?:md|markdown))?\.(?:txt|text|rtf|docx?|odt)", re.IGNORECASE)
_AUTHORS = re.compile(r"/_?authors\.(ya?ml|json|toml)$", re.IGNORECASE)  # of Docusaurus and Jekyll


class NeededFiles(msgspec.Struct, frozen=True):
    """The files that a story or page needs; see ``UsedFiles``."""

    used: tuple[str, ...]
    made: tuple[DerivedPicture, ...]
    faulty: bool
    rooted: tuple[Mention, ...] = ()


class PublishedFile(msgspec.Struct, frozen=True):
    """A file of the site: its source's path in content/, how it is made, and the other sources that claim its place."""

    source: str
    how: Copied | Cropped | Resized | Sanitized
    rivals: tuple[str, ...] = ()


def _needs(ask: Ask, path: str) -> NeededFiles:
    links, pictured = ask(LINKS, path), ask(PICTURED, path)
    faulty = links.faulty or pictured.faulty
    return NeededFiles((*pictured.used, *links.used), (*pictured.made, *links.made), faulty, links.rooted)


def _published(ask: Ask) -> Mapping[str, PublishedFile]:
    needs = list(_all_needs(ask))
    paths = ask(FILE_PATHS)
    used = {path for each in needs for path in each.used} | {path for path in paths if path.startswith(STATIC)}
    made = {each.path: each for need in needs for each in need.made}
    used -= _report(ask, paths, used, any(each.faulty for each in needs))
    wanted = [(file_place(path), PublishedFile(path, _as_published(path, ask(FILES, path)))) for path in sorted(used)]
    wanted += [(file_place(path), PublishedFile(each.source, each.how)) for path, each in sorted(made.items())]
    found: dict[str, PublishedFile] = {}
    for place, each in wanted:
        path = output_path(place)
        first = found.get(path)
        found[path] = replace(first, rivals=(*first.rivals, each.source)) if first else each
    return found


def _using(ask: Ask) -> Iterator[str]:
    """The paths of the public stories, pages and descriptions that use files, or refer to anything in content/."""
    yield from (path for path, uses_files in stories_and_pages(ask, "uses_files") if uses_files)
    yield from (ask(DESCRIBED, key) for key in ask.keys(DESCRIBED))


def _all_needs(ask: Ask) -> Iterator[NeededFiles]:
    using = list(_using(ask))
    ask.prepare(NEEDS, using)
    for path in using:
        yield ask(NEEDS, path)


def _report(ask: Ask, paths: tuple[str, ...], used: set[str], faulty: bool) -> set[str]:
    """Report files that cannot be published; and unused files, but only if every story was read without faults.

    Return the files that are left out, which happens only if copy is adopted.
    """
    adopt = ask(SETTINGS).adopt
    wrong = list(unpublishable({path: ask(FILES, path) for path in sorted(used)}, used, adopt))
    left_out = {each.path for each in wrong if each.level == "error"} if adopt else set[str]()
    wrong = [replace(each, fix=f"{each.fix}{_used_by(ask, each.path)}") for each in wrong]
    ask.report(
        *(replace(each, level="warning", outcome="dropped") if each.path in left_out else each for each in wrong)
    )
    for path in sorted(used):
        ask.report(*(each for each in ask(FILES, path).problems if each.level == "warning"))
    _report_unused(ask, paths, used, faulty)
    return left_out


def _used_by(ask: Ask, file: str) -> str:
    """A note saying which story or page uses a file, and on which line; empty if none does."""
    for path in _using(ask):
        if file in ask(NEEDS, path).used:
            head, text = ask(HEAD, path), text_of(ask, path)
            lines = [each.line for each in text.mentions if each.target == file] if text else []
            if head and head.picture and head.picture.src == file:
                lines.insert(0, head.lines.get("picture", 0))
            return f" (used in {path}{f':{lines[0]}' if lines and lines[0] else ''})"
    return ""


def _report_unused(ask: Ask, paths: tuple[str, ...], used: set[str], faulty: bool) -> None:
    if not faulty and ask(ALL_READ) and (unused := {*paths} - used):
        awaited: tuple[str, ...] = ask(AWAITED)
        shown: tuple[str, ...] = ask(SHOWN_DATA)
        for path in sorted(unused.difference(awaited, shown)):
            message = "no story or page uses this file, so it is not published"
            fix = _fix_of_unused(path, ask(FILES, path))
            if _AUTHORS.search(path):
                message = "this file is not read, so readers see its keys as bylines, not the names of people"
                fix = "write the names into the stories, as in `bylines: [Ayla Demirci]`, and delete the file"
            ask.report(Problem(path, 0, 0, message, fix, level="warning"))


def _fix_of_unused(path: str, file: Copied) -> str:
    if found := _TEXT_ENDING.fullmatch(path):
        name, is_text = f"`{posixpath.basename(found[1])}.md`", path.lower().endswith((".txt", ".text"))
        if found[2] and is_text:
            return f"stories end in .md: rename it to {name}"
        story = f"rename it to {name}" if is_text else f"save its text as {name}"
        return f"if it is a story, {story}; otherwise link to it, or move it to content/static/"
    if any(each.level == "error" for each in (*unpublishable({path: file}, [path], False), *file.problems)):
        return "delete it, or move it out of content/: it could not be published either"
    return "link to it, move it to content/static/ to publish it without a link, or delete it"


def _awaited(ask: Ask, _: str) -> tuple[str, ...]:
    public, found = ask(PUBLIC), set[str]()
    shown = {*public.stories, *public.pages}
    for each in ask(INDEX):
        if each.uses_files and (each.path not in shown or is_awaited(ask, each)):
            head, text = ask(HEAD, each.path), text_of(ask, each.path)
            targets = [mention.target for mention in text.mentions] if text else []
            found |= {f"content{posixpath.normpath(target)}" if target[:1] == "/" else target for target in targets}
            found |= {head.picture.src} if head and head.picture else set()
    return tuple(sorted(found))


def _as_published(path: str, file: Copied) -> Copied | Sanitized | Resized:
    """How a file is published: pictures, recordings and documents without metadata, drawings after a check.

    A picture larger than any screen needs is replaced with a smaller version at the same address.
    """
    if file.reduced and (kind := BY_NAME.get(file.kind)):
        return Resized(file, Rendition(FORMATS[kind], file.width, file.height))
    drawing = path.lower().endswith(svg_safety.KIND) and not path.startswith(STATIC)
    cleaned = changes(path) and not file.problems
    return Sanitized(file) if drawing or cleaned or file.kind or claimed(path) else file


def _rooted(ask: Ask, _: str) -> tuple[tuple[str, Mention], ...]:
    return tuple((path, each) for path in (*_using(ask), *_with_errors(ask)) for each in ask(NEEDS, path).rooted)


def _with_errors(ask: Ask) -> Iterator[str]:
    """The stories and pages that have errors but refer to something, so that their broken links are reported, too."""
    if not ask(ALL_READ):
        read = {each.path for each in ask(INDEX)}
        yield from (path for path in ask(PATHS) if path not in read and mentions_any(ask, path))


def dead_links(
    rooted: Iterable[tuple[str, Mention]],
    files: Collection[str],
    guessed: Collection[str],
    settings: Settings,
    fix: str = "link to a story by its file; put other files into content/static/",
    file_at: Callable[[str], str] = lambda _: "",
) -> Iterator[Problem]:
    """Yield a problem for each root-relative link to a place without a file: a warning in adopted copy.

    ``guessed`` are the names of stories that have errors of their own (see ``GUESSED``), and ``fix`` is the suggested
    fix. ``file_at`` returns the file of the story at a place, if any: a link to the file works even if the story is a
    draft, which the preview may show.
    """
    known: KnownPaths | None = None
    for path, each in rooted:
        place = output_path(posixpath.normpath(each.target) + ("/" if each.target.endswith("/") else ""))
        if place in files or f"{place}/index.html" in files or place.strip("/") == "":
            continue
        if each.target in guessed or place.removesuffix("/index.html").rpartition("/")[2] in guessed:
            continue
        message = f"`{each.written}` does not exist on this site"
        known = known or known_paths(f"/{file.removesuffix('index.html')}" for file in files)
        near = known.near(each.target)
        file = file_at(near)
        meant = did_you_mean(near, each.target)
        if file:
            meant = f"did you mean `{from_story(file, path)}`, which is at {near}?"
        level: Level = "warning" if settings.adopt else "error"
        yield Problem(path, each.line, each.column, message, meant or fix, level=level)


def dead_search(files: Collection[str], settings: Settings) -> Iterator[Problem]:
    """Yield a problem if the setting ``search`` is a place on the site without a file."""
    place = settings.search.partition("?")[0]
    if place.startswith("/") and not {output_path(place), output_path(f"{place.rstrip('/')}/")} & {*files}:
        message = f"`search` leads to {place}, which does not exist on this site"
        fix = 'put the page there, or write `search = "pagefind"` for a search of your own'
        yield Problem("site.toml", 0, 0, message, fix, level="warning")


ROOTED = Query[tuple[tuple[str, Mention], ...]]("rooted", tuple[tuple[str, Mention], ...], _rooted)
"""The root-relative references in public stories and pages, and in those with errors, each with the path of its
story or page.
"""


def as_published(ask: Ask, placed: PublishedFile) -> Copied | Cropped | Resized | Sanitized:
    """How a published file is made from the scanned file, regardless of what the store says about its contents."""
    file = ask(FILES, placed.source)
    if isinstance(placed.how, Cropped | Resized):
        return msgspec.structs.replace(placed.how, picture=file)
    return _as_published(placed.source, file)


NEEDS = Query[NeededFiles]("needs", NeededFiles, _needs)
"""The files that a public story or page needs, by its path."""

AWAITED = Query[tuple[str, ...]]("awaited", tuple[str, ...], _awaited)
"""The files that stories which are not public refer to or show. They are not published, but are not unused either."""

PUBLISHED = Table[PublishedFile]("published", PublishedFile, _published)
"""Every published file from content/, by its path below the output folder."""

QUERIES = (NEEDS, AWAITED, PUBLISHED, ROOTED, SHOWN_DATA)
