"""Renders layouts and their values into pages, and makes pictures, ready for publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from generator.engine.runtime import Runtime, Work
from generator.media import convert, image_cache, svg_safety
from generator.media.convert import cropped, rendered
from generator.media.decode import Broken
from generator.media.downloads import changes, stripped
from generator.media.downloads.refusal import RefusedFile
from generator.media.icons import draw
from generator.media.metadata import cleaned, without_loss
from generator.media.social_cards import drawn
from generator.media.svg_safety import KIND, Unsafe
from generator.model.output import (
    Copied,
    Cropped,
    Data,
    DeferredOutput,
    Drawn,
    Output,
    Rendered,
    RenderedSvg,
    Resized,
    Sanitized,
    SocialCard,
)
from generator.model.problems import Problem, Problems, settle
from generator.publish import Stage, StagedFile, copied_bytes, unchanged_bytes
from generator.theme.queries import ThemeSources
from generator.theme.queries import theme as themed


def render(
    site: Path,
    theme: ThemeSources,
    outputs: Sequence[Output | DeferredOutput],
    stage: Stage,
    runtime: Runtime,
    find: Callable[[str], Output],
    layouts: Iterable[str],
) -> Iterator[tuple[str, bytes | StagedFile]]:
    """Yield every output that is not just copied: staged by the process that made it, or its bytes if they are ready.

    ``find`` computes outputs that are not in memory, by their paths; ``layouts`` are the layouts of these outputs.

    :raises Problems: at the end, with all errors in layouts and pictures.
    """
    held = (output for output in outputs if isinstance(output, Output))
    yield from ((output.path, output.made.data) for output in held if isinstance(output.made, Data))
    pages = [each for each in outputs if isinstance(each, DeferredOutput) or isinstance(each.made, _MADE)]
    work = Work(
        partial(_page, theme),
        partial(_fetched, site, theme),
        partial(_staged, site, stage),
        partial(forget, theme),
        lambda page: find(page.path) if isinstance(page, DeferredOutput) else page,
    )
    known = (page.made for page in pages if isinstance(page, Output))
    for layout in sorted({*layouts, *(made.layout for made in known if isinstance(made, Rendered | SocialCard))}):
        themed(theme).prepare(layout)
    problems: list[Problem] = []
    made = runtime.progress("Rendering", runtime.map(work, pages), len(pages))
    for page, each in zip(pages, made, strict=True):
        if isinstance(each, StagedFile):
            yield page.path, each
        else:
            problems += each
    settle(problems)


def render_one(site: Path, theme: ThemeSources, output: Output) -> bytes:
    """The bytes of one output, made immediately in this process.

    :raises Problems: with what is wrong in its layout or its source file.
    """
    match output.made:
        case Data(data):
            return data
        case Copied() as made:
            return copied_bytes(site, made, output.source)
    fetched = _fetched(site, theme, output)
    found = _page(theme, fetched)[1]
    if isinstance(found, bytes):
        image_cache.put(site, fetched[0].made, found)
        return found
    raise Problems(list(found))


Finished = bytes | tuple[Problem, ...]
"""The bytes of an output, or the problems that prevented it."""

_MADE = Rendered | SocialCard | Drawn | Cropped | Resized | Sanitized
"""The types of outputs that are made here; all others need no work."""


def _fetched(site: Path, theme: ThemeSources, output: Output) -> tuple[Output, bytes, Finished]:
    """An output, with the bytes of its source file if it has one, or its own bytes if they are cached."""
    made = output.made
    try:
        if isinstance(made, SocialCard):
            made = RenderedSvg(themed(theme).render(made.layout, made.context), made.photo, made.shape, made.layout)
            output = replace(output, made=made)
        if ready := image_cache.find(site, made):
            return output, b"", ready
        file = made.photo if isinstance(made, RenderedSvg) else getattr(made, "picture", None)
        return output, unchanged_bytes(site, file, file.file) if isinstance(file, Copied) else b"", b""
    except Problems as found:
        return output, b"", found.problems


def _page(theme: ThemeSources, fetched: tuple[Output, bytes, Finished]) -> tuple[Output, Finished]:
    """An output and the bytes of its page or picture, or the problems with its layout or source file."""
    output, data, ready = fetched
    try:
        return output, ready or _made(theme, output.made, data)
    except Problems as found:
        return output, found.problems
    except Unsafe as found:
        return output, tuple(replace(fault, path=output.source) for fault in found.faults)
    except RefusedFile as found:
        return output, (Problem(output.source, 0, 0, f"this file {found.why}", found.fix),)
    except Broken:
        message, fix = "this picture is damaged: its end or another part is missing", "save it again"
        photo = output.made.photo if isinstance(output.made, RenderedSvg) else None
        return output, (Problem(photo.file if photo else output.source, 0, 0, message, fix),)


def _made(theme: ThemeSources, made: object, data: bytes) -> bytes:
    match made:
        case Drawn(icon, svg):
            return draw(icon, svg)
        case Cropped(_, shape):
            return cropped(without_loss(data), shape)
        case Resized(_, rendition):
            return rendered(without_loss(data), rendition)
        case Sanitized(picture):
            if not picture.kind and changes(picture.file):
                return stripped(picture.file, data)
            drawing = picture.file.lower().endswith(KIND) and not picture.kind
            return svg_safety.cleaned(data) if drawing else cleaned(data)
        case RenderedSvg(svg, photo, shape, layout):
            return drawn(svg, without_loss(data) if photo else b"", shape, f"layouts/{layout}")
        case Rendered(layout, context):
            return themed(theme).render(layout, context).encode()
    raise AssertionError(made)


def forget(theme: ThemeSources) -> None:
    """Drop what layouts have cached about these pages, and the last picture. Compiled layouts stay cached."""
    themed(theme).forget()
    convert.forget()


def _staged(site: Path, stage: Stage, page: tuple[Output, Finished]) -> StagedFile | tuple[Problem, ...]:
    """Write a page into the stage; problems are returned unchanged."""
    output, made = page
    if not isinstance(made, bytes):
        return made
    image_cache.put(site, output.made, made)
    return stage.add(output.path, made)
