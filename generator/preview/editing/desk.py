"""What editors do in the browser: read, save, start, publish, correct and withdraw stories, one at a time.   [disk]"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from generator.editorial.correcting import correct
from generator.editorial.new_story import NewStory, create_story, section_named
from generator.editorial.publication import publish, withdraw
from generator.editorial.story_file import FileAsRead, errors, put
from generator.model.corrections import CorrectionKind
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, Problems, refuse
from generator.pipeline.request import BuildRequest
from generator.preview.editing.choices import choices
from generator.preview.editing.document import document, kind_of, problems_data
from generator.preview.editing.files import read_file, restore_file, unchanged, version
from generator.preview.editing.pasted import Pasted, as_markdown
from generator.preview.editing.pictures import add_picture
from generator.preview.editing.saving import Changes, Refusal, changed_bytes
from generator.preview.session import Preview
from generator.preview.toolbar_data import View
from generator.reading import dates
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

Data = Mapping[str, Any]


class New(msgspec.Struct, forbid_unknown_fields=True):
    """A story that somebody starts. ``is_new_section``: they know that the site has no such section yet."""

    headline: str
    section: str = ""
    is_new_section: bool = False


class Restore(msgspec.Struct, forbid_unknown_fields=True):
    """Write a file again that is gone, as it was when somebody began to edit it: ``source`` is all that it had."""

    file: str
    source: str


class Publish(msgspec.Struct, forbid_unknown_fields=True):
    """Publish a story: now, or ``at`` a time of the site's time zone."""

    file: str
    version: str
    at: str = ""


class Withdraw(msgspec.Struct, forbid_unknown_fields=True):
    """Withdraw a story, for a ``reason`` that readers see."""

    file: str
    version: str
    reason: str = ""


class Correct(msgspec.Struct, forbid_unknown_fields=True):
    """Add a correction to a story."""

    file: str
    version: str
    text: str
    kind: CorrectionKind = "correction"


class LocalDesk:
    """Edits the files of a preview's site. Safe to use from several threads: files are written one after the other."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._writing = Lock()

    @property
    def folder(self) -> str:
        """What tells this site's folder from others."""
        return of_bytes(str(self._preview.site.resolve()).encode("utf-8", "surrogateescape"))

    def read(self, name: str) -> Data:
        """Return a file as a form shows it.

        :raises Problems: if it cannot be edited here, or the settings have errors.
        """
        return self.as_data(read_file(self._preview.site, name))

    def save(self, changes: Changes) -> Data:
        """Write changes to a file, and return it as it is then.

        :raises Conflict: if somebody else has changed it meanwhile.
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

        :raises Problems: if a build would refuse it, there is one of this headline already, or its section is a new
            one and nobody has said that it may be.
        """
        request = self._request()
        section, remark = section_named(new.section, request.settings)
        if remark and not new.is_new_section:
            refuse(
                Problem(
                    "section", 0, 0, remark.rstrip("."), "choose one of these, or press the button again to begin it"
                )
            )
        with self._writing:
            path = create_story(request.site, request.settings, NewStory(new.headline, section), request.as_of)
        return self._followed(path.relative_to(request.site).as_posix())

    def restore(self, wanted: Restore) -> Data:
        """Write a file again that is gone, and return it.

        :raises Conflict: if there is one of its name again.
        :raises Problems: if it cannot be written.
        """
        with self._writing:
            restore_file(self._preview.site, wanted.file, wanted.source.encode())
        return self._followed(wanted.file)

    def markdown(self, pasted: Pasted) -> Data:
        """Return the Markdown of what somebody pastes, and what is left out of it."""
        found = as_markdown(pasted)
        return {"markdown": found.markdown, "left_out": found.left_out}

    def publish(self, wanted: Publish) -> Data:
        """Publish a story, or schedule it, and return it.

        :raises Conflict: if somebody else has changed it meanwhile.
        :raises Refusal: if it cannot be published.
        """

        def act(request: BuildRequest) -> None:
            at = _time(wanted.at, request.settings.zone) if wanted.at else None
            is_story = kind_of(wanted.file, request.settings) == "story"
            publish(request, wanted.file, at or (request.as_of if is_story else None))

        return self._act(wanted.file, wanted.version, act)

    def withdraw(self, wanted: Withdraw) -> Data:
        """Withdraw a story, and return it.

        :raises Conflict: if somebody else has changed it meanwhile.
        :raises Refusal: if it cannot be withdrawn.
        """
        return self._act(wanted.file, wanted.version, lambda to: withdraw(to, wanted.file, wanted.reason))

    def correct(self, wanted: Correct) -> Data:
        """Add a correction to a story, and return it.

        :raises Conflict: if somebody else has changed it meanwhile.
        :raises Refusal: if it cannot be added.
        """
        return self._act(wanted.file, wanted.version, lambda to: correct(to, wanted.file, wanted.text, wanted.kind))

    def add_picture(self, name: str, called: str, data: bytes) -> Data:
        """Write a picture beside a story; return the name by which the story refers to it.

        :raises Problems: if it is no picture that readers can see, or cannot be written.
        """
        with self._writing:
            file = read_file(self._preview.site, name)
            added = add_picture(file.path.parent, called, data, self._request().settings.language)
        self._preview.changed.put(file.path.with_name(added))
        self._preview.dirty.set()
        return {"name": added}

    def page(self, name: str) -> Data:
        """Return how a file is now, and what the preview shows of it: its address, and what is wrong on the site."""
        preview = self._preview
        file, shown = read_file(preview.site, name), preview.shown
        edition, settings = shown.edition, self._request().settings
        found = shown.problems or (edition.site.problems if edition else ())
        parts = front_matter.read(decoded(file.data, name))
        ours = [each for each in found if each.path == name]
        digests = (each.digest for each in edition.site.sources.contents.copy if each.path == name) if edition else ()
        return {
            "version": version(file.data),
            "current": version(file.data) in digests,
            "address": edition.address(name) if edition else "",
            "problems": problems_data(ours, parts, settings, kind_of(name, settings)),
            "elsewhere": [each.place + ": " + each.message for each in errors(found) if each.path != name][:20],
        }

    def choices(self) -> Data:
        """Return what the site's stories have already: tags, people, sections, series and slugs."""
        edition = self._preview.shown.edition
        settings = self._request().settings
        found = edition.reach(edition.site, lambda site: choices(site.graph, settings)) if edition else {}
        return {"choices": found, "zone": settings.timezone, "sections": list(settings.sections)}

    def _act(self, name: str, expected: str, act: Callable[[BuildRequest], object]) -> Data:
        with self._writing:
            file, request = unchanged(read_file(self._preview.site, name), expected), self._request()
            try:
                act(request)
            except Problems as wrong:
                raise Refusal(self._located(wrong, file, request)) from None
        return self._followed(name)

    def _located(self, wrong: Problems, file: FileAsRead, request: BuildRequest) -> list[dict[str, Any]]:
        """Problems as data; those in another file say which."""
        parts, kind = front_matter.read(decoded(file.data, file.name)), kind_of(file.name, request.settings)
        ours = [each for each in wrong.problems if each.path == file.name]
        others = [
            replace(each, message=f"{each.place}: {each.message}" if each.line else each.message, line=0)
            for each in wrong.problems
            if each.path != file.name
        ]
        return problems_data((*ours, *others), parts, request.settings, kind)

    def _followed(self, name: str) -> Data:
        file = read_file(self._preview.site, name)
        self._follow(file)
        return self.as_data(file)

    def _follow(self, file: FileAsRead) -> None:
        """Have the preview show a file as it is now, even if the disk does not report the change."""
        self._preview.changed.put(file.path)
        self._preview.dirty.set()

    def as_data(self, file: FileAsRead) -> Data:
        """Return a file, as it was read, as a form shows it."""
        request = self._request()
        return document(file, request.settings, request.as_of)

    def _request(self) -> BuildRequest:
        """The build request of this moment, as readers see the site.

        :raises Problems: if the settings have errors.
        """
        return self._preview.request(View(drafts=False))


def _time(written: str, zone: ZoneInfo) -> datetime:
    try:
        found = dates.parse(written, zone)
    except ValueError:
        refuse(Problem("published", 0, 0, f"`{written}` is not a time", "write it like 2026-11-24 18:00"))
    return found
