"""NewsML-G2: items of news and pictures, packages and messages (https://iptc.org/standards/newsml-g2/).

A package, a message or a link in an item says which pictures belong to a story. Videos, plans and concepts are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.editorial.importers._copy import Received
from generator.editorial.importers._g2_item import is_data, item_of, picture_of
from generator.editorial.importers._item import copy_of
from generator.editorial.importers._lines import Report
from generator.editorial.importers._xml import Source, attribute, children, find_all, local, parse, root_name, value_at
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")


def recognises(data: bytes) -> bool:
    """Return whether the first element is an item of NewsML-G2 or a message of items."""
    return root_name(data) in (*_ITEMS, "newsMessage")


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories and pictures in the file.

    :raises Problems: with every reason why they cannot be imported.
    """
    root, source = parse(data, path), Source(data)
    items = _items(root)
    copies, pictures, skipped, problems = [], [], [], list[Problem]()
    for item in items:
        kind = _kind(item)
        try:
            if kind == "text":
                copies.append(copy_of(item_of(item, source), path, settings))
            elif kind in ("picture", "graphic"):
                pictures.append(picture_of(item))
            elif kind != "composite":
                skipped.append(kind)
        except Problems as found:
            problems += found.problems
    if not items:
        Report(path, problems).say("this message has no items", "ask the agency to send it again", source.line(root))
    if problems:
        raise Problems(problems)
    return Received(tuple(copies), tuple(pictures), tuple(_packages(items)), tuple(skipped))


def _items(root: etree._Element) -> list[etree._Element]:
    if local(root) != "newsMessage":
        return [root]
    return [item for each in children(root, "itemSet") for item in children(each, *_ITEMS)]


def _kind(item: etree._Element) -> str:
    """Return the class of an item: ``text``, ``picture``, ``composite`` for a package, or the name of another kind."""
    if local(item) != "newsItem":
        return "composite" if local(item) == "packageItem" else local(item).removesuffix("Item")
    inside = [each for inline in find_all(item, "contentSet/inlineXML") for each in children(inline)]
    if inside and all(map(is_data, inside)) and not any(find_all(item, "contentSet/inlineData")):
        return "data"
    code = value_at(item, "itemMeta/itemClass", "qcode") or value_at(item, "itemMeta/itemClass", "uri")
    return code.rpartition(":")[2].rpartition("/")[2] or "text"


def _packages(items: list[etree._Element]) -> Iterator[frozenset[str]]:
    """Yield sets of the guids of items that belong together, such as a story and its pictures."""
    packages = [each for each in items if _kind(each) == "composite"]
    for package in packages:
        yield frozenset(
            attribute(each, "residref") for each in package.iter() if local(each) == "itemRef" and _is_usable(each)
        )
    for item in items:
        links = {attribute(each, "residref") for each in find_all(item, "itemMeta/link")} - {""}
        if links:
            yield frozenset({attribute(item, "guid"), *links})
    stories = [each for each in items if _kind(each) == "text"]
    if len(stories) == 1 and len(items) > 1 and not packages:  # a message with one story and its pictures
        yield frozenset(attribute(each, "guid") for each in items)


def _is_usable(reference: etree._Element) -> bool:
    code = value_at(reference, "pubStatus", "qcode") or "usable"
    return code.rpartition(":")[2] == "usable"
