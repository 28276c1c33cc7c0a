"""What reading is made easier by: contents, links to parts, where one stopped, reading without a network."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Browser, BrowserContext, Page
from waiting import until

pytestmark = pytest.mark.browser
LONG = "\n\n".join(f"## Part {number}\n\n{'The boats sail at noon. ' * 60}" for number in range(1, 5))


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context() as made:
        yield made


def test_long_stories_have_contents_and_links_to_their_parts(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Long", "2026-01-01", body=LONG) + story("b.md", "Short", "2026-01-01")).build()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with pages(newsroom.tree()) as address, context.new_page() as page:
        page.goto(f"{address}2026/01/01/long/")
        page.get_by_text("Contents").click()
        page.get_by_role("link", name="Part 3").click()
        assert page.url.endswith("#part-3")
        button = page.get_by_role("button", name="Copy the link to this part: Part 2")
        button.focus()
        page.keyboard.press("Enter")
        button.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{address}2026/01/01/long/#part-2"
        assert not Axe().run(page).response["violations"]
        page.goto(f"{address}2026/01/01/short/")
        assert not page.locator(".contents, .copy-link").count()


def test_without_script_the_contents_work_and_nothing_else_is_there(chromium: Browser, newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Long", "2026-01-01", body=LONG)).build()
    context = chromium.new_context(java_script_enabled=False)
    with pages(newsroom.tree()) as address, context, context.new_page() as page:
        page.goto(f"{address}2026/01/01/long/")
        page.get_by_text("Contents").click()
        page.get_by_role("link", name="Part 3").click()
        assert page.url.endswith("#part-3")
        assert not page.locator(".copy-link, .since").count()


def _seen(page: Page, ago: float) -> None:
    """Say that the last visit ended so many seconds ago."""
    at = int((time.time() - ago) * 1000)
    page.evaluate(f"localStorage.setItem('broadsheet /', JSON.stringify({{seen: {at}, since: null}}))")


def test_readers_see_where_they_stopped_the_last_time(context: BrowserContext, newsroom: Newsroom) -> None:
    old, new = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - hours * 3600)) for hours in (50, 1))
    newsroom.write(story("a.md", "Old", old) + story("b.md", "New", new) + story("c.md", "Newer", new))
    newsroom.build(as_of=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()))
    with pages(newsroom.tree()) as address, context.new_page() as page:
        page.goto(f"{address}latest/")
        assert not page.locator(".since").count()  # a first visit
        _seen(page, ago=24 * 3600)
        for _ in range(2):  # it stays for the whole of a visit
            page.reload()
            assert page.locator(".since").inner_text() == "You have seen the stories below"
            place = page.locator(".listing .since, .listing .card h3").all_inner_texts()
            assert place.index("You have seen the stories below") == place.index("Old") - 1
        _seen(page, ago=40 * 60)  # since then nothing is new
        page.reload()
        assert not page.locator(".since").count()


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-20T18:00:00Z", "Today, 09:10"),
        ("2026-11-21T05:00:00Z", "Yesterday, 09:10"),  # in Istanbul it is eight in the morning
        ("2026-11-21T07:00:00Z", "20 Nov 2026"),
        ("2026-11-20T06:00:00Z", "20 Nov 2026"),  # the reader's clock is wrong
    ],
)
def test_the_times_of_the_last_day_are_told_as_readers_say_them(
    context: BrowserContext, newsroom: Newsroom, now: str, told: str
) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-11-20T06:10:00Z")).build()
    with pages(newsroom.tree()) as address, context.new_page() as page:
        page.clock.set_fixed_time(now)
        page.goto(address)
        assert page.locator(".lead time").inner_text() == told


def test_dates_are_part_of_a_sentence_where_a_language_needs_it(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(f'{SETTINGS}language = "fr"\n')
    newsroom.write(story("a.md", "Le bac", "2026-10-01T06:10:00Z")).build()
    with pages(newsroom.tree()) as address, context.new_page() as page:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.clock.set_fixed_time("2026-10-01T18:00:00Z")
        page.goto(address)
        assert page.locator(".lead time").inner_text() == "Aujourd’hui à\N{NO-BREAK SPACE}09:10"
        page.goto(f"{address}2026/10/01/le-bac/")
        assert page.locator(".credits time").inner_text() == "aujourd’hui à\N{NO-BREAK SPACE}09:10"
        page.clock.set_fixed_time("2026-10-09T18:00:00Z")
        page.reload()
        time = page.locator(".credits time")
        assert time.inner_text() == "le 1er octobre 2026 à\N{NO-BREAK SPACE}09:10"
        right = "it => it.getBoundingClientRect().right"
        assert time.evaluate(right) <= page.locator(".credits").evaluate(right)


def test_an_old_story_says_so(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2025-11-20T06:10:00Z")).build()
    with pages(newsroom.tree()) as address, context.new_page() as page:
        for now, told in {"2026-11-01T12:00:00Z": 0, "2026-12-01T12:00:00Z": 1}.items():
            page.clock.set_fixed_time(now)
            page.goto(f"{address}2025/11/20/ferry-returns/")
            assert page.get_by_text("More than a year old").count() == told


def test_what_was_read_can_be_read_without_a_network(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "offline = true\n")
    newsroom.write(
        story("a.md", "Ferry returns", "2026-01-01", body="First words.") + story("b.md", "Dues", "2026-01-02")
    )
    newsroom.build()
    files = newsroom.tree()
    page = context.new_page()
    with pages(files) as address:
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        until(page, "!!navigator.serviceWorker.controller")
        page.goto(f"{address}2026/01/01/ferry-returns/")
        _kept(page, "/2026/01/01/ferry-returns/")
        newsroom.write(story("a.md", "Ferry returns", "2026-01-01", body="Other words.")).build()
        files.clear()
        files.update(newsroom.tree())
        page.reload()
        assert "Other words." in page.content()  # never what is kept while there is a network
        _kept(page, "/2026/01/01/ferry-returns/")
    page.reload()
    assert "Other words." in page.content()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"  # with its styles
    page.goto(address)
    page.get_by_role("link", name="Dues").first.click()
    page.get_by_role("heading", name="You are offline").wait_for()
    page.get_by_role("link", name="Ferry returns").click()
    assert "Other words." in page.content()
    assert not Axe().run(page).response["violations"]
    page.close()


def test_withdrawn_stories_leave_the_offline_cache(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "offline = true\n")
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01") + story("b.md", "Dues", "2026-01-02")).build()
    files = newsroom.tree()
    page = context.new_page()
    with pages(files) as address:
        page.goto(address)
        until(page, "!!navigator.serviceWorker.controller")
        for each in ("2026/01/01/ferry-returns/", "2026/01/02/dues/"):
            page.goto(f"{address}{each}")
            _kept(page, f"/{each}")
        newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "killed: 2026-01-03")).build()
        newsroom.remove("content/b.md")
        newsroom.build()
        files.clear()
        files.update(newsroom.tree())
        context.service_workers[0].evaluate("looked = 0")  # an hour later
        page.goto(address)
        until(page, "caches.open('broadsheet pages /').then(each => each.keys()).then(keys => keys.length === 1)")
    page.goto(f"{address}2026/01/01/ferry-returns/")
    page.get_by_role("heading", name="You are offline").wait_for()
    page.close()


def _kept(page: Page, place: str) -> None:
    until(page, f"caches.open('broadsheet pages /').then(each => each.match('{place}')).then(Boolean)")


def test_a_site_that_does_so_no_longer_lets_go_of_its_worker(context: BrowserContext, newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "offline = true\n" + story("a.md", "Ferry returns", "2026-01-01")).build()
    files = newsroom.tree()
    with pages(files) as address, context.new_page() as page:
        page.goto(address)
        until(page, "!!navigator.serviceWorker.controller")
        newsroom.write(SETTINGS).build()
        files.clear()
        files.update(newsroom.tree())
        page.reload()
        until(page, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
