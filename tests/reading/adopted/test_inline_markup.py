"""Signs of other programs within the text of adopted copy: shown as their readers know them, or said."""

from __future__ import annotations

import pytest

from generator.reading.markdown.conversion import render


def adopted(source: str) -> str:
    """The HTML of adopted copy about which nothing is said."""
    prose = render(source, "content/a.md", adopt=True)
    assert prose.problems == ()
    return prose.html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("- [ ] ==Dredge==", '<li class="task">☐ <mark>Dredge</mark></li>'),
        (
            "> [!NOTE]\n> Low *tide*.",
            "<blockquote>\n<p><strong>Note</strong><br>\nLow <em>tide</em>.</p>\n</blockquote>",
        ),
        ("> [!tip]- At *dawn*\n> Go.", "<p><strong>At </strong><em>dawn</em>"),
        ("The ==high tide== at six, ==a== and b", "The <mark>high tide</mark> at six, <mark>a</mark> and b"),
        ("Ready :tada: :+1:", "Ready 🎉 👍"),
    ],
)
def test_signs_of_other_programs_are_shown_as_there(source: str, shown: str) -> None:
    assert shown in adopted(source)


@pytest.mark.parametrize(
    "source",
    ["`- [ ] ==a== :tada:`", "a == b == c", "At 10:30:45", "The ratio 1:2:3", "[x] of them", "a::tada::b", "====="],
)
def test_text_that_only_looks_like_a_sign_stays(source: str) -> None:
    assert source.strip("`") in adopted(source)


def test_codes_of_emoji_that_nobody_knows_are_said_once_for_each_file() -> None:
    found = render("Words\n\n:octoferry: and\n:octoquay: and :tada:", "content/a.md", adopt=True)
    assert [(each.line, each.column, each.outcome) for each in found.problems] == [(3, 1, "guessed")]
    assert found.problems[0].message.endswith("so it is shown as written, and so are 1 more in this file")


def test_without_adopt_they_are_text() -> None:
    source = "- Dredge ==now== :tada:\n\n> A"
    assert render(source, "content/a.md").html == (
        "<ul>\n<li>Dredge ==now== :tada:</li>\n</ul>\n<blockquote>\n<p>A</p>\n</blockquote>\n"
    )
