"""The ledger: every address at which a story or page has ever stood, so that none vanishes unsaid.

It is a text file in the site's folder, ``published.txt``, one address a line with the file of its story; it belongs
into the newsroom's version control. An address whose story has moved sends readers on by itself. One whose story is
gone is pointed out at each build, until the editor gives it to another story (``aliases``) or retires it.

    # tag authority: courier.example
    /2024/12/02/talks/    content/world/talks.md
    /2024/11/30/dues/     retired
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from generator.model.problems import Problem

FILE = "published.txt"
RETIRED = "retired"
_AUTHORITY = "# tag authority:"


@dataclass(frozen=True, slots=True)
class UrlHistory:
    """The file that each place was of, or ``retired``; ``lines`` says where in the ledger a place stands.

    ``notes`` are the lines that begin with ``#``; they stay, at its head.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def authority(self) -> str:
        """The host that the site had when it was first published (see ``model/tag_uri.py``); empty before that."""
        hosts = (note.removeprefix(_AUTHORITY).strip() for note in self.notes if note.startswith(_AUTHORITY))
        return next(hosts, "")

    def __str__(self) -> str:
        """The ledger as its file holds it: in the order of the addresses, the files in one column."""
        width = max(map(len, self.files), default=0)
        entries = (f"{place:{width}}  {file}" for place, file in sorted(self.files.items()))
        return "".join(f"{line}\n" for line in (*self.notes, *entries))


EMPTY = UrlHistory()


def read(text: str) -> tuple[UrlHistory, tuple[Problem, ...]]:
    """The ledger of a file's text, and the lines of it that are none."""
    files: dict[str, str] = {}
    lines: dict[str, int] = {}
    notes: list[str] = []
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        place, _, file = line.strip().partition(" ")
        if not line.strip():
            continue
        if line.startswith("#"):
            notes.append(line)
            continue
        if not place.startswith("/") or not file.strip():
            fix = "write an address, two spaces, and the file of its story or `retired`"
            problems.append(Problem(FILE, number, 1, "this line is no entry of the ledger", fix, line))
        files[place], lines[place] = file.strip(), number
    return UrlHistory(files, lines, tuple(notes)), tuple(problems)


def place_of(url: str, base_path: str = "/") -> str:
    """The place that an address means, written whole, from the root, or with the site's base path."""
    path = unquote(urlsplit(url).path)
    place = "/" + path.removeprefix(base_path).lstrip("/")
    return place if place.endswith("/") or "." in place.rpartition("/")[2] else f"{place}/"


def moved(history: UrlHistory, places: Mapping[str, str], aliases: Collection[str]) -> Iterator[tuple[str, str]]:
    """Old places that are free, each with the path of its story, which stands elsewhere now.

    ``places`` are where the stories and pages of the edition stand, by their path.
    """
    taken = {*places.values(), *aliases}
    for place, file in sorted(history.files.items()):
        if place not in taken and file in places:
            yield place, file


def vanished(
    history: UrlHistory, places: Mapping[str, str], aliases: Collection[str], waiting: Collection[str]
) -> Iterator[Problem]:
    """Addresses that once answered and now would not.

    ``waiting`` are the files whose story is only not public now: to come, or expired as its editor wished.
    """
    taken = {*places.values(), *aliases}
    for place, file in sorted(history.files.items()):
        if place in taken or file in places or file in waiting or file == RETIRED:
            continue
        message = f"{place} was published, and nothing stands there any more: {file} is gone or withdrawn"
        fix = f"add `aliases: [{place}]` to the story that takes its place, or: broadsheet retire {place}"
        yield Problem(FILE, history.lines.get(place, 0), 1, message, fix, level="warning")


def recorded(history: UrlHistory, places: Mapping[str, str], host: str) -> UrlHistory:
    """The ledger with every place of an edition in it, and the site's first host; nothing is ever taken out."""
    notes = history.notes if history.authority else (*history.notes, f"{_AUTHORITY} {host}")
    return UrlHistory({**history.files, **{place: path for path, place in places.items()}}, notes=notes)


def retired(history: UrlHistory, place: str) -> UrlHistory:
    """The ledger with ``place`` retired: nothing is said of it from now on."""
    return UrlHistory({**history.files, place: RETIRED}, notes=history.notes)
