"""Captions and credits."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from generator.reading.markdown.figures import caption, caption_and_credit, has_only_pictures


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("The quay at dawn", ("The quay at dawn", "")),
        ("The quay | Ada Marsh", ("The quay", "Ada Marsh")),
        ("The quay | Credit: Ada Marsh", ("The quay", "Ada Marsh")),
        ("The quay | photos : Ada Marsh", ("The quay", "Ada Marsh")),
        ("Before | after | Picture: Ada Marsh", ("Before | after", "Ada Marsh")),
        ("The quay | Illustration: Ada Marsh", ("The quay", "Illustration: Ada Marsh")),
        ("| Ada Marsh", ("", "Ada Marsh")),
        ("Photo: the quay", ("Photo: the quay", "")),
        ("a|b", ("a|b", "")),
        ("", ("", "")),
    ],
)
def test_a_title_is_split_at_its_last_bar(title: str, taken: tuple[str, str]) -> None:
    assert caption_and_credit(title) == taken


def _caption(title: str) -> str:
    return caption(title, lambda written: (written, ""))


def test_a_caption_may_have_emphasis_and_links() -> None:
    assert _caption("The *Endeavour* | [Ada](https://a.example/?x&y)") == (
        "<figcaption>The <em>Endeavour</em> "
        '<span class="credit"><a href="https://a.example/?x&amp;y">Ada</a></span></figcaption>'
    )


def test_a_caption_is_escaped_and_left_out_where_there_is_none() -> None:
    assert _caption("") == ""
    assert _caption("<b> | <i>") == '<figcaption>&lt;b&gt; <span class="credit">&lt;i&gt;</span></figcaption>'


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("![](a.jpg)", True),
        ("[![](a.jpg)](b.md)", True),
        ("![](a.jpg) ![](b.jpg)", True),
        ("![](a.jpg)\n![](b.jpg)", True),
        ("![](a.jpg) and words", False),
        ("[words](b.md)", False),
        ("", False),
    ],
)
def test_a_paragraph_of_pictures_alone_is_told_from_others(text: str, only: bool) -> None:
    inline = MarkdownIt().parseInline(text)[0]
    assert has_only_pictures(inline.children or []) == only
