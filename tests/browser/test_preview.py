"""The preview, in a browser that nobody touches: each change is seen by itself."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from newsroom import SETTINGS, Newsroom, story
from playwright.sync_api import BrowserContext, Locator, Page, expect
from preview_process import Running, preview

from generator.pipeline.build import build
from generator.preview.start import shown

pytestmark = pytest.mark.browser

FERRY = "/2026/01/01/ferry/"
SAVES = int(os.environ.get("BROADSHEET_SAVES", "12"))


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    newsroom.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body="The first words."))
    return newsroom.write(story("b.md", "Dues", "2026-01-02", body="Other words."))


@pytest.fixture
def running(town: Newsroom) -> Iterator[Running]:
    with preview(town.folder) as found:
        found.hears("stories")
        yield found


@pytest.fixture
def page(running: Running, context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as found:
        found.said = []  # type: ignore[attr-defined]
        found.on("console", lambda message: found.said.append(message.text))  # type: ignore[attr-defined]
        found.goto(running.address + FERRY)
        yield found
        found.evaluate("localStorage.clear()")  # the next preview may have the same port
        assert found.said == []  # type: ignore[attr-defined]


def _is_as_built(running: Running, town: Newsroom) -> None:
    """Once nothing happens any longer, every file that the preview gives is what a clean build has."""
    count = -1
    while count != (count := len(running.said)):
        time.sleep(1.2)
    town.build(drafts=True, full=True)
    host = running.address.removeprefix("http://")
    for path, data in town.tree().items():
        with urlopen(f"{running.address}/{quote(path)}") as answer:
            found = answer.read()
        sign = re.search(rb'preview.js" data-sign="(\w+)"', found)
        assert found == (shown(data, sign[1].decode(), host) if sign else data), path


def test_each_change_is_seen(page: Page, town: Newsroom, running: Running) -> None:
    """Of words, layouts and settings, of a file with an old time that is moved in, of pictures, and of stories."""
    expect(page.locator(".body")).to_contain_text("The first words.")
    town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body="The second words."))
    expect(page.locator(".body")).to_contain_text("The second words.")
    town.write(
        '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block tags %}<p id="own">Ours</p>{% endblock %}\n'
    )
    expect(page.locator("#own")).to_have_text("Ours")
    town.write(SETTINGS.replace("The Port Elm Courier", "The Other Courier"))
    expect(page.locator(".masthead")).to_contain_text("The Other Courier")
    draft = town.folder / "draft.md"
    draft.write_text("---\ntitle: Ferry\npublished: 2026-01-01\n---\nWords of old.\n")
    os.utime(draft, (1, 1))
    draft.replace(town.folder / "content/a.md")
    expect(page.locator(".body")).to_contain_text("Words of old.")
    _a_picture_changes(page, town)
    page.goto(running.address + "/latest/")
    town.write(story("c.md", "Lamps", "2026-01-03"))
    expect(page.locator("main")).to_contain_text("Lamps")
    town.remove("content/c.md")
    expect(page.locator("main")).not_to_contain_text("Lamps")


def _a_picture_changes(page: Page, town: Newsroom) -> None:
    picture = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='10'><rect width='9' height='9' fill='{1}'/></svg>"
    )
    (town.folder / "content/p.svg").write_text(picture.format(20, "red"))
    town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body="![A square](p.svg)"))
    expect(page.locator(".body img")).to_be_visible()
    page.evaluate("() => { window.stays = true }")
    (town.folder / "content/p.svg").write_text(picture.format(20, "blue"))
    page.wait_for_function("() => !window.stays")


def test_row_23_whenever_something_is_saved_the_last_of_it_is_seen(
    page: Page, town: Newsroom, running: Running
) -> None:
    """``make saves`` saves five hundred times, up to four seconds apart."""
    draw = Random(23)
    longest = 4.0 if SAVES > 20 else 0.4
    for number in range(SAVES):
        time.sleep(draw.uniform(0.05, longest))
        if draw.random() < 0.2:
            town.write(f'-- layouts/page.html --\n{{% extends "theme/page.html" %}}{{# {number} #}}\n')
        if draw.random() < 0.2:
            town.write(story("c.md", f"Lamps {number}", "2026-01-03"))
        town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body=f"Words of round {number}."))
    expect(page.locator(".body")).to_contain_text(f"Words of round {SAVES - 1}.", timeout=20_000)
    _is_as_built(running, town)


def test_a_change_of_the_style_is_seen_and_the_page_stays(page: Page, town: Newsroom) -> None:
    """A page that has only just begun to listen asks whether it is right, and is reloaded if it is not.

    Its bar is seen once it has asked.
    """
    bar = page.locator("#bar")
    for number in (3, 4, 5):
        expect(bar).to_be_visible()
        town.write(f"-- layouts/assets/style.css --\nh1 {{ color: rgb(1, 2, {number}) }}\n")
        expect(page.locator("h1")).to_have_css("color", f"rgb(1, 2, {number})")
        expect(bar).to_be_visible()
        assert number == 3 or page.evaluate("() => window.stays")  # at first the folder is new, and more than a style
        page.evaluate("() => { window.stays = true }")


def test_row_26_what_is_wrong_is_shown_over_the_last_good_page_and_goes_when_it_is_mended(
    page: Page, town: Newsroom
) -> None:
    town.write("-- content/a.md --\n---\ntitle: Ferry\npublished: 2026-13-01\n---\nBroken words.\n")
    wrong = page.locator("#problems")
    expect(wrong).to_contain_text("content/a.md:3:17")
    expect(wrong).to_contain_text("published: 2026-13-01")
    expect(wrong).to_contain_text("fix:")
    expect(page.locator(".body")).to_contain_text("The first words.")
    town.write(SETTINGS + "per_page = 0\n" + story("a.md", "Ferry", "2026-01-01", body="Mended words."))
    expect(wrong).to_contain_text("`per_page` must be a whole number")
    town.write(SETTINGS)
    expect(page.locator(".body")).to_contain_text("Mended words.")
    expect(wrong).to_have_count(0)


def test_row_26_a_layout_that_fails_as_a_page_is_made_is_shown_too(page: Page, town: Newsroom) -> None:
    layout = '{{% extends "theme/{}.html" %}}{{% block main %}}{{{{ story.published.{} }}}}{{% endblock %}}'
    town.write(f"-- layouts/story.html --\n{layout.format('story', 'yaer')}\n")
    wrong = page.locator("#problems")
    expect(wrong).to_contain_text("layouts/story.html:1")
    expect(page.locator(".body")).to_contain_text("The first words.")
    town.write(f"-- layouts/story.html --\n{layout.format('story', 'year')}\n")
    expect(page.locator("main")).to_contain_text("2026")
    expect(wrong).to_have_count(0)


def test_row_26_a_layout_of_a_page_that_nobody_looks_at_is_looked_after(page: Page, town: Newsroom) -> None:
    town.write(
        '-- layouts/not-found.html --\n{% extends "base.html" %}{% block main %}{{ site.title.nosuch }}{% endblock %}\n'
    )
    expect(page.locator("#problems")).to_contain_text("layouts/not-found.html:1")
    (town.folder / "layouts/not-found.html").unlink()
    expect(page.locator("#problems")).to_have_count(0)
    expect(page.locator(".body")).to_contain_text("The first words.")


def test_a_site_that_has_never_been_right_says_what_is_wrong(newsroom: Newsroom, context: BrowserContext) -> None:
    newsroom.write("-- content/a.md --\n---\ntitle: A\npublished: never\n---\n")
    with preview(newsroom.folder, "--editor", "vscode", port=8320) as running:
        running.hears("1 problem")
        page = context.new_page()
        page.goto(running.address)
        expect(page.locator("#problems h1")).to_have_text("1 problem: there is no good version of this page yet")
        expect(page.locator("body")).to_contain_text("appears here as soon as the problems have been fixed")
        link = page.locator("#problems a")
        expect(link).to_have_text("content/a.md:3:12")
        assert link.get_attribute("href") == f"vscode://file/{newsroom.folder.resolve()}/content/a.md:3:12"
        newsroom.write(story("a.md", "Ferry", "2026-01-01"))
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("#problems")).to_have_count(0)
        page.close()


def test_row_24_a_thousand_files_at_once_make_two_builds_at_most(page: Page, town: Newsroom, running: Running) -> None:
    for number in range(1000):
        (town.folder / f"content/many-{number}.md").write_text(
            f"---\ntitle: S{number}\npublished: 2025-01-01\n---\nA.\n"
        )
    running.hears("1002 stories", 60)
    time.sleep(2)
    assert sum("stories," in line for line in running.said) <= 3  # the first of all, and two


def test_row_25_what_editors_and_builds_leave_makes_no_build(page: Page, town: Newsroom, running: Running) -> None:
    for name in (".a.md.swp", "a.md~", "#a.md#", "4913", "a.md.bak", ".DS_Store"):
        (town.folder / "content" / name).write_text("left")
    (town.folder / "output").mkdir()
    (town.folder / "output/x.html").write_text("x")
    (town.folder / "notes.txt").write_text("x")
    (town.folder / ".broadsheet/x.tmp").write_text("x")
    time.sleep(1.5)
    assert sum("stories" in line for line in running.said) == 1


def test_the_sites_own_bytes_stay_as_they_are(page: Page, town: Newsroom, running: Running) -> None:
    assert not town.output.exists()
    _is_as_built(running, town)


def test_a_page_that_does_not_change_is_not_loaded_anew(page: Page, town: Newsroom, running: Running) -> None:
    page.evaluate("() => { window.stays = true }")
    town.write(story("b.md", "Dues", "2026-01-02", body="Quite other words."))
    running.hears("2 stories")
    page.wait_for_timeout(500)
    assert page.evaluate("() => window.stays")
    town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body="The second words."))
    expect(page.locator(".body")).to_contain_text("The second words.")


def test_the_bar_says_what_an_editor_wants_to_know(page: Page, town: Newsroom) -> None:
    bar = page.locator("#bar")
    expect(bar).to_contain_text("3 words, 1 minute")
    town.write(
        story(
            "a.md",
            "Ferry",
            "2026-01-01",
            "draft: true",
            "related: [Dues]",
            "standfirst: A line.",
            body="See [it](c.md).",
        )
        + story("c.md", "Later", "2099-01-01")
    )
    expect(bar.locator("mark")).to_have_text("draft")
    bar.get_by_role("button", name="2 related stories").click()
    expect(bar.get_by_role("group")).to_contain_text("chosen by the editor")
    page.keyboard.press("Escape")
    expect(bar.get_by_role("group")).to_have_count(0)
    bar.get_by_role("button", name="Share card").click()
    expect(bar.get_by_role("group")).to_contain_text("courier.example")
    expect(bar.get_by_role("group")).to_contain_text("A line.")
    bar.get_by_role("button", name="Hide the bar").click()
    expect(bar).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Show the preview's bar").click()
    expect(bar).to_be_visible()


def test_the_bar_shows_the_site_at_another_time(page: Page, town: Newsroom, running: Running) -> None:
    town.write(story("c.md", "Later", "2099-01-01"))
    page.goto(running.address + "/latest/")
    expect(page.locator(".withheld")).to_have_text("Scheduled")
    page.get_by_role("button", name="Now").click()
    page.get_by_label("as readers see it").check()
    expect(page.locator("main")).not_to_contain_text("Later")
    _as_of(page).fill("2099-06-01 09:00")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("main")).to_contain_text("Later")
    expect(page.locator(".withheld")).to_have_count(0)
    expect(page.locator("#bar")).to_contain_text("As of 2099-06-01 09:00")


def _as_of(page: Page) -> Locator:
    return page.get_by_label("Show the site as of")


def _open_time(page: Page) -> None:
    page.locator("#bar").get_by_role("button", name="Now").click()


def test_a_reload_keeps_what_somebody_is_typing_in_the_bar(page: Page, town: Newsroom) -> None:
    _open_time(page)
    _as_of(page).fill("2099-0")
    page.keyboard.press("ArrowLeft")
    for number in range(3):
        town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body=f"Words of round {number}."))
        expect(page.locator(".body")).to_contain_text(f"Words of round {number}.")
        expect(_as_of(page)).to_be_focused()
    page.keyboard.type("6-1")
    expect(_as_of(page)).to_have_value("2099-6-10")


def test_a_change_elsewhere_keeps_what_somebody_is_typing_in_the_bar(
    page: Page, town: Newsroom, running: Running
) -> None:
    _open_time(page)
    _as_of(page).fill("2099-0")
    page.keyboard.press("Home")
    with page.expect_response("**/-broadsheet-/state**"):
        town.write(story("b.md", "Dues", "2026-01-02", body="Quite other words."))
    page.keyboard.type("1")
    expect(_as_of(page)).to_have_value("12099-0")


def test_a_time_that_makes_no_sense_stays_in_the_bar_with_what_is_wrong(page: Page, town: Newsroom) -> None:
    _open_time(page)
    _as_of(page).fill("someday")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).not_to_be_empty()
    expect(_as_of(page)).to_have_value("someday")
    page.said.clear()  # type: ignore[attr-defined]  # Chromium notes that it was refused


def test_now_takes_the_place_of_a_time_that_was_typed(page: Page, town: Newsroom) -> None:
    _open_time(page)
    _as_of(page).fill("2099-06-01 09:00")
    page.keyboard.press("Enter")
    expect(page.locator("#bar")).to_contain_text("As of 2099-06-01 09:00")
    _as_of(page).fill("2098")
    page.get_by_role("button", name="Now", exact=True).click()
    expect(page.locator("#tab-time")).to_have_text("Now")
    expect(_as_of(page)).not_to_have_value(re.compile("209[89]"))


@pytest.mark.parametrize("published", [False, True], ids=["never-published", "published"])
def test_a_page_follows_its_story_to_each_new_address(town: Newsroom, context: BrowserContext, published: bool) -> None:
    if published:
        build(town.request(record=True), town.output)
    with preview(town.folder, port=8500) as running:
        page, other = context.new_page(), context.new_page()
        for each in (page, other):
            each.goto(running.address + FERRY)
        for headline in ("Boat", "Ship", "Barge"):
            town.write(story("a.md", headline, "2026-01-01", "section: Harbour", body="The first words."))
            for each in (page, other):
                expect(each.locator("h1")).to_have_text(headline)
                assert each.url == f"{running.address}/2026/01/01/{headline.lower()}/"
        page.goto(running.address + "/2026/01/01/boat/")
        expect(page.locator("h1")).to_have_text("Barge")
        town.remove("content/a.md")
        expect(page.locator("h1")).not_to_have_text("Barge")
        assert page.goto(running.address + "/2026/01/01/barge/").status == 404  # type: ignore[union-attr]
        page.close()
        other.close()


def test_a_story_appears_at_its_time(town: Newsroom, context: BrowserContext) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=8)
    town.write(story("c.md", "Just now", soon.isoformat(timespec="seconds")))
    with preview(town.folder, "--as-readers", port=8480) as running:
        reader = context.new_page()
        reader.goto(running.address + "/latest/")
        expect(reader.locator("main")).not_to_contain_text("Just now")
        expect(reader.locator("main")).to_contain_text("Just now", timeout=20_000)
        reader.close()


def test_a_phone_shows_no_page_of_another_host(page: Page, running: Running) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(lambda url: "127.0.0.2" in url and "of=" not in url, lambda route: route.fulfill(body="a page"))
    page.goto(f"{running.address}/-broadsheet-/phone.html?of=/x/..//127.0.0.2/")
    expect(page.locator("#phone")).to_have_attribute("src", f"{running.address}//127.0.0.2/")
    page.wait_for_load_state("networkidle")
    assert all(each.startswith(f"{running.address}/") for each in asked)


def test_the_page_can_be_seen_on_a_phone(page: Page, town: Newsroom, running: Running) -> None:
    page.locator("#bar").get_by_role("link", name="Phone").click()
    phone = page.frame_locator("#phone")
    expect(phone.locator(".body")).to_contain_text("The first words.")
    expect(phone.locator("#bar")).to_have_count(0)
    assert phone.locator("html").evaluate("() => innerWidth") == 390
    page.get_by_role("button", name="320").click()
    assert phone.locator("html").evaluate("() => innerWidth") == 320
    town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body="The second words."))
    expect(phone.locator(".body")).to_contain_text("The second words.")
    page.get_by_role("link", name="Back to the page").click()
    assert page.url == running.address + FERRY


def test_requests_are_answered_while_the_site_is_set_anew(page: Page, town: Newsroom, running: Running) -> None:
    for number in range(600):
        (town.folder / f"content/many-{number}.md").write_text(
            f"---\ntitle: S{number}\npublished: 2025-01-01\n---\n{'Some words. ' * 200}\n"
        )
    took = []
    while not any("602 stories" in line for line in running.said):
        start = time.monotonic()
        with urlopen(running.address + FERRY) as answer:
            answer.read()
        took.append(time.monotonic() - start)
    assert len(took) > 10  # many, while the site was set anew
