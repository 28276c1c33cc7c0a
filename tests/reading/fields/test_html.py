"""HTML in short texts, which readers would see as it is written."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.reading.fields.html import tag_in


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("The <em>Endeavour</em> sails", "<em>"),
        ("The Endeavour</EM> sails", "</EM>"),
        ('Six<br/> and <a href="x">seven</a>', "<br/>"),
        ("3 < 4, a<b and b>c, <3, <quay>", ""),
        ("`<b>` and \\<b> and ``a`<b>``", ""),
    ],
)
def test_the_first_tag_is_found_outside_code(written: str, tag: str) -> None:
    assert tag_in(written) == tag


@pytest.mark.parametrize(
    "line",
    [
        "standfirst: It is <b>six</b>.",
        "corrections: [{at: 2026-11-20, text: It is <b>six</b>.}]",
        "source_notes: [The <b>six</b>]",
    ],
)
def test_readers_would_see_the_tag_so_it_is_a_warning(newsroom: Newsroom, line: str) -> None:
    result = newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", line)).build()
    (told,) = result.warnings
    assert (told.line, told.column, told.message) == (
        4,
        line.index("<b>") + 1,
        "`<b>` is not HTML here, so readers see it as written",
    )
    assert "&lt;b&gt;six" in newsroom.page("2026/11/19/dues/")
