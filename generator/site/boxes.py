"""The boxes that the settings describe (the newsletter, and support for the paper), and where their forms are sent."""

from __future__ import annotations

from collections.abc import Collection

from generator.engine.definitions import Ask
from generator.model.blocks import Block
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.third_parties import origins_of
from generator.reading.inputs import SETTINGS

WITH_BOXES = ("story", "front")
"""The kinds of pages that have the boxes at their end."""


def forms_of(settings: Settings, kind: str, blocks: Collection[str]) -> tuple[str, ...]:
    """The other sites to which the boxes on a page of this kind, with these blocks, send their forms."""
    found: list[str] = []
    for name, box in (("newsletter", settings.newsletter), ("support", settings.support)):
        if box and box.action and (kind in WITH_BOXES or name in blocks):
            found += origins_of((box.action, *box.redirects))
    return tuple(dict.fromkeys(each for each in found if each != settings.origin))


def report_without(ask: Ask, path: str, block: Block, table: str, example: str) -> None:
    """Report a block that shows a table of site.toml which the file does not have."""
    if getattr(ask(SETTINGS), table) is None:
        message = f"site.toml does not say what the block `{block.name}` shows"
        fix = f"add a table to it: `[{table}]`, and below it `{example}`"
        ask.report(Problem(path, block.line, block.column, message, fix))
