"""How long recordings last and how large they are, in every format that is published."""

from __future__ import annotations

import pytest
import recording_files as made
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.media.downloads import stripped
from generator.media.recording_facts import RecordingFacts, facts

AAC = b"\xff\xf1\x50\x80\x02\x1f\xfc" + b"\x55" * 9  # ADTS: 44.1 kHz, 1024 samples, 16 bytes


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.mp3", made.mp3(151), (151, 0, 0)),
        ("a.MP3", made.mp3(0.2), (1, 0, 0)),
        ("a.aac", AAC * 431, (10, 0, 0)),
        ("a.wav", made.wav(7), (7, 0, 0)),
        ("a.flac", made.flac(3661), (3661, 0, 0)),
        ("a.opus", made.opus(42), (42, 0, 0)),
        ("a.mp4", made.mp4(90), (90, 640, 360)),
        ("a.mov", made.mp4(90, turned=True), (90, 360, 640)),
        ("a.m4v", made.mp4(90, 1920, 1080, long=True), (90, 1920, 1080)),
        ("a.webm", made.webm(12.4), (12, 640, 360)),
        ("a.txt", made.mp3(5), (0, 0, 0)),
    ],
)
def test_each_format_tells_its_length_and_size(name: str, data: bytes, expected: tuple[int, int, int]) -> None:
    assert facts(name, data) == RecordingFacts(*expected)


@pytest.mark.parametrize(
    ("name", "data", "seconds"),
    [
        ("a.mp4", made.mp4(90), 90),
        ("a.mp3", b"ID3\4\0\0\0\0\0\5GEOB\0" + made.mp3(9), 9),
        ("a.webm", made.webm(9), 9),
    ],
)
def test_what_is_published_tells_its_length_and_no_places(name: str, data: bytes, seconds: int) -> None:
    shown = stripped(name, data)
    assert facts(name, shown).seconds == seconds
    assert all(secret not in shown for secret in (b"+53.1234", b"PORT ELM", b"GEOB"))


_DATA = [made.mp3(1), made.mp4(3), made.webm(3), made.wav(1), made.flac(1), made.opus(1), AAC * 9]
_NAMES = ["a.mp3", "a.mp4", "a.webm", "a.wav", "a.flac", "a.opus", "a.aac", "a.ogg"]


@settings(max_examples=300)
@given(st.sampled_from(_NAMES), st.sampled_from(_DATA), st.integers(0, 400), st.binary(max_size=40))
def test_damaged_files_tell_nothing_and_raise_nothing(name: str, data: bytes, at: int, other: bytes) -> None:
    found = facts(name, data[:at] + other + data[at + len(other) :])
    assert all(0 <= each < 10_000_000 for each in (found.seconds, found.width, found.height))
    assert facts(name, other) == facts(name, other)


def test_a_file_made_to_be_slow_takes_no_time() -> None:
    nested = b""
    for _ in range(400):
        nested = made.element(0xAE, nested)
    facts("a.webm", made.element(0x18538067, nested))
    facts("a.mp4", made.box(b"moov") * 20_000)
    facts("a.opus", made.opus(1)[:40] + b"OggS" * 20_000)
