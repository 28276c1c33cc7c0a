"""The commands that move archives in and out, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main

EXPORT = Path(__file__).parents[1] / "golden" / "moves" / "wordpress" / "export.xml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def test_a_dry_run_says_what_would_be_written_and_how_to_write_it(tmp_path: Path) -> None:
    result = run("move-in", str(EXPORT), "--site", str(tmp_path / "new"))
    assert result.exit_code == 0
    assert "WordPress: a dry run, nothing was written" in result.stdout
    assert "        4  stories: new" in result.stdout
    assert f"{EXPORT}:232: draft: Secret draft" in result.stdout
    assert "add --write" in result.stderr
    assert not (tmp_path / "new").exists()


def test_an_interrupted_move_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.editorial.moving.move_in", interrupted)
    result = run("move-in", str(EXPORT), "--site", str(tmp_path / "new"), "--write")
    assert result.exit_code == 130
    assert "Interrupted: everything written so far is complete; run move-in again to continue." in result.stderr


def test_files_that_need_a_look_are_listed_first(tmp_path: Path) -> None:
    site = tmp_path / "new"
    run("move-in", str(EXPORT), "--site", str(site), "--write")
    edited = max((site / "content").rglob("*.md"))
    edited.write_text(f"{edited.read_text('utf-8')}Edited.\n", "utf-8")
    files = run("move-in", str(EXPORT), "--site", str(site)).stdout.partition("Files:\n")[2]
    assert files.split()[:2] == ["edited", edited.relative_to(site).as_posix()]


def test_json_has_every_line_of_the_report(tmp_path: Path) -> None:
    result = run("move-in", str(EXPORT), "--site", str(tmp_path / "new"), "--write", "--json")
    found = json.loads(result.stdout)
    assert found["ok"] and found["written"]
    assert len(found["withheld"]) == 9
    assert (tmp_path / "new/site.toml").exists()


def test_a_source_that_is_broken_is_a_sentence_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<rss xmlns:wp="http://wordpress.org/export/1.2/">\n<channel></rss>', "utf-8")
    result = run("move-in", str(tmp_path / "a.xml"), "--site", str(tmp_path / "new"))
    assert result.exit_code == 1
    assert "a.xml:2:12: this is not well-formed XML: mismatched tag\n     2 | <channel></rss>" in result.stderr


@pytest.mark.parametrize("arguments", [[], [str(EXPORT), "--verify", "https://old.example"]])
def test_either_a_source_or_an_old_site_is_named(arguments: list[str], tmp_path: Path) -> None:
    result = run("move-in", *arguments, "--site", str(tmp_path))
    assert result.exit_code == 2
    assert "name either a SOURCE to move in from, or an old site to --verify" in result.stderr


def test_verify_fails_if_an_address_would_die_and_export_writes_all_formats(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path / "site")
    newsroom.write(SETTINGS + story("harbour/a.md", "A gate", "2026-11-20", "aliases: [/old/]"))
    newsroom.build()
    site = ("--site", str(newsroom.folder))
    sitemap = tmp_path / "sitemap.txt"
    sitemap.write_text("https://old.example/old/\n", "utf-8")
    assert run("move-in", "--verify", str(sitemap), *site).stdout == "0 of 1 address would stop working.\n"
    sitemap.write_text("https://old.example/old/\nhttps://old.example/lost/\n", "utf-8")
    result = run("move-in", "--verify", str(sitemap), *site)
    assert (result.exit_code, result.stdout) == (
        1,
        "https://old.example/lost/: nothing is there\n1 of 2 addresses would stop working.\n",
    )
    result = run("export", str(tmp_path / "out"), *site, "--as-of", "2026-11-24T12:00")
    first, *lacks = result.stdout.splitlines()
    assert first == f"{tmp_path / 'out'}: 1 story and 0 pages, in 3 files."
    assert [each.partition(":")[0] for each in lacks] == ["wxr", "ninjs", "json-feed"]
    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["feed.json", "ninjs", "wordpress.xml"]
