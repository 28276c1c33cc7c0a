"""Sections that open as a front page does, people with their portraits, colours of sections: measured on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, photo, story
from pages_host import pages
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
VIEW = ("section: Views", "bylines: [Agnes Thorne]", "kind: opinion")
STORIES = "".join(
    [
        *(
            story(f"{day}.md", f"Match {day}", f"2026-02-0{day}", "section: Sport", 'picture: {src: wide.jpg, alt: ""}')
            for day in range(1, 7)
        ),
        *(story(f"view{day}.md", f"View {day}", f"2026-01-0{day}", *VIEW) for day in (1, 2, 3)),
        '-- content/sport/_index.md --\n---\naccent: {light: "#0b5a78", dark: "#7cc4e0"}\n---\n',
        (
            "-- content/people/agnes-thorne.md --\n---\nname: Agnes Thorne\nrole: Conductor of the Harbour Band\n"
            "picture: {src: agnes.jpg, alt: Agnes Thorne}\n---\nShe has conducted it since 2004.\n"
        ),
    ]
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("terms"))
    newsroom.write(f'{SETTINGS}[blocks]\nViews = "opinion"\n{STORIES}')
    (newsroom.folder / "content/wide.jpg").write_bytes(photo(1600, 900))
    (newsroom.folder / "content/people/agnes.jpg").write_bytes(photo(600, 900))
    newsroom.build()
    with pages(newsroom.tree()) as found:
        yield found


def _box(page: Page, selector: str, number: int = 0) -> dict[str, Any]:
    found = page.locator(selector).nth(number).bounding_box()
    assert found
    return {**found}


def test_a_section_opens_with_a_large_lead_and_two_seconds_beside_it(page: Page, address: str) -> None:
    page.goto(f"{address}sport/")
    lead, first, second = (_box(page, ".fold .card", number) for number in range(3))
    assert page.locator(".fold .card h2").all_inner_texts() == ["Match 6", "Match 5", "Match 4"]
    assert first["x"] > lead["x"] + lead["width"]
    assert first["y"] == pytest.approx(lead["y"], abs=40)
    assert second["y"] > first["y"]
    assert _box(page, ".fold .lead img")["width"] > 600
    assert _box(page, ".fold .second img")["width"] > 320
    assert second["y"] + second["height"] <= lead["y"] + lead["height"] + 160, "no column is much longer"


def test_on_a_phone_the_lead_of_a_section_has_the_whole_width(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{address}sport/")
    assert _box(page, ".fold .lead img")["width"] == pytest.approx(343, abs=2)
    assert _box(page, ".fold .second")["y"] > _box(page, ".fold .lead")["y"] + 200


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("place", ["", "2026/01/03/view-3/", "bylines/agnes-thorne/"])
def test_a_portrait_is_round_and_beside_the_name(page: Page, address: str, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + place)
    portrait = _box(page, ".portrait img")
    assert portrait["width"] == pytest.approx(portrait["height"], abs=1)
    assert 50 < portrait["width"] < 140
    name = _box(page, "h1" if "bylines" in place else ".author")
    assert portrait["y"] < name["y"] + name["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(11, 90, 120)"), ("dark", "rgb(124, 196, 224)")])
def test_a_section_has_its_colour_on_light_and_dark_screens(page: Page, address: str, scheme: Any, colour: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for place in ("sport/", "2026/02/06/match-6/"):
        page.goto(address + place)
        assert page.locator(".sections [aria-current]").evaluate("e => getComputedStyle(e).color") == colour
    page.goto(f"{address}views/")
    assert page.locator(".sections [aria-current]").evaluate("e => getComputedStyle(e).color") != colour
