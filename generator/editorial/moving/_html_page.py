"""Reads a page of HTML: its metadata in ``meta`` elements, in JSON-LD and in the page itself, and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from lxml import etree

from generator.editorial.importers._json_nodes import Node, objects, text_of
from generator.editorial.importers._xml import words
from generator.editorial.moving._markup_tree import classes, drop_all, html_in
from generator.reading.fields.bylines import names

_STORIES = re.compile(
    r"(?:News|Blog|Analysis|Opinion|Review|Reportage|Report|Live|Tech)?[A-Za-z]{0,12}(?:Article|Posting)\Z"
)
_TEXT = frozenset(
    (
        *("entry-content", "post-content", "article-body", "article-content", "e-content", "story-body", "post-body"),
        *("article__body", "articlebody", "blog-post-content", "td-post-content", "content-body"),
    )
)
_AROUND = ("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template")
_SEPARATORS = re.compile(r" [|–—·»-] ")
_LOCKED = ("locked", "metered", "paid", "premium", "members")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The metadata and the text of a page. Times are as written."""

    headline: str = ""
    standfirst: str = ""
    published: str = ""
    modified: str = ""
    writers: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    address: str = ""
    language: str = ""
    picture: str = ""
    picture_alt: str = ""
    body: str = ""
    is_story: bool = False
    is_list: bool = False
    is_locked: bool = False
    is_unlisted: bool = False


def page_of(root: etree._Element) -> Page:
    """Return the metadata and the text of a document."""
    meta, data = _meta(root), _linked_data(root)
    headline = _headline(root, meta, data)
    articles = [each for each in root.iter("article") if not any(up.tag == "article" for up in each.iterancestors())]
    published = _published(root, meta, data)
    is_story = bool(published) and (bool(data) or len(articles) < 2)
    return Page(
        headline=headline,
        standfirst=_first(meta, "og:description", "description", "twitter:description") or text_of(data, "description"),
        published=published,
        modified=_first(meta, "article:modified_time", "og:updated_time", "last-modified")
        or text_of(data, "dateModified"),
        writers=tuple(_writers(root, meta, data)),
        section=_first(meta, "article:section") or _text(data.get("articleSection")),
        tags=tuple(_tags(meta, data)),
        address=_address(root, meta),
        language=str(root.get("lang") or _first(meta, "content-language")),
        picture=_first(meta, "og:image", "twitter:image"),
        picture_alt=_first(meta, "og:image:alt", "twitter:image:alt"),
        body=_body(root, headline),
        is_story=is_story,
        is_list=len(articles) > 1 and not data,
        is_locked=data.get("isAccessibleForFree") in (False, "False", "false")
        or _first(meta, "article:content_tier").casefold() in _LOCKED,
        is_unlisted="noindex" in _first(meta, "robots").casefold(),
    )


def _meta(root: etree._Element) -> Mapping[str, tuple[str, ...]]:
    found = dict[str, tuple[str, ...]]()
    for each in root.iter("meta"):
        name = str(each.get("property") or each.get("name") or each.get("itemprop") or each.get("http-equiv") or "")
        text = " ".join(str(each.get("content") or "").split())
        if name and text:
            found[name.casefold()] = (*found.get(name.casefold(), ()), text)
    return found


def _first(meta: Mapping[str, tuple[str, ...]], *given: str) -> str:
    return next((meta[name][0] for name in given if name in meta), "")


def _linked_data(root: etree._Element) -> Node:
    """Return the article in JSON-LD (schema.org); empty if there is none."""
    for script in root.iter("script"):
        if "ld+json" in str(script.get("type") or ""):
            for each in _nodes(_decoded(script.text or "")):
                if _STORIES.match(_text(each.get("@type"))):
                    return each
    return {}


def _decoded(text: str) -> object:
    try:
        return msgspec.json.decode(text.strip().removeprefix("<!--").removesuffix("-->"))
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    for each in (value,) if isinstance(value, dict) else objects(value):
        if isinstance(each, dict):
            yield each
            yield from objects(each.get("@graph"))


def _text(value: object) -> str:
    """Return the text of a value, or of the first in a list."""
    first = value[0] if isinstance(value, list) and value else value
    return " ".join(first.split()) if isinstance(first, str) else ""


def _headline(root: etree._Element, meta: Mapping[str, tuple[str, ...]], data: Node) -> str:
    stated = _text(data.get("headline")) or _first(meta, "og:title", "twitter:title", "dc.title")
    title = next((words(each) for each in root.iter("title") if words(each)), "")
    heading = next((words(each) for each in root.iter("h1") if words(each)), "")
    site = _first(meta, "og:site_name")
    found = stated or heading or title
    parts = _SEPARATORS.split(found)
    if len(parts) > 1 and (parts[-1] == site or (heading and found.startswith(heading))):
        return heading if heading and found.startswith(heading) else found[: found.rindex(parts[-1])].rstrip(" |–—·»-")
    return found


def _published(root: etree._Element, meta: Mapping[str, tuple[str, ...]], data: Node) -> str:
    stated = text_of(data, "datePublished", "dateCreated") or _first(
        meta, "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
        "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
    )  # fmt: skip
    times = [each for each in root.iter("time") if each.get("datetime")]
    marked = [each for each in times if classes(each) & {"published", "entry-date", "dt-published", "pubdate"}]
    marked += [each for each in times if each.get("itemprop") == "datePublished" or each.get("pubdate") is not None]
    return stated or next((str(each.get("datetime")) for each in (*marked, *times)), "")


def _writers(root: etree._Element, meta: Mapping[str, tuple[str, ...]], data: Node) -> Iterator[str]:
    stated = data.get("author")
    people = objects(stated) or ((stated,) if isinstance(stated, dict) else ())
    found = [text_of(each, "name") for each in people] or [_text(stated)]
    found = [*filter(None, found)] or [*meta.get("author", ()), *meta.get("article:author", ())]
    found = found or [words(each) for each in root.iter(etree.Element) if each.get("rel") == "author"][:5]
    for line in dict.fromkeys(found):
        if "://" not in line:
            yield from names(line)


def _tags(meta: Mapping[str, tuple[str, ...]], data: Node) -> Iterator[str]:
    keywords = data.get("keywords")
    listed = [each for each in keywords if isinstance(each, str)] if isinstance(keywords, list) else []
    found = [*meta.get("article:tag", ()), *listed]
    if not found:
        found = (_text(keywords) or _first(meta, "news_keywords", "keywords")).split(",")
    yield from dict.fromkeys(filter(None, (" ".join(each.split()) for each in found)))


def _address(root: etree._Element, meta: Mapping[str, tuple[str, ...]]) -> str:
    for each in root.iter("link"):
        if str(each.get("rel") or "").casefold() == "canonical" and each.get("href"):
            return str(each.get("href"))
    return _first(meta, "og:url")


def _body(root: etree._Element, headline: str) -> str:
    """Return the text: the element marked as such, or otherwise the page without its menus, header and footer."""
    main = _main(root)
    drop_all([*main.iter(*_AROUND)])
    for each in [*main.iter("h1")]:
        if words(each) == headline or not words(each):
            drop_all([each])
    return html_in(main)


def _main(root: etree._Element) -> etree._Element:
    for each in root.iter(etree.Element):
        if each.get("itemprop") == "articleBody":
            return each
    marked = next((each for each in root.iter(etree.Element) if classes(each) & _TEXT and words(each)), None)
    if marked is not None:
        return marked
    for name in ("article", "main", "body"):
        found = [each for each in root.iter(name) if words(each)]
        if found:
            return found[0]
    return root
