"""What a data file holds, and what editors are told about one that cannot be read."""

from __future__ import annotations

import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.model.data_table import DataTable
from generator.model.problems import Problem
from generator.reading import data_files
from generator.reading.data_files import limits


def _table(text: str | bytes, name: str = "results.csv", language: str = "en") -> DataTable:
    data = text.encode() if isinstance(text, str) else text
    table, problems = data_files.read(data, f"content/{name}", language)
    assert problems == ()
    assert table
    return table


def _problems(text: str | bytes, name: str = "results.csv", language: str = "en") -> tuple[Problem, ...]:
    data = text.encode() if isinstance(text, str) else text
    table, problems = data_files.read(data, f"content/{name}", language)
    assert table is None
    return problems


@pytest.mark.parametrize(
    "text",
    [
        "party,votes\nQuay List,1200\nUnion,900\n",
        "party;votes\nQuay List;1200\nUnion;900",
        "party\tvotes\r\nQuay List\t1200\r\nUnion\t900\r\n",
        '"party","votes"\n"Quay List",1200\n\nUnion,900\n\n',
        "\ufeffparty,votes,\nQuay List,1200,\nUnion,900,\n",
        " party , votes \n Quay List , 1200 \nUnion,900",
    ],
)
def test_csv_of_any_spreadsheet_is_the_same_table(text: str) -> None:
    table = _table(text)
    assert table.names == ("party", "votes")
    assert table.rows == (("Quay List", "1200"), ("Union", "900"))


def test_a_cell_in_quotation_marks_may_hold_anything() -> None:
    table = _table('party,note\n"Quay, List","the ""Skerra""\nand more"\nUnion,x\n')
    assert table.rows == (("Quay, List", 'the "Skerra" and more'), ("Union", "x"))
    assert table.lines == (2, 4)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '[\n{"party": "Quay List", "votes": 1200, "share": 1.50},\n{"votes": null, "party": "Union"}]'),
        ("a.yaml", "- party: Quay List\n  votes: 1200\n  share: 1.50\n- party: Union\n"),
        ("a.yml", "- party: Quay List\n  votes: 1200\n  share: 1.50\n- votes: ~\n  party: Union\n"),
    ],
)
def test_json_and_yaml_are_lists_of_rows(name: str, text: str) -> None:
    table = _table(text, name)
    assert table.names == ("party", "votes", "share")
    assert table.rows == (("Quay List", "1200", "1.50"), ("Union", "", ""))
    assert table.typed


def test_rows_of_json_know_their_lines() -> None:
    assert _table('[\n\n{"a": 1},\n{"a": 1e3}\n]', "a.json").lines == (3, 4)
    assert _table('[{"a": 1e3}, {"a": true}]', "a.json").rows == (("1000",), ("true",))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 0, "this data file is empty"),
        ("party,votes\n", 1, "this data file has no rows below the names of its columns"),
        ("party,votes\nQuay List\n", 2, "this row has 1 cell, but there are 2 columns"),
        ("party,votes\nA,1\nB,1,2\n", 3, "this row has 3 cells, but there are 2 columns"),
        ("party,party\nA,1\n", 1, "columns 1 and 2 are both called `party`"),
        ("party,,votes\nA,1,2\n", 1, "column 2 has no name"),
        ('party,votes\nA,1\n"B,2\nC,3\n', 3, "the quotation marks of this row are not in pairs"),
        ('party,votes\nA,"1"2\n', 2, "the quotation marks of this row are not in pairs"),
    ],
)
def test_mistakes_in_csv_are_at_their_line(text: str, line: int, message: str) -> None:
    [problem] = _problems(text)
    assert (problem.line, problem.message) == (line, message)
    assert problem.fix
    assert problem.source == (text.split("\n")[line - 1] if line else "")


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("a.json", "{}", 1, "this is not JSON: the list of rows is missing"),
        ("a.json", '[{"a": 1},]', 1, "this is not JSON: expecting value"),
        ("a.json", '[{"a": 1}\n{"a": 2}]', 2, "this is not JSON: expecting ',' delimiter"),
        ("a.json", '[{"a": 1},\n[2]]', 2, "this entry of the list is not an object"),
        ("a.json", '[{"a": 1},\n{"a": {"b": 2}}]', 2, "`a` is not a single value"),
        ("a.json", '[{"a": 1, "a": 2}]', 1, "columns 1 and 2 are both called `a`"),
        ("a.json", '[{"party": 1},\n{"parti": 2}]', 2, "the first row has no `parti`, but this row has"),
        ("a.json", '[{"a": NaN}]', 0, "this file is not JSON that can be read"),
        ("a.json", "[" * 100_000, 0, "this file is not JSON that can be read"),
        ("a.json", '[{"a": "\\ud83d"}]', 1, "a text in this row has half a character, such as `\\ud83d`"),
        ("a.json", "[]", 0, "this data file is empty"),
        ("a.yaml", "party: A\n", 1, "this data file is not a list of rows"),
        ("a.yaml", "- party: A\n- B\n", 2, "this entry of the list has no fields"),
        ("a.yaml", "- party: [A]\n", 1, "`party` is not a single value"),
        ("a.yaml", "- party: &x A\n", 1, "unquoted text cannot begin with `&` in YAML"),
    ],
)
def test_mistakes_in_json_and_yaml_are_at_their_line(name: str, text: str, line: int, message: str) -> None:
    problem = _problems(text, name)[0]
    assert (problem.line, problem.message) == (line, message)
    assert problem.fix


def test_a_misspelt_name_is_suggested() -> None:
    assert _problems('[{"party": 1}, {"parti": 2}]', "a.json")[0].fix == "did you mean `party`?"


@pytest.mark.parametrize(
    ("data", "language", "encoding"),
    [
        ("şehir,oy\nİzmir,1\n".encode("cp1254"), "tr", "Windows-1254 (Turkish)"),
        ("ville,voix\nSète,1\n".encode("cp1252"), "fr-FR", "Windows-1252 (Western European)"),
        ("مدينة,1\n".encode("cp1256"), "ar", "Windows-1256 (Arabic)"),
        ("a,b\n1,2\n".encode("utf-16"), "en", "UTF-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "en", "UTF-16"),
        (b"PK\x03\x04rest", "en", "a spreadsheet"),
    ],
)
def test_the_encoding_that_a_file_probably_has_is_named(data: bytes, language: str, encoding: str) -> None:
    [problem] = _problems(data, language=language)
    assert encoding in problem.message
    assert "CSV UTF-8" in problem.fix


def test_files_are_bounded() -> None:
    rows = "a\n" + "1\n" * (limits.MOST_ROWS + 1)
    assert "more than 10,000 rows" in _problems(rows)[0].message
    assert (
        "more than 60 columns" in _problems(",".join(f"c{n}" for n in range(61)) + "\n" + "1," * 60 + "1\n")[0].message
    )
    assert "2,000,001 bytes" in _problems(b"a" * 2_000_001)[0].message
    assert "more than 2,000 characters" in _problems("a\n" + "x" * 2_001)[0].message
    assert _table("a\n" + "1\n" * limits.MOST_ROWS).rows[-1] == ("1",)


def test_hundreds_of_ragged_rows_are_one_list_that_ends() -> None:
    problems = _problems("a,b\n" + "1\n" * 500)
    assert len(problems) == 20
    assert problems[-1].message.endswith("the same is true of 480 more rows")


_CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co", "Cf")))
_TABLE = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(_CELL.filter(bool), min_size=width, max_size=width, unique=True),
        st.lists(st.lists(_CELL.filter(bool), min_size=width, max_size=width), min_size=1, max_size=6),
    )
)


@given(_TABLE, st.sampled_from(",;\t|"), st.sampled_from(("\n", "\r\n")))
def test_the_cells_of_a_csv_table_are_those_of_the_file(
    table: tuple[list[str], list[list[str]]], sign: str, end: str
) -> None:
    names, rows = table
    file = io.StringIO()
    csv.writer(file, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    found = _table(file.getvalue())
    if len(names) > 1:
        assert found.names == tuple(names)
        assert [list(row) for row in found.rows] == rows


@given(_TABLE)
def test_json_and_yaml_have_the_same_cells(table: tuple[list[str], list[list[str]]]) -> None:
    names, rows = table
    entries = [dict(zip(names, row, strict=True)) for row in rows]
    found = _table(json.dumps(entries), "a.json")
    assert found.names == tuple(names)
    assert [list(row) for row in found.rows] == rows
    quoted = yaml.safe_dump(entries, default_style='"', allow_unicode=True, sort_keys=False)
    assert _table(quoted, "a.yaml").rows == found.rows


@given(st.binary(max_size=200), st.sampled_from(data_files.ENDINGS))
def test_any_bytes_are_a_table_or_problems_in_words(data: bytes, ending: str) -> None:
    table, problems = data_files.read(data, f"content/a{ending}", "en")
    assert (table is None) == bool(problems)
    assert all(each.message and each.fix for each in problems)
