"""Rows of names, as a language writes them."""

from __future__ import annotations

import pytest

from generator.text.locales import listed


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", ["Ada"], "Ada"),
        ("en", [], ""),
        ("de", ["Ada", "Ivo", "Uwe"], "Ada, Ivo und Uwe"),
        ("fr", ["Ada", "Inès"], "Ada et Inès"),
        ("es", ["Ada", "Uxue"], "Ada y Uxue"),
        ("es", ["Ada", "Inés"], "Ada e Inés"),
        ("es", ["Ada", "Íñigo"], "Ada e Íñigo"),
        ("es-MX", ["Inés", "Ada", "Hilario"], "Inés, Ada e Hilario"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["Ada", '<a href="/ines/">Inés</a>'], 'Ada e <a href="/ines/">Inés</a>'),
    ],
)
def test_names_are_in_a_row(language: str, names: list[str], said: str) -> None:
    assert listed(names, language) == said
