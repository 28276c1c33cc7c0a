"""Made-up stories that are always the same: story i of n depends only on i, n and the seed.

They resemble those of a local newspaper: 8 sections of different sizes, 200 tags of which a story has 3 to 6, 40
reporters, a source, times with their zone over six years, a later modification time for three in ten, 350 to 700 words
with one to three subheads, links and emphasis, a quotation, a list, and a table or a footnote in one of ten stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from random import Random

import msgspec
from msgspec.structs import replace

from benchmarks.vocabulary import BYLINES, POOLS, TAGS

SECTIONS = ("Local", "Council", "Business", "World", "Sport", "Harbour", "Culture", "Opinion")
SIZES = (20, 18, 15, 14, 14, 8, 7, 4)
SOURCES = ("Staff", "North Coast Wire", "District desk", "Stringer", "Press office", "Sister paper")
FIRST_DAY = datetime(2019, 1, 1)  # the time zone is added below
SPAN = timedelta(days=2191)

SENTENCES = """\
The {adjective} {noun} was {verbed} on {day} after the {place} {body} had {adverb} {verbed} its {nouns}.
{given} {family}, who runs the {noun} in {place}, said that {nouns} were still {adjective}.
“Nobody {verbed} the {noun},” said {given} {family}. “We {verbed} it, and it stayed {adjective}.”
About {number} {nouns} in {place} have {verbed} since {year}, and the {body} wants to {verb} {number} more.
What the {noun} will cost is not known, though a {adjective} {noun} of {number} crowns was named in {year}.
It is the {adjective} {noun} that matters here: without it, {nouns} would {adverb} {verb} in the {noun}.
The {body} has until {day} to {verb} the {nouns}, and {verbing} them will take {number} weeks.
From {place} to {place}, {nouns} were {adverb} {verbed} and the {noun} was left to {verb}.
A {noun} of the {body} would not {verb} the {noun}, but {verbed} that the {nouns} were {adjective} and {adjective}.
Some {nouns} {verbed}; others, {family} said, were {verbing} a {adjective} {noun} of their own.
In {place} the {noun} and the {noun} have long been {adjective}, and few {nouns} {verb} there.
Since {year} the {body} has {verbed} {number} {nouns}, most of them for {adverb} {verbing} the {noun}.
Whether to {verb} or to {verb} the {adjective} {noun} is for the {place} {body} to say.
{family} and {family} {verbed} each other’s {nouns} over a {noun} that neither had {verbed}.
No {noun} came of it, and by {day} the {nouns} had {adverb} {verbed}.
The {nouns} are {adjective}, the {noun} is {adjective}, and the {adjective} {noun} has been {verbing} for {number} days.
Asked about {verbing} the {noun}, {given} {family} said it was “a {adjective} {noun} for {adjective} {nouns}”.
If it {verbed}, said {family}, then {number} {nouns} on the road to {place} would have to {verb} the {noun} at once.
""".splitlines()
HEADLINES = """\
{place} {body} to {verb} {adjective} {nouns}
{adjective} {noun} {verbed} as {nouns} {verb} in {place}
{number} {nouns} {verbed} after {adjective} {noun}
Why {place} {verbed} its {adjective} {noun}
{given} {family} on {verbing} a {adjective} {noun}
{nouns} and {nouns}: the {noun} that {place} {verbed}
{body} {verbed} over {adjective} {noun} in {place}
""".splitlines()
BLANK = re.compile(r"\{(\w+)\}")
AN = re.compile(r"\b([Aa]) (?=[aeiou])")
PLAIN = re.compile(r"(?<= )[a-z]+ [a-z]+(?= )")


class Article(msgspec.Struct, frozen=True):
    """A made-up story; ``body`` is Markdown."""

    slug: str
    headline: str
    standfirst: str
    section: str
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    source: str
    published: datetime
    modified: datetime | None
    body: str


def articles(seed: int, count: int) -> Iterator[Article]:
    """Yield all stories of a site with ``count`` stories, oldest first."""
    return (article(seed, number, count) for number in range(count))


def article(seed: int, number: int, count: int) -> Article:
    """Return the story with a number, counted from 0."""
    rng = Random(f"{seed} {number}")
    published = _instant(FIRST_DAY + SPAN * ((number + rng.random()) / count))
    headline = _line(rng, HEADLINES)
    return Article(
        slug=f"{slug(headline)}-{number}",
        headline=headline,
        standfirst=_line(rng, SENTENCES),
        section=rng.choices(SECTIONS, SIZES)[0],
        tags=TAGS.several(rng, rng.randint(3, 6)),
        bylines=BYLINES.several(rng, rng.choice((1, 1, 1, 2))),
        source=rng.choice(SOURCES),
        published=published,
        modified=published + timedelta(minutes=rng.randint(15, 10_000)) if rng.random() < 0.3 else None,
        body=_body(rng),
    )


def slug(words: str) -> str:
    """Return the words as a slug of at most 60 characters."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:60].rstrip("-")


def newcomer(seed: int, number: int, count: int) -> Article:
    """Return a new story for a site with ``count`` stories: later than all of them, with four of their tags."""
    rng = Random(f"{seed} newcomer {number}")
    published = _instant(FIRST_DAY + SPAN + timedelta(days=1 + number, hours=12))
    late = article(seed, count + number, count)
    return replace(late, published=published, modified=None, tags=TAGS.several(rng, 4))


def _instant(local: datetime) -> datetime:
    summer = 4 <= local.month <= 10
    return local.replace(microsecond=0, tzinfo=timezone(timedelta(hours=1 if summer else 0)))


def _line(rng: Random, patterns: list[str]) -> str:
    filled = BLANK.sub(lambda blank: _word(rng, blank[1]), rng.choice(patterns))
    return AN.sub(r"\1n ", filled[0].upper() + filled[1:])


def _word(rng: Random, kind: str) -> str:
    if kind == "number":
        return str(rng.choice((2, 9, 14, 30, 55, 110, 260, 900)) + rng.randint(0, 9))
    if kind == "year":
        return str(rng.randint(1988, 2024))
    return POOLS[kind].draw(rng)


def _body(rng: Random) -> str:
    paragraphs = _marked(rng, _paragraphs(rng, rng.randint(315, 625)))
    for block in _blocks(rng):
        paragraphs.insert(rng.randint(1, len(paragraphs)), block)
    if rng.random() < 0.05:
        paragraphs[0] += "[^1]"
        paragraphs.append(f"[^1]: {_line(rng, SENTENCES)}")
    return "\n\n".join(paragraphs) + "\n"


def _paragraphs(rng: Random, words: int) -> list[str]:
    paragraphs: list[str] = []
    while words > 0:
        paragraphs.append(" ".join(_line(rng, SENTENCES) for _ in range(rng.choice((1, 2, 2, 3, 3, 4)))))
        words -= len(paragraphs[-1].split())
    return paragraphs


def _marked(rng: Random, paragraphs: list[str]) -> list[str]:
    link = f"[{{}}](https://example.org/{POOLS['noun'].draw(rng)}/{rng.randint(100, 9999)})"
    for mark in [link] * rng.randint(1, 3) + rng.choices(("*{}*", "**{}**"), k=rng.randint(1, 3)):
        chosen = rng.randrange(len(paragraphs))
        paragraphs[chosen] = PLAIN.sub(lambda words, mark=mark: mark.format(words[0]), paragraphs[chosen], count=1)  # type: ignore[misc]
    return paragraphs


def _blocks(rng: Random) -> Iterator[str]:
    """Yield the blocks between the paragraphs."""
    for _ in range(rng.randint(1, 3)):
        yield f"## {_line(rng, HEADLINES)}"
    if rng.random() < 0.35:
        yield f"> {_line(rng, SENTENCES)}"
    if rng.random() < 0.3:
        yield "\n".join(f"- {_line(rng, SENTENCES)}" for _ in range(rng.randint(3, 5)))
    if rng.random() < 0.05:
        rows = (f"| {POOLS['place'].draw(rng)} | {rng.randint(1, 999)} |" for _ in range(rng.randint(3, 6)))
        yield "\n".join(("| Ward | Votes |", "| --- | --- |", *rows))
