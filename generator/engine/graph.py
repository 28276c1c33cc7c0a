"""The graph runs queries, records what each one asks for, and reruns those that a change affects, lowest first.

If a query's value comes out the same, the change stops there (early cutoff). A query that asks for a value that a
pending change may still affect is postponed until that value has settled, so no query ever sees a stale value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from generator.engine.definitions import Definition, Input, Query, Table, Task
from generator.engine.node import KEYS, MISSING, UNHELD, UNKNOWN, Node, encode, fingerprint_of
from generator.engine.nodes import Nodes
from generator.engine.pending import Pending
from generator.engine.records import BrokenStoreError, MemoryRecords, Records
from generator.engine.results import Results
from generator.engine.running import Runner
from generator.engine.runtime import SERIAL, Runtime

V = TypeVar("V")


class ReadState(msgspec.Struct, frozen=True):
    """Something that a query asked for: its name and argument, and whether it has changed since the last save."""

    name: str
    arg: str
    changed: bool


class Settled(msgspec.Struct, frozen=True):
    """The outcome of settling: how many queries have run since the graph last settled, and the names and arguments of
    those whose values changed.
    """

    ran: int
    changed: frozenset[tuple[str, str]]


class Graph:
    """The cached values of a set of definitions. Queries receive the graph itself as their ``ask`` (see ``Ask``).

    :param problem: the type of the problems that queries report, used to decode them from the store.
    :param passing: types of values that are released, to save memory, as soon as the required value that needed them
        has been computed; they are recomputed whenever they are asked for.
    :raises BrokenStoreError: if the store turns out to be broken; every method may raise it.
    """

    def __init__(
        self,
        definitions: Iterable[Definition],
        store: Records | None = None,
        runtime: Runtime = SERIAL,
        problem: Any = Any,
        passing: tuple[type, ...] = (),
    ) -> None:
        self.runtime, self.passing = runtime, passing
        self._nodes = Nodes(definitions, store or MemoryRecords(), problem)
        self._pending = Pending(self._nodes)
        self._results = Results(self._nodes, self._pending, passing)
        self._runner = Runner(self, runtime, self._nodes, self._pending, self._results)
        self._frames, self._queued, self._named = self._runner.frames, self._pending.queued, self._nodes.named
        self._roots: set[int] = set()
        self._replaced: dict[str, Mapping[str, Any]] = {}
        for node in self._nodes.failed():
            self._pending.add(node)

    # Asking

    def __call__(self, definition: Input[V] | Query[V] | Table[V] | Task[Any, V], arg: str = "") -> V:
        """The value of ``definition`` for ``arg``; see ``Ask``."""
        node = self._named[definition.name].get(arg)
        if node and self._frames and not self._queued and node.value is not UNHELD:  # the common case, kept fast
            self._frames[-1].reads[node.id] = node
            known: V = node.value
            return known
        node = self._asked(definition.name, arg)
        value: V = node.value if node.value is not UNHELD else self._runner.value(node)
        return value

    def keys(self, table: Table[Any]) -> tuple[str, ...]:
        """The keys of a table, in the table's order."""
        node = self._asked(table.name + KEYS, "")
        keys: tuple[str, ...] = node.value if node.value is not UNHELD else self._runner.value(node)
        return keys

    def fingerprint(self, definition: Definition, arg: str = "") -> bytes:
        """The fingerprint of a value."""
        return self._asked(definition.name, arg).fingerprint

    def prepare(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Compute values that have never been computed, running tasks in parallel; see ``Ask``."""
        new = (node.id for node in self._prepared(definition, args))
        (self._frames[-1].prepared if self._frames else self._results.orphans).update(new)

    def require(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Keep values computed without depending on them; see ``Ask``."""
        wanted = list(args)
        self._prepared(definition, wanted)
        known = self._nodes.ids(definition.name)
        if self._frames:
            self._frames[-1].requires.extend(known[arg] for arg in wanted)

    def previous(self) -> Any:
        """The running query's previous value; see ``Ask``."""
        node = self._frames[-1].node if self._frames else None
        return self._nodes.copy(node) if node else None

    def report(self, *problems: Any) -> None:
        """Attach problems to the running query."""
        if self._frames:
            self._frames[-1].problems += problems

    def _asked(self, name: str, arg: str) -> Node:
        """Return the requested node, up to date, and record that the running query reads it."""
        node = self._nodes.get(name, arg)
        if self._queued or node.running or not node.fingerprint:
            self._runner.ready(node)
        if self._frames:
            self._frames[-1].reads[node.id] = node
        else:
            self._results.orphans.add(node.id)
        if node.error:
            raise node.error.with_traceback(None)
        return node

    def _prepared(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> list[Node]:
        """Compute the values that have never been computed, and return their nodes."""
        known = self._nodes.fingerprints(definition.name)
        new = [self._nodes.get(definition.name, arg) for arg in args if not known.get(arg)]
        if new and isinstance(task := new[0].definition, Task):  # this graph's own definition
            self._runner.run_tasks(task, new)
        else:
            for node in new:
                self._runner.ready(node)
                self._results.let_go()
        return new

    # Changing

    def set(self, source: Input[V], arg: str, value: V) -> None:
        """Set one value of an input."""
        self._replaced.pop(source.name, None)
        data = encode(value)
        self._results.put(self._nodes.get(source.name, arg), value, data, fingerprint_of(data))

    def unset(self, source: Input[Any], arg: str) -> None:
        """Remove one value of an input."""
        self._replaced.pop(source.name, None)
        self._unset(source, arg)

    def _unset(self, source: Input[Any], arg: str) -> None:
        node = self._nodes.get(source.name, arg)
        self._results.become(node, node.miss)
        self._results.orphans.add(node.id)

    def replace(self, source: Input[V], values: Mapping[str, V]) -> None:
        """Set all values of an input, by argument, and remove any others.

        Values that are the same objects as in the previous call cost almost nothing.
        """
        last = self._replaced.pop(source.name, None)
        known = self._nodes.fingerprints(source.name) if last is None else last
        for arg, value in values.items():
            if last is not None and last.get(arg) is value:
                continue
            data = encode(value)
            fingerprint = fingerprint_of(data)
            if known.get(arg) != fingerprint:
                self._results.put(self._nodes.get(source.name, arg), value, data, fingerprint)
        for arg in known.keys() - values.keys():
            self._unset(source, arg)
        self._replaced[source.name] = dict(values)

    def settle(self, *roots: tuple[Query[Any], str]) -> Settled:
        """Rerun the queries that changes affect, compute the roots, and drop nodes that are no longer needed.

        :raises Exception: the error that a root raised. The graph stays usable: fix the cause and settle again.
        :raises BrokenStoreError: instead of that error if the graph was loaded from a store, which may be the cause.
        """
        self._runner.settle()
        wanted = [self._nodes.get(query.name, arg) for query, arg in roots]
        self._results.orphans |= self._roots if wanted else set()
        self._roots = {node.id for node in wanted} or self._roots
        for node in wanted:
            self._runner.ready(node)
        for node in wanted:
            if node.error and self._nodes.warm:
                raise BrokenStoreError(f"{node}: {node.error!r}") from node.error
            if node.error:
                raise node.error.with_traceback(None)
        self._results.collect(self._roots)
        ran, self._runner.ran = self._runner.ran, 0
        moved, self._results.moved = self._results.moved, set()
        return Settled(ran, frozenset((node.name, node.arg) for node in moved))

    def save(self) -> None:
        """Store everything that has changed since the last save; afterwards only the store holds the encoded values."""
        self._nodes.save()
        self._results.changed.clear()

    def release(self) -> None:
        """Release all values that can be decoded again, from memory or from the store."""
        self._nodes.release()

    def forget(self, definition: Query[Any] | Task[Any, Any]) -> None:
        """Release the values of a definition; those that are not stored are recomputed when next asked for."""
        self._nodes.forget(definition)

    # Inspecting

    def problems(self) -> list[Any]:
        """The problems reported by all queries that are still in use."""
        return list(self._nodes.problems())

    def stored_problems(self) -> list[Any]:
        """The problems of all nodes in the store, as of the last save."""
        return list(self._nodes.stored_problems())

    def reads(self, definition: Definition, arg: str = "") -> list[ReadState]:
        """What the query of ``definition`` for ``arg`` asked for when it last ran."""
        asked = map(self._nodes.numbered, self._nodes.get(definition.name, arg).reads)
        return [ReadState(each.definition.name, each.arg, each in self._results.changed) for each in asked]

    def fingerprints(self, definition: Definition) -> Mapping[str, bytes]:
        """The fingerprint of every value of a definition, by argument; failures have one as well."""
        known = self._nodes.fingerprints(definition.name)
        return {arg: found for arg, found in known.items() if found not in (UNKNOWN, MISSING)}

    def known(self, definition: Input[V] | Query[V] | Task[Any, V]) -> dict[str, V]:
        """The values of a definition as of the last time the graph settled, by argument; only those that are kept."""
        named = self._nodes.all_named(definition.name).values()
        return {node.arg: value for node in named if (value := self._nodes.value(node)) is not UNHELD}

    @property
    def restored(self) -> bool:
        """Whether anything comes from the store."""
        return self._nodes.warm

    def __len__(self) -> int:
        """How many nodes are in memory."""
        return len(self._nodes)
