"""Documents: files of HTML or of Word (.docx): one, or a folder of them, such as a copy of a site; or a zip of HTML."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from generator.editorial.importers._instants import instant
from generator.editorial.moving import _word_file
from generator.editorial.moving._html_page import Page, page_of
from generator.editorial.moving._markup_tree import document_of
from generator.editorial.moving._markup_writer import words_of
from generator.editorial.moving._moved import (
    Item,
    LostPart,
    MediaFile,
    Moved,
    MovedPicture,
    Request,
    SiteSettings,
    SourcePlace,
    Withheld,
)
from generator.editorial.moving._tree import Tree, head, is_zip, tree
from generator.model.problems import Problem, refuse
from generator.reading.adopted import dates, encoding
from generator.reading.withholding.places import withholding_file, withholding_folder

LAST = True
"""Other sources are tried first, since exports of other programs contain HTML files, too."""

_PAGE = re.compile(r"(?i).*\.x?html?\Z")
_WORD = re.compile(r"(?i).*\.docx\Z")
_TEMPORARY = re.compile(r"(?:.*/)?[~.][^/]*\Z")
_SHOWN = re.compile(r"<(?:img|iframe|video|audio)\b")
_SAMPLE = 20  # pages
_LONGEST = 20_000_000  # bytes of a page
_INDEX = re.compile(r"(?i)index\.x?html?\Z")
_CHARSET = re.compile(rb"(?i)<meta[^<>]{0,200}?charset\s{0,5}+=\s{0,5}+[\"']?\s{0,5}+([a-z0-9_-]{2,30})")


def recognises(source: Path) -> bool:
    """Return whether this is a document, or contains some."""
    if source.is_file() and not is_zip(source):
        return bool(_PAGE.fullmatch(source.name)) and b"<" in head(source, 2_000)
    if _WORD.fullmatch(source.name) and source.is_file():
        return True
    return (source.is_dir() or is_zip(source)) and any(map(_is_document, tree(source).names))


def _is_document(name: str) -> bool:
    return bool(_PAGE.fullmatch(name) or _WORD.fullmatch(name)) and not _TEMPORARY.fullmatch(name)


def read(source: Path, request: Request) -> Iterator[Item]:
    """Yield the contents of the documents.

    :raises Problems: if there is only one, and it is damaged.
    """
    files, names = _files(source)
    yield SiteSettings(base_url=_base(files, names))
    for name in names:
        if _WORD.fullmatch(name):
            yield from _word_file.items(files, name, source, request)
        else:
            yield from _page(files, name, source, request)


def _files(source: Path) -> tuple[Tree, list[str]]:
    """Return the files, and the names of the documents among them: a single one is read with the files next to it."""
    if source.is_file() and (not is_zip(source) or _WORD.fullmatch(source.name)):
        return tree(source.parent), [source.name]
    files = tree(source)
    return files, [*filter(_is_document, files.names)]


def _base(files: Tree, names: list[str]) -> str:
    """Return the address of the site that most of the first pages state as their own; empty if none does."""
    hosts = Counter[str]()
    for name in [each for each in names if _PAGE.fullmatch(each)][:_SAMPLE]:
        root = document_of(_decoded(files.read(name, _LONGEST)))
        parts = urlsplit(page_of(root).address if root is not None else "")
        hosts += Counter([f"{parts.scheme}://{parts.netloc}/"] if parts.netloc else [])
    return next((host for host, _ in hosts.most_common(1)), "")


def _page(files: Tree, name: str, source: Path, request: Request) -> Iterator[Item]:
    path = str(source) if source.is_file() and not is_zip(source) else files.place(name)
    place = SourcePlace(path)
    root = document_of(_decoded(files.read(name, _LONGEST)))
    page = page_of(root) if root is not None else None
    if page is None or not (words_of(page.body) or _SHOWN.search(page.body)):
        if path == str(source):
            refuse(Problem(path, 0, 0, "there is no text in this page, or it is nested too deeply", "check the file"))
        yield LostPart(place, "this page: there is no text in it, or it is nested too deeply")
        return
    if page.is_list:
        yield LostPart(place, "this page: it only lists other pages, as those of sections, tags and days do")
        return
    moved = _moved(page, name, place, request)
    if why := _reason(page, moved, name, request):
        yield Withheld(place, moved.headline, why, moved)
        return
    yield moved
    if not page.headline:
        yield LostPart(place, "a page without a headline: it has the name of its file instead")


def _decoded(data: bytes) -> str:
    """Return the text of a page, decoded from the encoding that it states, UTF-8, or otherwise Windows-1252."""
    stated = _CHARSET.search(data[:4_000])
    if stated and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(stated[1].decode())
        except (UnicodeDecodeError, LookupError):
            pass
    return encoding.decoded(data, "").source.text


def _reason(page: Page, moved: Moved, name: str, request: Request) -> str:
    """Return why some readers could not read a page; empty if all could."""
    if folder := withholding_folder(name):
        return f"in a folder `{posixpath.basename(folder)}`"
    if withholding_file(posixpath.basename(name)):
        return "its file name says that it is not ready"
    if page.is_locked:
        return "only for paying readers"
    return "scheduled" if moved.published and moved.published > request.now else ""


def _moved(page: Page, name: str, place: SourcePlace, request: Request) -> Moved:
    zone = ZoneInfo(request.timezone)
    in_path = dates.in_path(name, zone)
    published = instant(page.published, zone) or (in_path.time if in_path else None)
    modified = instant(page.modified, zone)
    stem = re.sub(r"(?i)\.x?html?\Z", "", posixpath.basename(name))
    if _INDEX.search(name):
        stem = posixpath.basename(posixpath.dirname(name))
    old = f"/{_INDEX.sub('', name)}"
    return Moved(
        place=place,
        key=f"documents:{name}",
        kind="story" if published and (page.is_story or not page.published) else "page",
        headline=page.headline or stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Untitled",
        standfirst=page.standfirst,
        section=page.section,
        tags=page.tags,
        bylines=page.writers,
        published=published,
        modified=modified if published and modified and modified > published else None,
        slug=dates.without(stem),
        address=urlsplit(page.address).path or old,
        aliases=(old,) if page.address else (),
        language=page.language,
        picture=MovedPicture(page.picture, page.picture_alt)
        if page.picture and _name(page.picture) not in page.body
        else None,
        body=page.body,
        fields={"noindex": True} if page.is_unlisted else {},
    )


def _name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2] or address


def find(address: str, moved: Moved, request: Request) -> MediaFile | None:
    """Find a file next to the document, from the root of the folder, or in the document itself."""
    files, names = _files(request.source)
    name = moved.key.removeprefix("documents:")
    if _WORD.fullmatch(name):
        return _word_file.picture(files, name, address)
    path = unquote(urlsplit(address).path)
    if "://" not in address and not address.startswith("/"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if len(names) == 1 and request.source.is_file() and path.startswith("/"):
        return None
    path = path.lstrip("/")
    if path in files.names:
        return files.media(path, path)
    if "/" not in path or path.startswith("../"):
        return None
    return next((files.media(each, path) for each in files.ending(path)), None)
