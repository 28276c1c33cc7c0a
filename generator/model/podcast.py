"""A podcast of the newsroom's own: the recordings of a series, a tag or a section, as programs for podcasts read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from generator.model.picture import Picture
from generator.model.story import Card, Instant

Order = Literal["episodic", "serial"]
"""Whether episodes are for themselves, the newest first, or are to be heard in order, as those of a series are."""


class Podcast(msgspec.Struct, frozen=True):
    """What site.toml says about a podcast. The fields match the keys of ``[podcast.NAME]``.

    Its episodes are the stories of one ``series``, ``tag`` or ``section`` with a recording. ``artwork`` is the place on
    the site of a square picture in content/static/, ``email`` that of its owner, and ``category`` one of Apple's, with
    a narrower one after ``>`` if wanted. Whoever is ``locked`` out may not move the podcast to another host. ``guid``
    is the identity of a podcast that had one before it was here.
    """

    category: str
    artwork: str
    description: str
    series: str = ""
    tag: str = ""
    section: str = ""
    title: str = ""
    author: str = ""
    email: str = ""
    explicit: bool = False
    type: Order = "episodic"
    locked: bool = True
    language: str = ""
    guid: str = ""


class Episode(msgspec.Struct, frozen=True):
    """A story as an episode: its id, its address, and its recording with absolute addresses.

    ``number`` is its part in a series, 0 if it is in none. ``seconds`` is 0 if the length is not known. ``transcripts``
    have an address, a media type and a language; ``chapters`` is the address of a file of chapters, if there is one.
    ``artwork`` is a square picture of its own.
    """

    id: str
    card: Card
    permalink: str
    url: str
    size: int
    media_type: str
    seconds: int = 0
    number: int = 0
    label: str = ""
    notes: str = ""
    transcripts: tuple[tuple[str, str, str], ...] = ()
    chapters: str = ""
    artwork: str = ""

    @property
    def title(self) -> str:
        """The headline, after the label if there is one."""
        return f"{self.label}: {self.card.headline}" if self.label else self.card.headline


class Show(msgspec.Struct, frozen=True):
    """A podcast as its feed shows it: all addresses are absolute. ``category`` and ``narrower`` are Apple's."""

    guid: str
    title: str
    description: str
    url: str
    home: str
    language: str
    author: str
    email: str
    category: str
    narrower: str
    explicit: bool
    order: Order
    locked: bool
    artwork: str
    updated: Instant | None
    episodes: tuple[Episode, ...]


PODCASTS = "/podcasts/"
"""The folder of the feeds of podcasts on the site."""

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga",
        "Automotive",
        "Aviation",
        "Crafts",
        "Games",
        "Hobbies",
        "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News",
        "Daily News",
        "Entertainment News",
        "News Commentary",
        "Politics",
        "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": ("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"),
    "Science": (
        "Astronomy",
        "Chemistry",
        "Earth Sciences",
        "Life Sciences",
        "Mathematics",
        "Natural Sciences",
        "Nature",
        "Physics",
        "Social Sciences",
    ),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    "Sports": (
        "Baseball",
        "Basketball",
        "Cricket",
        "Fantasy Sports",
        "Football",
        "Golf",
        "Hockey",
        "Rugby",
        "Running",
        "Soccer",
        "Swimming",
        "Tennis",
        "Volleyball",
        "Wilderness",
        "Wrestling",
    ),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
    "Technology": (),
    "True Crime": (),
}
"""Apple's categories and the narrower ones in each ("Apple Podcasts categories", 2024); other directories use them, too."""

SMALLEST, LARGEST = 1400, 3000
"""The least and the most pixels of a side of the artwork (Apple, "Artwork requirements")."""


def parts_of(category: str) -> tuple[str, str]:
    """A category and the narrower one, which is empty if none is given."""
    broad, _, narrow = (each.strip() for each in category.partition(">"))
    return broad, narrow


def square_of(picture: Picture | None) -> str:
    """The square crop of a story's picture that is large enough for an episode; empty if there is none."""
    crops = picture.crops if picture else ()
    return next((each.src for each in crops if each.width == each.height >= SMALLEST), "")
