"""Cards: what all other pages may know of a story, with its names settled into terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.story import Card, Manuscript, Picture, direction, stamped
from generator.model.terms import Named, Terms, settle_terms


@dataclass(frozen=True, slots=True)
class Names:
    """The sections, tags, bylines and sources of an edition."""

    sections: Terms
    tags: Terms
    bylines: Terms
    sources: Terms

    @property
    def problems(self) -> list[Problem]:
        """Names that clash."""
        return [*self.sections.problems, *self.tags.problems, *self.bylines.problems, *self.sources.problems]


def settle_names(stories: Sequence[Manuscript], settings: Settings) -> Names:
    """The terms that ``stories`` name."""

    def terms(kind: str, folder: str, of: Callable[[Manuscript], Iterable[str]], spelt: Iterable[str] = ()) -> Terms:
        field = {"tag": "tags", "byline": "bylines"}.get(kind, kind)
        named = (Named(name, story.path, story.lines.get(field, 0)) for story in stories for name in of(story))
        return settle_terms(kind, folder, named, settings, spelt)

    return Names(
        sections=terms("section", "/", lambda story: [story.section] if story.section else [], settings.sections),
        tags=terms("tag", "/tags/", lambda story: story.tags),
        bylines=terms("byline", "/bylines/", lambda story: story.bylines),
        sources=terms("source", "/sources/", lambda story: agency_names(story, settings)),
    )


def agency_names(story: Manuscript, settings: Settings) -> list[str]:
    """The story's source, if it has one, by the agency's own name where site.toml knows the one written."""
    known = settings.agency(story.source) if story.source else None
    return [known.name if known else story.source] if story.source else []


def card_of(
    story: Manuscript, url: str, picture: Picture | None, names: Names, settings: Settings, withheld: str = ""
) -> Card:
    """The card of a story that stands at ``url``; ``withheld`` says why readers do not see it, if they do not."""
    assert story.published is not None  # a story without a time is never public
    language = story.language or settings.language
    source = agency_names(story, settings)
    card = Card(
        headline=story.headline,
        standfirst=story.standfirst,
        url=url,
        published=story.published,
        modified=story.modified if story.modified and story.modified > story.published else None,
        section=names.sections.of(story.section) if story.section else None,
        tags=names.tags.all(story.tags),
        bylines=names.bylines.all(story.bylines),
        source=names.sources.of(source[0]) if source else None,
        dateline=story.dateline,
        picture=picture,
        priority=story.priority,
        genre=story.genre,
        language=language,
        direction=direction(language),
        withheld=withheld,
    )
    return stamped(card)
