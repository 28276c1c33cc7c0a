"""Plural rules, as the header of a catalogue states them."""

from __future__ import annotations

from collections import defaultdict

import pytest
from babel.messages.plurals import PLURALS
from hypothesis import given
from hypothesis import strategies as st

from generator.text.plurals import plurals_of, suggested


@pytest.mark.parametrize(
    ("stated", "forms", "given"),
    [
        ("nplurals=1; plural=0;", 1, [0, 0, 0, 0, 0]),
        ("nplurals=2; plural=n != 1", 2, [1, 0, 1, 1, 1]),
        ("nplurals=2; plural=(n > 1);", 2, [0, 0, 1, 1, 1]),
        ("nplurals = 3 ; plural = n == 1 ? 0 : n < 5 ? 1 : 2 ;", 3, [1, 0, 1, 2, 2]),
    ],
)
def test_a_rule_says_which_form_a_number_gets(stated: str, forms: int, given: list[int]) -> None:
    plurals = plurals_of(stated)
    assert plurals.forms == forms
    assert [plurals.rule(number) for number in (0, 1, 2, 5, 1_000_000)] == given


@pytest.mark.parametrize(
    "stated",
    [
        "nplurals=INTEGER; plural=EXPRESSION;",  # as xgettext leaves it
        "nplurals=2",
        "nplurals=2; plural=",
        "nplurals=2; plural=n !",
        "nplurals=2; plural=n; import os",
        "nplurals=2; plural=__import__('os')",
        "nplurals=2; plural=((n != 1);",
        "nplurals=0; plural=0;",
        "nplurals=11; plural=0;",
        "nplurals=2; plural=n;",  # a third form for 2
        "nplurals=2; plural=n - 1;",  # a form -1 for 0
        "nplurals=2; plural=n == 1000000 ? 2 : 0;",
        "nplurals=1; plural=1 / n;",
        "nplurals=1; plural=" + "(" * 2_000 + "0" + ")" * 2_000,
        f"nplurals={'9' * 5_000}; plural=0;",
    ],
)
def test_what_is_no_rule_is_refused(stated: str) -> None:
    with pytest.raises(ValueError):
        plurals_of(stated)


@given(st.text() | st.text(alphabet="n0129 ?:%&|<>=!()+-*/;").map("nplurals=2; plural=".__add__))
def test_whatever_is_stated_is_a_rule_of_its_forms_or_refused(stated: str) -> None:
    try:
        plurals = plurals_of(stated)
    except ValueError:
        return
    assert {plurals.rule(number) for number in range(1_000)} <= {*range(plurals.forms)}


EVERY_RULE = {rule: language for language, rule in PLURALS.items()}
"""A language for each rule that there is."""


@pytest.mark.parametrize("language", sorted(EVERY_RULE.values()))
def test_what_we_suggest_for_a_language_is_a_rule(language: str) -> None:
    field, _, rule = suggested(language.replace("_", "-")).partition(": ")
    assert field == "Plural-Forms"
    assert plurals_of(rule).forms in range(1, 7)


def test_a_catalogue_of_two_forms_is_suggested_a_rule_for_two() -> None:
    rules: dict[str, list[str]] = defaultdict(list)
    for language in ("de", "fr", "pt-BR", "it", "es"):
        rules[suggested(language, 2)].append(language)
    assert rules == {
        "Plural-Forms: nplurals=2; plural=(n > 1);": ["fr", "pt-BR"],
        "Plural-Forms: nplurals=2; plural=(n != 1);": ["de", "it", "es"],
    }


@pytest.mark.parametrize(
    ("language", "forms", "rule"),
    [
        ("de", 0, "nplurals=2; plural=(n != 1);"),
        ("de", 2, "nplurals=2; plural=(n != 1);"),
        ("ja", 0, "nplurals=1; plural=0;"),
        ("ja", 2, "nplurals=2; plural=(n > 1);"),
        ("ru", 2, "nplurals=2; plural=(n != 1);"),
    ],
)
def test_a_rule_with_two_forms_is_suggested_where_a_catalogue_has_two(language: str, forms: int, rule: str) -> None:
    assert suggested(language, forms) == f"Plural-Forms: {rule}"


@pytest.mark.parametrize("forms", [1, 10])
def test_a_language_has_one_to_ten_forms(forms: int) -> None:
    assert plurals_of(f"nplurals={forms}; plural=0;").forms == forms
