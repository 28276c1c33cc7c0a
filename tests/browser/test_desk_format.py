"""How the desk reads and writes files: what nobody has changed stays as it is, and our reader reads what is written."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, story
from pages_host import pages
from playwright.sync_api import Browser, Error, Page

from generator.model.slug import slug
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
DESK = """sections = ["Harbour", "Council"]
[desk]
repository = "courier/site"
[taxonomies.places]
field = "places"
"""
CHANGED = """async ([collection, files]) => {
  const { formatOf } = await import("./format.js");
  const read = async (name) => (await fetch(name)).json();
  const [config, names] = [await read("config.json"), await read("names.json")];
  const { fields } = config.collections.find(({ name }) => name === collection);
  const { fromFile, toFile } = formatOf(fields, names.also[collection]);
  return files.map(([text, changes]) => {
    const content = { ...(text === null ? {} : fromFile(text)), ...changes };
    try {
      return toFile(Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null)));
    } catch (error) {
      throw error.cause ?? error;
    }
  });
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Page]:
    """The sign-in screen of a desk, whose modules can be asked."""
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SETTINGS + DESK + story("a.md", "A", "2026-11-20"))
    (newsroom.folder / "node_modules").symlink_to(ROOT / "node_modules")
    newsroom.build()
    with pages(newsroom.tree(), "/") as address, chromium.new_page() as page:
        page.goto(f"{address}admin/")
        yield page


def _saved(desk: Page, text: str | None, collection: str = "stories", **changes: Any) -> str:
    """A file as the desk saves it after changes to its form; None takes a value out. ``text`` is None for a new one."""
    [saved] = desk.evaluate(CHANGED, [collection, [[text, changes]]])
    return str(saved)


def _read(text: str) -> tuple[dict[str, Any], str]:
    """What our reader finds in a file."""
    parts = front_matter.read(decoded(text.encode(), "a.md"))
    assert parts.front, text
    return {each.name: each.value.plain for each in parts.front.entries.values()}, parts.body


@pytest.mark.parametrize("folder", ["content", "tests/golden/courier/content"])
def test_a_new_headline_changes_one_line_of_each_file(desk: Page, folder: str) -> None:
    kinds = {"pages": "pages", "people": "people", "series": "series", "tags": "topics"}
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / folder).rglob("*.md")):
        text = file.read_bytes().decode()
        if text.startswith(("---", "+++")):
            kind = "sections" if file.name == "_index.md" else kinds.get(file.parent.name, "stories")
            found.setdefault(kind, []).append(text)
    assert found
    for kind, texts in found.items():
        name = "name" if kind == "people" else "title"
        changes: list[dict[str, str]] = [{}, {name: "Another"}]
        saved = desk.evaluate(CHANGED, [kind, [[text, each] for text in texts for each in changes]])
        for text, same, changed in zip(texts, saved[::2], saved[1::2], strict=True):
            assert same == text
            old, new = ([each for each in file.split("\n") if not each.startswith(name)] for file in (text, changed))
            assert new == old


STORY = """---
# Written by hand
date: 2026-11-20T09:10:00+00:00   # as the agency has it
title: 'Ferry back'
bylines: By Ada Marsh and Tom Reed
tags: Ferry, Skerra

series: Harbour dues
image: {src: ../a.jpg, alt: "A: boat"} # the only one
corrections:
  # the first
  - {at: 2026-11-20 12:00, text: It is six.}
  - at: 2026-11-20T10:30:00+00:00
    text: >-
      It is
      seven.
ward: {of: Quay, no: 2}
standfirst:
draft: no
---


Text.  \n"""


def test_a_file_that_is_not_changed_stays_as_it_is(desk: Page) -> None:
    for text in (STORY, STORY.replace("\n", "\r\n"), f"\ufeff{STORY}", f"{STORY}\n\n", STORY.removesuffix("\n")):
        assert _saved(desk, text) == text


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"title": "It’s"}, "title: 'Ferry back'", "title: 'It’s'"),
        ({"published": "2026-11-21T08:00"}, "date: 2026-11-20T09:10:00+00:00   #", "date: 2026-11-21T08:00   #"),
        ({"tags": ["Ferry"]}, "tags: Ferry, Skerra", "tags: [Ferry]"),
        ({"series": {"name": "Dues"}}, "series: Harbour dues", "series: Dues"),
        ({"series": {"name": "Dues", "part": 2}}, "series: Harbour dues", 'series: {name: "Dues", part: 2}'),
        ({"series": None}, "series: Harbour dues\n", ""),
        ({"standfirst": "Now"}, "standfirst:\n", "standfirst: Now\n"),
        ({"draft": True}, "draft: no", "draft: true"),
        (
            {"picture": {"src": "../a.jpg", "alt": "B"}},
            'image: {src: ../a.jpg, alt: "A: boat"}',
            'image: {src: "../a.jpg", alt: "B"}',
        ),
        ({"section": "Harbour"}, "standfirst:\n", "standfirst:\nsection: Harbour\n"),
    ],
)
def test_a_change_leaves_everything_else(desk: Page, changes: dict[str, Any], before: str, after: str) -> None:
    assert before in STORY
    assert _saved(desk, STORY, **changes) == STORY.replace(before, after, 1)


def test_front_matter_in_braces_stays_in_braces(desk: Page) -> None:
    text = "---\n{ title: A, 'draft': true, tags: [B] }  # all\n---\nText.\n"
    assert _saved(desk, text, title="C: d") == text.replace("A,", '"C: d",')
    assert _saved(desk, text, tags=[], section="Harbour") == text.replace(", tags: [B]", ', section: "Harbour"')
    assert _saved(desk, text, draft=False) == text.replace("'draft': true, ", "")


def test_a_day_stays_a_day(desk: Page) -> None:
    text = "---\ntitle: A\nplanned: 2026-12-08\n---\n"
    assert _saved(desk, text, planned="2026-12-08T00:00") == text
    assert _saved(desk, text, planned="2026-12-09T00:00") == text.replace("08", "09")
    assert _saved(desk, text, planned="2026-12-09T10:00") == text.replace("08", "09T10:00")


def test_numbers_stay_as_they_are_written(desk: Page) -> None:
    assert _saved(desk, "---\ntitle: 0123\ntags: [007, 1_000]\n---\n", tags=["007", "1_000", "A"]) == (
        '---\ntitle: 0123\ntags: ["007", "1_000", A]\n---\n'
    )


def test_corrections_that_were_there_stay_as_they_are_written(desk: Page) -> None:
    two = [{"at": "2026-11-20T12:00", "text": "It is six."}, {"at": "2026-11-20T13:30", "text": "It is seven."}]
    third = {"at": "2026-11-21T08:00", "kind": "update", "text": "It is *eight*: really."}
    lines = '  - at: 2026-11-21T08:00\n    kind: update\n    text: "It is *eight*: really."\n'
    assert _saved(desk, STORY, corrections=[*two, third]) == STORY.replace("seven.\n", f"seven.\n{lines}")
    changed = _saved(desk, STORY, corrections=[two[0], {**two[1], "text": "It is nine."}])
    assert changed == STORY.replace(">-\n      It is\n      seven.", '"It is nine."')
    assert "seven" not in _saved(desk, STORY, corrections=two[:1])
    assert "{at: 2026-11-20 12:00, text: It is six.}" in _saved(desk, STORY, corrections=two[:1])


TOML = """+++
# By hand
title = 'Ferry back'
date = 2026-11-20T09:10:00Z  # as the agency has it
tags = [
  "Ferry", # one
]

[picture]
src = "a.jpg"

# further down
[[corrections]]
at = 2026-11-20T12:00:00
text = "Six."
+++
Text.
"""


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"title": "Ferry"}, "'Ferry back'", "'Ferry'"),
        ({"published": "2026-11-21T08:00"}, "2026-11-20T09:10:00Z", '"2026-11-21T08:00"'),
        ({"tags": ["A", "B"]}, '[\n  "Ferry", # one\n]', '["A", "B"]'),
        ({"section": "Harbour"}, "]\n\n[picture]", ']\nsection = "Harbour"\n\n[picture]'),
        ({"picture": {"src": "b.jpg", "alt": "B"}}, 'src = "a.jpg"', 'src = "b.jpg"\nalt = "B"'),
        (
            {"event": {"from": "2026-12-01", "place": "Quay"}},
            'Six."\n',
            'Six."\n\n[event]\nfrom = "2026-12-01"\nplace = "Quay"\n',
        ),
    ],
)
def test_a_change_in_toml_leaves_everything_else(desk: Page, changes: dict[str, Any], before: str, after: str) -> None:
    assert before in TOML
    assert _saved(desk, TOML, **changes) == TOML.replace(before, after, 1)


def test_what_cannot_be_written_is_refused_with_the_name_of_the_field(desk: Page) -> None:
    dotted = '+++\ntitle = "A"\npicture.src = "a.jpg"\n+++\nText.\n'
    with pytest.raises(Error, match="“Picture” is written in this file in a way that the desk cannot change"):
        _saved(desk, dotted, picture={"src": "b.jpg"})
    assert _saved(desk, dotted, title="B") == dotted.replace('"A"', '"B"')


WEIRD = [
    *(
        "Ferry: back",
        "#1 boat",
        "- a dash",
        "'quoted' \"twice\"",
        "yes",
        "null",
        "~",
        "12:30",
        "0123",
        "2026-11-20",
        "@all",
    ),
    *(
        "{a: b}",
        "[Update]",
        "100 % \\ back",
        "a # b",
        "🚢 emoji \u200d",
        "two\nlines",
        "tab\there",
        "*bold* & <b>",
        "a: |",
    ),
    *(
        "a \u2028 line",
        "---",
        "+++",
        "Straße ığüş",
        "مرحبا",
        "%TAG",
        "!tag",
        "? key",
        "> folded",
        "`code`",
        "=",
    ),
]


def test_text_is_added_to_a_file_that_has_none(desk: Page) -> None:
    for head in ("---\ntitle: A\n---", "---\ntitle: A\n---\n", "---\ntitle: A\n---\n\n"):
        assert _saved(desk, head, body="One.\n\nTwo.\n") == "---\ntitle: A\n---\n\nOne.\n\nTwo.\n"
        assert _saved(desk, head) == head


def test_whatever_is_written_is_what_our_reader_reads(desk: Page) -> None:
    given = [{"title": text, "tags": [text], "picture": {"src": "a.jpg", "alt": text}, "body": text} for text in WEIRD]
    for start in (None, STORY, TOML):
        saved = desk.evaluate(CHANGED, ["stories", [[start, each] for each in given]])
        for text, file in zip(WEIRD, saved, strict=True):
            values, body = _read(file)
            picture = values.get("picture") or values["image"]
            assert isinstance(picture, dict)
            line = text.replace("\n", " ")  # the desk has one line for each field
            assert [values["title"], values["tags"], picture["alt"], body.strip()] == [line, [line], line, text], file


EDITS: dict[str, list[Any]] = {
    "title": ["A: b", "Plain"],
    "standfirst": ["", "x # y"],
    "tags": [[], ["A", "B: c"]],
    "published": ["2026-01-02T03:04", ""],
    "picture": [{}, {"src": "b.jpg", "alt": "q"}],
    "corrections": [[], [{"at": "2026-01-02T03:04", "text": "Z."}, {"at": "2026-01-03T03:04", "text": "Y"}]],
    "series": [{}, {"name": "S", "part": 2}],
    "related": [[], ["a", "b"]],
    "live": [{}, {"from": "2026-01-01T10:00"}],
    "event": [{}, {"from": "2026-01-01T10:00", "place": "Q"}],
    "slug": ["", "new"],
}


def test_any_change_is_read_as_it_was_made_and_nothing_else_changes(desk: Page) -> None:
    texts = [file.read_bytes().decode() for file in sorted((ROOT / "content/council").glob("2*.md"))]
    chance = random.Random(5)
    cases = [
        (text, {name: chance.choice(EDITS[name]) for name in chance.sample([*EDITS], chance.choice((1, 2, 4)))})
        for text in [*texts, TOML]
        for _ in range(25)
    ]
    for (text, edits), saved in zip(cases, desk.evaluate(CHANGED, ["stories", cases]), strict=True):
        (was, before), (now, after) = _read(text), _read(saved)
        for values in (was, now):
            values |= {"published": values.pop("date")} if "date" in values else {}
        wanted = {name: value for name, value in (was | edits).items() if value or name not in edits}
        assert json.dumps(now, sort_keys=True) == json.dumps(wanted, sort_keys=True), (edits, saved)
        assert after == before


def test_front_matter_is_found_wherever_our_reader_finds_it(desk: Page) -> None:
    usual = "---\ntitle: A\ndraft: true\n---\nText.\n"
    toml = '+++\ntitle = "A"\ndraft = true\n+++\nText.\n'
    for text in (f"\n\n{usual}", f"\ufeff\n{usual}", usual.replace("\n---\nT", "\n...\nT"), f"\n{toml}"):
        assert _read(text)[0] == {"title": "A", "draft": True}
        assert _saved(desk, text) == text
        saved = _saved(desk, text, title="B")
        assert (saved, _read(saved)[0]) == (text.replace("A", "B", 1), {"title": "B", "draft": True})
    line = '---\nstandfirst: "a\u2028b"\ntitle: A\n---\n'
    assert _saved(desk, line, title="B") == line.replace("A", "B")


def test_fields_without_fences_are_not_put_below_new_ones(desk: Page) -> None:
    text = "title: A\ndraft: true\n\nText.\n"
    assert _saved(desk, text) == text
    with pytest.raises(Error, match="the fields of this file have no line “---” above and below them"):
        _saved(desk, text, title="B")
    assert _saved(desk, "Text.\n", title="B") == "---\ntitle: B\n---\n\nText.\n"


def test_names_that_every_object_has_are_names_like_any_other(desk: Page) -> None:
    fields = "__proto__: {draft: true}\nconstructor: x\nhasOwnProperty: 3\ntags: [constructor, __proto__]"
    text = f"---\n{fields}\ndraft: constructor\npicture: {{__proto__: {{alt: Z}}, src: a.jpg}}\ntitle: A\n---\nText.\n"
    assert _saved(desk, text) == text
    assert _saved(desk, text, title="B") == text.replace("A", "B")
    assert _read(_saved(desk, text, draft=True))[0] == _read(text.replace("draft: constructor", "draft: true"))[0]


def test_what_is_empty_is_left_out(desk: Page) -> None:
    saved = _saved(
        desk, None, title="A", standfirst="  ", tags=[""], expires="", picture={"src": "", "alt": ""}, draft=True
    )
    assert saved == "---\ntitle: A\ndraft: true\n---\n"
    assert json.dumps(_read(_saved(desk, STORY, tags=[], title="A"))[0]).count("tags") == 0


def test_file_names_are_those_that_the_program_makes(desk: Page) -> None:
    headlines = [*WEIRD, "Demir’s 2nd oven", "C# and C++", "R&D: 50%", "İstanbul IĞDIR", "con", "word " * 30, "字" * 90]
    ask = "async (asked) => { const m = await import('./slug.js'); return asked.map((each) => m.slugOf(...each)); }"
    asked = [(each, language) for language in ("en", "tr") for each in headlines]
    assert desk.evaluate(ask, asked) == [slug(*each) for each in asked]
