"""Jekyll: the folder of a site, with its posts, drafts, collections, pages, data and settings.

https://jekyllrb.com/docs/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.editorial.moving._moved import Item, MediaFile, Moved, Redirect, Request, SiteSettings
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.files import (
    data_of,
    entries_from,
    first_of,
    table,
    text_of,
    texts,
    values_of,
    walk,
    word,
)
from generator.editorial.moving._sites.instructions import Instructions, outside_code
from generator.editorial.moving._sites.jekyll_addresses import STYLES, filled, page_address
from generator.editorial.moving._sites.liquid import Liquid, looked_up
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.reader import SiteReader, found_at
from generator.reading.fields.values import FrontMatterEntry, Plain

_CONFIG = ("_config.yml", "_config.yaml", "_config.toml")
_POST = re.compile(r"(?:.*/)?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)\.[^./]+")
_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mkdown")
_READ = (*_MARKDOWN, ".html", ".htm")
_EXCLUDED = ("Gemfile", "Gemfile.lock", "README*", "LICENSE*", "CHANGELOG*", "*.gemspec", "Rakefile", "package*.json")
_ATTRIBUTES = re.compile(r"\{:(?!\s*toc|:|[^{}]*#[\w-]+[\s}])(?:[^{}]++|\{\{[^{}]*+\}\})*+\}")
"""Attributes of kramdown that only matter for the old site's design."""

_OF_JEKYLL = frozenset(
    (
        *("content", "title", "excerpt", "url", "date", "id", "categories", "category", "collection", "tags", "dir"),
        *("name", "path", "next", "previous", "slug", "ext", "relative_path", "output", "layout", "draft"),
    )
)
"""The fields that Jekyll itself sets for a page, even if its front matter does not."""

_UNPUBLISHED = ("_site", "_layouts", "_includes", "_sass", "_plugins", "_data", ".jekyll-cache")


def recognises(source: Path) -> bool:
    """Return whether a folder has the settings of Jekyll, or its posts."""
    return source.is_dir() and bool(first_of(source, *_CONFIG) or (source / "_posts").is_dir())


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the site."""
    return _Jekyll(request).items()


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file for an address. Jekyll publishes every file at its path."""
    return found_at(_Jekyll, address, moved, request)


class _Jekyll(SiteReader):
    PROGRAM, DATA, WHOLE_HTML = "Jekyll", "_data", True

    def __init__(self, request: Request) -> None:
        self.config = values_of(first_of(request.source, *_CONFIG))
        self.style = word(self.config, "permalink") or "date"
        super().__init__(request)

    def timezone(self) -> str:
        return word(self.config, "timezone") or self.request.timezone

    def language(self) -> str:
        return word(self.config, "lang", "locale", "language").replace("_", "-") or self.request.language

    @cached_property
    def _data(self) -> dict[str, Plain]:
        return data_of(self.root, "_data")

    @cached_property
    def _paths(self) -> list[str]:
        left_out = [*texts(self.config.get("exclude")), *_EXCLUDED]
        kept = texts(self.config.get("include"))
        paths = walk(self.root, (*_UNPUBLISHED, word(self.config, "destination") or "_site"))
        return [path for path in paths if any(fnmatch(path, each) for each in kept) or not _is_excluded(path, left_out)]

    def texts(self) -> Iterator[SiteFile]:
        for path in self._paths:
            kind, of = self._kind(path)
            if not kind:
                continue
            if not path.lower().endswith(_READ):
                self.tell(path, "not moved: this is neither Markdown nor HTML")
                continue
            copy = self.copy(path, lambda data, path=path, kind=kind, of=of: self._read(data, path, kind, of))  # type: ignore[misc]
            if copy and "redirect_to" in copy.entries:
                self.tell(path, f"not moved: it only leads to {copy.text('redirect_to') or 'another place'}")
            elif copy and self.is_front(path) and copy.kind == "page":
                self.tell(path, "the front page is not moved: Broadsheet makes its own")
            elif copy:
                yield copy

    def is_front(self, path: str) -> bool:
        """Return whether a page is the front page."""
        return PurePosixPath(path).stem == "index" and "/" not in path

    def _kind(self, path: str) -> tuple[str, str]:
        """Return the kind of a file, story or page, and its collection; empty if it is not a text."""
        parts = PurePosixPath(path).parts
        if "_posts" in parts[:-1]:
            if _POST.fullmatch(path):
                return "story", "posts"
            self.tell(path, "not moved: Jekyll does not read it, since its name does not begin with a date")
            return "", ""
        if "_drafts" in parts[:-1]:
            return "story", "drafts"
        folder = next((part for part in parts[:-1] if part.startswith("_")), "")
        if folder:
            name = folder.removeprefix("_")
            known = table(self.config, "collections")
            if name in known or name in texts(self.config.get("collections")):
                return ("page", name) if path.lower().endswith(_READ) else ("", "")
            return "", ""
        if parts[-1].startswith("_") or not path.lower().endswith(_READ) or parts[-1] == "404.html":
            return "", ""
        return ("page", "") if text_of(self.root / path)[:4].startswith("---") else ("", "")

    def _read(self, data: bytes, path: str, kind: str, of: str) -> SiteFile:
        defaults = self._defaults(path, of or "pages")
        folders = [*PurePosixPath(path).parent.parts]
        above = folders[: folders.index("_posts")] if "_posts" in folders else []
        copy = read_copy(data, path, self.settings, kind, defaults, spaced=True)
        if above:
            names = [*above, *texts(_plain(copy, "categories")), *texts(_plain(copy, "category"))]
            more = entries_from({"categories": names})
            copy = read_copy(data, path, self.settings, kind, {**defaults, **more}, spaced=True)
        if kind == "page" and of and _plain(copy, "date") and copy.text("date"):
            copy = read_copy(data, path, self.settings, "story", defaults, spaced=True)
        return copy

    def _defaults(self, path: str, kind: str) -> dict[str, FrontMatterEntry]:
        """Return the front matter defaults of a file; those for the deepest folder take precedence."""
        found: list[tuple[int, dict[str, FrontMatterEntry]]] = []
        rows = self.config.get("defaults")
        for row in rows if isinstance(rows, list) else ():
            scope = table(row, "scope") if isinstance(row, dict) else {}
            where, of = word(scope, "path").strip("/"), word(scope, "type")
            inside = not where or path == where or path.startswith(f"{where}/") or fnmatch(path, where)
            same = not of or of in (kind, kind.removesuffix("s")) or (of == "posts" and kind == "drafts")
            if inside and same and isinstance(row, dict):
                found.append((where.count("/") + bool(where), entries_from(table(row, "values"))))
        return {name: each for _, values in sorted(found, key=lambda pair: pair[0]) for name, each in values.items()}

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        parts = PurePosixPath(copy.path).parts
        if "_drafts" in parts:
            return "draft", "in _drafts/"
        collection = next((part[1:] for part in parts[:-1] if part.startswith("_") and part != "_posts"), "")
        if collection and _output(self.config, collection) is not True:
            return "not rendered", f"the collection {collection} has no pages of its own"
        if self.config.get("future") is True and copy.time("published") and not copy.why:
            return "", ""
        return super().why_not(copy)

    def published_of(self, copy: SiteFile) -> datetime | None:
        """Return the date that readers saw, which is also in addresses, in the site's time zone."""
        moment = copy.time("published")
        return moment.astimezone(self.settings.zone) if moment else None

    def address_of(self, copy: SiteFile) -> str:
        return self._addressed(copy, self.published_of(copy))

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        """See ``ProgramSite``. A site without a time zone used the machine's, perhaps that of its written dates."""
        found = super().aliases_of(copy)
        as_written = self._addressed(copy, copy.time("published"))
        same = word(self.config, "timezone") or as_written == self.addresses[copy.path]
        return found if same else (*found, as_written)

    def _addressed(self, copy: SiteFile, moment: datetime | None) -> str:
        permalink = copy.text("permalink")
        name = _POST.fullmatch(copy.path)
        collection = next((part[1:] for part in PurePosixPath(copy.path).parts[:-1] if part.startswith("_")), "")
        if not name and not collection:
            return page_address(copy.path, permalink, self.style)
        of = table(table(self.config, "collections"), collection)
        pattern = (
            permalink
            or word(of, "permalink")
            or ("" if name or collection == "drafts" else "/:collection/:path:output_ext")
        )
        return filled(pattern or STYLES.get(self.style, self.style), copy, name[2] if name else "", collection, moment)

    def base_url(self) -> str:
        return _base_url(self.config)

    def has_typography(self) -> bool:
        is_kramdown = (word(self.config, "markdown") or "kramdown").lower() in ("kramdown", "kramdownparser")
        quotes = texts(table(self.config, "kramdown").get("smart_quotes"))
        return is_kramdown and not "".join(quotes).startswith(("apos", "39"))

    def bylines_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the names of authors, whom posts may name by a key of ``_data/authors.yml``."""
        people = table(self._data, "authors")
        return tuple(
            (word(person, "name", "display_name") or each) if isinstance(person := people.get(each), dict) else each
            for each in copy.names("bylines")
        )

    def instructions(self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]) -> Instructions:
        page = {name: each.value.plain for name, each in copy.entries.items()} | {"url": self.addresses[copy.path]}
        site: dict[str, Plain] = {**self.config, "data": self._data}
        site.setdefault("baseurl", "")
        values: Mapping[str, Plain] = {"site": site, "page": page, "jekyll": {"environment": "production"}}
        own = ("site.url", "site.baseurl")

        def is_absent(name: str) -> bool:
            field = name.removeprefix("page.").partition(".")[0]
            return name.startswith("page.") and field not in page and field not in _OF_JEKYLL

        value = lambda name: "" if name in own else looked_up(name, values)  # noqa: E731
        return Liquid(outside_code(_ATTRIBUTES, text), form, say, value, self._named, is_absent)

    def _named(self, name: str) -> str:
        """Return the address of a post or file that a tag names."""
        wanted = name.strip("/")
        for path, address in self.addresses.items():
            stem = re.sub(r"\.\w+\Z", "", path)
            if path == wanted or stem.replace("_posts/", "").endswith(wanted.replace("_posts/", "")):
                return address
        return f"/{wanted}" if (self.root / wanted).is_file() else ""

    def files(self) -> Iterator[tuple[str, str]]:
        for path in self._paths:
            if not any(part.startswith("_") for part in PurePosixPath(path).parts) and path not in self.copies:
                yield path, f"/{path}"

    def lists(self) -> Iterator[Redirect]:
        """Yield the lists of jekyll-archives, if the site has them."""
        archives = table(self.config, "jekyll-archives")
        enabled = archives.get("enabled")
        patterns = table(archives, "permalinks")
        for kind, setting, one in (("section", "categories", "category"), ("tag", "tags", "tag")):
            if not archives or not (enabled == "all" or setting in texts(enabled)):
                continue
            pattern = word(patterns, one) or f"/{one}/:name/"
            for name in self._terms(kind):
                address = pattern.replace(":name", re.sub(r"[^\w]+", "-", name.lower()).strip("-"))
                yield Redirect(self.place(""), address, kind, name)  # type: ignore[arg-type]

    def _terms(self, kind: str) -> list[str]:
        """Return the sections or tags of the posts that readers saw."""
        found = dict[str, None]()
        for copy in self.copies.values():
            if copy.kind == "story" and not self.why_not(copy)[0]:
                names = [str(copy.values.get("section", ""))] if kind == "section" else copy.names("tags")
                found |= dict.fromkeys(filter(None, names))
        return [*found]

    def site(self) -> SiteSettings:
        menu = self._data.get("navigation")
        rows = menu if isinstance(menu, list) else table(self._data, "navigation").get("main", [])
        entries = [
            (word(row, "title", "name"), word(row, "url", "link", "href"))
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict)
        ]
        return SiteSettings(
            title=word(self.config, "title", "name"),
            tagline=word(self.config, "tagline"),
            description=" ".join(word(self.config, "description").split()),
            base_url=_base_url(self.config),
            language=word(self.config, "lang", "locale").replace("_", "-"),
            timezone=word(self.config, "timezone"),
            menu=self.menu(iter([each for each in entries if all(each)])),
        )


def _plain(copy: SiteFile, name: str) -> Plain:
    found = next((each for key, each in copy.entries.items() if key.casefold() == name), None)
    if not found:
        return None
    plain: Plain = found.value.plain
    return [*plain.split()] if isinstance(plain, str) and name == "categories" else plain


def _output(config: Mapping[str, Plain], collection: str) -> Plain:
    return table(table(config, "collections"), collection).get("output")


def _is_excluded(path: str, patterns: list[str]) -> bool:
    parts = PurePosixPath(path).parts
    if any(part.startswith("#") or part.endswith("~") for part in parts):
        return True
    folders = {str(each) for each in PurePosixPath(path).parents}
    return any(fnmatch(path, each) or each.rstrip("/") in folders or path == each.lstrip("/") for each in patterns)


def _base_url(config: Mapping[str, Plain]) -> str:
    url, base = word(config, "url").rstrip("/"), word(config, "baseurl").strip("/")
    return f"{url}/{base}/" if url and base else f"{url}/" if url else ""
