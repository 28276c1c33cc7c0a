"""Which files describe a section, tag, agency or person."""

from __future__ import annotations

import pytest

from generator.model.descriptions import DescribedTerm, described, meant_to_describe


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("content/harbour/_index.md", "section", "harbour"),
        ("content/tags/ferry/_index.md", "tag", "ferry"),
        ("content/sources/ncw/_index.markdown", "source", "ncw"),
        ("content/people/ada-quill.md", "byline", "ada-quill"),
        ("content/people/_index.md", "section", "people"),
        ("content/series/harbour-money.md", "series", "harbour-money"),
        ("content/series/harbour-money/_index.md", "series", "harbour-money"),
        ("content/series/_index.md", "section", "series"),
        ("content/places/skerra/_index.md", "places", "skerra"),
    ],
)
def test_a_file_describes_the_term_whose_address_it_has(path: str, kind: str, name: str) -> None:
    found = described(path, own=("places",))
    assert found
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "content/harbour/a.md",
            "content/_index.md",
            "content/harbour/quay/_index.md",
            "content/harbour/_index.tr.md",
        ),
        *("content/tags/_index.md", "content/pages/_index.md", "content/people/x/ada.md", "content/series/x/part.md"),
        *("content/places/skerra/_index.md", "content/places/skerra.md"),
    ],
)
def test_any_other_file_is_a_story_or_a_page(path: str) -> None:
    assert described(path) is None


def test_people_of_hugo_are_among_its_taxonomies() -> None:
    assert described("content/authors/ada/_index.md", adopt=True) == DescribedTerm("byline", "ada")
    assert described("content/categories/harbour/_index.md", adopt=True) == DescribedTerm("section", "harbour")


@pytest.mark.parametrize("adopt", [False, True])
def test_people_and_series_are_described_by_the_same_files_in_an_adopted_archive(adopt: bool) -> None:
    assert described("content/people/ada-quill.md", adopt) == DescribedTerm("byline", "ada-quill")
    assert described("content/series/harbour-money.md", adopt) == DescribedTerm("series", "harbour-money")


def test_other_programs_have_people_in_a_folder_called_authors() -> None:
    assert described("content/authors/ada.md", adopt=True) == DescribedTerm("byline", "ada")
    assert described("content/authors/ada.md") is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("content/tags/ferry.md", "content/tags/ferry/_index.md"),
        ("content/sources/ncw.markdown", "content/sources/ncw/_index.md"),
        ("content/places/skerra.md", "content/places/skerra/_index.md"),
        ("content/harbour/skerra.md", ""),
        ("content/places/north/skerra.md", ""),
        ("content/tags/_index.md", ""),
        ("content/skerra.md", ""),
    ],
)
def test_a_file_may_be_meant_to_describe_a_term(path: str, meant: str) -> None:
    assert meant_to_describe(path, own=("places",)) == meant
