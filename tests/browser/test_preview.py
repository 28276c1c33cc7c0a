"""The preview, in a browser that nobody touches: each change is seen by itself."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.request import urlopen

import pytest
from newsroom import SETTINGS, Newsroom, story
from playwright.sync_api import Browser, Page, expect
from preview_process import Running, preview

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
def page(running: Running, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    found = context.new_page()
    found.said = []  # type: ignore[attr-defined]
    found.on("console", lambda message: found.said.append(message.text))  # type: ignore[attr-defined]
    found.goto(running.address + FERRY)
    yield found
    assert found.said == []  # type: ignore[attr-defined]
    context.close()


def _epoch(running: Running) -> int:
    with urlopen(running.address + "/-broadsheet-/epoch") as answer:
        return int(answer.read())


def test_a_change_of_the_words_is_seen(page: Page, town: Newsroom) -> None:
    expect(page.locator(".body")).to_contain_text("The first words.")
    town.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour", body="The second words."))
    expect(page.locator(".body")).to_contain_text("The second words.")


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
    town.build(full=True)
    epoch = -1
    while epoch != (epoch := _epoch(running)):
        time.sleep(1)
    assert town.tree(town.folder / ".broadsheet/preview") == town.tree()


def test_a_change_of_a_layout_is_seen(page: Page, town: Newsroom) -> None:
    town.write(
        '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block tags %}<p id="own">Ours</p>{% endblock %}\n'
    )
    expect(page.locator("#own")).to_have_text("Ours")


def test_a_change_of_the_style_is_seen_and_the_page_stays(page: Page, town: Newsroom) -> None:
    for number in (3, 4, 5):
        town.write(f"-- layouts/assets/style.css --\nh1 {{ color: rgb(1, 2, {number}) }}\n")
        expect(page.locator("h1")).to_have_css("color", f"rgb(1, 2, {number})")
        assert number == 3 or page.evaluate("() => window.stays")  # at first the folder is new, and more than a style
        page.evaluate("() => { window.stays = true }")


def test_a_change_of_the_settings_is_seen(page: Page, town: Newsroom) -> None:
    town.write(SETTINGS.replace("The Port Elm Courier", "The Other Courier"))
    expect(page.locator(".masthead")).to_contain_text("The Other Courier")


def test_a_new_story_and_one_that_goes_are_seen(page: Page, town: Newsroom, running: Running) -> None:
    page.goto(running.address + "/latest/")
    town.write(story("c.md", "Lamps", "2026-01-03"))
    expect(page.locator("main")).to_contain_text("Lamps")
    town.remove("content/c.md")
    expect(page.locator("main")).not_to_contain_text("Lamps")


def test_what_is_wrong_is_shown_over_the_last_good_page_and_goes_when_it_is_mended(page: Page, town: Newsroom) -> None:
    town.write("-- content/a.md --\n---\ntitle: Ferry\npublished: 2026-13-01\n---\nBroken words.\n")
    shown = page.locator("#broadsheet-problems")
    expect(shown).to_contain_text("content/a.md:3:17")
    expect(shown).to_contain_text("published: 2026-13-01")
    expect(shown).to_contain_text("fix:")
    expect(page.locator(".body")).to_contain_text("The first words.")
    town.write(SETTINGS + "per_page = 0\n" + story("a.md", "Ferry", "2026-01-01", body="Mended words."))
    expect(shown).to_contain_text("`per_page` must be a whole number")
    town.write(SETTINGS)
    expect(page.locator(".body")).to_contain_text("Mended words.")
    expect(shown).to_have_count(0)


def test_a_site_that_has_never_been_right_says_what_is_wrong(newsroom: Newsroom, chromium: Browser) -> None:
    newsroom.write("-- content/a.md --\n---\ntitle: A\npublished: never\n---\n")
    with preview(newsroom.folder, "--editor", "vscode", port=8320) as running:
        running.hears("to mend")
        page = chromium.new_page()
        page.goto(running.address)
        link = page.locator("#broadsheet-problems a")
        expect(link).to_have_text("content/a.md:3:12")
        assert link.get_attribute("href") == f"vscode://file/{newsroom.folder.resolve()}/content/a.md:3:12"
        newsroom.write(story("a.md", "Ferry", "2026-01-01"))
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("#broadsheet-problems")).to_have_count(0)
        page.close()


def test_a_file_that_is_moved_in_with_an_old_time_is_seen(page: Page, town: Newsroom) -> None:
    draft = town.folder / "draft.md"
    draft.write_text("---\ntitle: Ferry\npublished: 2026-01-01\n---\nWords of old.\n")
    os.utime(draft, (1, 1))
    draft.replace(town.folder / "content/a.md")
    expect(page.locator(".body")).to_contain_text("Words of old.")


def test_a_thousand_files_at_once_make_two_builds_at_most(page: Page, town: Newsroom, running: Running) -> None:
    for number in range(1000):
        (town.folder / f"content/many-{number}.md").write_text(
            f"---\ntitle: S{number}\npublished: 2025-01-01\n---\nA.\n"
        )
    running.hears("1002 stories")
    time.sleep(1)
    assert sum("stories," in line for line in running.said) <= 3  # the first of all, and two


def test_what_editors_leave_behind_makes_no_build(page: Page, town: Newsroom, running: Running) -> None:
    for name in (".a.md.swp", "a.md~", "#a.md#", "4913", "a.md.bak", ".DS_Store"):
        (town.folder / "content" / name).write_text("left")
    (town.folder / "output").mkdir()
    (town.folder / "output/x.html").write_text("x")
    (town.folder / "notes.txt").write_text("x")
    time.sleep(1)
    assert sum("stories," in line for line in running.said) == 1


def test_the_sites_own_bytes_stay_as_they_are(page: Page, town: Newsroom, running: Running) -> None:
    town.build()
    with urlopen(running.address + "/feed.xml") as answer:
        assert answer.read().decode() == town.page("feed.xml")
    for path, data in town.tree().items():
        assert b"-broadsheet-" not in data, path
        assert b"livereload" not in data, path
    built = town.folder / ".broadsheet/preview"
    assert town.tree(built) == town.tree()


def test_it_ends_without_leaving_anything_behind(town: Newsroom) -> None:
    with preview(town.folder, port=8340) as running:
        running.hears("stories")
    assert not list(Path(town.folder / ".broadsheet").rglob("*.tmp*"))
    town.build()
