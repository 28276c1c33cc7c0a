"""Attributes in braces: the id of a heading is used, and the rest is left out and named."""

from __future__ import annotations

import pytest

from generator.reading.markdown import render

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
