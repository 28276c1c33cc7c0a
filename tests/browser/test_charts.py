"""Tables and charts in a browser: accessible, legible on a phone, mirrored from right to left, whole on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from block_pages import PLACES, Scheme, assert_accessible, served
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

FILES = """-- content/votes.csv --
Party,2022,2026
Association of the fishers of the northern quay and of everybody who mends nets for them,1200,1512
Harbour Union,900,864
Free Skerra,-40,310
Bread and Rent,,118
-- content/rent.csv --
Year,Ward,Rent,Wage
2012,North,400,900
2016,North,520.5,960
2020,North,,1010
2024,North,810,1100
2026,North,905,1120
2012,South,300,700
2016,South,330,720
2020,South,390,800
2024,South,640,880
2026,South,720,930
-- content/months.csv --
Month,Ships,Boats,Yachts
2026-01,12,40,3
2026-02,9,38,2
2026-03,14,44,8
2026-04,20,61,19
2026-05,22,70,33
2026-06,25,74,51
2026-07,24,71,64
-- content/long.csv --
"""
FILES += "Ward,Seats,Turnout,Spoilt,Postal,Contested since,Returning officer\n"
FILES += "".join(
    f"Ward {n},{n},{40 + n}.5%,{n * 3},{n * 211},19{50 + n},Somebody of the town hall\n" for n in range(1, 31)
)

BODY = """The text.

::: table long.csv caption="Wards" rows=5 total=Seats source="Town hall" download=true :::

::: chart votes.csv type=bar caption="Bars" sort=-2026 :::

::: chart months.csv type=bar stacked=true caption="Stacked bars" :::

::: chart votes.csv type=dot caption="Dots" :::

::: chart months.csv type=column caption="Columns" :::

::: chart months.csv type=column stacked=true caption="Stacked columns" :::

::: chart months.csv type=line caption="Lines" colours="Ships=#003366, Boats=#c00, Yachts=#0a7d3c" :::

::: chart months.csv type=area stacked=true caption="Stacked areas" :::

::: chart rent.csv type=line x=Year y=Rent series=Ward caption="Series" :::

::: chart rent.csv type=area x=Year y=Rent panels=Ward caption="Panels" :::

::: chart rent.csv type=dot x=Wage y=Rent caption="Pairs" :::

The end.
"""
CHARTS = 10


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("charts"), BODY, FILES) as found:
        yield found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tables_and_charts_are_accessible(page: Page, address: str, place: str, scheme: Scheme) -> None:
    assert_accessible(page, address + place, scheme)
    assert page.locator(".panels svg[role=img]").count() == CHARTS + 1  # two panels


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("width", [320, 1280])
def test_labels_are_legible_and_apart_and_within_the_page(page: Page, address: str, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(address + place)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    texts = page.evaluate(_TEXTS)
    assert len(texts) > 100
    assert not [each for each in texts if each["left"] < 0 or each["right"] > width]
    assert {each["size"] for each in texts} == {"13px"}
    assert not [
        (one["words"], other["words"])
        for number, one in enumerate(texts)
        for other in texts[number + 1 :]
        if one["chart"] == other["chart"] and _overlap(one, other)
    ]


_TEXTS = """Array.from(document.querySelectorAll('.panels text'), each => {
  const box = each.getBoundingClientRect();
  const chart = Array.from(document.querySelectorAll('.panels svg[role]')).indexOf(each.closest('svg[role]'));
  return { chart, words: each.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
           size: getComputedStyle(each).fontSize };
})"""


def _overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    beside = one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1
    return beside and one["top"] < other["bottom"] - 4 and other["top"] < one["bottom"] - 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_series_stands_out_from_the_paper(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address + PLACES[0])
    contrasts = page.evaluate(_CONTRASTS)
    assert len(contrasts) == 6
    assert min(contrasts) >= 3


_CONTRASTS = """(() => {
  const chart = getComputedStyle(document.querySelector('.chart'));
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = luminance(chart.getPropertyValue('--paper'));
  return [1, 2, 3, 4, 5, 6].map(number => {
    const own = luminance(chart.getPropertyValue('--s' + number));
    return (Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05);
  });
})()"""


@pytest.mark.parametrize(
    ("media", "scheme", "drawn"),
    [("screen", "light", "dark blue"), ("screen", "dark", "blue"), ("print", "dark", "dark blue")],
)
def test_colours_of_a_storys_own_are_adjusted_for_dark_screens(
    page: Page, address: str, media: Literal["screen", "print"], scheme: Literal["light", "dark"], drawn: str
) -> None:
    page.goto(address + PLACES[0])
    page.emulate_media(media=media, color_scheme=scheme)
    line, dot = page.evaluate(_OWN)
    assert line["fill"] == "none"
    dark_blue = "rgb(0, 51, 102)"
    assert (line["stroke"] == dark_blue) == (dot["fill"] == dark_blue) == (drawn == "dark blue")
    assert line["stroke"] == dot["fill"]


_OWN = """['.line.own', '.panels > div > div > svg > svg > .own:not(.line)'].map(each => {
  const { fill, stroke } = getComputedStyle(document.querySelector(each));
  return { fill, stroke };
})"""


def test_from_right_to_left_bars_begin_on_the_right(page: Page, address: str) -> None:
    ends = []
    for place in PLACES:
        page.goto(address + place)
        ends.append(page.evaluate(_FIRST_BAR))
    (left, _, width), (_, right, other) = ends
    assert left < width / 4
    assert right > other * 3 / 4


_FIRST_BAR = """(() => {
  const plot = document.querySelector('.panels svg').getBoundingClientRect();
  const bar = document.querySelector('.panels svg[role] > rect').getBoundingClientRect();
  return [bar.left - plot.left, bar.right - plot.left, plot.width];
})()"""


def test_all_rows_can_be_opened_without_a_script_and_a_table_scrolls_by_itself(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700}) as context:
        page = context.new_page()
        page.goto(address + PLACES[0])
        row = page.get_by_role("rowheader", name="Ward 30", exact=True)
        assert not row.is_visible()
        page.get_by_text("Show all 30 rows").click()
        assert row.is_visible()


def test_on_paper_charts_are_black_on_white_and_all_rows_are_there(page: Page, address: str) -> None:
    page.goto(address + PLACES[0])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.get_by_role("rowheader", name="Ward 30", exact=True).bounding_box()
    assert not page.get_by_text("Show the data as a table").first.is_visible()
    assert page.locator(".panels text").first.evaluate("t => getComputedStyle(t).fill") == "rgb(0, 0, 0)"
    assert page.locator(".panels rect[width]").first.evaluate("r => getComputedStyle(r).printColorAdjust") == "exact"


def test_a_page_with_charts_breaks_no_rule_of_its_policy(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address + PLACES[0])
    assert not said
