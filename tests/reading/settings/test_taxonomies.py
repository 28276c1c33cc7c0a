"""Taxonomies of a site's own in site.toml, and what is said where one cannot be."""

from __future__ import annotations

import pytest

from generator.model.problems import Problem, Problems
from generator.model.taxonomies import OwnTaxonomy, taxonomy
from generator.reading.settings.site_toml import read

SITE = 'title = "The Port Elm Courier"\nbase_url = "https://courier.example/"\n'
PLACES = '[taxonomies.places]\nfield = "places"\n'


def _problem(text: str) -> Problem:
    with pytest.raises(Problems) as caught:
        read(SITE + text)
    [found] = caught.value.problems
    return found


def test_a_taxonomy_needs_only_a_field() -> None:
    own = read(SITE + PLACES).taxonomies
    assert own == {"places": OwnTaxonomy("places")}
    assert (taxonomy(own, "places").title, taxonomy(own, "places").label) == ("Places", "Places")


def test_it_has_names_of_its_own() -> None:
    own = read(f'{SITE}[taxonomies.wards]\nfield = "ward"\ntitle = "Wards of Port Elm"\nlabel = "Ward"\n').taxonomies
    assert (taxonomy(own, "wards").title, taxonomy(own, "wards").label) == ("Wards of Port Elm", "Ward")


def test_it_has_feeds_unless_the_settings_say_what_has() -> None:
    assert read(SITE + PLACES).feeds.of == ("sections", "tags", "bylines", "series", "places")
    assert read(f'{SITE}{PLACES}[feeds]\nof = ["places"]\n').feeds.of == ("places",)
    assert read(f'{SITE}{PLACES}[feeds]\nof = ["tags"]\n').feeds.of == ("tags",)
    said = _problem(f'{PLACES}[feeds]\nof = ["tags", "towns"]\n')
    assert (said.line, said.message) == (6, "`of` cannot be `towns`")
    assert said.fix == 'write "sections", "tags", "bylines", "series" or "places"'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[taxonomies.places]\n", 3, "the taxonomy `places` has no `field`"),
        ('[taxonomies]\nplaces = "places"\n', 3, "each taxonomy must be a table"),
        (
            '[taxonomies.tags]\nfield = "places"\n',
            3,
            "`tags` cannot be the name of a taxonomy: Broadsheet itself uses it",
        ),
        (
            '[taxonomies.series]\nfield = "s"\n',
            3,
            "`series` cannot be the name of a taxonomy: Broadsheet itself uses it",
        ),
        ('[taxonomies.2026]\nfield = "s"\n', 3, "`2026` cannot be the name of a taxonomy: Broadsheet itself uses it"),
        (
            '[taxonomies.Places]\nfield = "places"\n',
            3,
            "`Places` cannot be the name of a taxonomy, which is part of addresses",
        ),
        ('[taxonomies.places]\nfield = "category"\n', 4, "`category` is a field of every story (`section`)"),
        (
            '[taxonomies.places]\nfield = "status"\n',
            4,
            "`status` cannot be the field of a taxonomy: it may say who sees a story",
        ),
        ('[taxonomies.places]\nfield = "a place"\n', 4, "`a place` cannot be the name of a field"),
        (f'{PLACES}[taxonomies.towns]\nfield = "Places"\n', 6, "`Places` is also the field of [taxonomies.places]"),
        ('[taxonomies.places]\nfield = "p"\nfeilds = 1\n', 5, "`feilds` is not a setting of the taxonomy places"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line(text: str, line: int, message: str) -> None:
    said = _problem(text)
    assert (said.line, said.message) == (line, message)
    assert said.fix


@pytest.mark.parametrize("name", ["state", "status", "places"])
def test_the_field_that_is_suggested_can_be_the_field(name: str) -> None:
    fix = _problem(f'[taxonomies.{name}]\nfield = "status"\n').fix
    field = fix.split("`")[1]
    assert read(f'{SITE}[taxonomies.{name}]\nfield = "{field}"\n').taxonomies == {name: OwnTaxonomy(field)}
