"""What becomes of wire copy on the site: our own ninjs comes back as it was, and what is withheld is nowhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from newsroom import SETTINGS, Newsroom, photo, story
from small_pictures import jpeg
from wire_samples import FORMATS, NINJS_3, NITF
from wire_samples import SETTINGS as WIRE

from generator.cli import main
from generator.editorial.importers import import_copy, import_what_can_be
from generator.model.settings import Agency
from generator.pipeline.build import settings_of

SITE = SETTINGS + 'publisher = "Port Elm Courier Press"\nfields = ["details"]\n'
AGENCY = '[agencies."North Coast Wire"]\ntimezone = "Europe/Lisbon"\naliases = ["NCW"]\nsection = "World"\n'
BODY = """\
The council *asks*, **again**, `x * y`, [a guide](https://a.example/b_c) and H<sub>2</sub>O.

## What it asks

- One
- Two
  - Three

1. First
2. Second

> A quotation.

| Ship | Tons |
| --- | --- |
| Solveig | 4 |

```
code  here
```

A line\\
and another. 1\\. \\# \\*not\\* & more — “quoted”."""


def test_our_own_ninjs_comes_back_as_the_same_story(newsroom: Newsroom, tmp_path: Path) -> None:
    more = (
        *("section: Council", "tags: [Harbour dues, Votes]", "bylines: [Elif Kaya, Tom Ardley]", "dateline: PORT ELM"),
        *("standfirst: By one vote.", "modified: 2026-11-21T10:00", "kind: analysis", "series: The dues row"),
        *("sponsored: Skerra Ferries", "ai: A program set the tables.", "expires: 2027-01-01"),
        *("corrections:", "  - {at: 2026-11-22T10:00, kind: clarification, text: It was two votes.}"),
    )
    newsroom.write(SITE + story("council/a.md", "Council asks", "2026-11-20T10:00", *more, body=BODY)).build()
    ours = newsroom.output / "2026/11/20/council-asks/ninjs.json"

    other = Newsroom(tmp_path / "other").write(SITE)
    (imported,) = import_copy(other.folder, [ours], settings_of(other.folder))
    assert imported.outcome == "new"
    other.build()
    again = other.page("2026/11/20/council-asks/ninjs.json")
    assert _same(again) == _same(ours.read_text(encoding="utf-8"))


def _same(ninjs: str) -> str:
    """The item without the time of a correction, of which ninjs has only the day."""
    return re.sub(r'"(?:version|versionCreated)":"[^"]*",?', "", ninjs)


@pytest.mark.parametrize("form", FORMATS)
def test_an_imported_story_is_published_without_a_problem(newsroom: Newsroom, form: str) -> None:
    newsroom.write(SITE + AGENCY)
    (newsroom.folder / "in").mkdir()
    (newsroom.folder / "in/quay.jpg").write_bytes(photo(40, 30))
    file = newsroom.folder / "in/copy"
    file.write_bytes(FORMATS[form])
    import_copy(newsroom.folder, [file], settings_of(newsroom.folder))
    built = newsroom.build("2026-11-30T12:00:00+00:00")
    assert built.stories == 1
    assert not [each for each in built.warnings if not each.fix.endswith("decoration")]  # ninjs 1 has no alt text
    assert "The town council has asked" in newsroom.page("2026/11/24/council-asks-board-to-think-again")


SECRET = "Skerrasecret"
WITHHELD = {
    "ninjs 3": ('"usable"', '"canceled"'),
    "NewsML-G2": ("stat:usable", "stat:withheld"),
    "NITF": ("<date.issue", '<date.release norm="20361125T060000Z"/><date.issue'),
    "NewsML 1.2": ('"Usable"', '"Withheld"'),
}


@pytest.mark.parametrize("form", WITHHELD)
def test_what_an_agency_keeps_back_is_nowhere_on_the_site(newsroom: Newsroom, form: str) -> None:
    newsroom.write(SITE + AGENCY + story("a.md", "Ferry", "2026-11-20"))
    old, new = WITHHELD[form]
    text = FORMATS[form].decode("latin-1").replace(old, new)
    for word in ("Council asks", "The town", "clerk", "By one vote", "local government", "quay"):
        text = text.replace(word, f"{SECRET} {word}" if word != "quay" else SECRET)
    file = newsroom.folder / "copy"
    file.write_bytes(text.encode("latin-1"))
    (newsroom.folder / f"{SECRET}.jpg").write_bytes(jpeg(8, 6))
    import_copy(newsroom.folder, [file], settings_of(newsroom.folder))
    newsroom.build("2026-11-30T12:00:00+00:00")
    assert not [
        name for name, data in newsroom.tree().items() if SECRET.lower().encode() in (name.encode() + data).lower()
    ]


def test_a_kill_takes_a_published_story_from_readers(newsroom: Newsroom) -> None:
    newsroom.write(SITE + AGENCY)
    file = newsroom.folder / "copy"
    file.write_text(NINJS_3, encoding="utf-8")
    import_copy(newsroom.folder, [file], settings_of(newsroom.folder))
    newsroom.build("2026-11-30T12:00:00+00:00")
    assert "town council" in newsroom.page("2026/11/24/council-asks-board-to-think-again")
    file.write_text(NINJS_3.replace('"usable"', '"canceled"'), encoding="utf-8")
    import_copy(newsroom.folder, [file], settings_of(newsroom.folder))
    newsroom.build("2026-11-30T12:00:00+00:00")
    assert not [name for name, data in newsroom.tree().items() if b"town council" in data]


@pytest.mark.parametrize("status", ["withheld", "embargoed"])
def test_of_a_story_that_readers_never_saw_not_even_the_address_is_left_by_a_kill(
    newsroom: Newsroom, status: str
) -> None:
    newsroom.write(SITE + AGENCY + story("a.md", "Ferry", "2026-11-20"))
    file = newsroom.folder / "copy"
    embargo = '"usable", "embargoedUntil": "2026-12-24T06:00:00Z"'
    for given in ('"withheld"' if status == "withheld" else embargo, '"canceled"'):
        file.write_text(NINJS_3.replace('"usable"', given), encoding="utf-8")
        import_copy(newsroom.folder, [file], settings_of(newsroom.folder))
        newsroom.build("2026-11-30T12:00:00+00:00")
        tree = newsroom.tree()
        assert not [name for name, data in tree.items() if b"asks-board" in name.encode() + data]


def test_a_folder_may_be_given(newsroom: Newsroom) -> None:
    newsroom.write(SITE + AGENCY)
    (newsroom.folder / "in").mkdir()
    (newsroom.folder / "in/a.xml").write_text(NITF, encoding="utf-8")
    (newsroom.folder / "in/quay.jpg").write_bytes(photo())
    done = CliRunner().invoke(main, ["import", str(newsroom.folder / "in"), "--site", str(newsroom.folder)])
    assert done.exit_code == 0, done.output
    assert done.output.split()[:2] == ["new", "content/world/2026-11-24-council-asks-board-to-think-again.md"]


@pytest.mark.skipif("BROADSHEET_WIRES" not in os.environ, reason="needs folders of real copy: BROADSHEET_WIRES")
def test_real_copy_is_imported_and_published_or_refused_in_words(newsroom: Newsroom) -> None:
    """``BROADSHEET_WIRES`` names folders of wire copy, with colons between them."""
    newsroom.write(SITE)
    agencies = {name: Agency(name, "UTC", section="World", aliases=(alias,)) for name, alias in REAL_AGENCIES.items()}
    settings = replace(WIRE, agencies=agencies)
    for folder in map(Path, os.environ["BROADSHEET_WIRES"].split(":")):
        files = sorted(file for file in folder.rglob("*") if file.suffix in (".json", ".xml"))
        imported, problems = import_what_can_be(newsroom.folder, files, settings)
        assert [each for each in imported if each.outcome == "new"], folder
        assert all(each.fix for each in problems)
    newsroom.build("2036-11-30T12:00:00+00:00")


REAL_AGENCIES = {
    "Reuters": "REUTERS",
    "Associated Press": "AP",
    "NTB": "ntb",
    "TT": "tt",
    "DopingWatch": "addb",
    "Business Wire": "Business Wire, Inc.",
    "Sports Network": "The Sports Network",
}
"""Agencies in the samples of the standards, with another name of each."""
