"""The filters and functions for layouts: dates in the reader's language, machine-readable times, JSON-LD, safe XML.

All of them are pure: the result depends only on the arguments. So an output's fingerprint, which covers the values that
its layout receives, covers everything that its text depends on.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Literal, Protocol

import msgspec
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup, escape
from msgspec.structs import replace

from generator.media.text_fit import drawn, fitted
from generator.model.body import Body, fallback, sources
from generator.model.picture import Picture
from generator.model.story import Card
from generator.text.locales import listed, locale_of
from generator.text.times import clock, short_day, written_day
from generator.theme.json_feed import json_feed
from generator.theme.json_ld import breadcrumb_list, collection_page, news_article, profile_page, web_page, web_site
from generator.theme.ninjs import ninjs, ninjs_index
from generator.theme.photo_credits import photo_credit, with_photo_credits


class Spoken(Protocol):
    """A page, card or site: anything that has a language."""

    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> str: ...


@lru_cache(maxsize=65536)
def _numeric(day: date, language: str) -> str:
    return format_skeleton("yMd", day, locale=locale_of(language))


def day(value: date, language: str = "en", style: Literal["long", "short", "numeric"] = "long") -> str:
    """Return the date like ``2 December 2024``, in ``language``; like ``2 Dec 2024`` or ``02/12/2024`` if asked for."""
    date_alone = value.date() if isinstance(value, datetime) else value
    if style == "numeric":
        return _numeric(date_alone, language)
    return written_day(date_alone, language, "medium" if style == "short" else style)


def weekday(value: date, language: str = "en") -> str:
    """Return the date like ``Monday, 2 December 2024``, in ``language``."""
    return written_day(value.date() if isinstance(value, datetime) else value, language, "full")


def month(value: date, language: str = "en") -> str:
    """Return the month like ``December 2024``, in ``language`` and in its word order: ``2024年12月``."""
    return _month(value.year, value.month, language)


@lru_cache(maxsize=4096)
def _month(year: int, month: int, language: str) -> str:
    return format_skeleton("yMMMM", datetime(year, month, 1), locale=locale_of(language))


def number(value: str, language: str = "en") -> str:
    """Return a number that is written with a decimal point as ``language`` writes it: ``3,5`` in German."""
    return format_decimal(Decimal(value), locale=locale_of(language))


def iso(value: date) -> str:
    """Return ISO 8601 with the offset, for HTML's ``datetime`` and RFC 3339: ``2024-12-02T04:14:00+03:00``."""
    return value.isoformat()


def rfc822(value: datetime) -> str:
    """Return the time for RSS (RFC 822, with a year of four digits): ``Mon, 02 Dec 2024 04:14:00 +0300``."""
    return format_datetime(value)


_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml(value: object) -> Markup:
    """Return ``value`` escaped for XML, without the characters that XML 1.0 (section 2.2) does not allow."""
    text = str(value.__html__()) if hasattr(value, "__html__") else str(value)
    return escape(_NOT_XML.sub("", text))


_JSON_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_ld(*graph: Mapping[str, object]) -> Markup:
    """Return the nodes that are not empty as one JSON-LD block for a ``<script>``, safe for any text in it (JSON-LD
    1.1, section 7.3).
    """
    nodes = [node for node in graph if node]
    data = {"@context": "https://schema.org", **(nodes[0] if len(nodes) == 1 else {"@graph": nodes})}
    return _encoded(data)


def _encoded(value: object) -> Markup:
    text = msgspec.json.encode(value).decode()
    for (
        char,
        written,
    ) in _JSON_ESCAPES.items():  # several times as fast as `translate`, which matters for feeds with full stories
        text = text.replace(char, written)
    return Markup(text)


def json(value: object) -> Markup:
    """Return ``value`` as JSON for a file; it is safe even if a browser takes the file for HTML."""
    return _encoded(value)


def lang_attributes(thing: Spoken, within: Spoken) -> Markup | str:
    """Return the ``lang`` and ``dir`` attributes of a thing inside another one, if their languages differ."""
    if thing.language == within.language:
        return ""
    return Markup(' lang="{}" dir="{}"').format(thing.language, thing.direction)


def grouped_runs(cards: Iterable[Card], unit: Literal["minute", "day", "month"]) -> list[tuple[datetime, list[Card]]]:
    """Group consecutive cards of the same minute, day or month; each group has the time of its first card."""
    group_keys = {"minute": _minute, "day": datetime.date, "month": _month_of}
    return [
        (run[0].published, run)
        for run in (list(found) for _, found in groupby(cards, lambda card: group_keys[unit](card.published)))
    ]


def _minute(time: datetime) -> object:
    return time.date(), time.hour, time.minute


def _month_of(time: datetime) -> object:
    return time.year, time.month


def in_a_row(names: Iterable[str], language: str = "en") -> Markup:
    """Return ``a``, ``a and b`` or ``a, b and c`` in ``language``; each name may be HTML."""
    return Markup(listed([str(escape(each)) for each in names], language))


def size(picture: Picture) -> Markup | str:
    """Return a picture's ``width`` and ``height`` attributes, if known, so that nothing moves while it loads."""
    return Markup(' width="{}" height="{}"').format(picture.width, picture.height) if picture.width else ""


def chosen(picture: Picture, sizes: str) -> Markup:
    """Return a picture's alternatives as ``source`` elements; ``sizes`` is the CSS width at which it is shown."""
    return sources(picture.variants, sizes)


def plain_src(picture: Picture) -> str:
    """Return the picture's address for browsers that support none of the alternatives."""
    return next((each.src for each in fallback(picture.variants)), picture.src)


_PICTURE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]+)"')


def without_pictures(body: Body, label: str) -> Markup:
    """Return a body with each picture replaced by its alt text, if it has any, after ``label``: ``[Picture: the quay at
    dawn]``.
    """
    html = replace(body, sizes=(), variants=()).__html__()

    def alt_text(tag: re.Match[str]) -> str:
        alt = _ALT.search(tag[0])
        return f"[{escape(label)} {alt[1]}] " if alt else ""

    return Markup(_PICTURE.sub(alt_text, html))  # safe: tags were replaced by escaped text


def policy_hash(text: str) -> str:
    """Return the hash that allows ``text`` as a style or script in a page (CSP Level 3, 2.3.1: ``hash-source``)."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def one_way(text: str, rtl: bool) -> str:
    """Return ``text`` with characters for its direction (UAX #9, embeddings), for drawings, which have no ``dir``."""
    return f"\u202b{text}\u202c" if rtl else text


def google_language(language: str) -> str:
    """Return a language code for Google News: ISO 639, except for the two scripts of Chinese."""
    parts = language.lower().split("-")
    if parts[0] != "zh":
        return parts[0]
    return "zh-tw" if {"tw", "hk", "mo", "hant"} & {*parts} else "zh-cn"


FILTERS: dict[str, Callable[..., object]] = {
    "day": day,
    "weekday": weekday,
    "short_day": short_day,
    "month": month,
    "clock": clock,
    "number": number,
    "iso": iso,
    "google_language": google_language,
    "in_a_row": in_a_row,
    "grouped_runs": grouped_runs,
    "rfc822": rfc822,
    "xml": xml,
}

FUNCTIONS: dict[str, Callable[..., object]] = {
    "chosen": chosen,
    "plain_src": plain_src,
    "drawn": drawn,
    "fitted": fitted,
    "one_way": one_way,
    "policy_hash": policy_hash,
    "photo_credit": photo_credit,
    "with_photo_credits": with_photo_credits,
    "without_pictures": without_pictures,
    "size": size,
    "json": json,
    "json_feed": json_feed,
    "ninjs": ninjs,
    "ninjs_index": ninjs_index,
    "json_ld": json_ld,
    "news_article": news_article,
    "breadcrumb_list": breadcrumb_list,
    "collection_page": collection_page,
    "profile_page": profile_page,
    "web_page": web_page,
    "web_site": web_site,
    "lang_attributes": lang_attributes,
    "range": range,
}
