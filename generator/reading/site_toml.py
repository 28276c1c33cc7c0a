"""Turns the file site.toml into ``Settings``.

An unknown setting is refused, with the nearest known one as a suggestion. All problems are reported at once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo

from generator.model.problems import Problem, Problems
from generator.model.settings import (
    Agency,
    FeedOf,
    Feeds,
    FeedText,
    Hosting,
    Html,
    Humans,
    Policies,
    Robots,
    Security,
    Settings,
    Trust,
)
from generator.reading.comment_kinds import OPENING


def read(text: str, path: str = "site.toml", base_url: str = "") -> Settings:
    """Settings from the text of site.toml; ``base_url`` overrides the file's own.

    :raises Problems: with everything that is wrong in the file.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problems([_syntax(text, path, str(error))]) from None
    if base_url:
        raw["base_url"] = base_url
    return _Reader(text, path).settings(raw)


def _syntax(text: str, path: str, said: str) -> Problem:
    """A problem with TOML's own message, without the position that it contains."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", said)
    line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
    what = said[: place.start()] if place else said.removesuffix(" (at end of document)")
    shown = _line(text, line)
    words = re.fullmatch(r"(\s*[A-Za-z_-]+\s*=\s*)([^\W\d][^\"'#]*?)\s*", shown)
    if words and what == "Invalid value":
        fix = f'put it in double quotes: `{words[1].lstrip()}"{words[2]}"`'
        return Problem(path, line, column, "text must be in quotes in TOML", fix, shown)
    return Problem(
        path,
        line,
        column,
        f"this line is not TOML: {what[:1].lower()}{what[1:]}",
        'write `name = "value"`, with text in double quotes',
        shown,
    )


def _line(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


class _Reader:
    """Checks each raw value of one file and collects problems. ``table`` is the name of the current table."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path, self.table = text, path, ""
        self.problems: list[Problem] = []

    def settings(self, raw: Mapping[str, object]) -> Settings:
        known = [each.name for each in fields(Settings)]
        self._unknown(raw, known, "setting")
        for name in ("title", "base_url"):
            if not str(raw.get(name, "")).strip():
                example = "The Port Elm Courier" if name == "title" else "https://example.org/"
                self._say(name, f"the site has no `{name}`", f'add a line such as `{name} = "{example}"`')
        values = {name: self._value(name, raw[name]) for name in known if name in raw}
        if self.problems:
            raise Problems(self.problems)
        return Settings(**values)  # type: ignore[arg-type]  # each was checked against its field above

    def _value(self, name: str, value: object) -> object:
        if name == "agencies":
            return self._agencies(value)
        if name == "checks":
            return self._checks(value)
        if name in _TABLES:
            return self._table(name, value)
        return self._plain(Settings, name, value)

    def _plain(self, of: type, name: str, value: object) -> object:
        """A value for a field of ``of``, read according to the field's type."""
        hint = get_type_hints(of)[name]
        if hint is int:
            return self._count(name, value)
        if hint is bool:
            return self._truth(name, value)
        if hint is datetime:
            return self._instant(name, value)
        return self._names(name, value) if get_args(hint)[1:] == (...,) else self._text(name, value)

    def _text(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            self._say(name, f"`{name}` must be text in quotes", f'write `{name} = "..."`')
            return ""
        self._check(name, value)
        return value.strip() if name != "base_url" else value.rstrip("/") + "/"

    def _check(self, name: str, value: str) -> None:
        if re.search(
            r"[\x00-\x1f\x7f\x85\u2028\u2029]", value
        ):  # it would start a new line in a file such as robots.txt
            self._say(name, f"`{name}` must be on one line, without invisible characters", "type it again on one line")
            return
        if OPENING.search(value):
            message = f"`{name}` contains a comment, but readers would see it"
            self._say(name, message, "put it on a line of its own that begins with `#`, outside the quotation marks")
        check = _CHECKS.get(f"{self.table}.{name}") or (_CHECKS.get(name) if self.table not in _TABLES else None)
        if check and (wrong := check(value)):
            self._say(name, *wrong)

    def _count(self, name: str, value: object) -> int:
        least, most, usual = _COUNTS[f"{self.table}.{name}" if self.table else name]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._say(name, f"`{name}` must be a whole number from {least} to {most}", f"write `{name} = {usual}`")
            return usual
        return value

    def _instant(self, name: str, value: object) -> datetime:
        """A TOML time; a date alone means the end of that day in UTC."""
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, 23, 59, 59, tzinfo=UTC)
        self._say(name, f"`{name}` must be a date", f"write `{name} = 2027-06-30`, without quotes")
        return datetime.max.replace(tzinfo=UTC)

    def _truth(self, name: str, value: object) -> bool:
        if not isinstance(value, bool):
            self._say(name, f"`{name}` must be true or false", f"write `{name} = true`, without quotes")
        return value is True

    def _names(self, name: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            examples = _EXAMPLES.get(f"{self.table}.{name}", _SOME)
            self._say(name, f"`{name}` must be a list of names", f"write `{name} = {examples}`")
            return ()
        for each in value:
            self._check(name, each)
        return tuple(each.strip() for each in value)

    def _table(self, name: str, value: object) -> object:
        """A table with settings of its own."""
        if not isinstance(value, dict):
            self._say(name, f"`{name}` must be a table", f"write `[{name}]`, and its settings below it")
            return None
        of = _TABLES[name]
        self._required(name, value, fields(of))
        self.table = name
        known = [each.name for each in fields(of)]
        self._unknown(value, known, f"setting of [{name}]")
        values = {each: self._plain(of, each, value[each]) for each in known if each in value}
        self.table = ""
        return None if self.problems else of(**values)

    def _required(self, table: str, value: Mapping[str, object], known: Iterable[Field[Any]]) -> None:
        for each in known:
            if each.default is MISSING and each.name not in value:
                example = _EXAMPLES.get(f"{table}.{each.name}", '"..."')
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
        known = [each.name for each in fields(Agency) if each.name != "name"]
        self._unknown(table, known, f"setting of the agency {name}")
        found = {key: self._plain(Agency, key, table[key]) for key in known if key in table}
        return Agency(name, **found)  # type: ignore[arg-type]  # as above

    def _checks(self, value: object) -> dict[str, str]:
        """The level of each check. The editorial room reports checks that do not exist."""
        if not isinstance(value, dict):
            self._say("checks", "`checks` must be a table", "write `[checks]`, and its settings below it")
            return {}
        self.table = "checks"
        for name, level in value.items():
            if level not in ("off", "warning", "error"):
                self._say(name, f"`{name}` cannot be `{level}`", f'write `{name} = "off"`, "warning" or "error"')
        self.table = ""
        return {name: str(level) for name, level in value.items()}

    def _unknown(self, raw: Mapping[str, object], known: list[str], what: str) -> None:
        for name in raw:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                fix = f"did you mean `{near[0]}`?" if near else f"take it out; the known ones are: {', '.join(known)}"
                self._say(name, f"`{name}` is not a {what}", fix)

    def _say(self, name: str, message: str, fix: str) -> None:
        line, column = self._place(name)
        self.problems.append(Problem(self.path, line, column, message, fix, _line(self.text, line)))

    def _place(self, name: str) -> tuple[int, int]:
        """Line and column of the key ``name``, in the current table if any; (0, 0) if the file does not have it."""
        before = r"(?:^|[.{,])" if self.table else r"^\s*\[*"
        key, table = re.compile(rf"""{before}\s*(["']?)({re.escape(name)})\1\s*[=.\]]"""), ""
        for number, line in enumerate(self.text.splitlines(), 1):
            table = line if line.lstrip().startswith("[") else table
            here = self.table in table + line if self.table else table in ("", line)
            if here and (found := key.search(line)):
                return number, found.start(2) + 1
        return 0, 0


_TABLES: Mapping[str, type] = {
    "feeds": Feeds,
    "policies": Policies,
    "robots": Robots,
    "security": Security,
    "trust": Trust,
    "humans": Humans,
}
"""The tables of site.toml that are read field by field, by name."""

_COUNTS = {"per_page": (1, 1000, 20), "related": (0, 20, 5), "feeds.stories": (1, 1000, 20)}
"""The minimum, maximum and usual value of each numeric setting."""

_SOME = '["Local", "World"]'
_EXAMPLES = {
    "feeds.of": '["sections", "tags"]',
    "robots.refuse": '["GPTBot"]',
    "robots.disallow": '["/drafts/"]',
    "security.contact": '["mailto:security@example.org"]',
    "security.expires": "2027-06-30",
    "humans.team": '["Editor: Hanna Voss"]',
    ".ads": '["ads.example, 12345, DIRECT"]',
}
"""Example values for settings that are lists or required."""

Wrong = tuple[str, str] | None


def check_base_url(value: str) -> Wrong:
    """What is wrong with a site's address, and the fix; ``None`` if it is valid."""
    if not re.fullmatch(r"https?://([\w.-]+|\[[\da-f:]+\])(:\d+)?(/[\w.~%-]+)*/*", value):
        return f"`{value}` is not the address of a site", 'write it in full: `base_url = "https://example.org/"`'
    return None


def _check_url(value: str) -> Wrong:
    if value and not re.match(r"https?://[^/]", value):
        return f"`{value}` is not the address of a site", 'write it in full: `url = "https://example.org/"`'
    return None


def _check_timezone(value: str) -> Wrong:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return f"`{value}` is not a time zone", 'name it by its city: `timezone = "Europe/Istanbul"`'
    return None


def _one_of(name: str, choices: tuple[str, ...]) -> Callable[[str], Wrong]:
    *most, last = (f'"{each}"' for each in choices)

    def check(value: str) -> Wrong:
        return None if value in choices else (f"`{name}` cannot be `{value}`", f"write {', '.join(most)} or {last}")

    return check


def _check_language(value: str) -> Wrong:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        return f"`{value}` is not a language tag", 'write it as in BCP 47: "en", "tr", "pt-BR"'
    return None


def _check_uri(value: str) -> Wrong:
    if not re.fullmatch(r"(https://[^\s/]+\S*|mailto:\S+@\S+|tel:[+\d-]+|dns:\S+|openpgp4fpr:\w+)", value):
        return f"`{value}` is not a valid address", 'write it in full: "https://example.org/", "mailto:a@example.org"'
    return None


def _check_policy(value: str) -> Wrong:
    return _check_place(value) if value.startswith("/") else _check_uri(value)


def _check_search(value: str) -> Wrong:
    if value != "pagefind" and not re.fullmatch(r"(https?://[^/\s]+)?/[^\s{}]*\{query\}[^\s{}]*", value):
        fix = 'write "pagefind" for your own search page, or an address: "https://search.example/?q={query}"'
        return f"`{value}` is not an address where readers can search", fix
    return None


def _check_agent(value: str) -> Wrong:
    if not re.fullmatch(r"[A-Za-z_-]+|\*", value):  # RFC 9309, section 2.2.1: product tokens
        return f"`{value}` is not the name of a crawler", 'write it as its maker does, without a version: "GPTBot"'
    return None


def _check_place(value: str) -> Wrong:
    if not re.fullmatch(r"/[^\s#]*", value):
        return f"`{value}` is not a place on the site", 'write it from the root: "/drafts/"'
    return None


def _check_seller(value: str) -> Wrong:
    if not re.fullmatch(r"[\w.-]+\s*,\s*[^,#\s]+\s*,\s*(DIRECT|RESELLER)(\s*,\s*\w+)?", value, re.IGNORECASE):
        return (
            f"`{value}` is not a valid line of ads.txt",
            'write "domain, account, DIRECT" or RESELLER (IAB Tech Lab, ads.txt 1.1)',
        )
    return None


_PLACES = ("year", "month", "day", "section", "slug")


def _check_permalink(value: str) -> Wrong:
    named = re.findall(r"\{([^}]*)\}", value)
    plain = re.sub(r"\{[a-z]+\}", "", value)
    if "slug" not in named or not set(named) <= set(_PLACES) or re.search(r"[{}\\?#%*\x00-\x20]", plain):
        known = ", ".join(f"{{{name}}}" for name in _PLACES)
        return f"`{value}` cannot be a permalink", f"build it from {known}; it must contain {{slug}}"
    if not (value.startswith("/") and value.endswith("/")) or re.search(r"/[/.:]", value):
        return f"`{value}` cannot be a permalink", "begin and end it with one slash: `/{year}/{month}/{slug}/`"
    return None


_CHECKS: Mapping[str, Callable[[str], Wrong]] = {
    "base_url": check_base_url,
    "url": _check_url,
    "timezone": _check_timezone,
    "html": _one_of("html", get_args(Html)),
    "hosting": _one_of("hosting", get_args(Hosting)),
    "language": _check_language,
    "permalink": _check_permalink,
    "feeds.text": _one_of("text", get_args(FeedText)),
    "feeds.of": _one_of("of", get_args(FeedOf)),
    "feeds.hub": _check_url,
    **dict.fromkeys([f"policies.{each.name}" for each in fields(Policies)], _check_policy),
    ".search": _check_search,
    "robots.refuse": _check_agent,
    "robots.disallow": _check_place,
    "robots.license": _check_url,
    **dict.fromkeys([f"security.{each}" for each in ("contact", "encryption", "acknowledgments")], _check_uri),
    **dict.fromkeys([f"security.{each}" for each in ("policy", "hiring")], _check_uri),
    "security.preferred_languages": _check_language,
    **dict.fromkeys([f"trust.{each.name}" for each in fields(Trust)], _check_uri),
    "trust.datatrainingallowed": _one_of("datatrainingallowed", ("yes", "no")),
    ".ads": _check_seller,
}
"""The check for each value, by the setting's name, with or without its table's."""
