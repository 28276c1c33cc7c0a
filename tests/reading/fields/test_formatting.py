"""Emphasis, code and links in headlines, standfirsts, captions and credits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.formatting import Formatted, Span, as_html
from generator.reading.fields.formatting import keep_escapes, plain, read, unescaped


def _html(written: str) -> str:
    found = read(written, lambda address: (address, ""))
    return str(as_html(found.text, found.spans))


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("The *Endeavour* sails", "The <em>Endeavour</em> sails"),
        ("_Endeavour_ sails", "<em>Endeavour</em> sails"),
        ("Says **who**?", "Says <strong>who</strong>?"),
        ("__Who__ says", "<strong>Who</strong> says"),
        ("***Both***", "<em><strong>Both</strong></em>"),
        ("*One **and** all*", "<em>One <strong>and</strong> all</em>"),
        ("What `rm -rf *` does", "What <code>rm -rf *</code> does"),
        ("~~Old~~ new", "<s>Old</s> new"),
        ("The *Endeavour*’s crew", "The <em>Endeavour</em>’s crew"),
        ("Two *Endeavour*s", "Two <em>Endeavour</em>s"),
        ("“*Endeavour*”", "“<em>Endeavour</em>”"),
        ("关于*奋进号*的报道", "关于<em>奋进号</em>的报道"),
        ("엔데버 *호*가", "엔데버 <em>호</em>가"),
        ("By [Ada](https://a.example/?x&y)", 'By <a href="https://a.example/?x&amp;y">Ada</a>'),
        ("By [*Ada*](a.md)", 'By <a href="a.md"><em>Ada</em></a>'),
        ("<https://a.example/>", '<a href="https://a.example/">https://a.example/</a>'),
    ],
)
def test_emphasis_code_and_links_are_shown_as_such(written: str, html: str) -> None:
    assert _html(written) == html


@pytest.mark.parametrize(
    "written",
    [
        *("2 * 3 * 4", "2*3*4", "2**3**2", "M*A*S*H returns", "sh*t and f*ck", "F*** off", "A 5* hotel and a 4* one"),
        *("*Terms apply", "Terms apply*", "*", "**", "* * *", "snake_case_name", "_private", "a_b_c", "`open", "~ 5 ~"),
        *("[Video] Storm", "[sic]", "Who [was] (there)", "R&D", "R&amp;D", "C:\\temp", "1 < 2 > 0", "!?"),
    ],
)
def test_other_signs_are_shown_as_written(written: str) -> None:
    assert plain(written) == written


@pytest.mark.parametrize("sign", [*"*_`[]~<"])
def test_an_escaped_sign_is_that_sign(sign: str) -> None:
    assert plain(rf"\{sign}x\{sign} *y*") == f"{sign}x{sign} y"


def test_html_is_escaped() -> None:
    assert _html("<b>*x*</b> & “y”") == "&lt;b&gt;<em>x</em>&lt;/b&gt; &amp; “y”"


@pytest.mark.parametrize("address", ["a.md", "https://a.example/a b", "javascript:x", "../ü.md"])
def test_the_address_of_a_link_is_given_as_written(address: str) -> None:
    given = list[str]()
    read(f"By [Ada](<{address}>)", lambda written: (given.append(written) or "", ""))
    assert given == [address]


def test_a_link_around_nothing_is_nothing() -> None:
    assert read("By [](https://a.example/) Ada", lambda address: (address, "")) == Formatted("By  Ada")


def test_a_text_with_too_many_open_brackets_is_left_as_written() -> None:
    written = "*Ferry* " + "[" * 2000
    assert read(written, lambda address: (address, "")) == Formatted(written)


@pytest.mark.parametrize(
    ("written", "kept"), [(r"2 \* 3", r"2 \\\* 3"), (r"Yes\!", r"Yes\!"), (r"\[a\]", r"\\\[a\\\]"), (r"* \a", r"* \a")]
)
def test_only_the_escapes_of_signs_with_a_meaning_are_kept(written: str, kept: str) -> None:
    assert keep_escapes(written) == kept


@pytest.mark.parametrize(("title", "shown"), [(r"2 \* 3", "2 * 3"), (r"\!", r"\!"), ("2 * 3", "2 * 3")])
def test_a_title_is_shown_without_its_escapes(title: str, shown: str) -> None:
    assert unescaped(title) == shown


def test_a_link_without_a_target_is_its_text() -> None:
    assert read("By [Ada](javascript:x)", lambda _: ("", "")) == Formatted("By Ada")


def test_whatever_the_parts_are_the_elements_are_balanced() -> None:
    crossing = (Span(0, 3, "em"), Span(2, 9, "strong"), Span(-1, 1, "code"), Span(5, 4, "s"))
    assert str(as_html("<abc>", crossing)).count("<") == 2 * len(crossing)


@given(st.text(alphabet="ab *_`[]()~<>\\.1é港", max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_gets_lost(written: str) -> None:
    kept = [each for each in plain(written) if each.isalnum()]
    addresses = [each for each in written if each.isalnum()]
    assert kept == addresses or "](" in written
