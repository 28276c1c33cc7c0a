"""Taxonomies of a site's own: pages, feeds, a list and descriptions, as tags have."""

from __future__ import annotations

import json

import pytest
from asking import site_of
from newsroom import Newsroom, story

PLACES = '[taxonomies.places]\nfield = "place"\ntitle = "Where"\nlabel = "Place"\n'


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    """Three stories with places, one of them spelt in two ways."""
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write(PLACES)
    newsroom.write(story("1.md", "Matter 1", "2026-01-01", "place: [Skerra, North Quay]"))
    newsroom.write(story("2.md", "Matter 2", "2026-01-02", "place: skerra, Spit"))
    return newsroom.write(story("3.md", "Matter 3", "2026-01-03", "place: Skerra"))


def test_each_term_has_its_stories_feeds_and_a_description_and_all_have_a_list(paper: Newsroom) -> None:
    paper.write("-- content/places/skerra/_index.md --\n---\ntitle: The island\nstandfirst: Across the bay.\n---\n")
    assert not paper.build().warnings
    page = paper.page("places/skerra")
    assert all(word in page for word in ("Matter 1", "Matter 2", "Matter 3", "<h1>The island</h1>", "Across the bay."))
    assert '<p class="kicker">Place</p>' in page
    assert '<a href="/places/">Where</a>' in page, "the way to the list"
    assert 'href="/places/skerra/">Skerra</a> <span>3 stories' in paper.page("places")
    assert json.loads(paper.page("places/skerra/feed.json"))["items"][0]["title"] == "Matter 3"
    assert 'href="/places/">Where</a>' in paper.page("404.html"), "the footer"
    assert "https://courier.example/places/spit/" in paper.page("sitemaps/pages.xml")


def test_a_story_shows_its_terms_to_readers_and_machines(paper: Newsroom) -> None:
    paper.build()
    page = paper.page("2026/01/01/matter-1")
    assert '<h2 id="of-places">Where</h2>' in page
    assert '<a href="/places/north-quay/" rel="tag">North Quay</a>' in page
    data = json.loads(page.partition('ld+json">')[2].partition("</script>")[0])["@graph"][0]
    url = "https://courier.example/places/north-quay/"
    assert data["about"][1] == {"@type": "Thing", "name": "North Quay", "url": url}
    subjects = json.loads(paper.page("2026/01/01/matter-1/ninjs.json"))["subjects"]
    assert {"name": "North Quay", "rel": "about", "uri": url} in subjects
    assert '<category term="spit" label="Spit"/>' in paper.page("feed.xml")


def test_a_list_and_a_section_at_one_address_are_told(paper: Newsroom) -> None:
    paper.write(story("4.md", "Matter 4", "2026-01-04", "section: Places"))
    [said] = paper.problems()
    assert (said.path, said.source) == ("site.toml", "[taxonomies.places]")
    assert said.message == "/places/ is claimed twice: by the list of `[taxonomies.places]` and by the section Places"
    assert said.fix == (
        "give the taxonomy another name, such as `[taxonomies.of-places]`; "
        "or give the section another name, in every story that has it, as content/4.md does"
    )


def test_two_names_at_one_address_are_told_at_their_line(paper: Newsroom) -> None:
    paper.write(story("4.md", "Matter 4", "2026-01-04", "place: [Rock & Roll]"))
    paper.write(story("5.md", "Matter 5", "2026-01-05", "place: [Rock and Roll]"))
    [said] = [each for each in paper.problems() if each.level == "error"]
    assert said.line == 4
    assert said.message.startswith("the places term `Rock ")


def test_a_description_that_no_story_fits_is_told_what_it_may_be_for(paper: Newsroom) -> None:
    paper.write("-- content/places/skera/_index.md --\n---\nstandfirst: So.\nrole: Isle\n---\n")
    said = {each.message: each.fix for each in site_of(paper).problems}
    assert said["no story has `skera` in its `place`, so readers do not see this"] == (
        "rename it to content/places/skerra/_index.md"
    )
    assert "a places term has no `role`, so this has no effect" in said


def test_a_misspelt_field_of_a_taxonomy_is_told(paper: Newsroom) -> None:
    paper.write(story("4.md", "Matter 4", "2026-01-04", "plaec: Skerra"))
    [said] = site_of(paper).problems
    assert said.fix.startswith("did you mean `place`?")


def test_a_site_of_the_same_stories_without_the_taxonomy_has_an_extra(paper: Newsroom) -> None:
    settings = (paper.folder / "site.toml").read_text()
    paper.build()
    (paper.folder / "site.toml").write_text(settings.replace(PLACES, 'fields = ["place"]\n'))
    assert not paper.build().warnings
    assert not (paper.output / "places").exists()
    assert "Skerra" not in paper.page("2026/01/03/matter-3")
