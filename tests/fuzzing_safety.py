"""What must never be published, from copy that is put together by a fuzzer: more targets for ``fuzzing.py``.

Each target takes bytes that choose among pieces known to be dangerous, since bytes alone would rarely be a drawing, a
picture or a story that another program withheld.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache

from lxml import etree
from picture_files import EVERY, leaks
from reading.withholding.test_checks import DOUBTFUL, HIDDEN

from generator.media import svg_safety
from generator.media.decode import Broken
from generator.media.metadata import cleaned
from generator.media.svg_vocabulary import ANIMATED, ATTRIBUTES, ELEMENTS, SVG, XLINK, XML
from generator.model.settings import Settings
from generator.reading import story

_XHTML = "http://www.w3.org/1999/xhtml"
_SPACES = f'xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:s="{SVG}" xmlns:h="{_XHTML}"'
_NAMES = [
    *sorted(ELEMENTS),
    *("script", "s:script", "h:script", "foreignObject", "h:iframe", "h:img", "handler", "listener", "h:base"),
    *("metadata", "s:image", "s:use", "animateColor", "discard", "solidcolor", "mesh", "h:form", "h:meta", "s:a"),
]
_ATTRIBUTES = [
    *(
        "href",
        "xlink:href",
        "src",
        "style",
        "fill",
        "filter",
        "mask",
        "marker-end",
        "onload",
        "onbegin",
        "values",
        "to",
    ),
    *("from", "by", "attributeName", "id", "class", "cursor", "clip-path", "xml:base", "begin", "h:src", "formaction"),
    *("data-x", "aria-label", "xml:space", "requiredExtensions", "systemLanguage", "transform", "d", "type", "x"),
]
_VALUES = [
    *("#a", "url(#a)", "javascript:a()", "java&#9;script:a()", "https://elsewhere.test/a", "//elsewhere.test/a", "/a"),
    *("url(https://elsewhere.test/a)", "url('//elsewhere.test/a')", r"u\72l(/a)", "url(/**/a)", "image-set('/a' 1x)"),
    *(
        "href",
        "xlink:href",
        "onload",
        "fill:url(/a)",
        "fill:red;background:url(a)",
        "@import '/a'",
        "none",
        "expression(a)",
    ),
    *(
        "data:text/html,a",
        "data:image/svg+xml,&lt;svg/>",
        "data:image/png;base64,AAAA",
        "-moz-binding:url(a)",
        "red",
        "1",
    ),
    *(
        "&quot;",
        "a&#10;b",
        "var(--a)",
        "--a:url(/a)",
        "\\",
        "/*",
        "*/",
        "cross-fade(url(/a),red)",
        "1s;x.click",
        "&#0;",
    ),
]
_TEXTS = [
    *(
        "words",
        "<![CDATA[<script>a()</script>]]>",
        "<!--a-->",
        "<?xml-stylesheet href='/a'?>",
        "@import url(/a);",
        "&amp;",
    ),
    *(
        "<style>a{fill:url(/a)}</style>",
        "<style>@import '/a';</style>",
        "<style>@font-face{src:url(/a)}</style>",
        "&a;",
    ),
    *(
        "]]>",
        "&lt;script>",
        "<style><![CDATA[a{background:u\\72l(//a)}]]></style>",
        "<style>a{}/*</style>",
        "</g>",
        "<g>",
    ),
]
_LINKS = re.compile(r"(?:#.*|data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,].*)", re.DOTALL)
_URL = re.compile(r"""url\(\s*["']?(?!\#|["']?\#)""", re.IGNORECASE)
_LOADS = re.compile(r"@import|expression\(|-moz-binding|image-set\(|src\s*:", re.IGNORECASE)


def drawing(data: bytes) -> None:
    """A drawing put together from pieces, and any bytes: what is published consists of what can only draw."""
    for made in (data, b"<svg " + _SPACES.encode() + b">" + data + b"</svg>", "".join(_drawn(data)).encode()):
        with suppress(svg_safety.Unsafe):
            _only_draws(svg_safety.cleaned(made))


def _drawn(data: bytes) -> Iterator[str]:
    yield f"<svg {_SPACES}>"
    opened: list[str] = []
    for at in range(0, len(data) - 3, 4):
        what, one, two, three = data[at : at + 4]
        name = _NAMES[one % len(_NAMES)]
        given = f'{_ATTRIBUTES[two % len(_ATTRIBUTES)]}="{_VALUES[three % len(_VALUES)]}"'
        if what % 4 == 0:
            yield _TEXTS[one % len(_TEXTS)]
        elif what % 4 == 1 and opened:
            yield f"</{opened.pop()}>"
        elif what % 4 == 2:
            yield f"<{name} {given}/>"
        else:
            opened.append(name)
            yield f"<{name} {given}>"
    yield from (f"</{name}>" for name in reversed(opened))
    yield "</svg>"


def _only_draws(published: bytes) -> None:
    """Fails if another parser finds anything in a published drawing that is not on the lists."""
    tree = etree.fromstring(published, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    assert not tree.getroottree().docinfo.doctype
    for node in tree.iter():
        assert isinstance(node.tag, str), "a comment or an instruction"
        name = etree.QName(node)
        assert (name.namespace, name.localname in ELEMENTS) == (SVG, True), node.tag
        for key, value in node.attrib.items():
            _is_listed(name.localname, str(key), str(value))
        if name.localname == "style":
            assert not _LOADS.search(node.text or "") and not _URL.search(node.text or "")


def _is_listed(element: str, key: str, value: str) -> None:
    named = etree.QName(key)
    if named.namespace in (XLINK, None) and named.localname == "href":
        assert _LINKS.fullmatch(value) and (value.startswith("#") or element in ("image", "feImage")), value
        return
    assert named.namespace in (None, XML), key
    assert named.localname in ATTRIBUTES | {"space", "lang"} or named.localname.startswith(("data-", "aria-")), key
    assert not named.localname.startswith("on")
    if named.localname == "attributeName":
        assert value in ANIMATED, value
    if named.localname in ("style", "filter", "mask", "fill", "cursor", "clip-path", "values", "to", "from", "by"):
        assert not _URL.search(value) and not _LOADS.search(value), value


@cache
def _pictures() -> list[bytes]:
    """Neither GIF nor AVIF: where their pixels are, only numbers say, so that with others anything counts as pixels."""
    return [make(6) for name, make in EVERY.items() if not name.endswith((".gif", ".avif"))]


def picture_metadata(data: bytes) -> None:
    """A picture with secrets in its metadata, of which some bytes are different, missing, or pushed apart.

    No bytes are there twice: a second table of a JPEG would have room for a secret, and tables are part of the picture.
    """
    if len(data) < 5:
        return
    made = bytearray(_pictures()[data[0] % len(_pictures())])
    for at in range(1, min(len(data), 13) - 3, 4):
        place = int.from_bytes(data[at : at + 2], "big") % len(made)
        match data[at + 2] % 4:
            case 0:
                del made[place : place + data[at + 3]]
            case 1:
                made[place:place] = bytes(data[at + 3])
            case _:
                made[place] = data[at + 3]
        if not made:
            return
    with suppress(Broken):
        assert leaks(cleaned(bytes(made))) == []


_ADOPTING = Settings("The Port Elm Courier", "https://courier.example/", adopt=True)
_HIDING = [*HIDDEN, *DOUBTFUL]
_FIELDS = [
    *(
        "tags: [a",
        "x: 'b",
        'x: "b',
        "x: |\\n  b",
        "- a",
        "? a",
        "x: {b: c",
        "x: &a b",
        "*a",
        "!!python/name:os.system",
        "#",
    ),
    *(
        "date: 2026-01-01",
        "date: soon",
        "title: [a]",
        "x: !b c",
        "\\tx: 1",
        "draft: false",
        "published: true",
        "x:y",
        ":",
    ),
    *(
        "permalink: /a/",
        "layout: post",
        "status: publish",
        "status: published",
        "categories: a b",
        "x: @b",
        "x: `b`",
        "%a",
    ),
    *(
        "hidden: false",
        "private: no",
        "aliases: [/a]",
        "x: {{ b }}",
        "x: <!-- b",
        "params: {a: b}",
        "cascade: {a: b}",
        "~",
    ),
]


def adopted(data: bytes) -> None:
    """Front matter of another program that withholds a story, among other fields: the story is not public."""
    if len(data) < 2:
        return
    line = _HIDING[int.from_bytes(data[:2], "big") % len(_HIDING)]
    more = [_FIELDS[byte % len(_FIELDS)].encode().decode("unicode_escape") for byte in data[2:10]]
    text = data[10:].decode(errors="replace")
    half = len(more) // 2
    lines = ["---", *more[:half], "title: A", "date: 2026-01-02", line, "section: B", *more[half:], "---", text]
    reading = story.read("\n".join(lines).encode(errors="replace"), "content/a.md", _ADOPTING)
    assert all(each.message and each.level == "warning" for each in reading.problems)
    found = reading.manuscript
    assert not found or found.draft or not found.published or found.published.year > 2090, line
    story.read(data, "content/a.md", _ADOPTING)


TARGETS: dict[str, Callable[[bytes], None]] = {each.__name__: each for each in (drawing, picture_metadata, adopted)}
