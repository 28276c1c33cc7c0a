"""What the reader of a whole site asks of each program, and the files of the site as texts."""

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
"""Folders whose name says nothing about what the stories in them are about."""


class ProgramSite:
    """One site, and the request to move it. A subclass has the ways of its program.

    ``copies`` are its texts by their paths, and ``addresses`` where readers found them. ``notes`` are about the
    settings, ``told`` about files that are no texts; ``used`` are the files that a text shows. ``PROGRAM`` is the
    name of the program, ``DATA`` its folder with data. ``descriptions`` are texts about a term, with its kind and name;
    their addresses are among the others.
    """

    PROGRAM = ""
    DATA = ""
    WHOLE_HTML = False  # whether a block of HTML in Markdown goes on to its end, and not only to a blank line
    BARE_LINKS = False  # whether an address in a text is a link
    HOLDS_FUTURE = True  # whether the program publishes nothing before its date

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

    def texts(self) -> Iterator[SiteFile]:
        """Every text that the program would publish or withhold; what else there is goes to ``told``."""
        raise NotImplementedError

    def address_of(self, copy: SiteFile) -> str:
        """Where readers found a text."""
        raise NotImplementedError

    def aliases_of(self, copy: SiteFile) -> tuple[str, ...]:
        """The other addresses from which the old site sent readers to a text."""
        return tuple(address for address in copy.names("aliases") if address != self.addresses[copy.path])

    def instructions(
        self, copy: SiteFile, text: str, form: Form, say: Callable[[str, int], None]
    ) -> Instructions | None:
        """What reads the program's instructions in a body; None if it has none."""
        return None

    def link(self, address: str, copy: SiteFile) -> str:
        """The old address of a link that is written in the program's own way; any other as it is."""
        return address

    def base_url(self) -> str:
        """The address of the old site."""
        return ""

    def has_typography(self) -> bool:
        """Whether the program made quotation marks, dashes and dots of ``"``, ``--`` and ``...``."""
        return False

    def roots(self) -> media.Roots:
        """The folders whose files the program publishes as they are, with their places on the site."""
        return (("", ""),)

    def files(self) -> Iterator[tuple[str, str]]:
        """The files that the program publishes as they are, with their places on the site."""
        return iter(())

    def lists(self) -> Iterator[Redirect]:
        """The lists of the old site, such as those of its tags."""
        return iter(())

    def published_of(self, copy: SiteFile) -> datetime | None:
        """The date that readers saw."""
        return copy.time("published")

    def section_of(self, copy: SiteFile) -> str:
        """The section of a story."""
        return str(copy.values.get("section", ""))

    def titled_folder(self, copy: SiteFile, folder: str) -> str:
        """The name of the folder of a text below ``folder``, from its ``_index.md``; empty if it says nothing."""
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
        """The subjects of a text."""
        return copy.names("tags")

    def bylines_of(self, copy: SiteFile) -> tuple[str, ...]:
        """Who wrote a text."""
        return copy.names("bylines")

    def form_of(self, copy: SiteFile) -> Form:
        """The form of a body."""
        return "html" if PurePosixPath(copy.path).suffix.lower() in (".html", ".htm", ".njk", ".liquid") else "markdown"

    def place(self, path: str, line: int = 0) -> SourcePlace:
        """A place in the source."""
        return SourcePlace(f"{self.root.as_posix()}/{path}" if path else self.root.as_posix(), line)

    def describe(self, copy: SiteFile, describes: str, name: str, address: str) -> None:
        """Note a text above a list of stories, which becomes the description of a term."""
        self.addresses[copy.path] = address
        self.descriptions.append((copy, describes, name))

    def tell(self, path: str, what: str, line: int = 0) -> None:
        """Note something that is not kept."""
        self.told.append(LostPart(self.place(path, line), what))

    def withhold(self, path: str, what: str, why: str) -> None:
        """Note something that the old site did not publish."""
        self.told.append(Withheld(self.place(path), what, why))

    def copy(self, path: str, read: Callable[[bytes], SiteFile]) -> SiteFile | None:
        """One file, read; None if it cannot be read, which is noted."""
        try:
            return read(nofollow.read(self.root / path, _LARGEST))
        except Problems as wrong:
            for each in wrong.problems:
                self.tell(path, f"not moved, because it cannot be read: {each.message}", each.line)
        except OSError as error:
            self.tell(path, f"not moved, because it cannot be read: {error.strerror}")
        return None

    def why_not(self, copy: SiteFile) -> tuple[str, str]:
        """A word for why readers of the old site do not see a text, and more about it; empty if they do."""
        if copy.why:
            return copy.why, copy.because
        published, expires = copy.time("published"), copy.time("expires")
        if expires and expires <= self.request.now:
            return "expired", f"since {expires:%Y-%m-%d %H:%M}"
        if self.HOLDS_FUTURE and published and published > self.request.now and copy.kind == "story":
            return "scheduled", f"for {published:%Y-%m-%d %H:%M}"
        return "", ""
