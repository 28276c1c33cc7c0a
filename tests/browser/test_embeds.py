"""Embeds in a browser: nothing is requested from elsewhere before a click, and then from one provider only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, photo, story
from pages_host import pages
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

VIDEO = (
    '::: embed https://youtu.be/jX3kLm90qRs?t=90 title="The tide at the gate" poster=gate.jpg caption="At noon." :::'
)
POST = '::: embed https://mastodon.social/@courier/113456789012345678 title="The ferry is late" :::'
CHART = '::: embed https://datawrapper.dwcdn.net/WpAbK/2/ title="Landings" height=300 :::'
BODY = f"The water rose.\n\n{VIDEO}\n\nThe ferry waited.\n\n{POST}\n\nIn the end:\n\n{CHART}\n\nThat was all."
ARABIC = story("ar.md", "المدّ عند البوابة", "2026-02-01", "language: ar", "slug: tide", body=f"كلمة.\n\n{VIDEO}")
PLACE = "2026/01/01/the-night-of-the-tide/"
PLAIN = "2026/01/02/nothing-to-see/"
THEIRS = "<!doctype html><title>Theirs</title><button>Play</button>"
TALL = (
    "<!doctype html><title>A post</title><p>Words</p><script>"
    "addEventListener('message', ({data}) => data.type === 'setHeight'"
    " && parent.postMessage({type: 'setHeight', id: data.id, height: 612}, '*'))</script>"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("embeds")).write(SETTINGS)
    newsroom.write(story("a.md", "The night of the tide", "2026-01-01", body=BODY) + ARABIC)
    newsroom.write(story("b.md", "Nothing to see", "2026-01-02"))
    (newsroom.folder / "content/gate.jpg").write_bytes(photo(1600, 1200))
    newsroom.build()
    with pages(newsroom.tree()) as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as made:
        made.set_viewport_size({"width": 1280, "height": 900})
        yield made


def _watched(page: Page, address: str, answer: str = THEIRS) -> list[str]:
    """The addresses elsewhere that the page requests from now on; they are answered, not sent."""
    asked = list[str]()

    def handle(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.fulfill(content_type="text/html", body=answer)

    page.route("**/*", handle)
    return asked


def test_nothing_is_requested_from_elsewhere_before_a_click_and_then_from_that_provider_only(
    page: Page, address: str
) -> None:
    asked, said = _watched(page, address), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + PLACE, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    assert asked == []
    page.get_by_role("button", name="Play the video").click()
    frame = page.locator("iframe")
    expect(frame).to_have_count(1)
    expect(page.frame_locator("iframe").get_by_role("button", name="Play")).to_be_visible()
    assert asked == ["https://www.youtube-nocookie.com/embed/jX3kLm90qRs?autoplay=1&rel=0&start=90"]
    assert said == []
    assert frame.get_attribute("title") == "The tide at the gate"
    assert "allow-top-navigation" not in str(frame.get_attribute("sandbox"))
    assert frame.get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"


def test_the_keyboard_goes_on_in_the_frame(page: Page, address: str) -> None:
    _watched(page, address)
    page.goto(address + PLACE)
    page.get_by_role("button", name="Play the video").focus()
    page.keyboard.press("Enter")
    expect(page.locator("iframe")).to_be_focused()
    expect(page.frame_locator("iframe").get_by_role("button")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.frames[1].evaluate("document.activeElement.textContent") == "Play"


def test_a_frame_is_as_high_as_its_content_says(page: Page, address: str) -> None:
    _watched(page, address, TALL)
    page.goto(address + PLACE)
    page.get_by_role("button", name="Show the post").click()
    expect(page.locator("iframe")).to_have_attribute("height", "612")
    page.get_by_role("button", name="Show the graphic").press("Enter")  # a click may miss what is being scrolled to
    expect(page.locator("iframe[title='Landings']")).to_have_attribute("height", "300")


def test_the_policy_of_a_page_stops_every_other_frame(page: Page, address: str) -> None:
    asked = _watched(page, address)
    page.goto(address + PLACE)
    page.evaluate("""() => {
        const frame = document.createElement("iframe");
        frame.src = "https://evil.example/";
        document.body.append(frame);
    }""")
    page.wait_for_timeout(300)
    assert asked == []


def test_a_page_without_embeds_loads_neither_script_nor_style_for_them(page: Page, address: str) -> None:
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PLAIN)
    assert not [url for url in asked if "embed" in url]
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "frame-src" not in str(policy)


def test_without_script_a_card_is_a_link(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    with context, context.new_page() as page:
        page.goto(address + PLACE)
        link = page.get_by_role("link", name="The tide at the gate")
        assert link.get_attribute("href") == "https://www.youtube.com/watch?v=jX3kLm90qRs&t=90"
        assert page.locator(".embed button:visible").count() == 0
        expect(page.locator(".embed").first).to_contain_text("YouTube")


def test_on_paper_a_card_is_a_link_with_its_address(page: Page, address: str) -> None:
    page.goto(address + PLACE)
    page.emulate_media(media="print")
    assert page.locator(".embed button:visible").count() == 0
    after = page.locator(".embed-name a").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert "https://www.youtube.com/watch?v=jX3kLm90qRs" in after


@pytest.mark.parametrize("place", [PLACE, "2026/02/01/tide/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_are_for_everybody(page: Page, address: str, place: str, scheme: str) -> None:
    _watched(page, address)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address + place)
    assert Axe().run(page).violations_count == 0
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator(".embed button").first.bounding_box()
        assert box
        assert box["height"] >= 44
    page.locator(".embed button").first.click()
    expect(page.locator("iframe")).to_have_count(1)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_video_does_not_move_the_text_below_it(page: Page, address: str) -> None:
    _watched(page, address)
    page.goto(address + PLACE)
    page.locator(".embed img").scroll_into_view_if_needed()
    shape = page.locator(".embed img").bounding_box()
    page.get_by_role("button", name="Play the video").click()
    frame = page.locator("iframe").bounding_box()
    assert shape
    assert frame
    assert frame["height"] == pytest.approx(shape["height"], abs=1)
    assert frame["width"] == pytest.approx(shape["width"], abs=1)


def test_a_card_in_another_language_keeps_the_sites_words(page: Page, address: str) -> None:
    page.goto(f"{address}2026/02/01/tide/")
    button = page.locator(".embed button")
    assert button.evaluate("each => each.closest('[lang]').lang") == "en"
    card, link = page.locator(".embed-card").bounding_box(), page.locator(".embed-name a").bounding_box()
    assert card
    assert link
    assert link["x"] + link["width"] > card["x"] + card["width"] / 2, "a story from right to left begins on the right"
