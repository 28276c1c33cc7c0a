"""What layouts can call."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.model.picture import Picture, Variant
from generator.text.times import clock, short_day
from generator.theme.filters import day, iso, json_ld, month, number, plain_src, size, weekday, xml
from generator.theme.filters import json as to_json

TALKS = datetime(2024, 12, 2, 16, 14, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["2 December 2024", "Monday, 2 December 2024", "2 Dec 2024", "December 2024", "16:14"]),
        ("en-US", ["December 2, 2024", "Monday, December 2, 2024", "Dec 2, 2024", "December 2024", "4:14\u202fPM"]),
        ("de", ["2. Dezember 2024", "Montag, 2. Dezember 2024", "02.12.2024", "Dezember 2024", "16:14"]),
        (
            "es",
            ["2 de diciembre de 2024", "lunes, 2 de diciembre de 2024", "2 dic 2024", "diciembre de 2024", "16:14"],
        ),
        ("fr", ["2 décembre 2024", "lundi 2 décembre 2024", "2 déc. 2024", "décembre 2024", "16:14"]),
        ("tr", ["2 Aralık 2024", "2 Aralık 2024 Pazartesi", "2 Ara 2024", "Aralık 2024", "16:14"]),
        ("zh", ["2024年12月2日", "2024年12月2日星期一", "2024年12月2日", "2024年12月", "16:14"]),
        (
            "ar",
            ["2 ديسمبر 2024", "الاثنين، 2 ديسمبر 2024", "02\u200f/12\u200f/2024", "ديسمبر 2024", "4:14 م"],
        ),
        ("tlh", ["2 December 2024", "Monday, 2 December 2024", "2 Dec 2024", "December 2024", "16:14"]),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, expected: list[str]) -> None:
    assert [each(TALKS, language) for each in (day, weekday, short_day, month, clock)] == expected


@pytest.mark.parametrize("language", ["fr", "fr-CA", "fr-CH"])
def test_the_first_of_a_month_is_an_ordinal_in_french(language: str) -> None:
    first, later = date(2026, 11, 1), date(2026, 11, 11)
    assert [day(first, language), day(later, language)] == ["1er novembre 2026", "11 novembre 2026"]
    assert weekday(first, language).endswith("1er novembre 2026")
    assert short_day(first, language).startswith("1er nov")
    assert "er" not in day(first, language, "numeric")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "3.5"), ("de", "3,5"), ("es", "3,5"), ("fr", "3,5"), ("tr", "3,5")]
)
def test_a_number_has_the_decimal_sign_of_its_language(language: str, said: str) -> None:
    assert number("3.5", language) == said
    assert number("4", language) == "4"


def test_languages_do_not_affect_each_other() -> None:
    december = date(2024, 12, 1)
    assert short_day(december, "wa") == "2024 M12 1"  # Babel has no names of Walloon months
    assert short_day(december, "ur") == "1 دسمبر، 2024"


def test_a_day_is_that_of_the_times_own_zone() -> None:
    late = datetime(2024, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-12)))
    assert day(late) == day(late.date()) == "31 December 2024"


def test_machines_get_the_offset() -> None:
    assert iso(TALKS) == "2024-12-02T16:14:00+03:00"
    assert iso(TALKS.date()) == "2024-12-02"


@given(st.text())
def test_row_12_any_text_is_well_formed_xml_and_keeps_what_xml_can_hold(text: str) -> None:
    read = ElementTree.fromstring(f"<a b='{xml(text)}'>{xml(text)}</a>")
    allowed = "".join(each for each in text if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
    assert (read.text or "") == allowed.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("<>&!-/script\u2028\u2029\"'\\"))
def test_row_10_json_ld_cannot_leave_its_script_and_reads_back_as_it_was(text: str) -> None:
    block = json_ld({"@type": "NewsArticle", "headline": text})
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"@context": "https://schema.org", "@type": "NewsArticle", "headline": text}


@given(st.text("<>&!-/script\u2028\u2029\"'\\"))
def test_a_json_file_is_harmless_even_where_it_is_taken_for_html(text: str) -> None:
    made = to_json({"title": text})
    assert not set(made) & set("<>&\u2028\u2029")
    assert json.loads(made) == {"title": text}


@pytest.mark.parametrize("text", ["</script>", "<!-- <script>", "line\N{LINE SEPARATOR}end", "&lt;"])
def test_json_ld_cannot_be_ended_by_a_script_tag(text: str) -> None:
    assert text not in json_ld({"headline": text})
    assert json.loads(json_ld({"headline": text}))["headline"] == text


def test_several_nodes_are_one_graph() -> None:
    assert json.loads(json_ld({"@id": "a"}, {"@id": "b"})) == {
        "@context": "https://schema.org",
        "@graph": [{"@id": "a"}, {"@id": "b"}],
    }


def test_html_in_a_feed_is_escaped_once_more() -> None:
    assert xml(Markup("<p>Fish &amp; chips</p>")) == "&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;"


def test_a_picture_has_its_size_where_that_is_known() -> None:
    assert size(Picture("/a.jpg", width=40, height=20)) == ' width="40" height="20"'
    assert size(Picture("/a.jpg")) == ""


def test_old_browsers_get_the_smaller_jpeg_or_else_the_picture_itself() -> None:
    variants = (Variant("/a.avif", "image/avif", 400), Variant("/a-1200.jpg", "image/jpeg", 1200))
    assert plain_src(Picture("/a.jpg", variants=variants)) == "/a-1200.jpg"
    assert plain_src(Picture("/a.jpg", variants=variants[:1])) == "/a.jpg"
