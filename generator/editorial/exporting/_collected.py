"""What an export has of each story and page: what readers see of it, its own file, and the files that it uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.engine.runtime import Runtime
from generator.engine.store import Store
from generator.model.frame import Site
from generator.model.page import Page
from generator.model.problems import settle
from generator.model.story import Story
from generator.model.urls import address, file_place
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import all_settled
from generator.pipeline.sources import Sources, gather
from generator.pipeline.store import with_store
from generator.reading import scan
from generator.reading.inputs import SETTINGS, Copy
from generator.reading.queries import HEAD
from generator.site.cards import PAGE
from generator.site.files import NEEDS
from generator.site.frame import SITE
from generator.site.index import AS_OF, PUBLIC
from generator.site.visibility import State, state
from generator.theme.blocks import elsewhere, story_elsewhere


class UsedFile(msgspec.Struct, frozen=True):
    """A picture or file that a story uses: its path in the site's folder, and its address in full."""

    path: str
    url: str


class ExportedStory(msgspec.Struct, frozen=True):
    """A story, or a page, as it is exported. Addresses are in full, and ``html`` is its body for other sites.

    ``state`` says why readers do not see it; empty if they do. ``source`` is the text of its file. ``story`` is all
    that is known of a story; a page has none.
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


class Collected(msgspec.Struct, frozen=True):
    """The site, and all stories (newest first) and pages of an edition."""

    site: Site
    zone: str
    stories: tuple[ExportedStory, ...]


def collected(request: BuildRequest, runtime: Runtime) -> Collected:
    """Collect what an edition has; with ``drafts`` in the request, also what is not public, with its state.

    :raises Problems: if the site has errors. If drafts are asked for, none may be missing, so that goes for them, too.
    """
    if request.drafts:
        request = replace(request, settings=replace(request.settings, draft_problems="error"))
    sources = gather(request.site, runtime.notify, request.content)
    do = partial(_collected, request, runtime, sources)
    return with_store(request.site, sources.program, do, runtime.notify)


def _collected(request: BuildRequest, runtime: Runtime, sources: Sources, store: Store) -> Collected:
    found = all_settled(request, runtime, sources, store)
    settle(found.problems)
    ask, copy = found.graph, {each.path: each for each in sources.contents.copy}
    public = ask(PUBLIC)
    stories = (_story(ask, path, request, copy[path]) for path in public.stories)
    pages = (_page(ask, path, request, copy[path]) for path in public.pages)
    return Collected(ask(SITE), request.settings.timezone, (*stories, *pages))


def _story(ask: Ask, path: str, request: BuildRequest, copy: Copy) -> ExportedStory:
    story, head = story_elsewhere(ask, path), ask(HEAD, path)
    assert head is not None, "a file that cannot be read is not in the edition"
    return ExportedStory(
        path,
        story.permalink,
        story.headline,
        head.slug,
        str(story.body.elsewhere(ask(SITE).origin, story.permalink).__html__()),
        story.standfirst,
        story.language,
        _text(request, copy),
        state(head, ask(AS_OF)),
        story.published,
        story.modified,
        story,
        tuple(_files(ask, path)),
    )


def _page(ask: Ask, path: str, request: BuildRequest, copy: Copy) -> ExportedStory:
    page: Page = ask(PAGE, path)
    head = ask(HEAD, path)
    assert head is not None, "a file that cannot be read is not in the edition"
    body = elsewhere(ask, path, page.body).elsewhere(ask(SITE).origin, page.permalink)
    return ExportedStory(
        path,
        page.permalink,
        page.title,
        head.slug,
        str(body.__html__()),
        page.standfirst,
        page.language,
        _text(request, copy),
        state(head, ask(AS_OF)),
        files=tuple(_files(ask, path)),
    )


def _text(request: BuildRequest, copy: Copy) -> str:
    return scan.bytes_of(request.site, copy).decode("utf-8-sig", "replace")


def _files(ask: Ask, path: str) -> Iterator[UsedFile]:
    settings, origin = ask(SETTINGS), ask(SITE).origin
    for each in dict.fromkeys(ask(NEEDS, path).used):
        yield UsedFile(each, origin + address(settings, file_place(each)))
