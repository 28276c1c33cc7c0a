"""The sample site's election night: a page full of blocks is light, and asks nobody else for anything."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

pytestmark = pytest.mark.browser

PLACE = "2024/05/30/election-night/"
MOST = 60_000  # bytes, as hosts send them
PACKED = (".css", ".js", ".svg", ".vtt", "/")


def test_it_weighs_little_and_nothing_of_it_is_from_elsewhere(chromium: Browser, served: str) -> None:
    loaded = dict[str, int]()

    def weigh(response: Response) -> None:
        data = response.body()
        loaded[response.url] = len(gzip.compress(data) if response.url.endswith(PACKED) else data)

    with chromium.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2) as context:
        page = context.new_page()
        page.on("response", weigh)
        page.goto(f"{served}/{PLACE}", wait_until="networkidle")
        for image in page.locator("main img").all():
            image.scroll_into_view_if_needed()
        page.wait_for_function("[...document.querySelectorAll('main img')].every(each => each.naturalWidth)")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert len(loaded) > 10
    assert {url for url in loaded if not url.startswith(served)} == set()
    assert sum(loaded.values()) < MOST, loaded


def test_it_is_made_of_blocks_without_any_html() -> None:
    text = (Path(__file__).parents[2] / "content/council/2024-05-30-election-night.md").read_text(encoding="utf-8")
    blocks = set(re.findall(r"(?m)^::: (\w+)", text))
    assert {"table", "chart", "embed", "gallery", "video", "facts"} <= blocks
    assert "\ncorrections:\n" in text
    assert not re.search(r"<[a-zA-Z/!]", text)
