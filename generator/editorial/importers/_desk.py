"""What an import does with each piece of wire copy: a new story, an update, a withdrawal, or nothing."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers import _story
from generator.editorial.importers._changes import changes
from generator.editorial.importers._copy import WireCopy
from generator.editorial.importers._files import path_in_site
from generator.editorial.importers._imported_stories import FiledStories, ImportedStory
from generator.model.problems import Problem, refuse
from generator.model.settings import Settings
from generator.model.slug import slug

_MOST_CHANGES = 8  # named in a refusal
_ALIKE = 0.75  # similarity from which one section's name may be a misspelling of another's
_NO_SECTIONS = ("pages", "static")  # files in these folders of content/ are not stories
_WITHDRAWN = "withdrawn"  # the folder of notices whose stories were never imported


class Imported(msgspec.Struct, frozen=True):
    """The result for one story of wire copy: its path, and what an editor should know.

    ``changes`` describes what an update changed; ``note`` says anything else that needs attention.
    """

    path: str
    outcome: Literal["new", "unchanged", "updated", "withdrawn"]
    changes: tuple[str, ...] = ()
    note: str = ""


class Arrival(msgspec.Struct, frozen=True):
    """A piece of wire copy, and the name of its file in problems and records."""

    file: str
    copy: WireCopy

    def problem(self, message: str, fix: str) -> Problem:
        """Return a problem of the whole file."""
        return Problem(self.file, 0, 0, message, fix)


class Desk:
    """Decides what to do with each arrival; ``files`` collects the stories and pictures to write, by path.

    ``pictures`` has the bytes of pictures by the names that they get next to the stories. ``now`` is the time of the
    import: no withdrawal is dated later than that.
    """

    def __init__(
        self, site: Path, settings: Settings, update: bool, pictures: Mapping[str, bytes], now: datetime | None
    ) -> None:
        self.site, self.settings, self.update, self.pictures, self.now = site, settings, update, pictures, now
        self.filed = FiledStories(site)
        self.files: dict[str, bytes] = {}

    def take(self, arrival: Arrival) -> Imported:
        """Import ``arrival``, or leave its story unchanged; return the result.

        :raises Problems: if it cannot be imported.
        """
        copy = arrival.copy
        if same := self.filed.named(("copy", copy.digest)):
            return Imported(same[0].path, "unchanged")
        versions = self.filed.named(*_story.names_of(copy, arrival.file))
        if not versions and copy.is_notice:
            versions = self.filed.named(("key", copy.key))
            self._refuse_unclear(arrival, versions)
        withdrawn = [each for each in versions if copy.status != "usable" and not each.record.is_newer(copy)]
        if withdrawn:
            first, *more = [self._withdraw(arrival, each) for each in withdrawn]
            also = f"; so are {', '.join(each.path for each in more)}" if more else ""
            return msgspec.structs.replace(first, note=first.note + also)
        if len(versions) > 1:
            both = " and ".join(each.path for each in versions)
            refuse(
                arrival.problem(f"this is a version of {both}", "delete all but one of them, or their `wire` records")
            )
        return self._version(arrival, versions[0]) if versions else self._new(arrival)

    def _refuse_unclear(self, arrival: Arrival, versions: list[ImportedStory]) -> None:
        """Refuse a notice that withdraws a story, if it is not clear which one."""
        if len(versions) != 1:
            these = " or ".join(each.path for each in versions)
            which = f"it may be {these}" if these else "no imported story has its keywords and day"
            message = f"this notice withdraws a story, and {which}"
            refuse(arrival.problem(message, "write `killed` into the story that it means, and delete the notice"))

    def _withdraw(self, arrival: Arrival, filed: ImportedStory) -> Imported:
        """Hide a story from readers, even if it was edited: for good, or until a later version arrives."""
        copy, text = arrival.copy, filed.text
        if _story.hides(text) == "killed":
            return Imported(filed.path, "unchanged", note="the story has already been withdrawn")
        if "\N{REPLACEMENT CHARACTER}" in text:
            fix = "write `killed` into it by hand"
            refuse(arrival.problem(f"this withdraws {filed.path}, which is not UTF-8", fix))
        for_good = copy.status == "canceled"
        at = min(copy.version, self.now or filed.record.version)
        if _story.hides(text) == "draft":  # readers have not seen it, so nothing may tell them that it was withdrawn
            at = filed.record.published
        field = f"killed: {at.isoformat()}" if for_good else "draft: true"
        self._keep(filed.path, _story.marked(text, copy, field))
        note = "its agency has withdrawn it" if for_good else "its agency withholds it for now, so it is a draft"
        return Imported(filed.path, "withdrawn", note=self._note(copy, note))

    def _version(self, arrival: Arrival, filed: ImportedStory) -> Imported:
        """Import another version of the copy that ``filed`` was made from, if that is allowed."""
        edited = _story.edited(filed.text, filed.record)
        if filed.record.is_newer(arrival.copy):
            return Imported(filed.path, "unchanged", note="the story was made from a newer version")
        if _story.hides(filed.text) == "killed":
            note = "the story has been withdrawn; to publish this version, delete the story, and import it again"
            return Imported(filed.path, "unchanged", note=note)
        record = _story.record_lines(arrival.copy)
        by_hand = f"make the changes by hand, then put these lines into its `wire` record: {record}"
        if not self.update:
            advice = f"the story has been edited: {by_hand}" if edited else "import it with --update"
            return Imported(filed.path, "unchanged", note=f"there is another version of its wire copy; {advice}")
        text = _story.story(arrival.copy, arrival.file, _story.slug_of(filed.text))
        if edited:
            what = ", ".join(changes(filed.text, text)[:_MOST_CHANGES]) or "nothing that readers see"
            message = f"this is another version of {filed.path}, which has been edited; they differ in: {what}"
            refuse(arrival.problem(message, by_hand))
        self._keep(filed.path, text, arrival.copy)
        newer = arrival.copy.version > filed.record.version or arrival.copy.number > filed.record.number
        moved = "" if newer else "the wire copy does not say that it was modified"
        return Imported(filed.path, "updated", changes(filed.text, text), self._note(arrival.copy, moved))

    def _new(self, arrival: Arrival) -> Imported:
        copy, language = arrival.copy, self.settings.language
        if copy.status == "canceled":
            return self._withdraw_unseen(arrival)
        section, name = slug(copy.section, language), slug(copy.headline, language)
        for what, made in ((f"section `{copy.section}`", section), (f"headline `{copy.headline}`", name)):
            if not made and not (copy.draft and what == "section ``"):  # its editor will choose one
                refuse(arrival.problem(f"the {what} has no letters to make an address from", "write it with letters"))
        if section in _NO_SECTIONS:
            message = f"the section cannot be `{copy.section}`: content/{section}/ is not for stories"
            refuse(arrival.problem(message, "choose another name"))
        name, path = self._free_name(copy, f"content/{section}/{copy.published:%Y-%m-%d}-".replace("//", "/"), name)
        self._free(arrival, path)
        self._keep(path, _story.story(copy, arrival.file, name), copy)
        held = "its agency withholds it for now, so it is a draft" if copy.status == "withheld" else ""
        return Imported(path, "new", note=self._note(copy, self._new_section(copy.section), held))

    def _withdraw_unseen(self, arrival: Arrival) -> Imported:
        """Record the withdrawal of a story that was never imported, so that no earlier version is imported later."""
        copy = arrival.copy
        path = f"content/{_WITHDRAWN}/{copy.item[:12]}.md"
        self._free(arrival, path)
        at, headline = min(copy.version, self.now or copy.version), f"Withdrawn by its agency: {copy.item[:8]}"
        notice = WireCopy(headline, copy.agency, at, (), section=copy.section, status="canceled")
        self._keep(path, _story.notice(notice, copy, arrival.file))
        return Imported(path, "withdrawn", note="its agency withdrew it before it was imported")

    def _free_name(self, copy: WireCopy, start: str, name: str) -> tuple[str, str]:
        """Return the name and path of a story, numbered if another story of that day was imported under the name."""
        names = (name if number == 1 else f"{name}-{number}" for number in range(1, 100 if copy.guid else 2))
        path = ""
        for each in names:
            path = f"{start}{each}.md"
            if not self.filed.at(path):
                return each, path
        return name, path

    def _free(self, arrival: Arrival, path: str) -> None:
        """Refuse a path that is in use, or that goes through a link."""
        target = self.site / path
        for link in (target.parent.parent, target.parent, target):
            if link.is_symlink():
                fix = "replace the link with a folder, or with the file itself"
                there = path_in_site(self.site, link)
                refuse(arrival.problem(f"the story would be {path}, but {there} is a link", fix))
        known = self.filed.at(path)
        if known or os.path.lexists(target):
            made = f" (made from {known.record.file})" if known else ""
            fix = (
                f"if {path} is an older version of this, delete it; if it is another story, "
                "rename that file and change its `slug`"
            )
            refuse(arrival.problem(f"the story would be {path}, but that file exists{made}", fix))

    def _keep(self, path: str, text: str, copy: WireCopy | None = None) -> None:
        made = _story.record(text)
        assert made, "every story that an import writes has its record"
        self.files[path] = text.encode()
        self.filed.add(ImportedStory(path, text, made))
        folder = path.rpartition("/")[0]
        for picture in copy.pictures if copy else ():
            picture_path = f"{folder}/{picture.placed}"
            if not os.path.lexists(self.site / picture_path):  # the name contains a digest of the bytes
                self.files[picture_path] = self.pictures[picture.placed]

    def _new_section(self, name: str) -> str:
        """Return a note about a section that site.toml does not list; empty if it lists it, or lists none."""
        known = {slug(each, self.settings.language): each for each in self.settings.sections}
        if not known or not name or slug(name, self.settings.language) in known:
            return ""
        near = difflib.get_close_matches(name, known.values(), 1, _ALIKE)
        meant = f"; did you mean `{near[0]}`?" if near else f"; site.toml has {', '.join(known.values())}"
        return f"`{name}` is a new section{meant}"

    def _note(self, copy: WireCopy, *notes: str) -> str:
        agency = self.settings.agency(copy.agency)
        zone = ZoneInfo(agency.timezone) if agency and agency.timezone else None
        twice = [when for when in (copy.published, copy.modified) if when and zone and _twice(when, zone)]
        said = [f"{when:%H:%M} came twice on {when:%Y-%m-%d}; the first one is used" for when in twice]
        return "; ".join(filter(None, (*notes, *said, *copy.notes)))


def _twice(when: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clocks of ``zone`` showed the time of ``when`` twice, and ``when`` is the first of the two."""
    local = when.astimezone(zone)
    return not local.fold and local.replace(fold=1).utcoffset() != local.utcoffset()
