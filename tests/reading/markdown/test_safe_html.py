"""Bodies that come from the store: what reading a story gives is let through, and nothing that could do more."""

from __future__ import annotations

import pytest
from fuzzing import Harmless
from hypothesis import example, given
from hypothesis import strategies as st
from test_tampered_store import EVIL

from generator.model.settings import Html
from generator.reading.markdown.conversion import render
from generator.reading.markdown.safe_html import is_safe

PIECES = [
    *("# A", "\n\n", "**b** ", "[a](https://a.example/?b=c&d='e') ", "![q](q.png)", "<b>", "</b>", "<p title='\"<>'>"),
    *("[^1]", "\n\n[^1]: Note", "> q\n", "- a\n", "1. a\n", "7) a\n", "`<i>`", "\n```\n<u>\n```\n", "<!-- c -->"),
    *(
        "| a | b |\n|---|--:|\n| 1 | 2 |\n",
        "<details open>",
        "<td colspan=2>",
        "<ol reversed start=3>",
        "~~s~~",
        "\\\n",
    ),
    *(
        "<mailto:a@b.example>",
        "[x](#y)",
        "[x](?y)",
        "[x](../a.md)",
        "<q cite='https://a.example'>",
        "&amp;",
        "<",
        ">",
        '"',
    ),
    *("<img src=https://a.example/a.png alt=''>", "<time datetime=2026>", "<h1>h</h1>", "---\n", "![a](b.png 'c')"),
    *("<a href='HTTPS://A.example' rel=me>x</a>", "[x](tel:+44)", "[x](HTTP://a.example)", "<br/>", "[x](sms:1)"),
]


@pytest.mark.parametrize(
    "body", ["", "Words", "a > b & c", "<p>Words</p>\n", '<a href="">x</a>', '<p title="<script>">x</p>']
)
def test_harmless_bodies_are_safe(body: str) -> None:
    assert is_safe(body)


@pytest.mark.parametrize(
    "evil",
    [
        *EVIL,
        "<p",
        "<p>words<",
        "< p>",
        "<p/x>",
        "<p class=a>",
        "</p x>",
        "<P>",
        '<p\tid="a">',
        '<img src="https://e.example/a.png">',
    ],
)
def test_html_that_reading_never_produces_is_not_safe(evil: str) -> None:
    assert not is_safe(evil)
    assert not is_safe(f"<p>Words</p>\n{evil}<p>Words</p>")


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join),
    st.sampled_from(["sanitise", "escape"]),
)
@example("".join(PIECES), "sanitise")
def test_every_body_that_reading_produces_is_safe(source: str, html: Html) -> None:
    assert is_safe(render(source, "content/a.md", html=html, adopt=True).html)


_TAGS = st.sampled_from(
    ["<p>", "</p>", "<b ", 'class="', '"', ">", "<script>", " onclick=", "href=", "javascript:", "<", "'"]
)


@given(st.lists(_TAGS | st.text(max_size=3), max_size=10).map("".join))
def test_whatever_is_safe_can_run_nothing(body: str) -> None:
    if is_safe(body):
        Harmless().feed(body)
