"""Names of stories in front matter: what is said of those that mean no story, several, or one that is not public."""

from __future__ import annotations

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
