"""Editing stories in the browser, beside the live page: what an editor does in a day, by mouse, keys and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from newsroom import SETTINGS, Newsroom, photo, story
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, Route, expect
from preview_process import preview

from generator.reading.fields.form import Form
from generator.reading.fields.forms import fields_in_form
from generator.reading.fields.values import Plain
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

pytestmark = pytest.mark.browser

FERRY = "content/harbour/ferry.md"
_REFUSED = re.compile("status of (403|404|409|410|422)")  # which the page shows in words
FIRST = (
    '---\n# kept by the harbour desk\ntitle: "Ferry"   # short\npublished: 2020-01-01\nsection: Harbour\n'
    "tags: [Quay, Dues]\nown_field: stays\n---\n\nThe first words.\n\nThe last words.\n"
)


@dataclass
class Desk:
    """A site that is being edited: its folder, and the preview's address."""

    site: Newsroom
    address: str
    context: BrowserContext

    def edit(self, path: str = "/2020/01/01/ferry/") -> Page:
        """Look at a page of the site, and follow its link Edit."""
        page = self.context.new_page()
        page.said = []  # type: ignore[attr-defined]
        page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
        page.goto(self.address + path)
        page.locator("#desk").click()
        expect(page.locator("h1")).not_to_be_empty()
        return page

    def text(self, name: str = FERRY) -> str:
        return (self.site.folder / name).read_bytes().decode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Newsroom, str]]:
    site = Newsroom(tmp_path_factory.mktemp("edited"))
    site.write(
        SETTINGS
        + 'sections = ["Harbour", "Council"]\nfields = ["own_field"]\n'
        + story("b.md", "Dues", "2020-01-02", "tags: [Port]")
    )
    site.write(f"-- {FERRY} --\n{FIRST}")
    with preview(site.folder, port=8340) as found:
        found.hears("stories")
        yield site, found.address


@pytest.fixture
def desk(running: tuple[Newsroom, str], chromium: Browser) -> Iterator[Desk]:
    site, address = running
    (site.folder / FERRY).write_bytes(FIRST.encode())
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Desk(site, address, context)
    for page in context.pages:
        assert [each for each in getattr(page, "said", []) if not _REFUSED.search(each)] == []
    context.close()


def _save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")


def _shown(page: Page) -> FrameLocator:
    """The live page beside the form."""
    return page.frame_locator("#page")


def test_what_is_saved_is_what_an_editor_would_have_typed_and_the_page_follows(desk: Desk) -> None:
    page = desk.edit()
    page.get_by_label("Headline").fill("Ferry: back")
    page.locator("#body").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Before all. ")
    page.get_by_role("button", name="Add to tags").click()
    page.keyboard.type("Skerra")
    expect(page.locator("#save")).to_be_enabled()
    _save(page)
    expect(_shown(page).locator("h1")).to_have_text("Ferry: back")
    expect(_shown(page).locator(".body")).to_contain_text("Before all. The first words.")
    changed = FIRST.replace('"Ferry"', '"Ferry: back"').replace("Dues]", "Dues, Skerra]")
    assert desk.text() == changed.replace("The first", "Before all. The first")
    page.get_by_label("Headline").fill("Ferry")
    page.get_by_role("button", name="Remove this tag").last.click()
    page.locator("#body").fill("The first words.\n\nThe last words.")
    _save(page)
    assert desk.text() == FIRST


def test_a_story_is_written_illustrated_scheduled_published_corrected_and_withdrawn(desk: Desk) -> None:
    page = desk.edit("/")
    page.get_by_role("link", name="New story").click()
    page.get_by_role("button", name="Start writing").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "There is no headline yet. Write a headline.", use_inner_text=True
    )
    page.get_by_label("Headline").fill("Lamps on the quay")
    page.get_by_label("Section").fill("Harbour")
    page.reload()
    expect(page.get_by_label("Headline")).to_have_value("Lamps on the quay")
    page.get_by_label("Section").press("Enter")
    expect(page.get_by_role("button", name="Publish…")).to_be_visible()
    name = next((desk.site.folder / "content/harbour").glob("*-lamps-on-the-quay.md"))
    page.locator("#body").fill("There is light.")
    _a_picture(page, name.parent)
    expect(page.locator(".shown-picture img")).to_have_js_property("naturalWidth", 480)
    _save(page)
    expect(_shown(page).locator("figcaption")).to_contain_text("The new lamps")
    expect(_shown(page).locator("img[alt='Six lamps']")).to_be_visible()

    page.get_by_role("button", name="Publish…").click()
    page.get_by_label("Time", exact=True).fill("2990-01-02T03:04")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("button", name="Change time…")).to_be_visible()
    expect(page.locator("#field-published")).to_have_value("2990-01-02")
    expect(page.locator("#field-published-clock")).to_have_value("03:04")
    assert (
        re.search(r"(?m)^published: 2990-01-02T03:04:00\+03:00$", name.read_text()) and "draft" not in name.read_text()
    )

    page.get_by_role("button", name="Change time…").click()
    expect(page.get_by_label("Time", exact=True)).to_have_value("2990-01-02T03:04")
    page.get_by_label("Now").check()
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_role("button", name="Correct…").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("dialog")).to_contain_text("Say what was wrong")
    page.get_by_label("What was wrong, and what is right").fill("There are seven lamps, not six.")
    page.get_by_role("button", name="Add it").click()
    expect(_shown(page).locator(".corrections")).to_contain_text("seven lamps")

    page.get_by_role("button", name="Withdraw…").click()
    page.get_by_role("dialog").get_by_label("Why it was withdrawn").fill("There are no lamps.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.locator("mark")).to_contain_text("It was withdrawn on ")
    assert 'kill_note: "There are no lamps."\n' in name.read_text()


def test_stories_are_found_in_the_list_and_words_that_are_not_saved_are_marked_there(desk: Desk) -> None:
    desk.site.write(story("buoys.md", "Buoys", "2020-01-03", "draft: true", "tags: [Light]"))
    page = desk.edit()
    page.locator("#body").fill("Not saved.")
    page.get_by_role("link", name="Stories").click()
    stories = page.locator("#stories")
    expect(stories.get_by_role("link")).to_contain_text(["Buoys", "Dues", "Ferry"])
    expect(stories.get_by_role("listitem").filter(has_text="Buoys")).to_contain_text("Draft")
    expect(stories.get_by_role("listitem").filter(has_text="Ferry")).to_contain_text("Not saved yet")
    page.get_by_label("Find").fill("light")
    expect(stories.get_by_role("link")).to_have_text(["Buoys"])
    page.get_by_label("Show").select_option("scheduled")
    expect(page.locator("#count")).to_have_text("Nothing here has these words.")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_label("Find").fill("")
    page.get_by_label("Show").select_option("")
    stories.get_by_role("link", name="Ferry").click()
    page.get_by_role("button", name="Discard it").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard it").click()
    expect(page.locator("#body")).to_have_value("The first words.\n\nThe last words.")
    expect(page.locator("#save")).to_be_disabled()
    desk.site.remove("content/buoys.md")


def test_a_draft_is_deleted_with_what_was_typed_and_put_back(desk: Desk) -> None:
    desk.site.write(story("buoys.md", "Buoys", "2020-01-03", "draft: true"))
    page = desk.edit()
    expect(page.get_by_role("button", name="Delete…")).to_have_count(0)  # readers see this one
    page.goto(page.url.split("?")[0] + "?file=content/buoys.md")
    page.locator("#body").fill("Hardly begun.")
    page.get_by_role("button", name="Delete…").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#status")).to_contain_text("“Buoys” is in the trash.")
    assert not (desk.site.folder / "content/buoys.md").exists()
    assert "Hardly begun." in (desk.site.folder / "trash/buoys.md").read_text()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#body")).to_have_value("Hardly begun.")
    assert "Hardly begun." in desk.text("content/buoys.md")
    desk.site.remove("content/buoys.md")


_DROP = """(data) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(data)], "../New Lamps!.JPG", { type: "image/jpeg" }));
  const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
  document.getElementById("body").dispatchEvent(drop);
}"""


def _a_picture(page: Page, folder: Path) -> None:
    """A picture is dropped on the form; without words for those who cannot see it, it is not added."""
    page.evaluate(_DROP, list(photo(640, 480)))
    asked = page.get_by_role("dialog", name="Add a picture")
    asked.get_by_label("Caption").fill("The new lamps")
    asked.get_by_role("button", name="Add it").click()
    expect(asked.get_by_role("alert")).to_contain_text("Say what the picture shows")
    asked.get_by_label("What does it show?").fill("Six lamps")
    asked.get_by_role("button", name="Add it").click()
    expect(asked).to_have_count(0)
    assert [each.name for each in folder.glob("*lamps*.j*")] == ["new-lamps.jpg"]


def test_problems_are_beside_their_fields_and_the_words_are_kept(desk: Desk) -> None:
    page = desk.edit()
    page.get_by_label("Headline").fill("")
    page.locator("#body").fill("::: nosuch\nA word.")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text(re.compile("Not saved"))
    for field in (page.get_by_label("Headline"), page.locator("#body")):
        expect(field).to_have_attribute("aria-invalid", "true")
        described = field.get_attribute("aria-describedby") or ""
        assert page.locator(f"#{described.split()[1]}").inner_text()
    assert desk.text() == FIRST
    page.reload()
    expect(page.locator("#body")).to_have_value("::: nosuch\nA word.")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Save anyway").click()
    expect(page.locator("#status")).to_contain_text("Saved, with problems")
    assert "::: nosuch" in desk.text()
    page.locator("#body").fill("Mended.")
    page.get_by_label("Headline").fill("Ferry")
    _save(page)
    expect(page.locator("#summary")).to_be_empty()


def test_values_that_the_form_has_no_control_for_are_shown_as_they_are(desk: Desk) -> None:
    desk.site.write('-- content/odd.md --\n---\ntitle: "Ferry\\nback"\nkind: constructor\n---\n\nA word.\n')
    page = desk.edit()
    page.goto(page.url.split("?")[0] + "?file=content/odd.md")
    expect(page.get_by_label("Headline")).to_have_value("Ferry\nback")
    expect(page.locator("#field-kind")).to_have_value("constructor")
    expect(page.locator("#save")).to_be_disabled()
    (desk.site.folder / "content/odd.md").unlink()


def test_two_browsers_edit_one_story_and_nothing_is_lost(desk: Desk, chromium: Browser) -> None:
    mine = desk.edit()
    mine.get_by_label("Standfirst").fill("My standfirst.")
    mine.get_by_label("Section").fill("Council")
    mine.locator("#body").fill("My words.")
    other = chromium.new_context()
    theirs = Desk(desk.site, desk.address, other).edit()
    theirs.get_by_label("Headline").fill("Their headline")
    theirs.get_by_label("Section").fill("Quays")
    theirs.locator("#body").fill("Their words.")
    _save(theirs)
    other.close()
    choice = mine.get_by_role("group", name="Two versions")
    expect(choice).to_contain_text(["Their words.", "Quays"])
    expect(mine.get_by_label("Headline")).to_have_value("Their headline")
    expect(mine.locator("#body")).to_have_value("My words.")
    mine.keyboard.press("Control+s")
    expect(mine.locator("#status")).to_contain_text("Choose which versions to keep")
    assert "Their words." in desk.text()
    choice.get_by_role("button", name="Keep both").click()
    choice.get_by_role("button", name="Take theirs").click()
    expect(mine.get_by_label("Section")).to_have_value("Quays")
    _save(mine)
    assert "My words.\n\nTheir words.\n" in desk.text()
    assert 'title: "Their headline"   # short\n' in desk.text()
    assert "section: Quays\n" in desk.text()
    assert 'standfirst: "My standfirst."\n' in desk.text()


def test_words_outlive_windows_dialogs_and_the_file(desk: Desk) -> None:
    one, other = desk.edit(), desk.edit()
    one.get_by_label("Standfirst").fill("Of one window.")
    one.locator("#body").fill("One.")
    one.close()
    other.locator("#body").fill("Other.")
    other.close()
    page = desk.edit()
    choice = page.get_by_role("group", name="Two versions")
    expect(choice).to_contain_text("In another window")
    choice.get_by_role("button", name="Keep both").click()
    expect(page.get_by_label("Standfirst")).to_have_value("Of one window.")
    assert sorted(page.locator("#body").input_value().split("\n\n")) == ["One.", "Other."]
    (desk.site.folder / FERRY).unlink()
    page.get_by_role("button", name="Write the file again").click()
    expect(page.locator("#status")).to_have_text("Saved.")
    assert desk.text().startswith(FIRST[: FIRST.index("section")].removesuffix("\n"))
    assert {"One.", "Other."} <= set(desk.text().split("\n\n")) | {desk.text().rstrip().rpartition("\n")[2]}
    page.get_by_role("button", name="Correct…").click()
    page.get_by_label("What was wrong, and what is right").fill("A long correction.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Correct…")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was wrong, and what is right")).to_have_value("A long correction.")


def test_after_a_restart_of_the_preview_the_open_page_saves_with_the_new_token(desk: Desk) -> None:
    page = desk.edit()
    sent: list[str] = []

    def refuse_first(route: Route) -> None:
        sent.append(route.request.headers["x-broadsheet-token"])
        route.fulfill(status=403, body="") if len(sent) == 1 else route.continue_()

    page.route("**/api/save?*", refuse_first)
    page.get_by_label("Standfirst").fill("After the restart.")
    _save(page)
    assert len(sent) == 2
    assert "After the restart." in desk.text()


_PASTE = """([html, plain]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.getElementById("body").dispatchEvent(paste);
}"""


def test_what_is_pasted_keeps_its_paragraphs_and_links(desk: Desk) -> None:
    page = desk.edit()
    page.locator("#body").fill("")
    page.evaluate(_PASTE, ['<p>One <a href="https://a.example/">link</a>.</p><p>Two.</p>', "One link.\r\nTwo."])
    expect(page.locator("#body")).to_have_value("One [link](<https://a.example/>).\n\nTwo.")


def test_a_link_leads_to_a_story_found_by_its_headline_or_its_address_or_to_the_web(desk: Desk) -> None:
    page = desk.edit()
    text = page.locator("#body")
    for words, to, expected in (
        ("The quay", "port", "[The quay](../b.md)"),
        ("", f"{desk.address}/2020/01/02/dues/", "[Dues](../b.md)"),
        ("a [plan]", "https://a.example/(1)", "[a \\[plan\\]](<https://a.example/(1)>)"),
        ("", "www.a.example", "[https://www.a.example](https://www.a.example)"),
    ):
        text.fill(words)
        text.select_text()
        text.press("Control+k")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("Words of the link")).to_have_value(words)
        dialog.get_by_label("Where does it lead?").fill(to)
        if to == "port":
            expect(dialog.get_by_role("radio")).to_have_count(1)
            dialog.get_by_role("button", name="Add it").click()
            expect(dialog).to_contain_text("This is not an address.")
            dialog.get_by_label("Dues").check()
        elif "a.example" not in to:
            expect(dialog.get_by_label("Dues")).to_be_checked()
        dialog.get_by_role("button", name="Add it").click()
        expect(text).to_have_value(expected)


def test_a_box_and_a_table_are_inserted_as_readers_see_them(desk: Desk) -> None:
    page = desk.edit()
    page.locator("#body").press("Control+End")
    page.get_by_role("button", name="Box", exact=True).click()
    page.get_by_role("button", name="Table", exact=True).click()
    _save(page)
    expect(_shown(page).locator(".facts")).to_contain_text("What we know")
    expect(_shown(page).locator("th").first).to_have_text("Column")


def _fill(box: Locator, form: Form, example: object) -> None:
    """Give a field, or a part of one, the value of its example, as somebody would who sees only the form."""
    if isinstance(example, list):
        box.get_by_role("button", name=re.compile("^Add to")).first.click()
        return _fill(box.locator("li").last, form, example[0])
    if isinstance(example, dict):
        for part, value in example.items():
            at = list(form.parts).index(part)
            _fill(box.locator(".part").nth(at), form.parts[part], value)
        return None
    control = box.locator("input, textarea, select").first
    if form.type in ("truth", "choice"):
        control.select_option({True: "yes", False: "no"}.get(example, example))  # type: ignore[call-overload,arg-type]
    else:
        control.fill(str(example)[:10] if form.type == "time" else str(example))
        if form.type == "time" and len(str(example)) > 10:
            box.get_by_label("Time of day").fill(str(example)[11:16])
    return None


def test_every_field_of_the_table_can_be_written_and_is_read_as_it_was_meant(desk: Desk) -> None:
    page = desk.edit()
    page.locator("#more > summary").click()
    wanted: dict[str, Plain] = {}
    for field in fields_in_form("story", desk.site.request().settings):
        if field.form.example is not None and field.form.type not in ("names", "links"):
            wanted[field.name] = field.form.example
            _fill(page.locator(f".field:has(> [id='field-{field.name}-problems'])"), field.form, field.form.example)
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="Save anyway").click()  # examples of times contradict each other
    expect(page.locator("#status")).to_contain_text("Saved, with problems")
    front = front_matter.read(decoded(desk.text().encode(), FERRY)).front
    assert front
    found = {each.name: each.value.plain for each in front.entries.values()}
    spaced = {name: str(each).replace("T", " ") for name, each in found.items()}
    assert {name: spaced[name] for name in wanted} == {
        name: str(each).replace("T", " ") for name, each in wanted.items()
    }
    assert desk.text().endswith("---\n\nThe first words.\n\nThe last words.\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_is_accessible_on_a_phone(desk: Desk, scheme: str) -> None:
    page = desk.edit()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.locator("#more > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, options={"iframes": False})
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Page", exact=True).click()
    expect(_shown(page).locator("h1")).to_be_visible()
    expect(page.locator("#body")).to_be_hidden()


def test_no_script_of_the_site_reaches_the_form(desk: Desk) -> None:
    """Not by reading it, not in a frame, not through a window that it opens, and not from the frame beside the form."""
    page = desk.edit()
    address = page.url.split("?")[0]
    site = desk.context.new_page()
    site.goto(desk.address + "/")
    read = """async (address) => {
      try { return (await (await fetch(address)).text()).length } catch { return "refused" } }"""
    assert site.evaluate(read, address) == "refused"
    assert site.evaluate(read, address + "api/document?file=content/b.md") == "refused"
    opened = """async (address) => {
      const made = window.open(address);
      await new Promise((done) => setTimeout(done, 1500));
      try { return made.document.title } catch { return "refused" } }"""
    assert site.evaluate(opened, address) in ("refused", "")
    within = page.frames[-1]
    assert (
        within.evaluate("() => { try { return window.parent.document.title } catch { return 'refused' } }") == "refused"
    )
