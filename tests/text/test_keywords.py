"""What is kept of a story's text, in several languages and scripts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.keywords import KEPT_NAMES, KEPT_WORDS, terms


def words(text: str, language: str = "") -> set[str]:
    return set(dict(terms("", "", text, language)))


def names(text: str) -> set[str]:
    return {term for term in words(text) if term[0].isupper()}


def test_words_are_counted_in_the_singular_and_common_ones_left_out() -> None:
    assert terms("", "", "the ferries and a ferry of the islands") == (("ferry", 2), ("island", 1))


def test_words_of_the_headline_have_the_highest_weight_then_the_standfirst() -> None:
    kept = dict(terms("Dredging", "Channel", "dredging channel silt"))
    assert kept["dredging"] > kept["channel"] > kept["silt"]


def test_names_are_runs_of_capitals_without_their_titles() -> None:
    text = "On Monday the president of Ukraine met Secretary General Ruth Calder of NATO in The Hague."
    assert names(text) == {"Ukraine", "Ruth Calder", "NATO", "The Hague"}


def test_a_capital_that_only_opens_a_sentence_makes_no_name() -> None:
    assert names("Boats came. “Nobody sailed,” she said. Later, boats left.") == set()
    assert names("Skippers met Ruth Calder. Calder spoke first.") == {"Ruth Calder"}


def test_a_surname_alone_counts_to_the_full_name() -> None:
    assert dict(terms("", "", "They met Ruth Calder, and then Calder left with Calder."))["Ruth Calder"] == 3


def test_short_names_in_capitals_are_kept() -> None:
    assert names("Envoys from the US and the EU met.") == {"US", "EU"}


def test_a_turkish_word_keeps_its_first_five_letters_and_its_own_i() -> None:
    assert words("limanı limanlar ılıman", "tr") == {"liman", "ılıma"}
    assert "ılık" in words("ILIK", "tr")


def test_an_arabic_word_loses_its_article_and_vowel_signs() -> None:
    assert words("المِيناء وميناء", "ar") == {"ميناء", "وميناء"}


def test_chinese_is_kept_in_pairs_of_letters() -> None:
    assert words("港口疏浚", "zh") == {"港口", "口疏", "疏浚"}


def test_of_japanese_are_kept_pairs_of_kanji_and_words_of_katakana_but_no_hiragana() -> None:
    assert words("港湾のフェリーが出港する", "ja") == {"港湾", "フェリー", "出港"}


def test_thai_is_kept_in_pieces_of_four_letters() -> None:
    assert words("ท่าเรือ", "th") == {"ท่าเ", "่าเร", "าเรื", "เรือ"}


def test_german_nouns_are_no_names() -> None:
    assert all(term.islower() for term in words("Der Bagger vertieft das Becken im Hafen.", "de"))


def test_german_names_are_those_of_several_words_and_those_with_more_capitals() -> None:
    found = words("In der Stadt sprach Ruth Calder mit der NATO und dem FC Hafen über das Becken.", "de")
    assert {term for term in found if term[0].isupper()} == {"Ruth Calder", "NATO", "FC Hafen"}


def test_a_hindi_word_is_not_cut_at_its_vowel_signs() -> None:
    assert words("हिन्दी", "hi") == {"हिन्दी"}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=300), st.sampled_from(["", "en-GB", "tr", "ar", "zh", "de"]))
def test_any_text_gives_a_sorted_and_bounded_value_that_the_cache_can_hold(head: str, text: str, language: str) -> None:
    kept = terms(head, head, text, language)
    assert list(kept) == sorted(dict(kept).items())
    assert len(kept) <= KEPT_WORDS + KEPT_NAMES
    assert all(term and count > 0 for term, count in kept)
    assert [tuple(pair) for pair in json.loads(json.dumps(kept))] == list(kept)


def test_letters_that_count_as_the_same_are_one_word() -> None:
    assert words("Die Straße und die STRASSE", "de") == {"strasse"}
    assert {word for word in words("İstanbul ISTANBUL", "en") if word.islower()} == {"istanbul"}


def test_only_english_words_are_put_into_the_singular() -> None:
    assert words("le temps des lilas et du mas", "fr") == {"temps", "lilas", "mas"}
    assert words("the tower and the glass", "en") == {"tower", "glass"}


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        ("boats", "boat"),
        ("gas", "gas"),
        ("virus", "virus"),
        ("crisis", "crisis"),
        ("series", "series"),
        ("ties", "tie"),
        ("ferries", "ferry"),
        ("classes", "class"),
        ("boxes", "box"),
        ("churches", "church"),
        ("dishes", "dish"),
        ("houses", "house"),
    ],
)
def test_an_english_word_is_put_into_the_singular(plural: str, word: str) -> None:
    assert words(plural) == {word}


@pytest.mark.parametrize(("word", "stem"), [("liman", "liman"), ("limanı", "liman")])
def test_a_turkish_word_of_five_letters_is_whole(word: str, stem: str) -> None:
    assert words(word, "tr") == {stem}


def test_a_word_has_three_letters_or_more() -> None:
    assert words("tug up xy oar") == {"tug", "oar"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ruth Calder spoke.", {"Ruth Calder"}),
        ("The Ferry Union met.", {"Ferry Union"}),
        ("US Navy ships came.", {"US Navy"}),
        ("Boats Limited met, and boats left.", {"Limited"}),
        ("Calder spoke.", set()),
        ("They met the Mayor today.", set()),
        ("They met the Minister of Finance today.", {"Finance"}),
        ("They met Mayor Ruth Calder today.", {"Ruth Calder"}),
        ("They said: “Ruth left.”", set()),
        ("They asked (Skerra is far) about it.", set()),
        ("They went to Skerra, to Rona and to Foula.", {"Skerra", "Rona", "Foula"}),
        ("They went to Rona, Skerra and Foula.", {"Rona", "Skerra", "Foula"}),
        ("They met Bishop of Rona and Ludwig van der Berg.", {"Rona", "Ludwig van der Berg"}),
    ],
)
def test_names_are_found_inside_sentences_and_at_their_start_if_something_else_says_so(
    text: str, found: set[str]
) -> None:
    assert names(text) == found


def test_a_surname_that_opens_a_sentence_counts_if_it_is_known_and_a_shared_one_is_nobodys() -> None:
    assert dict(terms("", "", "They met Calder today. Calder spoke."))["Calder"] == 2
    shared = dict(terms("", "", "They met Ruth Calder and then Tom Calder, until Calder left."))
    assert (shared["Ruth Calder"], shared["Tom Calder"], shared["Calder"]) == (1, 1, 1)


@pytest.mark.parametrize(("above", "times"), [("", 1), ("headline", 7), ("standfirst", 4)])
def test_a_word_counts_six_times_in_the_headline_and_three_times_in_the_standfirst(above: str, times: int) -> None:
    headline, standfirst = ("silt" if above == each else "" for each in ("headline", "standfirst"))
    assert dict(terms(headline, standfirst, "silt"))["silt"] == times


_SIGNS = st.text(st.sampled_from("aAbyiesS01_ .,-\n'"), max_size=40)


@given(_SIGNS, st.sampled_from(["en", "es", "fi", "ar"]))
def test_plain_letters_give_the_same_words_as_any_others(text: str, language: str) -> None:
    assert words(f"{text} é", language) == words(text, language)


@given(_SIGNS)
def test_where_a_name_is_in_the_text_does_not_matter_to_it(text: str) -> None:
    met = "We met Ruth Calder and Tom Marsh."
    assert {"Ruth Calder", "Tom Marsh"} <= names(f"{text}\n\n{met}")


def test_typographic_signs_separate_words() -> None:
    assert words("silt—dues the harbour’s tide") == {"silt", "due", "harbour", "tide"}


def test_addresses_and_hashes_are_no_words() -> None:
    text = "See https://news.example/quay/silt?x=1, www.quay.example or ruth@quay.example: commit 3f2a9bc0d, harbour."
    assert words(text) == {"commit", "harbour"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "wenn diese könnte und würde"),
        ("fr", "lorsque celui-ci aurait été"),
        ("pt-BR", "quando esses foram também"),
        ("ru", "когда потому чтобы"),
        ("tr", "sonra İçin ve ayrıca ile"),
        ("ar", "إلى التي"),
        ("nb", "hvordan skulle ikke"),
        ("zh", "我们"),
        ("ja", "これはそれから"),
    ],
)
def test_stop_words_of_many_languages_are_left_out(language: str, text: str) -> None:
    assert words(text, language) == set()


def test_links_are_kept_as_the_paths_they_lead_to() -> None:
    kept = terms("", "", "silt", "", ["content/b.md", "content/a.md", "content/a.md", "content/\n.md"])
    assert kept == (("@content/a.md", 1), ("@content/b.md", 1), ("silt", 1))


def test_english_function_words_are_left_out_in_all_languages() -> None:
    assert words("我们用 The 菜单 and the 菜单。", "zh") == {"们用", "菜单"}


def test_versions_of_software_are_kept_with_their_series_but_no_dates_prices_or_times() -> None:
    text = "Since 4.2.1 it costs 9.50, from 02.12.2024 at 10.30; 1.2.3.4 is an address."
    kept = {word for word, _ in terms("Jekyll 4.3 is out", "", text) if word[0].isdigit()}
    assert kept == {"4.2", "4.2.1", "4.3"}
