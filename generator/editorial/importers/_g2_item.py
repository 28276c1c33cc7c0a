"""One item of NewsML-G2: a story or a picture."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from lxml import etree

from generator.editorial.importers._copy import WirePicture
from generator.editorial.importers._item import Item
from generator.editorial.importers._markup import Body, of_html
from generator.editorial.importers._nitf_parts import NitfBody, nitf_body
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._xml import (
    Source,
    attribute,
    children,
    find,
    find_all,
    local,
    text_at,
    text_in,
    value_at,
    words,
)

_DATA = ("sports-content",)
_PROSE = frozenset(("p", "nitf", "body.content", "li", "h1", "h2", "h3", "hl1", "hl2"))
_RIGHTS = ("rightsInfo/usageTerms", "rightsInfo/copyrightNotice", "rightsInfo/copyrightHolder/name")


def item_of(item: etree._Element, source: Source) -> Item:
    """Return the story in a ``newsItem`` that has a text."""
    meta, content = find(item, "itemMeta"), find(item, "contentMeta")
    body, paragraphs = _body(item)
    version, status = attribute(item, "version"), _code(meta, "pubStatus")
    first = text_at(meta, "firstCreated") or text_at(content, "contentCreated")
    return Item(
        line=source.line(item),
        headline=text_at(content, "headline") or body.headline or text_at(meta, "title"),
        agencies=tuple(_agencies(item, meta, content, body)),
        published=first or text_at(meta, "versionCreated"),
        modified=text_at(meta, "versionCreated"),
        embargo=text_at(meta, "embargoed"),
        embargoed=find(meta, "embargoed") is not None,
        expires=text_at(meta, "expires") or text_at(content, "contentExpires"),
        status=status,
        standfirst=_description(content, "summary", "standfirst", "") or body.standfirst,
        paragraphs=paragraphs,
        text=body.text,
        subjects=tuple(_subjects(item, content)),
        dateline=text_at(content, "dateline") or body.dateline,
        byline=text_at(content, "by") or body.byline or " and ".join(_names(content, "creator")),
        other=(
            ("Credit", text_at(content, "creditline")),
            ("Urgency", text_at(content, "urgency")),
            ("Slugline", text_at(content, "slugline")),
            ("Usage terms", text_at(item, _RIGHTS[0])),
            ("Copyright", text_at(item, _RIGHTS[1]) or text_at(item, _RIGHTS[2])),
        ),
        language=value_at(content, "language", "tag") or attribute(item, "lang"),
        guid=attribute(item, "guid"),
        number=int(version) if version.isdecimal() and len(version) < 10 else 0,
        pictures=body.pictures,
        notes=(*(words(each) for each in find_all(meta, "edNote")), *body.notes),
    )


def picture_of(item: etree._Element) -> WirePicture:
    """Return the picture that a ``newsItem`` describes."""
    content = find(item, "contentMeta")
    sizes = [
        (
            int(width) if (width := attribute(each, "width")).isdecimal() and len(width) < 7 else 0,
            attribute(each, "href"),
        )
        for each in find_all(item, "contentSet/remoteContent")
    ]
    names = " / ".join(_names(content, "creator"))
    return WirePicture(
        files=tuple(href for _, href in sorted(sizes, key=lambda pair: -pair[0]) if href),
        alt=_description(content, "altText", "alternativeText") or text_at(content, "headline"),
        caption=_description(content, "caption", "summary", ""),
        credit=text_at(content, "creditline") or names,
        rights=text_at(item, _RIGHTS[0]) or text_at(item, _RIGHTS[1]) or text_at(item, _RIGHTS[2]),
        guid=attribute(item, "guid") if _code(find(item, "itemMeta"), "pubStatus") in ("", "usable") else "",
    )


def _code(parent: etree._Element | None, name: str) -> str:
    """Return the code of an element without its scheme: of ``stat:usable``, ``usable``."""
    code = value_at(parent, name, "qcode") or value_at(parent, name, "uri")
    return code.rpartition(":")[2].rpartition("/")[2]


def _agencies(
    item: etree._Element, meta: etree._Element | None, content: etree._Element | None, body: NitfBody
) -> Iterator[str]:
    for parent, name in ((meta, "provider"), (content, "infoSource"), (item, "rightsInfo/copyrightHolder")):
        for each in find_all(parent, name):
            code = attribute(each, "qcode")
            yield from (
                *_named(each),
                code.rpartition(":")[2],
                code,
                attribute(each, "literal"),
                attribute(each, "uri"),
            )
    yield text_at(content, "creditline")
    yield body.distributor


def _named(element: etree._Element) -> Iterator[str]:
    yield from (words(each) for each in children(element, "name"))


def _names(parent: etree._Element | None, name: str) -> Iterator[str]:
    for each in find_all(parent, name):
        yield from list(_named(each))[:1]


def _description(content: etree._Element | None, *roles: str) -> str:
    """Return the description with the first role that is present; the empty role means a description without one."""
    found = {attribute(each, "role").rpartition(":")[2]: words(each) for each in find_all(content, "description")}
    return next((found[role] for role in roles if found.get(role)), "")


def _subjects(item: etree._Element, content: etree._Element | None) -> Iterator[Subject]:
    """Yield the subjects, genres and keywords; names of subjects may be in separate assertions."""
    asserted = {
        attribute(each, "qcode"): text_at(each, "name") for each in children(item, "assert") if attribute(each, "qcode")
    }
    for each in find_all(content, "subject"):
        code = attribute(each, "qcode")
        codes = [code, code.rpartition(":")[2], attribute(each, "uri"), attribute(each, "literal")]
        same = [attribute(other, "qcode") for other in children(each, "sameAs", "broader")]
        name = _in_language(each, attribute(item, "lang")) or asserted.get(code, "")
        yield Subject(tuple(filter(None, (*codes, *same))), name)
    for each in find_all(content, "genre"):
        code = attribute(each, "qcode")
        yield Subject(tuple(filter(None, (code, code.rpartition(":")[2]))), text_at(each, "name"), is_tag=False)
    for each in find_all(content, "keyword"):
        yield Subject((), words(each))


def _in_language(element: etree._Element, language: str) -> str:
    """Return the name in the language of the item, or the first one."""
    found = {attribute(each, "lang"): words(each) for each in [*children(element, "name")][::-1]}
    near = (text for tag, text in found.items() if tag[:2] == language[:2] or not tag)
    return found.get(language) or next(near, "") or next(iter(found.values()), "")


def _body(item: etree._Element) -> tuple[NitfBody, tuple[str, ...]]:
    """Return the body of an item, in markup or as paragraphs of plain text."""
    for inline in find_all(item, "contentSet/inlineXML"):
        for root in children(inline):
            article = next((each for each in root.iter() if local(each) == "nitf"), None)
            found = nitf_body(article) if article is not None else _html_body(root)
            if found.text and not is_data(root):
                return found, ()
    for data in find_all(item, "contentSet/inlineData"):
        text = _text_of(data)
        if "html" in attribute(data, "contenttype"):
            body = Body()
            markdown = of_html(text, body)
            return NitfBody(text=markdown, pictures=tuple(body.pictures)), ()
        if paragraphs := tuple(" ".join(each.split()) for each in text.split("\n") if each.strip()):
            return NitfBody(), paragraphs
    return NitfBody(), ()


def is_data(root: etree._Element) -> bool:
    """Return whether XML in an item is only data, such as SportsML's results, without paragraphs, headings or lists."""
    return local(root) in _DATA and not any(local(each) in _PROSE for each in root.iter())


def _html_body(root: etree._Element) -> NitfBody:
    body = Body()
    text = body.markdown(root)
    return NitfBody(text=text, pictures=tuple(body.pictures), notes=tuple(body.notes))


def _text_of(data: etree._Element) -> str:
    text = text_in(data)
    if attribute(data, "encoding").rpartition(":")[2].casefold() != "base64":
        return text
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
