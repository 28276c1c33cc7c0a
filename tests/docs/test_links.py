"""Links within the documentation lead to pages and headings that exist, and every page is in a table of contents."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {page: page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))}
_LINK = re.compile(r"\]\((?!https?:)([^()#\s]*)(?:#([\w-]+))?\)")
_CODE = re.compile(r"^( *)```.*?^\1```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_CONTENTS = re.compile(r"```\{toctree\}\n(.*?)```", re.DOTALL)


def _headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as MyST makes them; those of generated parts are not known."""
    titles = re.findall(r"^#+ (.+)$", PAGES[page], re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_link_leads_to_a_file_and_a_heading() -> None:
    wrong = []
    for page, text in PAGES.items():
        for name, anchor in _LINK.findall(_CODE.sub("", text)):
            target = (page.parent / name).resolve() if name else page
            generated = "{{ reference:" in PAGES.get(target, "")
            if not target.is_file() or (anchor and not generated and anchor not in _headings(target)):
                wrong.append(f"{page.relative_to(DOCS)}: {name}#{anchor}")
    assert wrong == []


def test_every_page_is_in_a_table_of_contents() -> None:
    listed = {
        (page.parent / f"{line}.md").resolve()
        for page, text in PAGES.items()
        for contents in _CONTENTS.findall(text)
        for line in contents.splitlines()
        if line and not line.startswith(":")
    }
    assert sorted(PAGES.keys() - listed) == [DOCS / "index.md"]
    assert sorted(listed - PAGES.keys()) == []
