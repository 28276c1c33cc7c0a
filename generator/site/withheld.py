"""Manuscripts that are not public yet or will not be public again, and what is reported about them."""

from __future__ import annotations

from generator.engine.definitions import Ask, Query
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, text_of
from generator.site.entry import IndexEntry
from generator.site.index import AS_OF, ENTRY, ENTRY_TIMES, INDEX
from generator.site.visibility import embargoes, later_corrections, later_entries, later_kills, state


def _gone(ask: Ask, path: str) -> str:
    entry = ask(ENTRY, path)
    match state(entry, ask(AS_OF)) if entry else "":
        case "killed":
            return "withdrawn"
        case "expired":
            return "expired"
    return ""


def _embargoes(ask: Ask, _: str) -> None:
    """Report every story under embargo: the site does not show it, but its file may be publicly readable.

    Also report stories whose ``killed``, or the time of a correction or live entry, is in the future.
    """
    as_of, index = ask(AS_OF), ask(INDEX)
    later = (ask(HEAD, each.path) for each in index if each.killed and each.killed > as_of)
    ask.report(*later_kills(filter(None, later), as_of))
    to_come = (ask(HEAD, each.path) for each in index if each.corrected and each.corrected[0] > as_of)
    ask.report(*later_corrections(filter(None, to_come), as_of))
    for each in index:
        if each.live and (text := text_of(ask, each.path)):
            ask.report(*later_entries(each, text.entries, as_of))
    if not ask(SETTINGS).private:
        held = (ask(HEAD, each.path) for each in index if state(each, as_of) == "embargoed")
        ask.report(*embargoes(filter(None, held), as_of))


GONE = Query[str]("gone", str, _gone)
"""Why a manuscript will not be public again, by its path: ``withdrawn`` or ``expired``; empty if it may be."""

EMBARGOES = Query[None]("embargoes", None, _embargoes)
"""Reports stories under embargo whose files may be publicly readable."""

QUERIES = (GONE, EMBARGOES)


def is_awaited(ask: Ask, entry: IndexEntry) -> bool:
    """Whether a story has a correction or live entry that readers do not see yet."""
    as_of = ask(AS_OF)
    return entry.corrected[:1] > (as_of,) or (bool(entry.live) and ask(ENTRY_TIMES, entry.path)[-1:] > (as_of,))
