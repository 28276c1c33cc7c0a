"""Moves what a source has into a site: reads it twice, converts, checks, writes a file whole or not.   [disk]"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from generator.editorial.importers import _files as disk
from generator.editorial.moving import _list_redirects as list_redirects
from generator.editorial.moving import _record, _sources
from generator.editorial.moving._files import Files
from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._markdown_body import readdressed
from generator.editorial.moving._moved import (
    Item,
    MediaFile,
    Moved,
    MovedPicture,
    Place,
    Request,
    SiteSettings,
    Unkept,
    Withheld,
)
from generator.editorial.moving._old_addresses import OldSite
from generator.editorial.moving._own_files import file_in, paths_in
from generator.editorial.moving._plan import Plan, Planned
from generator.editorial.moving._record import Written
from generator.editorial.moving._report import Line, MovedFile, Outcome, Report
from generator.editorial.moving._settings import lines_of, new_settings
from generator.editorial.moving._sources import Source
from generator.editorial.moving._story_file import text_of
from generator.editorial.moving._story_references import StoryReferences
from generator.editorial.moving._words import lost, words_of_rendered
from generator.engine.runtime import Progress, without_progress
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.reading import story
from generator.site.visibility import state
from generator.system import nofollow

_AT_ONCE, _HEAVIEST = 500, 64_000_000
"""How many files, and how many bytes, are written together."""

_NAMED = 12
"""How many of the lost words of a story are named."""


def move_in(request: Request, settings: Settings | None, write: bool, progress: Progress = without_progress) -> Report:
    """Move everything in a source, or say what would be moved; ``settings`` is None for a site that has none yet.

    :raises Problems: if the source cannot be read, or the disk not be written. What was written until then is whole,
        and another move goes on from there.
    """
    _refuse_within(request)
    source = _sources.source_of(request.source)
    first = next(iter(source.read(request.source, request)), None)
    old = first if isinstance(first, SiteSettings) else SiteSettings()
    text, own, dropped = new_settings(old) if settings is None else ("", settings, [])
    request = replace(request, timezone=own.timezone, language=own.language)
    report = Report(_sources.name_of(source), write)
    moving = _Moving(request, source, own, old, report, write)
    if text:
        moving.add_settings(text, dropped)
    else:
        report.settings.extend(lines_of(old, settings))
    moving.run(progress)
    return report


def _refuse_within(request: Request) -> None:
    """Refuse a site in the folder that is moved: its own stories, withheld ones too, would be moved into it."""
    if request.source.is_dir() and request.source.resolve() in request.site.resolve().parents:
        message = "the site is within this folder, so its own files would be moved, too"
        refuse(Problem(str(request.source), 0, 0, message, "put the site next to the folder, not in it"))


class _Moving:
    """One move: what it knows of the site, and what it is about to write."""

    def __init__(
        self, request: Request, source: Source, settings: Settings, old: SiteSettings, report: Report, write: bool
    ) -> None:
        self.request, self.source, self.settings, self.report, self.write = request, source, settings, report, write
        self._reading = replace(settings, related=0)  # what only related stories need takes half of the time
        self.record = _record.load(request.site)
        site = OldSite.at(old.base_url, settings.base_path, (settings.base_url,))
        self.plan = Plan(request, settings, site, self.record)
        self.files = Files(request, _sources.find_of(source))
        self._batch: dict[str, bytes] = {}
        self._size = 0
        self._written: list[Written] = []
        self._settled: set[str] = set()

    def run(self, progress: Progress) -> None:
        """Read the source twice, and write."""
        try:
            count = self.plan.read(self.source.read(self.request.source, replace(self.request, bodies=False)))
            self.report.problems.extend(self.plan.problems)
            for each in progress("moving", self.source.read(self.request.source, self.request), count):
                self._take(each)
            self._lists()
            self._flush()
        except Problems as found:
            if self.write:
                found.outcome = "everything written so far is complete; move in again to continue"  # type: ignore[attr-defined]
            raise
        self.report.queries.extend(self.plan.queries)
        self.report.orphans.extend(self.plan.orphans)

    def add_settings(self, text: str, dropped: Sequence[str]) -> None:
        """Write site.toml for a site that has none."""
        place = Place(str(self.request.source))
        self._put("settings", "site.toml", text.encode(), "settings", place)
        self.report.unkept.extend(Line(place, f"a setting that site.toml cannot have: {each}") for each in dropped)

    def _take(self, item: Item) -> None:
        match item:
            case Moved():
                self._story(item)
            case Withheld():
                as_draft = item.moved and self.request.drafts
                why = f"{item.why}, moved as a draft" if as_draft else item.why
                self.report.withheld.append((why, Line(item.place, item.what)))
                if item.moved and as_draft:
                    self._story(replace(item.moved, draft=True))
            case Unkept():
                self.report.unkept.append(Line(item.place, item.what))
            case MediaFile():
                self._file(item)
            case SiteSettings():
                self.report.unkept.extend(Line(each.place, each.what) for each in item.notes)

    def _story(self, moved: Moved) -> None:
        planned = self.plan.planned.get(moved.key)
        if planned is None or moved.key in self._settled:
            return
        self._settled.add(moved.key)
        references = StoryReferences(moved, planned.path, self.plan, self.files, self.report)
        text, before = self._text(moved, planned, references)
        data = text.encode(errors="replace")
        read = story.read(data, planned.path, self._reading)
        if moved.verbatim and moved.draft and not (read.manuscript and state(read.manuscript, self.request.now)):
            message = "readers would see this file, but it was not public in the export, so it is not written"
            self._refuse(moved, planned, [Problem(planned.path, 0, 0, message, "add `draft: true` to it")])
            return
        errors = [each for each in read.problems if each.level == "error"]
        if errors or (read.manuscript is None and not read.problems):
            self._refuse(moved, planned, errors)
            return
        if before is not None and read.manuscript:
            self._compare(moved, before, words_of_rendered(read.manuscript.body, text), references)
        outcome = self._put(moved.key, planned.path, data, moved.kind, moved.place, moved.address)
        if moved.verbatim and read.manuscript:
            self._own_files(moved, read.manuscript, references)
        if outcome in ("new", "updated", "unchanged"):
            for path in references.used:
                self._put(f"file:{path}", path, None, "picture or file", moved.place)

    def _own_files(self, moved: Moved, manuscript: Manuscript, references: StoryReferences) -> None:
        """Find the files that a story of our own export uses, at the paths that it names."""
        for path in paths_in(manuscript):
            found = file_in(path, self.request.media)
            placed, fault = self.files.add(found) if found else ("", "name the old content/ with --media")
            if placed:
                references.used[placed] = None
            else:
                self.report.missing.append(Line(moved.place, f"{path}: {fault}"))

    def _text(self, moved: Moved, planned: Planned, references: StoryReferences) -> tuple[str, object]:
        """The text of a story's file, and the words that its body had before, if they can be compared."""
        if moved.verbatim:
            return moved.verbatim, None
        words = None
        if moved.form == "html":
            converted = markdown_of(moved.body, references)
            body, words = converted.markdown, converted.words
        else:
            body = readdressed(moved.body, references)
        picture = self._picture(moved, references)
        return text_of(moved, body, planned.slug, planned.aliases, picture, self.settings.language), words

    def _picture(self, moved: Moved, references: StoryReferences) -> MovedPicture | None:
        if not moved.picture or not moved.picture.address:
            return None
        path = references.file(moved.picture.address, 0)
        return replace(moved.picture, address=path) if path else None

    def _compare(self, moved: Moved, before: object, after: object, references: StoryReferences) -> None:
        missing = lost(before, after)  # type: ignore[arg-type]
        self.report.words[0] += len(missing)
        self.report.words[1] += sum(before.values())  # type: ignore[attr-defined]
        if missing:
            named = ", ".join(missing[:_NAMED]) + (
                f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
            )
            self.report.lost.append(Line(moved.place, f"{len(missing):,}: {named}"))

    def _refuse(self, moved: Moved, planned: Planned, errors: Sequence[Problem]) -> None:
        self.report.files.append(MovedFile("refused", moved.kind, planned.path, moved.place, moved.address))
        for each in errors:
            message = f"{each.message} (line {each.line} of {planned.path})" if each.line else each.message
            self.report.problems.append(
                Problem(
                    moved.place.path, moved.place.line, 0, message, f"change it in the source; {each.fix}", each.source
                )
            )

    def _file(self, file: MediaFile) -> None:
        """A file that the source wants to keep, whether or not a story uses it."""
        place = Place(str(file.file))
        path, fault = self.files.add(file)
        if not path:
            self.report.unkept.append(Line(place, f"a file that cannot be published: {file.name}: {fault}"))
            return
        self._put(f"file:{path}", path, None, "picture or file", place)

    def _put(self, key: str, path: str, data: bytes | None, kind: str, place: Place, old: str = "") -> Outcome | None:
        """Decide about one file, and write it with the next ones; without ``data``, that of a file of the old site."""
        if data is None:
            if path in self._settled:
                return None
            self._settled.add(path)
            data = self.files.data(path)
        outcome = self._outcome(key, path, data)
        self.report.files.append(MovedFile(outcome, kind, path, place, old))
        if outcome in ("new", "updated"):
            self._batch[path] = data
            self._size += len(data)
        if outcome in ("new", "updated") or (outcome == "unchanged" and key not in self.record):
            self._written.append(Written(key, path, _record.fingerprint(data)))
        if len(self._written) >= _AT_ONCE or self._size >= _HEAVIEST:
            self._flush()
        return outcome

    def _outcome(self, key: str, path: str, data: bytes) -> Outcome:
        now, known = _digest(self.request.site / path), self.record.get(key)
        if now == _record.fingerprint(data):
            return "unchanged"
        if known is None:
            return "in the way" if now else "new"
        if not now:
            return "removed"
        return "updated" if now == known.digest else "edited"

    def _flush(self) -> None:
        if self.write:
            if self._batch:
                self.request.site.mkdir(parents=True, exist_ok=True)
                disk.write(self.request.site, self._batch)
            _record.add(self.request.site, self._written)
        self._batch, self._written, self._size = {}, [], 0

    def _lists(self) -> None:
        """Write the redirects from old lists to new ones, and say which lists have none."""
        for old, new, path in list_redirects.pages(self.plan):
            if path:
                data = list_redirects.page(path, new)
                self._put(f"redirect:{old}", path, data, "redirect", Place(str(self.request.source)), old)
            else:
                self.report.orphans.append((old, new or "nothing"))


def _digest(file: Path) -> str:
    """The fingerprint of a file that is there; empty if there is none, and another word if it cannot be read."""
    try:
        return _record.fingerprint(nofollow.read(file, None))
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return "in the way"
    except OSError:
        return "unreadable"
