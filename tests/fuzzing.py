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

import fuzzing_exports
import fuzzing_moves
import fuzzing_safety
import msgspec
import wire_samples

from generator.editorial.importers import (
    anpa_1312,
    docx,
    feeds,
    iptc_7901,
    mail,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    wire,
)
from generator.media import document_facts, iptc, metadata, picture_facts, recording_facts, svg_safety
from generator.media.charts.chart import chart
from generator.media.convert import rendered
from generator.media.decode import Broken
from generator.media.measure import measure
from generator.media.tables.block_options import BlockOptions
from generator.media.tables.html_table import shown_table
from generator.model.blocks import filled
from generator.model.data_table import DataFile, DataTable
from generator.model.picture import Rendition
from generator.model.problems import Problem, Problems
from generator.model.settings import Agency, Settings
from generator.model.typography import Typography
from generator.reading import data_files, data_values, story
from generator.reading.markdown import conversion as markdown
from generator.reading.settings import site_toml
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


_FORMATS = (anpa_1312, docx, feeds, mail, iptc_7901, newsml_1, newsml_g2, ninjs, nitf)
_SAMPLES = tuple(wire_samples.FORMATS.values())


def agency_formats(data: bytes) -> None:
    """Copy in each format that agencies use: as it is, and in the middle of a whole item."""
    sample = _SAMPLES[len(data) % len(_SAMPLES)]
    at = int.from_bytes(data[:2], "big") % len(sample)
    for text in (data, sample[:at] + data[2:] + sample[at:]):
        for form in _FORMATS:
            try:
                form.recognises(text)
                form.read(text, "in/a", wire_samples.SETTINGS)
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


_RECORDINGS = {
    "mp3": b"\xff\xfb\x90\0",
    "mp4": b"\0\0\0\x10ftypisom\0\0\0\0",
    "webm": b"\x1a\x45\xdf\xa3",
    "ogg": b"OggS\0\2",
    "flac": b"fLaC\0\0\0\x22",
    "wav": b"RIFF\x40\0\0\0WAVE",
    "aac": b"\xff\xf1\x50\x80",
}
"""How recordings of each kind begin."""


def recording(data: bytes) -> None:
    """A recording or a document: its length, its size and its pages."""
    for end, start in _RECORDINGS.items():
        found = recording_facts.facts(f"a.{end}", start + data)
        assert min(found.seconds, found.width, found.height) >= 0
    assert document_facts.pages("a.pdf", b"%PDF-1.7\n" + data) >= 0


def typography(data: bytes) -> None:
    """Copy that gets typographic signs: its words and its addresses stay as they are."""
    said = data.decode(errors="replace")
    plain = markdown.render(said, "content/a.md")
    for language in ("en", "fr"):
        prose = markdown.render(said, "content/a.md", marks=Typography((language,)).marks(language))
        assert re.findall(r"[^\W_]+", plain.text) == re.findall(r"[^\W_]+", prose.text)
        assert re.findall('(?:href|id)="([^"]*)"', plain.html) == re.findall('(?:href|id)="([^"]*)"', prose.html)
        Harmless().feed(prose.html)


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
    choice = BlockOptions(
        table,
        {"type": kind, "stacked": "true" if len(data) % 2 else "", "colours": f"b={data[:20]!r},a=#0a5"},
        "tr",
        "a.csv",
    )
    drawn = chart(choice, rtl=len(data) % 3 == 0, number=1)
    for panel in drawn.panels if drawn else ():
        ElementTree.fromstring(f"<svg>{panel.drawing.marks}</svg>")
    shown_table(choice)
    assert all(each.message and each.fix for each in choice.misfits)


_TARGETS = (
    *(front_matter, copy, body, blocks, typography, wire_copy, agency_formats, layout_filters, settings),
    *(picture, recording, data_file),
)

TARGETS: dict[str, Callable[[bytes], None]] = {
    **{each.__name__: each for each in _TARGETS},
    **fuzzing_exports.TARGETS,
    **fuzzing_moves.TARGETS,
    **fuzzing_safety.TARGETS,
}
