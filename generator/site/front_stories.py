"""Which stories are on the front page: the lead, the top stories, the newest others, each section's, the most read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import msgspec

from generator.engine.definitions import Ask, MissingError, Query
from generator.model.problems import Problem
from generator.reading.inputs import MOST_READ, SETTINGS
from generator.site.groups import of_same_kind
from generator.site.index import AS_OF, PUBLIC, stories
from generator.site.places import AT
from generator.site.sponsored import paid_stories

_LIVE = 3  # stories whose live coverage is announced at the same time
_BREAKING = 3  # stories that are announced at the same time


class FrontStories(msgspec.Struct, frozen=True):
    """The paths of the front page's stories; ``sections`` has those of each section by the place of its listing."""

    lead: tuple[str, ...]
    top: tuple[str, ...]
    latest: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    breaking: tuple[str, ...]
    most_read: tuple[str, ...]
    live: tuple[str, ...] = ()


def _choice(ask: Ask, _: str) -> FrontStories:
    """Choose the front page's stories. The lead and the top stories are not repeated further down.

    A pinned story with ``priority: 1`` is the lead; if there is none, the newest story is. Stories pinned with priority
    2 to 9 are the top stories in that order, the newest first among equals, and the newest stories fill the remaining
    places. Paid stories are never among these.
    """
    counts, paid = ask(SETTINGS).front, paid_stories(ask)
    pinned = [each for each in _pinned(ask) if each[1] not in paid]
    newest = ask(PUBLIC).stories[: 1 + counts.top + counts.latest + len(pinned) + len(paid)]
    unpaid = [path for path in newest if path not in paid]
    chosen = list(dict.fromkeys([*(path for _, path in pinned), *unpaid]))
    if pinned and pinned[0][0] > 1 and unpaid:  # no story has priority 1, so the newest one leads
        chosen = list(dict.fromkeys([unpaid[0], *chosen]))
    used = dict.fromkeys(chosen[: 1 + counts.top])
    sections = ((place, _unused(group.paths, used, counts.section)) for place, group in of_same_kind(ask, "section"))
    live = tuple(path for path in _live(ask) if path not in paid)[:_LIVE]
    return FrontStories(
        lead=tuple(chosen[:1]),
        top=tuple(chosen[1 : 1 + counts.top]),
        latest=_unused(newest, used, counts.latest),
        sections=tuple(each for each in sections if each[1]),
        breaking=tuple(path for path in _breaking(ask) if path not in paid and path not in live)[:_BREAKING],
        most_read=_most_read(ask)[: counts.most_read],
        live=live,
    )


def _live(ask: Ask) -> Iterator[str]:
    """The stories that are covered live now, the newest first."""
    return (path for path, covered in stories(ask, "live") if covered and covered.is_live(ask(AS_OF)))


def _breaking(ask: Ask) -> Iterator[str]:
    """The stories that are announced as breaking news, the newest first."""
    return (path for path, until in stories(ask, "breaking") if until and until > ask(AS_OF))


def _pinned(ask: Ask) -> list[tuple[int, str]]:
    """The pinned stories with their priorities, sorted by priority."""
    ranked = [each for each in stories(ask, "priority", "priority_until") if each[1]]
    as_of = ask(AS_OF) if ranked else None
    held = ((priority, path) for path, priority, until in ranked if not until or (as_of and until > as_of))
    return sorted(held, key=lambda each: each[0])


def _most_read(ask: Ask) -> tuple[str, ...]:
    """The stories in the list of most read addresses; other addresses are left out."""
    addresses, public = ask(MOST_READ), frozenset(ask(PUBLIC).stories)
    found = tuple(dict.fromkeys(path for path in (_at(ask, each) for each in addresses) if path in public))
    if addresses and public and not found:
        message = f"none of these addresses is that of a story here, such as `{addresses[0][:200]}`"
        fix = "write addresses as readers see them, such as `/2026/11/20/pay-by-the-landing/`; the list is not shown"
        ask.report(Problem("most-read.json", 0, 0, message, fix, level="warning"))
    return found


def _at(ask: Ask, url: str) -> str:
    """The path of the story or page at an address on the site; empty if there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    place = f"/{path.removeprefix(ask(SETTINGS).base_path).strip('/')}/"
    try:
        return ask(AT, place)
    except MissingError:
        return ""


def _unused(paths: Iterable[str], used: dict[str, None], count: int) -> tuple[str, ...]:
    found: list[str] = []
    for path in paths:
        if len(found) == count:
            break
        if path not in used:
            found.append(path)
    return tuple(found)


FRONT_STORIES = Query[FrontStories]("front-choice", FrontStories, _choice)
"""Which stories are on the front page."""

QUERIES = (FRONT_STORIES,)
