"""Pelican: the folder of a site, with its articles, pages and settings.

https://docs.getpelican.com/en/latest/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from generator.editorial.moving._moved import Item, LostPart, MediaFile, Moved, Redirect, Request, SiteSettings
from generator.editorial.moving._sites import media, python_settings, rst
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.files import entries_from, walk
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.python_settings import pairs, word, words
from generator.editorial.moving._sites.python_sites import filled, parts_of, slugified
from generator.editorial.moving._sites.reader import SiteReader, found_at
from generator.reading.fields.values import FrontMatterEntry

_READ = (".md", ".markdown", ".mkd", ".mdown", ".rst", ".rest", ".html", ".htm")
_OTHER = (".adoc", ".asc", ".asciidoc", ".ipynb", ".org", ".textile")
_LINK = re.compile(
    r"(?:\{(filename|static|attach|index|author|category|tag)\}|\|(filename|static|attach)\|)(.*)", re.DOTALL
)
_DEFAULTS = {"ARTICLE": "{slug}.html", "PAGE": "pages/{slug}.html"}
_IN_LANGUAGE = {"ARTICLE": "{slug}-{lang}.html", "PAGE": "pages/{slug}-{lang}.html"}


def recognises(source: Path) -> bool:
    """Return whether a folder has the settings of Pelican."""
    return source.is_dir() and (source / "pelicanconf.py").is_file()


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the site."""
    return _Pelican(request).items()


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file for an address, in the content folder."""
    return found_at(_Pelican, address, moved, request)


class _Pelican(SiteReader):
    PROGRAM, DATA = "Pelican", ""

    def __init__(self, request: Request) -> None:
        self.config = python_settings.read(request.source / "pelicanconf.py")
        published = python_settings.read(request.source / "publishconf.py")
        self.config |= {name: each for name, each in published.items() if each not in ("", None)}
        self.content = posixpath.normpath(word(self.config, "PATH", "content")).strip("./") or "content"
        self.HOLDS_FUTURE = self.config.get("WITH_FUTURE_DATES") is False
        super().__init__(request)

    def timezone(self) -> str:
        return word(self.config, "TIMEZONE", "UTC")

    def language(self) -> str:
        return word(self.config, "DEFAULT_LANG", "en")

    def base_url(self) -> str:
        return word(self.config, "SITEURL")

    def roots(self) -> media.Roots:
        return ((self.content, ""),)

    def texts(self) -> Iterator[SiteFile]:
        pages = [each.strip("/") for each in words(self.config, "PAGE_PATHS")] or ["pages"]
        articles = [each.strip("/") for each in words(self.config, "ARTICLE_PATHS")] or [""]
        left_out = [each.strip("/") for each in words(self.config, "ARTICLE_EXCLUDES")]
        no_pages = [each.strip("/") for each in words(self.config, "PAGE_EXCLUDES")]
        ignored = words(self.config, "IGNORE_FILES")
        for inside in walk(self.root / self.content) if (self.root / self.content).is_dir() else ():
            path = f"{self.content}/{inside}"
            if any(fnmatch(inside, each) or fnmatch(PurePosixPath(inside).name, each) for each in ignored):
                self.withhold(path, f"{inside} (in IGNORE_FILES)", "not rendered")
                continue
            if inside.lower().endswith(_OTHER):
                self.tell(path, "not moved: its markup is neither Markdown nor reStructuredText nor HTML")
            if not inside.lower().endswith(_READ) or _is_in(inside, words(self.config, "STATIC_PATHS") or ["images"]):
                continue
            if _is_in(inside, pages) and not _is_in(inside, no_pages):
                kind = "page"
            elif _is_in(inside, articles) and not _is_in(inside, [*left_out, *pages]):
                kind = "story"
            else:
                continue
            if copy := self.copy(path, lambda data, path=path, kind=kind: self._read(data, path, kind)):  # type: ignore[misc]
                if kind == "story" and not copy.time("published") and not copy.why:
                    self.tell(path, "not moved: Pelican does not publish an article without a date")
                    continue
                yield copy

    def _read(self, data: bytes, path: str, kind: str) -> SiteFile:
        values = _metadata(self.config.get("DEFAULT_METADATA"))
        if author := word(self.config, "AUTHOR"):
            values.setdefault("author", author)
        inside = PurePosixPath(path).relative_to(self.content)
        if kind == "story" and self.config.get("USE_FOLDER_AS_CATEGORY", True) and len(inside.parts) > 1:
            values["category"] = inside.parent.name
        values |= self._in_path(path, inside)
        extra = self.config.get("EXTRA_PATH_METADATA")
        for where, given in sorted(extra.items()) if isinstance(extra, dict) else ():
            if str(inside) == str(where).strip("/") or str(inside).startswith(f"{str(where).strip('/')}/"):
                values |= _metadata(given)
        parts = parts_of(data, path)
        named = {each.lower() for each in (parts.front.entries if parts.front else {})}
        defaults: dict[str, FrontMatterEntry] = entries_from(values)
        if named & {"author", "authors"}:
            defaults.pop("author", None)
        return read_copy(data, path, self.settings, kind, defaults, parts=parts)

    def _in_path(self, path: str, inside: PurePosixPath) -> dict[str, str]:
        """Return the fields that two settings extract from the path of a file."""
        found = dict[str, str]()
        patterns = (
            (word(self.config, "PATH_METADATA"), str(inside)),
            (word(self.config, "FILENAME_METADATA", r"(?P<date>\d{4}-\d{2}-\d{2}).*"), inside.stem),
        )
        for pattern, text in patterns:
            try:
                match = re.match(pattern, text) if pattern else None
            except re.error:
                self.tell("pelicanconf.py", f"a setting with a pattern for paths cannot be read: {pattern[:80]}")
                continue
            found |= {name: each for name, each in (match.groupdict() if match else {}).items() if each}
        return found

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        status = copy.text("status").lower()
        if status in ("draft", "hidden", "skip"):
            return status, f"status: {status}"
        return super().why_not(copy)

    def address_of(self, copy: SiteFile) -> str:
        return self._filled(copy, "URL")

    def _filled(self, copy: SiteFile, setting: str) -> str:
        kind = "ARTICLE" if copy.kind == "story" else "PAGE"
        language = copy.text("lang")
        foreign = bool(language) and language != self.language()
        name, default = (f"{kind}_LANG", _IN_LANGUAGE[kind]) if foreign else (kind, _DEFAULTS[kind])
        pattern = copy.text(setting.lower()) or word(self.config, f"{name}_{setting}", default)
        values = {
            "slug": self._slug(copy),
            "lang": language or self.language(),
            "category": slugified(str(copy.values.get("section", "")) or word(self.config, "DEFAULT_CATEGORY", "misc")),
            "author": slugified(next(iter(copy.names("bylines")), "")),
        }
        return filled(pattern, values, copy.time("published"))

    def _slug(self, copy: SiteFile) -> str:
        if own := copy.text("slug"):
            return own
        if word(self.config, "SLUGIFY_SOURCE", "title") == "basename":
            return slugified(PurePosixPath(copy.path).stem)
        return slugified(copy.text("title") or str(copy.values.get("headline", "")))

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the path at which Pelican saved a text, if it differs from its address, and its other aliases."""
        saved = self._filled(copy, "SAVE_AS")
        own = self.addresses[copy.path]
        return tuple(each for each in (saved, *copy.names("aliases")) if each.removesuffix("index.html") != own)

    def form_of(self, copy: SiteFile) -> Form:
        return "html" if copy.path.lower().endswith((".html", ".htm", ".rst", ".rest")) else "markdown"

    def body_of(self, copy: SiteFile, notes: list[LostPart]) -> tuple[str, Form]:
        if not copy.path.lower().endswith((".rst", ".rest")):
            return super().body_of(copy, notes)

        def say(what: str, line: int) -> None:
            notes.append(LostPart(self.place(copy.path, copy.first_line + line - 1), what))

        return self.html_with_links(rst.html_of(copy.body, say), copy), "html"

    def link(self, address: str, copy: SiteFile) -> str:
        """See ``ProgramSite``: resolves links such as ``{filename}../name.md``, from content/ or the text's folder."""
        found = _LINK.fullmatch(unquote(address))
        if not found:
            return address
        kind, target = found[1] or found[2], found[3]
        if kind in ("author", "category", "tag"):
            return filled(
                word(self.config, f"{kind.upper()}_URL", f"{kind}/{{slug}}.html"), {"slug": slugified(target)}, None
            )
        if kind == "index":
            return "/"
        path, sign, part = target.partition("#")
        folder = self.content if path.startswith("/") else posixpath.dirname(copy.path)
        file = posixpath.normpath(f"{folder}/{path.lstrip('/')}")
        if kind == "filename" and file in self.addresses:
            return f"{self.addresses[file]}{sign}{part}"
        return "/" + file.removeprefix(f"{self.content}/")

    def files(self) -> Iterator[tuple[str, str]]:
        for folder in words(self.config, "STATIC_PATHS") or ["images"]:
            own = f"{self.content}/{folder.strip('/')}".rstrip("/")
            for path in walk(self.root / own) if (self.root / own).is_dir() else ():
                if f"{own}/{path}" not in self.copies:
                    yield f"{own}/{path}", f"/{own.removeprefix(self.content).strip('/')}/{path}".replace("//", "/")

    def lists(self) -> Iterator[Redirect]:
        public = [each for each in self.copies.values() if each.kind == "story" and not self.why_not(each)[0]]
        every = (
            ("section", "CATEGORY", {str(each.values.get("section", "")) for each in public}),
            ("tag", "TAG", {name for each in public for name in each.names("tags")}),
            ("byline", "AUTHOR", {name for each in public for name in each.names("bylines")}),
        )
        for kind, setting, names in every:
            pattern = word(self.config, f"{setting}_URL", f"{setting.lower()}/{{slug}}.html")
            for name in sorted(names - {""}):
                address = filled(pattern, {"slug": slugified(name)}, None)
                yield Redirect(self.place(""), address, kind, name)  # type: ignore[arg-type]

    def has_typography(self) -> bool:
        return self.config.get("TYPOGRIFY") is True

    def site(self) -> SiteSettings:
        return SiteSettings(
            title=word(self.config, "SITENAME"),
            tagline=word(self.config, "SITESUBTITLE"),
            base_url=self.base_url(),
            language=word(self.config, "DEFAULT_LANG"),
            timezone=word(self.config, "TIMEZONE"),
            menu=self.menu(iter(pairs(self.config, "MENUITEMS"))),
        )


def _metadata(given: object) -> dict[str, str]:
    """Return the fields in a setting, which is a table or a list of pairs."""
    rows = given if isinstance(given, dict) else {}
    if isinstance(given, list):
        rows = {each[0]: each[1] for each in given if isinstance(each, list) and len(each) == 2}
    return {str(name): str(each) for name, each in rows.items()}


def _is_in(path: str, folders: list[str]) -> bool:
    return any(not each or path == each or path.startswith(f"{each}/") for each in folders)
