"""Comments of HTML in front matter: no reader sees them, nor do layouts."""

from __future__ import annotations

import pytest

from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading import story
from generator.reading.comments.fields import without_comments

SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")
ADOPTING = Settings(title="The Port Elm Courier", base_url="https://courier.example/", adopt=True)


def read(*lines: str, settings: Settings = SITE) -> story.Reading:
    text = "\n".join(["---", "published: 2026-11-20", *lines, "---", "Words.", ""])
    return story.read(text.encode(), "content/a.md", settings)


def manuscript(*lines: str) -> Manuscript:
    found = read(*lines)
    assert found.manuscript, found.problems
    return found.manuscript


def errors(*lines: str, settings: Settings = SITE) -> list[Problem]:
    return [each for each in read(*lines, settings=settings).problems if each.level == "error"]


def test_no_field_keeps_a_comment() -> None:
    found = manuscript(
        "title: The vote <!-- NOTE --> today",
        "standfirst: >",
        "  One sentence. <!-- NOTE",
        "  NOTE -->",
        "section: Harbour <!-- NOTE -->",
        "tags: [Ferry <!-- NOTE -->, <!-- NOTE -->, Quay]",
        "bylines: [Ada Marsh<!-- NOTE -->]",
        "picture: {src: https://example.org/a.jpg, alt: Quay <!-- NOTE -->, caption: <!-- NOTE --> Dawn, credit: A}",
        "dateline: <!-- NOTE -->PORT ELM",
        "mood: {colour: [grey <!-- NOTE -->]}",
    )
    assert "NOTE" not in repr(found)
    assert (found.headline, found.slug, found.standfirst) == ("The vote today", "the-vote-today", "One sentence.")
    assert (found.section, found.tags, found.bylines) == ("Harbour", ("Ferry", "Quay"), ("Ada Marsh",))
    assert found.picture
    assert (found.picture.alt, found.picture.caption, found.dateline) == ("Quay", "Dawn", "PORT ELM")
    assert found.extra == {"mood": {"colour": ["grey"]}}


def test_a_field_that_begins_with_a_comment_is_no_field() -> None:
    found = read("title: A", "<!-- mood: grey", "colour: red", settings=ADOPTING)
    assert found.manuscript
    assert found.manuscript.extra == {"colour": "red"}
    assert "does not begin a comment between fields" in found.problems[0].message


@pytest.mark.parametrize("shown", ["`<!-- x -->`", r"\<!-- x -->"])
def test_what_is_shown_on_purpose_stays(shown: str) -> None:
    assert manuscript(f"title: 'How {shown} works'").headline == "How <!-- x --> works"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  grey <!-- x -->", "  grey"),
        ("<!-- x --> grey", "grey"),
        ("<!-- x --> grey <!-- y --> sky", "grey sky"),
        (" <!-- x -->grey", " grey"),
    ],
)
def test_spaces_go_with_the_comment_beside_them_only(written: str, shown: str) -> None:
    assert manuscript("title: A", f'mood: "{written}"').extra == {"mood": shown}


def test_a_headline_of_a_comment_alone_is_empty() -> None:
    assert [each.line for each in errors("title: <!-- working title -->")] == [3]


def test_an_open_comment_is_an_error_at_its_place() -> None:
    found = errors("title: A", "standfirst: One <!-- hold")
    assert [(each.line, each.column) for each in found] == [(4, 17)]
    adopted = read("title: A", "standfirst: One <!-- hold", settings=ADOPTING)
    assert adopted.manuscript
    assert adopted.manuscript.standfirst == "One"
    assert [each.level for each in adopted.problems] == ["warning"]


def test_a_field_that_is_commented_out_is_an_error() -> None:
    assert [(each.line, each.column) for each in errors("title: A", "<!-- standfirst: old -->")] == [(4, 1)]


FOREIGN = [
    "{% comment %} SECRET {% endcomment %}",
    "{%- comment -%} SECRET {%- endcomment -%}",
    "{% # SECRET %}",
    "{# SECRET #}",
    "{/* SECRET */}",
    "{{/* SECRET */}}",
    "{{< comment >}} SECRET {{< /comment >}}",
    "{>> SECRET <<}",
    "%% SECRET %%",
    "{{! SECRET }}",
    "<?php SECRET ?>",
    "<%# SECRET %>",
    "<!--> SECRET -->",
    "&lt;!-- SECRET --&gt;",
    "<!\u2014 SECRET \u2014>",
    "\uff1c!-- SECRET -->",
    "[//]: # (SECRET)",
    "[//] # (SECRET)",
    "[comment]: <> (SECRET)",
    "<!-- SECRET --!> SECRET -->",
]


@pytest.mark.parametrize("comment", FOREIGN)
def test_a_comment_of_another_program_is_an_error_and_left_out_of_adopted_copy(comment: str) -> None:
    lines = (
        f'title: "The vote {comment} today"',
        f'standfirst: "One {comment}"',
        f'tags: ["Ferry {comment}", Quay]',
        f'picture: {{src: https://example.org/a.jpg, alt: Quay, caption: "{comment} Dawn"}}',
        f'mood: {{colour: "{comment} grey"}}',
    )
    assert [each.line for each in errors(*lines)] == [3, 4, 5, 6, 7]
    found = read(*lines, settings=ADOPTING)
    assert {each.level for each in found.problems} == {"warning"}
    assert found.manuscript
    assert "secret" not in repr(found.manuscript).lower()
    assert (found.manuscript.headline, found.manuscript.slug) == ("The vote today", "the-vote-today")
    assert found.manuscript.tags == ("Ferry", "Quay")


def test_a_comment_of_jinja_that_yaml_cuts_short_shows_nothing() -> None:
    """In YAML ` #` begins a comment, so that the value ends before `#}`."""
    line = "title: The vote {# SECRET #} today"
    assert [(each.line, each.column) for each in errors(line)] == [(3, 17)]
    found = read(line, settings=ADOPTING)
    assert found.manuscript
    assert "secret" not in repr(found.manuscript).lower()


@pytest.mark.parametrize("shown", ["`{# x #}`", r"\{# x #}", "{#vote}", "{{ site.title }}"])
def test_signs_of_other_programs_that_are_shown_on_purpose_stay(shown: str) -> None:
    assert manuscript(f"title: 'How {shown} works'").headline == f"How {shown.removeprefix(chr(92)).strip('`')} works"


@pytest.mark.parametrize("comment", [*FOREIGN, "<!-- SECRET", "%% SECRET", "{% comment %} SECRET"])
def test_what_a_pictures_file_says_has_no_comments(comment: str) -> None:
    assert without_comments(f"The quay {comment}") == "The quay"


def test_what_has_no_comments_stays_to_the_letter() -> None:
    for text in ("The  quay at 50%% of {x}", "A {--x", ""):
        assert without_comments(text) == text


def test_comments_one_after_another_are_all_left_out_of_a_caption() -> None:
    assert without_comments("Quay <!-- a --><!-- b -->at <!-- c <!-- d --> dawn") == "Quay at dawn"


def test_each_comment_is_reported_where_it_begins() -> None:
    found = errors("title: The vote", 'tags: ["a {# x #}", "b {# y #}"]')
    assert [(each.line, each.column) for each in found] == [(4, 11), (4, 24)]
