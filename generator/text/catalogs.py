"""Message catalogues: the theme's text in one language, in gettext's PO format (``layouts/languages/tr.po``).

The header of a catalogue gives its language's plural rule as ``Plural-Forms``. Babel and the CLDR also have such rules,
but these change between releases, and with them the ``msgstr[n]`` that a number selects. So only the rule in the
catalogue is used.
The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from generator.model.output import Layout
from generator.model.problems import Level, Problem
from generator.text.plurals import MOST, NO_PLURALS, Plurals, plurals_of, suggested

if TYPE_CHECKING:
    from babel.messages.catalog import Message

FOLDER = "languages/"
"""The folder of catalogues among the layouts; each is named after its language: ``languages/pt-BR.po``."""


class Catalogue(msgspec.Struct, frozen=True):
    """A parsed catalogue: its plural rule, its translations, and its problems.

    ``words`` maps each message to its translation; ``forms`` maps the singular of each plural message to all its forms.
    """

    plurals: Plurals = NO_PLURALS
    words: Mapping[str, str] = {}
    forms: Mapping[str, tuple[str, ...]] = {}
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=64)
def catalogue_of(layout: Layout) -> Catalogue:
    """Read a catalogue. If it has errors, it translates nothing; ``problems`` lists errors and warnings."""
    if broken := _broken(layout):
        return Catalogue(problems=(broken,))
    header, messages = _messages(layout)
    found = [*_header_problems(layout, header), *_form_problems(layout, header, messages)]
    found += _gap_problems(layout, messages)
    if any(each.level == "error" for each in found):
        return Catalogue(problems=tuple(found))
    words = {each.id: str(each.string) for each in messages if isinstance(each.id, str)}
    forms = {each.id[0]: _forms(each) for each in messages if not isinstance(each.id, str)}
    return Catalogue(_stated(header) or NO_PLURALS, words, forms, tuple(found))


_LINE = re.compile(
    r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?) *)?"([^"\\]|\\.)*")?'
)  # the lines that Babel parses correctly


def _broken(layout: Layout) -> Problem | None:
    """Return a problem at the first line that is not in gettext's format; ``None`` if all lines are."""
    from babel.messages.pofile import PoFileError

    lines = layout.text.splitlines()
    line = next((number for number, line in enumerate(lines, 1) if not _LINE.fullmatch(line.strip())), 0)
    try:
        _messages(layout)
    except PoFileError as error:
        line = line or error.lineno + 1
    except ValueError:
        line = line or 1
    words, fix = "this is not in gettext's PO format", 'write `msgid "..."` and `msgstr "..."`'
    return _problem(layout, line, words, fix) if line else None


def _messages(layout: Layout) -> tuple[str, list[Message]]:
    """Return the header and the translated messages, without those that are marked as fuzzy or have a context."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileParser

    class _Written(Catalog):
        """A Babel catalogue that keeps every plural form in the file, and the header verbatim."""

        header = ""
        num_plurals = MOST

        def __setitem__(self, key: str | tuple[str, ...] | list[str], message: Message) -> None:
            if key:
                super().__setitem__(key, message)
            else:
                self.header = str(message.string)

    written = _Written()
    PoFileParser(written, ignore_obsolete=True, abort_invalid=True).parse(layout.text.splitlines(keepends=True))
    used = [each for each in written if each.id and not each.fuzzy and not each.context and _forms(each)]
    return written.header, used


def _forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message, one for each plural form, without empty ones at the end."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    while forms and not forms[-1]:
        forms.pop()
    return tuple(forms)


def _field(header: str, name: str) -> str:
    """Return the value of a header field; empty if the header lacks it."""
    found = re.search(rf"^{name}[ \t]*:[ \t]*(.*?)[ \t]*$", header, re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _stated(header: str) -> Plurals | None:
    """Return the plural rule in a header; ``None`` if there is none.

    :raises ValueError: if ``Plural-Forms`` is not a valid rule.
    """
    stated = _field(header, "Plural-Forms")
    return plurals_of(stated) if stated else None


def _header_problems(layout: Layout, header: str) -> Iterator[Problem]:
    language, stated = _language(layout), _field(header, "Language")
    try:
        _stated(header)
    except ValueError:
        message = "this is not a valid plural rule, or it gives some number a form beyond `nplurals`"
        yield _problem(layout, _line_of(layout, "plural-forms"), message, f"write `{suggested(language)}`")
    if stated and re.split("[-_@.]", stated)[0].casefold() != language.split("-")[0].casefold():
        message = f"this header is for another language: `{stated}` in the catalogue for `{language}`"
        fix = f"write `Language: {language}`, and `{suggested(language)}`"
        yield _problem(layout, _line_of(layout, "language:"), message, fix, "warning")


def _form_problems(layout: Layout, header: str, messages: Sequence[Message]) -> Iterator[Problem]:
    """Yield problems with messages whose plural forms do not match the header."""
    try:
        plurals = _stated(header)
    except ValueError:
        return  # reported for the header
    counted = [each for each in messages if not isinstance(each.id, str)]
    if counted and not plurals:
        line = _line_of(layout, "msgid_plural")
        message = "this has plural forms, but the catalogue has no rule for which number gets which form"
        yield _problem(layout, line, message, _add_header(layout, header, len(_forms(counted[0]))))
    elif plurals:
        for each in counted:
            forms = _forms(each)
            if len(forms) != plurals.forms or not all(forms):
                message = f"this has {_written(forms)}, but the header says {plurals.forms} (`nplurals`)"
                fix = f"translate {_numbers(plurals.forms)}, or correct `Plural-Forms` in the header"
                yield _problem(layout, each.lineno or 0, message, fix)


def _written(forms: Sequence[str]) -> str:
    count = sum(map(bool, forms))
    return "1 plural form" if count == 1 else f"{count} plural forms"


def _numbers(forms: int) -> str:
    return "`msgstr[0]` only" if forms == 1 else f"`msgstr[0]` to `msgstr[{forms - 1}]`"


def _add_header(layout: Layout, header: str, forms: int) -> str:
    """Return the fix that adds a plural rule to a catalogue without one."""
    line = f'`"{suggested(_language(layout), forms)}\\n"`'
    if header:
        return f"add this line to the header: {line}"
    return f'begin the file with three lines: `msgid ""`, `msgstr ""` and {line}'


def _language(layout: Layout) -> str:
    """Return the language in a catalogue's file name."""
    return layout.name.removeprefix(FOLDER).removesuffix(".po")


_GAP = re.compile(r"%\((\w+)\)s")


def _gap_problems(layout: Layout, messages: Sequence[Message]) -> Iterator[Problem]:
    """Yield problems with translations whose placeholders differ from those of the English text."""
    for each in messages:
        english = (each.id,) if isinstance(each.id, str) else each.id
        if wrong := _misfit(english, _forms(each)):
            yield _problem(layout, each.lineno or 0, *wrong)


def _misfit(written: Sequence[str], translated: Sequence[str]) -> tuple[str, str] | None:
    """Return what is wrong with the placeholders of a translation, and the fix; ``None`` if they are right."""
    wanted = {gap for each in written for gap in _GAP.findall(each)}
    for each in filter(None, translated):
        gaps = {*_GAP.findall(each)}
        stray = gaps - wanted or {*re.findall(r"%(?!\(\w+\)s)\S*", each.replace("%%", "") if wanted else each)}
        missing = wanted - gaps - {"num"}  # a form for one or two may omit the number
        if stray:
            return (
                f"`{_shown(min(stray))}` is not a placeholder in the English text",
                f"the placeholders are: {_listed(wanted) or 'none'}",
            )
        if missing:
            return f"the placeholder `{_shown(min(missing))}` is missing here", "write it where its value should appear"
    return None


def _shown(gap: str) -> str:
    return gap if gap.startswith("%") else f"%({gap})s"


def _listed(gaps: set[str]) -> str:
    return ", ".join(map(_shown, sorted(gaps)))


def _line_of(layout: Layout, words: str) -> int:
    """Return the first line that contains ``words``, ignoring letter case and comment lines; 1 if there is none."""
    lines = enumerate(layout.text.casefold().splitlines(), 1)
    return next((number for number, line in lines if words in line and not line.lstrip().startswith("#")), 1)


def _problem(layout: Layout, line: int, message: str, fix: str, level: Level = "error") -> Problem:
    lines = layout.text.splitlines()
    return Problem(layout.path, line, 0, message, fix, lines[line - 1] if 0 < line <= len(lines) else "", level)
