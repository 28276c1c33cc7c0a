"""The schema of site.toml: it refuses no settings that can be read, and many that cannot."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from generator.model.settings import Settings
from generator.reading.schemas.site_settings import schema
from generator.reading.settings.descriptions import ABOUT

ROOT = Path(__file__).parents[3]
FILES = [
    ROOT / "site.toml",
    ROOT / "tests/golden/courier/site.toml",
    ROOT / "generator/editorial/starter_site/site.toml",
]
_KNOWN = """
colour-by-name level-of-no-check licence-in-words licence-of-programs setting-below-a-table setting-in-no-table
setting-maybe setting-misspelt setting-of-a-hub setting-table-misnamed setting-with-a-long-number setting-without-quotes
typography-and-podcast
"""


def _refused(text: str) -> list[str]:
    values: Any = json.loads(json.dumps(tomllib.loads(text), default=str))
    return [f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in VALIDATOR.iter_errors(values)]


VALIDATOR = Draft202012Validator(schema())


def test_the_schema_is_one_and_every_setting_has_a_description() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["properties"].keys() == set(Settings.__struct_fields__)
    described = {name.partition(".")[0] for name in ABOUT}
    assert described == set(Settings.__struct_fields__)


def test_no_description_is_of_a_setting_that_there_is_not() -> None:
    text = msgspec.json.encode(schema()).decode()
    assert not [about for about in ABOUT.values() if json.dumps(about)[1:-1] not in text]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_settings_without_errors_are_valid(path: Path) -> None:
    assert not _refused(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted((ROOT / "tests/mistakes").glob("*.txt")), ids=lambda file: file.stem)
def test_of_broken_settings_those_are_refused_that_a_schema_can_know(file: Path) -> None:
    mistake, _, told = file.read_bytes().decode().partition("-- what the editor is told --\n")
    parts = re.split(r"(?m)^-- (\S+)(?: in (\S+))? --\n", mistake)
    for name, encoding, content in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if name != "site.toml" or encoding:
            continue
        try:
            refused = _refused(content)
        except tomllib.TOMLDecodeError:
            continue
        wrong = any(re.match("site.toml:(?!.*warning: )", line) for line in told.splitlines())
        assert wrong or not refused
        assert bool(refused) == (file.stem in _KNOWN.split())
