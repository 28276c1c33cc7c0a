"""Follows every address in a built site. Values in, findings out: a site is its files' bytes by their paths.

An address of the site must lead to a file of it, with the base path, and to an ``id`` that is there; and nothing that a
browser fetches by itself may lie on another site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

FOLLOWED = {"href", "src", "poster", "action", "formaction", "data", "cite", "manifest", "background"}
"""Attributes of HTML that hold an address (HTML, index of attributes). ``srcset`` holds several."""

FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "form": ("action",),
}
"""What browsers fetch, or send something to, by the element."""

FETCHING = {
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
}
"""Relations of ``<link>`` that browsers act upon."""

_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_XML_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An address as it stands in a file, and whether a browser fetches it by itself."""

    file: str
    written: str
    fetched: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """An address that is not as it should be, the file that has it, and why."""

    file: str
    written: str
    wrong: str


def findings(site: Mapping[str, bytes], root: str) -> list[Finding]:
    """All that is wrong with the addresses of a site that is to stand at ``root``, such as ``https://a.example/b/``."""
    checker = _Checker(site, root)
    return sorted({finding for address in addresses(site) if (finding := checker.finding(address))})


def addresses(site: Mapping[str, bytes]) -> Iterator[Address]:
    """Every address in every file."""
    for name, data in site.items():
        kind = name.rpartition(".")[2]
        if kind == "html":
            yield from _of_html(name, data)
        elif kind == "css":
            yield from (Address(name, found[1] or found[2], True) for found in _CSS.finditer(data.decode()))
        elif kind == "svg":
            yield from _of_svg(name, data)
        elif kind in ("json", "webmanifest"):
            yield from _of_json(name, json.loads(data))
        elif kind in ("xml", "txt"):
            yield from _of_text(name, data.decode(), kind)


def _of_html(name: str, data: bytes) -> Iterator[Address]:
    for element in html.document_fromstring(data).iter(etree.Element):
        tag = str(element.tag)
        for attribute, value in element.attrib.items():
            fetched = attribute in FETCHED.get(tag, ()) or (
                tag == "link" and attribute == "href" and bool(FETCHING & set(str(element.get("rel", "")).split()))
            )
            if attribute in FOLLOWED:
                yield Address(name, str(value), fetched)
            elif attribute in ("srcset", "imagesrcset"):
                yield from (Address(name, part.split()[0], fetched) for part in str(value).split(",") if part.strip())
            elif attribute == "style":
                yield from (Address(name, found[1], True) for found in _CSS.finditer(str(value)))
        yield from _of_element(name, tag, element)


def _of_element(name: str, tag: str, element: html.HtmlElement) -> Iterator[Address]:
    text, content = element.text or "", str(element.get("content", ""))
    if tag == "style":
        yield from (Address(name, found[1] or found[2], True) for found in _CSS.finditer(text))
    elif tag == "script" and element.get("type") == "application/ld+json":
        yield from _of_json(name, json.loads(text))
    elif tag == "meta" and element.get("http-equiv") == "refresh":
        yield Address(name, content.partition("url=")[2])
    elif tag == "meta" and re.match("https?://", content):
        yield Address(name, content)


def _of_svg(name: str, data: bytes) -> Iterator[Address]:
    for element in etree.fromstring(data).iter(etree.Element):
        for attribute, value in element.attrib.items():
            if str(attribute).rpartition("}")[2] == "href" and not str(value).startswith("#"):
                yield Address(name, str(value), True)


_NAMES = ("@context", "role", "schema", "version", "urlTemplate")
"""Members of JSON whose addresses are names, or are to be filled in."""


def _of_json(name: str, value: Any) -> Iterator[Address]:
    match value:
        case dict():
            for key, inner in value.items():
                if key == "src" or key in ("start_url", "scope"):  # of an icon: it may be relative
                    yield Address(name, inner)
                elif key in ("content_html", "value") and isinstance(inner, str) and inner.startswith("<"):
                    yield from _of_html(name, f"<body>{inner}</body>".encode())
                elif key not in _NAMES:
                    yield from _of_json(name, inner)
        case list():
            for inner in value:
                yield from _of_json(name, inner)
        case str() if re.match(r"https?://\S+$", value):
            yield Address(name, _NAMES_IN_DATA.sub("", value))


_NAMES_IN_DATA = re.compile("#(article|series|site|publisher|person)$")  # names of things (`@id`), not parts of pages


def _of_text(name: str, text: str, kind: str) -> Iterator[Address]:
    if kind == "txt":
        yield from (Address(name, found[0].rstrip(").:,")) for found in _XML_ADDRESS.finditer(text))
        return
    for element in etree.fromstring(text.encode()).iter(etree.Element):
        for value in (*map(str, element.attrib.values()), element.text or ""):
            if re.fullmatch(r"https?://\S+", value.strip()):
                yield Address(name, value.strip())
        if (element.text or "").lstrip().startswith("<"):  # the text of a story
            yield from _of_html(name, f"<body>{element.text}</body>".encode())


class _Checker:
    def __init__(self, site: Mapping[str, bytes], root: str) -> None:
        self.site, self.root = site, root
        self.origin, self.base = "://".join(urlsplit(root)[:2]), urlsplit(root).path

    def finding(self, address: Address) -> Finding | None:
        wrong = self._wrong(address)
        return Finding(address.file, address.written, wrong) if wrong else None

    def _wrong(self, address: Address) -> str:
        if not address.written.strip():
            return "is empty"
        if address.written.startswith(("data:", "mailto:", "tel:")):
            return ""
        here = urljoin(self.root, address.file.removesuffix("index.html"))
        url = urljoin(here, address.written)
        if not url.startswith(f"{self.origin}/"):
            return "is fetched from another site" if address.fetched else ""
        parts = urlsplit(url)
        if not parts.path.startswith(self.base):
            return "lacks the base path"
        path = unquote(parts.path.removeprefix(self.base))
        file = path + "index.html" if not path or path.endswith("/") else path
        if file not in self.site:
            return "leads nowhere"
        if parts.fragment and file.endswith(".html") and unquote(parts.fragment) not in self._ids(file):
            return "leads to a part that is not there"
        moved = b'http-equiv="refresh"' in self.site[file] if file.endswith(".html") else False
        return "leads to a page that sends readers on" if moved and "/page/" not in path else ""

    @cache  # noqa: B019 - it lives as long as one check
    def _ids(self, file: str) -> frozenset[str]:
        return frozenset(str(each) for each in html.document_fromstring(self.site[file]).xpath("//@id"))
