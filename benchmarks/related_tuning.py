"""Chooses the constants of related stories with one folder: ``python -m benchmarks.related --tune FOLDER``.

Each constant in turn is set to the value that gives Broadsheet its largest lead over the better rival in this folder,
at equal length, until no constant changes. A value replaces another only if it is better by ``_MARGIN``, since smaller
differences are chance.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from math import isqrt
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks import related_measures as measures
from benchmarks.related_posts import Post
from benchmarks.related_rivals import BM25_SETTINGS, TFIDF_SETTINGS, Orders, bm25, tfidf
from generator.site.related import comparison, index_update, near, ranking, rarity
from generator.text import keywords

_MARGIN = 0.003
_ROUNDS = 3


class Constant(NamedTuple):
    """A constant, the modules that use it, and the values to try."""

    name: str
    modules: Sequence[ModuleType]
    values: Sequence[Any]

    @property
    def value(self) -> Any:
        """The value in use."""
        return getattr(self.modules[0], self.name)

    def set(self, value: Any) -> None:
        """Use another value."""
        for module in self.modules:
            setattr(module, self.name, value)
        keywords._stems.cache_clear()


def _logarithm(count: int) -> int:
    return (count**4).bit_length() + 3


def _square_root(count: int) -> int:
    return isqrt(16 * count)


CONSTANTS = (
    Constant("_EMPHASES", [index_update], [bytes(map(each, range(256))) for each in (_logarithm, _square_root)]),
    Constant("COMMONEST", [rarity, index_update, comparison], [3, 4, 5, 6]),
    Constant("WINDOW", [comparison], [32, 48, 64]),
    Constant("_PART", [ranking], [0, 1000, 2000, 3000]),
    Constant("ASKED", [ranking], [7, 10, 13]),
    Constant("KEPT", [near, comparison, ranking], [16, 24, 32]),
    Constant("_HEADLINE", [keywords], [4, 6, 8]),
    Constant("_STANDFIRST", [keywords], [1, 2, 3]),
    Constant("_LINK", [index_update], [2, 3, 4]),
)
"""The constants to tune. Those that decide the length of lists are not tuned: a higher bar always gives a higher share.
"""


def tuned(ours: Any, posts: Sequence[Post]) -> Iterator[str]:
    """Tune the constants on some posts, and leave them set; yield lines that say what was chosen."""
    rivals = orders_of(posts)
    best = lead(ours, posts, rivals)
    yield f"  with the current constants: {best:+.3f}"
    for _ in range(_ROUNDS):
        before = [constant.value for constant in CONSTANTS]
        for constant in CONSTANTS:
            now = constant.value
            leads = {
                value: best if value == now else _with(constant, value, ours, posts, rivals)
                for value in constant.values
            }
            value = max(leads, key=leads.__getitem__)
            if leads[value] < best + _MARGIN:
                value = now
            constant.set(value)
            best = leads.get(value, best)
            yield f"  {constant.name:<12} {_named(value):<12}" + "  ".join(
                f"{_named(each)} {found:+.3f}" for each, found in leads.items()
            )
        if before == [constant.value for constant in CONSTANTS]:
            break


def orders_of(posts: Sequence[Post]) -> list[Orders]:
    """Return the orders of the rivals with all their settings."""
    with warnings.catch_warnings(action="ignore"):
        return [tfidf(posts, each) for each in TFIDF_SETTINGS] + [bm25(posts, each) for each in BM25_SETTINGS]


def lead(ours: Any, posts: Sequence[Post], rivals: Sequence[Orders]) -> float:
    """Return Broadsheet's lead over the best of the rivals, with lists of the same length."""
    lists: Mapping[str, Sequence[str]] = ours(posts)
    best = max(measures.share(measures.cut(each, lists), posts) for each in rivals)
    return measures.share(lists, posts) - best


def _with(constant: Constant, value: Any, ours: Any, posts: Sequence[Post], rivals: Sequence[Orders]) -> float:
    before = constant.value
    constant.set(value)
    try:
        return lead(ours, posts, rivals)
    finally:
        constant.set(before)


def _named(value: Any) -> str:
    if isinstance(value, bytes):
        return "logarithm" if value[2] == _logarithm(2) else "square root"
    return str(value)
