"""Writes the pages that another program has published into tests/golden/moves/PROGRAM/published.txt.

Build the site in tests/golden/moves/PROGRAM/site with its program, in a copy of the folder, and name the folder that
the program has written: ``python tools/published_pages.py /tmp/hugo/public tests/golden/moves/hugo/published.txt``.
Pages are those whose layout has ``main``, ``h1``, ``time``, ``rel="tag"``, ``rel="author"`` and ``article id="text"``.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag

_REDIRECT = re.compile(r"""http-equiv=["']?refresh["']?[^>]*?url=['"]?([^"'>\s]+)""", re.IGNORECASE)
_HOST = re.compile(r"^https?://[^/]+")


def main() -> None:
    """Write the file."""
    built, target = Path(sys.argv[1]), Path(sys.argv[2])
    hidden = tuple(sys.argv[3:])  # addresses of drafts that only readers who know the address can open
    pages = [part for path in sorted(built.rglob("*")) if path.is_file() for part in _part(built, path, hidden)]
    target.write_text("\n".join(pages), encoding="utf-8")


def _part(built: Path, file: Path, hidden: tuple[str, ...]) -> Iterator[str]:
    address = f"/{file.relative_to(built).as_posix()}".removesuffix("index.html")
    if address.startswith(hidden) and hidden:
        return
    if file.suffix != ".html":
        if file.suffix in (".png", ".txt") and file.name != "robots.txt":
            yield f"{address}\nfile: {hashlib.sha256(file.read_bytes()).hexdigest()[:16]}\n"
        return
    text = file.read_text(encoding="utf-8")
    if found := _REDIRECT.search(text):
        yield f"{address}\nto: {posixpath.normpath(_HOST.sub('', found[1]))}\n"
        return
    soup = BeautifulSoup(text, "lxml")
    article = soup.find("article", id="text")
    if isinstance(article, Tag):
        yield f"{address}\n" + "\n".join(_lines(soup, article, address)) + "\n"


def _lines(soup: BeautifulSoup, article: Tag, address: str) -> Iterator[str]:
    heading, time = soup.find("h1"), soup.find("time")
    yield f"headline: {heading.get_text(strip=True) if heading else ''}"
    if isinstance(time, Tag):
        yield f"date: {time['datetime']}"
    for name, rel in (("tags", "tag"), ("by", "author")):
        if found := [each.get_text(strip=True) for each in soup.find_all("a", rel=rel)]:
            yield f"{name}: {' | '.join(found)}"
    pictures = [posixpath.normpath(posixpath.join(address, str(each["src"]))) for each in article.find_all("img")]
    if pictures:
        yield f"pictures: {' '.join(pictures)}"
    words = re.findall(r"[^\W_]+", article.get_text(" ").casefold())
    yield f"words: {' '.join(words)}"


if __name__ == "__main__":
    main()
