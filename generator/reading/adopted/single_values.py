"""Reads headlines, times, languages and pictures as other programs write them, and picks one among several."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from msgspec.structs import replace

from generator.reading import dates as our_dates
from generator.reading.adopted import dates, plain
from generator.reading.adopted.adoption import Adopted
from generator.reading.fields import formatting
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value
from generator.reading.markdown.links import unquoted


def say_others(found: Adopted, several: list[FrontMatterEntry]) -> None:
    first, *others = several
    for other in others:
        message = f"`{other.name}` means the same as `{first.name}` on line {first.line}"
        found.say(other, message, f"keep one of them; `{first.name}` is used, the other is kept as an extra", "kept")


def time(found: Adopted, ours: str, several: list[FrontMatterEntry]) -> tuple[FrontMatterEntry, Value]:
    """Return the time of a field in a form that Broadsheet reads.

    If there are several, the most restrictive one counts: the later date (as in Hugo) and embargo, the earlier time of
    expiry. For a field that withholds a story, that is a value that cannot be read.
    """
    read = [(dates.read(each.value.text, found.reader.zone) if each.value.is_words else None, each) for each in several]
    known = [(moment.time, each) for moment, each in read if moment]
    unread = [each for moment, each in read if not moment]
    if ours == "modified" or not known or (unread and ours != "date"):
        entry = unread[0] if unread and ours != "modified" else several[0]
    else:
        _, entry = (max if ours in ("date", "embargo") else min)(known, key=lambda each: each[0])
    say_others(found, [entry, *(each for each in several if each is not entry)])
    return entry, _rewritten(found, entry, next(moment for moment, each in read if each is entry))


def _rewritten(found: Adopted, entry: FrontMatterEntry, moment: our_dates.Moment | None) -> Value:
    value = entry.value
    try:
        our_dates.read(value.text, found.reader.zone)
    except InvalidValue:
        if moment:
            written = f"{moment.time:%Y-%m-%d}" if moment.day_only else moment.time.isoformat(" ")
            message = f"the date `{value.text[:40]}` is read as {written}"
            found.say(value, message, f"write it as `{written}`", "guessed")
            return replace(value, text=written, quoted=True)
    return value


def _words(found: Adopted, entry: FrontMatterEntry) -> Value:
    """Return a headline or standfirst without entities, HTML and links, which Broadsheet would show as written."""
    if not entry.value.is_words:
        return entry.value
    text = plain.text(entry.value.text)
    if text != " ".join(entry.value.text.split()):
        message = f"`{entry.name}` has entities or markup, so it is shown as `{formatting.plain(text)[:60]}`"
        found.say(entry.value, message, "write it as readers should see it", "guessed")
    return replace(entry.value, text=text)


def _language(found: Adopted, entry: FrontMatterEntry) -> Value:
    """Rewrite a language tag as in BCP 47: ``zh_cn`` becomes ``zh-CN``."""
    written = entry.value.text.strip()
    language, _, region = written.partition(".")[0].partition("@")[0].replace("_", "-").partition("-")
    tag = "-".join(filter(None, (language.lower(), region.upper() if len(region) == 2 else region)))
    if tag != written and entry.value.is_words:
        found.say(entry.value, f"the language `{written}` is read as `{tag}`", f"write `{tag}`", "guessed")
    return replace(entry.value, text=tag) if entry.value.is_words else entry.value


def names_picture(value: Value) -> bool:
    """Whether a value is the name of a picture file, or contains one."""
    if value.items:
        return names_picture(value.items[0])
    if value.entries is not None:
        return any(name.casefold() in _SOURCES and names_picture(each.value) for name, each in value.entries.items())
    return bool(_IS_PICTURE.search(value.text.strip()))


def _picture(found: Adopted, entry: FrontMatterEntry) -> Value:
    """Return the picture, or the first of several. A path from the root means a file in content/static/."""
    value = entry.value
    if value.items:
        if len(value.items) > 1:
            found.say(value, f"`{entry.name}` has several pictures; the first is used", "keep one", "dropped")
        value = value.items[0]
    if value.entries is not None:
        named = (_source(found, each) for each in value.entries.values() if each.name.casefold() not in _THEME_OPTIONS)
        return replace(value, entries={each.name: each for each in named})
    return replace(value, text=_from_root(found, value.text)) if value.is_words else value


def _source(found: Adopted, entry: FrontMatterEntry) -> FrontMatterEntry:
    if entry.name.casefold() not in _SOURCES or not entry.value.is_words:
        return entry
    name = "src" if entry.name.casefold() == "image" else entry.name
    return replace(entry, name=name, value=replace(entry.value, text=_from_root(found, entry.value.text)))


def _from_root(found: Adopted, written: str) -> str:
    written = unquoted(written)
    if written.startswith("//"):
        return f"https:{written}"
    if written.startswith("/"):
        return posixpath.relpath(f"content/static{unquote(written)}", posixpath.dirname(found.reader.source.path))
    return written


_SOURCES = ("src", "url", "path", "image")
_THEME_OPTIONS = ("relative", "hidden", "hiddeninlist", "hiddeninsingle", "linkfullimages", "responsiveimages")
_IS_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|svg|tiff?)(?:[?#].*)?\Z", re.IGNORECASE)

READ: Mapping[str, Callable[[Adopted, FrontMatterEntry], Value]] = {
    "title": _words,
    "standfirst": _words,
    "language": _language,
    "picture": _picture,
}
"""How to read each field that has one value, other than a time."""
