"""Two spellings of one person, agency, section, series or term of a taxonomy of your own.

"Ayla Demirci" and "Ayla Demirçi" are two people to Broadsheet, with two pages, each with half of the stories. A name is
reported if only its accents or one letter differ from a name that more stories have. A letter that is only doubled or
not (Blogs, Bloggs) counts in names of any length, all other differences only in long names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.model.series import InSeries
from generator.model.slug import slug
from generator.model.taxonomies import own_of_column, taxonomies
from generator.model.terms import bare, folded, stem

_LEAST = {
    "bylines": 9,
    "source": 6,
    "section": 4,
    "series": 6,
}  # letters; shorter names that differ in one are often two names
_DOUBLED = re.compile(r"([^\W\d])\1+")
_SHORTEST = 4  # letters of a name in which a letter may be doubled by mistake
_FEW = 2  # stories; with more on both sides, two names that differ in a letter are probably both right
_LEAST_OF_OWN = 8

Uses = Mapping[str, list[tuple[Manuscript, str]]]
"""The stories that have a name, each with the name as written, by the normalised name."""


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each story that has the rarer of two spellings."""
    known = {folded(each) for each in site.request.settings.sections}
    for of in taxonomies(site.request.settings.taxonomies):
        field, least = of.column, _LEAST.get(of.column, _LEAST_OF_OWN)
        uses = _uses(site, field) if of.kind != "tag" else {}
        for rare, usual in alike(uses, least, field in ("section", "series")):
            if field == "section" and known and {rare, usual} & known:
                continue  # a build compares sections with those of site.toml
            for story, written in uses[rare]:
                right = uses[usual][0][1]
                message = f"the {of.noun} `{written}` may be `{right}`, which is in {uses[usual][0][0].path}"
                yield site.at(story, field, message, f"write `{right}` if they are the same")


def _uses(site: CheckedSite, field: str) -> Uses:
    found: dict[str, list[tuple[Manuscript, str]]] = defaultdict(list)
    for each in site.manuscripts:
        for name in _names(each, field):
            found[folded(name)].append((each, name))
    return found


def _names(manuscript: Manuscript, field: str) -> tuple[str, ...]:
    own = own_of_column(field)
    value = manuscript.taxonomies.get(own, ()) if own else getattr(manuscript, field)
    if isinstance(value, InSeries):
        return (value.name,)
    return value if isinstance(value, tuple) else (value,) if value else ()


def alike(uses: Uses, least: int, stems: bool) -> Iterator[tuple[str, str]]:
    """Yield the rarer and the more common of two names that are probably the same, but have different addresses."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for name in uses:
        letters = _letters(name)
        by_key[f"={stem(name) if stems else letters}"].add(name)
        if len(letters) >= _SHORTEST:
            by_key["+" + _DOUBLED.sub(r"\1", letters)].add(name)
        if len(letters) >= least:
            for key in _deletions(letters):
                by_key[key].add(name)
    seen = set[tuple[str, str]]()
    for key, names in by_key.items():
        usual = max(names, key=lambda name: (len(uses[name]), name))
        for rare in names:
            pair = rare, usual
            if slug(rare) != slug(usual) and pair not in seen and (key[0] == "=" or _is_misspelt(rare, usual, uses)):
                seen.add(pair)
                yield pair


def _letters(name: str) -> str:
    return bare(slug(name))


def _deletions(letters: str) -> Iterator[str]:
    yield letters
    yield from (letters[:place] + letters[place + 1 :] for place in range(len(letters)))


def _is_misspelt(rare: str, usual: str, uses: Uses) -> bool:
    """Return whether a name that differs in one letter is probably misspelt: it is rare, and no story has both."""
    if len(uses[rare]) > _FEW or {each.path for each, _ in uses[rare]} & {each.path for each, _ in uses[usual]}:
        return False
    one, other = _letters(rare).split("-"), _letters(usual).split("-")
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and all(min(map(len, pair)) > 2 for pair in differing) and _is_one_edit(one, other)


def _is_one_edit(one: list[str], other: list[str]) -> bool:
    """Return whether one letter is missing, added or different, or two adjacent ones are swapped, but not digits."""
    first, second = "-".join(one), "-".join(other)
    start = next((place for place, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(first), len(second)) if start is None else start  # the last letter is missing in one
    changed = first[start : start + 1] + second[start : start + 1]
    swapped = first[:start] + first[start + 1 : start + 2] + first[start : start + 1] + first[start + 2 :]
    same = first[start + 1 :] == second[start + 1 :] or first[start + 1 :] == second[start:]
    return not changed.isdigit() and (same or first[start:] == second[start + 1 :] or swapped == second)
