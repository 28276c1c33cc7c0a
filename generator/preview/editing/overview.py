"""The site as editors see it: the list of stories, suggestions for forms, and the page next to a form.   [disk]"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, get_args

from generator.hosting.static_host import answer
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.model.terms import folded
from generator.preview.editing.document import kind_of, problems_data
from generator.preview.editing.files import editable_files, is_editable, read_file, version
from generator.preview.editing.stories import ListedStory, Shown, listed, matching, story_data
from generator.preview.editing.suggestions import MOST, choices
from generator.preview.edition import Edition
from generator.preview.session import Preview
from generator.preview.toolbar_data import View
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded

Data = Mapping[str, Any]

_PART = 50  # files of the list in one answer
_MOST_PROBLEMS = 20


class Overview:
    """Answers questions about the site and its files, from the preview. Safe to use from several threads."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._listing = Lock()
        self._listed: tuple[Edition | None, tuple[ListedStory, ...]] = (None, ())

    def stories(self, wanted: str, shown: str, start: str) -> Data:
        """Return a part of the list of stories, newest first: those that have all words of ``wanted``. If ``wanted`` is
        an address, in full or from the root, return only the story at this address.

        ``shown`` is one of ``Shown``; ``start`` is how many stories come before this part.

        :raises Problems: if ``shown`` or ``start`` has another value.
        """
        if shown not in get_args(Shown) or not (start.isascii() and start.isdigit() and len(start) < 10):
            refuse(Problem("stories", 0, 0, "this list does not exist", "reload the page"))
        site, now = self._preview.site, self._preview.shown
        data: dict[str, Any] = {"problems": self._unshown(now.problems)}
        if not now.edition:
            files = [
                each for each in editable_files(site) if all(word in folded(each) for word in folded(wanted).split())
            ]
            part = [{"file": each} for each in files[int(start) : int(start) + _PART]]
            return {**data, "stories": part, "found": len(files), "complete": False}
        as_of = self._as_of(now.edition)
        every = self._every(now.edition)
        at = self._at_address(now.edition, wanted)
        found = [each for each in every if at and each.entry.path == at] or matching(every, wanted, shown, as_of)  # type: ignore[arg-type]  # checked above
        there = [each for each in found[int(start) : int(start) + _PART] if (site / each.entry.path).is_file()]
        stories = [story_data(each, as_of) for each in there]
        return {**data, "stories": stories, "found": len(found), "complete": True}

    def _at_address(self, edition: Edition, wanted: str) -> str:
        """Return the file whose page has the address ``wanted``; empty if there is none."""
        settings = edition.site.request.settings
        path = wanted.strip().removeprefix(settings.origin).partition("#")[0].partition("?")[0]
        if not path.startswith("/"):
            return ""
        file = answer(edition.files.modules, settings.base_path, path if path.endswith("/") else f"{path}/").file
        return edition.reach(edition.site, lambda site: site.source(file)) if file in edition.files.modules else ""

    def _as_of(self, edition: Edition) -> datetime:
        try:
            return self._preview.request(View(drafts=False)).as_of
        except Problems:  # in the settings; the page shows them above the list
            return edition.site.request.as_of

    def _every(self, edition: Edition) -> tuple[ListedStory, ...]:
        with self._listing:
            if self._listed[0] is not edition:
                before = self._listed[1]
                self._listed = edition, edition.reach(edition.site, lambda site: listed(site.graph, before))
            return self._listed[1]

    def _unshown(self, problems: Iterable[Problem]) -> list[Data]:
        """Return the files that keep the site from being built, each with its first error."""
        first = {each.path: each.message for each in reversed(tuple(problems))}
        shown = sorted(first.items())[:_MOST_PROBLEMS]
        return [{"file": path if is_editable(path) else "", "where": path, "message": text} for path, text in shown]

    def page(self, name: str) -> Data:
        """Return the current version of a file, its address in the preview, and its problems and those elsewhere."""
        preview = self._preview
        file, shown = read_file(preview.site, name), preview.shown
        edition, settings = shown.edition, self._settings()
        found = shown.problems or (edition.site.problems if edition else ())
        parts = front_matter.read(decoded(file.data, name))
        own = [each for each in found if each.path == name]
        digests = (each.digest for each in edition.site.sources.contents.copy if each.path == name) if edition else ()
        return {
            "version": version(file.data),
            "current": version(file.data) in digests,
            "address": edition.address(name) if edition else "",
            "problems": problems_data(own, parts, settings, kind_of(name, settings)),
            "elsewhere": self._unshown(each for each in found if each.level == "error" and each.path != name),
        }

    def choices(self) -> Data:
        """Return what stories already have: tags, people, sections, series, and slugs with their headlines."""
        edition = self._preview.shown.edition
        settings = self._settings()
        found = edition.reach(edition.site, lambda site: choices(site.graph, settings)) if edition else {}
        newest = self._every(edition)[:MOST] if edition else ()
        headlines = {each.entry.slug: each.headline for each in reversed(newest) if each.entry.kind == "story"}
        data = {"zone": settings.timezone, "sections": list(settings.sections)}
        return {"choices": found, "headlines": headlines, **data}

    def _settings(self) -> Settings:
        return self._preview.request(View(drafts=False)).settings
