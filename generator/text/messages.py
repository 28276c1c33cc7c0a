"""The paper's own words, in the language of the site: what the theme says, and what listings are called.

They are written in English, in layouts as ``{{ _("Back to the top") }}``. A catalogue in gettext's form,
``layouts/languages/tr.po``, has them in another language; what it lacks stays English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.model.fingerprint import digest
from generator.model.output import Layout
from generator.model.problems import Problem
from generator.text.catalogs import FOLDER, catalogue_of
from generator.text.plurals import Rule


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. ``digest`` stands for all of them.

    ``words`` has the translation of each message. ``plurals`` has all forms of each message that depends on a number,
    by its singular, with the rule that chooses among them.
    """

    language: str
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict, compare=False)
    plurals: Mapping[str, tuple[Rule, tuple[str, ...]]] = field(default_factory=dict, compare=False)

    def gettext(self, message: str, **values: object) -> str:
        """An English message in this language, with ``values`` in its gaps: ``%(name)s``."""
        said = self.words.get(message, message)
        return said % values if values else said

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The same for a message that depends on a number, which ``%(num)s`` stands for."""
        rule, forms = self.plurals.get(one, (_english, (one, many)))
        return forms[rule(number)] % {"num": number, **values}


def _english(number: int) -> int:
    return int(number != 1)


ENGLISH = Words("en")


def words_of(catalogues: Sequence[Layout], language: str) -> Words:
    """The words of a BCP 47 tag: of its own catalogue, before that of the language alone (``pt`` for ``pt-BR``).

    Where several have the same name, each goes over those before it, message by message.
    """
    ours = tuple(each for name in _names(language) for each in catalogues if each.name.casefold() == name)
    return _read(ours, language)


def problems_of(catalogues: Sequence[Layout]) -> Iterator[Problem]:
    """What is wrong in a site's own catalogues. Ours are held to the same by tests."""
    for each in catalogues:
        if not each.path.startswith("theme/"):
            yield from catalogue_of(each).problems


def _names(language: str) -> list[str]:
    """The names that the catalogues of a language may have, the least special first."""
    parts = language.casefold().split("-")
    return [f"{FOLDER}{'-'.join(parts[:count])}.po" for count in range(1, len(parts) + 1)]


@lru_cache(maxsize=8)
def _read(layouts: tuple[Layout, ...], language: str) -> Words:
    words: dict[str, str] = {}
    plurals: dict[str, tuple[Rule, tuple[str, ...]]] = {}
    for each in map(catalogue_of, layouts):
        words |= each.words
        plurals |= {one: (each.plurals.rule, forms) for one, forms in each.forms.items()}
    return Words(language, digest([each.text for each in layouts]) if layouts else "", words, plurals)
