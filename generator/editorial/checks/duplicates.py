"""Two stories with nearly the same text.

This happens when a story is imported twice, or starts as a copy of another one. Readers see it twice, and search
engines may show neither.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_RUN = 5  # words in each run that is compared
_SAMPLED = 8  # one word in this many starts a run that is kept
_FEW = 4  # a story with fewer runs is too short to compare
_SAME = 0.5  # share of the two stories' runs that must be the same
_COMMON = 20  # a run that is in more stories is a stock phrase
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report the second of two similar stories, in the order of their paths."""
    runs = {each.path: _runs(each.body) for each in site.manuscripts if each.kind == "story"}
    holders: dict[int, list[str]] = defaultdict(list)
    for path, own in runs.items():
        for run in own:
            holders[run].append(path)
    for each in site.manuscripts:
        own = runs.get(each.path, frozenset())
        if len(own) < _FEW or each.translation_of:
            continue
        shared = Counter(path for run in own if len(holders[run]) <= _COMMON for path in holders[run])
        for path, count in shared.items():
            if path < each.path and count / len(own | runs[path]) >= _SAME:
                message = f"this story is nearly the same as {path}"
                yield site.at(each, "headline", message, "delete one of the two, or make clear what is new in this one")


def _runs(body: str) -> frozenset[int]:
    """Return a sample of the runs of words in a text: those that start with certain words, the same in every text."""
    words = _WORD.findall(_TAG.sub(" ", body).casefold())
    begin = {word for word in set(words) if zlib.crc32(word.encode()) % _SAMPLED == 0}
    places = (at for at, word in enumerate(words[: 1 - _RUN]) if word in begin)
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in places)
