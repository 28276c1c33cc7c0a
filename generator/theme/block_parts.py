"""The parts of a block's content: the items of its lists, its pictures, and the text below each of its headings.

They are read from its HTML, which is that of a body: its tags are closed, and their attributes have no angle brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec
from markupsafe import Markup

from generator.model.blocks import BlockItem, BlockSection
from generator.theme.filters import day, month

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)([^<>]*+)>")
_VOID = frozenset({"br", "col", "hr", "img", "source", "wbr"})
_LEAD = re.compile(
    r"\s*+(<p>)?\s*+(?:<strong>([^<>]++)</strong>|(\d{4}(?:-\d\d){1,2}+(?=[:,.]?\s)|\d{4}(?=[:,]\s|\s[–—-]\s)))\s?[:,.–—-]?\s*+"
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?+)?+")
_ID = re.compile(r'\sid="([^"]*)"')


class _Element(msgspec.Struct, frozen=True):
    name: str
    attributes: str
    html: str
    inner: str


def _elements(html: str) -> Iterator[_Element]:
    """Yield the outermost elements in some HTML."""
    name, attributes, start, inside, depth = "", "", 0, 0, 0
    for tag in _TAG.finditer(html):
        if tag[2] in _VOID:
            continue
        if not depth and not tag[1]:
            name, attributes, start, inside = tag[2], tag[3], tag.start(), tag.end()
        depth += -1 if tag[1] else 1
        if not depth and tag[1]:
            yield _Element(name, attributes, html[start : tag.end()], html[inside : tag.start()])
        depth = max(depth, 0)


def items(html: str, language: str) -> tuple[BlockItem, ...]:
    """Return the items of all lists that are not inside another element, and the terms of definition lists with their
    definitions.

    They are as safe as the HTML that is given. Dates are written out in ``language``.
    """
    lists = [each for each in _elements(html) if each.name in ("ul", "ol", "dl")]
    found = (item for each in lists for item in (_defined(each) if each.name == "dl" else _listed(each)))
    return tuple(_item(lead, body, language) for lead, body in found)


def _listed(of: _Element) -> Iterator[tuple[str, str]]:
    for each in _elements(of.inner):
        if found := _LEAD.match(each.inner):
            yield found[2] or found[3], f"{found[1] or ''}{each.inner[found.end() :]}"
        else:
            yield "", each.inner


def _defined(of: _Element) -> Iterator[tuple[str, str]]:
    lead, bodies = "", list[str]()
    for each in (*_elements(of.inner), _Element("dt", "", "", "")):
        if each.name == "dt":
            if lead:
                yield lead, "".join(bodies)
            lead, bodies = each.inner.strip(), []
        else:
            bodies.append(each.inner.strip())


def _item(lead: str, body: str, language: str) -> BlockItem:
    date_text = _written_out(lead, language) if _DATE.fullmatch(lead) else ""
    return BlockItem(Markup(date_text or lead), Markup(body.strip()), lead if date_text else "")


def _written_out(written: str, language: str) -> str:
    """Return a date in the reader's language; empty if the day does not exist."""
    parts = [int(each) for each in written.split("-")]
    try:
        found = date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return ""
    return (str(parts[0]), month(found, language), day(found, language))[len(parts) - 1]


def pictures(html: str) -> tuple[Markup, ...]:
    """Return the figures with their captions, including those in a gallery."""
    found = list[str]()
    for each in _elements(html):
        if each.name == "figure":
            found.append(each.html)
        elif each.name == "div" and 'class="gallery"' in each.attributes:
            found += [inner.html for inner in _elements(each.inner) if inner.name == "figure"]
    return tuple(map(Markup, found))


def sections(html: str) -> tuple[BlockSection, ...]:
    """Return what is above all headings, then what is below each; empty if there are no headings."""
    heads = [each for each in _elements(html) if re.fullmatch("h[2-6]", each.name)]
    if not heads:
        return ()
    found, at = list[BlockSection](), 0
    for number, head in enumerate(heads):
        start = html.index(head.html, at)
        if not number and html[:start].strip():
            found.append(BlockSection(Markup(), "", 0, Markup(html[:start].strip())))
        at = start + len(head.html)
        end = html.index(heads[number + 1].html, at) if number + 1 < len(heads) else len(html)
        anchor = _ID.search(head.attributes)
        body = Markup(html[at:end].strip())
        found.append(BlockSection(Markup(head.inner), anchor[1] if anchor else "", int(head.name[1]), body))
    return tuple(found)
