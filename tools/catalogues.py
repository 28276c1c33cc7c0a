"""Update the theme's message catalogues to contain exactly the messages in the template, in the same order.

``make words`` runs this with the template that pybabel extracted. New messages stay empty until someone translates
them. The header of a catalogue does not change; a catalogue without one (a new language begins as an empty file)
gets a header with the plural rule from the CLDR.
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
    """Return the header of a catalogue as it is, with a plural rule if it lacks one; a new header if there is none."""
    found = _HEADER.match(text)
    if not found:
        return HEADER.format(language=language, plurals=suggested(language))
    return found[0] if "Plural-Forms:" in found[0] else f'{found[0]}"{suggested(language)}\\n"\n'


def updated(text: str, language: str, template: Catalog) -> str:
    """Return the text of a catalogue, updated to the messages in ``template``."""
    header = header_of(text, language)
    body = _HEADER.sub("", text, count=1)
    catalogue = read_po(f"{header}\n{body}".splitlines(keepends=True), ignore_obsolete=True, abort_invalid=True)
    catalogue.update(template, no_fuzzy_matching=True)
    made = BytesIO()
    write_po(made, catalogue, width=0, omit_header=True, ignore_obsolete=True)
    return f"{header}\n{made.getvalue().decode()}"


def main() -> None:
    """Update all catalogues from the template named on the command line."""
    with Path(sys.argv[1]).open("rb") as file:
        template = read_po(file)
    for path in sorted(CATALOGUES.glob("*.po")):
        path.write_text(updated(path.read_text(encoding="utf-8"), path.stem, template), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
