"""The paper's own words, in the language of the site: what the theme says, and what listings are called.

They are written in English, in layouts as ``{{ _("Back to the top") }}``. A catalogue in gettext's form,
``layouts/languages/tr.po``, has them in another language; what it lacks stays English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from generator.digest import digest
from generator.output import Layout
from generator.problems import Problem

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FOLDER = "languages/"
"""Where catalogues lie among the layouts, each by its language: ``languages/pt-BR.po``."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. ``digest`` stands for all of them."""

    language: str
    digest: str = ""
    translations: NullTranslations = field(default_factory=NullTranslations, compare=False)

    def gettext(self, message: str, **values: object) -> str:
        """An English message in this language, with ``values`` in its gaps: ``%(name)s``."""
        return self.translations.gettext(message) % values if values else self.translations.gettext(message)

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The same for a message that depends on a number, which ``%(num)s`` stands for."""
        return self.translations.ngettext(one, many, number) % {"num": number, **values}


ENGLISH = Words("en")


def words_of(catalogues: Sequence[Layout], language: str) -> Words:
    """The words of a BCP 47 tag: of its own catalogue, before that of the language alone (``pt`` for ``pt-BR``).

    Where several have the same name, each goes over those before it, message by message.
    """
    ours = tuple(each for name in _names(language) for each in catalogues if each.name.casefold() == name)
    return _read(ours, language)


def problems_of(catalogues: Sequence[Layout]) -> Iterator[Problem]:
    """What is wrong in a site's own catalogues: lines that gettext's form does not know, gaps that do not match."""
    for each in catalogues:
        if not each.path.startswith("theme/"):
            yield from _problems(each)


def _names(language: str) -> list[str]:
    """The names that the catalogues of a language may have, the least special first."""
    parts = language.casefold().split("-")
    return [f"{FOLDER}{'-'.join(parts[:count])}.po" for count in range(1, len(parts) + 1)]


@lru_cache(maxsize=8)
def _read(catalogues: tuple[Layout, ...], language: str) -> Words:
    if not catalogues:
        return Words(language)
    from babel.messages.mofile import write_mo  # here, since a site in English needs neither
    from babel.support import Translations

    found = NullTranslations()
    for each in catalogues:
        if _problems(each):
            continue  # they are said
        compiled = BytesIO()
        write_mo(compiled, _parsed(each))
        compiled.seek(0)
        above = Translations(compiled)
        above.add_fallback(found)
        found = above
    return Words(language, digest([each.text for each in catalogues]), found)


_GAP = re.compile(r"%\((\w+)\)s")
_LINE = re.compile(
    r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?) *)?"([^"\\]|\\.)*")?'
)  # what Babel reads at its best


def _parsed(catalogue: Layout) -> Catalog:
    """A catalogue; what it does not say of its language's plurals, Babel knows."""
    from babel.core import UnknownLocaleError
    from babel.messages.pofile import read_po

    language = catalogue.name.removeprefix(FOLDER).removesuffix(".po").split("-")[0]
    try:
        return read_po(catalogue.text.splitlines(keepends=True), locale=language, abort_invalid=True)
    except UnknownLocaleError:
        return read_po(catalogue.text.splitlines(keepends=True), abort_invalid=True)


@lru_cache(maxsize=64)
def _problems(catalogue: Layout) -> tuple[Problem, ...]:
    from babel.messages.pofile import PoFileError

    lines = catalogue.text.splitlines()
    broken = next((number for number, line in enumerate(lines, 1) if not _LINE.fullmatch(line.strip())), 0)
    try:
        found = _parsed(catalogue)
    except PoFileError as error:
        broken = broken or error.lineno + 1
    except ValueError:
        broken = broken or 1
    if broken:
        words, fix = "this is not in the form of a catalogue", 'write `msgid "..."` and `msgstr "..."`'
        source = lines[broken - 1] if broken <= len(lines) else ""
        return (Problem(catalogue.path, broken, 0, words, fix, source),)
    return tuple(
        Problem(catalogue.path, message.lineno, 0, *wrong, lines[message.lineno - 1])
        for message in found
        if message.id and message.lineno and (wrong := _misfit(message.id, message.string))
    )


def _misfit(written: str | Sequence[str], said: str | Sequence[str] | None) -> tuple[str, str] | None:
    """What is wrong with the gaps of a translation, and how to mend it."""
    ours, theirs = ((each,) if isinstance(each, str) else each or () for each in (written, said))
    wanted = {gap for each in ours for gap in _GAP.findall(each)}
    for each in filter(None, theirs):
        gaps = {*_GAP.findall(each)}
        stray = gaps - wanted or {*re.findall(r"%(?!\(\w+\)s|%)\S*", each)}
        missing = wanted - gaps - {"num"}  # a form for one or two may do without the number
        if stray:
            return f"`{_shown(min(stray))}` is no gap of the English words", f"these are: {_listed(wanted) or 'none'}"
        if missing:
            return f"the gap `{_shown(min(missing))}` is missing here", "write it where its word is to stand"
    return None


def _shown(gap: str) -> str:
    return gap if gap.startswith("%") else f"%({gap})s"


def _listed(gaps: set[str]) -> str:
    return ", ".join(map(_shown, sorted(gaps)))
