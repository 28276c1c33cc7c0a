"""News in JSON: a story for other newsrooms' systems, in IPTC's standard ninjs 3.1 (https://iptc.org/standards/ninjs/).

It has everything that the story has, under the standard's names. Unknown values are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.model.corrections import Correction
from generator.model.event import Event
from generator.model.feed import Feed, FeedEntry
from generator.model.frame import Site, absolute
from generator.model.picture import Picture
from generator.model.story import Card, Related, Story
from generator.text.locales import listed
from generator.theme.event_data import event_uri
from generator.theme.json_ld import POLICIES, Node, without_unknown

_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}


def ninjs(site: Site, story: Story, related: Iterable[Related] = ()) -> Node:
    """Return one story with its full text."""
    text = {
        "role": "main",
        "contentType": "text/html",
        "wordCount": story.words,
        "value": str(story.body.elsewhere(site.origin, story.permalink).__html__()),
    }
    node: Node = {
        **_item(site, story, story.uri, story.permalink),
        "representationType": "full",
        "expires": story.expires.isoformat() if story.expires else "",
        "bodies": [text, *map(_correction, story.corrections)],
        "copyrightNotice": site.copyright,
        "located": ", ".join(story.located) or story.dateline,
        "places": [{"name": place, "rel": "located"} for place in story.located],
        "descriptions": [*_description(story.summary), *_ai_note(story)],
        "usageTerms": f"{story.licence.name}, {story.licence.url}" if story.licence else "",
        "organisations": [{"name": site.publisher, "rel": "publisher", "uri": site.url}, *_sponsor(story)],
        "events": [_event(story, story.event)] if story.event else [],
        "infoSources": [*_sources(site, story)],
        "associations": [
            *_picture(site, story),
            *_recordings(site, story),
            *(_related(site, each, number) for number, each in enumerate(related, 1)),
            *_translations(story),
        ],
        "trustIndicators": [
            {"role": f"https://schema.org/{POLICIES[policy.name]}", "title": policy.name, "href": policy.url}
            for policy in site.policies
        ],
    }
    return without_unknown(node)


def ninjs_index(site: Site, feed: Feed) -> Node:
    """Return the newest stories, each with the address of its full text."""
    changed = max((entry.card.modified or entry.card.published for entry in feed.entries), default=None)
    node: Node = {
        "uri": feed.id,
        "standard": _STANDARD,
        "type": "composite",
        "pubStatus": "usable",
        "language": site.language,
        "title": feed.title,
        "versionCreated": changed.isoformat() if changed else "",
        "associations": [_entry(site, entry, number) for number, entry in enumerate(feed.entries, 1)],
    }
    return without_unknown(node)


def _entry(site: Site, entry: FeedEntry, number: int) -> Node:
    text = {"name": "ninjs", "href": f"{entry.permalink}ninjs.json", "contentType": "application/json"}
    item = _item(site, entry.card, entry.id, entry.permalink)
    return {
        "name": f"story-{number}",
        **item,
        "representationType": "partial",
        "renditions": [text, _page(entry.permalink)],
    }


def _item(site: Site, card: Card, uri: str, permalink: str) -> Node:
    """Return what both representations of a story have: the full one and the partial one."""
    changed = card.modified or card.published
    node: Node = {
        "uri": uri,
        "standard": _STANDARD,
        "type": "text",
        "version": _version(changed),
        "firstCreated": card.published.isoformat(),
        "contentCreated": card.published.isoformat(),
        "versionCreated": changed.isoformat(),
        "pubStatus": "usable",
        "language": card.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": card.headline}],
        "descriptions": _description(card.summary),
        "by": listed([byline.name for byline in card.bylines], card.language),
        "people": [{"name": byline.name, "rel": "author", "uri": site.origin + byline.url} for byline in card.bylines],
        "located": card.dateline,
        "subjects": [*_subjects(site, card)],
        "genres": [{"name": name} for name in (card.genre, "sponsored" if card.sponsored else "") if name],
        "altIds": [{"role": "permalink", "value": permalink}],
        "renditions": [_page(permalink)],
    }
    return without_unknown(node)


def _correction(correction: Correction) -> Node:
    """Return a correction as a separate body, whose role is its kind."""
    return {
        "role": correction.kind,
        "contentType": "text/plain",
        "value": f"{correction.at:%Y-%m-%d}: {correction.text}",
    }


def _event(story: Story, event: Event) -> Node:
    return {"name": event.name or story.headline, "uri": event_uri(story.permalink)}


def _version(changed: datetime) -> str:
    """Return a version number that grows with each modification: the Unix time of the change, in whole seconds."""
    return str(int(changed.timestamp()))


def _description(summary: str) -> list[Node]:
    return [{"role": "summary", "contentType": "text/plain", "value": summary}] if summary else []


def _ai_note(story: Story) -> list[Node]:
    """Return a description of how AI was used, if it was."""
    return [{"role": "ai", "contentType": "text/plain", "value": story.ai}] if story.ai else []


def _sponsor(story: Story) -> list[Node]:
    return [{"name": story.sponsored.by, "rel": "sponsor"}] if story.sponsored and story.sponsored.by else []


def _sources(site: Site, story: Story) -> Iterator[Node]:
    """Yield the story's agency, and the documents that it is based on."""
    if story.source:
        yield without_unknown({"name": story.source.name, "uri": story.source_url})
    for note in story.source_notes:
        yield without_unknown({"name": note.text, "uri": absolute(site, note.url) if note.url else ""})


def _page(permalink: str) -> Node:
    return {"name": "page", "href": permalink, "contentType": "text/html"}


def _subjects(site: Site, card: Card) -> Iterator[Node]:
    """Yield the story's section, tags, terms of the site's own taxonomies, and series."""
    if card.section:
        yield {"name": card.section.name, "rel": "section", "uri": site.origin + card.section.url}
    for tag in card.tags:
        yield {"name": tag.name, "rel": "about", "uri": site.origin + tag.url}
    for term in (each for terms in card.taxonomies.values() for each in terms):
        yield {"name": term.name, "rel": "about", "uri": site.origin + term.url}
    if card.series:
        yield {"name": card.series.name, "rel": "series", "uri": site.origin + card.series.url}


def _picture(site: Site, story: Story) -> Iterator[Node]:
    """Yield the story's picture with its crops, if it has one."""
    picture = story.picture
    if not picture:
        return
    src = absolute(site, picture.src)
    node: Node = {
        "name": "picture",
        "uri": src,
        "type": "picture",
        "headlines": [{"role": "caption", "value": picture.caption}] if picture.caption else [],
        "descriptions": [{"role": "alt", "contentType": "text/plain", "value": picture.alt}] if picture.alt else [],
        "by": picture.credit,
        "renditions": [*_renditions(site, picture)],
    }
    yield without_unknown(node)


def _recordings(site: Site, story: Story) -> Iterator[Node]:
    """Yield the sound and video in the story."""
    for number, each in enumerate(story.recordings, 1):
        src = absolute(site, each.src)
        rendition: Node = {
            "name": "original",
            "href": src,
            "contentType": each.media_type,
            "width": each.width or None,
            "height": each.height or None,
            "duration": each.seconds or None,
            "sizeInBytes": each.size or None,
        }
        node: Node = {
            "name": f"recording-{number}",
            "uri": src,
            "type": each.kind,
            "headlines": [{"role": "main", "value": each.title}],
            "descriptions": [{"role": "caption", "contentType": "text/plain", "value": each.caption}]
            if each.caption
            else [],
            "renditions": [without_unknown(rendition)],
        }
        yield without_unknown(node)


def _renditions(site: Site, picture: Picture) -> Iterator[Node]:
    original: Node = {
        "name": "original",
        "href": absolute(site, picture.src),
        "contentType": picture.type,
        "width": picture.width or None,
        "height": picture.height or None,
        "sizeInBytes": picture.size or None,
    }
    yield without_unknown(original)
    for crop in picture.crops:
        size: Node = {"width": crop.width, "height": crop.height}
        ratio = crop.src.rsplit(".", 3)[1]
        yield {"name": ratio, "href": absolute(site, crop.src), "contentType": "image/jpeg", **size}


def _related(site: Site, related: Related, number: int) -> Node:
    headlines = [{"role": "main", "value": related.card.headline}]
    uri = site.origin + related.card.url
    return {"name": f"related-{number}", "rel": "related", "uri": uri, "type": "text", "headlines": headlines}


def _translations(story: Story) -> Iterator[Node]:
    for each in story.translations:
        if each.url != story.url:
            names = {"name": f"translation-{each.language}", "rel": "translation"}
            yield {**names, "uri": each.permalink, "type": "text", "language": each.language}
