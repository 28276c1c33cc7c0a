"""Sites of other programs move in, and every address, word, date, tag, byline, picture and file is where it was.

Each folder of tests/golden/moves/ has a small site, and in published.txt what its program made of it (see
tools/published_pages.py; Jekyll's and Zola's are written from their documentation). moved.txt says where each address
leads after the move, what is not as it was, and what the report says. ``BROADSHEET_GOLDEN=write`` writes it again.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from moves import at, differences, published

from generator.editorial.moving import Report, Request, move_in
from generator.pipeline.build import BuildRequest, build, settings_of

MOVES = sorted(each.parent for each in (Path(__file__).parent / "golden" / "moves").glob("*/site"))
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WITHHELD = (
    *("resign", "Sweets", "Announced for later", "Regatta", "Unrendered", "Not rendered", "has Sunday", "Saturday has"),
    *("Headless", "An ignored text", "Under the blotter", "telephone", "Drafted by a tag", "Not yet", "Undated notes"),
    *("The owner asked", "Tom at his desk", "weekend"),
)
"""Words of what the old sites did not show to readers."""


def _moved(folder: Path, site: Path, write: bool = True) -> Report:
    settings = settings_of(site) if (site / "site.toml").exists() else None
    request = Request(site=site, source=folder / "site", now=NOW)
    return move_in(request, settings, write)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Report]]:
    """Each site after its move, built, with the report."""
    found = {}
    for folder in MOVES:
        site = tmp_path_factory.mktemp(folder.name)
        report = _moved(folder, site)
        settings = site / "site.toml"
        settings.write_text(
            f"share_pictures = false\nrelated = 0\n{settings.read_text(encoding='utf-8')}", encoding="utf-8"
        )
        build(BuildRequest(site, settings_of(site, ""), NOW, False, False), site / "output")
        found[folder.name] = (site, report)
    return found


@pytest.mark.parametrize("folder", MOVES, ids=[each.name for each in MOVES])
def test_a_site_is_after_its_move_what_it_was(folder: Path, sites: dict[str, tuple[Path, Report]]) -> None:
    site, report = sites[folder.name]
    lines = [*_compared(folder, site / "output"), *_reported(folder, report)]
    text, golden = "\n".join(lines) + "\n", folder / "moved.txt"
    if os.environ.get("BROADSHEET_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8", newline="")
    assert text == golden.read_text(encoding="utf-8")


def _compared(folder: Path, output: Path) -> list[str]:
    lines = list[str]()
    for address, old in published((folder / "published.txt").read_text(encoding="utf-8")).items():
        place, new = at(output, address)
        lines.append(f"{address} -> {place}" if place != address else address)
        lines += [f"    {each}" for each in (differences(old, new) if new else ["is gone"])]
    return lines


def _reported(folder: Path, report: Report) -> list[str]:
    lines, above = list[str](), f"{folder.as_posix()}/"
    for title, each in report.sections():
        lines += ["", f"{title}:", *(f"    {line}" for line in each)] if each else []
    return [line.replace(above, "") for line in lines]


@pytest.mark.parametrize("folder", MOVES, ids=[each.name for each in MOVES])
def test_nothing_that_was_withheld_is_published(folder: Path, sites: dict[str, tuple[Path, Report]]) -> None:
    site, _ = sites[folder.name]
    for file in (site / "output").rglob("*"):
        if file.is_file() and file.suffix in (".html", ".xml", ".json", ".txt", ".md"):
            text = file.read_text(encoding="utf-8")
            assert not [words for words in WITHHELD if words in text], file


@pytest.mark.parametrize("folder", MOVES, ids=[each.name for each in MOVES])
def test_a_second_move_changes_nothing(folder: Path, sites: dict[str, tuple[Path, Report]]) -> None:
    site, _ = sites[folder.name]
    again = _moved(folder, site, write=False)
    assert {each.outcome for each in again.files if each.kind != "settings"} <= {"unchanged"}
