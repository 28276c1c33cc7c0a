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

from generator.media.pictures import renditions, shapes
from generator.model.output import Copied, Cropped, Resized
from generator.model.picture_kinds import published_path
from generator.model.problems import Level, Problem
from generator.model.story import Body, Crop, Manuscript, Mention, Picture, Variant


@dataclass(frozen=True, slots=True)
class Places:
    """What a link can lead to. ``public`` maps paths of content/ to addresses, ``files`` to files.

    ``withheld`` are the paths of Markdown that the edition does not have, ``unread`` those that have problems of
    their own; ``file`` gives the address of one of ``files``, ``root`` that of a place such as ``/feed.xml``.
    ``adopt``: a link to nothing is a warning.
    """

    public: Mapping[str, str]
    withheld: frozenset[str]
    unread: frozenset[str]
    files: Mapping[str, Copied]
    file: Callable[[str], str]
    root: Callable[[str], str]
    adopt: bool = False

    @property
    def level(self) -> Level:
        """How bad it is that a link leads to nothing."""
        return "warning" if self.adopt else "error"


@dataclass(slots=True)
class Linked:
    """What linking found: problems, the files of content/ that public copy uses, and what is to be made of them.

    ``crops``, and pictures of other sizes, go by the path in content/ that they would have, each with its picture's.
    """

    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    crops: dict[str, tuple[Cropped | Resized, str]] = field(default_factory=dict)


def link(manuscript: Manuscript, places: Places, linked: Linked) -> Body:
    """The body of ``manuscript`` with the address of each of its marks."""
    addresses = tuple((mention.mark, _address(manuscript, mention, places, linked)) for mention in manuscript.mentions)
    files = {mention.mark: places.files.get(mention.target) for mention in manuscript.mentions}
    sizes = tuple((mark, file.width, file.height) for mark, file in files.items() if file and file.width > 0)
    shown = {
        mention.mark: mention.target for mention in manuscript.mentions if f'src="{mention.mark}"' in manuscript.body
    }
    variants = ((mark, _variants(path, places, linked)) for mark, path in shown.items() if path in linked.used)
    return Body(manuscript.body, addresses, sizes, tuple((mark, found) for mark, found in variants if found))


def picture(story: Manuscript, places: Places, linked: Linked) -> Picture | None:
    """The story's picture at its address; one of another site as it is, one that is missing not at all."""
    found, line = story.picture, story.lines.get("picture", 0)
    if not found or not found.src.startswith("content/"):
        return found
    if found.src in places.files:
        return _placed(found, places, linked) if _usable(story.path, line, 0, found.src, places, linked) else None
    fix = "check the path of `picture`; it starts from this file's own folder"
    linked.problems.append(Problem(story.path, line, 0, f"there is no picture {found.src}", fix, level=places.level))
    return None


def _placed(found: Picture, places: Places, linked: Linked) -> Picture:
    """The picture at its address, with what its file tells, and the crops that are to be made of it."""
    file, kind = places.files[found.src], guess_type(published_path(found.src))[0] or ""
    crops = []
    for shape in shapes(found.src, file.width, file.height):
        path = f"{found.src.rpartition('.')[0]}.{shape.ratio}.{file.digest[:8]}.jpg"
        linked.crops[path] = Cropped(file, shape), found.src
        crops.append(Crop(places.file(path), shape.width, shape.height))
    return replace(
        found,
        src=places.file(found.src),
        caption=found.caption or file.notes.caption,
        credit=found.credit or file.notes.credit,
        type=kind,
        size=file.size,
        width=max(file.width, 0),
        height=max(file.height, 0),
        crops=tuple(crops),
        variants=_variants(found.src, places, linked),
    )


def _variants(path: str, places: Places, linked: Linked) -> tuple[Variant, ...]:
    """What browsers may choose in the place of a picture, which is to be made."""
    file = places.files[path]
    if file.notes.moves or path.startswith("content/static/"):
        return ()
    made = []
    for each in renditions(path, file.width, file.height):
        name = f"{path.rpartition('.')[0]}.{each.width}.{file.digest[:8]}.{each.format}"
        linked.crops[name] = Resized(file, each), path
        made.append(Variant(places.file(name), guess_type(name)[0] or f"image/{each.format}", each.width))
    return tuple(made)


_ALIKE = 0.75


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
        usable = _usable(manuscript.path, mention.line, mention.column, mention.target, places, linked)
        return places.file(mention.target) + _tail(mention.mark) if usable else ""
    if mention.target not in places.unread:
        linked.problems.append(_lost(manuscript, mention, places))
    return ""


def _usable(story: str, line: int, column: int, file: str, places: Places, linked: Linked) -> bool:
    """Whether a story may use a file; one that cannot be published is a problem where the story names it.

    What has a line in the file itself, as in a drawing, is told there.
    """
    problems = places.files[file].problems
    for each in problems:
        here = each if each.line else replace(each, path=story, line=line, column=column)
        linked.problems.append(replace(here, level=places.level))
    if not problems:
        linked.used.add(file)
    return not problems


def _tail(mark: str) -> str:
    """The query and fragment that a mark carries."""
    parts = urlsplit(unescape(mark))
    return (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _lost(manuscript: Manuscript, mention: Mention, places: Places) -> Problem:
    where = (manuscript.path, mention.line, mention.column)
    if mention.target in places.withheld:
        message = f"{mention.target} is not public, so its name stands here without a link"
        return Problem(*where, message, "it links by itself once that story is published", level="warning")
    near = difflib.get_close_matches(mention.target, [*places.public, *places.files], 1, _ALIKE)
    fix = f"did you mean {near[0]}?" if near else "check the path; it starts from this file's own folder"
    if mention.written.startswith("www."):
        fix = f"write it whole: `https://{mention.written}`"
    message = f"`{mention.written}` leads to {mention.target}, and there is no such file"
    return Problem(*where, message, fix, level=places.level)
