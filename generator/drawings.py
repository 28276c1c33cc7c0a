"""Drawings (SVG) that could do more than be looked at: run a script, show a page within, send readers elsewhere.

In an ``<img>`` a browser runs none of it; opened by its own address it does, in the name of the site.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

_ELEMENTS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener"}
_RUNS = re.compile(r"\s*(javascript|vbscript|data:(?!image/(png|jpe?g|gif|webp)))", re.IGNORECASE)
_HREF = "href"


def unsafe(data: bytes) -> str:
    """What makes a drawing more than one, in words; nothing where it is only a drawing."""
    if b"<!ENTITY" in data:
        return "it defines entities"
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        return f"it is not well-formed XML ({error})"
    for element in root.iter():
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
