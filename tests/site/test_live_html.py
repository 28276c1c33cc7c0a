"""The notes and links of live coverage, whichever of its entries readers see."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.live_html import shown, unlinked

SIGN = re.compile(r'<sup class="footnote-ref"><a href="#fn:(\d+)" id="fnref:([\d:]+)">(\d+)</a></sup>')
NUMBERS = st.lists(st.integers(1, 6), max_size=6)


def _sign(number: int, name: str = "") -> str:
    return f'<sup class="footnote-ref"><a href="#fn:{number}" id="fnref:{name or number}">{number}</a></sup>'


def _item(number: int, refers: list[int], names: int = 1) -> str:
    back = "".join(
        f' <a class="footnote-backref" href="#fnref:{number}{f":{each}" if each else ""}" role="doc-backlink">↩︎</a>'
        for each in range(names)
    )
    return f'<li id="fn:{number}"><p>Note {number}{"".join(map(_sign, refers))}{back}</p>\n</li>\n'


@given(NUMBERS, st.lists(NUMBERS, min_size=6, max_size=6))
def test_notes_are_numbered_in_order_and_every_link_between_text_and_notes_leads_somewhere(
    text: list[int], refers: list[list[int]]
) -> None:
    wanted, seen = list(text), dict[int, str]()
    while wanted:
        if (number := wanted.pop()) not in seen:
            seen[number] = _item(number, refers[number - 1], names=3)
            wanted += refers[number - 1]
    html, items = shown("<p>" + "".join(map(_sign, text)) + "</p>", dict(sorted(seen.items())), ())
    whole = html + items
    firsts = list(dict.fromkeys(int(each[1]) for each in SIGN.finditer(whole)))
    assert firsts == list(range(1, len(seen) + 1))
    assert [int(each) for each in re.findall(r'<li id="fn:(\d+)"', items)] == firsts
    assert sorted(re.findall(r'href="#fnref:([\d:]+)"', items)) == sorted(each[2] for each in SIGN.finditer(whole))
    assert len({each[2] for each in SIGN.finditer(whole)}) == len(SIGN.findall(whole))
    assert [int(each) for each in re.findall(r"Note (\d)", items)][: len(set(text))] == list(dict.fromkeys(text))


def test_a_link_to_a_note_by_its_number_follows_it() -> None:
    html, items = shown(f'{_sign(3)}<a href="#fn:3">this</a>', {3: _item(3, [])}, ("fn:1", "fn:2"))
    assert '<a href="#fn:1">this</a>' in html
    assert items == _item(1, []).replace("Note 1", "Note 3")


@pytest.mark.parametrize(
    ("html", "without"),
    [
        ('<a href="#a">x <b>y</b></a> <a href="#b">z</a>', 'x <b>y</b> <a href="#b">z</a>'),
        ("<A class=\"c\" href='#%61'>x</A>", "x"),
        ("<a href=#a>x</a>", "x"),
        ('<a href="?q#a:~:text=b">x</a>', "x"),
        ('<q cite="#a">x</q>', "<q>x</q>"),
        ('<svg><use href="#a"/></svg>', "<svg><use/></svg>"),
        ('<a href="https://a.example/#a">x</a></a>', '<a href="https://a.example/#a">x</a></a>'),
    ],
)
def test_a_link_to_what_readers_do_not_see_is_plain_text(html: str, without: str) -> None:
    assert unlinked(html, ("a",)) == without
    assert unlinked(html, ()) == html
