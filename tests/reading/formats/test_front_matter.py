"""Fences, YAML and TOML: each ends as the right value or as a problem with its place and fix."""

from __future__ import annotations

import json
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.problems import Problem, Problems
from generator.reading.adopted import front_matter as adopted_front_matter
from generator.reading.formats import front_matter, source_text
from generator.reading.formats.front_matter import SplitFile


def parts_of(text: str) -> SplitFile:
    return front_matter.read(source_text.decoded(text.encode(), "content/a.md"))


def fields_of(block: str) -> dict[str, object]:
    parts = parts_of(f"---\n{block}\n---\n")
    assert parts.front, parts.problems
    return {name: entry.value.plain for name, entry in parts.front.entries.items()}


def problems_of(block: str) -> list[Problem]:
    return sorted(parts_of(f"---\n{block}\n---\nBody.\n").problems)


def test_places_are_those_of_the_file() -> None:
    parts = parts_of("\n---\ntitle: Talks\ntags:\n  - NATO\n---\n\n    code\n")
    assert parts.front
    title, tags = parts.front.entries["title"], parts.front.entries["tags"]
    assert (title.line, title.column, title.value.line, title.value.column) == (3, 1, 3, 8)
    assert tags.value.items
    assert (tags.value.items[0].line, tags.value.items[0].column) == (5, 5)
    assert (parts.body, parts.first_line) == ("\n    code\n", 7)


def test_a_header_as_in_pelican_is_read_with_a_warning() -> None:
    parts = parts_of("Title: Ferry\nDate: 2026-11-20 10:00\nTags: quay, ferry\n\nWords.\n")
    assert parts.front
    assert [(name, each.value.text) for name, each in parts.front.entries.items()][2] == ("Tags", "quay, ferry")
    assert (parts.body, parts.first_line, [each.level for each in parts.problems]) == ("\nWords.\n", 4, ["warning"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: Ferry\npublished: 2026-11-20\n---\nWords.\n", "but not with a line `---`"),
        ("Date: 2026-11-20\nStatus: draft\n\nWords.\n", "but not with a line `---`"),
        ("Title: A\nStatus: draft\nStatus: published\n\nWords.\n", "`Status` does not count"),
        (".. title: Ferry\n.. date: 2026-11-20\n\nWords.\n", "as Nikola's do"),
    ],
)
def test_a_header_that_may_mean_something_else_is_an_error(text: str, message: str) -> None:
    assert any(message in each.message and each.level == "error" for each in parts_of(text).problems)


@pytest.mark.parametrize(
    "text", [".. title: Ferry\n.. tags: a, b c\n", "<!--\n.. title: Ferry\n.. tags: a, b c\n-->\n"]
)
def test_a_header_of_nikola_is_read_in_adopted_copy(text: str) -> None:
    source = source_text.decoded(f"{text}\nWords.\n".encode(), "content/a.md")
    parts = adopted_front_matter.read(source)
    assert parts.front
    assert {name: each.value.text for name, each in parts.front.entries.items()} == {"title": "Ferry", "tags": "a, b c"}
    assert (parts.body.strip(), parts.first_line) == ("Words.", text.count("\n") + 1)
    assert parts.front.entries["title"].line == 2 if text.startswith("<") else 1


@pytest.mark.parametrize(("longer", "read"), [(-1, True), (0, False)])
def test_front_matter_is_read_up_to_a_stated_length(longer: int, read: bool) -> None:
    block = "title: Talks\n# "
    parts = parts_of(f"---\n{block}{'x' * (front_matter.LARGEST - len(block) + longer)}\n---\n")
    assert bool(parts.front) == read
    assert [each.message for each in parts.problems] == ["the front matter is longer than 64 KB"] * (not read)


@pytest.mark.parametrize(
    ("path", "fix"), [("content/README.md", "move it out of content/"), ("content/ferry.md", "a story nor a page")]
)
def test_notes_about_the_site_itself_are_told_from_stories_without_front_matter(path: str, fix: str) -> None:
    (problem,) = front_matter.read(source_text.decoded(b"Words.\n", path)).problems
    assert (problem.fix == fix) or (path == "content/ferry.md" and fix in problem.fix)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_row_15_line_ends_and_byte_order_marks_do_not_matter(ends: str, mark: str) -> None:
    parts = parts_of(mark + ends.join(["---", "title: Talks", "---", "Body.", ""]))
    assert parts.front
    assert (list(parts.front.entries), parts.body, parts.first_line) == (["title"], "Body.\n", 4)


@pytest.mark.parametrize("written", ["NO", "yes", "on", "0123", "1_000", "14:18", "04:14", "1.10", "=", "~", "0x1F"])
def test_words_are_kept_as_written(written: str) -> None:
    front = parts_of(f"---\ntitle: {written}\n---\n").front
    assert front
    assert front.entries["title"].value.text == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("12", 12),
        ("-1.5", -1.5),
        ("0123", "0123"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("14:18", "14:18"),
        ("2024-12-02", "2024-12-02"),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        (".nan", ".nan"),
        ("[1, {a: b}]", [1, {"a": "b"}]),
        ("{on: no, 2024: x}", {"on": "no", "2024": "x"}),
    ],
)
def test_extras_are_typed_only_where_nothing_is_lost(written: str, value: object) -> None:
    assert fields_of(f"extra: {written}") == {"extra": value}


def test_names_of_any_kind_are_names() -> None:
    assert fields_of("on: 1\n2024: 2\nno: 3\ncontent: 4\nhandler: 5") == {
        "on": 1,
        "2024": 2,
        "no": 3,
        "content": 4,
        "handler": 5,
    }


# Each block has one fault: the line and column of the file, a part of the message, a part of the fix.
FAULTS = {
    "title: Breaking: Quake": (2, 16, "another colon", '`title: "Breaking: Quake"`'),
    "tags: [a]\ntitle: Breaking: Quake": (3, 16, "another colon", '`title: "Breaking: Quake"`'),
    'title: "We won" says X': (2, 16, "there is text after the closing", "`title: '\"We won\" says X'`"),
    "title: 'it's'": (2, 12, "there is text after the closing", '`title: "it\'s"`'),
    'title: "The "Solveig" is in"': (2, 14, "there is text after the closing", "`title: 'The \"Solveig\" is in'`"),
    "title: [Update] Quake": (2, 8, "there is text after the `]`", '`title: "[Update] Quake"`'),
    "title: @courier": (2, 8, "cannot begin with `@`", '`title: "@courier"`'),
    "title: %ages": (2, 8, "cannot begin with `%`", '`title: "%ages"`'),
    "title: `ls`": (2, 8, "cannot begin with a backtick", '`title: "`ls`"`'),
    "title: *bold* words": (2, 8, "cannot begin with `*`", '`title: "*bold* words"`'),
    "title: &co": (2, 8, "cannot begin with `&`", '`title: "&co"`'),
    "title: !important": (2, 8, "cannot begin with `!`", '`title: "!important"`'),
    "title: !!python/object/apply:os.getcwd []": (2, 8, "cannot begin with `!`", "put it in quotes"),
    "tags: [a, *b]": (2, 11, "cannot begin with `*`", "quotation marks"),
    "title: > Quake": (2, 8, "cannot begin with `>`", '`title: "> Quake"`'),
    "tags: - a": (2, 7, "a list with dashes", "`tags: [a]`"),
    "title: #MeToo": (2, 8, "`#MeToo` and what follows are lost", '`title: "#MeToo"`'),
    "title: March #MeToo today": (2, 14, "are lost", '`title: "March #MeToo today"`'),
    "title: We are # 1": (2, 15, "are lost", '`title: "We are # 1"`'),
    "tags: [#a, b]": (2, 8, "`#a` and what follows are lost", '`"#a"`'),
    "tags: [a, #b]": (2, 11, "`#b` and what follows are lost", '`"#b"`'),
    'title: "Quake\nsection: World': (2, 8, "never closed", '`title: "Quake"`'),
    'title: "Quake\nsection: "World"': (2, 8, "never closed", '`title: "Quake"`'),
    "tags: [a, b\nsection: World": (2, 7, "`[` that opens here is never closed", "`]`"),
    'file: "C:\\Users"': (2, 10, "backslash", "`file: 'C:\\Users'`"),
    'title: "\\ud83d\\ude00"': (2, 9, "half a character", "the character itself"),
    "picture:\n src: a.jpg\n  alt: A": (4, 3, "not indented by the same number of spaces", "1 space, like line 3"),
    "picture:\n  src: a.jpg\n   alt: A": (4, 4, "not indented by the same number of spaces", "2 spaces, like line 3"),
    "a:\n  b:\n    c: d\n  e: f\ntitle: [x": (6, 8, "`[` that opens here is never closed", "`]`"),
    "a:\n  b:\n    c: d\n    e: f\ntitle: } x": (6, 8, "cannot begin with `}`", "quotes"),
    "title:\N{NO-BREAK SPACE}A\ntags: [a]": (2, 7, "special space here, U+00A0", "press the space bar"),
    "tags:\n\t- a": (3, 1, "begins with a tab", "spaces"),
    "title:Quake\nsection: World": (2, 6, "a space is missing", "`title: Quake`"),
    "title:Quake": (2, 1, "text without a `name:`", "a space after `title:`"),
    "title: Quake\n  section: World": (3, 3, "indented", "at the start of its line"),
    "title: Quake\n- a": (3, 1, "does not belong to a list", "same column"),
    "title: Quake\n\nThe ground shook.": (4, 1, "has no `name:`", "`---`"),
    "The ground shook.": (2, 1, "text without a `name:`", "give it front matter"),
    "- a": (2, 1, "is a list, not fields", "title"),
    "title: A\ntitle: B": (3, 1, "it is also on line 2", "keep one"),
    "a:\n  b: 1\n  b: 2": (4, 3, "it is also on line 3", "keep one"),
    "? [a]\n: b": (2, 3, "must be a word", "`name: value`"),
    "title: A\n--- b": (3, 1, "there is text after `---`", "on a line of its own"),
    'title: "a\\u202eb"': (2, 8, "U+202E", "remove it"),
    'title: "a\\u0008b"': (2, 8, "U+0008", "remove it"),
}


@pytest.mark.parametrize("block", FAULTS)
def test_a_fault_is_named_at_its_place_with_its_fix(block: str) -> None:
    line, column, message, fix = FAULTS[block]
    problem = problems_of(block)[0]
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert fix in problem.fix
    assert problem.source == block.split("\n")[line - 2]


@pytest.mark.parametrize(
    "block",
    [
        "# tags: [a]\ntitle: Quake",
        "title: Quake # see #12",
        'title: "March #MeToo"',
        "title: C# and A#B",
        "title: |\n  March #MeToo\n  a: b",
        "url: https://example.org/a?b=c#d",
        "title: Tom & Jerry * 2!",
        "title: It's 5 o'clock",
    ],
)
def test_what_only_looks_like_a_fault_is_accepted(block: str) -> None:
    assert problems_of(block) == []


def test_row_15_all_duplicates_are_named_at_once() -> None:
    assert [problem.line for problem in problems_of("a: 1\nb: 1\na: 2\nb: 2")] == [4, 5]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 0, "the file is empty"),
        ("Body.", 1, "does not begin with front matter"),
        ("---- \ntitle: A\n----\n", 1, "not just `---`"),
        ('{"title": "A"}', 1, "in JSON"),
        ("---\ntitle: A\n\nBody.\n", 1, "never closed"),
        ("+++\ntitle = 'A'\n---\n", 3, "ends with a line `+++`"),
        ("---\ntitle: A\nlong: " + "x" * 70_000 + "\n---\n", 1, "longer than 64 KB"),
        ("---\ntitle: A\nlong: " + "x" * 10_000_000 + "\n---\n", 1, "longer than 64 KB"),
    ],
)
def test_row_15_front_matter_is_mandatory_and_closed(text: str, line: int, message: str) -> None:
    [problem] = parts_of(text).problems
    assert problem.line == line
    assert message in problem.message
    assert problem.fix


def test_the_fix_names_the_line_to_close_after() -> None:
    [problem] = parts_of("---\ntitle: A\ndate: 2024-12-02\n\nBody.\n").problems
    assert problem.fix == "put a line `---` after line 3"


@pytest.mark.parametrize("block", ["a: " + "[" * 25 + "]" * 25, "a: " + "[" * 3000 + "]" * 3000, "- " * 3000])
def test_depth_is_bounded(block: str) -> None:
    assert "more than 20 deep" in problems_of(block)[0].message


def test_row_14_a_bomb_of_aliases_is_refused() -> None:
    names = "abcdefghi"
    block = "a: &a [x]\n" + "\n".join(
        f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]" for last, name in pairwise(names)
    )
    assert problems_of(block)[0].message == "unquoted text cannot begin with `&` in YAML"


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        *("x = " + "9" * 5000, "x = 0x" + "f" * 60_000, "[x]\ny = [1, {z = " + "9" * 5000 + "}]"),
        *("x = " + "[" * 8000 + "]" * 8000, ".".join("x" * 20_000) + " = 1", "[" + ".".join("x" * 20_000) + "]\ny = 1"),
        "[" + ".".join("x" * 8000) + "]\n" + "\n".join(f"y.y.y.y{number} = 1" for number in range(1500)),
    ],
    ids=range(7),
)
def test_row_54_toml_that_python_cannot_stand_is_a_problem(line: str, adopt: bool) -> None:
    read = adopted_front_matter.read if adopt else front_matter.read
    start = process_time()
    parts = read(source_text.decoded(f'+++\ntitle = "A"\n{line}\n+++\n'.encode(), "content/a.md"))
    assert process_time() - start < 5, "a guard against hanging, not a measure of speed"
    (problem,) = parts.problems
    assert problem.line in (3, 4)
    assert "too large" in problem.message or "more than 20 deep" in problem.message


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        ("---\r\ntitle: Café".encode("latin-1"), 2, 11, "not in UTF-8: byte E9"),
        (b"\xef\xbb\xbf---\ntitle: \xff", 2, 8, "byte FF"),
        ("---\ntitle: A".encode("utf-16"), 0, 0, "UTF-16"),
        ("---\ntitle: A".encode("utf-16-le"), 0, 0, "UTF-16"),
    ],
)
def test_row_35_other_encodings_are_named_at_the_byte(data: bytes, line: int, column: int, message: str) -> None:
    with pytest.raises(Problems) as refused:
        source_text.decoded(data, "content/a.md")
    [problem] = refused.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert problem.fix.startswith("save the file as UTF-8")
    assert message in problem.message


class TestTOML:
    def test_values_have_the_same_kinds(self) -> None:
        text = '+++\ntitle = "A: B"\ndate = 2024-12-02T04:14:00+03:00\ntags = ["NO"]\n[menu]\nweight = 3\n+++\nBody.\n'
        front = parts_of(text).front
        assert front
        assert {name: entry.value.plain for name, entry in front.entries.items()} == {
            "title": "A: B",
            "date": "2024-12-02T04:14:00+03:00",
            "tags": ["NO"],
            "menu": {"weight": 3},
        }
        assert [(entry.line, entry.column) for entry in front.entries.values()] == [(2, 1), (3, 1), (4, 1), (5, 2)]

    @pytest.mark.parametrize(
        ("block", "line", "message"),
        [
            ("title = Quake", 2, "in quotes in TOML"),
            ("a = 1\na = 2", 3, "a second time"),
            ("a = " + "[" * 3000, 2, "more than 20 deep"),
            ("a = " + "[" * 30 + "]" * 30, 2, "more than 20 deep"),
            ('a = "\\u202e"', 2, "U+202E"),
        ],
    )
    def test_faults_are_named_at_their_line(self, block: str, line: int, message: str) -> None:
        [problem] = parts_of(f"+++\n{block}\n+++\n").problems
        assert problem.line == line
        assert message in problem.message


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u202d\u202e\ufffe\uffff")))
@settings(max_examples=300)
def test_words_in_quotes_come_back_as_they_were(words: str) -> None:
    quoted = json.dumps(words, ensure_ascii=False)
    expected = words.translate({0x2028: " ", 0x2029: " "})
    assert fields_of(f"title: {quoted}") == {"title": expected}


@given(st.text("abc:#-[]{}&*!|>'\"%@`, \n\t?=~", max_size=60))
@settings(max_examples=500)
def test_every_block_is_fields_or_a_problem_within_the_file(block: str) -> None:
    parts = parts_of(f"---\n{block}\n---\nBody.\n")
    lines = block.count("\n") + 4
    assert parts.front or parts.problems
    assert all(0 <= problem.line <= lines and problem.message and problem.fix for problem in parts.problems)
