"""The empty partials that a site fills: notices, newsletters, ways to support the paper."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.editorial.theme_files import theme_files

STORY = "2026/01/01/ferry-returns/index.html"
PLACES = {
    "notice": ["index.html", STORY, "harbour/index.html", "404.html"],
    "before-story": [STORY],
    "after-story": [STORY],
    "newsletter": ["index.html", STORY],
    "donate": ["index.html", STORY],
}


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    return newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "section: Harbour", "patron: A bank"))


@pytest.mark.parametrize("name", PLACES)
def test_a_partial_of_the_site_is_on_the_pages_that_have_a_place_for_it(paper: Newsroom, name: str) -> None:
    paper.write(f"-- layouts/partials/{name}.html --\n<p>{{{{ site.title }}}} {{{{ head.kind }}}} here</p>\n").build()
    assert [page for page in PLACES["notice"] if " here</p>" in paper.page(page)] == PLACES[name]


def test_without_them_nothing_is_there(paper: Newsroom) -> None:
    paper.build()
    for page in PLACES["notice"]:
        assert not any(f'class="{name}"' in paper.page(page) for name in PLACES)


def test_around_a_story_its_own_fields_are_known(paper: Newsroom) -> None:
    text = "{% if story.extra.patron %}Paid for by {{ story.extra.patron }}{% endif %}"
    paper.write(f"-- layouts/partials/before-story.html --\n{text}\n").build()
    assert "Paid for by A bank" in paper.page(STORY)


def test_a_partial_for_all_pages_may_ask_whether_it_is_on_a_story(paper: Newsroom) -> None:
    text = '{% if head.kind == "story" and story.section %}More from {{ story.section.name }}{% endif %}'
    paper.write(f"-- layouts/partials/newsletter.html --\n{text}\n").build()
    assert "More from Harbour" in paper.page(STORY)
    assert "More from" not in paper.page("index.html")


@pytest.mark.parametrize("look", ["newspaper", "magazine"])
def test_every_look_of_the_front_page_has_the_newsletter(paper: Newsroom, look: str) -> None:
    paper.write(SETTINGS + f'[theme]\nlook = "{look}"\n')
    paper.write("-- layouts/partials/newsletter.html --\nEvery Friday\n").build()
    assert paper.page("index.html").count("Every Friday") == 1


def test_forms_may_be_sent_to_the_site_and_to_where_it_says(paper: Newsroom) -> None:
    paper.build()
    assert "; form-action 'self'\"" in paper.page(STORY)
    paper.write(
        '-- layouts/base.html --\n{% extends "theme/base.html" %}\n'
        "{% block policy_forms %}{{ super() }} https://letters.example{% endblock %}\n"
    ).build()
    for page in PLACES["notice"]:
        assert "; form-action 'self' https://letters.example\"" in paper.page(page)


def test_each_place_says_what_it_is_for_in_the_list_of_the_themes_files(paper: Newsroom) -> None:
    about = {each.name: each.about for each in theme_files(paper.folder)}
    for name in PLACES:
        said = about[f"partials/{name}.html"]
        assert said.startswith("Empty, for ") or "; empty unless site.toml has [" in said
