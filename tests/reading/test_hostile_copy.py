"""Copy that was made to be slow is read in about the time of other copy of its length, and nothing in it is lost.

Each of these took between ten seconds and minutes while a step grew with the square of the copy.
"""

from __future__ import annotations

import time

import pytest

from generator.model.settings import Settings
from generator.reading.markdown.conversion import render
from generator.reading.story import read

MOST = 4.0  # seconds on the processor, even of a slow machine; a tenth of that is usual
SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")
ADOPTING = Settings(title="The Port Elm Courier", base_url="https://courier.example/", adopt=True)
WIDE = 900_000  # characters on one line
BODIES = {
    "comments that are never closed": "<!-- x\n\n" * 5_000,
    "the same in one paragraph": "<!--\n" * 6_000,
    "misspelt ones": "<!- a\n\n" * 4_000,
    "those of another program": "{% comment %}\n\n" * 4_000,
    "comments one after the other": "w" + "<?a?>" * 8_000,
    "scripts that are never closed": "<script>\n<!-- a -->\n" * 4_000,
    "one run of backticks": "a " + "`" * 59_000 + " ] ( b",
    "spaces before a comment": "a" + " " * WIDE + "b <!-- x -->",
    "spaces before an attribute": "a {" + " " * WIDE + "b",
    "an attribute of many parts": "## a {a=" + "x." * 30_000 + "\n\n![a](b.svg){a=" + "x." * 30_000,
    "attributes that are never closed": "## a " + "{#a " * 15_000 + "\n\nb " + "{: .a " * 15_000,
    "misspelt ones that end in one place": "!-- " * 14_000 + "-->",
    "the same as headings": "# a\n!-- " * 11_000 + "<!--more-->",
    "the same as arrows": "<-- " * 14_000 + "-->",
    "comments in a quote that end below it": "\n> <!-- " * 9_000 + "\n\n-->",
    "comments in a quote that end in its last line": "\n> {// " * 20_000 + "\n}",
    "comments below each other before a word": "\n> <!A " * 12_000,
    "comments that end in one place before a word": "\n<? " * 14_000 + "\n?> x",
    "bars in comments": "a|%% " * 50_000,
    "comments in items of a list": "\n- %% " * 8_000,
    "a note after many spaces": " " * WIDE + "[//]: # (a) " * 7_000,
    "spaces before a table": "a <!-- x | --> b\n" + " " * WIDE + "x\n",
}
ADOPTED = {
    "spaces in a figure": "{{< figure a" + " " * WIDE + "b",
    "letters in a figure": "{{< figure " + "a" * WIDE + " >}}",
    "a long address of a video": '[youtube url="https://' + "a" * WIDE,
}
FIELDS = {
    "comments in a field": "{#" * 30_000,
    "declarations in a field": "<!A " * 15_000,
    "backticks in a field": "`" * 60_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_body_is_read_in_good_time(body: str) -> None:
    start = time.process_time()
    prose = render(body, "content/a.md")
    assert time.process_time() - start < MOST
    assert prose.html.strip() or prose.problems


@pytest.mark.parametrize("body", ADOPTED.values(), ids=ADOPTED)
def test_a_hostile_body_of_another_program_is_read_in_good_time(body: str) -> None:
    start = time.process_time()
    reading = read(f"---\ntitle: A\ndate: 2026-01-01\n---\n{body}\n".encode(), "content/local/a.md", ADOPTING)
    assert time.process_time() - start < MOST
    assert reading.manuscript or reading.problems


@pytest.mark.parametrize("value", FIELDS.values(), ids=FIELDS)
def test_a_hostile_field_is_read_in_good_time(value: str) -> None:
    start = time.process_time()
    reading = read(f'---\ntitle: A\nstandfirst: "{value}"\n---\nWords.\n'.encode(), "content/a.md", SITE)
    assert time.process_time() - start < MOST
    assert reading.manuscript or reading.problems


def test_a_marker_that_ends_with_its_paragraph_does_not_hide_those_below_it() -> None:
    """`<!A` is text where nothing closes it; the declaration below it is one all the same."""
    prose = render("One <!A word.\n\nTwo <!DOCTYPE html> words.", "content/a.md")
    assert "&lt;!A word" in prose.html
    assert "DOCTYPE" not in prose.html
