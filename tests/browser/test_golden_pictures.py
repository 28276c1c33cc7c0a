"""Golden pictures: pages look as they do in tests/golden/pictures, on a phone and a desk, light and dark.

The clock is fixed, and every letter is set in the typefaces that ship with the theme. Golden pictures have half the
size of the screen and 32 colours; of long pages they have the beginning. Both pictures are compared as mosaics: each
tile is the mean of 16 by 16 CSS pixels, so that neither the smoothing of letters nor a pixel more or less makes a
difference, as other versions of Chromium and its libraries have. A tile differs if one of its colours is off by more
than ``OFF``; a page may have ``MOST`` of its tiles differ, and be ``TALLER`` or less tall by this part.

After a change that is meant, ``make golden-pictures`` takes them all again. ``make test`` compares those in ``FEW``.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT
from newsroom import Newsroom
from pages_host import pages
from pictured_site import PAGES, write_pictured_site
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
GOLDEN = ROOT / "tests/golden/pictures"
MODE = os.environ.get("BROADSHEET_PICTURES", "")
NOW = "2026-11-24T12:00:00Z"

OFF = 25
"""Of 255."""
MOST = 0.05
TALLER = 0.01

HIGHEST = 2400
"""How much of a page is compared, in CSS pixels."""

FEW = ("front-375-light", "story-1280-light", "longread-375-dark", "section-1280-dark")
ALL = [f"{page}-{width}-{scheme}" for page in PAGES for width in (375, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    newsroom = Newsroom(tmp_path_factory.mktemp("pictured"))
    (newsroom.folder / "content").mkdir()
    write_pictured_site(newsroom)
    newsroom.build()
    with pages(newsroom.tree()) as found:
        yield found


@pytest.fixture(scope="module")
def typefaces() -> str:
    """A style sheet that sets all letters in the typefaces of layouts/assets/fonts."""
    weights = {"Regular": "400 normal", "Bold": "700 normal", "Italic": "400 italic"}
    rules = [
        _face(family, style, *weight.split())
        for family in ("Newsreader", "PublicSans")
        for style, weight in weights.items()
    ]
    return (
        "".join(rules)
        + ":root:root { --headline: Newsreader; --text: Newsreader; --plain: PublicSans; --code: PublicSans; }"
        + "* { text-rendering: geometricPrecision; }"  # widths without hinting, which is each machine's own
    )


def _face(family: str, style: str, weight: str, slant: str) -> str:
    data = base64.b64encode((ROOT / f"layouts/assets/fonts/{family}-{style}.woff2").read_bytes()).decode()
    source = f"src: url(data:font/woff2;base64,{data})"
    return f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {slant}; {source}; }}\n"


@contextmanager
def _opened(browser: Browser, address: str, name: str, style: str) -> Iterator[Page]:
    """A page with all its pictures and typefaces."""
    page_name, width, scheme = name.rsplit("-", 2)
    shade = "dark" if scheme == "dark" else "light"
    size = {"width": int(width), "height": 800}
    with browser.new_context(viewport=size, color_scheme=shade, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(address + PAGES[page_name])
        page.add_style_tag(content=style)
        page.evaluate("document.querySelectorAll('img').forEach(each => { each.loading = 'eager'; })")
        page.evaluate("Promise.all([document.fonts.ready, ...[...document.images].map(each => each.decode())])")
        yield page


def _seen(page: Page) -> Image.Image:
    """What a page looks like, at half its size."""
    taken = Image.open(BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("RGB")
    seen = taken.crop((0, 0, taken.width, min(taken.height, HIGHEST)))
    return seen.resize((seen.width // 2, seen.height // 2), Image.Resampling.BOX)


def _differing(golden: Image.Image, seen: Image.Image) -> float:
    """The part of tiles that differ between two pictures, as far as both reach."""
    width, height = min(golden.width, seen.width), min(golden.height, seen.height)
    tiles = (width // 8, height // 8)
    mosaics = [
        each.crop((0, 0, tiles[0] * 8, tiles[1] * 8)).resize(tiles, Image.Resampling.BOX) for each in (golden, seen)
    ]
    colours = ImageChops.difference(*mosaics).tobytes()
    return sum(max(colours[at : at + 3]) > OFF for at in range(0, len(colours), 3)) / (tiles[0] * tiles[1])


@pytest.mark.parametrize("name", ALL if MODE else FEW)
def test_a_page_looks_as_it_did(chromium: Browser, address: str, typefaces: str, name: str, tmp_path: Path) -> None:
    with _opened(chromium, address, name, typefaces) as page:
        seen = _seen(page)
    file = GOLDEN / f"{name}.png"
    if MODE == "write":
        file.parent.mkdir(exist_ok=True)
        seen.quantize(32).save(file, optimize=True)
    golden = _golden(name)
    now = tmp_path / file.name
    seen.save(now)
    told = f"compare {file} with {now}; if the change is meant, run `make golden-pictures`"
    assert _alike(golden, seen), told


def _golden(name: str) -> Image.Image:
    return Image.open(GOLDEN / f"{name}.png").convert("RGB")


def _alike(golden: Image.Image, seen: Image.Image) -> bool:
    return abs(seen.height - golden.height) <= TALLER * golden.height and _differing(golden, seen) <= MOST


FAULTS = {
    "photographs are missing": "img { visibility: hidden; }",
    "a gap above the lead": ".lead { margin-block-start: 40px; }",
    "headlines have another size": ":is(h2, h3) { font-size: 1.5em !important; }",
    "a strip above the page": "main { border-block-start: 8rem solid red; }",
    "no rules between blocks": ".block { border: 0 !important; padding: 0 !important; }",
    "another paper": ":root:root { --paper: #ffd9c9; }",
}
NO_FAULTS = {
    "letters a little wider": "body { letter-spacing: .02px; }",
    "letters smoothed otherwise": "body { -webkit-font-smoothing: none; text-rendering: geometricPrecision; }",
    "lines a little higher": "html { font-size: 100.1%; }",
    "accents a shade darker": ":root:root { --accent: #8c1a14; --line: #d0d1ce; }",
}


def test_the_comparison_sees_what_readers_would_see(chromium: Browser, address: str, typefaces: str) -> None:
    golden = _golden("front-375-light")
    with _opened(chromium, address, "front-375-light", typefaces) as page:
        for name, style in {**FAULTS, **NO_FAULTS}.items():
            added = page.add_style_tag(content=style)
            assert _alike(golden, _seen(page)) is (name in NO_FAULTS), name
            added.evaluate("each => each.remove()")


def test_every_golden_picture_is_of_a_page_that_is_compared_and_they_are_small() -> None:
    files = list(GOLDEN.glob("*.png"))
    assert sorted(each.stem for each in files) == sorted(ALL)
    assert sum(each.stat().st_size for each in files) < 3_000_000
