"""Editing in the browser: what is written, what is refused, and what a form gets of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, photo, story

from generator.engine.runtime import SERIAL
from generator.model.problems import Problems
from generator.model.settings import Settings
from generator.preview.editing.desk import LocalDesk
from generator.preview.editing.files import Conflict, Gone
from generator.preview.editing.overview import Overview
from generator.preview.editing.requests import Correct, New, Publish, Restore, Withdraw
from generator.preview.editing.saving import Changes, Refusal, with_fields
from generator.preview.live_graph import LiveGraph
from generator.preview.session import Preview
from generator.preview.toolbar_data import TextEditor, View
from generator.reading.fields.forms import fields_in_form
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

_SETTINGS = Settings("The Port Elm Courier", "https://courier.example/")
FERRY = "content/harbour/ferry.md"
TEXT = (
    '---\n# ours\ntitle: "Ferry"   # short\npublished: 2026-01-01\nTags:\n  - Quay  # the old one\n  - Dues\nown: 1\n'
    "---\n\nOne.\n"
)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site").write(SETTINGS + story("b.md", "Boats", "2026-01-02", "tags: [Port]"))
    return room.write(f"-- {FERRY} --\n{TEXT}")


@pytest.fixture
def desk(room: Newsroom) -> LocalDesk:
    editor = TextEditor(str(room.folder))
    return LocalDesk(
        Preview(room.folder, None, lambda _: room.request(), LiveGraph(SERIAL), lambda _: None, editor, View())
    )


def _value(data: Any, name: str) -> object:
    return next(each["value"] for each in data["fields"] if each["name"] == name)


def test_a_form_has_the_fields_of_the_table_with_the_names_and_values_of_the_file(desk: LocalDesk) -> None:
    data = desk.read(FERRY)
    assert _value(data, "Tags") == ["Quay", "Dues"]
    assert _value(data, "title") == "Ferry"
    assert data["others"] == ["own"]
    assert (data["body"], data["kind"], data["state"]) == ("One.", "story", "")
    assert len(data["fields"]) == len(fields_in_form("story", _SETTINGS))


def test_what_is_saved_changes_nothing_but_that(desk: LocalDesk, room: Newsroom) -> None:
    data = desk.read(FERRY)
    fields = {"title": "Ferries", "Tags": ["Quay", "Skerra", "Dues"], "priority": 2}
    saved = desk.save(Changes(FERRY, data["version"], fields, "One.\n\nTwo."))
    expected = TEXT.replace('"Ferry"', '"Ferries"').replace("  - Dues\n", "  - Skerra\n  - Dues\n")
    expected = expected.replace("own: 1\n", "own: 1\npriority: 2\n").replace("One.", "One.\n\nTwo.")
    assert (room.folder / FERRY).read_text() == expected
    assert saved["version"] != data["version"]
    assert not list((room.folder / "content").rglob("*.tmp"))


def test_a_file_that_changed_meanwhile_is_not_overwritten_and_the_answer_has_it(
    desk: LocalDesk, room: Newsroom
) -> None:
    data = desk.read(FERRY)
    (room.folder / FERRY).write_text(TEXT.replace("One.", "Theirs."))
    for act in (
        lambda: desk.save(Changes(FERRY, data["version"], body="Mine.")),
        lambda: desk.publish(Publish(FERRY, data["version"])),
        lambda: desk.withdraw(Withdraw(FERRY, data["version"])),
        lambda: desk.correct(Correct(FERRY, data["version"], "It is six.")),
    ):
        with pytest.raises(Conflict) as changed:
            act()
        assert desk.as_data(changed.value.file)["body"] == "Theirs."
    assert "Theirs." in (room.folder / FERRY).read_text()


@pytest.mark.parametrize("before", [TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r\n")])
def test_a_file_that_is_gone_is_written_again_as_it_was_but_never_over_another(
    desk: LocalDesk, room: Newsroom, before: str
) -> None:
    path = room.folder / FERRY
    path.write_bytes(before.encode())
    data = desk.read(FERRY)
    path.unlink()
    for folder_is_gone in (False, True):
        if folder_is_gone:
            path.unlink()
            path.parent.rmdir()
        with pytest.raises(Gone):
            desk.save(Changes(FERRY, data["version"], body="Mine."))
        assert desk.restore(Restore(FERRY, data["source"]))["version"] == data["version"]
        assert path.read_bytes() == before.encode()
    path.write_text("Theirs.")
    with pytest.raises(Conflict):
        desk.restore(Restore(FERRY, data["source"]))
    assert path.read_text() == "Theirs."
    assert [each.name for each in path.parent.iterdir()] == ["ferry.md"]


def test_a_section_that_the_site_does_not_have_is_asked_about(desk: LocalDesk, room: Newsroom) -> None:
    room.write(SETTINGS + 'sections = ["Harbour"]\n')
    with pytest.raises(Problems, match="`Sport` is a new section; the site has Harbour"):
        desk.new(New("Ferry sinks", "Sport"))
    assert not (room.folder / "content/sport").exists()
    assert _value(desk.new(New("Ferry sinks", "Sport", is_new_section=True)), "section") == "Sport"
    saved = desk.save(Changes(FERRY, desk.read(FERRY)["version"], fields={"section": "Harbuor"}))
    (said,) = saved["problems"]
    assert (said["field"], said["level"]) == ("section", "warning")
    assert "did you mean `Harbour`" in said["fix"]
    assert not desk.save(Changes(FERRY, saved["version"], fields={"section": "Sport"}))["problems"]


def test_words_with_errors_are_written_only_if_that_is_wanted_and_each_error_names_its_field(
    desk: LocalDesk, room: Newsroom
) -> None:
    data = desk.read(FERRY)
    changes = Changes(FERRY, data["version"], {"title": None, "published": "soon"}, "::: nosuch")
    with pytest.raises(Refusal) as refused:
        desk.save(changes)
    assert refused.value.possible
    errors = {each["field"] for each in refused.value.problems if each["level"] == "error"}
    assert errors == {"title", "published", "body"}
    assert (room.folder / FERRY).read_text() == TEXT
    changes.anyway = True
    assert desk.save(changes)["body"] == "::: nosuch"


@pytest.mark.parametrize("fields", [{"own": 2}, {"nosuch": 1}, {"tags": ["A"]}, {"headline": "A"}])
def test_what_the_form_does_not_have_is_refused_with_its_field(
    desk: LocalDesk, room: Newsroom, fields: dict[str, Any]
) -> None:
    before = (room.folder / FERRY).read_bytes()
    with pytest.raises(Refusal) as refused:
        desk.save(Changes(FERRY, desk.read(FERRY)["version"], fields))
    assert [each["field"] for each in refused.value.problems] == [*fields]
    assert (room.folder / FERRY).read_bytes() == before


OUTSIDE = [
    "",
    "site.toml",
    "content/../site.toml",
    "content/../../a.md",
    "/etc/passwd",
    "content/a.txt",
    "content/static/a.md",
    "content/link.md",
    "content/linked/a.md",
    "content/.git/a.md",
    "content/a\0.md",
    "content\\a.md",
    "layouts/a.md",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_only_markdown_in_content_is_read_and_written_and_no_link_followed(
    desk: LocalDesk, room: Newsroom, tmp_path: Path, name: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.md").write_text(TEXT)
    (room.folder / "content/link.md").symlink_to(tmp_path / "elsewhere/a.md")
    (room.folder / "content/linked").symlink_to(tmp_path / "elsewhere")
    for act in (
        lambda: desk.read(name),
        lambda: desk.save(Changes(name, "", body="B.", anyway=True)),
        lambda: desk.add_picture(name, "a.jpg", photo()),
        lambda: desk.restore(Restore(name, "B.")),
        lambda: desk.publish(Publish(name, "")),
    ):
        with pytest.raises(Problems, match=r"can be edited here|link to another file"):
            act()
    assert (tmp_path / "elsewhere/a.md").read_text() == TEXT
    assert [each.name for each in (tmp_path / "elsewhere").iterdir()] == ["a.md"]


def test_a_story_is_started_scheduled_published_corrected_and_withdrawn(desk: LocalDesk, room: Newsroom) -> None:
    new = desk.new(New("Lamps on the quay", "Harbour"))
    assert new["file"] == "content/harbour/2026-11-24-lamps-on-the-quay.md"
    saved = desk.save(Changes(new["file"], new["version"], body="There is light."))
    later = desk.publish(Publish(saved["file"], saved["version"], "2026-12-01T08:00"))
    assert later["state"] == "scheduled"
    with pytest.raises(Refusal) as refused:
        desk.publish(Publish(later["file"], later["version"], "2026-11-01T08:00"))
    assert "write the time as “Published”" in refused.value.problems[0]["fix"]
    now = desk.publish(Publish(later["file"], later["version"]))
    assert (now["state"], _value(now, "draft")) == ("", None)
    corrected = desk.correct(Correct(now["file"], now["version"], "There are six."))
    assert _value(corrected, "corrections") == [
        {"at": "2026-11-24T12:00:00+00:00", "kind": "correction", "text": "There are six."}
    ]
    withdrawn = desk.withdraw(Withdraw(now["file"], corrected["version"], "There are none."))
    assert (withdrawn["state"], _value(withdrawn, "kill_note")) == ("killed", "There are none.")
    with pytest.raises(Refusal, match="withdrawn"):
        desk.publish(Publish(now["file"], withdrawn["version"]))


def test_a_picture_has_a_safe_name_and_is_never_written_over_another_file(desk: LocalDesk, room: Newsroom) -> None:
    folder = (room.folder / FERRY).parent
    one, other = photo(), photo(8, 8)
    assert desk.add_picture(FERRY, "../../Quay & Ferry.JPEG", one) == {"name": "quay-and-ferry.jpeg"}
    assert desk.add_picture(FERRY, "Quay & Ferry.jpeg", one) == {"name": "quay-and-ferry.jpeg"}
    assert desk.add_picture(FERRY, "quay and ferry.jpeg", other) == {"name": "quay-and-ferry-2.jpeg"}
    assert desk.add_picture(FERRY, "a.png", one) == {"name": "a.jpg"}
    assert desk.add_picture(FERRY, "?!", one) == {"name": "picture.jpg"}
    assert (folder / "quay-and-ferry.jpeg").read_bytes() == one
    assert (folder / "quay-and-ferry-2.jpeg").read_bytes() == other
    (folder / "b.jpg").symlink_to(room.folder / "site.toml")
    assert desk.add_picture(FERRY, "b.jpg", one) == {"name": "b-2.jpg"}
    names = {each.name for each in folder.iterdir()}
    assert names == {
        *("ferry.md", "quay-and-ferry.jpeg", "quay-and-ferry-2.jpeg", "a.jpg", "picture.jpg", "b.jpg", "b-2.jpg")
    }


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.jpg", b"<!doctype html><script>alert(1)</script>", "not a kind of picture that Broadsheet knows"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "this drawing cannot be used: .*script"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "browsers do not show"),
        ("a.md", TEXT.encode(), "not a kind of picture that Broadsheet knows"),
        ("a.jpg", b"", "not a kind of picture that Broadsheet knows"),
        ("a.jpg", photo()[:-40], "damaged"),
        ("a.gif", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//", "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(3) + b"\rIHDR\xff\xff\xff", "damaged"),
        ("a.jpg", photo() + bytes(40_000_000), "40 MB"),
    ],
)
def test_what_is_no_picture_is_not_written(
    desk: LocalDesk, room: Newsroom, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(Problems, match=message):
        desk.add_picture(FERRY, name, data)
    assert [each.name for each in (room.folder / FERRY).parent.iterdir()] == ["ferry.md"]


def test_nothing_is_written_through_a_linked_folder(desk: LocalDesk, room: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (room.folder / "content/sport").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problems, match="content/sport: this is a link"):
        desk.new(New("Cup final", "Sport"))
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_a_file_that_would_be_too_long_to_read_again_is_not_written(desk: LocalDesk, room: Newsroom) -> None:
    with pytest.raises(Problems, match="the limit for a story is 2,000,000"):
        desk.save(Changes(FERRY, desk.read(FERRY)["version"], body="a " * 1_000_000, anyway=True))
    assert (room.folder / FERRY).read_text() == TEXT


def test_files_beside_a_story_stay_whatever_their_names_and_that_of_the_story_may_be_long(
    desk: LocalDesk, room: Newsroom
) -> None:
    long = f"content/harbour/{'y' * 252}.md"
    (room.folder / long).write_text(TEXT)
    others = [(room.folder / long).with_name(name) for name in ("ferry.md.tmp", ".a.jpg.tmp", ".ferry.md.tmp")]
    for each in others:
        each.write_text("Ours.")
    for name in (FERRY, long):
        assert _value(desk.save(Changes(name, desk.read(name)["version"], {"title": "Ferries"})), "title") == "Ferries"
    desk.add_picture(FERRY, "a.jpg", photo())
    assert {*(room.folder / long).parent.iterdir()} == {
        *(*others, room.folder / long, room.folder / FERRY, (room.folder / FERRY).with_name("a.jpg"))
    }


def test_a_file_whose_front_matter_cannot_be_read_is_edited_as_a_whole(desk: LocalDesk, room: Newsroom) -> None:
    (room.folder / FERRY).write_text(TEXT.replace("own:", "title:"))
    data = desk.read(FERRY)
    assert data["whole"]
    assert data["fields"] == []
    desk.save(Changes(FERRY, data["version"], body=data["body"].replace("title: 1", "own: 1")))
    assert (room.folder / FERRY).read_text() == TEXT


def test_the_page_beside_the_form_has_the_address_and_the_problems_of_the_site(desk: LocalDesk, room: Newsroom) -> None:
    overview = Overview(desk._preview)
    assert overview.page(FERRY)["address"] == ""
    desk._preview.update()
    page = overview.page(FERRY)
    assert page["current"]
    assert page["address"] == "/2026/01/01/ferry/"
    assert [each["field"] for each in page["problems"]] == ["own"]
    assert overview.choices()["headlines"] == {"ferry": "Ferry", "boats": "Boats"}
    assert {*overview.choices()["choices"]["tag"]} == {"Port", "Quay", "Dues"}


TOML = """\
+++
# ours
title = "Ferry"   # short
tags = [
  'Quay',  # old
]
own = 1

[picture]
src = 'a.jpg'
+++
One.
"""
_LINE = st.text(st.sampled_from("ab1 .:#-'\"\\[]{},&*!|>%@`~?=+éçßنص"), max_size=12)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "title": _LINE,
    "Tags": st.lists(_LINE, max_size=3),
    "tags": st.lists(_LINE, max_size=3),
    "picture": st.fixed_dictionaries({"src": _LINE}, optional={"alt": _LINE, "credit": _LINE}),
    "priority": st.integers(0, 9),
    "draft": st.booleans(),
    "expires": st.datetimes().map(lambda each: each.isoformat(timespec="minutes")),
    "corrections": st.lists(st.fixed_dictionaries({"at": _LINE, "text": _LINE}), max_size=2),
}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([TEXT, TOML, TEXT.replace("\n", "\r\n")]),
    st.sampled_from(sorted(_VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.none() | _VALUES[name])),
)
def test_any_change_made_in_a_form_is_read_again_as_it_was_made_and_leaves_the_rest(
    before: str, change: tuple[str, Any]
) -> None:
    """Other fields keep every byte that they had, and so does the text."""
    name, value = change
    data = before.encode()
    try:
        after = with_fields(data, "content/a.md", {name: value}, _SETTINGS)
    except Refusal:
        return
    was, now = (front_matter.read(decoded(each, "content/a.md")) for each in (data, after))
    assert was.front
    assert now.front
    entry = now.front.entries.get(name)
    found = entry.value.plain if entry else None
    assert found == value or (name == "expires" and str(found).startswith(str(value)))
    assert now.body == was.body
    assert _without(data, name) == _without(after, name)


def _without(data: bytes, name: str) -> list[bytes]:
    """The lines of a file, except those of one field."""
    parts = front_matter.read(decoded(data, "content/a.md"))
    assert parts.front
    lines = {each.name: each.line for each in parts.front.entries.values()}
    first = lines.get(name, 0)
    last = min((each for each in (*lines.values(), parts.first_line - 1) if each > first), default=0)
    every = data.splitlines(keepends=True)
    while last and not every[last - 2].strip():  # blank lines belong to what is around it
        last -= 1
    return [*every[: first - 1], *every[last - 1 :]] if first else every
