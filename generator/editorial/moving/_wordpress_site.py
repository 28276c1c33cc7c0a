"""Reads what an export from WordPress says about the site: media, writers, categories, settings, menus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import nh3

from generator.editorial.exporting import _marks
from generator.editorial.moving._moved import LostPart, Moved, Redirect, SiteSettings, SourcePlace
from generator.editorial.moving._shortcodes import Attachment
from generator.editorial.moving._wxr import WxrItem, WxrNode, items

_NO_SECTION = frozenset(("uncategorized", "uncategorised", "allgemein", "non-classe", "sin-categoria", "genel"))
"""The slugs of the default category, for posts without one."""

_SAMPLES = 500  # links from which the form of addresses is inferred
_FORMS = (
    ("/{year}/{month}/{day}/{slug}/", r"/(\d{4})/(\d\d)/(\d\d)/([^/]+)/?"),
    ("/{year}/{month}/{slug}/", r"/(\d{4})/(\d\d)/([^/]+)/?"),
    ("/{year}/{slug}/", r"/(\d{4})/([^/]+)/?"),
)


class Term(msgspec.Struct, frozen=True):
    """A category, by its slug: its name, and the slug of the one above it."""

    name: str
    parent: str
    number: str


class Index(msgspec.Struct, frozen=True):
    """The data that posts refer to. ``children`` has the attachments of posts, by the posts' ids."""

    settings: SiteSettings
    attachments: dict[str, Attachment]
    children: dict[str, tuple[str, ...]]
    reusable: dict[str, str]
    authors: dict[str, str]
    categories: dict[str, Term]
    redirects: tuple[Redirect, ...]
    descriptions: tuple[Moved, ...]
    notes: tuple[LostPart, ...]

    def is_own(self, address: str) -> bool:
        """Return whether an address is on the old site."""
        return urlsplit(address).hostname == urlsplit(self.settings.base_url).hostname

    def terms_of(self, item: WxrItem) -> tuple[str, tuple[str, ...]]:
        """Return the section of a post, from the top level of its main category, and its other categories and tags."""
        categories = [each for each in item.terms if each.taxonomy == "category" and each.slug not in _NO_SECTION]
        main = item.value("_yoast_wpseo_primary_category", "rank_math_primary_category")
        numbers = {term.number: name for name, term in self.categories.items()}
        first = next((each.slug for each in categories if main and numbers.get(main) == each.slug), "")
        first = first or (categories[0].slug if categories else "")
        top = self._top(first)
        names = {each.slug: unescape(each.name) for each in categories}
        section = unescape(self.categories[top].name) if top in self.categories else names.get(top, "")
        tags = [name for each, name in names.items() if each != top]
        tags += [unescape(each.name) for each in item.terms if each.taxonomy == "post_tag"]
        return section, tuple(dict.fromkeys(tag for tag in tags if tag and tag != section))

    def _top(self, name: str) -> str:
        seen = set[str]()
        while name in self.categories and self.categories[name].parent and name not in seen:
            seen.add(name)
            name = self.categories[name].parent
        return name

    def bylines_of(self, item: WxrItem) -> tuple[str, ...]:
        """Return the names under which a post appeared: those from a plugin for several authors, or its author's."""
        several = [each for each in item.terms if each.taxonomy == "author"]
        names = [
            self.authors.get(each.slug.removeprefix("cap-")) or self.authors.get(each.name) or unescape(each.name)
            for each in several
        ]
        return tuple(dict.fromkeys(filter(None, names or [self.authors.get(item["creator"], item["creator"])])))


def index_of(parts: Sequence[Path]) -> Index:
    """Read everything that posts refer to, in all files of an export."""
    found = _Found(parts[0])
    for part in parts:
        for each in items(part):
            if isinstance(each, WxrNode):
                found.node(each)
            else:
                found.item(each)
    return found.index()


class _Found:
    def __init__(self, source: Path) -> None:
        self._source = str(source)
        self._channel = dict[str, str]()
        self._attachments, self._children = dict[str, Attachment](), dict[str, list[str]]()
        self._reusable, self._authors, self._categories = dict[str, str](), dict[str, str](), dict[str, Term]()
        self._tags, self._menu = dict[str, str](), list[str]()
        self._links = list[str]()
        self._descriptions = list[Moved]()
        self._is_broadsheet_export = False

    def node(self, node: WxrNode) -> None:
        """Add an element of the channel to the index."""
        of = node.fields
        if node.name in ("category", "tag", "term") and of.get(f"{node.name}_description", "").strip():
            self._descriptions += self._description(node)
        if node.name == "author":
            name = of.get("author_display_name", "").strip() or of.get("author_login", "")
            self._authors[of.get("author_login", "").strip()] = " ".join(unescape(name).split())
        elif node.name == "category" and of:
            term = Term(of.get("cat_name", ""), of.get("category_parent", "").strip(), of.get("term_id", ""))
            self._categories[of.get("category_nicename", "").strip()] = term
        elif node.name == "tag" and of:
            self._tags[of.get("tag_slug", "").strip()] = unescape(of.get("tag_name", ""))
        elif not of:
            self._channel.setdefault(node.name, node.text)

    def _description(self, node: WxrNode) -> Iterator[Moved]:
        """Yield the description of a category, a tag, or another term."""
        of, name = node.fields, node.name
        slug_, words = of.get(f"{name}_nicename" if name == "category" else f"{name}_slug", ""), ""
        words = of.get("cat_name" if name == "category" else f"{name}_name", "")
        taxonomy = of.get("term_taxonomy", "") if name == "term" else name
        below = bool(of.get("category_parent", "").strip())
        kind = {"category": "tag" if below else "section", "post_tag": "tag"}.get(taxonomy, taxonomy)
        moved = Moved(
            place=SourcePlace(self._source, node.line),
            key=f"wordpress:{taxonomy}:{slug_.strip()}",
            headline=_text(words),
            kind="description",
            describes=kind,
            body=of[f"{name}_description"],
        )
        yield msgspec.structs.replace(moved, **own_file(node.meta, words, moved.body))

    def item(self, item: WxrItem) -> None:
        """Add an item that posts may refer to; the address of a post shows the form of addresses."""
        match item["post_type"]:
            case "attachment" if item.value(_marks.PATH):
                self._is_broadsheet_export = True
            case "attachment":
                self._attachment(item)
            case "wp_block":
                self._reusable[item["post_id"]] = item["content"] if item["status"] == "publish" else ""
            case "nav_menu_item":
                self._menu.append(_text(item["title"]) or item.value("_menu_item_url"))
            case "post" if item["status"] == "publish" and len(self._links) < _SAMPLES:
                self._links += [urlsplit(item["link"]).path] if "?" not in item["link"] else []

    def _attachment(self, item: WxrItem) -> None:
        address = item["attachment_url"] or item["guid"]
        credit = item.value("_media_credit", "media_credit", "_wp_attachment_credit")
        parent = item["post_parent"] if item["post_parent"] != "0" else ""
        texts = (item.value("_wp_attachment_image_alt"), item["excerpt"], credit)
        alt, caption, credit = (_text(each) for each in texts)
        self._attachments[item["post_id"]] = Attachment(address, alt, caption, credit, parent, _text(item["title"]))
        if parent and re.search(r"(?i)\.(?:jpe?g|png|gif|webp|avif)\Z", address):
            self._children.setdefault(parent, []).append(item["post_id"])

    def index(self) -> Index:
        """Return the index of everything that was read."""
        place, base = SourcePlace(self._source), self._channel.get("base_blog_url") or self._channel.get("link", "")
        notes = [LostPart(place, f"the menus, with: {', '.join(filter(None, self._menu[:20]))}")] if self._menu else []
        own = {name: tuple(ids) for name, ids in self._children.items()}
        return Index(
            self._settings(base),
            self._attachments,
            own,
            self._reusable,
            self._authors,
            self._categories,
            () if self._is_broadsheet_export else tuple(self._redirects(place, base)),
            tuple(self._descriptions),
            tuple(notes),
        )

    def _settings(self, base: str) -> SiteSettings:
        title, tagline = (_text(self._channel.get(name, "")) for name in ("title", "description"))
        tops = [
            _text(each.name) for name, each in self._categories.items() if not each.parent and name not in _NO_SECTION
        ]
        return SiteSettings(
            title=title,
            tagline=tagline,
            base_url=base,
            language=self._channel.get("language", "").replace("_", "-"),
            permalink=_form(self._links),
            sections=tuple(dict.fromkeys(filter(None, tops))),
        )

    def _redirects(self, place: SourcePlace, base: str) -> list[Redirect]:
        """Return the usual addresses of lists, since the export does not have the site's own bases for them."""
        root = urlsplit(base).path.rstrip("/")
        found = [
            Redirect(
                place,
                f"{root}/category/{self._chain(name)}/",
                "section" if not term.parent else "tag",
                _text(term.name),
            )
            for name, term in self._categories.items()
        ]
        found += [Redirect(place, f"{root}/tag/{name}/", "tag", term) for name, term in self._tags.items()]
        found += [Redirect(place, f"{root}/author/{name}/", "byline", who) for name, who in self._authors.items()]
        return [*found, Redirect(place, f"{root}/feed/", "front")]

    def _chain(self, name: str) -> str:
        parts = [name]
        while (parent := self._categories[parts[0]].parent) in self._categories and parent not in parts:
            parts.insert(0, parent)
        return "/".join(parts)


def own_file(meta: Mapping[str, str], headline: str, html: str) -> dict[str, Any]:
    """Return the original file of a story or description, if it was exported by Broadsheet and not changed since."""
    source, path = meta.get(_marks.SOURCE, ""), meta.get(_marks.PATH, "")
    if not source.strip() or meta.get(_marks.FINGERPRINT) != _marks.fingerprint(headline, html, source):
        return {}
    return {"key": f"broadsheet:{path}", "verbatim": source, "path": path, "aliases": ()}


def _form(links: list[str]) -> str:
    """Return the form of addresses that nearly all links have; empty if `permalink` cannot express it."""
    for form, pattern in _FORMS:
        if links and sum(bool(re.fullmatch(f"(?:/[^/]+)?{pattern}", each)) for each in links) >= 0.9 * len(links):
            return form
    return ""


def _text(html: str) -> str:
    plain = nh3.clean(html, tags=set()) if "<" in html else html
    return " ".join(unescape(plain).split())
