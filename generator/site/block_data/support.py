"""Reports ``::: support`` on a site that does not say how readers can support it."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.blocks import Block
from generator.site.boxes import report_without


def data(ask: Ask, path: str, block: Block) -> None:
    """Return None: the layout takes everything from ``site``."""
    report_without(ask, path, block, "support", 'url = "https://give.example/courier"')
