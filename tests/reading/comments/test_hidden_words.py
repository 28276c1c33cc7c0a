"""Words that hardly a reader would see are not published without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.reading.markdown.conversion import render

STYLE = Path(__file__).parents[3] / "layouts/assets/style.css"


@pytest.mark.parametrize("source", ['[](# "NOTE")', 'One [ ](https://a.example/ "NOTE") two', "[<!-- x -->](# 'NOTE')"])
def test_the_title_of_a_link_without_words_is_an_error_and_adopted_copy_loses_it(source: str) -> None:
    found = [each for each in render(source, "content/a.md").problems if each.level == "error"]
    assert [(each.line, each.source[each.column - 1 :][:4]) for each in found] == [(1, "NOTE")]
    adopted = render(source, "content/a.md", adopt=True)
    assert "NOTE" not in adopted.html
    assert not adopted.withheld


@pytest.mark.parametrize("source", ['[One](# "Two")', "[](https://a.example/)", '`[](# "One")`', '![](a.jpg "One")'])
def test_titles_and_links_of_other_kinds_are_none(source: str) -> None:
    assert not [each for each in render(source, "content/a.md").problems if "no words" in each.message]


@pytest.mark.parametrize(
    "source", ["One <ruby>a<rp>NOTE</rp><rt>b</rt></ruby>", "<div>\n<RP lang=en>\nNOTE</RP></div>", "<rp>(NOTE</rp>"]
)
def test_words_for_browsers_without_ruby_are_an_error_and_withhold_adopted_copy(source: str) -> None:
    assert [each.level for each in render(source, "content/a.md").problems if "<rp>" in each.message] == ["error"]
    assert render(source, "content/a.md", adopt=True).withheld


@pytest.mark.parametrize(
    "source",
    [
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby> and <ruby>a<rp> \uff08 </rp><rt>b<rp>\uff09</ruby>",
        "Write `<rp>NOTE</rp>`",
        "```\n<rp>NOTE</rp>\n```",
    ],
)
def test_parentheses_around_a_reading_are_none(source: str) -> None:
    assert not render(source, "content/a.md").problems


def test_the_theme_hides_no_class_that_a_story_may_have() -> None:
    rules = re.findall(r"([^{}]*)\{[^{}]*(?:display: none|inset-block-start: -)[^{}]*\}", STYLE.read_text("utf-8"))
    assert rules
    for selector in rules:
        chosen = selector.rpartition("*/")[2].strip()
        by_state = "[hidden]" in chosen or "::" in chosen or chosen == "picture > source"  # which has no words
        assert by_state or ":not(.body *)" in chosen, chosen
