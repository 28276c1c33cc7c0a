"""Checks all fields of one file together: how they affect one another, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from generator.model.descriptions import DescribedTerm
from generator.model.problems import Level, Outcome
from generator.model.slug import slug
from generator.reading import dates
from generator.reading.dates import Moment
from generator.reading.fields import corrections as correction_fields
from generator.reading.fields import live as live_field
from generator.reading.fields import targets
from generator.reading.fields.corrections import ParsedCorrection
from generator.reading.fields.names import has_value
from generator.reading.fields.table import CALLED, MANUSCRIPT
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue
from generator.reading.formats.unquoted_text import in_quotes

NO_DATE = "the story has no date, so it is not published"
UNREADABLE_DATE = "so the story is not published"
"""How messages about a missing date begin or end. Such messages are dropped if the story is withheld anyway."""

PINNED = timedelta(days=1)
"""How long a story with a ``priority`` is pinned to the front page, unless it says until when."""

BREAKING = timedelta(hours=12)
"""How long a story is announced as breaking news, unless it says until when."""

_TERM_PATHS = (
    "content/harbour/_index.md is for a section, content/tags/ferry/_index.md for a tag, "
    "content/sources/ncw/_index.md for an agency"
)
_LIKE_DATE = re.compile(r"\d{1,4}[-_. ]?\d{1,2}[-_. ]?\d{1,4}(?=[-_. ])")
_IN_PATH = re.compile(r"/(\d{4})(?:-(\d{1,2})-(\d{1,2})(?=[-_])|/(\d{1,2})/(\d{1,2})(?=/))")


class WholeStory(msgspec.Struct, frozen=True):
    """All fields of one file, to check how they affect one another."""

    given: Mapping[str, object]
    entries: Mapping[str, FrontMatterEntry]
    reader: Reader
    line: int
    kind: str
    dated: bool = False  # whether a missing date has been reported
    of: DescribedTerm | None = None  # what the file describes
    meant: str = ""  # the path at which a file would describe the term that this file's name suggests

    def adopted(self, in_path: Moment | None) -> WholeStory:
        """Apply the rules of other programs: if the date field is missing or cannot be read, use the date in the file's
        path or old address. If the field may be meant to withhold the story, do not.
        """
        given = dict(self.given)
        given_one = "published" in given
        if in_path and (not given_one or (given["published"] is None and not self._later_year(in_path))):
            given["published"] = in_path
        elif self.kind == "story" and given.get("published") is None and not given.get("draft"):
            line, message, fix = self._missing_date()
            others = "" if self.meant else "; or move it to content/pages/"
            self._say_of_file(message, f"{fix}{others}", "warning", "dropped", line)
        return replace(self, given=given, dated=True)

    def values(self, language: str) -> dict[str, object]:
        """Return the values of the manuscript, and report what is missing or contradictory."""
        values = {name: value for name, value in self.given.items() if value is not None and name in MANUSCRIPT}
        values["draft"] = bool(self.given.get("draft")) or self.given.get("public") is False
        values |= self._sections() | self._times()
        values["headline"] = self._headline()
        values["slug"] = self._slug(str(self.given.get("language") or language))
        self._check_date(values)
        return values

    def _headline(self) -> str:
        headline = self.given.get("headline")
        example = f'`title{self.reader.sign} "..."`'
        if isinstance(headline, str) and headline:
            return headline
        entry = self.entries.get("headline")
        if self.of and self.of.kind != "byline":
            return ""
        if self.of:
            example = f'`name{self.reader.sign} "..."`'
        if entry is None and self.of:
            self._say_of_file("the person has no `name`", f"add a line {example}")
        elif entry is None:
            self._say_of_file(f"the {self.kind} has no `title`", self._with_move_hint(f"add a line {example}"))
        elif not has_value(CALLED["title"], entry.value):
            self._say_empty(entry, example)
        return ""

    def _say_empty(self, entry: FrontMatterEntry, example: str) -> None:
        """Report an empty headline, or an empty name of a person. Its text may be in a comment by mistake."""
        what = "name" if self.of else "headline"
        written = self.reader.source.line(entry.line)[entry.column - 1 + len(entry.name) :]
        if found := re.fullmatch(r"\s*[:=]\s*(#.*\S)\s*", written):
            message = f"`{entry.name}` is empty, because `#` begins a comment"
            fix = f"put the {what} in quotes: `{entry.name}{self.reader.sign} {in_quotes(found[1])}`"
        else:
            message, fix = f"`{entry.name}` is empty", f"write the {what} after it: {example}"
        self.reader.say(entry.value, message, fix)

    def _slug(self, language: str) -> str:
        """Return the slug: the one in the front matter, or one made from a page's file name or a story's headline.

        A description has the slug of its term.
        """
        if self.of:
            return slug(self.of.name, language)
        given, headline = self.given.get("slug"), self.given.get("headline")
        if given:
            return self._given_slug(str(given), language)
        if not isinstance(headline, str) or "slug" in self.given:
            return ""
        made = (self.kind == "page" and slug(PurePosixPath(self.reader.source.path).stem)) or slug(headline, language)
        if not made:
            entry = self.entries["headline"]
            message = "the headline contains no letters or digits, so it cannot be made into an address"
            self.reader.say(
                entry.value, message, f"add a line `slug{self.reader.sign} ...` with the words for its address"
            )
        return made

    def _given_slug(self, given: str, language: str) -> str:
        at = self.entries["slug"].value
        try:
            made = targets.given_slug(given, language)
        except InvalidValue as refused:
            self.reader.refuse(at, refused)
            return ""
        if not targets.same_slug(given, made):
            self.reader.warn(at, f"the slug `{given}` becomes `{made}`", f"write `slug{self.reader.sign} {made}`")
        return made

    def _sections(self) -> dict[str, object]:
        """Return the section. If there are several, the first is used, and the others become tags."""
        given, tags = self.given.get("section"), self.given.get("tags", ())
        if not isinstance(given, tuple) or not isinstance(tags, tuple) or not given:
            return {}
        first, *others = given
        if others:
            others = [name for name in others if slug(name) not in map(slug, tags)]
            message = f"a story has one section; `{first}` is used, and the others become tags"
            self.reader.warn(self.entries["section"].value, message, "keep one of them; name the others under `tags`")
        return {"section": first, "tags": (*tags, *others)}

    def _times(self) -> dict[str, object]:
        """Return when the story is published, modified, corrected and expires, and report an impossible order."""
        moments = {name: value for name, value in self.given.items() if isinstance(value, Moment)}
        undated = "published" not in self.given and "published" not in self.entries and not self.dated
        if undated and (dated := self._file_date()):  # an empty `published` may be left to be filled in later
            moments["published"] = dated
        self._embargo(moments)
        self._front_page(moments)
        self._planned(moments)
        for name in ("modified", "expires"):
            if name in moments and "published" in moments:
                moments[name] = self._check_after(moments["published"], name, moments[name])
        times: dict[str, object] = {name: moment.time for name, moment in moments.items()}
        if self.corrections:
            times["corrections"] = correction_fields.in_order(self.corrections, moments.get("published"), self.reader)
        if isinstance(live := self.given.get("live"), live_field.ParsedLive):
            times["live"] = live_field.coverage(live, moments.get("published"), self.reader)
        return times

    def _embargo(self, moments: dict[str, Moment]) -> None:
        """Publish a story under embargo no earlier than the embargo ends, and drop modifications from before that."""
        if not (embargo := moments.get("embargo")):
            return
        if "expires" in moments and moments["expires"].time <= embargo.time:
            entry = self.entries["expires"]
            message = f"`{entry.name}` comes before the embargo ends, so the story would never be seen"
            self.reader.say(entry.value, message, "correct one of the two times")
            del moments["expires"]
        published = moments.get("published")
        if not published or published.time < embargo.time:
            moments["published"] = embargo
        if "modified" in moments and moments["modified"].time <= moments["published"].time:
            del moments["modified"]

    def _front_page(self, moments: dict[str, Moment]) -> None:
        """Compute until when the story is pinned to the front page, and announced there as breaking news."""
        if "priority_until" in moments and not self.given.get("priority"):
            fix = f"add a line `priority{self.reader.sign} 1`, or remove this one"
            self.reader.warn(
                self.entries["priority_until"].value, "`priority_until` has no effect without `priority`", fix
            )
        if not (published := moments.get("published")):
            return
        if self.given.get("priority"):
            moments.setdefault("priority_until", replace(published, time=published.time + PINNED))
        if self.given.get("breaking") is True:
            moments["breaking"] = replace(published, time=published.time + BREAKING)
        for name in ("priority_until", "breaking"):
            if name in self.given and name in moments:
                moments[name] = self._check_after(published, name, moments[name])

    def _planned(self, moments: Mapping[str, Moment]) -> None:
        """Warn about a story that is planned for a later day than the one on which readers first see it."""
        draft = self.given.get("draft") or self.given.get("public") is False
        if draft or self.kind != "story" or not {"planned", "published"} <= moments.keys():
            return
        published, planned = (moments[each].time.astimezone(self.reader.zone) for each in ("published", "planned"))
        if planned.date() > published.date():
            message = f"`planned` does not withhold a story, so readers see this one from {published:%Y-%m-%d %H:%M} on"
            fix = f"add a line `draft{self.reader.sign} true` until it is ready, or remove `planned`"
            self.reader.warn(self.entries["planned"].value, message, fix)

    @property
    def corrections(self) -> tuple[ParsedCorrection, ...]:
        """The corrections with their places in the file."""
        found = self.given.get("corrections")
        return found if isinstance(found, tuple) else ()

    def _file_date(self) -> Moment | None:
        """Read the date in the path: ``2024-05-01-name.md``, ``2024-05-01-name/index.md``, ``2024/05/01/name.md``."""
        found = [*_IN_PATH.finditer(self.reader.source.path)]
        numbers = [number for number in found[-1].groups() if number] if found else []
        try:
            return dates.read("{}-{:0>2}-{:0>2}".format(*numbers), self.reader.zone) if found else None
        except InvalidValue:
            return None

    def _later_year(self, in_path: Moment) -> bool:
        """Whether an unreadable date has a later year than the file's path: it may be meant to withhold the story."""
        years = map(int, re.findall(r"(?<!\d)[12]\d{3}(?!\d)", self.entries["published"].value.text))
        return any(year > in_path.time.year for year in years)

    def _check_after(self, published: Moment, name: str, moment: Moment) -> Moment:
        """Check that a time comes after publication. A modification may give only the day of publication."""
        if moment.time > published.time or (name == "modified" and moment.time == published.time):
            return moment
        if name == "modified" and moment.day_only and moment.time.date() in _days(published, self.reader.zone):
            return published
        entry = self.entries[name]
        self.reader.say(
            entry.value, f"`{entry.name}` is not after the time of publication", "correct one of the two times"
        )
        return moment

    def _check_date(self, values: Mapping[str, object]) -> None:
        """Warn about a story without a date, which is never published."""
        undated = "published" not in {*values, *self.given} and not self.dated
        if self.kind == "story" and not values["draft"] and undated:
            line, message, fix = self._missing_date()
            if PurePosixPath(self.reader.source.path).stem == "_index":
                message, fix = "this does not describe a section, tag or agency, so readers do not see it", _TERM_PATHS
            self._say_of_file(message, fix, "warning", line=line)

    def _missing_date(self) -> tuple[int, str, str]:
        """Return the line, the message and the fix for a story without a date.
        The fix contains no actual date, since that might be copied.
        """
        message, line = NO_DATE, f"`published{self.reader.sign} YYYY-MM-DD HH:MM`"
        entry = self.entries.get("published") or self.entries.get("public")
        if entry:
            written = entry.value.text.strip()
            what = f"`{written}` is not a date" if written else f"`{entry.name}` is empty"
            fix = f"write the date after `{entry.name}`, as in {line}"
            return entry.line, f"{what}, {UNREADABLE_DATE}", fix
        stem = PurePosixPath(self.reader.source.path).stem
        if PurePosixPath(self.reader.source.path).parts[1:2] == ("page",):
            return (
                self.line,
                message,
                f"if it is a page, move it to content/pages/; if it is a story, add a line {line}",
            )
        if found := _LIKE_DATE.match(stem):
            message = f"{NO_DATE}; `{found[0]}` in the file's name is not read as one"
            return self.line, message, f"rename the file so that its name begins with YYYY-MM-DD-, or add a line {line}"
        if self.given.get("planned"):
            return self.line, message, f"add a line `draft{self.reader.sign} true` until it is ready, and then {line}"
        return self.line, message, self._with_move_hint(f"add a line {line}")

    def _with_move_hint(self, fix: str) -> str:
        """Prefix a fix with what to do if the file was meant to describe a term."""
        term = PurePosixPath(self.reader.source.path).stem
        return f"if this describes `{term}`, move it to {self.meant}; if it is a story, {fix}" if self.meant else fix

    def _say_of_file(
        self, message: str, fix: str, level: Level = "error", outcome: Outcome = "", line: int = 0
    ) -> None:
        self.reader.problems.append(self.reader.source.problem(line or self.line, 0, message, fix, level, outcome))


def _days(moment: Moment, zone: ZoneInfo) -> set[date]:
    return {moment.time.date(), moment.time.astimezone(zone).date()}
