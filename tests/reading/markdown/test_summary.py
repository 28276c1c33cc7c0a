"""The beginning of a story, which lists and feeds show if it has no standfirst."""

from __future__ import annotations

import pytest

from generator.reading.markdown.conversion import render
from generator.reading.markdown.summary import LONGEST, shortened


def _beginning(source: str, adopt: bool = False) -> tuple[str, bool]:
    found = render(source, "content/a.md", adopt=adopt)
    return found.beginning, found.ends_at_mark


@pytest.mark.parametrize(
    "source",
    [
        "The ferry sails.\n\nMore.",
        "The *ferry*\n[sails](https://a.example/)[^1].\n\n[^1]: A note.",
        "## A heading\n\nThe ferry sails.",
        "![A boat](boat.jpg)\n\nThe ferry sails.",
        "> Quoted.\n\n- Listed.\n\nThe ferry sails.",
        "<!-- A note -->\n\nThe ferry sails.",
        "---\n\nThe ferry sails.\n\n[^1]: A note.",
        "<p>The <em>ferry</em> sails.</p>\n",
        "<div class='ad'>Advertisement</div>\n\nThe ferry sails.",
        "- The ferry sails.\n- More.",
        "> The ferry sails.",
    ],
)
def test_the_first_paragraph_is_the_summary(source: str) -> None:
    assert _beginning(source) == ("The ferry sails.", False)


@pytest.mark.parametrize(
    "source", ["", "![A boat](boat.jpg)", "## A heading", "| a |\n|---|\n| b |", "<!-- A note -->"]
)
def test_a_story_without_paragraphs_has_no_summary(source: str) -> None:
    assert _beginning(source) == ("", False)


@pytest.mark.parametrize("mark", ["<!--more-->", "<!-- more -->", "<!-- MORE -->", "<!--\nmore\n-->"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The ferry\n\nsails.\n\n", "\n\nMore."),
        ("The ferry sails. ", " More."),
        ("## H\n\nThe ferry\n\n- sails.\n", "\n"),
    ],
)
def test_what_is_above_the_mark_is_the_summary(mark: str, before: str, after: str) -> None:
    assert _beginning(before + mark + after) == ("The ferry sails.", True)
    assert "ore" not in render(before + mark, "content/a.md").html


def test_links_and_notes_above_the_mark_keep_their_text() -> None:
    source = "The [ferry][f] sails[^1].\n\n<!--more-->\n\nMore.\n\n[f]: https://a.example/\n[^1]: A note."
    assert _beginning(source) == ("The ferry sails.", True)


@pytest.mark.parametrize(
    "source",
    [
        "The ferry sails.\n\n<!-- more sources needed -->\n\nMore.",
        "The ferry sails.\n\n`<!--more-->`",
        "<!--more-->\n\nThe ferry sails.",
    ],
)
def test_what_is_not_such_a_mark_or_has_nothing_above_it_does_not_count(source: str) -> None:
    assert _beginning(source) == ("The ferry sails.", False)


@pytest.mark.parametrize(
    "mark",
    [
        *("<!--more Read on-->", "<!-- truncate -->", "{/* truncate */}", "<!-- excerpt -->", "<!-- end -->"),
        *(
            "<!-- PELICAN_END_SUMMARY -->",
            "<!-- TEASER_END -->",
            "<!--break-->",
            "<!-- end excerpt -->",
            "<!--readmore-->",
        ),
    ],
)
def test_adopted_copy_may_have_the_marks_of_other_programs(mark: str) -> None:
    assert _beginning(f"The ferry\n\nsails.\n\n{mark}\n\nMore.", adopt=True) == ("The ferry sails.", True)


def test_a_long_text_is_cut_after_a_word() -> None:
    found = shortened("The ferry, it sails " * 30)
    assert len(found) <= LONGEST
    assert found.endswith(("ferry…", "The…", "it…", "sails…"))


def test_a_long_text_without_spaces_is_cut_before_a_letter() -> None:
    assert shortened("港" * 500) == "港" * (LONGEST - 1) + "…"
    assert shortened("กำ" + "ก่" * 500).endswith("ก่…")


def test_marks_without_a_letter_are_cut_like_letters() -> None:
    """No letter is before them, so the way back to one never ends."""
    for count in (LONGEST, LONGEST + 1, 2 * LONGEST):
        assert len(shortened("\N{COMBINING ACUTE ACCENT}" * count)) <= LONGEST
    assert len(shortened("a" + "\N{COMBINING ACUTE ACCENT}" * 500)) <= LONGEST
