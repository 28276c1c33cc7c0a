"""Nikola: the folder of a site, with its posts, pages and settings.

https://getnikola.com/handbook.html
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path, PurePosixPath

import msgspec
from msgspec.structs import replace

from generator.editorial.moving._moved import (
    Item,
    LostPart,
    MediaFile,
    Moved,
    Redirect,
    Request,
    SiteSettings,
    SourcePlace,
)
from generator.editorial.moving._sites import media, python_settings, rst
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.files import entries_from, text_of, walk
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.nikola_galleries import Gallery, galleries
from generator.editorial.moving._sites.python_settings import pairs, word
from generator.editorial.moving._sites.python_sites import parts_of, slugified
from generator.editorial.moving._sites.reader import SiteReader, found_at
from generator.editorial.moving._sites.shortcodes import Shortcodes
from generator.reading.adopted import header
from generator.reading.fields.values import FrontMatterEntry
from generator.reading.formats.front_matter import FrontMatter, SplitFile

_READ = (".md", ".mdown", ".markdown", ".rst", ".txt", ".rest", ".html", ".htm")
_RST = (".rst", ".rest", ".txt")
_OTHER = (".ipynb", ".org", ".wiki", ".adoc", ".textile", ".bb", ".php", ".tex")
_TEASER = re.compile(r"<!--\s*+TEASER_END(?::(?:[^<>-]++|-(?!->))*+|\s*+)-->")
_LINK = re.compile(r"link://(?P<kind>\w+)(?:/(?P<name>[^#]*))?(?P<part>#.*)?")


class _Rule(msgspec.Struct, frozen=True):
    """An entry of ``POSTS`` or ``PAGES``: the files, and their place on the site."""

    pattern: str
    target: str
    kind: str


def recognises(source: Path) -> bool:
    """Return whether a folder has the settings of Nikola."""
    return source.is_dir() and bool(re.search(r"(?m)^(?:BLOG_TITLE|POSTS)\s*=", text_of(source / "conf.py")))


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the site."""
    return _Nikola(request).items()


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file for an address, in images/, files/ or next to the post."""
    return found_at(_Nikola, address, moved, request)


class _Nikola(SiteReader):
    PROGRAM, DATA = "Nikola", "data"

    def __init__(self, request: Request) -> None:
        self._galleries: dict[str, Gallery] = {}
        self.config = python_settings.read(request.source / "conf.py")
        self.HOLDS_FUTURE = self.config.get("FUTURE_IS_NOW") is not True
        super().__init__(request)

    def timezone(self) -> str:
        return word(self.config, "TIMEZONE", "UTC")

    def language(self) -> str:
        return word(self.config, "DEFAULT_LANG", "en")

    def base_url(self) -> str:
        return word(self.config, "SITE_URL") or word(self.config, "BASE_URL")

    @cached_property
    def _rules(self) -> list[_Rule]:
        found = list[_Rule]()
        for setting, kind in (("POSTS", "story"), ("PAGES", "page")):
            rows = pairs(self.config, setting) or [
                (f"{setting.lower()}/*.{end}", setting.lower()) for end in ("rst", "md")
            ]
            found += [_Rule(pattern, target.strip("/"), kind) for pattern, target in rows]
        return found

    @cached_property
    def _languages(self) -> list[str]:
        given = self.config.get("TRANSLATIONS")
        return [str(each) for each in given if each != self.language()] if isinstance(given, dict) else []

    def roots(self) -> media.Roots:
        folders = list[tuple[str, str]]()
        for setting, default in (("IMAGE_FOLDERS", {"images": ""}), ("FILES_FOLDERS", {"files": ""})):
            given = self.config.get(setting, default)
            folders += [(str(name), str(each)) for name, each in given.items()] if isinstance(given, dict) else []
        return (*folders, *self._gallery_folders.items())

    @cached_property
    def _gallery_folders(self) -> dict[str, str]:
        given = self.config.get("GALLERY_FOLDERS", {"galleries": "galleries"})
        return {str(name): str(each) for name, each in given.items()} if isinstance(given, dict) else {}

    def place(self, path: str, line: int = 0) -> SourcePlace:
        """See ``ProgramSite``. The place of a gallery without a text is its folder."""
        gallery = self._galleries.get(path)
        return super().place((gallery.text or gallery.folder) if gallery else path, line)

    def _page_of(self, gallery: Gallery) -> SiteFile | None:
        """Return a page with a gallery's pictures below its text; None, with a note, if the text cannot be read."""
        if gallery.text:
            return self.copy(gallery.text, lambda data: self._gallery(gallery, parts_of(data, gallery.text)))
        return self._gallery(gallery, SplitFile(None, "", 1))

    def _gallery(self, gallery: Gallery, parts: SplitFile) -> SiteFile:
        path, body = f"{gallery.folder}/index.md", parts.body
        if gallery.text.endswith(_RST):
            body = rst.html_of(body, lambda what, line: self.tell(path, what, parts.first_line + line - 1))
        entries = {**entries_from({"title": gallery.name}), **(parts.front.entries if parts.front else {})}
        whole = f"{body.strip()}\n\n{gallery.blocks(entries['title'].value.text or gallery.name)}\n"
        front = FrontMatter(entries, 1, ":", spaced=False)
        return read_copy(b"", path, self.settings, "page", parts=SplitFile(front, whole, parts.first_line))

    def _rule(self, path: str) -> _Rule | None:
        """Return the rule that applies to a file. Patterns also apply to the folders below."""
        for each in self._rules:
            folder, name = posixpath.split(each.pattern)
            inside = not folder or path.startswith(f"{folder}/")
            if inside and fnmatch(PurePosixPath(self._plain(path)).name, name):
                return each
        return None

    def _plain(self, path: str) -> str:
        code = self._language_of(path)
        return re.sub(rf"\.{re.escape(code)}(\.\w+)\Z", r"\1", path) if code else path

    def _language_of(self, path: str) -> str:
        return next((code for code in self._languages if re.search(rf"\.{re.escape(code)}\.\w+\Z", path)), "")

    def texts(self) -> Iterator[SiteFile]:
        for gallery in galleries(self.root, self._gallery_folders):
            self._galleries[f"{gallery.folder}/index.md"] = gallery
            if page := self._page_of(gallery):
                yield page
        others = ("output", "cache", "themes", "templates", "plugins", "images", "files", *self._gallery_folders)
        for path in walk(self.root, others):
            rule = self._rule(path)
            folders = {posixpath.dirname(each.pattern) for each in self._rules} - {""}
            if path.lower().endswith(_OTHER) and any(path.startswith(f"{each}/") for each in folders):
                self.tell(path, "not moved: its markup is neither Markdown nor reStructuredText nor HTML")
            elif rule and path.lower().endswith(_READ):
                copy = self.copy(path, lambda data, path=path, rule=rule: self._read(data, path, rule))  # type: ignore[misc]
                if copy:
                    yield copy

    def _read(self, data: bytes, path: str, rule: _Rule) -> SiteFile:
        parts = parts_of(data, path)
        meta = re.sub(r"\.\w+\Z", ".meta", path)
        if (self.root / meta).is_file():
            parts = _beside(text_of(self.root / meta), parts)
        entries = dict(parts.front.entries) if parts.front else {}
        renamed = {"previewimage": "image"}
        entries = {renamed.get(name, name): each for name, each in entries.items()}
        if "image" in entries:
            entries["image"] = replace(entries["image"], name="image")
        tags = [each.strip() for each in entries["tags"].value.text.split(",")] if "tags" in entries else []
        state = next((each for each in tags if each.lower() in ("draft", "private", "retired")), "")
        values = {"author": word(self.config, "BLOG_AUTHOR")} if rule.kind == "story" else {}
        values |= {"lang": self._language_of(path)} if self._language_of(path) else {}
        values |= {"status": state.lower()} if state else {}
        front = replace(parts.front, entries=entries) if parts.front else None
        defaults: dict[str, FrontMatterEntry] = entries_from({name: each for name, each in values.items() if each})
        return read_copy(data, path, self.settings, rule.kind, defaults, parts=replace(parts, front=front))

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        status = copy.text("status").lower()
        if status in ("draft", "private"):
            return status, f"status: {status}"
        return super().why_not(copy)

    def address_of(self, copy: SiteFile) -> str:
        if gallery := self._galleries.get(copy.path):
            return f"/{gallery.public}/"
        rule = self._rule(copy.path)
        folder = posixpath.dirname(copy.path).removeprefix(posixpath.dirname(rule.pattern) if rule else "").strip("/")
        code = self._language_of(copy.path)
        stem = PurePosixPath(self._plain(copy.path)).stem
        slug = copy.text("slug") or stem
        whole = "/".join(filter(None, (self._folder(code), rule.target if rule else "", folder, slug)))
        is_pretty = self.config.get("PRETTY_URLS", True) and copy.text("pretty_url").lower() not in ("false", "no")
        return f"/{whole.removesuffix('index')}" if slug == "index" else f"/{whole}/" if is_pretty else f"/{whole}.html"

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the redirects in the settings to a text, and its addresses in languages without its translation."""
        own = {self.addresses[copy.path].rstrip("/"), f"{self.addresses[copy.path].rstrip('/')}/index.html"}
        found = (f"/{old.lstrip('/')}" for old, new in pairs(self.config, "REDIRECTIONS") if new.rstrip("/") in own)
        return (*found, *self._untranslated(copy), *copy.names("aliases"))

    def _untranslated(self, copy: SiteFile) -> Iterator[str]:
        if self.config.get("SHOW_UNTRANSLATED_POSTS", True) is not True or self._language_of(copy.path):
            return
        for code in self._languages:
            if not (self.root / re.sub(r"(\.\w+)\Z", rf".{code}\1", copy.path)).is_file():
                yield f"/{self._folder(code)}{self.addresses[copy.path]}"

    def _folder(self, code: str) -> str:
        """Return the folder of a language: ``TRANSLATIONS = {"tr": "./tr"}``."""
        given = self.config.get("TRANSLATIONS")
        return str(given.get(code) or code).strip("./") if isinstance(given, dict) and code else ""

    def form_of(self, copy: SiteFile) -> Form:
        return "markdown" if copy.path.lower().endswith((".md", ".mdown", ".markdown")) else "html"

    def body_of(self, copy: SiteFile, notes: list[LostPart]) -> tuple[str, Form]:
        copy = replace(copy, body=_TEASER.sub("<!--more-->", copy.body))
        if not copy.path.lower().endswith(_RST):
            return super().body_of(copy, notes)

        def say(what: str, line: int) -> None:
            notes.append(LostPart(self.place(copy.path, copy.first_line + line - 1), what))

        found = self.instructions(copy, rst.html_of(copy.body, say), "html", lambda what, _: say(what, 1))
        return self.html_with_links(found.restored(found.made()), copy), "html"

    def instructions(self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]) -> Instructions:
        return Shortcodes(text, form, say, lambda *_: None)

    def link(self, address: str, copy: SiteFile) -> str:
        """See ``ProgramSite``: resolves links such as ``link://slug/name``, and another post's file by its path."""
        found = _LINK.fullmatch(address)
        if not found:
            return address
        name, part = (found["name"] or "").strip("/"), found["part"] or ""
        match found["kind"]:
            case "filename":
                return f"{self.addresses.get(name, f'/{name}')}{part}"
            case "slug":
                of_slug = (
                    path for path, own in self.copies.items() if (own.text("slug") or PurePosixPath(path).stem) == name
                )
                path = next(of_slug, "")
                return f"{self.addresses[path]}{part}" if path else f"/{name}"
            case "tag" | "category" | "author":
                return self._list(found["kind"], name)
        return "/"

    def _list(self, kind: str, name: str) -> str:
        """Return the address of a list."""
        folder = word(self.config, f"{kind.upper()}_PATH", "authors" if kind == "author" else "categories")
        prefix = word(self.config, "CATEGORY_PREFIX", "cat_") if kind == "category" else ""
        end = "/" if self.config.get("PRETTY_URLS", True) else ".html"
        return f"/{folder.strip('/')}/{prefix}{slugified(name)}{end}"

    def files(self) -> Iterator[tuple[str, str]]:
        for folder, public in self.roots():
            for path in walk(self.root / folder) if (self.root / folder).is_dir() else ():
                yield f"{folder}/{path}", f"/{public}/{path}".replace("//", "/")

    def lists(self) -> Iterator[Redirect]:
        public = [each for each in self.copies.values() if each.kind == "story" and not self.why_not(each)[0]]
        every = (
            ("section", "category", {str(each.values.get("section", "")) for each in public}),
            ("tag", "tag", {name for each in public for name in each.names("tags")}),
        )
        for kind, their_kind, names in every:
            for name in sorted(names - {""}):
                yield Redirect(self.place(""), self._list(their_kind, name), kind, name)  # type: ignore[arg-type]

    def site(self) -> SiteSettings:
        links = self.config.get("NAVIGATION_LINKS")
        rows = links.get(self.language()) if isinstance(links, dict) else None
        entries = [each for each in rows if isinstance(each, list) and len(each) == 2] if isinstance(rows, list) else []
        menu = [(str(name), address) for address, name in entries if isinstance(address, str)]
        return SiteSettings(
            title=word(self.config, "BLOG_TITLE"),
            description=word(self.config, "BLOG_DESCRIPTION"),
            base_url=self.base_url(),
            language=self.language().replace("_", "-"),
            timezone=word(self.config, "TIMEZONE"),
            menu=self.menu(iter(menu)),
        )


def _beside(meta: str, parts: SplitFile) -> SplitFile:
    """Return a post whose fields are in a separate file, so that its entire text is the body."""
    found = header.of_nikola(meta)
    entries, superseded = header.fields(found[0] if found else meta, 1)
    return SplitFile(FrontMatter(entries, 1, ":", superseded, spaced=False), parts.body, parts.first_line)
