"""Rewrites the front matter of other programs as Broadsheet's own fields: one of each, in the forms that it reads.

What it changes by more than its name is a warning: something was guessed, or only one of several values is used.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from generator.model.problems import Outcome
from generator.model.slug import LONGEST, slug
from generator.reading import bylines
from generator.reading import dates as our_dates
from generator.reading.adopted import addresses, dates, plain
from generator.reading.field_types import Reader
from generator.reading.values import Entry, Refused, Value

_ALIASES = ("aliases", "redirect_from", "alias", "redirects")
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "standfirst": ("standfirst", "dek", "summary", "excerpt", "description"),
    "section": ("section", "category", "categories", "taxonomies.categories", "taxonomies.category"),
    "tags": ("tags", "tag", "topics", "topic", "labels", "taxonomies.tags", "taxonomies.tag", "taxonomies.topics"),
    "bylines": ("bylines", "byline", "author", "authors", "taxonomies.authors", "taxonomies.author"),
    "source": ("source", "agency"),
    "date": ("published", "date", "publishdate"),
    "modified": ("modified", "updated", "lastmod", "last_modified_at", "last_update.date"),
    "expires": ("expires", "expiry", "expirydate", "unpublishdate"),
    "embargo": ("embargo", "embargoed_until"),
    "killed": ("killed", "withdrawn"),
    "picture": ("picture", "image", "images"),
    "translation_of": ("translation_of", "translationof"),
    "uri": ("uri", "guid"),
    "aliases": _ALIASES,
    "language": ("language", "lang"),
    "kind": ("kind", "genre"),
}
"""The names of each field, the one that is used first; a dot joins a name to one within it."""

_OF = {name: ours for ours, names in _NAMES.items() for name in names}
_JOINED = ("section", "tags", "bylines", "aliases")
_TIMES = ("date", "modified", "expires", "embargo", "killed")
_ADDRESSES = ("permalink", "url", "path")
_GHOSTS = frozenset({"true", "false", "yes", "no", "on", "off"})


@dataclass(slots=True)
class Adopted:
    """The fields of one file by our names, and what its old addresses are made of.

    ``unused`` are fields that mean the same as another one; ``names`` the names that the file had in its addresses,
    ``stated`` the addresses that it states.
    """

    reader: Reader
    kind: str
    entries: dict[str, Entry] = field(default_factory=dict)
    unused: list[Entry] = field(default_factory=list)
    names: tuple[str, ...] = ()
    stated: list[Entry] = field(default_factory=list)

    @property
    def day(self) -> our_dates.Moment | None:
        """The date in the file's path, or in an address that the story states."""
        paths = (self.reader.source.path, *(each.value.text for each in self.stated))
        return next((day for path in paths if (day := dates.in_path(path, self.reader.zone))), None)

    def say(self, at: Value | Entry, message: str, fix: str, outcome: Outcome) -> None:
        """Report what became of a value or name."""
        source = self.reader.source
        self.reader.problems.append(source.problem(at.line, at.column, message, fix, "warning", outcome))


def adopted(entries: Mapping[str, Entry], reader: Reader, kind: str, body: str, spaced: bool) -> Adopted:
    """The fields of a file as Broadsheet reads them. ``spaced``: text without commas is several tags, as in Jekyll."""
    found = Adopted(reader, kind)
    given = _sorted(found, entries)
    by_name: dict[str, str] = {}
    for ours, several in given.items():
        entry = _one(found, ours, several, spaced)
        found.entries[entry.name] = entry
        by_name[ours] = entry.name
        found.unused += several[1:] if ours not in _JOINED else ()
    _complete(found, by_name, body)
    return found


def _sorted(found: Adopted, entries: Mapping[str, Entry]) -> dict[str, list[Entry]]:
    """The entries of each known field, the one that is used first; all others are put into ``found`` as they are."""
    given: dict[str, list[Entry]] = {}
    for entry in _flat(entries.values()):
        name = entry.name.casefold()
        truth = name == "published" and (entry.value.text.casefold() in _GHOSTS or entry.value.is_empty)
        if name in _ADDRESSES and _is_address(entry.value.text):
            found.stated.append(entry)
        if name in _OF and not truth and not entry.value.is_empty:
            given.setdefault(_OF[name], []).append(entry)
        elif name not in _OF or truth:
            found.entries[entry.name] = entry
    for ours, several in given.items():
        several.sort(key=lambda each: _NAMES[ours].index(each.name.casefold()))
    return given


def _is_address(text: str) -> bool:
    """Whether a field gives an address on this site: not Jekyll's ``permalink: pretty``, nor a link to another one."""
    return "/" in text.strip("/ ") + text[:1] and "://" not in text


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, with those in ``[taxonomies]`` and ``last_update`` among them if they are known."""
    for entry in entries:
        inside = entry.value.entries or {}
        names = {each.name: f"{entry.name.casefold()}.{each.name.casefold()}" for each in inside.values()}
        known = [each for each in inside.values() if names[each.name] in _OF]
        yield from (replace(each, name=names[each.name]) for each in known)
        if others := {name: each for name, each in inside.items() if each not in known}:
            yield replace(entry, value=replace(entry.value, entries=others))
        elif not known:
            yield entry


def _one(found: Adopted, ours: str, several: list[Entry], spaced: bool) -> Entry:
    """One entry for all of a field's, under the first one's name in our spelling."""
    first = several[0]
    if ours in _JOINED:
        value = _joined(found, ours, several, spaced)
    elif ours in _TIMES:
        first, value = _time(found, ours, several)
    else:
        value = _READ[ours](found, first) if ours in _READ else first.value
        _say_others(found, several)
    name = first.name if "." not in first.name and first.name.casefold() not in _FOREIGN else ours
    return replace(first, name=name, value=value)


_FOREIGN = frozenset(
    {*_NAMES["tags"][1:], "images", "alias", "redirects", "unpublishdate"}
)  # names that Broadsheet itself does not read


def _say_others(found: Adopted, several: list[Entry]) -> None:
    first, *others = several
    for other in others:
        message = f"`{other.name}` means the same as `{first.name}` on line {first.line}"
        found.say(other, message, f"keep one of them; `{first.name}` is used, the other is kept as an extra", "kept")


def _joined(found: Adopted, ours: str, several: list[Entry], spaced: bool) -> Value:
    items: list[Value] = []
    for entry in several:
        items += _ITEMS[ours](found, entry, spaced)
    return replace(several[0].value, text="", items=tuple(items), entries=None)


def _tags(found: Adopted, entry: Entry, spaced: bool) -> list[Value]:
    value = entry.value
    if not value.is_words:
        return _leaves(value)
    if "," in value.text or ";" in value.text:
        return [replace(value, text=each.strip(), quoted=True) for each in re.split("[,;]", value.text) if each.strip()]
    words = value.text.split()
    if len(words) < 2 or not spaced:
        return [replace(value, quoted=True)]
    message = f"`{entry.name}` has no commas, so each of its {len(words)} words is a tag, as in Jekyll"
    found.say(value, message, f"write `{entry.name}{found.reader.sign} [{', '.join(words)}]`", "guessed")
    return [replace(value, text=word, quoted=True) for word in words]


def _sections(found: Adopted, entry: Entry, spaced: bool) -> list[Value]:
    """Categories; of a path, each part is one."""
    plural = entry.name.casefold().rpartition(".")[2] == "categories"
    values = _tags(found, entry, spaced) if plural else _leaves(entry.value)
    parted: list[Value] = []
    for value in values:
        parts = [each.strip() for each in re.split(r"(?<=\w)\s*/\s*(?=\w)|\s>\s", value.text) if each.strip()]
        if len(parts) > 1:
            message = f"`{value.text}` is a path: `{parts[0]}` is the section, and the rest are tags"
            found.say(value, message, "name one section, and put the others under `tags`", "guessed")
        parted += [replace(value, text=part, quoted=True) for part in parts]
    return parted


def _people(found: Adopted, entry: Entry, spaced: bool) -> list[Value]:
    """Names, from text, lists, and people with a ``name``; of people without one, nothing is kept."""
    people: list[Value] = []
    for each in entry.value.items if entry.value.items is not None else (entry.value,):
        named = each.entries and next((e for e in each.entries.values() if e.name.casefold() in ("name", "key")), None)
        if each.is_words:
            people += [replace(each, text=name, quoted=True) for name in _bylines(each.text)]
        elif named and named.value.is_words:
            people.append(named.value)
        else:
            found.say(each, f"one of the `{entry.name}` has no `name`", "write the name alone", "dropped")
    return people


def _bylines(text: str) -> list[str]:
    return [name for part in text.split(";") for name in bylines.names(" ".join(part.split()))]


def _aliases(found: Adopted, entry: Entry, spaced: bool) -> list[Value]:
    """The old addresses that can be redirected; they are added by ``stated``."""
    for each in _leaves(entry.value):
        found.stated.append(Entry(entry.name, each.line, each.column, each))
    return []


def _leaves(value: Value) -> list[Value]:
    """The texts in a value, however its lists are nested."""
    if value.items is not None:
        return [leaf for item in value.items for leaf in _leaves(item)]
    return [] if value.entries is not None or value.is_empty else [value]


_ITEMS: Mapping[str, Callable[[Adopted, Entry, bool], list[Value]]] = {
    "tags": _tags,
    "section": _sections,
    "bylines": _people,
    "aliases": _aliases,
}


def _time(found: Adopted, ours: str, several: list[Entry]) -> tuple[Entry, Value]:
    """The time of a field in a form that Broadsheet reads; of two dates the later, on which Hugo publishes."""
    read = [(dates.read(each.value.text, found.reader.zone) if each.value.is_words else None, each) for each in several]
    known = [(moment.time, each) for moment, each in read if moment]
    if len(several) > 1 and len(known) == len(several) and ours == "date":
        _, entry = max(known, key=lambda each: each[0])
        others = [each for each in several if each is not entry]
        for other in others:
            message = f"`{other.name}` means the same as `{entry.name}` on line {entry.line}"
            found.say(other, message, f"keep one of them; the later one, `{entry.name}`, is used", "guessed")
    else:
        entry = several[0]
        _say_others(found, several)
    moment = next((moment for moment, each in read if each is entry), None)
    return entry, _rewritten(found, entry, moment)


def _rewritten(found: Adopted, entry: Entry, moment: our_dates.Moment | None) -> Value:
    value = entry.value
    try:
        our_dates.read(value.text, found.reader.zone)
    except Refused:
        if moment:
            written = f"{moment.time:%Y-%m-%d}" if moment.day_only else moment.time.isoformat(" ")
            message = f"the date `{value.text[:40]}` is read as {written}"
            found.say(value, message, f"write it as `{written}`", "guessed")
            return replace(value, text=written, quoted=True)
    return value


def _words(found: Adopted, entry: Entry) -> Value:
    """A headline or standfirst without entities, HTML and Markdown, which are shown as written here."""
    if not entry.value.is_words:
        return entry.value
    text = plain.text(entry.value.text)
    if text != " ".join(entry.value.text.split()):
        message = f"`{entry.name}` has entities or markup, so it is shown as `{text[:60]}`"
        found.say(entry.value, message, "write it as readers should see it", "guessed")
    return replace(entry.value, text=text)


def _language(found: Adopted, entry: Entry) -> Value:
    """A language as in BCP 47: ``zh_cn`` becomes ``zh-CN``."""
    written = entry.value.text.strip()
    language, _, region = written.partition(".")[0].partition("@")[0].replace("_", "-").partition("-")
    tag = "-".join(filter(None, (language.lower(), region.upper() if len(region) == 2 else region)))
    if tag != written and entry.value.is_words:
        found.say(entry.value, f"the language `{written}` is read as `{tag}`", f"write `{tag}`", "guessed")
    return replace(entry.value, text=tag) if entry.value.is_words else entry.value


def _picture(found: Adopted, entry: Entry) -> Value:
    """A picture; of several, the first. A path from the root is that of a file in content/static/."""
    value = entry.value
    if value.items:
        if len(value.items) > 1:
            found.say(value, f"`{entry.name}` has several pictures; the first is used", "keep one", "dropped")
        value = value.items[0]
    if value.entries is not None:
        inside = {name: _source(found, each) for name, each in value.entries.items()}
        return replace(value, entries=inside)
    return replace(value, text=_from_root(found, value.text)) if value.is_words else value


def _source(found: Adopted, entry: Entry) -> Entry:
    if entry.name.casefold() not in ("src", "url", "path") or not entry.value.is_words:
        return entry
    return replace(entry, value=replace(entry.value, text=_from_root(found, entry.value.text)))


def _from_root(found: Adopted, written: str) -> str:
    if written.startswith("//"):
        return f"https:{written}"
    if written.startswith("/"):
        return posixpath.relpath(f"content/static{unquote(written)}", posixpath.dirname(found.reader.source.path))
    return written


_READ: Mapping[str, Callable[[Adopted, Entry], Value]] = {
    "title": _words,
    "standfirst": _words,
    "language": _language,
    "picture": _picture,
}

_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def _complete(found: Adopted, by_name: Mapping[str, str], body: str) -> None:
    """Guess the headline and the slug if there is none that can be used, from the file's name."""
    path = found.reader.source.path
    name = addresses.stem(path)
    titled = found.entries.get(by_name.get("title", ""))
    if not titled or not titled.value.is_words or not titled.value.text.strip():
        heading = _HEADING.search(body)
        text = (plain.text(heading[1]) if heading else "") or name.replace("-", " ").replace(
            "_", " "
        ).strip().capitalize()
        found.entries.pop(by_name.get("title", ""), None)
        titled = found.entries["title"] = Entry("title", 0, 0, Value(0, 0, text or "Untitled", quoted=True))
        message = f"the {found.kind} has no `title`, so its headline is `{titled.value.text[:60]}`"
        found.say(titled, message, "add a line with its `title`", "guessed")
    _name(found, titled.value.text, name)


def _name(found: Adopted, headline: str, name: str) -> None:
    """The slug of a story, and the names that it had in its old addresses."""
    key = next((key for key in found.entries if key.casefold() == "slug"), "")
    given = found.entries[key].value.text.strip() if key and found.entries[key].value.is_words else ""
    found.names = tuple(filter(None, (given if "/" not in given else "", name)))
    if key and not given:
        del found.entries[key]
    elif key:
        last = unquote(given).strip("/").rpartition("/")[2]
        if "/" in given or len(given) > LONGEST:
            found.stated.append(replace(found.entries[key], value=replace(found.entries[key].value, text=given)))
        made = slug(last)
        if made and (len(given) > LONGEST or last != given):
            found.say(found.entries[key], f"the slug `{given[:60]}` becomes `{made[:60]}`", "shorten it", "guessed")
        found.entries[key] = replace(
            found.entries[key], value=replace(found.entries[key].value, text=made, quoted=True)
        )
        if not made:
            del found.entries[key]
    if not slug(headline) and "slug" not in {each.casefold() for each in found.entries}:
        found.entries["slug"] = Entry("slug", 0, 0, Value(0, 0, slug(name) or found.kind, quoted=True))
