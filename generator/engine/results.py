"""Query results: recorded in the graph, passed on to their readers, and dropped when no longer needed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from functools import partial
from heapq import heappop, heappush
from typing import Any

import msgspec

from generator.engine.definitions import CycleError, Input, Table
from generator.engine.node import MISSING, NO_READS, UNHELD, UNKNOWN, Node, encode, fingerprint_of
from generator.engine.nodes import Nodes
from generator.engine.pending import Pending
from generator.engine.records import BrokenStoreError


class ActiveQuery(msgspec.Struct):
    """What a running query has asked for and reported so far. ``prepared`` holds the ids of nodes that it prepared."""

    node: Node | None = None
    prepared: set[int] = msgspec.field(default_factory=set)
    reads: dict[int, Node] = {}
    requires: array[int] = msgspec.field(default_factory=lambda: array("I"))
    problems: list[Any] = []


class Results:
    """Records the results of queries.

    ``changed`` holds the nodes whose values have changed since the last save, ``moved`` those whose values have changed
    since the graph last settled, and ``orphans`` the ids of nodes that may have lost their last reader. ``passing`` are
    the types of values that are released soon (see ``Graph``).
    """

    def __init__(self, nodes: Nodes, pending: Pending, passing: tuple[type, ...]) -> None:
        self.changed: set[Node] = set()
        self.moved: set[Node] = set()
        self.orphans: set[int] = set()
        self._nodes, self._pending, self.passing = nodes, pending, passing
        self._passed: list[Node] = []

    def accept(self, node: Node, frame: ActiveQuery, value: Any, error: Exception | None) -> None:
        """Record the result of a query, and queue its readers if the result has changed."""
        before = node.fingerprint
        try:
            self._link(node, frame)
            kept = tuple(value) if node.keys and not error else value
            if error:
                node.fail(error)
            else:
                data = encode(kept)
                node.hold(kept, data, fingerprint_of(data))
        except (CycleError, TypeError, ValueError, OverflowError) as problem:  # a cycle, or an unencodable value
            error = problem
            node.fail(error)
        self._nodes.attach(node, tuple(frame.problems))
        self._pending.done(node)
        self._nodes.touch(node)
        self._moved(node, before)
        if node.keys:
            self._enter(node, value, error)
        if isinstance(value, self.passing):
            self._passed.append(node)

    def let_go(self) -> None:
        """Release the values of ``passing`` types, which can be computed again."""
        for node in self._passed:
            node.value = UNHELD
        self._passed.clear()

    def put(self, node: Node, value: Any, data: bytes, fingerprint: bytes) -> None:
        """Record a value whose encoded form and fingerprint are known."""
        if fingerprint != node.fingerprint:
            self.become(node, partial(node.hold, value, data, fingerprint))

    def become(self, node: Node, change: Callable[[], None]) -> None:
        """Change a node, and queue its readers if its value has changed."""
        before = node.fingerprint
        change()
        if node.fingerprint != before:
            self._nodes.touch(node)
            self._moved(node, before)

    def place(self, entry: Node, keys: Node) -> None:
        """Place an entry above its table's keys."""
        if not entry.reads:
            entry.reads = array("I", [keys.id])  # a change of the keys does not rerun it: see _enter
            self._nodes.touch(entry)
        self._raise(entry, keys.height + 1)

    def raise_above(self, reader: Node, read: Node) -> None:
        """Move a node above another that it is about to read, unless other queued nodes would have to move with it."""
        if reader.height > read.height:
            return
        risen = self._risen(reader, read.height + 1) or {}
        if all(each is reader or each.id not in self._pending.queued for each in risen):
            self._move(risen)

    def collect(self, roots: Collection[int]) -> None:
        """Drop nodes that have lost their last reader, and then those that only they read."""
        self._nodes.load_all(self.orphans)
        while self.orphans:
            node = self._nodes.find(self.orphans.pop())
            if not node or node.keys or node.id in roots or self._nodes.asked(node):
                continue
            if isinstance(node.definition, Input | Table) and node.fingerprint != MISSING:
                continue  # inputs are kept until they are unset, entries as long as they are in their table
            self.orphans.update(node.asked)
            self._nodes.drop(node)

    def cycle(self, message: str) -> Exception:
        """The error for a cycle of reads. If the graph came from a store, the store may be wrong, so it is reported as
        broken: a rebuild without it shows whether there is a cycle.
        """
        return BrokenStoreError(message) if self._nodes.warm else CycleError(message)

    def _enter(self, keys: Node, values: Mapping[str, Any], error: Exception | None) -> None:
        """Record the entries of a table."""
        name = keys.definition.name
        known = self._nodes.fingerprints(name)
        if error:
            for arg in known:
                node = self._nodes.get(name, arg)
                self.become(node, partial(node.fail, error))
            return
        for arg, value in values.items():
            data = encode(value)
            fingerprint = fingerprint_of(data)
            if known.get(arg) != fingerprint:
                node = self._nodes.get(name, arg)
                self.place(node, keys)
                self.put(node, value, data, fingerprint)
        for arg in known.keys() - values.keys():
            if known[arg] == MISSING:
                continue
            node = self._nodes.get(name, arg)
            self.become(node, node.miss)
            self.orphans.add(node.id)

    def _moved(self, node: Node, before: bytes) -> None:
        """Queue the readers of a node if its fingerprint has changed."""
        if node.fingerprint == before:
            return
        self.changed.add(node)
        self.moved.add(node)
        if before != UNKNOWN:
            for reader in self._nodes.readers(node, self._pending.queued):
                self._pending.add(reader)

    def _link(self, node: Node, frame: ActiveQuery) -> None:
        """Record what a node now reads, and update its height."""
        before = frozenset(node.asked)
        node.reads, node.requires = array("I", frame.reads), frame.requires or NO_READS
        number, fresh, height = node.id, self._nodes.fresh, 0
        for each, read in frame.reads.items():
            if each not in before:
                read.read_by(number)
                fresh[each] = read
            if read.height > height:
                height = read.height
        for each in frame.requires:
            if each not in before:
                required = fresh[each] = self._nodes.numbered(each)
                required.read_by(number)
        if frame.prepared:
            self.orphans |= frame.prepared.difference(frame.reads, frame.requires)
        if before:
            self.orphans |= before.difference(node.asked)
        if node.fingerprint == UNKNOWN:
            node.height = max(node.height, height + 1)  # it has no readers yet
        else:
            self._raise(node, height + 1)

    def _raise(self, node: Node, height: int) -> None:
        """Raise a node to a height, and its readers as far as needed to stay above it."""
        if node.height >= height:
            return
        risen = self._risen(node, height)
        if risen is None:
            raise self.cycle(f"{node} asks for itself, through other queries")
        self._move(risen)

    def _move(self, risen: Mapping[Node, int]) -> None:
        for each, height in risen.items():
            each.height = height
            self._nodes.touch(each)
            self._pending.risen(each)

    def _risen(self, node: Node, height: int) -> dict[Node, int] | None:
        """The new heights of a node and its readers once it is raised; None if it is among its own readers.

        Visiting them in order of their current heights means that each moves only once.
        """
        least, risen, waiting = {node.id: height}, dict[Node, int](), [(node.height, node.id)]
        while waiting:
            each = self._nodes.numbered(heappop(waiting)[1])
            risen[each] = least[each.id]
            for reader in self._nodes.above(each) if each.computed else ():
                if reader.height > risen[each]:
                    continue
                if reader is node:
                    return None
                if reader.id not in least:
                    heappush(waiting, (reader.height, reader.id))
                least[reader.id] = max(risen[each] + 1, least.get(reader.id, 0))
        return risen
