"""The table [typography] of site.toml: languages, and quotation marks of their own."""

from __future__ import annotations

import pytest

from generator.model.problems import Problems
from generator.model.typography import USUAL
from generator.reading.settings.site_toml import read

START = 'title = "The Courier"\nbase_url = "https://courier.example/"\n'


def said(more: str) -> list[tuple[int, str]]:
    try:
        read(START + more)
    except Problems as found:
        return [(each.line, each.message) for each in found.problems]
    return []


def test_languages_and_their_marks() -> None:
    found = read(
        START + '[typography]\nlanguages = ["DE", "fr-ch"]\ndashes = false\n[typography.quotes]\nde = "»«›‹"\n'
    )
    german, swiss = found.typography.marks("de-AT"), found.typography.marks("fr-CH")
    assert german
    assert (german.quotes, german.dashes, german.ellipsis) == (("»", "«", "›", "‹"), False, True)
    assert swiss
    assert swiss.quotes[0] == "«\N{NARROW NO-BREAK SPACE}"
    assert found.typography.marks("fr") is None
    assert found.typography.marks("en") is None


def test_copy_stays_as_it_is_unless_a_site_asks() -> None:
    assert read(START).typography.marks("en") is None


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        ('[typography]\nlanguages = ["english"]', 4, "`english` is not a language tag"),
        ('[typography]\nlanguages = ["ja"]', 4, "Broadsheet does not know the quotation marks of `ja`"),
        (
            '[typography]\nlanguages = ["en"]\n[typography.quotes]\nen = "“”"',
            6,
            "`en` must have four quotation marks: two for a quotation, two for one in it",
        ),
        (
            "[typography]\nlanguages = [\"en\"]\n[typography.quotes]\nen = \"''''\"",
            6,
            "`en` has straight quotation marks, which are those that are replaced",
        ),
        (
            '[typography]\nlanguages = ["en"]\n[typography.quotes]\nde = "»«›‹"',
            4,
            "`de` is not in `languages`, so its marks are not used",
        ),
        ('[typography]\nquotes = "«»"', 4, "`quotes` must be a table"),
        ("[typography]\nlanguage = true", 4, "`language` is not a setting of [typography]"),
        ('summaries = "some"', 3, "`summaries` cannot be `some`"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(more: str, line: int, message: str) -> None:
    assert (line, message) in said(more)


@pytest.mark.parametrize("language", USUAL)
def test_the_marks_of_each_language_can_be_written(language: str) -> None:
    assert len(USUAL[language]) == 4
    assert (
        said(f'[typography]\nlanguages = ["{language}"]\n[typography.quotes]\n{language} = "{USUAL[language]}"') == []
    )
