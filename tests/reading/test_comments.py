"""Comments never reach readers, wherever they are and whatever they span, except where they are shown on purpose."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.settings import Html
from generator.reading.markdown import Prose, render

PATH = "content/harbour/ferry.md"
NOTE = "DESKNOTE"
ALL_HTML = get_args(Html)

HIDDEN = {
    "in a sentence": f"The ferry <!-- {NOTE} --> sails.",
    "across lines": f"The ferry <!-- {NOTE}\n{NOTE} --> sails.",
    "across paragraphs": f"The ferry <!-- {NOTE}\n\n{NOTE} --> sails.",
    "across headings, lists, quotes and code": f"A <!-- x\n\n# {NOTE}\n\n- {NOTE}\n\n> {NOTE}\n\n```\n{NOTE}\n--> b",
    "on a line of its own": f"One.\n\n<!-- {NOTE} -->\n\nTwo.",
    "on lines of its own": f"One.\n\n<!--\n{NOTE}\n\n{NOTE}\n-->\n\nTwo.",
    "between lines of a paragraph": f"One\n<!-- {NOTE} -->\ntwo.",
    "before words": f"<!-- {NOTE} --> One.",
    "several in a line": f"One <!-- {NOTE} --> two <!-- {NOTE} --> three <!-- x\n\n{NOTE} --> four <!-- {NOTE} -->",
    "in an item": f"- one <!-- {NOTE}\n- {NOTE} --> two\n- three",
    "as a block in an item": f"- one\n\n  <!-- {NOTE}\n\n  {NOTE} -->\n- two",
    "out of an item": f"- one\n  <!-- {NOTE}\n\n{NOTE} -->\n\ntwo",
    "in a quote": f"> one <!-- {NOTE}\n> {NOTE} --> two\n> three",
    "out of a quote": f"> <!-- {NOTE}\n\n{NOTE} --> two",
    "in a cell": f"| a | b |\n|---|---|\n| c <!-- {NOTE} --> | d |",
    "across cells": f"| a | b |\n|---|---|\n| c <!-- {NOTE} | {NOTE} --> | d |",
    "in the first row of a table": f"| a <!-- {NOTE} | {NOTE} --> | b |\n|---|---|\n| c | d |",
    "across rows": f"| a | b |\n|---|---|\n| c <!-- {NOTE} | d |\n| {NOTE} --> | d |",
    "in a cell too many": f"| a | b |\n|---|---|\n| c | d | <!-- {NOTE}\n{NOTE} -->\n",
    "in a heading": f"## One <!-- {NOTE} --> two",
    "out of a heading": f"## One <!-- {NOTE}\n{NOTE} --> two",
    "in an underlined heading": f"One <!-- {NOTE} -->\n====",
    "in the words of a link": f"[one <!-- ] {NOTE} --> two](https://example.org/)",
    "in the title of a link": f'[one](https://example.org/ "two <!-- {NOTE} --> three")',
    "as the address of a link": f"[one](<!-- {NOTE} -->)",
    "in a definition": f'[one][a]\n\n[a]: https://example.org/ "two <!-- {NOTE} --> three"',
    "in a picture's alt text": f"![A quay <!-- {NOTE} -->](https://example.org/a.jpg)",
    "in a caption": f'![A quay](https://example.org/a.jpg "Dawn <!-- {NOTE} --> | Photo: Ada Marsh <!-- {NOTE} -->")',
    "in a footnote": f"One[^1].\n\n[^1]: Two <!-- {NOTE}\n\n{NOTE} --> three",
    "in an inline footnote": f"One^[two <!-- {NOTE} --> three].",
    "out of an inline footnote": f"One^[two <!-- {NOTE}\n\n{NOTE} --> three].",
    "in a block of HTML": f"<div>\n<!-- {NOTE} -->\nOne\n</div>",
    "out of a block of HTML": f"<div>\nOne <!-- {NOTE}\n\n{NOTE} -->\n</div>",
    "in a tag": f'One <b title="<!-- {NOTE} -->">two</b>.',
    "between tags": f"One <b><!-- {NOTE} --></b> two.",
    "after a word in the info of a fence": f"``` python <!-- {NOTE} -->\nx\n```",
    "as the info of a fence": f"```<!--{NOTE}-->\nx\n```",
    "with code in it": f"One <!-- `{NOTE}` --> `two`.",
    "with a backtick in it": f"One <!-- ` {NOTE} --> two ` three.",
    "closed with an exclamation mark": f"One <!-- {NOTE} --!> {NOTE} --> two.",
    "closed with an exclamation mark, as a block": f"One.\n\n<!-- {NOTE} --!>\n\n{NOTE}\n\n-->\n\nTwo.",
    "closed with an exclamation mark alone": f"One <!-- {NOTE} --!>\n\n{NOTE}",
    "empty ones beside it": f"<!-->One<!---> two<!-- {NOTE} -->.",
    "for old browsers": f"<!--[if IE]>\n\n<p>{NOTE}</p>\n\n<![endif]-->",
    "CDATA": f"One <![CDATA[ {NOTE}\n\n{NOTE} ]]> two.",
    "an instruction": f"One <?php {NOTE}\n\n{NOTE} ?> two.",
    "a block that is an instruction": f"<?php\n\n{NOTE} ?>",
    "a declaration": f"One <!NOTE {NOTE}> two.",
    "never closed": f"One <!-- {NOTE}\n\n{NOTE}",
    "never closed, as a block": f"One.\n\n<!-- {NOTE}\n\n{NOTE}",
    "never closed in a list": f"- one\n- <!-- {NOTE}\n\n{NOTE}",
    "never closed in an instruction": f"One.\n\n<?php {NOTE}\n\n{NOTE}",
    "with a dash of a word processor": f"One <!\u2014 {NOTE}\n\n{NOTE} \u2014> two.",
    "with one dash": f"One <!- {NOTE} -> two.",
    "with a space": f"One < !-- {NOTE} --> two.",
    "as a definition": f"[//]: # ({NOTE})\n[comment]: <> ({NOTE})\n[//]: # (<!-- {NOTE})\n\nOne.",
    "as a definition below words": f"One.\n[//]: # ({NOTE})",
    "as a definition below an item": f"- one\n[//]: # ({NOTE})\n- two",
    "as a definition in a nested item": f"- one\n  - two\n    [//]: # ({NOTE})",
    "as a definition below a quote": f"> One.\n[//]: # ({NOTE})",
    "as a definition in a quote": f"> One.\n> [//]: # ({NOTE})",
    "as a definition below a table": f"| a |\n|---|\n| b |\n[//]: # ({NOTE})",
    "as a definition below a footnote": f"One[^1].\n\n[^1]: two\n[//]: # ({NOTE})",
    "as a definition between lines": f"[//]: # ({NOTE})\nOne.\n[//]: # ({NOTE})\nTwo.",
    "as a definition without brackets": f"One.\n\n[//]: # {NOTE}",
    "as a definition across lines": f"One.\n[//]: # ({NOTE}\n{NOTE})\ntwo.",
    "as a definition with another name": f'One.\n[comment]: <> ({NOTE})\n[Editor\'s note]: # "{NOTE}"',
    "of Liquid": f"One {{% comment %}} {NOTE}\n\n{NOTE} {{%- endcomment -%}} two.",
    "of Liquid, in a line": f"One {{% # {NOTE} %}} two.",
    "of Jinja": f"One {{# {NOTE}\n\n{NOTE} #}} two.",
    "of Hugo": f"One {{{{/* {NOTE} */}}}} two.",
    "of Hugo, a shortcode": f"{{{{< comment >}}}}\n{NOTE}\n\n{NOTE}\n{{{{< /comment >}}}}\n\nOne.",
    "of MDX": f"One {{/* {NOTE} */}} two.",
    "of CriticMarkup": f"One {{>> {NOTE} <<}} two.",
}

SHOWN = {
    "in a code span": "One `<!-- a note -->` two.",
    "in a code span with two backticks": "One `` ` <!-- a note --> `` two.",
    "in a code span across lines": "One `<!-- a\nnote -->` two.",
    "in a fence": "```\n<!-- a note\n\n-->\n```",
    "in a fence of tildes": "~~~ html\n<!-- a note -->\n~~~",
    "in a fence in an item": "- one\n  ```\n  <!-- a note -->\n  ```",
    "in a fence in a quote": "> ```\n> <!-- a note -->\n> ```",
    "escaped": r"One \<!-- a note --> two.",
    "as an entity": "One &lt;!-- a note --> two.",
    "escaped in a title": r'[one](https://example.org/ "two \<!-- a note -->")',
    "of another program, in code": "One `{% comment %} <!-- a note --> {% endcomment %}` two.",
    "after another comment": "One <!-- x --> two `<!-- a note -->`.",
    "after one across paragraphs": "One <!-- x\n\n` y --> two `<!-- a note -->`.",
}


def _all_of(prose: Prose) -> str:
    return " ".join(map(str, (prose.html, prose.text, prose.headings, prose.mentions)))


def _assert_nothing_left(prose: Prose) -> None:
    everything = _all_of(prose)
    assert NOTE not in everything
    assert NOTE.lower() not in everything  # the id of a heading
    assert "\0" not in everything


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize("html", ALL_HTML)
@pytest.mark.parametrize("where", HIDDEN)
def test_no_reader_sees_a_comment(where: str, html: Html, adopt: bool) -> None:
    _assert_nothing_left(render(HIDDEN[where], PATH, 1, html, adopt))
    _assert_nothing_left(render(f"Before.\n\n{HIDDEN[where]}\n\nAfter.", PATH, 1, html, adopt))


@pytest.mark.parametrize("html", ALL_HTML)
@pytest.mark.parametrize("where", SHOWN)
def test_what_is_shown_on_purpose_stays(where: str, html: Html) -> None:
    prose = render(SHOWN[where], PATH, 1, html)
    assert re.search(r"&lt;!-- a\s(note)?", prose.html)
    assert not [each for each in prose.problems if each.level == "error"]
    assert "\0" not in _all_of(prose)


INDENTED = [
    *("One.\n\n    <!-- a note -->\n", "One.\n\n\t<!-- a note -->\n", "- one\n\n      <!-- a note -->\n"),
    *("One.\n\n    words <!-- a note -->", "> One.\n>\n>     <!-- a\n>     note -->", "One.\n\n    [//]: # (a note)"),
]


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize("source", INDENTED)
def test_a_comment_that_is_indented_code_is_pointed_out(source: str, adopt: bool) -> None:
    (said,) = render(source, PATH, adopt=adopt).problems
    assert (said.line, said.level) == (3, "warning" if adopt else "error")
    assert "readers see it" in said.message
    assert "three backticks" in said.fix


@pytest.mark.parametrize("source", ["One [//]: # (a note)", "One.\n[a note] : #", "One.\n[a note]: #\n"])
def test_a_definition_that_readers_would_see_is_an_error(source: str) -> None:
    (said,) = render(source, PATH).problems
    assert (said.line, said.level) == (1 + source.rstrip().count("\n"), "error")
    assert "readers see it" in said.message


def test_a_note_that_is_not_closed_on_its_line_is_an_error() -> None:
    (said,) = render("One.\n\n[//]: # (a note\n\nTwo.", PATH).problems
    assert (said.line, said.level) == (3, "error")


def test_a_link_defined_right_below_words_is_pointed_out() -> None:
    (said,) = render("See [the talks].\n[the talks]: https://example.org/talks", PATH).problems
    assert (said.line, said.level, said.fix) == (2, "warning", "put an empty line above it")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[More][more]\n\n[more]: #", '<a href="#">More</a>'),
        ('[More]\n\n[more]: # "All of it"', 'title="All of it"'),
        ("One `[//]: # (a note)` two.", "<code>[//]: # (a note)</code>"),
        ("```\n[//]: # (a note)\n```", "[//]: # (a note)"),
        (r"\[//]: # (a note)", "[//]: # (a note)"),
        ("[AP]: talks go on", "[AP]: talks go on"),
    ],
)
def test_what_is_no_note_stays(source: str, shown: str) -> None:
    assert shown in _html(source)


def _html(source: str) -> str:
    prose = render(source, PATH)
    assert prose.problems == ()
    return prose.html.strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one <!-- x --> two", "<p>one two</p>"),
        ("one <!-- x --> <!-- y --><!-- z --> two", "<p>one two</p>"),
        ("one<!-- x -->two", "<p>onetwo</p>"),
        ("one <!-- x -->, two", "<p>one , two</p>"),
        ("**one** <!-- x --> two", "<p><strong>one</strong> two</p>"),
        ("*one*<!-- x --> two", "<p><em>one</em> two</p>"),
        ("one <!-- x -->\ntwo", "<p>one\ntwo</p>"),
        ("one\n<!-- x --> two", "<p>one\ntwo</p>"),
        ("one\n<!-- x -->\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\n\n<!-- x -->\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one <!-- x\n\ny --> two", "<p>one two</p>"),
        ("<!-- x --> *one*", "<p><em>one</em></p>"),
        ("<!-- x --><h3>one</h3>\n\ntwo", "<h3>one</h3>\n<p>two</p>"),
        (
            "- one\n- two\n\n<!-- x -->\n\n- three",
            "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<ul>\n<li>three</li>\n</ul>",
        ),
        ("> one <!-- x\n> y --> two\n> three", "<blockquote>\n<p>one two\nthree</p>\n</blockquote>"),
        ("one  <!-- x -->\ntwo", "<p>one\ntwo</p>"),
        ("one\n\n<!--more-->\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one <!<!-- x -->-- two", "<p>one &lt;!-- two</p>"),
        ("![a](https://example.org/b.jpg) <!-- x -->", None),
    ],
)
def test_the_words_around_a_comment_stay_as_they_are(source: str, expected: str | None) -> None:
    if expected is None:
        assert render(source, PATH).html.startswith("<figure>")
    else:
        assert _html(source) == expected


@pytest.mark.parametrize("html", ALL_HTML)
def test_under_trust_scripts_and_styles_stay_whole(html: Html) -> None:
    source = "<script>\n<!--\nif (a<!--b) {# x #}\n//-->\n</script>"
    assert (render(source, PATH, 1, html).html.strip() == source) == (html == "trust")


@pytest.mark.parametrize(
    "comment", ["<!-- x\ny -->", "<!-- x\n\ny -->", "<!--\n\n```\n\n- x\n\n-->", "<!-- | x\n | y -->"]
)
@pytest.mark.parametrize("around", ["{}\n\n", "one {} two ", "- one {}\n- ", "> one {}\n> ", "## one {}\n\n"])
def test_problems_below_a_comment_are_on_their_own_lines(comment: str, around: str) -> None:
    source = f"{around.format(comment)}[gone](/outside/../../x.md) and [^9] <b onclick=x>y</b>\n\n```\nopen"
    problems = render(source, PATH, 10).problems
    lines = source.split("\n")
    assert {each.message.split("`")[1] for each in problems if "`" in each.message} >= {"[^9]", "onclick"}
    for problem in problems:
        assert problem.source == lines[problem.line - 10]
        if problem.column:
            assert problem.source[problem.column - 1 :].startswith(("/outside", "[^9]", "onclick", "<b"))
    assert {each.line for each in problems} == {10 + len(lines) - 4, 10 + len(lines) - 2}


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("One\n\ntwo <!-- x\n\nthree", (3, 5)),
        ("<!-- x --> <!-- y\n\nthree", (1, 12)),
        ("- > <!-- x\n\nthree", (1, 5)),
        ("| a | b |\n|---|---|\n| c | d <!-- x |", (3, 9)),
        ("`<!--` and <!-- x", (1, 12)),
        ("[a](https://example.org/ 'b <!-- c')", (1, 29)),
        ("<!-- x <!-- y -->", (1, 8)),
        ("a <!\u2013 x \u2013> b", (1, 3)),
        ("a <?php b", (1, 3)),
        ("a {# b #} c", (1, 3)),
        ("a\n\n    <!-- x\n\ny -->", (3, 5)),
    ],
)
def test_a_comment_that_goes_wrong_is_an_error_at_its_place(source: str, place: tuple[int, int]) -> None:
    assert place in [(each.line, each.column) for each in render(source, PATH).problems if each.level == "error"]


def test_what_other_programs_hide_is_hidden_in_silence_where_copy_is_adopted() -> None:
    for where, source in HIDDEN.items():
        if where.startswith("of "):
            assert [each.level for each in render(source, PATH).problems] == ["error"]
            assert render(source, PATH, adopt=True).problems == ()


def test_what_only_looks_like_a_comment_of_another_program_is_words() -> None:
    for source in ("Results {#results}\n\nand #} more", "{#a .b} x #}", "One {# two", "One {/* two", "<!x\n\ny>"):
        prose = render(source, PATH)
        assert prose.problems == ()
        assert sorted(re.findall(r"\w+", prose.text)) == sorted(re.findall(r"\w+", source))


PIECES = [
    *("Words", "and more", "\u201cQuoted\u201d", "\u6e2f", " ", "  ", "    ", "\t", "\n", "\n\n", "\n\n\n"),
    *("> ", "- ", "* ", "1. ", "# ", "---", "===", "~~~", "```", "| a | b |", "|---|---|", "|", "`", "``"),
    *("[x]: /y", "[x]", "[^1]", "[^1]: note", "^[in", "![", "[", "](z)", '](z "', '")', "<b>", "</b>", "<div>"),
    *("<script>", "</script>", '<b title="', '">', "*", "**", "_", "&amp;", "<", "!", "{", "]", "<!-->", "?>", "-->"),
]
INSIDE = st.lists(st.sampled_from([piece for piece in PIECES if not re.search("[`~<>]", piece)]), max_size=6).map(
    "".join
)
COMMENTS = INSIDE.flatmap(lambda before: INSIDE.map(lambda after: f"<!--{before} {NOTE} {after} -->"))
BODIES = st.lists(st.one_of(st.sampled_from(PIECES), COMMENTS), max_size=24).map("".join)
CODE = re.compile(r"<(code|pre|script)\b.*?</\1>", re.DOTALL)


@pytest.mark.parametrize("html", ALL_HTML)
@settings(max_examples=examples(150), deadline=None)
@given(source=BODIES)
def test_no_comment_is_seen_outside_code(html: Html, source: str) -> None:
    prose = render(source, PATH, 1, html)
    assert "\0" not in _all_of(prose)
    if any(
        "indented by four" in each.message or "never closed, so everything" in each.message for each in prose.problems
    ):
        return  # it begins in code that ends before it does, which is said
    assert NOTE not in CODE.sub("", prose.html)
    assert NOTE.lower() not in CODE.sub("", prose.html)


WORDS = st.lists(st.sampled_from(["ferry", "quay", "dues", "the", "crane"]), min_size=1, max_size=6).map(" ".join)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(PARAGRAPHS, st.data())
def test_comments_between_words_leave_the_words_as_they_are(paragraphs: list[str], data: st.DataObject) -> None:
    parts = re.split("( |\n\n)", "\n\n".join(paragraphs))
    inside = st.lists(st.sampled_from(["x", "\n", "\n\n", "- ", "# y", "> ", "```", "`", "|"]), max_size=5).map("".join)
    for index in range(0, len(parts), 2):
        if data.draw(st.booleans()):
            parts[index] += f" <!-- {data.draw(inside)} -->"
    assert render("".join(parts), PATH).text == "\n".join(paragraphs)


def test_many_comments_take_no_longer_than_as_many_words() -> None:
    for each in (
        "a <!-- x\n\ny --> b\n\n",
        "<!-- x\n\n",
        "{# x ",
        "- <!-- x\n\ny -->\n",
        "[a](b '<!-- x -->')\n\n",
        "<!x ",
    ):
        prose = render(each * (5_000 // len(each)), PATH)
        assert NOTE not in prose.html


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("One <!-- a --!> b --> two.", [(1, 12)]),
        ("One.\n\n<!-- a\n--!>\n\nb -->\n\n<!-- c --!> d -->\n", [(4, 1), (8, 8)]),
        ("<div>\n<!-- a --!> b -->\n</div>", [(2, 8)]),
    ],
)
def test_an_end_with_an_exclamation_mark_is_an_error_at_its_place(body: str, places: list[tuple[int, int]]) -> None:
    for adopt, level in ((False, "error"), (True, "warning")):
        found = [each for each in render(body, "content/a.md", 1, adopt=adopt).problems if "--!>" in each.message]
        assert [(each.line, each.column) for each in found] == places
        assert {each.level for each in found} == {level}
