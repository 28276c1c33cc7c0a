"""Finding out whether a build is but a correction (see ``correction``), and what it takes then.   [disk]

All of it comes from what the last build left: its proofs, and the memory of what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator import cache
from generator.assets import hashed
from generator.cache import Last
from generator.correction import FEW, Proof, corrected, excerpt_of, in_words_alone, shown_by, with_body
from generator.edition import Edition
from generator.memory import Kept, Memory, memory, reader
from generator.orders import Map, Order
from generator.proofs import Proofs, proofs_of
from generator.publish.lock import Tell, silence
from generator.reading.scan import Copy
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
    with closing(proofs), memory(order.site, reader(sources.program, order.settings), tell) as remembered:
        return _Correcting(order, sources, last, proofs, remembered, map).of(changed)


@dataclass(frozen=True, slots=True)
class _Correcting:
    order: Order
    sources: Sources
    last: Last
    proofs: Proofs
    memory: Memory
    map: Map

    def of(self, changed: Iterable[Copy]) -> Correction | None:
        fixed: dict[str, Proof] = {}
        now: dict[str, Manuscript] = {}
        for copy in changed:
            proof, story = self._corrected(copy) or (None, None)
            if not proof or not story:
                return None
            fixed[copy.path], now[copy.path] = proof, story
        near = relatives_again(
            self.order.site, self.order.settings, now, self.sources, self.memory, self.proofs.paths(), self.map
        )
        return self._of(fixed, *near) if near else None

    def _of(
        self, fixed: dict[str, Proof], lists: Mapping[str, Sequence[Match]], moved: Iterable[str]
    ) -> Correction | None:
        wanted = dict.fromkeys([*fixed, *moved])
        if len(wanted) > FEW:
            return None
        feeds = dict(chain.from_iterable(map(self.proofs.feeds_with, fixed)))
        beside = {*wanted, *chain.from_iterable(feeds.values())} - fixed.keys()
        known = {**self._unchanged(beside), **fixed}
        told = [known[path] for path in wanted]
        made = excerpt_of(
            self.order.settings,
            words_of(self.sources.layouts.catalogues, self.order.settings.language),
            self.order.as_of,
            self.sources.ledger.authority or self.order.settings.host,
            self.last.nav,
            hashed(self.sources.layouts.assets),
            told,
            lists,
            self.proofs.of(shown_by(told, lists)),
            tuple(replace(feed, stories=tuple(known[path].story for path in paths)) for feed, paths in feeds.items()),
        )
        self.memory.keep(each.path for each in self.sources.contents.copy)
        return Correction(made, fixed, self.sources)

    def _corrected(self, copy: Copy) -> tuple[Proof, Manuscript] | None:
        """A story that has changed in its words alone, and of which there is nothing to say."""
        proof, before = self.proofs.of([copy.path]).get(copy.path), self.memory.kept(copy.path)
        now = reading_of(self.order.site, self.order.settings, copy)
        known = before and before.digest == self.last.copy[copy.path]
        quiet = not any(problem.path == copy.path for problem in self.last.warnings)
        if not (proof and before and known and quiet and now.digest == copy.digest):
            return None
        reading, was = now.reading(), before.reading().manuscript
        if not reading.manuscript or reading.problems or not was or not in_words_alone(was, reading.manuscript):
            return None
        self.memory.made[copy.path] = now
        return corrected(proof, reading.manuscript), reading.manuscript

    def _unchanged(self, paths: Iterable[str]) -> dict[str, Proof]:
        """The proofs of stories whose words have not changed."""
        return {path: with_body(proof, self._kept(path).body) for path, proof in self.proofs.of(paths).items()}

    def _kept(self, path: str) -> Kept:
        kept = self.memory.kept(path)
        assert kept is not None  # the last build has read it
        return kept
