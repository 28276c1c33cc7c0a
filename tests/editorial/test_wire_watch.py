"""Watching a folder: what arrives in it becomes stories, and one bad file stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from newsroom import SETTINGS, Newsroom
from small_pictures import jpeg
from wire_samples import FIRST, HEADLINE, NINJS_3, NITF

from generator.editorial.wire_watch import News, news

STORY = "content/council/2026-11-24-council-asks-board-to-think-again.md"
SITE = (
    SETTINGS
    + '[agencies."North Coast Wire"]\ntimezone = "Europe/Lisbon"\n[wire_sections]\n"medtop:11000000" = "Council"\n'
)


class Wire:
    """A site, and a folder that it watches."""

    def __init__(self, site: Newsroom, folder: Path) -> None:
        self.site, self.folder = site.write(SITE), folder
        self.stop = Event()
        self.heard: Iterator[News] = news(site.folder, folder, self.stop, pause=0.05)

    def send(self, text: str | bytes, name: str) -> None:
        """Put a file into the folder as transfer programs do: under another name first."""
        hidden = self.folder / f".{name}"
        hidden.write_bytes(text.encode() if isinstance(text, str) else text)
        hidden.replace(self.folder / name)

    def hear(self) -> News:
        return next(self.heard)


@pytest.fixture
def wire(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    wire = Wire(newsroom, tmp_path_factory.mktemp("wire"))
    yield wire
    wire.stop.set()


def test_copy_that_arrives_becomes_a_story_and_is_updated(wire: Wire) -> None:
    wire.send(NINJS_3, "a.json")
    assert [(each.path, each.outcome) for each in wire.hear().imported] == [(STORY, "new")]
    wire.send(NINJS_3.replace('"version": "2"', '"version": "3"').replace(FIRST, "It was put off."), "b.json")
    assert [(each.path, each.outcome) for each in wire.hear().imported if each.outcome != "unchanged"] == [
        (STORY, "updated")
    ]
    assert "It was put off." in (wire.site.folder / STORY).read_text(encoding="utf-8")


def test_a_bad_file_is_said_once_and_stops_no_other(wire: Wire) -> None:
    wire.send("<nitf>", "bad.xml")
    wire.send(NINJS_3, "good.json")
    heard = wire.hear()
    assert [each.outcome for each in heard.imported] == ["new"]
    assert ["not well-formed" in each.message for each in heard.problems] == [True]
    wire.send(NITF.replace("dues-1", "dues-3").replace(HEADLINE, "Another"), "other.xml")
    heard = wire.hear()
    assert [each.outcome for each in heard.imported] == ["new"]
    assert not heard.problems


def test_a_picture_that_comes_after_its_story_is_added(wire: Wire) -> None:
    wire.send(NITF, "a.xml")
    assert "missing from the folder of the copy" in wire.hear().imported[0].note
    wire.send(jpeg(8, 6), "quay.jpg")
    assert [each.outcome for each in wire.hear().imported] == ["updated"]
    assert "picture:" in (wire.site.folder / STORY).read_text(encoding="utf-8")


def test_a_kill_withdraws_a_story_that_was_edited(wire: Wire) -> None:
    wire.send(NINJS_3, "a.json")
    wire.hear()
    story = wire.site.folder / STORY
    story.write_text(story.read_text(encoding="utf-8").replace("one vote", "a single vote"), encoding="utf-8")
    wire.send(NINJS_3.replace('"usable"', '"canceled"').replace('"version": "2"', '"version": "3"'), "b.json")
    assert "withdrawn" in {each.outcome for each in wire.hear().imported}
    assert "killed:" in story.read_text(encoding="utf-8")
    assert "a single vote" in story.read_text(encoding="utf-8")


def test_a_mistake_in_site_toml_is_said_and_copy_waits(wire: Wire) -> None:
    wire.site.write(SITE.replace("timezone", "timezon", 1))
    wire.send(NINJS_3, "a.json")
    assert any(each.path == "site.toml" for each in wire.hear().problems)
    wire.site.write(SITE)
    assert [each.outcome for each in wire.hear().imported] == ["new"]


def test_a_file_that_is_still_growing_is_left_alone(wire: Wire) -> None:
    whole, grown = NITF.encode(), 0

    def grow(seconds: float | None = None) -> bool:
        nonlocal grown
        if grown < len(whole):
            grown = min(grown + 400, len(whole))
            (wire.folder / "a.xml").write_bytes(whole[:grown])
        return False

    wire.stop.wait = grow  # type: ignore[method-assign, assignment]
    heard = wire.hear()
    assert grown == len(whole)
    assert not heard.problems
    assert [each.outcome for each in heard.imported] == ["new"]
