"""The actions of editors on a story in the browser: read, save, start, publish, correct, withdraw, delete.   [disk]"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.editorial.add_correction import correct
from generator.editorial.new_story import NewStory, create_story, section_named
from generator.editorial.publication import publish, withdraw
from generator.editorial.story_file import FileAsRead, put
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, Problems, refuse
from generator.pipeline.request import BuildRequest
from generator.preview.editing.document import document, kind_of, problems_data
from generator.preview.editing.files import read_file, restore_file, unchanged
from generator.preview.editing.form_problems import in_other_file
from generator.preview.editing.paste import Pasted, as_markdown
from generator.preview.editing.pictures import add_picture
from generator.preview.editing.requests import Correct, Delete, New, Publish, Restore, Withdraw
from generator.preview.editing.saving import Changes, Refusal, changed_bytes
from generator.preview.editing.thumbnails import thumbnail
from generator.preview.editing.trash import move_to_trash, refuse_undeletable
from generator.preview.session import Preview
from generator.preview.toolbar_data import View
from generator.reading import dates
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

Data = Mapping[str, Any]


class LocalDesk:
    """Edits the files of a preview's site. Safe to use from several threads: only one writes a file at a time."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._writing = Lock()
        self._drawing = Lock()  # one picture at a time: a large one takes hundreds of megabytes

    @property
    def folder(self) -> str:
        """A digest of the path of this site's folder, which tells it from other sites."""
        return of_bytes(str(self._preview.site.resolve()).encode("utf-8", "surrogateescape"))

    def read(self, name: str) -> Data:
        """Return a file as the data of a form.

        :raises Problems: if it cannot be edited here, or the settings have errors.
        """
        return self.as_data(read_file(self._preview.site, name))

    def save(self, changes: Changes) -> Data:
        """Write changes to a file, and return the changed file.

        :raises Conflict: if somebody else has changed it in the meantime.
        :raises Refusal: if the changes cannot be written.
        :raises Problems: if the file cannot be edited here, or cannot be written.
        """
        with self._writing:
            file = unchanged(read_file(self._preview.site, changes.file), changes.version)
            data = changed_bytes(file, changes, self._request().settings)
            if data != file.data:
                put(file, data)
                self._follow(file)
        return self.read(changes.file)

    def new(self, new: New) -> Data:
        """Start a story, and return it.

        :raises Problems: if a build would refuse it, if there is already a story with this headline, or if its section
            is new and ``is_new_section`` does not allow that.
        """
        if not new.headline.strip():
            refuse(Problem("headline", 0, 0, "there is no headline yet", "write a headline"))
        request = self._request()
        section, remark = section_named(new.section, request.settings)
        if remark and not new.is_new_section:
            refuse(
                Problem(
                    "section", 0, 0, remark.rstrip("."), "choose one of these, or press the button again to create it"
                )
            )
        with self._writing:
            path = create_story(request.site, request.settings, NewStory(new.headline, section), request.as_of)
        return self._followed(path.relative_to(request.site).as_posix())

    def restore(self, wanted: Restore) -> Data:
        """Write a file again that was deleted, and return it.

        :raises Conflict: if a file with its name exists again.
        :raises Problems: if it cannot be written.
        """
        with self._writing:
            restore_file(self._preview.site, wanted.file, wanted.source.encode())
        return self._followed(wanted.file)

    def markdown(self, pasted: Pasted) -> Data:
        """Return the Markdown of what somebody pastes, and what it leaves out."""
        found = as_markdown(pasted)
        return {"markdown": found.markdown, "left_out": found.left_out}

    def publish(self, wanted: Publish) -> Data:
        """Publish a story, or schedule it, and return it.

        :raises Conflict: if somebody else has changed it in the meantime.
        :raises Refusal: if it cannot be published.
        """

        def act(request: BuildRequest) -> None:
            at = _time(wanted.at, request.settings.zone) if wanted.at else None
            is_story = kind_of(wanted.file, request.settings) == "story"
            publish(request, wanted.file, at or (request.as_of if is_story else None))

        return self._act(wanted.file, wanted.version, act)

    def delete(self, wanted: Delete) -> Data:
        """Move a draft into the trash, and return what is needed to restore it: its name and its text.

        :raises Conflict: if somebody else has changed it in the meantime.
        :raises Refusal: if it is not a draft, or readers may know its address.
        :raises Problems: if it cannot be moved.
        """
        with self._writing:
            file, request = unchanged(read_file(self._preview.site, wanted.file), wanted.version), self._request()
            refuse_undeletable(file, request)
            trashed = move_to_trash(file)
        self._follow(file)
        return {"file": file.name, "source": file.data.decode(), "trash": trashed}

    def withdraw(self, wanted: Withdraw) -> Data:
        """Withdraw a story, and return it.

        :raises Conflict: if somebody else has changed it in the meantime.
        :raises Refusal: if it cannot be withdrawn.
        """
        return self._act(wanted.file, wanted.version, lambda to: withdraw(to, wanted.file, wanted.reason))

    def correct(self, wanted: Correct) -> Data:
        """Add a correction to a story, and return it.

        :raises Conflict: if somebody else has changed it in the meantime.
        :raises Refusal: if it cannot be added.
        """
        return self._act(wanted.file, wanted.version, lambda to: correct(to, wanted.file, wanted.text, wanted.kind))

    def thumbnail(self, name: str, src: str) -> tuple[str, bytes]:
        """Return the media type and the bytes of a small copy of a picture that a story refers to as ``src``.

        :raises Problems: if the picture does not exist, or cannot be shown.
        """
        with self._drawing:
            return thumbnail(self._preview.site, read_file(self._preview.site, name).name, src)

    def add_picture(self, name: str, called: str, data: bytes) -> Data:
        """Write a picture next to a story; return the name by which the story refers to it.

        ``called`` is the name that the picture had elsewhere.

        :raises Problems: if it is not a picture that browsers show, or cannot be written.
        """
        with self._writing:
            file = read_file(self._preview.site, name)
            added = add_picture(file.path.parent, called, data, self._request().settings.language)
        self._preview.changed.put(file.path.with_name(added))
        self._preview.dirty.set()
        return {"name": added}

    def _act(self, name: str, expected: str, act: Callable[[BuildRequest], object]) -> Data:
        with self._writing:
            file, request = unchanged(read_file(self._preview.site, name), expected), self._request()
            try:
                act(request)
            except Problems as wrong:
                raise Refusal(self._located(wrong, file, request)) from None
        return self._followed(name)

    def _located(self, wrong: Problems, file: FileAsRead, request: BuildRequest) -> list[dict[str, Any]]:
        """Return problems as data; those in another file name it."""
        parts, kind = front_matter.read(decoded(file.data, file.name)), kind_of(file.name, request.settings)
        own = [each for each in wrong.problems if each.path == file.name]
        others = [
            replace(each, message=in_other_file(each), line=0) for each in wrong.problems if each.path != file.name
        ]
        return problems_data((*own, *others), parts, request.settings, kind)

    def _followed(self, name: str) -> Data:
        file = read_file(self._preview.site, name)
        self._follow(file)
        return self.as_data(file)

    def _follow(self, file: FileAsRead) -> None:
        """Make the preview show a file as it is now, even if the disk does not report the change."""
        self._preview.changed.put(file.path)
        self._preview.dirty.set()

    def as_data(self, file: FileAsRead) -> Data:
        """Return a file that has been read as the data of a form."""
        request = self._request()
        return document(file, request.settings, request.as_of)

    def _request(self) -> BuildRequest:
        """Return a build request for the site as readers see it now.

        :raises Problems: if the settings have errors.
        """
        return self._preview.request(View(drafts=False))


def _time(written: str, zone: ZoneInfo) -> datetime:
    try:
        found = dates.parse(written, zone)
    except ValueError:
        refuse(Problem("published", 0, 0, f"`{written}` is not a time", "write it like 2026-11-24 18:00"))
    return found
