"""Sound and video in a browser: accessible, fit for a phone and for paper, and loaded only to be played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import recording_files as made
from block_pages import PLACES, Scheme, assert_accessible, assert_not_wider, served
from newsroom import photo
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BODY = """The text, with [a sheet](sheet.pdf).

::: video gate.mp4 title="The gate closes" poster=gate.jpg captions=gate.vtt subtitles=gate.tr.vtt credit="Ada Marsh"
As seen from the *bridge*.
:::

::: audio beats.mp3 title="Nine beats" caption="Two, two, two and three." picture=gate.jpg transcript=gate.vtt :::

Spit
: A bar of sand

- [ ] To do
- [x] Done
"""
BEATS = Path(__file__).parents[2] / "content/culture/nine-beats.mp3"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    words = b"WEBVTT\n\n00:00.000 --> 00:01.000\nThe gate closes.\n"
    files = {
        "gate.vtt": words,
        "gate.tr.vtt": words,
        "gate.mp4": made.mp4(90),
        "beats.mp3": BEATS.read_bytes(),
        "gate.jpg": photo(1600, 900),
        "sheet.pdf": made.pdf(),
    }
    with served(tmp_path_factory.mktemp("recordings"), BODY, files=files) as found:
        yield found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_recordings_are_accessible(page: Page, address: str, place: str, scheme: Scheme) -> None:
    assert_accessible(page, address + place, scheme)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_wider_than_a_phone(page: Page, address: str, place: str) -> None:
    assert_not_wider(page, address + place)


def test_nothing_is_loaded_before_it_is_played(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + PLACES[0])
    page.wait_for_load_state("networkidle")
    assert not [each for each in asked if each.endswith((".mp3", ".mp4"))]
    with page.expect_request("**/beats.mp3"):
        page.evaluate("document.querySelector('audio').play().catch(() => {})")
    page.wait_for_function("document.querySelector('audio').duration > 16")


def test_a_video_keeps_its_place_before_it_is_loaded(page: Page, address: str) -> None:
    page.goto(address + PLACES[0])
    box = page.locator("video").bounding_box()
    assert box
    assert abs(box["width"] / box["height"] - 640 / 360) < 0.02
    assert page.locator("video").evaluate("v => [...v.textTracks].map(t => [t.kind, t.language])") == [
        ["captions", "en"],
        ["subtitles", "tr"],
    ]


def test_on_paper_there_is_no_player(page: Page, address: str) -> None:
    page.goto(address + PLACES[0])
    page.emulate_media(media="print")
    assert not page.locator("video").is_visible()
    assert not page.locator("audio").is_visible()
    assert page.get_by_text("Nine beats", exact=True).is_visible()
