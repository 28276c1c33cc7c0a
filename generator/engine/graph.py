"""The graph: asks queries, remembers what they asked, and reruns what a change reaches, lowest first.

Where a value comes out as it was, the change stops there (early cutoff). A query that asks for something a pending
change may still reach is postponed until that has settled, so no query ever sees a stale value.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import heappop, heappush
from typing import Any, TypeVar

from generator.engine.definitions import CycleError, Definition, Input, Query, Table, Task
from generator.engine.node import KEYS, MISSING, UNHELD, Node, encode, fingerprint_of
from generator.engine.nodes import Nodes
from generator.engine.records import BrokenStoreError, Nothing, Records
from generator.engine.runtime import SERIAL, Runtime, Work

V = TypeVar("V")

_MOST_WAITS = 100  # a query that is postponed more often than this waits for itself


@dataclass(frozen=True, slots=True)
class Read:
    """Something that a query asked for: its name and argument, and whether it has changed since the last save."""

    name: str
    arg: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling did: how many queries ran, and the names and arguments of those whose value changed."""

    ran: int
    changed: frozenset[tuple[str, str]]


@dataclass(slots=True)
class _Frame:
    """What a running query has asked and reported so far."""

    node: Node | None = None
    reads: dict[int, Node] = field(default_factory=dict)
    requires: array[int] = field(default_factory=lambda: array("I"))
    problems: list[Any] = field(default_factory=list)


class _Wait(BaseException):  # a signal, not an error: no query may catch it
    """A node that was asked for may still change: ask again when everything up to this priority has settled."""

    def __init__(self, node: Node, priority: int) -> None:
        self.node, self.priority, self.frame = node, priority, _Frame()


class Graph:
    """The remembered values of some definitions. It is itself what queries ask with (see ``Ask``).

    :param problem: the type of what queries report, for reading it from the store.
    """

    def __init__(
        self,
        definitions: Iterable[Definition],
        store: Records | None = None,
        runtime: Runtime = SERIAL,
        problem: Any = Any,
    ) -> None:
        self.runtime = runtime
        self._nodes = Nodes(definitions, store or Nothing(), problem)
        self._frames: list[_Frame] = []
        self._queue: list[tuple[int, int]] = []
        self._queued: dict[int, int] = {}  # what must rerun, by id, and when: with the lowest first
        self._lowest: int | None = None  # the least height of what is queued; None where that is not known
        self._roots: set[int] = set()
        self._orphans: set[int] = set()  # what may have lost its last reader
        self._changed: set[tuple[str, str]] = set()
        self._ran = 0
        for node in self._nodes.failed():
            self._enqueue(node)

    # Asking

    def __call__(self, definition: Input[V] | Query[V] | Table[V] | Task[Any, V], arg: str = "") -> V:
        """The value of ``definition`` for ``arg``; see ``Ask``."""
        node = self._asked(definition.name, arg)
        value: V = node.value if node.value is not UNHELD else self._value(node)
        return value

    def keys(self, table: Table[Any]) -> tuple[str, ...]:
        """The keys of a table, in its own order."""
        keys: tuple[str, ...] = self._nodes.value(self._asked(table.name + KEYS, ""))
        return keys

    def fingerprint(self, definition: Definition, arg: str = "") -> bytes:
        """The fingerprint of a value."""
        return self._asked(definition.name, arg).fingerprint

    def prepare(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Compute what has never been computed, tasks side by side; see ``Ask``."""
        self._orphans.update(node.id for node in self._prepared(definition, args))

    def require(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Keep something computed without reading it; see ``Ask``."""
        wanted = list(args)
        self._prepared(definition, wanted)
        known = self._nodes.ids(definition.name)
        if self._frames:
            self._frames[-1].requires.extend(known[arg] for arg in wanted)

    def _prepared(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> list[Node]:
        """Compute those that never were, and say which these are."""
        known = self._nodes.fingerprints(definition.name)
        new = [self._nodes.get(definition.name, arg) for arg in args if not known.get(arg)]
        if isinstance(definition, Task):
            self._run_tasks(definition, new)
        else:
            for node in new:
                self._ready(node)
        return new

    def previous(self) -> Any:
        """What the running query came to before; see ``Ask``."""
        node = self._frames[-1].node if self._frames else None
        return self._nodes.copy(node) if node else None

    def report(self, *problems: Any) -> None:
        """Attach problems to the running query."""
        if self._frames:
            self._frames[-1].problems += problems

    def fingerprints(self, definition: Definition) -> Mapping[str, bytes]:
        """The fingerprint of every value of a definition, by argument."""
        return {arg: each for arg, each in self._nodes.fingerprints(definition.name).items() if each}

    # Changing

    def set(self, source: Input[V], arg: str, value: V) -> None:
        """Set one value of an input."""
        self._put(self._nodes.get(source.name, arg), value)

    def unset(self, source: Input[Any], arg: str) -> None:
        """Take away one value of an input."""
        node = self._nodes.get(source.name, arg)
        self._become(node, node.miss)
        self._orphans.add(node.id)

    def replace(self, source: Input[V], values: Mapping[str, V]) -> None:
        """Set all values of an input, by argument; any other value it has is taken away."""
        known = self._nodes.fingerprints(source.name)
        for arg, value in values.items():
            if known.get(arg) != fingerprint_of(encode(value)):
                self.set(source, arg, value)
        for arg in known.keys() - values.keys():
            self.unset(source, arg)

    def settle(self, *roots: tuple[Query[Any], str]) -> Settled:
        """Rerun what changes have reached and compute the roots; drop what nobody asks for any more.

        :raises Exception: what a root raised. The graph stays usable: settle again after the cause is mended.
        """
        while nodes := self._next():
            self._rerun(nodes)
        wanted = [self._nodes.get(query.name, arg) for query, arg in roots]
        self._orphans |= self._roots if wanted else set()
        self._roots = {node.id for node in wanted} or self._roots
        for node in wanted:
            self._ready(node)
        for node in wanted:
            if node.error:
                raise node.error.with_traceback(None)
        self._collect()
        ran, self._ran = self._ran, 0
        return Settled(ran, frozenset(self._changed))

    def save(self) -> None:
        """Store everything that has changed since the last save."""
        self._nodes.save()
        self._changed.clear()

    # Looking in

    def problems(self) -> list[Any]:
        """What all queries reported that are still asked for."""
        return list(self._nodes.problems())

    def reads(self, definition: Definition, arg: str = "") -> list[Read]:
        """What the query of ``definition`` for ``arg`` asked when it last ran."""
        asked = map(self._nodes.numbered, self._nodes.get(definition.name, arg).reads)
        return [Read(each.definition.name, each.arg, (each.name, each.arg) in self._changed) for each in asked]

    def __len__(self) -> int:
        """How many nodes are in memory."""
        return len(self._nodes)

    # Running

    def _asked(self, name: str, arg: str) -> Node:
        """The node asked for, ready, and recorded as read by the running query."""
        node = self._nodes.get(name, arg)
        self._ready(node)
        if self._frames:
            self._frames[-1].reads[node.id] = node
        else:
            self._orphans.add(node.id)
        if node.error:
            raise node.error.with_traceback(None)
        return node

    def _ready(self, node: Node) -> None:
        """See that a node has its value, and that no pending change can reach it."""
        if node.running:
            raise CycleError(f"{node} asks for itself")
        if not node.computed:
            self._run(node)
        elif self._queued and (priority := self._unsettled(node)) is not None:
            raise _Wait(node, priority)

    def _run(self, node: Node) -> None:
        match node.definition:
            case Input():
                node.miss()
                self._nodes.touch(node)
            case Task() as task:
                self._run_tasks(task, [node])
            case Table() as table if not node.keys:
                self._run_entry(node, table)
            case definition:
                self._accept(node, *self._recorded(node, partial(_query, definition, self, node.arg)))

    def _run_entry(self, node: Node, table: Table[Any]) -> None:
        """Have a table computed, of which an entry has been asked for the first time."""
        keys = self._nodes.get(table.name + KEYS, "")
        self._ready(keys)
        if not node.computed:
            self._place(node, keys)
            node.fail(keys.error) if keys.error else node.miss()

    def _run_tasks(self, task: Task[Any, Any], nodes: Iterable[Node]) -> None:
        """Run tasks side by side: each is fetched here, and worked on wherever the runtime has that done."""
        good = []
        for node in nodes:
            try:
                frame, payload, error = self._recorded(node, partial(task.fetch, self, node.arg))
            except _Wait as wait:
                if not node.computed:
                    raise
                self._postpone(node, wait)
                continue
            if error:
                self._accept(node, frame, None, error)
            else:
                good.append((node, frame, payload))
        work = Work(partial(_attempt, task.work), task.load)
        worked = self.runtime.map(work, [payload for _, _, payload in good])
        shown = self.runtime.progress(task.name, worked, len(good))
        for (node, frame, _), (value, problems, error) in zip(good, shown, strict=True):
            frame.problems += problems
            self._accept(node, frame, value, error)

    def _recorded(self, node: Node, run: Callable[[], Any]) -> tuple[_Frame, Any, Exception | None]:
        """What was asked and reported while something ran for a node, and what came of it."""
        frame = _Frame(node)
        self._frames.append(frame)
        node.running = True
        self._ran += 1
        try:
            return frame, run(), None
        except BrokenStoreError:
            raise
        except Exception as error:
            return frame, None, error
        except _Wait as wait:
            self._orphans |= {node.id, *frame.reads, *frame.requires}
            wait.frame = frame  # in the end, that of the query that reruns
            raise
        finally:
            node.running = False
            self._frames.pop()

    def _accept(self, node: Node, frame: _Frame, value: Any, error: Exception | None) -> None:
        """Take what a query came to, and have its readers rerun if that is something new."""
        before = node.fingerprint
        try:
            self._link(node, frame)
            kept = tuple(value) if node.keys and not error else value
            node.fail(error) if error else node.hold(kept, encode(kept))
        except (CycleError, TypeError, ValueError, OverflowError) as problem:  # a cycle, or no value to encode
            error = problem
            node.fail(error)
        node.problems, node.waits = tuple(frame.problems), 0
        if self._queued.pop(node.id, None) is not None:
            self._lowest = None
        self._nodes.touch(node)
        self._moved(node, before)
        if node.keys:
            self._enter(node, value, error)

    def _enter(self, keys: Node, values: Mapping[str, Any], error: Exception | None) -> None:
        """Take the entries of a table."""
        name = keys.definition.name
        known = self._nodes.all_named(name)
        if error:
            for node in known.values():
                self._become(node, partial(node.fail, error))
            return
        for arg, value in values.items():
            node = known.get(arg) or self._nodes.get(name, arg)
            self._place(node, keys)
            self._put(node, value)
        for arg in known.keys() - values.keys():
            self._become(known[arg], known[arg].miss)
            self._orphans.add(known[arg].id)

    def _place(self, entry: Node, keys: Node) -> None:
        """Put an entry above the keys of its table."""
        if not entry.reads:
            entry.reads = array("I", [keys.id])
            keys.read_by(entry.id)
            self._nodes.touch(entry)
        self._raise(entry, keys.height + 1)

    def _value(self, node: Node) -> Any:
        """The value of a node that is ready: decoded, or computed again where it is not stored."""
        if self._nodes.value(node) is UNHELD:
            definition = node.definition
            assert isinstance(definition, Query | Task)
            run = definition.run if isinstance(definition, Query) else definition.fetch
            _, value, error = self._recorded(node, partial(run, self, node.arg))
            if error:
                raise error
            node.value = definition.work(value)[0] if isinstance(definition, Task) else value
        return node.value

    # Passing changes on

    def _put(self, node: Node, value: Any) -> None:
        data = encode(value)
        if fingerprint_of(data) != node.fingerprint:
            self._become(node, partial(node.hold, value, data))

    def _become(self, node: Node, change: Callable[[], None]) -> None:
        before = node.fingerprint
        change()
        if node.fingerprint != before:
            self._nodes.touch(node)
            self._moved(node, before)

    def _moved(self, node: Node, before: bytes) -> None:
        """Have the readers of a node rerun, if it is not what it was."""
        if node.fingerprint != before:
            self._changed.add((node.name, node.arg))
            for reader in self._nodes.readers(node) if before else ():
                self._enqueue(reader)

    def _link(self, node: Node, frame: _Frame) -> None:
        """Note what a node reads now, and how high that makes it."""
        before = {*node.asked}
        node.reads, node.requires = array("I", frame.reads), frame.requires
        for read in frame.reads.values():
            read.read_by(node.id)
        for number in frame.requires:
            if number not in before:
                self._nodes.numbered(number).read_by(node.id)
        self._orphans |= before - {*node.asked}
        self._raise(node, 1 + max((read.height for read in frame.reads.values()), default=0))

    def _raise(self, node: Node, height: int) -> None:
        """Move a node up, and its readers as far as they must stay above it."""
        risen = [(node, height)]
        while risen:
            each, least = risen.pop()
            if each.height >= least:
                continue
            if each is node and least > height:
                raise CycleError(f"{node} asks for itself, by way of others")
            each.height, self._lowest = least, None
            self._nodes.touch(each)
            if each.id in self._queued:
                self._enqueue(each)
            if each.computed:
                risen += [(reader, least + 1) for reader in self._nodes.readers(each)]

    def _enqueue(self, node: Node, priority: int = 0) -> None:
        """Have a node rerun, as soon as everything lower has settled."""
        priority = max(priority, node.height)
        if not node.entry and self._queued.get(node.id, -1) < priority:
            self._queued[node.id] = priority
            self._lowest = None
            heappush(self._queue, (priority, node.id))

    def _next(self) -> list[Node]:
        """The lowest node that must rerun; a task with all others of its kind and height."""
        while self._queue:
            priority, number = heappop(self._queue)
            if self._queued.get(number) == priority:
                node = self._nodes.numbered(number)
                return self._alike(node, priority) if isinstance(node.definition, Task) else [node]
        return []

    def _alike(self, task: Node, priority: int) -> list[Node]:
        level = [self._nodes.numbered(number) for number, at in self._queued.items() if at == priority]
        return [node for node in level if node.definition is task.definition]

    def _rerun(self, nodes: list[Node]) -> None:
        """Run queries again. They count as unsettled until they are done."""
        try:
            if isinstance(nodes[0].definition, Task):
                self._run_tasks(nodes[0].definition, nodes)
            else:
                self._run(nodes[0])
        except _Wait as wait:
            self._postpone(nodes[0], wait)
        except BaseException:
            for node in nodes:
                if node.id in self._queued:
                    heappush(self._queue, (self._queued[node.id], node.id))
            raise

    def _postpone(self, node: Node, wait: _Wait) -> None:
        """Rerun a node once what it asked for has settled. A node that keeps waiting is part of a cycle."""
        node.waits += 1
        del self._queued[node.id]
        if node.waits <= _MOST_WAITS:
            self._enqueue(node, wait.priority + 1)
            return
        self._accept(node, wait.frame, None, CycleError(f"{node} asks for itself, by way of {wait.node}"))
        node.reads = array("I", [*node.reads, wait.node.id])  # so that it reruns when the cycle is broken elsewhere
        wait.node.read_by(node.id)

    def _unsettled(self, node: Node) -> int | None:
        """The priority of something queued that a node depends on; None where it has settled."""
        if self._lowest is None:
            self._lowest = min(self._nodes.numbered(number).height for number in self._queued)
        if node.height < self._lowest:
            return None
        seen, below = {node.id}, [node]
        while below:
            each = below.pop()
            if each.id in self._queued:
                return self._queued[each.id]
            if each.height > self._lowest:
                below += [self._nodes.numbered(read) for read in each.reads if read not in seen]
                seen.update(each.reads)
        return None

    def _collect(self) -> None:
        """Drop what nobody reads any more, and what only that has read."""
        while self._orphans:
            node = self._nodes.find(self._orphans.pop())
            if not node or node.keys or node.id in self._roots or self._nodes.asked(node):
                continue
            if isinstance(node.definition, Input | Table) and node.fingerprint != MISSING:
                continue  # inputs live until they are unset, entries as long as their table has them
            self._orphans.update(node.asked)
            self._nodes.drop(node)


def _attempt(work: Callable[[Any], tuple[Any, tuple[Any, ...]]], payload: Any) -> tuple[Any, Any, Exception | None]:
    """The value that a task's work comes to, with its problems; the error where it fails."""
    try:
        return *work(payload), None
    except Exception as error:
        return None, (), error


def _query(definition: Query[Any] | Table[Any], ask: Graph, arg: str) -> Any:
    return definition.run(ask) if isinstance(definition, Table) else definition.run(ask, arg)
