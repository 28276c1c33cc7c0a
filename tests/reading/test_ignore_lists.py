"""Which stories an Eleventy site's lists of ignored files withhold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.reading.ignore_lists import LONGEST, MOST_PATTERNS, NAME, IgnoreList, ignored, read

PATHS = ("content/posts/a.md", "content/posts/deep/in/b.md", "content/Notes/Café.md")


def _named(text: str, paths: tuple[str, ...] = PATHS) -> tuple[str, ...]:
    held, problems = ignored([IgnoreList(".eleventyignore", text)], paths)
    assert all(each.level == "warning" for each in problems)
    return held


@pytest.mark.parametrize(
    "pattern",
    [
        *("posts/a.md", "content/posts/a.md", "./posts/a.md", "/posts/a.md", "a.md", "posts", "posts/", "posts/**"),
        *(
            "**/a.md",
            "*.md",
            "posts/*.md",
            "posts/**/*.md",
            "posts/**/a.md",
            "**/posts/**",
            "content",
            "?.md",
            "[a-c].md",
        ),
        *(
            "posts/{a,b}.md",
            "posts/@(a|c).md",
            "posts/+(a).md",
            "POSTS/A.md",
            "\ufeffposts/a.md",
            "  a.md  ",
            "[^x].md",
        ),
        *("posts/\\a.md", "**/**/a.md", "content/**/posts/**/a.md", "**/**/**/**/**/a.md"),
    ],
)
def test_patterns_name_a_story(pattern: str) -> None:
    assert "content/posts/a.md" in _named(pattern)


@pytest.mark.parametrize(
    "pattern", ["# a.md", "#*", "!*.md", "!a.md", "", "post", "a", "posts/b.md", "*.txt", "deep", "x/**/a.md"]
)
def test_patterns_that_do_not_name_it(pattern: str) -> None:
    assert "content/posts/a.md" not in _named(pattern)


def test_empty_lines_and_notes_name_nothing() -> None:
    assert _named("\n  \n# *\n!*\n") == ()


def test_a_pattern_may_have_three_runs_of_folders_which_may_be_none() -> None:
    assert _named("**/**/**/a.md", ("content/posts/a.md", "content/posts/b-a.md")) == ("content/posts/a.md",)


def test_the_lists_of_the_site_and_of_its_stories_are_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    assert read(tmp_path, content) == ()
    (content / NAME).write_text("drafts\n")
    assert read(tmp_path, content) == (IgnoreList(f"content/{NAME}", "drafts\n"),)
    (tmp_path / NAME).write_text("notes\n")
    assert [each.name for each in read(tmp_path, content)] == [NAME, f"content/{NAME}"]


def test_a_list_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"a" * (LONGEST + 1))
    (found,) = read(tmp_path, tmp_path / "content")
    assert found.problem
    assert "this list of stories to withhold cannot be read" in found.problem.message
    assert ignored([found], PATHS) == ((), (found.problem,))


def test_accents_count_in_whatever_form() -> None:
    assert _named("notes/cafe\u0301.md") == ("content/Notes/Café.md",)


def test_a_long_list_is_matched_in_little_time() -> None:
    stories = tuple(f"content/{number}/story.md" for number in range(2000))
    lines = "".join(f"gone/{number}.md\n" for number in range(50_000))
    start = time.process_time()
    assert _named(lines + "1999/story.md", stories) == ("content/1999/story.md",)
    assert time.process_time() - start < 5


def test_a_list_with_too_many_wildcards_is_refused() -> None:
    most = "".join(f"{number}*a*b*c*d\n" for number in range(MOST_PATTERNS))
    assert [each.level for each in ignored([IgnoreList(".eleventyignore", most)], PATHS)[1]] == ["warning"]
    hostile = most + "x*a*b*c*d\n"
    held, (problem,) = ignored([IgnoreList(".eleventyignore", hostile)], PATHS)
    assert (held, problem.level) == ((), "error")
