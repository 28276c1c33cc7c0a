"""Pages on paper, as PDFs of A4: no page for the footer alone, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from newsroom import Newsroom
from pages_host import pages
from playwright.sync_api import BrowserContext, Page
from stress import stress_site

pytestmark = pytest.mark.browser
WIDTH, HEIGHT = 658, 986
"""The part of A4 within the margins, in CSS pixels."""

LINES = """cells => Math.max(...cells.map(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getClientRects().length;
}))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("print")).write(stress_site())
    newsroom.build()
    with pages(newsroom.tree()) as found:
        yield found


@pytest.fixture
def paper(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as page:
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.emulate_media(media="print")
        yield page


def _sheets(page: Page) -> int:
    with pikepdf.open(BytesIO(page.pdf(format="A4"))) as document:
        return len(document.pages)


@pytest.mark.parametrize("place", ["", "2026/03/20/tags/", "2026/03/19/landings/", "2026/03/17/de/", "local/"])
def test_the_footer_takes_no_page_of_its_own(paper: Page, address: str, place: str) -> None:
    paper.goto(address + place)
    sheets = _sheets(paper)
    paper.evaluate("document.querySelector('.footer').remove()")
    assert _sheets(paper) == sheets


def test_a_wide_table_is_whole_and_its_numbers_do_not_break(paper: Page, address: str) -> None:
    paper.goto(f"{address}2026/03/19/landings/")
    assert paper.locator(".table").evaluate("t => t.scrollWidth - t.clientWidth") <= 0
    assert paper.locator("tbody td:not(:first-child)").evaluate_all(LINES) == 1


def test_the_lead_shares_the_first_page(paper: Page, address: str) -> None:
    paper.goto(address)
    assert paper.locator(".top .card").last.evaluate("c => c.getBoundingClientRect().bottom") < HEIGHT


def test_paper_has_nothing_to_click(paper: Page, address: str) -> None:
    paper.goto(f"{address}2026/03/20/tags/")
    for each in (".share", ".tags", ".footer nav", ".search-box", ".website"):
        assert not paper.locator(each).first.is_visible(), each
