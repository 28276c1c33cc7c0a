"""Links of a body into content/: where each of them leads once it is known what the edition holds.

A link to a story that is not public loses its address and keeps its words, so that nothing of an embargo shows.
A link to nothing is a problem.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from mimetypes import guess_type
from urllib.parse import urlsplit

from generator.problems import Problem
from generator.story import Body, Manuscript, Mention, Picture


@dataclass(frozen=True, slots=True)
class Places:
    """What a link can lead to. ``public`` and ``files`` map paths of content/ to addresses.

    ``withheld`` are the paths of Markdown that the edition does not have, ``unread`` those that have problems of
    their own; ``sizes`` are the numbers of bytes of ``files``; ``root`` gives the address of a place such as
    ``/feed.xml``.
    """

    public: Mapping[str, str]
    withheld: frozenset[str]
    unread: frozenset[str]
    files: Mapping[str, str]
    sizes: Mapping[str, int]
    root: Callable[[str], str]


@dataclass(slots=True)
class Linked:
    """What linking found: problems, and the files of content/ that public copy uses."""

    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def link(manuscript: Manuscript, places: Places, linked: Linked) -> Body:
    """The body of ``manuscript`` with the address of each of its marks."""
    addresses = tuple((mention.mark, _address(manuscript, mention, places, linked)) for mention in manuscript.mentions)
    return Body(manuscript.body, addresses)


def picture(story: Manuscript, places: Places, linked: Linked) -> Picture | None:
    """The story's picture at its address; one of another site as it is, one that is missing not at all."""
    found = story.picture
    if not found or not found.src.startswith("content/"):
        return found
    if found.src in places.files:
        linked.used.add(found.src)
        kind = guess_type(found.src)[0] or ""
        return replace(found, src=places.files[found.src], type=kind, size=places.sizes[found.src])
    fix = "check the path of `picture`; it starts from this file's own folder"
    line = story.lines.get("picture", 0)
    linked.problems.append(Problem(story.path, line, 0, f"there is no picture {found.src}", fix))
    return None


def unused(files: Iterable[str], linked: Linked) -> Iterator[Problem]:
    """Files that no public copy uses, and that are therefore not published."""
    for path in sorted(set(files) - linked.used):
        message = "no public story or page uses this file, so it is not published"
        yield Problem(path, 0, 0, message, "link to it, or move it to content/static/", level="warning")


def _address(manuscript: Manuscript, mention: Mention, places: Places, linked: Linked) -> str:
    if mention.target.startswith("/"):
        return places.root(mention.target) + _tail(mention.mark)
    if mention.target in places.public:
        return places.public[mention.target] + _tail(mention.mark)
    if mention.target in places.files:
        linked.used.add(mention.target)
        return places.files[mention.target] + _tail(mention.mark)
    if mention.target not in places.unread:
        linked.problems.append(_lost(manuscript, mention, places))
    return ""


def _tail(mark: str) -> str:
    """The query and fragment that a mark carries."""
    parts = urlsplit(unescape(mark))
    return (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _lost(manuscript: Manuscript, mention: Mention, places: Places) -> Problem:
    where = (manuscript.path, mention.line, mention.column)
    if mention.target in places.withheld:
        message = f"{mention.target} is not public, so its name stands here without a link"
        return Problem(*where, message, "it links by itself once that story is published", level="warning")
    near = difflib.get_close_matches(mention.target, [*places.public, *places.files], 1)
    fix = f"did you mean {near[0]}?" if near else "check the path; it starts from this file's own folder"
    return Problem(*where, f"`{mention.written}` leads to {mention.target}, and there is no such file", fix)
