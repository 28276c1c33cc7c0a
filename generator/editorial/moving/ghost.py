"""Ghost: an export (.json), alone, or in a folder or zip archive with its ``content/`` folder next to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from generator.editorial.importers._json_nodes import Node, text_of
from generator.editorial.moving._ghost_body import Text, text_of_post
from generator.editorial.moving._ghost_export import Export, time_of
from generator.editorial.moving._ghost_redirects import NAMES, Redirects, bare, redirects_of
from generator.editorial.moving._ghost_routes import Routes, filled, routes_of
from generator.editorial.moving._ghost_settings import address_of, sections_of, settings_of
from generator.editorial.moving._markup_writer import words_of
from generator.editorial.moving._moved import (
    Item,
    LostPart,
    MediaFile,
    Moved,
    MovedPicture,
    Redirect,
    Request,
    SourcePlace,
    Withheld,
)
from generator.editorial.moving._tree import head, is_zip, tree
from generator.model.problems import Problem, refuse

_BEGINS = re.compile(rb'\s*\{\s*"(db|meta)"\s*:')
_LONGEST = 2_000_000_000  # bytes of an export
_LONGEST_ROUTES = 200_000  # bytes of routes.yaml
_SIZED = re.compile(r"content/images/size/[A-Za-z0-9_]{1,20}/(?:format/[a-z0-9]{1,10}/)?")
_PUBLIC = frozenset(("", "public"))
_STATES = {"sent": "only sent by email", "scheduled": "scheduled", "draft": "draft"}
_YES = (True, 1, "1", "true")
_UNUSED = {
    "codeinjection_head": "code in the head of its page",
    "codeinjection_foot": "code at the foot of its page",
    "custom_template": "a template of its own",
    "meta_title": "a headline for search engines",
    "meta_description": "a description for search engines",
    "og_image": "a picture for social networks",
}


def recognises(source: Path) -> bool:
    """Return whether this is an export, or contains one."""
    return bool(_export_in(source))


def _export_in(source: Path) -> str:
    """Return the name of the export in a folder or archive, ``.`` for the file itself; empty if there is none."""
    if source.is_file() and not is_zip(source):
        return "." if _is_export(head(source, 2_000)) else ""
    if not source.is_dir() and not is_zip(source):
        return ""
    files = tree(source)
    names = (each for each in files.names if each.endswith(".json") and each.count("/") < 3)
    return next((each for each in names if _is_export(files.head(each, 2_000))), "")


def _is_export(start: bytes) -> bool:
    begin = _BEGINS.match(start.removeprefix(b"\xef\xbb\xbf"))
    return bool(begin and (b'"exported_on"' in start or (begin[1] == b"db" and b'"version"' in start)))


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of an export.

    :raises Problems: if it is damaged.
    """
    name = _export_in(source)
    path = str(source) if name == "." else f"{source}/{name}"
    export = Export(_data(source, name), path)
    sections, routes, redirects = sections_of(export), routes_of(_beside(source, "routes.yaml")), _redirects(source)
    yield settings_of(export, sections, path)
    yield from (
        LostPart(SourcePlace(path), f"the addresses of posts with `{each}` in routes.yaml") for each in routes.unread
    )
    writers, former = dict[str, Node](), dict(redirects.by_target())
    for number, post in export.posts():
        for item in _items(post, number, export, sections, routes, path, request):
            moved = item.moved if isinstance(item, Withheld) else item
            aliases = former.pop(bare(moved.address), ()) if isinstance(moved, Moved) and moved.address else ()
            yield _with_aliases(item, aliases)
        if not _reason(post, export):
            writers |= {text_of(each, "id"): each for each in export.authors_of(post)}
    for item in _lists(export, sections, routes, writers, path):
        yield item
        if isinstance(item, Redirect):
            yield from (replace(item, old=old) for old in former.pop(bare(item.old), ()))
    yield from _unkept_redirects(redirects, former, SourcePlace(path))
    for each in writers.values():
        yield from _person(each, path)


def _beside(source: Path, name: str) -> str:
    """Return the text of a file in the source or next to the export; empty if there is none."""
    if source.is_file() and not is_zip(source):
        return head(source.parent / name, _LONGEST_ROUTES).decode("utf-8-sig", "replace")
    files = tree(source)
    found = next(iter(files.ending(name)), "")
    return files.head(found, _LONGEST_ROUTES).decode("utf-8-sig", "replace") if found else ""


def _redirects(source: Path) -> Redirects:
    """Return the redirects in the redirects file."""
    return redirects_of(next(filter(None, (_beside(source, name) for name in NAMES)), ""))


def _with_aliases(item: Item, aliases: tuple[str, ...]) -> Item:
    """Return a post with the old addresses that redirect to it; anything else unchanged."""
    if isinstance(item, Withheld) and item.moved:
        return replace(item, moved=replace(item.moved, aliases=(*item.moved.aliases, *aliases)))
    return replace(item, aliases=(*item.aliases, *aliases)) if isinstance(item, Moved) else item


def _unkept_redirects(
    redirects: Redirects, others: Mapping[str, tuple[str, ...]], place: SourcePlace
) -> Iterator[LostPart]:
    """Yield the redirects that lead to nothing that is moved, or are patterns."""
    if redirects.is_broken:
        yield LostPart(place, "the redirects: their file cannot be read")
    for new, several in others.items():
        yield from (LostPart(place, f"a redirect to something that is not moved: {old} -> {new}") for old in several)
    yield from (LostPart(place, f"a redirect of many addresses by a pattern: {each}") for each in redirects.patterns)


def _data(source: Path, name: str) -> bytes:
    if name != ".":
        return tree(source).read(name, _LONGEST)
    if source.stat().st_size > _LONGEST:
        refuse(Problem(str(source), 0, 0, f"this file has more than {_LONGEST:,} bytes", "export in several parts"))
    return source.read_bytes()


def _items(
    post: Node, number: int, export: Export, sections: frozenset[str], routes: Routes, path: str, request: Request
) -> Iterator[Item]:
    """Yield a post, and notes about it."""
    why = _reason(post, export)
    slug = text_of(post, "slug")
    place = SourcePlace(f"{path}#{slug or number}")
    text = text_of_post(post, members=bool(why)) if request.bodies else Text("")
    moved = _moved(post, text.html, export, sections, routes, place)
    if not why and moved.published and moved.published > request.now:
        why = "scheduled"
    if not why and not moved.published:
        why = "without a time of publication"
    if why:
        yield Withheld(place, moved.headline or slug, why, moved)
        return
    yield moved
    for what in text.withheld:
        yield Withheld(place, what, "members only")
    unused = [what for name, what in _UNUSED.items() if text_of(post, name)]
    unused += (
        ["that it was featured: `priority` puts a story on the front page"] if post.get("featured") in _YES else []
    )
    for what in (*text.unkept, *unused):
        yield LostPart(place, what)


def _reason(post: Node, export: Export) -> str:
    """Return why some readers cannot read a post on the site; empty if all can."""
    state, readers = text_of(post, "status").casefold(), text_of(post, "visibility").casefold()
    if state != "published":
        return _STATES.get(state, f"its status is `{state}`" if state else "without a status")
    if post.get("email_only") in _YES:
        return _STATES["sent"]
    if readers not in _PUBLIC:
        return f"only for {'paying members' if readers == 'paid' else readers}"
    return "the site is private" if export.is_private else ""


def _moved(
    post: Node, html: str, export: Export, sections: frozenset[str], routes: Routes, place: SourcePlace
) -> Moved:
    is_page = text_of(post, "type") == "page" or post.get("page") in _YES
    tags = [] if is_page else [text_of(each, "name") for each in export.tags_of(post)]
    writers = [] if is_page else [text_of(each, "name") for each in export.authors_of(post)]
    section = next((each for each in tags if each in sections), "")
    published, modified = time_of(post, "published_at"), time_of(post, "updated_at")
    slug = text_of(post, "slug")
    return Moved(
        place=place,
        key=f"ghost:{text_of(post, 'uuid', 'id') or slug}",
        kind="page" if is_page else "story",
        headline=text_of(post, "title") or slug,
        standfirst=text_of(post, "custom_excerpt"),
        section=section,
        tags=tuple(each for each in tags if each != section),
        bylines=tuple(filter(None, writers)),
        published=published,
        modified=modified if published and modified and modified > published else None,
        slug=slug,
        address=address_of(post, export, is_page, routes),
        language=text_of(post, "locale"),
        picture=_picture(post),
        body=html,
        fields={"canonical_url": url} if (url := text_of(post, "canonical_url")).startswith("https://") else {},
    )


def _picture(post: Node) -> MovedPicture | None:
    address = text_of(post, "feature_image", "image").replace("__GHOST_URL__", "")
    alt, caption = text_of(post, "feature_image_alt"), words_of(text_of(post, "feature_image_caption"))
    return MovedPicture(address, alt, caption) if address else None


def _lists(
    export: Export, sections: frozenset[str], routes: Routes, writers: dict[str, Node], path: str
) -> Iterator[Item]:
    """Yield the addresses of the pages of tags and writers."""
    place = SourcePlace(path)
    for tag in export.tags.values():
        name, slug = text_of(tag, "name"), text_of(tag, "slug")
        if name and slug and not name.startswith("#"):
            yield Redirect(place, filled(routes.tag, {"slug": slug}), "section" if name in sections else "tag", name)
            if said := text_of(tag, "description"):
                yield Moved(
                    place=SourcePlace(f"{path}#{slug}"),
                    key=f"ghost:tag:{slug}",
                    headline=name,
                    kind="description",
                    describes="section" if name in sections else "tag",
                    standfirst=said,
                    picture=_picture(tag),
                )
    for each in writers.values():
        if slug := text_of(each, "slug"):
            yield Redirect(place, filled(routes.author, {"slug": slug}), "byline", text_of(each, "name"))


def _person(user: Node, path: str) -> Iterator[Moved]:
    """Yield the description of a writer; the email address in an export is that of the account, so it is left out."""
    name, picture = text_of(user, "name"), text_of(user, "profile_image", "image").replace("__GHOST_URL__", "")
    links = tuple(each for each in (text_of(user, "website"), *_profiles(user)) if each.startswith("https://"))
    if not name or not (text_of(user, "bio") or picture or links):
        return
    place = SourcePlace(f"{path}#{text_of(user, 'slug') or name}")
    yield Moved(
        place=place,
        key=f"ghost:user:{text_of(user, 'slug', 'id')}",
        kind="person",
        headline=name,
        slug=text_of(user, "slug"),
        form="html",
        body=f"<p>{words_of(text_of(user, 'bio'))}</p>" if text_of(user, "bio") else "",
        picture=MovedPicture(picture, name) if picture else None,
        fields={"links": links} if links else {},
    )


def _profiles(user: Node) -> Iterator[str]:
    for name, start in (("twitter", "https://x.com/"), ("facebook", "https://www.facebook.com/")):
        if (handle := text_of(user, name).removeprefix("@")) and re.fullmatch(r"[A-Za-z0-9_.-]{1,100}", handle):
            yield start + handle


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Find a file in the ``content/`` folder next to the export, or in the archive; the original of a smaller size."""
    source = request.source
    folder = source.parent / "content" if source.is_file() and not is_zip(source) else source
    name = _SIZED.sub("content/images/", unquote(urlsplit(address).path)).rpartition("content/")[2]
    if not name.startswith(("images/", "media/", "files/")) or not folder.exists():
        return None
    files = tree(folder)
    return next((files.media(each, name) for each in files.ending(name)), None)
