"""The parts of a block that its layout receives: items, pictures, sections."""

from __future__ import annotations

from markupsafe import Markup

from generator.reading.markdown.conversion import render
from generator.theme import block_parts


def _html(body: str) -> str:
    return render(body, "content/a.md").html


def test_items_have_a_lead_and_dates_in_words() -> None:
    body = "- **At noon** one\n- 2026-11-30: two\n- 2026-11 – three\n- 2026, four\n- 2026 boats"
    body += "\n- 2026-02-31: no day\n- a: b"
    found = [(str(each.lead), str(each.body), each.date) for each in block_parts.items(_html(body), "en")]
    assert found == [
        ("At noon", "one", ""),
        ("30 November 2026", "two", "2026-11-30"),
        ("November 2026", "three", "2026-11"),
        ("2026", "four", "2026"),
        ("", "2026 boats", ""),
        ("2026-02-31", "no day", ""),
        ("", "a: b", ""),
    ]
    assert str(block_parts.items(_html("- 2026-11-30: iki"), "tr")[0].lead) == "30 Kasım 2026"


def test_items_keep_what_is_in_them() -> None:
    (item,) = block_parts.items(_html("- **1 May** One\n\n  - **x** inner\n\n  Two"), "en")
    assert item.lead == "1 May"
    assert item.body == Markup("<p>One</p>\n<ul>\n<li><strong>x</strong> inner</li>\n</ul>\n<p>Two</p>")
    assert block_parts.items(_html("> - not this"), "en") == ()


def test_pictures_are_the_figures_in_galleries_and_outside() -> None:
    found = block_parts.pictures(_html('![a](a.jpg "A | Ada")\n\n![b](b.jpg)\n\nWords.\n\n![c](c.jpg)'))
    assert [each.count("<img") for each in found] == [1, 1, 1]
    assert "<figcaption>" in found[0]


def test_sections_are_what_is_below_each_heading() -> None:
    found = block_parts.sections(_html("Above.\n\n### Who? {#w}\n\nWe.\n\nAnd you.\n\n### Who?\n\n### When?\n\nNow."))
    assert [(str(each.heading), each.anchor, each.level, each.body.striptags()) for each in found] == [
        ("", "", 0, "Above."),
        ("Who?", "w", 3, "We. And you."),
        ("Who?", "who", 3, ""),
        ("When?", "when", 3, "Now."),
    ]
    assert block_parts.sections("<p>None.</p>") == ()
