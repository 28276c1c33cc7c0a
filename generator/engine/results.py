"""What queries came to: taken into the graph, passed on to their readers, and dropped when nobody asks any more."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from typing import Any

from generator.engine.definitions import CycleError, Input, Table
from generator.engine.node import MISSING, UNKNOWN, Node, encode, fingerprint_of
from generator.engine.nodes import Nodes
from generator.engine.pending import Pending
from generator.engine.records import BrokenStoreError


@dataclass(slots=True)
class Frame:
    """What a running query has asked and reported so far; ``prepared`` are the ids of what it had computed."""

    node: Node | None = None
    prepared: set[int] = field(default_factory=set)
    reads: dict[int, Node] = field(default_factory=dict)
    requires: array[int] = field(default_factory=lambda: array("I"))
    problems: list[Any] = field(default_factory=list)


class Results:
    """Takes the results of queries.

    ``changed`` are the nodes whose value has changed since the last save, ``moved`` those of them since the graph last
    settled, ``orphans`` the ids of those that may have
    lost their last reader.
    """

    def __init__(self, nodes: Nodes, pending: Pending) -> None:
        self.changed: set[Node] = set()
        self.moved: set[Node] = set()
        self.orphans: set[int] = set()
        self._nodes, self._pending = nodes, pending

    def accept(self, node: Node, frame: Frame, value: Any, error: Exception | None) -> None:
        """Take what a query came to, and have its readers rerun if that is something new."""
        before = node.fingerprint
        try:
            self._link(node, frame)
            kept = tuple(value) if node.keys and not error else value
            node.fail(error) if error else node.hold(kept, encode(kept))
        except (CycleError, TypeError, ValueError, OverflowError) as problem:  # a cycle, or no value to encode
            error = problem
            node.fail(error)
        node.problems = tuple(frame.problems)
        self._pending.done(node)
        self._nodes.touch(node)
        self._moved(node, before)
        if node.keys:
            self._enter(node, value, error)

    def put(self, node: Node, value: Any) -> None:
        """Take a value that is not computed by a query of its own."""
        self.put_encoded(node, value, encode(value))

    def put_encoded(self, node: Node, value: Any, data: bytes) -> None:
        """Take a value whose encoded form is known."""
        if fingerprint_of(data) != node.fingerprint:
            self.become(node, partial(node.hold, value, data))

    def become(self, node: Node, change: Callable[[], None]) -> None:
        """Change a node, and have its readers rerun if its value is another one now."""
        before = node.fingerprint
        change()
        if node.fingerprint != before:
            self._nodes.touch(node)
            self._moved(node, before)

    def place(self, entry: Node, keys: Node) -> None:
        """Put an entry above the keys of its table."""
        if not entry.reads:
            entry.reads = array("I", [keys.id])  # nothing follows from a change of the keys: see _enter
            self._nodes.touch(entry)
        self._raise(entry, keys.height + 1)

    def raise_above(self, reader: Node, read: Node) -> None:
        """Move a node above another that it is about to read, where nothing that must rerun moves with it."""
        if reader.height > read.height:
            return
        risen = self._risen(reader, read.height + 1) or {}
        if all(each is reader or each.id not in self._pending.queued for each in risen):
            self._move(risen)

    def collect(self, roots: Collection[int]) -> None:
        """Drop what nobody reads any more, and what only that has read."""
        self._nodes.load_all(self.orphans)
        while self.orphans:
            node = self._nodes.find(self.orphans.pop())
            if not node or node.keys or node.id in roots or self._nodes.asked(node):
                continue
            if isinstance(node.definition, Input | Table) and node.fingerprint != MISSING:
                continue  # inputs live until they are unset, entries as long as their table has them
            self.orphans.update(node.asked)
            self._nodes.drop(node)

    def cycle(self, message: str) -> Exception:
        """The error for a cycle of reads. A store may claim one that there is not: without it, the truth comes out."""
        return BrokenStoreError(message) if self._nodes.warm else CycleError(message)

    def _enter(self, keys: Node, values: Mapping[str, Any], error: Exception | None) -> None:
        """Take the entries of a table."""
        name = keys.definition.name
        known = self._nodes.fingerprints(name)
        if error:
            for arg in known:
                node = self._nodes.get(name, arg)
                self.become(node, partial(node.fail, error))
            return
        for arg, value in values.items():
            data = encode(value)
            if known.get(arg) != fingerprint_of(data):
                node = self._nodes.get(name, arg)
                self.place(node, keys)
                self.put_encoded(node, value, data)
        for arg in known.keys() - values.keys():
            if known[arg] == MISSING:
                continue
            node = self._nodes.get(name, arg)
            self.become(node, node.miss)
            self.orphans.add(node.id)

    def _moved(self, node: Node, before: bytes) -> None:
        """Have the readers of a node rerun, if it is not what it was."""
        if node.fingerprint == before:
            return
        self.changed.add(node)
        self.moved.add(node)
        if before != UNKNOWN:
            for reader in self._nodes.readers(node, self._pending.queued):
                self._pending.add(reader)

    def _link(self, node: Node, frame: Frame) -> None:
        """Note what a node reads now, and how high that makes it."""
        before = frozenset(node.asked)
        node.reads, node.requires = array("I", frame.reads), frame.requires
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
            node.height = max(node.height, height + 1)  # nobody has read it yet
        else:
            self._raise(node, height + 1)

    def _raise(self, node: Node, height: int) -> None:
        """Move a node up, and its readers as far as they must stay above it."""
        if node.height >= height:
            return
        risen = self._risen(node, height)
        if risen is None:
            raise self.cycle(f"{node} asks for itself, by way of others")
        self._move(risen)

    def _move(self, risen: Mapping[Node, int]) -> None:
        for each, height in risen.items():
            each.height = height
            self._nodes.touch(each)
            self._pending.risen(each)

    def _risen(self, node: Node, height: int) -> dict[Node, int] | None:
        """How high a node and its readers are once it is moved up; None where it is among its own readers.

        In the order of their present heights, each needs to be moved only once.
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
