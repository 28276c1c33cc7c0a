"""The first reading of a source: decides on the file and address of each story, and where old addresses lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from generator.editorial.moving._moved import Item, Moved, Redirect, Request, SourcePlace, Withheld
from generator.editorial.moving._old_addresses import OldSite
from generator.editorial.moving._own_places import AT_ROOT, keeps_redirects_out
from generator.editorial.moving._record import Written
from generator.model import safe_paths
from generator.model.descriptions import described
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.slug import LONGEST, slug
from generator.model.terms import TAKEN
from generator.model.urls import story_place
from generator.outputs.page_head import FEEDS
from generator.reading.fields import targets
from generator.reading.fields.values import InvalidValue

_FOLDERS = {"tag": "tags/", "source": "sources/", "series": "series/"}
"""The folders of the descriptions of terms other than sections."""

_DAYS = re.compile(r"/\d{4}(?:/\d\d){0,2}/")


class Planned(msgspec.Struct, frozen=True):
    """The file, the slug, the place on the site and the aliases of something that is moved."""

    path: str
    slug: str
    place: str = ""
    aliases: tuple[str, ...] = ()
    public: bool = True


class Plan:
    """The new path of everything, by key, and the story at each old address."""

    def __init__(self, request: Request, settings: Settings, old: OldSite, record: Mapping[str, Written]) -> None:
        self.request, self.settings, self.old, self._record = request, settings, old, record
        self.planned: dict[str, Planned] = {}
        self.problems: list[Problem] = []
        self.queries: list[tuple[str, str]] = []
        self.redirects: dict[str, Redirect] = {}
        self.orphans: list[tuple[str, str]] = []
        self._at: dict[str, str] = {}
        self._paths = {each.path.casefold() for each in record.values()}
        self._places = dict[str, str]()
        self._folded, self._files, self._needed = set[str](), set[str](), set[str]()
        self._sections, self._tags, self._bylines = set[str](), set[str](), set[str]()
        self._placed = set[str]()
        self._aliases, self._lost = dict[str, str](), set[tuple[str, str]]()
        self._waiting: list[tuple[str, str, tuple[str, ...]]] = []
        self._pages: list[Moved] = []
        self._descriptions: list[Moved] = []
        self.undescribed: list[Moved] = []

    def read(self, items: Iterable[Item]) -> int:
        """Read everything in the source; return how many items it has."""
        count = 0
        for count, each in enumerate(items, 1):  # noqa: B007
            moved = each if isinstance(each, Moved) else each.moved if isinstance(each, Withheld) else None
            if moved and (self.request.drafts or not isinstance(each, Withheld)):
                self._add(replace(moved, draft=moved.draft or isinstance(each, Withheld)))
            elif isinstance(each, Redirect):
                self.redirects.setdefault(self.old.key(each.old), each)
        for page in self._pages:
            self._place_one(page)
        for description in self._descriptions:
            self._place_description(description)
        self._decide_aliases()
        return count

    def _add(self, moved: Moved) -> None:
        if moved.kind == "page":  # sections take precedence over pages, and are known only at the end
            self._pages.append(replace(moved, body=""))
        elif moved.kind == "description":  # only terms of public stories get a description
            self._descriptions.append(replace(moved, body=""))
        else:
            self._place_one(moved)

    def _place_description(self, moved: Moved) -> None:
        name = slug(moved.headline, self.settings.language)
        known = {"section": self._sections, "tag": self._tags}.get(moved.describes, {name})
        path = moved.path if moved.verbatim else f"content/{_FOLDERS.get(moved.describes, '')}{name}/_index.md"
        of = described(path, own=self.settings.taxonomies)
        is_new = moved.key not in self.planned and path.casefold() not in self._placed
        if not (is_new and of and (moved.verbatim or (of.kind == moved.describes and name in known))):
            self.undescribed.append(moved)
            return
        self._placed.add(path.casefold())
        self.planned[moved.key] = Planned(path, name)

    def _place_one(self, moved: Moved) -> None:
        if moved.key in self.planned:
            message = f"two things in this source have the same identifier, `{moved.key}`"
            self.problems.append(_problem(moved.place, message, "remove one of them from the source"))
            return
        name = self._free_slug(moved, slug_of(moved, self.settings))
        place = self._place(moved, name)
        if place:
            self._places[place] = moved.key
        path = self._path(moved, name)
        self._paths.add(path.casefold())
        self.planned[moved.key] = Planned(path, name, place, (), not moved.draft)
        self._waiting.append((moved.key, moved.address, moved.aliases))
        for written in (moved.address, *moved.aliases):
            self._at.setdefault(self.old.key(written), moved.key)
        self._at.pop("", None)
        if not moved.draft and moved.kind == "story":
            self._sections |= {slug(moved.section, self.settings.language)} - {""}
            self._tags |= {slug(each, self.settings.language) for each in moved.tags}
            self._bylines |= {slug(each, self.settings.language) for each in moved.bylines}

    def _decide_aliases(self) -> None:
        """Decide on the aliases when all places are known: a story's own address takes precedence over an alias."""
        self._folded = {each.casefold() for each in self._places}  # some file systems ignore case
        for key, address, aliases in self._waiting:
            planned, found = self.planned[key], dict[str, None]()
            for written in (address, *aliases):
                old = self.old.key(written)
                if not planned.place or old in ("", "/"):
                    continue
                alias = "" if "?" in old else self._alias(old, planned.place)
                if "?" in old and self.settings.hosting == "netlify" and targets.BY_QUERY.fullmatch(old):
                    if self._aliases.setdefault(old, key) == key:
                        found[old] = None
                elif "?" in old and planned.public:
                    self.queries.append((old, planned.place))
                elif alias and alias not in self._aliases and not self._can_be_stored(alias):
                    self.orphans.append((alias, planned.place))
                elif alias and self._aliases.setdefault(alias, key) == key:
                    found[alias] = None
            if found:
                self.planned[key] = replace(planned, aliases=tuple(found))
        self._waiting.clear()

    def _alias(self, old: str, place: str) -> str:
        try:
            alias = targets.alias(old)
        except InvalidValue:
            self.orphans.append((old, place))
            return ""
        if alias == place or alias in self._places:
            return ""
        if self._is_own_file(alias.strip("/")) or keeps_redirects_out(alias):
            if (lost := (alias.rstrip("/"), "a file of the new site itself")) not in self._lost:
                self._lost.add(lost)
                self.orphans.append(lost)
            return ""
        if self._is_of_lists(alias) or alias.casefold() in self._folded:
            self.orphans.append((alias, place))
            return ""
        return alias

    def _can_be_stored(self, alias: str) -> bool:
        """Return whether a redirect's file does not collide with another path, ignoring case, or with a folder."""
        file = (f"{alias}index.html" if alias.endswith("/") else alias).casefold()
        folders = {file[:at] for at, letter in enumerate(file) if letter == "/" and at}
        if file in self._files or file in self._needed or folders & self._files:
            return False
        self._files.add(file)
        self._needed |= folders
        return True

    def is_taken(self, place: str) -> bool:
        """Return whether something that is moved, or that the site generates, is at a place."""
        is_own = self._is_of_lists(place) or self._is_own_file(place.strip("/")) or keeps_redirects_out(place)
        return place in self._places or place in self._aliases or is_own

    def _is_own_file(self, path: str) -> bool:
        """Return whether the site generates a file at a path: a feed, a sitemap, the "not found" page."""
        folder, _, name = path.casefold().rpartition("/")
        if not folder:
            return name in AT_ROOT
        return (name in FEEDS and self._is_of_lists(f"/{folder}/")) or folder == "sitemaps"

    def _is_of_lists(self, alias: str) -> bool:
        """Return whether the site has or will have a list at an address: a section, a tag, the archive."""
        first, _, rest = alias.strip("/").partition("/")
        if first in self._sections:
            return not rest
        return bool(TAKEN.fullmatch(first)) and (not first.isdecimal() or bool(_DAYS.fullmatch(alias)))

    def _place(self, moved: Moved, name: str) -> str:
        if moved.kind == "page":
            return f"/{name}/"
        if moved.kind == "story" and moved.published:
            section = slug(moved.section, self.settings.language)
            language = moved.language or self.settings.language
            return story_place(self.settings, moved.published, section, name, language)
        return ""

    def _free_slug(self, moved: Moved, name: str) -> str:
        """Return the slug, with a number if another story or page or a list of the site is at its place."""
        for number in range(1, 10_000):
            tried = name if number == 1 else f"{name[: LONGEST - 6]}-{number}"
            place = self._place(moved, tried)
            reserved = moved.kind == "page" and (TAKEN.fullmatch(tried) or tried in self._sections)
            if not reserved and self._places.get(place, moved.key) == moved.key:
                return tried
        return name

    def _path(self, moved: Moved, name: str) -> str:
        if known := self._record.get(moved.key):
            return known.path
        if moved.verbatim and moved.path.startswith("content/") and not safe_paths.fault_in(moved.path):
            return moved.path
        folder, stem = self._folder(moved), name or "untitled"
        if moved.kind == "story" and moved.published:
            stem = f"{moved.published.astimezone(self.settings.zone):%Y-%m-%d}-{stem}"
        for number in range(1, 10_000):
            path = f"{folder}/{stem}{'' if number == 1 else f'-{number}'}.md"
            if path.casefold() not in self._paths:
                return path
        return path

    def _folder(self, moved: Moved) -> str:
        if moved.kind != "story":
            return "content/people" if moved.kind == "person" else "content/pages"
        name = slug(moved.section, self.settings.language) or "news"
        other = name in ("pages", "people", "static", "media", "tags", "bylines", "sources", "series")
        return f"content/{name}-stories" if other else f"content/{name}"

    def file_at(self, address: str, at: str) -> str:
        """Return the file of the story or page at an old address; empty if there is none."""
        key = self._at.get(self.old.key(address, at), "")
        return self.planned[key].path if key else ""

    def list_at(self, address: str, at: str) -> str:
        """Return the place of the list at an old address; empty if the new site has none."""
        key = self.old.key(address, at)
        if key == "/":
            return "/"
        found = self.redirects.get(key)
        return self.place_of(found) if found else ""

    def place_of(self, redirect: Redirect) -> str:
        """Return the place of a section, tag or byline; empty if no public story has it."""
        name = slug(redirect.term, self.settings.language)
        match redirect.kind:
            case "front":
                return "/"
            case "section":
                return f"/{name}/" if name in self._sections else ""
            case "tag":
                return f"/tags/{name}/" if name in self._tags else ""
        return f"/bylines/{name}/" if name in self._bylines else ""

    def is_own(self, address: str, at: str) -> bool:
        """Return whether an address is on the old site."""
        return bool(self.old.key(address, at))


def slug_of(moved: Moved, settings: Settings) -> str:
    """Return the slug of something that is moved: its old one if it has one, in the form of the site's slugs."""
    language = moved.language or settings.language
    made = slug(moved.slug, language) or slug(moved.headline, language)
    last = posixpath.basename(moved.address.split("?")[0].rstrip("/")) if not made else ""
    return made or slug(last, language) or slug(f"untitled {moved.key}", language)


def _problem(place: SourcePlace, message: str, fix: str) -> Problem:
    return Problem(place.path, place.line, 0, message, fix)
