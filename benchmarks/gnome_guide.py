"""Writes GNOME's user guide as Markdown posts, for the benchmark of related stories.

    python -m benchmarks.gnome_guide OUTPUT [LANGUAGE ...]    folders in OUTPUT, one for each language

The pages are those of Debian's package ``gnome-user-docs`` (43.0), or of a copy of its ``/usr/share/help`` that
``--help-folder`` names. The topics of a page are the guides that it belongs to; guides themselves, which only list
pages, are left out, and so are pages of which less than half is translated. The pages get dates in random order, one a
day, since they have none; at most 250 of them are written, the same ones in all languages.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

LANGUAGES = ("C", "de", "fr", "ru", "fi", "ja", "zh_CN", "ko")
MOST = 250

_MALLARD = "{http://projectmallard.org/1.0/}"
_BLOCKS = tuple(f"{_MALLARD}{name}" for name in ("p", "title", "cite", "code", "screen"))
_NO_TEXT = {f"{_MALLARD}{name}" for name in ("info", "links", "code", "screen")}


def main() -> None:
    """Write the folders that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--help-folder", type=Path, default=Path("/usr/share/help"))
    asked = parser.parse_args()
    chosen = _chosen(asked.help_folder)
    for language in asked.languages:
        folder = asked.output / language
        folder.mkdir(parents=True, exist_ok=True)
        for day, name in enumerate(chosen):
            if post := _post(asked.help_folder, language, name, date(2022, 1, 1) + timedelta(days=day)):
                (folder / f"{name}.md").write_text(post, "utf-8")


def _chosen(help_folder: Path) -> list[str]:
    """Return the pages that belong to a guide, in random order."""
    pages = sorted((help_folder / "C/gnome-help").glob("*.page"))
    names = [page.stem for page in pages if (root := _root(page)).get("type") != "guide" and _guides(root)]
    random.Random(43).shuffle(names)
    return names[:MOST]


def _root(page: Path) -> etree._Element:
    return etree.parse(page, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def _guides(root: etree._Element) -> list[str]:
    links = root.iterfind(f"{_MALLARD}info/{_MALLARD}link[@type='guide']")
    return sorted({guide for link in links if (guide := (link.get("xref") or "").partition("#")[0])})


def _post(help_folder: Path, language: str, name: str, day: date) -> str:
    """Return a page as Markdown; empty if less than half of its paragraphs are translated."""
    page, original = (help_folder / each / "gnome-help" / f"{name}.page" for each in (language, "C"))
    if not page.exists():
        return ""
    root = _root(page)
    lines = [*_lines(root)]
    untranslated = {*_lines(_root(original))} if language != "C" else set()
    if 2 * sum(line in untranslated for line in lines) > len(lines):
        return ""
    found = root.find(f"{_MALLARD}info/{_MALLARD}desc")
    fields = {
        "title": _text(root.find(f"{_MALLARD}title")),
        "standfirst": _text(found),
        "date": day.isoformat(),
        "language": "en" if language == "C" else language.replace("_", "-"),
        "tags": _guides(root),
    }
    head = "".join(f"{field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in fields.items())
    return f"---\n{head}---\n\n" + "\n\n".join(lines[1:]) + "\n"


def _lines(element: etree._Element) -> Iterator[str]:
    """Yield the title and the paragraphs of a page."""
    for child in element.iterchildren(etree.Element):
        if child.tag in _BLOCKS and child.tag not in _NO_TEXT:
            if line := _text(child):
                yield line
        elif child.tag not in _NO_TEXT:
            yield from _lines(child)


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


if __name__ == "__main__":
    main()
