"""Judges what the value of a field says about who may see a story, given what kind of field it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal

from generator.reading.fields.types import TRUTH
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.withholding.names import bare, has_text
from generator.reading.withholding.words import (
    FOR_SOME,
    KEPT_APART,
    NO,
    PUBLIC,
    UNMISTAKABLE,
    UNMISTAKABLE_ELSEWHERE,
    WITHHELD,
    YES,
    advises_against,
    is_at_work,
    is_draft,
    is_foreign,
    is_published,
    is_unmistakable,
    negates,
    phrase,
    says_draft,
)

Says = Literal["shown", "hidden", "unknown", "doubtful"]
"""Whether readers may see a story, according to one field. If ``doubtful``, it is withheld only in adopted copy."""

_TRUTH = {**TRUTH, **dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}


def truth_of(value: Value) -> bool | None:
    """Return whether a value is yes or no, in any of several languages; ``None`` if it is neither."""
    return _TRUTH.get(value.text.strip().casefold()) if value.is_words else None


def judge_true(value: Value) -> Says:
    """The field hides the story if it is true; a value that is neither true nor false may hide it."""
    if value.is_empty:
        return "shown"
    truth = truth_of(value)
    return "unknown" if truth is None else "hidden" if truth else "shown"


def _if_false(value: Value) -> Says:
    """The field hides the story if it is false."""
    if value.is_empty:
        return "shown"
    truth = truth_of(value)
    return "unknown" if truth is None and not is_public(value) else "hidden" if truth is False else "shown"


def _if_only_false(value: Value) -> Says:
    """Like ``_if_false``, for a field that also has other uses."""
    return "hidden" if truth_of(value) is False and value.text.strip().casefold() not in ("0", "no") else "shown"


def _if_given(value: Value) -> Says:
    return "shown" if value.is_empty or truth_of(value) is False else "hidden"


def judge_hiding(value: Value) -> Says:
    """The field hides the story if it is true. With any value other than true or false, it is doubtful."""
    if value.is_empty or value.items is not None:
        return "shown"
    truth = truth_of(value)
    return "doubtful" if truth is None else "hidden" if truth else "shown"


def judge_showing(value: Value) -> Says:
    """The field hides the story if it is false, and may hide it if it says something like "not yet"."""
    if truth_of(value) is False:
        return "hidden"
    words = phrase(value.text) if value.is_words else ""
    return "doubtful" if words in _NOT_YET or words in WITHHELD - {"review"} or negates(words) else "shown"


def judge_public(value: Value) -> Says:
    """The field shows the story only if it is true, or says that the story is public."""
    if _is_null(value):
        return "doubtful"
    if truth_of(value) is False or says_withheld(value):
        return "hidden"
    return "shown" if value.is_empty or is_public(value) else "doubtful"


def judge_missing_time(value: Value, adopt: bool) -> Says:
    """The field gets a time when the story is published. Unless copy is adopted, an empty one is not filled in yet."""
    if _is_null(value) or truth_of(value) is False:
        return "hidden"
    return "doubtful" if adopt or not value.is_empty else "shown"


def judge_readers(value: Value) -> Says:
    """The field lists who may see the story."""
    return "shown" if value.is_empty or truth_of(value) is False or is_public(value) else "doubtful"


def judge_state_of_work(value: Value) -> Says:
    """The field says whether the story is published. Only known words show the story."""
    if value.is_empty or is_public(value):
        return "shown"
    if truth_of(value) is False or says_withheld(value):
        return "hidden"
    if value.entries:
        return "shown" if any(phrase(each) in PUBLIC for each in _texts(value)) else "doubtful"
    return "unknown"


def judge_state(value: Value) -> Says:
    """Certain words in the field hide the story, but it also has other uses (``stage: 5``)."""
    return "hidden" if says_withheld(value) else "shown"


def judge_step(value: Value) -> Says:
    """The field hides the story if a text in it is a word for something that is not public (``phase: draft``)."""
    found = (phrase(each) for each in _texts(value))
    return "hidden" if any(each in _NOT_DONE or says_draft(each) or is_at_work(each) for each in found) else "shown"


def judge_cleared(value: Value) -> Says:
    """Like ``judge_step``, but the field also hides the story if it is false."""
    if truth_of(value) is False or (value.is_words and phrase(value.text) in _NOT_YET):
        return "hidden"
    return judge_step(value)


def judge_any(entry: FrontMatterEntry) -> Says:
    """A field of any name hides the story if it has an unmistakable word for a draft, and is not for free text."""
    if has_text(entry.name):
        return "shown"
    value = entry.value
    texts = (each.text for each in (value.items or (value,)) if each.is_words)
    if any(map(is_unmistakable, texts)):
        return "hidden"
    inner = (each for one in (value.items or (value,)) for each in (one.entries or {}).values())
    return "hidden" if any(judge_any(each) == "hidden" for each in inner) else "shown"


def judge_advice(value: Value) -> Says:
    """A note to other editors hides the story if it says that it must not be published."""
    return "hidden" if any(advises_against(each) for each in _texts(value)) else "shown"


def is_public(value: Value) -> bool:
    """Whether all words in a value say that the story is public."""
    words = [phrase(each).rpartition(":")[2] for each in _texts(value)]
    return bool(words) and all(each in PUBLIC or is_published(bare(each)) for each in words)


def says_withheld(value: Value) -> bool:
    """Whether a word in a value says that the story is not public."""
    return any(_is_withheld(phrase(each).rpartition(":")[2]) for each in _texts(value))


def _is_withheld(words: str) -> bool:
    if words in WITHHELD or words in FOR_SOME or negates(words) or is_foreign(bare(words)):
        return True
    return any(each in WITHHELD or is_foreign(bare(each)) for each in words.split("-"))


def _texts(value: Value) -> Iterator[str]:
    """Yield the texts in a value, at any depth."""
    if value.is_words:
        yield value.text
    for each in (*(value.items or ()), *(entry.value for entry in (value.entries or {}).values())):
        yield from _texts(each)


def _is_null(value: Value) -> bool:
    return value.is_words and value.is_empty and not value.quoted and bool(value.text.strip())


def _if_null(value: Value) -> Says:
    """Jekyll reads ``published: null`` as false. An empty ``published`` is a date that has not been filled in."""
    return "hidden" if _is_null(value) else "shown"


def _if_nothing(value: Value) -> Says:
    """In Jekyll, an empty ``published`` is also null. Words such as ``never`` are not a time either."""
    if not value.is_words or (value.is_empty and value.quoted):
        return "shown"
    words = phrase(value.text)
    return "hidden" if value.is_empty or words in _NOT_YET or words in WITHHELD or says_draft(words) else "shown"


def _if_true_only(value: Value) -> Says:
    """The field hides the story if it is true, but also has other uses."""
    return "hidden" if truth_of(value) else "shown"


def _if_word(hidden: Collection[str]) -> Callable[[Value], Says]:
    """Return a judge for a field in which certain words hide the story, but that has other uses (``type: review``)."""

    def judged(value: Value) -> Says:
        words = [phrase(each) for item in value.items or (value,) for each in item.text.split(",")]
        return "hidden" if any(each in hidden or negates(each) or is_draft(bare(each)) for each in words) else "shown"

    return judged


def _open_state(value: Value) -> Says:
    """A ``state`` may be that of a story, or a place such as Ohio, which begins with a capital letter."""
    if says_withheld(value) or (truth_of(value) is False):
        return "hidden"
    if value.is_empty or is_public(value) or not value.is_words:
        return "shown"
    return "shown" if _PLACE.match(value.text.strip()) else "doubtful"


def _members(value: Value) -> Says:
    truth = truth_of(value)
    if value.is_empty or truth is False or (is_public(value) and not truth):
        return "shown"
    if truth or any(phrase(each) in FOR_SOME | {"only", "true"} for each in _texts(value)):
        return "hidden"
    return "doubtful" if value.is_words and not value.text.strip().isdigit() else "shown"


def _tiers(value: Value) -> Says:
    free = all(phrase(each) in PUBLIC | {"free", "none", "false", "no"} for each in _texts(value))
    return "shown" if value.is_empty or free else "hidden"


def _built(value: Value) -> Says:
    """Judge Hugo's build options, or a field ``build`` with another meaning."""
    if value.entries is None:
        return _if_only_false(value)
    judged = [_build_option(each.value) for each in value.entries.values() if bare(each.name) in ("render", "list")]
    return "hidden" if "hidden" in judged else "unknown" if "unknown" in judged else "shown"


def _build_option(value: Value) -> Says:
    word = value.text.strip().casefold()
    if value.is_empty or (value.is_words and word in ("always", "true")):
        return "shown"
    return "hidden" if word in ("never", "link", "local", "false") else "unknown"


_NOT_DONE = (WITHHELD | FOR_SOME) - {"review", "none"}
_NOT_YET = frozenset({"never", "none", "not-yet", "later", "nobody", "tbd", "tba"})
_PLACE = re.compile(r"[A-Z]{2,3}\Z|[A-Z](?!.*(?:ed|ing)\Z)")

_ACCESS = _if_word(FOR_SOME | {"restricted", "confidential", "secret", "draft", "subscriber", "locked"})
_PASSWORDS = ("password", "postpassword", "passwd", "passphrase", "passcode", "pwd", "accesscode", "passwordhash")

JUDGES: Mapping[str, Callable[[Value], Says]] = {
    **dict.fromkeys(("private", "hidden", "unlisted", "headless", "unpublished", "isdraft", "emailonly"), judge_true),
    **dict.fromkeys(("nopublish", "donotpublish", "notforpublication"), judge_true),
    **dict.fromkeys(("wip", "encrypted", "disabled", "paid"), _if_true_only),
    **dict.fromkeys(("publish", "public", "ispublished", "render", "visible", "listed"), _if_false),
    **dict.fromkeys(("routable", "dgpublish", "canpublish"), _if_false),
    **dict.fromkeys(("unpublishdate",), _if_given),
    **dict.fromkeys(("published",), _if_null),
    **dict.fromkeys(("state",), _open_state),
    **dict.fromkeys(("access", "sharing"), _ACCESS),
    **dict.fromkeys(("members", "subscribers"), _members),
    **dict.fromkeys(("tiers",), _tiers),
    **dict.fromkeys(("membersonly", "eleventyexcludefromcollections", *_PASSWORDS), _if_given),
    **dict.fromkeys(("tags", "tag", "labels", "keywords", "topics", "hashtags"), _if_word(UNMISTAKABLE)),
    **dict.fromkeys(("category", "categories", "section", "sections"), _if_word(UNMISTAKABLE)),
    **dict.fromkeys(("type", "posttype", "layout", "kind", "contenttype", "template"), _if_word(KEPT_APART)),
    **dict.fromkeys(("build",), _built),
    **dict.fromkeys(("permalink",), _if_only_false),
}
"""How to judge each field, by its name as ``bare`` returns it (``_build`` is ``build``)."""

_UNMISTAKABLE_IN_LIST = _if_word(UNMISTAKABLE_ELSEWHERE)

ADOPTED: Mapping[str, Callable[[Value], Says]] = {
    **dict.fromkeys(("tags", "tag", "labels", "category", "categories", "section", "sections"), _UNMISTAKABLE_IN_LIST),
    **dict.fromkeys(("keywords", "topics", "hashtags"), _UNMISTAKABLE_IN_LIST),
    "published": _if_nothing,
    "unpublishdate": lambda _: "shown",
}
"""How to judge fields in adopted copy, where ``unpublishdate`` is read as the time at which the story expires."""
