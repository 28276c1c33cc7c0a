"""Every file can be written everywhere; where two cannot, one gives way, or both are named."""

from __future__ import annotations

import pytest

from generator.model.output import File
from generator.pipeline.path_conflicts import giving_way, path_conflicts, resolved


def test_files_that_give_way_do_so_to_others_and_to_the_first_of_their_kind() -> None:
    robots, from_owner = File("robots.txt", "the site"), File("robots.txt", "content/static/robots.txt")
    first, second = File("quay.jpg", "content/a.md", "any"), File("quay.jpg", "content/b.md", "any")
    ours = File("favicon.ico", "the theme", "owner")
    assert [*resolved([robots, from_owner])] == [robots, from_owner]  # reported as a problem later
    assert [*resolved([first, second])] == [first]
    assert [*resolved([ours, File("favicon.ico", "content/static/favicon.ico")])] == [
        File("favicon.ico", "content/static/favicon.ico")
    ]
    assert [*resolved([File("quay.jpg", "content/quay.jpg"), first])] == [File("quay.jpg", "content/quay.jpg")]
    assert [*resolved([ours, File("favicon.ico", "content/a.md", "any")])] == [ours]


@pytest.mark.parametrize("path", ["CNAME", "../ferry/index.html", "ferry/index.html/old"])
def test_an_old_address_that_no_disk_or_host_can_hold_gives_way(path: str) -> None:
    page, old = File("ferry/index.html", "content/ferry.md"), File(path, "an alias in content/dues.md")
    kept, problems = giving_way([page, old])
    assert kept == [page]
    assert len(problems) == 1


def test_an_old_address_is_kept_where_nothing_else_is_and_pages_do_not_give_way_to_each_other() -> None:
    page, other = File("ferry/index.html", "content/ferry.md"), File("ferry/index.html", "content/sails.md")
    old = File("boat/index.html", "an alias in content/ferry.md")
    assert giving_way([page, other, old]) == ([page, other, old], [])


ALIAS = "an alias in content/ferry.md"


@pytest.mark.parametrize(
    ("files", "kept", "said"),
    [
        ([File("a/index.html", "content/a.md"), File("a/index.html", ALIAS)], 1, ["/a/", "content/a.md"]),
        ([File("A/index.html", "content/a.md"), File("a/index.html", ALIAS)], 1, ["/a/", "content/a.md"]),
        ([File("a/index.html", "content/ferry.md"), File("a/index.html", ALIAS)], 1, []),
        ([File("a/index.html", ALIAS), File("a/index.html", "an alias in content/dues.md")], 1, ["content/ferry.md"]),
        ([File("a/index.html", "content/a.md"), File("a", ALIAS)], 1, ["its path cannot be stored"]),
        ([File("a", "content/a"), File("a/index.html", ALIAS)], 1, ["belongs to content/a"]),
        ([File("a", "content/a.md"), File("a", "content/a", "any")], 1, []),
        ([File("a", "content/a.md"), File("a", "content/a.csv")], 1, ["(content/a.csv)"]),
        ([File("a", "content/a.csv"), File("a/index.html", "content/a.md")], 1, ["(content/a.csv)"]),
        ([File("b/index.html", "content/a.md"), File("a", ALIAS)], 2, []),
    ],
)
def test_in_adopted_copy_what_cannot_be_stored_beside_another_is_left_out_with_a_warning(
    files: list[File], kept: int, said: list[str]
) -> None:
    found, problems = giving_way(files)
    assert len(found) == kept
    assert len(problems) == bool(said)
    assert all(words in problem.message for words in said for problem in problems)
    assert {(each.level, each.outcome) for each in problems} <= {("warning", "dropped")}


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["a", "b"], []),
        (["a", "a"], ["/a is claimed twice: by content/0 and by content/1"]),
        (["a", "A"], ["cannot both be stored on every system"]),
        (["k\u00f6y", "KO\u0308Y"], ["cannot both be stored on every system"]),
        (["a", "a/b/c"], ["cannot both be stored on every system"]),
        (["a/b", "ab/c"], []),
        (["ab", "c\\d"], ["`/c\\d` cannot be stored as a file"]),
    ],
)
def test_files_that_some_system_cannot_hold_together_are_problems(paths: list[str], said: list[str]) -> None:
    found = [*path_conflicts(File(path, f"content/{number}") for number, path in enumerate(paths))]
    assert len(found) == len(said)
    assert all(words in each.message for words, each in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("x" * 256, "shorten its slug or name"),
        ("x" * 255 + ".", "shorten its slug or name"),
        ("x" * 254 + ".", "change its slug or name"),
        (".Broadsheet/a", "Broadsheet reserves that folder; choose another name"),
        ("a\\b", "change its slug or name"),
    ],
)
def test_what_to_do_about_a_path_that_cannot_be_stored_is_said(path: str, fix: str) -> None:
    assert [each.fix for each in path_conflicts([File(path, "the site")])] == [fix]
    assert [each.path for each in path_conflicts([File(path, "the site")])] == ["site.toml"]
