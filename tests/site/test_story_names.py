"""Names of stories in front matter: what is said of those that mean no story, several, or one that is not public."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

A = story("a.md", "Ferry back in service", "2026-01-03", 'related: ["RELATED"]')
B = story("b.md", "Ferry out of service", "2026-01-02")


def _told(newsroom: Newsroom, related: str, *others: str) -> list[str]:
    newsroom.write(SETTINGS).write(A.replace("RELATED", related)).write("".join((B, *others)))
    return [f"{each.message}; {each.fix}" for each in newsroom.build().warnings]


def test_the_right_name_of_a_story_is_accepted(newsroom: Newsroom) -> None:
    assert not _told(newsroom, "ferry  OUT of service")
    assert not _told(newsroom, "ferry-out-of-service")


def test_of_two_stories_with_one_name_both_are_named(newsroom: Newsroom) -> None:
    [told] = _told(newsroom, "Ferry out of service", story("c.md", "Ferry out of service", "2026-01-01"))
    assert "means content/b.md, but content/c.md has that name, too" in told


def test_a_story_that_is_not_public_yet_is_said_until_it_is(newsroom: Newsroom) -> None:
    late = story("c.md", "New ferry", "2026-12-01")
    [told] = _told(newsroom, "New ferry", late)
    assert "`New ferry` is not public" in told
    assert not newsroom.build("2026-12-02T00:00:00+00:00").warnings


def test_agency_copy_may_name_stories_that_nobody_took_but_not_misspell_one_of_ours(newsroom: Newsroom) -> None:
    wire = A.replace("---\nA word", "wire: {file: seeds/a.txt}\n---\nA word")
    newsroom.write(SETTINGS).write(B).write(wire.replace("RELATED", "Kremlin says no word came"))
    assert not newsroom.build().warnings
    [told] = newsroom.write(wire.replace("RELATED", "Ferry out of servce")).build().warnings
    assert told.fix == "did you mean `Ferry out of service`?"


def test_the_report_follows_the_story_that_is_named(newsroom: Newsroom) -> None:
    assert not _told(newsroom, "Ferry out of service")
    newsroom.write(B.replace("Ferry out", "Ferries out"))
    [told] = newsroom.build().warnings
    assert told.fix == "did you mean `Ferries out of service`?"


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("Ferry out of servce", "did you mean `Ferry out of service`?"),
        ("b.md", "write its slug, `ferry-out-of-service`"),
        ("./b.md", "write its slug, `ferry-out-of-service`"),
        ("/content/b.md", "write its slug, `ferry-out-of-service`"),
        ("/2026/01/02/ferry-out-of-service/", "write its slug, `ferry-out-of-service`"),
        ("https://courier.example/2026/01/02/ferry-out-of-service/", "write its slug, `ferry-out-of-service`"),
        ("/2026/01/02/nothing/", "no action needed if it comes later; name it by its slug or its headline"),
        ("gone.md", "no action needed if it comes later; name it by its slug or its headline"),
        ("Lighthouse", "no action needed if it comes later; name it by its slug or its headline"),
    ],
)
def test_what_a_name_may_mean_is_suggested_as_it_should_be_written(newsroom: Newsroom, written: str, fix: str) -> None:
    [told] = _told(newsroom, written)
    assert told == f"there is no story `{written}`, so readers see these words without a link; {fix}"


def test_a_story_does_not_relate_to_itself(newsroom: Newsroom) -> None:
    [told] = _told(newsroom, "Ferry back in service")
    assert told == "`Ferry back in service` is this story itself; name another story, or remove it"


def test_the_line_of_the_name_is_told(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(A.replace("RELATED", "Lighthouse")).write(B)
    assert [(each.path, each.line) for each in newsroom.build().warnings] == [("content/a.md", 4)]


def test_what_is_not_public_is_not_said_of_a_story_that_is_not_public_either_nor_with_drafts(
    newsroom: Newsroom,
) -> None:
    late = story("c.md", "New ferry", "2026-12-01")
    assert not _told(newsroom, "New ferry", late, A.replace("RELATED", "New ferry").replace("2026-01-03", "2026-12-01"))
    newsroom.write(A.replace("RELATED", "New ferry"))
    assert newsroom.build().warnings
    assert not newsroom.build(drafts=True).warnings


def test_a_story_with_errors_of_its_own_is_not_missed(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(A.replace("RELATED", "Broken")).write(B)
    newsroom.write("-- content/broken.md --\n---\ntitle: Broken\npublished: 2026-99-01\n---\nWords.\n")
    assert not [each for each in newsroom.problems() if "there is no story" in each.message]
