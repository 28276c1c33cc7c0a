"""In which order stories are listed: links, what neighbours find, languages, translations."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace
from related_town import SUBJECTS, names, story, town

from generator.model.manuscript import Manuscript
from generator.model.story import Reason
from generator.site.related.lists import related, terms


def linking(name: str, text: str, *paths: str) -> Manuscript:
    return replace(story(name, text), terms=terms("", "", text, "", paths))


def test_a_story_that_another_links_to_is_related_to_it_even_in_other_words() -> None:
    here = linking("here", "Rain fell.", "content/there.md")
    there = story("there", "Envoys met.")
    lists = related([here, there, *town()])
    assert names(lists[here.path]) == ["there"]
    assert names(lists[there.path]) == ["here"]


def test_stories_that_link_to_the_same_story_are_related() -> None:
    one, two = linking("one", "Rain fell.", "content/report.md"), linking("two", "Snow fell.", "content/report.md")
    lists = related([one, two, *town()])
    assert names(lists[one.path]) == ["two"]


def test_of_two_stories_as_similar_that_comes_first_which_similar_stories_find_too() -> None:
    """Both share five words with the first, but one of them belongs to its topic."""
    first = story("first", "Dredger silt channel spoil barge bucket anchor winch rope mast.")
    alone = story("alone", "Bucket anchor winch rope mast circus lion tiger acrobat clown.")
    topical = story("topical", "Dredger silt channel spoil barge harbour dues tariff ledger clerk.")
    others = [
        story(f"other {n}", f"Dredger silt channel spoil barge dues tariff ledger trade{n} toll{n}.") for n in range(3)
    ]
    listed = names(related([first, alone, topical, *others, *town()[2:]])[first.path])
    assert "topical" in listed
    assert "alone" not in listed[: listed.index("topical")]


def test_stories_in_the_language_of_a_story_come_first() -> None:
    here = story("burada", "Liman vergisi artıyor, balıkçılar kızgın, gemiler bekliyor.", language="tr", tags=("Dues",))
    near = story("yakın", "Liman vergisi artıyor ama gemiler geliyor, balıkçılar gidiyor.", language="tr")
    english = [story(f"dues {number}", f"Dues rise{number}.", tags=("Dues",)) for number in range(3)]
    assert names(related([here, near, *english])[here.path])[0] == "yakın"


def test_words_of_different_languages_are_different_even_if_spelt_alike() -> None:
    german = story("hier", "Die Rolle der Taste und das Gift.", language="de")
    english = story("here", "Die, Rolle, Taste, Gift.")
    assert related([german, english])[german.path] == ()


def test_a_translation_is_never_related_to_its_original_or_listed_beside_it() -> None:
    original = story("original", SUBJECTS["ferry"], tags=("Ferry",))
    german = story("german", "Faehre.", language="de", tags=("Ferry",), translation_of="Original")
    french = story("french", "Bac.", language="fr", tags=("Ferry",), translation_of="german")
    other = story("other", "Sailings.", tags=("Ferry",))
    lists = related([original, german, french, other])
    for version in (original, german, french):
        assert names(lists[version.path]) == ["other"]
    assert names(lists[other.path]) == ["original"]


def test_stories_that_claim_to_translate_each_other_are_one_group() -> None:
    one = story("one", "Rain.", tags=("Ferry",), translation_of="two", language="de")
    two = story("two", "Snow.", tags=("Ferry",), translation_of="one")
    assert related([one, two]) == {one.path: (), two.path: ()}


def test_a_tag_of_half_the_stories_is_no_reason() -> None:
    stories = [story(f"s{number}", SUBJECTS["ferry"][number:], tags=("News",)) for number in range(20)]
    others = [story(f"o{number}", f"Nothing{number}.", tags=(f"t{number}",)) for number in range(20)]
    reasons = [match.reason for matches in related([*stories, *others]).values() for match in matches]
    assert Reason("on", ("News",)) not in reasons


def test_of_an_announcement_and_its_update_only_one_is_listed_but_each_under_the_other() -> None:
    long_before = datetime(2026, 1, 1, tzinfo=UTC)
    first = story("announcement", f"{SUBJECTS['ferry']} {SUBJECTS['dredging']}", published=long_before)
    second = story("update", f"{SUBJECTS['ferry']} {SUBJECTS['dredging']} {SUBJECTS['library']}")
    third = story("column", f"{SUBJECTS['ferry'][:90]} {SUBJECTS['dredging'][:70]} {SUBJECTS['football']}")
    lists = related([first, second, third, *town()[4:]])
    assert len({"announcement", "update"} & {*names(lists[third.path])}) == 1
    assert "update" in names(lists[first.path])
    assert "announcement" in names(lists[second.path])
