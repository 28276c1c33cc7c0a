"""The compositor sets the site anew whenever something changes, and keeps at hand what it was set from.   [disk]

Where nothing but words of bodies or layouts have changed, only as much is set anew; else the whole edition, as a build
makes it. Either gives what a build would.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.cache import forgetting
from generator.channels import Channel
from generator.correcting import amended
from generator.correction import FEW, Proof
from generator.edition import Edition
from generator.filing import Cabinet
from generator.orders import Map, Order, Watch, silently
from generator.output import Nav
from generator.plan import plan
from generator.preparing import prepare
from generator.press import Forme, forget, theme_of
from generator.preview.galley import Galley
from generator.problems import settle
from generator.public import next_change
from generator.publish.lock import Tell, silence
from generator.reading import scan
from generator.reading.story import Reading, read
from generator.related import Match
from generator.remembering import cabinet_of, relate_again
from generator.sources import Sources, gather, reread
from generator.story import Manuscript, Story


@dataclass(slots=True)
class Compositor:
    """Makes galleys; ``last`` is the last good one. ``map`` says where much work is done, ``watch`` shows it."""

    map: Map
    tell: Tell = silence
    watch: Watch = silently
    last: Galley | None = None
    desk: _Desk | None = None

    def set(self, order: Order, changed: Collection[Path] = ()) -> Galley:
        """The site as it is now. ``changed`` is all that has since the last good galley; nothing: that is not known.

        :raises Problems: with everything that is wrong; the last good galley stays the last.
        """
        last = self.last
        if last and _serves(last, order):
            now = reread(last.sources, order.site, changed) if changed else None
            with forgetting(order.site, self.tell):
                if now and (made := self._amended(last, order, now)):
                    self.last = made
                    return made
        sources = _gathered(order, self.tell)
        if last and _serves(last, order) and _same(sources, last.sources):
            return last
        self.desk = None
        self.last = self._whole(order, sources)
        return self.last

    def sure(self) -> bool:
        """Whether the last galley was set from what the files hold now, whatever was said to have changed.

        What the next one is likely to need is laid ready by the way.
        """
        assert self.last is not None
        self.desk = self.desk or _Desk.of(self.last, self.tell)
        return _same(_gathered(self.last.order, self.tell), self.last.sources)

    def _whole(self, order: Order, sources: Sources) -> Galley:
        ready = prepare(order, self.map, self.watch, sources=sources, tell=self.tell)
        forme = Forme.of(ready.sources.layouts, order.settings.language)
        forget(forme)  # what was made of the values of the last edition
        return Galley(
            order=order,
            sources=ready.sources,
            manuscripts={each.path: each for each in ready.manuscripts},
            edition=ready.edition,
            outputs=ready.plan.outputs,
            forme=forme,
            warnings=ready.warnings,
            until=next_change(ready.manuscripts, order.as_of, order.drafts),
        )

    def _amended(self, last: Galley, order: Order, sources: Sources) -> Galley | None:
        """The last galley with other words and layouts; nothing if that is not all that changes."""
        forme = Forme.of(sources.layouts, order.settings.language)
        if (sources.layouts.assets, forme.catalogues) != (last.sources.layouts.assets, last.forme.catalogues):
            return None
        settle(theme_of(forme)[1])
        before = last.sources.copy
        changed = [each for each in sources.contents.copy if before[each.path] != each.digest]
        galley = replace(last, order=order, sources=sources, forme=forme, made={})
        if changed:
            corrected = self._corrected(last, galley, changed)
            if not corrected:
                return None
            galley = corrected
        if forme == last.forme:
            same = (path for path in last.made if galley.outputs[path] is last.outputs[path])
            galley.made.update({path: last.made[path] for path in same})
        return galley

    def _corrected(self, last: Galley, galley: Galley, changed: Sequence[scan.Copy]) -> Galley | None:
        """The galley with the new words of some stories; nothing if more of them has changed."""
        order = galley.order
        if len(changed) > FEW:
            return None
        now = {each.path: read(scan.bytes_of(order.site, each), each.path, order.settings) for each in changed}
        desk, self.desk = self.desk or _Desk.of(last, self.tell), None  # if this fails, it is of no galley
        made = amended(order, galley.sources, _Known(last, galley.sources, desk, self.map), now)
        if not made:
            return None
        edition = made[0]
        outputs = plan(edition, bodies=True).outputs
        if not outputs.keys() <= last.outputs.keys():
            return None
        desk.stories.update({story.path: story for story in edition.stories})
        self.desk = desk
        return replace(
            galley,
            manuscripts={**last.manuscripts, **_manuscripts(now.values())},
            edition=_with(last.edition, edition),
            outputs={**last.outputs, **outputs},
        )


def _manuscripts(readings: Iterable[Reading]) -> dict[str, Manuscript]:
    return {each.manuscript.path: replace(each.manuscript, terms=()) for each in readings if each.manuscript}


def _gathered(order: Order, tell: Tell) -> Sources:
    return gather(order.site, tell, few=sys.maxsize, content=order.content)


def _same(now: Sources, then: Sources) -> bool:
    return (now.frame, now.copy) == (then.frame, then.copy)


def _serves(last: Galley, order: Order) -> bool:
    """Whether the last galley is right for an order, if no file has changed."""
    timely = last.order.as_of <= order.as_of and (last.until is None or order.as_of < last.until)
    return timely and replace(last.order, as_of=order.as_of) == order


def _with(edition: Edition, excerpt: Edition) -> Edition:
    """The edition with those stories that an excerpt has, and what belongs to them."""
    stories = {story.path: story for story in excerpt.stories}
    channels = {_name(channel): channel for channel in excerpt.channels}
    return replace(
        edition,
        stories=tuple(stories.get(story.path, story) for story in edition.stories),
        related={**edition.related, **excerpt.related},
        channels=tuple(channels.get(_name(channel), channel) for channel in edition.channels),
    )


def _name(channel: Channel) -> tuple[str, str, int]:
    return channel.kind, channel.place, channel.number


@dataclass(slots=True)
class _Desk:
    """What corrections look things up in: true of the last galley."""

    cabinet: Cabinet
    stories: dict[str, Story]
    paths: Mapping[str, str]

    @classmethod
    def of(cls, galley: Galley, tell: Tell) -> _Desk:
        settings, edition = galley.order.settings, galley.edition
        cabinet = cabinet_of(galley.order.site, settings, galley.sources, tell) if settings.related else Cabinet()
        by_path = {story.path: story for story in edition.stories}
        return cls(cabinet, by_path, {story.url: story.path for story in edition.stories})


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the last galley (see ``generator.correcting.Known``), and ``sources`` as they are now."""

    galley: Galley
    sources: Sources
    desk: _Desk
    map: Map

    @property
    def nav(self) -> Nav:
        return self.galley.edition.nav

    def read(self, path: str) -> Reading | None:
        found = self.galley.manuscripts.get(path)
        return Reading(found, ()) if found and not any(each.path == path for each in self.galley.warnings) else None

    def proofs(self, paths: Iterable[str]) -> Mapping[str, Proof]:
        return {path: self._proof(story) for path in paths if (story := self.desk.stories.get(path))}

    whole = proofs

    def _proof(self, story: Story) -> Proof:
        edition = self.galley.edition
        newer, older = (self.desk.paths[card.url] if card else "" for card in edition.neighbours[story.path])
        return Proof(story, edition.places[story.path], newer, older)

    def feeds_with(self, path: str) -> Iterable[tuple[Channel, tuple[str, ...]]]:
        for channel in self.galley.edition.channels if self.galley.order.settings.feeds.text == "full" else ():
            paths = tuple(story.path for story in channel.stories)
            if path in paths:
                yield replace(channel, stories=()), paths

    def near(self, now: Mapping[str, Manuscript]) -> tuple[Mapping[str, Sequence[Match]], set[str]] | None:
        settings, before = self.galley.order.settings, self.galley.sources.copy
        if not settings.related:
            return {}, set()
        public = {path: before[path] for path in self.desk.stories}
        terms = {path: story.terms for path, story in now.items()}
        found = relate_again(self.desk.cabinet, settings, now, self.sources.copy, terms.__getitem__, public, self.map)
        if not found:
            return None
        self.desk.cabinet = found[0]
        return found[1:]
