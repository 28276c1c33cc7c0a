"""The fields of forms: all that the reader knows of, with labels and limits, and what the settings add."""

from __future__ import annotations

import pytest

from generator.model.settings import Agency, Settings
from generator.model.taxonomies import OwnTaxonomy
from generator.reading.fields.form import FILE_KINDS, FileKind
from generator.reading.fields.forms import fields_in_form
from generator.reading.fields.table import fields_of

SETTINGS = Settings(
    title="The Port Elm Courier",
    base_url="https://courier.example/",
    sections=("Harbour", "Council"),
    agencies={"North Coast Wire": Agency("North Coast Wire")},
    taxonomies={"places": OwnTaxonomy("places", label="Place")},
)


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_form_has_every_field_with_a_label_and_a_meaning(kind: FileKind) -> None:
    form = {each.name: each for each in fields_in_form(kind, SETTINGS)}
    assert {each.called[0] for each in fields_of(kind) if each.called} <= form.keys()
    for each in form.values():
        assert each.form.label
        assert each.form.about or each.name == "places"
        assert each.form.type != "choice" or each.form.choices
        assert set(each.form.needs) <= each.form.parts.keys()


def test_a_form_offers_what_the_settings_name() -> None:
    form = {each.name: each.form for each in fields_in_form("story", SETTINGS)}
    assert [*form["section"].choices] == ["Harbour", "Council"]
    assert [*form["source"].choices] == ["North Coast Wire"]
    assert (form["places"].label, form["places"].of) == ("Place", "places")
    assert (form["title"].longest, form["priority"].most, form["tags"].of) == (110, 9, "tag")
    assert [*form["picture"].parts][:2] == ["src", "alt"]
    assert [*form["corrections"].parts["kind"].choices] == ["correction", "clarification", "update", "editors-note"]


def test_only_pages_are_in_the_menu_and_only_people_have_a_beat() -> None:
    names = {kind: {each.name for each in fields_in_form(kind, SETTINGS)} for kind in FILE_KINDS}
    assert [kind for kind in FILE_KINDS if "menu" in names[kind]] == ["page"]
    assert [kind for kind in FILE_KINDS if "beat" in names[kind]] == ["person"]
    assert [kind for kind in FILE_KINDS if "section" in names[kind]] == ["story"]
