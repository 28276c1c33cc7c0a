"""Reports ``::: newsletter`` on a site that has no newsletter."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.blocks import Block
from generator.site.boxes import report_without


def data(ask: Ask, path: str, block: Block) -> None:
    """Return None: the layout takes everything from ``site``."""
    report_without(ask, path, block, "newsletter", 'action = "https://letters.example/subscribe"')
