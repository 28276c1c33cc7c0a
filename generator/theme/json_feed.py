"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): a feed as one JSON object."""

from __future__ import annotations

from generator.model.feed import Feed, FeedEntry
from generator.model.frame import Site
from generator.theme.json_ld import Node, without_unknown


def json_feed(site: Site, feed: Feed) -> Node:
    """Return the feed, with the names from the standard."""
    node: Node = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": site.description or site.tagline,
        "language": site.language,
        "authors": [{"name": site.publisher, "url": site.url}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "items": [_item(site, entry) for entry in feed.entries],
    }
    return without_unknown(node)


def _item(site: Site, entry: FeedEntry) -> Node:
    card = entry.card
    node: Node = {
        "id": entry.id,
        "url": entry.permalink,
        "title": entry.title,
        **_content(entry),
        "summary": entry.summary,
        "image": entry.picture.src if entry.picture else "",
        "date_published": card.published.isoformat(),
        "date_modified": (card.modified or card.published).isoformat(),
        "authors": _authors(site, entry),
        "tags": [category.name for category in entry.categories],
        "language": card.language,
        "attachments": _attachments(entry),
    }
    return without_unknown(node)


def _content(entry: FeedEntry) -> Node:
    """Return the story's text; the standard requires ``content_html`` or ``content_text``."""
    if entry.content is not None:
        return {"content_html": str(entry.content.__html__())}
    return {"content_text": entry.summary or entry.card.headline}


def _authors(site: Site, entry: FeedEntry) -> list[Node]:
    """Return the story's authors: people, or else its agency, or else the publisher."""
    card = entry.card
    if card.bylines:
        return [{"name": byline.name, "url": site.origin + byline.url} for byline in card.bylines]
    if card.source:
        return [without_unknown({"name": card.source.name, "url": entry.source_url})]
    return [{"name": site.publisher, "url": site.url}]


def _attachments(entry: FeedEntry) -> list[Node]:
    """Return the recording of a story, then its picture."""
    recording, picture = entry.recording, entry.picture
    found: list[Node] = []
    if recording:
        found.append(
            {
                "url": recording.src,
                "mime_type": recording.media_type,
                "title": recording.title,
                "size_in_bytes": recording.size,
                "duration_in_seconds": recording.seconds or None,
            }
        )
    if picture and picture.type:
        found.append(
            {
                "url": picture.src,
                "mime_type": picture.type,
                "title": picture.caption,
                "size_in_bytes": picture.size or None,
            }
        )
    return [without_unknown(each) for each in found]
