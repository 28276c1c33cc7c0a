"""A theme that a newsroom has made its own, as readers meet it, and the other look."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, serving
from newsroom import SETTINGS, Newsroom, numbered, photo
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 100"><path fill="{}" d="M0 0h500v99H0z"/></svg>'
OWN = """
[theme]
accent = "#0b5d4b"
logo = { light = "logo.svg", dark = "night.svg" }
headline_font = "Gazette"
text_font = "Public Sans"
density = "compact"
dates = "numeric"
"""
PICTURE = "picture: {src: quay.jpg, alt: A quay}"
STORY = "/2026/01/02/story-1/"

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a site with these settings, which is built once."""
    newsroom = Newsroom(tmp_path_factory.mktemp("own"))
    fonts = ROOT / "layouts/assets/fonts"
    own = newsroom.folder / "layouts/assets/fonts/Gazette-Bold.woff2"
    own.parent.mkdir(parents=True)
    own.write_bytes((fonts / "Newsreader-Bold.woff2").read_bytes())
    (newsroom.folder / "content").mkdir()
    newsroom.write(f"-- layouts/assets/logo.svg --\n{LOGO.format('#123')}\n")
    newsroom.write(f"-- layouts/assets/night.svg --\n{LOGO.format('#fff')}\n")
    (newsroom.folder / "content/quay.jpg").write_bytes(photo(640, 360))
    for number in range(6):
        newsroom.write(numbered(number, "", *([PICTURE] if number % 2 else [])))
    with ExitStack() as stack:

        @functools.cache
        def built(settings: str) -> str:
            output = tmp_path_factory.mktemp("built") / "output"
            newsroom.write(SETTINGS + settings).build(output=output)
            return stack.enter_context(serving(output))

        yield built


@pytest.fixture
def opened(context: BrowserContext, address: Callable[[str], str]) -> Iterator[Opened]:
    """Opens a page of a site with these settings."""
    with ExitStack() as stack:

        def open_page(settings: str, place: str = "/", width: int = 1280, scheme: str = "light") -> Page:
            page = stack.enter_context(context.new_page())
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(address(settings) + place)
            page.evaluate("document.fonts.ready")
            return page

        yield open_page


def _loaded(page: Page) -> set[str]:
    found = page.evaluate("[...document.fonts].filter(each => each.status === 'loaded').map(each => each.family)")
    return {each.strip('"') for each in found}


def _style(page: Page, selector: str, name: str) -> str:
    value = page.locator(selector).first.evaluate(f"each => getComputedStyle(each)['{name}']")
    return str(value)


def test_a_sites_own_font_loads_under_its_own_policy(opened: Opened) -> None:
    page, said = opened(OWN, STORY), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.evaluate("document.fonts.ready")
    assert {"Gazette", "Public Sans"} <= _loaded(page)
    assert page.evaluate("document.fonts.check('700 20px Gazette')")
    assert _style(page, "h1", "fontFamily").startswith("Gazette")
    assert _style(page, ".body", "fontFamily").startswith('"Public Sans"')
    assert said == []


def test_the_accent_is_the_newsrooms_on_light_and_dark_screens(opened: Opened) -> None:
    assert _style(opened(OWN), ".kicker", "color") == "rgb(11, 93, 75)"
    assert _style(opened(OWN, scheme="dark"), ".kicker", "color") == "rgb(22, 184, 148)"


def test_print_stays_black_on_white(opened: Opened) -> None:
    page = opened(OWN + 'look = "magazine"\n')
    page.emulate_media(media="print")
    assert _style(page, ".kicker", "color") == "rgb(0, 0, 0)"
    assert _style(page, "html", "backgroundColor") == "rgb(255, 255, 255)"


def test_the_logo_stands_for_the_title_and_fits_every_screen(opened: Opened) -> None:
    page = opened(OWN)
    assert page.get_by_role("heading", level=1, name="The Port Elm Courier").count() == 1
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for place in (".masthead", ".footer"):
            box = page.locator(f"{place} a img").bounding_box()
            assert box
            assert box["width"] <= width - 32
            assert box["width"] / box["height"] == pytest.approx(5, rel=0.03)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_screens_have_their_own_logo(opened: Opened) -> None:
    source = "document.querySelector('.masthead img').currentSrc"
    assert "logo." in opened(OWN).evaluate(source)
    assert "night." in opened(OWN, scheme="dark").evaluate(source)


def test_a_logo_for_light_screens_stands_on_white_on_dark_ones(opened: Opened) -> None:
    page = opened('[theme]\nlogo = "logo.svg"\n', scheme="dark")
    assert _style(page, ".masthead img", "backgroundColor") == "rgb(255, 255, 255)"


def test_dates_are_written_as_the_newsroom_writes_them(opened: Opened) -> None:
    assert opened(OWN, STORY).locator(".credits time").first.inner_text().startswith("02/01/2026, ")
    assert (
        opened('[theme]\ndates = "short"\n', STORY).locator(".credits time").first.inner_text().startswith("2 Jan 2026")
    )
    assert opened('[theme]\ndates = "long"\n').locator(".lead time").inner_text().startswith("6 January 2026")


def test_compact_pages_are_shorter_and_narrow_ones_narrower(opened: Opened) -> None:
    height, width = "document.documentElement.scrollHeight", "document.body.getBoundingClientRect().width"
    usual = opened("").evaluate(height)
    assert opened('[theme]\ndensity = "compact"\n').evaluate(height) < usual
    assert opened('[theme]\nwidth = "narrow"\n').evaluate(width) == 68 * 16


MAGAZINE = '[theme]\nlook = "magazine"\nheadline_font = "Newsreader"\n'
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("settings", [OWN, MAGAZINE], ids=["own", "magazine"])
def test_everybody_can_use_it_on_every_screen(opened: Opened, settings: str) -> None:
    page = opened(settings)
    for place in ("/", STORY, "/harbour/"):
        page.goto(urljoin(page.url, place))
        for width, scheme in ((360, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page, options={"runOnly": LEVELS, "resultTypes": ["violations"]})
            assert found.violations_count == 0, f"{place} at {width}, {scheme}: {found.generate_report()}"


def test_a_magazine_begins_with_one_large_story_and_ends_with_the_latest(opened: Opened) -> None:
    page = opened(MAGAZINE)
    assert _style(page, ".lead h2", "textAlign") == "center"
    assert _style(page, ".lead h2", "fontWeight") == "400"
    lead, image = (page.locator(each).first.bounding_box() for each in ("main", ".lead img"))
    assert lead
    assert image
    assert image["width"] == pytest.approx(lead["width"], abs=1)
    page.goto(page.url + "harbour/")
    assert page.locator(".top.index .card").count() == 6
