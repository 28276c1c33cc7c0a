"""The style sheets of blocks: a page loads several of them, so each may change only what its own block shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import tinycss2
from tinycss2.ast import Node

from generator.reading.blocks.types import TYPES

LAYOUTS = Path(__file__).parents[2] / "layouts"
STYLES = [LAYOUTS / "assets/blocks.css", *sorted((LAYOUTS / "assets/blocks").glob("*.css"))]
OF_BLOCKS = ("blocks/", "partials/data.html", "partials/embed.html", "partials/recording.html")
SHARED = {"data", "story-block", "block-title", "pictures"}


def _selectors(nodes: Iterable[Node]) -> Iterator[str]:
    for each in nodes:
        if each.type == "qualified-rule":
            yield tinycss2.serialize(each.prelude).strip().removeprefix(".body ")
        elif each.type == "at-rule" and each.content:
            yield from _selectors(tinycss2.parse_rule_list(each.content, skip_comments=True, skip_whitespace=True))


def _classes_elsewhere() -> set[str]:
    found = set[str]()
    for file in LAYOUTS.rglob("*.html"):
        if not file.relative_to(LAYOUTS).as_posix().startswith(OF_BLOCKS):
            for classes in re.findall('class="([^"]*)"', file.read_text(encoding="utf-8")):
                found.update(classes.split())
    return found


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style.name))
def test_every_rule_begins_with_a_class_of_its_block(style: Path) -> None:
    parsed = tinycss2.parse_stylesheet(style.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
    begin = {re.split(r"[:, >]", selector)[0] for selector in _selectors(parsed)}
    own = SHARED | ({style.stem} if style.stem in TYPES else {*TYPES})
    names = {each.lstrip(".").split(".")[0] for each in begin}
    assert begin
    assert all(each.startswith(".") for each in begin)
    assert not {each for each in names if each not in own and each.partition("-")[0] not in own}
    assert not names & _classes_elsewhere()
