"""Determines the addresses that Jekyll gives to posts, documents and pages: https://jekyllrb.com/docs/permalinks/"""

from __future__ import annotations

import posixpath
import re
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote

import unicodedata2

from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.files import texts

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""The built-in styles of permalinks."""

_PLACEHOLDER = re.compile(r":([a-z_]+)")


def filled(pattern: str, copy: SiteFile, name: str, collection: str, moment: datetime | None) -> str:
    """Return the address of a post, draft or document. ``name`` is its file name without date and extension.

    ``moment`` is its date in the time zone of the site.
    """
    stem = name or PurePosixPath(copy.path).stem
    title = _slugified(copy.text("slug") or stem, lower=False)
    values = {
        "title": title,
        "slug": _slugified(copy.text("slug") or stem),
        "name": _slugified(stem),
        "basename": stem,
        "categories": "/".join(dict.fromkeys(each.lower() for each in _categories(copy))),
        "slugified_categories": "/".join(dict.fromkeys(_slugified(each) for each in _categories(copy))),
        "collection": collection,
        "path": re.sub(r"\A(?:.*/)?_[^/]+/|\.\w+\Z", "", copy.path),
        "output_ext": ".html",
        **_of_time(moment),
    }
    made = _PLACEHOLDER.sub(lambda found: _longest(found[1], values), pattern)
    return _clean(made)


def _longest(name: str, values: dict[str, str]) -> str:
    """Return the value of a placeholder and the text after it. Its name may run into that text: ``:title_x``."""
    for end in range(len(name), 0, -1):
        if name[:end] in values:
            return values[name[:end]] + name[end:]
    return f":{name}"


def page_address(path: str, permalink: str, style: str) -> str:
    """Return the address of a page."""
    folder, stem = posixpath.dirname(path), PurePosixPath(path).stem
    if permalink:
        made = permalink.replace(":path", folder).replace(":basename", stem).replace(":output_ext", ".html")
        return _clean(made) if permalink not in STYLES else page_address(path, "", permalink)
    if stem == "index":
        return _clean(f"/{folder}/")
    ends_in_slash = style == "pretty" or (style not in STYLES and style.endswith("/"))
    suffix = "/" if ends_in_slash else ".html" if style in STYLES or style.endswith(":output_ext") else ""
    return _clean(f"/{folder}/{stem}{suffix}")


def _clean(address: str) -> str:
    slash = "/" if address.endswith("/") else ""
    whole = posixpath.normpath("/" + unquote(address).strip("/"))
    return whole if whole == "/" else f"{whole.rstrip('/')}{slash}".replace("//", "/")


def _categories(copy: SiteFile) -> list[str]:
    lower = {name.casefold(): each.value.plain for name, each in copy.entries.items()}
    plural = lower.get("categories")
    several = plural.split() if isinstance(plural, str) else texts(plural)
    return list(dict.fromkeys([*texts(lower.get("category")), *several]))


def _of_time(moment: datetime | None) -> dict[str, str]:
    if not moment:
        return {}
    week = moment.isocalendar()
    return {
        "year": f"{moment:%Y}",
        "short_year": f"{moment:%y}",
        "month": f"{moment:%m}",
        "i_month": str(moment.month),
        "short_month": _MONTHS[moment.month - 1][:3],
        "long_month": _MONTHS[moment.month - 1],
        "day": f"{moment:%d}",
        "i_day": str(moment.day),
        "y_day": f"{moment:%j}",
        "short_day": _DAYS[moment.weekday()][:3],
        "long_day": _DAYS[moment.weekday()],
        "week": f"{week.week:02}",
        "w_year": str(week.year),
        "w_day": str(week.weekday),
        "hour": f"{moment:%H}",
        "minute": f"{moment:%M}",
        "second": f"{moment:%S}",
    }


_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905


def _slugified(text: str, lower: bool = True) -> str:
    """Return text as Jekyll's ``slugify`` does: everything but letters and digits becomes a hyphen.

    A title keeps its case and ``._~``.
    """
    composed = unicodedata2.normalize("NFC", text.strip())
    signs = "" if lower else "._~!$&'()+,;=@"
    made = "".join(each if each.isalnum() or each in signs else "-" for each in composed)
    made = re.sub("-+", "-", made).strip("-")
    return made.lower() if lower else made
