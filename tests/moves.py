"""What another program published, and what Broadsheet has at the same addresses after a move."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from bs4 import BeautifulSoup
from bs4.element import Tag

_REFRESH = re.compile(r'http-equiv="refresh"[^>]*url=([^"]+)"')


class Page(msgspec.Struct, frozen=True):
    """A page or file at an address; ``to`` is where it leads, if it is a redirect."""

    headline: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    pictures: int = 0
    words: tuple[str, ...] = ()
    file: str = ""
    to: str = ""


def published(text: str) -> dict[str, Page]:
    """The pages in a ``published.txt`` by their addresses."""
    return {part.partition("\n")[0]: _page(part.partition("\n")[2]) for part in text.strip().split("\n\n")}


def _page(lines: str) -> Page:
    given = dict(line.split(": ", 1) for line in lines.strip().split("\n") if ": " in line)
    return Page(
        headline=given.get("headline", ""),
        date=given.get("date", ""),
        tags=tuple(filter(None, given.get("tags", "").split(" | "))),
        by=tuple(filter(None, given.get("by", "").split(" | "))),
        pictures=len(given.get("pictures", "").split()),
        words=tuple(given.get("words", "").split()),
        file=given.get("file", ""),
        to=given.get("to", ""),
    )


def at(output: Path, address: str) -> tuple[str, Page | None]:
    """What a built site has at an address, after its redirects, and where that is."""
    for _ in range(5):
        file = output / address.lstrip("/")
        file = file / "index.html" if file.is_dir() or address.endswith("/") else file
        if not file.is_file():
            return address, None
        if file.suffix != ".html":
            return address, Page(file=hashlib.sha256(file.read_bytes()).hexdigest()[:16])
        text = file.read_text(encoding="utf-8")
        found = _REFRESH.search(text)
        if not found:
            return address, _built(text)
        address = found[1]
    return address, None


def _built(text: str) -> Page:
    soup = BeautifulSoup(text, "lxml")
    main = soup.find("main")
    assert isinstance(main, Tag)
    article = main.find("article") or main
    assert isinstance(article, Tag)
    body = article.find(class_="body") or article
    assert isinstance(body, Tag)
    time, heading = article.find("time"), main.find("h1")
    return Page(
        headline=heading.get_text(" ", strip=True) if heading else "",
        date=str(time["datetime"]) if isinstance(time, Tag) else "",
        tags=tuple(each.get_text(strip=True) for each in article.find_all("a", rel="tag")),
        by=tuple(each.get_text(strip=True) for each in article.find_all("a", rel="author")),
        pictures=len(body.find_all("img")),
        words=tuple(re.findall(r"[^\W_]+", body.get_text(" ").casefold())),
    )


def differences(old: Page, new: Page) -> Iterator[str]:
    """What of an old page is not on the new one, in words."""
    for name in ("headline", "tags", "by", "file"):
        before, after = getattr(old, name), getattr(new, name)
        if before and before != after:
            yield f"{name}: {before} is {after}"
    if old.date[:4] not in ("", "0001") and new.date and datetime.fromisoformat(old.date) != _moment(new.date):
        yield f"date: {old.date} is {new.date}"
    if old.pictures > new.pictures:
        yield f"pictures: {old.pictures} are {new.pictures}"
    if missing := [*(Counter(old.words) - Counter(new.words)).elements()]:
        yield f"words: {' '.join(missing)}"


def _moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    return found if found.tzinfo else found.astimezone()
