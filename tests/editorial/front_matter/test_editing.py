"""Changes to fields of front matter: they say what was meant, and every other byte of the file stays."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editorial.front_matter.editing import edited
from generator.editorial.front_matter.nodes import Given, identity, plain
from generator.model.problems import Problems
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

YAML = """\
---
title: Ferry back   # the headline
# Only names that we have asked.
bylines:
  - Ayla Demirci   # the writer
  - 'Tom Ardley'

tags: [Ferry, "Skerra"]  # two
picture:
  src: a.jpg
  # as a reader would say it
  alt: 'What it''s'
draft: true    # to publish, delete this
note: |
  Two
  lines
published:
---
Body.
"""
TOML = """\
+++
title = "Ferry back"   # the headline
draft = true
tags = [
  "Ferry",  # the boat
  'Skerra',
]
picture = {src = "a.jpg", alt = 'What'}

[extra]
ward = "Quay"  # ours

[[corrections]]
at = 2026-11-24T10:00:00Z
text = "It is six."
+++
Body.
"""
CORRECTION: Given = {"at": "2026-11-25T10:00", "kind": "update", "text": "It is five."}

CHANGES: list[tuple[str, Mapping[str, Given | None], str, str]] = [
    (YAML, {"title": "Ferry sails"}, "title: Ferry back ", "title: Ferry sails "),
    (YAML, {"title": "Ferry: it sails"}, "title: Ferry back ", 'title: "Ferry: it sails" '),
    (YAML, {"title": "no"}, "title: Ferry back ", 'title: "no" '),
    (YAML, {"draft": None}, "draft: true    # to publish, delete this\n", ""),
    (YAML, {"draft": False}, "draft: true ", "draft: false "),
    (YAML, {"published": "2026-11-24T10:00"}, "published:\n", "published: 2026-11-24T10:00\n"),
    (YAML, {"note": None}, "note: |\n  Two\n  lines\n", ""),
    (YAML, {"note": "One"}, "note: |\n  Two\n  lines\n", "note: One\n"),
    (YAML, {"tags": ["Skerra", "Dues"]}, '[Ferry, "Skerra"]', '["Skerra", Dues]'),
    (YAML, {"tags": ["Ferry"]}, '[Ferry, "Skerra"]', "[Ferry]"),
    (YAML, {"bylines": ["Tom Ardley"]}, "  - Ayla Demirci   # the writer\n", ""),
    (YAML, {"bylines": ["Ayla Demirci", "Ruth", "Tom Ardley"]}, "  - 'Tom", "  - Ruth\n  - 'Tom"),
    (YAML, {"picture": {"src": "a.jpg", "alt": "It's"}}, "'What it''s'", "'It''s'"),
    (YAML, {"picture": {"src": "a.jpg", "alt": "What it's", "credit": "Ada"}}, "it''s'\n", "it''s'\n  credit: Ada\n"),
    (YAML, {"priority": 2}, "---\nBody", "priority: 2\n---\nBody"),
    (
        YAML,
        {"corrections": [CORRECTION]},
        "---\nBody",
        'corrections:\n  - at: 2026-11-25T10:00\n    kind: update\n    text: "It is five."\n---\nBody',
    ),
    (TOML, {"title": "Ferry sails"}, '"Ferry back" ', '"Ferry sails" '),
    (TOML, {"draft": None}, "draft = true\n", ""),
    (TOML, {"tags": ["Ferry", "Skerra", "Dues"]}, "'Skerra'", "'Skerra', \"Dues\""),
    (TOML, {"picture": {"src": "a.jpg", "alt": "Why"}}, "'What'", "'Why'"),
    (TOML, {"priority": 2}, "'What'}\n", "'What'}\npriority = 2\n"),
    (TOML, {"extra": {"ward": "Spit"}}, '"Quay"', '"Spit"'),
    (TOML, {"extra": None}, '[extra]\nward = "Quay"  # ours\n', ""),
    (TOML, {"corrections": None}, '[[corrections]]\nat = 2026-11-24T10:00:00Z\ntext = "It is six."\n', ""),
    (
        TOML,
        {"corrections": [{"at": "2026-11-24T10:00:00+00:00", "text": "It is six."}, CORRECTION]},
        "+++\nBody",
        '[[corrections]]\nat = "2026-11-25T10:00"\nkind = "update"\ntext = "It is five."\n+++\nBody',
    ),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("before", "changes", "was", "now"), CHANGES)
def test_a_field_changes_and_every_other_byte_stays(
    before: str, changes: dict[str, Given | None], was: str, now: str, ending: str
) -> None:
    assert before.count(was) == 1
    data = b"\xef\xbb\xbf" + before.replace("\n", ending).encode()
    after = edited(data, "content/a.md", changes)
    assert after == b"\xef\xbb\xbf" + before.replace(was, now).replace("\n", ending).encode()


CHANGES += [
    ("---\ntitle: |  # two lines\n  A\n  B\nx: 1\n---\n", {"title": "C"}, "|  # two lines\n  A\n  B", "C  # two lines"),
    ("---\ntitle: >- # a\n  A\n---\n", {"title": "C: d"}, ">- # a\n  A", '"C: d" # a'),
    ("---\ntitle: '| # no'  # a\n---\n", {"title": "C"}, "'| # no'", "'C'"),
    (
        '+++\n[[corrections]]  # ours\nat = "2026"\n+++\n',
        {"corrections": [{"at": "2026"}, {"at": "2027"}]},
        '"2026"\n',
        '"2026"\n[[corrections]]\nat = "2027"\n',
    ),
]

UNCLEAR: list[tuple[str, Mapping[str, Given | None]]] = [
    (YAML, {"picture": "a.jpg"}),  # a comment would be lost
    (YAML, {"bylines": "Ayla Demirci"}),
    ("---\ntags: [\n  A, # ours\n  ]\n---\n", {"tags": "B"}),
    ('---\ntitle: A\n"dr\\u0061ft": true\n---\n', {"draft": None}),
    ("+++\ntitle = 'A'\npicture.src = 'a.jpg'\n+++\n", {"picture": {"src": "b.jpg"}}),
    ("+++\ntitle = 'A'\n[a]\nb = 1\n[a.c]\nd = 1\n+++\n", {"a": None}),
    ("---\ntitle: A\n---\n", {"title": "A\x7f"}),
]


@pytest.mark.parametrize(("before", "changes"), UNCLEAR)
def test_what_is_not_certain_is_refused_with_its_place(before: str, changes: dict[str, Given | None]) -> None:
    [name] = changes
    with pytest.raises(Problems, match=f"there is no safe way to change `{name}`"):
        edited(before.encode(), "content/a.md", changes)


def test_front_matter_with_errors_is_not_touched() -> None:
    with pytest.raises(Problems, match="is used a second time"):
        edited(b"---\ntitle: A\ntitle: B\n---\n", "content/a.md", {"title": "C"})


_TEXT = st.text(st.sampled_from("ab1 .:#-'\"\\[]{},&*!|>%@`~?=+éçß\n\tنص"), max_size=8)
_GIVEN: st.SearchStrategy[Given] = st.recursive(
    st.one_of(_TEXT, st.booleans(), st.integers(-9999, 9999), st.sampled_from(["true", "null", "2026-11-24T10:00"])),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3), st.dictionaries(st.sampled_from(["src", "alt", "a b"]), inside, max_size=3)
    ),
    max_leaves=5,
)
_NAMES = st.sampled_from(
    ["title", "tags", "picture", "bylines", "draft", "note", "extra", "corrections", "new", "a: b"]
)


@settings(max_examples=200)
@given(
    st.sampled_from([YAML, TOML, YAML.replace("\n", "\r\n"), "---\n---\n", "+++\n+++\nBody", "---\n{a: 1}\n---\n"]),
    st.lists(st.tuples(_NAMES, st.one_of(st.none(), _GIVEN)), min_size=1, max_size=3),
)
def test_any_change_is_read_again_as_it_was_given_or_refused(
    before: str, changes: list[tuple[str, Given | None]]
) -> None:
    data = before.encode()
    for name, value in changes:
        try:
            after = edited(data, "content/a.md", {name: value})
        except Problems:
            continue
        was, now = (front_matter.read(decoded(each, "content/a.md")) for each in (data, after))
        assert was.front
        assert now.front
        assert now.body == was.body
        others = [
            {key: each.value.plain for key, each in of.entries.items() if key != name} for of in (was.front, now.front)
        ]
        assert others[0] == others[1]
        assert (name in now.front.entries) == (value is not None)
        if value is not None:
            assert identity(now.front.entries[name].value.plain) == identity(plain(value))
        kept = [line for line in data.splitlines(keepends=True) if line.lstrip().startswith(b"#")]
        assert [line for line in kept if line in after] == kept or value is None or name in ("picture", "bylines")
        data = after


@pytest.mark.parametrize("before", [YAML, TOML])
def test_setting_a_field_to_what_it_is_changes_nothing(before: str) -> None:
    front = front_matter.read(decoded(before.encode(), "content/a.md")).front
    assert front
    for name, entry in front.entries.items():
        value = entry.value.plain
        if value is not None:
            assert edited(before.encode(), "content/a.md", {name: value}) == before.encode()  # type: ignore[dict-item]
