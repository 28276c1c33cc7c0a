"""What two related stories have in common, in full: for the newsroom, not for pages.

The index has stems of words, so the words come from the texts of both stories: only a form that is in both is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup

from generator.engine.definitions import Ask
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, text_of
from generator.site.related.query import current_index
from generator.site.related.rarity import TAG
from generator.text.keywords import LINK, forms

_MOST_WORDS = 6


class Common(msgspec.Struct, frozen=True):
    """What two stories have in common: tags, names and words that are in both, most important first.

    ``linked``: one links to the other, or both link to a third. ``section`` is the one that they share, if any,
    ``days`` the number of days between them. ``language`` is that of the other story if it is a different one.
    """

    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    linked: bool = False
    section: str = ""
    days: int = 0
    language: str = ""


class Explanation:
    """Explains lists of related stories."""

    def __init__(self, ask: Ask) -> None:
        self._ask, index = ask, current_index(ask)
        self._numbers = index.numbers()
        self._corpus = index.corpus(sorted(self._numbers.values()))  # their order does not matter here

    def common(self, path: str, other_path: str) -> Common:
        """What two public stories have in common."""
        corpus, one, other = self._corpus, self._numbers[path], self._numbers[other_path]
        shared = corpus.shared(one, other)
        important = corpus.by_contribution(shared, shared)
        ours, theirs, tags = corpus.story(one), corpus.story(other), corpus.tags(one)
        distinctive = corpus.words(filter(corpus.is_distinctive, important))
        return Common(
            tags=tuple(tags[term] for term in important if term in tags),
            names=tuple(word for word in distinctive if word[0].isupper()),
            words=tuple(self._words(path, other_path, distinctive))[:_MOST_WORDS],
            linked=any(word[0] == LINK for word in corpus.words(important)),
            section=ours.section if ours.section == theirs.section else "",
            days=corpus.apart(one, other),
            language=theirs.language if theirs.language != ours.language else "",
        )

    def _words(self, path: str, other: str, keywords: Iterable[str]) -> Iterator[str]:
        """The words for keywords, in a form that both texts have; the shortest if there are several."""
        ours, theirs = self._forms(path), self._forms(other)
        for keyword in keywords:
            word = keyword.rpartition(":")[2]
            if word[0] not in (TAG, LINK) and (both := ours.get(word, set()) & theirs.get(word, set())):
                yield min(both, key=lambda form: (len(form), form))

    def _forms(self, path: str) -> dict[str, set[str]]:
        head, text = self._ask(HEAD, path), text_of(self._ask, path)
        assert head is not None
        body = Markup(text.html).striptags() if text else ""
        language = head.language or self._ask(SETTINGS).language
        return forms(f"{head.headline}\n{head.standfirst}\n{body}", language)
