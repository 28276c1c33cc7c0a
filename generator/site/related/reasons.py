"""The list for one story: the stories its editor chose, then similar stories, each with a reason."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.model.story import Reason
from generator.site.related.index import Corpus
from generator.text.locales import listed
from generator.text.messages import Words

CHOSEN = Reason("chosen")

# The minimum score to show, by what two stories share: a shared tag is better evidence than a shared word.
_BY_TAGS, _BY_NAMES, _BY_WORDS = 100, 175, 225


class Match(msgspec.Struct, frozen=True):
    """A related story: its path, its score (in thousandths; 0 if the editor chose it) and the reason."""

    path: str
    score: int
    reason: Reason


def reason_text(reason: Reason, words: Words) -> str:
    """A reason as text in the site's language."""
    names = listed(reason.names, words.language)
    match reason.kind:
        case "chosen":
            return words.gettext("chosen by the editor")
        case "on":
            return words.gettext("both on %(names)s", names=names)
        case "mention":
            return words.gettext("both mention %(names)s", names=names)
        case "section":
            return words.gettext("both in %(section)s", section=names)
        case "section, week":
            return words.gettext("both in %(section)s, the same week", section=names)
        case "words":
            return words.gettext("much the same words")
        case "words, week":
            return words.gettext("much the same words, the same week")


def matches_of(corpus: Corpus, number: int, near: Iterable[tuple[int, int]], count: int) -> Iterator[Match]:
    """The related stories of a story, at most ``count``, given the scores and numbers of similar stories."""
    chosen = array("I", corpus.story(number).chosen)[:count]
    for other in chosen:
        yield Match(corpus.story(other).path, 0, CHOSEN)
    yield from _found(corpus, number, near, chosen, count)


def _found(
    corpus: Corpus, number: int, near: Iterable[tuple[int, int]], chosen: Sequence[int], count: int
) -> Iterator[Match]:
    """Similar stories that tell the reader something new, until there are ``count``."""
    shown = list(chosen)
    tags = corpus.tags(number)
    for score, other in near:
        if len(shown) >= count or score < _BY_TAGS:
            return
        if other in shown or not (reason := _reason(corpus, number, other, score, tags)):
            continue
        if not corpus.is_version_of(other, (number, *shown)):
            shown.append(other)
            yield Match(corpus.story(other).path, score, reason)


def _reason(corpus: Corpus, one: int, other: int, score: int, tags: Mapping[int, str]) -> Reason | None:
    """Why two stories are related: shared tags if any, otherwise names, otherwise words; None if there is no reason.

    ``tags`` has the first story's tags as written in it, by their terms.
    """
    shared = corpus.shared(one, other)
    if common := [term for term in shared if term in tags]:
        return Reason("on", tuple(tags[term] for term in corpus.by_contribution(common, shared)[:2]))
    if score < _BY_NAMES:
        return None
    distinctive = corpus.words(corpus.by_contribution(filter(corpus.is_distinctive, shared), shared))
    if names := [term for term in distinctive if term[0].isupper()]:
        return Reason("mention", tuple(names[:2]))
    if len(distinctive) < 2 or score < _BY_WORDS:
        return None
    if words := [term for term in distinctive if not term.endswith("-")]:
        return Reason("mention", tuple(words[:3]))
    return _occasion(corpus, one, other)


def _occasion(corpus: Corpus, one: int, other: int) -> Reason:
    """A reason for stories whose shared words cannot be shown, because the index has only their stems."""
    section = corpus.story(one).section
    same = section and section == corpus.story(other).section
    if corpus.apart(one, other) <= 7:
        return Reason("section, week", (section,)) if same else Reason("words, week")
    return Reason("section", (section,)) if same else Reason("words")
