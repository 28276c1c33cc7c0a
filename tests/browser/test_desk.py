"""The desk in a browser, with a stand-in for GitHub: signing in, and what each save commits.

Three stories are edited through the form; with BROADSHEET_DESK=all, it is every story of the sample site, which takes
a minute. ``test_desk_format.py`` does so with all of them, without the form.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from github_stand_in import TOKEN, GitHub
from newsroom import Newsroom, photo, story
from pages_host import pages
from playwright.sync_api import Browser, Locator, Page, expect

from generator.pipeline.build import settings_of
from generator.reading.story import read

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SETTINGS = """-- site.toml --
title = "The Port Elm Courier"
base_url = "https://courier.example/"
timezone = "Europe/Istanbul"
share_pictures = false
sections = ["Local", "Harbour", "Council", "Business", "Environment", "Culture", "Sport", "World"]
[desk]
repository = "courier/site"
[taxonomies.places]
field = "places"
"""
SAMPLE = {
    file.relative_to(ROOT).as_posix(): file.read_bytes()
    for file in (ROOT / "content").rglob("*")
    if file.suffix in (".md", ".svg")
}
STORIES = [path for path, data in SAMPLE.items() if re.search(rb"(?m)^section\b", data)]
CHOSEN = [
    "content/culture/2023-12-21-one-tuba-short.md",  # in TOML
    "content/harbour/2026-11-20-pay-by-the-landing.md",  # with a day without a time, and numbers
    "content/world/2026-11-20-five-harbours-agree-on-one-pass-for-visiting-yachts.md",  # of an agency
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    tagged = story("harbour/a.md", "A", "2026-11-20", "section: Harbour", "tags: [Ferry, Skerra]")
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SETTINGS + tagged)
    (newsroom.folder / "node_modules").symlink_to(ROOT / "node_modules")
    newsroom.build()
    return newsroom


class Desk:
    """The desk of an editor in New York, who has signed in with a token."""

    def __init__(self, page: Page, address: str, github: GitHub) -> None:
        self.page, self.address, self.github = page, address, github
        self.faults: list[str] = []
        page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def sign_in(self) -> None:
        self.page.goto(self.address)
        self.page.get_by_role("button", name="Sign In Using Access Token").click()
        self.page.get_by_role("textbox").fill(TOKEN)
        self.page.keyboard.press("Enter")
        self.page.get_by_text("Leave the lamp on – Council").wait_for()

    def open(self, path: str, collection: str = "stories") -> None:
        """Open a file of a collection, or begin a new one."""
        self.page.goto(f"{self.address}#/collections/{collection}/{path}")
        self.field("title" if collection == "stories" else "name").wait_for()

    def part(self, name: str) -> Locator:
        return self.page.locator(f'section[data-key-path="{name}"]')

    def field(self, name: str) -> Locator:
        return self.part(name).locator("input[role=textbox], textarea, input[type=datetime-local]").first

    def choose(self, name: str, option: str) -> None:
        self.part(name).get_by_role("combobox").click()
        self.page.get_by_role("option", name=option).first.click()

    def save(self, collection: str = "stories") -> list[str]:
        """Save what is open; return the paths that the commit has changed."""
        before = len(self.github.commits)
        self.page.get_by_role("button", name="Save").first.click()
        self.page.wait_for_url(f"**#/collections/{collection}")
        assert len(self.github.commits) == before + 1
        return self.github.changed[-1]


@pytest.fixture(scope="module")
def desk(chromium: Browser, built: Newsroom) -> Iterator[Desk]:
    github = GitHub("courier/site", dict(SAMPLE))
    sizes = {"width": 800, "height": 4500}  # the program makes only those fields that are in sight
    page = chromium.new_page(viewport=sizes, timezone_id="America/New_York")
    with page, pages(built.tree(), "/") as address, github.answering(page):
        desk = Desk(page, f"{address}admin/", github)
        desk.sign_in()
        yield desk
        assert not github.unknown
        assert not desk.faults


def test_the_sign_in_screen_asks_nobody_else_for_anything(chromium: Browser, built: Newsroom) -> None:
    asked: list[str] = []
    with pages(built.tree(), "/") as address, chromium.new_page(viewport={"width": 390, "height": 800}) as page:
        page.on("request", lambda sent: asked.append(sent.url))
        desk = Desk(page, f"{address}admin/", GitHub("courier/site", {}))
        page.goto(desk.address)
        page.get_by_role("button", name="Sign In Using Access Token").wait_for()
        page.wait_for_load_state("networkidle")
        assert not [each for each in asked if not each.startswith((address, "data:", "blob:"))]
        assert not desk.faults
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_times_are_those_of_the_site_whatever_zone_they_are_written_in(desk: Desk) -> None:
    desk.open("entries/world/2026-11-11-surge-leaves-3-000-homes-dark-between-lisk-and-oldhaven")
    expect(desk.field("published")).to_have_value("2026-11-11T11:40")  # 08:40 in Lisbon


def test_a_new_story_is_what_was_written(desk: Desk, built: Newsroom) -> None:
    desk.open("new")
    desk.field("title").fill('Ferry’s "new" boat: 50% faster')
    desk.choose("section", "Harbour")
    tags = desk.part("tags").get_by_role("combobox")
    assert desk.part("tags").locator("option").evaluate_all("all => all.map((each) => each.value)") == [
        "Ferry",
        "Skerra",
    ]
    for tag in ("Ferry", "Boats: new"):
        tags.fill(tag)
        tags.press("Enter")
    desk.part("picture").get_by_role("checkbox").click()
    file = {"name": "New boat (1).jpg", "mimeType": "image/jpeg", "buffer": photo()}
    desk.part("picture.src").locator("input[type=file]").first.set_input_files(file)
    desk.field("picture.alt").fill("A boat")
    desk.field("picture.credit").fill("Ada Marsh")
    desk.field("body").fill("First.\n\n---\n\n::: facts\n- One\n:::")
    desk.field("embargo").fill("2026-12-01T06:30")
    desk.field("published").fill("2026-12-01T06:30")
    desk.choose("related", "Flood gate shuts out")
    desk.part("draft").get_by_role("switch").click()
    picture, path = desk.save()
    assert re.fullmatch(r"content/harbour/\d{4}-\d\d-\d\d-ferrys-new-boat-50-percent-faster\.md", path)
    assert (picture, desk.github.files[picture]) == ("content/harbour/new-boat-1.jpg", photo())
    assert desk.github.files[path].decode() == (
        '---\ntitle: "Ferry’s \\"new\\" boat: 50% faster"\nsection: Harbour\ntags: [Ferry, "Boats: new"]\npicture:\n'
        "  src: new-boat-1.jpg\n  alt: A boat\n  credit: Ada Marsh\npublished: 2026-12-01T06:30\n"
        "embargo: 2026-12-01T06:30\nrelated: [flood-gate-first-storm]\nslug: ferrys-new-boat-50-percent-faster\n"
        "---\n\nFirst.\n\n---\n\n::: facts\n- One\n:::\n"
    )
    assert not read(desk.github.files[path], path, settings_of(built.folder)).problems


@pytest.mark.parametrize("path", STORIES if os.environ.get("BROADSHEET_DESK") == "all" else CHOSEN)
def test_a_new_headline_changes_one_line(desk: Desk, path: str) -> None:
    before = SAMPLE[path].decode().split("\n")
    desk.open(f"entries/{path.removeprefix('content/').removesuffix('.md')}")
    desk.field("title").fill("Another headline")
    assert desk.save() == [path]
    after = desk.github.files[path].decode().split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new.split(maxsplit=1)[0] for _, new in changed] == [changed[0][0].split(maxsplit=1)[0]]
    assert "Another headline" in changed[0][1]


def test_a_draft_that_is_published_gets_its_time_and_a_correction_its_lines(desk: Desk) -> None:
    path = "content/council/2026-12-08-budget-meeting.md"
    desk.open("entries/council/2026-12-08-budget-meeting")
    desk.part("draft").get_by_role("switch").click()
    desk.part("corrections").get_by_role("button", name="Add").first.click()
    desk.part("corrections").locator("input[type=datetime-local]").fill("2030-01-02T10:00")
    desk.part("corrections").locator("input[role=textbox]").fill("It is six.")
    assert desk.save() == [path]
    saved = desk.github.files[path].decode()
    found = re.search('published: (.*)\ncorrections:\n  - at: 2030-01-02T10:00\n    text: "It is six."\n', saved)
    assert found
    assert "draft" not in saved
    zone = ZoneInfo("Europe/Istanbul")
    assert abs(datetime.fromisoformat(found[1]).replace(tzinfo=zone) - datetime.now(zone)).total_seconds() < 120


def test_a_person(desk: Desk) -> None:
    path = "content/people/hanna-voss.md"
    desk.open("entries/hanna-voss", "people")
    desk.field("role").fill("Editor-in-chief")
    assert desk.save("people") == [path]
    assert desk.github.files[path] == SAMPLE[path].replace(b"role: Editor\n", b"role: Editor-in-chief\n")


def test_what_somebody_else_has_saved_meanwhile_is_not_lost(desk: Desk) -> None:
    path = "content/council/2026-11-18-leave-the-lamp-on.md"
    desk.open("entries/council/2026-11-18-leave-the-lamp-on")
    desk.field("title").fill("Mine")
    theirs = SAMPLE[path].replace(b"Leave the lamp on", b"Theirs")
    desk.github.push(path, theirs)
    desk.page.get_by_role("button", name="Save").first.click()
    desk.page.get_by_role("alertdialog").wait_for()
    assert desk.github.files[path] == theirs
