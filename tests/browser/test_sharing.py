"""Sharing a story: with the browser's own menu, by copying the link, by mail; and never through a third party."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Browser, BrowserContext, Page
from waiting import until

pytestmark = pytest.mark.browser
PLACE = "2026/01/01/fish-and-chips/"
URL = f"https://courier.example/{PLACE}"
HEADLINE = "Fish & chips: 100 % dearer"
SENT = "navigator.share = async given => { window.sent = given; }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("sharing"))
    newsroom.write(SETTINGS + story("a.md", HEADLINE, "2026-01-01", "slug: fish-and-chips", "tags: [Fish]"))
    newsroom.write(story("ar.md", "عربي", "2026-01-01", "language: ar", "slug: ar", "tags: [Fish]")).build()
    with pages(newsroom.tree()) as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with context.new_page() as made:
        yield made


def _shown(page: Page) -> list[str]:
    return page.locator(".share > :visible").all_inner_texts()


def test_without_a_script_there_is_only_the_mail(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(address + PLACE)
        assert _shown(page) == ["Email"]
        link = urlsplit(str(page.locator(".share a").get_attribute("href")))
        assert link.scheme == "mailto"
        assert parse_qs(link.query) == {"subject": [HEADLINE], "body": [URL]}


def test_the_link_is_copied_and_readers_are_told(page: Page, address: str) -> None:
    page.goto(f"{address}{PLACE}#top")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == URL
    page.get_by_role("button", name="Copy the link").wait_for()


def test_a_browser_that_shares_is_given_headline_and_link(page: Page, address: str) -> None:
    page.add_init_script(SENT)
    page.goto(address + PLACE)
    assert _shown(page) == ["Share", "Copy the link", "Email"]
    page.get_by_role("button", name="Share").click()
    until(page, "!!window.sent")
    assert page.evaluate("window.sent") == {"title": HEADLINE, "url": URL}


def test_closing_the_browsers_menu_is_no_error(page: Page, address: str) -> None:
    page.add_init_script("navigator.share = async () => { throw new DOMException('', 'AbortError'); }")
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + PLACE)
    page.get_by_role("button", name="Share").click()
    page.wait_for_timeout(50)
    assert said == []


def test_what_a_browser_cannot_do_is_not_shown(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + PLACE)
    assert _shown(page) == ["Email"]


def test_a_browser_that_refuses_to_copy_is_not_asked_again(page: Page, address: str) -> None:
    page.add_init_script("navigator.clipboard.writeText = async () => { throw new Error('no'); }")
    page.goto(address + PLACE)
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copy the link").wait_for(state="hidden")
    assert _shown(page) == ["Email"]


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("place", [PLACE, "2026/01/01/ar/"])
def test_the_row_begins_where_the_text_begins(page: Page, address: str, place: str, width: int) -> None:
    page.add_init_script(SENT)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + place)
    side = "right" if "ar" in place else "left"
    text, first = (
        page.locator(each).evaluate(f"e => e.getBoundingClientRect().{side}")
        for each in (".body", ".share :first-child >> nth=0")
    )
    assert abs(text - first) < 1
    assert {round(box["height"]) for each in page.locator(".share > *").all() if (box := each.bounding_box())} == {40}
    assert not Axe().run(page).response["violations"]


def test_a_story_that_is_not_public_is_not_for_sharing(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Draft", "2026-01-01", "draft: true")).build(drafts=True)
    assert 'class="share"' not in newsroom.page("2026/01/01/draft/")
