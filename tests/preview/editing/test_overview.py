"""The list of stories: newest first, found by words and by what readers see of them, quickly and whatever is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.engine.runtime import SERIAL
from generator.model.problems import Problems
from generator.preview.editing import stories as listing
from generator.preview.editing.overview import Overview
from generator.preview.live_graph import LiveGraph
from generator.preview.session import Preview
from generator.preview.toolbar_data import TextEditor, View

_STORIES = (
    story("harbour/ferry.md", "Ferry İzmir", "2026-01-01", "section: Harbour", "tags: [Quay Street]")
    + story("dues.md", "Dues", "2026-02-01", "bylines: [Ada Marsh]")
    + story("soon.md", "Soon", "2027-01-01")
    + story("held.md", "Held", "2026-03-01", "embargo: 2027-03-01")
    + story("gone.md", "Gone", "2026-04-01", "killed: 2026-04-02")
    + story("old.md", "Old", "2026-05-01", "expires: 2026-05-02")
    + "-- content/idea.md --\n---\ntitle: Idea\ndraft: true\n---\nA word.\n"
    + "-- content/pages/about.md --\n---\ntitle: About us\n---\nA word.\n"
    + "-- content/people/ada-marsh.md --\n---\nname: Ada Marsh\n---\nA word.\n"
)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site").write(SETTINGS + _STORIES)


@pytest.fixture
def preview(room: Newsroom) -> Preview:
    editor = TextEditor(str(room.folder))
    made = Preview(room.folder, None, lambda _: room.request(), LiveGraph(SERIAL), lambda _: None, editor, View())
    made.update()
    return made


def _found(overview: Overview, words: str = "", shown: str = "", start: str = "0") -> list[Any]:
    return [each["headline"] for each in overview.stories(words, shown, start)["stories"]]


def test_stories_are_newest_first_and_drafts_without_a_time_before_them(preview: Preview) -> None:
    assert _found(Overview(preview)) == ["Idea", "Held", "Soon", "Old", "Gone", "Dues", "Ferry İzmir"]


def test_a_story_is_found_by_all_of_some_words_and_by_what_readers_see_of_it(preview: Preview) -> None:
    overview = Overview(preview)
    for words, expected in {
        "izmir": ["Ferry İzmir"],
        "QUAY harbour": ["Ferry İzmir"],
        "quay dues": [],
        "marsh": ["Dues"],
        "harbour/ferry.md": ["Ferry İzmir"],
    }.items():
        assert _found(overview, words) == expected, words
    edition = preview.shown.edition
    at = edition.address("content/harbour/ferry.md") if edition else ""
    assert at
    for address in (at, at.rstrip("/") + "#dues", f"https://courier.example{at}?a"):
        assert _found(overview, address) == ["Ferry İzmir"], address
    assert _found(overview, "/nothing/") == _found(overview, "//[x") == []
    states = {"draft": "Idea", "scheduled": "Soon", "embargoed": "Held", "page": "About us", "description": "Ada Marsh"}
    for shown, headline in states.items():
        assert _found(overview, "", shown) == [headline], shown
    assert _found(overview, "", "public") == ["Dues", "Ferry İzmir"]
    assert _found(overview, "", "gone") == ["Old", "Gone"]


def test_each_story_has_the_time_that_goes_with_its_state(preview: Preview) -> None:
    found = {
        each["headline"]: (each["state"], each["at"][:10]) for each in Overview(preview).stories("", "", "0")["stories"]
    }
    assert found["Held"] == ("embargoed", "2027-03-01")
    assert found["Gone"] == ("killed", "2026-04-02")
    assert found["Dues"] == ("", "2026-02-01")
    assert found["Idea"] == ("draft", "")


def test_a_long_list_comes_in_parts_and_a_file_that_has_just_gone_is_not_in_it(
    preview: Preview, room: Newsroom
) -> None:
    room.write("".join(story(f"n{number}.md", f"Story {number}", "2025-01-01") for number in range(60)))
    preview.update()
    overview = Overview(preview)
    assert overview.stories("story", "", "0")["found"] == 60
    assert len({*_found(overview, "story"), *_found(overview, "story", "", "50")}) == 60
    room.remove("content/n9.md")
    assert "Story 9" not in _found(overview, "story")
    for shown, start in (("nosuch", "0"), ("", "-1"), ("", "x"), ("", "9" * 5000), ("", "٣")):
        with pytest.raises(Problems):
            overview.stories("", shown, start)


def test_after_a_change_only_the_story_that_changed_is_listed_anew(
    preview: Preview, room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    overview, made = Overview(preview), list[str]()
    overview.stories("", "", "0")

    def folded(words: str) -> str:
        made.append(words)
        return words.casefold()

    monkeypatch.setattr(listing, "folded", folded)
    room.write(story("dues.md", "Dues rise", "2026-02-01"))
    preview.update()
    assert "Dues rise" in _found(overview)
    assert [each.split(" content/")[0] for each in made if each] == ["Dues rise"]


def test_files_that_keep_the_site_from_being_built_are_named_with_what_is_wrong(
    preview: Preview, room: Newsroom
) -> None:
    room.write("-- content/broken.md --\n---\ntitle: Broken\npublished: soon\n---\nA word.\n")
    preview.update()
    shown = Overview(preview).stories("", "", "0")
    (problem,) = shown["problems"]
    assert problem["file"] == problem["where"] == "content/broken.md"
    assert "`soon` is not a date" in problem["message"]
    assert len(shown["stories"]) == 7  # of the last good edition


def test_while_the_settings_have_errors_the_list_is_as_before_and_names_them(preview: Preview, room: Newsroom) -> None:
    room.write('-- site.toml --\ntitle = "The Port Elm Courier"\nnosuch =\n')
    preview.update()
    shown = Overview(preview).stories("", "", "0")
    assert shown["found"] == 7
    assert {each["where"] for each in shown["problems"]} == {"site.toml"}


def test_before_the_site_could_be_built_the_list_has_the_names_of_files(room: Newsroom, tmp_path: Path) -> None:
    room.write("-- content/broken.md --\n---\ntitle: Broken\npublished: soon\n---\nA word.\n")
    (room.folder / "content/link.md").symlink_to(tmp_path)
    editor = TextEditor(str(room.folder))
    made = Preview(room.folder, None, lambda _: room.request(), LiveGraph(SERIAL), lambda _: None, editor, View())
    made.update()
    shown = Overview(made).stories("", "", "0")
    names = [each["file"] for each in shown["stories"]]
    assert not shown["complete"]
    assert "content/broken.md" in names
    assert "content/link.md" not in names
    assert [each["file"] for each in Overview(made).stories("BROKEN", "", "0")["stories"]] == ["content/broken.md"]
