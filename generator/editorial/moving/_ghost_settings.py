"""The settings of a Ghost site, its sections, and the addresses of its posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers._json_nodes import Node, objects, text_of
from generator.editorial.moving._ghost_export import Export, time_of
from generator.editorial.moving._ghost_routes import Facts, Routes, filled
from generator.editorial.moving._moved import Extra, LostPart, SiteSettings, SourcePlace
from generator.model.slug import slug

_MOST_SECTIONS = 12
_TAG = re.compile(r"/tag/([^/]{1,200})/?")


def settings_of(export: Export, sections: frozenset[str], path: str) -> SiteSettings:
    """Return the settings. Ghost does not export the site's own address."""
    said = export.settings
    accent = said.get("accent_color", "")
    others: dict[str, Extra] = {"theme": {"accent": accent}} if re.fullmatch(r"#[0-9a-fA-F]{6}", accent) else {}
    return SiteSettings(
        title=said.get("title", ""),
        description=said.get("description", ""),
        language=said.get("locale", "") or said.get("lang", "") or said.get("default_locale", ""),
        timezone=timezone_of(said),
        sections=tuple(sorted(sections)),
        menu=tuple((name, _new(address, export, sections)) for name, address in _menu(said.get("navigation", ""))),
        others=others,
        notes=tuple(_notes(export, sections, path)),
    )


def _menu(written: str) -> Iterator[tuple[str, str]]:
    for each in objects(_json(written)):
        address = text_of(each, "url").replace("__GHOST_URL__", "")
        if text_of(each, "label") and address:
            yield text_of(each, "label"), address


def _new(address: str, export: Export, sections: frozenset[str]) -> str:
    """Return the new target of an entry of the menu: the list of a section or tag, if it led to one."""
    found = _TAG.fullmatch(urlsplit(address).path)
    name = next(
        (text_of(each, "name") for each in export.tags.values() if found and text_of(each, "slug") == found[1]), ""
    )
    if not name:
        return address
    return f"/{slug(name)}/" if name in sections else f"/tags/{slug(name)}/"


def _notes(export: Export, sections: frozenset[str], path: str) -> Iterator[LostPart]:
    said, place = export.settings, SourcePlace(path)
    names = (("logo", "its logo"), ("cover_image", "the picture of its front page"))
    code = (("codeinjection_head", "code in the head of all pages"), ("codeinjection_foot", "code at their foot"))
    for name, what in (*names, *code):
        if said.get(name):
            yield LostPart(place, f"{what} (`{name}` in its settings)")
    if _json(said.get("secondary_navigation", "")):
        yield LostPart(place, "its second menu: the footer of pages links to the policies in site.toml")
    if export.tags and not sections:
        yield LostPart(
            place, "sections: Ghost has none, and there are too many tags to be sections, so stories have only tags"
        )


def _json(written: str) -> object:
    try:
        return msgspec.json.decode(written) if written else None
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def sections_of(export: Export) -> frozenset[str]:
    """Return the tags that are sections: those in the menu, or the first tags of posts if there are only a few."""
    slugs = {
        urlsplit(address).path.strip("/").rpartition("/")[2]
        for _, address in _menu(export.settings.get("navigation", ""))
    }
    named = {text_of(each, "name") for each in export.tags.values() if text_of(each, "slug") in slugs} - {""}
    if named:
        return frozenset(named)
    first = {text_of(tags[0], "name") for _, post in export.posts() if (tags := export.tags_of(post))} - {""}
    return frozenset(first) if len(first) <= _MOST_SECTIONS else frozenset()


def address_of(post: Node, export: Export, is_page: bool, routes: Routes) -> str:
    """Return the address at which readers found a post, by ``routes``, or by the settings of versions before 2.0."""
    name, pattern = text_of(post, "slug"), export.settings.get("permalinks", "")
    if not name or is_page:
        return f"/{name}/" if name else ""
    tags = tuple(text_of(each, "slug") for each in export.tags_of(post))
    authors = tuple(text_of(each, "slug") for each in export.authors_of(post))
    published = time_of(post, "published_at")
    day = published.astimezone(_zone(export)) if published else None
    values = {
        "slug": name,
        "id": text_of(post, "id"),
        "author": "".join(authors[:1]),
        "primary_author": "".join(authors[:1]),
        "primary_tag": "".join(tags[:1]) or "all",
        "year": f"{day:%Y}" if day else "",
        "month": f"{day:%m}" if day else "",
        "day": f"{day:%d}" if day else "",
    }
    if pattern.startswith("/"):
        return filled(pattern, values)
    featured = ("true",) if post.get("featured") in (True, 1) else ("false",)
    slugs = {"tag": tags, "author": authors, "primary_tag": tags[:1], "primary_author": authors[:1]}
    return routes.address(Facts(values, {**slugs, "featured": featured}))


def _zone(export: Export) -> ZoneInfo:
    """Return the time zone of the site, which determines the dates in its addresses."""
    try:
        return ZoneInfo(timezone_of(export.settings) or "UTC")
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")


def timezone_of(said: Mapping[str, str]) -> str:
    """Return the time zone in settings, in which its name depends on the version."""
    return said.get("timezone", "") or said.get("active_timezone", "") or said.get("activeTimezone", "")
