"""A Chromium to look at the sample site with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tools.chromium import executable

expect.set_options(timeout=20_000)  # milliseconds; a machine may have much else to do


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """What pages of one module share: cookies, storage, caches. A page with its own takes twice as long to open."""
    with chromium.new_context() as made:
        yield made


@pytest.fixture(scope="session")
def tab(chromium: Browser) -> Iterator[Page]:
    """One page for many tests: to begin a page takes longer than to measure it."""
    with chromium.new_page() as made:
        yield made


@pytest.fixture
def page(tab: Page) -> Page:
    """A light page of 1280 by 900 pixels, which keeps what earlier tests of the same site have stored."""
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(media="screen", color_scheme="light")
    return tab
