"""Zola: the folder of a site, with its content, files next to pages, taxonomies and settings.

https://www.getzola.org/documentation/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.editorial.moving._moved import Item, MediaFile, Moved, Redirect, Request, SiteSettings
from generator.editorial.moving._sites import media
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.files import entries_from, first_of, table, text_of, texts, values_of, walk, word
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.reader import SiteReader, found_at
from generator.editorial.moving._sites.shortcodes import ZolaShortcodes
from generator.model.slug import slug

_CONFIG = ("config.toml", "zola.toml")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[^_-]*)?[_-]")


def recognises(source: Path) -> bool:
    """Return whether a folder has the settings of Zola, with ``base_url`` where Hugo has ``baseURL``."""
    file = first_of(source, *_CONFIG) if source.is_dir() else None
    return bool(file and re.search(r"(?m)^[ \t]*+base_url\s*+=", text_of(file)))


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the site."""
    return _Zola(request).items()


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file for an address, next to the page, in static/ or in content/."""
    return found_at(_Zola, address, moved, request)


class _Zola(SiteReader):
    PROGRAM, DATA, HOLDS_FUTURE = "Zola", "data", False

    def __init__(self, request: Request) -> None:
        self.config = values_of(first_of(request.source, *_CONFIG))
        self.languages = table(self.config, "languages")
        super().__init__(request)

    def timezone(self) -> str:
        return "UTC"

    def language(self) -> str:
        return word(self.config, "default_language") or self.request.language

    def base_url(self) -> str:
        return word(self.config, "base_url")

    def roots(self) -> media.Roots:
        return (("static", ""), ("content", ""))

    @cached_property
    def _paths(self) -> list[str]:
        ignored = texts(self.config.get("ignored_content"))
        paths = walk(self.root / "content") if (self.root / "content").is_dir() else ()
        return [f"content/{path}" for path in paths if not any(fnmatch(path, each) for each in ignored)]

    def texts(self) -> Iterator[SiteFile]:
        hidden = dict[str, str]()
        for path in self._paths:
            if PurePosixPath(self._plain(path)).name == "_index.md":
                section = self._read_one(path, "page")
                if section and section.why == "draft":
                    hidden[posixpath.dirname(path)] = path
                if section:
                    self._section(section)
        self._hidden = hidden
        for path in self._paths:
            if path.endswith(".md") and PurePosixPath(self._plain(path)).name != "_index.md":
                copy = self._read_one(path, "story")
                if copy and not (copy.time("published") and self._is_in_section(path)):
                    copy = self._read_one(path, "page")
                if copy:
                    yield copy

    def _section(self, copy: SiteFile) -> None:
        """Handle a text above a list: that of a section becomes its description."""
        parts, is_first = PurePosixPath(copy.path).relative_to("content").parts[:-1], not self._language_of(copy.path)
        if len(parts) == 1 and is_first and (name := self.titled_folder(copy, "content")):
            self.describe(copy, "section", name, f"/{slug(parts[0])}/")
        elif copy.body.strip():
            what = "the front page" if not parts else "a list that has no description here"
            self.tell(copy.path, f"the text of {what} is not moved", copy.first_line)

    def _is_in_section(self, path: str) -> bool:
        parts = PurePosixPath(path).relative_to("content").parts
        return len(parts) > (2 if PurePosixPath(self._plain(path)).stem == "index" else 1)

    def _read_one(self, path: str, kind: str) -> SiteFile | None:
        code = self._language_of(path)
        defaults = entries_from({"lang": code} if code else {})
        return self.copy(path, lambda data: read_copy(data, path, self.settings, kind, defaults))

    def _language_of(self, path: str) -> str:
        found = re.fullmatch(r".*\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\.md", path)
        return found[1] if found and found[1] in self.languages else ""

    def _plain(self, path: str) -> str:
        code = self._language_of(path)
        return f"{path.removesuffix(f'.{code}.md')}.md" if code else path

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        above = next((each for each in map(str, PurePosixPath(copy.path).parents) if each in self._hidden), "")
        return ("draft", f"the section {above} is a draft") if above and not copy.why else super().why_not(copy)

    def address_of(self, copy: SiteFile) -> str:
        code = self._language_of(copy.path)
        prefix = f"/{code}" if code else ""
        if path := copy.text("path"):
            return f"{prefix}/{path.strip('/')}/"
        inside = PurePosixPath(self._plain(copy.path)).relative_to("content")
        name = inside.parent.name if inside.stem == "index" else inside.stem
        folder = inside.parent.parent if inside.stem == "index" else inside.parent
        own = slug(copy.text("slug")) or slug(_DATED.sub("", name, count=1)) or slug(name)
        return "/".join((prefix, *map(slug, folder.parts), own)) + "/"

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        given = next((each.value.plain for name, each in copy.entries.items() if name.lower() == "aliases"), None)
        return tuple(each if "://" in each else f"/{each.lstrip('/')}" for each in texts(given))

    def section_of(self, copy: SiteFile) -> str:
        return super().section_of(copy) or self.titled_folder(copy, "content")

    def instructions(self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]) -> Instructions:
        return ZolaShortcodes(text, form, say)

    def link(self, address: str, copy: SiteFile) -> str:
        """See ``ProgramSite``: resolves ``@/blog/name.md#part``, a page by its path in content/."""
        if not address.startswith("@/"):
            return address
        path, sign, part = address[2:].partition("#")
        found = self.addresses.get(f"content/{path}")
        if found:
            return f"{found}{sign}{part}"
        folder = path.removesuffix("_index.md").strip("/")
        return f"/{folder}/" if path.endswith("_index.md") and folder else f"/{path}"

    def files(self) -> Iterator[tuple[str, str]]:
        for path in walk(self.root / "static") if (self.root / "static").is_dir() else ():
            yield f"static/{path}", f"/{path}"
        for path, own in self.addresses.items():
            if PurePosixPath(self._plain(path)).stem != "index" or self.why_not(self.copies[path])[0]:
                continue
            folder = posixpath.dirname(path)
            for each in self._paths:
                if each.startswith(f"{folder}/") and not each.endswith(".md"):
                    yield each, f"{own}{each.removeprefix(f'{folder}/')}"

    def lists(self) -> Iterator[Redirect]:
        rows = self.config.get("taxonomies")
        known = {word(each, "name") for each in rows if isinstance(each, dict)} if isinstance(rows, list) else set()
        public = [each for each in self.copies.values() if not self.why_not(each)[0]]
        for name in sorted({each for copy in public for each in copy.names("tags")} if "tags" in known else ()):
            yield Redirect(self.place(""), f"/tags/{slug(name)}/", "tag", name)
        sections = {str(each.values.get("section", "")) for each in public} - {""}
        for name in sorted(sections if "categories" in known else ()):
            yield Redirect(self.place(""), f"/categories/{slug(name)}/", "section", name)

    def has_typography(self) -> bool:
        return table(self.config, "markdown").get("smart_punctuation") is True

    def site(self) -> SiteSettings:
        return SiteSettings(
            title=word(self.config, "title"),
            description=word(self.config, "description"),
            base_url=self.base_url(),
            language=word(self.config, "default_language"),
            menu=self.menu(self._menu()),
        )

    def _menu(self) -> Iterator[tuple[str, str]]:
        """Yield the menu in ``[extra]``, where themes look for it."""
        extra = table(self.config, "extra")
        rows = next((each for name, each in extra.items() if "menu" in name.lower() or "nav" in name.lower()), None)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and (name := word(row, "name", "title", "text")):
                address = word(row, "url", "link", "path").replace("$BASE_URL", "")
                yield name, self._own(address)

    def _own(self, address: str) -> str:
        base = self.base_url().rstrip("/")
        whole = address.removeprefix(base) if base else address
        return f"/{whole[2:].removesuffix('.md')}/" if whole.startswith("@/") else whole or "/"
