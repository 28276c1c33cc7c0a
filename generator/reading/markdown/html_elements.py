"""Lists HTML elements and attributes: which may be in a story, and which are removed from it."""

from __future__ import annotations

import html
import re


def names(text: str) -> frozenset[str]:
    """Return the names in a text that has spaces between them."""
    return frozenset(text.split())


TAGS = names(
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
"""The HTML elements that are allowed in a story. ``h1`` is reserved for the headline, so it becomes ``h2``."""

ATTRIBUTES = {
    "*": frozenset({"class", "dir", "id", "lang", "title"}),
    "a": frozenset({"href", "rel"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}

OURS: dict[str, set[str]] = {
    "div": {"aria-label", "role", "tabindex"},
    "a": {"role"},
    "img": {"decoding", "loading"},
    "td": {"align"},
    "th": {"align"},
}
"""Attributes that the program itself writes, and stories may not."""

ADDRESSES = frozenset({"cite", "href", "src"})
"""Attributes whose values are addresses."""

REMOVED = names(
    "acronym address applet area article audio base basefont bgsound big blink body button canvas center data "
    "datalist dialog dir embed fieldset font footer form frame frameset head header hgroup html iframe input label "
    "legend link main map marquee math menu meta meter nav nobr noembed noframes noscript object optgroup option "
    "output param picture plaintext progress search select slot source strike svg template textarea title track tt "
    "video xmp"
)
"""HTML elements that are removed from a story. A tag that is in no list is not HTML, and is shown as written."""

PHRASE = names("a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var")
"""Elements that may be inside a word."""

WITHOUT_TEXT = names("br embed frame hr iframe img input link meta param source track wbr")
"""Elements that have no end tag."""

ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.\-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""", re.ASCII)
"""One attribute in a tag: its name, and its value as written."""


def name_of(tag: str) -> str:
    """Return the name of a tag's element in lower case; ``h2`` for ``h1``."""
    found = re.match(r"</?([A-Za-z][A-Za-z0-9\-]*)", tag)
    name = found[1].lower() if found else ""
    return "h2" if name == "h1" else name


def value_of(value: str) -> str:
    """Return the value of an attribute without quotation marks, and with character references decoded."""
    return html.unescape(value[1:-1] if value[:1] in ("'", '"') else value)
