"""The text of a story for other sites: plain HTML without pictures, players, scripts, styles, classes and ids."""

from __future__ import annotations

import re

import nh3
from markupsafe import Markup

from generator.model.body import Body

_WORDS = (
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time"
)
_BLOCKS = "blockquote dd div dl dt h2 h3 h4 h5 h6 hr li ol p pre ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_TAGS = {*_WORDS.split(), *_BLOCKS.split(), *_TABLES.split()}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_REMOVED = "audio button canvas embed form iframe math object picture script select style svg template textarea video"
_FIGURE = re.compile(r"<figure\b(?:(?!<figure\b|</figure>).)*</figure>\s*", re.DOTALL | re.IGNORECASE)
_PICTURED = re.compile(r"<(?:img|picture|video|audio|iframe|svg|canvas|object|embed)\b", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|div|span|a)(?: [^<>]*)?>\s*</\1>\s*")


def clean_copy(body: Body | str) -> Markup:
    """Return the text of a body. A figure with a picture is removed with its caption; any other keeps its content."""
    html = str(body)
    while (fewer := _FIGURE.sub(_without_picture, html)) != html:
        html = fewer
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={*_REMOVED.split()},
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    while (fewer := _EMPTY.sub("", cleaned)) != cleaned:
        cleaned = fewer
    return Markup(cleaned.strip())  # safe: nh3 has sanitised it


def _without_picture(figure: re.Match[str]) -> str:
    """Return what replaces an innermost figure."""
    inner = figure[0].partition(">")[2].rstrip().removesuffix("</figure>")
    return "" if _PICTURED.search(inner) else f"<div>{inner}</div>\n"
