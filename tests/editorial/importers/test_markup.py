"""Marked-up copy becomes Markdown that shows the same words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.editorial.importers._markup import Body, of_html
from generator.reading.markdown.conversion import render


def shown(html: str) -> str:
    """What readers of the story see: its HTML."""
    return str(render(of_html(html, Body()), "content/a.md").html)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return re.sub(r"\s+", "", "".join(parser.words))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>A <b>bold</b> word, and <em>another</em>.</p>", "A **bold** word, and *another*."),
        ("<p>A<b> bold </b>word</p>", "A **bold** word"),
        (
            "<p>1<b>:</b>a <b>“So”</b>, <b>a</b><b>b</b></p>",
            "1<strong>:</strong>a **“So”**, <strong>a</strong><strong>b</strong>",
        ),
        ("<h1>Head</h1><h3>Lower #</h3>", "## Head\n\n### Lower \\#"),
        ("<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>", "- One\n- Two\n  - Three"),
        ("<ol start=3><li>Three<li>Four</ol>", "3. Three\n4. Four"),
        ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"),
        ("One<br>two", "One\\\ntwo"),
        ('<a href="https://a.example/x">here</a>', "[here](<https://a.example/x>)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<a href="/here">here</a>', "here"),
        ("<p>1. May</p><p># 4</p><p>- 5</p>", "1\\. May\n\n\\# 4\n\n\\- 5"),
        ("<p>a*b &lt;script&gt; &amp;amp; `c`</p>", "a\\*b \\<script> \\&amp; \\`c\\`"),
        ("<script>alert(1)</script><style>p {}</style><p>Words</p>", "Words"),
        ("<pre>a\n  b ``` c</pre>", "````\na\n  b ``` c\n````"),
        (
            "<table><tr><th>Ship</th><th>Tons</th></tr><tr><td>Solveig</td><td>a|b</td></tr></table>",
            "| Ship | Tons |\n| --- | --- |\n| Solveig | a\\|b |",
        ),
        ("<table><tr><td>1</td></tr></table>", "|  |\n| --- |\n| 1 |"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("<dl><dt>Quay</dt><dd>Where boats lie.</dd></dl>", "**Quay**\n\nWhere boats lie."),
        ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
    ],
)
def test_elements_become_markdown(html: str, markdown: str) -> None:
    assert of_html(html, Body()) == markdown


def test_nitf_has_elements_of_its_own() -> None:
    nitf = (
        "<body.content><p><person>Elif Kaya</person> said <money unit='EUR'>5</money>.</p><hl2>Then</hl2>"
        "<bq><block><p>We sail.</p></block></bq><note><p>For the desk.</p></note></body.content>"
    )
    body = Body()
    assert body.markdown(etree.fromstring(nitf)) == "Elif Kaya said 5.\n\n## Then\n\n> We sail."
    assert body.notes == ["For the desk."]


_TEXT = st.text(st.sampled_from("ab 1.*_`<>&[]()#-+|~\\{}!\"'=:é\n"), max_size=12)
_INLINE = ("b", "i", "em", "strong", "a", "span", "q-", "sub", "del", "code")
_BLOCK = ("p", "h2", "h3", "blockquote", "div", "li", "pre-")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _element(inside: st.SearchStrategy[str], names: tuple[str, ...]) -> st.SearchStrategy[str]:
    kept = [name for name in names if not name.endswith("-")]
    return st.builds(lambda name, text: f"<{name}>{text}</{name}>", st.sampled_from(kept), inside)


_LINE = st.lists(_TEXT.map(_escaped) | _element(_TEXT.map(_escaped), _INLINE), max_size=4).map("".join)
_LIST = st.lists(_LINE, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>")
_PAGE = st.lists(_element(_LINE, ("p", "h2", "blockquote", "div")) | _LIST, max_size=4).map("".join)


@given(html=_PAGE)
def test_the_story_shows_every_word(html: str) -> None:
    if "!--" in html or "{" in html or "<!" in words(html) or "[//]" in html:  # what is meant as a note to the desk
        return
    assert words(shown(html)).replace("“", "").replace("”", "") == words(html)


@given(html=st.text(st.sampled_from("<>/=\"' \n&;#abp!-[]"), max_size=200) | st.text(max_size=100))
def test_any_html_is_read(html: str) -> None:
    assert "<script" not in shown(html).lower()
