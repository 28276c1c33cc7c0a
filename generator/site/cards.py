"""Cards, stories and pages: what the site shows of a public manuscript, with names as terms and resolved links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.engine.definitions import Ask, Query, Table
from generator.model.live import LiveEntry, LiveNote
from generator.model.manuscript import Manuscript
from generator.model.page import Page
from generator.model.problems import Level, Problem
from generator.model.series import SeriesPart
from generator.model.series_neighbours import SeriesNeighbours
from generator.model.settings import Settings
from generator.model.story import Card, Related, Story, direction, facts
from generator.model.terms import folded
from generator.model.urls import address, permanent
from generator.reading.inputs import DRAFTS, SETTINGS
from generator.reading.queries import HEAD, Text, text_of
from generator.site.corrections import corrections, seen
from generator.site.descriptions import portrait
from generator.site.disclosures import paid_links, source_notes
from generator.site.embedded_videos import embedded_videos
from generator.site.events import event_of
from generator.site.index import AS_OF, stories
from generator.site.indexing import elsewhere
from generator.site.links import body
from generator.site.live import headings, live, newest
from generator.site.names import source_of, term, terms
from generator.site.places import PLACE, story_named, uri, url
from generator.site.recordings import recordings
from generator.site.related.query import matches
from generator.site.related.reasons import Match
from generator.site.republishing import licence_of
from generator.site.series import AROUND, PART
from generator.site.story_pictures import PICTURED
from generator.site.timed_parts import seen_entries, seen_notes
from generator.site.translations import translations
from generator.site.visibility import dated, published_at, state


def _public_head(ask: Ask, path: str) -> Manuscript:
    head = ask(HEAD, path)
    assert head is not None  # a file that cannot be read is never public
    return head if head.published or head.kind == "page" else dated(head, ask(AS_OF))


def _withheld(ask: Ask, head: Manuscript) -> str:
    """Why readers cannot see a manuscript that this edition shows to the newsroom; empty if they can."""
    return state(head, ask(AS_OF)) if ask(DRAFTS) else ""


def _card(ask: Ask, path: str) -> Card:
    story, settings = _public_head(ask, path), ask(SETTINGS)
    published = published_at(story).astimezone(settings.zone)
    language = story.language or settings.language
    source = source_of(story.source, settings)
    bylines = terms(ask, "byline", story.bylines)
    corrected = seen(ask, story)
    as_of = ask(AS_OF) if story.live else None
    changed = (story.modified, *(each.at for each in corrected), newest(ask, path) if story.live else None)
    modified = max(filter(None, changed), default=None)
    return Card(
        headline=story.headline,
        standfirst=story.standfirst,
        url=url(ask, path),
        published=published,
        modified=modified.astimezone(settings.zone) if modified and modified > published else None,
        section=term(ask, "section", story.section) if story.section else None,
        tags=terms(ask, "tag", story.tags),
        bylines=bylines,
        source=term(ask, "source", source) if source else None,
        dateline=story.dateline,
        picture=ask(PICTURED, path).picture if story.picture else None,
        priority=story.priority,
        genre=story.genre,
        language=language,
        direction=direction(language),
        withheld=_withheld(ask, story),
        headline_spans=story.headline_spans,
        standfirst_spans=story.standfirst_spans,
        beginning=story.beginning,
        portrait=portrait(ask, bylines) if _is_opinion(story, settings) else None,
        corrected=tuple(each.kind for each in corrected),
        sponsored=story.sponsored,
        series=ask(PART, path) if story.series else None,
        taxonomies={name: found for name, each in story.taxonomies.items() if (found := terms(ask, name, each))},
        live=bool(story.live and as_of and story.live.is_live(as_of)),
    )


def _is_opinion(story: Manuscript, settings: Settings) -> bool:
    """Whether a story is opinion, so that its bylines are shown above the headline."""
    looks = {folded(name): look for name, look in settings.blocks.items()}
    return story.genre == "opinion" or looks.get(folded(story.section)) == "opinion"


def _story(ask: Ask, path: str) -> Story:
    card, head, text, settings = ask(CARD, path), _public_head(ask, path), text_of(ask, path), ask(SETTINGS)
    agency = settings.agency(card.source.name) if card.source else None
    counted: tuple[Text | LiveEntry | LiveNote, ...]
    counted = (text, *seen_entries(ask, text), *seen_notes(ask, text)) if text else ()
    return Story(
        **facts(card),
        path=path,
        uri=uri(ask, path),
        permalink=permanent(settings, ask(PLACE, path)),
        body=paid_links(body(ask, path), settings) if card.sponsored else body(ask, path),
        words=sum(each.words for each in counted),
        characters=sum(each.characters for each in counted),
        headings=headings(ask, path, text) if text else (),
        related_headlines=tuple(each for each in head.related if story_named(ask, each) is None),
        translations=translations(ask, path),
        expires=head.expires,
        source_url=agency.url if agency else "",
        extra=head.extra,
        layout=head.layout,
        noindex=head.noindex,
        canonical=elsewhere(settings, head.canonical),
        corrections=corrections(ask, path) if card.corrected else (),
        ai=head.ai,
        source_notes=source_notes(ask, path, head),
        located=head.located,
        free=head.free,
        review=head.review if head.genre == "review" and not head.sponsored else None,
        event=event_of(ask, head),
        licence=licence_of(ask, head),
        recordings=recordings(ask, path),
        embedded_videos=embedded_videos(ask, path),
        coverage=live(ask, path, permanent(settings, ask(PLACE, path))) if head.live else None,
    )


def _page(ask: Ask, path: str) -> Page:
    head, text, settings, place = _public_head(ask, path), text_of(ask, path), ask(SETTINGS), ask(PLACE, path)
    language = head.language or settings.language
    return Page(
        path=path,
        title=head.headline,
        standfirst=head.standfirst,
        url=address(settings, place),
        permalink=permanent(settings, place),
        body=body(ask, path),
        headings=text.headings if text else (),
        language=language,
        direction=direction(language),
        extra=head.extra,
        withheld=_withheld(ask, head),
        title_spans=head.headline_spans,
        standfirst_spans=head.standfirst_spans,
        beginning=head.beginning,
        layout=head.layout,
        noindex=head.noindex,
        canonical=elsewhere(settings, head.canonical),
    )


def _owners(ask: Ask) -> Mapping[str, str]:
    """The path of the story that owns each explicit tag URI; reports stories that claim another story's URI."""
    explicit = [(path, written) for path, written in stories(ask, "uri") if written]
    if not explicit:
        return {}
    owners = {written: path for path, written in explicit}
    owners |= {uri(ask, path): path for path, written in stories(ask, "uri") if not written}
    for path, written in explicit:
        if (owner := owners[written]) != path:
            head = ask(HEAD, path)
            line = head.lines.get("uri", 0) if head else 0
            fix = "remove this line, or the one in the other story"
            level: Level = "warning" if ask(SETTINGS).adopt else "error"
            ask.report(Problem(path, line, 0, f"{owner} has the same `uri`", fix, level=level))
    return {written: owners[written] for _, written in explicit}


CARD = Query[Card]("card", Card, _card)
"""Everything that other pages may know about a public story, by its path."""

STORY = Query[Story]("story", Story, _story, stored=False)
"""A public story as shown on its own page, by its path."""

PAGE = Query[Page]("page", Page, _page, stored=False)
"""A public standalone page, by its path."""

URI_OWNERS = Table[str]("uri-owners", str, _owners)
"""The path of the story that owns each tag URI given in front matter."""

QUERIES = (CARD, STORY, PAGE, URI_OWNERS)


def cards(ask: Ask, paths: tuple[str, ...]) -> tuple[Card, ...]:
    """The cards of some public stories."""
    return tuple(ask(CARD, path) for path in paths)


def series_around(ask: Ask, path: str, part: SeriesPart | None) -> SeriesNeighbours | None:
    """The parts before and after a story in its series; None if it is not in one. ``part`` comes from its card."""
    if not part:
        return None
    around = ask(AROUND, path)
    before, after = (ask(CARD, each) if each else None for each in (around.before, around.after))
    return SeriesNeighbours(around.total, before, after)


def related(ask: Ask, path: str) -> tuple[Related, ...]:
    """The related stories of a public story, best first."""
    return tuple(Related(card, match.reason) for match, card in shown_matches(ask, path))


def shown_matches(ask: Ask, path: str) -> Iterator[tuple[Match, Card]]:
    """The matches of a public story, each with its card; see ``with_cards``."""
    return with_cards(ask, path, matches(ask, path))


def with_cards(ask: Ask, path: str, found: Iterable[Match]) -> Iterator[tuple[Match, Card]]:
    """Matches of a public story, each with its card, without translations of that story or of an earlier match."""
    shown = {each.url for each in translations(ask, path)}
    for match in found:
        card = ask(CARD, match.path)
        if card.url not in shown:
            shown |= {each.url for each in translations(ask, match.path)}
            yield match, card
