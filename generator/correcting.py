"""Finding out whether a build is but a correction (see ``correction``), and what it takes then.   [disk]

All of it comes from what the last build left: its proofs, and the memory of what was read; or from what a preview has
of them at hand (see ``Known``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from generator import cache
from generator.assets import hashed
from generator.cache import Last
from generator.channels import Channel
from generator.correction import FEW, Proof, corrected, excerpt_of, in_words_alone, shown_by, with_body
from generator.edition import Edition
from generator.memory import Memory, memory
from generator.orders import Map, Order
from generator.output import Nav
from generator.proofs import Proofs, proofs_of
from generator.publish.lock import Tell, silence
from generator.reading.story import Reading
from generator.related import Match
from generator.remembering import reading_of, relatives_again
from generator.sources import Sources
from generator.story import Manuscript
from generator.words import words_of


@dataclass(frozen=True, slots=True)
class Correction:
    """As much of the new edition as is needed, the proofs that are to take the place of older ones, and the sources."""

    edition: Edition
    proofs: Mapping[str, Proof]
    sources: Sources

    def keep(self, site: Path, last: Last, now: Last) -> None:
        """Keep what the next build needs to know: ``now`` takes the place of ``last``."""
        cache.keep_last(site, now)
        cache.keep_seen(site, self.sources.contents.seen)
        if proofs := proofs_of(site, last.key):
            with closing(proofs):
                proofs.amend(now.key, self.proofs)


def correction(order: Order, sources: Sources, last: Last, map: Map, tell: Tell = silence) -> Correction | None:
    """What a build of ``sources`` corrects in the last one; nothing if it does more than that.

    :raises Forgotten: where the memory turns out to be broken.
    """
    changed = [each for each in sources.contents.copy if last.copy.get(each.path) != each.digest]
    if not 0 < len(changed) <= FEW or last.copy.keys() != sources.copy.keys():
        return None
    proofs = proofs_of(order.site, last.key)
    if proofs is None:
        return None
    with closing(proofs), memory(order.site, sources.program, order.settings, tell) as remembered:
        now = {each.path: reading_of(order.site, order.settings, each) for each in changed}
        if any(now[each.path].digest != each.digest for each in changed):  # it has changed since
            return None
        remembered.made.update(now)
        known = _Remembered(order, sources, last, proofs, remembered, map)
        made = amended(order, sources, known, {path: kept.reading() for path, kept in now.items()})
        if made:
            remembered.keep(sources.copy)
        return Correction(*made, sources) if made else None


class Known(Protocol):
    """What is known of the last edition, and of what was read for it."""

    @property
    def nav(self) -> Nav:
        """What every page links to."""

    def read(self, path: str) -> Reading | None:
        """What was read of a file; nothing where that is not known, or there was something to say of it."""

    def proofs(self, paths: Iterable[str]) -> Mapping[str, Proof]:
        """The proofs of these stories, as far as they are in the edition; perhaps without the words of their bodies."""

    def whole(self, paths: Iterable[str]) -> Mapping[str, Proof]:
        """The same with these words."""

    def feeds_with(self, path: str) -> Iterable[tuple[Channel, tuple[str, ...]]]:
        """The feeds that show the body of a story, each with the paths of all its stories."""

    def near(self, now: Mapping[str, Manuscript]) -> tuple[Mapping[str, Sequence[Match]], set[str]] | None:
        """The related stories now that these have changed, and the paths of those whose list is another.

        Nothing where that is not known.
        """


def amended(
    order: Order, sources: Sources, known: Known, now: Mapping[str, Reading]
) -> tuple[Edition, dict[str, Proof]] | None:
    """As much of the edition as is new now that some files read else, and the proofs of their stories.

    Nothing if more than the words of stories has changed, or there is something to say of them.
    """
    fixed: dict[str, Proof] = {}
    for path, reading in now.items():
        proof = _corrected(known.read(path), reading, known.proofs([path]).get(path))
        if not proof:
            return None
        fixed[path] = proof
    near = known.near({path: reading.manuscript for path, reading in now.items() if reading.manuscript})
    wanted = dict.fromkeys([*fixed, *near[1]]) if near else {}
    if not near or len(wanted) > FEW:
        return None
    feeds = dict(chain.from_iterable(map(known.feeds_with, fixed)))
    beside = {*wanted, *chain.from_iterable(feeds.values())} - fixed.keys()
    proofs = {**known.whole(beside), **fixed}
    told = [proofs[path] for path in wanted]
    made = excerpt_of(
        order.settings,
        words_of(sources.layouts.catalogues, order.settings.language),
        order.as_of,
        sources.ledger.authority or order.settings.host,
        known.nav,
        hashed(sources.layouts.assets),
        told,
        near[0],
        known.proofs(shown_by(told, near[0])),
        tuple(replace(feed, stories=tuple(proofs[path].story for path in paths)) for feed, paths in feeds.items()),
    )
    return made, fixed


def _corrected(before: Reading | None, now: Reading, proof: Proof | None) -> Proof | None:
    """A story that has changed in its words alone, and of which there is nothing to say."""
    was, manuscript = before and before.manuscript, now.manuscript
    if not (was and manuscript and proof) or now.problems or not in_words_alone(was, manuscript):
        return None
    return corrected(proof, manuscript)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What is known by the memory and the proofs that the last build left on the disk."""

    order: Order
    sources: Sources
    last: Last
    store: Proofs
    memory: Memory
    map: Map

    @property
    def nav(self) -> Nav:
        return self.last.nav

    def read(self, path: str) -> Reading | None:
        kept = self.memory.kept(path)
        if not kept or kept.digest != self.last.copy[path] or any(each.path == path for each in self.last.warnings):
            return None
        return kept.reading()

    def proofs(self, paths: Iterable[str]) -> Mapping[str, Proof]:
        return self.store.of(paths)

    def whole(self, paths: Iterable[str]) -> Mapping[str, Proof]:
        return {path: with_body(proof, self._body(path)) for path, proof in self.store.of(paths).items()}

    def _body(self, path: str) -> str:
        kept = self.memory.kept(path)
        assert kept is not None  # the last build has read it
        return kept.body

    def feeds_with(self, path: str) -> Iterable[tuple[Channel, tuple[str, ...]]]:
        return self.store.feeds_with(path)

    def near(self, now: Mapping[str, Manuscript]) -> tuple[Mapping[str, Sequence[Match]], set[str]] | None:
        public = {path: self.last.copy[path] for path in self.store.paths()}
        return relatives_again(self.order.site, self.order.settings, now, self.sources, self.memory, public, self.map)
