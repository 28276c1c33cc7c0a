"""The reference is written from the code, and knows every kind of thing in it. `make docs` builds all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from reference import PARTS
from reference.blocks import _KINDS
from reference.fields import _TYPES
from reference.filters import EXAMPLES

from generator.editorial.checks import names
from generator.reading.blocks.types import TYPES
from generator.reading.blocks.types.declared import Kind
from generator.reading.fields.form import FormType
from generator.reading.fields.table import fields_of
from generator.theme.filters import FILTERS

PAGES = sorted((Path(__file__).parents[2] / "docs/reference").glob("*.md"))
QUICK = sorted(PARTS.keys() - {"filters", "functions", "layouts", "values"})  # those take the sample site


def test_it_has_words_for_every_kind_of_value_and_an_example_of_every_filter() -> None:
    assert _TYPES.keys() == {*get_args(FormType)}
    assert _KINDS.keys() == {*get_args(get_args(Kind)[0])}
    assert EXAMPLES.keys() == {*FILTERS, "reason"}


@pytest.mark.parametrize("name", QUICK)
def test_every_part_can_be_written(name: str) -> None:
    assert len(PARTS[name]().splitlines()) > 4


def test_every_field_check_and_block_has_a_section() -> None:
    fields = {each.called[0] for each in fields_of("story") if each.form}
    assert set(re.findall(r"^### `(\w+)`$", PARTS["fields of stories"](), re.MULTILINE)) == fields
    assert set(re.findall(r"^## `([\w-]+)`$", PARTS["checks"](), re.MULTILINE)) == {*names()}
    assert set(re.findall(r"^## `(\w+)`$", PARTS["blocks"](), re.MULTILINE)) == {*TYPES}


def test_every_part_is_on_a_page_and_every_page_asks_for_what_there_is() -> None:
    asked = {found for page in PAGES for found in re.findall(r"\{\{ reference: (.+) \}\}", page.read_text())}
    assert asked == PARTS.keys()
