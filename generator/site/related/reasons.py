"""The list for one story: the stories its editor chose, then similar stories, each with a reason."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping

import msgspec

from generator.model.story import Reason
from generator.site.related.index import Corpus
from generator.site.related.ranking import ranked
from generator.text.locales import listed
from generator.text.messages import Words

CHOSEN = Reason("chosen")

_LEAST, _LEAST_OF_FIRST = 150, 100  # the minimum score to show; of the first in a list, which is better than none
_STRONG = 205  # a score that is evidence enough
_EVIDENCE = 5  # how many words two stories must share, if they share no name, tag or link that few stories have
_TELLING = 3  # and how many of them must be rare enough to describe a story, if the score is not strong


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


def matches_of(corpus: Corpus, number: int, count: int) -> Iterator[Match]:
    """The related stories of a story, at most ``count``: its editor's choices, then those that tell the reader
    something new. No version and no translation of it is among them, nor two of another story.
    """
    shown = list(array("I", corpus.story(number).chosen)[:count])
    for other in shown:
        yield Match(corpus.story(other).path, 0, CHOSEN)
    groups = {corpus.story(each).group for each in (number, *shown)} - {0}
    tags = corpus.tags(number)
    for score, other in ranked(corpus, number):
        if len(shown) >= count:
            return
        story = corpus.story(other)
        if score < (_LEAST if shown else _LEAST_OF_FIRST) or other in shown or story.group in groups:
            continue
        reason = _reason(corpus, number, other, score, tags)
        if reason and not corpus.is_version_of(other, (number, *shown)):
            shown.append(other)
            groups |= {story.group} - {0}
            yield Match(story.path, score, reason)


def _reason(corpus: Corpus, one: int, other: int, score: int, tags: Mapping[int, str]) -> Reason | None:
    """Why two stories are related: shared tags if any, otherwise names, otherwise words; None if only their tags could
    be a reason, since they are in different languages.

    ``tags`` has the first story's tags as written in it, by their terms.
    """
    shared = corpus.shared(one, other)
    distinctive = [term for term in shared if corpus.is_name(term) and corpus.is_distinctive(term)]
    if not distinctive and not _is_evident(corpus, one, shared, score):
        return None
    distinctive = corpus.by_contribution(distinctive, shared)
    if common := [tags[term] for term in distinctive if term in tags]:
        return Reason("on", tuple(common[:2]))
    if corpus.story(one).language != corpus.story(other).language:
        return None
    if names := [word for word in corpus.words(distinctive) if word[0].isupper()]:
        return Reason("mention", tuple(names[:2]))
    return _occasion(corpus, one, other)


def _is_evident(corpus: Corpus, one: int, shared: Collection[int], score: int) -> bool:
    """Whether the words that two stories share are enough to call them related."""
    if len(shared) < _EVIDENCE:
        return False
    return score >= _STRONG or corpus.telling(shared, corpus.story(one).language) >= _TELLING


def _occasion(corpus: Corpus, one: int, other: int) -> Reason:
    """A reason for stories that share words, which cannot be shown: the index has only their stems."""
    section = corpus.story(one).section
    same = section and section == corpus.story(other).section
    if corpus.apart(one, other) <= 7:
        return Reason("section, week", (section,)) if same else Reason("words, week")
    return Reason("section", (section,)) if same else Reason("words")
