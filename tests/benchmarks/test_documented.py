"""What the documentation says of our speed is what one command writes there."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from benchmarks import contenders, documented
from benchmarks.goals import goals
from benchmarks.process import Cost
from benchmarks.report import Row, Shown
from benchmarks.scenarios import SCENARIOS

ROOT = Path(__file__).parent.parent.parent


def _row(stories: int, scenario: str, by: str, wall: float, memory: float = 100) -> Row:
    return Row(stories, SCENARIOS[scenario].words, by, [Cost(wall, wall, memory)], [1])


def test_every_row_is_beside_hugos_and_says_so_if_hugo_has_only_builds_from_nothing() -> None:
    rows = [_row(10_000, "cold", "broadsheet", 12), _row(10_000, "cold", "hugo", 48, 400)]
    rows += [_row(10_000, "tag", "broadsheet", 0.8), _row(10_000, "cold", "broadsheet, init", 96)]
    rows += [_row(10_000, "cold", "broadsheet, Python 3.13", 10)]
    shown = [Shown(10_000, "body", "broadsheet", [0.1, 0.2, 0.3]), Shown(10_000, "body", "hugo", [2.0])]
    assert documented.table(rows, shown).splitlines()[2:] == [
        "| from scratch | 10,000 | 12.0 | 48.0 | 0.25 |",
        "| from scratch, with everything that `broadsheet init` turns on | 10,000 | 96.0 | 48.0 | 2.00 |",
        "| a tag changed | 10,000 | 0.80 | as from scratch | 1/60 |",
        "| from scratch, Python 3.13 | 10,000 | 10.0 | 48.0 | 0.21 |",
        "| peak memory, from scratch | 10,000 | 100 MiB | 400 MiB | 0.25 |",
        "| the preview shows a story's changed words | 10,000 | 0.20 | 2.00 | 1/10 |",
    ]


def test_the_table_on_the_page_has_only_rows_that_the_command_writes() -> None:
    text = documented.PAGE.read_text(encoding="utf-8").partition("% written by make bench\n")[2]
    found = [line.split(" | ")[0].removeprefix("| ") for line in text.partition("\n|---")[2].splitlines()[1:]]
    named = found[: found.index("")]
    known = {line.words for line in documented.LINES} | {documented.MEMORY, *documented.SHOWN.values()}
    assert named and {each for each in named if not each.startswith(documented.PYTHON + "Python 3.")} <= known


def test_the_command_replaces_the_table_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "speed.md"
    page.write_bytes(documented.PAGE.read_bytes())
    monkeypatch.setattr(documented, "PAGE", page)
    documented.write("| a | b |")
    text = page.read_text(encoding="utf-8")
    assert "\n\n| a | b |\n\n" in text
    assert "from scratch, with search" not in text
    assert text.startswith("# How fast, and why\n")
    assert "## Related stories" in text


def test_every_row_is_measured() -> None:
    measured = {
        (part.stories, rival, name) for part in documented.parts() for rival in part.rivals for name in part.scenarios
    }
    for line in documented.LINES:
        assert (line.stories, line.by.removeprefix("broadsheet, "), line.scenario) in measured


def test_the_defaults_are_those_that_init_writes(tmp_path: Path) -> None:
    contender = contenders.contender("init", tmp_path)
    contender.stage(tmp_path / "site")
    starter = ROOT / "generator" / "editorial" / "starter_site" / "site.toml"
    assert (tmp_path / "site" / "site.toml").read_bytes() == starter.read_bytes()


def test_another_python_has_a_command_of_its_own(tmp_path: Path) -> None:
    other = contenders.contender("3.13", tmp_path)
    assert other.name == "broadsheet, Python 3.13"
    assert other.command[0] == ROOT / ".venv" / "3.13" / "bin" / "broadsheet"
    assert "{}.{}".format(*sys.version_info) not in contenders.other_pythons()


@pytest.mark.parametrize(("with_search", "met"), [(20, "met "), (30, "NOT MET ")])
def test_search_may_add_a_few_seconds(with_search: float, met: str) -> None:
    rows = [_row(10_000, "cold", "broadsheet", 15), _row(10_000, "cold", "broadsheet, search", with_search)]
    (told,) = goals(rows)
    assert re.match(rf"{met} *10,000 from cold, seconds more with search", told)
