"""What is shown while a build works."""

from __future__ import annotations

import pytest

from generator.cli.terminal import bars, lines


def test_without_a_terminal_long_work_says_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(lines(every=0)("Reading", "abc", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == "Reading: 1 of 3\nReading: 2 of 3\nReading: 3 of 3\n"


def test_quick_work_shows_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(lines()("Reading", "abc", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""


def test_progress_bars_pass_every_item_on(capsys: pytest.CaptureFixture[str]) -> None:
    with bars() as watch:
        assert list(watch("Reading", "abc", 3)) == ["a", "b", "c"]
        assert list(watch("Rendering", "", 0)) == []
    assert "Traceback" not in capsys.readouterr().err
