"""The theme with a site that is hard to lay out: nothing is cut off, overlaps or scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import Newsroom
from pages_host import pages
from playwright.sync_api import Page
from stress import FOURTEEN, HEADLINE, TITLE, stress_site
from waiting import until

pytestmark = pytest.mark.browser
WIDTHS = (375, 768, 1024, 1280)
PLACES = {
    "front": "",
    "thirty topics": "2026/03/20/tags/",
    "huge table": "2026/03/19/landings/",
    "long words": "2026/03/18/word/",
    "German": "2026/03/17/de/",
    "Arabic": "2026/03/16/ar/",
    "Japanese": "2026/03/15/ja/",
    "opinion": "2026/03/14/opinion/",
    "section": "local/",
    "latest": "latest/",
    "topics": "tags/",
    "search": "search/",
}
ONE = ("Local",)
SITES = {"fourteen sections": (FOURTEEN, PLACES), "one section": (ONE, ("front", "section", "thirty topics"))}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Where each of the sites is."""
    with ExitStack() as stack:
        found = {}
        for name, (sections, _) in SITES.items():
            newsroom = Newsroom(tmp_path_factory.mktemp("stress")).write(stress_site(sections))
            newsroom.build()
            found[name] = stack.enter_context(pages(newsroom.tree()))
        yield found


EVERY_PAGE = pytest.mark.parametrize(
    ("site", "place"), [(site, place) for site, (_, places) in SITES.items() for place in places]
)


def test_the_site_is_as_hard_as_it_says() -> None:
    assert (len(TITLE), len(HEADLINE), len(FOURTEEN)) == (40, 90, 14)


OVERLAPPING = """() => {
    const parts = '.title, .glass, .panel summary, .sections a, .crumbs, .opening, .credits, .body, .related, .tags a,'
        + '.share > :not([hidden]), .neighbours > a, .card:not(.card .card), .counts li, .footer > *';
    const boxes = [...document.querySelectorAll(parts)].map(e => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.width && box.height);
    const found = [], meet = (a, b) =>
        a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 1 && b.bottom > a.top + 1;
    boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
        if (meet(a, b) && !one.contains(other) && !other.contains(one)) found.push([one.outerHTML, other.outerHTML]);
    }));
    return found;
}"""
"""Pairs of parts that share a place on the page."""

CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')]
    .filter(e => !e.closest('.table, svg, select, .panel > div, .panel span') && !e.matches('.nameplate'))
    .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
    .map(e => e.outerHTML)"""
"""What is wider than the place that it has. The magnifier in the nameplate reaches into the margin on purpose."""


@EVERY_PAGE
def test_nothing_overlaps_or_is_cut_off_on_any_screen_and_everybody_can_use_it(
    page: Page, addresses: Mapping[str, str], site: str, place: str
) -> None:
    page.goto(addresses[site] + PLACES[place])
    _is_whole(page)
    _is_accessible(page)


def _is_whole(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, width
        assert page.evaluate(OVERLAPPING) == [], width
        assert page.evaluate(CUT_OFF) == [], width


def _is_accessible(page: Page) -> None:
    for width, scheme in ((375, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        results = Axe().run(page)
        assert results.violations_count == 0, f"{width} {scheme}: {results.generate_report()}"


@pytest.mark.parametrize("width", [375, 768])
def test_the_menu_of_a_narrow_screen_shows_every_section(page: Page, addresses: Mapping[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(addresses["fourteen sections"])
    page.locator("summary", has_text="Menu").click()
    links = page.locator(".panel nav a")
    names = links.all_inner_texts()
    assert {*FOURTEEN, "Latest", "Archive"} <= {*names}
    boxes = [box for each in links.all() if (box := each.bounding_box())]
    assert len(boxes) == len(names)
    assert min(box["height"] for box in boxes) >= 24
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    last = names[-1]
    links.last.click()
    assert page.locator("h1").inner_text() == last


def test_the_menu_of_a_wide_screen_has_at_most_two_rows(page: Page, addresses: Mapping[str, str]) -> None:
    page.goto(addresses["fourteen sections"])
    for width in (1024, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        tops = page.locator(".sections li").evaluate_all("all => all.map(each => each.getBoundingClientRect().top)")
        assert 1 <= len({*tops}) <= 2, width


def test_a_wide_table_scrolls_by_itself_and_can_be_reached_with_the_keyboard(
    page: Page, addresses: Mapping[str, str]
) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(addresses["fourteen sections"] + PLACES["huge table"])
    table = page.locator(".table")
    assert table.evaluate("t => t.scrollWidth > t.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.table').scrollLeft > 0")
