"""The settings of one of the newsroom's podcasts, and the categories that podcast directories know."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha1
from typing import Literal

import msgspec

Order = Literal["episodic", "serial"]
"""Whether episodes can be heard one by one, the newest first, or should be heard in order, like a serial."""


class Podcast(msgspec.Struct, frozen=True):
    """The settings of a podcast. The fields match the keys of ``[podcast.NAME]`` in site.toml.

    Its episodes are the stories of one ``series``, ``tag`` or ``section`` with a recording. ``artwork`` is the place on
    the site of a square picture in content/static/, ``email`` the owner's address, and ``category`` one of Apple's,
    optionally with a subcategory after ``>``. Nobody else can move a ``locked`` podcast to another host. ``guid`` is
    its identity, if another program has already given it one.
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


PODCASTS = "/podcasts/"
"""The folder of podcast feeds on the site."""

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
"""Apple's categories and their subcategories ("Apple Podcasts categories"), which other directories also use."""

SMALLEST, LARGEST = 1400, 3000
"""The least and the most pixels of a side of the artwork (Apple, "Artwork requirements")."""


_NAMESPACE = bytes.fromhex("ead4c236bf5858c6a2c6a6b28d128cb6")  # Podcasting 2.0, "guid"


def guid_from(url: str) -> str:
    """Return the identity of a podcast: a version 5 UUID (RFC 9562) of its feed's first address without the scheme."""
    digest = sha1(_NAMESPACE + url.rstrip("/").encode(), usedforsecurity=False).digest()
    made = int.from_bytes(digest[:16], "big") & ~(0xF << 76) & ~(0x3 << 62) | 5 << 76 | 2 << 62
    found = f"{made:032x}"
    return "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:]))


def parts_of(category: str) -> tuple[str, str]:
    """Split a category into the main one and the subcategory, which is empty if none is given."""
    broad, _, narrow = (each.strip() for each in category.partition(">"))
    return broad, narrow
