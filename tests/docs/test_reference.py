"""The reference is written from the code, and knows every kind of thing in it. `make docs` builds all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from reference import PARTS
from reference.block_words import ABOUT, ARGUMENTS, BODIES, KEYS
from reference.blocks import _KINDS
from reference.fields import _TYPES
from reference.filters import EXAMPLES
from reference.theme import BLOCKS, added_blocks, tokens

from generator.editorial.checks import names
from generator.editorial.theme_files import theme_files
from generator.model.settings import Settings
from generator.reading.blocks.types import TYPES
from generator.reading.blocks.types.declared import Kind
from generator.reading.fields.form import FormType
from generator.reading.fields.table import fields_of
from generator.reading.settings.descriptions import ABOUT as SETTINGS
from generator.theme.filters import FILTERS

PAGES = sorted((Path(__file__).parents[2] / "docs/reference").glob("*.md"))
QUICK = sorted(PARTS.keys() - {"files", "filters", "functions", "layouts", "values"})  # those take the sample site


def test_it_has_words_for_every_kind_of_value_and_an_example_of_every_filter() -> None:
    assert _TYPES.keys() == {*get_args(FormType)}
    assert _KINDS.keys() == {*get_args(get_args(Kind)[0])}
    assert EXAMPLES.keys() == {*FILTERS, "reason"}


def test_it_has_words_for_every_block_and_every_key() -> None:
    assert ABOUT.keys() == TYPES.keys()
    assert {name: {*keys} for name, keys in KEYS.items()} == {
        name: {*kind.keys} for name, kind in TYPES.items() if kind.keys
    }
    assert ARGUMENTS.keys() == {name for name, kind in TYPES.items() if kind.argument is not None}
    assert BODIES.keys() == {name for name, kind in TYPES.items() if kind.body == "required"}


def test_it_says_what_each_design_token_is() -> None:
    light, dark = tokens("style.css")
    assert len(light) > 20
    assert [name for name, (about, _) in light.items() if not about] == []
    assert dark.keys() <= light.keys()
    assert [name for name in light if f"`{name}`" not in PARTS["design tokens"]()] == []


def test_it_names_every_layout_and_explains_only_blocks_that_there_are() -> None:
    text = PARTS["theme layouts"]()
    left_out = ("assets/", "blocks/", "languages/", "looks/")
    assert [each.name for each in theme_files(Path()) if f"| `{each.name}` |" not in text] == [
        each.name for each in theme_files(Path()) if each.name.startswith(left_out)
    ]
    assert BLOCKS.keys() <= {name for added in added_blocks().values() for name in added}


def test_it_has_every_setting() -> None:
    rows = PARTS["settings"]()
    tables = {re.split(r"[.\]]", head)[0] for head in re.findall(r"^## `\[+([\w.]+)", rows, re.MULTILINE)}
    settings = {*re.findall(r"^\| `(\w+)`", rows, re.MULTILINE)}
    assert {*Settings.__struct_fields__} <= tables | settings
    assert {name.rpartition(".")[2] for name in SETTINGS} <= tables | settings


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
