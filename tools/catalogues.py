"""Bring the theme's catalogues up to date: every message of the template, in its order, and no other.

Run by ``make words``, with the template that pybabel has extracted. A message that is new is left empty, for somebody
to translate. The header of a catalogue is kept as it is; one that has none yet (a new language begins as an empty
file) gets one, with the plural rule of the CLDR.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from generator.text.plurals import suggested

CATALOGUES = Path(__file__).parent.parent / "layouts" / "languages"

HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"{plurals}\n"
"""


_HEADER = re.compile(r'(#.*\n)*msgid ""\nmsgstr ""\n(".*"\n)*')


def header_of(text: str, language: str) -> str:
    """The header of a catalogue, word for word; with a plural rule added, or new, where it has none."""
    found = _HEADER.match(text)
    if not found:
        return HEADER.format(language=language, plurals=suggested(language))
    return found[0] if "Plural-Forms:" in found[0] else f'{found[0]}"{suggested(language)}\\n"\n'


def updated(text: str, language: str, template: Catalog) -> str:
    """A catalogue with the messages of ``template``."""
    header = header_of(text, language)
    body = _HEADER.sub("", text, count=1)
    catalogue = read_po(f"{header}\n{body}".splitlines(keepends=True), ignore_obsolete=True, abort_invalid=True)
    catalogue.update(template, no_fuzzy_matching=True)
    made = BytesIO()
    write_po(made, catalogue, width=0, omit_header=True, ignore_obsolete=True)
    return f"{header}\n{made.getvalue().decode()}"


def main() -> None:
    """Update every catalogue by the template that is named."""
    with Path(sys.argv[1]).open("rb") as file:
        template = read_po(file)
    for path in sorted(CATALOGUES.glob("*.po")):
        path.write_text(updated(path.read_text(encoding="utf-8"), path.stem, template), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
