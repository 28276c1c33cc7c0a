"""Decides which folders and files are withheld, or passed over, because of their names.

In the name of a folder, the first and the last word count (``draft posts``, ``Drafts 2026``). Words with other uses,
such as ``review`` or ``members``, count only if the name has no other words. File names are mostly made from headlines,
so only a word for a draft at the beginning or the end counts (``draft-title.md``, but not
``review-of-the-draft-budget.md``), and other words only in capitals, in brackets or set off (``EMBARGO title.md``,
``title (hold).md``, ``private--title.md``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

import unicodedata2

from generator.model.problems import Problem
from generator.reading.withholding.names import bare
from generator.reading.withholding.words import DRAFTS, is_draft, is_foreign

_DRAFT_WORDS = frozenset({"unpublished", "wip", "embargoed", "unreleased"})
_FOLDER_WORDS = _DRAFT_WORDS | frozenset({"embargo", "embargoes", "withheld", "spiked", "trash", "trashed"})
_ALONE = frozenset(
    """
    private hidden internal pending hold held killed secret confidential review scheduled deleted unlisted withdrawn
    rejected members membersonly premium paid subscribers queued embargo embargoes withheld spiked trash wip
    unpublished
    """.split()  # noqa: SIM905
)
_SHOUTED = frozenset(
    """
    wip unpublished unreleased embargo embargoed hold private hidden held killed spiked withheld pending
    confidential unlisted secret
    """.split()  # noqa: SIM905
)
_PHRASES = frozenset(
    """
    toreview topublish tobepublished notpublished notforpublication donotpublish dontpublish workinprogress onhold
    notready notyetpublished notlive staffonly membersonly subscribersonly editorsonly internalonly inreview
    forreview needsreview awaitingreview
    """.split()  # noqa: SIM905
)
_BEGUN = frozenset({"notforpublication", "donotpublish", "dontpublish", "workinprogress", "notpublished"})
"""The phrases with which no headline begins."""

_FILLER = frozenset(
    """
    posts post articles article stories story content pages page copy only in for on under my our
    """.split()  # noqa: SIM905
)
_DRAFTED = frozenset(
    """
    nfl nba nhl mlb mls wnba afl cfl ipl pwhl the military army
    """.split()  # noqa: SIM905
)
"""The words before "draft" when it means the selection of players or soldiers."""

_BRACKETED = re.compile(r"[\[({]([^\])}]*)[\])}]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)")
_WITH_FILLING = re.compile(f"(?:{'|'.join(DRAFTS)})(?:posts?|articles?|stor(?:y|ies)|pages?|copy)")
_PUNCTUATION = re.compile(r"[\W_]+")
_DATED = re.compile(r"\A\d{4}[-_. ]?\d{2}[-_. ]?\d{2}[-_. T]*")
_SET_OFF = r"(?:[-_ ]{2,}|\s*[^\w\s.-]\s*)"
_PASSED_OVER = frozenset({"node_modules"})
_VENDORED = re.compile(r"(?:.*/)?vendor/(?:bundle|cache|gems|ruby)/.*")
DRAFTS_FOLDER = "_drafts"
"""The folder for unpublished stories in Jekyll and Hexo."""


def held_place(path: str, adopt: bool) -> Problem | None:
    """Return a problem for a file whose name or folder suggests that it is withheld. In adopted copy, it is withheld.

    Otherwise nothing is withheld: the folder ``_drafts`` of Jekyll and Hexo is an error, and anything else a warning.
    """
    *folders, name = PurePosixPath(path).parts
    if DRAFTS_FOLDER in folders and not adopt:
        message = "other programs do not publish stories in a folder `_drafts`, but this one would be published"
        fix = "add a line `draft: true`, or move it to another folder; --adopt reads stories of other programs"
        return Problem(path, 0, 0, message, fix)
    if folder := withholding_folder(path):
        return _held_folder(folder, adopt)
    return _held_file(path, adopt) if withholding_file(name) else None


def unread_elsewhere(path: str) -> Problem | None:
    """Return a warning for a file that other programs would not publish, because of how its name or folder begins."""
    if not (elsewhere := passed_over(path)):
        return None
    name = PurePosixPath(elsewhere.path).name
    message = f"the story is published, although other programs leave out what is called `{name}`"
    return Problem(path, 0, 0, message, "write `draft: true` in it if it is not ready, or rename it", level="warning")


def _held_folder(folder: str, adopt: bool) -> Problem:
    name = PurePosixPath(folder).name
    if adopt:
        message = f"the stories in this folder are withheld, because it is called `{name}`"
        return Problem(folder, 0, 0, message, "move those that are ready to another folder", level="warning")
    message = f"stories in this folder are published, although it is called `{name}`"
    fix = "write `draft: true` in those that are not ready, or rename the folder"
    return Problem(folder, 0, 0, message, fix, level="warning")


def _held_file(path: str, adopt: bool) -> Problem:
    if adopt:
        message = "the story is withheld, because its file name suggests that it is not ready"
        return Problem(path, 0, 0, message, "rename the file to publish it", level="warning")
    message = "the story is published, although its file name suggests that it is not ready"
    return Problem(path, 0, 0, message, "write `draft: true` in it if it is not, or rename the file", level="warning")


def withholding_folder(path: str) -> str:
    """Return the folder in a path whose name says that its content is withheld; empty if there is none."""
    parts = PurePosixPath(path).parts[:-1]
    depth = next((depth for depth, part in enumerate(parts, 1) if _folder_withholds(part)), 0)
    return "/".join(parts[:depth])


@lru_cache(maxsize=4096)
def _folder_withholds(name: str) -> bool:
    words = _words(name)
    if "".join(words) in _PHRASES or any(_all_in(_words(each), _ALONE) for each in _BRACKETED.findall(name)):
        return True
    return _at_an_end(words, _FOLDER_WORDS) or _all_in(words, _ALONE)


@lru_cache(maxsize=4096)
def withholding_file(name: str) -> bool:
    """Whether a file's name says that it is withheld."""
    stem = _DATED.sub("", unicodedata2.normalize("NFKC", PurePosixPath(name).stem))
    words = _words(stem)
    begins = any("".join(words[:count]) in _BEGUN for count in (2, 3, 4))
    return begins or _at_an_end(words, _DRAFT_WORDS) or any(_all_in(each, _SHOUTED) for each in _set_apart(stem))


def _set_apart(stem: str) -> Iterator[Sequence[str]]:
    """Yield the words of a file's name that are not part of its headline: in brackets, in capitals, or set off."""
    yield from map(_words, _BRACKETED.findall(stem))
    yield from map(_words, stem.split(".") if "." in stem else ())
    yield from map(_words, (found := re.split(_SET_OFF, stem))[:1] + found[-1:] if re.search(_SET_OFF, stem) else ())
    if re.search(r"[a-z]", stem):
        yield from ([word.casefold()] for word in _PUNCTUATION.split(stem) if word.isupper())


def _at_an_end(words: Sequence[str], withholding: frozenset[str]) -> bool:
    """Whether the first or the last word means a draft, or is one of the ``withholding`` words."""
    found = _without_filler(words)
    last = [] if len(found) > 1 and found[-2] in _DRAFTED else found[-1:]
    return any(_withholds(word, withholding) for word in (*found[:1], *last))


def _all_in(words: Sequence[str], withholding: frozenset[str]) -> bool:
    """Whether words say that something is withheld, and nothing else."""
    found = _without_filler(words)
    return bool(found) and all(_withholds(word, withholding) or is_foreign(bare(word)) for word in found)


def _without_filler(words: Sequence[str]) -> list[str]:
    return [word for word in words if not word.isdigit() and word not in _FILLER]


def _withholds(word: str, withholding: frozenset[str]) -> bool:
    return word in withholding or is_draft(bare(word)) or bool(_WITH_FILLING.fullmatch(word))


def _words(name: str) -> list[str]:
    """Split a name into its words in lower case: at punctuation and spaces, at capitals and before digits."""
    plain = _CAMEL.sub(" ", unicodedata2.normalize("NFKC", name))
    return [word for word in _PUNCTUATION.split(plain.casefold()) if word]


def passed_over(path: str) -> Problem | None:
    """Return why other programs make no page from a file, by its path; ``None`` if they do, or if it is a draft."""
    *folders, name = PurePosixPath(path).parts
    for depth, folder in enumerate(folders, 1):
        if folder in _PASSED_OVER or (folder.startswith("_") and folder not in ("_posts", DRAFTS_FOLDER)):
            message = f"files in a folder `{folder}` are not published, as in the program this copy was written for"
            fix = f"move its stories to a folder without the underscore, `{folder.lstrip('_')}`, to publish them"
            return Problem("/".join(folders[:depth]), 0, 0, message, fix, level="warning")
    if _VENDORED.fullmatch(path):
        message = "this is in `vendor`, which is for third-party code, so it is not published"
        return Problem(path, 0, 0, message, "move it to another folder to publish it", level="warning")
    if name.startswith(("_index.", "_index_")):
        message = "in Hugo and Zola this is the page of a section, not a story, so it is not published"
        return Problem(path, 0, 0, message, "if it is a story, give it another name", level="warning")
    if name.startswith(("_", "#", "~")):
        message = f"a file whose name begins with `{name[0]}` is not published, as in other programs"
        return Problem(path, 0, 0, message, "give it another name to publish it", level="warning")
    return None
