"""The quick ways through markdown-it say just what its own rules say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from generator.reading.blocks import rule as block_rule
from generator.reading.markdown import conversion as markdown
from generator.reading.markdown import definition_lists, parser

PIECES = [
    *("Words", "and more", "“Quoted”", '"so"', "é", "İ", "港", " ", "  ", "    ", "\t", "\n", "\n\n", "\n\n\n"),
    *("> ", "- ", "* ", "1. ", "1) ", "a. ", "# ", "---", "===", "~~~", "```", "| a | b |", "|---|---|"),
    *("[x]: /y", "[x]", "[^1]", "[^1]: note", "^[in]", "![", "](z)", "<b>", "<div>", "<!--", "&amp;", "&"),
    *(": ", "~ ", "\\", "\\*", "*", "**", "_", "~~", "`", "!", "^", "$", "{", ":", "+", "=", "@", "http://x.org"),
]


def _plain_rules(html: bool) -> MarkdownIt:
    found = parser._parser(html)
    found.block.ruler.disable("plain")
    return found


def _tokens(rules: MarkdownIt, source: str) -> list[dict[str, Any]]:
    return [token.as_dict() for token in rules.parse(source, {})]


@pytest.mark.parametrize("html", [True, False])
@settings(max_examples=400)
@given(source=st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_a_body_is_parsed_as_without_the_quick_block_rule(html: bool, source: str) -> None:
    assert _tokens(parser._parser(html), source) == _tokens(_plain_rules(html), source)


@settings(max_examples=400)
@given(source=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_inside_of_lines_is_parsed_as_by_markdown_its_own_rule(source: str) -> None:
    theirs = parser._Parser("js-default", {"html": True, "maxNesting": 100, "store_labels": True})
    theirs.enable(["table", "strikethrough"]).use(footnote_plugin)
    definition_lists.install(theirs)
    block_rule.install(theirs)
    assert _tokens(parser._parser(html=True), source) == _tokens(theirs, source)


def test_most_paragraphs_use_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("markdown_it.parser_inline.ParserInline.parse", None)
    found = markdown.render(
        "One paragraph.\n\n“Another,” she said: 3 + 4 = 7!\n\n## A heading\n\n- A point\n", "content/a.md"
    )
    assert found.html.count("<p>") == 2
