"""Lists of the related stories of a site, for the newsroom to review."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

from generator.engine.definitions import Ask
from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.problems import Problem, Problems
from generator.model.slug import slug
from generator.model.story import Card
from generator.model.terms import folded
from generator.model.url_argument import parts_of
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import settled
from generator.pipeline.sources import Sources, gather
from generator.pipeline.store import with_store
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.cards import CARD, shown_matches, with_cards
from generator.site.entry import IndexEntry
from generator.site.frame import words
from generator.site.index import AS_OF, INDEX, PUBLIC, stories
from generator.site.places import titles, url
from generator.site.related.alternative import other_lists
from generator.site.related.explanation import Common, RelatedExplainer
from generator.site.related.query import current_index
from generator.site.related.reasons import Match, reason_text
from generator.site.visibility import withheld


class RelatedStory(msgspec.Struct, frozen=True):
    """One related story: its file, address, headline, score (higher means more similar), the reason that readers see,
    and everything that it has in common with the other story.
    """

    file: str
    url: str
    headline: str
    score: int
    reason: str
    common: Common


class RelatedList(msgspec.Struct, frozen=True):
    """A story and its related stories, best first."""

    file: str
    url: str
    headline: str
    related: tuple[RelatedStory, ...]


class ComparedLists(RelatedList, frozen=True):
    """The list of a story, and in ``others`` the list after a ``change`` (see ``other_lists``)."""

    change: str = ""
    others: tuple[RelatedStory, ...] = ()


def related_lists(
    request: BuildRequest, wanted: str = "", runtime: Runtime = SERIAL, change: str = ""
) -> tuple[RelatedList, ...]:
    """The related stories of the story that ``wanted`` names, or of every public story if it is empty.

    With a ``change``, they are ``ComparedLists``.

    :raises Problems: if ``wanted`` does not name a public story, or the site has problems.
    """
    sources = gather(request.site, runtime.notify, request.content)
    lists = partial(_lists, request, wanted, change, runtime, sources)
    return with_store(request.site, sources.program, lists, runtime.notify)


def _lists(
    request: BuildRequest, wanted: str, change: str, runtime: Runtime, sources: Sources, store: Store
) -> tuple[RelatedList, ...]:
    graph = settled(request, runtime, sources, store).graph
    chosen = [named(graph, wanted, "to see its related stories, add --drafts")] if wanted else graph(PUBLIC).stories
    explanation = RelatedExplainer(graph)
    if not change:
        return tuple(_list(graph, path, explanation) for path in chosen)
    alternative = other_lists(current_index(graph), change, chosen, runtime.map) if graph(SETTINGS).related else {}
    return tuple(_compared(graph, path, explanation, change, alternative.get(path, ())) for path in chosen)


def _list(ask: Ask, path: str, explanation: RelatedExplainer) -> RelatedList:
    card, found = ask(CARD, path), shown_matches(ask, path)
    return RelatedList(path, card.url, card.headline, _explained(ask, path, explanation, found))


def _compared(
    ask: Ask, path: str, explanation: RelatedExplainer, change: str, matches: Iterable[Match]
) -> ComparedLists:
    own = _list(ask, path, explanation)
    others = _explained(ask, path, explanation, with_cards(ask, path, matches))
    return ComparedLists(own.file, own.url, own.headline, own.related, change, others)


def _explained(
    ask: Ask, path: str, explanation: RelatedExplainer, found: Iterable[tuple[Match, Card]]
) -> tuple[RelatedStory, ...]:
    own = words(ask)
    return tuple(
        RelatedStory(
            match.path,
            card.url,
            card.headline,
            match.score,
            reason_text(match.reason, own),
            explanation.common(path, match.path),
        )
        for match, card in found
    )


def _hidden(ask: Ask, wanted: str) -> IndexEntry | None:
    """The first story that is not public and has the wanted file, slug or headline; None if there is none."""
    public, known, headline = {*ask(PUBLIC).stories}, titles(ask), folded(wanted)
    for each in ask(INDEX):
        names = {each.path, each.slug}
        if each.kind != "story" or each.path in public:
            continue
        if wanted in names or each.path.endswith(f"/{wanted}") or known[each.path][1] == headline:
            return each
    return None


def named(ask: Ask, wanted: str, if_hidden: str) -> str:
    """The path of the story whose file, slug, address or headline is ``wanted``.

    ``if_hidden`` is the suggested fix if the story is not public; if it is empty, such a story is accepted.

    :raises Problems: if there is no such story.
    """
    place, headline, known = unquote(parts_of(wanted).path), folded(wanted), titles(ask)
    for path, own in stories(ask, "slug"):
        address = unquote(url(ask, path))
        names = {path, own, address, address.rstrip("/")}
        if place in names or path.endswith(f"/{wanted}") or known[path][1] == headline:
            return str(path)
    if hidden := _hidden(ask, wanted):
        if not if_hidden:
            return hidden.path
        because = withheld(hidden, ask(AS_OF)) or "it is left out"
        raise Problems([Problem(hidden.path, 0, 0, f"this story is not public: {because}", if_hidden)])
    candidates = tuple(_candidates(ask, if_hidden))
    others = {PurePosixPath(path).stem: path for path in candidates} | {known[path][1]: path for path in candidates}
    others |= {str(name): path for path, name in stories(ask, "slug")}
    near = difflib.get_close_matches(slug(wanted), others, 1) or difflib.get_close_matches(headline, others, 1)
    public = "public " if if_hidden else ""
    fix = f"give the file, slug, address or headline of a {public}story"
    if near and (head := ask(HEAD, others[near[0]])):
        fix = f"did you mean `{head.headline}`, in {others[near[0]]}?"
    raise Problems([Problem(wanted, 0, 0, f"no {public}story has this name", fix)])


def _candidates(ask: Ask, if_hidden: str) -> Iterable[str]:
    """The paths of the stories that may be meant."""
    return ask(PUBLIC).stories if if_hidden else (each.path for each in ask(INDEX) if each.kind == "story")
