"""What is taken from a site's folder, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.model.problems import Problems
from generator.reading import scan
from generator.reading.folders import DEEPEST
from generator.reading.scan import FileRead, contents


def test_copy_and_other_files_are_told_apart(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01") + "-- content/b.csv --\n1\n-- content/static/readme.md --\nx\n")
    found = contents(newsroom.folder)
    assert [copy.path for copy in found.copy] == ["content/a.md"]
    assert set(found.files) == {"content/b.csv", "content/static/readme.md"}


@pytest.mark.parametrize(
    "name", [".env", ".git/config", ".DS_Store", "a.md~", ".a.md.swp", "a.md.bak", "#a.md#", "4913", "Thumbs.db"]
)
def test_what_editors_and_systems_leave_behind_is_passed_over(newsroom: Newsroom, name: str) -> None:
    newsroom.write(f"-- content/{name} --\nsecret\n-- content/static/{name} --\nsecret\n")
    assert contents(newsroom.folder).files == {}
    assert contents(newsroom.folder).copy == ()


def test_a_site_without_its_folder_of_copy_is_a_problem(tmp_path: Path) -> None:
    (problem,) = contents(tmp_path).problems
    assert problem.message == "there is no folder content/ here"


def test_copy_may_be_elsewhere(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01") + "-- content/b.csv --\n1\n")
    away = (newsroom.folder / "content").rename(tmp_path / "copy")
    found = contents(newsroom.folder, elsewhere=away)
    assert [copy.path for copy in found.copy] == ["content/a.md"]
    assert [each.file for each in found.files.values()] == [str(away / "b.csv")]
    (problem,) = contents(newsroom.folder, elsewhere=tmp_path / "nowhere").problems
    assert problem.message == f"{tmp_path / 'nowhere'} is not a folder"


def test_the_well_known_folder_is_meant(newsroom: Newsroom) -> None:
    newsroom.write("-- content/static/.well-known/security.txt --\nContact: mailto:desk@courier.example\n")
    newsroom.build()
    assert ".well-known/security.txt" in newsroom.tree()


@pytest.mark.parametrize("kind", ["file", "folder", "parent", "loop", "dangling"])
def test_row_2_links_are_refused_and_their_targets_never_published(
    newsroom: Newsroom, tmp_path: Path, kind: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\ntitle: Top secret\npublished: 2026-01-01\n---\nsecret")
    place = newsroom.folder / "content/static"
    place.mkdir()
    target = {
        "file": outside / "secret.md",
        "folder": outside,
        "parent": tmp_path,
        "loop": place,
        "dangling": tmp_path / "gone",
    }[kind]
    (place / "linked").symlink_to(target)
    (problem,) = newsroom.problems()
    assert (problem.path, problem.message) == ("content/static/linked", "this is a link to another place")
    assert not newsroom.output.exists()


def test_row_2_a_link_for_content_itself_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    (newsroom.folder / "content").rmdir()
    (tmp_path / "outside").mkdir()
    (newsroom.folder / "content").symlink_to(tmp_path / "outside")
    (problem,) = newsroom.problems()
    assert (problem.path, problem.message) == ("content", "the folder content/ is a link to another place")


@pytest.mark.parametrize("name", ["site.toml", "layouts", "published.txt", ".broadsheet"])
def test_row_2_a_link_at_the_top_of_a_site_is_refused(newsroom: Newsroom, tmp_path: Path, name: str) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01"))
    place, target = newsroom.folder / name, tmp_path / "outside"
    if name in ("layouts", ".broadsheet"):
        target.mkdir()
    else:
        target.write_text(SETTINGS.partition("\n")[2] if name == "site.toml" else "")
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    with pytest.raises(Problems) as refused:
        newsroom.build()
    (problem,) = refused.value.problems
    assert problem.path.endswith(name)
    assert "link" in problem.message
    assert problem.fix
    assert not newsroom.output.exists()


HIDDEN = ["\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff", "\x07", "\n", "\x85", "\U000e0041"]


@pytest.mark.parametrize("sign", HIDDEN)
@pytest.mark.parametrize("place", ["content/files/x{}lmth.txt", "content/static/{}x.txt", "content/a{}b/c.md"])
def test_row_35_a_name_with_an_invisible_character_is_refused(newsroom: Newsroom, place: str, sign: str) -> None:
    file = newsroom.folder / place.format(sign)
    file.parent.mkdir(parents=True)
    file.write_text("---\ntitle: A\npublished: 2026-01-01\n---\nWords.\n")
    (problem,) = newsroom.problems()
    assert sign not in problem.path
    assert f"U+{ord(sign):04X}" in problem.path
    assert f"U+{ord(sign):04X}" in problem.message
    assert problem.fix


def test_a_name_may_join_letters_as_its_script_does(newsroom: Newsroom) -> None:
    newsroom.write(story("\u0645\u06cc\u200c\u0634\u0648\u062f.md", "A", "2026-01-01"))
    newsroom.build()


def test_copy_that_is_too_long_to_be_copy_is_not_read(newsroom: Newsroom) -> None:
    path = newsroom.folder / "content" / "dump.md"
    with path.open("wb") as file:
        file.truncate(50 * 2**30)  # takes no room on the disk, and would take all of the memory
    (problem,) = scan.contents(newsroom.folder).problems
    assert problem.path == "content/dump.md"
    assert problem.message == "this file has 53,687,091,200 bytes; the limit for a story is 2,000,000"
    with path.open("wb") as file:
        file.truncate(scan.LONGEST_COPY)
    assert scan.contents(newsroom.folder).problems == ()


def test_a_site_has_a_stated_number_of_stories(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_COPY", 2)
    newsroom.write("".join(story(f"{name}.md", "Ferry", "2026-01-01") for name in "abc"))
    (problem,) = scan.contents(newsroom.folder).problems
    assert problem.message == "this site has 3 Markdown files; the limit is 2"
    monkeypatch.setattr(scan, "MOST_COPY", 3)
    assert scan.contents(newsroom.folder).problems == ()


def test_folders_are_nested_no_deeper_than_people_do(newsroom: Newsroom) -> None:
    folder = newsroom.folder / "content"
    for _ in range(100):
        folder = folder / "a"
        folder.mkdir()
    (problem,) = scan.contents(newsroom.folder).problems
    assert problem.path == "content" + "/a" * (DEEPEST + 1)
    assert "40 deep" in problem.message


def test_folders_may_be_as_deep_as_the_limit(newsroom: Newsroom) -> None:
    newsroom.write(f"-- content/{'a/' * (DEEPEST - 1)}b.csv --\n1\n")
    assert scan.contents(newsroom.folder).problems == ()


@pytest.mark.parametrize(("since", "settled"), [(2_000_000_000, False), (2_000_000_001, True)])
def test_a_file_that_has_just_changed_is_read_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, since: int, settled: bool
) -> None:
    newsroom.write("-- content/b.csv --\n1\n")
    modified = (newsroom.folder / "content/b.csv").stat().st_mtime_ns
    monkeypatch.setattr(scan.time, "time_ns", lambda: modified + since)
    assert (list(contents(newsroom.folder).seen) == ["content/b.csv"]) == settled


def test_a_file_with_the_same_size_and_times_is_not_read_again(newsroom: Newsroom) -> None:
    newsroom.write("-- content/b.csv --\n1\n")
    (digest,) = (each.digest for each in contents(newsroom.folder).files.values())
    status = (newsroom.folder / "content/b.csv").stat()
    for size, expected in ((status.st_size, "as before"), (status.st_size + 1, digest)):
        seen = FileRead(size, status.st_mtime_ns, "as before", 0, 0, changed=status.st_ctime_ns)
        (found,) = contents(newsroom.folder, {"content/b.csv": seen}).files.values()
        assert found.digest == expected


UNSAFE = "<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("content/unsafe.svg", UNSAFE, True),
        ("content/static/unsafe.svg", UNSAFE, False),
        ("content/files/page.html", "<p>Words", True),
        ("content/files/dues.csv", "a,b", False),
        ("content/files/broken.pdf", "%PDF-1.7 and no more", True),
    ],
)
def test_what_cannot_be_published_beside_a_story_is_known_before_a_story_shows_it(
    newsroom: Newsroom, name: str, data: str, said: bool
) -> None:
    newsroom.write(f"-- {name} --\n{data}\n")
    (found,) = contents(newsroom.folder).files.values()
    assert {each.path for each in found.problems} == ({name} if said else set())


def test_a_recording_that_cannot_be_cleaned_is_published_as_it_is_only_by_the_owner(newsroom: Newsroom) -> None:
    for name, level in (("content/files/a.pdf", "error"), ("content/static/a.pdf", "warning")):
        newsroom.write(f"-- {name} --\n%PDF-1.7 and no more\n")
        (said,) = contents(newsroom.folder).files[name].problems
        assert (said.path, said.level, "it is published as it is" in said.message) == (name, level, level == "warning")


def test_accepted_warnings_beside_stories_kept_elsewhere_are_no_file_of_the_site(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    away = tmp_path / "copy"
    for folder in (away, newsroom.folder / "content"):
        folder.mkdir(exist_ok=True)
        (folder / scan.ACCEPTED).write_text("x\n")
    assert contents(newsroom.folder, elsewhere=away).files == {}
    assert list(contents(newsroom.folder).files) == [f"content/{scan.ACCEPTED}"]
