"""Schemas of front matter: they refuse no file that is read without an error, and many that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.editorial.front_matter.nodes import Given
from generator.editorial.front_matter.writing import Yaml
from generator.model.descriptions import described
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.reading import dates
from generator.reading.comments.fields import FieldComments
from generator.reading.fields.form import FILE_KINDS, FileKind
from generator.reading.fields.table import fields_of
from generator.reading.fields.values import InvalidValue, Plain
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded
from generator.reading.schemas.front_matter import schema
from generator.reading.story import read

ROOT = Path(__file__).parents[3]
SETTINGS = Settings(title="The Port Elm Courier", base_url="https://courier.example/")
SITES = [ROOT, ROOT / "tests/golden/courier", ROOT / "generator/editorial/starter_site"]
FILES = [(site, path) for site in SITES for path in sorted((site / "content").rglob("*.md"))]
PATHS: dict[FileKind, str] = {
    "story": "content/a.md",
    "page": "content/pages/a.md",
    "term": "content/harbour/_index.md",
    "person": "content/people/a.md",
}
_KNOWN = """
alias-of-another-site canonical-address-that-is-none correction-as-a-text correction-of-an-unknown-kind
correction-without-a-time date-figures-either date-in-another-language date-in-curly-quotes date-in-words
day-first-with-dots draft-maybe email-that-is-none empty-headline event-as-a-date event-without-a-place expires-never
fediverse-by-its-page fields-left-empty headline-in-a-comment headline-in-another-field hour-that-is-none
language-by-name layout-by-file-name list-without-spaces machines-yes month-first month-that-is-none no-headline
picture-from-the-desktop picture-with-a-focus-in-words planned-without-a-date priority-in-words review-of-another-kind
review-without-a-rating section-file slug-with-a-slash time-without-a-day zone-by-name
"""
"""The mistakes that a schema can know."""


@cache
def _validator(kind: FileKind) -> Any:
    return Draft202012Validator(schema(kind))


def _kind(path: str) -> FileKind:
    if of := described(path, own=("places",)):
        return "person" if of.kind == "byline" else "term"
    return "page" if path.startswith("content/pages/") else "story"


def _values(path: str, data: bytes) -> dict[str, Plain] | None:
    """The fields of a file without comments, as other programs see them; None if they cannot be read."""
    try:
        source = decoded(data, path)
    except Problems:
        return None
    front = front_matter.read(source).front
    problems: list[Problem] = []
    entries = FieldComments(source, False, problems).without(front.entries) if front else {}
    return {each.name: each.value.plain for each in entries.values()} if front else None


def _refused(path: str, data: bytes) -> list[str]:
    values = _values(path, data)
    found = _validator(_kind(path)).iter_errors(values) if values is not None else ()
    return [f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in found]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_schema_is_one_and_says_what_each_field_is_for(kind: FileKind) -> None:
    found = schema(kind)
    Draft202012Validator.check_schema(found)
    for name, field in found["properties"].items():
        assert field["description"], name
    for each in fields_of(kind):
        if each.form and each.form.example is not None:
            named = {"name" if kind == "person" else "title": "A", each.called[0]: each.form.example}
            assert not list(_validator(kind).iter_errors(named))


@pytest.mark.parametrize(("site", "path"), FILES, ids=[path.name for _, path in FILES])
def test_files_without_errors_are_valid(site: Path, path: Path) -> None:
    assert not _refused(path.relative_to(site).as_posix(), path.read_bytes())


def _mistakes(file: Path) -> Iterator[tuple[str, bytes, bool]]:
    """The files of a mistake, and whether one has an error."""
    mistake, _, told = file.read_bytes().decode().partition("-- what the editor is told --\n")
    parts = re.split(r"(?m)^-- (\S+)(?: in (\S+))? --\n", mistake)
    for name, encoding, content in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        wrong = any(re.match(rf"{re.escape(name)}:(?!.*warning: )", line) for line in told.splitlines())
        if name.endswith(".md"):
            yield name, content.encode(encoding or "utf-8"), wrong


@pytest.mark.parametrize("file", sorted((ROOT / "tests/mistakes").glob("*.txt")), ids=lambda file: file.stem)
def test_of_broken_files_those_are_refused_that_a_schema_can_know(file: Path) -> None:
    found = [(_refused(name, data), wrong) for name, data, wrong in _mistakes(file)]
    assert all(wrong for refused, wrong in found if refused), found
    assert any(refused for refused, _ in found) == (file.stem in _KNOWN.split())


_SINGLE = """
true no yes 0 1 5 9 10 - news opinion Review correction editor's-note book movie 4 8/10 a.jpg /a.jpg c:/a.jpg
https://a.example/ http://a.example/ tag:a,2026:b 2026-11-24 2026-11-24T10:00 31.12.2026 tr German zh-Hant
#0b5d4b #red wide 60% a@b.example @a@b.example /old/ a/b longread story.html
"""
_SPACED = (
    "",
    " ",
    "60% 30%",
    "2 December 2024 04:14",
    "04:14 | 2 December 2024",
    "Dec 2024",
    "a, b",
    "x" * 90,
    "Editor’s note",
)
_WORDS = st.sampled_from([*_SINGLE.split(), *_SPACED])
_SCALARS = st.one_of(_WORDS, st.booleans(), st.integers(-2, 12), st.none())
_PARTS = "at kind text type from until place name part item rating src alt focus display light dark date"
_MAPS = st.dictionaries(st.sampled_from(_PARTS.split()), _SCALARS, max_size=4)
_VALUES: st.SearchStrategy[Given] = st.one_of(_SCALARS, _MAPS, st.lists(st.one_of(_SCALARS, _MAPS), max_size=3))


@settings(max_examples=400)
@given(st.sampled_from(FILE_KINDS), st.data())
def test_what_a_schema_refuses_is_an_error(kind: FileKind, data: st.DataObject) -> None:
    names = [name for each in fields_of(kind) if each.form for name in each.called]
    name = data.draw(st.sampled_from(names))
    value = data.draw(_VALUES)
    if name in (
        "title",
        "name",
        "headline",
    ):  # to a program, `title: null`, which is a headline, is as empty as `title:`
        assume(value is not None)
    lines = [f"{'name' if kind == 'person' else 'title'}: A", "published: 2026-11-20", *Yaml().lines(name, value, "")]
    if name in ("title", "name", "headline", "published", "date", "publishdate"):
        lines = [*(line for line in lines[:2] if name in ("date", "publishdate") and "title" in line), *lines[2:]]
    text = "\n".join(["---", *lines, "---", ""]).encode()
    if refused := _refused(PATHS[kind], text):
        problems = read(text, PATHS[kind], SETTINGS).problems
        assert any(each.level == "error" for each in problems), (text.decode(), refused)


@given(st.from_regex(re.compile("|".join(dates.patterns()), re.ASCII), fullmatch=True))
def test_the_patterns_of_dates_are_those_of_dates_that_can_be_read_but_for_the_calendar(text: str) -> None:
    try:
        dates.read(text, ZoneInfo("Europe/Istanbul"))
    except InvalidValue as refused:
        assert re.match("there is no|no time zone has", refused.message)


@given(st.datetimes(), st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%d %B %Y %H:%M:%S", "%b %d, %Y at %H:%M UTC"]))
def test_dates_that_can_be_read_fit_a_pattern(time: Any, form: str) -> None:
    text = time.replace(year=1000 + time.year % 2000).strftime(form)
    dates.read(text, ZoneInfo("Europe/Istanbul"))
    assert any(re.fullmatch(each, text) for each in dates.patterns())
