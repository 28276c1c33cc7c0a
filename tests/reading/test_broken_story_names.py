"""A story with errors of its own is not also reported as missing where other stories refer to it."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.reading.broken_story_names import guessed_names

REFERS = """-- content/a.md --
---
title: Ferry back in service
published: 2026-11-20 10:00
related: [Storm closes harbour]
---
[One](/2026/01/02/storm-closes-harbour/), [two](storm.md), [three](/tags/storms/), [four](/sport/), [five](/old/),
[six](/2026/01/), [seven](/about/).
"""
OPEN = "A word <!-- and a comment that does not end"


def test_only_the_errors_of_the_story_itself_are_reported(newsroom: Newsroom) -> None:
    fields = ("tags: [Storms]", "section: Sport", "aliases: [/old/]")
    newsroom.write(SETTINGS + '[policies]\nethics = "/about/"\n').write(REFERS)
    newsroom.write(story("storm.md", "Storm closes harbour", "2026-01-02", *fields, body=OPEN))
    newsroom.write(f"-- content/pages/about.md --\n---\ntitle: About\n---\n{OPEN}\n")
    problems = newsroom.problems()
    assert {each.path for each in problems} == {"content/storm.md", "content/pages/about.md"}
    newsroom.write(story("storm.md", "Storm closes harbour", "2026-01-02", *fields))
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    assert not newsroom.problems()


def test_other_broken_links_are_reported_all_the_same(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("storm.md", "Storm closes harbour", "2026-01-02", body=OPEN))
    newsroom.write(story("a.md", "Ferry", "2026-01-03", body="[One](/2026/01/02/strom-closes-harbour/)"))
    assert {each.path for each in newsroom.problems()} == {"content/storm.md", "content/a.md"}


@pytest.mark.parametrize(
    "text",
    ['---\ntitle: "Storm, closes\n', "+++\ntitle = 'Storm closes'\n", "slug: storm-closes", "title: Storm closes"],
)
def test_a_name_is_guessed_from_front_matter_that_cannot_be_read(text: str) -> None:
    assert "storm-closes" in guessed_names("content/2026-01-02-a.md", text, {}, "en")
    assert "a" in guessed_names("content/2026-01-02-a.md", text, {}, "en")
