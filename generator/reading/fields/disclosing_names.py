"""Recognises misnamed fields that are meant to tell readers who paid for a story, or what was wrong in it.

Readers would not see such a field, so it is an error, unless a layout or the site's settings use it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import msgspec

from generator.reading.fields.other_names import advice_on
from generator.reading.fields.types import TRUTH
from generator.reading.withholding.names import bare


class MeantField(msgspec.Struct, frozen=True):
    """The field that is meant, the effect of the wrong name, and the fix."""

    field: str
    effect: str
    fix: str


_SPONSORED = MeantField(
    "sponsored", "readers are not told that somebody paid for this story", "write `sponsored` instead, with who paid"
)
_CORRECTIONS = MeantField(
    "corrections",
    "readers do not see what was corrected",
    "write it as one of the `corrections`, with `at`, `kind` and `text`",
)
_SPONSOR_NAMES = (
    "sponsor sponsors sponsoredby sponsorname sponsorship issponsored sponsoredcontent sponsoredpost advertorial"
    " isadvertorial advertisement advertiser brandedcontent paidcontent paidpost paidby paidforby promotedby"
)
_CORRECTION_NAMES = "correction corrected clarification clarifications erratum errata correctionnote duzeltme korrektur"
_NAMES: Mapping[str, MeantField] = {
    name: meant
    for names, meant in ((_SPONSOR_NAMES, _SPONSORED), (_CORRECTION_NAMES, _CORRECTIONS))
    for name in names.split()
}
"""The field that each name is meant for. The names are in the form that ``bare`` returns."""

_ALIKE: tuple[tuple[str, float, MeantField], ...] = (
    ("sponsored", 0.8, _SPONSORED),
    ("sponsor", 0.85, _SPONSORED),
    ("sponsoredby", 0.85, _SPONSORED),
    ("corrections", 0.88, _CORRECTIONS),  # excludes `connections`
    ("correction", 0.88, _CORRECTIONS),
)


def meant_by(name: str) -> MeantField | None:
    """Return the field for which a name is probably meant; ``None`` if it is probably something else."""
    plain = bare(name)
    if plain in _NAMES or advice_on(name):
        return _NAMES.get(plain)
    matcher = difflib.SequenceMatcher(None, b=plain)
    for known, least, meant in _ALIKE:
        matcher.set_seq1(known)
        if matcher.quick_ratio() >= least and matcher.ratio() >= least:
            return meant
    return None


def denies(value: object) -> bool:
    """Whether a value says that there is nothing to tell, as ``false`` does."""
    return TRUTH.get(str(value).strip().casefold()) is False
