"""Reads a site: its settings, then every text, with the address at which its program published it.

A subclass in each source module implements the differences between programs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from generator.editorial.moving._moved import (
    Barrier,
    Extra,
    Item,
    LostPart,
    MediaFile,
    Moved,
    MovedPicture,
    Request,
    Withheld,
)
from generator.editorial.moving._sites import media
from generator.editorial.moving._sites.bodies import SCHEME, Bodies
from generator.editorial.moving._sites.copy import SiteFile
from generator.model.slug import slug
from generator.model.typography import Typography
from generator.model.urls import STATIC
from generator.reading.fields.values import Plain
from generator.reading.withholding import checks
from generator.reading.withholding.names import dates_or_withholds, holds_fields

_UNUSED = frozenset(
    [
        "layout",
        "template",
        "templateKey",
        "type",
        "permalink",
        "url",
        "path",
        "outputs",
        "weight",
        "menu",
        "menus",
        "comments",
        "id",
    ]
)
"""Fields that only the old site's program reads, or that are read separately."""


class SiteReader(Bodies):
    """One site, and the request to move it. A subclass implements the rules of its program (see ``ProgramSite``)."""

    def items(self) -> Iterator[Item]:
        """Yield everything in the site, as ``read`` of a source does."""
        _active_readers[self.root] = self
        for copy in self.texts():
            self.copies[copy.path] = copy
            self.addresses[copy.path] = self.address_of(copy)
        found = self.site()
        others = {**found.others, **self._typography()}
        yield replace(found, permalink=self.permalink(), others=others, notes=(*found.notes, *self.notes))
        yield from self.told
        for copy in self.copies.values():
            yield from self._text(copy)
        yield from self.lists()
        for copy, describes, name in self.descriptions:
            yield from self._description(copy, describes, name)
        if self.DATA:
            yield from media.data_files(self.root, self.DATA)
        yield Barrier()  # after it, the files that stories show are known
        yield from media.others(self.root, self.files(), self.used)

    def _typography(self) -> dict[str, Extra]:
        """Return the setting for typographic characters in the languages of the texts, if the program made them."""
        named = dict.fromkeys(
            (self.language(), *(str(each.values.get("language", "")) for each in self.copies.values()))
        )
        known = [each for each in named if Typography((each,)).marks(each)]
        return {"typography": {"languages": known}} if known and self.has_typography() else {}

    def permalink(self) -> str:
        """Return the pattern of most stories' addresses, in Broadsheet's form; empty if they had none in common."""
        public = [each for each in self.copies.values() if each.kind == "story" and not self.why_not(each)[0]]
        patterns = [pattern for each in public if (pattern := self._pattern(each))]
        found = max(sorted(set(patterns)), key=patterns.count, default="")
        return found if patterns.count(found) * 2 > len(public) else ""

    def _pattern(self, copy: SiteFile) -> str:
        """Return the address of a story with its parts replaced by their names."""
        *folders, last = self.addresses[copy.path].strip("/").split("/")
        moment, section = self.published_of(copy), slug(self.section_of(copy))
        if not moment or not slug(_last(last)):
            return ""
        local = moment.astimezone(self.settings.zone)
        parts = [
            ("{section}", section),
            ("{year}", f"{local:%Y}"),
            ("{month}", f"{local:%m}"),
            ("{day}", f"{local:%d}"),
        ]
        made = list[str]()
        for folder in folders:
            named = next((name for name, value in parts if value and value == folder.lower()), folder)
            parts = [each for each in parts if each[0] != named]
            made.append(named)
        return "/".join(("", *made, "{slug}", ""))

    def _text(self, copy: SiteFile) -> Iterator[Item]:
        self._played = []
        why, because = self.why_not(copy)
        notes = list[LostPart]()
        moved = self._moved(copy, notes)
        if why:
            what = f"{moved.headline} ({because})" if because else moved.headline
            yield Withheld(moved.place, what, why, moved)
            return
        if not moved.body.strip() and not copy.values.get("standfirst"):
            yield from notes
            yield LostPart(moved.place, f"`{moved.headline}` is not moved: it has no text of its own")
            return
        yield moved
        yield from notes
        yield from self._played
        if copy.kind == "story" and moved.published and moved.published > self.request.now:
            day = f"{moved.published:%Y-%m-%d}"
            yield LostPart(moved.place, f"`{moved.headline}` was public, but is dated {day}: readers see it only then")

    def _moved(self, copy: SiteFile, notes: list[LostPart]) -> Moved:
        body, form = self.body_of(copy, notes)
        values, address = copy.values, self.addresses[copy.path]
        story = copy.kind == "story"
        return Moved(
            place=self.place(copy.path),
            key=f"{self.PROGRAM.lower()}:{copy.path}",
            headline=str(values.get("headline", "")),
            kind="story" if story else "page",
            standfirst=str(values.get("standfirst", "")),
            section=self.section_of(copy) if story else "",
            tags=self.tags_of(copy) if story else (),
            bylines=self.bylines_of(copy) if story else (),
            published=self.published_of(copy),
            modified=copy.time("modified"),
            slug=_last(address) or str(values.get("slug", "")),
            address=address,
            aliases=self.aliases_of(copy),
            language=str(values.get("language", "")),
            picture=self._picture(copy),
            form=form,
            body=body,
            body_line=copy.first_line,
            written=copy.body,
            fields=_fields(values),
            details=_details(copy.extra),
        )

    def _description(self, copy: SiteFile, describes: str, name: str) -> Iterator[Item]:
        """Yield the text about a section, tag or person that the old site had above the list of their stories."""
        notes, values = list[LostPart](), copy.values
        headline = str(values.get("headline", ""))
        body, form = self.body_of(copy, notes)
        moved = Moved(
            place=self.place(copy.path),
            key=f"{self.PROGRAM.lower()}:{copy.path}",
            headline=name,
            kind="person" if describes == "byline" else "description",
            describes=describes,
            standfirst=str(values.get("standfirst", "")),
            address=self.addresses[copy.path],
            picture=self._picture(copy),
            form=form,
            body=body,
            body_line=copy.first_line,
            written=copy.body,
            fields={"title": headline} if headline and slug(headline) != slug(name) and describes != "byline" else {},
        )
        if not (body.strip() or moved.standfirst or moved.picture):
            return
        why, because = self.why_not(copy)
        if why:
            yield Withheld(moved.place, f"{name} ({because})" if because else name, why, moved)
            return
        yield moved
        yield from notes

    def _picture(self, copy: SiteFile) -> MovedPicture | None:
        found = copy.picture
        if not found:
            return None
        address = found.src
        if address.startswith(STATIC):
            address = f"/{address.removeprefix(STATIC)}"
        elif address.startswith("content/"):
            address = posixpath.relpath(address, posixpath.dirname(f"content/{copy.path}"))
        return MovedPicture(address, found.alt, found.caption, found.credit)

    def menu_place(self, address: str) -> str:
        """Return the new target of an address in the old menu: a page, a section or the front page; otherwise empty."""
        whole = address.strip()
        if SCHEME.match(whole) and not whole.startswith("//"):
            return whole if whole.startswith("https://") else ""
        key = f"/{whole.strip('/').removesuffix('index.html').strip('/')}"
        if key == "/":
            return "/"
        for path, old in self.addresses.items():
            is_page = path in self.copies and self.copies[path].kind == "page"
            if is_page and old.rstrip("/").removesuffix("/index.html") == key:
                return "" if self.why_not(self.copies[path])[0] else f"/{slug(_last(old))}/"
        return ""

    def menu(self, found: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Return the entries of a menu that have a target on the new site; note the others."""
        kept = list[tuple[str, str]]()
        for name, address in found:
            if place := self.menu_place(address):
                kept.append((name, place))
            else:
                self.notes.append(
                    LostPart(self.place(""), f"the menu's `{name}`: {address} is not a page of the new site")
                )
        return tuple(kept)


def _last(address: str) -> str:
    """Return the last part of an address, without an extension."""
    return re.sub(r"\.\w+\Z", "", address.strip("/").rpartition("/")[2])


def _fields(values: Mapping[str, object]) -> dict[str, Extra]:
    found = dict[str, Extra]()
    for field, name in (("expires", "expires"), ("killed", "killed")):
        if isinstance(moment := values.get(field), datetime):
            found[name] = moment
    for name in ("canonical", "genre", "source", "dateline"):
        if text := values.get(name):
            found[{"canonical": "canonical_url", "genre": "kind"}.get(name, name)] = str(text)
    if values.get("noindex"):
        found["noindex"] = True
    return found


def _details(extra: Mapping[str, Plain]) -> dict[str, str]:
    """Return the old site's custom fields, except those that could be taken for one that controls who sees a story."""
    found = dict[str, str]()
    for name, value in extra.items():
        known = checks.knows(name) or dates_or_withholds(name) or holds_fields(name)
        if name not in _UNUSED and not known and isinstance(value, str | int | float) and not isinstance(value, bool):
            found[name] = str(value)
    return found


_active_readers: dict[Path, SiteReader] = {}
"""The reader of each source that is being moved."""


def found_at(make: type[SiteReader], address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file that an address means in something that is moved."""
    reader = _active_readers.get(request.source)
    if reader is None:  # in a process that did not read the source
        reader = _active_readers[request.source] = make(request)
    return reader.found(address, moved.place.path, moved.address)
