"""Made-up stories are the same for whoever asks again, and are as the benchmarks say they are."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from benchmarks.corpus import SECTIONS, article, articles, newcomer
from benchmarks.flavours import FLAVOURS, SITE_TOML, place
from benchmarks.process import Files, files, written
from generator.reading.settings import site_toml
from generator.reading.story import read

STORIES = tuple(articles(7, 400))


def test_a_story_depends_on_its_numbers_alone() -> None:
    assert article(7, 120, 400) == STORIES[120]
    assert article(8, 120, 400) != STORIES[120]


def test_stories_come_in_the_order_of_their_days_over_six_years() -> None:
    days = [story.published for story in STORIES]
    assert days == sorted(days)
    assert timedelta(days=6 * 360) < days[-1] - days[0] < timedelta(days=6 * 366)
    assert all(story.modified is None or story.modified > story.published for story in STORIES)


def test_stories_are_about_as_long_as_a_paper_s() -> None:
    lengths = [len(story.body.split()) for story in STORIES]
    assert min(lengths) > 300 and max(lengths) < 850
    assert 480 < median(lengths) < 600


def test_tags_are_as_uneven_as_tags_are() -> None:
    counts = Counter(tag for story in STORIES for tag in story.tags)
    assert 150 < len(counts) <= 200
    assert 0.15 < counts.most_common(1)[0][1] / len(STORIES) < 0.3
    assert {len(story.tags) for story in STORIES} == {3, 4, 5, 6}
    assert {story.section for story in STORIES} == set(SECTIONS)


def test_addresses_are_all_different() -> None:
    assert len({story.slug for story in STORIES}) == len(STORIES)


@pytest.mark.parametrize("number", [0, 1])
def test_a_story_that_comes_in_has_a_new_day_and_known_tags(number: int) -> None:
    new = newcomer(7, number, 400)
    assert new.published.date() > STORIES[-1].published.date()
    assert new.published.date() != newcomer(7, number + 1, 400).published.date()
    assert len(set(new.tags) & {tag for story in STORIES for tag in story.tags}) == 4
    assert new.slug not in {story.slug for story in STORIES}


def test_all_generators_get_the_same_stories() -> None:
    story = STORIES[0]
    for flavour in FLAVOURS.values():
        text = flavour(story)
        assert text.endswith(f"\n\n{story.body}")
        assert all(words in text for words in (story.headline, story.standfirst, *story.tags, *story.bylines))


def test_ours_is_read_without_a_warning() -> None:
    site = site_toml.read(SITE_TOML)
    for story in STORIES[:40]:
        reading = read(FLAVOURS["broadsheet"](story).encode(), f"content/{place(story)}", site)
        assert reading.problems == ()


def test_only_what_changed_counts_as_written(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "kept").write_text("1")
    (tmp_path / "changed").write_text("1")
    before: Files = files(tmp_path)
    (tmp_path / "new").write_text("2")
    (tmp_path / "changed.next").write_text("2")
    (tmp_path / "changed.next").replace(tmp_path / "changed")
    assert sorted(written(before, files(tmp_path))) == ["changed", "new"]
    assert files(tmp_path / "nowhere") == {}
