"""A file's bytes -> a manuscript: one realistic story whole, the two kinds, and no exception on any bytes."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.model.manuscript import Manuscript
from generator.model.picture import Picture
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading import story
from generator.reading.comments.kinds import opening_in

SITE = Settings(title="The Port Elm Courier", base_url="https://example.org/", timezone="Europe/Istanbul")

FERRY = """\
---
title: 'Ferry returns: four boats a day'
standfirst: >
  The boat sails again after a year;
  fares stay as they were.
section: Local
tags: [Transport, Harbour]
byline: By Ann Lee and Bob Ray, Jr.
source: Elm Wire
dateline: PORT ELM
published: 2024-12-02 04:14
modified: 2024-12-02T04:18:00+03:00
expires: 2 January 2025
picture:
  src: ../pictures/ferry.jpg
  alt: A white ferry at the pier
  credit: Courier
related: [harbour-plan, "Council votes: the pier stays"]
aliases: /2024/ferry
priority: 1
ward: Harbour
---

## What it costs

A ticket is *four* coins, [the council](../about.md) says.
"""


def read(text: str | bytes, path: str = "content/local/ferry.md") -> story.Reading:
    return story.read(text.encode() if isinstance(text, str) else text, path, SITE)


def manuscript(text: str, path: str = "content/local/ferry.md") -> Manuscript:
    reading = read(text, path)
    assert reading.manuscript, reading.problems
    return reading.manuscript


def test_a_story_is_read_whole() -> None:
    said = manuscript(FERRY)
    assert read(FERRY).problems == ()
    assert (said.path, said.kind, said.slug) == ("content/local/ferry.md", "story", "ferry-returns-four-boats-a-day")
    assert said.headline == "Ferry returns: four boats a day"
    assert said.standfirst == "The boat sails again after a year; fares stay as they were."
    assert (said.section, said.tags) == ("Local", ("Transport", "Harbour"))
    assert (said.bylines, said.source, said.dateline) == (("Ann Lee", "Bob Ray, Jr."), "Elm Wire", "PORT ELM")
    assert said.published == datetime.fromisoformat("2024-12-02T04:14:00+03:00")
    assert said.modified == datetime.fromisoformat("2024-12-02T04:18:00+03:00")
    assert said.expires == datetime.fromisoformat("2025-01-02T00:00:00+03:00")
    assert said.picture == Picture("content/pictures/ferry.jpg", "A white ferry at the pier", "", "Courier")
    assert said.related == ("harbour-plan", "Council votes: the pier stays")
    assert (said.aliases, said.priority, said.draft, said.language) == (("/2024/ferry/",), 1, False, "")
    assert said.extra == {"ward": "Harbour"}
    assert (said.lines["headline"], said.lines["bylines"], said.lines["picture"]) == (2, 8, 14)


def test_its_body_is_read_with_the_lines_of_the_file() -> None:
    said = manuscript(FERRY)
    assert "<em>four</em>" in said.body
    assert [heading.text for heading in said.headings] == ["What it costs"]
    assert [(mention.target, mention.line) for mention in said.mentions] == [("content/about.md", 26)]
    assert said.words == 11
    assert "ferry" in dict(said.terms)


def test_files_below_pages_are_pages() -> None:
    said = manuscript("---\ntitle: About us\n---\nWe print.\n", "content/pages/about.md")
    assert (said.kind, said.slug, said.published, said.terms) == ("page", "about", None, ())
    assert manuscript("---\ntitle: About us\ndate: 2024-12-02\n---\n", "content/about.md").kind == "story"


def test_front_matter_can_be_toml() -> None:
    block = 'title = "Ferry: four a day"\ndate = 2024-12-02T04:14:00\npicture = {src = "a.jpg", alt = "A"}'
    said = manuscript(f"+++\n{block}\n+++\nYes.\n")
    assert (said.headline, said.picture) == ("Ferry: four a day", Picture("content/local/a.jpg", "A"))
    assert said.published == datetime.fromisoformat("2024-12-02T04:14:00+03:00")


def test_problems_of_front_matter_and_body_come_together() -> None:
    text = "---\ntitle: Talks\ndate: soon\npriority: 12\n---\n\n[out](javascript:alert)\n"
    reading = read(text)
    assert reading.manuscript is None
    assert [problem.line for problem in reading.problems] == [3, 4, 7]


def test_a_warning_does_not_stop_a_story_from_being_read() -> None:
    reading = read("---\ntitle: Talks\npublised: 2024-12-02\n---\nYes.\n")
    assert reading.manuscript
    assert [problem.level for problem in reading.problems] == ["warning", "warning"]


def hidden(text: str) -> list[tuple[int, int, str, bool]]:
    found = read(text).problems
    return [(each.line, each.column, each.level, "U+" in each.message) for each in found]


def test_hidden_characters_are_reported_at_their_place() -> None:
    head = "---\ntitle: {}\ndate: 2024-12-02\n---\n{}\n"
    assert hidden(head.format("a\x08b", "Yes.")) == [(2, 9, "error", True)]
    assert hidden(head.format("a\u202eb", "Yes.")) == [(2, 9, "error", True)]
    assert hidden(head.format("Talks", "Y\x00es.")) == [(5, 2, "error", True)]
    assert hidden(head.format("Talks", "Y\u202ees.")) == [(5, 2, "warning", True)]
    assert hidden(head.format("Talks", "کتاب\u200cها")) == []


def test_only_the_first_of_many_hidden_characters_are_reported() -> None:
    assert len(read("---\ntitle: A\ndate: 2024-12-02\n---\n" + "\x01\n" * 1000).problems) == 20


BYTES = st.binary(max_size=200) | st.text(max_size=200).map(str.encode)
LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["title", "date", "tags", "picture", "slug", "aliases", "author", "section", "draft", "x", "on"]
        ),
        st.sampled_from([": ", ":", " = "]),
        st.text(max_size=20)
        | st.sampled_from(
            ["[a, b]", "{src: a}", "2024-12-02", "- a", "~", "'a", "&a", "*a", "[[]]", "{a: {b: []}}", "/"]
        ),
    ).map("".join),
    max_size=6,
).map("\n".join)


def complete(problem: Problem) -> bool:
    return bool(problem.path and problem.message and problem.line >= 0 and problem.column >= 0)


@given(BYTES)
@example(b"\xff\xfe\x00")
@example(b"---\r---\r")
@example(b"\xef\xbb\xbf+++\n+++")
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    reading = read(data)
    assert reading.manuscript or reading.problems
    assert all(map(complete, reading.problems))


@pytest.mark.parametrize("fence", ["---", "+++"])
@given(block=LINES)
@settings(max_examples=200, deadline=None)
def test_any_front_matter_is_read_or_refused(fence: str, block: str) -> None:
    reading = read(f"{fence}\n{block}\n{fence}\nBody.\n")
    assert (reading.manuscript is None) is any(problem.level == "error" for problem in reading.problems)
    assert all(map(complete, reading.problems))
    if reading.manuscript:
        assert reading.manuscript.headline
        assert reading.manuscript.slug
        json.dumps(dict(reading.manuscript.extra), allow_nan=False)


PRINTABLE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1)


@given(PRINTABLE)
@settings(max_examples=200, deadline=None)
def test_any_headline_in_quotes_is_the_headline_if_its_signs_are_escaped(words: str) -> None:
    assume(not opening_in(words))  # comments are for the newsroom; tests/reading/comments/test_fields.py has them
    written = re.sub(r"[*_`\[\]~<]", r"\\\g<0>", words)
    headline = manuscript(
        f"---\ntitle: {json.dumps('A ' + written, ensure_ascii=False)}\ndate: 2024-12-02\n---\n"
    ).headline
    assert headline == " ".join(f"A {words}".split())


@pytest.mark.parametrize(
    "body",
    ["", "\n", "<!-- later -->", "<!--more-->", "---", "<br>", "[x]: /y", "- \n", "&nbsp;", "<p></p>", "```\n```"],
)
@pytest.mark.parametrize("kind", ["story", "page"])
def test_a_story_without_text_is_said(body: str, kind: str) -> None:
    found = read(f"---\ntitle: A\npublished: 2026-11-20\n---\n{body}", f"content/{'pages/' * (kind == 'page')}a.md")
    assert (2, "warning", f"the {kind} has no text") in [
        (each.line, each.level, each.message) for each in found.problems
    ]


def test_a_story_of_headings_alone_is_said() -> None:
    found = read("---\ntitle: A\npublished: 2026-11-20\n---\n## One\n\n## Two\n")
    assert [each.message for each in found.problems] == ["the story has nothing but headings"]


@pytest.mark.parametrize("body", ["A.", "![A quay](quay.jpg)", "| a |\n|---|\n| b |", "`x`", "> A", "## A\n\nB"])
def test_a_story_with_something_to_see_is_right(body: str) -> None:
    assert read(f"---\ntitle: A\npublished: 2026-11-20\n---\n{body}").problems == ()


@pytest.mark.parametrize("field", ["draft: true", "killed: 2026-11-21"])
def test_a_story_that_readers_do_not_see_may_be_empty(field: str) -> None:
    assert read(f"---\ntitle: A\npublished: 2026-11-20\n{field}\n---\n").problems == ()


@pytest.mark.parametrize(
    ("language", "code"), [("ar", '<code dir="ltr">'), ("he", '<code dir="ltr">'), ("tr", "<code>")]
)
def test_code_is_read_from_left_to_right_in_every_language(language: str, code: str) -> None:
    found = manuscript(f"---\ntitle: A\npublished: 2026-11-20\nlanguage: {language}\n---\nB `c`\n")
    assert code in found.body


def test_a_story_of_another_program_is_read_as_far_as_it_can_be() -> None:
    text = "---\ntitle: Ferry returns\nDate: soon\nlayout: post\n---\n{% youtube x %}\n\nThe boat sails.\n"
    adopting = Settings(title="The Port Elm Courier", base_url="https://example.org/", adopt=True)
    found = story.read(text.encode(), "content/2024-12-02-ferry.md", adopting)
    assert found.manuscript
    assert found.manuscript.headline == "Ferry returns"
    assert found.manuscript.published == datetime.fromisoformat("2024-12-02T00:00:00+00:00")
    assert found.problems
    assert {each.level for each in found.problems} == {"warning"}
