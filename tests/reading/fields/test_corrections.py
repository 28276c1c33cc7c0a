"""What editors write in `corrections`, and what they are told about it."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

GOOD = "at: 2026-11-20T12:00, kind: correction, text: It is six."


def _told(newsroom: Newsroom, *lines: str, name: str = "a.md") -> list[tuple[int, int, str]]:
    newsroom.write(SETTINGS + story(name, "Dues", "2026-11-19T09:00", *lines))
    return [(each.line, each.column, f"{each.message} | {each.fix}") for each in newsroom.problems()]


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("corrections: We were wrong", 14, "`corrections` must be a list"),
        ("corrections: [We were wrong]", 15, "one of the `corrections` does not have an `at`"),
        ("corrections: [{kind: correction, text: It is six.}]", 15, "the correction has no time"),
        ("corrections: [{at: , text: It is six.}]", 16, "the correction has no time"),
        ("corrections: [{at: 2026-11-20}]", 15, "the correction has no text"),
        ("corrections: [{at: yesterday, text: It is six.}]", 20, "`yesterday` is not a date in a known format"),
        ("corrections: [{at: 2026-11-20, kind: corection, text: It is six.}]", 38, "did you mean `correction`?"),
        ("corrections: [{at: 2026-11-18, text: It is six.}]", 15, "is from before the time of publication"),
        ("corrections: [{at: 2026-11-20, text: It is six, not seven.}]", 49, "has a comma, and its text ends there"),
        ('corrections: [{at: 2026-11-20, text: "See ![it](boat.jpg)."}]', 38, "a picture cannot be shown here"),
        ("corrections: [{at: 2026-11-20, date: 2026-11-20, text: It is six.}]", 32, "the correction has `at` twice"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(newsroom: Newsroom, line: str, column: int, said: str) -> None:
    found = _told(newsroom, line)
    assert [(number, at) for number, at, _ in found] == [(4, column)]
    assert said in found[0][2]


def test_an_unknown_part_is_ignored_with_a_warning(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", f"corrections: [{{{GOOD}, txet: No.}}]"))
    (warning,) = newsroom.build().warnings
    assert "`txet` is not a field of a correction" in warning.message
    assert warning.fix == "did you mean `text`?"


def test_a_link_may_follow_an_exclamation_mark(newsroom: Newsroom) -> None:
    text = 'text: "Mind![The vote](https://vote.example/)"'
    assert _told(newsroom, f"corrections: [{{at: 2026-11-20, {text}}}]") == []


def test_a_day_alone_may_be_the_day_of_publication(newsroom: Newsroom) -> None:
    assert _told(newsroom, "corrections: [{at: 2026-11-19, kind: Editor’s note, text: It is six.}]") == []
    assert "Editor’s note, <time" in newsroom.page("2026/11/19/dues/")


def test_toml_has_corrections_as_tables_of_their_own(newsroom: Newsroom) -> None:
    front = 'title = "Dues"\npublished = 2026-11-19T09:00:00Z\n[[corrections]]\nat = 2026-11-20\ntext = "Six."\n'
    newsroom.write(SETTINGS + f"-- content/a.md --\n+++\n{front}+++\nA word.\n").build()
    assert "Six." in newsroom.page("corrections")


def test_a_page_has_no_corrections(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("pages/us.md", "Us", "2026-11-19", f"corrections: [{{{GOOD}}}]"))
    assert ["a page has no `corrections`" in each.message for each in newsroom.build().warnings] == [True]


@pytest.mark.parametrize("value", ["true", "3", "[one, two]", '"Corrected: it is six."', "{a: b}"])
def test_an_adopted_archive_may_mean_something_else_by_the_name(newsroom: Newsroom, value: str) -> None:
    newsroom.write(SETTINGS + "adopt = true\n" + story("a.md", "Dues", "2026-11-19", f"corrections: {value}"))
    told = [each.message for each in newsroom.build().warnings]
    assert any("`corrections`" in each and "extra" in each for each in told)
    assert not (newsroom.output / "corrections").exists()


def test_the_same_correction_twice_is_a_warning(newsroom: Newsroom) -> None:
    found = ("text: It is *six*.", "text: It is  six.", "kind: update, text: It is six.", "text: It is seven.")
    lines = [f"  - {{at: 2026-11-{day}, {each}}}" for day, each in enumerate(found, 20)]
    newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", "corrections:", *lines))
    (warning,) = newsroom.build().warnings
    assert (warning.line, warning.message) == (
        6,
        "this correction says the same as that on line 5, so readers see it twice",
    )


def test_an_empty_kind_is_a_warning(newsroom: Newsroom) -> None:
    line = "corrections: [{at: 2026-11-20, kind: <!-- update -->, text: It is six.}]"
    (warning,) = newsroom.write(SETTINGS + story("a.md", "Dues", "2026-11-19T09:00", line)).build().warnings
    assert warning.message == "`kind` is empty, so this is a correction"
