"""Moves the contents of a source into a site: reads it twice, converts, checks, writes files atomically.   [disk]"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from generator.editorial.importers import _files as disk
from generator.editorial.moving import _list_redirects as list_redirects
from generator.editorial.moving import _record, _sources
from generator.editorial.moving._converted import Conversion, ConvertedStory
from generator.editorial.moving._files import Files
from generator.editorial.moving._moved import (
    Barrier,
    Item,
    LostPart,
    MediaFile,
    Moved,
    Request,
    SiteSettings,
    SourcePlace,
    Withheld,
)
from generator.editorial.moving._old_addresses import OldSite
from generator.editorial.moving._own_files import file_in
from generator.editorial.moving._plan import Plan, Planned
from generator.editorial.moving._record import Written
from generator.editorial.moving._report import MovedFile, Outcome, Report, ReportLine
from generator.editorial.moving._settings import lines_of, new_settings
from generator.editorial.moving._sources import Source
from generator.engine.runtime import Progress, Stream, in_turn, without_progress
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.system import nofollow

_AT_ONCE, _HEAVIEST = 500, 64_000_000
"""How many files, and how many bytes, are written together."""


def move_in(
    request: Request,
    settings: Settings | None,
    write: bool,
    progress: Progress = without_progress,
    stream: Stream = in_turn,
) -> Report:
    """Move everything in a source, or report what would be moved; ``settings`` is None for a site that has none yet.

    ``stream`` decides where stories are converted, such as in other processes; the result is the same.

    :raises Problems: if the source cannot be read, or the files cannot be written. Files written until then are
    complete, and another move continues from there.
    """
    _refuse_within(request)
    source = _sources.source_of(request.source)
    first = next(iter(source.read(request.source, request)), None)
    old = first if isinstance(first, SiteSettings) else SiteSettings()
    old = old if old.base_url else replace(old, base_url="".join(request.old_sites[:1]))
    text, own, dropped = new_settings(old) if settings is None else ("", settings, [])
    request = replace(request, timezone=own.timezone, language=own.language)
    report = Report(_sources.name_of(source), write)
    moving = _Moving(request, source, own, old, report, write)
    if text:
        moving.add_settings(text, dropped)
    else:
        report.settings.extend(lines_of(old, settings))
    moving.run(progress, stream)
    return report


def _refuse_within(request: Request) -> None:
    """Refuse a site inside the folder that is moved: its own stories, withheld ones too, would be moved into it."""
    if request.source.is_dir() and request.source.resolve() in request.site.resolve().parents:
        message = "the site is within this folder, so its own files would be moved, too"
        refuse(Problem(str(request.source), 0, 0, message, "put the site next to the folder, not in it"))


class _Moving:
    """One move: its knowledge of the site, and the files that it is about to write."""

    def __init__(
        self, request: Request, source: Source, settings: Settings, old: SiteSettings, report: Report, write: bool
    ) -> None:
        self.request, self.source, self.settings, self.report, self.write = request, source, settings, report, write
        self.record = _record.load(request.site)
        own = () if settings.has_placeholder_address else (settings.base_url,)
        site = OldSite.at(old.base_url, settings.base_path, (*request.old_sites, *own))
        self.plan = Plan(request, settings, site, self.record)
        self.files = Files(request, _sources.find_of(source))
        self.convert = Conversion(request, settings, self.plan, self.files)
        self._batch: dict[str, bytes] = {}
        self._size = 0
        self._written: list[Written] = []
        self._done: set[str] = set()

    def run(self, progress: Progress, stream: Stream) -> None:
        """Read the source twice, and write."""
        if self.write and self.record:
            disk.sweep(self.request.site / "content")
        try:
            count = self.plan.read(self.source.read(self.request.source, replace(self.request, bodies=False)))
            self.report.problems.extend(self.plan.problems)
            for each in self.plan.undescribed:
                said = f"the description of the {each.describes} {each.headline}: no public story here has it"
                self.report.unkept.append(ReportLine(each.place, said))
            items = iter(progress("moving", self.source.read(self.request.source, self.request), count))
            self._process_all(items, stream, count)
            self._process_all(items, in_turn, 0)
            self._lists()
            self._flush()
        except Problems as found:
            if self.write:
                found.outcome = "everything written so far is complete; run move-in again to continue"  # type: ignore[attr-defined]
            raise
        self.report.queries.extend(self.plan.queries)
        self.report.orphans.extend(self.plan.orphans)

    def add_settings(self, text: str, dropped: Sequence[str]) -> None:
        """Write site.toml for a site that has none."""
        place = SourcePlace(str(self.request.source))
        self._put("settings", "site.toml", text.encode(), "settings", place)
        self.report.unkept.extend(
            ReportLine(place, f"a setting that site.toml cannot have: {each}") for each in dropped
        )

    def _process_all(self, items: Iterator[Item], stream: Stream, count: int) -> None:
        """Process all items up to a barrier, in order, while the next stories are converted."""
        waiting = deque[Item]()
        with closing(stream(self.convert, self._stories(items, waiting), count)) as made:
            for converted in made:
                self._process(waiting.popleft(), converted)

    def _stories(self, items: Iterable[Item], waiting: deque[Item]) -> Iterator[Moved | None]:
        """Yield the story to convert, or None, for each item up to a barrier; add the item to ``waiting``."""
        for item in items:
            if isinstance(item, Barrier):
                return
            waiting.append(item)
            story = item if isinstance(item, Moved) else self._as_draft(item)
            yield story if story and story.key in self.plan.planned else None

    def _as_draft(self, item: Item) -> Moved | None:
        is_moved = isinstance(item, Withheld) and item.moved and self.request.drafts
        return replace(item.moved, draft=True) if is_moved else None  # type: ignore[union-attr, type-var]

    def _process(self, item: Item, converted: ConvertedStory | None) -> None:
        match item:
            case Moved():
                self._story(item, converted)
            case Withheld():
                draft = self._as_draft(item)
                why = f"{item.why}, moved as a draft" if draft else item.why
                self.report.withheld.append((why, ReportLine(item.place, item.what)))
                if draft:
                    self._story(draft, converted)
            case LostPart():
                self.report.unkept.append(ReportLine(item.place, item.what))
            case MediaFile():
                self._file(item)
            case SiteSettings():
                self.report.unkept.extend(ReportLine(each.place, each.what) for each in item.notes)

    def _story(self, moved: Moved, converted: ConvertedStory | None) -> None:
        planned = self.plan.planned.get(moved.key)
        if planned is None or moved.key in self._done or converted is None:
            return
        self._done.add(moved.key)
        if any(self.files.place(address, moved) != found for address, found in converted.asked):
            converted = self.convert(moved) or converted
        self.report.add(converted.report)
        if converted.refused is not None:
            self._refuse(moved, planned, converted.refused)
            return
        outcome = self._put(moved.key, planned.path, converted.data, moved.kind, moved.place, moved.address)
        used = [path for _, (path, _) in converted.asked if path] + self._own_files(moved, converted.own)
        if outcome in ("new", "updated", "unchanged"):
            for path in used:
                self._put(f"file:{path}", path, None, "picture or file", moved.place)

    def _own_files(self, moved: Moved, paths: Sequence[str]) -> list[str]:
        """Find the files that a story exported by Broadsheet uses, at the paths that it names."""
        used = list[str]()
        for path in paths:
            found = file_in(path, self.request.media)
            placed, fault = self.files.add(found) if found else ("", "name the old content/ with --media")
            if placed:
                used.append(placed)
            else:
                self.report.missing.append(ReportLine(moved.place, f"{path}: {fault}"))
        return used

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
        """Write a file that the source keeps whether or not a story uses it."""
        place = SourcePlace(str(file.file))
        path, fault = self.files.add(file)
        if not path:
            self.report.unkept.append(ReportLine(place, f"a file that cannot be published: {file.name}: {fault}"))
            return
        self._put(f"file:{path}", path, None, "picture or file", place)

    def _put(
        self, key: str, path: str, data: bytes | None, kind: str, place: SourcePlace, old: str = ""
    ) -> Outcome | None:
        """Decide what to do with one file, and add it to the next batch; without ``data``, it is from the old site."""
        if data is None:
            if path in self._done:
                return None
            self._done.add(path)
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
        """Write the redirects from old lists to new ones, and report the lists that have none."""
        for old, new, path in list_redirects.pages(self.plan):
            if path:
                data = list_redirects.page(path, new)
                self._put(f"redirect:{old}", path, data, "redirect", SourcePlace(str(self.request.source)), old)
            else:
                self.report.orphans.append((old, new or "nothing"))


def _digest(file: Path) -> str:
    """Return the fingerprint of an existing file; empty if there is none, and another word if it cannot be read."""
    try:
        return _record.fingerprint(nofollow.read(file, None))
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return "in the way"
    except OSError:
        return "unreadable"
