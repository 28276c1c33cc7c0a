"""Ways to hide a story that other programs support but Broadsheet does not: fields, folders, file names.

None of them is ever ignored. A field that hides a story, or has an unknown value, is an error. In adopted copy, the
story is withheld as a draft, with a warning. Stories that other programs render but do not list (``hidden``,
``unlisted``, ``visibility: members``) are withheld, too, because Broadsheet lists everything that is public.

This module knows Jekyll, Hugo, Eleventy, Pelican, Nikola, Zola, Hexo, Gatsby, Astro, MkDocs, Docusaurus, Obsidian, and
the exports of WordPress and Ghost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from generator.model.problems import Problem
from generator.reading import dates, withholding_names
from generator.reading.field_types import TRUTH
from generator.reading.values import Entry, Refused, Value

Says = Literal["shown", "hidden", "unknown", "doubtful"]
"""Whether readers may see a story, according to one field. If in doubt, a story is withheld only in adopted copy."""


class Asked(msgspec.Struct, frozen=True):
    """A field that asks to withhold a story, as written. ``known`` means that its value is one that hides stories."""

    entry: Entry
    written: str
    known: bool


def asked(entries: Mapping[str, Entry], adopt: bool, own: Collection[str] = ()) -> Iterator[Asked]:
    """Each field but ``own`` that hides a story, or may. With ``adopt``, also Nikola's tags and doubtful ones."""
    for entry in entries.values():
        yield from _asked_within(entry, adopt)
        says = _says(entry, adopt, own)
        if says != "shown" and (adopt or says != "doubtful"):
            yield Asked(entry, _written(entry), says == "hidden")


def _says(entry: Entry, adopt: bool, own: Collection[str]) -> Says:
    name = _bare(entry.name)
    if name == "cascade" and _hides_below(entry.value):
        return "hidden"
    judge = (_ADOPTED.get(name) if adopt else None) or _JUDGES.get(name)
    says = judge(entry.value) if judge else "shown"
    return says if says != "shown" or entry.name.casefold() in own else _by_kind(entry)


def _by_kind(entry: Entry) -> Says:
    """What a field says, judged by the kind of its name. Fields with a time are left to ``times``."""
    means = withholding_names.meaning(entry.name)
    if means and not (withholding_names.timing(entry.name) and _has_time(entry.value)):
        return _if_hiding(entry.value) if means == "hides" else _if_showing(entry.value)
    return _STATE(entry.value) if withholding_names.states(entry.name) else "shown"


def knows(name: str) -> bool:
    """Whether a field of this name may hide a story."""
    return _bare(name) in _JUDGES or withholding_names.holds_fields(name) or bool(withholding_names.meaning(name))


def doubtful(entry: Entry) -> bool:
    """Whether a field of another program may hide a story, but does not clearly say so."""
    return _says(entry, False, ()) == "doubtful"


class Timed(msgspec.Struct, frozen=True):
    """A field that says when a story's publication begins, or ends; ``written`` names it and its value."""

    entry: Entry
    written: str
    ends: bool

    def moment(self, zone: ZoneInfo) -> dates.Moment | None:
        """Its time, in ``zone`` if it names none; nothing if it cannot be read."""
        of_the_world = _bare(self.entry.name).endswith(("gmt", "utc"))
        try:
            return dates.read(self.entry.value.text, ZoneInfo("UTC") if of_the_world else zone)
        except Refused:
            return None


def times(entries: Mapping[str, Entry], own: Collection[str] = ()) -> Iterator[Timed]:
    """Each field of another program that may say from when, or until when, readers can see a story."""
    for entry in entries.values():
        name = entry.name
        means = "" if name.casefold() in own or _bare(name) in _JUDGES else withholding_names.timing(name)
        if means and _has_time(entry.value):
            yield Timed(entry, _written(entry), means == "ends")
        elif withholding_names.holds_fields(name):
            within = (each for fields in _mappings(entry.value) for each in times(fields))
            yield from (Timed(each.entry, f"{name}.{each.written}", each.ends) for each in within)


def matters(entry: Entry) -> bool:
    """Whether a second field of this name could change who can see the story, and when."""
    return withholding_names.dates_or_withholds(entry.name) or any(asked({entry.name: entry}, adopt=True))


def _has_time(value: Value) -> bool:
    """Whether a value is a time, or may be an unreadable one: it begins with a digit, or contains a year."""
    return value.is_words and _truth(value) is None and bool(_TIME.search(value.text))


def expires(name: str) -> bool:
    """Whether this is Hugo's other name for ``expiryDate``."""
    return _bare(name) == "unpublishdate"


def hidden_section(entries: Mapping[str, Entry]) -> Entry | None:
    """Zola's ``draft`` for a section, if true: it applies to everything below."""
    found = (each for each in entries.values() if _bare(each.name) in _UNMISTAKABLE and _if_true(each.value) != "shown")
    return next(found, None)


def cascaded(entries: Mapping[str, Entry]) -> Entry | None:
    """Hugo's ``cascade``, if it hides pages in the folders below. It may be a list, and apply only to some of them."""
    found = next((each for each in entries.values() if _bare(each.name) == "cascade"), None)
    return found if found and _hides_below(found.value) else None


def _hides_below(value: Value) -> bool:
    return any(_cascades(each) for each in value.items or (value,))


def _cascades(value: Value) -> bool:
    entries = value.entries or {}
    return bool(hidden_section(entries)) or any(True for _ in asked(entries, adopt=False))


def _asked_within(entry: Entry, adopt: bool) -> Iterator[Asked]:
    """The fields within ``meta``, ``params``, ``extra`` and similar ones that hide the story."""
    for entries in _mappings(entry.value):
        if withholding_names.holds_fields(entry.name):
            found = [each for each in asked(entries, adopt=False) if each.known]
            found += [Asked(each, _written(each), False) for each in entries.values() if adopt and doubtful(each)]
            if (draft := hidden_section(entries)) and draft not in [each.entry for each in found]:
                found.append(Asked(draft, _written(draft), True))
        else:
            found = list(_drafts_in(entries)) if adopt else []
        yield from (Asked(each.entry, f"{entry.name}.{each.written}", each.known) for each in found)


def _drafts_in(entries: Mapping[str, Entry]) -> Iterator[Asked]:
    """Fields that probably hide the story, within a field about something else: ``hero: {draft: true}``."""
    for entry in entries.values():
        if _bare(entry.name) in _UNMISTAKABLE and _if_true(entry.value) == "hidden":
            yield Asked(entry, _written(entry), False)
        for inner in _mappings(entry.value):
            yield from (Asked(each.entry, f"{entry.name}.{each.written}", False) for each in _drafts_in(inner))


def _mappings(value: Value) -> Iterator[Mapping[str, Entry]]:
    """The fields inside a value, which may be a list of such."""
    return (each.entries for each in value.items or (value,) if each.entries)


_bare = withholding_names.bare
_UNMISTAKABLE = frozenset({"draft", "isdraft", "unpublished", "embargoed"})
_TIME = re.compile(r"\A\s*\d|\d{4}")


def _written(entry: Entry) -> str:
    if entry.value.is_words:
        return f"{entry.name}: {' '.join(entry.value.text.split())[:60]}"
    return entry.name


def _truth(value: Value) -> bool | None:
    return TRUTH.get(value.text.strip().casefold()) if value.is_words else None


def _if_true(value: Value) -> Says:
    """The field hides the story if it is true; a value that is neither true nor false may hide it."""
    if value.is_empty:
        return "shown"
    truth = _truth(value)
    return "unknown" if truth is None else "hidden" if truth else "shown"


def _if_false(value: Value) -> Says:
    """The field hides the story if it is false."""
    if value.is_empty:
        return "shown"
    truth = _truth(value)
    return "unknown" if truth is None else "shown" if truth else "hidden"


def _if_only_false(value: Value) -> Says:
    """The same for a field that also has other uses."""
    return "hidden" if _truth(value) is False and value.text.strip().casefold() not in ("0", "no") else "shown"


def _if_given(value: Value) -> Says:
    return "shown" if value.is_empty or _truth(value) is False else "hidden"


def _if_hiding(value: Value) -> Says:
    """The field hides the story if it is true; any value but true or false leaves it in doubt."""
    if value.is_empty or value.items is not None:
        return "shown"
    truth = _truth(value)
    return "doubtful" if truth is None else "hidden" if truth else "shown"


def _if_showing(value: Value) -> Says:
    """The field hides the story if it is false, and may hide it if it says something like "not yet"."""
    return "doubtful" if _plain(value.text) in ("never", "none", "not-yet", "later") else _if_any_false(value)


def _if_only_true(value: Value) -> Says:
    """The field hides the story if it is true, but also has other uses."""
    return "hidden" if _truth(value) else "shown"


def _if_any_false(value: Value) -> Says:
    """The field hides the story if it is false, but also has other uses."""
    return "hidden" if _truth(value) is False else "shown"


def _if_null(value: Value) -> Says:
    """Jekyll reads ``published: null`` as false; without a value it is a date that has not been filled in."""
    return "hidden" if value.is_words and value.is_empty and not value.quoted and value.text.strip() else "shown"


def _if_nothing(value: Value) -> Says:
    """In Jekyll, ``published:`` without a value is also null."""
    return "hidden" if value.is_words and value.is_empty and not value.quoted else "shown"


def _shown(value: Value) -> Says:
    return "shown"


def _if_word(hidden: Iterable[str]) -> Callable[[Value], Says]:
    """Certain words in the field hide the story, but it also has other uses (``state: Ohio``)."""

    def judged(value: Value) -> Says:
        words = [each.text for each in value.items or (value,)]
        return "hidden" if any(_plain(each) in hidden for each in words) else "shown"

    return judged


def _plain(word: str) -> str:
    return re.sub("[-_ ]+", "-", word.strip().casefold())


def _one_of(shown: Iterable[str], hidden: Iterable[str]) -> Callable[[Value], Says]:
    def judged(value: Value) -> Says:
        word = value.text.strip().casefold()
        if value.is_empty or (value.is_words and word in shown):
            return "shown"
        return "hidden" if word in hidden else "unknown"

    return judged


def _tagged(value: Value) -> Says:
    tags = [each.text for each in value.items] if value.items is not None else value.text.split(",")
    return "hidden" if {"draft", "private"} & {each.strip() for each in tags} else "shown"


def _built(value: Value) -> Says:
    """Hugo's build options, or a field ``build`` with another meaning."""
    if value.entries is None:
        return _if_only_false(value)
    said = [_HOW(each.value) for each in value.entries.values() if _bare(each.name) in ("render", "list")]
    return "hidden" if "hidden" in said else "unknown" if "unknown" in said else "shown"


_HOW = _one_of(("always", "true"), ("never", "link", "local", "false"))
_WITHHELD = (
    *("draft", "hidden", "skip", "private", "pending", "future", "trash", "inherit", "auto-draft", "scheduled", "sent"),
)
_STATUS = _one_of(("publish", "published", "public", "featured", "live"), _WITHHELD)
_STATE = _if_word(
    frozenset(_WITHHELD)
    | {"drafts", "unpublished", "unlisted", "wip", "work-in-progress", "in-progress", "in-review", "review"}
    | {"needs-review", "embargoed", "archived", "deleted", "trashed", "spiked", "killed", "withheld", "withdrawn"}
)
_NOT_PUBLIC = ("private", "members", "paid", "tiers", "password", "hidden", "unlisted", "none")
_ACCESS = _if_word(frozenset(_NOT_PUBLIC) | {"restricted", "confidential", "internal", "secret", "draft"})
_VISIBILITY = _one_of(("public",), _NOT_PUBLIC)
_KEPT_APART = _if_word(frozenset({"draft", "drafts", "private", "unpublished", "unlisted", "hidden", "embargoed"}))

_JUDGES: Mapping[str, Callable[[Value], Says]] = {
    **dict.fromkeys(("private", "hidden", "unlisted", "headless", "unpublished", "isdraft", "emailonly"), _if_true),
    **dict.fromkeys(("nopublish", "donotpublish"), _if_true),
    **dict.fromkeys(("wip", "encrypted", "disabled"), _if_only_true),
    **dict.fromkeys(("publish", "public", "ispublished", "render", "visible", "listed"), _if_false),
    **dict.fromkeys(("routable", "dgpublish"), _if_false),
    **dict.fromkeys(("live", "enabled"), _if_any_false),
    **dict.fromkeys(("unpublishdate",), _if_given),
    **dict.fromkeys(("published",), _if_null),
    **dict.fromkeys(("state",), _STATE),
    **dict.fromkeys(("access", "sharing"), _ACCESS),
    **dict.fromkeys(("publishstatus", "publicationstate", "wpstatus", "workflowstate"), _STATUS),
    **dict.fromkeys(("membersonly", "eleventyexcludefromcollections", "password", "postpassword"), _if_given),
    **dict.fromkeys(("status", "poststatus"), _STATUS),
    **dict.fromkeys(("visibility", "postvisibility"), _VISIBILITY),
    **dict.fromkeys(("build",), _built),
    **dict.fromkeys(("permalink",), _if_only_false),
}
"""How to judge each field, by its name in lower case without hyphens and underscores (``_build`` is ``build``)."""

_ADOPTED: Mapping[str, Callable[[Value], Says]] = {
    **dict.fromkeys(("category", "categories", "section", "type", "posttype", "layout", "kind"), _KEPT_APART),
    "tags": _tagged,
    "published": _if_nothing,
    "unpublishdate": _shown,
}
"""How to judge fields in adopted copy; ``unpublishdate`` is read as the time at which the story expires."""

_PASSED_OVER = frozenset({"node_modules"})
_VENDORED = re.compile(r"(?:.*/)?vendor/(?:bundle|cache|gems|ruby)/.*")
_DRAFTS = "_drafts"


def held_place(path: str, adopt: bool) -> Problem | None:
    """A problem for a file whose own name or folder suggests that it is withheld; in adopted copy, it is.

    Jekyll and Hexo have ``_drafts``. Unless copy is adopted, only the folder is reported, and nothing is withheld.
    """
    folder = withholding_names.withholding_folder(path)
    name = PurePosixPath(folder).name
    if adopt and folder:
        message = f"the stories in this folder are withheld, because it is called `{name}`"
        return Problem(folder, 0, 0, message, "move those that are ready to another folder", level="warning")
    if adopt and withholding_names.withholding_file(path):
        message = "the story is withheld, because its file name suggests that it is not ready"
        return Problem(path, 0, 0, message, "rename the file to publish it", level="warning")
    if name == _DRAFTS:
        message = "other programs do not publish stories in a folder `_drafts`, but this one would be published"
        return Problem(path, 0, 0, message, "add a line `draft: true`, or move it to another folder")
    if folder:
        message = f"stories in this folder are published, although it is called `{name}`"
        fix = "write `draft: true` in those that are not ready, or rename the folder"
        return Problem(folder, 0, 0, message, fix, level="warning")
    return None


def passed_over(path: str) -> Problem | None:
    """Why other programs make no page from a file, by its path; ``None`` if they do, or it is a draft."""
    *folders, name = PurePosixPath(path).parts
    for depth, folder in enumerate(folders, 1):
        if folder in _PASSED_OVER or (folder.startswith("_") and folder not in ("_posts", _DRAFTS)):
            message = f"files in a folder `{folder}` are not published, as in the program this copy was written for"
            fix = f"move its stories to a folder without the underscore, `{folder.lstrip('_')}`, to publish them"
            return Problem("/".join(folders[:depth]), 0, 0, message, fix, level="warning")
    if _VENDORED.fullmatch(path):
        message = "this is in `vendor`, which is for third-party code, so it is not published"
        return Problem(path, 0, 0, message, "move it to another folder to publish it", level="warning")
    if name.startswith(("_index.", "_index_")):
        message = "in Hugo and Zola this is the page of a section, not a story, so it is not published"
        return Problem(path, 0, 0, message, "if it is a story, give it another name", level="warning")
    if name.startswith(("_", "#", "~")):
        message = f"a file whose name begins with `{name[0]}` is not published, as in other programs"
        return Problem(path, 0, 0, message, "give it another name to publish it", level="warning")
    return None
