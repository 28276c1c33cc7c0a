"""Whatever bytes come in from outside, what reads them answers: with what they say, or with problems in words.

Each target takes bytes of any kind; it ends in good time, or fails. ``test_fuzz.py`` tries them with hypothesis, and
``fuzz.py`` with atheris.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import fuzzing_safety
import msgspec

from generator.editorial.importers import wire
from generator.media import iptc, metadata, picture_facts, svg_safety
from generator.media.charts.chart import chart
from generator.media.convert import rendered
from generator.media.decode import Broken
from generator.media.measure import measure
from generator.media.tables.choice import Choice
from generator.media.tables.shown import shown_table
from generator.model.blocks import filled
from generator.model.data_table import DataFile, DataTable
from generator.model.picture import Rendition
from generator.model.problems import Problem, Problems
from generator.model.settings import Agency, Settings
from generator.reading import data_files, data_values, markdown, site_toml, story
from generator.theme import filters

SETTINGS = Settings(
    title="The Port Elm Courier",
    base_url="https://courier.example/",
    agencies={"Harbour News": Agency("Harbour News", "Europe/London")},
)
FRONT = b"---\ntitle: A\n"
WIRE = b"Ferry crews strike\n- Local\n- Harbour News\n- Published Date: 04:14 | 02 December 2024\nThe boats sail.\n"


class Harmless(HTMLParser):
    """Fails where a page could run something."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "iframe", "object", "embed", "style", "link", "meta", "base", "form"}
        for name, value in attrs:
            assert not name.startswith("on")
            assert not re.match(r"(javascript|vbscript|data):", re.sub(r"[\x00-\x20]", "", value or "").lower())


def _in_words(problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in problems:
        assert problem.message and problem.fix and "Traceback" not in str(problem)


def front_matter(data: bytes) -> None:
    """The fields of a story, after one that is in order."""
    reading = story.read(FRONT + data + b"\n---\nWords.\n", "content/a.md", SETTINGS)
    _in_words(reading.problems)
    assert reading.manuscript or any(each.level == "error" for each in reading.problems)


def copy(data: bytes) -> None:
    """A whole file of content/."""
    _in_words(story.read(data, "content/pages/a.md", SETTINGS).problems)


def body(data: bytes) -> None:
    """Markdown, and HTML in it: what comes out can run nothing."""
    prose = markdown.render(data.decode(errors="replace"), "content/a.md")
    _in_words(prose.problems)
    Harmless().feed(prose.html)


def blocks(data: bytes) -> None:
    """Blocks, with anything on their lines and in them: each ends where it should, and what they say runs nothing."""
    said = data.decode(errors="replace")
    prose = markdown.render(f"::: facts {said}\n:::: quote {said}\n{said}\n:::\n{said}", "content/a.md")
    _in_words(prose.problems)
    Harmless().feed(prose.html)
    seen = list[int]()

    def made(number: int, inner: str, _before: int) -> str:
        seen.append(number)
        return inner

    filled(prose.html, made)
    assert sorted(seen) == [*range(len(prose.blocks))]


def wire_copy(data: bytes) -> None:
    """Wire copy: it begins as such copy does, or it does not."""
    for text in (data, WIRE + data):
        try:
            wire.read(text, "seeds/a.txt", SETTINGS)
        except Problems as found:
            _in_words(found.problems)


def layout_filters(data: bytes) -> None:
    """What layouts do to words, times and languages of copy; every eighth time in any language, which takes long."""
    text = data.decode(errors="replace")
    ElementTree.fromstring(f"<a b='{filters.xml(text)}'>{filters.xml(text)}</a>")
    assert msgspec.json.decode(str(filters.json_ld({"headline": text})))["headline"] == text
    assert msgspec.json.decode(str(filters.json({text: [text]}))) == {text: [text]}
    assert not set(filters.json_ld({text: text})) & set("<>&")
    time = datetime(1000, 1, 1, tzinfo=UTC) + timedelta(minutes=int.from_bytes(data[:4], "big") % 1_051_000_000)
    for language in ("en", "tr", "ar", text[:8] if len(data) % 8 == 0 else "en"):
        for shown in (filters.day, filters.weekday, filters.short_day, filters.month, filters.clock):
            assert shown(time, language)
        filters.in_a_row([text, text, "A"], language)
        filters.google_language(language)


def settings(data: bytes) -> None:
    """site.toml."""
    try:
        site_toml.read(data.decode(errors="replace"))
    except Problems as found:
        _in_words(found.problems)


_PICTURES = (
    b"",
    b"\xff\xd8\xff\xe1",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x40\0\0\0WEBPVP8X",
    b"\0\0\0\x10ftypavif\0\0\0\0",
    b"\0\0\1\0\1\0",
    b"II*\0\x08\0\0\0",
)
"""How pictures of each kind begin."""


def picture(data: bytes) -> None:
    """A picture: measured, and without its metadata."""
    for start in _PICTURES:
        for name in ("a.avif", "a.svg"):
            measure(name, start + data)
            picture_facts.facts(name, start + data)
        with suppress(Broken):
            metadata.cleaned(start + data)
    iptc.embedded_notes(data)
    with suppress(Broken):
        rendered(data, Rendition("webp", 4, 4))
    for start in (b"", b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'):
        with suppress(svg_safety.Unsafe):
            svg_safety.cleaned(start + data)


def data_file(data: bytes) -> None:
    """A data file of any kind, as a table and as a value of data/; and the table and chart that blocks show of it."""
    for ending in (*data_files.ENDINGS, ".toml"):
        value, problems = data_values.value_of(DataFile(f"data/a{ending}", data), "tr")
        _in_words(problems)
        msgspec.json.encode(value)
    for ending, start in ((".csv", b"a,b\n"), (".json", b'[{"a": 1, "b": '), (".yaml", b"- a: 1\n  b: ")):
        for text in (data, start + data):
            table, problems = data_files.read(text, f"content/a{ending}", "tr")
            _in_words(problems)
            if table:
                _shown(table, data)


def _shown(table: DataTable, data: bytes) -> None:
    kind = ("bar", "column", "line", "area", "dot")[len(data) % 5]
    choice = Choice(table, {"type": kind, "stacked": "true" if len(data) % 2 else ""}, "tr", "a.csv")
    drawn = chart(choice, rtl=len(data) % 3 == 0, number=1)
    for panel in drawn.panels if drawn else ():
        ElementTree.fromstring(f"<svg>{panel.drawing.marks}</svg>")
    shown_table(choice)
    assert all(each.message and each.fix for each in choice.misfits)


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{
        each.__name__: each
        for each in (front_matter, copy, body, blocks, wire_copy, layout_filters, settings, picture, data_file)
    },
    **fuzzing_safety.TARGETS,
}
