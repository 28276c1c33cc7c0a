"""site.toml -> Settings: what one microsite is called, where it lives, and how it reads its copy.

``Settings`` is resolved: every value has its final type and default. A setting that is not known is
refused with the nearest known one; all that is wrong is said at once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from generator.problems import Problem, Problems

Html = Literal["sanitise", "escape", "trust"]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency whose copy we take: the zone of its clock, its own site, other names it goes by."""

    name: str
    timezone: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site, resolved. Field for field the keys of site.toml."""

    title: str
    base_url: str
    tagline: str = ""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    permalink: str = "/{year}/{month}/{day}/{slug}/"
    html: Html = "sanitise"
    sections: tuple[str, ...] = ()
    per_page: int = 20
    feed_stories: int = 20
    related: int = 5
    publisher: str = ""
    copyright: str = ""
    agencies: Mapping[str, Agency] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which a time without one is read."""
        return ZoneInfo(self.timezone)

    @property
    def base_path(self) -> str:
        """The path of ``base_url``, from slash to slash: ``/`` or ``/repo/``."""
        path = urlsplit(self.base_url).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def origin(self) -> str:
        """Scheme and host of ``base_url``: ``https://example.org``."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def agency(self, name: str) -> Agency | None:
        """The agency of that name or other name, letter case aside."""
        wanted = name.casefold().strip()
        for agency in self.agencies.values():
            if wanted in {known.casefold() for known in (agency.name, *agency.aliases)}:
                return agency
        return None


def read(text: str, path: str = "site.toml", base_url: str = "") -> Settings:
    """Settings from the text of site.toml; ``base_url`` goes over the file's own.

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
    """TOML's own message, with its place taken out of it."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", said)
    line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 0)
    what = said[: place.start()] if place else said.removesuffix(" (at end of document)")
    return Problem(
        path,
        line,
        column,
        f"this line is not TOML: {what[:1].lower()}{what[1:]}",
        'write `name = "value"`, with words in double quotes',
        _line(text, line),
    )


def _line(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


class _Reader:
    """Checks each raw value of one file and gathers what is wrong."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path, self.agency = text, path, ""
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
        if name == "sections":
            return self._names(name, value)
        if name in _COUNTS:
            return self._count(name, value)
        return self._text(name, value)

    def _text(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            self._say(name, f"`{name}` must be words in quotes", f'write `{name} = "..."`')
            return ""
        check = _CHECKS.get(name)
        wrong = check(value) if check else None
        if wrong:
            self._say(name, *wrong)
        return value.strip() if name != "base_url" else value.rstrip("/") + "/"

    def _count(self, name: str, value: object) -> int:
        least, most, usual = _COUNTS[name]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._say(name, f"`{name}` must be a whole number from {least} to {most}", f"write `{name} = {usual}`")
            return usual
        return value

    def _names(self, name: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self._say(name, f"`{name}` must be a list of names", f'write `{name} = ["Local", "World"]`')
            return ()
        return tuple(each.strip() for each in value)

    def _agencies(self, value: object) -> dict[str, Agency]:
        if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
            fix = 'write `[agencies."Its Name"]` and below it `timezone = "Europe/Paris"`'
            self._say("agencies", "each agency must be a table of its own", fix)
            return {}
        found = {name: self._agency(name, table) for name, table in value.items()}
        self.agency = ""
        return found

    def _agency(self, name: str, table: Mapping[str, object]) -> Agency:
        self.agency = name
        known = [each.name for each in fields(Agency) if each.name != "name"]
        self._unknown(table, known, f"setting of the agency {name}")
        found: dict[str, str] = {}
        for key in ("timezone", "url"):
            if key in table:
                found[key] = self._text(key, table[key])
        aliases = self._names("aliases", table["aliases"]) if "aliases" in table else ()
        return Agency(name, aliases=aliases, **found)

    def _unknown(self, raw: Mapping[str, object], known: list[str], what: str) -> None:
        for name in raw:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                fix = f"did you mean `{near[0]}`?" if near else f"take it out; known are: {', '.join(known)}"
                self._say(name, f"`{name}` is not a {what}", fix)

    def _say(self, name: str, message: str, fix: str) -> None:
        line, column = self._place(name)
        self.problems.append(Problem(self.path, line, column, message, fix, _line(self.text, line)))

    def _place(self, name: str) -> tuple[int, int]:
        """Line and column of the key ``name``, of the agency being read if any; (0, 0) where the file has none."""
        before = r"(?:^|[.{,])" if self.agency else r"^\s*\[*"
        key, table = re.compile(rf"""{before}\s*(["']?)({re.escape(name)})\1\s*[=.\]]"""), ""
        for number, line in enumerate(self.text.splitlines(), 1):
            table = line if line.lstrip().startswith("[") else table
            here = self.agency in table + line if self.agency else table in ("", line)
            if here and (found := key.search(line)):
                return number, found.start(2) + 1
        return 0, 0


_COUNTS = {"per_page": (1, 1000, 20), "feed_stories": (1, 1000, 20), "related": (0, 20, 5)}
"""The least, the most and the usual of each setting that counts something."""

Wrong = tuple[str, str] | None


def check_base_url(value: str) -> Wrong:
    """What is wrong with an address for a site, and the fix; nothing where it will do."""
    if not re.fullmatch(r"https?://([\w.-]+|\[[\da-f:]+\])(:\d+)?(/[\w.~%-]+)*/*", value):
        return f"`{value}` is not the address of a site", 'write it whole: `base_url = "https://example.org/"`'
    return None


def _check_url(value: str) -> Wrong:
    if value and not re.match(r"https?://[^/]", value):
        return f"`{value}` is not the address of a site", 'write it whole: `url = "https://example.org/"`'
    return None


def _check_timezone(value: str) -> Wrong:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return f"`{value}` is not a time zone", 'name it by its city: `timezone = "Europe/Istanbul"`'
    return None


def _check_html(value: str) -> Wrong:
    if value not in ("sanitise", "escape", "trust"):
        return f"`html` cannot be `{value}`", 'write "sanitise", "escape" or "trust"'
    return None


def _check_language(value: str) -> Wrong:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        return f"`{value}` is not a language tag", 'write it as in BCP 47: "en", "tr", "pt-BR"'
    return None


_PLACES = ("year", "month", "day", "section", "slug")


def _check_permalink(value: str) -> Wrong:
    named = re.findall(r"\{([^}]*)\}", value)
    plain = re.sub(r"\{[a-z]+\}", "", value)
    if "slug" not in named or not set(named) <= set(_PLACES) or re.search(r"[{}\\?#%\x00-\x20]", plain):
        known = ", ".join(f"{{{name}}}" for name in _PLACES)
        return f"`{value}` cannot be a permalink", f"build it from {known}; {{slug}} must be there"
    if not (value.startswith("/") and value.endswith("/")) or "//" in value or "/." in value:
        return f"`{value}` cannot be a permalink", "begin and end it with one slash: `/{year}/{month}/{slug}/`"
    return None


_CHECKS: Mapping[str, Callable[[str], Wrong]] = {
    "base_url": check_base_url,
    "url": _check_url,
    "timezone": _check_timezone,
    "html": _check_html,
    "language": _check_language,
    "permalink": _check_permalink,
}
