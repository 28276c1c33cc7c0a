"""From a folder of copy to readers: at any address, at its time, and with nothing that is not theirs to see."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from click.testing import CliRunner
from feedparser import parse
from newsroom import NOON, SETTINGS, Newsroom, story
from pages_host import artifact, pages, unpacked

from generator.cli import main
from generator.model.problems import Problems
from generator.pipeline.explain import explain
from tools import environments

ROOT = Path(__file__).parent.parent
WORKFLOW = ROOT / "generator/editorial/starter_site/.github/workflows/publish.yml"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WORD = "Zanzibar"
PICTURE = f"<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><title>{WORD}</title></svg>".encode()
BEFORE, AFTER = "2026-11-24T08:59:00+03:00", "2026-11-24T09:00:00+03:00"


def _secret(*lines: str) -> str:
    more = (
        "section: Secrets",
        f"tags: [Harbour, {WORD}]",
        f"bylines: [{WORD} Smith]",
        f"source: {WORD} Agency",
        f"picture: {{src: {WORD.lower()}.svg, alt: {WORD}, credit: {WORD}}}",
        f"aliases: [/old-{WORD.lower()}/]",
        "related: [Open to all]",
    )
    return story(f"{WORD.lower()}.md", f"{WORD} deal", *lines, *more, body=f"The word is {WORD}.")


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    settings = SETTINGS + 'hosting = "netlify"\nllms = true\n'
    newsroom.write(settings + story("a.md", "Open to all", "2026-01-02", "section: Local", "tags: [Harbour]"))
    link = f"related: [{WORD} deal]", f"translation_of: {WORD.lower()}-deal"
    newsroom.write(story("b.md", "Also open", "2026-01-03", *link, body=f"See [what comes]({WORD.lower()}.md)."))
    (newsroom.folder / f"content/{WORD.lower()}.svg").write_bytes(PICTURE)
    return newsroom


def _all(output: Path) -> dict[str, bytes]:
    """Every file of an output folder, including the manifest."""
    files = (file for file in sorted(output.rglob("*")) if file.is_file())
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}


def _leaks(newsroom: Newsroom) -> list[str]:
    """The files of the output that have a word, the slug, or the digest of a picture that nobody may see yet."""
    digests = [hashlib.new(name, PICTURE).hexdigest() for name in ("sha256", "sha1", "md5", "blake2b")]
    secrets = [WORD.lower(), "secrets", *(digest[:12] for digest in digests)]
    return [
        path
        for path, data in _all(newsroom.output).items()
        if PICTURE in data or any(secret in path.lower() or secret.encode() in data.lower() for secret in secrets)
    ]


def test_row_30_nothing_of_a_story_under_embargo_is_in_the_output(town: Newsroom) -> None:
    town.write(_secret("2026-11-20", "embargo: 2026-11-24T09:00:00+03:00"))
    town.build(as_of=BEFORE)
    assert _leaks(town) == []
    before = town.tree()
    clean = Newsroom(town.folder.parent / "without")
    clean.write(SETTINGS + 'hosting = "netlify"\nllms = true\n')
    for name in ("a.md", "b.md"):
        clean.write(f"-- content/{name} --\n" + (town.folder / "content" / name).read_text())
    clean.write(story(f"{WORD.lower()}.md", "x", "2026-11-20", "draft: true"))
    clean.build(as_of=BEFORE)
    assert clean.tree().keys() == before.keys()
    town.build(as_of=AFTER)
    assert f"{WORD} deal" in town.page("index.html")
    assert f"{WORD.lower()}.svg" in town.tree()
    assert f"/old-{WORD.lower()}/" in town.page("_redirects")


def test_row_30_the_url_history_and_the_manifest_know_nothing_of_it_either(town: Newsroom) -> None:
    town.write(_secret("2026-11-20", "embargo: 2099-01-01"))
    said = CliRunner().invoke(main, ["build", "--publish", "--site", str(town.folder)])
    assert "this is under embargo until 2099-01-01 00:00+03:00 and does not appear on the site" in said.output
    assert "but anyone can read this file if the repository is public" in said.output
    assert WORD.lower() not in (town.folder / "published.txt").read_text().lower()
    assert _leaks(town) == []
    town.write(town_settings("private = true"))
    said = CliRunner().invoke(main, ["build", "--site", str(town.folder)])
    assert "under embargo" not in said.output


def town_settings(line: str) -> str:
    return SETTINGS + f'hosting = "netlify"\nllms = true\n{line}\n'


def test_a_story_under_embargo_is_published_when_that_ends_and_not_dated_back(newsroom: Newsroom) -> None:
    embargo = "embargo: 2026-11-24T09:00:00+03:00"
    newsroom.write(story("a.md", "Early", "2026-11-20", embargo, "modified: 2026-11-23"))
    newsroom.write(story("b.md", "Late", "2026-11-25T09:00:00+03:00", embargo))
    newsroom.write(f"-- content/c.md --\n---\ntitle: Undated\n{embargo}\n---\nA word.\n")
    assert newsroom.build(as_of=BEFORE).stories == 0
    assert newsroom.build(as_of=AFTER).stories == 2
    assert "2026/11/24/early/index.html" in newsroom.tree()
    assert "Updated" not in newsroom.page("2026/11/24/early")
    assert newsroom.build(as_of="2026-11-25T09:00:00+03:00").stories == 3


def test_an_embargo_that_ends_after_the_story_expires_is_refused(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-11-20", "embargo: 2026-12-24", "expires: 2026-12-01"))
    (problem,) = newsroom.problems()
    assert (problem.line, problem.message) == (
        5,
        "`expires` comes before the embargo ends, so the story would never be seen",
    )


def test_why_says_that_a_story_is_under_embargo_or_withdrawn(town: Newsroom) -> None:
    for line, words in (
        ("embargo: 2099-01-01", "it is under embargo until 2099-01-01 00:00"),
        ("killed: 2026-11-23", "it was withdrawn at 2026-11-23 00:00"),
    ):
        town.write(_secret("2026-11-20", line))
        with pytest.raises(Problems, match=words):
            explain(town.request(), town.output, f"content/{WORD.lower()}.md")


def test_row_31_a_story_that_is_killed_leaves_its_address_and_nothing_else(town: Newsroom) -> None:
    town.write(_secret("2026-11-20"))
    town.build(as_of=NOON)
    assert f"{WORD} deal" in town.page("index.html")
    place = f"2026/11/20/{WORD.lower()}-deal"
    town.write(_secret("2026-11-20", "killed: 2026-11-24T10:00:00+03:00", "kill_note: A source was mistaken."))
    town.build(as_of=NOON)
    addresses = {f"{place}/index.html", f"old-{WORD.lower()}/index.html"}
    feeds = {"feed.xml"}
    assert {*_leaks(town)} == addresses | feeds | {".broadsheet/manifest.json"}
    for path in addresses:
        page = town.page(path)
        assert "This story has been withdrawn" in page
        assert "A source was mistaken." in page
        assert '<meta name="robots" content="noindex">' in page
        for words in (f"{WORD} deal", f"The word is {WORD}", f"{WORD} Smith"):
            assert words not in page
    assert PICTURE not in town.tree().values()
    feed = town.page("feed.xml")
    uri = f"tag:courier.example,2026:{WORD.lower()}"
    assert f'<at:deleted-entry ref="{uri}" when="2026-11-24T10:00:00+03:00"/>' in feed
    assert parse(feed).feed.updated == "2026-11-24T10:00:00+03:00"
    assert not parse(feed).bozo


def test_row_31_a_killed_story_answers_at_every_address_it_ever_had(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Before", "2026-11-20") + story("b.md", "Other", "2026-11-20"))
    command = ["build", "--publish", "--site", str(newsroom.folder), "--strict"]
    assert CliRunner().invoke(main, command).exit_code == 0
    newsroom.write(story("a.md", "After", "2026-11-20"))
    assert CliRunner().invoke(main, command).exit_code == 0
    newsroom.write(story("a.md", "After", "2026-11-20", "killed: 2026-11-23"))
    assert CliRunner().invoke(main, command).exit_code == 0
    for name in ("before", "after"):
        assert "This story has been withdrawn" in newsroom.page(f"2026/11/20/{name}")


def test_a_story_that_is_killed_before_it_was_seen_leaves_nothing(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Never", "2026-11-26", "killed: 2026-11-23") + story("b.md", "Other", "2026-11-20"))
    newsroom.build(as_of="2026-11-27T00:00:00+00:00")
    assert not [path for path in newsroom.tree() if "never" in path]
    assert "deleted-entry" not in newsroom.page("feed.xml")


@pytest.mark.parametrize(
    ("written", "zone", "place"),
    [
        ("2026-03-29T02:30:00", "Europe/Paris", "2026/03/29"),  # the clock skips it
        ("2026-10-25T02:30:00", "Europe/Paris", "2026/10/25"),  # the clock shows it twice
        ("2028-02-29T23:59:59", "Pacific/Auckland", "2028/02/29"),
        ("2026-12-31T23:59:59", "Pacific/Kiritimati", "2026/12/31"),
        ("2027-01-01T00:00:00", "Etc/GMT+12", "2027/01/01"),
        ("2026-12-31T23:59:59-12:00", "Pacific/Kiritimati", "2026/12/31"),
        ("2027-01-01T00:00:00+14:00", "Etc/GMT+12", "2027/01/01"),
    ],
)
def test_row_28_the_day_in_a_storys_address_is_that_of_its_own_clock(
    newsroom: Newsroom, written: str, zone: str, place: str
) -> None:
    newsroom.write(SETTINGS.replace("Europe/Istanbul", zone) + story("a.md", "A", written))
    newsroom.build(as_of="2030-01-01T00:00:00+00:00")
    assert f"{place}/a/index.html" in newsroom.tree()
    (told,) = re.findall('"datePublished":"([^"]+)"', newsroom.page(f"{place}/a").replace(" ", ""))
    at, own = datetime.fromisoformat(told), datetime.fromisoformat(written)
    if own.tzinfo:  # the same instant, by the clock of the site
        assert at == own
        assert at.utcoffset() == own.astimezone(ZoneInfo(zone)).utcoffset()
    else:
        assert at.strftime("%Y/%m/%d") == place


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/St_Johns"])
def test_row_28_a_schedule_does_not_move_with_the_machines_clock_or_a_change_of_it(
    newsroom: Newsroom, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine o'clock in Paris is nine o'clock in Paris, before and after its clocks are set back."""
    monkeypatch.setenv("TZ", zone)
    newsroom.write(SETTINGS.replace("Europe/Istanbul", "Europe/Paris"))
    newsroom.write(story("a.md", "Summer", "2026-10-24T09:00") + story("b.md", "Winter", "2026-10-26T09:00"))
    told = _next(newsroom, "--as-of", "2026-10-23T12:00:00Z")["coming"]
    instants = [each["instant"] for each in told if each["what"] == "is published"]
    assert instants == ["2026-10-24T09:00:00+02:00", "2026-10-26T09:00:00+01:00"]
    for as_of, stories in (
        ("2026-10-24T06:59:59Z", 0),
        ("2026-10-24T07:00:00Z", 1),
        ("2026-10-26T07:59:59Z", 1),
        ("2026-10-26T08:00:00Z", 2),
    ):
        assert newsroom.build(as_of=as_of).stories == stories


def _next(newsroom: Newsroom, *options: str) -> dict[str, Any]:
    said = CliRunner().invoke(main, ["next", "--site", str(newsroom.folder), "--json", *options])
    assert said.exit_code == 0, said.output
    return dict(json.loads(said.stdout))


def test_next_lists_scheduled_changes_and_their_times(newsroom: Newsroom) -> None:
    newsroom.write(
        story("a.md", "Soon", "2026-11-26T09:00", "expires: 2026-11-27T09:00")
        + story("b.md", "Held", "2026-11-20", "embargo: 2026-11-25T09:00", "killed: 2026-11-30")
        + story("c.md", "Draft", "2026-11-29", "draft: true")
        + story("d.md", "Old", "2026-11-23T09:00")
        + story("e.md", "Never", "2026-11-28", "killed: 2026-11-01")
    )
    told = _next(newsroom, "--as-of", "2026-11-24T09:00")
    assert [(each["instant"], each["what"], each["headline"]) for each in told["coming"]] == [
        ("2026-11-25T09:00:00+03:00", "is published (its embargo ends)", "Held"),
        ("2026-11-25T09:00:00+03:00", "leaves the news sitemap", "Old"),
        ("2026-11-26T09:00:00+03:00", "is published", "Soon"),
        ("2026-11-27T09:00:00+03:00", "expires", "Soon"),
        ("2026-11-27T09:00:00+03:00", "leaves the news sitemap", "Held"),
        ("2026-11-30T00:00:00+03:00", "is withdrawn", "Held"),
    ]
    assert told["next"] == "2026-11-25T09:00:00+03:00"
    assert (told["due"], told["missed"]) == (False, [])
    text = CliRunner().invoke(main, ["next", "--site", str(newsroom.folder), "--as-of", "2026-11-24T09:00"]).output
    assert "2026-11-26 09:00+03:00  is published                      Soon  [content/a.md]" in text
    text = CliRunner().invoke(main, ["next", "--site", str(newsroom.folder), "--as-of", "2027-11-24"]).output
    assert text == "No changes are scheduled.\n"


def test_what_leaves_the_top_of_the_front_page_is_a_scheduled_change(newsroom: Newsroom) -> None:
    lines = ("priority: 1", "priority_until: 2026-11-24T18:00", "breaking: true")
    newsroom.write(story("a.md", "Gate shut", "2026-11-24T08:00", *lines))
    newsroom.write(story("b.md", "Over before", "2026-11-24T08:00", *lines, "expires: 2026-11-24T12:00"))
    told = _next(newsroom, "--as-of", "2026-11-24T09:00")
    assert [(each["instant"][:16], each["what"], each["headline"]) for each in told["coming"]][:3] == [
        ("2026-11-24T12:00", "expires", "Over before"),
        ("2026-11-24T18:00", "is no longer pinned", "Gate shut"),
        ("2026-11-24T20:00", "is no longer breaking news", "Gate shut"),
    ]


def _due(newsroom: Newsroom, *options: str) -> tuple[str, str]:
    said = CliRunner().invoke(main, ["next", "--site", str(newsroom.folder), "--due", *options])
    return said.stdout.strip(), said.stderr


def test_an_expired_story_that_is_killed_is_due_for_a_tombstone(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-11-20", "expires: 2026-11-26", "killed: 2026-11-28"))
    newsroom.write(story("b.md", "B", "2026-11-20", "expires: 2026-11-28", "killed: 2026-11-26"))
    told = [
        (each["headline"], each["what"], each["instant"][:10])
        for each in _next(newsroom, "--as-of", "2026-11-24")["coming"]
    ]
    assert told == [
        ("A", "expires", "2026-11-26"),
        ("B", "is withdrawn", "2026-11-26"),
        ("A", "is withdrawn", "2026-11-28"),
    ]
    newsroom.write(story("c.md", "C", "2026-11-20"))
    newsroom.build(as_of="2026-11-27T00:00:00+03:00")
    assert "2026/11/20/a/index.html" not in newsroom.tree()
    newsroom.build(as_of="2026-11-28T00:00:00+03:00")
    assert "This story has been withdrawn" in newsroom.page("2026/11/20/a")


def test_a_link_that_leads_nowhere_does_not_hide_what_comes_next(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-11-20", "expires: 2026-11-26"))
    newsroom.build(as_of=NOON)
    newsroom.write(story("b.md", "B", "2026-11-20", "expires: 2026-11-25", body="See [it](gone.md)."))
    for _ in range(2):  # with what the build stored, and without
        coming = _next(newsroom, "--as-of", NOON)["coming"]
        assert [each["headline"] for each in coming if each["what"] == "expires"] == ["B", "A"]
        shutil.rmtree(newsroom.folder / ".broadsheet")
    newsroom.write(story("b.md", "B", "2026-13-20"))
    said = CliRunner().invoke(main, ["next", "--site", str(newsroom.folder), "--as-of", NOON])
    assert (said.exit_code, "content/b.md:3:" in said.stderr) == (1, True)
    assert "expires                           A  [content/a.md]" in said.stdout, "the others are listed"
    assert said.stderr.endswith("1 file has an error and is not in this list.\n")
    said = CliRunner().invoke(main, ["next", "--site", str(newsroom.folder), "--as-of", NOON, "--json"])
    told = json.loads(said.stdout)
    assert (said.exit_code, told["ok"], told["coming"][0]["headline"]) == (1, False, "A")
    assert [each["path"] for each in told["problems"]] == ["content/b.md"]


def test_what_a_run_has_missed_is_due_and_reported(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-11-20T09:00") + story("b.md", "Second", "2026-11-24T09:00"))
    newsroom.build(as_of="2026-11-23T12:00:00+03:00")
    with pages(unpacked(artifact(newsroom.output)), "/repo/") as address:
        assert _due(newsroom, "--since", address, "--as-of", "2026-11-24T08:59")[0] == "false"
        due, said = _due(newsroom, "--since", address, "--as-of", "2026-11-25T12:00")
    assert due == "true"
    assert "Missed: 2026-11-24 09:00+03:00  is published" in said
    with pages({"404.html": b"lost"}) as empty:
        assert _due(newsroom, "--since", empty)[0] == "true"


def test_the_instant_of_the_manifest_shows_what_is_due(newsroom: Newsroom) -> None:
    """Each change that ``next`` tells of changes the site, so that a site as of that instant is not due again."""
    newsroom.write(
        story("a.md", "First", "2026-11-20T09:00", "expires: 2026-11-26")
        + story("b.md", "Second", "2026-11-24T09:00", "killed: 2026-11-25")
        + story("c.md", "Third", "2026-11-21T09:00")
    )
    for each in _next(newsroom, "--as-of", "2026-11-20T08:00")["coming"]:
        newsroom.build(as_of=each["instant"])
        manifest = json.loads((newsroom.output / ".broadsheet/manifest.json").read_bytes())
        assert datetime.fromisoformat(manifest["as_of"]) == datetime.fromisoformat(each["instant"]), each


def test_stories_can_lie_outside_the_sites_folder(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(story("a.md", "Open", "2026-01-01"))
    private = tmp_path / "private"
    shutil.copytree(newsroom.folder / "content", private)
    (private / "b.md").write_text("---\ntitle: Held\npublished: 2026-01-02\n---\n[A](a.md) ![](p.svg)\n")
    (private / "p.svg").write_bytes(PICTURE)
    command = ["--site", str(newsroom.folder), "--content", str(private)]
    assert CliRunner().invoke(main, ["build", *command]).exit_code == 0
    assert {"2026/01/02/held/index.html", "2026/01/01/open/index.html", "p.svg"} <= newsroom.tree().keys()
    for path, data in newsroom.tree().items():
        assert str(tmp_path).encode() not in data, path
    (private / "a.md").write_text("---\ntitle: Open\npublished: 2026-01-01\n---\nOther words.\n")
    assert CliRunner().invoke(main, ["build", *command]).exit_code == 0
    assert "Other words." in newsroom.page("2026/01/01/open")
    inside = CliRunner().invoke(main, ["build", *command, "--output", str(private / "site")])
    assert inside.exit_code == 1
    assert "part of what the site is made from" in inside.output
    gone = CliRunner().invoke(main, ["build", "--site", str(newsroom.folder), "--content", str(tmp_path / "gone")])
    assert gone.exit_code == 1
    assert "is not a folder" in gone.output


def test_row_33_the_artifact_is_what_pages_takes(sample: Path) -> None:
    files = unpacked(artifact(sample))
    assert {"index.html", "404.html", ".well-known/security.txt", ".broadsheet/manifest.json"} <= files.keys()
    assert len({path.casefold() for path in files}) == len(files)
    assert sum(map(len, files.values())) < 1_000_000_000
    known = {".well-known/security.txt", ".well-known/trust.txt", ".broadsheet/manifest.json"}
    assert {path for path in files if path.startswith(".")} <= known
    assert files == _all(sample)


def _linked(output: Path) -> None:
    (output / "link.html").symlink_to(output / "index.html")


def _doubled(output: Path) -> None:
    os.link(output / "index.html", output / "hard.html")


def _hidden(output: Path) -> None:
    (output / "index.html").chmod(0o600)


def _cased(output: Path) -> None:
    (output / "INDEX.html").write_text("x")


def _without(output: Path) -> None:
    (output / "404.html").unlink()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_linked, "this is a link"),
        (_doubled, "this is a hard link"),
        (_hidden, "not everyone can read this file"),
        (_cased, "except for letter case"),
        (_without, "the site has no 404.html"),
    ],
)
def test_row_33_what_pages_does_not_take_is_found_before(newsroom: Newsroom, harm: Any, words: str) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01", "standfirst: A line."))
    newsroom.build()
    harm(newsroom.output)
    said = CliRunner().invoke(main, ["check", "--site", str(newsroom.folder)])
    assert said.exit_code == 1
    assert words in said.output


def test_row_34_what_is_nobodys_to_see_is_never_copied(newsroom: Newsroom) -> None:
    content = newsroom.folder / "content"
    for name in (".env", "static/.env", ".git/config", "static/.git/config", "a.md.bak", "static/b.bak", "x.swp"):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(WORD)
    for name in (".DS_Store", "a.md~", "#a.md#", "static/Thumbs.db", "unused.csv"):
        (content / name).write_text(WORD)
    newsroom.write(story("a.md", "Ferry", "2026-01-01") + story("b.md", WORD, "2026-01-01", "draft: true"))
    newsroom.build()
    assert _leaks(newsroom) == []


def _workflow() -> dict[str, Any]:
    return dict(yaml.safe_load(WORKFLOW.read_text()))


def _steps() -> Iterator[dict[str, Any]]:
    for job in _workflow()["jobs"].values():
        yield from job["steps"]


def test_row_39_actions_are_pinned_and_may_do_no_more_than_they_must() -> None:
    workflow = _workflow()
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow[True]  # YAML 1.1 reads `on` so
    for step in _steps():
        assert "uses" not in step or len(step["uses"].partition("@")[2]) == 40, step
        assert step.get("with", {}).get("persist-credentials", False) is False
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step.get("uses", "").partition("@")[0] for step in jobs["deploy"]["steps"]] == ["actions/deploy-pages"]
    assert workflow["concurrency"]["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"


OWN = sorted((ROOT / ".github/workflows").glob("*.yml"))
DEPENDABOT = [ROOT / ".github/dependabot.yml", ROOT / "generator/editorial/github_template/.github/dependabot.yml"]
LINTED = {
    "vendor.github-workflows": [WORKFLOW, WORKFLOW.with_name("preview.yml"), *OWN],
    "vendor.github-actions": [ROOT / "action.yml", ROOT / "actions/install/action.yml"],
    "vendor.dependabot": DEPENDABOT,
}


def test_row_39_two_linters_find_nothing_in_workflows_and_the_action() -> None:
    beside = Path(sys.executable).parent
    schemas = [[beside / "check-jsonschema", "--builtin-schema", name, *files] for name, files in LINTED.items()]
    linted = [file for files in LINTED.values() for file in files]
    for command in ([beside / "zizmor", "--offline", "--no-progress", *linted], *schemas):
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stdout + said.stderr


MAY_WRITE = {("docs", "publish"), ("release", "publish"), ("release", "notes")}


@pytest.mark.parametrize("workflow", OWN, ids=lambda workflow: workflow.stem)
def test_row_39_none_of_our_own_jobs_may_write_but_to_publish(workflow: Path) -> None:
    data = yaml.safe_load(workflow.read_text())
    assert data["permissions"] == {}
    for name, job in data["jobs"].items():
        assert ("write" in job["permissions"].values()) == ((workflow.stem, name) in MAY_WRITE), name
    if workflow.stem == "release":
        trusted = {name for name, job in data["jobs"].items() if "id-token" in job["permissions"]}
        assert trusted == {"publish"}
        assert data["jobs"]["publish"]["environment"]["name"] == "pypi"
        assert not [step for step in data["jobs"]["publish"]["steps"] if "run" in step]


def test_row_39_each_action_is_used_in_one_version_and_pinned_with_its_name() -> None:
    files = (WORKFLOW, WORKFLOW.with_name("preview.yml"), ROOT / "action.yml", *OWN)
    used = [line for file in files for line in file.read_text().splitlines()]
    pinned: dict[str, set[str]] = {}
    for line in used:
        found = re.search(r"uses: ([^./$\s]\S*)@(.*)", line)
        if found:
            pinned.setdefault(found[1], set()).add(found[2])
    assert len(pinned) > 8
    for action, versions in pinned.items():
        assert len(versions) == 1, action
        assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", *versions), action


def test_the_tests_run_on_every_python_that_we_claim() -> None:
    claimed = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if "Python :: 3." in each]
    (usual,) = [step["with"]["python-version"] for step in _steps() if "setup-python" in step.get("uses", "")]
    for name, job, tried in (
        ("weekly", "versions", claimed),
        ("test", "test", [claimed[0], usual, claimed[-1]]),
        ("release", "wheel", claimed),
    ):
        jobs = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())["jobs"]
        assert jobs[job]["strategy"]["matrix"]["python"] == tried
    assert list(environments.VERSIONS) == claimed


def test_a_new_site_has_the_workflows(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["init", str(tmp_path / "new")])
    assert said.exit_code == 0
    for name in ("publish.yml", "preview.yml"):
        assert (tmp_path / "new/.github/workflows" / name).read_bytes() == WORKFLOW.with_name(name).read_bytes()
    count = sum(path.is_file() for path in (tmp_path / "new").rglob("*"))
    assert f"with {count} files" in said.output


@pytest.mark.parametrize("host", ["netlify", "cloudflare-pages"])
def test_a_host_that_reads_headers_and_redirects_has_them(newsroom: Newsroom, host: str) -> None:
    newsroom.write(SETTINGS + f'hosting = "{host}"\n' + story("a.md", "Ferry", "2026-01-01", "aliases: [/old/]"))
    newsroom.build(base_url="https://owner.example/repo/")
    forced = "!" if host == "netlify" else ""
    assert newsroom.page("_redirects") == f"/repo/old/ /repo/2026/01/01/ferry/ 301{forced}\n"
    assert "/repo/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in newsroom.page("_headers")


def test_only_netlify_redirects_an_old_address_by_its_query(newsroom: Newsroom) -> None:
    text = story("a.md", "Ferry", "2026-01-01", 'aliases: ["/?p=41"]')
    newsroom.write(SETTINGS + 'hosting = "netlify"\n' + text)
    assert not newsroom.build(base_url="https://owner.example/repo/").warnings
    assert newsroom.page("_redirects") == "/repo/ p=41 /repo/2026/01/01/ferry/ 301!\n"
    assert not [path for path in newsroom.tree() if "?" in path or "p=41" in path]
    newsroom.write(SETTINGS + text)
    (warning,) = newsroom.build().warnings
    assert warning.message == "1 alias with a query, such as /?p=41, leads nowhere: no file can be there"
    newsroom.write(SETTINGS + text + story("b.md", "Gate", "2026-01-02", 'aliases: ["/?p=41"]'))
    with pytest.raises(Problems, match=r"/\?p=41 is claimed twice"):
        newsroom.build()


@pytest.mark.parametrize("host", ["netlify", "cloudflare-pages"])
@pytest.mark.parametrize("former", ["/*", "/old/*/", "/:all/", "/old/:splat", "/old:name/", "/a\u00a0b/"])
def test_no_former_address_is_a_pattern_for_other_addresses(newsroom: Newsroom, host: str, former: str) -> None:
    newsroom.write(SETTINGS + f'hosting = "{host}"\n' + story("a.md", "Ferry", "2026-01-01", "aliases: [/old/]"))
    (newsroom.folder / "published.txt").write_text(f"{former}  content/a.md\n", encoding="utf-8")
    newsroom.build(base_url="https://owner.example/repo/")
    for line in newsroom.page("_redirects").splitlines():
        old, new, _ = line.split()
        assert not re.search(r"[\s*]|[/:]:|:[a-z]", old + new), line


def test_other_hosts_have_no_files_that_they_do_not_read(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01", "aliases: [/old/]"))
    newsroom.build()
    assert not {"_redirects", "_headers"} & newsroom.tree().keys()


def test_a_story_that_is_withdrawn_only_later_is_pointed_out(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-11-20", "killed: 2027-11-24", "kill_note: It was wrong."))
    (warning,) = (each for each in newsroom.build(as_of=NOON).warnings if "withdrawn" in each.message)
    assert warning.message == "the story is public until 2027-11-24 00:00+03:00, and only then withdrawn"
    assert warning.line == 4
    assert not [
        each for each in newsroom.build(as_of="2027-11-25T00:00:00+00:00").warnings if "withdrawn" in each.message
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("draft: true", "no longer exists: content/a.md is a draft"),
        (
            "embargo: 2026-12-01T09:00",
            "is not there for now: content/a.md is under embargo until 2026-12-01 09:00+03:00",
        ),
        ("killed: 2026-11-24", ""),
        ("expires: 2026-11-24", ""),  # as its editor intended
    ],
)
def test_a_published_story_that_is_set_back_is_reported_with_the_reason(
    newsroom: Newsroom, line: str, why: str
) -> None:
    place = "/2026/11/20/ferry/"
    (newsroom.folder / "published.txt").write_text(f"{place}  content/a.md\n", encoding="utf-8")
    newsroom.write(story("a.md", "Ferry", "2026-11-20", line) + story("b.md", "Dues", "2026-11-21"))
    found = [each for each in newsroom.build(as_of=NOON).warnings if each.path == "published.txt"]
    assert [each.message for each in found] == [f"{place} was published, but {why}"] * bool(why)
    assert all("killed" in each.fix for each in found if "draft" in why)


@pytest.mark.parametrize(("line", "gone"), [("killed: 2026-11-22", "withdrawn"), ("expires: 2026-11-22", "expired")])
def test_nobody_is_told_to_wait_for_a_story_that_will_not_come_back(newsroom: Newsroom, line: str, gone: str) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-11-20", line))
    newsroom.write(story("b.md", "Dues", "2026-11-21", "related: [ferry]", body="See [the ferry](a.md)."))
    found = newsroom.build(as_of=NOON).warnings
    assert [each.message for each in found] == [
        f"`ferry` is {gone}, so readers do not see it here",
        f"content/a.md is {gone}, so this link is shown as plain text",
    ]
    assert all(each.fix.startswith("no action needed: ") and "appears" not in each.fix for each in found)
