"""The edition: the site as of one instant.

What is not public at that instant (drafts, the future, the expired, the undated) is left out here, and nothing
downstream can see it: no listing, count, feed or related list has to remember to check. An edition with ``drafts``,
which is for the newsroom's own eyes, has all of it, each with the reason why it is ``withheld``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from generator.media import svg_safety
from generator.media.picture_problems import unpublishable
from generator.model.output import Cleared, Copied, Cropped, Deleted, Nav, Resized, Site, Tombstone
from generator.model.picture_kinds import claimed
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.model.story import (
    Body,
    Card,
    Link,
    Manuscript,
    Page,
    Related,
    Story,
    Translation,
    direction,
    facts,
    stamped,
)
from generator.model.tag_uri import story_uri
from generator.model.terms import folded
from generator.model.urls import address, file_place, permanent, story_place
from generator.site import well_known
from generator.site.assets import Asset
from generator.site.cards import Names, card_of, settle_names
from generator.site.feeds import Channel, channels
from generator.site.links import Linked, Places, link, picture, unused
from generator.site.related.lists import Lookup, Match, unmatched
from generator.site.site_info import bad_icon, lost_policies, site_of
from generator.site.taxonomies import Group, by_day, groups, neighbours, ordered
from generator.site.translations import grouped
from generator.site.url_history import EMPTY, Ledger, moved
from generator.site.visibility import killed_at, killed_stories, public_pages, public_stories, published_at, state
from generator.text.messages import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Placed:
    """A file of content/ that public copy uses, or what is cut of it, and where that stands on the site."""

    place: str
    path: str
    file: Copied | Cropped | Resized | Cleared


@dataclass(frozen=True, slots=True)
class Moved:
    """An old place of a story, which sends readers on to ``target``; ``source`` is the story's file."""

    place: str
    target: Link
    source: str


@dataclass(frozen=True, slots=True)
class Grave:
    """A place at which a story stood that was withdrawn; ``source`` is the story's file."""

    place: str
    tombstone: Tombstone
    source: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Every story that is public as of one instant, newest first, and what it can be found by.

    ``authority`` is the host in the tag URIs of stories and feeds. ``places`` are where stories and pages stand, by
    their path; ``neighbours`` are the next newer and older story of the same section. ``photos`` are the files of
    stories' pictures, by the story's path. ``aliases`` are old places that editors named, ``left`` those that the
    ledger remembers, ``graves`` those of stories that were withdrawn. ``problems`` is all that was found on the way,
    errors and warnings.
    """

    settings: Settings
    words: Words
    as_of: datetime
    authority: str
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
    channels: tuple[Channel, ...]
    files: tuple[Placed, ...]
    crops: tuple[Placed, ...]
    photos: Mapping[str, Copied]
    aliases: tuple[Moved, ...]
    left: tuple[Moved, ...]
    graves: tuple[Grave, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a newsroom has, public or not: what an edition is made of.

    ``files`` are the other files of content/ by path, ``unread`` the paths of copy whose problems keep it out: nothing
    more is said of what leads to them. ``ledger`` knows where stories stood before.
    """

    manuscripts: Sequence[Manuscript]
    files: Mapping[str, Copied]
    assets: Mapping[str, Asset]
    unread: frozenset[str] = frozenset()
    ledger: Ledger = EMPTY


def edition(
    holdings: Holdings,
    settings: Settings,
    as_of: datetime,
    drafts: bool = False,
    lists: Mapping[str, Sequence[Match]] | None = None,
    words: Words = ENGLISH,
) -> Edition:
    """The edition of a newsroom's holdings as of an aware instant.

    ``lists`` are the related stories of each public one, by path (see ``related/lists.py``); ``words`` names listings.
    """
    manuscripts, files, assets = holdings.manuscripts, holdings.files, holdings.assets
    stories = public_stories(manuscripts, as_of, drafts)
    killed = [] if drafts else killed_stories(manuscripts, as_of)
    pages = public_pages(manuscripts, as_of, drafts)
    names = settle_names(stories, settings)
    places = {each.path: _place(each, names, settings) for each in [*stories, *pages]}
    leads = _link_places(holdings, places, settings)
    linked = Linked()
    pictures = {story.path: picture(story, leads, linked) for story in stories}
    cards = {
        story.path: card_of(story, leads.public[story.path], pictures[story.path], names, settings, state(story, as_of))
        for story in stories
    }
    lookup = Lookup.of(each for each in manuscripts if each.kind == "story")
    permalinks = {path: permanent(settings, place) for path, place in places.items()}
    authority = holdings.ledger.authority or settings.host
    uris = {story.path: story.uri or story_uri(authority, story.path) for story in stories}
    languages = grouped(manuscripts, lookup, cards, permalinks)
    told = tuple(
        _story(
            story,
            cards[story.path],
            uris[story.path],
            permalinks[story.path],
            lookup,
            languages.translations.get(story.path, ()),
            link(story, leads, linked),
            settings,
        )
        for story in stories
    )
    standing = tuple(_page(page, places, link(page, leads, linked), settings, state(page, as_of)) for page in pages)
    sections = ordered(groups(names.sections, cards, lambda card: [card.section] if card.section else []), settings)
    tags = groups(names.tags, cards, lambda card: card.tags)
    bylines = groups(names.bylines, cards, lambda card: card.bylines)
    linked.used |= {path for path in files if path.startswith("content/static/")}
    unsettled = holdings.unread or names.problems or linked.problems
    problems = [
        *bad_icon(assets),
        *lost_policies(settings, standing),
        *well_known.problems(settings, as_of),
        *names.problems,
        *_same_uri(stories, uris),
        *languages.problems,
        *linked.problems,
        *unpublishable(files, linked.used, settings.adopt),
        *(() if unsettled else unused(files, linked)),
    ]
    return Edition(
        settings=settings,
        words=words,
        as_of=as_of,
        authority=authority,
        site=site_of(settings, assets),
        nav=_nav(sections, standing, settings, words, bool(stories)),
        assets=tuple(assets.values()),
        asset_urls=asset_urls(assets, settings),
        stories=told,
        cards=tuple(cards.values()),
        sections=sections,
        tags=tags,
        bylines=bylines,
        sources=groups(names.sources, cards, lambda card: [card.source] if card.source else []),
        days=by_day(cards.values()),
        pages=standing,
        places=places,
        related=_related(lists or {}, cards, languages.translations),
        neighbours=neighbours(cards),
        channels=channels(
            told,
            {"sections": sections, "tags": tags, "bylines": bylines},
            settings,
            tuple(Deleted(each.uri or story_uri(authority, each.path), killed_at(each)) for each in killed),
        ),
        files=tuple(Placed(file_place(path), path, _published(path, files[path])) for path in sorted(linked.used)),
        crops=tuple(Placed(file_place(path), source, crop) for path, (crop, source) in sorted(linked.crops.items())),
        photos={each.path: files[each.picture.src] for each in stories if each.picture and each.picture.src in files},
        aliases=tuple(_aliases([*stories, *pages], leads)),
        left=tuple(_left([*stories, *pages], leads, places, holdings.ledger)),
        graves=tuple(_graves(killed, names, settings, holdings.ledger)),
        problems=tuple(problems),
    )


def excerpt(
    settings: Settings,
    words: Words,
    as_of: datetime,
    authority: str,
    nav: Nav,
    assets: Mapping[str, Asset],
    stories: Sequence[Story],
    places: Mapping[str, str],
    related: Mapping[str, tuple[Related, ...]],
    neighbours: Mapping[str, tuple[Card | None, Card | None]],
    channels: tuple[Channel, ...],
) -> Edition:
    """As much of an edition as the pages of some of its stories need, and some of its feeds."""
    return Edition(
        settings=settings,
        words=words,
        as_of=as_of,
        authority=authority,
        site=site_of(settings, assets),
        nav=nav,
        assets=tuple(assets.values()),
        asset_urls=asset_urls(assets, settings),
        stories=tuple(stories),
        cards=tuple(stories),
        sections=(),
        tags=(),
        bylines=(),
        sources=(),
        days={},
        pages=(),
        places=places,
        related=related,
        neighbours=neighbours,
        channels=channels,
        files=(),
        crops=(),
        photos={},
        aliases=(),
        left=(),
        graves=(),
        problems=(),
    )


def asset_urls(assets: Mapping[str, Asset], settings: Settings) -> dict[str, str]:
    """The address of each asset, by its name."""
    return {name: address(settings, asset.place) for name, asset in sorted(assets.items())}


def _published(path: str, file: Copied) -> Copied | Cleared:
    """A file as it is published: a picture without its metadata, a drawing once it has been looked into."""
    drawing = path.lower().endswith(svg_safety.KIND) and not path.startswith("content/static/")
    return Cleared(file) if drawing or file.kind or claimed(path) else file


def _place(manuscript: Manuscript, names: Names, settings: Settings) -> str:
    if manuscript.kind == "page":
        return f"/{manuscript.slug}/"
    term = names.sections.by_name.get(folded(manuscript.section))
    section = term.slug if term else slug(manuscript.section, settings.language)
    return story_place(settings, published_at(manuscript), section, manuscript.slug)


def _link_places(holdings: Holdings, places: Mapping[str, str], settings: Settings) -> Places:
    return Places(
        public={path: address(settings, place) for path, place in places.items()},
        withheld=frozenset(each.path for each in holdings.manuscripts) - places.keys(),
        unread=holdings.unread,
        files=holdings.files,
        file=lambda path: address(settings, file_place(path)),
        root=lambda place: address(settings, place),
        adopt=settings.adopt,
    )


def _story(
    story: Manuscript,
    card: Card,
    uri: str,
    permalink: str,
    lookup: Lookup,
    translations: tuple[Translation, ...],
    body: Body,
    settings: Settings,
) -> Story:
    agency = settings.agency(card.source.name) if card.source else None
    told = Story(
        **facts(card),
        path=story.path,
        uri=uri,
        permalink=permalink,
        body=body,
        words=story.words,
        headings=story.headings,
        related_headlines=unmatched(story, lookup),
        translations=translations,
        expires=story.expires,
        source_url=agency.url if agency else "",
        extra=story.extra,
    )
    return stamped(told)


def _same_uri(stories: Iterable[Manuscript], uris: Mapping[str, str]) -> Iterator[Problem]:
    """Stories that say to be another one."""
    owners = {
        uris[story.path]: story.path for story in sorted(stories, key=lambda story: bool(story.uri), reverse=True)
    }
    for story in stories:
        if story.uri and (owner := owners[story.uri]) != story.path:
            message, fix = f"{owner} has the same `uri`", "take out this line, or that of the other story"
            yield Problem(story.path, story.lines.get("uri", 0), 0, message, fix)


def _page(page: Manuscript, places: Mapping[str, str], body: Body, settings: Settings, withheld: str) -> Page:
    language = page.language or settings.language
    return Page(
        path=page.path,
        title=page.headline,
        standfirst=page.standfirst,
        url=address(settings, places[page.path]),
        permalink=permanent(settings, places[page.path]),
        body=body,
        headings=page.headings,
        language=language,
        direction=direction(language),
        extra=page.extra,
        withheld=withheld,
    )


def _related(
    lists: Mapping[str, Sequence[Match]],
    cards: Mapping[str, Card],
    translations: Mapping[str, tuple[Translation, ...]],
) -> dict[str, tuple[Related, ...]]:
    """The related stories; none of them tells the same in another language."""
    return {path: related_of(path, matches, cards, translations) for path, matches in lists.items()}


def related_of(
    path: str,
    matches: Iterable[Match],
    cards: Mapping[str, Card],
    translations: Mapping[str, tuple[Translation, ...]],
) -> tuple[Related, ...]:
    """One story's related stories; neither it nor one of these is shown once more in another language."""
    if not translations:
        return tuple(Related(cards[each.path], each.reason) for each in matches)
    told = {each.url for each in translations.get(path, ())}
    found = []
    for each in matches:
        card = cards[each.path]
        if card.url not in told:
            told |= {other.url for other in translations.get(each.path, ())}
            found.append(Related(card, each.reason))
    return tuple(found)


def _aliases(manuscripts: Iterable[Manuscript], leads: Places) -> Iterator[Moved]:
    for each in manuscripts:
        target = Link(each.headline, leads.public[each.path])
        yield from (Moved(alias, target, each.path) for alias in each.aliases)


def _graves(killed: Iterable[Manuscript], names: Names, settings: Settings, ledger: Ledger) -> Iterator[Grave]:
    """All places at which stories that were withdrawn are known to have stood."""
    for story in killed:
        stood = (place for place, path in ledger.files.items() if path == story.path)
        tombstone = Tombstone(killed_at(story), story.kill_note)
        for place in dict.fromkeys([_place(story, names, settings), *story.aliases, *stood]):
            yield Grave(place, tombstone, story.path)


def _left(
    manuscripts: Sequence[Manuscript], leads: Places, places: Mapping[str, str], ledger: Ledger
) -> Iterator[Moved]:
    """The places that stories stood at before they moved, by the ledger."""
    headlines = {each.path: each.headline for each in manuscripts}
    named = {alias for each in manuscripts for alias in each.aliases}
    for place, path in moved(ledger, places, named):
        yield Moved(place, Link(headlines[path], leads.public[path]), path)


def _nav(
    sections: tuple[Group, ...], pages: tuple[Page, ...], settings: Settings, words: Words, any_story: bool
) -> Nav:
    return Nav(
        sections=tuple(group.term for group in sections),
        pages=tuple(Link(page.title, page.url) for page in pages),
        latest=Link(words.gettext("Latest"), address(settings, "/latest/")) if any_story else None,
        archive=Link(words.gettext("Archive"), address(settings, "/archive/")) if any_story else None,
        search=Link(words.gettext("Search"), address(settings, "/search/"))
        if any_story and settings.searchable
        else None,
    )
