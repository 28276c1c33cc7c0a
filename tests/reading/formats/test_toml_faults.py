"""Mistakes in TOML: where they were made, what they are, and how to mend them."""

from __future__ import annotations

import tomllib

import pytest

from generator.reading.fields.values import FieldFault
from generator.reading.formats.toml_faults import TRUTH, fault

_EXAMPLES = {("", "adopt"): TRUTH, ("feeds", "archive"): TRUTH, ("", "per_page"): "20", ("", "sections"): '["Local"]'}


def _fault(text: str) -> FieldFault:
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
        ("a = {b = 1, b = 2}\n", 1, 18, "this name is used a second time"),
        ("[feeds\narchive = true\n", 1, 1, "the name of this table is not closed"),
        ('x = "a\\qb"\n', 1, 7, "a backslash in double quotes begins a special character"),
        ('x = "\\u00zz"\n', 1, 6, "a backslash in double quotes begins a special character"),
        ("date = 2026-01-01 10:00\n", 1, 8, "a time in TOML needs seconds"),
        ("title = # later\n", 1, 9, "`title` has no value"),
        ("title = 12ab\n", 1, 11, "this line is not TOML: expected newline"),
        ("title = -x\n", 1, 9, "this line is not TOML: invalid value"),
        ('title "x"\n', 1, 7, "this line is not TOML: expected '='"),
        ("x = 1\n[[feeds\n", 2, 8, "this line is not TOML: expected ']]'"),
        ("per_page = [1 2]\n", 1, 15, "this line is not TOML: unclosed array"),
        ("x = 1\nx = 2", 2, 0, "this name is used a second time"),
        ("x = 1\ntitle =", 2, 8, "`title` has no value"),
        ("x = [1 2]\n", 1, 8, "this line is not TOML: unclosed array"),
        ("x = 1 ]\n", 1, 7, "this line is not TOML: expected newline"),
        ('title = "a\x01b"\n', 1, 11, "this line is not TOML: illegal character"),
        ("title = 'a'\x01\n", 1, 12, "this line is not TOML: expected newline"),
        ("x = [1\n", 1, 5, "the list that opens here is never closed"),
        ("y = 1\nx = [1,\n2\n", 2, 5, "the list that opens here is never closed"),
        ("x = [[1], [2]\ny = 1\n", 1, 5, "the list that opens here is never closed"),
        ('x = [ "a ] ", "b"\ny = 2\n', 1, 5, "the list that opens here is never closed"),
        ("[a]\nx = [\n# [ 'it\n1\ny = 2\n", 2, 5, "the list that opens here is never closed"),
        ("x = 'a'b\n", 1, 7, "the text ends at this apostrophe"),
        ('x = "a"b\n', 1, 8, "the text ends at the quotation mark before this"),
        ("x = ['a' 'b']\n", 1, 10, "there is no comma before this"),
        ('x = "a\\', 1, 7, "a backslash in double quotes begins"),
        ('x = "a\\q"\n', 1, 7, "a backslash in double quotes begins"),
        ('x = {a = "b"\ny = 1\n', 1, 5, "the table that opens here is never closed"),
    ],
)
def test_other_mistakes_are_named_where_they_were_made(text: str, line: int, column: int, message: str) -> None:
    found = _fault(text)
    assert (found.line, found.message[: len(message)]) == (line, message)
    assert abs(found.column - column) <= 1


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("per_page =\n", "write `per_page = 20`, or remove the line"),
        ("adopt =\n", "write `adopt = true`, or remove the line"),
        ("title =\n", 'write `title = "..."`, or remove the line'),
        ("[feeds]\ntitle = Ferry\n[feeds.more] # now\narchive =\n", 'put it in double quotes: `title = "Ferry"`'),
        ("[[feeds]]\narchive =\n", "write `archive = true`, or remove the line"),
        ("  [ feeds ] # both\narchive =\n", "write `archive = true`, or remove the line"),
        ("date = 2026-01-01 10:00\n", "write `date = 2026-01-01 10:00:00`"),
        ("date = 2026-01-01T10:00Z # noon\n", "write `date = 2026-01-01T10:00:00Z`"),
        ("date = 2026-01-01T10:00+03:00\n", "write `date = 2026-01-01T10:00:00+03:00`"),
        ("title: Ferry\n", "write `=` instead of the colon: `title = ...`"),
        ("[feeds\n", "write `[feeds]`"),
        ('x = """a\\"""\n', 'write `"""` at the end of the text'),
        ('title = "Ferry\n', 'write `"` where the text ends, on the same line'),
        ('title = «A "b" c»\n', r'write `title = "A \"b\" c"`'),
        ("sections = Culture!\n", 'write `sections = ["Local"]`'),
        ('sections = [Culture, "Sport"]\n', 'write `sections = ["Local"]`'),
        ("sections = Culture, , Sport\n", 'write `sections = ["Culture", "Sport"]`'),
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
