"""Reads a whole site: its settings, then every text, with the address at which its program published it.

What differs from program to program is in a subclass, one in each module that is a source.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from msgspec.structs import replace

from generator.editorial.moving._markdown_body import readdressed
from generator.editorial.moving._moved import (
    Extra,
    Item,
    MediaFile,
    Moved,
    MovedPicture,
    Place,
    Redirect,
    Request,
    SiteSettings,
    Unkept,
    Withheld,
)
from generator.editorial.moving._origin import line_of
from generator.editorial.moving._sites import media
from generator.editorial.moving._sites.copy import Copy, settings_for
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.markdown_text import normalised
from generator.editorial.moving._sites.markup import Form
from generator.model.problems import Problems
from generator.model.slug import slug
from generator.model.urls import STATIC
from generator.reading.adopted import body as adopted_body
from generator.reading.blocks.types import TYPES
from generator.reading.fields.values import Plain
from generator.reading.withholding import checks
from generator.reading.withholding.names import dates_or_withholds, holds_fields
from generator.system import nofollow

_ATTRIBUTE = re.compile(
    r"""(<(?P<tag>\w+)\b[^<>]*?\s(?:href|src)\s*=\s*)(?P<quote>["'])(?P<address>[^"']*)(?P=quote)"""
)
_PLAYER = re.compile(r"(?m)^(?P<start>:::+ (?:video|audio) )(?P<address>\S+)(?P<end>.*)$")
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#)")
_TEXT = (".md", ".markdown", ".mkd", ".mkdn", ".html", ".htm", ".rst", ".njk", ".liquid", ".txt")
_LARGEST = 16 << 20
GENERIC = frozenset(
    ("post", "posts", "blog", "blogs", "article", "articles", "news", "stories", "story", "content", "entries")
)
"""Folders whose name says nothing about what the stories in them are about."""

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
"""Fields that only the old site's program reads, or that are used in another way."""


class SiteReader:
    """One site, and the request to move it. ``data`` is what its instructions may show: ``site``, ``page`` …"""

    PROGRAM = ""
    DATA = ""
    WHOLE_HTML = False
    HOLDS_FUTURE = True  # whether the program publishes nothing before its date

    def __init__(self, request: Request) -> None:
        self.request, self.root = request, request.source
        self.notes: list[Unkept] = []
        self.told: list[Item] = []
        self._played: list[MediaFile] = []
        self.used = set[Path]()
        self.copies: dict[str, Copy] = {}
        self.addresses: dict[str, str] = {}
        self.settings = settings_for(self.timezone(), self.language())

    # what each program says in its own way

    def timezone(self) -> str:
        """The zone of times without one."""
        return self.request.timezone

    def language(self) -> str:
        """The language of texts that do not name their own."""
        return self.request.language

    def site(self) -> SiteSettings:
        """The settings of the old site. All texts have been read by then."""
        raise NotImplementedError

    def texts(self) -> Iterator[Copy]:
        """Every text that the program would publish or withhold; what else there is goes to ``told``."""
        raise NotImplementedError

    def address_of(self, copy: Copy) -> str:
        """Where readers found a text."""
        raise NotImplementedError

    def aliases_of(self, copy: Copy) -> tuple[str, ...]:
        """The other addresses from which the old site sent readers to a text."""
        return tuple(address for address in copy.names("aliases") if address != self.addresses[copy.path])

    def instructions(self, copy: Copy, text: str, form: Form, say: Callable[[str, int], None]) -> Instructions | None:
        """What reads the program's instructions in a body; None if it has none."""
        return None

    def link(self, address: str, copy: Copy) -> str:
        """The old address of a link that is written in the program's own way; any other as it is."""
        return address

    def base_url(self) -> str:
        """The address of the old site."""
        return ""

    def roots(self) -> media.Roots:
        """The folders whose files the program publishes as they are, with their places on the site."""
        return (("", ""),)

    def files(self) -> Iterator[tuple[str, str]]:
        """The files that the program publishes as they are, with their places on the site."""
        return iter(())

    def lists(self) -> Iterator[Redirect]:
        """The lists of the old site, such as those of its tags."""
        return iter(())

    def published_of(self, copy: Copy) -> datetime | None:
        """The date that readers saw."""
        return copy.time("published")

    def section_of(self, copy: Copy) -> str:
        """The section of a story."""
        return str(copy.values.get("section", ""))

    def titled_folder(self, copy: Copy, folder: str) -> str:
        """The name of the folder of a text below ``folder``, from its ``_index.md``; empty if it says nothing."""
        first, *more = PurePosixPath(copy.path).relative_to(folder).parts
        if not more or first.lower() in GENERIC or first.isdecimal():
            return ""
        index = f"{folder}/{first}/_index.md"
        if not (self.root / index).is_file():
            return first.replace("-", " ").capitalize()
        read = self.copy(index, lambda data: read_copy(data, index, self.settings, "page"))
        return str(read.values.get("headline", "")) if read else ""

    # what they have in common

    def items(self) -> Iterator[Item]:
        """Everything in the site, as ``read`` of a source yields it."""
        _under_way[self.root] = self
        for copy in self.texts():
            self.copies[copy.path] = copy
            self.addresses[copy.path] = self.address_of(copy)
        found = self.site()
        yield replace(found, permalink=self.permalink(), notes=(*found.notes, *self.notes))
        yield from self.told
        for copy in self.copies.values():
            yield from self._text(copy)
        yield from self.lists()
        if self.DATA:
            yield from media.data_files(self.root, self.DATA)
        yield from media.others(self.root, self.files(), self.used)

    def permalink(self) -> str:
        """The pattern of addresses, in our form, that most stories had; empty if they had none in common."""
        public = [each for each in self.copies.values() if each.kind == "story" and not self.why_not(each)[0]]
        patterns = [pattern for each in public if (pattern := self._pattern(each))]
        found = max(sorted(set(patterns)), key=patterns.count, default="")
        return found if patterns.count(found) * 2 > len(public) else ""

    def _pattern(self, copy: Copy) -> str:
        """The address of a story with the names of its parts."""
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

    def place(self, path: str, line: int = 0) -> Place:
        """A place in the source."""
        return Place(f"{self.root.as_posix()}/{path}" if path else self.root.as_posix(), line)

    def tell(self, path: str, what: str, line: int = 0) -> None:
        """Note something that is not kept."""
        self.told.append(Unkept(self.place(path, line), what))

    def withhold(self, path: str, what: str, why: str) -> None:
        """Note something that the old site did not publish."""
        self.told.append(Withheld(self.place(path), what, why))

    def copy(self, path: str, read: Callable[[bytes], Copy]) -> Copy | None:
        """One file, read; None if it cannot be read, which is noted."""
        try:
            return read(nofollow.read(self.root / path, _LARGEST))
        except Problems as wrong:
            for each in wrong.problems:
                self.tell(path, f"not moved, because it cannot be read: {each.message}", each.line)
        except OSError as error:
            self.tell(path, f"not moved, because it cannot be read: {error.strerror}")
        return None

    def why_not(self, copy: Copy) -> tuple[str, str]:
        """A word for why readers of the old site do not see a text, and more about it; empty if they do."""
        if copy.why:
            return copy.why, copy.because
        published, expires = copy.time("published"), copy.time("expires")
        if expires and expires <= self.request.now:
            return "expired", f"since {expires:%Y-%m-%d %H:%M}"
        if self.HOLDS_FUTURE and published and published > self.request.now and copy.kind == "story":
            return "scheduled", f"for {published:%Y-%m-%d %H:%M}"
        return "", ""

    def _text(self, copy: Copy) -> Iterator[Item]:
        self._played = []
        why, because = self.why_not(copy)
        notes = list[Unkept]()
        moved = self._moved(copy, notes)
        if why:
            what = f"{moved.headline} ({because})" if because else moved.headline
            yield Withheld(moved.place, what, why, moved)
            return
        if not moved.body.strip() and not copy.values.get("standfirst"):
            yield from notes
            yield Unkept(moved.place, f"`{moved.headline}` is not moved: it has no text of its own")
            return
        yield moved
        yield from notes
        yield from self._played

    def _moved(self, copy: Copy, notes: list[Unkept]) -> Moved:
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

    def tags_of(self, copy: Copy) -> tuple[str, ...]:
        """The subjects of a text."""
        return copy.names("tags")

    def bylines_of(self, copy: Copy) -> tuple[str, ...]:
        """Who wrote a text."""
        return copy.names("bylines")

    def form_of(self, copy: Copy) -> Form:
        """The form of a body."""
        return "html" if PurePosixPath(copy.path).suffix.lower() in (".html", ".htm", ".njk", ".liquid") else "markdown"

    def body_of(self, copy: Copy, notes: list[Unkept]) -> tuple[str, Form]:
        """The body without instructions, and with addresses that the old site had."""
        form = self.form_of(copy)

        def say(what: str, line: int) -> None:
            notes.append(Unkept(self.place(copy.path, copy.first_line + line - 1), what))

        found = self.instructions(copy, copy.body, form, say)
        text = found.made() if found else copy.body
        if form == "markdown":
            boxes = adopted_body.readable(text, f"content/{copy.path}", copy.first_line, TYPES)
            dropped = (each for each in boxes.problems if each.outcome == "dropped")
            notes += [Unkept(self.place(copy.path, each.line), each.message) for each in dropped]

            def say_nearest(what: str, line: int) -> None:
                say(what, line_of(copy.body, what, line))

            text = readdressed(normalised(boxes.text, say_nearest, self.WHOLE_HTML), _Links(self, copy))
            text = _PLAYER.sub(lambda each: self._player(each, copy, say_nearest), text)
        else:
            text = self.html_with_links(text, copy)
        return (found.restored(text) if found else text), form

    def html_with_links(self, text: str, copy: Copy) -> str:
        """HTML in which links are addresses of the old site."""
        return _ATTRIBUTE.sub(lambda each: self._attribute(each, copy), text)

    def _player(self, found: re.Match[str], copy: Copy, say: Callable[[str, int], None]) -> str:
        """A recording, whose file is put where readers found it; without its file, its title."""
        file = self.found(found["address"], self.place(copy.path).path, self.addresses[copy.path])
        if "://" in found["address"] or file:
            self._played += [file] if file else []
            return f"{found['start']}{f'/{file.name}' if file else found['address']}{found['end']}"
        line = found.string.count("\n", 0, found.start()) + 1
        say(f"the recording `{found['address']}` is not there", line)
        return ""

    def found(self, address: str, path: str, own: str) -> MediaFile | None:
        """The file that an address means in the text at a path, which was at its own address."""
        found = media.find(self.root, self.roots(), self.base_url(), address, (path, own))
        if found:
            self.used.add(found.file)
        return found

    def _attribute(self, found: re.Match[str], copy: Copy) -> str:
        return f"{found[1]}{found['quote']}{self.resolved(found['address'], copy)}{found['quote']}"

    def resolved(self, written: str, copy: Copy) -> str:
        """A link as an address of the old site: the program's own kinds, and those to the files of other texts."""
        address = self.link(written, copy)
        if address != written or not address or _SCHEME.match(address):
            return address
        path, sign, tail = (
            re.split(r"([?#])", f"{address}", maxsplit=1) if re.search("[?#]", address) else (address, "", "")
        )
        if not path.lower().endswith(_TEXT):
            return address
        file = posixpath.normpath(posixpath.join(posixpath.dirname(copy.path), unquote(path)))
        found = self.addresses.get(file.lstrip("/"))
        return f"{found}{sign}{tail}" if found else address

    def _picture(self, copy: Copy) -> MovedPicture | None:
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
        """Where an address in the old menu leads now: a page, a section or the front page; empty for none of them."""
        whole = address.strip()
        if _SCHEME.match(whole) and not whole.startswith("//"):
            return whole if whole.startswith("https://") else ""
        key = f"/{whole.strip('/').removesuffix('index.html').strip('/')}"
        if key == "/":
            return "/"
        for path, old in self.addresses.items():
            if old.rstrip("/").removesuffix("/index.html") == key and self.copies[path].kind == "page":
                return "" if self.why_not(self.copies[path])[0] else f"/{slug(_last(old))}/"
        return ""

    def menu(self, found: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The entries of a menu that lead somewhere on the new site; the others are noted."""
        kept = list[tuple[str, str]]()
        for name, address in found:
            if place := self.menu_place(address):
                kept.append((name, place))
            else:
                self.notes.append(Unkept(self.place(""), f"the menu's `{name}`: {address} is no page of the new site"))
        return tuple(kept)


class _Links:
    """The ``References`` of a body that is still in the source: only links in the program's own way change."""

    def __init__(self, reader: SiteReader, copy: Copy) -> None:
        self._reader, self._copy = reader, copy

    def picture(self, address: str, line: int) -> str:
        return self._reader.resolved(address, self._copy)

    def file(self, address: str, line: int) -> str:
        return self._reader.resolved(address, self._copy)

    def link(self, address: str, line: int) -> str:
        return self._reader.resolved(address, self._copy) or address

    def unkept(self, what: str, line: int) -> None:
        raise NotImplementedError


def _last(address: str) -> str:
    """The last part of an address, without an extension."""
    return re.sub(r"\.\w+\Z", "", address.strip("/").rpartition("/")[2])


def _fields(values: Mapping[str, object]) -> dict[str, Extra]:
    found = dict[str, Extra]()
    for ours, name in (("expires", "expires"), ("killed", "killed")):
        if isinstance(moment := values.get(ours), datetime):
            found[name] = moment
    for name in ("canonical", "genre", "source", "dateline"):
        if text := values.get(name):
            found[{"canonical": "canonical_url", "genre": "kind"}.get(name, name)] = str(text)
    if values.get("noindex"):
        found["noindex"] = True
    return found


def _details(extra: Mapping[str, Plain]) -> dict[str, str]:
    """Fields of the old site's own. Those that might be taken for one that says who sees a story are left out."""
    found = dict[str, str]()
    for name, value in extra.items():
        known = checks.knows(name) or dates_or_withholds(name) or holds_fields(name)
        if name not in _UNUSED and not known and isinstance(value, str | int | float) and not isinstance(value, bool):
            found[name] = str(value)
    return found


_under_way: dict[Path, SiteReader] = {}
"""The reader of each source of which a move is under way."""


def found_at(make: type[SiteReader], address: str, moved: Moved, request: Request) -> MediaFile | None:
    """The file that an address means in something that is moved."""
    reader = _under_way.get(request.source) or make(request)
    return reader.found(address, moved.place.path, moved.address)
