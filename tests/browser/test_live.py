"""Live coverage in a browser: the page looks for new entries, and offers them without moving anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
PLACE = "2026/11/24/gate-night/"
NOW = "2026-11-24T12:00:00+00:00"
OVER = "2026-11-24T18:00:00+00:00"
LONG = "The boats sail at noon. " * 200


def _gate(*entries: str, language: str = "en") -> str:
    settings = SETTINGS + f'language = "{language}"\n'
    body = "\n\n".join(f"## {each} {{key}}\n\n{LONG}" for each in entries)
    given = "live: {from: 2026-11-24T12:00, until: 2026-11-24T20:00}"
    return settings + story("gate.md", "Gate night", "2026-11-24T11:30", given, body=body)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context() as made:
        yield made


def _later(page: Page) -> None:
    """Let a minute pass."""
    page.clock.run_for(61_000)


def test_a_page_offers_new_entries_and_begins_at_the_newest(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(_gate("13:10 Two", "12:05 One")).build(NOW)
    site = newsroom.tree()
    with pages(site) as address, context.new_page() as page:
        page.clock.install()
        page.goto(f"{address}{PLACE}")
        page.evaluate("scrollTo(0, 500)")
        _later(page)
        assert not page.locator(".new-entries button").count()
        newsroom.write(_gate("14:50 Four", "14:40 Three", "13:10 Two", "12:05 One")).build(NOW)
        site.update(newsroom.tree())
        _later(page)
        button = page.get_by_role("button", name="2 new entries")
        expect(button).to_be_in_viewport()
        assert page.evaluate("scrollY") == 500
        assert not page.get_by_text("Four").count()
        assert not Axe().run(page).response["violations"]
        button.click()
        expect(page.get_by_role("heading", name="14:50 Four")).to_be_in_viewport()
        assert page.url.endswith("#at-2026-11-24-1450")
        assert not page.locator(".new-entries button").count()


def test_a_page_stops_to_look_when_the_coverage_is_over(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(_gate("12:05 One")).build(NOW)
    site, asked = newsroom.tree(), []
    with pages(site) as address, context.new_page() as page:
        page.clock.install()
        page.goto(f"{address}{PLACE}")
        newsroom.build(OVER)
        site.clear()
        site.update(newsroom.tree())
        with page.expect_response(lambda answer: answer.url.endswith(PLACE)):
            _later(page)
        page.wait_for_timeout(500)
        page.on("request", lambda request: asked.append(request.url))
        _later(page)
        page.wait_for_timeout(500)
        assert asked == []


def test_a_reader_without_a_network_loses_nothing(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(_gate("12:05 One")).build(NOW)
    site = newsroom.tree()
    with pages(site) as address, context.new_page() as page:
        page.clock.install()
        page.goto(f"{address}{PLACE}")
        context.set_offline(True)
        _later(page)
        expect(page.get_by_role("heading", name="One")).to_be_visible()
        context.set_offline(False)
        newsroom.write(_gate("14:50 Two", "12:05 One")).build(NOW)
        site.update(newsroom.tree())
        _later(page)
        expect(page.get_by_role("button", name="1 new entry")).to_be_visible()


def test_the_number_of_entries_is_in_the_readers_language(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(_gate("12:05 One", language="ar")).build(NOW)
    site = newsroom.tree()
    with pages(site) as address, context.new_page() as page:
        page.clock.install()
        page.goto(f"{address}{PLACE}")
        newsroom.write(_gate("14:50 Three", "14:40 Two", "12:05 One", language="ar")).build(NOW)
        site.update(newsroom.tree())
        _later(page)
        expect(page.get_by_role("button", name="مستجدان")).to_be_visible()


def test_without_script_readers_are_told_to_reload(chromium: Browser, newsroom: Newsroom) -> None:
    newsroom.write(_gate("12:05 One")).build(NOW)
    context = chromium.new_context(java_script_enabled=False)
    with pages(newsroom.tree()) as address, context, context.new_page() as page:
        page.goto(f"{address}{PLACE}")
        expect(page.get_by_text("Reload the page for new entries.")).to_be_visible()


def test_with_script_they_are_not(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(_gate("12:05 One")).build(NOW)
    with pages(newsroom.tree()) as address, context.new_page() as page:
        page.goto(f"{address}{PLACE}")
        expect(page.get_by_text("Reload the page for new entries.")).to_be_hidden()
