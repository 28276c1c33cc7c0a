"""Resolves a story's links into content/, given which stories are public.

A link to a story that is not public is shown as plain text, so that its address reveals nothing about an embargo.
A link to a file that does not exist is a problem.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, MissingError, Query
from generator.model.body import Body
from generator.model.formatting import Span
from generator.model.manuscript import Mention
from generator.model.output import Copied
from generator.model.picture import Variant
from generator.model.picture_kinds import claimed
from generator.model.problems import Problem
from generator.model.urls import STATIC, Address, address
from generator.reading.inputs import DRAFTS, PATHS, SETTINGS
from generator.reading.queries import Text, mentions_any, text_of
from generator.site.description_links import described_place, near_description, page_of_writer
from generator.site.documents import Document, is_document, noted
from generator.site.index import AS_OF, ENTRY
from generator.site.live import shown_html
from generator.site.part_links import leads_to_hidden, on_own_page
from generator.site.path_suggestions import KNOWN_PATHS, did_you_mean, from_story, nearest
from generator.site.places import AT, HIDDEN_AT, PLACE, as_linked, url
from generator.site.used_files import (
    DerivedPicture,
    UsedFiles,
    file_at,
    instead_of_picture,
    not_a_picture,
    shows_picture,
)
from generator.site.withheld import GONE

_MAIL = re.compile(r"[^\s/@]+@[\w-]+(\.[\w-]+)+")


class Links(msgspec.Struct, frozen=True):
    """Where the links in a body lead, and the sizes and variants of its pictures (see ``Body``).

    ``used``, ``made`` and ``faulty`` are as in ``UsedFiles``. ``rooted`` holds the root-relative references,
    ``documents`` the PDFs that the body links to.
    """

    addresses: tuple[tuple[str, Address], ...] = ()
    sizes: tuple[tuple[str, int, int], ...] = ()
    variants: tuple[tuple[str, tuple[Variant, ...]], ...] = ()
    used: tuple[str, ...] = ()
    made: tuple[DerivedPicture, ...] = ()
    faulty: bool = False
    rooted: tuple[Mention, ...] = ()
    documents: tuple[Document, ...] = ()


def _is_public(ask: Ask, path: str) -> bool:
    try:
        ask(PLACE, path)
    except MissingError:
        return False
    return True


def links_of(ask: Ask, path: str, later: bool = False, unseen: bool = False) -> Links:
    """The links of a story or page; ``later`` if it is not public yet (see ``UsedFiles``).

    ``unseen`` selects the links in those corrections and live entries of a public story that readers do not see yet.
    """
    text = text_of(ask, path) if mentions_any(ask, path) else None
    if not text:
        return Links()
    if unseen or not later:
        text = replace(text, mentions=tuple(_at_this_time(ask, text, unseen)))
    files = UsedFiles(ask, path, ask(SETTINGS), later=later)
    linked: dict[str, Copied] = {}
    named = {each.mark for block in text.blocks for each in block.given if each.is_picture}
    pictures = named | {each.mark for each in text.mentions if f'<img src="{each.mark}"' in text.html}
    addresses = tuple((each.mark, _address(files, each, linked, each.mark in pictures)) for each in text.mentions)
    by_mark = {each.mark: _resolved(ask, each.target) for each in text.mentions}
    sizes = ((mark, linked[target]) for mark, target in by_mark.items() if target in linked)
    shown = [(mark, target) for mark, target in by_mark.items() if mark in named or f'src="{mark}"' in text.html]
    variants = ((mark, files.variants(target)) for mark, target in shown if target in files.used)
    return Links(
        addresses,
        tuple((mark, file.width, file.height) for mark, file in sizes if file.width > 0),
        tuple((mark, found) for mark, found in variants if found),
        tuple(files.used),
        tuple(files.made.values()),
        files.faulty,
        tuple(files.rooted),
        tuple(_documents(ask, text, addresses)),
    )


def _documents(ask: Ask, text: Text, addresses: tuple[tuple[str, Address], ...]) -> Iterator[Document]:
    """The documents that a text links to, also those in content/static/."""
    reached = {mark for mark, found in addresses if found}
    for each in text.mentions:
        if is_document(each.target) and each.mark in reached and f'href="{each.mark}"' in text.html:
            target = _resolved(ask, each.target)
            file = file_at(ask, f"{STATIC}{target[1:]}" if target.startswith("/") else target)
            if file:
                yield each.mark, file.size, file.pages


def _at_this_time(ask: Ask, text: Text, unseen: bool) -> Iterator[Mention]:
    """The mentions that readers see, or those that they do not see yet; an edition with drafts shows all."""
    for each in text.mentions:
        if (each.since is not None and not ask(DRAFTS) and each.since > ask(AS_OF)) == unseen:
            yield each


def _address(files: UsedFiles, mention: Mention, linked: dict[str, Copied], is_picture: bool) -> str:
    """Where a mention leads; empty if the target is not public, does not exist or is not the picture it should be."""
    ask, target = files.ask, _resolved(files.ask, mention.target)
    if target.startswith("#"):
        return on_own_page(files, mention)
    if target.startswith("/"):
        return _from_root(files, mention, is_picture)
    if _is_public(ask, target):
        return "" if leads_to_hidden(files, mention, target) else url(ask, target) + _tail(mention.mark)
    if place := described_place(ask, target):
        return address(files.settings, place) + _tail(mention.mark)
    if file := file_at(ask, target):
        if is_picture and not (file.kind or file.problems or shows_picture(target)):
            message, fix = not_a_picture(target), instead_of_picture(target, mention.written)
            where = (files.story, mention.line, mention.column)
            files.report(Problem(*where, message, fix, "", files.level, files.outcome))
            return ""
        linked[target] = file
        usable = files.use(target, file, mention.line, mention.column)
        return files.address(target) + _tail(mention.mark) if usable else ""
    is_copy = target in ask(PATHS)
    if not is_copy and (meant := _named_elsewhere(files, mention, target)):
        return url(ask, meant) + _tail(mention.mark)
    if not is_copy or ask(ENTRY, target):  # a target that cannot be read has been reported already
        files.report(_broken_link(files, mention, is_copy))
    return ""


def _from_root(files: UsedFiles, mention: Mention, is_picture: bool) -> str:
    """Where a root-relative link leads. Whether that place exists is checked when all files are known (``dead_links``).

    But an adopted story must not reveal the place of a hidden story, nor show a missing picture.
    """
    ask, target = files.ask, mention.target
    with suppress(MissingError):
        hidden = ask(HIDDEN_AT, as_linked(posixpath.normpath(target))) if files.settings.adopt else ""
        if hidden:
            files.report(_broken_link(files, replace(mention, target=hidden), withheld=True))
            return ""
    if is_picture and files.settings.adopt and claimed(target) and not file_at(ask, f"{STATIC}{target[1:]}"):
        message, fix = (
            f"`{mention.written}` does not exist on this site",
            "put the picture there",
        )
        where = (files.story, mention.line, mention.column)
        files.report(Problem(*where, message, fix, "", files.level, files.outcome))
        return ""
    with suppress(MissingError):
        if "#" in mention.mark and leads_to_hidden(
            files, mention, ask(AT, f"{as_linked(posixpath.normpath(target))}/")
        ):
            return ""
    files.rooted.append(mention)
    return address(files.settings, target) + _tail(mention.mark)


def _named_elsewhere(files: UsedFiles, mention: Mention, target: str) -> str:
    """The only public story with the file name of a link in adopted copy, as Hugo finds it in any folder; or empty."""
    if not files.settings.adopt or PurePosixPath(target).suffix.lower() not in ("", ".md", ".markdown"):
        return ""
    found = files.ask(KNOWN_PATHS).stories_named(target)
    if len(found) != 1 or not _is_public(files.ask, found[0]):
        return ""
    message = f"`{mention.written}` is read as {found[0]}, the only file of that name"
    where = (files.story, mention.line, mention.column)
    fix = f"write its path: `{posixpath.relpath(found[0], posixpath.dirname(files.story))}`"
    files.report(Problem(*where, message, fix, "", "warning", "guessed"))
    return found[0]


def _resolved(ask: Ask, target: str) -> str:
    return _at_root(ask, target) if target.startswith("/") else target


def _at_root(ask: Ask, target: str) -> str:
    """The path of the file in content/ (not in content/static/) that a root-relative target names, or the target."""
    path = f"content{posixpath.normpath(target)}"
    return (
        path if not target.endswith("/") and not file_at(ask, f"{STATIC}{path[8:]}") and file_at(ask, path) else target
    )


def _tail(mark: str) -> str:
    """The query and fragment of a mark."""
    parts = urlsplit(unescape(mark))
    return (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _broken_link(files: UsedFiles, mention: Mention, withheld: bool) -> Problem:
    where = (files.story, mention.line, mention.column)
    if withheld:
        gone = files.ask(GONE, mention.target)
        what = f"is {gone}" if gone else "is not public"
        message = f"{mention.target} {what}, so this link is shown as plain text"
        fix = "no action needed: it becomes a link once that story is published"
        if gone:
            fix = "no action needed: it stays plain text; you can link to another story instead, or remove it"
        return Problem(*where, message, fix, level="warning")
    near = nearest(files.ask, mention.target, files.story) or near_description(files.ask, mention.target)
    fix = page_of_writer(files.ask, mention.target) or "check the path; it is relative to this file's folder"
    if near:
        fix = did_you_mean(near, mention.target, from_story(near, files.story))
    if mention.written.startswith("www."):
        fix = f"write the full address: `https://{mention.written}`"
    if _MAIL.fullmatch(mention.written):
        fix = f"write `mailto:{mention.written}`"
    message = f"`{mention.written}` points to {mention.target}, which does not exist"
    return Problem(*where, message, fix, "", files.level, files.outcome)


LINKS = Query[Links]("links", Links, links_of)
"""The links of a public story or page, by its path."""


def with_addresses(ask: Ask, path: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of a story's text, with the address of each file, place and part of its page that it links to."""
    if not any(each.mark for each in spans):
        return spans
    known = dict(ask(LINKS, path).addresses)
    return tuple(replace(each, url=known.get(each.mark, _part(each)), mark="") if each.mark else each for each in spans)


def _part(span: Span) -> str:
    """The fragment of a link within its page. Only links to parts that readers may not see are among the mentions."""
    return unescape(span.mark) if span.mark.startswith("#") else ""


def body(ask: Ask, path: str) -> Body:
    """The body of a public story or page, with the address of each of its marks."""
    text = text_of(ask, path)
    links = ask(LINKS, path) if text and text.mentions else Links()
    html, notes = shown_html(ask, path, text) if text else "", noted(ask, path, links.documents)
    return Body(html, links.addresses, links.sizes, links.variants, notes=notes)
