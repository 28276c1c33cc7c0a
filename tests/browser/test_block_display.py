"""Blocks in a browser: accessible in both directions, light and dark; a slider that needs no mouse; whole on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from block_pages import PLACES, Scheme, assert_accessible, assert_not_wider, served
from newsroom import photo, story
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

BODY = """The text.

::: facts What we know
Forty-one minutes. See [the vote](b.md).

- One
- Two
:::

::: quote Ada Marsh, harbour master link=https://board.example/
No boat has ever paid for a wave.
:::

::: timeline How it came to this
- 2026-11-24: The gate is shut.
- **Later** It opens.
:::

## What readers ask

::: qa Questions
### Who pays?

The boats.

### When?

Each week.
:::

::: qa folded=true
### Is it far?

Not at all.
:::

::: profile Ada Marsh picture=small.jpg
She sails.
:::

::: gallery The storm in pictures columns=3
![A boat](wide.jpg "One | Ada Marsh")

![A crane](wide.jpg)

![A gate](wide.jpg)
:::

::: compare before="1904" after="2026"
![The quay with sails](wide.jpg "With sails")
![The quay with cranes](other.jpg "With cranes")
:::

The end.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    files = {"small.jpg": photo(300, 300), "wide.jpg": photo(1200, 800), "other.jpg": photo(1210, 800)}
    with served(tmp_path_factory.mktemp("blocks"), BODY, story("b.md", "The vote", "2026-01-01"), files) as found:
        yield found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_blocks_are_accessible(page: Page, address: str, place: str, scheme: Scheme) -> None:
    assert_accessible(page, address + place, scheme)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_wider_than_a_phone(page: Page, address: str, place: str) -> None:
    assert_not_wider(page, address + place)


def test_pictures_are_compared_with_a_slider_by_mouse_and_keyboard(page: Page, address: str) -> None:
    page.goto(address + PLACES[0])
    stage, slider = page.locator(".compare-pictures"), page.get_by_role("slider")
    expect(slider).to_have_value("50")
    first, second = (stage.locator("img").nth(each).bounding_box() for each in (0, 1))
    assert first == second
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("51")
    stage.scroll_into_view_if_needed()
    box = stage.locator("img").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + 20)
    expect(slider).to_have_value("25")
    assert stage.evaluate("s => getComputedStyle(s).getPropertyValue('--at')") == "25%"


def test_from_right_to_left_the_slider_begins_on_the_right(page: Page, address: str) -> None:
    page.goto(address + PLACES[1])
    stage, slider = page.locator(".compare-pictures"), page.get_by_role("slider")
    stage.scroll_into_view_if_needed()
    box = stage.locator("img").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + 20)
    expect(slider).to_have_value("75")
    assert stage.locator("img").last.evaluate("i => getComputedStyle(i).clipPath") == "inset(0px 75% 0px 0px)"


def test_without_a_script_they_are_side_by_side(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(address + PLACES[0])
        first, second = (page.locator(".compare-pictures img").nth(each).bounding_box() for each in (0, 1))
        assert first and second
        assert first["x"] + first["width"] < second["x"]
        assert not page.get_by_role("slider").is_visible()


def test_on_paper_all_answers_and_both_pictures_are_there(page: Page, address: str) -> None:
    page.goto(address + PLACES[0])
    page.emulate_media(media="print")
    first, second = (page.locator(".compare-pictures img").nth(each).bounding_box() for each in (0, 1))
    assert first and second
    assert first["x"] + first["width"] < second["x"]
    assert page.get_by_text("Not at all.").bounding_box()
    assert not page.get_by_role("slider").is_visible()


def test_a_page_loads_nothing_from_elsewhere_and_breaks_no_rule_of_its_policy(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PLACES[0])
    assert not said
    assert all(each.startswith((address, "data:")) for each in asked)
