"""Everything that two related stories have in common: for the newsroom, not for pages.

The index has stems of words, so the words come from the texts of the stories: only a form that is in both is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
from markupsafe import Markup

from generator.engine.definitions import Ask
from generator.model.terms import folded
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD, text_of
from generator.site.related.index import LINKS, NAMES, TAGS, WORDS
from generator.site.related.query import current_index
from generator.site.related.rarity import TAG
from generator.text.word_forms import WordForms, form_in_both

_MOST_WORDS = 6


class Common(msgspec.Struct, frozen=True):
    """What two stories have in common: tags, names and words that are in both, most important first.

    ``linked``: one links to the other, or both link to a third. ``section`` is the shared section, if any, and
    ``days`` the number of days between the stories. ``language`` is the other story's language, if it differs.
    """

    tags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    linked: bool = False
    section: str = ""
    days: int = 0
    language: str = ""


class RelatedExplainer:
    """Explains lists of related stories."""

    def __init__(self, ask: Ask) -> None:
        self._ask, self._index = ask, current_index(ask)
        self._numbers, self._matrix = self._index.numbers(), self._index.matrix
        self._rare = self._index.rare()
        self._factors = np.frombuffer(self._index.factors, np.int32)

    def common(self, path: str, other_path: str) -> Common:
        """What two public stories have in common."""
        one, other = self._numbers[path], self._numbers[other_path]
        own_story, other_story = self._index.stories[one], self._index.stories[other]
        assert own_story and other_story
        important = self._important(one, other)
        kinds, vocabulary = self._index.kinds, self._index.vocabulary
        rare = [term for term in important if self._rare[term]]
        tags = {f"{TAG}{folded(tag)}": tag for tag in own_story.tags}
        words = [vocabulary[term].rpartition(":")[2] for term in rare if kinds[term] in (WORDS, NAMES)]
        return Common(
            tags=tuple(tags[vocabulary[term]] for term in important if kinds[term] == TAGS),
            names=tuple(vocabulary[term] for term in rare if kinds[term] == NAMES),
            words=tuple(self._words(path, other_path, words))[:_MOST_WORDS],
            linked=any(kinds[term] == LINKS for term in important),
            section=own_story.section if own_story.section == other_story.section else "",
            days=int(abs(own_story.when // 86_400 - other_story.when // 86_400)),
            language=other_story.language if other_story.language != own_story.language else "",
        )

    def _important(self, one: int, other: int) -> list[int]:
        """The terms that two stories share, sorted by their weight in the score, highest first."""
        own_terms, other_terms = self._matrix.counted(one), self._matrix.counted(other)
        vocabulary = self._index.vocabulary

        def order(term: int) -> tuple[int, str]:
            return -own_terms[term] * other_terms[term] * int(self._factors[term]) ** 2, vocabulary[term]

        return sorted((term for term in own_terms.keys() & other_terms.keys() if self._factors[term]), key=order)

    def _words(self, path: str, other: str, keywords: Iterable[str]) -> Iterator[str]:
        """Yield the words for keywords, each once, in a form that both texts have."""
        own_forms, other_forms, shown = self._forms(path), self._forms(other), set[str]()
        for keyword in keywords:
            form = form_in_both(keyword, own_forms, other_forms)
            if form and not any(form in each for each in shown):
                shown.add(form)
                yield form

    def _forms(self, path: str) -> WordForms:
        head, text = self._ask(HEAD, path), text_of(self._ask, path)
        assert head is not None
        body = Markup(text.html).striptags() if text else ""
        language = head.language or self._ask(SETTINGS).language
        return WordForms.of(f"{head.headline}\n{head.standfirst}\n{body}", language)
