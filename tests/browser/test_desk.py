"""The desk in a browser: it asks nobody else for anything, and saves what our reader reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Browser, Page

from generator.cli.github_run import desk_entry
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DESK = 'sections = ["Harbour"]\n[desk]\nrepository = "courier/site"\n'
PATH = "content/harbour/2026-11-20-ferry.md"
STORY = story(
    "harbour/2026-11-20-ferry.md",
    "Ferry back",
    "2026-11-20T10:00",
    *("section: Harbour", "tags: [Ferry, Skerra]", "ward: Quay", "embargo: 2026-11-20T09:00"),
    *("corrections:", "  - {at: 2026-11-20 12:00, text: It is six.}", "draft: false"),
    body="Four *boats* a day.\n\n::: facts What we know\n- One\n:::",
)
FOLDER = """
window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('site');
FileSystemHandle.prototype.requestPermission = FileSystemHandle.prototype.queryPermission = async () => 'granted';
"""
WRITE = """async files => {
  for (const [path, text] of Object.entries(files)) {
    let folder = await navigator.storage.getDirectory();
    const names = path.split('/');
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const stream = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
  }
}"""
READ = """async path => {
  let folder = await navigator.storage.getDirectory();
  const names = path.split('/');
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  return (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SETTINGS + DESK + STORY)
    (newsroom.folder / "node_modules").symlink_to(ROOT / "node_modules")
    newsroom.build()
    return newsroom


def _faults(page: Page) -> list[str]:
    """What the page asks for elsewhere, and what its console says, as it happens."""
    found: list[str] = []
    page.on("request", lambda sent: found.append(sent.url) if "127.0.0.1" not in sent.url.split("/")[2] else None)
    page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
    return found


def test_the_sign_in_screen_asks_nobody_else_for_anything(chromium: Browser, built: Newsroom) -> None:
    with pages(built.tree(), "/") as address, chromium.new_page(viewport={"width": 390, "height": 800}) as page:
        faults = _faults(page)
        page.goto(f"{address}admin/")
        page.get_by_role("button", name="Sign In Using Access Token").wait_for()
        page.wait_for_load_state("networkidle")
        assert not [each for each in faults if not each.startswith("blob:")]


def _values(text: str) -> tuple[dict[str, Any], str]:
    parts = front_matter.read(decoded(text.encode(), PATH))
    assert parts.front
    return {each.name: each.value.plain for each in parts.front.entries.values()}, parts.body


def test_a_story_that_the_desk_saves_is_what_it_was_but_for_what_was_changed(
    chromium: Browser, built: Newsroom
) -> None:
    """The files are in a folder that the browser keeps for the page, in place of one on the editor's machine."""
    before = (built.folder / PATH).read_text(encoding="utf-8")
    files = {f"site/{PATH}": before, "site/.git/HEAD": "ref: refs/heads/main\n"}
    with pages(built.tree(), "/") as address, chromium.new_page() as page:
        page.add_init_script(FOLDER)
        page.goto(f"{address}404.html")
        page.evaluate(WRITE, files)
        page.goto(f"{address}admin/")
        page.get_by_role("button", name="Work with Local Repository").click()
        page.get_by_text("Ferry back – Harbour").first.click()
        page.get_by_role("textbox").first.fill("Ferry sails")
        assert page.url == f"{address}admin/{desk_entry(PATH)}"  # to which reports on commits link
        page.get_by_role("button", name="Save").first.click()
        page.get_by_text("Ferry sails – Harbour").first.wait_for()
        (was, text), (now, same) = _values(before), _values(page.evaluate(READ, f"site/{PATH}"))
    assert now.pop("title") == "Ferry sails"
    assert was.pop("title") == "Ferry back"
    assert json.dumps(now, sort_keys=True) == json.dumps(was, sort_keys=True)
    assert same.strip() == text.strip()
