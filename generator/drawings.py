"""Drawings (SVG) that could do more than be looked at: run a script, show a page within, send readers elsewhere.

In an ``<img>`` a browser runs none of it; opened by its own address it does, in the name of the site.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

KIND = ".svg"
"""The end of a drawing's name."""

_ELEMENTS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"}
_RUNS = re.compile(r"\s*(javascript|vbscript|data:(?!image/(png|jpe?g|gif|webp)))", re.IGNORECASE)
_HREF = "href"


class Unsafe(Exception):
    """A drawing that could do more than be looked at; says why, in words."""


def looked_into(data: bytes) -> bytes:
    """The same bytes, if they are a drawing and no more.

    :raises Unsafe: if they are.
    """
    if why := _why(data):
        raise Unsafe(why)
    return data


_NEVER = {
    b"\0": "it is not in UTF-8",  # the next two could hide in UTF-16
    b"<!ENTITY": "it defines entities",
    b"<?xml-stylesheet": "it is drawn by a style sheet elsewhere",
}


def _why(data: bytes) -> str:
    for sign, why in _NEVER.items():
        if sign in data:
            return why
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        return f"it is not well-formed XML ({error})"
    return next(filter(None, map(_of_element, root.iter())), "")


def _of_element(element: ElementTree.Element) -> str:
    name = str(element.tag).rpartition("}")[2].lower()
    if name in _ELEMENTS:
        return f"it has a <{name}>"
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            return f"it has `{attribute}` on a <{name}>"
        if attribute == _HREF and _RUNS.match(re.sub(r"[\x00-\x20]", "", value)):
            return f"an address in it runs a program: `{value[:40]}`"
        if attribute == "attributename" and value.lower() in (_HREF, "xlink:href") and name in ("animate", "set"):
            return f"a <{name}> changes its addresses"
    return ""
