"""Hostile sites are as hostile as they say, and friendly ones as large."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import process
from benchmarks.corpus import Article, article
from benchmarks.flavours import SITE_TOML, place
from benchmarks.hostile import COMMANDS, MOST, Row, measured, write
from benchmarks.hostile_stories import KINDS, WORST, Hostile, friendly
from benchmarks.process import Cost
from generator.reading.settings import site_toml
from generator.reading.story import read

COUNT = 40


def _near(number: int) -> Article:
    return article(7, number % COUNT, COUNT)


def _made(kind: str, number: int) -> Hostile:
    return KINDS[kind][1](_near(number), number, COUNT, _near)


@pytest.mark.parametrize("kind", KINDS)
def test_a_friendly_story_is_of_about_the_same_size(kind: str) -> None:
    for number in (0, 5):
        hostile = _made(kind, number)
        mild = friendly(hostile, _near(number))
        assert 0.9 < len(mild) / len(hostile.text) < 1.6  # the last paragraph may be longer than needed


@pytest.mark.parametrize("kind", KINDS)
def test_both_sites_have_as_many_stories_that_can_be_read(kind: str, tmp_path: Path) -> None:
    sites = write(kind, 6, tmp_path)
    settings = site_toml.read(SITE_TOML)
    for site in sites:
        stories = sorted((site / "content").rglob("*.md"))
        assert len(stories) == 6
        for file in stories:
            reading = read(file.read_bytes(), file.relative_to(site).as_posix(), settings)
            assert reading.manuscript or reading.problems
            assert site == sites[0] or not reading.problems


def test_the_first_story_is_the_worst() -> None:
    assert _made("dead_links", 0).article.body.count("](") == WORST
    assert _made("notes", 0).article.body.count("]: ") == 2 * WORST
    assert _made("brackets", 0).article.body.count("[") == 12 * WORST
    assert _made("live_links", 0).article.body.count("](../") == WORST
    assert len(_made("one_line", 0).text) > 100_000


def test_what_is_in_every_story_is_in_every_story() -> None:
    tags = {tag for number in range(COUNT) for tag in _made("tags", number).article.tags}
    assert len(tags) == COUNT // 2
    assert len({_made("identical", number).article.body for number in range(COUNT)}) == 1
    assert len({_made("one_place", number).article.published for number in range(COUNT)}) == 1
    assert {len(_made("related", number).more["related"]) for number in range(3)} == {99}  # type: ignore[arg-type]
    assert place(_near(1)) in _made("related", 0).text


def test_a_site_that_takes_too_long_is_named() -> None:
    row = Row("tags", 100, "build", Cost(9, 9, 100), Cost(4, 4, 100))
    assert row.ratio > MOST
    assert "2.25 (too long)" in row.line()
    assert "too long" not in Row("tags", 100, "build", Cost(8, 8, 100), Cost(4, 4, 100)).line()


def test_each_command_is_run_from_nothing_for_both_sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sites, ran = write("one_place", 3, tmp_path), list[tuple[Path, bool]]()

    def run(_: object, site: Path, *__: object, **___: object) -> Cost:
        ran.append((site, (site / ".broadsheet").exists()))
        (site / ".broadsheet").mkdir()
        return Cost(1, 1, 1)

    monkeypatch.setattr(process, "run", run)
    rows = measured("one_place", sites, 3, 60)
    assert [row.command for row in rows] == [*COMMANDS]
    assert ran == [(site, False) for _ in COMMANDS for site in sites]
