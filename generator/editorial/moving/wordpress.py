"""WordPress: an export (WXR), as Tools, Export, All content writes it, with the media of the site in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import nh3
from msgspec.structs import replace

from generator.editorial.exporting import _marks
from generator.editorial.exporting.wxr import WRITER
from generator.editorial.moving import _shortcodes, _wordpress_body
from generator.editorial.moving._moved import Item, LostPart, Moved, MovedPicture, Request, SourcePlace, Withheld
from generator.editorial.moving._wordpress_body import Bodies
from generator.editorial.moving._wordpress_site import Index, index_of, own_file
from generator.editorial.moving._wxr import WxrItem, is_wxr, items
from generator.editorial.moving.broadsheet import static_file
from generator.model.slug import slug
from generator.model.urls import STATIC

_TYPES = {"post": "story", "page": "page"}
_INNER = frozenset(
    (
        *("attachment", "revision", "nav_menu_item", "wp_block", "oembed_cache", "user_request", "guest-author"),
        *(
            "customize_changeset",
            "wp_global_styles",
            "wp_navigation",
            "wp_template",
            "wp_template_part",
            "wp_font_face",
        ),
        *("wp_font_family",),
    )
)
"""Types of items that are not texts of the site's own, or are read together with others."""

_KEPT_OUT = {
    "future": "scheduled",
    "draft": "draft",
    "auto-draft": "draft",
    "pending": "pending review",
    "private": "private",
}
_NO_TIME = "0000-00-00"
_BROADSHEET_FIELDS = ("_yoast_wpseo_", "rank_math_", "footnotes", "media_credit", "enclosure")
_MARKUP = re.compile(r"<[a-z/!]", re.IGNORECASE)
_SERIALISED = re.compile(r"(?:a|O):\d+:|[\[{]\s*[\"\[{]")


def recognises(source: Path) -> bool:
    """Return whether the source is an export from WordPress, or a folder with the parts of one."""
    return bool(_parts(source))


def _parts(source: Path) -> list[Path]:
    """Return the files of an export: WordPress.com writes several for a large site."""
    files = sorted(source.glob("*.xml")) if source.is_dir() else [source]
    return [each for each in files if is_wxr(each)]


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of an export."""
    parts = _parts(source)
    index = _index(tuple(map(str, parts)), tuple(each.stat().st_mtime_ns for each in parts))
    yield index.settings
    yield from index.notes
    yield from index.redirects
    yield from index.descriptions
    for part in parts:
        reader = _Reader(part, request, index)
        for item in items(part):
            if isinstance(item, WxrItem):
                yield from reader.item(item)


@lru_cache(maxsize=1)
def _index(parts: tuple[str, ...], _changed: tuple[int, ...]) -> Index:
    return index_of([*map(Path, parts)])


class _Reader:
    """Turns items into stories and pages."""

    def __init__(self, source: Path, request: Request, index: Index) -> None:
        self._source, self._request, self._index = str(source), request, index
        self._bodies = Bodies(index.attachments, index.reusable)

    def item(self, item: WxrItem) -> Iterator[Item]:
        """Yield the story, page or description made from an item, or a note about it."""
        place, kind = SourcePlace(self._source, item.line), item["post_type"] or "post"
        what = text_of(item["title"]) or item["post_name"] or f"{kind} {item['post_id']}"
        if kind == WRITER and item["status"] == "publish":
            yield from self._person(item, place)
            return
        if kind == "attachment" and (path := item.value(_marks.PATH)).startswith(STATIC):
            yield static_file(path, place, self._request)
            return
        if kind in _INNER or (item["status"] == "auto-draft" and not item["content"].strip()):
            return
        if kind not in _TYPES:
            yield Withheld(place, what, f"a type that is neither post nor page: {kind}")
            return
        if item["status"] == "trash":
            yield Withheld(place, what, "in the trash")
            return
        yield from self._kept(item, place, what)

    def _person(self, item: WxrItem, place: SourcePlace) -> Iterator[Moved]:
        """Yield the description of a writer from the plugin Co-Authors Plus."""
        name, body = item.value("cap-display_name") or item["title"], item["content"] or item.value("cap-description")
        moved = Moved(place=place, key=f"wordpress:{item['post_id']}", headline=text_of(name), kind="person", body=body)
        own = own_file(_marks_of(item), item["title"], item["content"])
        if moved.headline and (own or body.strip()):
            yield replace(moved, **own)

    def _kept(self, item: WxrItem, place: SourcePlace, what: str) -> Iterator[Item]:
        notes = list[LostPart]()
        moved = self._moved(item, place, what, notes)
        if why := self._withheld(item, moved):
            yield Withheld(place, what, why, moved)
            if self._request.drafts:
                yield from notes
            return
        yield moved
        yield from notes
        if item.comments:
            comments = "1 comment" if item.comments == 1 else f"{item.comments:,} comments"
            yield LostPart(place, f"{comments} below `{what}`")

    def _withheld(self, item: WxrItem, moved: Moved) -> str:
        """Return why readers of the old site do not see all of an item; empty if they do."""
        status = item["status"] or "publish"
        if item["post_password"]:
            return "password"
        if status != "publish":
            return _KEPT_OUT.get(status, f"status {status}")
        if (moved.published or self._request.now) > self._request.now:
            return "scheduled"
        access = item.value("_jetpack_newsletter_access", "_members_access_role", "_access_restricted")
        if access and access != "everybody":
            return "members"
        body = item["content"]
        return "members" if _wordpress_body.for_members(body) or _shortcodes.for_members(body) else ""

    def _moved(self, item: WxrItem, place: SourcePlace, what: str, notes: list[LostPart]) -> Moved:
        published = _time(item, "post_date")
        modified = _time(item, "post_modified")
        section, tags = self._index.terms_of(item)
        known = tuple(each for each in self._own(item))
        first = item.body_line

        def unkept(said: str, line: int) -> None:
            notes.append(LostPart(SourcePlace(self._source, first + line - 1), said))

        wanted = self._request.bodies or not text_of(item["title"])
        body = self._bodies.html(item["content"], known, item.value("footnotes"), unkept) if wanted else ""
        standfirst = text_of(item["excerpt"]) or text_of(item.value("_yoast_wpseo_metadesc", "rank_math_description"))
        moved = Moved(
            place=place,
            key=f"wordpress:{item['post_id'] or item['link'] or item.line}",
            headline=text_of(item["title"]) or _beginning(body) or what,
            kind="page" if item["post_type"] == "page" else "story",
            standfirst=standfirst if "%%" not in standfirst else "",
            section=section,
            tags=tags,
            bylines=self._index.bylines_of(item) if item["post_type"] != "page" else (),
            published=published,
            modified=modified if modified and published and modified > published else None,
            slug=unquote(item["post_name"]),
            address=item["link"],
            aliases=tuple(self._aliases(item)),
            language=next((each.slug for each in item.terms if each.taxonomy == "language"), ""),
            picture=self._picture(item),
            body=body,
            body_line=first,
            uri=_uri(item["guid"]),
            fields=self._fields(item),
            details=dict(self._details(item, place, notes)),
        )
        return replace(moved, **own_file(_marks_of(item), item["title"], item["content"]))

    def _own(self, item: WxrItem) -> tuple[str, ...]:
        return self._index.children.get(item["post_id"], ())

    def _aliases(self, item: WxrItem) -> Iterator[str]:
        """Yield an item's address by number, and those with its former slugs and dates."""
        if item["post_id"] and item["status"] == "publish":
            yield f"/?{'page_id' if item['post_type'] == 'page' else 'p'}={item['post_id']}"
        link, name = item["link"], item["post_name"]
        for each in item.meta:
            if each.name == "_wp_old_slug" and name and f"/{name}" in link and each.value.strip():
                yield f"/{each.value.strip()}".join(link.rsplit(f"/{name}", 1))

    def _picture(self, item: WxrItem) -> MovedPicture | None:
        found = self._index.attachments.get(item.value("_thumbnail_id"))
        if not found:
            return None
        return MovedPicture(found.address, found.alt, found.caption, found.credit)

    def _fields(self, item: WxrItem) -> dict[str, str]:
        fields = dict[str, str]()
        canonical = item.value("_yoast_wpseo_canonical", "rank_math_canonical_url")
        if re.match(r"https://[^/\s#]+/[^\s#]*\Z", canonical) and not self._index.is_own(canonical):
            fields["canonical_url"] = canonical
        if series := next((each.name for each in item.terms if each.taxonomy == "series" and slug(each.name)), ""):
            fields["series"] = series
        return fields

    def _details(self, item: WxrItem, place: SourcePlace, notes: list[LostPart]) -> Iterator[tuple[str, str]]:
        """Yield an item's custom fields; add a note about each that only programs can read."""
        for each in item.meta:
            if each.name.startswith(("_", *_BROADSHEET_FIELDS)) or not each.value.strip():
                continue
            if _SERIALISED.match(each.value.strip()):
                notes.append(LostPart(place, f"a custom field that holds data of a program: {each.name}"))
            else:
                yield each.name, each.value
        for term in item.terms:
            if term.taxonomy not in ("category", "post_tag", "language", "series", "author", "post_format", "nav_menu"):
                yield f"{term.taxonomy}: {term.slug}", term.name


def _marks_of(item: WxrItem) -> dict[str, str]:
    return {each.name: each.value for each in item.meta if each.name.startswith("_broadsheet_")}


def text_of(html: str) -> str:
    """Return the text of a title or excerpt, which may have HTML in it, with single spaces."""
    plain = nh3.clean(html, tags=set()) if _MARKUP.search(html) else html
    return " ".join(unescape(plain).split())


def _beginning(html: str) -> str:
    """Return the first words of a body, for a post without a title."""
    words = text_of(html[:5000].replace("<!--", " <!--")).split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")


def _time(item: WxrItem, name: str) -> datetime | None:
    """Return a time in the old site's zone, whose offset is the difference of WordPress's local and GMT times."""
    local, gmt = _plain(item[name]), _plain(item[f"{name}_gmt"])
    if local is None or gmt is None:
        return gmt.replace(tzinfo=UTC) if gmt else local.replace(tzinfo=UTC) if local else None
    offset = round((local - gmt).total_seconds() / 900) * 15
    if abs(offset) > 14 * 60:
        return gmt.replace(tzinfo=UTC)
    return local.replace(tzinfo=timezone(timedelta(minutes=offset)))


def _plain(text: str) -> datetime | None:
    try:
        return None if text.startswith(_NO_TIME) else datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def _uri(guid: str) -> str:
    """Return the identifier of a post in feeds, if it is a URI."""
    return guid if re.fullmatch(r"(?:https?://|tag:|urn:)[^\s<>\"]+", guid) else ""
