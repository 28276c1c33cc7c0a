"""Attributes in braces: the id of a heading is used, and the rest is left out and named."""

from __future__ import annotations

import pytest

from generator.reading.markdown.conversion import render

WARNED = "is for another program, so it is left out"


def _warned(source: str) -> tuple[str, list[tuple[int, int]]]:
    found = render(source, "content/a.md")
    return found.html.strip(), [(each.line, each.column) for each in found.problems if WARNED in each.message]


@pytest.mark.parametrize("written", ["{#results}", "{: #results}", "{:#results .no_toc}", '{#results .a k="v"}'])
def test_a_heading_may_have_its_id_in_braces(written: str) -> None:
    html, warned = _warned(f"## The results {written}\n\n[See](#results).")
    assert html.startswith('<h2 id="results">The results</h2>')
    assert warned == []


@pytest.mark.parametrize(
    ("source", "html", "places"),
    [
        ("A note.\n{: .note}", "<p>A note.</p>", [(2, 1)]),
        ("{: .note}\n\nWords.", "<p>Words.</p>", [(1, 1)]),
        ("One.\n\nA note.\n{: .note}", "<p>One.</p>\n<p>A note.</p>", [(4, 1)]),
        ("One.\n\n## Two {.note}", '<p>One.</p>\n<h2 id="two">Two</h2>', [(3, 8)]),
        ("A note. {.b}\n\n```\n{: .b}\n```", "<p>A note.</p>\n<pre><code>{: .b}\n</code></pre>", [(1, 9)]),
        ("* TOC\n{:toc}", "<ul>\n<li>TOC</li>\n</ul>", [(2, 1)]),
        ('[x](https://a.example/){: target="_blank"} so', '<p><a href="https://a.example/">x</a> so</p>', [(1, 24)]),
        ("[x](https://a.example/){target=_blank}", '<p><a href="https://a.example/">x</a></p>', [(1, 24)]),
    ],
)
def test_other_attributes_are_left_out_and_named(source: str, html: str, places: list[tuple[int, int]]) -> None:
    assert _warned(source) == (html, places)


@pytest.mark.parametrize(
    "source", ["A set {a, b}.", "`{: .note}`", "Braces {#like this}.", "{:ok, value}", "    {: .note}"]
)
def test_other_braces_stay(source: str) -> None:
    html, warned = _warned(source)
    assert "{" in html
    assert warned == []


def test_a_link_to_a_part_that_is_not_there_is_found() -> None:
    body = "# A\n\n[x](#a) [y](#b) [z](#) [t](#top) <a id='c'></a>[c](#c) [d](#%63)"
    (mention,) = render(body, "content/a.md").mentions
    assert (mention.target, mention.line, mention.column) == ("#b", 3, 13)


@pytest.mark.parametrize(
    ("source", "heading"),
    [
        ("## Results ## {#a}", '<h2 id="a">Results</h2>'),
        ("## Results {id=a}", '<h2 id="a">Results</h2>'),
        ("## Results\n{: #a .b}", '<h2 id="a">Results</h2>'),
        ("## Results\n{#a}", '<h2 id="a">Results</h2>'),
        ("Results {: #a}\n===", '<h2 id="a">Results</h2>'),
    ],
)
def test_an_id_is_read_wherever_other_programs_have_it(source: str, heading: str) -> None:
    found = render(source, "content/a.md")
    assert (found.html.strip(), found.problems) == (heading, ())


@pytest.mark.parametrize(
    ("source", "html", "written"),
    [
        ("## Results {.b}", '<h2 id="results">Results</h2>', "{.b}"),
        ("## Results {-}", '<h2 id="results">Results</h2>', "{-}"),
        ("A word. {.b}", "<p>A word.</p>", "{.b}"),
        ("A word. {#b}", "<p>A word.</p>", "{#b}"),
    ],
)
def test_attributes_at_the_end_are_left_out_and_said(source: str, html: str, written: str) -> None:
    found = render(source, "content/a.md")
    assert found.html.strip() == html
    assert [each.message for each in found.problems] == [f"`{written}` is for another program, so it is left out"]
    assert found.problems[0].column == source.index(written) + 1


def test_an_id_that_is_taken_is_said() -> None:
    found = render("## A {#x}\n\n## B {#x}\n\n## C {#main}", "content/a.md")
    assert [(each.line, each.message.rpartition("`")[0][-3:]) for each in found.problems] == [(3, "x-2"), (5, "n-2")]


@pytest.mark.parametrize("info", ["{.python}", "{python}", "{python, echo=FALSE}", " {#a .python}", "python {.b}"])
def test_the_language_of_code_in_braces_is_read(info: str) -> None:
    found = render(f"```{info}\nx\n```", "content/a.md")
    assert (found.html, found.problems) == ('<pre><code class="language-python">x\n</code></pre>\n', ())


@pytest.mark.parametrize("line", ["[a word]{.small}", "!!! note", '??? tip "A"', "> [!NOTE]"])
def test_spans_and_boxes_of_pandoc_are_said(line: str) -> None:
    found = {each.message for each in render(line, "content/a.md").problems}
    assert f"`{line}` is meant for another program; readers see it as written" in found


@pytest.mark.parametrize("source", ["A word. \\{#b}", "A { word. &#123;#b}", "A word \\{: .b} here", "*a*\\{.b}"])
def test_braces_behind_a_backslash_or_as_an_entity_are_text(source: str) -> None:
    found = render(source, "content/a.md")
    assert ("b}" in found.html, found.problems) == (True, ())


def test_a_heading_may_end_in_braces_behind_a_backslash() -> None:
    assert "{#b}</h2>" in render("## A \\{#b}", "content/a.md").html
