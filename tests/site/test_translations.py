"""Translations: stories that tell the same in several languages lead to one another."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from asking import site_of
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, story

from generator.pipeline.related_lists import related_lists
from generator.site.translations import translations

LINK = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


def _links(newsroom: Newsroom, place: str) -> dict[str, str]:
    return {
        language: url.removeprefix("https://courier.example") for language, url in LINK.findall(newsroom.page(place))
    }


def test_a_story_and_its_translations_lead_to_one_another_and_to_the_original(newsroom: Newsroom) -> None:
    newsroom.write(story("light.md", "The light", "2026-01-01", "slug: light"))
    newsroom.write(story("isik.md", "Işık", "2026-01-02", "language: tr", "translation_of: light"))
    newsroom.write(story("daw.md", "ضوء", "2026-01-03", "slug: daw", "language: ar", "translation_of: The light"))
    newsroom.build()
    places = {"en": "/2026/01/01/light/", "tr": "/2026/01/02/%C4%B1%C5%9F%C4%B1k/", "ar": "/2026/01/03/daw/"}
    for place in ("2026/01/01/light", "2026/01/02/ışık", "2026/01/03/daw"):
        assert _links(newsroom, place) == {**places, "x-default": places["en"]}
    shown = newsroom.page("2026/01/01/light")
    assert '<a href="/2026/01/03/daw/" hreflang="ar" lang="ar" dir="rtl">العربية</a>' in shown
    assert ">English</a>" not in shown
    assert '"workTranslation":[{"@type":"NewsArticle","@id":"https://courier.example/2026/01/03/daw/#article"' in shown
    assert '"translationOfWork":{"@type":"NewsArticle","@id":"https://courier.example/2026/01/01/light/#article"' in (
        newsroom.page("2026/01/03/daw")
    )


def test_a_translation_of_a_translation_belongs_to_the_first_original(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01"))
    newsroom.write(story("b.md", "Bir", "2026-01-02", "language: tr", "translation_of: one"))
    newsroom.write(story("c.md", "Eins", "2026-01-03", "language: de", "translation_of: bir"))
    newsroom.build()
    assert _links(newsroom, "2026/01/01/one").keys() == {"en", "tr", "de", "x-default"}
    assert _links(newsroom, "2026/01/03/eins")["x-default"] == "/2026/01/01/one/"


def test_translations_of_a_story_that_is_not_public_lead_to_one_another_alone(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2027-01-01"))
    newsroom.write(story("b.md", "Bir", "2026-01-02", "language: tr", "translation_of: one"))
    newsroom.write(story("c.md", "Eins", "2026-01-03", "language: de", "translation_of: one"))
    newsroom.build()
    assert _links(newsroom, "2026/01/02/bir").keys() == {"tr", "de"}
    assert not any(b"2027" in data for name, data in newsroom.tree().items() if name.endswith(".html"))


def test_the_only_public_version_of_a_story_has_no_translations(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2027-01-01"))
    newsroom.write(story("b.md", "Bir", "2026-01-02", "language: tr", "translation_of: one"))
    newsroom.build()
    assert _links(newsroom, "2026/01/02/bir") == {}


def test_a_translation_is_no_related_story(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01", "related: [bir]", "tags: [Quay]"))
    newsroom.write(story("b.md", "Bir", "2026-01-02", "language: tr", "translation_of: one", "tags: [Quay]"))
    newsroom.build()
    assert "<aside" not in newsroom.page("2026/01/01/one")
    assert [each.related for each in related_lists(newsroom.request())] == [(), ()]


@pytest.mark.parametrize(
    ("more", "message", "level"),
    [
        (["language: tr", "translation_of: nothing"], "there is no story `nothing` yet", "warning"),
        (["language: tr", "translation_of: two"], "this is a translation of itself", "error"),
        (["translation_of: one"], "content/a.md is already the version in this language (`en`)", "warning"),
    ],
)
def test_what_is_no_translation_is_reported_at_its_line(
    newsroom: Newsroom, more: list[str], message: str, level: str
) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01"))
    newsroom.write(story("b.md", "Two", "2026-01-02", *more))
    problems = newsroom.problems() or list(newsroom.build().warnings)
    (problem,) = problems
    assert (problem.path, problem.line, problem.level) == ("content/b.md", 3 + len(more), problem.level)
    assert problem.source == more[-1]
    assert message in problem.message
    assert problem.level == level


def test_translations_that_lead_in_a_circle_are_a_problem(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01", "translation_of: two"))
    newsroom.write(story("b.md", "Two", "2026-01-02", "language: tr", "translation_of: one"))
    assert {problem.path for problem in newsroom.problems()} == {"content/a.md", "content/b.md"}


LANGUAGES = ["en", "tr", "ar", "de"]


@settings(max_examples=examples(12))
@given(
    st.lists(
        st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(["2026", "2027"]), st.booleans(), st.integers(0, 5)),
        min_size=2,
        max_size=6,
    )
)
def test_links_between_languages_are_reciprocal(drawn: list[tuple[str, str, bool, int]]) -> None:
    """Whatever is drafted, scheduled or translated twice; and none leads to what is not public."""
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder)).write(SETTINGS)
        for number, (language, year, draft, original) in enumerate(drawn):
            more = [f"language: {language}", f"draft: {str(draft).lower()}"]
            more += [f"translation_of: s{original}"] if original < number else []
            newsroom.write(story(f"{number}.md", f"S{number}", f"{year}-01-0{number + 1}", *more))
        newsroom.build()
        pages = [path for path in newsroom.tree() if re.fullmatch(r"2026/01/\d\d/s\d/index.html", path)]
        led = {f"/{path.removesuffix('index.html')}": _links(newsroom, path) for path in pages}
        for place, links in led.items():
            for url in links.values():
                assert led[url] == links
            assert not links or place in links.values()


def test_a_translation_of_stories_that_lead_in_a_circle_is_told_apart_from_these(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01", "translation_of: two"))
    newsroom.write(story("b.md", "Two", "2026-01-02", "language: tr", "translation_of: one"))
    newsroom.write(story("c.md", "Drei", "2026-01-03", "language: de", "translation_of: one"))
    assert {each.path: each.message for each in newsroom.problems()} == {
        "content/a.md": "this is a translation of itself",
        "content/b.md": "this is a translation of itself",
        "content/c.md": "`one` leads back to itself",
    }


def test_the_original_comes_first_and_knows_that_it_is_one(newsroom: Newsroom) -> None:
    newsroom.write(story("z.md", "One", "2026-01-01"))
    newsroom.write(story("a.md", "Bir", "2026-01-02", "language: tr", "translation_of: one"))
    graph = site_of(newsroom).graph
    found = translations(graph, "content/a.md")
    assert found == translations(graph, "content/z.md")
    assert [(each.language, each.original, each.direction) for each in found] == [
        ("en", True, "ltr"),
        ("tr", False, "ltr"),
    ]


@pytest.mark.parametrize("named", ["", "translation_of: one"])
def test_a_story_without_translations_has_none_of_its_own(newsroom: Newsroom, named: str) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01") + story("c.md", "Other", "2026-01-03"))
    newsroom.write(story("b.md", "Bir", "2026-01-02", "language: tr", *filter(None, [named])))
    assert translations(site_of(newsroom).graph, "content/c.md") == ()


def test_a_translation_of_a_story_with_errors_of_its_own_is_no_further_problem(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-99-01"))
    newsroom.write(story("b.md", "Bir", "2026-01-02", "language: tr", "translation_of: one"))
    assert {each.path for each in newsroom.problems()} == {"content/a.md"}
