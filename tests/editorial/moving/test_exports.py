"""Exports of other programs move in: ``tests/golden/moves`` has one of each, and beside it what it becomes.

Whatever readers of the old site could not see has the word WITHHELD in it. ``make golden`` writes the results again.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from newsroom import Newsroom

from generator.editorial.moving import Report, Request, move_in
from generator.pipeline.build import settings_of

MOVES = Path(__file__).parents[2] / "golden" / "moves"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PICTURES = MOVES / "ghost" / "content" / "images" / "2024" / "05"
SOURCES = {
    "ghost": MOVES / "ghost" / "the-port-elm-courier.ghost.2024-06-01.json",
    "substack": MOVES / "substack",
    "medium": MOVES / "medium",
    "blogger": MOVES / "blogger" / "Takeout",
    "blogger-backup": MOVES / "blogger" / "blog-06-01-2012.xml",
    "rss": MOVES / "feeds" / "rss.xml",
    "atom": MOVES / "feeds" / "atom.xml",
    "json-feed": MOVES / "feeds" / "feed.json",
    "documents": MOVES / "documents",
}
SETTINGS = """title = "The Port Elm Courier"
base_url = "https://courier.example/"
timezone = "Europe/Istanbul"
share_pictures = false
ninjs = false
text = false
"""


def move(site: Path, source: Path, drafts: bool = False) -> Report:
    site.mkdir(exist_ok=True)
    (site / "site.toml").write_text(SETTINGS, encoding="utf-8")
    request = Request(site=site, source=source, now=NOW, media=(PICTURES,), drafts=drafts)
    return move_in(request, settings_of(site), write=True)


def stories(site: Path) -> dict[str, str]:
    """Every story, page and person that was moved."""
    files = sorted((site / "content").rglob("*.md"))
    return {each.relative_to(site).as_posix(): each.read_text(encoding="utf-8") for each in files}


def lines(report: Report) -> str:
    """What a report says besides what was moved, without where the samples are."""
    said = [f"kept out: {each.place}: {why}: {each.text}" for why, each in report.withheld]
    said += [f"not kept: {each.place}: {each.text}" for each in report.unkept]
    said += [f"not found: {each.place}: {each.text}" for each in report.missing]
    said += [f"lost words: {each.place}: {each.text}" for each in report.lost]
    return "\n".join(said).replace(f"{MOVES}/", "") + "\n"


Moved = tuple[str, Path, Report]


@pytest.fixture(scope="module", params=SOURCES)
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    site = tmp_path_factory.mktemp(request.param) / "site"
    return request.param, site, move(site, SOURCES[request.param])


def test_every_word_date_tag_picture_and_address_is_moved(moved: Moved) -> None:
    name, site, report = moved
    assert not report.problems
    found = "".join(f"-- {path} --\n{text}" for path, text in {**stories(site), "report": lines(report)}.items())
    golden = MOVES / f"{name}.txt"
    if os.environ.get("BROADSHEET_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_nothing_that_was_withheld_is_moved(moved: Moved) -> None:
    _, site, report = moved
    assert not [each for each in site.rglob("*") if each.is_file() and b"WITHHELD" in each.read_bytes()]
    assert report.withheld


def test_the_site_builds_and_old_addresses_lead_to_the_stories(moved: Moved) -> None:
    _, site, _ = moved
    Newsroom(site).build()  # which raises any error
    for path, text in stories(site).items():
        aliases = [line[5:-1] for line in text.split("\n") if line.startswith('  - "/')]
        public = "draft: true" not in text
        for each in aliases if public else ():
            name = each if each.endswith(".html") else f"{each}index.html"
            assert (site / "output" / name.lstrip("/")).is_file(), f"{path}: {each}"
    output = [each for each in (site / "output").rglob("*") if each.is_file()]
    assert not [each for each in output if b"WITHHELD" in each.read_bytes()]


def test_moving_in_again_changes_nothing(moved: Moved) -> None:
    name, site, _ = moved
    again = move(site, SOURCES[name])
    assert {each.outcome for each in again.files} == {"unchanged"}


@pytest.mark.parametrize("name", ["substack", "medium", "blogger", "documents"])
def test_an_archive_is_read_like_the_folder_that_it_unpacks_to(name: str, tmp_path: Path) -> None:
    folder, archive = SOURCES[name], tmp_path / "export.zip"
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            packed.write(file, file.relative_to(folder))
    move(tmp_path / "one", folder)
    move(tmp_path / "other", archive)
    assert stories(tmp_path / "one") == stories(tmp_path / "other")


def test_a_folder_with_an_export_of_ghost_is_read_like_the_export(tmp_path: Path) -> None:
    move(tmp_path / "one", SOURCES["ghost"])
    move(tmp_path / "other", MOVES / "ghost")
    assert stories(tmp_path / "one") == stories(tmp_path / "other")


def test_links_in_full_are_internal_if_the_address_of_the_old_site_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/site.toml").write_text(SETTINGS, encoding="utf-8")
    export = SOURCES["ghost"].read_text(encoding="utf-8").replace("__GHOST_URL__", "https://old.example")
    (tmp_path / "export.json").write_text(export, encoding="utf-8")
    request = Request(
        site=tmp_path / "site", source=tmp_path / "export.json", now=NOW, old_sites=("https://old.example",)
    )
    move_in(request, settings_of(tmp_path / "site"), write=True)
    made = "".join(stories(tmp_path / "site").values())
    assert "dues-are-back.md>)" in made
    assert "](<https://old.example/dues" not in made


def test_what_is_known_of_a_lead_picture_that_is_nowhere_stays(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("title: A\n", encoding="utf-8")
    head = "---\ntitle: Gate\nimage: {path: /gone.jpg, alt: The gate at noon}\n---\n"
    (tmp_path / "_posts/2024-05-02-gate.md").write_text(f"{head}Words.\n", encoding="utf-8")
    site = tmp_path.parent / f"{tmp_path.name}-site"
    report = move(site, tmp_path)
    made = "".join(stories(site).values())
    assert 'missing picture: "/gone.jpg"\n  missing picture alt: The gate at noon' in made
    assert [each.text for each in report.missing] == ["/gone.jpg: its description is kept: The gate at noon"]


@pytest.mark.parametrize("name", SOURCES)
def test_what_was_withheld_can_become_drafts_which_no_site_has(name: str, tmp_path: Path) -> None:
    report = move(tmp_path / "site", SOURCES[name], drafts=True)
    assert not report.problems
    held = {path: text for path, text in stories(tmp_path / "site").items() if "WITHHELD" in text}
    assert all(text.startswith("---\ndraft: true\n") for text in held.values())
    withheld = {each.place for _, each in report.withheld}
    assert len(held) <= len(withheld)
    assert not any("trash" in text or "gated" in text or "below the break" in text for text in held.values())
