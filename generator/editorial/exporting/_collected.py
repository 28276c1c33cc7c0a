"""Collects the data of each story and page for an export: its public content, its file, and the files that it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from generator.engine.graph import Graph
from generator.engine.runtime import Runtime
from generator.engine.store import Store
from generator.model.problems import settle
from generator.model.story import Story, Term
from generator.model.urls import STATIC, address, file_place, permanent
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import all_settled
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.reading import scan
from generator.reading.inputs import ContentFile
from generator.reading.queries import HEAD
from generator.site.cards import CARD, PAGE, STORY
from generator.site.files import NEEDS
from generator.site.frame import SITE
from generator.site.index import AS_OF, PUBLIC
from generator.site.links import body
from generator.site.names import taxonomy_of
from generator.site.public_descriptions import PUBLIC_DESCRIPTIONS, key_of, kind_of
from generator.site.visibility import State, state
from generator.theme.blocks import BLOCKS_ELSEWHERE, elsewhere, story_elsewhere

Done = TypeVar("Done")

_AT_ONCE = 1_000
"""How many stories are kept in memory."""


class UsedFile(msgspec.Struct, frozen=True):
    """A picture or file that a story uses: its path in the site's folder, and its address in full."""

    path: str
    url: str


class ExportedStory(msgspec.Struct, frozen=True):
    """A story, or a page, as it is exported. Addresses are in full, and ``html`` is its body for other sites.

    ``state`` says why readers do not see it; empty if they do. ``source`` is the text of its file. ``story`` has all
    data of a story; a page has none.
    """

    path: str
    url: str
    headline: str
    slug: str
    html: str
    standfirst: str
    language: str
    source: str
    state: State = ""
    published: datetime | None = None
    modified: datetime | None = None
    story: Story | None = None
    files: tuple[UsedFile, ...] = ()

    @property
    def kind(self) -> str:
        """Whether it is a ``story`` or a ``page``."""
        return "story" if self.story else "page"


class ExportedDescription(msgspec.Struct, frozen=True):
    """The description of a section, a tag, a person (``byline``) or another kind of term.

    The other fields are as in ``ExportedStory``. ``html`` is empty if there is only a standfirst.
    """

    kind: str
    slug: str
    name: str
    path: str
    url: str
    html: str
    standfirst: str
    language: str
    source: str
    state: State = ""
    files: tuple[UsedFile, ...] = ()


class Collected:
    """An edition: the site, its terms and descriptions, its own files in content/static/, and its stories and pages.

    Stories and pages are read one by one whenever they are iterated, since an archive may not fit in memory.
    ``terms`` are the sections, tags and bylines of all stories, by their kind.
    """

    def __init__(
        self, request: BuildRequest, graph: Graph, copy: Mapping[str, ContentFile], files: Iterable[str]
    ) -> None:
        self._request, self._graph, self._copy = request, graph, copy
        self.site, self.zone = graph(SITE), request.settings.timezone
        self._public = graph(PUBLIC)
        self.terms = self._terms()
        self.descriptions = tuple(self._descriptions())
        self.static = tuple(self._file(each) for each in sorted(files) if each.startswith(STATIC))

    def stories(self) -> Iterator[ExportedStory]:
        """Yield all stories, newest first, and all pages."""
        for number, path in enumerate(self._public.stories, 1):
            yield self._story(path)
            if not number % _AT_ONCE:
                self._release()
        yield from map(self._page, self._public.pages)

    def _release(self) -> None:
        """Free the memory of the stories read so far."""
        for each in (STORY, BLOCKS_ELSEWHERE):
            self._graph.forget(each)
        self._graph.release()

    def _terms(self) -> Mapping[str, Sequence[Term]]:
        found: dict[str, dict[Term, None]] = {"section": {}, "tag": {}, "byline": {}}
        for path in self._public.stories:
            card = self._graph(CARD, path)
            found["section"] |= {card.section: None} if card.section else {}
            found["tag"] |= dict.fromkeys(card.tags)
            found["byline"] |= dict.fromkeys(card.bylines)
        return {kind: tuple(terms) for kind, terms in found.items()}

    def _descriptions(self) -> Iterator[ExportedDescription]:
        ask = self._graph
        names = {key_of(kind, each.slug): each.name for kind, terms in self.terms.items() for each in terms}
        for key in ask.keys(PUBLIC_DESCRIPTIONS):
            path, kind, slug = ask(PUBLIC_DESCRIPTIONS, key), kind_of(key), key.partition("/")[2]
            head = ask(HEAD, path)
            assert head is not None, "a file that cannot be read is not in the edition"
            url = permanent(self._request.settings, f"{taxonomy_of(ask, kind).folder}{slug}/")
            said = elsewhere(ask, path, body(ask, path)).elsewhere(self.site.origin, url)
            yield ExportedDescription(
                kind,
                slug,
                names.get(key) or head.headline or slug,
                path,
                url,
                str(said.__html__()),
                head.standfirst,
                head.language or self._request.settings.language,
                self._text(path),
                state(head, ask(AS_OF)),
                self._files(path),
            )

    def _story(self, path: str) -> ExportedStory:
        ask = self._graph
        story, head = story_elsewhere(ask, path), ask(HEAD, path)
        assert head is not None, "a file that cannot be read is not in the edition"
        return ExportedStory(
            path,
            story.permalink,
            story.headline,
            head.slug,
            str(story.body.elsewhere(self.site.origin, story.permalink).__html__()),
            story.standfirst,
            story.language,
            self._text(path),
            state(head, ask(AS_OF)),
            story.published,
            story.modified,
            story,
            self._files(path),
        )

    def _page(self, path: str) -> ExportedStory:
        ask = self._graph
        page, head = ask(PAGE, path), ask(HEAD, path)
        assert head is not None, "a file that cannot be read is not in the edition"
        said = elsewhere(ask, path, page.body).elsewhere(self.site.origin, page.permalink)
        return ExportedStory(
            path,
            page.permalink,
            page.title,
            head.slug,
            str(said.__html__()),
            page.standfirst,
            page.language,
            self._text(path),
            state(head, ask(AS_OF)),
            files=self._files(path),
        )

    def _text(self, path: str) -> str:
        return scan.bytes_of(self._request.site, self._copy[path]).decode("utf-8-sig", "replace")

    def _files(self, path: str) -> tuple[UsedFile, ...]:
        return tuple(map(self._file, dict.fromkeys(self._graph(NEEDS, path).used)))

    def _file(self, path: str) -> UsedFile:
        return UsedFile(path, self.site.origin + address(self._request.settings, file_place(path)))


def with_collected(request: BuildRequest, runtime: Runtime, do: Callable[[Collected], Done]) -> Done:
    """Return the result of ``do`` for an edition; with ``drafts`` in the request, it includes what is not public.

    :raises Problems: if the site has errors. If drafts are requested, errors in drafts count, too, since none may be
    missing.
    """
    if request.drafts:
        request = replace(request, settings=replace(request.settings, draft_problems="error"))
    sources = gather(request.site, runtime.notify, request.content)

    def with_graph(store: Store) -> Done:
        found = all_settled(request, runtime, sources, store)
        settle(found.problems)
        copy = {each.path: each for each in sources.contents.copy}
        return do(Collected(request, found.graph, copy, sources.contents.files))

    return with_store(request.site, sources.program, with_graph, runtime.notify)
