"""Finds HTML elements that browsers hide because of their name, attributes or style."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

import tinycss2
from tinycss2.ast import (
    Declaration,
    DimensionToken,
    FunctionBlock,
    IdentToken,
    Node,
    NumberToken,
    PercentageToken,
)

NEVER_SHOWN = frozenset(
    """
    annotation annotation-xml comment datalist defs desc head metadata noembed noframes noscript symbol template title
    """.split()  # noqa: SIM905
)
"""Elements that browsers hide (HTML, 15.3.1), including those in drawings and formulas (SVG 2, 5; MathML Core, 4)."""

_HIDING_CLASSES = frozenset("d-none display-none hidden hide invisible is-hidden u-hidden w3-hide".split())  # noqa: SIM905
_SHOWN_AT_SOME_WIDTH = re.compile(
    r"\w+:(?:block|contents|flex|grid|inline|table|visible)|d-(?:print|xs|sm|md|lg|xl|xxl)-(?!none)"
)
"""Classes with which common style sheets show an element on some screens, although ``_HIDING_CLASSES`` hide it."""

_TAG = re.compile(r"""<([A-Za-z][^\s/<>]*+)((?:"[^"]*"|'[^']*'|[^<>"'])*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s/>"'=]++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s>"']++))?""")
_NOTHING = frozenset({"none", "hidden", "collapse"})
_HIDING = frozenset({"display", "visibility", "content-visibility"})
_COLORING = frozenset({"color", "-webkit-text-fill-color"})
_IF_ZERO = frozenset({"opacity", "font-size", "font", "height", "width", "max-height", "max-width", "zoom", "scale"})
_MOVING = frozenset({"left", "right", "top", "bottom", "text-indent", "margin", "margin-left", "margin-top", "inset"})
_CUTTING = frozenset({"clip", "clip-path", "transform", "mask", "mask-image", "filter"})
_FAR = -99  # an offset, in any unit, that moves an element off the page


def opening_tag(text: str, at: int = 0) -> tuple[str, str]:
    """Return the name and attributes of the tag that browsers see at an offset, even if Markdown does not.
    Both are empty if there is no tag.
    """
    found = _TAG.match(text, at)
    return (found[1].lower(), found[2]) if found else ("", "")


def is_hidden(name: str, attributes: str) -> bool:
    """Whether browsers hide an element with this name and these attributes, until a script or a reader shows it."""
    given = {each[1].lower(): _value(each[2] or "") for each in reversed([*_ATTRIBUTE.finditer(attributes)])}
    if name in NEVER_SHOWN or (name == "dialog" and "open" not in given):
        return True
    if "hidden" in given or "popover" in given or _has_hiding_class(given.get("class", "").lower().split()):
        return True
    return hides(given.get("style", ""))


def _has_hiding_class(classes: list[str]) -> bool:
    return not _HIDING_CLASSES.isdisjoint(classes) and not any(map(_SHOWN_AT_SOME_WIDTH.match, classes))


def _value(written: str) -> str:
    return html.unescape(written[1:-1] if written[:1] in ("'", '"') else written)


def hides(style: str) -> bool:
    """Whether a style hides its element: not displayed, too small to see, transparent, or off the page."""
    declared = tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True) if style else ()
    return any(_declares_hidden(each) for each in declared if isinstance(each, Declaration))


def _declares_hidden(declared: Declaration) -> bool:
    name = declared.lower_name
    if name in _HIDING:
        return any(each in _NOTHING for each in _words(declared.value)) or _computes(declared.value)
    if name in _COLORING:
        return "transparent" in _words(declared.value)
    if name in _IF_ZERO:
        return next(_numbers(declared.value), 1.0) <= 0
    if name in _MOVING:
        return any(each <= _FAR for each in _numbers(declared.value))
    if name in _CUTTING:
        return any(each.lower_name.startswith(_CUTS) for each in declared.value if isinstance(each, FunctionBlock))
    return False


_CUTS = ("scale", "rect", "inset", "circle", "polygon", "ellipse", "opacity")


def _words(value: Sequence[Node]) -> Iterator[str]:
    return (each.lower_value for each in value if isinstance(each, IdentToken))


def _numbers(value: Sequence[Node]) -> Iterator[float]:
    return (each.value for each in value if isinstance(each, NumberToken | DimensionToken | PercentageToken))


def _computes(value: Sequence[Node]) -> bool:
    return any(isinstance(each, FunctionBlock) and each.lower_name == "var" for each in value)
