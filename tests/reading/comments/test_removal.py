"""Comments never reach readers, wherever they are and whatever they span, except where they are shown on purpose."""

from __future__ import annotations

import re
from html import unescape
from itertools import product
from typing import get_args

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.settings import Html
from generator.reading.adopted.body import readable
from generator.reading.markdown.conversion import Prose, render

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
    "of CriticMarkup, a deletion": f"One {{--{NOTE}--}} two.",
    "of Liquid, in capitals": f"One {{% COMMENT %}} {NOTE} {{% ENDCOMMENT %}} two.",
    "of Liquid, its documentation": f"{{% doc %}}\n{NOTE}\n{{% enddoc %}}\n\nOne.",
    "of Liquid, with spaces that do not break": f"One {{%\u00a0comment %}} {NOTE} {{% endcomment\u00a0%}} two.",
    "of Liquid, in fullwidth letters": f"One \uff5b\uff05 comment \uff05\uff5d {NOTE} {{% endcomment %}} two.",
    "of Jinja, without spaces": f"One {{#{NOTE}#}} {{#- {NOTE} -#}} two.",
    "of Jinja, with characters without width": f"One {{\u200b# {NOTE} #\u200b}} two.",
    "of MDX, with spaces": f"One {{ /* {NOTE} */ }} two.",
    "of MDX, across paragraphs": f"{{/*\n{NOTE}\n\n{NOTE}\n*/}}\n\nOne.",
    "of Handlebars": f"One {{{{!-- {NOTE} }}}} {NOTE} --}}}} two {{{{! {NOTE} }}}} three.",
    "of Blade": f"One {{{{-- {NOTE} --}}}} two.",
    "of ERB": f"One <%# {NOTE} %> two <%-- {NOTE} --%> three.",
    "of Smarty": f"One {{* {NOTE} *}} two.",
    "of Obsidian": f"One %% {NOTE} %% two %%{NOTE}%% three.",
    "of Obsidian, beside a number": f"It rose 50 %%{NOTE}%% in a year.",
    "of Obsidian, as a block": f"One.\n\n%%\n{NOTE}\n\n{NOTE}\n%%\n\nTwo.",
    "as in reStructuredText": f".. {NOTE}\n   {NOTE}\n\n   {NOTE}\n\nOne.",
    "as in reStructuredText, below its dots": f"One.\n\n..\n   {NOTE}\n\nTwo.",
    "of Pandoc, a division": f"::: {{.comment}}\n{NOTE}\n\n{NOTE}\n:::\n\nOne.",
}
"""Comments that are not shown: in silence, with a warning, or with an error."""

SLIPS = [
    *(f"<!--> {NOTE} -->", f"<!---> {NOTE} -->", f"<!-->{NOTE}"),
    *(f"&lt;!-- {NOTE} --&gt;", f"&lt;!-- {NOTE} -->", f"&#60;!-- {NOTE} --&#62;", f"&#x3C;!-- {NOTE} --&#x3E;"),
    *(f"&lt;!&ndash; {NOTE} &ndash;&gt;", f"&amp;lt;!-- {NOTE} --&amp;gt;", f"&LT;&excl;&#45;- {NOTE} --&GT;"),
    *(f"<!\u00a0-- {NOTE} -->", f"<\u200b!-- {NOTE} -->", f"<!-\u200b- {NOTE} -\u200b->", f"<!-\u00ad- {NOTE} -->"),
    *(f"<\uff01-- {NOTE} -->", f"\uff1c\uff01\uff0d\uff0d {NOTE} \uff0d\uff0d\uff1e", f"\ufe64!-- {NOTE} --\ufe65"),
    *(
        f"\u2039!-- {NOTE} --\u203a",
        f"<!\u2013\u2013 {NOTE} \u2013\u2013>",
        f"<!\u2014{NOTE}\u2014>",
        f"<!- -{NOTE}- ->",
    ),
    *(
        f"< ! -- {NOTE} -- >",
        f"<!\u2010\u2010 a -> {NOTE} \u2010\u2010>",
        f"<!-- {NOTE} \u2013\u2013> x",
        f"<!-- {NOTE} --&gt;",
    ),
    *(f"<!-- {NOTE} -- >", f"<!-- {NOTE} ->", f"<-- {NOTE} -->", f"<--! {NOTE} -->", f"<1-- {NOTE} -->"),
    *(f"<! {NOTE} >", f"!--{NOTE}-->", f"<--{NOTE}-->", f"<\u2014{NOTE}\u2014>", f"\u2039\u2014{NOTE}\u2014\u203a"),
    *(f"!-- {NOTE} -->", f"<!__ {NOTE} __>", f"<!== {NOTE} ==>"),
    *(f"[//] # ({NOTE})", f"[//] : # ({NOTE})", f"[//]: ({NOTE})", f"[//]:({NOTE} x)", f"[//](<{NOTE}>)"),
    *(f"[//]({NOTE} more)", f"[//]; # ({NOTE})", f"[//]\uff1a# ({NOTE})", f"\uff3b//\uff3d: # ({NOTE})"),
    *(f"[/\u200b/] # ({NOTE})", f"[//]:\u00a0# ({NOTE})", f"[//]: # \u201c{NOTE}\u201d", f"[//: # ({NOTE})"),
    *(f"[//]: // ({NOTE})", f"[//]: {NOTE} x y", f"[comment]: {NOTE} x y", f"[comment] <> ({NOTE})"),
    *(f"[comment]: ({NOTE})", f"[comment]: < > ({NOTE})", f"[Kommentar] # ({NOTE})", f"[comment]({NOTE} more)"),
    *(f"[note] # ({NOTE})", f"[note]: # {NOTE}", f"[//]: #({NOTE} (x) y)"),
    *(f"{{% comment {NOTE}", f"{{# {NOTE}", f"{{/* {NOTE}", f"{{{{/* {NOTE}", f"%% {NOTE}", f"{{>> {NOTE}"),
]
"""What is meant as a comment, but is none as it is written."""

PLACES = {
    "in a sentence": "One {} two.",
    "on a line of its own": "One.\n\n{}\n\nTwo.",
    "below words": "One.\n{}",
    "in an item": "- {}\n- two",
    "in a quote": "> {}",
    "in a cell": "| a |\n|---|\n| {} |",
    "in a heading": "## One {}",
    "in emphasis": "*One {} two*",
    "in a footnote": "One[^1].\n\n[^1]: two {}",
    "in a caption": "![A quay](https://example.org/a.jpg 'Dawn {}')",
    "in a picture's alt text": "![A quay {}](https://example.org/a.jpg)",
    "in the words of a link": "[one {}](https://example.org/)",
    "in a block of HTML": "<div>\n{}\n</div>",
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


@pytest.mark.parametrize("where", HIDDEN)
def test_row_48_no_reader_sees_a_comment(where: str) -> None:
    for html, adopt in product(ALL_HTML, (False, True)):
        _assert_nothing_left(render(HIDDEN[where], PATH, 1, html, adopt))
        _assert_nothing_left(render(f"Before.\n\n{HIDDEN[where]}\n\nAfter.", PATH, 1, html, adopt))


@pytest.mark.parametrize("where", HIDDEN)
def test_no_reader_sees_a_comment_in_a_box_of_adopted_copy(where: str) -> None:
    indented = "\n".join(f"    {line}" for line in HIDDEN[where].split("\n"))
    for body in (
        *(f"::: note\n{HIDDEN[where]}\n:::", f"::: note\nWords.\n\n{HIDDEN[where]}\n\nWords.\n:::\n"),
        *(f"!!! note\n{indented}\n\nWords.", f"!!! note\n    Words.\n\n{indented}\n"),
    ):
        _assert_nothing_left(render(readable(body, PATH, 1).text, PATH, adopt=True))


@pytest.mark.parametrize("html", ALL_HTML)
@pytest.mark.parametrize("where", SHOWN)
def test_what_is_shown_on_purpose_stays(where: str, html: Html) -> None:
    prose = render(SHOWN[where], PATH, 1, html)
    assert re.search(r"&lt;!-- a\s(note)?", prose.html)
    assert not [each for each in prose.problems if each.level == "error"]
    assert "\0" not in _all_of(prose)


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_meant_as_a_comment_is_an_error_or_unseen(slip: str) -> None:
    for place, html in product(PLACES, ALL_HTML):
        source = f"One.\n\n{PLACES[place].format(slip)}"
        adopted, ours = render(source, PATH, 1, html, adopt=True), render(source, PATH, 1, html)
        _assert_nothing_left(adopted)
        assert NOTE not in _all_of(ours) or any(each.level == "error" for each in ours.problems), place
        assert not [each for each in adopted.problems if each.level == "error"], place
        if place == "in a sentence":
            assert 3 in {each.line for each in ours.problems if each.level == "error"}


@pytest.mark.parametrize("slip", [slip for slip in SLIPS if "`" not in slip])
def test_code_shows_what_only_looks_like_a_comment(slip: str) -> None:
    for source in (f"One `{slip}` two.", f"```\n{slip}\n```"):
        prose = render(source, PATH)
        assert " ".join(slip.split()) in prose.text
        assert prose.problems == ()


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


@pytest.mark.parametrize("source", ["One [//]: # (a note)", "One.\n[a note] : #"])
def test_a_definition_that_is_not_one_where_it_is_is_an_error(source: str) -> None:
    (said,) = render(source, PATH).problems
    assert (said.line, said.level) == (1 + source.rstrip().count("\n"), "error")
    assert "looks like a comment" in said.message


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


def test_what_may_not_be_a_comment_of_another_program_is_pointed_out_in_adopted_copy() -> None:
    (said,) = render(".. and so on", PATH, adopt=True).problems
    assert (said.line, said.level) == (1, "warning")


def test_what_other_programs_hide_is_hidden_in_silence_where_copy_is_adopted() -> None:
    for where, source in HIDDEN.items():
        if where.startswith("of "):
            assert {each.level for each in render(source, PATH).problems} == {"error"}
            assert render(source, PATH, adopt=True).problems == ()


WORDS_ONLY = [
    *(
        "Some 50%% of 60%%",
        "Wait.. what",
        "A\n.. and so on",
        "1 < 2 -- and 3 > 2",
        "A <--> B",
        "A --> B",
        "Stop!-- he said",
    ),
    *(
        "See [1] (note)",
        "- [ ] todo (x)",
        "{x} y",
        "AT&amp;T -- x",
        "a &lt; b &gt; c",
        "... so",
        "x (:::)",
    ),
    *("[1]: (see x)", "a {--flag", "{*two", "5 <! 6", "src/* and lib/*", "a//b and // c", "{a - b}", "a {- b"),
    *(
        "x #+begin_comment",
        "x ::: hidden",
        "#+1 for x",
        "////",
        "1/2 */ /* x",
        "and [x]{.lead}",
        "a <\u2014> b",
        "[x] {hidden}",
    ),
]


def test_what_only_looks_like_a_comment_of_another_program_is_words() -> None:
    for source in (
        "Results {#results} of\n\nand #} more",
        "{#a .b} x #}",
        "One {#two",
        "<!x\n\ny>",
        *WORDS_ONLY,
    ):
        prose = render(source, PATH)
        assert not [each for each in prose.problems if "comment" in each.message], source
        assert sorted(re.findall(r"\w+", prose.text)) == sorted(re.findall(r"\w+", unescape(source)))


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
    if NOTE not in prose.html:  # code in a heading is in the heading's id, too
        assert NOTE.lower() not in prose.html


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


OF_OTHER_PROGRAMS = [
    *(
        f"{{::comment}}\n{NOTE}\n{{:/comment}}",
        f"One {{::comment}}{NOTE}{{:/}} two.",
        f"<#-- {NOTE} -->",
        f"@* {NOTE} *@",
    ),
    f'[{NOTE}]{{.comment-start id="0" author="{NOTE}"}}one[]{{.comment-end id="0" author="{NOTE}"}}',
    *(f"One [{NOTE} [x](y)]{{.hidden}} two.", f"{{// {NOTE}\n}}", f"{{\n/* {NOTE} */\n}}", f"{{\n// {NOTE}\n}}"),
    *(f"{{%- liquid\n# {NOTE}\n-%}}", f"::: {{.content-hidden}}\n{NOTE}\n:::", f"::: {{#x .hidden}}\n{NOTE}\n:::"),
    *(
        f"One {{-- {NOTE} --}} two.",
        f"{{- {NOTE} -}}",
        f"a <%/* {NOTE} */%> b",
        f"a {{{{#comment}}}}{NOTE}{{{{/comment}}}}",
    ),
    *(f"\\begin{{comment}}\n{NOTE}\n\n{NOTE}\n\\end{{comment}}", f"One \\iffalse {NOTE} \\fi two."),
    *(f"#+BEGIN_COMMENT\n{NOTE}\n\n{NOTE}\n#+END_COMMENT", f"////\n{NOTE}\n\n{NOTE}\n////", f"// {NOTE}"),
    *(f"One [{NOTE}]{{hidden=true}} two.", f'One [{NOTE}]{{style="display:none"}} two.', f"One [{NOTE}]{{.a hidden}}."),
    *(f"Words /* {NOTE} */ words.", f"Words /*{NOTE}*/ words.", f"- /* {NOTE} */", f"| a |\n|---|\n| /* {NOTE} */ |"),
    *(f"- one\n- ::: {{.content-hidden}}\n  {NOTE}\n  :::\n- two", f"> ::: hidden\n> {NOTE}\n> :::"),
    *(f"- .. {NOTE}\n- two", f"> .. {NOTE}", f"- #+begin_comment\n  {NOTE}\n  #+end_comment"),
    *(f'::: {{style="visibility: hidden"}}\n{NOTE}\n:::', f"::: {{#a hidden=true}}\n{NOTE}\n:::"),
    *(f"::: {{.content-visible when-format=pdf}}\n{NOTE}\n:::", f"/* {NOTE} */", f"/*\n{NOTE}\n*/", f"[#-- {NOTE} --]"),
]


@pytest.mark.parametrize("note", OF_OTHER_PROGRAMS)
def test_notes_in_the_syntax_of_more_programs_are_hidden_and_errors(note: str) -> None:
    prose = render(f"Before.\n\n{note}\n\nAfter.", PATH)
    assert NOTE not in prose.html
    assert any(each.level == "error" for each in prose.problems)
    adopted = render(f"Before.\n\n{note}\n\nAfter.", PATH, adopt=True)
    assert NOTE not in adopted.html
    assert "After." in adopted.text


@pytest.mark.parametrize("note", ["[a]NOTE", "[a] NOTE", "\\[a\\]NOTE"])
def test_a_comment_of_google_docs_is_an_error_and_withholds_adopted_copy(note: str) -> None:
    text = f"The ferry sails.[a]\n\n{note}"
    assert [each.line for each in render(text, PATH).problems if each.level == "error"] == [3]
    assert render(text, PATH, adopt=True).withheld


@pytest.mark.parametrize(
    "text",
    [
        *("[w]hen the ferry sails", "The ferry[a] sails", "[a]nd so on, [h]e said", "a/* b */c", "x@*y", "{ // one"),
    ],
)
def test_what_only_looks_like_such_a_note_is_shown(text: str) -> None:
    prose = render(text, PATH, adopt=True)
    assert re.findall(r"\w+", prose.text) == re.findall(r"\w+", text)
    assert not prose.withheld
