"""The history of a story: its versions in git, and the changes in each of the words that readers see.   [disk]

Words of captions, corrections, disclosures and the note of a withdrawal count; tags and comments do not. Sites do not
publish the history, since it contains text that was deleted for whatever reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from shlex import quote
from typing import Literal

import msgspec

from generator.editorial.word_diff import Piece, word_diff
from generator.engine.runtime import SERIAL, Runtime
from generator.hosting.git_versions import FileVersion, Repository, repository
from generator.model.body import without_note_signs
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem, refuse
from generator.model.settings import Settings
from generator.pipeline.named_story import file_named
from generator.pipeline.request import BuildRequest
from generator.reading.story import read
from generator.site.visibility import state

Part = Literal["headline", "standfirst", "text", "caption", "corrections", "disclosures", "kill note"]

_BREAK = re.compile(r"</(?:p|h[1-6]|li|blockquote|d[dt]|t[dhr]|figcaption|pre|div)>|<br\b[^>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<[^<>]*+>", re.IGNORECASE | re.DOTALL)


class TextChange(msgspec.Struct, frozen=True):
    """The words that changed in one part of a story."""

    part: Part
    pieces: tuple[Piece, ...]


class Version(msgspec.Struct, frozen=True):
    """A version of a story: that of a commit, or the uncommitted one in the folder, which has no time.

    ``author`` is empty unless it was requested. ``state`` says why readers did not see the version at that time: draft,
    scheduled, embargoed, expired or killed. ``changes`` are those since the previous version; ``note`` says why there
    are none.
    """

    commit: str
    at: datetime | None
    summary: str
    file: str
    author: str = ""
    renamed_from: str = ""
    state: str = ""
    note: str = ""
    changes: tuple[TextChange, ...] = ()


class StoryHistory(msgspec.Struct, frozen=True):
    """The versions of a story, newest first. If the clone is ``shallow``, earlier ones may be missing."""

    file: str
    headline: str
    shallow: bool
    versions: tuple[Version, ...]


class _Read(msgspec.Struct, frozen=True):
    """A version with its story, which is None if it could not be read."""

    version: Version
    story: Manuscript | None
    first: bool = False


def story_history(request: BuildRequest, wanted: str, authors: bool, runtime: Runtime = SERIAL) -> StoryHistory:
    """Return the history of the story that ``wanted`` names; ``authors`` includes the authors of its versions.

    :raises Problems: if the story does not exist, or git has no version of it.
    """
    repo = repository(request.site)
    file = file_named(request, wanted, runtime)
    committed = repo.versions(file)
    if not committed:
        fix = f"commit it, as in `git add {quote(file)} && git commit`: each commit is a version"
        refuse(Problem(file, 0, 0, "git has no version of this file yet", fix))
    known = [*_in_folder(request, repo, file, committed[0]), *_committed(request.settings, repo, committed, authors)]
    headline = next((each.story.headline for each in known if each.story), "")
    return StoryHistory(file, headline, repo.shallow, tuple(_compared(known)))


def _in_folder(request: BuildRequest, repo: Repository, file: str, newest: FileVersion) -> Iterator[_Read]:
    """Yield the version in the folder, if it differs from that of the newest commit."""
    try:
        data = (request.site / file).read_bytes()
    except OSError:
        return
    if data != repo.data(newest):
        yield _read(data, Version("", None, "", file), request.settings, request.as_of)


def _committed(
    settings: Settings, repo: Repository, versions: tuple[FileVersion, ...], authors: bool
) -> Iterator[_Read]:
    for each in versions:
        path, before = (name.removeprefix(repo.prefix) for name in (each.path, each.renamed_from))
        made = Version(each.commit, each.at, each.summary, path, each.author if authors else "", before)
        if each.deleted:
            yield _Read(msgspec.structs.replace(made, note="the file was deleted"), None)
        else:
            yield _read(repo.data(each), made, settings, each.at, first=each is versions[-1])


def _read(data: bytes, made: Version, settings: Settings, at: datetime, first: bool = False) -> _Read:
    story = read(data, made.file, settings).manuscript
    if not story:
        note = "there was an error in this version, so its words cannot be compared"
        return _Read(msgspec.structs.replace(made, note=note), None, first)
    return _Read(msgspec.structs.replace(made, state=state(story, at)), story, first)


def _compared(known: list[_Read]) -> Iterator[Version]:
    """Yield the versions, each with the changes since the last readable version before it."""
    for place, each in enumerate(known):
        before = next((other.story for other in known[place + 1 :] if other.story), None)
        if each.first and not each.version.note:
            yield msgspec.structs.replace(each.version, note="the first version")
        elif not each.story or not before:
            yield each.version
        else:
            changes = tuple(_changes(before, each.story))
            note = "" if changes else "no word changed"
            yield msgspec.structs.replace(each.version, changes=changes, note=note)


def _changes(before: Manuscript, after: Manuscript) -> Iterator[TextChange]:
    for (part, old), (_, new) in zip(_parts(before), _parts(after), strict=True):
        if old != new:
            yield TextChange(part, word_diff(old, new))


def _parts(story: Manuscript) -> Iterator[tuple[Part, str]]:
    yield "headline", story.headline
    yield "standfirst", story.standfirst
    yield "text", _plain(story.body)
    yield "caption", "\n".join(filter(None, (story.picture.caption, story.picture.credit))) if story.picture else ""
    yield "corrections", "\n".join(each.text for each in story.corrections)
    yield "disclosures", "\n".join(_disclosures(story))
    yield "kill note", story.kill_note


def _disclosures(story: Manuscript) -> Iterator[str]:
    """Yield what a story discloses: who paid for it, how machines helped, and its sources."""
    if story.sponsored and story.sponsored.by:
        yield story.sponsored.by
    if story.ai:
        yield story.ai
    yield from (each.text for each in story.source_notes)


def _plain(html: str) -> str:
    """Return the words of a body, with a line for each paragraph."""
    text = unescape(_UNSEEN.sub("", _BREAK.sub("\n", without_note_signs(html))))
    return "\n".join(line for line in (" ".join(each.split()) for each in text.split("\n")) if line)
