"""NewsML 1.2: one or more news items, each with components for its text and its pictures (https://iptc.org/)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.editorial.importers._copy import Received, WireCopy, WirePicture
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._lines import Report
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
    parse,
    root_name,
    text_at,
    text_in,
    value_at,
    words,
)
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings

_PARTIAL = ("InsertBefore", "InsertAfter", "Replace", "Delete")


def recognises(data: bytes) -> bool:
    """Return whether the first element is ``NewsML``."""
    return root_name(data) == "NewsML"


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories in the file.

    :raises Problems: with every reason why they cannot be imported.
    """
    root, source = parse(data, path), Source(data)
    copies, pictures, problems = list[WireCopy](), list[WirePicture](), list[Problem]()
    for item in find_all(root, "NewsItem"):
        try:
            _refuse_changes(item, source, path)
            found = _item_of(item, source)
            if found.text or found.paragraphs or not found.pictures:
                copies.append(copy_of(found, path, settings))
            else:
                pictures += found.pictures
        except Problems as refused:
            problems += refused.problems
    if not (copies or pictures or problems):
        line = source.line(root)
        Report(path, problems).say("this has no news item", "ask the agency to send it again", line)
    if problems:
        raise Problems(problems)
    return Received(tuple(copies), tuple(pictures))


def _refuse_changes(item: etree._Element, source: Source, path: str) -> None:
    """Refuse an item that only says which parts of an earlier one to change."""
    update = next(children(item, "Update"), None)
    if update is not None or next((each for each in item.iter() if local(each) in _PARTIAL), None) is not None:
        report = Report(path, [])
        message = "this is a list of changes to a story, not the whole story"
        report.say(message, "ask the agency for whole stories, or make the changes by hand", source.line(item))
        raise Problems(report.problems)


def _item_of(item: etree._Element, source: Source) -> Item:
    identifier, management = find(item, "Identification/NewsIdentifier"), find(item, "NewsManagement")
    top = find(item, "NewsComponent")
    parts = [each for each in top.iter() if local(each) == "NewsComponent"] if top is not None else []
    body, paragraphs = _body(parts)
    revision = text_at(identifier, "RevisionId")
    status, embargo = value_at(management, "Status", "FormalName"), _embargo(management)
    return Item(
        line=source.line(item),
        headline=_line(parts, "HeadLine") or body.headline,
        agencies=tuple(_agencies(item, parts, body)),
        published=text_at(management, "FirstCreated") or text_at(identifier, "DateId"),
        modified=text_at(management, "ThisRevisionCreated"),
        embargo=embargo,
        embargoed=status.casefold() == "embargoed",
        status=status,
        standfirst=_line(parts, "SubHeadLine") or body.standfirst,
        text=body.text,
        paragraphs=paragraphs,
        subjects=tuple(_subjects(parts)),
        dateline=_line(parts, "DateLine") or body.dateline,
        byline=_line(parts, "ByLine") or body.byline,
        other=(
            ("Credit", _line(parts, "CreditLine")),
            ("Urgency", value_at(management, "Urgency", "FormalName")),
            ("Slugline", _line(parts, "SlugLine")),
            ("Usage terms", _line(parts, "RightsLine") or _metadata(parts, "RightsMetadata/UsageRights/UsageType")),
            ("Copyright", _line(parts, "CopyrightLine")),
        ),
        language=_coded(parts, "DescriptiveMetadata/Language"),
        guid=_guid(identifier),
        number=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
        pictures=(*_pictures(parts), *body.pictures),
        notes=(*(words(each) for each in find_all(management, "Instruction")), *body.notes),
    )


def _guid(identifier: etree._Element | None) -> str:
    """Return the identifier of all revisions, which is the public one without its revision."""
    names = [text_at(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    return f"urn:newsml:{':'.join(names)}" if all(names) else text_at(identifier, "PublicIdentifier")


def _embargo(management: etree._Element | None) -> str:
    """Return when an embargoed item becomes usable."""
    change = find(management, "StatusWillChange")
    future = value_at(change, "FutureStatus", "FormalName").casefold()
    now = value_at(management, "Status", "FormalName").casefold()
    return text_at(change, "DateAndTime") if now == "embargoed" and future == "usable" else ""


def _line(parts: list[etree._Element], name: str) -> str:
    return next(filter(None, (text_at(each, f"NewsLines/{name}") for each in parts if not _is_picture(each))), "")


def _metadata(parts: list[etree._Element], path: str) -> str:
    return next(filter(None, (text_at(each, path) for each in parts)), "")


def _coded(parts: list[etree._Element], path: str) -> str:
    return next(filter(None, (value_at(each, path, "FormalName") for each in parts)), "")


def _agencies(item: etree._Element, parts: list[etree._Element], body: NitfBody) -> Iterator[str]:
    for part in parts:
        for name in ("Provider", "Source", "Creator"):
            for party in find_all(part, f"AdministrativeMetadata/{name}/Party"):
                yield from (attribute(party, "FormalName"), value_at(party, "Property", "Value"))
    yield from (_line(parts, "CreditLine"), body.distributor, text_at(item, "Identification/NewsIdentifier/ProviderId"))


def _subjects(parts: list[etree._Element]) -> Iterator[Subject]:
    for part in parts:
        for group in find_all(part, "DescriptiveMetadata/SubjectCode"):
            codes = [attribute(each, "FormalName") for each in children(group)][::-1]
            names = [value_at(each, "Property", "Value") for each in children(group)][::-1]
            yield Subject(tuple(filter(None, codes)), next(filter(None, names), ""))
        for genre in find_all(part, "DescriptiveMetadata/Genre"):
            yield Subject((attribute(genre, "FormalName"),), is_tag=False)
        for keyword in find_all(part, "NewsLines/KeywordLine"):
            yield Subject((), words(keyword))


def _is_picture(part: etree._Element) -> bool:
    kinds = {value_at(each, "MediaType", "FormalName").casefold() for each in find_all(part, "ContentItem")}
    return bool(kinds & {"photo", "picture", "image", "graphic"})


def _pictures(parts: list[etree._Element]) -> Iterator[WirePicture]:
    """Yield the pictures: components with files, whose text is next to them or in their newslines."""
    for part in parts:
        if _is_picture(part):
            files = [attribute(each, "Href") for each in find_all(part, "ContentItem")]
            caption = text_at(part, "NewsLines/NewsLine/NewsLineText") or text_at(part, "NewsLines/HeadLine")
            credit = text_at(part, "NewsLines/CreditLine") or text_at(part, "NewsLines/ByLine")
            rights = text_at(part, "NewsLines/CopyrightLine")
            alt = text_at(part, "NewsLines/HeadLine")
            yield WirePicture(tuple(filter(None, files)), alt, caption, credit, rights)


def _body(parts: list[etree._Element]) -> tuple[NitfBody, tuple[str, ...]]:
    """Return the first body of the components: NITF, XHTML or plain text."""
    for part in parts:
        for data in find_all(part, "ContentItem/DataContent"):
            if _is_picture(part):
                continue
            elements = [*children(data)]
            if elements and local(elements[0]) == "nitf":
                return nitf_body(elements[0]), ()
            body = Body()
            if elements:
                return NitfBody(text=body.markdown(data), pictures=tuple(body.pictures), notes=tuple(body.notes)), ()
            text = text_in(data)
            if "<p" in text and "</p>" in text:  # HTML in a CDATA section
                return NitfBody(text=of_html(text, body), pictures=tuple(body.pictures)), ()
            if paragraphs := tuple(" ".join(each.split()) for each in text.split("\n") if each.strip()):
                return NitfBody(), paragraphs
    return NitfBody(), ()
