"""Answers about a site: what is related to a story, and what a page is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.model.output import Cleared, Cropped, Drawn, Planned, Rendered, Resized, Shared
from generator.model.problems import Problem, Problems, refuse
from generator.model.story import Manuscript
from generator.model.terms import folded
from generator.model.urls import address, output_path
from generator.pipeline.plan import keyed
from generator.pipeline.preparing import Prepared, prepare
from generator.pipeline.request import Order
from generator.publish import holds, manifest
from generator.publish.manifest import Entry
from generator.site.related.reasons import told
from generator.site.visibility import public_stories, withheld


@dataclass(frozen=True, slots=True)
class RelatedStory:
    """One related story: its file, address, headline, score (higher is nearer) and reason."""

    file: str
    url: str
    headline: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class RelatedList:
    """A story and its related stories, the nearest first."""

    file: str
    url: str
    headline: str
    related: tuple[RelatedStory, ...]


def related_lists(order: Order, wanted: str = "") -> tuple[RelatedList, ...]:
    """The related stories of the one that ``wanted`` names, or of every public story if it is empty.

    :raises Problems: if no public story is meant, or the site's copy has problems.
    """
    ready = prepare(order)
    words = ready.edition.words
    stories = public_stories(ready.manuscripts, order.as_of, order.drafts)
    by_path = {story.path: story for story in stories}
    urls = {path: address(order.settings, place) for path, place in ready.edition.places.items()}
    chosen = stories if not wanted else [_named(wanted, stories, urls)]
    return tuple(
        RelatedList(
            story.path,
            urls[story.path],
            story.headline,
            tuple(
                RelatedStory(
                    found.path,
                    urls[found.path],
                    by_path[found.path].headline,
                    found.score,
                    told(found.reason, words),
                )
                for found in ready.lists.get(story.path, ())
            ),
        )
        for story in chosen
    )


def _named(wanted: str, stories: list[Manuscript], urls: Mapping[str, str]) -> Manuscript:
    place = unquote(urlsplit(wanted).path)
    for story in stories:
        names = {story.path, story.slug, unquote(urls[story.path]), unquote(urls[story.path]).rstrip("/")}
        if place in names or story.path.endswith(f"/{wanted}") or folded(story.headline) == folded(wanted):
            return story
    fix = "name its file, slug, address or headline"
    raise Problems([Problem(wanted, 0, 0, "no public story is called so", fix)])


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that goes into a key, and how it stands to the last build: same, changed or new."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a page is made of, and what the next build does with it: ``verdict`` says that in words."""

    path: str
    source: str
    made_by: str
    parts: tuple[Part, ...]
    verdict: str

    def lines(self) -> Iterator[str]:
        """The explanation as text."""
        yield f"{self.path}"
        yield f"  from     {self.source}"
        yield f"  made by  {self.made_by}"
        yield from (f"  {part.state:>7}  {part.name}" for part in self.parts)
        yield f"  {self.verdict}"


def explain(order: Order, output: Path, url: str) -> Explanation:
    """Why the file at ``url`` (an address, a path below the output, or a story's file) is as it is.

    :raises Problems: if the site has nothing there, with the reason where a story is being withheld.
    """
    ready = prepare(order)
    path = _output_path(order, ready, url)
    entry = manifest.load(output).files.get(path)
    if path not in ready.plan.outputs:
        fix = "the next build removes it" if entry else "check the address"
        refuse(Problem(url, 0, 0, "nothing stands here in this edition", fix))
    planned = keyed(ready.plan, ready.theme.closure, ready.sources.program)[path]
    state = _file_state(output / path, entry)
    return Explanation(
        path, planned.output.source, _maker(ready, planned), _parts(planned, entry), state or _verdict(planned, entry)
    )


def _output_path(order: Order, ready: Prepared, url: str) -> str:
    for each in ready.manuscripts:
        if url == each.path or url.endswith("/" + each.path):
            because = withheld(each, order.as_of)
            if because and not order.drafts:
                refuse(Problem(each.path, 0, 0, f"this is not public: {because}", "the edition leaves it out"))
            return output_path(ready.edition.places[each.path])
    place = unquote(urlsplit(url).path)
    if url.startswith(("http:", "https:", "/")) and place.startswith(order.settings.base_path):
        place = place.removeprefix(order.settings.base_path)
    path = output_path(place)
    return path if path in ready.plan.outputs else output_path(place.rstrip("/") + "/")


def _maker(ready: Prepared, planned: Planned) -> str:
    match planned.output.made:
        case Drawn(icon):
            return f"drawing it, {icon.size} × {icon.size} pixels"
        case Cleared():
            return "copying the picture, cleared of what is nobody's to see"
        case Cropped(_, shape):
            return f"cutting the picture to {shape.width} × {shape.height} pixels"
        case Shared(layout):
            return f"drawing {layout}"
        case Resized(_, rendition):
            return f"making a {rendition.format} of the picture, {rendition.width} pixels wide"
        case Rendered(layout):
            layouts = ready.theme.closure(layout).layouts
            others = [name for name in layouts if name != layout]
            return f"{layout}, which draws on {', '.join(others)}" if others else layout
    return "copying the file"


def _parts(planned: Planned, entry: Entry | None) -> tuple[Part, ...]:
    before = entry.parts if entry else {}
    return tuple(
        Part(name, "new" if name not in before else "same" if before[name] == digest else "changed")
        for name, digest in planned.parts.items()
    )


def _file_state(file: Path, entry: Entry | None) -> str:
    if entry is None:
        return "It has not been built yet; the next build writes it."
    return "" if holds(file, entry.digest) else "The file is not as we left it; the next build writes it."


def _verdict(planned: Planned, entry: Entry | None) -> str:
    if entry and entry.key == planned.key:
        return "Nothing that goes into it has changed; the next build leaves it."
    return "The next build makes it anew, because of what has changed."
