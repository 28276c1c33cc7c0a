"""One item of ninjs: a story or a picture. No value in it can be relied on to have the type that the schema gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.importers._copy import WirePicture
from generator.editorial.importers._item import Item
from generator.editorial.importers._json_nodes import Node, nodes, text_of
from generator.editorial.importers._lines import Line
from generator.editorial.importers._markup import Body, of_html
from generator.editorial.importers._nitf_parts import nitf_body
from generator.editorial.importers._subjects import Subject
from generator.editorial.importers._xml import parse
from generator.model.corrections import CORRECTION_KINDS
from generator.model.problems import Problems
from generator.model.settings import Settings
from generator.model.story import GENRES

_NO_WORDS = re.compile(r"\]\(<[^<>]*>\)|[\W_]+")  # addresses of links, white space and punctuation


def is_event(item: Node) -> bool:
    """Return whether an item describes an event or planned coverage."""
    return bool(item.get("eventdetails") or item.get("plannedcoverage"))


def has_body(item: Node) -> bool:
    """Return whether an item has a text."""
    return any(text for _, text in _bodies(item))


def item_of(item: Node, line: Line, settings: Settings) -> Item:
    """Return the story in an item that has a text."""
    body, headline = _body(item), _one(item, "headline", "headlines", "main") or text_of(item, "title")
    lead = _one(item, "description_text", "descriptions", "summary", "lead", "text")
    text, paragraphs = _without_headline(body.text, headline), body.paragraphs
    if not text and not paragraphs and text_of(item, "representationtype") != "partial":
        paragraphs = (" ".join(lead.split()),) if lead else ()
    own = _is_own(item, settings)
    version, associations = text_of(item, "version"), nodes(item.get("associations"))
    return Item(
        line=line,
        headline=" ".join(headline.split()),
        agencies=tuple(_agencies(item)),
        published=text_of(item, "firstcreated", "contentcreated", "versioncreated"),
        modified=text_of(item, "versioncreated"),
        embargo=text_of(item, "embargoed", "embargoeduntil"),
        embargoed=bool(item.get("embargoed") or item.get("embargoeduntil")),
        expires=text_of(item, "expires"),
        status=text_of(item, "pubstatus"),
        standfirst=_standfirst(lead, text or " ".join(paragraphs)),
        text=text,
        paragraphs=paragraphs,
        section=_named(item, "section"),
        subjects=tuple(_subjects(item)),
        dateline="" if _places(item) else text_of(item, "located", "dateline"),
        byline=_byline(item),
        other=tuple(_other(item, own)),
        language=text_of(item, "language"),
        guid=text_of(item, "uri"),
        number=int(version) if version.isdecimal() and len(version) < 12 else 0,
        uri=text_of(item, "uri") if own else "",
        pictures=(*(picture_of(each) for each in associations if each.get("type") == "picture"), *body.pictures),
        corrections=tuple(_corrections(item)),
        fields=tuple(_fields(item)),
        notes=(text_of(item, "ednote"), *body.notes),
    )


def picture_of(item: Node) -> WirePicture:
    """Return the picture that an item describes."""
    sizes = sorted(nodes(item.get("renditions")), key=lambda each: -_width(each))
    return WirePicture(
        files=tuple(filter(None, (text_of(each, "href") for each in sizes))),
        alt=_one(item, "description_alt", "descriptions", "alt", "alttext"),
        caption=_one(item, "", "headlines", "caption")
        or _one(item, "description_caption", "descriptions", "caption", "text", "")
        or text_of(item, "description_text"),
        credit=text_of(item, "by", "byline", "creditline", "copyrightholder"),
        rights=text_of(item, "usageterms", "copyrightnotice"),
        guid=text_of(item, "uri"),
    )


def _width(rendition: Node) -> float:
    width = rendition.get("width")
    return width if isinstance(width, (int, float)) else 0


def _one(item: Node, old: str, new: str, *roles: str) -> str:
    """Return a text: of ninjs 1, the field ``old``; of ninjs 2 and 3, the item of ``new`` with the first role found."""
    found = {text_of(each, "role").lower(): text_of(each, "value") for each in nodes(item.get(new))[::-1]}
    if text := next((found[role] for role in roles if found.get(role)), ""):
        return text
    if new == "headlines" and "caption" not in roles:
        return next(iter([*found.values()][::-1]), "") or text_of(item, old)
    return text_of(item, old) if old else ""


class _Text(Body):
    """A body: Markdown or paragraphs, and the pictures and notes in it."""

    text: str = ""
    paragraphs: tuple[str, ...] = ()


def _body(item: Node) -> _Text:
    """Return the body in the first form available: HTML, NITF, plain text."""
    body = _Text()
    given = dict(_bodies(item))
    if html := given.get("html"):
        body.text = of_html(html, body)
    if not body.text and (nitf := given.get("nitf")):
        _read_nitf(nitf, body)
    if not body.text and (plain := given.get("plain")):
        body.paragraphs = tuple(" ".join(each.split()) for each in plain.split("\n") if each.strip())
    return body


def _read_nitf(nitf: str, body: _Text) -> None:
    try:
        found = nitf_body(parse(nitf.encode(), ""))
    except Problems:
        return
    body.text, body.pictures, body.notes = found.text, [*found.pictures], [*found.notes]


def _bodies(item: Node) -> Iterator[tuple[str, str]]:
    """Yield each body with its form. If several have the same form, the last one is used."""
    for each in nodes(item.get("bodies"))[::-1]:
        role, kind = text_of(each, "role").lower(), text_of(each, "contenttype").lower()
        if role not in CORRECTION_KINDS:
            yield _form(f"{role} {kind}"), text_of(each, "value")
    for name in ("body_text", "body_nitf", "body_xhtml", "body_html"):
        if text := text_of(item, name):
            yield _form(name), text


def _form(words: str) -> str:
    return next((form for form in ("nitf", "html", "xml") if form in words), "plain")


def _without_headline(text: str, headline: str) -> str:
    """Return a body without the headline above it."""
    first, _, rest = text.partition("\n\n")
    return rest if first.lstrip("# ").strip() == headline and rest else text


def _standfirst(lead: str, body: str) -> str:
    """Return the description, unless it only repeats what the body says."""
    bare, words = (_NO_WORDS.sub("", text) for text in (lead, body))
    return "" if bare in words else " ".join(lead.split())


def _is_own(item: Node, settings: Settings) -> bool:
    own_names = {settings.publisher.casefold(), settings.title.casefold()} - {""}
    return any(name.casefold() in own_names for name in _publishers(item)) and not any(
        settings.agency(text_of(each, "name")) for each in nodes(item.get("infosources"))
    )


def _publishers(item: Node) -> Iterator[str]:
    for each in nodes(item.get("organisations")):
        if each.get("rel") == "publisher":
            yield text_of(each, "name")


def _agencies(item: Node) -> Iterator[str]:
    for name in ("infosources", "infosource"):
        for each in nodes(item.get(name)):
            yield from (text_of(each, "name"), text_of(each, "literal", "code"))
    yield from (text_of(item, "provider"), text_of(item, "copyrightholder"))
    yield from _publishers(item)
    yield from (text_of(item, "creditline"), text_of(item, "by", "byline"), text_of(item, "uri"))


def _named(item: Node, rel: str) -> str:
    return next((text_of(each, "name") for each in nodes(item.get("subjects")) if each.get("rel") == rel), "")


def _subjects(item: Node) -> Iterator[Subject]:
    for name in ("subjects", "subject"):
        for each in nodes(item.get(name)):
            if each.get("rel") not in ("section", "series"):
                code, uri = text_of(each, "code", "literal"), text_of(each, "uri")
                scheme = text_of(each, "scheme")
                last = uri.rpartition("/")[2]
                codes = (
                    uri,
                    f"{scheme}:{code}" if scheme and code else "",
                    code,
                    f"medtop:{last}" if last else "",
                    last,
                )
                yield Subject(tuple(filter(None, codes)), text_of(each, "name"))
    for each in (*nodes(item.get("genres")), *nodes(item.get("genre"))):
        uri = text_of(each, "uri")
        given = (uri, text_of(each, "code", "literal"), uri.rpartition("/")[2])
        yield Subject(tuple(filter(None, given)), text_of(each, "name"), is_tag=False)


def _byline(item: Node) -> str:
    authors = [text_of(each, "name") for each in nodes(item.get("people")) if each.get("rel") == "author"]
    return " and ".join(filter(None, authors)) or text_of(item, "by", "byline")


def _places(item: Node) -> tuple[str, ...]:
    places = nodes(item.get("places"))
    return tuple(name for each in places if each.get("rel") == "located" and (name := text_of(each, "name")))


def _other(item: Node, own: bool) -> Iterator[tuple[str, str]]:
    if not own:
        yield "Urgency", text_of(item, "urgency")
        yield "Slugline", text_of(item, "slugline")
        yield "Usage terms", text_of(item, "usageterms")
        yield "Copyright", text_of(item, "copyrightnotice", "copyrightholder")


def _corrections(item: Node) -> Iterator[tuple[str, str, str]]:
    """Yield the corrections: their day, kind and text."""
    for each in nodes(item.get("bodies")):
        role, (day, _, text) = text_of(each, "role").lower(), text_of(each, "value").partition(": ")
        if role in CORRECTION_KINDS and text:
            yield day, role, " ".join(text.split())


def _fields(item: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields that Broadsheet's own stories have, but other agencies' do not."""
    genres = [text_of(each, "name").lower() for each in nodes(item.get("genres"))]
    if series := _named(item, "series"):
        yield "series", (series,)
    if kind := next((each for each in genres if each in GENRES), ""):
        yield "kind", (kind,)
    if "sponsored" in genres:
        sponsors = [text_of(each, "name") for each in nodes(item.get("organisations")) if each.get("rel") == "sponsor"]
        yield "sponsored", (*sponsors[:1],) or ("true",)
    if ai := _one(item, "", "descriptions", "ai"):
        yield "ai", (" ".join(ai.split()),)
    if places := _places(item):
        yield "located", places
