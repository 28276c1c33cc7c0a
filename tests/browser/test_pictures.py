"""The picture that a browser chooses, and a page that does not move while it comes."""

from __future__ import annotations

from io import BytesIO

import pytest
from newsroom import Newsroom, story
from pages_host import pages
from PIL import Image
from playwright.sync_api import Browser
from waiting import until

pytestmark = pytest.mark.browser
MOVED = """new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, each) => sum + each.value, 0))).observe({type: "layout-shift", buffered: true})
    || setTimeout(() => done(0), 500))"""


@pytest.mark.parametrize(("across", "chosen"), [(360, "400"), (1280, "1200")])
def test_the_right_size_and_format_is_chosen_and_nothing_moves(
    chromium: Browser, newsroom: Newsroom, across: int, chosen: str
) -> None:
    data = BytesIO()
    Image.effect_noise((2000, 1125), 60).convert("RGB").save(data, "JPEG")
    front = 'picture: {src: boat.jpg, alt: "A boat"}'
    newsroom.write(story("a.md", "Boat", "2026-01-01", front, body="Words.\n\n![A boat](boat.jpg)\n\nMore words."))
    (newsroom.folder / "content/boat.jpg").write_bytes(data.getvalue())
    newsroom.build()
    with (
        pages(newsroom.tree()) as address,
        chromium.new_page(viewport={"width": across, "height": 800}) as page,
    ):
        for place in ("", "2026/01/01/boat/"):
            page.goto(f"{address}{place}")
            until(page, "document.images[0].complete && document.images[0].naturalWidth")
            assert page.evaluate(MOVED) < 0.01
        hero = page.evaluate("document.images[0].currentSrc")
        assert hero.rpartition("/")[2].startswith(f"boat.{chosen}.")
        assert hero.endswith(".avif")
        page.evaluate("document.images[1].scrollIntoView()")
        until(page, "document.images[1].currentSrc")
        assert page.evaluate("document.images[1].currentSrc").endswith(".avif")
        assert page.evaluate(MOVED) < 0.01
