"""most-read.json, as analytics programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.problems import Problem
from generator.reading.most_read_file import FILE, load


def _told(folder: Path, data: bytes) -> Problem:
    (folder / FILE).write_bytes(data)
    found, [problem] = load(folder)
    assert not found
    assert problem.level == "warning"
    return problem


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'\xef\xbb\xbf["/2026/01/01/a/"]')
    assert load(tmp_path) == (("/2026/01/01/a/",), ())


def test_what_is_not_json_is_named_at_its_line(tmp_path: Path) -> None:
    problem = _told(tmp_path, b'[\n  "/a/",\n  /b/\n]')
    assert (problem.line, problem.column, problem.source) == (3, 3, "  /b/")
    assert "not JSON" in problem.message


@pytest.mark.parametrize("data", [b"{}", b"[1]", b"null", b"7"])
def test_what_is_no_list_of_addresses_is_told(tmp_path: Path, data: bytes) -> None:
    assert "list of addresses" in _told(tmp_path, data).message


@pytest.mark.parametrize("data", [b"[" * 99_999, b'["/a/", ' + b"9" * 5000 + b"]"])
def test_a_file_made_to_break_the_reader_is_told(tmp_path: Path, data: bytes) -> None:
    assert "not JSON" in _told(tmp_path, data).message


def test_words_in_another_encoding_are_told(tmp_path: Path) -> None:
    assert "not UTF-8" in _told(tmp_path, '["/köln/"]'.encode("latin-1")).message


def test_half_a_character_is_in_no_address(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'["/\\ud800/"]')
    assert load(tmp_path) == (("/?/",), ())
