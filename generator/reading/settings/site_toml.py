"""Turns the file site.toml into ``Settings``.

An unknown setting is refused, with the nearest known one as a suggestion. All problems are reported at once.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import get_args, get_type_hints

import msgspec
from msgspec.structs import FieldInfo, fields

from generator.model.podcast import Podcast
from generator.model.problems import Problem, Problems
from generator.model.settings import (
    Agency,
    BlockLook,
    DeskSettings,
    Feeds,
    FrontPage,
    Humans,
    LightDark,
    MenuItem,
    Policies,
    Robots,
    Security,
    Settings,
    SharePictures,
    ThemeSettings,
    Trust,
)
from generator.model.taxonomies import OwnTaxonomy
from generator.model.third_parties import EmbedSettings, NewsletterSettings, ScriptSettings, SupportSettings
from generator.model.typography import Typography
from generator.reading.comments.kinds import opening_in
from generator.reading.fields.types import TRUTH
from generator.reading.formats import toml_faults
from generator.reading.formats.toml_lines import line_of, values_of
from generator.reading.markdown.links import unquoted
from generator.reading.settings import misplaced_settings as misplaced_settings
from generator.reading.settings import podcasts as podcast_settings
from generator.reading.settings import third_parties as third_party_checks
from generator.reading.settings import typography as typography_settings
from generator.reading.settings.checks import ANY_NAMES, CHECK_NAMES, CHECKS, EXAMPLES, LIMITS
from generator.reading.settings.other_names import advice_on_setting
from generator.reading.settings.taxonomies import EXAMPLE, wrong_feeds, wrong_field, wrong_name
from generator.reading.withholding.names import bare
from generator.text.locales import as_tag


class SettingsProblems(Problems):
    """All problems in the settings. ``readable`` has the valid settings, and placeholders for required ones."""

    def __init__(self, problems: Iterable[Problem], readable: Settings) -> None:
        super().__init__(problems)
        self.readable = readable

    def __reduce__(self) -> tuple[type[SettingsProblems], tuple[tuple[Problem, ...], Settings]]:  # type: ignore[override]
        return SettingsProblems, (self.problems, self.readable)


def read(text: str, path: str = "site.toml", base_url: str = "") -> Settings:
    """Read settings from the text of site.toml. ``base_url`` overrides the one in the file.

    :raises SettingsProblems: with all problems in the file.
    """
    raw, problems = values_of(text, path, _example)
    if base_url:
        raw["base_url"] = base_url
    return _Reader(text, path, problems).settings(raw)


def wrong_text(name: str, value: str) -> str:
    """Return the message about ``value`` as the text of the top-level setting ``name``; empty if it is valid."""
    reader = _Reader("", "", [])
    reader._check(name, value)
    return reader.problems[0].message if reader.problems else ""


LONGEST = 256 * 1024
"""The most bytes in site.toml."""


def _example(table: str, name: str) -> str:
    """Return how a setting is written if it is not text; empty if it is text, or unknown."""
    of = Agency if table.startswith("agencies.") else ({**_TABLES, **_ROWS}).get(table) if table else Settings
    hint = _hints(of).get(name) if of else None
    path = f"{table}.{name}" if table else name
    if hint is bool:
        return toml_faults.TRUTH
    if hint is int:
        return str((LIMITS.get(path) or LIMITS[name])[2])
    if hint is datetime:
        return EXAMPLES[path]
    if hint == SharePictures:
        return EXAMPLES[f".{name}"]
    if hint is LightDark or hint == _TEXTS:
        return EXAMPLES[f"{table}.{name}"]
    return EXAMPLES.get(f"{table}.{name}", ANY_NAMES) if get_args(hint)[1:] == (...,) else ""


_MOST_PROBLEMS = 100
_TEXTS = Mapping[str, str]
_PLACEHOLDERS = {"title": "The site", "base_url": "https://site.invalid/"}


class _Reader:
    """Checks each raw value of one file and collects problems. ``table`` is the name of the current table."""

    def __init__(self, text: str, path: str, problems: list[Problem]) -> None:
        self.text, self.path, self.table = text, path, ""
        self.problems, self.more = problems, 0

    def settings(self, raw: Mapping[str, object]) -> Settings:
        known = [*Settings.__struct_fields__]
        required = [] if self.problems else ["title", "base_url"]  # a line that is not TOML may be meant for one
        required = [name for name in required if name not in _unknown_in_tables(raw) or name in raw]
        self._unknown(raw, known, "setting")
        for name in required:
            if not str(raw.get(name, "")).strip():
                example = "The Port Elm Courier" if name == "title" else "https://example.org/"
                self._say(name, f"the site has no `{name}`", f'add a line such as `{name} = "{example}"`')
        values: dict[str, object] = {}
        for name in known:
            before = len(self.problems)
            value = self._value(name, raw[name]) if name in raw else None
            if name in raw and len(self.problems) == before:
                values[name] = value
        self._feeds_of(raw, values)
        self._marks_of(values)
        if self.more:
            message = f"this file has {self.more:,} more faults"
            self.problems.append(Problem(self.path, 0, 0, message, "correct the first ones, and build again"))
        if self.problems:
            raise SettingsProblems(self.problems, Settings(**{**_PLACEHOLDERS, **values}))  # type: ignore[arg-type]
        return Settings(**values)  # type: ignore[arg-type]  # each was checked against its field above

    def _value(self, name: str, value: object) -> object:
        if name == "agencies":
            return self._agencies(value)
        if name == "taxonomies":
            return self._taxonomies(value)
        if name == "podcast":
            return self._podcasts(value)
        if name == "checks":
            return self._checks(value)
        if name == "extra":
            return self._extra(value)
        if name in ("wire_tags", "wire_sections"):
            return self._meanings(name, value)
        if name == "blocks":
            return self._choices(name, value, get_args(BlockLook))
        if name in _TABLES:
            return self._table(name, value)
        if name in _ROWS:
            return self._rows(name, value)
        return self._plain(Settings, name, value)

    def _plain(self, of: type, name: str, value: object) -> object:
        """Return a value for a field of ``of``, read according to the field's type."""
        hint = _hints(of)[name]
        if hint is int:
            return self._count(name, value)
        if hint is bool:
            return self._truth(name, value)
        if hint == SharePictures:
            return self._share_pictures(name, value)
        if hint is datetime:
            return self._instant(name, value)
        if hint is LightDark:
            return self._pair(name, value)
        if name == "quotes":
            return self._quotes(name, value)
        if hint == _TEXTS:
            return self._texts(name, value)
        return self._names(name, value) if get_args(hint)[1:] == (...,) else self._text(name, value)

    def _text(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            self._say(name, f"`{name}` must be text in quotes", f'write `{name} = "..."`')
            return ""
        self._check(name, value)
        if name == "language":
            return as_tag(value.strip())
        return value.strip() if name != "base_url" else value.rstrip("/") + "/"

    def _check(self, name: str, value: str) -> None:
        if re.search(
            r"[\x00-\x1f\x7f\x85\u2028\u2029]", value
        ):  # it would start a new line in a file such as robots.txt
            self._say(name, f"`{name}` must be on one line, without invisible characters", "type it again on one line")
            return
        general = CHECKS.get(name) if self.table not in {*_TABLES, *_ROWS} else None
        check = CHECKS.get(f"{self.table}.{name}") or general
        if check and (wrong := check(value)):
            inside = unquoted(value)
            if inside != value and not check(inside):
                wrong = f"`{name}` is in quotation marks twice", f'remove the inner ones: `{name} = "{inside}"`'
            self._say(name, *wrong)
        elif opening_in(value):
            message = f"`{name}` contains a comment, but readers would see it"
            self._say(name, message, "put it on a line of its own that begins with `#`, outside the quotation marks")

    def _count(self, name: str, value: object) -> int:
        least, most, usual = LIMITS.get(f"{self.table}.{name}") or LIMITS[name]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._say(name, f"`{name}` must be a whole number from {least} to {most}", f"write `{name} = {usual}`")
            return usual
        return value

    def _instant(self, name: str, value: object) -> datetime:
        """Return a TOML time. A date alone means the end of that day in UTC."""
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, 23, 59, 59, tzinfo=UTC)
        self._say(name, f"`{name}` must be a date", f"write `{name} = 2027-06-30`, without quotes")
        return datetime.max.replace(tzinfo=UTC)

    def _truth(self, name: str, value: object) -> bool:
        if not isinstance(value, bool):
            meant = TRUTH.get(str(value).strip().lower(), True)
            fix = f"write `{name} = {str(meant).lower()}`, without quotes"
            self._say(name, f"`{name}` must be true or false", fix)
        return value is True

    def _share_pictures(self, name: str, value: object) -> object:
        if not isinstance(value, bool) and value not in get_args(SharePictures):
            fix = f'write `{name} = "last-year"`, or true for all stories, or false for none'
            self._say(name, f"`{name}` cannot be `{value}`", fix)
        return value

    def _pair(self, name: str, value: object) -> LightDark:
        """Return a text for light screens, or a table with one for light and one for dark screens."""
        if isinstance(value, str):
            return LightDark(self._text(name, value))
        example = EXAMPLES[f"{self.table}.{name}"]
        for each in value if isinstance(value, dict) else ():
            if each not in ("light", "dark"):
                near = difflib.get_close_matches(each, ("light", "dark"), 1)
                fix = f"did you mean `{near[0]}`?" if near else f"write `{name} = {EXAMPLES[f'{self.table}.{name}']}`"
                self._say(name, f"`{name}` has no `{each}`, only `light` and `dark`", fix)
                return LightDark()
        needed = ["light"] if name == "logo" else []  # an accent for light screens can be derived
        if (
            not isinstance(value, dict)
            or not value
            or not all(isinstance(value.get(each), str) for each in [*value, *needed])
        ):
            one, light, dark = re.findall(r'"[^"]+"', example)
            fix = f"write `{name} = {one}`, or `{name} = {{ light = {light}, dark = {dark} }}`"
            self._say(name, f"`{name}` must be text in quotes, or have a `light` and a `dark`", fix)
            return LightDark()
        return LightDark(*(self._text(name, value.get(each, "")) for each in ("light", "dark")))

    def _texts(self, name: str, value: object) -> dict[str, str]:
        """Return a table of texts whose names the newsroom chooses."""
        if not isinstance(value, dict) or not all(isinstance(each, str | int) for each in value.values()):
            example = EXAMPLES[f"{self.table}.{name}"]
            self._say(name, f"`{name}` must be a table of texts", f"write `{name} = {example}`")
            return {}
        for each in value.values():
            self._check(name, str(each))
        return {key: str(each).lower() if isinstance(each, bool) else str(each) for key, each in value.items()}

    def _names(self, name: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            examples = EXAMPLES.get(f"{self.table}.{name}", ANY_NAMES)
            if isinstance(value, str) and (words := [each.strip() for each in value.split(",") if each.strip()]):
                examples = json.dumps(words, ensure_ascii=False)
            self._say(name, f"`{name}` must be a list of names", f"write `{name} = {examples}`")
            return ()
        folded = [each.strip().casefold() for each in value]
        if twice := next((each for at, each in enumerate(value) if folded[at] in folded[:at]), ""):
            self._say(name, f"`{name}` has `{twice}` twice", "keep one of them")
        for each in value:
            self._check(name, each)
        return tuple(each.strip() for each in value)

    def _table(self, name: str, value: object, of: type[msgspec.Struct] | None = None) -> object:
        """Return a table, as a value of the type ``of``."""
        if not isinstance(value, dict):
            self._say(name, f"`{name}` must be a table", f"write `[{name}]`, and its settings below it")
            return None
        of, before = of or _TABLES[name], len(self.problems)
        self._required(name, value, fields(of))
        self.table = name
        known = [*of.__struct_fields__]
        self._unknown(value, known, f"setting of [{name}]")
        values = {each: self._plain(of, each, value[each]) for each in known if each in value}
        if len(self.problems) == before:
            for of_name, message, fix in third_party_checks.wrong_together(name, values):
                self.table = "" if of_name == name else name
                self._say(of_name, message, fix)
        self.table = ""
        return None if len(self.problems) > before else of(**values)

    def _rows(self, name: str, value: object) -> object:
        """Return an array of tables, each with the same settings."""
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self._say(name, f"`{name}` must be a list of tables", f"write `[[{name}]]`, and its settings below it")
            return ()
        return tuple(filter(None, (self._table(name, each, _ROWS[name]) for each in value)))

    def _required(self, table: str, value: Mapping[str, object], known: Iterable[FieldInfo]) -> None:
        for each in known:
            if each.required and each.name not in value:
                example = EXAMPLES.get(f"{table}.{each.name}", '"..."')
                self._say(table, f"[{table}] has no `{each.name}`", f"add a line such as `{each.name} = {example}`")

    def _agencies(self, value: object) -> dict[str, Agency]:
        if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
            fix = 'write `[agencies."Its Name"]` and below it `timezone = "Europe/Paris"`'
            self._say("agencies", "each agency must be a table", fix)
            return {}
        found = {name: self._agency(name, table) for name, table in value.items()}
        self.table = ""
        return found

    def _agency(self, name: str, table: Mapping[str, object]) -> Agency:
        self.table = name
        known = [each for each in Agency.__struct_fields__ if each != "name"]
        self._unknown(table, known, f"setting of the agency {name}")
        found = {key: self._plain(Agency, key, table[key]) for key in known if key in table}
        return Agency(name, **found)  # type: ignore[arg-type]  # as above

    def _meanings(self, name: str, value: object) -> dict[str, str]:
        """Return what subjects of wire copy mean here: a text for each code or name."""
        if not isinstance(value, dict):
            self._say(name, f"`{name}` must be a table", f'write `[{name}]`, and below it `"medtop:20000523" = "Work"`')
            return {}
        self.table = name
        found = {subject: self._text(subject, meant) for subject, meant in value.items()}
        self.table = ""
        return found

    def _taxonomies(self, value: object) -> dict[str, OwnTaxonomy]:
        """Return the site's own taxonomies."""
        if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
            self._say("taxonomies", "each taxonomy must be a table", f"write {EXAMPLE}")
            return {}
        found: dict[str, OwnTaxonomy] = {}
        for name, table in value.items():
            if own := self._taxonomy(name, table, found):
                found[name] = own
        self.table = ""
        return found

    def _taxonomy(
        self, name: str, table: Mapping[str, object], others: Mapping[str, OwnTaxonomy]
    ) -> OwnTaxonomy | None:
        self.table, before = "taxonomies", len(self.problems)
        if wrong := wrong_name(name):
            self._say(name, *wrong)
        if not str(table.get("field", "")).strip():
            self._say(name, f"the taxonomy `{name}` has no `field`", f'add a line such as `field = "{name}"`')
        self.table, known = f"taxonomies.{name}", [*OwnTaxonomy.__struct_fields__]
        self._unknown(table, known, f"setting of the taxonomy {name}")
        values = {key: self._text(key, table[key]) for key in known if key in table}
        if values.get("field") and (wrong := wrong_field(name, values["field"], others)):
            self._say("field", *wrong)
        return OwnTaxonomy(**values) if len(self.problems) == before else None

    def _podcasts(self, value: object) -> dict[str, Podcast]:
        """Return the site's podcasts."""
        if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
            self._say("podcast", "each podcast must be a table with a name", f"write {podcast_settings.EXAMPLE}")
            return {}
        found = {name: each for name, table in value.items() if (each := self._podcast(name, table))}
        self.table = ""
        return found

    def _podcast(self, name: str, table: Mapping[str, object]) -> Podcast | None:
        self.table, before = "podcast", len(self.problems)
        if wrong := podcast_settings.wrong_name(name):
            self._say(name, *wrong)
        for needed, example in podcast_settings.EXAMPLES.items():
            if needed not in table:
                self._say(name, f"the podcast `{name}` has no `{needed}`", f"add a line `{needed} = {example}`")
        self.table = f"podcast.{name}"
        known = [*Podcast.__struct_fields__]
        self._unknown(table, known, f"setting of the podcast {name}")
        missing = dict.fromkeys(podcast_settings.EXAMPLES, "")
        values = missing | {key: self._plain(Podcast, key, table[key]) for key in known if key in table}
        found = Podcast(**values)  # type: ignore[arg-type]  # as above
        for key, message, fix in podcast_settings.faults(found):
            self._say(key if key in table else name, message, fix)
        return found if len(self.problems) == before else None

    def _feeds_of(self, raw: Mapping[str, object], values: dict[str, object]) -> None:
        """Give the site's own taxonomies feeds, unless the settings list what has feeds."""
        given = raw.get("feeds", {})
        feeds, own = values.get("feeds", Feeds()), values.get("taxonomies", {})
        if not isinstance(given, dict) or not isinstance(feeds, Feeds) or not isinstance(own, dict):
            return
        if "of" not in given and own:
            values["feeds"] = msgspec.structs.replace(feeds, of=(*feeds.of, *own))
        elif "of" in given and "feeds" in values and (wrong := wrong_feeds(feeds.of, own)):
            self.table = "feeds"
            self._say("of", *wrong)
            self.table = ""

    def _quotes(self, name: str, value: object) -> dict[str, str]:
        """Return the quotation marks of languages."""
        if not isinstance(value, dict):
            fix = f"write `[{self.table}.{name}]`, and below it `{typography_settings.EXAMPLE}`"
            self._say(name, f"`{name}` must be a table", fix)
            return {}
        for language, marks in value.items():
            if wrong := typography_settings.wrong_quotes(language, marks):
                self._say(language, *wrong)
        return value

    def _marks_of(self, values: dict[str, object]) -> None:
        """Normalise the language tags of ``[typography]``, and report languages without quotation marks."""
        found = values.get("typography")
        if isinstance(found, Typography):
            values["typography"] = found = typography_settings.normalised(found)
            if wrong := typography_settings.without_marks(found):
                self.table = "typography"
                self._say("languages", *wrong)
                self.table = ""

    def _checks(self, value: object) -> dict[str, str]:
        """Return the level of each check."""
        found = self._choices("checks", value, ("off", "warning", "error"))
        self.table = "checks"
        self._unknown(found, CHECK_NAMES, "check")
        self.table = ""
        return found

    def _choices(self, table: str, value: object, choices: tuple[str, ...]) -> dict[str, str]:
        """Return a table in which each name has one of a few values."""
        if not isinstance(value, dict):
            self._say(table, f"`{table}` must be a table", f"write `[{table}]`, and its settings below it")
            return {}
        self.table = table
        first, *others, last = (f'"{each}"' for each in choices)
        for name, chosen in value.items():
            key = name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)
            if isinstance(chosen, bool) and "off" in choices:
                fix = f'write `{key} = "{"warning" if chosen else "off"}"`'
                self._say(name, f"`{name}` cannot be `{str(chosen).lower()}`", fix)
            elif chosen not in choices and name in Settings.__struct_fields__:
                fix = misplaced_settings.of_site(self.text, [name])
                self._say(name, f"`{name}` is not a setting of [{table}]", fix)
            elif chosen not in choices:
                fix = f"write `{key} = {first}`, {', '.join(others)} or {last}"
                self._say(name, f"`{name}` cannot be `{chosen}`", fix)
        self.table = ""
        return {name: str(chosen) for name, chosen in value.items()}

    def _extra(self, value: object) -> dict[str, object]:
        """Return the newsroom's own values for its layouts, which may be anything."""
        if not isinstance(value, dict):
            self._say("extra", "`extra` must be a table", "write `[extra]`, and your own values below it")
            return {}
        return value

    def _unknown(self, raw: Mapping[str, object], known: Sequence[str], what: str) -> None:
        misplaced = [name for name in raw if self.table and name not in known and name in Settings.__struct_fields__]
        if misplaced:
            self._say(
                misplaced[0], f"`{misplaced[0]}` is not a {what}", misplaced_settings.of_site(self.text, misplaced)
            )
        for name in raw:
            if name not in known and name not in misplaced:
                same = [each for each in known if bare(each) == bare(name)]
                few = len(self.problems) < _MOST_PROBLEMS
                near = same or (difflib.get_close_matches(name, known, 1) if few else [])
                fix = f"did you mean `{near[0]}`?" if near else f"remove it; the known ones are: {', '.join(known)}"
                if not same and not self.table and (advice := self._advice(name, raw[name])):
                    fix = advice
                elif not same and self.table and (tables := misplaced_settings.tables_of(name, _FIELDS)):
                    fix = misplaced_settings.of_other_table(tables)
                self._say(name, f"`{name}` is not a {what}", fix)

    def _advice(self, name: str, value: object) -> str:
        """Return the fix for an unknown name at the top level: another program's, a table's, or one in a table."""
        near = difflib.get_close_matches(name, [*_TABLES, *_OTHER_TABLES], 1)
        if isinstance(value, dict):
            fix = f"remove the line `[{name}]`, and move the lines below it to the top of the file"
            advice = advice_on_setting(name)
            return f"did you mean `[{near[0]}]`?" if near else fix if advice.startswith("write it ") else advice
        within = [table for table, of in _TABLES.items() if name in of.__struct_fields__]
        if name in CHECK_NAMES:
            within = ["checks"]
        return f"write it below a line `[{within[0]}]`" if within else advice_on_setting(name)

    def _say(self, name: str, message: str, fix: str) -> None:
        self.more += len(self.problems) >= _MOST_PROBLEMS
        if len(self.problems) < _MOST_PROBLEMS:
            line, column = self._place(name)
            self.problems.append(Problem(self.path, line, column, message, fix, line_of(self.text, line)))

    def _place(self, name: str) -> tuple[int, int]:
        """Return the line and column of the key ``name``, in the current table if any; (0, 0) if it is missing."""
        before = r"(?:^|[.{,])" if self.table else r"^\s*\[*"
        key, table = re.compile(rf"""{before}\s*(["']?)({re.escape(name)})\1\s*[=.\]]"""), ""
        for number, line in enumerate(self.text.splitlines(), 1):
            table = line if line.lstrip().startswith("[") else table
            here = self.table in table + line if self.table else table in ("", line)
            if here and (found := key.search(line)):
                return number, found.start(2) + 1
        return 0, 0


def _unknown_in_tables(raw: Mapping[str, object]) -> set[str]:
    """Return the unknown names in tables. They are reported there."""
    found = set[str]()
    for table, of in {**_TABLES, **_ROWS}.items():
        given = raw.get(table)
        for row in given if isinstance(given, list) else [given]:
            found |= {*row} - {*of.__struct_fields__} if isinstance(row, dict) else set()
    return found


_hints = lru_cache(get_type_hints)  # evaluating annotations is slow

_TABLES: Mapping[str, type[msgspec.Struct]] = {
    "feeds": Feeds,
    "front": FrontPage,
    "policies": Policies,
    "robots": Robots,
    "security": Security,
    "theme": ThemeSettings,
    "trust": Trust,
    "humans": Humans,
    "embeds": EmbedSettings,
    "scripts": ScriptSettings,
    "newsletter": NewsletterSettings,
    "support": SupportSettings,
    "desk": DeskSettings,
    "typography": Typography,
}
"""The tables of site.toml that are read field by field, by name."""

_ROWS: Mapping[str, type[msgspec.Struct]] = {"menu": MenuItem}
"""The arrays of such tables, by name."""

_OTHER_TABLES = ("agencies", "checks", "extra", "podcast", "taxonomies", "wire_sections", "wire_tags")

_FIELDS = {table: of.__struct_fields__ for table, of in _TABLES.items()}
