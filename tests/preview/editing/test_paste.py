"""What is pasted from a word processor or a web page, as Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.preview.editing.paste import Pasted, as_markdown

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p { margin: 0 }</style></head><body>
<!--StartFragment--><p class=MsoNormal><b>The quay</b> closes, says
the <a href="https://council.example/">council</a>.<o:p></o:p></p>
<p class=MsoNormal>A <i>second</i> paragraph.</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0'><![if !supportLists]><span style='font-family:A'>
<span style='mso-list:Ignore'>·<span style='font:7.0pt "Times"'>&nbsp; </span></span></span><![endif]>Bread</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Fish</p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>First</p><!--End--></body>"""
WORD_AS_MARKDOWN = """**The quay** closes, says the [council](<https://council.example/>).

A *second* paragraph.

- Bread
- Fish

1. First"""
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">'
    'Bold</span><span> then </span><span style="font-style:italic">not</span><span>.</span></p><p>Second.</p></b>'
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (WORD, WORD_AS_MARKDOWN),
        ("<ul><li>One</li><ul><li>Inner</li></ul><li>Two</li></ul>", "- One\n  - Inner\n- Two"),
        ("<figure><img src=a.png><figcaption>The quay.</figcaption></figure>", "The quay."),
        (DOCS, "**Bold** then *not*.\n\nSecond."),
        ("<h1>Dues</h1><ul><li>One<li>Two</ul>", "## Dues\n\n- One\n- Two"),
        ("<p>3 * 4 and [words] and # 5</p><p># no heading</p>", "3 * 4 and [words] and # 5\n\n\\# no heading"),
        ("<p>Before<script>alert(1)</script> after</p>", "Before after"),
        (
            "<table><tr><td><p>Year<td>Visitors<tr><td>2018<td>41,000</table>",
            "| Year | Visitors |\n| --- | --- |\n| 2018 | 41,000 |",
        ),
        ("", ""),
        ("<", "<"),
        ("<div>" * 2000 + "deep", "deep"),
        ("<div>" * 500_000 + "deep", ""),
    ],
)
def test_paragraphs_links_lists_and_emphasis_stay(html: str, markdown: str) -> None:
    assert as_markdown(Pasted(html)).markdown == markdown


def test_what_is_left_out_is_said() -> None:
    found = as_markdown(Pasted('<p>One <img src="a.png"> two</p><iframe src="https://a.example/"></iframe>'))
    assert found.markdown == "One two"
    assert found.left_out == ("pictures: drop each on the form instead", "left out of its text: iframe")


_NAMES = ("p", "b", "span", "div", "li", "ul", "ol", "a", "tr", "td", "table", "dl", "o:p", "font", "figure", "h2")
_TAGS = st.sampled_from((*_NAMES, "p class=MsoListParagraph", "/p", "/span", "/ul", "/table"))


@given(st.lists(st.one_of(_TAGS.map(lambda tag: f"<{tag}>"), st.text("aé &")), max_size=12))
def test_no_word_of_broken_html_is_lost(pieces: list[str]) -> None:
    assert "last" in as_markdown(Pasted("".join(pieces) + "last")).markdown
