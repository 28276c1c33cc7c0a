"""Which paths stay inside the folder they are relative to, on every system."""

from __future__ import annotations

import ntpath
import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.safe_paths import all_safe, fault_in, hidden_in, shown

PARTS = [
    "..",
    ".",
    "",
    " ",
    ". ",
    "..  ",
    "a",
    "b.html",
    "C:",
    "c:x",
    "a\\b",
    "\\\\host",
    "\0",
    "\n",
    "ş",
    ".broadsheet",
]


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", "is empty"),
        ("/etc/passwd", "is absolute"),
        ("//host/share", "is absolute"),
        ("../site.toml", "leads out of its folder"),
        ("a/../../site.toml", "leads out of its folder"),
        ("a/..", "leads out of its folder"),
        ("C:/Windows/a", "begins with a drive letter"),
        ("c:a", "begins with a drive letter"),
        ("a\\..\\..\\b", "contains a backslash"),
        ("a\0b", "contains a control character"),
        ("a\nb", "contains a control character"),
        ("a\x85b", "contains a control character"),
        ("a\ud800b", "contains a control character"),
        ("a//b", "has an empty part"),
        ("a/", "has an empty part"),
        ("./a", "has a part that ends with a dot or a space"),
        ("a/.. /b", "has a part that ends with a dot or a space"),
        (".broadsheet/lock", "is in .broadsheet/, which is for Broadsheet's records"),
        (".BroadSheet/lock", "is in .broadsheet/, which is for Broadsheet's records"),
        (".git/hooks/pre-commit", "is in .git/, which is for Git's records"),
        ("a/.GIT", "is in .git/, which is for Git's records"),
        (".Git/config", "is in .git/, which is for Git's records"),
        ("a/.g\u200cit/config", "is in .git/, which is for Git's records"),
        ("GIT~1/config", "is in .git/, which is for Git's records"),
        (".git::$INDEX_ALLOCATION/config", "is in .git/, which is for Git's records"),
        ("a/" * 2500 + "b", "is too long"),
        ("ş" * 128, "is too long"),
        ("x" * 256, "is too long"),
        ("a/" * 2000 + "b", "is too long"),
    ],
)
def test_unsafe_paths_are_distinguished_from_safe_ones(path: str, fault: str) -> None:
    assert fault_in(path) == fault
    assert not all_safe(["index.html", path])


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "2026/11/24/a/index.html",
        ".well-known/security.txt",
        "a.b/..c/d..e",
        "köy ve şehir/x",
        "10:30/x",
        ".gitignore",
        "a/.github/x",
        "git/x",
        "x" * 255,
        "a/" * 1999 + "bc",
    ],
)
def test_paths_that_a_site_may_contain_are_safe(path: str) -> None:
    assert fault_in(path) == ""


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=3), min_size=1, max_size=5).map("/".join))
def test_no_safe_path_leads_out_on_any_system(path: str) -> None:
    if fault_in(path):
        return
    assert posixpath.normpath(posixpath.join("/tree", path)) == f"/tree/{path}"
    assert ntpath.normpath(ntpath.join("Z:\\tree", path)).replace("\\", "/") == f"Z:/tree/{path}"
    path.encode()


@pytest.mark.parametrize(
    ("name", "hidden"),
    [("ferry.md", ""), ("g\u00fcn.md", ""), ("a\x1b[2J.md", "\x1b"), ("a\nb.md", "\n"), ("a\u202etxt.md", "\u202e")],
)
def test_characters_in_a_name_that_nobody_sees_are_found(name: str, hidden: str) -> None:
    assert hidden_in(name) == hidden


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ferry.md", "ferry.md"),
        ("g\u00fcn.md", "g\u00fcn.md"),
        ("a\x1b[2J.md", "a\ufffd[2J.md"),
        ("a\n::error::b", "a\ufffd::error::b"),
        ("g\u00fcn\u202etxt", "g\u00fcn\ufffdtxt"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_a_text_is_shown_on_one_line_without_what_nobody_sees(text: str, line: str) -> None:
    assert shown(text) == line
