"""Code that Pelican and Nikola share: texts in Markdown, reStructuredText and HTML, slugs and address patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import unicodedata2
from bs4 import BeautifulSoup

from generator.editorial.moving._sites import rst
from generator.reading.adopted import encoding
from generator.reading.adopted import front_matter as adopted_front_matter
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.formats.front_matter import FrontMatter, SplitFile
from generator.reading.formats.source_text import SourceText

_PLACEHOLDER = re.compile(r"\{(?P<name>\w+)(?:!\w)?(?::(?P<form>[^{}]*))?\}")


def parts_of(data: bytes, path: str) -> SplitFile:
    """Return the fields and the text of a file, whose name determines its markup.

    :raises Problems: if it is not text.
    """
    source = encoding.decoded(data, f"content/{path}").source
    end = path.rpartition(".")[2].lower()
    if end in ("html", "htm"):
        found = _of_html(source.text)
        if found:
            return found
    if end in ("rst", "rest") and not source.text.lstrip().startswith((".. ", "---", "+++", "<!--")):
        return rst.parts_of(source.text)
    return adopted_front_matter.read(SourceText(f"content/{path}", source.text))


def _of_html(text: str) -> SplitFile | None:
    """Return a page with its fields from ``<title>`` and ``<meta>``, as Pelican reads it; None if it has none."""
    if "<head" not in text.lower():
        return None
    soup = BeautifulSoup(text, "lxml")
    entries = dict[str, FrontMatterEntry]()
    if soup.title and soup.title.string:
        entries["title"] = FrontMatterEntry("title", 0, 0, Value(0, 0, str(soup.title.string).strip(), quoted=True))
    for each in soup.find_all("meta"):
        name, content = str(each.get("name") or "").strip(), str(each.get("content") or each.get("contents") or "")
        if name and name.lower() not in ("viewport", "generator"):
            key = {"keywords": "tags"}.get(name.lower(), name)
            entries[key] = FrontMatterEntry(key, 0, 0, Value(0, 0, content.strip()))
    start = re.search(r"(?i)<body[^<>]*>", text)
    end = re.search(r"(?i)</body>", text)
    body = text[start.end() if start else 0 : end.start() if end else len(text)]
    line = text.count("\n", 0, start.end() if start else 0) + 1
    return SplitFile(FrontMatter(entries, 1, ":", spaced=False), body, line)


def slugified(text: str) -> str:
    """Return text as Pelican's ``slugify`` does: ASCII letters, digits and hyphens."""
    plain = unicodedata2.normalize("NFKD", text.strip()).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip()).strip("-")


def filled(pattern: str, values: Mapping[str, str], moment: datetime | None) -> str:
    """Return a pattern such as ``{date:%Y}/{slug}.html`` with its placeholders filled."""

    def value(found: re.Match[str]) -> str:
        if found["name"] == "date":
            return moment.strftime(found["form"] or "%Y-%m-%d") if moment else ""
        return values.get(found["name"], "")

    return "/" + re.sub(r"/{2,}", "/", _PLACEHOLDER.sub(value, pattern)).lstrip("/")
