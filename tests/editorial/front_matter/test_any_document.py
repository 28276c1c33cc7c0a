"""Changes to front matter written in every way that YAML and TOML allow: the bytes around the field are left alone."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editorial.front_matter.editing import edited
from generator.editorial.front_matter.nodes import Given
from generator.model.problems import Problems
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

NAMES = ("aa", "bb", "cc")
YAML = [
    *(
        "@: Ferry back   # c",
        "@   :   x # c",
        "@:\t'it''s'\t# c",
        '"@": "q\\u0041"',
        "? @\n: v # c",
        "@:",
        "@: # c\n  text",
    ),
    *(
        "@:\n  - A # c\n  # d\n  - B",
        "@:\n- A\n\n# c\n- B # d",
        '@: [A, "B"]  # c',
        "@: [\n  A, # c\n  B,\n  ]",
        "@: [[a], b]",
    ),
    *("@: {src: a, alt: b} # c", "@:\n  src: a # c\n  # d\n  alt: b", "@: # c\n  - src: a # d\n    alt: b\n  - src: c"),
    *(
        "@: |  # c\n  Two\n\n  lines # no",
        "@: >-\n  Two\n  lines",
        "@: |+\n  kept\n\n",
        '@: "a\n  b"  # c',
        "@: a\n  b",
    ),
    *(
        "@: !!str 12",
        "@: &x y",
        "@: 2026-11-24",
        "@: true # c",
        "@: [] # c",
        "@:  # c\n# d\n  - A",
        "@:\n  -\n    src: a",
    ),
]
TOML = [
    *(
        '@ = "Ferry"  # c',
        '@ = "a\\"]#"',
        '@ = """\nA\n# no\nB"""  # c',
        "@ = '''a'b'''",
        "@   =   0x1F # c",
        "@.src = 1",
    ),
    *(
        "@ = [\n  'A', # c\n  # d\n  'B',\n]",
        "@ = {src = \"a\", alt = 'b'} # c",
        "@ = [{src='a'}, {src='b'}] # c",
        '"@" = 1',
    ),
    *(
        "@ = 2026-11-24 10:00:00",
        "@ = 2026-11-24T10:00:00Z # c",
        "@ = [ # c\n 1 # d\n, 2 ]",
        "@ = [[1], ['a']]",
        "@ = {}",
    ),
]
TABLES = [
    "[@] # c\nsrc = 'a'\n# d\nalt = 'b'",
    "[[@]] # c\nsrc = 'a'\n\n[[@]]\nsrc = 'b' # d",
    "[@]",
    "[@.src]\nalt = 1",
]
BETWEEN = ["", "", "# e\n", "\n", "\n# e\n\n"]
BELOW = ["", "\n", "\nWords.\n---\nx", "\n\n---\ndraft: false\n---\n", "\n+++\ndraft = false\n+++\n"]

_WORDS = st.text(st.sampled_from("ab1 .:#-'\"\\[]{},&*!|>%@`~?=+é\n\tن\u3000\U0001f600"), max_size=8)
_GIVEN: st.SearchStrategy[Given] = st.recursive(
    st.one_of(
        _WORDS, st.booleans(), st.integers(-99, 99), st.sampled_from(["null", "---", "...", "+++", "2026-11-24"])
    ),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3), st.dictionaries(st.sampled_from(["src", "alt", "a b"]), inside, max_size=2)
    ),
    max_leaves=5,
)


@st.composite
def _documents(draw: st.DrawFn) -> tuple[str, dict[str, tuple[int, int]]]:
    """A document, and where each of its fields is."""
    fence = draw(st.sampled_from(["---", "+++"]))
    pieces = st.lists(st.sampled_from(YAML if fence == "---" else TOML), min_size=1, max_size=3)
    tables = st.lists(st.sampled_from(TABLES), max_size=1) if fence == "+++" else st.just([])
    text, places = f"{fence}\n", dict[str, tuple[int, int]]()
    for name, piece in zip(NAMES, draw(pieces) + draw(tables), strict=False):
        text += draw(st.sampled_from(BETWEEN))
        start = len(text)
        text += piece.replace("@", name) + "\n"
        places[name] = start, len(text)
    end = draw(st.sampled_from([fence, f"{fence} ", "..." if fence == "---" else fence]))
    return text + draw(st.sampled_from(BETWEEN)) + end + draw(st.sampled_from(BELOW)), places


@settings(max_examples=250, deadline=None)
@given(
    _documents(),
    st.sampled_from([*NAMES, "new", "a: b"]),
    st.none() | _GIVEN,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_a_change_of_one_field_leaves_every_byte_above_and_below_it(
    document: tuple[str, dict[str, tuple[int, int]]], name: str, value: Given, ending: str, mark: str
) -> None:
    text, places = mark + document[0].replace("\n", ending), document[1]
    data = text.encode()
    front = front_matter.read(decoded(data, "content/a.md")).front
    try:
        after = edited(data, "content/a.md", {name: value}).decode()
    except Problems:
        return
    assert front
    if name not in front.entries:
        at = next(
            (at for at in range(len(text)) if text[:at] + after[at : len(after) - len(text) + at] + text[at:] == after),
            -1,
        )
        assert at >= 0, "something besides the new field has changed"
        assert (after == text) == (value is None)
        return
    above, below = (
        mark + document[0][: places[name][0]].replace("\n", ending),
        document[0][places[name][1] :].replace("\n", ending),
    )
    assert after.startswith(above)
    assert after.endswith(below)
    inside = after[len(above) : len(after) - len(below)]
    assert not re.search("[\r\n]", inside.replace(ending, "")), "its lines end as the others do"
    if value is not None and not isinstance(value, (list, dict)):
        was = document[0][slice(*places[name])]
        assert re.findall("# [cd]", was) == re.findall("# [cd]", inside), "a comment is lost"
