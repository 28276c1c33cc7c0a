"""The README's reference of fields and settings is that of the tables by which they are read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from generator.model.settings import Settings
from generator.reading.fields.table import FIELDS
from generator.reading.settings.descriptions import ABOUT

README = Path(__file__).parents[3] / "README.md"
HEADER = "| field | also | what it is for |\n|---|---|---|\n"


def _rows() -> str:
    rows = []
    for each in FIELDS:
        if each.form:
            first, *others = (f"`{name}`" for name in each.called)
            only = " Only in pages." if each.kinds == ("page",) else ""
            rows.append(f"| {first} | {', '.join(others)} | {each.form.about}{only} |\n")
    return HEADER + "".join(rows)


def test_the_table_of_fields_is_that_of_the_reader() -> None:
    """``BROADSHEET_GOLDEN=write`` writes it."""
    text = README.read_text(encoding="utf-8")
    before, _, after = text.partition(HEADER)
    rest = after.partition("\n\n")[2]
    if os.environ.get("BROADSHEET_GOLDEN") == "write":
        text = f"{before}{_rows()}\n{rest}"
        README.write_text(text, encoding="utf-8")
    assert _rows() + "\n" in text


def test_the_table_of_settings_names_every_setting() -> None:
    table = README.read_text(encoding="utf-8").partition("| setting | default | what it does |\n|---|---|---|\n")[2]
    rows = [row.split(" | ") for row in table.partition("\n\n")[0].split("\n")]
    named = {re.split(r"[.\]]", name)[0] for row in rows for name in re.findall(r"`\[*([\w.]+)", row[0])}
    assert named == set(Settings.__struct_fields__)


def test_the_readme_names_every_setting_of_a_table() -> None:
    text = README.read_text(encoding="utf-8")
    inside = [name.rpartition(".") for name in ABOUT if "." in name]
    assert not [f"{table}.{name}" for table, _, name in inside if not re.search(rf"\b{name}\b", text)]
