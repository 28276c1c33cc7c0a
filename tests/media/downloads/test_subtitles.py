"""Subtitles: cues stay as they are; what players do not show is not published."""

from __future__ import annotations

import time

import pytest

from generator.media.downloads import changes, stripped
from generator.media.downloads.refusal import RefusedFile
from generator.media.downloads.subtitles import _LONGEST as LONGEST

CUES = """WEBVTT

STYLE
::cue(.loud) { color: red }

REGION
id:top width:40%

intro
00:01.000 --> 00:02.000 line:0 align:start
<v Mayor>The harbour <c.loud>opens</c> <00:01.500>today.

00:03.000 --> 00:04.000
- 3 &lt; 4
"""

NOTED = """\ufeffWEBVTT - typed by Jane
Kind: ask Jane

NOTE ask Jane

NOTE
ask Jane
--> Jane

NOTE ask Jane --> Jane

STYLE
::cue(.loud) { color: red /* ask Jane */ }

REGION
id:top width:40% note:Jane

intro
00:01.000 --> 00:02.000 line:0 Jane align:start
<v Mayor>The harbour <c.loud Jane>opens</c Jane> <Jane><00:01.500>today.

ask Jane

typed by Jane
00:03.000 --> 00:04.000
- 3 &lt; 4<ask Jane
"""


def test_cues_with_styles_and_speakers_stay_as_they_are() -> None:
    assert stripped("a.vtt", CUES.encode()) == CUES.encode()
    assert stripped("a.vtt", CUES.replace("\n", "\r\n").encode()) == CUES.encode()
    assert changes("a.vtt")


def test_notes_and_comments_are_not_published() -> None:
    made = stripped("a.vtt", NOTED.encode()).decode()
    assert made == CUES.replace("red }", "red   }")
    assert stripped("a.vtt", made.encode()).decode() == made


def test_a_cue_may_follow_the_first_line_at_once() -> None:
    data = b"WEBVTT\n00:01.000 --> 00:02.000\nOpen\n"
    assert stripped("a.vtt", data) == b"WEBVTT\n\n00:01.000 --> 00:02.000\nOpen\n"


def test_srt_keeps_its_cues_and_nothing_between_them() -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\n<i>Open</i>\nagain\n\n2\n00:00:03,000 --> 00:00:04,000\nClosed\n"
    assert stripped("a.srt", cues.encode()) == cues.encode()
    noted = "\ufefftyped by Jane\n\n" + cues.replace("again", "again<!-- Jane -->") + "\nask Jane --> Jane\n"
    assert stripped("a.srt", noted.encode()) == cues.encode()


@pytest.mark.parametrize("data", [b"", b"Words", b"WEBVTTask Jane", b"\0WEBVTT", b"WEBVTT\n\n\xff\xd8"])
def test_what_is_no_webvtt_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedFile) as refused:
        stripped("a.vtt", data)
    assert refused.value.fix


def test_hostile_subtitles_take_no_time() -> None:
    start = time.process_time()
    for words in ("<" * 300_000, "/*" * 300_000, "-->" * 100_000, "\n" * 300_000):
        stripped("a.vtt", f"WEBVTT\n\nSTYLE\n{words}\n\n00:01.000 --> 00:02.000\n{words}\n".encode())
    assert time.process_time() - start < 3


@pytest.mark.parametrize("times", ["Jane --> 00:02.000", "00:01.000 --> Jane", "00:01.000 -->", "00:01.000"])
def test_a_line_without_both_times_begins_no_cue(times: str) -> None:
    assert stripped("a.vtt", f"WEBVTT\n\n{times}\nask Jane\n".encode()) == b"WEBVTT\n"


@pytest.mark.parametrize(("name", "kept"), [("x" * LONGEST, True), ("x" * (LONGEST + 1), False), ("ask Jane", False)])
def test_only_a_short_name_of_one_word_stays(name: str, kept: bool) -> None:
    made = stripped("a.vtt", f"WEBVTT\n\n{name}\n00:01.000 --> 00:02.000\nOpen\n".encode()).decode()
    assert (name in made) == kept
    assert made.endswith("00:01.000 --> 00:02.000\nOpen\n")


@pytest.mark.parametrize(
    ("style", "made"),
    [("/* Jane */::cue {}", " ::cue {}"), ("a {}/* J */b {}/**/", "a {} b {} "), ("a {} /* Jane", "a {}  ")],
)
def test_each_comment_in_a_style_becomes_a_space_even_one_that_does_not_end(style: str, made: str) -> None:
    assert stripped("a.vtt", f"WEBVTT\n\nSTYLE\n{style}\n".encode()).decode() == f"WEBVTT\n\nSTYLE\n{made}\n"
