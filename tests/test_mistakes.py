"""A catalogue of mistakes, each as an editor makes it, and what an editor is told then.

Each file of tests/mistakes/ says what the mistake is, has the files with it (``in`` another encoding, if so), and
then the report of ``build``, word for word; of those whose names begin with ``check``, that of ``check``. After a
change that is meant, ``BROADSHEET_GOLDEN=write`` writes the reports anew: read them aloud.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from newsroom import NOON, SETTINGS, Newsroom

from generator.editorial.checks import findings, site_to_check
from generator.model.problems import Problem, Problems
from generator.pipeline.build import build

MISTAKES = sorted((Path(__file__).parent / "mistakes").iterdir())
REPORT = "-- what the editor is told --\n"


def _told(newsroom: Newsroom) -> list[Problem]:
    try:
        return list(build(newsroom.request(as_of=NOON), newsroom.output).warnings)
    except Problems as found:
        return list(found.problems)


def _checked(newsroom: Newsroom) -> list[Problem]:
    request = newsroom.request(as_of=NOON)
    return [each.problem for each in findings(site_to_check(request, newsroom.output), {})]


@pytest.mark.parametrize("file", MISTAKES, ids=[file.stem for file in MISTAKES])
def test_a_mistake_is_reported_with_its_place_and_its_fix(newsroom: Newsroom, file: Path) -> None:
    text = file.read_bytes().decode()
    mistake, _, expected = text.partition(REPORT)
    newsroom.write(SETTINGS)
    parts = re.split(r"(?m)^-- (\S+)(?: in (\S+))? --\n", mistake)
    for name, encoding, content in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        path = newsroom.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(encoding or "utf-8"))
    problems = _told(newsroom)
    if file.name.startswith("check-"):
        problems += _checked(newsroom)
    report = "\n".join(map(str, problems)) + "\n"
    if os.environ.get("BROADSHEET_GOLDEN") == "write":
        file.write_text(f"{mistake}{REPORT}{report}", encoding="utf-8", newline="")
        expected = report
    assert report == expected
    assert problems
    for problem in problems:
        assert problem.fix, problem
        assert not re.search(r"\b(None|Traceback|Error|Exception|NoneType|dict|tuple|str)\b", str(problem)), problem


def test_there_are_enough_mistakes() -> None:
    assert len(MISTAKES) >= 60
