"""A page with blocks in a browser, from left to right and from right to left, and what every such page promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Page

PLACES = ("2026/01/02/all/", "2026/01/03/all-ar/")
Scheme = Literal["light", "dark"]


@contextmanager
def served(folder: Path, body: str, others: str = "", files: Mapping[str, bytes] | None = None) -> Iterator[str]:
    """The address of a site with a story at each of the places; ``others`` are more texts, ``files`` go to content/."""
    newsroom = Newsroom(folder).write(SETTINGS + others)
    newsroom.write(story("a.md", "All", "2026-01-02", "section: Harbour", body=body))
    newsroom.write(story("ar.md", "All", "2026-01-03", "section: Harbour", "language: ar", "slug: all-ar", body=body))
    for name, data in (files or {}).items():
        (folder / "content" / name).write_bytes(data)
    newsroom.build()
    with pages(newsroom.tree()) as address:
        yield address


def assert_accessible(page: Page, address: str, scheme: Scheme) -> None:
    """Check a page with axe, after opening whatever can be opened."""
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    found = Axe().run(page).response["violations"]
    assert not [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def assert_not_wider(page: Page, address: str, width: int = 320) -> None:
    """Check that nothing is wider than a screen of so many pixels."""
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
