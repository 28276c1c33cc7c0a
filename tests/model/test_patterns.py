"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from generator.model.patterns import deferred


def test_a_deferred_pattern_does_what_any_other_does() -> None:
    pattern, same = deferred(r"(?P<word>[a-z]+)", re.IGNORECASE), re.compile(r"(?P<word>[a-z]+)", re.IGNORECASE)
    text = "The quay, at dawn"
    assert pattern.findall(text) == same.findall(text)
    assert pattern.sub("-", text, count=2) == same.sub("-", text, count=2)
    assert [found["word"] for found in pattern.finditer(text)] == ["The", "quay", "at", "dawn"]
    assert pattern.fullmatch("Quay") and not pattern.fullmatch(text)
    assert (pattern.pattern, pattern.flags) == (same.pattern, re.IGNORECASE)


def test_a_deferred_pattern_is_compiled_when_it_is_first_used_and_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda pattern, flags=0: compiled.append(pattern) or real(pattern, flags))
    pattern = deferred("quay")
    assert compiled == []
    assert pattern.search("the quay") and pattern.match("quay")
    assert compiled == ["quay"]
