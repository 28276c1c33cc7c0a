"""The site's own text in the language of its readers: the theme's labels and the names of listings.

The messages are written in English; layouts use ``{{ _("Back to the top") }}``. A catalogue in gettext's PO format,
``layouts/languages/tr.po``, translates them. Messages that it lacks stay in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.model import documentation
from generator.model.fingerprint import digest
from generator.model.output import Layout
from generator.model.problems import Problem
from generator.text.catalogs import FOLDER, catalogue_of
from generator.text.locales import shortest
from generator.text.plurals import Rule


@dataclass(frozen=True, slots=True)
class Words:
    """The messages in one language. ``digest`` is the fingerprint of the catalogues that they come from.

    ``words`` maps each message to its translation. ``plurals`` maps the singular of each message that depends on a
    number to all its forms, with the rule that chooses among them.
    """

    language: str
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict, compare=False)
    plurals: Mapping[str, tuple[Rule, tuple[str, ...]]] = field(default_factory=dict, compare=False)

    def gettext(self, message: str, **values: object) -> str:
        """Translate an English message and fill its placeholders (``%(name)s``) with ``values``."""
        translated = self.words.get(message, message)
        return translated % values if values else translated

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """Translate a message that depends on a number, which fills the placeholder ``%(num)s``."""
        rule, forms = self.plurals.get(one, (_english, (one, many)))
        return forms[rule(number)] % {"num": number, **values}

    def labelled(self, label: str, text: str) -> str:
        """Return ``label: text``, with a space before the colon if the language has one there, as French does."""
        return f"{label}{self.gettext(':')} {text}"


def _english(number: int) -> int:
    return int(number != 1)


ENGLISH = Words("en")


def words_of(catalogues: Sequence[Layout], language: str) -> Words:
    """Return the messages for a BCP 47 tag: its own catalogue takes precedence over the plain language's (``pt`` for
    ``pt-BR``).

    If several catalogues have the same name, each overrides those before it, message by message.
    """
    own = tuple(each for name in _names(language) for each in catalogues if each.name.casefold() == name)
    return _read(own, language)


def problems_of(catalogues: Sequence[Layout]) -> Iterator[Problem]:
    """Yield the problems in a site's own catalogues. Tests check the built-in ones."""
    for each in catalogues:
        if not each.path.startswith("theme/"):
            yield from catalogue_of(each).problems


def untranslated(catalogues: Sequence[Layout], language: str) -> Iterator[Problem]:
    """Yield a problem if not all of the theme's words are translated into the site's language."""
    if language.split("-")[0] == "en":
        return
    known = {message for each in catalogues if each.path.startswith("theme/") for message in _messages(each)}
    own = [each for name in _names(language) for each in catalogues if each.name.casefold() == name]
    missing = sorted(known.difference(*map(_messages, own)))
    if not own:
        message = f"`language` is `{language}`, but the theme has no words in it, so readers see English ones"
        yield Problem("site.toml", 0, 0, message, _fix(catalogues, language), level="warning")
    elif missing and not any(catalogue_of(each).problems for each in own):
        message = (
            f"{len(missing)} of the theme's {len(known)} texts are not translated here, so readers see English ones"
        )
        fix = f"translate them; the first is `{missing[0]}`"
        yield Problem(own[-1].path, 0, 0, message, fix, level="warning")


def _messages(catalogue: Layout) -> frozenset[str]:
    found = catalogue_of(catalogue)
    return frozenset((*found.words, *found.forms))


def _fix(catalogues: Sequence[Layout], language: str) -> str:
    """Return how to get a catalogue for a language: by correcting the tag, renaming a file, or translating."""
    if shortest(language) != language:
        return f'write `language = "{shortest(language)}"`'
    for each in catalogues:
        if each.name.casefold().replace("_", "-").startswith(f"{FOLDER}{language.casefold().split('-')[0]}-"):
            return f"rename {each.path} to {language.split('-')[0]}.po"
    return f"add layouts/{FOLDER}{language.split('-')[0]}.po; {documentation.page('how-to/languages')} says how"


def _names(language: str) -> list[str]:
    """Return the names that a language's catalogues may have, least specific first."""
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
