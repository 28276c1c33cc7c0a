"""Hugo: the folder of a site, with its content, page bundles, data, menus and settings.

https://gohugo.io/documentation/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path, PurePosixPath

from generator.editorial.moving._moved import Item, LostPart, MediaFile, Moved, Redirect, Request, SiteSettings
from generator.editorial.moving._sites import hugo_settings, media
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.files import entries_from, table, texts, walk, word
from generator.editorial.moving._sites.hugo_addresses import address, urlized
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.reader import SiteReader, found_at
from generator.editorial.moving._sites.shortcodes import Shortcodes
from generator.reading.adopted import dates
from generator.reading.fields.values import FrontMatterEntry, Plain

_READ = (".md", ".markdown", ".mdown", ".html", ".htm", ".mdx")
_OTHER = (".adoc", ".asciidoc", ".ad", ".org", ".rst", ".pandoc", ".pdc", ".ipynb")


def recognises(source: Path) -> bool:
    """Return whether a folder has the settings of Hugo."""
    return source.is_dir() and hugo_settings.is_of_hugo(source)


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the site."""
    return _Hugo(request).items()


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file for an address, in a page's bundle, in static/ or in assets/."""
    return found_at(_Hugo, address, moved, request)


class _Hugo(SiteReader):
    PROGRAM, BARE_LINKS = "Hugo", True

    def __init__(self, request: Request) -> None:
        self.config = hugo_settings.read(request.source)
        self.languages = hugo_settings.languages(self.config)
        self.first = word(self.config, "defaultcontentlanguage") or "en"
        self.content = (word(self.config, "contentdir") or "content").strip("./")
        self.DATA = (word(self.config, "datadir") or "data").strip("./")
        self._cascades: list[tuple[str, dict[str, FrontMatterEntry], str]] = []
        super().__init__(request)

    def timezone(self) -> str:
        return word(self.config, "timezone") or "UTC"

    def language(self) -> str:
        own = self.languages.get(self.first, {})
        code = word(own, "locale", "languagecode") or word(
            self.config, "locale", "languagecode", "defaultcontentlanguage"
        )
        return code.replace("_", "-") or self.request.language

    def base_url(self) -> str:
        return word(self.config, "baseurl")

    def has_typography(self) -> bool:
        given = table(table(table(self.config, "markup"), "goldmark"), "extensions")
        return given.get("typographer") is not False and table(given, "typographer").get("disable") is not True

    def roots(self) -> media.Roots:
        static = texts(self.config.get("staticdir")) or ["static"]
        return (*((each, "") for each in static), ("assets", ""), *((each, "") for each in self._contents))

    @cached_property
    def _contents(self) -> dict[str, str]:
        """The content folders, each with its language; the language is empty for the folder with all languages."""
        own = {
            word(each, "contentdir").strip("./"): code
            for code, each in self.languages.items()
            if word(each, "contentdir")
        }
        return own or {self.content: ""}

    @cached_property
    def _paths(self) -> list[tuple[str, str]]:
        """The files in the content folders, each with its folder."""
        return [
            (f"{folder}/{path}", folder)
            for folder in self._contents
            if (self.root / folder).is_dir()
            for path in walk(self.root / folder)
        ]

    def texts(self) -> Iterator[SiteFile]:
        self._read_cascades()
        bundles = {
            posixpath.dirname(path) for path, _ in self._paths if PurePosixPath(self._plain(path)).stem == "index"
        }
        for path, folder in self._paths:
            name = PurePosixPath(self._plain(path))
            if self._is_ignored(path):
                self.withhold(path, f"{path} (in ignoreFiles)", "not rendered")
                continue
            if path.lower().endswith(_OTHER):
                self.tell(path, "not moved: its markup is neither Markdown nor HTML")
            if not path.lower().endswith(_READ):
                continue
            above = {str(each) for each in PurePosixPath(path).parents}
            if name.stem != "index" and above & bundles:
                self.tell(path, "not moved by itself: Hugo has it only as a part of the page in its folder")
                continue
            copy = self.copy(path, lambda data, path=path, folder=folder: self._read(data, path, folder))  # type: ignore[misc]
            if not copy:
                continue
            if name.stem == "_index":
                self._section(copy, folder)
            else:
                yield copy

    def _is_ignored(self, path: str) -> bool:
        """Return whether a pattern in ``ignoreFiles`` matches a file's full path."""
        return any(each.search(f"/{path}") for each in self._ignored)

    @cached_property
    def _ignored(self) -> list[re.Pattern[str]]:
        found = list[re.Pattern[str]]()
        for each in texts(self.config.get("ignorefiles")):
            try:
                found.append(re.compile(each))
            except re.error:
                self.notes.append(LostPart(self.place(""), f"an entry of ignoreFiles cannot be read: {each[:80]}"))
        return found

    def _section(self, copy: SiteFile, folder: str) -> None:
        """Handle a text above a list: that of a section or a term becomes its description."""
        kinds = hugo_settings.taxonomies(self.config)
        code, parts = self._language_of(copy.path, folder), PurePosixPath(copy.path).relative_to(folder).parts[:-1]
        match [each.lower() for each in parts] if not code else []:
            case [_] if name := self.titled_folder(copy, folder):
                self.describe(copy, "section", name, f"/{urlized(parts[0])}/")
            case ["authors", _]:
                self.describe(copy, "byline", str(copy.values.get("headline", "")) or parts[1], f"/authors/{parts[1]}/")
            case [("tags" | "categories") as field, _] if field in kinds.values():
                self.describe(copy, "tag" if field == "tags" else "section", parts[1], f"/{field}/{urlized(parts[1])}/")
            case _ if copy.body.strip():
                what = "the front page" if not parts else "a list that has no description here"
                self.tell(copy.path, f"the text of {what} is not moved", copy.first_line)

    def _plain(self, path: str) -> str:
        """Return the path of a file without the language in its name."""
        found = re.fullmatch(r"(.*)\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)(\.\w+)", path)
        return f"{found[1]}{found[3]}" if found and found[2].lower() in map(str.lower, self.languages) else path

    def _language_of(self, path: str, folder: str) -> str:
        """Return the key of a file's language; empty for the site's own."""
        if self._contents.get(folder):
            code = self._contents[folder]
        else:
            found = re.fullmatch(r".*\.([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\.\w+", path)
            code = found[1].lower() if found and self._plain(path) != path else ""
        return "" if code == self.first else code

    def _read(self, data: bytes, path: str, folder: str) -> SiteFile:
        defaults = self._defaults(path, folder)
        if code := self._language_of(path, folder):
            own = word(self.languages.get(code, {}), "locale", "languagecode") or code
            defaults |= entries_from({"lang": own})
        found = read_copy(data, path, self.settings, "story", defaults)
        inside = PurePosixPath(self._plain(path)).relative_to(folder)
        at_root = len(inside.parts) == 1 or (inside.stem == "index" and len(inside.parts) == 2)
        kind = "page" if at_root or not found.time("published") else "story"
        return found if kind == "story" else read_copy(data, path, self.settings, kind, defaults)

    def _read_cascades(self) -> None:
        """Read the fields that ``cascade`` sets for pages, in the settings and in the ``_index.md`` above them."""
        for row in _rows(self.config.get("cascade")):
            self._cascade(self.content, row)
        for path, _ in self._paths:
            if PurePosixPath(self._plain(path)).stem != "_index":
                continue
            copy = self.copy(path, lambda data, path=path: read_copy(data, path, self.settings, "page"))  # type: ignore[misc]
            given = (
                next((each.value.plain for name, each in copy.entries.items() if name.lower() == "cascade"), None)
                if copy
                else None
            )
            for row in _rows(given):
                self._cascade(posixpath.dirname(path), row)

    def _cascade(self, folder: str, row: Mapping[str, Plain]) -> None:
        target = table(row, "_target", "target")
        values = {name: each for name, each in row.items() if name not in ("_target", "target", "params")}
        self._cascades.append((folder, entries_from({**values, **table(row, "params")}), word(target, "path")))

    def _defaults(self, path: str, folder: str) -> dict[str, FrontMatterEntry]:
        found = dict[str, FrontMatterEntry]()
        inside = "/" + re.sub(r"(?:/index)?\.\w+\Z", "", path.removeprefix(f"{folder}/"))
        for above, values, target in self._cascades:
            if path.startswith(f"{above}/") and (not target or _matches(inside, target)):
                found |= values
        return found

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        """See ``ProgramSite``. Hugo shows ``date``, but publishes on ``publishDate``."""
        if not copy.why and (written := copy.text("publishDate", "pubdate")):
            moment = dates.read(written, self.settings.zone)
            if moment and moment.time > self.request.now:
                return "scheduled", f"publishDate: {written}"
        if not copy.why and (shown := self.published_of(copy)) and shown > self.request.now:
            return "scheduled", f"for {shown:%Y-%m-%d %H:%M}"
        return super().why_not(copy)

    def published_of(self, copy: SiteFile) -> datetime | None:
        """See ``ProgramSite``."""
        moment = dates.read(copy.text("date"), self.settings.zone) if copy.text("date") else None
        return moment.time if moment else super().published_of(copy)

    def address_of(self, copy: SiteFile) -> str:
        folder = next(each for each in self._contents if copy.path.startswith(f"{each}/"))
        code = self._language_of(copy.path, folder)
        always = str(self.config.get("defaultcontentlanguageinsubdir")).lower() == "true"
        prefix = f"/{code or self.first}" if code or always else ""
        ugly = str(self.config.get("uglyurls")).lower() == "true"
        patterns = hugo_settings.permalinks(self.config)
        return address(copy, self._plain(copy.path), patterns, prefix.lower(), ugly, folder)

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return ``aliases``. One without a leading slash is relative to the folder above the page."""
        own = self.addresses[copy.path]
        given = next((each.value.plain for name, each in copy.entries.items() if name.lower() == "aliases"), None)
        above = posixpath.dirname(own.rstrip("/"))
        return tuple(
            each if each.startswith("/") or "://" in each else posixpath.normpath(f"{above}/{each}")
            for each in texts(given)
        )

    def section_of(self, copy: SiteFile) -> str:
        """Return the first category, or otherwise the title of the folder."""
        if named := super().section_of(copy):
            return named
        folder = next(each for each in self._contents if copy.path.startswith(f"{each}/"))
        return self.titled_folder(copy, folder)

    def instructions(self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]) -> Instructions:
        return Shortcodes(text, form, say, lambda name, values, _: self._reference(name, values, copy))

    def _reference(self, name: str, values: tuple[str, ...], copy: SiteFile) -> str | None:
        if name in ("ref", "relref"):
            return self._named(values[0] if values else "", copy)
        if name == "param" and values:
            plain = {key.lower(): each.value.plain for key, each in copy.entries.items()}
            found = plain.get(values[0].lower(), table(self.config, "params").get(values[0]))
            return str(found) if isinstance(found, str | int | float) else None
        return None

    def _named(self, written: str, copy: SiteFile) -> str:
        """Return the address of the page that a reference names by its path, or by a name that only one page has."""
        target, sign, part = written.partition("#")
        if not target:
            return f"{sign}{part}"
        whole = re.sub(r"(?:/_?index)?(?:\.\w{2,8})?/?\Z", "", target)
        folder = next(each for each in self._contents if copy.path.startswith(f"{each}/"))
        names = [f"{folder}/{whole.lstrip('/')}"]
        if not target.startswith("/"):
            names.insert(0, posixpath.normpath(posixpath.join(posixpath.dirname(copy.path), whole)))
        stems = {re.sub(r"(?:/_?index)?\.\w+\Z", "", self._plain(path)): path for path in self.addresses}
        path = next((stems[each] for each in names if each in stems), "")
        if not path:
            last = [each for stem, each in stems.items() if stem.endswith(f"/{whole.strip('/')}")]
            path = last[0] if len(last) == 1 else ""
        return f"{self.addresses[path]}{sign}{part}" if path else ""

    def link(self, address: str, copy: SiteFile) -> str:
        """Return a link to another page by its path, as Hugo's own render hook reads it."""
        if re.match(r"[A-Za-z][\w+.-]*:|//|#", address) or not re.search(r"\.(?:md|markdown|html)(?:#.*)?\Z", address):
            return address
        return self._named(address, copy) or address

    def files(self) -> Iterator[tuple[str, str]]:
        for folder in texts(self.config.get("staticdir")) or ["static"]:
            for path in walk(self.root / folder) if (self.root / folder).is_dir() else ():
                yield f"{folder}/{path}", f"/{path}"
        yield from self._of_bundles()

    def _of_bundles(self) -> Iterator[tuple[str, str]]:
        """Yield the files in the bundles of pages that readers saw."""
        for path, own in self.addresses.items():
            if PurePosixPath(self._plain(path)).stem != "index" or self.why_not(self.copies[path])[0]:
                continue
            folder = posixpath.dirname(path)
            for each, _ in self._paths:
                text = each.lower().endswith((*_READ, *_OTHER))
                if each.startswith(f"{folder}/") and not text and not self._is_ignored(each):
                    yield each, f"{own.rstrip('/')}/{each.removeprefix(f'{folder}/')}"

    def lists(self) -> Iterator[Redirect]:
        kinds = hugo_settings.taxonomies(self.config)
        public = [each for each in self.copies.values() if not self.why_not(each)[0]]
        sections = {name for each in public if (name := self.section_of(each))}
        for field, names in (
            ("tags", {name for each in public for name in each.names("tags")}),
            ("categories", sections),
        ):
            for name in sorted(names) if field in kinds else ():
                kind = "section" if field == "categories" else "tag"
                yield Redirect(self.place(""), f"/{kinds[field]}/{urlized(name)}/", kind, name)  # type: ignore[arg-type]

    def site(self) -> SiteSettings:
        return SiteSettings(
            title=word(self.config, "title"),
            description=word(table(self.config, "params"), "description"),
            tagline=word(table(self.config, "params"), "subtitle", "tagline"),
            base_url=self.base_url(),
            language=self.language(),
            timezone=word(self.config, "timezone"),
            menu=self.menu(iter(hugo_settings.menu(self.config))),
        )


def _matches(path: str, target: str) -> bool:
    """Return whether a pattern of ``cascade`` matches a page; ``{a,b}`` matches either."""
    if found := re.search(r"\{([^{}]*)\}", target):
        before, after = target[: found.start()], target[found.end() :]
        return any(_matches(path, f"{before}{each}{after}") for each in found[1].split(","))
    return fnmatch(path.casefold(), target.replace("**", "*").casefold())


def _rows(value: Plain) -> list[dict[str, Plain]]:
    rows = value if isinstance(value, list) else [value]
    return [each for each in rows if isinstance(each, dict)]
