"""Mistakes in TOML: where they were made, what they are, and how to mend them."""

from __future__ import annotations

import tomllib

import pytest

from generator.reading.toml_faults import TRUTH, fault
from generator.reading.values import Fault

_EXAMPLES = {("", "adopt"): TRUTH, ("feeds", "archive"): TRUTH, ("", "per_page"): "20", ("", "sections"): '["Local"]'}


def _fault(text: str) -> Fault:
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    return fault(text, str(error.value), lambda table, name: _EXAMPLES.get((table, name), ""))


@pytest.mark.parametrize(
    ("text", "line", "column", "sign"),
    [
        ('title = "Ferry\nurl = "x"\n', 1, 9, '"'),
        ('a = 1\ntitle = "Ferry', 2, 9, '"'),
        ("title = 'Ferry\n", 1, 9, "'"),
        ('title = "Ferry\\"\n', 1, 9, '"'),
        ('tags = ["a", "b]\n', 1, 14, '"'),
        ('tags = [\n  "a",\n  "b\n]\n', 3, 3, '"'),
        ('title = """Ferry\nurl = "x"\n', 1, 9, '"""'),
        ("a = 1 # it's\ntitle = '''Ferry\nurl = 'x'\n", 2, 9, "'''"),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named_where_it_opens(
    text: str, line: int, column: int, sign: str
) -> None:
    found = _fault(text)
    assert (found.line, found.column) == (line, column)
    assert found.message == "the quotation mark that opens here is never closed"
    assert f"`{sign}`" in found.fix


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('sections = ["a", "b"\nurl = "x"\n', 1, 12, "the list that opens here is never closed"),
        ("title = 'It's'\n", 1, 12, "the text ends at this apostrophe"),
        ('title = "A "B" c"\n', 1, 13, "the text ends at the quotation mark before this"),
        ('tags = ["a" "b"]\n', 1, 13, "there is no comma before this"),
        ("title = “Ferry”\n", 1, 9, "TOML needs straight quotation marks"),
        ("title =\n", 1, 8, "`title` has no value"),
        ("title: Ferry\n", 1, 7, "TOML has `=` between a name and its value"),
        ('title = "C:\\home"\n', 1, 12, "a backslash in double quotes"),
        ("a = 1\na = 2\n", 2, 6, "this name is used a second time"),
    ],
)
def test_other_mistakes_are_named_where_they_were_made(text: str, line: int, column: int, message: str) -> None:
    found = _fault(text)
    assert (found.line, found.message[: len(message)]) == (line, message)
    assert abs(found.column - column) <= 1


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("adopt = maybe\n", "write `adopt = true` or `adopt = false`"),
        ("adopt = Yes # all\n", "write `adopt = true`"),
        ("adopt = OFF\n", "write `adopt = false`"),
        ("adopt = “true”\n", "write `adopt = true`"),
        ("[feeds]\narchive = maybe\n", "write `archive = true` or `archive = false`"),
        ("per_page = twenty\n", "write `per_page = 20`"),
        ("per_page = 12 stories\n", "write `per_page = 12`"),
        ("sections = Culture, Sport\n", 'write `sections = ["Culture", "Sport"]`'),
        ("sections = [Culture]\n", 'write `sections = ["Culture"]`'),
        ("title = Ferry back\n", 'put it in double quotes: `title = "Ferry back"`'),
        ('title = Ferry back"\n', 'put it in double quotes: `title = "Ferry back"`'),
        ("title = “Ferry” # now\n", 'write `title = "Ferry"`'),
    ],
)
def test_the_fix_has_the_form_that_the_field_needs(text: str, fix: str) -> None:
    assert _fault(text).fix == fix
