"""Files of chapters: what programs for podcasts can read, and what is wrong with the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.chapters import MOST, faults_of_chapters

PATH = "content/tides.json"


def _said(text: str) -> list[str]:
    return [each.message for each in faults_of_chapters(text.encode(), PATH)]


def test_chapters_with_times_pictures_and_links_are_right() -> None:
    first = '{"startTime": 0, "title": "The gate"}'
    second = '{"startTime": 95.5, "img": "https://a.example/b.jpg", "url": "https://a.example/"}'
    assert _said(f'{{"version": "1.2.0", "chapters": [{first}, {second}]}}') == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version":', "this is not JSON: expecting value"),
        ('[{"day": "2026-11-01"}]', "this is not a chapters file: it has no list `chapters`"),
        ('{"chapters": []}', "this chapters file has no `version`"),
        ('{"version": "1.2.0", "chapters": [{"startTime": "0:10"}]}', "chapter 1 does not say when it begins"),
        ('{"version": "1.2.0", "chapters": [{"startTime": NaN}]}', "chapter 1 does not say when it begins"),
        ('{"version": "1.2.0", "chapters": [{"startTime": 0, "url": "javascript:x"}]}', "`url` of chapter 1 is not an"),
        ("[" * 100_000, "this file is not JSON that can be read"),
        (" " * (MOST + 1), "this chapters file has 500,001 bytes; the limit is 500,000"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    [found] = _said(text)
    assert found.startswith(message)


def test_each_wrong_chapter_is_named_up_to_twenty() -> None:
    chapters = ", ".join(['{"startTime": -1}'] * 100)
    found = _said(f'{{"version": "1.2.0", "chapters": [{chapters}]}}')
    assert found[1] == "chapter 2 does not say when it begins"
    assert len(found) == 20


@given(st.binary(max_size=60))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert all(each.fix for each in faults_of_chapters(data, PATH))
