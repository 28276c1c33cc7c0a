"""Typographic signs: in copy of one's own, if the site asks for them, and never in code, addresses and ids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, story

from generator.model.slug import slug
from generator.model.typography import NARROW, TypographicMarks, Typography, typed
from generator.reading.fields import formatting
from generator.reading.markdown.conversion import render

N = NARROW
LANGUAGES = Typography(("en", "de", "de-CH", "fr", "tr", "sv", "pl"))


def marks(language: str) -> TypographicMarks:
    found = LANGUAGES.marks(language)
    assert found
    return found


def html(source: str, language: str = "en") -> str:
    prose = render(source, "content/a.md", marks=marks(language))
    assert prose.problems == ()
    return prose.html.strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("language", "source", "shown"),
    [
        ("en", "\"It's a 'yes',\" she said.", "“It’s a ‘yes’,” she said."),
        ("en-GB", 'The "*Endeavour*" sails', "The “<em>Endeavour</em>” sails"),
        ("de", "\"Das ist 'neu'\", sagte er.", "„Das ist ‚neu‘“, sagte er."),
        ("de-CH", '"Neu"', "«Neu»"),
        ("fr", '"Oui !" dit-il ; "non ?"', f"«{N}Oui{N}!{N}» dit-il{N}; «{N}non{N}?{N}»"),
        ("fr", "« Oui » : à 10:30", f"«{N}Oui{N}»{N}: à 10:30"),
        ("sv", '"Ja"', "”Ja”"),
        ("pl", '"Tak"', "„Tak”"),
        ("en", "Dues -- and fees---rose 2019--2024...", "Dues – and fees—rose 2019–2024…"),
        ("en", "Wait.... (c) +- !!!!", "Wait.... (c) +- !!!!"),
        ("en", r"A 6\" gun\-\-and \'so\' on\...", "A 6&quot; gun--and 'so' on..."),
    ],
)
def test_each_language_has_its_own(language: str, source: str, shown: str) -> None:
    assert html(source, language) == shown


@pytest.mark.parametrize(
    "source",
    [
        '`"a" -- b...`',
        '```\n"a" -- it\'s...\n```',
        '    "a" -- b',
        '<code>"a"</code> <kbd>--</kbd>',
        "<https://e.example/it's--a...b>",
    ],
)
def test_code_and_addresses_stay(source: str) -> None:
    assert render(source, "content/a.md", marks=marks("en")).html == render(source, "content/a.md").html


def test_addresses_and_ids_are_those_of_the_copy_as_written() -> None:
    source = (
        "## It's \"so\" -- or not... {.x}\n\n[a](https://e.example/it's--b \"A 'title'\") [^it's]\n\n[^it's]: \"N\""
    )
    plain, set_ = render(source, "content/a.md"), render(source, "content/a.md", marks=marks("en"))
    assert re.findall('(?:id|href)="([^"]*)"', plain.html) == re.findall('(?:id|href)="([^"]*)"', set_.html)
    assert 'title="A ‘title’"' in set_.html
    assert set_.headings[0].text == "It’s “so” – or not…"


def test_attributes_of_other_programs_are_still_left_out() -> None:
    prose = render('![A "boat"](b.jpg){width="200"}', "content/a.md", marks=marks("en"))
    assert 'alt="A “boat”"' in prose.html
    assert "width" not in prose.html


def test_captions_get_them_too() -> None:
    prose = render(
        "![A boat](b.jpg \"The 'Endeavour' -- at dawn | Photo: Pat O'Neill\")", "content/a.md", marks=marks("en")
    )
    assert '<figcaption>The ‘Endeavour’ – at dawn <span class="credit">Pat O’Neill</span></figcaption>' in prose.html


def test_problems_are_found_as_without_them() -> None:
    source = "He said \"so\" [^don't] and <b class=“x”>it's</b>."
    plain, set_ = render(source, "content/a.md"), render(source, "content/a.md", marks=marks("en"))
    assert plain.problems
    assert plain.problems == set_.problems


def test_a_short_text_keeps_its_emphasis() -> None:
    found = formatting.read("The \"*Endeavour*\" -- a 'ship'", lambda _: ("", ""), marks("fr"))
    assert found.text == f"The «{N}Endeavour{N}» – a “ship”"
    assert [(found.text[each.start : each.end], each.element) for each in found.spans] == [("Endeavour", "em")]


_TEXT = st.text(st.sampled_from("ab \"'-.…,!?:;*«»’“1"), max_size=40)


@settings(max_examples=300)
@given(_TEXT, st.sampled_from(["en", "de", "fr", "pl"]))
def test_only_signs_change_and_addresses_do_not(words: str, language: str) -> None:
    plain = formatting.read(words, lambda _: ("", ""))
    found = formatting.read(words, lambda _: ("", ""), marks(language))
    letters = re.compile(r"\w+")
    assert letters.findall(plain.text) == letters.findall(found.text)
    assert typed(plain.text) == typed(found.text)
    body, set_ = (render(f"## a {words}", "content/a.md", marks=each) for each in (None, marks(language)))
    assert [each.anchor for each in body.headings] == [each.anchor for each in set_.headings]


def test_thousands_of_quotation_marks_take_no_time_and_are_said() -> None:
    prose = render("\"a 'b " * 20_000, "content/a.md", marks=marks("en"))
    assert [each.message for each in prose.problems] == [
        "this paragraph has so many quotation marks that they stay as they are"
    ]
    assert "“" not in prose.html


OWN = '\n[typography]\nlanguages = ["en", "tr"]\n'


def test_a_site_sets_its_own_copy_and_leaves_that_of_agencies(newsroom: Newsroom) -> None:
    lines = ('standfirst: "It\'s so -- \\"really\\"."', 'corrections: [{at: 2026-11-21, text: "It\'s 3."}]')
    newsroom.write(
        SETTINGS
        + OWN
        + story("a.md", "The council's vote -- won", "2026-11-20", *lines, body='It\'s "so".')
        + story("b.md", "The board's vote", "2026-11-20", "source: Wire", body='It\'s "so".')
        + story("c.md", "Das war's", "2026-11-20", "language: de", body='Er sagt: "so".')
        + story("d.md", "Next", "2026-11-20", 'related: ["The council\'s vote -- won"]', body="Words.")
    )
    newsroom.build()
    page = newsroom.page("2026/11/20/the-councils-vote-won")
    assert "<h1>The council’s vote – won</h1>" in page
    assert "It’s so – “really”." in page
    assert "It’s 3." in page
    assert "<p>It’s “so”.</p>" in page
    assert "<h1>The board&#39;s vote</h1>" in newsroom.page("2026/11/20/the-boards-vote")
    assert "It's &quot;so&quot;." in newsroom.page("2026/11/20/the-boards-vote")
    assert "so&quot;" in newsroom.page("2026/11/20/das-wars")
    assert "chosen by the editor" in newsroom.page("2026/11/20/next")
    assert "<title>The council’s vote – won</title>" in newsroom.page("feed.xml")


def test_slugs_are_those_of_straight_signs() -> None:
    for words in ('It\'s "so" -- or not...', "L'été « là » !", "Rock 'n' roll"):
        set_ = formatting.plain(words, marks("fr"))
        assert slug(set_) == slug(words)
