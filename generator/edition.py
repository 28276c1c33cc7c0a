"""The edition: the site as of one instant.

What is not public at that instant (drafts, the future, the expired, the undated) is left out here, and nothing
downstream can see it: no listing, count, feed or related list has to remember to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator.addresses import address, file_place, permanent, story_place
from generator.assets import Asset
from generator.links import Linked, Places, link, unused
from generator.output import Copied, Nav, Site
from generator.problems import Problem
from generator.related import Lookup, related
from generator.settings import Settings
from generator.story import Card, Link, Manuscript, Page, Picture, Related, Story, Term, direction
from generator.terms import Named, Terms, folded, settle_terms


@dataclass(frozen=True, slots=True)
class Group:
    """The stories of one section, tag, byline or source, newest first."""

    term: Term
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A file of content/ that public copy uses, and where it stands on the site."""

    place: str
    path: str
    file: Copied


@dataclass(frozen=True, slots=True)
class Moved:
    """An old place of a story, which sends readers on to ``target``; ``source`` is the story's file."""

    place: str
    target: Link
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Every story that is public as of one instant, newest first, and what it can be found by.

    ``places`` are where stories and pages stand, by their path; ``neighbours`` are the next newer and older story of
    the same section. ``problems`` is all that was found on the way, errors and warnings.
    """

    settings: Settings
    site: Site
    nav: Nav
    assets: tuple[Asset, ...]
    asset_urls: Mapping[str, str]
    stories: tuple[Story, ...]
    cards: tuple[Card, ...]
    sections: tuple[Group, ...]
    tags: tuple[Group, ...]
    bylines: tuple[Group, ...]
    sources: tuple[Group, ...]
    days: Mapping[date, tuple[Card, ...]]
    pages: tuple[Page, ...]
    places: Mapping[str, str]
    related: Mapping[str, tuple[Related, ...]]
    neighbours: Mapping[str, tuple[Card | None, Card | None]]
    files: tuple[Placed, ...]
    moved: tuple[Moved, ...]
    problems: tuple[Problem, ...]


def edition(
    manuscripts: Sequence[Manuscript],
    files: Mapping[str, Copied],
    assets: Mapping[str, Asset],
    settings: Settings,
    as_of: datetime,
    drafts: bool = False,
) -> Edition:
    """The edition of ``manuscripts`` as of an aware instant; ``files`` are the other paths of content/."""
    return _Maker(manuscripts, files, settings, as_of, drafts).edition(assets)


def withheld(manuscript: Manuscript, as_of: datetime, drafts: bool = False) -> str:
    """Why ``manuscript`` may not be seen at the instant ``as_of``, in words; empty if it may."""
    published, expires = manuscript.published, manuscript.expires
    if manuscript.draft and not drafts:
        return "it is a draft"
    if expires and expires <= as_of:
        return f"it expired at {expires.isoformat(' ', 'minutes')}"
    if published and published > as_of:
        return f"it is to be published at {published.isoformat(' ', 'minutes')}"
    if not published and manuscript.kind == "story":
        return "it has no date"
    return ""


def public_stories(manuscripts: Iterable[Manuscript], as_of: datetime, drafts: bool = False) -> list[Manuscript]:
    """The stories that may be seen at the instant ``as_of``, newest first; those of one instant by their path."""
    seen = (each for each in manuscripts if each.kind == "story" and not withheld(each, as_of, drafts))
    return sorted(sorted(seen, key=lambda story: story.path), key=_published, reverse=True)


def _published(story: Manuscript) -> datetime:
    assert story.published is not None  # a story without a time is never public
    return story.published


class _Maker:
    """Takes the public manuscripts to their places, step by step; each step needs those before it."""

    def __init__(
        self, manuscripts: Sequence[Manuscript], files: Mapping[str, Copied], settings: Settings, as_of: datetime, drafts: bool
    ) -> None:
        self.manuscripts, self.files, self.settings = manuscripts, files, settings
        self.public = public_stories(manuscripts, as_of, drafts)
        pages = (each for each in manuscripts if each.kind == "page" and not withheld(each, as_of, drafts))
        self.pages = sorted(pages, key=lambda page: page.path)
        self.problems: list[Problem] = []
        self.sections = self._terms("section", "/", lambda story: [story.section] if story.section else [])
        self.tags = self._terms("tag", "/tags/", lambda story: story.tags)
        self.bylines = self._terms("byline", "/bylines/", lambda story: story.bylines)
        self.sources = self._terms("source", "/sources/", self._agency)
        self.places = {each.path: self._place(each) for each in [*self.public, *self.pages]}
        self.linked = Linked()
        self.link_places = self._link_places()
        self.cards = {story.path: self._card(story) for story in self.public}

    def edition(self, assets: Mapping[str, Asset]) -> Edition:
        lookup = Lookup(self.manuscripts)
        stories = tuple(self._story(story, lookup) for story in self.public)
        pages = tuple(self._page(page) for page in self.pages)
        sections = self._ordered(self._groups(self.sections, lambda card: [card.section] if card.section else []))
        files = self._files()
        self.problems += self.linked.problems
        return Edition(
            settings=self.settings,
            site=_site(self.settings),
            nav=self._nav(sections, pages),
            assets=tuple(assets.values()),
            asset_urls={name: address(self.settings, asset.place) for name, asset in sorted(assets.items())},
            stories=stories,
            cards=tuple(self.cards.values()),
            sections=sections,
            tags=self._groups(self.tags, lambda card: card.tags),
            bylines=self._groups(self.bylines, lambda card: card.bylines),
            sources=self._groups(self.sources, lambda card: [card.source] if card.source else []),
            days=_by_day(self.cards.values()),
            pages=pages,
            places=self.places,
            related=self._related(),
            neighbours=self._neighbours(),
            files=files,
            moved=tuple(self._moved()),
            problems=tuple(self.problems),
        )

    def _agency(self, story: Manuscript) -> list[str]:
        """The source by the agency's own name, where site.toml knows the other one."""
        known = self.settings.agency(story.source) if story.source else None
        return [known.name if known else story.source] if story.source else []

    def _terms(self, kind: str, folder: str, names: Callable[[Manuscript], Iterable[str]]) -> Terms:
        named = (
            Named(name, story.path, story.lines.get(_FIELD[kind], 0)) for story in self.public for name in names(story)
        )
        preferred = [*self.settings.sections] if kind == "section" else []
        terms = settle_terms(kind, folder, named, self.settings, preferred)
        self.problems += terms.problems
        return terms

    def _place(self, manuscript: Manuscript) -> str:
        if manuscript.kind == "page":
            return f"/{manuscript.slug}/"
        section = self.sections.of(manuscript.section).slug if manuscript.section else ""
        return story_place(self.settings, _published(manuscript), section, manuscript.slug)

    def _link_places(self) -> Places:
        return Places(
            public={path: address(self.settings, place) for path, place in self.places.items()},
            withheld=frozenset(each.path for each in self.manuscripts) - self.places.keys(),
            files={path: address(self.settings, file_place(path)) for path in self.files},
            root=lambda place: address(self.settings, place),
        )

    def _card(self, story: Manuscript) -> Card:
        published = _published(story)
        language = story.language or self.settings.language
        source = self._agency(story)
        return Card(
            headline=story.headline,
            standfirst=story.standfirst,
            url=address(self.settings, self.places[story.path]),
            published=published,
            modified=story.modified if story.modified and story.modified > published else None,
            section=self.sections.of(story.section) if story.section else None,
            tags=self.tags.all(story.tags),
            bylines=self.bylines.all(story.bylines),
            source=self.sources.of(source[0]) if source else None,
            dateline=story.dateline,
            picture=self._picture(story),
            priority=story.priority,
            language=language,
            direction=direction(language),
        )

    def _picture(self, story: Manuscript) -> Picture | None:
        picture = story.picture
        if not picture or not picture.src.startswith("content/"):
            return picture
        if picture.src in self.link_places.files:
            self.linked.used.add(picture.src)
            return replace(picture, src=self.link_places.files[picture.src])
        message = f"there is no picture {picture.src}"
        fix = "check the path of `picture`; it starts from this file's own folder"
        self.problems.append(Problem(story.path, story.lines.get("picture", 0), 0, message, fix))
        return None

    def _story(self, story: Manuscript, lookup: Lookup) -> Story:
        card = self.cards[story.path]
        agency = self.settings.agency(card.source.name) if card.source else None
        return Story(
            **{name: getattr(card, name) for name in Card.__dataclass_fields__},
            path=story.path,
            permalink=permanent(self.settings, self.places[story.path]),
            body=link(story, self.link_places, self.linked),
            words=story.words,
            headings=story.headings,
            related_headlines=lookup.unmatched(story),
            source_url=agency.url if agency else "",
            extra=story.extra,
        )

    def _page(self, page: Manuscript) -> Page:
        language = page.language or self.settings.language
        return Page(
            path=page.path,
            title=page.headline,
            standfirst=page.standfirst,
            url=address(self.settings, self.places[page.path]),
            permalink=permanent(self.settings, self.places[page.path]),
            body=link(page, self.link_places, self.linked),
            headings=page.headings,
            language=language,
            direction=direction(language),
            extra=page.extra,
        )

    def _groups(self, terms: Terms, of: Callable[[Card], Iterable[Term]]) -> tuple[Group, ...]:
        cards: dict[Term, list[Card]] = {term: [] for term in sorted(terms.by_name.values(), key=_by_name)}
        for card in self.cards.values():
            for term in of(card):
                cards[term].append(card)
        return tuple(Group(term, tuple(found)) for term, found in cards.items())

    def _ordered(self, sections: tuple[Group, ...]) -> tuple[Group, ...]:
        """Sections in the order of site.toml, those that it does not name after them."""
        first = {self.sections.by_name.get(key): rank for rank, key in enumerate(map(folded, self.settings.sections))}
        return tuple(sorted(sections, key=lambda group: (first.get(group.term, len(first)), _by_name(group.term))))

    def _related(self) -> dict[str, tuple[Related, ...]]:
        matches = related(self.public)
        return {
            path: tuple(Related(self.cards[match.path], match.reason) for match in found)
            for path, found in matches.items()
        }

    def _neighbours(self) -> dict[str, tuple[Card | None, Card | None]]:
        of_section: dict[Term | None, list[str]] = defaultdict(list)
        for path, card in self.cards.items():
            of_section[card.section].append(path)
        found: dict[str, tuple[Card | None, Card | None]] = {}
        for paths in of_section.values():
            ring = [None, *(self.cards[path] for path in paths), None]
            found |= {path: (ring[place], ring[place + 2]) for place, path in enumerate(paths)}
        return found

    def _files(self) -> tuple[Placed, ...]:
        static = {path for path in self.files if path.startswith("content/static/")}
        self.linked.used |= static
        if not self.problems and not self.linked.problems:
            self.problems += unused(self.files, self.linked)
        return tuple(Placed(file_place(path), path, self.files[path]) for path in sorted(self.linked.used))

    def _moved(self) -> Iterator[Moved]:
        for each in [*self.public, *self.pages]:
            target = Link(each.headline, address(self.settings, self.places[each.path]))
            yield from (Moved(alias, target, each.path) for alias in each.aliases)

    def _nav(self, sections: tuple[Group, ...], pages: tuple[Page, ...]) -> Nav:
        any_story = bool(self.cards)
        return Nav(
            sections=tuple(group.term for group in sections),
            pages=tuple(Link(page.title, page.url) for page in pages),
            latest=Link("Latest", address(self.settings, "/latest/")) if any_story else None,
            archive=Link("Archive", address(self.settings, "/archive/")) if any_story else None,
        )


_FIELD = {"section": "section", "tag": "tags", "byline": "bylines", "source": "source"}


def _by_name(term: Term) -> tuple[str, str]:
    return term.name.casefold(), term.slug


def _by_day(cards: Iterable[Card]) -> dict[date, tuple[Card, ...]]:
    days: dict[date, list[Card]] = defaultdict(list)
    for card in cards:
        days[card.published.date()].append(card)
    return {day: tuple(days[day]) for day in sorted(days)}


def _site(settings: Settings) -> Site:
    return Site(
        title=settings.title,
        tagline=settings.tagline,
        description=settings.description,
        home=settings.base_path,
        url=settings.origin + settings.base_path,
        origin=settings.origin,
        language=settings.language,
        direction=direction(settings.language),
        publisher=settings.publisher or settings.title,
        copyright=settings.copyright,
        feed=address(settings, "/feed.xml"),
    )
