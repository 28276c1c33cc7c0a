"""Numbers as readers of a language write them, from the CLDR."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from babel.numbers import NumberPattern, format_compact_decimal, get_minus_sign_symbol, parse_pattern

from generator.text.locales import locale_of


def written(value: Decimal, language: str, places: int = 0, before: str = "", after: str = "") -> str:
    """Return a number with so many decimal places, and with the units before and after it: ``-£1,234.50``."""
    locale = locale_of(language)
    rounded = value.quantize(Decimal(1).scaleb(-places))
    shown = _pattern(language, places).apply(abs(rounded), locale)
    return f"{get_minus_sign_symbol(locale) if rounded < 0 else ''}{before}{shown}{after}"


def compact(value: Decimal, language: str) -> str:
    """Return a large number in short form: ``1.5M``."""
    return format_compact_decimal(value, locale=locale_of(language), fraction_digits=2)


@lru_cache(maxsize=256)
def _pattern(language: str, places: int) -> NumberPattern:
    usual = locale_of(language).decimal_formats[None].pattern
    return parse_pattern(f"{usual.partition('.')[0]}{'.' * bool(places)}{'0' * places}")
