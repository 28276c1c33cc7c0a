"""How stories show pictures: across the page, from edge to edge, beside the headline, not at all, in galleries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from newsroom import SETTINGS, Newsroom, photo, story
from pages_host import pages
from playwright.sync_api import FloatRect, Page

pytestmark = pytest.mark.browser
WIDTHS = [375, 768, 1280]
WORDS = "The harbour board voted by five to two to give up charging boats by their length. " * 9
GALLERY = "\n\n".join(f'![{name}]({name}.jpg "A caption | Ada Marsh")' for name in ("land", "upright", "land"))


def _story(number: int, name: str, src: str, more: str, *fields: str, body: str = WORDS) -> str:
    picture = f'picture: {{src: {src}.jpg, alt: "A boat", caption: "Boats.", credit: Ada Marsh{more}}}'
    return story(f"{name}.md", name.title(), f"2026-03-{number:02}", "section: Harbour", picture, *fields, body=body)


STORIES = "".join(
    [
        _story(1, "wide", "land", ", display: wide", "tags: [Boats]"),
        _story(2, "full", "land", ", display: full", "tags: [Boats]"),
        _story(3, "upright", "upright", "", "tags: [Boats]"),
        _story(4, "hidden", "land", ", display: none", "tags: [Boats]"),
        _story(5, "alone", "upright", "", "related: []"),
        _story(6, "widealone", "land", ", display: wide, focus: 64% 30%"),
        _story(7, "gallery", "land", "", "tags: [Boats]", body=f"{WORDS}\n\n{GALLERY}\n\n{WORDS}"),
        _story(8, "longread", "upright", "", "layout: longread", "tags: [Boats]"),
        _story(9, "longfull", "land", ", display: full", "layout: longread", "tags: [Boats]"),
        _story(10, "lead", "upright", ", focus: 50% 20%", "tags: [Boats]"),
    ]
)
PLACES = {
    name: f"2026/03/{number:02}/{name}/"
    for number, name in enumerate(
        ["wide", "full", "upright", "hidden", "alone", "widealone", "gallery", "longread", "longfull", "lead"],
        1,
    )
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("display")).write(SETTINGS + STORIES)
    for name, size in {"land": (1600, 1000), "upright": (800, 1200)}.items():
        (newsroom.folder / f"content/{name}.jpg").write_bytes(photo(*size))
    newsroom.build()
    with pages(newsroom.tree()) as found:
        yield found


def _box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found, selector
    return found


def _widths(page: Page) -> Iterator[int]:
    """Give the page one width after the other."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield width


def _is_wide(page: Page) -> bool:
    return int(page.evaluate("innerWidth")) >= 1024


def _ends(box: FloatRect) -> tuple[float, float]:
    return box["x"], box["x"] + box["width"]


@pytest.mark.parametrize("name", PLACES)
def test_nothing_scrolls_sideways_and_nothing_lies_on_anything_else(page: Page, address: str, name: str) -> None:
    page.goto(address + PLACES[name])
    for _ in _widths(page):
        _lies_well(page, name)


def _lies_well(page: Page, name: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    body, names = _box(page, "article .body"), _box(page, "article .credits")
    assert _box(page, "h1")["y"] < body["y"], name
    if page.locator(".hero").count():
        hero = _box(page, ".hero")
        assert hero["y"] + hero["height"] <= min(body["y"], names["y"]) + 1, name
    if page.locator(".related").count():
        related = _box(page, ".related")
        level = name in ("hidden", "gallery") or abs(related["y"] - body["y"]) < 60
        beside = level and _ends(related)[0] >= _ends(body)[1]
        assert beside == (_is_wide(page) and not name.startswith("long")), name
        assert beside or related["y"] >= body["y"] + body["height"], name


@pytest.mark.parametrize("name", ["wide", "widealone"])
def test_a_wide_picture_is_as_wide_as_the_page(page: Page, address: str, name: str) -> None:
    page.goto(address + PLACES[name])
    for _ in _widths(page):
        for found, wanted in zip(_ends(_box(page, ".hero img")), _ends(_box(page, ".masthead")), strict=True):
            assert abs(found - wanted) < 1


@pytest.mark.parametrize("name", ["full", "longfull"])
def test_a_full_picture_goes_from_edge_to_edge_and_its_caption_does_not(page: Page, address: str, name: str) -> None:
    page.goto(address + PLACES[name])
    for _ in _widths(page):
        left, right = _ends(_box(page, ".hero img"))
        assert abs(left) < 1
        assert abs(right - page.evaluate("document.documentElement.clientWidth")) < 1
        text = page.locator(".hero figcaption").evaluate("f => parseFloat(getComputedStyle(f).paddingInlineStart)")
        assert text >= 16


@pytest.mark.parametrize("name", ["upright", "alone"])
def test_an_upright_picture_is_beside_the_headline_on_wide_screens(page: Page, address: str, name: str) -> None:
    page.goto(address + PLACES[name])
    for _ in _widths(page):
        picture, opening = _box(page, ".hero img"), _box(page, ".opening")
        assert picture["width"] / picture["height"] == pytest.approx(800 / 1200, rel=0.02)
        if _is_wide(page):
            assert picture["x"] >= _ends(opening)[1]
            assert opening["y"] <= picture["y"] <= opening["y"] + opening["height"]
            assert picture["width"] >= 260
        else:
            assert picture["y"] >= opening["y"] + opening["height"]


@pytest.mark.parametrize("place", ["", "harbour/"])
def test_an_upright_lead_is_shown_whole_and_beside_its_headline(page: Page, address: str, place: str) -> None:
    page.goto(address + place)
    for _ in _widths(page):
        picture, headline = _box(page, ".lead img"), _box(page, ".lead h2")
        assert picture["width"] / picture["height"] == pytest.approx(800 / 1200, rel=0.02)
        if page.evaluate("innerWidth") >= 640:
            assert picture["width"] >= 260
            assert picture["x"] >= _ends(headline)[1]
            assert abs(picture["y"] - headline["y"]) < 60
        else:
            assert picture["width"] == pytest.approx(_box(page, "main")["width"], abs=1)
            assert picture["y"] + picture["height"] <= headline["y"]


def test_an_upright_lead_leaves_room_for_its_headline_and_keeps_its_focus(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 500})
    page.goto(address)
    assert _box(page, ".lead img")["height"] == pytest.approx(0.6 * 500, abs=1)
    position = page.locator(".lead img").evaluate("i => getComputedStyle(i).objectPosition")
    assert position == "50% 20%"


def test_the_text_has_its_usual_width_beside_an_upright_picture_without_related_stories(
    page: Page, address: str
) -> None:
    page.goto(address + PLACES["alone"])
    for _ in _widths(page):
        width = _box(page, "article .body")["width"]
        assert abs(width - min(544, _box(page, "main")["width"])) < 2


def test_a_picture_that_is_not_on_its_story_is_on_its_card_and_in_its_data(page: Page, address: str) -> None:
    page.goto(address + PLACES["hidden"])
    assert page.locator(".hero").count() == 0
    assert "land.16x9." in page.locator("script[type='application/ld+json']").inner_text()
    assert page.locator("meta[property='og:image']").count() == 1
    page.goto(f"{address}harbour/")
    assert page.locator(".card:has(a[href$='/hidden/']) img").count() == 1


def test_cards_keep_the_focus_of_a_picture(page: Page, address: str) -> None:
    page.goto(f"{address}harbour/")
    position = "i => getComputedStyle(i).objectPosition"
    assert page.locator(".card:has(a[href$='/widealone/']) img").evaluate(position) == "60% 30%"
    assert page.locator(".card:has(a[href$='/wide/']) img").evaluate(position) == "50% 50%"


def test_pictures_in_a_row_are_a_gallery_in_two_columns_and_in_one_on_phones(page: Page, address: str) -> None:
    page.goto(address + PLACES["gallery"])
    for _ in _widths(page):
        boxes = [each.bounding_box() for each in page.locator(".gallery figure").all()]
        assert len(boxes) == 3
        first, second, last = (box for box in boxes if box)
        if page.evaluate("innerWidth") >= 640:
            assert abs(first["y"] - second["y"]) < 1
            assert second["x"] >= _ends(first)[1]
            assert last["width"] == pytest.approx(_box(page, ".gallery")["width"], abs=1)
        else:
            assert first["x"] == second["x"] == last["x"]
            assert second["y"] >= first["y"] + first["height"]
        assert page.locator(".gallery figcaption").all_inner_texts() == ["A caption Photo: Ada Marsh"] * 3


def test_a_credit_says_that_it_is_of_a_photograph(page: Page, address: str) -> None:
    page.goto(address + PLACES["wide"])
    assert page.locator(".hero .credit").inner_text() == "Photo: Ada Marsh"
