"""Names that editors write, settled into terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model.settings import Settings
from generator.model.terms import Terms, folded, settle_terms, stem

SITE = Settings("The Port Elm Courier", "https://courier.example/repo/")


def _settle(*names: str, preferred: tuple[str, ...] = ()) -> Terms:
    """The tags that the files 1.md, 2.md ... name, one each."""
    named = [(f"content/{number}.md", [name]) for number, name in enumerate(names, 1)]
    return settle_terms("tag", "/tags/", named, SITE, preferred)


def test_spellings_that_differ_in_case_and_spaces_are_one_term_as_most_spell_it() -> None:
    terms = _settle("nato", "NATO", "NATO ", "Port  Elm", "port elm")
    assert {term.name for term in terms.by_name.values()} == {"NATO", "Port Elm"}
    assert terms.by_name[folded("Nato")].url == "/repo/tags/nato/"
    assert not terms.problems


def test_the_spelling_of_the_settings_goes_first() -> None:
    assert _settle("world", "world", preferred=("World",)).by_name["world"].name == "World"


def test_case_is_folded_in_every_script() -> None:
    assert folded("STRASSE") == folded("Straße")
    assert folded("İSKELE") == folded("İskele") == folded("iskele") == folded("I\u0307skele")
    assert folded("ΝΑΤΟ") == folded("νατο")
    assert folded("cafe\u0301") == folded("CAF\u00c9")


def test_row_29_two_names_with_one_address_are_a_problem_that_names_both_files() -> None:
    (problem,) = _settle("Rock & Roll", "Rock and Roll").problems
    assert problem.path == "content/2.md"
    assert problem.message == ("the tag `Rock and Roll` would have the same address as `Rock & Roll` in content/1.md")
    assert problem.fix


def test_two_spellings_that_differ_in_a_hyphen_or_a_full_stop_are_one_term_with_a_warning() -> None:
    terms = _settle("Fish-market", "Fish market", "Fish market", "Anadolu Agency.", "Anadolu Agency", "Anadolu Agency")
    assert {term.name for term in terms.by_name.values()} == {"Fish market", "Anadolu Agency"}
    assert {(each.level, each.message) for each in terms.problems} == {
        ("warning", "the tag `Fish-market` is listed as `Fish market`, as in content/2.md"),
        ("warning", "the tag `Anadolu Agency.` is listed as `Anadolu Agency`, as in content/5.md"),
    }


def test_a_name_without_letters_is_a_problem() -> None:
    (problem,) = _settle("?!").problems
    assert "`?!` has no letter or digit" in problem.message


@given(st.lists(st.text("aAbB &/-", min_size=1, max_size=4), max_size=6))
def test_terms_depend_on_neither_the_order_of_files_nor_their_number_of_readings(names: list[str]) -> None:
    assert _settle(*names).by_name == _settle(*reversed(names)).by_name


@given(st.lists(st.text(max_size=8), max_size=6))
def test_where_no_problem_is_found_every_term_has_an_address_of_its_own(names: list[str]) -> None:
    terms = _settle(*names)
    urls = {term.url for term in terms.by_name.values()}
    assert terms.problems or len(urls) == len({folded(name) for name in names})


@pytest.mark.parametrize(
    ("name", "short"),
    [("Ferries", "ferr"), ("ferry", "ferr"), ("Sea-Gates", "seagat"), ("bus", "bus"), ("Işık", "isik"), ("?!", "?!")],
)
def test_plurals_hyphens_and_accents_are_left_out_of_a_stem(name: str, short: str) -> None:
    assert stem(name) == short


def _adopted(*names: str, folder: str = "/tags/") -> Terms:
    """The same for a site that adopts copy."""
    named = [(f"content/{number}.md", [name]) for number, name in enumerate(names, 1)]
    return settle_terms("section", folder, named, replace(SITE, adopt=True))


def test_in_adopted_copy_two_names_with_one_address_share_it_under_the_more_usual_one() -> None:
    terms = _adopted("Rock and Roll", "Rock & Roll", "Rock & Roll")
    assert {term.name for term in terms.by_name.values()} == {"Rock & Roll"}
    assert [(each.level, each.outcome) for each in terms.problems] == [("warning", "guessed")]


@pytest.mark.parametrize(
    ("folder", "url"), [("/", "/repo/archive-stories/"), ("/sections/", "/repo/sections/archive/")]
)
def test_an_adopted_section_does_not_take_the_address_of_another_page(folder: str, url: str) -> None:
    terms = _adopted("Archive", folder=folder)
    assert terms.by_name["archive"].url == url
    assert len(terms.problems) == (folder == "/")


@pytest.mark.parametrize("name", ["Archives", "20261", "The archive"])
def test_a_section_with_a_name_that_only_resembles_one_of_ours_keeps_its_own(name: str) -> None:
    assert not _adopted(name, folder="/").problems
