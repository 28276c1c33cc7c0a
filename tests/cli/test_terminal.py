"""What is shown while a build works."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.cli.terminal import bars, lines

ROOT = Path(__file__).parent.parent.parent


def test_without_a_terminal_long_work_says_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(lines(every=0)("Reading", "abc", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == "Reading: 1 of 3\nReading: 2 of 3\nReading: 3 of 3\n"


def test_quick_work_shows_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(lines()("Reading", "abc", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


def test_progress_bars_pass_every_item_on(capsys: pytest.CaptureFixture[str]) -> None:
    watch = bars()
    assert list(watch("Reading", "abc", 3)) == ["a", "b", "c"]
    assert list(watch("Rendering", "", 0)) == []
    assert "Traceback" not in capsys.readouterr().err


def _on_a_terminal(newsroom: Newsroom, *words: str, **environment: str) -> str:
    """What a terminal receives from a command."""
    ours, theirs = pty.openpty()
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **environment}
    command = [sys.executable, "-m", "generator", *words]
    running = subprocess.Popen(command, cwd=newsroom.folder, env=own, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    received = b""
    try:
        while data := os.read(ours, 65536):
            received += data
    except OSError:  # how Linux reports that nobody writes any more
        pass
    os.close(ours)
    assert running.wait() in (0, 1)
    return received.decode()


def _screen(received: str) -> list[str]:
    """The lines on the screen at the end: what a terminal shows after it has obeyed the signs for erasing."""
    rows, row = [""], 0
    for sign, up, text in re.findall(r"(\r\n|\r|\x1b\[2K|\x1b\[(\d+)A|\x1b\[[?\d;]*[a-zA-Z])|([^\r\x1b]+)", received):
        if sign == "\r\n":
            row += 1
            rows += [""] * (row + 1 - len(rows))
        elif up:
            row = max(0, row - int(up))
        elif sign == "\x1b[2K":
            rows[row] = ""
        elif text:
            rows[row] += text
    return [line for line in rows if line]


@pytest.fixture
def at(newsroom: Newsroom) -> Newsroom:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01") + "-- content/x.pdf --\n%PDF\n")
    return newsroom


def test_bars_disappear_and_nothing_is_written_beside_them(at: Newsroom) -> None:
    received = _on_a_terminal(at, "build")
    assert "\u2501" in received  # the bar
    screen = _screen(received)
    assert screen[0] == "content/x.pdf: warning: no story or page uses this file, so it is not published"
    assert screen[-1].startswith("1 story. ")
    assert "\u2501" not in "".join(screen)


def test_errors_do_not_stick_to_a_bar(at: Newsroom) -> None:
    at.write(story("b.md", "B", "2026-13-01"))
    screen = _screen(_on_a_terminal(at, "build"))
    assert screen[0].startswith("content/x.pdf: warning:") or screen[0].startswith("content/b.md:3:")
    assert screen[-1] == "1 problem: nothing was changed."


def test_a_build_in_which_nothing_changed_draws_nothing(at: Newsroom) -> None:
    _on_a_terminal(at, "build")
    received = _on_a_terminal(at, "build", NO_COLOR="1")
    assert "\x1b" not in received
    assert not received.startswith("\r\n")


def test_a_terminal_that_can_only_print_gets_plain_lines(at: Newsroom) -> None:
    for term in ("dumb", "unknown"):
        received = _on_a_terminal(at, "build", "--full", TERM=term)
        assert "\x1b" not in received
        assert received.startswith("content/x.pdf: warning:")


def test_no_color_means_no_colour(at: Newsroom) -> None:
    assert re.search(r"\x1b\[\d*;?3[0-9]m", _on_a_terminal(at, "check"))
    assert not re.search(r"\x1b\[[\d;]*m", _on_a_terminal(at, "check", NO_COLOR="1"))


def test_force_color_means_colour_in_a_pipe_unless_no_color_is_set(at: Newsroom) -> None:
    def said(**environment: str) -> str:
        command = [sys.executable, "-m", "generator", "check"]
        known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        known["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent.parent.parent), *sys.path])
        done = subprocess.run(command, cwd=at.folder, env={**known, **environment}, capture_output=True, check=False)
        return (done.stdout + done.stderr).decode()

    assert "\x1b[" not in said()
    assert re.search(r"\x1b\[\d*;?3[0-9]m", said(FORCE_COLOR="1"))
    assert "\x1b[" not in said(FORCE_COLOR="1", NO_COLOR="1")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C.UTF-8"},
    ],
)
def test_json_is_right_in_any_locale(at: Newsroom, environment: dict[str, str]) -> None:
    at.write(story("b.md", "B", "\u0130zmir\u2019s"))
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    for words in (("build", "--json"), ("build",)):
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words], cwd=at.folder, env=own, capture_output=True, check=False
        )
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        if "--json" in words:
            found = json.loads(done.stdout.decode("utf-8" if b"\xc4\xb0" in done.stdout else "ascii"))
            assert found["problems"][0]["source"] == "published: \u0130zmir\u2019s"
