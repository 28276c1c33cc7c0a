"""Drawings in a real browser: what is published of an attack runs nothing, loads nothing and leads nowhere.

Each is opened as a reader could: at its own address, and as a picture of a page. Attacks that are refused are opened as
what would be left of them, so that the second line of defence is tried, too.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route
from svg_attacks import RUNS

from generator.media.svg_reader import Reader

pytestmark = pytest.mark.browser

SITE = "http://courier.test"
HREFS = """() => [...document.querySelectorAll('*')].flatMap(
    each => [each.getAttribute('href'), each.getAttributeNS('http://www.w3.org/1999/xlink', 'href'), each.href?.animVal]
).filter(each => each && !each.startsWith('#') && !each.startsWith('data:image/'))"""
BITES = [
    *("script", "script of XHTML", "script inside metadata", "onload", "foreignObject", "frame", "refresh", "entity"),
    *(
        "style sheet",
        "in UTF-16",
        "animated link, xlink",
        "link elsewhere",
        "picture from elsewhere",
        "fill with an escape",
    ),
    *("import with an escape", "picture in a style by image-set", "font", "part of another drawing", "preload"),
]
"""Attacks that this browser is known to fall for where a drawing is published as it is."""


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Page:
    """One page for all drawings that do nothing; an attack gets one of its own."""
    return context.new_page()


def _opened(page: Page, files: Mapping[str, bytes], path: str) -> list[str]:
    """What a browser asks for besides the files of a site, and where links in the page lead, once it is opened."""
    asked = list[str]()

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(SITE)
        if name in files:
            kind = "image/svg+xml" if name.endswith(".svg") else "text/html"
            route.fulfill(body=files[name], content_type=kind)
        else:
            if name != "/favicon.ico":
                asked.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    try:
        page.goto(SITE + path, wait_until="load")
        page.wait_for_timeout(60)
        asked += page.evaluate(HREFS)
    except Error:  # it went elsewhere, or is no document
        assert asked or not files[path]
    page.unroute("**/*")
    return asked


def _published(data: bytes) -> bytes:
    return Reader(data).read()


@pytest.mark.parametrize("name", RUNS)
def test_a_drawing_opened_at_its_own_address_runs_and_loads_nothing(page: Page, name: str) -> None:
    assert _opened(page, {"/a.svg": _published(RUNS[name])}, "/a.svg") == []


def test_drawings_shown_as_pictures_run_and_load_nothing(page: Page) -> None:
    files = {f"/{number}.svg": _published(data) for number, data in enumerate(RUNS.values())}
    shown = "".join(f'<img src="{name}" alt="">' for name in files).encode()
    assert _opened(page, {**files, "/": shown}, "/") == []


@pytest.mark.parametrize("name", BITES)
def test_the_same_attack_works_where_a_drawing_is_published_as_it_is(context: BrowserContext, name: str) -> None:
    with context.new_page() as page:
        assert _opened(page, {"/a.svg": RUNS[name]}, "/a.svg")
