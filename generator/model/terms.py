"""Turns the names that editors write into terms: each has one spelling, one slug and one address.

``nato`` and ``NATO`` are the same tag, spelt as in most stories; so are ``Fish market`` and ``Fish-market``, with
a warning. Two names that differ in more than letter case, hyphens, full stops and commas, but would share an address,
are reported as a problem and never merged: ``Rock & Roll`` and ``Rock and Roll``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import msgspec
import unicodedata2

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.model.story import Term
from generator.model.typography import typed
from generator.model.urls import address

Use = tuple[str, str]
"""A name as written, and the path of the file that has it."""


class Terms(msgspec.Struct):
    """All terms of one kind, by folded name. ``problems`` are about names that clash or have no slug; without lines."""

    by_name: dict[str, Term] = {}
    problems: list[Problem] = []


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return the form that all spellings of a name share: Unicode form NFKC, case-folded, with single spaces.

    Unicode folds the Turkish ``İ`` to an ``i`` and a combining dot, which no other spelling of a name has, so the dot
    is removed.
    """
    return " ".join(unicodedata2.normalize("NFKC", name).casefold().replace("i\u0307", "i").split())


def as_named(name: str) -> str:
    """Return a headline in a form for comparison: folded, with plain quotation marks and dashes."""
    return folded(typed(name))


def stem(name: str) -> str:
    """Return the form that different spellings of a name share, without hyphens, accents and plural endings."""
    words = bare(slug(name)).split("-")
    return "".join([*words[:-1], _ENDINGS.sub("", words[-1]) if len(words[-1]) > 3 else words[-1]]) or name


def bare(name: str) -> str:
    """Return a name without accents, and with ``ı`` as ``i``."""
    parts = unicodedata2.normalize("NFKD", name).replace("\u0131", "i")
    return _ACCENTS.sub("", parts)


_ACCENTS = re.compile("[\u0300-\u036f]")  # without the marks of Thai or Hindi, which are part of a word
_ENDINGS = re.compile(r"(ies|es|s|y)$")


def settle_terms(
    kind: str,
    folder: str,
    named: Iterable[tuple[str, Iterable[str]]],
    settings: Settings,
    preferred: Iterable[str] = (),
    taken: Collection[str] = (),
) -> Terms:
    """Return the terms of one kind.

    ``named`` has the path of each file and the names in it, ``folder`` is the place of the terms (``/tags/``);
    ``preferred`` spellings take precedence. ``taken`` are folders at the root that other pages have, in addition to
    ``TAKEN``. In adopted copy, sections with the same slug get another one.
    """
    spellings, first = _spellings(named)
    spelt = {folded(name): name for name in preferred}
    terms, owner = Terms(), dict[str, tuple[Use, Term]]()
    for key in sorted(spellings, key=lambda key: (key not in spelt, -spellings[key].total(), key)):
        name = spelt.get(key) or _usual(spellings[key])
        short = slug(name, settings.language)
        if settings.adopt and folder == "/" and (TAKEN.fullmatch(short) or short in taken):
            short = f"{short}-stories"
            terms.problems.append(_renamed(kind, first[key], short))
        if not short:
            terms.problems.append(_unreadable(kind, first[key]))
        elif short in owner:  # one term: both would have the same page
            terms.problems.append(_clash(kind, first[key], *owner[short], settings.adopt))
            terms.by_name[key] = owner[short][1]
            continue
        terms.by_name[key] = Term(name, short, address(settings, f"{folder}{short}/"))
        owner[short] = first[key], terms.by_name[key]
    return terms


TAKEN = re.compile(r"\d{4}|archive|assets|bylines|icons|latest|search|sitemaps|sources|tags|text")
"""Folders at the site's root that do not belong to sections."""


def _spellings(named: Iterable[tuple[str, Iterable[str]]]) -> tuple[dict[str, Counter[str]], dict[str, Use]]:
    """Return how often each spelling occurs, and the first use, by folded name."""
    spellings = defaultdict[str, Counter[str]](Counter)
    first, keys = dict[str, Use](), dict[str, str]()
    for path, names in named:
        for name in names:
            key = keys.get(name)
            if key is None:
                key = keys[name] = folded(name)
                first.setdefault(key, (name, path))
            spellings[key][name] += 1
    return spellings, first


def _renamed(kind: str, use: Use, short: str) -> Problem:
    name, path = use
    message = f"the {kind} `{name}` is at /{short}/, because its own address is that of another page"
    return Problem(path, 0, 0, message, "give it another name", "", "warning", "guessed")


def _usual(spellings: Mapping[str, int]) -> str:
    counted = Counter[str]()
    for spelling, count in spellings.items():
        counted[" ".join(spelling.split())] += count
    return min(counted, key=lambda spelling: (-counted[spelling], spelling))


def _unreadable(kind: str, use: Use) -> Problem:
    name, path = use
    message = f"the {kind} `{name}` has no letter or digit to make an address from"
    return Problem(path, 0, 0, message, "write it with letters or digits")


def _clash(kind: str, use: Use, other: Use, term: Term, adopt: bool) -> Problem:
    name, path = use
    message = f"the {kind} `{name}` would have the same address as `{other[0]}` in {other[1]}"
    fix = "spell them the same way, or choose a clearly different name"
    if adopt:
        return Problem(path, 0, 0, message, f"{fix}; both are listed as `{term.name}`", "", "warning", "guessed")
    if _words(name) == _words(other[0]):
        message = f"the {kind} `{name}` is listed as `{term.name}`, as in {other[1]}"
        return Problem(path, 0, 0, message, f"write `{term.name}`", level="warning")
    return Problem(path, 0, 0, message, fix)


def _words(name: str) -> str:
    """Return a name without the punctuation in which two spellings of one name may differ."""
    return _PUNCTUATION.sub(" ", folded(name)).strip()


_PUNCTUATION = re.compile("[\\s.,'\u2019\u2010\u2011-]+")
