"""The press: layouts and values become pages, laid ready to be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from generator import shelf
from generator.drawings import KIND, Unsafe, looked_into
from generator.errands import Errand
from generator.icons import draw
from generator.metadata import Located, stripped
from generator.orders import Map, Watch
from generator.output import (
    Cleared,
    Copied,
    Cropped,
    Data,
    Drawn,
    Layout,
    Output,
    Planned,
    Rendered,
    Resized,
    Shared,
    Sketch,
)
from generator.pictures import Broken, cropped, rendered
from generator.problems import Problem, Problems, settle
from generator.publish import Laid, Stage, copied
from generator.reading import scan
from generator.share_pictures import drawn
from generator.theme import Theme
from generator.words import words_of


@dataclass(frozen=True, slots=True)
class Forme:
    """All that a theme is made of, as it travels to those who render: layouts, catalogues, the site's language."""

    built_in: tuple[Layout, ...]
    own: tuple[Layout, ...]
    catalogues: tuple[Layout, ...]
    language: str

    @classmethod
    def of(cls, layouts: scan.Layouts, language: str) -> Forme:
        """The layouts of a site, and its language."""
        return cls(layouts.built_in, layouts.own, layouts.catalogues, language)


def render(
    site: Path,
    forme: Forme,
    planned: Iterable[Planned],
    stage: Stage,
    map: Map,
    watch: Watch,
) -> Iterator[tuple[str, bytes | Laid]]:
    """Every output that a layout makes, laid into the stage by whoever renders it, or that is ready as it is.

    :raises Problems: in the end, with every failure of a layout.
    """
    outputs = [each.output for each in planned]
    yield from ((output.path, output.made.data) for output in outputs if isinstance(output.made, Data))
    pages = [output for output in outputs if isinstance(output.made, _MADE)]
    fetch, keep = partial(_fetched, site, forme), partial(_laid, site, stage)
    one = Errand(partial(_page, forme), fetch, keep, partial(forget, forme))
    problems: list[Problem] = []
    for page, made in zip(pages, watch("Rendering", map(one, pages), len(pages)), strict=True):
        if isinstance(made, Laid):
            yield page.path, made
        else:
            problems += made
    settle(problems)


def proof(site: Path, forme: Forme, output: Output) -> bytes:
    """The bytes of one output, made here and now.

    :raises Problems: with what is wrong in its layout, or with the file that it is a copy of.
    """
    match output.made:
        case Data(data):
            return data
        case Copied() as made:
            return copied(site, made, output.source)
    fetched = _fetched(site, forme, output)
    found = _page(forme, fetched)[1]
    if isinstance(found, bytes):
        shelf.put(site, fetched[0].made, found)
        return found
    raise Problems(list(found))


def theme_of(forme: Forme) -> tuple[Theme, tuple[Problem, ...]]:
    """The theme; where the site's own layouts are broken the built-in one stands in, so that all else is checked."""
    try:
        theme = _themed(forme)
        theme.check()
    except Problems as found:
        return Theme(forme.built_in), found.problems
    return theme, ()


@lru_cache(maxsize=2)
def _themed(forme: Forme) -> Theme:
    """One theme a process, however many pages it renders."""
    return Theme(forme.built_in, forme.own, words_of(forme.catalogues, forme.language))


Finished = bytes | tuple[Problem, ...]
"""What was made, or what is wrong."""

_MADE = Rendered | Shared | Drawn | Cropped | Resized | Cleared
"""What is made here; all else is ready as it is."""


def _fetched(site: Path, forme: Forme, output: Output) -> tuple[Output, bytes, Finished]:
    """An output, with the bytes of the file that it is made of, if it is, or its own if it was made before."""
    made = output.made
    try:
        if isinstance(made, Shared):
            made = Sketch(_themed(forme).render(made.layout, made.context), made.photo, made.shape, made.layout)
            output = replace(output, made=made)
        if ready := shelf.find(site, made):
            return output, b"", ready
        file = made.photo if isinstance(made, Sketch) else getattr(made, "picture", None)
        return output, copied(site, file, file.file) if isinstance(file, Copied) else b"", b""
    except Problems as found:
        return output, b"", found.problems


def _page(forme: Forme, fetched: tuple[Output, bytes, Finished]) -> tuple[Output, Finished]:
    """An output and the bytes of its page or picture, or what is wrong with its layout or its file."""
    output, data, ready = fetched
    try:
        return output, ready or _made(forme, output.made, data)
    except Problems as found:
        return output, found.problems
    except Unsafe as found:
        message = f"this drawing could do more than be looked at: {found}"
        fix = "save it as a plain drawing; one that you trust can stand in content/static/"
        return output, (Problem(output.source, 0, 0, message, fix),)
    except Located:
        message = "this picture says where it was taken, and we cannot take that out of its format"
        return output, (Problem(output.source, 0, 0, message, "save it anew without, or as JPEG"),)
    except Broken:
        message, fix = "this picture is broken: its end is missing, or a part of it", "save it anew"
        photo = output.made.photo if isinstance(output.made, Sketch) else None
        return output, (Problem(photo.file if photo else output.source, 0, 0, message, fix),)


def _made(forme: Forme, made: object, data: bytes) -> bytes:
    match made:
        case Drawn(icon, svg):
            return draw(icon, svg)
        case Cropped(_, shape):
            return cropped(data, shape)
        case Resized(_, rendition):
            return rendered(data, rendition)
        case Cleared(picture):
            return looked_into(data) if picture.file.lower().endswith(KIND) else stripped(data)
        case Sketch(svg, _, shape, layout):
            return drawn(svg, data, shape, f"layouts/{layout}")
        case Rendered(layout, context):
            return _themed(forme).render(layout, context).encode()
    raise AssertionError(made)


def forget(forme: Forme) -> None:
    """Compiled layouts serve other pages as well; what they made of values that come no more does not."""
    _themed(forme).forget()


def _laid(site: Path, stage: Stage, page: tuple[Output, Finished]) -> Laid | tuple[Problem, ...]:
    """A page that has been laid into the stage; problems as they are."""
    output, made = page
    if not isinstance(made, bytes):
        return made
    shelf.put(site, output.made, made)
    return stage.lay(output.path, made)
