"""What an editor finds under a story: its relatives, why they are there, and what is never there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from related_town import SUBJECTS, names, pair, story, town

from generator.model.fingerprint import digest
from generator.model.manuscript import Manuscript
from generator.model.story import Reason
from generator.site.related import comparison, near, ranking, rarity
from generator.site.related.index import RelatedIndex
from generator.site.related.lists import CHOSEN, Lists, Match, _batches, columns, relate, related, terms
from generator.site.related.lists import _listed as listed


def test_what_is_told_in_like_words_is_related_and_nothing_fills_up() -> None:
    lists = related(town())
    for subject in SUBJECTS:
        assert names(lists[f"content/{subject} one.md"]) == [f"{subject} two"]
        assert names(lists[f"content/{subject} two.md"]) == [f"{subject} one"]


def test_the_editors_own_choice_comes_first_by_slug_or_headline() -> None:
    chooser = replace(town()[0], related=("library-two", "  FOOTBALL\u00a0One ", "Not written yet", "ferry-one"))
    matches = related([chooser, *town()[1:]])[chooser.path]
    assert names(matches) == ["library two", "football one", "ferry two"]
    assert [match.reason for match in matches[:2]] == [CHOSEN, CHOSEN]
    assert matches[2].score > 0


def test_an_entry_that_no_story_carries_waits_for_its_story() -> None:
    waiting = story("Waiting", "", related=("Dues to rise", "waiting"))
    assert names(related([waiting])[waiting.path]) == []
    arrived = story("Dues to RISE", "")
    assert names(related([waiting, arrived])[waiting.path]) == ["Dues to RISE"]


def test_of_two_stories_with_one_headline_an_editor_means_the_latest() -> None:
    older = story("a", "", headline="Weather", slug="w1", published=datetime(2020, 1, 1, tzinfo=UTC))
    newer = story("b", "", headline="Weather", slug="w2")
    for named, meant in (("weather", newer), ("w1", older)):
        choosing = story("choosing", "", related=(named,))
        assert [match.path for match in related([choosing, newer, older])[choosing.path]] == [meant.path]


def test_shared_tags_are_the_reason_spelt_as_the_story_spells_them() -> None:
    here = story("here", "Ships wait.", tags=("NATO", "Ukraine"))
    there = story("there", "Envoys met.", tags=("ukraine", "Nato", "Talks"))
    others = [story(f"other {number}", f"Nothing of note{number}.", tags=(f"tag {number}",)) for number in range(5)]
    assert related([here, there, *others])[here.path][0].reason == Reason("on", ("NATO", "Ukraine"))


def test_a_rare_tag_brings_stories_nearer_than_a_common_one() -> None:
    crowd = [story(f"crowd {n}", f"Matter{n} at hand{n}.", tags=("Local",) * (n < 5)) for n in range(60)]
    here = story("here", "Ships wait.", tags=("Local", "Dredging"))
    there = story("there", "Silt rises.", tags=("Local", "Dredging"))
    first = related([here, there, *crowd])[here.path][0]
    assert names([first]) == ["there"]
    assert first.reason == Reason("on", ("Dredging", "Local"))


def test_a_shared_name_is_a_reason() -> None:
    talks = "In Berlin the former NATO chief Ruth Calder spoke of a line. Later Calder left the hall quietly."
    visit = "Crowds waited while President Ruth Calder spoke of the hall, the line and the long years."
    lists = related([story("talks", talks), story("visit", visit), *town()])
    assert lists["content/talks.md"][0].reason == Reason("mention", ("Ruth Calder",))


def test_without_tags_and_names_no_words_are_shown_since_the_index_has_only_their_stems() -> None:
    reasons = {match.reason for match in related(town())["content/dredging one.md"]}
    assert reasons == {Reason("words, week")}


def test_a_story_told_twice_is_shown_once_and_not_under_itself() -> None:
    wire = story("wire", SUBJECTS["ferry"])
    again = story("again", SUBJECTS["ferry"] + " More soon.")
    lists = related([wire, again, *town()])
    shown = [set(names(matches)) & {"wire", "again", "ferry one"} for matches in lists.values()]
    assert all(len(copies) <= 1 for copies in shown)
    assert not {"again", "ferry one"} & set(names(lists[wire.path]))


def test_a_longer_version_of_the_same_copy_is_the_same_story() -> None:
    copy = story("copy", SUBJECTS["ferry"])
    longer = story("longer", f"{SUBJECTS['ferry']} {SUBJECTS['football']}")
    assert "longer" not in names(related([copy, longer, *town()])[copy.path])


def test_the_same_section_brings_stories_nearer_and_time_does_not() -> None:
    far = datetime(2020, 1, 1, tzinfo=UTC)
    one, two = pair("ferry", section="Harbour")

    def score(other: Manuscript) -> int:
        return related([one, other, *town()[2:]])[one.path][0].score

    assert score(two) > score(replace(two, section="Council")) == score(replace(two, section="Council", published=far))


def test_stories_of_two_languages_meet_through_their_tags() -> None:
    turkish = story("iskele", "Vapur limana döndü.", language="tr", tags=("Lighthouse",))
    arabic = story("منارة", "عادت السفينة إلى الميناء.", language="ar", tags=("Lighthouse",))
    assert related([turkish, arabic, *town()])[turkish.path][0].reason == Reason("on", ("Lighthouse",))


@pytest.mark.parametrize("stories", [[], [story("alone", "Nobody else.")], [story("a", ""), story("b", "")]])
def test_a_site_with_nothing_to_relate_has_empty_lists(stories: list[Manuscript]) -> None:
    assert related(stories) == {one.path: () for one in stories}


SITES = st.lists(
    st.tuples(
        st.sampled_from(sorted(SUBJECTS)),
        st.integers(0, 900),
        st.sets(st.sampled_from(["Harbour", "NATO", "Storms"])),
        st.sampled_from(["", "Local", "World"]),
        st.lists(st.integers(0, 12), max_size=3),
    ),
    max_size=12,
)


def site(drawn: Sequence[tuple[str, int, set[str], str, list[int]]]) -> list[Manuscript]:
    made = []
    for number, (subject, day, tags, section, chosen) in enumerate(drawn):
        words = SUBJECTS[subject].split()
        text = " ".join(words[day % 9 :] + words[: day % 5] * (day % 3))
        made.append(
            story(
                f"s{number}",
                text,
                tags=tuple(sorted(tags)),
                section=section,
                related=tuple(f"s{other}" for other in chosen),
                published=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=day),
            )
        )
    return made


@settings(max_examples=60, deadline=None)
@given(drawn=SITES, count=st.integers(0, 6), chance=st.randoms(use_true_random=False))
def test_lists_hold_to_the_house_rules(drawn: list, count: int, chance: object) -> None:  # type: ignore[type-arg]
    stories = site(drawn)
    lists = related(stories, count)
    assert lists.keys() == {one.path for one in stories}
    for path, matches in lists.items():
        paths = [match.path for match in matches]
        assert len(paths) <= count, "never more than asked"
        assert path not in paths, "never itself"
        assert len(set(paths)) == len(paths), "never twice"
        assert all(match.reason for match in matches), "never without a reason"
    chance.shuffle(stories)  # type: ignore[attr-defined]
    assert related(stories, count) == lists, "whatever the order they are read in"


def kept(index: RelatedIndex) -> RelatedIndex:
    """A cabinet as the next build finds it."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(index), type=RelatedIndex)


def again(index: RelatedIndex, stories: Sequence[Manuscript], count: int = 5) -> tuple[RelatedIndex, dict, set[str]]:  # type: ignore[type-arg]
    """The lists that a cabinet and what has changed since come to."""
    said = {story.path: columns(story.terms) for story in stories}
    digests = {story.path: digest(story) for story in stories}
    before = Lists.of(index).encoded
    index = relate(
        kept(index), digests, lambda paths: [each for each in stories if each.path in paths], said.__getitem__, count
    )
    now = Lists.of(index)
    return index, dict(now), {path for path, each in now.encoded.items() if before.get(path) != each}


TOLD = st.tuples(
    st.sampled_from(sorted(SUBJECTS)),
    st.integers(0, 90),
    st.sets(st.sampled_from(["Harbour", "NATO", "Storms"]), max_size=2),
    st.sampled_from(["", "Local"]),
    st.lists(st.integers(0, 15), max_size=2),
    st.sampled_from(["Weather", "Ferry talk", ""]),
    st.sampled_from(["", "", "tr", "ar-EG"]),
    st.none() | st.integers(0, 15),
    st.lists(st.integers(0, 15), max_size=2),
)
CHANGES = st.dictionaries(st.integers(0, 15), st.none() | TOLD, max_size=3)


def told(
    number: int,
    spec: tuple[str, int, set[str], str, list[int], str, str, int | None, list[int]],
) -> Manuscript:
    subject, day, tags, section, chosen, headline, language, original, links = spec
    words = SUBJECTS[subject].split()
    text = " ".join([*words[day % 9 : 12 + day % 11], f"word{day % 7}", f"Name{day % 5} spoke of name{day % 3}"])
    made = story(f"s{number}", text, tags=tuple(sorted(tags)), section=section, language=language)
    picks = (*(f"s{other}" for other in chosen), *(["Ferry Talk"] if day % 4 == 0 else []))
    when = datetime(2026, 1, 20, tzinfo=UTC) + timedelta(days=day)
    return replace(
        made,
        headline=headline or made.headline,
        related=picks,
        published=when,
        translation_of="" if original is None else f"s{original}",
        terms=terms("", "", text, language, [f"content/s{other}.md" for other in links]),
    )


@settings(max_examples=80, deadline=None)
@given(
    first=st.dictionaries(st.integers(0, 15), TOLD, min_size=4, max_size=16),
    changes=st.lists(CHANGES, min_size=1, max_size=5),
    narrow=st.booleans(),
)
def test_what_changes_is_brought_up_to_what_making_all_anew_gives(first: dict, changes: list, narrow: bool) -> None:  # type: ignore[type-arg]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rarity, "_ARCHIVE", 3)
        if narrow:  # so that stories can stand outside of one another's sight
            patch.setattr(comparison, "WINDOW", 1)
            for module in (near, comparison, ranking):
                patch.setattr(module, "KEPT", 2)
            patch.setattr(ranking, "ASKED", 2)
        specs, known, before = dict(first), RelatedIndex(), dict[str, tuple[Match, ...]]()
        for change in [{}, *changes]:
            specs = {number: spec for number, spec in (specs | change).items() if spec}
            stories = [told(number, spec) for number, spec in specs.items()]
            known, lists, changed = again(known, stories)
            assert lists == related(stories)
            assert changed == {path for path in lists if lists[path] != before.get(path)}
            before = lists


def test_a_story_that_changes_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """With four stories, words are counted in those of earlier months only; with three, in all of them."""
    monkeypatch.setattr(rarity, "_ARCHIVE", 4)
    stories = town()[:3]
    index, _, _ = again(RelatedIndex(), stories)
    index, _, _ = again(index, [replace(stories[0], standfirst="Changed."), *stories[1:]])
    assert index.frame.end == float("inf")


def test_a_new_headline_is_found_by_the_editor_who_waits_for_it() -> None:
    """Nothing but its editor's word leads from the one story to the other."""
    waiting = story("waiting", "Rain.", related=("Dues to rise",))
    index, lists, _ = again(RelatedIndex(), [waiting, *town()])
    assert lists[waiting.path] == ()
    arrived = story("arrived", "Snow.", headline="Dues to RISE")
    index, lists, changed = again(index, [waiting, arrived, *town()])
    assert lists[waiting.path] == (Match(arrived.path, 0, CHOSEN),)
    assert changed == {waiting.path, arrived.path}
    index, lists, changed = again(index, [waiting, *town()])
    assert lists[waiting.path] == ()
    assert changed == {waiting.path}


def test_row_37_one_changed_story_asks_for_one_storys_words_and_touches_few_lists() -> None:
    stories = [
        story(f"s{number}", f"{SUBJECTS[subject]} Day{number // 40}.", published=datetime(2020, 1, 1, tzinfo=UTC))
        for number, subject in enumerate(sorted(SUBJECTS) * 100)
    ]
    index, _, changed = again(RelatedIndex(), stories)
    assert len(changed) == 400
    stories[7] = story("s7", "Nothing that anybody else says.", published=stories[7].published)
    digests = {each.path: digest(each) for each in stories}
    asked = []
    relate(kept(index), digests, lambda _: [stories[7]], lambda path: asked.append(path) or columns(stories[7].terms))  # type: ignore[func-returns-value]
    assert asked == ["content/s7.md"]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_every_run_gives_the_same_lists(seed: str) -> None:
    """Python orders sets of words anew in each process (PYTHONHASHSEED); our lists must not follow."""
    script = "import test_lists as t; print(repr(t.everything()))"
    here = os.path.dirname(__file__)  # noqa: PTH120
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([here, *sys.path])}
    printed = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True).stdout
    assert printed.decode().strip() == repr(everything())


def everything() -> list[Match]:
    drawn = [("ferry", 7 * day, {"NATO"}, "Local", [day]) for day in range(8)]
    return [match for matches in related(site(drawn) + town()).values() for match in matches]


def _rebuilt(index: RelatedIndex, stories: Sequence[Manuscript], count: int = 5) -> int:
    """How many lists are made when an index is brought up to date."""
    made = []

    def counting(function: partial[object], batches: Iterable[Sequence[int]]) -> Iterator[object]:
        batches = list(batches)
        if getattr(function, "func", None) is listed:
            made.extend(number for batch in batches for number in batch)
        return map(function, batches)

    said = {each.path: columns(each.terms) for each in stories}
    digests = {each.path: digest(each) for each in stories}
    relate(
        kept(index),
        digests,
        lambda paths: [each for each in stories if each.path in paths],
        said.__getitem__,
        count,
        counting,
    )
    return len(made)


def test_only_lists_that_may_have_changed_are_made_again() -> None:
    stories = [
        story(f"s{number}", f"{SUBJECTS[subject]} Day{number}.", published=datetime(2020, 1, 1, tzinfo=UTC))
        for number, subject in enumerate(sorted(SUBJECTS) * 20)
    ]
    index, _, _ = again(RelatedIndex(), stories)
    assert _rebuilt(index, stories) == 0
    assert _rebuilt(index, stories, 4) == 80
    one = replace(stories[7], standfirst="Changed.")
    assert 0 < _rebuilt(index, [*stories[:7], one, *stories[8:]]) < 80
    assert 0 < _rebuilt(index, stories[1:]) < 79
    many = [replace(each, standfirst="Changed.") for each in stories[:40]]
    assert _rebuilt(index, [*many, *stories[40:]]) == 80


def test_fewer_stories_are_listed_as_soon_as_somebody_asks_for_fewer() -> None:
    stories = [
        story(f"s{number}", f"{SUBJECTS['ferry']} Day{number}.", tags=("Ferry", f"T{number}")) for number in range(2)
    ]
    chooser = story("chooser", "Rain.", related=("s0", "s1"))
    index, lists, _ = again(RelatedIndex(), [chooser, *stories])
    assert len(lists[chooser.path]) == 2
    index, lists, _ = again(index, [chooser, *stories], 1)
    assert len(lists[chooser.path]) == 1


def test_batches_have_all_stories_in_order() -> None:
    numbers = np.arange(40)
    batches = _batches(numbers)
    assert [len(batch) for batch in batches] == [16, 16, 8]
    assert [*np.concatenate(batches)] == [*numbers]
    assert _batches(numbers[:0]) == []
