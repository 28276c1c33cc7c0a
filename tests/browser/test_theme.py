"""The theme as readers meet it: every kind of page, on phones and desks, light and dark, without script."""

from __future__ import annotations

import gzip
import json
import re
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

STORY = "/2026/11/20/pay-by-the-landing/"
KINDS = {
    "front": "/",
    "story": STORY,
    "section": "/harbour/",
    "tag": "/tags/ferry/",
    "latest": "/latest/",
    "corrections": "/corrections/",
    "day": "/2026/11/12/",
    "month": "/2026/11/",
    "year": "/2026/",
    "archive": "/archive/",
    "tags": "/tags/",
    "page": "/about/",
    "not-found": "/404.html",
    "story with parts": "/2026/11/13/who-pays-for-the-harbour/",
    "opinion": "/2026/11/18/leave-the-lamp-on/",
    "person": "/bylines/agnes-thorne/",
    "reporters": "/bylines/",
    "review": "/2025/12/06/the-light-the-wind-and-the-egg/",
    "sponsored": "/2026/11/16/a-weekend-on-skerra/",
    "documents": "/2026/10/15/council-asks-board-to-think-again/",
    "long read": "/2026/08/13/forty-one-chicks/",
    "live": "/2026/11/24/spring-tide-at-the-gate/",
    "search": "/search/",
    "text": f"{STORY}text/",
    "text front": "/text/",
    "offline": "/offline/",
    "events": "/events/",
    "event": "/2026/11/20/two-towns-one-drum/",
    "republish": "/2026/11/20/two-towns-one-drum/republish/",
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def test_every_kind_of_page_is_for_all_screens_and_readers_and_loads_nothing_from_elsewhere(
    context: BrowserContext, served: str, kind: str
) -> None:
    with context.new_page() as page:
        said, asked = list[str](), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served + KINDS[kind])
        assert said == []
        assert [url for url in asked if not url.startswith(served)] == []
        _has_a_strict_policy(page, kind)
        _never_scrolls_sideways(page)
        _is_accessible(page)


def _has_a_strict_policy(page: Page, kind: str) -> None:
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "" if kind == "search" else "'wasm-unsafe-eval'")


def _never_scrolls_sideways(page: Page) -> None:
    for width in (320, 360, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{wider} at {width}"


def _is_accessible(page: Page) -> None:
    for width, scheme in ((360, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        results = Axe().run(page, options={"runOnly": LEVELS, "resultTypes": ["violations"]})
        assert results.violations_count == 0, f"{width} {scheme}: {results.generate_report()}"


def test_a_page_and_its_style_come_in_one_go(served: str, kind: str) -> None:
    """Compressed they are what a server sends before it waits for an answer: ten packets (RFC 6928). A story with
    blocks may need a twelfth.
    """
    with urlopen(served + KINDS[kind]) as answer:
        html = answer.read()
    styles = re.findall(rb'<link rel="stylesheet" href="([^"]+)">', html)  # browsers do not wait for that of print
    of_people = b"/people." in b"".join(styles)
    other = kind in ("long read", "republish", "live", "search")
    of_blocks = sum(b"/blocks" in style for style in styles)
    assert len(styles) == (0 if kind.startswith("text") else 1 + of_people + of_blocks + other)
    size = len(gzip.compress(html))
    for style in styles:
        with urlopen(served + style.decode()) as answer:
            size += len(gzip.compress(answer.read()))
    assert size < (14_600 if not of_blocks else 16_000)


def test_a_story_shows_all_that_it_carries(page: Page, served: str) -> None:
    page.goto(served + STORY)
    data = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    article = next(node for node in data["@graph"] if node["@type"] == "NewsArticle")
    text = page.locator("body").inner_text()
    assert page.locator("h1").inner_text() == article["headline"]
    assert article["description"] in text
    for author in article["author"]:
        assert author["name"] in text
    published = page.locator("main time").first
    assert published.get_attribute("datetime") == article["datePublished"]
    assert page.locator("main figure img").first.get_attribute("alt")


@pytest.mark.parametrize(("language", "direction", "section"), [("ar", "rtl", "local"), ("tr", "ltr", "world")])
def test_stories_in_other_languages_say_so(
    page: Page, served: str, language: str, direction: str, section: str
) -> None:
    page.goto(f"{served}/{section}/")
    card = page.locator(f"main article[lang='{language}']").first
    link = card.get_attribute("href") or card.locator("a").first.get_attribute("href")
    page.goto(served + str(link))
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, direction)


def test_code_is_read_from_left_to_right_on_pages_that_are_not(page: Page, served: str) -> None:
    page.goto(f"{served}/local/")
    page.goto(served + str(page.locator("main article[lang='ar'] a").first.get_attribute("href")))
    style = """name => {
      const code = document.createElement(name);
      document.querySelector("main h1").append(code);
      return [getComputedStyle(document.body).direction, getComputedStyle(code).direction];
    }"""
    for name in ("code", "pre", "kbd"):
        assert page.evaluate(style, name) == ["rtl", "ltr"], name


def test_the_keyboard_reaches_the_content_first(page: Page, served: str) -> None:
    page.goto(served + STORY)
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert re.fullmatch(r"#\w+", target)
    assert page.locator(f"main{target}, {target}").count() == 1


def test_paper_shows_the_story_and_not_the_navigation(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 800, "height": 800})
    page.goto(served + STORY)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("nav").first.is_visible()


def test_targets_are_large_enough_for_a_thumb(page: Page, served: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, for links that do not stand in a sentence."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(served + "/")
    page.locator("summary", has_text="Menu").click()
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('header summary, header a, footer nav a')]
            .map(a => a.getBoundingClientRect().height).filter(height => height)"""
    )
    assert len(sizes) > 20
    assert min(sizes) >= 24
