"""Turns front matter into the fields of a manuscript, with one table of their names and how to read them.

Unknown fields are kept as extras; a name that is close to a known one is reported. A field without a
value is ignored. All problems are reported at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from generator.model.manuscript import Mention
from generator.model.problems import Level, Outcome, Problem
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.reading import dates, formatting, targets, withholding
from generator.reading.adopted import settling
from generator.reading.adopted.fields import adopted
from generator.reading.dates import Moment
from generator.reading.field_comments import FieldComments
from generator.reading.field_types import TRUTH, Reader
from generator.reading.front_matter import FrontMatter
from generator.reading.other_names import advice_on
from generator.reading.source_text import SourceText
from generator.reading.unread_fields import lines_of_items, of_stories_alone, unreported
from generator.reading.values import Entry, Plain, Refused, Value


class Fields(msgspec.Struct, frozen=True):
    """The content of front matter: values by the manuscript's names, extras, each field's line, and problems.

    ``unknown`` holds the extras that no problem is about, with their lines.
    ``mentions`` are the files and places that captions and credits link to.
    """

    values: Mapping[str, object]
    extra: Mapping[str, Plain]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]
    unknown: Mapping[str, int] = {}
    mentions: tuple[Mention, ...] = ()


class _Field(msgspec.Struct, frozen=True):
    """A field: the manuscript's name for it, its names in front matter, and its reader."""

    name: str
    called: tuple[str, ...]
    read: Callable[[Reader, Value], object]
    prose: bool = False  # `null` and `~` are text here, and emphasis is read


FIELDS = (
    _Field("headline", ("title", "headline"), Reader.words, prose=True),
    _Field("standfirst", ("standfirst", "description", "summary", "dek", "excerpt"), Reader.words, prose=True),
    _Field("section", ("section", "category", "categories"), Reader.name),
    _Field("tags", ("tags",), Reader.names),
    _Field("bylines", ("bylines", "byline", "author", "authors"), Reader.bylines),
    _Field("source", ("source", "agency"), Reader.words),
    _Field("dateline", ("dateline",), Reader.words),
    _Field("published", ("published", "date", "publishdate"), Reader.moment),
    _Field("modified", ("modified", "updated", "lastmod", "last_modified_at"), Reader.moment),
    _Field("expires", ("expires", "expiry", "expirydate"), Reader.moment),
    _Field("embargo", ("embargo", "embargoed_until"), Reader.moment),
    _Field("killed", ("killed", "withdrawn"), Reader.moment),
    _Field("kill_note", ("kill_note",), Reader.words, prose=True),
    _Field("public", (), Reader.truth),  # Jekyll's `published: false`
    _Field("draft", ("draft",), Reader.truth),
    _Field("priority", ("priority",), Reader.priority),
    _Field("picture", ("picture", "image"), Reader.picture),
    _Field("related", ("related",), Reader.all_words),
    _Field("translation_of", ("translation_of", "translationof"), Reader.words),
    _Field("slug", ("slug",), Reader.words),
    _Field("uri", ("uri", "guid"), Reader.uri),
    _Field("aliases", ("aliases", "redirect_from"), Reader.aliases),
    _Field("language", ("language", "lang"), Reader.language),
    _Field("genre", ("kind", "genre"), Reader.genre),
)
"""Every known field. The first of its names in front matter is the one that Broadsheet writes."""

_CALLED = {name: each for each in FIELDS for name in each.called}
_PUBLIC = next(each for each in FIELDS if each.name == "public")
_TIMES = {"published", "modified", "expires", "embargo", "killed"}
_SPANS = {f"{each.name}_spans" for each in FIELDS if each.prose}
_MANUSCRIPT = ({each.name for each in FIELDS} | _SPANS) - {"public", "section"} - _TIMES
_OF_SECTIONS = "take it out: the page of a section is made from its stories"
_FILE_DATE = re.compile(r"(?:.*/)?(\d{4}-\d{2}-\d{2})-[^/]*")


def read(front: FrontMatter, source: SourceText, settings: Settings, kind: str, body: str = "") -> Fields:
    """The fields of one file. ``settings`` gives the default time zone and language; ``body`` is for adopted copy."""
    reader = Reader(source, settings.zone, front.sign)
    all_entries = FieldComments(source, settings.adopt, reader.problems).without(front.entries)
    theirs = adopted(all_entries, reader, kind, body, front.spaced) if settings.adopt else None
    written = theirs.entries if theirs else all_entries
    known, others = _sorted(written, reader, settings)
    given = {each.name: reader.take(entry, each.read) for each, entry in known.values() if _says(each, entry.value)}
    entries = {name: entry for name, (_, entry) in known.items()}
    given |= _formatted(given, entries, reader)
    whole = _Whole(given, entries, reader, front.line, kind)
    if theirs:
        whole = whole.adopted(theirs.day)
    values = whole.values(settings.language)
    if kind == "page":
        of_stories_alone({name: entry for name, (_, entry) in known.items()}, reader, settings.adopt)
    if not values["draft"]:
        values["draft"] = _withheld(all_entries, reader, settings.adopt)
    if not values["draft"]:
        _keep_times(values, all_entries, reader, settings.adopt, kind)
    extra = {each.name: each.value.plain for each in (*others, *(theirs.unused if theirs else ()))}
    if theirs:
        superseded = (*front.superseded, *_second(written, known))
        values["draft"] = values["draft"] or settling.withholds(given, entries, superseded, reader)
        settling.settle(values, theirs, front.superseded)
    lines = {name: entry.line for name, entry in entries.items() if name != "public" and entry.line}
    used = theirs.stated if theirs else ()
    lines |= lines_of_items(entries.get("related"))
    unknown = {each.name: each.line for each in others if not each.value.is_empty and each not in used}
    unread = unreported(unknown, reader.problems)
    return Fields(values, extra, lines, tuple(reader.problems), unread, tuple(reader.mentions))


def _formatted(given: Mapping[str, object], entries: Mapping[str, Entry], reader: Reader) -> dict[str, object]:
    """Headline, standfirst and note as plain text, with what is emphasised in them; names of stories as plain text."""
    found: dict[str, object] = {}
    for name in (each.name for each in FIELDS if each.prose):
        if isinstance(written := given.get(name), str):
            read = formatting.read(written, reader.no_link(entries[name]))
            found |= {name: read.text, f"{name}_spans": read.spans}
    if isinstance(named := given.get("related"), tuple):
        found["related"] = tuple(map(formatting.plain, named))
    if isinstance(original := given.get("translation_of"), str):
        found["translation_of"] = formatting.plain(original)
    return found


def _withheld(entries: Mapping[str, Entry], reader: Reader, adopt: bool) -> bool:
    """Whether the program that the story was written for would withhold it. An error unless copy is adopted."""
    for each in withholding.asked(entries, adopt, _CALLED):
        if adopt:
            fix = f"take it out to publish the story, or write `draft{reader.sign} true`"
            reader.warn(each.entry, f"the story is withheld, because it has `{each.written}`", fix)
            return True
        if each.known:
            message = f"`{each.written}` hides a story in other programs, but not here"
        else:
            message = f"`{each.written}` does not make clear whether readers may see the story"
        fix = f"write `draft{reader.sign} true` to withhold it; if it means something else, rename it"
        reader.say(each.entry, message, fix)
    return False


def _keep_times(
    values: dict[str, object], entries: Mapping[str, Entry], reader: Reader, adopt: bool, kind: str
) -> None:
    """Withhold a story for as long as a field of another program does. Unless copy is adopted, only report it."""
    if kind == "story" and "published" not in values:
        return  # it is not published anyway
    for each in withholding.times(entries, _CALLED):
        moment = each.moment(reader.zone)
        if not each.ends and moment and _is_out_by_then(values, moment):
            _look_at_name(each.written, each.entry, reader)
        elif not adopt:
            _say_time(each, reader)
        elif not moment:
            message = f"the story is withheld, because the time in `{each.written}` cannot be read"
            reader.warn(each.entry, message, f"take it out to publish the story, or correct the time: {dates.FIX}")
            values["draft"] = True
        else:
            _keep_time(values, each, moment, reader)


def _say_time(each: withholding.Timed, reader: Reader) -> None:
    """Report that a time of another program has no effect here; an error if the name is a misspelt one of ours."""
    fix = f"write it as `{'expires' if each.ends else 'embargo'}`; if it is something else, give it another name"
    near = _near(each.written.partition(":")[0])
    if near and _CALLED[near].name in ("published", "embargo", "expires", "killed"):
        message = f"`{each.entry.name}` is not a known field, but may be meant to keep the story from readers"
        reader.say(each.entry, message, f"did you mean `{near}`?")
    else:
        message = f"`{each.written}` is not a known field, so it withholds nothing"
        reader.say(each.entry, message, fix, level="error" if each.sure else "warning")


def _is_out_by_then(values: Mapping[str, object], moment: Moment) -> bool:
    published = values.get("published")
    return isinstance(published, datetime) and moment.time <= published


def _keep_time(values: dict[str, object], each: withholding.Timed, moment: Moment, reader: Reader) -> None:
    """Publish the story from, or until, the time that a field of another program gives."""
    expires = values.get("expires")
    if each.ends and not (isinstance(expires, datetime) and expires <= moment.time):
        values["expires"] = moment.time
        message = f"the story is withheld after the time in `{each.written}`"
        reader.warn(each.entry, message, "write it as `expires`; if it means something else, take it out")
    elif not each.ends:
        values["published"] = moment.time
        modified = values.get("modified")
        if isinstance(modified, datetime) and modified <= moment.time:
            del values["modified"]
        message = f"the story is withheld until the time in `{each.written}`, which is later than its date"
        reader.warn(
            each.entry, message, "keep one of the two times, as `date`; if it means something else, take it out"
        )


def _says(each: _Field, value: Value) -> bool:
    """Whether a field has a value; for prose, an unquoted ``null`` or ``~`` counts as one."""
    return not value.is_empty or (each.prose and not value.quoted and bool(value.text.strip()))


def _sorted(
    entries: Mapping[str, Entry], reader: Reader, settings: Settings
) -> tuple[dict[str, tuple[_Field, Entry]], list[Entry]]:
    """The known fields by the manuscript's names, and the extras."""
    known: dict[str, tuple[_Field, Entry]] = {}
    extra: list[Entry] = []
    for entry in entries.values():
        each = _field(entry, settings.adopt)
        if each is None:
            extra.append(entry)
            reader.key = entry.name
            reader.say_curly(entry.value, entry.value.text.strip())
            _look_at_extra(entry, reader, settings)
        elif each.name in known:
            first = known[each.name][1]
            message = f"`{entry.name}` means the same as `{first.name}` on line {first.line}"
            reader.say(entry, message, "keep one of them")
        else:
            known[each.name] = each, entry
    return known, extra


def _second(entries: Mapping[str, Entry], known: Mapping[str, tuple[_Field, Entry]]) -> Iterator[Entry]:
    """The fields of adopted copy that mean the same as an earlier one, such as ``Draft`` below ``draft``."""
    for entry in entries.values():
        each = _field(entry, adopt=True)
        if each and known[each.name][1] is not entry:
            yield entry


def _look_at_extra(entry: Entry, reader: Reader, settings: Settings) -> None:
    """Report an extra that may be something else: a misspelt field, or part of the story itself."""
    if " " in entry.name.strip() and not reader.source.line(entry.line - 1).strip():
        message = "this looks like the story, not like a field; is the front matter above missing its closing line?"
        reader.say(entry, message, "put a line `---` above; if it is a field, take out the empty line above")
    elif withholding.doubtful(entry):
        if not settings.adopt:
            message = f"`{entry.name}` is not a known field, so it withholds nothing and is kept as an extra"
            fix = (
                f"write `draft{reader.sign} true` to withhold the story; if it is something else, give it another name"
            )
            reader.warn(entry, message, fix)
    elif _is_of_withholding(entry, settings.adopt):
        return
    elif (near := _near(entry.name)) and _may_withhold(near, entry.value, reader):
        message = f"`{entry.name}` is not a known field, but may be meant to keep the story from readers"
        reader.say(entry, message, f"did you mean `{near}`?")
        reader.withholds = True
    elif entry.name not in settings.fields:
        _look_at_name(entry.name, entry, reader)


def _is_of_withholding(entry: Entry, adopt: bool) -> bool:
    """Whether what there is to say about an extra is about who may see the story."""
    fields = {entry.name: entry}
    return withholding.knows(entry.name) or any(withholding.times(fields)) or any(withholding.asked(fields, adopt))


def _look_at_name(written: str, entry: Entry, reader: Reader) -> None:
    if (near := _near(written.partition(":")[0])) and not advice_on(entry.name):
        message = f"`{entry.name}` is not a known field, so it is kept as an extra"
        reader.warn(entry, message, f"did you mean `{near}`?")


def _may_withhold(near: str, value: Value, reader: Reader) -> bool:
    """Whether a misspelt field would keep the story from readers, now or later, if it were spelt ``near``."""
    if near == "draft":
        return TRUTH.get(value.text.strip().casefold(), False)
    try:
        return _CALLED[near].name in ("embargo", "expires", "killed") and bool(dates.read(value.text, reader.zone))
    except Refused:
        return False


def _field(entry: Entry, adopt: bool) -> _Field | None:
    name = entry.name.casefold()
    null = entry.value.is_words and entry.value.is_empty and bool(entry.value.text)
    if name == "published" and (null or entry.value.text.lower() in TRUTH):
        return _PUBLIC
    if adopt and withholding.expires(name):
        return _CALLED["expires"]
    return _CALLED.get(name)


@lru_cache(maxsize=4096)
def _near(name: str) -> str:
    """The known name that ``name`` may be a misspelling of; empty if there is none."""
    return next(iter(difflib.get_close_matches(name.casefold(), _CALLED, 1, 0.8)), "")


class _Whole(msgspec.Struct, frozen=True):
    """All fields of one file together, to check how they affect one another."""

    given: Mapping[str, object]
    entries: Mapping[str, Entry]
    reader: Reader
    line: int
    kind: str
    dated: bool = False  # whether a missing date has been reported

    def adopted(self, in_path: Moment | None) -> _Whole:
        """The same with the rules of other programs: a date in the file's path or old address counts if the field's
        cannot be read, unless the field may be meant to withhold the story.
        """
        given = dict(self.given)
        given_one = "published" in given
        if in_path and (not given_one or (given["published"] is None and not self._later_year(in_path))):
            given["published"] = in_path
        elif self.kind == "story" and given.get("published") is None and not given.get("draft"):
            fix = f"add a line `published{self.reader.sign} 2024-12-02 04:14`, or move it to content/pages/"
            self._say_whole("the story has no date, so it is not published", fix, "warning", "dropped")
        return replace(self, given=given, dated=True)

    def values(self, language: str) -> dict[str, object]:
        """The values of a manuscript."""
        values = {name: value for name, value in self.given.items() if value is not None and name in _MANUSCRIPT}
        values["draft"] = bool(self.given.get("draft")) or self.given.get("public") is False
        values |= self._sections() | self._times()
        values["headline"] = self._headline()
        values["slug"] = self._slug(str(self.given.get("language") or language))
        self._dated(values)
        return values

    def _headline(self) -> str:
        headline = self.given.get("headline")
        example = f'`title{self.reader.sign} "..."`'
        if isinstance(headline, str) and headline:
            return headline
        entry = self.entries.get("headline")
        if entry is None:
            self._say_whole(f"the {self.kind} has no `title`", f"add a line {example}")
        elif not _says(_CALLED["title"], entry.value):
            self.reader.say(entry.value, f"`{entry.name}` is empty", f"write the headline after it: {example}")
        return ""

    def _slug(self, language: str) -> str:
        """The slug in the front matter; otherwise a page's comes from its file name, a story's from its headline."""
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
        except Refused as refused:
            self.reader.refuse(at, refused)
            return ""
        if not targets.same_slug(given, made):
            self.reader.warn(at, f"the slug `{given}` becomes `{made}`", f"write `slug{self.reader.sign} {made}`")
        return made

    def _sections(self) -> dict[str, object]:
        """The section; if there are several, the others become tags."""
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
        """When the story is published, modified and expires, in a possible order."""
        moments = {name: value for name, value in self.given.items() if isinstance(value, Moment)}
        if "published" not in self.given and not self.dated and (dated := self._file_date()):
            moments["published"] = dated
        self._embargo(moments)
        for name in ("modified", "expires"):
            if name in moments and "published" in moments:
                moments[name] = self._after(moments["published"], name, moments[name])
        return {name: moment.time for name, moment in moments.items()}

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

    def _file_date(self) -> Moment | None:
        """The date at the start of the file's name, as in Jekyll's posts."""
        found = _FILE_DATE.fullmatch(self.reader.source.path)
        try:
            return dates.read(found[1], self.reader.zone) if found else None
        except Refused:
            return None

    def _later_year(self, in_path: Moment) -> bool:
        """Whether an unreadable date has a later year than the file's path: it may be meant to withhold the story."""
        years = map(int, re.findall(r"(?<!\d)[12]\d{3}(?!\d)", self.entries["published"].value.text))
        return any(year > in_path.time.year for year in years)

    def _after(self, published: Moment, name: str, moment: Moment) -> Moment:
        """A time that must come after publication; a modification may name only the day of publication."""
        if moment.time > published.time or (name == "modified" and moment.time == published.time):
            return moment
        if name == "modified" and moment.day_only and moment.time.date() in _days(published, self.reader.zone):
            return published
        entry = self.entries[name]
        self.reader.say(
            entry.value, f"`{entry.name}` is not after the time of publication", "correct one of the two times"
        )
        return moment

    def _dated(self, values: Mapping[str, object]) -> None:
        """Warn about a story without a date, which is never published."""
        undated = "published" not in {*values, *self.given} and not self.dated
        if self.kind == "story" and not values["draft"] and undated:
            fix = f"add a line `published{self.reader.sign} 2024-12-02 04:14`"
            message = "the story has no date, so it is not published"
            if PurePosixPath(self.reader.source.path).stem == "_index":
                message, fix = "Broadsheet has no files for sections, so readers do not see this one", _OF_SECTIONS
            self._say_whole(message, fix, "warning")

    def _say_whole(self, message: str, fix: str, level: Level = "error", outcome: Outcome = "") -> None:
        self.reader.problems.append(self.reader.source.problem(self.line, 0, message, fix, level, outcome))


def _days(moment: Moment, zone: ZoneInfo) -> set[date]:
    return {moment.time.date(), moment.time.astimezone(zone).date()}
