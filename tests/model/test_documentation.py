"""Messages refer to pages of the documentation that there are."""

from __future__ import annotations

import re
from pathlib import Path

from generator.model import documentation

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"documentation\.page\(['\"]([\w/-]+)['\"]\)")


def test_every_page_that_the_program_names_exists() -> None:
    named = {
        name for file in (ROOT / "generator").rglob("*.py") for name in _NAMED.findall(file.read_text(encoding="utf-8"))
    }
    assert named
    assert [name for name in sorted(named) if not (ROOT / f"docs/{name}.md").is_file()] == []
    assert all(f"docs/{name}.md" in documentation.page(name) for name in named)


def test_nothing_else_refers_readers_to_the_readme() -> None:
    files = [file for folder in ("generator", "layouts") for file in (ROOT / folder).rglob("*") if file.is_file()]
    texts = {file: file.read_bytes() for file in files if file.suffix not in (".pyc", ".woff2", ".ttf", ".otf")}
    assert [
        str(file)
        for file, text in texts.items()
        if re.search(rb"(?i)see the readme|the readme (?:lists|says)|broadsheet's readme", text)
    ] == []
