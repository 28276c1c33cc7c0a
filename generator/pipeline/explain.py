"""Explains what a file of the site is made of, and whether the next build would write it, and why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from generator.engine.graph import ReadState
from generator.engine.node import KEYS
from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.output import Cropped, Drawn, Made, Rendered, Resized, Sanitized, SocialCard
from generator.model.problems import Problem, refuse
from generator.model.url_argument import parts_of
from generator.model.urls import output_path
from generator.pipeline.parts import OutputPart, OutputParts
from generator.pipeline.plan import OUTPUTS
from generator.pipeline.queries import definitions
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import SiteGraph, settled
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.publish import has_digest, manifest
from generator.publish.manifest import ManifestEntry
from generator.site.index import INDEX
from generator.site.path_suggestions import known_paths
from generator.site.places import PLACE
from generator.site.visibility import withheld
from generator.theme.queries import CLOSURES


class Explanation(msgspec.Struct, frozen=True):
    """What a file is made of, and, in ``verdict``, a sentence on what the next build does with it."""

    path: str
    source: str
    made_by: str
    parts: tuple[OutputPart, ...]
    verdict: str

    def lines(self) -> Iterator[str]:
        """The explanation as text."""
        yield f"{self.path}"
        yield f"  from     {self.source}"
        yield f"  made by  {self.made_by}"
        yield from (f"  {part.state:>7}  {part.name}" for part in self.parts)
        yield f"  {self.verdict}"


def explain(request: BuildRequest, output: Path, url: str, runtime: Runtime = SERIAL) -> Explanation:
    """Explain the file at ``url``: an address, a path below the output folder, or a story's file.

    :raises Problems: if the site has nothing there, with the reason if a story is withheld.
    """
    sources = gather(request.site, runtime.notify, request.content)

    def do(store: Store) -> Explanation:
        return explanation(settled(request, runtime, sources, store), store, output, url)

    return with_store(request.site, sources.program, do, runtime.notify)


def explanation(site: SiteGraph, store: Store, output: Path, url: str) -> Explanation:
    """Like ``explain``, for a site whose graph has been settled and was last saved to ``store``."""
    path = _output_path(site, url)
    entry = manifest.read(output)[0].files.get(path)
    if path not in site.plan:
        near = known_paths(f"/{each.removesuffix('index.html')}" for each in site.plan).near(
            f"/{path.removesuffix('index.html')}"
        )
        nearest = f"did you mean {near}?" if near else "check the address"
        fix = "the next build removes it" if entry else nearest
        refuse(Problem(url, 0, 0, "the site has nothing at this address", fix))
    query = OUTPUTS[site.plan[path]]
    same = entry is not None and entry.key == site.key(site.graph.fingerprint(query, path))
    parts = _parts(site, path, entry, same, store)
    verdict = _file_state(output / path, entry) or _verdict(same)
    return Explanation(path, site.claimants[path], _maker(site, site.graph(query, path)), parts, verdict)


def _output_path(site: SiteGraph, url: str) -> str:
    request, graph = site.request, site.graph
    for each in graph(INDEX):
        if url == each.path or url.endswith("/" + each.path):
            because = withheld(each, request.as_of)
            if because and not request.drafts:
                refuse(
                    Problem(
                        each.path,
                        0,
                        0,
                        f"this is not public: {because}",
                        "to see what it would be made from, add --drafts",
                    )
                )
            return output_path(graph(PLACE, each.path))
    place = unquote(parts_of(url).path).removeprefix(request.settings.base_path)
    path = output_path(place)
    return path if path in site.plan else output_path(place.rstrip("/") + "/")


def _maker(site: SiteGraph, made: Made) -> str:
    match made:
        case Drawn(icon):
            return f"drawing it, {icon.size} × {icon.size} pixels"
        case Sanitized():
            return "copying the picture without its metadata"
        case Cropped(_, shape):
            return f"cropping the picture to {shape.width} × {shape.height} pixels"
        case SocialCard(layout):
            return f"drawing {layout}"
        case Resized(_, rendition):
            return f"making a {rendition.format} of the picture, {rendition.width} pixels wide"
        case Rendered(layout):
            others = [name for name in site.graph(CLOSURES, layout).layouts if name != layout]
            return f"{layout}, which uses {', '.join(others)}" if others else layout
    return "copying the file"


def _parts(site: SiteGraph, path: str, entry: ManifestEntry | None, same: bool, store: Store) -> tuple[OutputPart, ...]:
    """The parts of a file. If the file was never built, all are new; if its key is unchanged, none has changed."""
    known = {each.name: each for each in definitions(site.request.site, site.request.settings, site.graph.runtime)}
    parts = OutputParts(site.graph, known, partial(_stored, store), site.claimants[path])
    found = parts.of(OUTPUTS[site.plan[path]], path)
    if entry and not same:
        return found
    return tuple(replace(part, state="same" if entry else "new") for part in found)


def _stored(store: Store, read: ReadState) -> bool:
    """Whether the last build also asked for this value, or for the keys of this table."""
    return any(store.named(name, read.arg) for name in (read.name, read.name + KEYS))


def _file_state(file: Path, entry: ManifestEntry | None) -> str:
    if entry is None:
        return "It has not been built yet; the next build writes it."
    return (
        ""
        if has_digest(file, entry.digest)
        else "The file was changed or removed after the build; the next build rewrites it."
    )


def _verdict(same: bool) -> str:
    if same:
        return "Nothing that it is made of has changed; the next build leaves it as it is."
    return "Something that it is made of has changed; the next build rebuilds it."
