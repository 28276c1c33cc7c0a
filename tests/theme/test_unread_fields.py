"""Fields that nothing reads: each is named once for the site, unless a layout shows it or the site declares it."""

from __future__ import annotations

import pytest
from jinja2 import Environment
from newsroom import SETTINGS, Newsroom, story

from generator.model.problems import Problems
from generator.theme.extras import extras_in

LAYOUT = '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block head_extra %}EXTRA{% endblock %}\n'


def _told(newsroom: Newsroom) -> list[str]:
    return [each.message for each in newsroom.build().warnings]


def test_a_field_of_another_program_is_named_once_with_its_first_places(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS)
    for number in range(1, 7):
        newsroom.write(story(f"{number}.md", f"Story {number}", f"2026-01-0{number}", "weight: 3"))
    [told] = newsroom.build().warnings
    assert (told.path, told.line) == ("content/1.md", 4)
    assert "priority" in told.message
    assert told.fix.endswith("also in content/2.md, content/3.md and 3 more")
    newsroom.remove("content/1.md")
    [after] = newsroom.build().warnings
    assert after.path == "content/2.md"


def test_a_field_that_a_layout_shows_is_not_mentioned(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-01-02", "ward: Quay", "beat: Harbour"))
    assert len(_told(newsroom)) == 2
    newsroom.write(LAYOUT.replace("EXTRA", "{{ story.extra.ward }}"))
    assert [told.partition(" ")[0] for told in _told(newsroom)] == ["`beat`"]
    newsroom.write(LAYOUT.replace("EXTRA", "nothing"))
    assert len(_told(newsroom)) == 2


def test_a_field_that_the_site_declares_is_not_mentioned_nor_taken_for_a_misspelling(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-01-02", "ward: Quay", "section2: x"))
    assert len(_told(newsroom)) == 2
    newsroom.write(SETTINGS + 'fields = ["ward", "section2"]\n')
    assert not _told(newsroom)


def test_a_misspelt_field_of_the_newsroom_is_named_with_the_right_one(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'fields = ["ward"]\n').write(story("a.md", "Ferry", "2026-01-02", "Ward: Quay"))
    [told] = newsroom.build().warnings
    assert told.fix.startswith("did you mean `ward`?")


def test_the_record_of_an_import_and_fields_without_a_value_are_not_mentioned(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(
        story("a.md", "Ferry", "2026-01-02", "wire: {file: seeds/a.txt}", "details: {Slug: a}", "ward:")
    )
    assert not _told(newsroom)


@pytest.mark.parametrize(
    ("layout", "names"),
    [
        ("{{ story.extra.ward }}{{ page.extra['tide'] }}", {"ward", "tide"}),
        ("{{ story.extra.get('ward', 'none') }}", {"ward"}),
        ("{% if 'ward' in story.extra %}yes{% endif %}", {"ward"}),
        ("{{ story.extra.map.place }}", {"map"}),
        ("{{ story.headline }}", set()),
        ("{{ site.extra.ward }}{% for name in site.extra.items() %}{% endfor %}", set()),
        ("{% for name in story.extra %}{{ name }}{% endfor %}", None),
        ("{% set own = story.extra %}{{ own.ward }}", None),
        ("{{ story.extra.items() | list }}", None),
        ("{{ story.extra.items }}{% if story.extra.keys %}{% endif %}", {"items", "keys"}),
        ("{{ story.extra[page.title] }}", None),
    ],
)
def test_what_a_layout_reads_is_found(layout: str, names: set[str] | None) -> None:
    assert extras_in(Environment().parse(layout)) == names


UNTOLD = {
    "sponsored": "readers are not told that somebody paid for this story",
    "corrections": "readers do not see what was corrected",
}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("sponsered: Skerra Ferries", "sponsored"),
        ("sponsor: Skerra Ferries", "sponsored"),
        ("sponser: Skerra Ferries", "sponsored"),
        ("sponserd: Skerra Ferries", "sponsored"),
        ("sponsored_by: Skerra Ferries", "sponsored"),
        ("Sponsored-By: Skerra Ferries", "sponsored"),
        ("advertorial: true", "sponsored"),
        ("correction: It is six.", "corrections"),
        ("corections: [{at: 2026-01-03, text: It is six.}]", "corrections"),
        ("clarification: It is six.", "corrections"),
    ],
)
def test_a_story_that_would_not_tell_its_readers_is_not_published(newsroom: Newsroom, line: str, field: str) -> None:
    newsroom.write(SETTINGS)
    for name in ("a", "b"):
        newsroom.write(story(f"{name}.md", f"Ferry {name}", "2026-01-02", line))
    with pytest.raises(Problems) as raised:
        newsroom.build()
    told = [each for each in raised.value.problems if each.level == "error"]
    name = line.partition(":")[0]
    assert [(each.path, each.line) for each in told] == [("content/a.md", 4), ("content/b.md", 4)]
    assert {each.message for each in told} == {f"`{name}` is not a field of Broadsheet, so {UNTOLD[field]}"}
    assert told[0].fix.startswith("write") and f"`{field}`" in told[0].fix.partition(";")[0]


@pytest.mark.parametrize(
    "line",
    ["sponsor: false", "connections: [Quay]", "collections: [Quay]", "partner: A bank", "editors_note: Read it."],
)
def test_a_field_that_may_be_something_else_is_a_warning(newsroom: Newsroom, line: str) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-01-02", line))
    assert len(_told(newsroom)) == 1


@pytest.mark.parametrize("line", ["params: {sponsored: A bank}", "extra:\n  Sponsor: A bank"])
def test_a_label_inside_another_field_is_an_error_too(newsroom: Newsroom, line: str) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-01-02", line))
    with pytest.raises(Problems) as raised:
        newsroom.build()
    [told] = [each for each in raised.value.problems if each.level == "error"]
    assert told.message.endswith(f"so {UNTOLD['sponsored']}")
    outer = line.partition(":")[0]
    assert told.fix.startswith(f"write `sponsored` as a line of its own above `{outer}`; ")
    newsroom.write(SETTINGS + f'fields = ["{outer}"]\n')
    assert not _told(newsroom)


@pytest.mark.parametrize("line", ["sponsor: A bank", "sponsered: A bank", "correction: It is six."])
def test_adopted_copy_and_fields_of_the_site_itself_are_no_errors(newsroom: Newsroom, line: str) -> None:
    newsroom.write(SETTINGS + "adopt = true\n").write(story("a.md", "Ferry", "2026-01-02", line))
    assert len(_told(newsroom)) == 1
    newsroom.write(SETTINGS).write(LAYOUT.replace("EXTRA", f"{{{{ story.extra.{line.partition(':')[0]} }}}}"))
    assert not _told(newsroom)
    newsroom.remove("layouts/story.html")
    newsroom.write(SETTINGS + f'fields = ["{line.partition(":")[0]}"]\n')
    assert not _told(newsroom)


def test_a_page_tells_nothing_of_this_kind(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("pages/a.md", "About", "2026-01-02", "sponsor: A bank"))
    assert len(_told(newsroom)) == 1
