"""Licences of Creative Commons, by the identifiers that people write."""

from __future__ import annotations

import pytest

from generator.model.licence import LICENCES, Licence, licence, meant


def test_a_licence_has_a_name_and_the_address_of_its_terms() -> None:
    assert licence("CC-BY-NC-ND-3.0") == Licence(
        "CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"
    )
    assert licence("CC0-1.0").url == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_what_a_licence_asks_for_is_in_its_name() -> None:
    assert licence("CC-BY-NC-SA-4.0").parts == ("BY", "NC", "SA")
    assert licence("CC0-1.0").parts == ()


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("cc-by-nd-4.0", "CC-BY-ND-4.0"),
        ("CC BY-ND 4.0", "CC-BY-ND-4.0"),
        ("CC BY", "CC-BY-4.0"),
        ("CC_BY_SA_3.0", "CC-BY-SA-3.0"),
        ("CC0", "CC0-1.0"),
        ("MIT", ""),
        ("CC BY-ND 9.0", ""),
        ("", ""),
    ],
)
def test_other_spellings_are_understood_in_messages(written: str, identifier: str) -> None:
    assert meant(written) == identifier


def test_every_identifier_is_one_that_is_meant_by_itself() -> None:
    assert [meant(each) for each in LICENCES] == [*LICENCES]
