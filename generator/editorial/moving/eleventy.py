"""Eleventy: the folder of a site, with its templates in Markdown and HTML, its data and settings.

https://www.11ty.dev/docs/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from generator.editorial.moving._moved import Item, MediaFile, Moved, Redirect, Request, SiteSettings
from generator.editorial.moving._sites import media
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.files import data_of, entries_of, first_of, text_of, walk, word
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.liquid import Liquid, evaluated, looked_up
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.reader import SiteReader, found_at
from generator.model.slug import slug
from generator.reading import ignore_lists
from generator.reading.adopting import may_hide
from generator.reading.fields.values import FrontMatterEntry, Plain, Value

_CONFIG = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts")
_READ = (".md", ".html", ".njk", ".liquid")
_DIR = re.compile(r"""\b(input|output|includes|layouts|data)\s*:\s*["'`]([^"'`]*)["'`]""")
_PREFIX = re.compile(r"""\bpathPrefix\s*:\s*["'`]([^"'`]*)["'`]""")
_COPIED = re.compile(r"""addPassthroughCopy\(\s*(?:["'`]([^"'`]+)["'`]|\{([^{}]*)\})""")
_IGNORES = re.compile(r"""\bignores\.add\(\s*["'`]([^"'`]+)["'`]""")
_PAIR = re.compile(r"""["'`]([^"'`]+)["'`]\s*:\s*["'`]([^"'`]*)["'`]""")
_DATED = re.compile(r"\A\d{4}-\d{2}-\d{2}-")
_CODE = re.compile(r"\{\{-?+([^{}]*+)\}\}")
_COLLECTIONS = frozenset(
    {"all", "post", "posts", "nav", "page", "pages", "blog", "articles", "article", "stories", "featured"}
)
"""Tags that are names of collections, not subjects."""


def recognises(source: Path) -> bool:
    """Return whether a folder has the settings of Eleventy."""
    if not source.is_dir():
        return False
    return bool(first_of(source, *_CONFIG) or "@11ty/eleventy" in text_of(source / "package.json"))


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the site."""
    return _Eleventy(request).items()


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Return the file for an address, among the files that the settings copy, or next to the text."""
    return found_at(_Eleventy, address, moved, request)


class _Eleventy(SiteReader):
    PROGRAM, HOLDS_FUTURE = "Eleventy", False

    def __init__(self, request: Request) -> None:
        file = first_of(request.source, *_CONFIG)
        self.code = re.sub(r"(?m)^[ \t]*+//.*$", "", text_of(file)) if file else ""
        self.dirs = {name: path.strip("./") for name, path in _DIR.findall(self.code)}
        self.input = self.dirs.get("input", "")
        self._own = f"{self.input}/" if self.input else ""
        self.DATA = f"{self._own}{self.dirs.get('data', '_data')}"
        self.data = data_of(request.source, self.DATA)
        names = ("site", "metadata", "meta", "settings", "config")
        self.about = next((each for name in names if isinstance(each := self.data.get(name), dict)), {})
        super().__init__(request)

    def timezone(self) -> str:
        return "UTC"

    def language(self) -> str:
        return word(self.about, "language", "lang", "locale").replace("_", "-") or self.request.language

    def base_url(self) -> str:
        return word(self.about, "url", "base_url", "baseurl", "origin")

    def roots(self) -> media.Roots:
        return tuple(self._copied)

    @cached_property
    def _copied(self) -> list[tuple[str, str]]:
        """The paths in the source that ``addPassthroughCopy`` names, each with its place on the site."""
        found = list[tuple[str, str]]()
        for one, several in _COPIED.findall(self.code):
            if one and "*" not in one:
                path = one.strip("./") if not one.startswith("./") else one[2:].strip("/")
                found.append((path, path.removeprefix(self._own)))
            found += [(path.removeprefix("./").strip("/"), place.strip("/")) for path, place in _PAIR.findall(several)]
        return [*found, ("public", "")] if (self.root / "public").is_dir() else found

    @cached_property
    def _paths(self) -> list[str]:
        kept_out = (self.dirs.get("output", "_site"), self.DATA)
        includes = [f"{self._own}{self.dirs.get(name, '_includes')}" for name in ("includes", "layouts")]
        every = [*walk(self.root / self.input if self.input else self.root, ())]
        paths = [f"{self._own}{path}" for path in every]
        below = (*kept_out, *includes)
        return [path for path in paths if not any(path == each or path.startswith(f"{each}/") for each in below)]

    def texts(self) -> Iterator[SiteFile]:
        lists = (*ignore_lists.read(self.root, self.root / self.input), *self._other_lists())
        ignored = frozenset(ignore_lists.ignored(lists, self._paths)[0])
        for path in self._paths:
            if not path.lower().endswith(_READ):
                if re.search(r"\.(?:11ty\.[cm]?[jt]s|webc|pug|hbs|mustache|haml|ejs|mdx)\Z", path):
                    self.tell(path, "not moved: it is a template, not Markdown or HTML")
                continue
            if path in ignored:
                self.withhold(path, f"{path} (the site ignores it)", "not rendered")
            elif not self._is_copied(path):
                copy = self.copy(path, lambda data, path=path: self._read(data, path))  # type: ignore[misc]
                if copy and (what := self._reason(copy)):
                    self.tell(path, what)
                elif copy:
                    yield copy

    def _other_lists(self) -> Iterator[ignore_lists.IgnoreList]:
        """Yield the list of files that git ignores, unless the settings turn that off, and the list in the settings."""
        if not re.search(r"setUseGitIgnore\(\s*false", self.code):
            yield ignore_lists.IgnoreList(".gitignore", text_of(self.root / ".gitignore"))
        yield ignore_lists.IgnoreList("ignores", "\n".join(_IGNORES.findall(self.code)))

    def _reason(self, copy: SiteFile) -> str:
        """Return why a template cannot be moved; empty if it can."""
        if "pagination" in {name.lower() for name in copy.entries}:
            return "not moved: it makes pages from data"
        if re.sub(r"\.\w+\Z", "", copy.path.removeprefix(self._own)) == "index":
            return "the front page is not moved: Broadsheet makes its own"
        if copy.path.endswith((".njk", ".liquid")) and not re.search(r"<(?:p|h\d|li|article)\b", copy.body):
            return "not moved: it is a template without a text of its own"
        return ""

    def _is_copied(self, path: str) -> bool:
        """Return whether a file is published unchanged, or is a note for those who work on the site."""
        if PurePosixPath(path).name.lower() in ("readme.md", "license.md", "changelog.md"):
            return True
        return any(path == each or (each and path.startswith(f"{each}/")) for each, _ in self._copied)

    def _read(self, data: bytes, path: str) -> SiteFile:
        defaults, hides = self._of_folders(path)
        story = read_copy(data, path, self.settings, "story", defaults)
        if not story.time("published"):
            story = read_copy(data, path, self.settings, "page", defaults)
        if hides and not story.why:
            return replace(story, why="withheld", because=f"{hides} may withhold it")
        return story

    def _of_folders(self, path: str) -> tuple[dict[str, FrontMatterEntry], str]:
        """Return the data of a file and of the folders above it, and the code file among them that may withhold it."""
        found, hides = dict[str, FrontMatterEntry](), ""
        folders = [each for each in reversed(PurePosixPath(path).parents) if str(each) != "."]
        stems = [f"{folder}/{folder.name}" for folder in folders] + [re.sub(r"\.\w+\Z", "", path)]
        for stem in stems:
            for end in (".json", ".11tydata.json"):
                if (self.root / f"{stem}{end}").is_file():
                    found |= entries_of(self.root / f"{stem}{end}")
            for end in (".11tydata.js", ".11tydata.mjs", ".11tydata.cjs"):
                file = self.root / f"{stem}{end}"
                if file.is_file():
                    hides = f"{stem}{end}" if may_hide(file) else hides
        return found, hides

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        permalink = next((each for name, each in copy.entries.items() if name.lower() == "permalink"), None)
        plain: Plain = permalink.value.plain if permalink else None
        if plain is False or (isinstance(plain, str) and plain.strip().lower() == "false"):
            return "not rendered", "permalink: false"
        if isinstance(plain, dict) and plain.get("build") in (None, False, "false"):
            return "not rendered", "permalink: without `build`"
        return super().why_not(copy)

    def address_of(self, copy: SiteFile) -> str:
        inside = copy.path.removeprefix(self._own)
        stem = _DATED.sub("", re.sub(r"\.\w+\Z", "", PurePosixPath(inside).name))
        stem = re.sub(r"\.(?:md|html)\Z", "", stem)
        folder = posixpath.dirname(inside)
        own = folder if stem == "index" or (folder and stem == PurePosixPath(folder).name) else f"{folder}/{stem}"
        plain = f"/{own.strip('/')}/" if own.strip("/") else "/"
        written = copy.text("permalink")
        if not written or written.lower() in ("true", "false"):
            return plain
        values = self._values(copy, plain)
        made = _CODE.sub(lambda found: self._evaluated(found[1].removesuffix("-").strip(), values, copy), written)
        if "{{" in made or "{%" in made or "\0" in made:
            self.tell(copy.path, f"its address is made by code, so it may have differed from {plain}: {written}")
            return plain
        whole = posixpath.normpath("/" + made.strip().strip("/"))
        return whole if re.search(r"\.\w{2,5}\Z", whole) else f"{whole.rstrip('/')}/"

    def _evaluated(self, expression: str, values: Mapping[str, Plain], copy: SiteFile) -> str:
        """Return the value of a part of an address; NUL if it cannot be known."""
        dated = re.fullmatch(r"(?:page\.)?date\s*\|\s*\w+\s*[:(]\s*[\"']([^\"']+)[\"']\)?", expression)
        moment = copy.time("published")
        if dated and moment:
            return moment.strftime(_strftime(dated[1]))
        text = evaluated(expression.replace("slugify", "slug"), lambda name: looked_up(name, values), lambda _: "")
        return "\0" if text is None else text

    def _values(self, copy: SiteFile, own: str) -> dict[str, Plain]:
        stem = re.sub(r"\.\w+\Z", "", PurePosixPath(copy.path).name)
        slugged = PurePosixPath(copy.path).parent.name if stem == "index" else stem
        page: dict[str, Plain] = {
            "fileSlug": _DATED.sub("", slugged),
            "filePathStem": "/" + re.sub(r"\.\w+\Z", "", copy.path.removeprefix(self._own)),
            "url": own,
            "inputPath": f"./{copy.path}",
        }
        fields = {name: each.value.plain for name, each in copy.entries.items()}
        return {**self.data, **fields, "page": page}

    def section_of(self, copy: SiteFile) -> str:
        return super().section_of(copy) or self.titled_folder(copy, self.input or ".")

    def tags_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the tags that are subjects; other tags put a text into a collection for a list."""
        return tuple(each for each in copy.names("tags") if each.lower() not in _COLLECTIONS)

    def instructions(
        self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]
    ) -> Instructions | None:
        if re.search(r"markdownTemplateEngine\s*:\s*false", self.code) and copy.path.endswith(".md"):
            return None
        values = self._values(copy, self.addresses[copy.path])
        return Liquid(text, form, say, lambda name: looked_up(name, values), lambda _: "")

    def files(self) -> Iterator[tuple[str, str]]:
        for path, place in self._copied:
            if (self.root / path).is_file():
                yield path, f"/{place}"
            for each in walk(self.root / path) if (self.root / path).is_dir() else ():
                yield f"{path}/{each}", f"/{place}/{each}".replace("//", "/")

    def lists(self) -> Iterator[Redirect]:
        """Yield the lists of tags, if a template makes them at the usual address."""
        templates = (text_of(self.root / path) for path in self._paths if path.endswith((".njk", ".liquid", ".html")))
        made = any("pagination" in text and "/tags/" in text for text in templates)
        public = [each for each in self.copies.values() if not self.why_not(each)[0]]
        for name in sorted({each for copy in public for each in self.tags_of(copy)} if made else ()):
            yield Redirect(self.place(""), f"/tags/{slug(name)}/", "tag", name)

    def site(self) -> SiteSettings:
        prefix = _PREFIX.search(self.code)
        base = self.base_url().rstrip("/")
        whole = f"{base}/{prefix[1].strip('/')}".rstrip("/") if prefix and base else base
        return SiteSettings(
            title=word(self.about, "title", "name"),
            description=word(self.about, "description"),
            base_url=f"{whole}/" if whole else "",
            language=word(self.about, "language", "lang").replace("_", "-"),
            menu=self.menu(self._menu()),
        )

    def _menu(self) -> Iterator[tuple[str, str]]:
        """Yield the menu of the navigation plugin, or of a list in the data files."""
        for name in ("navigation", "nav", "menu"):
            rows = self.data.get(name)
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict) and word(row, "title", "name", "text", "label"):
                    yield word(row, "title", "name", "text", "label"), word(row, "url", "href", "link")
        for path, copy in self.copies.items():
            given = next((each.value for name, each in copy.entries.items() if name == "eleventyNavigation"), None)
            if given and (title := _key(given)):
                yield title, self.addresses[path]


def _key(value: Value) -> str:
    plain = value.plain
    return word(plain, "title", "key") if isinstance(plain, dict) else ""


def _strftime(written: str) -> str:
    """Return a format of Liquid's ``date``, or of a filter with letters such as ``yyyy``, as one of ``strftime``."""
    if "%" in written:
        return written.replace("%-d", "%d")
    known = {"yyyy": "%Y", "YYYY": "%Y", "MM": "%m", "LL": "%m", "dd": "%d", "DD": "%d"}
    return re.sub("yyyy|YYYY|MM|LL|dd|DD", lambda found: known[found[0]], written)
