"""Edits: after any of them a build writes what is different, and the site is what a clean build gives."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import SETTINGS, WORDS, Newsroom, numbered, story
from PIL import Image

from generator.engine.graph import Settled
from generator.engine.runtime import SERIAL
from generator.engine.store import Store
from generator.engine.store_rows import unpacked
from generator.model.problems import Problem
from generator.pipeline.site_graph import settled
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.publish import manifest
from generator.site.cards import CARD
from generator.site.index import INDEX, PUBLIC
from generator.theme.queries import FRAME

WARNS = numbered(2, "The deal, [in secret](later.md).")
"""A story with a link to one that is not public, which is a warning."""

SITE = (
    SETTINGS
    + "[feeds]\nstories = 2\n"
    + "".join(numbered(number) for number in range(8))
    + story("later.md", "Later", "2031-01-01")
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site").write(SITE)


def _clean(newsroom: Newsroom) -> Newsroom:
    """The same site, never built, in a folder of its own."""
    folder = newsroom.folder.parent / "clean"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(newsroom.folder, folder, ignore=shutil.ignore_patterns(".broadsheet", "output"))
    return Newsroom(folder)


def _is_as_from_cold(newsroom: Newsroom, warnings: tuple[Problem, ...] | None = None) -> bool:
    """Whether all is as in a clean build: the files, what is recorded of them and, if given, the warnings."""
    clean = _clean(newsroom)
    found = clean.build().warnings
    if warnings is not None and [each.path for each in warnings] != [each.path for each in found]:
        return False
    ours, theirs = manifest.read(newsroom.output)[0], manifest.read(clean.output)[0]
    return clean.tree() == newsroom.tree() and (ours.files, ours.source) == (theirs.files, theirs.source)


def _settled(newsroom: Newsroom) -> Settled:
    """What the next build would run, and what would come out different."""
    request = newsroom.request()
    sources = gather(request.site)

    def settle(store: Store) -> Settled:
        return settled(request, SERIAL, sources, store).settled

    return with_store(request.site, sources.program, settle)


def test_a_story_whose_words_change_is_written_and_nothing_else(newsroom: Newsroom) -> None:
    newsroom.write(numbered(2, "Other words, [with a link](4.md).")).build()
    newsroom.write(numbered(2, "Other words, and these, [with a link](4.md)."))
    built = newsroom.build()
    feeds = {f"tags/dues/{name}" for name in ("feed.xml", "rss.xml", "feed.json")} | {"feed/2.xml"}
    own = {f"2026/01/03/story-2/{name}" for name in ("index.html", "ninjs.json", "text/index.html")}
    assert {*built.published.written} == own | {*feeds}
    assert '<a href="/2026/01/05/story-4/">with a link</a>' in newsroom.page("2026/01/03/story-2")
    assert _is_as_from_cold(newsroom)


def test_of_a_story_without_a_standfirst_only_the_first_paragraph_reaches_lists(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Terns nest", "2026-01-20", body="They are back.\n\nOn the spit."))
    newsroom.build()
    newsroom.write(story("a.md", "Terns nest", "2026-01-20", body="They are back.\n\nAll along the spit."))
    assert "index.html" not in newsroom.build().published.written
    newsroom.write(story("a.md", "Terns nest", "2026-01-20", body="They have left.\n\nAll along the spit."))
    assert {"index.html", "latest/index.html"} <= {*newsroom.build().published.written}
    assert "They have left." in newsroom.page("index.html")
    assert _is_as_from_cold(newsroom)


def test_the_feed_has_the_new_words_of_a_new_story(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(7, "Words that came late, with ferry and dues."))
    assert "feed.xml" in newsroom.build().published.written
    assert "Words that came late" in newsroom.page("feed.xml")
    assert _is_as_from_cold(newsroom)


@pytest.mark.parametrize(
    ("before", "after"),
    [(numbered(2), numbered(2, "Corrected.")), (WARNS, WARNS.replace("The deal", "The whole deal"))],
)
def test_words_reach_no_list_of_stories_and_no_other_page(newsroom: Newsroom, before: str, after: str) -> None:
    newsroom.write(before).build()
    count = len([*newsroom.tree()])
    newsroom.write(after)
    found = _settled(newsroom)
    assert not {CARD.name, INDEX.name, PUBLIC.name, FRAME.name} & {name for name, _ in found.changed}
    assert found.ran < count


EDITS: dict[str, Callable[[Newsroom], object]] = {
    "words": lambda room: room.write(numbered(2, "Corrected.")),
    "words with a warning": lambda room: room.write(WARNS.replace("The deal", "The whole deal")),
    "a heading and a link": lambda room: room.write(numbered(2, "See [it](4.md).\n\n## A heading")),
    "a headline": lambda room: room.write(numbered(2).replace("Story 2", "A better headline")),
    "a headline at the same address": lambda room: room.write(
        numbered(2, "", "slug: story-2").replace('"Story 2"', '"A better headline"')
    ),
    "a headline of a story with a warning": lambda room: room.write(WARNS.replace("Story 2", "A better headline")),
    "a tag": lambda room: room.write(numbered(2).replace("[dues]", "[ferry, Dredging]")),
    "a tag of a story with a warning": lambda room: room.write(WARNS.replace("[dues]", "[ferry, Dredging]")),
    "a standfirst": lambda room: room.write(numbered(2, "", "standfirst: A line below it")),
    "a section": lambda room: room.write(numbered(2).replace("section: Harbour", "section: Council")),
    "a draft": lambda room: room.write(numbered(2, "", "draft: true")),
    "an alias": lambda room: room.write(numbered(2, "", "aliases: [/old/]")),
    "a new story": lambda room: room.write(numbered(9)),
    "a story less": lambda room: room.remove("content/2.md"),
    "one story in place of another": lambda room: (room.remove("content/2.md"), room.write(numbered(9))),
    "a file renamed": lambda room: (room.folder / "content/2.md").rename(room.folder / "content/two.md"),
    "a setting": lambda room: room.write(SETTINGS + "[feeds]\nstories = 3\n"),
    "a layout": lambda room: room.write("-- layouts/page.html --\nAnother page.\n"),
    "a story in preparation": lambda room: room.write(
        "-- content/drafts/new.md --\n---\ntitle: New\ndraft: true\n---\n"
    ),
}


def _different(before: dict[str, bytes], after: dict[str, bytes]) -> tuple[set[str], set[str]]:
    """The files that are other ones or new, and those that are gone."""
    return {path for path, data in after.items() if before.get(path) != data}, before.keys() - after.keys()


BEFORE = {"sound": numbered(2), "with a warning": WARNS}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of the site before each edit, to be copied."""
    folders = {name: tmp_path_factory.mktemp("built") / "site" for name in BEFORE}
    for name, folder in folders.items():
        Newsroom(folder).write(SITE + BEFORE[name]).build()
    return folders


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_writes_what_is_different_in_a_fresh_checkout(
    built: dict[str, Path], tmp_path: Path, before: str, edit: str
) -> None:
    fresh = Newsroom(tmp_path / "fresh")
    shutil.copytree(built[before], fresh.folder, copy_function=shutil.copy)  # all times are new
    tree = fresh.tree()
    EDITS[edit](fresh)
    done = fresh.build()
    written, removed = _different(tree, fresh.tree())
    assert ({*done.published.written}, {*done.published.removed}) == (written, removed)
    assert _is_as_from_cold(fresh, done.warnings)
    assert fresh.build().published.written == ()


def test_a_mistake_in_a_correction_is_a_problem_and_its_mending_is_built(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "A [link](nowhere.md)."))
    (problem,) = newsroom.problems()
    assert problem.path == "content/2.md"
    newsroom.write(numbered(2, "Mended.")).build()
    assert "Mended." in newsroom.page("2026/01/03/story-2")
    assert _is_as_from_cold(newsroom)


def test_a_picture_without_words_is_a_problem_in_a_correction(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "An ![ ](x) without words."))
    assert {problem.path for problem in newsroom.problems()} == {"content/2.md"}


def test_what_was_read_for_a_build_that_failed_is_not_taken_for_published(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "The first correction.") + "-- layouts/page.html --\n{% if %}\n")
    assert newsroom.problems()
    (newsroom.folder / "layouts/page.html").unlink()
    newsroom.write(numbered(3, "The second correction.")).build()
    assert "The first correction." in newsroom.page("2026/01/03/story-2")
    assert _is_as_from_cold(newsroom)


def test_a_page_that_was_changed_by_hand_is_mended_with_the_correction(newsroom: Newsroom) -> None:
    newsroom.build()
    (newsroom.output / "404.html").write_text("spoilt")
    newsroom.write(numbered(2, "Corrected.")).build()
    assert _is_as_from_cold(newsroom)


@pytest.mark.parametrize("harm", [b"", b"no database", None])
def test_a_store_that_is_broken_or_gone_costs_time_alone(newsroom: Newsroom, harm: bytes | None) -> None:
    newsroom.build()
    store = newsroom.folder / ".broadsheet/graph.db"
    store.unlink() if harm is None else store.write_bytes(harm)
    newsroom.write(numbered(2, "Corrected.")).build()
    assert _is_as_from_cold(newsroom)


def test_a_correction_that_cannot_be_stored_is_published_all_the_same(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.build()
    newsroom.write(numbered(2, "Corrected once."))
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        patch.setattr(Store, "_write_more", refuse)
        newsroom.build()
    assert "Corrected once." in newsroom.page("2026/01/03/story-2")
    newsroom.write(numbered(2, "Corrected twice.")).build()
    assert _is_as_from_cold(newsroom)


def test_the_store_holds_each_body_once_and_no_page(newsroom: Newsroom) -> None:
    newsroom.write(numbered(3, "Unmistakable words.")).build()
    with closing(sqlite3.connect(newsroom.folder / ".broadsheet/graph.db")) as disk:
        disk.create_function("unpacked", 1, unpacked)
        rows = disk.execute("select name from node where instr(unpacked(value), 'Unmistakable') > 0").fetchall()
    assert rows == [("text",)]


@settings(max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    for number, words, headed in edits:
        room.write(numbered(number, " ".join(words) + ("\n\n## A heading" if headed else ""))).build()
    assert _is_as_from_cold(room)


def test_feeds_of_standfirsts_alone_are_left_as_they_are(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[feeds]\ntext = "standfirst"\n').build()
    newsroom.write(numbered(7, "Words that came late, with ferry and dues."))
    written = newsroom.build().published.written
    assert all(path.endswith(("/index.html", "/ninjs.json")) for path in written)
    assert _is_as_from_cold(newsroom)


def test_a_link_that_becomes_a_picture_is_more_than_words(newsroom: Newsroom) -> None:
    data = BytesIO()
    Image.new("RGB", (900, 600)).save(data, "JPEG")
    linked = partial(story, "a.md", "A", "2026-01-01")
    newsroom.write(linked(body="See [it](boat.jpg)."))
    (newsroom.folder / "content/boat.jpg").write_bytes(data.getvalue())
    newsroom.build()
    newsroom.write(linked(body="See ![it](boat.jpg).")).build()
    assert "<picture>" in newsroom.page("2026/01/01/a")
    assert _is_as_from_cold(newsroom)


def test_shorter_lists_of_related_stories_are_those_of_a_clean_build(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS + "related = 5\n" + "".join(numbered(number) for number in range(24)))
    newsroom.build()
    longer = newsroom.page("2026/01/12/story-11").count("card brief")
    newsroom.write(SETTINGS + "related = 1\n").build()
    shutil.copytree(newsroom.folder, tmp_path / "clean", ignore=shutil.ignore_patterns(".broadsheet", "output"))
    clean = Newsroom(tmp_path / "clean")
    clean.build()
    assert newsroom.tree() == clean.tree()
    assert newsroom.page("2026/01/12/story-11").count("card brief") < longer
