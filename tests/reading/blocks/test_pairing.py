"""Blocks in a body: where they begin and end, what is said on their first lines, and what editors are told."""

from __future__ import annotations

import re
import time
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model.blocks import Block, BlockValue, filled
from generator.model.settings import Settings
from generator.reading.blocks import pairing as limits
from generator.reading.markdown.conversion import Prose, render
from generator.reading.queries import Text, UnsafeError, checked, encode_text
from generator.reading.story import read

PATH = "content/harbour/a.md"
SETTINGS = Settings(title="The Courier", base_url="https://courier.example/", timezone="Europe/Istanbul")


def _shape(prose: Prose) -> str:
    """The text of a body, with the name of each block before what is in it, in parentheses."""
    html = filled(prose.html, lambda number, inner, _: f"({prose.blocks[number].name} {inner}) ")
    return " ".join(re.sub("<[^>]*>", "", html).split())


def _said(body: str, **given: bool) -> list[tuple[int, int, str, str]]:
    return [(each.line, each.column, each.message, each.fix) for each in render(body, PATH, **given).problems]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("a\n\n::: facts\nb\n:::\n\nc", "a (facts b ) c"),
        ("a\n::: facts\nb\n:::\nc", "a (facts b ) c"),
        (":::facts\nb\n:::", "(facts b )"),
        ("::: facts\n- b\n- c\n:::\nd", "(facts b c ) d"),
        ("::: facts\n> b\n:::\nd", "(facts b ) d"),
        ("::: facts\n::: quote\nb\n:::\nc\n:::\nd", "(facts (quote b ) c ) d"),
        (":::: facts\n::: quote\nb\n:::\nc\n::::\nd", "(facts (quote b ) c ) d"),
        ("- a\n\n  ::: facts\n  b\n  :::\n\n- c", "a (facts b ) c"),
        ("> ::: facts\n> b\n> :::\n\nc", "(facts b ) c"),
        ("::: profile Ada :::\nb", "(profile ) b"),
        ("::: profile Ada\n:::\nb", "(profile ) b"),
        ("::: facts\n```\n:::\n```\nb\n:::\nc", "(facts ::: b ) c"),
        ("::: facts\n<!-- a\n:::\nb -->\nc\n:::\nd", "(facts c ) d"),
        ("::: facts <!-- a note --> T\nb\n:::\nc", "(facts b ) c"),
        ("::: facts\n<div>\n\nb\n\n:::\n\nc", "(facts b ) c"),
        ("<b>a\n\n::: facts\nb\n:::\n\nc", "a (facts b ) c"),
        (r"\::: facts", "::: facts"),
        ("`::: facts`", "::: facts"),
        ("    ::: facts", "::: facts"),
    ],
)
def test_blocks_begin_and_end_where_their_lines_do(body: str, shape: str) -> None:
    assert _shape(render(body, PATH)) == shape


def test_the_first_line_has_a_name_an_argument_and_values() -> None:
    line = '::: quote Ada "Ace" Marsh, harbour master link=/about/ other=“two  words” more=\'it "is"\' :::'
    block = render(line, PATH).blocks[0]
    assert (block.name, block.argument.text, block.argument.column) == ("quote", 'Ada "Ace" Marsh, harbour master', 11)
    assert {key: each.text for key, each in block.values.items()} == {
        "link": "/about/",
        "other": "two words",
        "more": 'it "is"',
    }
    assert line[block.values["other"].column - 1 :].startswith("“two")
    assert render('::: facts "What we know"\nA.\n:::', PATH).blocks[0].argument.text == "What we know"
    assert render("::: x https://a.example/?v=a&b=c :::", PATH).blocks[0].argument.text == "https://a.example/?v=a&b=c"


def test_what_a_block_names_is_mentioned_and_its_words_count() -> None:
    prose = render("One.\n\n::: profile Ada picture=ada.jpg link=../b.md\nTwo [three](c.md).\n:::", PATH)
    assert [(each.target, each.line, each.column) for each in prose.mentions] == [
        ("content/harbour/ada.jpg", 3, 25),
        ("content/b.md", 3, 38),
        ("content/harbour/c.md", 4, 13),
    ]
    assert prose.text == "One.\nTwo three."
    assert (prose.words, prose.beginning) == (3, "One.")
    assert prose.blocks[0].values["picture"].is_picture


def test_the_summary_is_from_a_block_only_if_nothing_else_is_there() -> None:
    assert render("::: facts\nBox.\n:::\n\nText.", PATH).beginning == "Text."
    assert render("::: facts\nBox.\n:::", PATH).beginning == "Box."
    assert render("One.\n\n::: facts\nBox.\n\n<!--more-->\n\nMore.\n:::", PATH).beginning == "One. Box."


def test_headings_and_footnotes_in_blocks_work() -> None:
    prose = render("::: facts\n### Who {#who}\n\nA[^1] [so](#who).\n\n[^1]: The note.\n:::\n\nB[^1].", PATH)
    assert not prose.problems
    assert [(each.level, each.anchor) for each in prose.headings] == [(3, "who")]
    assert _shape(prose) == "(facts WhoA1 so. ) B1. The note. ↩︎ ↩︎".replace("WhoA1", "Who A1")
    assert prose.html.index('class="footnotes"') > prose.html.rindex("broadsheet:block:")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("A.\n\n::: facts T\nb", (3, 1, "the block `facts` that begins here does not end")),
        ("- ::: facts\n  a\n\nb", (1, 3, "the block `facts` that begins here does not end")),
        ("a\n\n:::", (3, 1, "this line would end a block, but none has begun here")),
        ("::: {.note}\na\n:::", (1, 1, "`::: {.note}` is meant for another program")),
        ("::: facts\n:::", (1, 1, "there is nothing in the block `facts`")),
        ("::: profile\na\n:::", (1, 1, "the block `profile` needs something after its name")),
        (
            '::: facts T a="b\nc\n:::',
            (1, 15, "the quotation mark that begins here is not closed before the end of the line"),
        ),
        ("::: facts a = b\nc\n:::", (1, 13, "there is a space before this `=`, so it belongs to no key")),
        ("::: quote A link=/a/ link=/b/\nc\n:::", (1, 22, "`link` appears twice")),
        (
            "::: quote A link=javascript:x\nc\n:::",
            (1, 18, "`javascript:` is not a kind of address that a story may use"),
        ),
        (
            "::: profile Ada picture=https://a.example/a.jpg\nA\n:::",
            (1, 25, "a block shows only pictures that are next to the story, and this one is on another site"),
        ),
        ("::: qa folded=perhaps\n### A?\nB\n:::", (1, 15, "`folded` is neither `true` nor `false`")),
        ("::: gallery columns=7\n![a](a.jpg)\n![b](b.jpg)\n:::", (1, 21, "`columns` cannot be `7`")),
        ("::: compare\n![a](a.jpg)\n:::", (1, 1, "the block `compare` needs exactly 2 pictures, and has 1")),
        ("::: timeline\nA.\n:::", (1, 1, "there is no list in the block `timeline`")),
        ("::: qa\nA.\n:::", (1, 1, "there is no heading in the block `qa`")),
        ("::: quote A link: /a/\nc\n:::", (1, 11, "`link:` is read as a word here")),
        (f"::: facts {'a' * 1001}\nb\n:::", (1, 11, "this value has 1,001 characters; the limit is 1,000")),
    ],
)
def test_what_is_wrong_with_a_block_is_said_at_its_line(body: str, problem: tuple[int, int, str]) -> None:
    assert [each[:3] for each in _said(body)] == [problem]
    assert all(fix for *_, fix in _said(body))
    assert all(each.level == "warning" for each in render(body, PATH, adopt=True).problems)


def test_only_what_is_meant_for_readers_is_an_error_elsewhere() -> None:
    assert not render("Ratio 3:::1 and a ::: b.", PATH).blocks


def test_too_many_and_too_deep_blocks_are_said_once() -> None:
    body = "\n".join(["::: facts\na\n:::"] * (limits.MOST + 2))
    assert [each[:3] for each in _said(body)] == [(601, 0, "this story has more than 200 blocks")]
    body = "::: facts\n" * (limits.DEEPEST + 1) + "a\n" + ":::\n" * (limits.DEEPEST + 1)
    assert [each[:3] for each in _said(body)] == [(6, 0, "blocks are nested more than 5 deep here")]


@pytest.mark.parametrize(
    "line", ["::: facts\n", '::: facts a="\n', ":::\n", "::::::: a\n::: b\n", "- ::: a\n", "> ::: a :::\n"]
)
def test_hostile_lines_take_linear_time(line: str) -> None:
    def took(count: int) -> float:
        begun = time.process_time()
        render(line * count, PATH)
        return time.process_time() - begun

    took(10)
    assert took(4_000) < max(12 * took(500), 0.5)


def test_raw_html_cannot_name_or_end_a_block() -> None:
    body = '<div id="broadsheet:block:0">x</div>\n\n::: facts\n</div></div>\n\n'
    body += '<i id="broadsheet:block:0"></i>\n\na\n:::\n\nb'
    prose = render(body, PATH)
    assert _shape(prose) == "x (facts a ) b"
    assert prose.html.count("broadsheet:block:0") == 2


@given(
    st.lists(
        st.sampled_from(["::: facts", "::: quote", ":::", "::::", "a", "- b", "> c", "<b>", "</div>", ""]), max_size=30
    )
)
def test_no_word_is_lost_and_each_block_is_whole(lines: list[str]) -> None:
    prose = render("\n".join(lines), PATH)
    seen: list[int] = []

    def made(number: int, inner: str, _before: int) -> str:
        seen.append(number)
        return inner

    html = filled(prose.html, made)
    assert sorted(seen) == list(range(len(prose.blocks)))
    assert "broadsheet:" not in html
    assert re.findall(r"\b[abc]\b", prose.text) == [each[-1] for each in lines if each in ("a", "- b", "> c")]


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("::: facts T\na\n:::", "(facts a )"),
        ("::: tide T\na\n:::", "(tide a )"),
        ("::: note T\na\n:::", "T a"),
        ("::: tabs T\na\n:::", "T a"),
        ("::: note T\n::: facts\na\n:::\nb\n:::\nc", "T (facts a ) b c"),
        ("::: facts\n::: tabs\na\n:::\nb\n:::\nc", "(facts a b ) c"),
        ("::: facts\na", "a"),
        ("::: {.x}\na\n:::", "a"),
    ],
)
def test_adopted_copy_keeps_blocks_of_the_site_and_the_text_of_all_others(body: str, shape: str) -> None:
    settings = Settings(title="A", base_url="https://a.example/", adopt=True)
    found = read(f"---\ntitle: A\ndate: 2026-01-01\n---\n{body}\n".encode(), PATH, settings, ("tide",))
    assert found.manuscript
    assert all(each.level == "warning" for each in found.problems)
    blocks = found.manuscript.blocks
    html = filled(found.manuscript.body, lambda number, inner, _: f"({blocks[number].name} {inner}) ")
    assert " ".join(re.sub("<[^>]*>", "", html).split()) == shape


def test_a_picture_in_a_block_of_a_live_entry_is_seen_from_its_time_on() -> None:
    front = "---\ntitle: A\npublished: 2026-11-24 11:30\nlive: {from: 2026-11-24 12:00, until: 2026-11-24 20:00}\n---\n"
    body = "Top.\n\n## 14:05 Shut\n\n::: profile Ada picture=ada.jpg\nA.\n:::\n\n## 13:00 Open\n\nB.\n"
    story = read((front + body).encode(), PATH, SETTINGS).manuscript
    assert story
    assert [f"{each.since:%H:%M}" for each in story.mentions if each.since] == ["14:05"]
    assert [each.words for each in story.entries] == [2, 2]  # with its headline


@pytest.mark.parametrize(
    ("href", "is_picture"), [("javascript:a", False), ("https://a.example/", True), ('"><b', False)]
)
def test_addresses_of_blocks_in_a_store_are_checked(href: str, is_picture: bool) -> None:
    fine = BlockValue("A", 1, "broadsheet:content/a.jpg?a=1&b=2", is_picture)
    for said, is_refused in ((fine, False), (replace(fine, href=href), True)):
        data = encode_text(Text("<p>A</p>", 1, (), (), blocks=(Block("quote", 1, 1, values={"link": said}),)))
        with pytest.raises(UnsafeError) if is_refused else nullcontext():
            assert checked(data) == data


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("2026-11-24: Shut", ""),
        ("2026-11 Shut", ""),
        ("2026: Shut", ""),
        ("**Later** Open", ""),
        ("2026-13-45: Shut", "`2026-13-45` is not a date"),
        ("2026-2-3: Shut", "`2026-2-3` is not a date"),
        ("24 November: Shut", "this entry of a timeline does not begin with a date"),
        ("2026 – Shut", ""),
        ("2026 Shut", "this entry of a timeline does not begin with a date"),
        ("Shut", "this entry of a timeline does not begin with a date"),
    ],
)
def test_the_entries_of_a_timeline_begin_with_a_date_or_with_words_in_bold(item: str, said: str) -> None:
    body = f"A.\n\n::: timeline\n- 2025-01-01: Built\n  - of stone\n- {item}\n:::\n\n::: facts\n- {item}\n:::"
    found = render(body, PATH).problems
    assert [(each.line, each.column, each.message) for each in found] == ([(6, 3, said)] if said else [])
    assert all(each.level == "warning" and each.fix for each in found)
