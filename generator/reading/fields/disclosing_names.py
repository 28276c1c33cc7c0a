"""Names of fields that are probably meant to tell readers who paid for a story, or what was wrong in it.

Under such a name, nothing is told; so it is an error, unless a layout or the site itself knows the field.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import msgspec

from generator.reading.fields.other_names import advice_on
from generator.reading.fields.types import TRUTH
from generator.reading.withholding.names import bare


class MeantField(msgspec.Struct, frozen=True):
    """The field that is meant, what readers do not learn, and how to write the field."""

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
_OF_SPONSORS = (
    "sponsor sponsors sponsoredby sponsorname sponsorship issponsored sponsoredcontent sponsoredpost advertorial"
    " isadvertorial advertisement advertiser brandedcontent paidcontent paidpost paidby paidforby promotedby"
)
_OF_CORRECTIONS = "correction corrected clarification clarifications erratum errata correctionnote duzeltme korrektur"
_NAMES: Mapping[str, MeantField] = {
    name: meant
    for names, meant in ((_OF_SPONSORS, _SPONSORED), (_OF_CORRECTIONS, _CORRECTIONS))
    for name in names.split()
}
"""What is meant by names, in their bare form."""

_ALIKE: tuple[tuple[str, float, MeantField], ...] = (
    ("sponsored", 0.8, _SPONSORED),
    ("sponsor", 0.85, _SPONSORED),
    ("sponsoredby", 0.85, _SPONSORED),
    ("corrections", 0.88, _CORRECTIONS),  # so `connections` is not one
    ("correction", 0.88, _CORRECTIONS),
)


def meant_by(name: str) -> MeantField | None:
    """What a field is probably meant to tell readers, given its name; ``None`` if it is probably none of these."""
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
