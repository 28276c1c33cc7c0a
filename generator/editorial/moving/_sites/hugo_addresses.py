"""Determines the addresses that Hugo gives to pages: https://gohugo.io/configuration/permalinks/"""

from __future__ import annotations

import posixpath
import re
from datetime import datetime
from pathlib import PurePosixPath

from generator.editorial.moving._sites.copy import SiteFile

_TOKEN = re.compile(r":(?P<name>[a-z]+)(?:\[(?P<of>[^\[\]]*+)\])?")
_INDEX = ("index", "_index")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905


def urlized(text: str) -> str:
    """Return a text in the form that Hugo gives to parts of addresses."""
    text = re.sub(r"\s+", "-", text.strip().lower())
    kept = "".join(each for each in text if each.isalnum() or each in "-_.+~@/#")
    return re.sub("-+", "-", kept)


def address(
    copy: SiteFile, path: str, patterns: dict[str, str], prefix: str = "", ugly: bool = False, root: str = "content"
) -> str:
    """Return the address of a page. ``path`` is its path without a language; ``prefix`` is that of its language."""
    inside = PurePosixPath(path).relative_to(root)
    if url := copy.text("url"):
        whole = url if url.startswith("/") else f"{prefix}/{url}"
        return _clean(whole)
    name = inside.parent.name if inside.stem in _INDEX else inside.stem
    folder = inside.parent.parent if inside.stem in _INDEX else inside.parent
    section = inside.parts[0].lower() if len(inside.parts) > 1 else ""
    pattern = patterns.get(section, "") if section else patterns.get("/", "")
    if pattern and not (inside.stem in _INDEX and len(inside.parts) <= 2 and not section):
        made = _filled(pattern, copy, name, folder)
    else:
        made = "/".join(("", *map(urlized, folder.parts), urlized(copy.text("slug")) or urlized(name)))
    whole = _clean(f"{prefix}/{made.strip('/')}")
    has_end = bool(re.search(r"\.[a-z]+\Z", pattern))
    return whole if has_end else f"{whole}.html" if ugly else f"{whole.rstrip('/')}/"


def _filled(pattern: str, copy: SiteFile, name: str, folder: PurePosixPath) -> str:
    title = urlized(str(copy.values.get("headline", "")))
    slug = urlized(copy.text("slug"))
    sections = [urlized(each) for each in folder.parts]
    values = {
        "section": sections[0] if sections else "",
        "sections": "/".join(sections),
        "title": title,
        "slug": slug or title,
        "slugorfilename": slug or urlized(name),
        "slugorcontentbasename": slug or urlized(name),
        "filename": urlized(name),
        "contentbasename": urlized(name),
        **_of_time(copy.time("published")),
    }
    return _TOKEN.sub(lambda found: _token(found, values, sections), pattern)


def _token(found: re.Match[str], values: dict[str, str], sections: list[str]) -> str:
    if found["name"] == "sections" and found["of"] is not None:
        start, colon, end = found["of"].partition(":")
        whole = [int(each) if each.isdecimal() else None for each in (start, end)]
        if "last" in found["of"]:
            return sections[-1] if sections else ""
        chosen = sections[whole[0] : whole[1]] if colon else sections[whole[0] or 0 : (whole[0] or 0) + 1]
        return "/".join(chosen)
    return values.get(found["name"], found[0])


def _of_time(moment: datetime | None) -> dict[str, str]:
    if not moment:
        return {}
    return {
        "year": f"{moment:%Y}",
        "month": f"{moment:%m}",
        "monthname": _MONTHS[moment.month - 1].lower(),
        "day": f"{moment:%d}",
        "weekday": str(moment.isoweekday() % 7),
        "weekdayname": _DAYS[moment.weekday()].lower(),
        "yearday": str(int(f"{moment:%j}")),
    }


def _clean(written: str) -> str:
    slash = "/" if written.endswith("/") else ""
    whole = posixpath.normpath("/" + written.strip("/"))
    return whole if whole == "/" else f"{whole}{slash}"
