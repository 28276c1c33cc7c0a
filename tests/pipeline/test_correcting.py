"""Corrections: where words alone have changed no whole edition is made, and the site is what it would be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import NOON, SETTINGS, WORDS, Newsroom, numbered, story
from PIL import Image

from generator.pipeline.build import Built
from generator.pipeline.explain import explain
from generator.publish import manifest


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    return room.write(SETTINGS + "[feeds]\nstories = 2\n" + "".join(numbered(number) for number in range(8)))


def _corrects(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Built:
    """Build, while no whole edition can be made."""
    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.preparing.prepare", None)
        return newsroom.build()


class WholeEdition(Exception):
    """A whole edition is to be made."""


def _whole(*_: object) -> None:
    raise WholeEdition


def _is_as_from_cold(newsroom: Newsroom) -> bool:
    clean = Newsroom(newsroom.folder.parent / "clean")
    for path in [newsroom.folder / "site.toml", *newsroom.folder.glob("content/**/*.md")]:
        copy = clean.folder / path.relative_to(newsroom.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    clean.build(full=True)
    return clean.tree() == newsroom.tree()


def test_a_story_whose_words_change_is_written_and_nothing_else(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "Quite other words, [with a link](4.md)."))
    newsroom.build()
    newsroom.write(numbered(2, "Quite other words and more, [with a link](4.md)."))
    built = _corrects(newsroom, monkeypatch)
    feeds = {f"tags/dues/{name}" for name in ("feed.xml", "rss.xml", "feed.json")} | {"feed/2.xml"}
    own = {f"2026/01/03/story-2/{name}" for name in ("index.html", "ninjs.json", "text/index.html")}
    assert {*built.published.written} == own | {*feeds}
    assert '<a href="/2026/01/05/story-4/">with a link</a>' in newsroom.page("2026/01/03/story-2")
    assert _is_as_from_cold(newsroom)


def test_the_feed_has_the_new_words_of_a_newnumbered(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.build()
    newsroom.write(numbered(7, "Words that came late, with ferry and dues."))
    assert "feed.xml" in _corrects(newsroom, monkeypatch).published.written
    assert "Words that came late" in newsroom.page("feed.xml")
    assert _is_as_from_cold(newsroom)


@pytest.mark.parametrize(
    "now",
    [
        numbered(2, "", "standfirst: A line below it"),
        numbered(2, "", "draft: true"),
        numbered(2, "", "aliases: [/old/]"),
        numbered(2, "A [link](3.md) to another story."),
        numbered(2, "An ![ ](x) without words."),
        numbered(9),
        SETTINGS + "[feeds]\nstories = 3\n",
        "-- layouts/page.html --\nAnother page.\n",
        "-- content/drafts/new.md --\n---\ntitle: New\ndraft: true\n---\n",
    ],
)
def test_whatever_else_changes_makes_a_whole_edition(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    newsroom.build()
    newsroom.write(now)
    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.preparing.prepare", _whole)
        with pytest.raises(WholeEdition):
            newsroom.build()


def test_one_story_in_place_of_another_makes_a_whole_edition(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.remove("content/2.md")
    newsroom.write(numbered(9))
    newsroom.build()
    assert _is_as_from_cold(newsroom)


def test_a_mistake_in_a_correction_is_a_problem_and_its_mending_is_built(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "A [link](nowhere.md)."))
    (problem,) = newsroom.problems()
    assert problem.path == "content/2.md"
    newsroom.write(numbered(2, "Mended."))
    newsroom.build()
    assert "Mended." in newsroom.page("2026/01/03/story-2")
    assert _is_as_from_cold(newsroom)


def test_what_was_read_for_a_build_that_failed_is_not_taken_for_published(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "The first correction.") + "-- layouts/page.html --\n{% if %}\n")
    assert newsroom.problems()
    (newsroom.folder / "layouts/page.html").unlink()
    newsroom.write(numbered(3, "The second correction."))
    newsroom.build()
    assert "The first correction." in newsroom.page("2026/01/03/story-2")
    assert _is_as_from_cold(newsroom)


def test_a_page_that_was_changed_by_hand_is_mended_with_the_correction(newsroom: Newsroom) -> None:
    newsroom.build()
    (newsroom.output / "404.html").write_text("spoilt")
    newsroom.write(numbered(2, "Corrected."))
    newsroom.build()
    assert _is_as_from_cold(newsroom)


@pytest.mark.parametrize("harm", [b"", b"no database", None])
def test_proofs_that_are_broken_or_gone_cost_time_alone(newsroom: Newsroom, harm: bytes | None) -> None:
    newsroom.build()
    proofs = newsroom.folder / ".broadsheet/proofs.db"
    proofs.unlink() if harm is None else proofs.write_bytes(harm)
    newsroom.write(numbered(2, "Corrected."))
    newsroom.build()
    assert _is_as_from_cold(newsroom)


def test_what_was_corrected_has_the_keys_that_a_clean_build_gives(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "Corrected, [with a link](4.md).\n\n## A heading"))
    newsroom.build()
    newsroom.write(numbered(2, "Corrected again, [with a link](4.md).\n\n## A heading"))
    newsroom.build()
    assert _is_as_from_cold(newsroom)
    corrected, clean = (
        manifest.read(folder / "output")[0] for folder in (newsroom.folder, newsroom.folder / "../clean")
    )
    assert corrected.source == clean.source


def test_a_correction_whose_proofs_cannot_be_kept_is_published_all_the_same(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "Corrected once."))
    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.proofs._encoded", lambda _: object())  # nothing that a database takes
        newsroom.build()
    newsroom.write(numbered(2, "Corrected twice."))
    newsroom.build()
    assert _is_as_from_cold(newsroom)


def test_why_knows_the_parts_of_what_was_corrected_and_of_what_was_not(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "Corrected once."))
    newsroom.build()
    newsroom.write(numbered(2, "Corrected twice."))
    for page, changed in (("/2026/01/03/story-2/", {"story"}), ("/harbour/", set())):
        parts = explain(newsroom.order(), newsroom.output, page).parts
        assert {part.name for part in parts if part.state != "same"} == changed
    newsroom.write(SETTINGS + "[feeds]\nstories = 3\n")
    newsroom.build()
    assert not any(entry.parts for entry in manifest.read(newsroom.output)[0].files.values())


def test_the_proofs_hold_no_body_and_nothing_that_is_not_public(newsroom: Newsroom) -> None:
    newsroom.write(numbered(20, "Secret words.", "draft: true") + numbered(3, "Public words."))
    newsroom.build()
    with closing(sqlite3.connect(newsroom.folder / ".broadsheet/proofs.db")) as disk:
        rows = [row for (row,) in disk.execute("select proof from proof")]
    assert len(rows) == 8
    assert not any(b"Secret" in row or b"Public" in row or b"Story 20" in row for row in rows)


@settings(max_examples=examples(5), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 7), st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.booleans()),
        min_size=1,
        max_size=6,
    ),
    text=st.sampled_from(["full", "standfirst"]),
    stories=st.integers(1, 4),
)
def test_corrections_one_after_the_other_give_what_a_clean_build_gives(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, list[str], bool]], text: str, stories: int
) -> None:
    room = Newsroom(tmp_path_factory.mktemp("corrected") / "site")
    feeds = f'[feeds]\nstories = {stories}\ntext = "{text}"\n'
    room.write(SETTINGS + feeds + "".join(numbered(number) for number in range(8)))
    room.build()
    for number, words, atomic_time in edits:
        room.write(numbered(number, " ".join(words) + ("\n\n## A heading" if atomic_time else "")))
        room.build(as_of=NOON)
    assert _is_as_from_cold(room)


def test_feeds_of_standfirsts_alone_are_left_as_they_are(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(SETTINGS + '[feeds]\ntext = "standfirst"\n')
    newsroom.build()
    newsroom.write(numbered(7, "Words that came late, with ferry and dues."))
    written = _corrects(newsroom, monkeypatch).published.written
    assert all(path.endswith(("/index.html", "/ninjs.json")) for path in written)
    assert _is_as_from_cold(newsroom)


def test_a_link_that_becomes_a_picture_is_more_than_words(newsroom: Newsroom) -> None:
    data = BytesIO()
    Image.new("RGB", (900, 600)).save(data, "JPEG")
    newsroom.write(story("a.md", "A", "2026-01-01", body="See [it](boat.jpg)."))
    (newsroom.folder / "content/boat.jpg").write_bytes(data.getvalue())
    newsroom.build()
    newsroom.write(story("a.md", "A", "2026-01-01", body="See ![it](boat.jpg).")).build()
    assert "<picture>" in newsroom.page("2026/01/01/a")
