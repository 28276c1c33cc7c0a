"""What other programs call the fields of a story, and what we call them."""

from __future__ import annotations

import pytest

from generator.reading.fields.other_names import advice_on
from generator.reading.fields.table import FIELDS


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("subtitle", "standfirst"),
        ("featured_image", "picture"),
        ("coverImage", "picture"),
        ("keywords", "tags"),
        ("topics", "tags"),
        ("translationKey", "translation_of"),
        ("see-also", "related"),
        ("rel_canonical", "canonical_url"),
        ("redirect_to", "aliases"),
        ("correction", "corrections"),
        ("sidebar_position", "priority"),
        ("post_author", "bylines"),
        ("created_at", "published"),
    ],
)
def test_a_name_of_another_program_is_translated(name: str, ours: str) -> None:
    assert f"`{ours}" in advice_on(name)


@pytest.mark.parametrize("name", ["ward", "tide", "cxense-id", ""])
def test_a_name_that_is_nobodys_has_no_translation(name: str) -> None:
    assert not advice_on(name)


def test_no_name_of_broadsheet_itself_is_taken_for_one_of_another_program() -> None:
    # `layout: posts/a.njk`, `menu: main`, `series: {title: A}` and `live: true` are fields of other programs
    with_values_of_others = {"layout", "menu", "series", "live"}
    ours = {name for each in FIELDS for name in each.called} - with_values_of_others
    assert not [name for name in ours if advice_on(name)]
