"""What a story reviews, and its verdict."""

from __future__ import annotations

import pytest

from generator.model.disclosures import Review
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading.fields import reader as fields
from generator.reading.fields.reader import Fields
from generator.reading.formats import front_matter, source_text

SITE = Settings(title="The Port Elm Courier", base_url="https://example.org/", timezone="Europe/Berlin")


def _read(review: str, opening: str = "---", line: str = "kind: review\nreview: ") -> Fields:
    title = "title: The Tide\ndate: 2026-11-20" if opening == "---" else 'title = "The Tide"\ndate = 2026-11-20'
    text = source_text.decoded(f"{opening}\n{title}\n{line}{review}\n{opening}\nBody.\n".encode(), "content/a.md")
    parts = front_matter.read(text)
    assert parts.front, parts.problems
    return fields.read(parts.front, text, SITE, "story")


def _problems(review: str) -> tuple[Problem, ...]:
    return _read(review).problems


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{item: The Tide, type: book, rating: 4}", Review("The Tide", "book", "4")),
        ("{item: The Tide, type: Book, rating: 3.5}", Review("The Tide", "book", "3.5")),
        ('{item: "The *Tide*", type: movie, rating: "3,5"}', Review("The Tide", "film", "3.5")),
        ("{item: The Tide, type: film, rating: 8/10}", Review("The Tide", "film", "8", "10")),
        ("{item: The Tide, type: film, rating: 0.5 out of 5}", Review("The Tide", "film", "0.5", "5")),
        ("{item: The Tide, type: film, rating: 7.3/10}", Review("The Tide", "film", "7.3", "10")),
        (
            "{item: The Anchor, type: restaurant, rating: 2, place: 3 Quay Street}",
            Review("The Anchor", "restaurant", "2", place="3 Quay Street"),
        ),
        (
            "{item: Winter Concert, type: concert, rating: 5, place: The Ropewalk, date: 2026-11-14}",
            Review("Winter Concert", "concert", "5", place="The Ropewalk", date="2026-11-14"),
        ),
    ],
)
def test_a_review_says_what_it_is_of_and_its_rating(written: str, expected: Review) -> None:
    said = _read(written)
    assert not said.problems
    assert said.values["review"] == expected


def test_a_review_may_be_in_toml() -> None:
    said = _read('{item = "The Tide", type = "book", rating = 4}', "+++", 'kind = "review"\nreview = ')
    assert (said.problems, said.values["review"]) == ((), Review("The Tide", "book", "4"))


@pytest.mark.parametrize(
    ("review", "stars"),
    [
        (Review("A", "book", "4"), "★★★★☆"),
        (Review("A", "book", "3.5"), "★★★½☆"),
        (Review("A", "book", "0.5"), "½☆☆☆☆"),
        (Review("A", "book", "4.3"), ""),
        (Review("A", "book", "8", "10"), ""),
    ],
)
def test_a_rating_out_of_five_has_stars(review: Review, stars: str) -> None:
    assert review.stars == stars


@pytest.mark.parametrize(
    ("written", "message", "fix"),
    [
        ("Four stars", "`review` must say what is reviewed, and the rating", "write `review: {item: "),
        ("{item: A, rating: 4}", "the `review` has no `type`, which search engines need", "write `review: {item: "),
        (
            "{item: A, type: book}",
            "the `review` of a book has no `rating`",
            "a story without a rating needs no `review`",
        ),
        ("{type: album}", "the `review` of an album has no `item` and no `rating`", "type: album"),
        (
            "{item: A, type: play, rating: 4}",
            "the `review` of a play has no `place` and no `date`",
            'place: "The Ropewalk", date: 2026-12-19',
        ),
        ("{item: A, type: boook, rating: 4}", "`type` cannot be `boook`", "did you mean `book`?"),
        ("{item: A, type: pie, rating: 4}", "`type` cannot be `pie`", "write one of: book, film"),
        ("{item: A, type: book, rating: 6}", "`rating` cannot be `6`", "write a number from 0.5 to 5"),
        ("{item: A, type: book, rating: 0}", "`rating` cannot be `0`", "write a number from 0.5 to 5"),
        ("{item: A, type: book, rating: 0/10}", "`rating` cannot be `0/10`", "such as 4 or 3.5, or `8/10`"),
        (
            "{item: A, type: book, rating: 3.3}",
            "stars are in halves, so readers see none for the rating 3.3",
            "write 3 or 3.5",
        ),
        (
            "{item: A, type: book, rating: 0.2}",
            "stars are in halves, so readers see none for the rating 0.2",
            "write 0.5",
        ),
        ("{item: A, Item: C, type: book, rating: 4}", "the review has `item` twice", "keep one of them"),
        (
            "{item: To have, and not, type: book, rating: 4}",
            "`item` has a comma, and its text ends there",
            '"To have, and not"',
        ),
        ("{item: A, type: book, rating: 4,5}", "`rating` has a comma, and its text ends there", '`rating: "4,5"`'),
        ("{item: A, type: book, rating: great}", "`rating` cannot be `great`", "such as 4 or 3.5, or `8/10`"),
        ("{item: A, type: book, rating: 4/0}", "`rating` cannot be `4/0`", "write a number"),
        ("{item: [A], type: book, rating: 4}", "`item` must be text, not a list", ""),
        ("{item: A, type: book, rating: 4, stars: 4}", "`stars` is not a field of a review", "a review has `item`"),
        ("{item: A, type: book, rating: 4, ratng: 4}", "`ratng` is not a field of a review", "did you mean `rating`?"),
        ("{item: A, type: event, rating: 4, place: B, date: soon}", "`soon` is not a date", ""),
    ],
)
def test_what_a_review_lacks_is_told(written: str, message: str, fix: str) -> None:
    [told] = _problems(written)
    assert told.message.startswith(message)
    assert fix in told.fix
    assert told.line == 5
