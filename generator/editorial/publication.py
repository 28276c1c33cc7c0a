"""Publishes, schedules and withdraws stories by changing the fields for that, and no other byte of their files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from generator.editorial.front_matter.editing import edited, name_in
from generator.editorial.front_matter.nodes import AmbiguousEdit, Given
from generator.editorial.story_file import StoryFile, opened, put, refuse_at, try_out
from generator.engine.runtime import SERIAL, Runtime
from generator.model.problems import Problems
from generator.pipeline.request import BuildRequest
from generator.reading.fields.table import CALLED
from generator.reading.formats import front_matter
from generator.reading.formats.front_matter import FrontMatter
from generator.reading.formats.source_text import decoded
from generator.reading.story import read
from generator.site.visibility import state, withheld


class PublicationChange(msgspec.Struct, frozen=True):
    """A story whose file was changed: its headline, and the time at which it is published or withdrawn.

    ``waits`` says why readers do not see it yet; empty if they see it with the next build.
    """

    path: Path
    headline: str
    at: datetime
    waits: str = ""


def publish(request: BuildRequest, wanted: str, at: datetime | None, runtime: Runtime = SERIAL) -> PublicationChange:
    """Publish a story as of ``request``, or schedule it for a time. It is no longer a draft.

    :raises Problems: if readers already see it, it was withdrawn, the time has passed, its file has another time in the
    future, or the site could not be built with it. The file is unchanged then.
    """
    file = opened(request, wanted, runtime)
    _refuse_unpublishable(file, request.as_of, at)
    front = _front(file)
    time = (at or request.as_of).astimezone(request.settings.zone).replace(second=0, microsecond=0)
    changes: dict[str, Given | None] = {}
    published, draft = (_named(file, front, name) for name in ("published", "draft"))
    if file.story.kind == "story" or at or published in front.entries:
        changes[published] = time
    if draft in front.entries:
        changes[draft] = None
    after = _put(request, file, changes, runtime)
    return PublicationChange(file.path, file.story.headline, time, withheld(after.story, request.as_of))


def _refuse_unpublishable(file: StoryFile, as_of: datetime, at: datetime | None) -> None:
    story, why = file.story, state(file.story, as_of)
    if story.kind == "description":
        refuse_at(file.name, "this is a description, which is shown with its stories", "name a story or a page")
    if story.killed:
        refuse_at(file.name, "this story was withdrawn", "remove `killed` and `kill_note` first, if that was wrong")
    if not why:
        refuse_at(file.name, _already_seen(file), "to change its time, edit `published`")
    if at and at < as_of.replace(second=0, microsecond=0):
        fix = "give a time in the future, or publish it now; to backdate it, write the time as `published`"
        refuse_at(file.name, f"{at.isoformat(' ', 'minutes')} has already passed", fix)
    if why == "expired":
        refuse_at(
            file.name, f"readers no longer see this story: {withheld(story, as_of)}", "change its `expires` first"
        )
    if story.published and story.published > as_of and story.published != story.embargo and not at:
        message = f"its file has a time in the future: {story.published.isoformat(' ', 'minutes')}"
        fix = f"write `--at {story.published.isoformat(timespec='minutes')}` to keep it, or `--at now`"
        refuse_at(file.name, message, fix)


def _already_seen(file: StoryFile) -> str:
    since = f" since {file.story.published.isoformat(' ', 'minutes')}" if file.story.published else ""
    return f"readers already see this {file.story.kind}{since}"


def withdraw(request: BuildRequest, wanted: str, reason: str, runtime: Runtime = SERIAL) -> PublicationChange:
    """Withdraw a story that readers have seen, as of ``request``; they see the ``reason``, if any, in its place.

    :raises Problems: if readers have not seen it, it has already been withdrawn, or the site could not be built without
    it. The file is unchanged then.
    """
    file = opened(request, wanted, runtime)
    why = state(file.story, request.as_of)
    if why == "killed":
        refuse_at(file.name, f"readers do not see this story: {withheld(file.story, request.as_of)}", "nothing to do")
    if why not in ("", "expired"):
        fix = "write `draft: true` into it, or delete the file"
        refuse_at(file.name, f"readers have not seen this story: {withheld(file.story, request.as_of)}", fix)
    if file.story.kind == "description":
        refuse_at(file.name, "this is a description, which is shown with its stories", "name a story or a page")
    front, time = _front(file), request.as_of.astimezone(request.settings.zone).replace(microsecond=0)
    changes: dict[str, Given | None] = {_named(file, front, "killed"): time}
    if words := " ".join(reason.split()):
        changes[_named(file, front, "kill_note")] = words
    _put(request, file, changes, runtime)
    return PublicationChange(file.path, file.story.headline, time)


def _front(file: StoryFile) -> FrontMatter:
    front = front_matter.read(decoded(file.data, file.name)).front
    assert front  # the file has been read
    return front


def _named(file: StoryFile, front: FrontMatter, name: str) -> str:
    """Return the name that a file has for a field."""
    try:
        return name_in(front, CALLED[name].called)
    except AmbiguousEdit as both:
        refuse_at(file.name, f"the file has {both}", "keep one of them")


def _put(request: BuildRequest, file: StoryFile, changes: Mapping[str, Given | None], runtime: Runtime) -> StoryFile:
    """Change fields of a file if the site can be built with the changes; return the new file."""
    changed = edited(file.data, file.name, changes)
    try_out(request, file, changed, runtime)
    after = read(changed, file.name, request.settings).manuscript
    if not after:
        raise Problems(read(changed, file.name, request.settings).problems)
    put(file, changed)
    return StoryFile(file.path, file.name, changed, after)
