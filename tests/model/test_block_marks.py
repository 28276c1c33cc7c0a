"""Marks of blocks in HTML: each block is given what is in it, and nothing is lost, whatever is between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.model.blocks import begin, end, filled, has_blocks, numbers_in, without_marks

MARK = "broadsheet:"


def _marked(tree: list[object], number: list[int]) -> str:
    """HTML with a block for each list in a list."""
    html = ""
    for each in tree:
        if isinstance(each, list):
            number[0] += 1
            here = number[0]
            html += begin(here, MARK) + _marked(each, number) + end(here, MARK)
        else:
            html += f"<p>{each}</p>"
    return html


TREES = st.recursive(st.sampled_from("abc"), lambda inner: st.lists(inner, max_size=4), max_leaves=12).filter(
    lambda tree: isinstance(tree, list)
)


@given(TREES)
def test_blocks_are_filled_from_the_inside_and_nothing_is_lost(tree: list[object]) -> None:
    html = _marked(tree, [0])
    seen: list[int] = []

    def made(number: int, inner: str, before: int) -> str:
        assert not has_blocks(inner)
        assert before == number - 1
        seen.append(number)
        return inner

    assert filled(html, made) == without_marks(html)
    assert sorted(seen) == numbers_in(html)


def test_a_mark_without_its_counterpart_is_left_out() -> None:
    html = f"a{end(3, MARK)}b{begin(1, MARK)}c{begin(2, MARK)}d{end(1, MARK)}e{begin(4, MARK)}f"
    assert filled(html, lambda number, inner, _: f"[{number}:{inner}]") == "ab[1:cd]ef"


def test_elements_that_raw_html_left_open_end_within_the_block() -> None:
    html = '<div id="broadsheet:block:1">\n<b><p>a</p><i id="broadsheet:block:1"></i></b></div>\nb'
    assert filled(html, lambda _number, inner, _before: f"[{inner}]") == "[<b><p>a</p></b>]b"
    assert without_marks(html) == "<b><p>a</p></b>b"
