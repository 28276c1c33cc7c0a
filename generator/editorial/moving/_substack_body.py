"""The text of a Substack post as plain HTML.

Many of its elements are empty, with their content as JSON in an attribute (``data-attrs``): galleries, posts of others,
names of people. Forms and buttons with which readers subscribe or share are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from lxml import etree

from generator.editorial.importers._json_nodes import Node, objects, text_of
from generator.editorial.importers._xml import words
from generator.editorial.moving._markup_tree import (
    classes,
    data_in,
    drop,
    drop_all,
    first,
    html_in,
    of_class,
    replace,
    tree_of,
)
from generator.editorial.moving._markup_writer import element, figure, link, paragraph, pull_quote, void

_FETCHED = re.compile(r"https://(?:cdn\.substack\.com|substackcdn\.com)/image/fetch/.*?(https?(?::|%3A).++)")
_ASKING = ("subscribe", "action=share", "gift=true", "/comments", "referral", "utm_source=substack")
_GONE = ("image-link-expand", "header-anchor-parent", "hide-text", "digest-post-embed-spacer")
_FORMS = (
    *("subscription-widget-wrap", "subscription-widget-wrap-editor", "subscribe-widget", "captioned-button-wrap"),
    *("install-substack-app-embed", "community-chat", "directMessage"),
)
_LOST = {
    "poll-embed": "a poll",
    "native-video-embed": "a video that only Substack has",
    "native-audio-embed": "a recording that only Substack has",
    "audio-placeholder": "a recording that only Substack has",
    "comment": "a reader's comment",
    "polymarket-embed": "a Polymarket forecast",
    "recipe-embed": "a recipe",
    "cashtag-wrap": "a share price",
}


class Body(msgspec.Struct, frozen=True):
    """A text as HTML, the number of words below its break for subscribers, and what cannot be kept."""

    html: str
    below: int = 0
    unkept: tuple[str, ...] = ()


def body_of(html: str, members: bool) -> Body:
    """Return the text of a post. ``members`` keeps the part below its break, for a post that is withheld as a whole."""
    root = tree_of(html)
    below = 0 if members else _cut(root)
    unkept = [*_rewritten(root)]
    return Body(html_in(root), below, tuple(unkept))


def _cut(root: etree._Element) -> int:
    """Remove the part below the break for subscribers; return its number of words."""
    marks = of_class(root, "paywall-jump", "paywall")
    if not marks:
        return 0
    removed, each = 0, marks[0]
    while (parent := each.getparent()) is not None and each is not root:
        removed += len((each.tail or "").split())
        each.tail = None
        for following in [*each.itersiblings()]:
            removed += len(words(following).split()) + len((following.tail or "").split())
            parent.remove(following)
        each = parent
    drop(marks[0])
    return removed


def _rewritten(root: etree._Element) -> Iterator[str]:
    """Rewrite everything that only Substack understands; yield a description of what cannot be rewritten."""
    drop_all(of_class(root, *_GONE))
    for each in of_class(root, *_FORMS):
        yield f"a Substack form or button: {words(each)}".removesuffix(": ")
        drop(each)
    yield from _buttons(root)
    for name, what in _LOST.items():
        yield from [what] * drop_all(of_class(root, name))
    for name, write in _WRITTEN.items():
        for each in of_class(root, name):
            made = write(each, data_in(each))
            if not made:
                yield f"an embed that is empty ({name})"
            replace(each, made)
    _pictures(root)
    yield from _unknown(root)


def _buttons(root: etree._Element) -> Iterator[str]:
    """Remove buttons that ask readers to subscribe, share or comment; turn others into links."""
    for each in of_class(root, "button-wrapper"):
        anchor = first(each, "a")
        address = str(anchor.get("href") or "") if anchor is not None else ""
        if not address or any(part in address for part in _ASKING):
            drop(each)
            yield f"a button: {words(each) or address}"
        else:
            replace(each, paragraph(link(words(each), address)))


def _pictures(root: etree._Element) -> None:
    for each in [*root.iter("img")]:
        each.set("src", original(str(each.get("src") or "")))
    for each in [*root.iter("a")]:
        each.set("href", original(str(each.get("href") or "")))
    drop_all(root.iter("source"))


def original(address: str) -> str:
    """Return the address of a picture itself, not of the copy in another size that Substack's server makes."""
    found = _FETCHED.match(address) if address and not re.search(r"\s", address) else None
    return unquote(found[1]) if found else address


def _unknown(root: etree._Element) -> Iterator[str]:
    """Yield a description of each element that has JSON, but no text, picture or frame."""
    for each in [*root.iter(etree.Element)]:
        is_empty = not words(each) and first(each, "img", "iframe", "video", "audio") is None
        if each.get("data-attrs") and is_empty and each.tag in ("div", "span", "p"):
            yield f"something that is not known ({' '.join(sorted(classes(each))) or 'without a name'})"
            drop(each)


def _gallery(_: etree._Element, data: Node) -> str:
    inner = data.get("gallery")
    gallery = inner if isinstance(inner, dict) else {}
    alt = text_of(gallery, "alt")
    pictures = [void("img", src=text_of(each, "src"), alt=alt) for each in objects(gallery.get("images"))]
    return figure((figure([each], "") for each in pictures), escape(text_of(gallery, "caption"))) if pictures else ""


def _post_of_another(old: etree._Element, data: Node) -> str:
    address = text_of(data, "url", "canonical_url") or _link_in(old)
    title, caption = text_of(data, "title"), text_of(data, "caption", "truncated_body_text", "description")
    return paragraph(link(title or words(old), address), escape(caption), escape(text_of(data, "publication_name")))


def _link_in(old: etree._Element) -> str:
    anchor = first(old, "a")
    return str(anchor.get("href") or "") if anchor is not None else ""


def _message(old: etree._Element, data: Node) -> str:
    """Return an embed of a post on X by its address, with its text in case the post is deleted."""
    address = (text_of(data, "url") or _link_in(old)).partition("?")[0].replace("://twitter.com/", "://x.com/")
    return _frame(address, text_of(data, "name"))


def _frame(address: str, title: str = "") -> str:
    return figure([element("iframe", "", src=address, title=title)], "") if address else ""


def _instagram(old: etree._Element, data: Node) -> str:
    number = text_of(data, "instagram_id")
    return _frame(f"https://www.instagram.com/p/{number}/" if number else _link_in(old).partition("?")[0])


def _bluesky(_: etree._Element, data: Node) -> str:
    person, number = text_of(data, "authorDid", "authorHandle"), text_of(data, "postId")
    return _frame(f"https://bsky.app/profile/{person}/post/{number}" if person and number else "")


def _video(host: str) -> Callable[[etree._Element, Node], str]:
    def written(_: etree._Element, data: Node) -> str:
        number, start = text_of(data, "videoId"), text_of(data, "startTime")
        at = f"&t={start}" if start.removesuffix("s").isdecimal() else ""
        return _frame(f"{host}{number}{at if 'youtube' in host else ''}" if number else "")

    return written


def _framed(old: etree._Element, data: Node) -> str:
    frame = first(old, "iframe")
    address = str(frame.get("src") or "") if frame is not None else text_of(data, "url", "src")
    return _frame(address or text_of(data, "url"), text_of(data, "title"))


def _file(old: etree._Element, _: Node) -> str:
    title = next((words(each) for each in of_class(old, "file-embed-details-h1")), "") or words(old)
    buttons = of_class(old, "file-embed-button")
    return paragraph(link(title, str(buttons[0].get("href") or "") if buttons else _link_in(old)))


def _footnote(old: etree._Element, _: Node) -> str:
    """Return the note at the end of a post, in the form that other programs use, too."""
    number = first(old, "a")
    content = of_class(old, "footnote-content")
    anchor = str(old.get("id") or (number.get("id") if number is not None else "") or "")
    back = str(number.get("href") or "") if number is not None else ""
    inside = html_in(content[0]) if content else escape(words(old))
    sign = words(number) if number is not None else ""
    return element("ol", element("li", f'{inside}<a href="{escape(back)}">↩</a>', id=anchor), start=sign)


_WRITTEN: Mapping[str, Callable[[etree._Element, Node], str]] = {
    "image-gallery-embed": _gallery,
    "embedded-post-wrap": _post_of_another,
    "digest-post-embed": _post_of_another,
    "embedded-publication-wrap": _post_of_another,
    "tweet": _message,
    "twitter-embed": _message,
    "instagram": _instagram,
    "instagram-embed-wrap": _instagram,
    "bluesky-wrap": _bluesky,
    "tiktok-wrap": lambda old, data: _frame(text_of(data, "url") or _link_in(old)),
    "youtube-wrap": _video("https://www.youtube.com/watch?v="),
    "vimeo-wrap": _video("https://vimeo.com/"),
    "datawrapper-wrap": _framed,
    "soundcloud-wrap": _framed,
    "file-embed-wrapper": _file,
    "footnote": _footnote,
    "mention-wrap": lambda old, data: escape(words(old) or text_of(data, "name")),
    "latex-rendered": lambda _, data: element("code", escape(text_of(data, "persistentExpression"))),
    "pullquote": lambda old, _: pull_quote(html_in(old)),
    "preformatted-block": lambda old, _: element("pre", _lines(old), class_="wp-block-verse"),
}
"""The functions that convert elements, by class."""


def _lines(old: etree._Element) -> str:
    inner = first(old, "pre")
    return html_in(inner if inner is not None else old)


def name_of_file(address: str) -> str:
    """Return the name of a picture or file after its download."""
    parts = urlsplit(original(address))
    return unquote(parts.path).rpartition("/")[2] or "".join(parse_qs(parts.query).get("file", []))
