"""Hostile wire copy: entities, depth, size and the network."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_samples import FORMATS, NITF, SETTINGS

from generator.editorial.importers import _xml, import_copy
from generator.editorial.importers._instants import instant
from generator.model.problems import Problems


def refusal(folder: Path, data: bytes) -> str:
    file = folder / "copy.xml"
    file.write_bytes(data)
    begun = time.monotonic()
    with pytest.raises(Problems) as caught:
        import_copy(folder, [file], SETTINGS)
    assert time.monotonic() - begun < 5
    assert not (folder / "content").exists()
    return str(caught.value)


LAUGHS = '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><nitf>&c;</nitf>'
OUTSIDE = '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf><body>&a;</body></nitf>'
PARAMETER = '<!DOCTYPE nitf [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]><nitf/>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, PARAMETER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_file_are_refused(tmp_path: Path, text: str, encoding: str) -> None:
    assert "declares entities of its own" in refusal(tmp_path, text.encode(encoding))


def test_a_dtd_is_never_fetched(tmp_path: Path) -> None:
    file = tmp_path / "copy.xml"
    file.write_text(NITF.replace("nitf-3-6.dtd", "http://127.0.0.1:9/nitf.dtd"), encoding="utf-8")
    assert import_copy(tmp_path, [file], SETTINGS)[0].outcome == "new"


def test_names_of_characters_are_read_without_the_dtd(tmp_path: Path) -> None:
    file = tmp_path / "copy.xml"
    file.write_text(NITF.replace("harbour board", "h&eacute;rb&#111;ur&mdash;board&nbsp;"), encoding="utf-8")
    (imported,) = import_copy(tmp_path, [file], SETTINGS)
    assert "hérbour—board\N{NO-BREAK SPACE}" in (tmp_path / imported.path).read_text(encoding="utf-8")


def test_an_unknown_name_of_a_character_is_refused(tmp_path: Path) -> None:
    assert "`&harbour;` is not the name of a character" in refusal(tmp_path, NITF.replace("town", "&harbour;").encode())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<nitf>" + b"<p>" * 200 + b"</p>" * 200 + b"</nitf>", "nested more than 100 deep"),
        (b"<nitf>" + b"<p>" * 100_000, "nested too deeply, or one has"),
        (b"<nitf>" + b"<p/>" * 300_000 + b"</nitf>", "more than 200,000"),
        (b'{"uri": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"uri": "a", "headline": }', "this is not valid JSON"),
        (b'[1, 2, "uri" ]', "this has no news item"),
        (b"<nitf>\n<head>\n</nitf>", "copy.xml:3"),
        (b"<unknown/>", "not wire copy in a known format"),
        (b"\0\1\2\3", "this is not text"),
        (b"<rss><channel/></rss>", "this feed has no entries"),
        (b"<NewsML/>", "this has no news item"),
        (b"<newsMessage/>", "this message has no items"),
        (b'{"uri": "' + b"x" * 10_000_001, "the limit for wire copy is 10,000,000"),
    ],
)
def test_what_cannot_be_a_story_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refusal(tmp_path, data)


@pytest.mark.parametrize("form", FORMATS)
def test_long_copy_takes_time_in_proportion(tmp_path: Path, form: str) -> None:
    """A text of 240 kB, of signs that mean something to Markdown and to readers of lines."""
    data = FORMATS[form].replace(b"The town council", b"(a *[_ " * 30_000)
    file = tmp_path / "copy"
    file.write_bytes(data)
    begun = time.monotonic()
    import_copy(tmp_path, [file], SETTINGS)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=examples(25))
@given(at=st.integers(0, 3000), junk=st.binary(min_size=1, max_size=8), length=st.integers(0, 40))
def test_damaged_copy_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, form: str, at: int, junk: bytes, length: int
) -> None:
    folder = tmp_path_factory.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    data = FORMATS[form]
    at %= len(data)
    file = folder / "copy"
    file.write_bytes(data[:at] + junk + data[at + length :])
    try:
        import_copy(folder, [file], SETTINGS)
    except Problems as found:
        assert all(each.message and each.fix and each.path for each in found.problems)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<?xml version='1.0'?><!-- a > b --><!DOCTYPE a [<!ELEMENT a (b)>]><n:a/>", "a"),
        ("\ufeff<feed>", "feed"),
        ("<!DOCTYPE nitf SYSTEM 'a.dtd'>\n<nitf", "nitf"),
        ("<!-- never closed <a/>", ""),
        ("{}", ""),
    ],
)
def test_the_first_element_decides(text: str, name: str) -> None:
    assert _xml.root_name(text.encode()) == name


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("2026-11-24T10:12:00Z", "2026-11-24T10:12:00+00:00"),
        ("20261124T101200+0300", "2026-11-24T10:12:00+03:00"),
        ("20261124", None),
        ("2026-11-24T10:12:00.123456789+00:00", "2026-11-24T10:12:00+00:00"),
        ("Tue, 24 Nov 2026 10:12:00 GMT", "2026-11-24T10:12:00+00:00"),
        ("Tue, 24 Nov 2026 10:12:00 EST", "2026-11-24T10:12:00-05:00"),
        ("2026-02-30T10:12:00Z", None),
        ("2026-11-24T10:12:00+99:00", None),
        ("24/11/2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times(words: str, when: str | None) -> None:
    found = instant(words, None)
    assert (found.isoformat() if found else None) == when


@given(words=st.text(max_size=70))
def test_any_text_is_a_time_or_none(words: str) -> None:
    found = instant(words, None)
    assert found is None or found.tzinfo
