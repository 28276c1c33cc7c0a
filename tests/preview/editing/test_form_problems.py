"""What a form says of problems: in words of its fields, with nothing of lines and front matter."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.model.settings import Settings
from generator.preview.editing.document import problems_data
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded
from generator.reading.story import read

_SETTINGS = Settings("The Port Elm Courier", "https://courier.example/")
_OF_FILES = re.compile(r"\bline\b|front matter|YYYY|\{|`[a-z_]+(?::|\s=|`)")


def _said(front: str, text: str = "A word.") -> list[dict[str, Any]]:
    data = f"---\n{front}\n---\n{text}\n".encode()
    found = read(data, "content/a.md", _SETTINGS).problems
    return problems_data(found, front_matter.read(decoded(data, "content/a.md")), _SETTINGS, "story")


@pytest.mark.parametrize(
    ("front", "field", "message", "fix"),
    [
        ("published: 2026-01-01", "title", "there is no headline yet", "write a headline"),
        ("title: ''\npublished: 2026-01-01", "title", "there is no headline yet", "write a headline"),
        ("published: soon", "published", "`soon` is not a date in a known format", "choose the day and, if it matters"),
        ("picture: {alt: Lamps}", "picture", "“Picture” does not name a file", "choose a picture"),
        ("picture: a.jpg", "picture", "no text for readers", "say what it shows, or tick “Only decoration”"),
        ("draft: maybe", "draft", "“Draft” cannot be `maybe`", "choose Yes or No"),
        ("priority: high", "priority", "“Priority” cannot be `high`", "as in `1`"),
        ("series: {part: 1}", "series", "“Series” has no “Name”", "fill in “Name”"),
        ("kill_note: Wrong.", "kill_note", "without “Withdrawn”", "fill in “Withdrawn”"),
        ("corrections: [{at: 2026-01-02}]", "corrections", "the correction has no text", "fill in “Text”"),
        ("located: ''", "located", "“Reported from” is empty", "fill it in, or empty this field"),
    ],
)
def test_a_problem_is_beside_its_field_and_speaks_of_the_form(front: str, field: str, message: str, fix: str) -> None:
    title = "" if field == "title" else "title: Ferry\n"
    date = "" if "published" in front else "\npublished: 2026-01-01"
    said = [each for each in _said(title + front + date) if each["field"] == field]
    assert any(message in each["message"] and fix in each["fix"] for each in said), said
    for each in said:
        assert not _OF_FILES.search(each["fix"]), each


def test_a_story_without_a_text_says_so_at_the_text_and_one_without_a_date_at_its_time() -> None:
    (said,) = _said("title: Ferry\npublished: 2026-01-01", "")
    assert (said["field"], said["message"]) == ("body", "the story has no text")
    assert "draft" in said["fix"]
    (said,) = _said("title: Ferry")
    assert said["field"] == "published"
    assert not _OF_FILES.search(said["fix"])


def test_what_is_wrong_in_the_text_is_said_as_everywhere() -> None:
    (said,) = _said("title: Ferry\npublished: 2026-01-01", "::: nosuch\nA word.")
    assert said["field"] == "body"
    assert "write a line `:::`" in said["fix"]
