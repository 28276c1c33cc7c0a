"""The pipeline: an incremental build equals a clean one, whatever was done to the site before it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from examples import examples
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from newsroom import NOON, SETTINGS, Newsroom, story
from PIL import Image

from generator.engine.runtime import Runtime
from generator.model.problems import Problem, Problems
from generator.pipeline import site_graph
from generator.pipeline.build import BuildRequest, build
from generator.pipeline.process_pool import workers
from generator.reading import scan
from generator.reading.inputs import ContentFile

NAMES = [f"{letter}.md" for letter in "abcdef"]
HEADLINES = ["Harbour dues rise", "Ferry returns", "Terns nest early", "Council splits", "Çarşı yeniden açıldı"]
DAYS = ["2026-01-01", "2026-01-02T10:00", "2026-02-01", "2027-01-01", "2025-12-31T23:30"]
TERMS = st.lists(st.sampled_from(["Harbour", "Council", "Ferry"]), unique=True, max_size=3)
PICTURE = "picture: {src: p.jpg, alt: Red}"
CLOCKS = ["2026-01-15T00:00:00+00:00", "2026-06-01T00:00:00+00:00", "2027-06-01T00:00:00+00:00"]


class Editing(RuleBasedStateMachine):
    """An editor at work: after every step the built site is what a clean build would have made."""

    @initialize()
    def open(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        (self.root / "content").mkdir()
        self.newsroom = Newsroom(self.root).write(SETTINGS.replace("share_pictures = false\n", ""))
        Image.new("RGB", (500, 300), "red").save(self.root / "content/p.jpg")
        self.clock = CLOCKS[0]

    @rule(
        name=st.sampled_from(NAMES),
        headline=st.sampled_from(HEADLINES),
        day=st.sampled_from(DAYS),
        section=st.sampled_from(["Local", "World", ""]),
        tags=TERMS,
        line=st.sampled_from(
            ["", "draft: true", "priority: 1", "expires: 2026-05-01", "bylines: [Ayla Demirci]", PICTURE]
        ),
        body=st.sampled_from(
            ["A few words.", "Other words of the harbour.", "See [the first](a.md).", "![Red](p.jpg)", "[Red](p.jpg)"]
        ),
    )
    def write(self, name: str, headline: str, day: str, section: str, tags: list[str], line: str, body: str) -> None:
        front = [f"section: {section}", f"tags: [{', '.join(tags)}]", line, f"slug: {name[0]}-{len(headline)}"]
        self.newsroom.write(story(name, headline, day, *front, body=body))

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        (self.root / "content" / name).unlink(missing_ok=True)

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def rename(self, name: str, other: str) -> None:
        old, new = self.root / "content" / name, self.root / "content" / other
        if old.exists() and not new.exists():
            old.rename(new)

    @rule(text=st.sampled_from(["", '{% extends "theme/story.html" %}\n', "<p>{{ story.headline }}</p>\n"]))
    def change_layout(self, text: str) -> None:
        self.newsroom.write(f"-- layouts/story.html --\n{text}")
        if not text:
            self.newsroom.remove("layouts/story.html")

    @rule(
        title=st.sampled_from(["The Port Elm Courier", "The Courier"]),
        size=st.sampled_from([2, 20]),
        more=st.sampled_from(["", 'search = "pagefind"\n', "offline = true\ntext = false\n"]),
        drawn=st.booleans(),
    )
    def change_settings(self, title: str, size: int, more: str, drawn: bool) -> None:
        settings = SETTINGS.replace("The Port Elm Courier", title) + f"per_page = {size}\n{more}"
        self.newsroom.write(settings.replace("share_pictures = false\n", "") if drawn else settings)

    @rule(clock=st.sampled_from(CLOCKS))
    def move_clock(self, clock: str) -> None:
        self.clock = clock

    @rule()
    def lose_the_cache(self) -> None:
        shutil.rmtree(self.root / ".broadsheet", ignore_errors=True)

    @invariant()
    def incremental_equals_clean(self) -> None:
        if not hasattr(self, "newsroom"):
            return
        before = self.newsroom.tree()
        try:
            build(self.newsroom.request(self.clock, record=True), self.newsroom.output)
        except Problems:
            assert self.newsroom.tree() == before
            return
        clean = self.root.parent / (self.root.name + "-clean")
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns(".broadsheet", "output"))
        Newsroom(clean).build(self.clock)
        assert self.newsroom.tree() == self.newsroom.tree(clean / "output")
        assert self.newsroom.build(self.clock).published.written == ()

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)
            shutil.rmtree(self.root.parent / (self.root.name + "-clean"), ignore_errors=True)


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=examples(4), stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)


def _site_of(newsroom: Newsroom, count: int) -> None:
    for number in range(count):
        newsroom.write(
            story(
                f"{number}.md",
                f"Story number {number}",
                f"2026-{number % 9 + 1:02}-{number % 27 + 1:02}",
                "standfirst: One of many.",
                f"section: {'Local' if number % 2 else 'World'}",
                f"tags: [Tag {number % 5}]",
                body=f"Words about matter {number} and harbour {number % 7}.",
            )
        )


def test_a_body_edit_writes_that_page_and_its_feeds_alone(newsroom: Newsroom) -> None:
    _site_of(newsroom, 30)
    newsroom.build()
    newest = story(
        "28.md",
        "Story number 28",
        "2026-02-02",
        "standfirst: One of many.",
        "section: World",
        "tags: [Tag 3]",
        body="Words about matter 28 and harbour 0!",
    )
    newsroom.write(newest)
    written = newsroom.build().published.written
    feeds = re.compile(r"((tags/tag-3/|world/|)(feed\.xml|rss\.xml|feed\.json)|feed/1\.xml)")
    own = {f"2026/02/02/story-number-28/{name}" for name in ("index.html", "ninjs.json", "text/index.html")}
    assert {path for path in written if not feeds.fullmatch(path)} == own


def test_a_new_story_writes_only_pages_that_show_it(newsroom: Newsroom) -> None:
    _site_of(newsroom, 30)
    newsroom.build()
    newsroom.write(story("new.md", "Zebra at the zoo", "2026-11-11", "section: Zoo", body="A zebra was born."))
    newsroom.build()
    newsroom.write(story("newer.md", "Yak at the zoo", "2026-11-12", "section: Zoo", body="A yak was born."))
    for path in newsroom.build().published.written:
        if path == "2026/11/12/yak-at-the-zoo/share.png":
            continue
        page = newsroom.page(path)
        shows = "yak-at-the-zoo" in page or "/2026/11/12/" in page
        assert shows or path in ("archive/index.html", "sitemap.xml"), (
            f"{path} has neither the story, nor its day, nor a count of it"
        )


def test_where_the_work_is_done_does_not_matter(newsroom: Newsroom) -> None:
    _site_of(newsroom, 6)
    request: BuildRequest = newsroom.request()
    build(request, newsroom.folder / "one")
    build(
        request,
        newsroom.folder / "two",
        runtime=Runtime(map=lambda function, things: [function(each) for each in reversed(list(things))][::-1]),
    )
    assert newsroom.tree(newsroom.folder / "one") == newsroom.tree(newsroom.folder / "two")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_large_site_is_the_same_though_its_pages_are_not_kept_in_memory(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    _site_of(newsroom, 100)
    request: BuildRequest = newsroom.request()
    build(request, newsroom.folder / "one")
    monkeypatch.setattr(site_graph, "LARGE", 100)
    build(request, newsroom.folder / "two", full=True, runtime=Runtime(workers(jobs)))
    assert newsroom.tree(newsroom.folder / "one") == newsroom.tree(newsroom.folder / "two")


def test_a_file_that_changes_while_the_site_is_built_is_built_as_it_was_read(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", body="Before."))
    with monkeypatch.context() as patch:
        really = scan.bytes_of

        def read_and_saved_again(site: Path, copy: ContentFile, problems: list[Problem] | None = None) -> bytes:
            data = really(site, copy, problems)
            if problems is not None:
                newsroom.write(story("a.md", "First", "2026-01-01", body="After."))
            return data

        patch.setattr(scan, "bytes_of", read_and_saved_again)
        newsroom.build()
    assert "Before." in newsroom.page("2026/01/01/first")
    newsroom.build()
    assert "After." in newsroom.page("2026/01/01/first")


def test_a_file_that_is_gone_when_it_is_to_be_read_is_a_problem(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    really = scan.contents

    def seen_and_removed(site: Path, *more: Any) -> scan.ContentFolder:
        found = really(site, *more)
        newsroom.remove("content/a.md")
        return found

    monkeypatch.setattr(scan, "contents", seen_and_removed)
    (problem,) = newsroom.problems()
    assert (problem.path, problem.fix) == ("content/a.md", "check its permissions")


@pytest.mark.skipif(sys.platform == "win32", reason="there, a file has no time that programs cannot set")
def test_row_65_an_edit_that_leaves_size_and_time_as_they_were_is_noticed(newsroom: Newsroom) -> None:
    """Such as another year in an embargo, by a program that keeps the times of files."""
    file = newsroom.folder / "content/a.md"
    for words in ("one", "two", "six"):
        newsroom.write(story("a.md", "First", "2026-01-01", body=words))
        os.utime(file, ns=(1, 1))
        newsroom.build()
        assert words in newsroom.page("2026/01/01/first")
    newsroom.write(story("a.md", "First", "2026-01-01", "embargo: 2026-01-01")).build()
    os.utime(file, ns=(1, 1))
    newsroom.build()
    newsroom.write(story("a.md", "First", "2026-01-01", "embargo: 2099-01-01"))
    os.utime(file, ns=(1, 1))
    assert newsroom.build().stories == 0


def test_a_file_of_the_same_size_and_times_is_not_read_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    os.utime(newsroom.folder / "content/a.md", ns=(1, 1))
    newsroom.build()
    monkeypatch.setattr(scan, "bytes_of", None)
    newsroom.build()
    os.utime(newsroom.folder / "content/a.md", ns=(1, 2))
    with pytest.raises(TypeError):
        newsroom.build()


def test_the_time_of_a_file_that_is_quite_new_proves_nothing(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    assert scan.contents(newsroom.folder).seen == {}


def test_related_stories_are_found_again_only_when_a_public_story_changes(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _site_of(newsroom, 6)
    newsroom.build()
    with monkeypatch.context() as patch:
        patch.setattr("generator.site.related.lists._change", None)
        newsroom.write("-- layouts/page.html --\n{{ page.body }}\n")
        newsroom.build()
    newsroom.write(story("0.md", "Story number 0", "2026-01-01", body="Other words."))
    newsroom.build()


def test_a_build_without_changes_plans_nothing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    _site_of(newsroom, 6)
    newsroom.write(story("later.md", "Later", "2026-12-01T10:00:00+00:00"))
    first = newsroom.build()
    monkeypatch.setattr("generator.pipeline.site_graph.all_settled", None)
    again = newsroom.build(as_of="2026-12-01T09:59:59+00:00")
    assert (again.stories, again.published.unchanged, again.published.written) == (6, len(first.published.written), ())


@pytest.mark.parametrize("change", ["clock", "page", "layout", "settings", "output", "drafts"])
def test_whatever_changes_is_noticed(newsroom: Newsroom, change: str) -> None:
    _site_of(newsroom, 3)
    newsroom.write(
        story("later.md", "Later", "2026-12-01T10:00:00+00:00") + story("d.md", "D", "2026-01-01", "draft: true")
    )
    newsroom.build()
    if change == "layout":
        newsroom.write("-- layouts/404.html --\n-- layouts/not-found.html --\nLost.\n")
    elif change == "page":
        (newsroom.output / "404.html").write_text("spoilt")
    elif change == "settings":
        newsroom.write(SETTINGS + 'tagline = "The harbour and the weather"\n')
    built = newsroom.build(
        as_of="2026-12-01T10:00:00+00:00" if change == "clock" else NOON,
        output=newsroom.folder / "other" if change == "output" else None,
        drafts=change == "drafts",
    )
    assert built.published.written


def test_an_older_site_put_back_by_hand_is_noticed(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    newsroom.build()
    shutil.copytree(newsroom.output, newsroom.folder / "backup")
    newsroom.write(story("a.md", "First", "2026-01-01", body="Corrected."))
    newsroom.build()
    shutil.rmtree(newsroom.output)
    (newsroom.folder / "backup").rename(newsroom.output)
    newsroom.build()
    assert "Corrected." in newsroom.page("2026/01/01/first")


def test_a_site_may_go_without_related_stories_or_have_fewer(newsroom: Newsroom) -> None:
    on_ferries = ("Quays get cranes", "Ballots decide fares", "Tides stop boats", "Schools book crossings")
    others = ("Bakers strike", "Choirs rehearse", "Foxes return", "Tram halted", "Roof mended", "Chess final")
    trees = (
        "alder aspen beech birch cedar elm fir hazel holly ivy juniper larch laurel lime maple oak pear pine rowan yew"
    )
    for day, headline in enumerate((*on_ferries, *others), 1):
        ferry = "The ferry Petrel sails from Lantern Quay." if headline in on_ferries else ""
        tags = "tags: [Ferry]" if ferry else ""
        own = " ".join(trees.split()[2 * day - 2 : 2 * day])  # otherwise, they would be versions of one story
        body = f"{headline}, we hear. {ferry} There are {own} in it."
        newsroom.write(story(f"{day}.md", headline, f"2026-01-{day:02}", tags, body=body))
    newsroom.build()
    assert newsroom.page("2026/01/01/quays-get-cranes").count('<li class="card brief plain"') == 3
    newsroom.write(SETTINGS + "related = 0\n")
    newsroom.build()
    assert not any(b"Related stories" in data for data in newsroom.tree().values())
    newsroom.write(SETTINGS + "related = 1\n")
    newsroom.build()
    assert newsroom.page("2026/01/01/quays-get-cranes").count('<li class="card brief plain"') == 1


def test_a_file_that_is_saved_between_being_looked_at_and_being_read_is_never_stale(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", body="Before."))
    with monkeypatch.context() as patch:
        really = scan.bytes_of

        def saved_first(site: Path, copy: ContentFile, problems: list[Problem] | None = None) -> bytes:
            if problems is not None:
                newsroom.write(story("a.md", "First", "2026-01-01", body="After."))
            return really(site, copy, problems)

        patch.setattr(scan, "bytes_of", saved_first)
        newsroom.build()
    assert "After." in newsroom.page("2026/01/01/first")
    newsroom.write(story("a.md", "First", "2026-01-01", body="Before."))
    newsroom.build()
    assert "Before." in newsroom.page("2026/01/01/first")
