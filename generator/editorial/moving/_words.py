"""Checks a conversion by rendering the result and finding words of the old body that it lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from generator.editorial.moving._elements import EDGES, UNHEARD

_WITHIN_LINES = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strong|sub|sup|time|u|var)\b[^<>]*+>"
)
_TAG = re.compile(r"<[^<>]*+>")
_TITLE = re.compile(r"^:::++ ++[a-z]++ ++(.*+)$", re.MULTILINE)
_NO_LETTERS = re.compile(r"[\W_]+")


def words_in(soup: BeautifulSoup) -> Counter[str]:
    """Return the words in a tree of HTML that readers see."""
    return _counted("".join(_pieces(soup)))


def _pieces(element: Tag) -> Iterator[str]:
    """Yield the text in an element and below, with a space wherever a block begins or ends."""
    for each in element.children:
        if isinstance(each, Tag) and each.name not in UNHEARD:
            edge = " " if each.name in EDGES else ""
            yield edge
            yield from _pieces(each)
            yield edge
        elif isinstance(each, NavigableString) and not isinstance(each, PreformattedString):
            yield str(each)


def words_of_rendered(html: str, markdown: str) -> Counter[str]:
    """Return the words of a story's rendered Markdown, and of the titles and captions of its blocks."""
    plain = unescape(_TAG.sub(" ", _WITHIN_LINES.sub("", html)))
    titles = " ".join(found[1] for found in _TITLE.finditer(markdown) if found[1])
    return _counted(f"{plain} {titles.replace('=', ' ').replace(chr(34), ' ')}")


def lost(before: Counter[str], after: Counter[str]) -> list[str]:
    """Return the missing words, each as many times as it is missing."""
    return [*(before - after).elements()]


def _counted(text: str) -> Counter[str]:
    """Return how often each word occurs, in lower case and without punctuation: `rock-and-roll` is three words."""
    return Counter(filter(None, _NO_LETTERS.sub(" ", text.casefold()).split()))
