"""The commands as an editor types them: what they print, and how they end."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial import wire_watch
from generator.editorial.importers import Imported
from generator.model.problems import Problem
from generator.system import installation


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def at(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom with two stories, in whose folder the commands are typed."""
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "tags: [Ferry]", body="The ferry is back in Port Elm."))
    newsroom.write(story("b.md", "Ferry leaves", "2026-01-02", "tags: [Ferry]", body="The ferry left Port Elm."))
    monkeypatch.chdir(newsroom.folder)
    return newsroom


def test_build_reports_what_it_did_and_where_the_site_is(at: Newsroom) -> None:
    result = run("build")
    assert result.exit_code == 0
    assert result.output.startswith("2 stories")
    assert result.output.endswith("The site is in output.\n")
    assert " 0 files written, " in run("build").output


def test_a_build_counts_what_the_site_does_not_show(at: Newsroom) -> None:
    at.write(story("c.md", "C", "2026-11-24T18:00", "expires: 2026-11-25"))
    at.write(story("d.md", "D", "2026-11-20", "embargo: 2026-11-24T15:30"))
    at.write(story("e.md", "E", "2026-01-01", "expires: 2026-02-01") + story("f.md", "F", "2026-01-01", "draft: true"))
    at.write(story("g.md", "G", "2026-01-01", "draft: true") + story("h.md", "H", "2026-01-01", "killed: 2026-01-02"))
    words = "2 stories; 1 expired, 1 withdrawn, 2 drafts, 1 embargoed, 1 scheduled, next at 15:30. "
    for _ in range(2):  # the second time, nothing has changed
        assert run("build", "--as-of", "2026-11-24T12:00").stdout.startswith(words)
    told = json.loads(run("build", "--as-of", "2026-11-24T12:00", "--json").stdout)
    counts = {"expired": 1, "killed": 1, "draft": 2, "undated": 0, "embargoed": 1, "scheduled": 1, "left_out": 0}
    assert (told["stories"], told["not_shown"], told["next"]) == (2, counts, "2026-11-24T15:30:00+03:00")
    assert run("check", "--as-of", "2026-11-24T12:00").stdout.startswith(words.strip() + "\n8 files checked: ")
    checked = json.loads(run("check", "--as-of", "2026-11-24T12:00", "--json").stdout)
    assert [checked[name] for name in ("stories", "not_shown", "next")] == [2, counts, told["next"]]
    later = run("build", "--as-of", "2026-11-24T16:00").stdout
    assert later.startswith("3 stories; 1 expired, 1 withdrawn, 2 drafts, 1 scheduled, next at 18:00. ")
    earlier = run("build", "--as-of", "2026-11-23T16:00", "--earlier").stdout
    assert "next on 2026-11-24 at 15:30. " in earlier
    assert run("build", "--drafts", "--as-of", "2026-11-24T12:00").stdout.startswith("8 stories. ")


def test_a_build_counts_undated_stories_apart_and_says_what_expires_next(at: Newsroom) -> None:
    at.write(story("c.md", "C", "2026-11-20", "expires: 2026-11-25 09:00") + story("d.md", "D", "2026-12-01"))
    at.write("-- content/e.md --\n---\ntitle: E\n---\nWords.\n")
    first = run("build", "--as-of", "2026-11-24T12:00")
    assert first.stdout.startswith("3 stories; 1 undated, 1 scheduled, next expires on 2026-11-25 at 09:00. ")
    later = run("build", "--as-of", "2026-11-26T12:00").stdout
    assert later.startswith("2 stories; 1 expired, 1 undated, 1 scheduled, next on 2026-12-01 at 00:00. ")


def test_a_build_says_when_readers_next_see_an_entry_or_a_correction(at: Newsroom) -> None:
    live = "live: {from: 2026-11-24 12:00, until: 2026-11-24 20:00}"
    at.write(story("c.md", "C", "2026-11-24 11:00", live, body="## 14:40 Two\n\nB.\n\n## 12:10 One\n\nA."))
    first = run("build", "--as-of", "2026-11-24T13:00")
    assert first.stdout.startswith("3 stories; next update at 14:40. ")
    at.write(story("d.md", "D", "2026-11-20", "corrections: [{at: 2026-11-26 09:00, text: Six.}]"))
    later = json.loads(run("build", "--as-of", "2026-11-24T15:00", "--json").stdout)
    assert later["next_update"] == "2026-11-26T09:00:00+03:00"
    assert "next" not in run("build", "--as-of", "2026-11-27T15:00").stdout.partition(".")[0]


def test_a_build_counts_adopted_files_that_it_left_out(at: Newsroom) -> None:
    at.write(story("c.rst", "C", "2026-01-01") + "-- content/d.md --\n" + "-- content/e.html --\n<p>E</p>\n")
    (at.folder / "content/f.md").write_bytes(b"")
    result = run("build", "--adopt")
    told = json.loads(run("build", "--adopt", "--json").stdout)
    read = {each["path"] for each in told["problems"] if each["outcome"] == "dropped"}
    assert {"content/c.rst", "content/e.html"} <= read
    assert told["not_shown"]["left_out"] == len(read)
    assert f"{len(read)} left out. " in result.stdout


def test_commands_work_from_a_folder_below_the_site(at: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(at.folder / "content")
    assert run("build").exit_code == 0
    assert (at.output / "index.html").exists()


def test_outside_a_site_the_first_steps_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 1
    assert "there is no site.toml here" in result.output
    assert "broadsheet init DIR" in result.output


def test_problems_show_the_line_a_caret_and_the_fix(at: Newsroom) -> None:
    at.write(story("c.md", "Lost", "2026-01-03", body="See [it](gone.md)."))
    result = run("build")
    assert result.exit_code == 1
    assert "content/c.md:5:" in result.output
    assert "   5 | See [it](gone.md)." in result.output
    assert "^" in result.output
    assert "fix: " in result.output
    assert result.output.endswith("1 problem: nothing was changed.\n")
    assert not at.output.exists()


def test_problems_are_reported_as_json(at: Newsroom) -> None:
    at.write(story("c.md", "Lost", "2026-01-03", body="See [it](gone.md)."))
    result = run("build", "--json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["ok"]) == (1, False)
    (problem,) = data["problems"]
    assert (problem["path"], problem["line"], problem["level"]) == ("content/c.md", 5, "error")


def test_build_reports_as_json(at: Newsroom) -> None:
    data = json.loads(run("build", "--json").stdout)
    assert data["ok"]
    assert data["stories"] == 2
    assert "index.html" in data["written"]
    assert json.loads(run("build", "--json").stdout)["written"] == []


def test_the_instant_and_the_address_can_be_given(at: Newsroom) -> None:
    run("build", "--as-of", "2026-01-01T12:00", "--base-url", "https://other.example/repo/", "--output", "elsewhere")
    page = (at.folder / "elsewhere/index.html").read_text()
    assert "https://other.example/repo/" in page
    assert "Ferry leaves" not in page


def test_an_instant_that_cannot_be_read_is_wrong_usage(at: Newsroom) -> None:
    result = run("build", "--as-of", "sometime")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_an_invalid_address_is_wrong_usage(at: Newsroom) -> None:
    result = run("build", "--base-url", "example")
    assert result.exit_code == 2
    assert "`example` is not the address of a site" in result.output


@pytest.mark.parametrize("look", ["newspaper", "magazine"])
def test_init_creates_a_site_that_builds_without_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    assert run("init", tmp_path / "mysite", "--look", look).exit_code == 0
    assert f'look = "{look}"' in (tmp_path / "mysite/site.toml").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path / "mysite")
    result = run("build", "--as-of", "2026-12-01", "--base-url", "https://gazette.example/")
    assert result.exit_code == 0
    assert "warning" not in result.output
    assert (tmp_path / "mysite/output/index.html").exists()


def test_init_leaves_what_is_there_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert "this folder is not empty: it has notes.txt" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_quotes_a_folder_with_a_space_in_what_to_type_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("init", tmp_path / "my site").output
    assert f"Next: cd '{tmp_path}/my site' && broadsheet build && broadsheet preview --open\n" in said
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    monkeypatch.setattr(installation, "program", lambda: "uvx broadsheet")
    assert "Next: uvx broadsheet build && uvx broadsheet preview --open\n" in run("init", ".").output


def test_a_bare_site_in_another_language_builds_and_has_no_sample_stories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("init", tmp_path / "bote", "--bare", "--language", "DE", "--title", 'Der "Bote"')
    assert 'broadsheet new "Your first headline" && broadsheet preview --open' in result.output
    settings = tomllib.loads((tmp_path / "bote/site.toml").read_text(encoding="utf-8"))
    assert (settings["title"], settings["language"]) == ('Der "Bote"', "de")
    assert settings.keys().isdisjoint({"tagline", "description", "sections"})
    assert [path.name for path in (tmp_path / "bote/content").iterdir()] == [".gitkeep"]
    monkeypatch.chdir(tmp_path / "bote")
    assert run("new", "Hafen zu").exit_code == 0
    built = run("build", "--base-url", "https://bote.example/")
    assert built.exit_code == 0
    assert "warning" not in built.output


def test_sample_stories_say_that_they_are_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", tmp_path / "bote", "--language", "fr")
    monkeypatch.chdir(tmp_path / "bote")
    built = run("build", "--base-url", "https://bote.example/")
    assert (built.exit_code, "warning" in built.output) == (0, False), built.output
    page = (tmp_path / "bote/output/2026/11/11/ferry-steps/index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--language", "gr", 'did you mean "el"?'),
        ("--language", "deutsch!", "is not a language tag"),
        ("--title", "Two\nlines", "a line break"),
        ("--title", "Two\u2028lines", "must be on one line"),
        ("--title", "<!-- later --> Bell", "contains a comment"),
        ("--title", "{# later #} Bell", "contains a comment"),
        ("--title", " ", "--title is empty"),
    ],
)
def test_init_refuses_what_a_site_cannot_be_called(tmp_path: Path, option: str, value: str, words: str) -> None:
    result = run("init", tmp_path / "site", option, value)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("folder", ["content/sub", "content/town/sub", "layouts/sub", "output/sub"])
def test_init_refuses_a_folder_among_the_files_of_another_site(at: Newsroom, folder: str) -> None:
    result = run("init", folder)
    assert result.exit_code == 1
    assert "is among the files of another site" in result.output
    assert not (at.folder / folder).exists()
    assert run("init", "sites/sub").exit_code == 0


@pytest.mark.parametrize("name", ["Site.toml", "site.toml.txt", "site (1).toml"])
def test_settings_in_a_file_of_another_name_are_found(at: Newsroom, name: str) -> None:
    (at.folder / "site.toml").rename(at.folder / name)
    assert f"rename {name} to site.toml" in run("build", "--site", at.folder).output


def test_without_its_folder_of_stories_a_site_is_not_asked_to_retire_every_address(at: Newsroom) -> None:
    run("build", "--publish")
    (at.folder / "content").rename(at.folder / "Content")
    output = run("build").output
    assert "rename Content/ to content/" in output
    assert "retire" not in output


def test_related_and_why_say_that_a_story_is_a_draft_and_how_to_see_it(at: Newsroom) -> None:
    at.write(story("c.md", "Crane stands still", "2026-01-03", "draft: true"))
    for words in (("related", "crane-stands-still"), ("related", "c.md"), ("why", "content/c.md")):
        output = run(*words).output
        assert "it is a draft" in output
        assert "add --drafts" in output
    assert run("related", "crane-stands-still", "--drafts").exit_code == 0
    assert "did you mean `Ferry returns`" in run("related", "Ferry_returns").output


def test_retiring_before_anything_is_published_says_so(at: Newsroom) -> None:
    assert "no address has been recorded yet" in run("retire", "/nope/").output


def test_new_begins_a_draft_that_builds_and_is_not_published(at: Newsroom) -> None:
    result = run("new", 'Elm: "we won" & more', "--section", "Sport")
    path = at.folder / result.output.strip()
    assert path.parent == at.folder / "content/sport"
    assert run("build").output.startswith("2 stories")
    assert run("build", "--drafts").output.startswith("3 stories. ")
    assert run("new", 'Elm: "we won" & more', "--section", "Sport").exit_code == 1


SECTIONS = 'sections = ["Sport", "Council news"]\n'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("",), "the headline is empty"),
        (("  \n ",), "the headline is empty"),
        (("!!! ???",), "`!!! ???` has no letters or digits"),
        (("<!-- not yet -->",), "`title` is empty"),
        (("Ferry", "--section", "Sprot"), "did you mean `Sport`?"),
        (("Ferry", "--section", "council-nwes"), "did you mean `Council news`?"),
        (("Ferry", "--section", "Pages"), "no section can be called `Pages`"),
        (("Ferry", "--section", "static"), "no section can be called `static`"),
        (("Ferry", "--section", "Tags"), "no section can be called `Tags`"),
        (("Ferry", "--section", "2026"), "no section can be called `2026`"),
        (("Ferry", "--section", "!"), "the section `!` has no letters or digits"),
    ],
)
def test_new_refuses_what_a_build_would_refuse(at: Newsroom, words: tuple[str, ...], said: str) -> None:
    at.write(SETTINGS + SECTIONS)
    before = {path: path.read_bytes() for path in at.folder.rglob("*.md")}
    result = run("new", *words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert {path: path.read_bytes() for path in at.folder.rglob("*.md")} == before


@pytest.mark.parametrize("section", ["Sport", "sport", " SPORT ", "Council news", "council-news", "Obituaries"])
def test_new_writes_a_section_as_the_settings_spell_it(at: Newsroom, section: str) -> None:
    at.write(SETTINGS + SECTIONS)
    result = run("new", "Ferry sinks", "--section", section)
    text = (at.folder / result.stdout.strip()).read_text(encoding="utf-8")
    wanted = {"sport": "Sport", "council": "Council news", "obituar": "Obituaries"}
    assert f'section: "{next(name for key, name in wanted.items() if key in section.lower())}"' in text
    assert ("is a new section" in result.stderr) == (section == "Obituaries")


def test_new_without_a_section_says_which_there_are(at: Newsroom) -> None:
    assert not run("new", "Ferry sinks").stderr
    at.write(SETTINGS + SECTIONS)
    assert "Sport, Council news" in run("new", "Ferry sinks again").stderr


def test_new_asks_for_the_section_in_a_terminal(at: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    at.write(SETTINGS + SECTIONS)
    monkeypatch.setattr("generator.cli.story_commands._at_terminal", lambda: True)
    result = CliRunner().invoke(main, ["new", "Ferry sinks"], input="sport\n")
    assert result.stdout.strip().startswith("content/sport/")


def test_new_refuses_a_second_story_of_a_headline_in_another_section(at: Newsroom) -> None:
    assert run("new", "Ferry sinks", "--section", "Sport").exit_code == 0
    result = run("new", "Ferry  sinks", "--section", "Harbour")
    assert result.exit_code == 1
    assert "content/sport/" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("why", " "), "name an address"),
        (("related", " "), "name one story"),
        (("retire", " "), "name one address"),
        (("check", "--explain", ""), "--explain is empty: write a value after it, or leave it out"),
        (("build", "--output", ""), "--output is empty"),
        (("build", "--content="), "--content is empty"),
        (("check", "--site", " "), "--site is empty"),
        (("build", "--base-url", ""), "--base-url is empty"),
        (("build", "--as-of", "\t"), "--as-of is empty"),
        (("new", "Ferry", "--section", ""), "--section is empty"),
        (("preview", "--host", ""), "--host is empty"),
        (("init", ""), "FOLDER is empty: name a file or folder"),
        (("import", "a.txt", ""), "is empty: name a file or folder"),
        (("next", "--since", "nonsense"), "Invalid value for --since"),
        (("deploy", "--branch", ""), "the default is gh-pages"),
        (("deploy", "--remote", " "), "the default is origin"),
    ],
)
def test_a_blank_or_odd_argument_is_wrong_usage(at: Newsroom, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_name_that_nothing_has_is_answered_with_the_nearest(at: Newsroom) -> None:
    assert "did you mean `Ferry returns`, in content/a.md?" in run("related", "Fery returns").stderr
    assert "did you mean /2026/01/01/ferry-returns/?" in run("why", "/2026/01/01/fery-returns/").stderr


@pytest.mark.parametrize("folder", ["content", "."])
def test_the_sites_own_stories_are_not_imported_as_wire_copy(at: Newsroom, folder: str) -> None:
    result = run("import", folder)
    assert result.exit_code == 1
    assert "this is a folder of the site's own stories" in result.stderr


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_import_tells_what_arrives_in_a_watched_folder(
    at: Newsroom, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    def news(*_: object) -> Iterator[wire_watch.News]:
        problem = Problem("wire/b.xml", 3, 1, "this is not well-formed XML", "send it again")
        yield wire_watch.News((Imported("content/a.md", "updated", ("headline",), "look at it"),), (problem,))
        raise KeyboardInterrupt

    monkeypatch.setattr(wire_watch, "news", news)
    (at.folder / "wire").mkdir()
    result = run("import", "--watch", "wire", *options)
    assert result.exit_code == 0
    assert "Watching wire. Press Ctrl-C to stop." in result.stderr
    if options:
        told = json.loads(result.stdout)
        assert (told["ok"], told["imported"][0]["outcome"], told["problems"][0]["line"]) == (False, "updated", 3)
    else:
        assert result.stdout == "  updated  content/a.md  (headline)\n           look at it\n"
        assert "wire/b.xml:3:1: this is not well-formed XML" in result.stderr
    assert run("import", "--watch", "wire", "a.txt").exit_code == 2
    assert run("import", "--watch", "nowhere").exit_code == 2


def test_import_reads_the_files_in_seeds(at: Newsroom) -> None:
    at.write(
        "-- seeds/copy.txt --\nDredger sails\nThe channel is deep again.\n- Harbour\n- North Coast Wire\n"
        "- Published Date: 04:14 | 02 December 2025\nThe dredger sailed on Monday.\n- Terns nest early\n"
    )
    with (at.folder / "site.toml").open("a") as settings:
        settings.write('[agencies."North Coast Wire"]\ntimezone = "Europe/Lisbon"\n')
    result = run("import")
    assert result.exit_code == 0
    assert "content/harbour/2025-12-02-dredger-sails.md" in result.output
    assert "unchanged" in run("import").output or "No wire copy" in run("import").output
    assert run("build").output.startswith("3 stories. ")


def test_related_shows_scores_and_reasons(at: Newsroom) -> None:
    result = run("related", "ferry-returns")
    assert "Ferry leaves" in result.output
    assert "both on Ferry" in result.output
    (one,) = json.loads(run("related", "content/a.md", "--json").stdout)
    assert one["related"][0]["file"] == "content/b.md"
    assert one["related"][0]["score"] > 0
    assert one["related"][0]["common"]["tags"] == ["Ferry"]
    assert len(json.loads(run("related", "--all", "--json").stdout)) == 2


def test_related_names_only_words_in_a_form_that_is_in_both_texts(at: Newsroom) -> None:
    at.write(
        "-- content/btrfs.md --\n---\ntitle: Volumes\npublished: 2026-01-01\n---\n"
        "Btrfs keeps snapshots of subvolumes; the boats sailed quickly at commit 3f2a9bc0d, see https://disks.example/pool.\n"
        "-- content/pool.md --\n---\ntitle: Pools\npublished: 2026-01-02\n---\n"
        "A btrfs pool has snapshots and one subvolume; a boat sails quickly at commit 3f2a9bc0d, see https://disks.example/pool.\n"
    )
    (found,) = json.loads(run("related", "content/btrfs.md", "--json").stdout)
    words = {word for each in found["related"] for word in each["common"]["words"] if each["file"] == "content/pool.md"}
    assert words == {"btrfs", "commit", "quickly", "snapshots"}


def test_related_compares_a_list_with_one_in_which_something_does_not_count(at: Newsroom) -> None:
    (found,) = json.loads(run("related", "ferry-returns", "--compare", "tags", "--json").stdout)
    assert found["change"] == "tags"
    assert found["related"][0]["score"] > max((each["score"] for each in found["others"]), default=0)
    shown = run("related", "ferry-returns", "--compare", "tags").stdout
    assert re.search("as the site has it +without tags\n.*Ferry leaves", shown)
    for change in ("headlines", "related=many", "related=21", "tags=1"):
        assert "name what to ignore" in run("related", "ferry-returns", "--compare", change).stderr


def test_related_compares_a_list_with_one_of_another_length(at: Newsroom) -> None:
    shown = run("related", "ferry-returns", "--compare", "related=0").stdout
    assert re.search(
        "as the site has it +related=0\n.*Ferry leaves +no related stories\n +\\* only in this list", shown
    )


def test_related_needs_a_story_or_all(at: Newsroom) -> None:
    assert run("related").exit_code == 2
    assert run("related", "no-such-story").exit_code == 1


def test_why_says_what_changed(at: Newsroom) -> None:
    assert "has not been built yet" in run("why", "/2026/01/01/ferry-returns/").output
    run("build")
    assert "the next build leaves it" in run("why", "/2026/01/01/ferry-returns/").output
    at.write(story("a.md", "Ferry returns", "2026-01-01", "tags: [Ferry]", body="The ferry is back!"))
    output = run("why", "https://courier.example/2026/01/01/ferry-returns/").output
    assert "changed  the text of content/a.md" in output
    assert "same  the navigation" in output
    (at.output / "index.html").write_text("spoilt")
    assert "changed or removed after the build" in run("why", "/").output


def test_why_says_why_a_story_is_withheld(at: Newsroom) -> None:
    at.write(story("c.md", "Later", "2031-01-03"))
    result = run("why", "content/c.md")
    assert result.exit_code == 1
    assert "it is scheduled for 2031-01-03" in result.output


def test_an_interrupted_publication_is_finished_and_reported(at: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build")
    at.write(story("c.md", "Third", "2026-01-03"))

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("generator.publish.apply", killed)
        at.build()
    assert not (at.output / "2026/01/03").exists()
    result = run("build")
    assert "interrupted" in result.output
    assert (at.output / "2026/01/03/third/index.html").exists()


def test_settings_that_are_right_are_used_although_others_are_wrong(at: Newsroom) -> None:
    """Otherwise adopted copy would be reported as wrong."""
    settings = at.folder / "site.toml"
    settings.write_text(settings.read_text() + "adopt = true\nlangage = 'en'\nrelated = many\noffline = perhaps\n")
    at.write(story("c.md", "C", "2026-01-01", body="{% liquid %}") + "-- layouts/story.html --\n{{ story.nosuch }}\n")
    result = run("build")
    assert sorted(re.findall(r"(?m)^(?:site|content|layouts)\S+", result.stderr)) == [
        "layouts/story.html:1:10:",
        "site.toml:6:1:",
        "site.toml:7:11:",
        "site.toml:8:11:",
    ]


def test_an_error_in_a_story_does_not_hide_its_broken_links(at: Newsroom) -> None:
    body = "See [x](gone.md), ![y](none.jpg) and [z](/nowhere/)."
    at.write(story("c.md", "C", "2026-13-01", "picture: {src: lost.jpg, alt: L}", body=body))
    said = run("build").stderr
    for missing in ("gone.md", "none.jpg", "lost.jpg"):
        assert f"points to content/{missing}, which does not exist" in said
    assert "`/nowhere/` does not exist on this site" in said
    assert said.endswith("5 problems: nothing was changed.\n")


def test_a_story_that_is_mended_has_no_broken_links_left(at: Newsroom) -> None:
    at.write(story("c.md", "C", "2026-13-01", body="See [x](a.md)."))
    assert run("build").stderr.endswith("1 problem: nothing was changed.\n")
    at.write(story("c.md", "C", "2026-11-01", body="See [x](a.md)."))
    assert run("build").exit_code == 0


def test_what_is_due_is_compared_with_the_built_site(at: Newsroom) -> None:
    at.write(story("c.md", "C", "2026-11-24T18:00"))
    due = ("next", "--due", "--exit-code", "--as-of")
    nothing_built = run(*due, "2026-11-24T12:00")
    assert (nothing_built.stdout, nothing_built.exit_code) == ("true\n", 0)
    assert "No site built by Broadsheet was found at output." in nothing_built.stderr
    run("build", "--as-of", "2026-11-24T12:00")
    assert (run(*due, "2026-11-24T13:00").stdout, run(*due, "2026-11-24T13:00").exit_code) == ("false\n", 1)
    later = run(*due, "2026-11-24T18:00")
    assert (later.stdout, later.exit_code) == ("true\n", 0)
    assert "Missed: 2026-11-24 18:00" in later.stderr
    assert run("next", "--due", "--as-of", "2026-11-24T13:00").exit_code == 0
    assert run(*due, "2026-11-24T13:00", "--output", "elsewhere").exit_code == 0
    told = json.loads(run("next", "--json", "--as-of", "2026-11-24T13:00").stdout)
    assert (told["due"], told["next"]) == (False, "2026-11-24T18:00:00+03:00")


def test_errors_are_neither_due_nor_not_due(at: Newsroom) -> None:
    at.write(story("c.md", "C", "2026-13-24"))
    result = run("next", "--due", "--exit-code")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "content/c.md:3:" in result.stderr
    assert run("next", "--exit-code").exit_code == 2


def test_help_on_a_narrow_terminal_says_in_full_what_each_command_does() -> None:
    result = CliRunner().invoke(main, ["--help"], terminal_width=80)
    rows = [line for line in result.output.partition("Commands:\n")[2].splitlines() if line.strip()]
    assert len(rows) == len(main.commands)
    for row in rows:
        assert re.fullmatch(r"  [a-z-]+ +[A-Z].*[^.]\.", row), row


def test_bad_settings_copy_and_layouts_are_all_reported_at_once(at: Newsroom) -> None:
    at.write("-- layouts/story.html --\n{{ stroy }}\n" + story("c.md", "Lost", "2026-13-03"))
    at.write('-- site.toml --\ntitel = "The Courier"\nbase_url = "https://courier.example/"\n')
    result = run("build")
    assert all(
        f"{place}: " in result.output for place in ("site.toml:1:1", "content/c.md:3:17", "layouts/story.html:1:4")
    )
    assert result.output.endswith("4 problems: nothing was changed.\n")


def test_a_story_that_gets_another_slug_is_found_at_its_old_address(at: Newsroom) -> None:
    run("build", "--publish")
    assert "/2026/01/01/ferry-returns/  content/a.md" in (at.folder / "published.txt").read_text()
    at.write(story("a.md", "Ferry returns", "2026-01-01", "slug: ferry-is-back"))
    run("build", "--publish")
    assert "url=/2026/01/01/ferry-is-back/" in at.page("2026/01/01/ferry-returns")
    run("build", "--output", "clean")
    assert at.tree(at.folder / "clean") == at.tree()


def test_an_address_that_would_vanish_is_reported_until_it_is_settled(at: Newsroom) -> None:
    run("build", "--publish")
    at.remove("content/a.md")
    result = run("build", "--publish")
    assert result.exit_code == 0
    assert "/2026/01/01/ferry-returns/ was published, but no longer exists" in result.output
    assert run("build", "--publish", "--strict").exit_code == 1
    assert run("retire", "https://courier.example/2026/01/01/ferry-returns/").exit_code == 0
    assert run("build", "--publish", "--strict").exit_code == 0
    assert run("retire", "/never/").exit_code == 1


def test_every_story_is_found_at_its_old_address_when_the_permalink_changes(at: Newsroom) -> None:
    run("build", "--publish")
    old = [line.split()[0] for line in (at.folder / "published.txt").read_text().splitlines() if "/2026/" in line]
    for permalink in ("/{year}/{slug}/", "/news/{slug}/"):
        at.write(SETTINGS + f'permalink = "{permalink}"\n')
        result = run("build", "--publish", "--strict")
        assert (result.exit_code, result.stderr) == (0, "")
    for place in [*old, "/2026/ferry-returns/"]:
        name = place.rstrip("/").rpartition("/")[2]
        assert f"url=/news/{name}/" in at.page(place.strip("/")), place
    run("build", "--output", "clean")
    assert at.tree(at.folder / "clean") == at.tree()


def test_an_address_settled_by_an_alias_leads_to_the_story_that_takes_its_place(at: Newsroom) -> None:
    run("build", "--publish")
    at.remove("content/a.md")
    result = run("build", "--publish", "--strict", "--json")
    assert (result.exit_code, json.loads(result.stdout)["ok"]) == (1, False)
    assert "Ferry returns" in at.page("2026/01/01/ferry-returns")
    at.write(story("c.md", "Ferry sold", "2026-01-03", "aliases: [/2026/01/01/ferry-returns/]"))
    result = run("build", "--publish", "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "url=/2026/01/03/ferry-sold/" in at.page("2026/01/01/ferry-returns")


def test_a_deleted_story_that_comes_back_needs_no_more_settling(at: Newsroom) -> None:
    run("build", "--publish")
    at.remove("content/a.md")
    run("build", "--publish")
    run("retire", "/2026/01/01/ferry-returns/")
    at.write(story("a.md", "Ferry returns", "2026-01-01"))
    assert run("build", "--publish", "--strict").exit_code == 0
    at.remove("content/a.md")
    assert run("build", "--publish", "--strict").exit_code == 1, "it was published again, and is gone again"


def test_a_url_history_that_was_merged_badly_is_a_problem_and_is_not_written_over(at: Newsroom) -> None:
    run("build", "--publish")
    ledger = at.folder / "published.txt"
    broken = "<<<<<<< ours\n" + ledger.read_text() + "=======\n"
    ledger.write_text(broken)
    at.write(story("c.md", "Third", "2026-01-03"))
    result = run("build", "--publish")
    assert result.exit_code == 1
    assert "published.txt:1:1: this line does not give an address and its file" in result.stderr
    assert ledger.read_text() == broken


def test_the_url_history_takes_down_nothing_that_is_not_public(at: Newsroom) -> None:
    at.write(story("c.md", "Secret deal", "2031-01-03") + story("d.md", "Draft deal", "2026-01-03", "draft: true"))
    for options in (["--drafts"], ["--as-of", "2031-02-01"]):
        assert run("build", "--publish", *options).exit_code == 2
        assert run("build", "--output", "trial", *options).exit_code == 0
    assert not (at.folder / "published.txt").exists()
    assert run("build", "--publish").exit_code == 0
    assert "deal" not in (at.folder / "published.txt").read_text()


def test_an_old_address_gives_way_to_a_page_that_is_there_now(at: Newsroom) -> None:
    at.write("-- content/pages/sport.md --\n---\ntitle: Sport\n---\nWords.\n")
    run("build", "--publish")
    at.write("-- content/pages/sport.md --\n---\ntitle: Sport\nslug: about-sport\n---\nWords.\n")
    at.write(story("a.md", "Ferry returns", "2026-01-01", "section: Sport"))
    assert run("build", "--publish").exit_code == 0
    assert "Ferry returns" in at.page("sport")


def test_a_trial_build_is_not_a_publication(at: Newsroom) -> None:
    run("build")
    assert not (at.folder / "published.txt").exists()
    at.write(story("a.md", "Ferry returns", "2026-01-01", "slug: ferry-is-back"))
    assert run("build", "--publish").exit_code == 0
    assert not (at.output / "2026/01/01/ferry-returns").exists(), "nobody has seen this address"
    assert "/2026/01/01/ferry-is-back/" in (at.folder / "published.txt").read_text()


def test_a_build_that_is_published_after_a_trial_is_recorded_though_nothing_is_written(at: Newsroom) -> None:
    run("build")
    assert " 0 files written" in run("build", "--publish").output
    assert "/2026/01/01/ferry-returns/" in (at.folder / "published.txt").read_text()


@pytest.mark.parametrize("address", ["https://example.org/", "http://localhost:8000/", "https://news.example.com/a/"])
def test_row_69_a_site_at_a_placeholder_is_built_with_a_warning_but_not_published(at: Newsroom, address: str) -> None:
    at.write(SETTINGS.replace("https://courier.example/", address))
    for command in (["build"], ["check"]):
        said = run(*command)
        assert said.exit_code == 0
        assert f"site.toml:2:1: warning: `base_url` is still a placeholder: {address}" in said.output
    for command in (["build", "--publish"], ["deploy"]):
        said = run(*command)
        assert said.exit_code == 1
        assert f"site.toml:2:1: `base_url` is still a placeholder: {address}" in said.output
    assert not (at.folder / "published.txt").exists()
    assert run("build", "--publish", "--base-url", "https://courier.example/").exit_code == 0
    assert "example.org" not in (at.folder / "published.txt").read_text()


def test_an_address_that_works_is_not_retired(at: Newsroom) -> None:
    at.write(story("a.md", "Kept", "2026-01-01"))
    place = "/2026/01/01/kept/"
    assert CliRunner().invoke(main, ["build", "--publish", "--site", str(at.folder)]).exit_code == 0
    said = CliRunner().invoke(main, ["retire", place, "--site", str(at.folder)])
    assert said.exit_code == 1
    assert f"{place} works: the site has content/a.md there" in said.output
    at.remove("content/a.md")
    assert CliRunner().invoke(main, ["retire", place, "--site", str(at.folder)]).exit_code == 0


def test_a_strict_check_does_not_fail_because_of_what_needs_no_action(at: Newsroom) -> None:
    later = story("b.md", "Later", "2030-01-01", "standfirst: It comes.")
    at.write(story("a.md", "Now", "2026-01-01", "standfirst: It is.", body="See [it](b.md).") + later)
    said = CliRunner().invoke(main, ["check", "--strict", "--site", str(at.folder)])
    assert "no action needed" in said.output
    assert said.exit_code == 0, said.output


def test_all_addresses_that_are_gone_are_retired_at_once_or_by_a_pattern(at: Newsroom) -> None:
    stories = [story(f"{day}.md", f"Day {day}", f"2026-0{day}-01") for day in (3, 4, 5)]
    at.write("".join(stories))
    run("build", "--publish")
    for day in (3, 4, 5):
        at.remove(f"content/{day}.md")
    assert run("retire", "/2026/03/*").output == "/2026/03/01/day-3/ is retired.\n"
    assert run("retire", "/2026/03/*").exit_code == 1, "it is retired already"
    assert run("retire", "--all", "/2026/04/*").exit_code == 2
    assert run("retire", "--all").output.count(" is retired.") == 2
    said = run("build", "--strict")
    assert (said.exit_code, said.stderr) == (0, "")
    assert "/2026/01/01/ferry-returns/  content/a.md" in re.sub(" +", "  ", (at.folder / "published.txt").read_text())


def test_drafts_never_go_where_the_site_for_readers_is(at: Newsroom) -> None:
    at.write(story("c.md", "Secret deal", "2026-01-03", "draft: true"))
    run("build")
    before = at.tree()
    assert run("build", "--drafts").exit_code == 0
    assert at.tree() == before
    assert (at.folder / "output-drafts/2026/01/03/secret-deal/index.html").exists()
    for options in (["--output", "output"], ["--atomic"], ["--publish"]):
        assert run("build", "--drafts", *options).exit_code != 0
    assert at.tree() == before


def test_row_59_a_clock_that_goes_back_does_not_empty_the_site(at: Newsroom) -> None:
    run("build", "--as-of", "2026-01-10")
    before = at.tree()
    said = run("build", "--as-of", "2020-01-01")
    assert said.exit_code == 1
    assert "the site there is as of 2026-01-10 00:00, which is later than 2020-01-01 00:00" in said.output
    assert at.tree() == before
    assert run("build", "--as-of", "2026-01-09").exit_code == 0, "nothing changes between the two"
    assert run("build", "--as-of", "2020-01-01", "--earlier").exit_code == 0
    assert "Ferry returns" not in at.page("index.html")


def test_a_profile_shows_where_the_time_went(at: Newsroom) -> None:
    tables = run("build", "--profile").stderr.split("\n\n")
    stages, _, work, _, queries, _ = ([line.split() for line in table.splitlines()] for table in tables)
    assert [line[0] for line in stages[1:-4]] == ["scan", "compare", "settle", "render", "publish", "save"]
    assert work[0] == ["work", "items", "wall", "s", "per", "s"]
    assert [line[0] for line in work[1:]] == ["Reading", "Rendering"]
    assert queries[0] == ["query", "runs", "own", "s", "per", "s"]
    own = [next(float(word) for word in line if re.fullmatch(r"\d+\.\d{3}", word)) for line in queries[1:-1]]
    assert own == sorted(own, reverse=True) and queries[-1][1] == "others"


def test_a_profile_of_a_build_with_nothing_to_do_has_only_its_stages(at: Newsroom) -> None:
    run("build")
    stages, _ = run("build", "--profile").stderr.split("\n\n")
    assert [line.split()[0] for line in stages.splitlines()[1:-4]] == ["scan", "compare"]


@pytest.mark.parametrize("place", ["a.txt/site", "/proc/site"])
def test_a_site_that_cannot_be_created_is_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    result = run("init", str(tmp_path / place))
    assert result.exit_code == 1
    assert "the site cannot be created here" in result.stderr


def test_a_site_toml_that_is_a_pipe_or_a_folder_is_not_to_be_renamed_to_its_own_name(at: Newsroom) -> None:
    (at.folder / "site.toml").unlink()
    (at.folder / "site.toml").mkdir()
    said = run("build", "--site", at.folder).output
    assert "this is not a file that can be read" in said
    assert "put the file itself here, not a link, a folder or a device" in said


def test_an_icon_that_is_no_drawing_is_told_and_one_with_a_script_is_not_sent_to_a_folder_of_files(
    at: Newsroom,
) -> None:
    at.write("-- layouts/assets/icon.png --\nwords\n")
    said = run("build").output
    assert "layouts/assets/icon.png: warning: no icon is made from this file" in said
    script = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M0 0h9v9z"/></svg>'
    at.write(f"-- layouts/assets/icon.svg --\n{script}\n")
    said = run("build").output
    assert "icons cannot be made from this drawing" in said
    assert "content/static/" not in said


def test_a_look_of_a_section_with_a_space_is_told_at_its_line(at: Newsroom) -> None:
    at.write(f'{SETTINGS}[blocks]\n"Real Estate" = "lead"\n')
    assert "site.toml:6:2: warning: `Real Estate` in [blocks] is not a section" in run("build").output
