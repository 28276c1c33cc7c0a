"""Stories that slow a program down if the time of a step grows faster than its input, and friendly ones of their size.

Each kind turns a made-up story (see ``corpus``) into a hostile one. In most kinds, the first story is the worst.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from itertools import cycle

import msgspec
from msgspec.structs import replace

from benchmarks.corpus import Article
from benchmarks.flavours import broadsheet, place

WORST = 2_000  # links, notes or characters in the worst story
_NOON = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)  # noqa: UP017


class Hostile(msgspec.Struct, frozen=True):
    """A hostile story, and the lines of front matter that an article has no fields for."""

    article: Article
    more: Mapping[str, object] = {}
    pictures: int = 0

    @property
    def text(self) -> str:
        """Return the story's file."""
        lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in self.more.items())
        return broadsheet(self.article).replace("---\n", f"---\n{lines}", 1)


Neighbour = Callable[[int], Article]
"""Returns the made-up story with a number; the one after the last is the first."""

Make = Callable[[Article, int, int, Neighbour], Hostile]
"""Makes a story hostile; it gets the story, its number, how many there are, and its neighbours."""


def friendly(hostile: Hostile, story: Article) -> str:
    """Return a friendly story of about the size of a hostile one: the paragraphs of ``story``, repeated as needed."""
    paragraphs, size = [], len(hostile.text) - len(broadsheet(replace(story, body="")))
    for each in cycle(story.body.rstrip().split("\n\n")):
        if size <= 0:
            break
        if not each.startswith("[^") and "[^" not in each:
            paragraphs.append(each)
            size -= len(each) + 2
    return broadsheet(replace(story, body="\n\n".join(paragraphs) + "\n"))


def _lines(unit: str, number: int, few: int = 40) -> str:
    """Return a hostile body: a unit many times in the worst story, ``few`` times in others. ``#`` becomes a number."""
    return "".join(unit.replace("#", str(at)) for at in range(few if number else WORST))


def _dead_links(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    return Hostile(replace(story, body=_lines("See [the minutes](minutes-of-#.md) of that day.\n\n", number)))


def _live_links(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    others = [near(number + step) for step in range(1, 41 if number else WORST + 1)]
    return Hostile(replace(story, body="\n\n".join(f"[{each.headline}](../{place(each)})" for each in others) + "\n"))


def _tags(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    names = [number * 3 + step for step in range(6)]
    tags = tuple(f"Ward {name % (count // 2)}" for name in names)
    bylines = tuple(f"Reporter {name % (count // 2)}" for name in names[:2])
    return Hostile(replace(story, tags=tags, bylines=bylines))


def _long_lists(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    tags = tuple(f"Ward {(number + step) % 100}" for step in range(100))
    extras = {f"desk_{step}": [f"line {step}"] * 20 for step in range(40)}
    return Hostile(replace(story, tags=tags, bylines=tuple(f"Reporter {step}" for step in range(100))), extras)


def _identical(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    first = near(0)
    return Hostile(replace(first, slug=f"{first.slug}-{number}"))


def _alike(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    """Headlines differ in one number, and every second address differs from the one before only in a capital letter."""
    return Hostile(replace(story, headline=f"Council to vote {number}", slug=f"council-to-vote-again-{number}"))


def _findings(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    body = (
        'The "ferry is back.\n\n**Bold words that end nowhere.\n\nIt sails on Friday, 3 January 2024, and the cafÃ© is '
        "open.\n\n##### A heading too low\n\n![](boat.jpg)\n\nSee [it][nowhere], and ~~this.\n\n[unused]: https://a.example/\n\n"
    )
    return Hostile(replace(story, standfirst="", body=body * 2))


def _one_line(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    return Hostile(replace(story, body=" ".join(story.body.split()) * (1 if number else 60) + "\n"))


def _notes(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    notes = _lines(
        "Said twice.[^#] See [paper #].\n\n[^#]: In the minutes.\n\n[paper #]: https://a.example/#\n\n", number, 20
    )
    return Hostile(replace(story, body=notes))


def _deep(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    quotes = "".join(f"{'> ' * depth}So they said.\n\n" for depth in range(1, 20))
    lists = "".join(f"{'  ' * depth}- So it went.\n" for depth in range(40))
    return Hostile(replace(story, body=f"{quotes}\n{lists}\n" * (1 if number else 20)))


def _comments(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    return Hostile(
        replace(story, body="A word.\n\n" + _lines("\\\\<!-- # -->\n\n`<!--` and <!-- a\n\nb --> so.\n\n", number, 20))
    )


def _brackets(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    return Hostile(replace(story, body=_lines("[[[[[[[[[[[[ so ]( it went.\n\n", number)))


def _one_place(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    alone = replace(story, section="Local", tags=("Ward",), bylines=("Reporter",), published=_NOON, modified=None)
    return Hostile(alone)


def _aliases(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    own = [f"/old/{number}/{step}/" for step in range(50)]
    return Hostile(story, {"aliases": own})


def _related(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    return Hostile(story, {"related": [place(near(number + step)) for step in range(1, 100)]})


def _pictures(story: Article, number: int, count: int, near: Neighbour) -> Hostile:
    many = 0 if number else min(WORST, count // 5)
    body = "".join(f"![Boat {at}](boat-{at}.png)\n\n" for at in range(many))
    return Hostile(replace(story, body=f"{story.body}\n{body}"), pictures=many)


KINDS: dict[str, tuple[str, Make]] = {
    "dead_links": ("every link dead, 2,000 of them in one story", _dead_links),
    "live_links": ("stories that link to one another, one to 2,000", _live_links),
    "tags": ("a tag and a byline for every two stories", _tags),
    "lists": ("100 tags, 100 bylines and 800 other values in each story", _long_lists),
    "identical": ("identical stories", _identical),
    "alike": ("headlines and addresses that differ in a number", _alike),
    "findings": ("16 problems in each story", _findings),
    "one_line": ("each story on one line", _one_line),
    "notes": ("footnotes and link definitions, 4,000 in one story", _notes),
    "deep": ("quotes and lists in one another", _deep),
    "comments": ("comments across paragraphs", _comments),
    "brackets": ("brackets that nothing closes", _brackets),
    "one_place": ("one section, tag and byline, all in one minute", _one_place),
    "aliases": ("50 old addresses of each story", _aliases),
    "related": ("99 `related` entries in each story", _related),
    "pictures": ("pictures by the hundred in one story", _pictures),
}
"""For each kind, what is hostile about its stories, and the function that makes them."""
