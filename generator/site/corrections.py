"""The corrections that readers see, on the story's own page and in the list of all corrections."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from msgspec.structs import replace

from generator.engine.definitions import Ask, MissingError
from generator.model.corrections import Correction, CorrectionKind
from generator.model.formatting import Span
from generator.model.manuscript import Manuscript
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.frame import words
from generator.site.groups import CORRECTIONS, GROUPS
from generator.site.index import AS_OF, PUBLIC
from generator.site.links import with_addresses
from generator.site.places import AT, url


def seen(ask: Ask, head: Manuscript) -> tuple[Correction, ...]:
    """The corrections of a story whose time has come, the newest first, with their links still to be resolved."""
    if not head.corrections:
        return ()
    as_of, zone = ask(AS_OF), ask(SETTINGS).zone
    return tuple(replace(each, at=each.at.astimezone(zone)) for each in head.corrections if each.at <= as_of)


def corrections(ask: Ask, path: str) -> tuple[Correction, ...]:
    """The corrections of a public story as readers see them, the newest first."""
    head = ask(HEAD, path)
    found = seen(ask, head) if head else ()
    return tuple(replace(each, spans=with_addresses(ask, path, each.spans)) for each in found)


def listed(ask: Ask, path: str) -> tuple[Correction, ...]:
    """The corrections of a story for another page: links to parts of the story's own page include its address."""
    own = url(ask, path)

    def absolute(span: Span) -> Span:
        return replace(span, url=f"{own}{span.url}") if span.url.startswith("#") else span

    return tuple(replace(each, spans=tuple(map(absolute, each.spans))) for each in corrections(ask, path))


def numbered(found: tuple[Correction, ...]) -> Iterator[tuple[int, Correction]]:
    """Yield the corrections of a story, the newest first, each with its number, counted from the oldest (1)."""
    yield from zip(range(len(found), 0, -1), found, strict=True)


def label(ask: Ask, kind: CorrectionKind) -> str:
    """The label of a kind of correction, in the site's language."""
    own = words(ask)
    return {
        "correction": own.gettext("Correction"),
        "clarification": own.gettext("Clarification"),
        "update": own.gettext("Update"),
        "editors-note": own.gettext("Editor’s note"),
    }[kind]


def page_above(ask: Ask) -> str:
    """The path of the standalone page at the address of the list of corrections, which is shown above that list.

    Empty if there is no such page or no list.
    """
    if not ask.keys(GROUPS["corrections"]):
        return ""
    with suppress(MissingError):
        path = ask(AT, CORRECTIONS)
        return path if path in ask(PUBLIC).pages else ""
    return ""
