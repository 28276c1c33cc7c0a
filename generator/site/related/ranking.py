"""The order of the stories that one story may list.

A story finds others by the terms that it shares with them (see ``index.py``). Those may find more: what is found by the
nearest stories belongs to the same topic, even if it uses other words. So each story that is found adds a part of the
scores of those that it finds itself, in proportion to its own score (a step of diffusion on the graph of nearest
neighbours; Donoser and Bischof, *Diffusion processes for retrieval revisited*, 2013).

Stories in the language of the story come first.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.site.related.index import ASKED, Corpus

_PART = 60  # percent of their mean scores that is added


def ranked(corpus: Corpus, number: int) -> Iterator[tuple[int, int]]:
    """The scores and numbers of the stories that a story may list, best first, those in its language before others."""
    scores, total, places = _scores(corpus, number), len(corpus.order), corpus.places
    codes = sorted([score * total - places[other] for other, score in scores.items()], reverse=True)
    order = [corpus.order[-code % total] for code in codes]  # a score and a place in one number sort faster than a pair
    if len(corpus.min_rarities) > 1:
        language = corpus.story(number).language
        order.sort(key=lambda other: corpus.story(other).language != language)
    for other in order:
        yield scores[other], other


def _scores(corpus: Corpus, number: int) -> dict[int, int]:
    found = corpus.near(number)
    scores = dict(found)
    asked = found[:ASKED]
    total = sum(score for _, score in asked) or 1
    for asked_story, weight in asked:
        part = _PART * weight
        for other, score in corpus.near(asked_story)[:ASKED]:
            scores[other] = scores.get(other, 0) + part * score // (100 * total)
    scores.pop(number, None)
    return scores
