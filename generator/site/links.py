"""Resolves a story's links into content/, given which stories are public.

A link to a story that is not public is shown as plain text, so that its address reveals nothing about an embargo.
A link to a file that does not exist is a problem.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from html import unescape
from mimetypes import guess_type
from urllib.parse import urlsplit

from generator.engine.definitions import Ask, MissingError, Query
from generator.media.picture_problems import unpublishable
from generator.media.pictures import renditions, shapes
from generator.model.output import Copied, Cropped, Resized
from generator.model.picture_kinds import published_path
from generator.model.problems import Level, Outcome, Problem
from generator.model.settings import Settings
from generator.model.story import Address, Body, Crop, Mention, Picture, Variant
from generator.model.urls import STATIC, address, file_place
from generator.reading.inputs import FILES, PATHS, SETTINGS
from generator.reading.queries import HEAD, mentions_any, text_of
from generator.site.index import ENTRY
from generator.site.near_paths import nearest
from generator.site.places import PLACE, url


@dataclass(frozen=True, slots=True)
class Made:
    """A derived form of a picture: the path in content/ that it would have, its source file, and how it is made."""

    path: str
    source: str
    how: Cropped | Resized


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links in a body lead, and the sizes and variants of its pictures; see ``Body``.

    ``used`` holds the paths of the files that it needs, ``made`` the derived forms of its pictures, ``rooted`` what
    it refers to by a path from the site's root. ``faulty``: some link is broken, or leads to something that is not
    public.
    """

    addresses: tuple[tuple[str, Address], ...] = ()
    sizes: tuple[tuple[str, int, int], ...] = ()
    variants: tuple[tuple[str, tuple[Variant, ...]], ...] = ()
    used: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()
    faulty: bool = False
    rooted: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A story's picture with its address, and the files it needs; see ``Links``."""

    picture: Picture | None = None
    used: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """The files that a story or page needs; see ``Links``."""

    used: tuple[str, ...]
    made: tuple[Made, ...]
    faulty: bool
    rooted: tuple[Mention, ...] = ()


@dataclass(slots=True)
class _Linking:
    """What has been found so far while resolving the links of one story."""

    ask: Ask
    story: str
    settings: Settings
    used: dict[str, Copied] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    faulty: bool = False
    rooted: list[Mention] = field(default_factory=list)

    @property
    def level(self) -> Level:
        """The level of a problem with a link."""
        return "warning" if self.settings.adopt else "error"

    @property
    def outcome(self) -> Outcome:
        """What becomes of a broken link."""
        return "dropped" if self.settings.adopt else ""

    def complain(self, problem: Problem) -> None:
        """Report a problem."""
        self.ask.report(problem)
        self.faulty = True

    def use(self, path: str, file: Copied, line: int, column: int) -> bool:
        """Record that the story uses a file; if the file cannot be published, report that where the story names it.

        Problems with a line in the file itself, as in a drawing, are reported at that line.
        """
        problems = file.problems or self._unfit(path, file)
        for each in problems:
            here = each if each.line else replace(each, path=self.story, line=line, column=column)
            self.complain(replace(here, level=self.level, outcome=self.outcome))
        if not problems:
            self.used[path] = file
        return not problems

    def _unfit(self, path: str, file: Copied) -> tuple[Problem, ...]:
        """Why a picture cannot be published in adopted copy, in which it is left out; otherwise, `files.py` says so."""
        found = unpublishable({path: file}, (path,), adopt=True) if self.settings.adopt else ()
        return tuple(each for each in found if each.level == "error")

    def at(self, path: str) -> str:
        """The address of a file in content/."""
        return address(self.settings, file_place(path))

    def make(self, source: str, path: str, how: Cropped | Resized) -> str:
        """Request a derived form of a picture, and return its address."""
        self.made[path] = Made(path, source, how)
        return self.at(path)


def _file(ask: Ask, path: str) -> Copied | None:
    try:
        return ask(FILES, path)
    except MissingError:
        return None


def _is_public(ask: Ask, path: str) -> bool:
    try:
        ask(PLACE, path)
    except MissingError:
        return False
    return True


def _links(ask: Ask, path: str) -> Links:
    text = text_of(ask, path) if mentions_any(ask, path) else None
    if not text:
        return Links()
    linking = _Linking(ask, path, ask(SETTINGS))
    files: dict[str, Copied] = {}
    addresses = tuple((each.mark, _address(linking, each, files)) for each in text.mentions)
    by_mark = {
        each.mark: _at_root(ask, each.target) if each.target[:1] == "/" else each.target for each in text.mentions
    }
    sizes = ((mark, files[target]) for mark, target in by_mark.items() if target in files)
    shown = [(mark, target) for mark, target in by_mark.items() if f'src="{mark}"' in text.html]
    variants = ((mark, _variants(linking, target)) for mark, target in shown if target in linking.used)
    return Links(
        addresses,
        tuple((mark, file.width, file.height) for mark, file in sizes if file.width > 0),
        tuple((mark, found) for mark, found in variants if found),
        tuple(linking.used),
        tuple(linking.made.values()),
        linking.faulty,
        tuple(linking.rooted),
    )


def _address(linking: _Linking, mention: Mention, files: dict[str, Copied]) -> str:
    """Where a mention leads; empty if the target is not public or does not exist."""
    ask, target = linking.ask, mention.target
    if target.startswith("#"):
        message = f"`{mention.written}` leads to a part that this page does not have"
        fix = "write the id of a heading: its words in lower case, with hyphens between them"
        where = (linking.story, mention.line, mention.column)
        linking.complain(Problem(*where, message, fix, "", linking.level, linking.outcome))
        return ""
    if target.startswith("/"):
        target = _at_root(ask, target)
    if target.startswith("/"):
        linking.rooted.append(mention)
        return address(linking.settings, target) + _tail(mention.mark)
    if _is_public(ask, target):
        return url(ask, target) + _tail(mention.mark)
    if file := _file(ask, target):
        files[target] = file
        usable = linking.use(target, file, mention.line, mention.column)
        return linking.at(target) + _tail(mention.mark) if usable else ""
    is_copy = target in ask(PATHS)
    if not is_copy or ask(ENTRY, target):  # a target that cannot be read has been reported already
        linking.complain(_lost(linking, mention, is_copy))
    return ""


def _at_root(ask: Ask, target: str) -> str:
    """The path of the file in content/, but not in content/static/, that would be at a place; or else the place."""
    path = f"content{posixpath.normpath(target)}"
    return path if not target.endswith("/") and not _file(ask, f"{STATIC}{path[8:]}") and _file(ask, path) else target


def _tail(mark: str) -> str:
    """The query and fragment that a mark carries."""
    parts = urlsplit(unescape(mark))
    return (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _lost(linking: _Linking, mention: Mention, withheld: bool) -> Problem:
    where = (linking.story, mention.line, mention.column)
    if withheld:
        message = f"{mention.target} is not public, so this link is shown as plain text"
        fix = "no action needed: it becomes a link once that story is published"
        return Problem(*where, message, fix, level="warning")
    near = nearest(linking.ask, mention.target)
    fix = f"did you mean {near}?" if near else "check the path; it is relative to this file's folder"
    if mention.written.startswith("www."):
        fix = f"write the full address: `https://{mention.written}`"
    message = f"`{mention.written}` points to {mention.target}, which does not exist"
    return Problem(*where, message, fix, "", linking.level, linking.outcome)


def _pictured(ask: Ask, path: str) -> Pictured:
    head = ask(HEAD, path)
    found = head.picture if head else None
    if not head or not found or not found.src.startswith("content/"):
        return Pictured(found)
    linking = _Linking(ask, path, ask(SETTINGS))
    if linking.settings.adopt and found.src.startswith(STATIC) and not _file(ask, found.src):
        found = replace(found, src=f"content/{found.src.removeprefix(STATIC)}")  # a path from the root, see fields.py
    file, line = _file(ask, found.src), head.lines.get("picture", 0)
    if not file:
        fix = "check the path of `picture`; it is relative to this file's folder"
        message = f"there is no picture {found.src}"
        linking.complain(Problem(path, line, 0, message, fix, "", linking.level, linking.outcome))
        return Pictured(None, faulty=True)
    placed = _placed(linking, found, file) if linking.use(found.src, file, line, 0) else None
    return Pictured(placed, tuple(linking.used), tuple(linking.made.values()), linking.faulty)


def _placed(linking: _Linking, found: Picture, file: Copied) -> Picture:
    """The picture with its address, the caption and credit from its file where the story gives none, and its crops."""
    crops = []
    for shape in shapes(found.src, file.width, file.height):
        path = f"{found.src.rpartition('.')[0]}.{shape.ratio}.{file.digest[:8]}.jpg"
        crops.append(Crop(linking.make(found.src, path, Cropped(file, shape)), shape.width, shape.height))
    return replace(
        found,
        src=linking.at(found.src),
        caption=found.caption or file.notes.caption,
        credit=found.credit or file.notes.credit,
        type=guess_type(published_path(found.src))[0] or "",
        size=file.size,
        width=max(file.width, 0),
        height=max(file.height, 0),
        crops=tuple(crops),
        variants=_variants(linking, found.src),
    )


def _variants(linking: _Linking, path: str) -> tuple[Variant, ...]:
    """The versions of a picture that browsers can choose from; requests each of them."""
    file = linking.used[path]
    if file.notes.moves or path.startswith(STATIC):
        return ()
    found = []
    for each in renditions(path, file.width, file.height):
        name = f"{path.rpartition('.')[0]}.{each.width}.{file.digest[:8]}.{each.format}"
        source = linking.make(path, name, Resized(file, each))
        found.append(Variant(source, guess_type(name)[0] or f"image/{each.format}", each.width))
    return tuple(found)


def _needs(ask: Ask, path: str) -> Needs:
    links, pictured = ask(LINKS, path), ask(PICTURED, path)
    faulty = links.faulty or pictured.faulty
    return Needs((*pictured.used, *links.used), (*pictured.made, *links.made), faulty, links.rooted)


LINKS = Query[Links]("links", Links, _links)
"""The links of a public story or page, by its path."""

PICTURED = Query[Pictured]("pictured", Pictured, _pictured)
"""The picture of a public story, by its path: left as it is if it is on another site, omitted if it is missing."""

NEEDS = Query[Needs]("needs", Needs, _needs)
"""The files that a public story or page needs, by its path."""

QUERIES = (LINKS, PICTURED, NEEDS)


def body(ask: Ask, path: str) -> Body:
    """The body of a public story or page, with the address of each of its marks."""
    text = text_of(ask, path)
    links = ask(LINKS, path) if text and text.mentions else Links()
    return Body(text.html if text else "", links.addresses, links.sizes, links.variants)


def picture_file(ask: Ask, path: str) -> Copied | None:
    """The file of a public story's picture; None if it has no picture, or one on another site."""
    head = ask(HEAD, path)
    if not head or not head.picture:
        return None
    src = head.picture.src
    return _file(ask, src) or (_file(ask, f"content/{src.removeprefix(STATIC)}") if ask(SETTINGS).adopt else None)
