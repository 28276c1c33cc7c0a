"""What a site puts into the theme's places, the introduction of a section, breaking news: measured on the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from newsroom import SETTINGS, Newsroom, photo, story
from pages_host import pages
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NOTICE = '<aside class="notice">Polls close at nine.</aside>'
NEWSLETTER = '<section class="newsletter"><h2>The week</h2><p>Every Friday at six.</p></section>'
ARABIC = story("ar.md", "العبّارة تعود", "2026-02-01", "language: ar", "slug: ferry", body="كلمة.")
OPINION = story("o.md", "A view", "2026-01-03", "section: Opinion", "kind: opinion", "bylines: [Ada Quill]")
BREAKING = story(
    "b.md", "The gate is open", "2026-11-24T09:00:00Z", "breaking: true", "section: Harbour", "byline: Tom Ardley"
)
INTRODUCTION = (
    "-- content/harbour/_index.md --\n---\npicture: {src: ../quay.jpg, alt: The quay}\n---\n"
    + "The quays, the ferry and everything that floats between them and the spit. " * 3
    + "\n"
)


@pytest.fixture(scope="module", params=["newspaper", "magazine"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("places"))
    newsroom.write(f'{SETTINGS}[theme]\nlook = "{request.param}"\n')
    newsroom.write(
        f"-- layouts/partials/notice.html --\n{NOTICE}\n-- layouts/partials/newsletter.html --\n{NEWSLETTER}\n"
    )
    newsroom.write(ARABIC + OPINION + BREAKING + INTRODUCTION)
    (newsroom.folder / "content/quay.jpg").write_bytes(photo(1600, 900))
    newsroom.build()
    with pages(newsroom.tree()) as found:
        yield found


@pytest.fixture
def page(page: Page) -> Page:
    page.set_viewport_size({"width": 1600, "height": 900})
    return page


def _box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found
    return {name: float(value) for name, value in found.items()}


def test_the_introduction_of_a_section_keeps_away_from_its_picture(page: Page, address: str) -> None:
    page.goto(f"{address}harbour/")
    picture, words, title = (_box(page, each) for each in ("figure.hero", ".about p", "h1"))
    assert words["y"] - picture["y"] - picture["height"] >= 16
    middle = [each["x"] + each["width"] / 2 for each in (words, title)]
    if page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--align')") == "center":
        assert middle[0] == pytest.approx(middle[1], abs=2)
    else:
        assert words["x"] == pytest.approx(title["x"], abs=2)


def test_the_notice_is_as_wide_as_the_window_and_nothing_scrolls(page: Page, address: str) -> None:
    page.goto(address)
    seen = page.evaluate("document.elementFromPoint(800, 10)?.className")
    assert "notice" in str(seen)
    wash = page.locator(".notice").evaluate("each => getComputedStyle(each).backgroundColor")
    assert wash in page.locator(".notice").evaluate("each => getComputedStyle(each).boxShadow")
    assert page.evaluate("document.documentElement.scrollWidth") == 1600


def test_breaking_news_that_leads_has_its_headline_once(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator(".breaking").inner_text() == "Breaking"
    assert page.get_by_role("link", name="The gate is open").count() == 1


def test_opinion_in_the_section_opinion_is_called_so_once(page: Page, address: str) -> None:
    page.goto(address)
    assert "OpinionOpinion" not in "".join(page.locator(".kicker").all_inner_texts()).replace(" ", "")


def test_a_newsletter_in_an_arabic_story_is_read_from_left_to_right(page: Page, address: str) -> None:
    page.goto(f"{address}2026/02/01/ferry/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    for place in (".newsletter", ".notice"):
        assert page.locator(place).evaluate("each => getComputedStyle(each).direction") == "ltr"
        assert page.locator(place).evaluate("each => each.closest('[lang]').lang") == "en"


def test_a_byline_needs_no_bold_face_of_the_typeface_for_text(page: Page, address: str) -> None:
    page.goto(f"{address}2026/11/24/the-gate-is-open/")
    assert page.locator(".credits .byline a").evaluate("each => getComputedStyle(each).fontWeight") == "400"
