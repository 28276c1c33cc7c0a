"""Two stories that say nearly the same.

A story that was imported twice, or begun as a copy of another: readers see it twice, and search engines show neither.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_RUN = 5  # words in a row that are compared
_SAMPLED = 8  # one word in so many begins runs that are kept
_FEW = 4  # runs that a story must have for anything to be said of it
_SAME = 0.5  # of the runs of the two together
_COMMON = 20  # a run that more stories have is a phrase of the house
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


def found(site: CheckedSite) -> Iterator[Problem]:
    """The later of two such stories, by their files."""
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
                message = f"this says nearly the same as {path}"
                yield site.at(each, "headline", message, "take one of the two out, or say what is new in this one")


def _runs(body: str) -> frozenset[int]:
    """A sample of the runs of words in a text, the same for the same runs: those that begin with certain words."""
    words = _WORD.findall(_TAG.sub(" ", body).casefold())
    begin = {word for word in set(words) if zlib.crc32(word.encode()) % _SAMPLED == 0}
    places = (at for at, word in enumerate(words[: 1 - _RUN]) if word in begin)
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in places)
