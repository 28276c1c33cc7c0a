"""The data of ``::: chart results.csv type=bar``: a chart of a data file next to the story, with its table."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.blocks import Block
from generator.model.chart import Chart
from generator.model.colours import PAPERS
from generator.model.story import direction
from generator.site.block_files import choice_of, report
from generator.site.frame import PAPER_COLOURS


def data(ask: Ask, path: str, block: Block) -> Chart | None:
    """The chart that a block shows; None if it cannot be drawn, which is reported."""
    from generator.media.charts.chart import chart  # imported only if a story has a chart

    choice = choice_of(ask, path, block)
    if not choice:
        return None
    papers = ask(PAPER_COLOURS) if choice.text("colours") else PAPERS
    drawn = chart(choice, direction(choice.language) == "rtl", block.line, papers)
    report(ask, path, block, choice.misfits)
    return drawn
