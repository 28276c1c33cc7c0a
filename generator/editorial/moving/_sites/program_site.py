"""The methods that each program must provide to the reader of its site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from generator.editorial.moving._moved import (
    Item,
    LostPart,
    MediaFile,
    Redirect,
    Request,
    SiteSettings,
    SourcePlace,
    Withheld,
)
from generator.editorial.moving._sites import media
from generator.editorial.moving._sites.copy import SiteFile, settings_for
from generator.editorial.moving._sites.copy import read as read_copy
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.markup import Form
from generator.model.problems import Problems
from generator.system import nofollow

_LARGEST = 16 << 20
GENERIC = frozenset(
    ("post", "posts", "blog", "blogs", "article", "articles", "news", "stories", "story", "content", "entries")
)
"""Folders whose names do not describe the subject of the stories in them."""


class ProgramSite:
    """One site, and the request to move it. A subclass implements the rules of its program.

    ``copies`` are its texts by their paths, and ``addresses`` are their old addresses. ``notes`` are about the
    settings, ``told`` about files that are not texts; ``used`` are the files that a text shows. ``PROGRAM`` is the
    name of the program, ``DATA`` its data folder. ``descriptions`` are texts about a term, with its kind and name;
    their addresses are in ``addresses``, too.
    """

    PROGRAM = ""
    DATA = ""
    WHOLE_HTML = False  # whether a block of HTML in Markdown extends to its closing tag, not only to a blank line
    BARE_LINKS = False  # whether a bare address in a text is a link
    HOLDS_FUTURE = True  # whether the program does not publish a text before its date

    def __init__(self, request: Request) -> None:
        self.request, self.root = request, request.source
        self.notes: list[LostPart] = []
        self.told: list[Item] = []
        self._played: list[MediaFile] = []
        self.used = set[Path]()
        self.copies: dict[str, SiteFile] = {}
        self.addresses: dict[str, str] = {}
        self.descriptions: list[tuple[SiteFile, str, str]] = []
        self.settings = settings_for(self.timezone(), self.language())

    # for subclasses to override

    def timezone(self) -> str:
        """Return the time zone of times that do not state one."""
        return self.request.timezone

    def language(self) -> str:
        """Return the language of texts that do not state one."""
        return self.request.language

    def site(self) -> SiteSettings:
        """Return the settings of the old site. It is called after all texts have been read."""
        raise NotImplementedError

    def texts(self) -> Iterator[SiteFile]:
        """Yield every text that the program would publish or withhold; note other files in ``told``."""
        raise NotImplementedError

    def address_of(self, copy: SiteFile) -> str:
        """Return the address at which readers found a text."""
        raise NotImplementedError

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the other addresses that redirected to a text on the old site."""
        return tuple(address for address in copy.names("aliases") if address != self.addresses[copy.path])

    def instructions(
        self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]
    ) -> Instructions | None:
        """Return the reader of the program's instructions in a body; None if the program has none."""
        return None

    def link(self, address: str, copy: SiteFile) -> str:
        """Return the old address of a link in the program's own form; any other link unchanged."""
        return address

    def base_url(self) -> str:
        """Return the address of the old site."""
        return ""

    def has_typography(self) -> bool:
        """Return whether the program turned ``"``, ``--`` and ``...`` into quotation marks, dashes and ellipses."""
        return False

    def roots(self) -> media.Roots:
        """Return the folders whose files the program publishes unchanged, with their places on the site."""
        return (("", ""),)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the files that the program publishes unchanged, with their places on the site."""
        return iter(())

    def lists(self) -> Iterator[Redirect]:
        """Yield the lists of the old site, such as those of its tags."""
        return iter(())

    def published_of(self, copy: SiteFile) -> datetime | None:
        """Return the date that readers saw."""
        return copy.time("published")

    def section_of(self, copy: SiteFile) -> str:
        """Return the section of a story."""
        return str(copy.values.get("section", ""))

    def titled_folder(self, copy: SiteFile, folder: str) -> str:
        """Return the title of a text's folder below ``folder``, from its ``_index.md``; empty if it has none."""
        first, *more = PurePosixPath(copy.path).relative_to(folder).parts
        if not more or first.lower() in GENERIC or first.isdecimal():
            return ""
        index = f"{folder}/{first}/_index.md"
        if not (self.root / index).is_file():
            return first.replace("-", " ").capitalize()
        read = self.copy(index, lambda data: read_copy(data, index, self.settings, "page"))
        if read and read.why:
            return first.replace("-", " ").capitalize()
        return str(read.values.get("headline", "")) if read else ""

    def tags_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the subjects of a text."""
        return copy.names("tags")

    def bylines_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Return the writers of a text."""
        return copy.names("bylines")

    def form_of(self, copy: SiteFile) -> Form:
        """Return the form of a body."""
        return "html" if PurePosixPath(copy.path).suffix.lower() in (".html", ".htm", ".njk", ".liquid") else "markdown"

    def place(self, path: str, line: int = 0) -> SourcePlace:
        """Return a place in the source."""
        return SourcePlace(f"{self.root.as_posix()}/{path}" if path else self.root.as_posix(), line)

    def describe(self, copy: SiteFile, describes: str, name: str, address: str) -> None:
        """Add a text above a list of stories, which becomes the description of a term."""
        self.addresses[copy.path] = address
        self.descriptions.append((copy, describes, name))

    def tell(self, path: str, what: str, line: int = 0) -> None:
        """Note something that is not kept."""
        self.told.append(LostPart(self.place(path, line), what))

    def withhold(self, path: str, what: str, why: str) -> None:
        """Note something that the old site did not publish."""
        self.told.append(Withheld(self.place(path), what, why))

    def copy(self, path: str, read: Callable[[bytes], SiteFile]) -> SiteFile | None:
        """Read one file; return None, with a note, if it cannot be read."""
        try:
            return read(nofollow.read(self.root / path, _LARGEST))
        except Problems as wrong:
            for each in wrong.problems:
                self.tell(path, f"not moved, because it cannot be read: {each.message}", each.line)
        except OSError as error:
            self.tell(path, f"not moved, because it cannot be read: {error.strerror}")
        return None

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        """Return a word for why readers of the old site do not see a text, and details; both are empty if they do."""
        if copy.why:
            return copy.why, copy.because
        published, expires = copy.time("published"), copy.time("expires")
        if expires and expires <= self.request.now:
            return "expired", f"since {expires:%Y-%m-%d %H:%M}"
        if self.HOLDS_FUTURE and published and published > self.request.now and copy.kind == "story":
            return "scheduled", f"for {published:%Y-%m-%d %H:%M}"
        return "", ""
