"""What GitHub shows on a commit whose site has problems: annotations, and a summary that editors understand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from generator.cli import main
from generator.cli.annotations import MOST, log_lines
from generator.cli.github_run import desk_entry
from generator.cli.problem_report import kinds
from generator.cli.run_summary import LARGEST, ProblemPlace, summary
from generator.model.problems import Finding, Problem
from generator.model.settings import DeskSettings, Settings
from generator.theme.desk_collections import configuration
from tests.newsroom import SETTINGS, Newsroom, story

DESK = '[desk]\nrepository = "owner/courier"\n'
EVIL = "</code></li><script>x</script> ```` ` **b** [x](javascript:y) <img src=z> @octocat"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site").write(SETTINGS + story("a.md", "Ferry", "2026-11-20", "standfirst: A line."))


def _run(newsroom: Newsroom, command: str, *options: str, **more: str) -> Result:
    environment: Mapping[str, str] = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(newsroom.folder.parent / "summary.md"),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "owner/courier",
        "GITHUB_SHA": "c0ffee",
        "GITHUB_WORKSPACE": str(newsroom.folder),
        **more,
    }
    return CliRunner(env=environment).invoke(main, [command, "--site", str(newsroom.folder), *options])


class _Seen(HTMLParser):
    """The elements, the addresses and the text of what GitHub makes of a summary."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags, self.links, self.text = set[str](), list[str](), ""
        self.feed(MarkdownIt("js-default", {"html": True}).render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def _summary(newsroom: Newsroom) -> _Seen:
    return _Seen((newsroom.folder.parent / "summary.md").read_text(encoding="utf-8"))


def test_a_build_that_fails_tells_editors_what_to_mend_and_where(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.tree()
    newsroom.write("-- site.toml --\n" + SETTINGS.partition("\n")[2] + DESK)
    newsroom.write(story("harbour/b.md", "Dues", "never", "section: Harbour"))
    said = _run(newsroom, "build")
    assert said.exit_code == 1
    assert "::error file=content/harbour/b.md,line=3,col=12,title=build::`never` is not a date" in said.stdout
    seen = _summary(newsroom)
    for part in ("The site was not built", "Dues", "Line 3:", "published: never", "To fix it: write it as"):
        assert part in seen.text, part
    assert seen.links[:2] == [
        "https://courier.example/admin/#/collections/stories/entries/harbour/b",
        "https://github.com/owner/courier/blob/c0ffee/content/harbour/b.md?plain=1#L3",
    ]
    assert newsroom.tree() == before  # the last good site stays


def test_no_text_of_a_story_is_markup_of_the_summary(newsroom: Newsroom) -> None:
    newsroom.write(f"-- content/b.md --\n---\ntitle: '{EVIL}'\npublished: '{EVIL}'\n---\n\n{EVIL}\n")
    newsroom.write(f"-- content/c.md --\n---\ntitle: [\n{EVIL}\n---\n")
    _run(newsroom, "build")
    seen = _summary(newsroom)
    assert seen.tags <= {"h2", "h3", "p", "ol", "li", "b", "br", "code", "a", "details", "summary"}
    assert all(each.startswith("https://github.com/owner/courier/blob/c0ffee/content/") for each in seen.links)
    assert "</code></li><script>x</script> ```` ` **b** [x](javascript:y) <img src=z>" in seen.text
    assert not re.search("@(?=octocat)", seen.text)


def test_a_draft_with_errors_is_in_the_summary_as_a_warning(newsroom: Newsroom) -> None:
    newsroom.write(story("b.md", "Dues", "soon", "draft: true"))
    assert _run(newsroom, "build").exit_code == 0
    assert _run(newsroom, "check").exit_code == 0
    seen = _summary(newsroom)
    assert "The site was built" in seen.text
    assert "Dues" in seen.text


def test_a_site_without_problems_has_no_summary_and_others_have_none(newsroom: Newsroom) -> None:
    _run(newsroom, "build")
    newsroom.write(story("b.md", "Dues", "never"))
    _run(newsroom, "build", GITHUB_ACTIONS="")
    _run(newsroom, "build", "--json")
    assert not (newsroom.folder.parent / "summary.md").exists()


def test_a_site_in_a_folder_of_the_repository_is_named_from_its_root(newsroom: Newsroom) -> None:
    newsroom.write(story("b.md", "Dues", "never"))
    said = _run(newsroom, "build", GITHUB_WORKSPACE=str(newsroom.folder.parent))
    assert "::error file=site/content/b.md," in said.stdout
    assert _summary(newsroom).links == ["https://github.com/owner/courier/blob/c0ffee/site/content/b.md?plain=1#L3"]


def test_stories_outside_the_repository_are_not_linked(newsroom: Newsroom) -> None:
    newsroom.write(story("b.md", "Dues", "never"))
    (newsroom.folder / "content").rename(newsroom.folder.parent / "desk")
    _run(newsroom, "build", "--content", str(newsroom.folder.parent / "desk"))
    seen = _summary(newsroom)
    assert (seen.links, "Dues" in seen.text) == ([], True)


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("content/harbour/a b.md", "stories/entries/harbour/a%20b"),
        ("content/pages/about.md", "pages/entries/about"),
        ("content/people/ruth.md", "people/entries/ruth"),
        ("content/harbour/_index.md", "sections/entries/harbour/_index"),
        ("content/tags/ferry/_index.md", "topics/entries/ferry/_index"),
        ("content/series/dues.md", "series/entries/dues"),
        ("content/a.md", ""),
        ("content/a/b/c.md", ""),
        ("site.toml", ""),
    ],
)
def test_every_file_that_the_desk_has_is_linked_to_its_form(path: str, entry: str) -> None:
    assert desk_entry(path) == (f"#/collections/{entry}" if entry else "")
    collections = configuration(Settings("A", "https://a.example/", desk=DeskSettings("a/b")))["collections"]
    assert not entry or entry.partition("/")[0] in {each["name"] for each in collections}


def _many(count: int, words: str = "wrong") -> list[Finding]:
    return [Finding("build", Problem(f"content/{n:05}.md", 1, 1, f"{n} {words}", "mend it", "x")) for n in range(count)]


def test_github_shows_ten_annotations_of_a_step_and_the_last_counts_the_others() -> None:
    findings = [*_many(12), Finding("build", Problem("content/00000.md", 2, 1, "more", ""))]
    lines = list(log_lines(findings))
    assert len(lines) == MOST == 10
    assert lines[-1] == "::error title=4 more::4 more like these: see the summary of the run"
    assert len({re.findall(r"file=([^,]+)", line)[0] for line in lines[:-1]}) == 9  # no file twice
    assert len(list(log_lines(_many(10)))) == 10


def test_what_an_annotation_says_cannot_begin_another_command() -> None:
    (line,) = log_lines([Finding("a,b:c", Problem("content/a,b:c%.md", 1, 0, "one\r\n::error::two", "100%"))])
    assert line == "::error file=content/a%2Cb%3Ac%25.md,line=1,title=a%2Cb%3Ac::one%0A::error::two. 100%25"


def test_a_summary_is_never_larger_than_github_takes() -> None:
    found = kinds(_many(9000, "word " * 30))
    text = summary(found, "Heading", "Outcome", lambda _: ProblemPlace("Ferry"))
    assert len(text.encode()) <= LARGEST + 1000
    told = text.count("<li>")
    assert f"And {9000 - told:,} more problems" in text


def test_a_summary_that_cannot_be_written_is_said_and_changes_nothing_else(newsroom: Newsroom) -> None:
    newsroom.write(story("b.md", "Crane", "never", "draft: true"))
    for file in (newsroom.folder, newsroom.folder / "nowhere/summary.md"):
        checked = _run(newsroom, "check", GITHUB_STEP_SUMMARY=str(file))
        assert checked.exit_code == 0, checked.output
        assert "::warning title=summary::There is no summary of this step: " in checked.stdout
