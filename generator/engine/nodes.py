"""The nodes of a graph: those in memory, those still in the store, and which nodes read which."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from generator.engine.bulk_reads import BulkReads
from generator.engine.definitions import Definition, Query, Table, Task
from generator.engine.node import FAILED, KEYS, MANY_READERS, STORED, UNHELD, Node
from generator.engine.records import BrokenStoreError, Records, Row

_MANY = 64  # nodes for which one query is faster than one each


class Nodes:
    """Every node by name and argument; nodes that are not in memory are looked up in the store.

    ``named`` holds the nodes in memory, ``fresh`` those that differ from what is stored.
    """

    def __init__(self, definitions: Iterable[Definition], store: Records, problem: Any) -> None:
        self._store = store
        self.warm = not store.empty  # whether there were nodes in the store at the start
        self._highest = store.highest
        self._problems = msgspec.json.Decoder(tuple[problem, ...])
        self._definitions: dict[str, Definition] = {}
        for each in definitions:
            self._define(each)
        self.named: dict[str, dict[str, Node]] = {name: {} for name in self._definitions}
        self._numbered: dict[int, Node] = {}
        self._lookups, self._fetches = BulkReads(store.count), BulkReads(store.count)
        self._loaded: set[str] = set()
        self._filled: set[str] = set()  # names whose values have all been read from the store
        self.fresh: dict[int, Node] = {}
        self._reporting: dict[int, Node] = {}  # the nodes in memory that have problems
        self._dropped: set[int] = set()

    def __len__(self) -> int:
        return len(self._numbered)

    def get(self, name: str, arg: str) -> Node:
        """The node with this name and argument; a new one if there is none."""
        if node := self.named[name].get(arg):
            return node
        row = self._row(name, arg) if self.warm and name not in self._loaded else None
        if row and row.id not in self._dropped:
            return self._from(row)
        return self.named[name].get(arg) or self._new(name, arg)

    def ids(self, name: str) -> dict[str, int]:
        """The id of every node of this name, by argument."""
        stored = self._store.fingerprints(name) if self.warm and name not in self._loaded else ()
        known = {arg: number for number, arg, _ in stored if number not in self._dropped}
        return known | {arg: node.id for arg, node in self.named[name].items()}

    def numbered(self, number: int) -> Node:
        """The node with this id.

        :raises BrokenStoreError: if there is none.
        """
        node = self.find(number)
        if not node:
            raise BrokenStoreError(f"node {number} is missing")
        return node

    def find(self, number: int) -> Node | None:
        """The node with this id, if it still exists."""
        node = self._numbered.get(number)
        if node or number in self._dropped or not self.warm:
            return node
        row = self._store.numbered(number)
        return self._from(row) if row else None

    def load_all(self, numbers: AbstractSet[int]) -> None:
        """Load the nodes with these ids into memory in one go, if there are enough of them to be worth it."""
        if self.warm and len(numbers) >= _MANY:
            for row in self._store.all_numbered(numbers - self._numbered.keys() - self._dropped):
                self._from(row)

    def all_named(self, name: str) -> dict[str, Node]:
        """Every node of this name, by argument."""
        self.load(name)
        return dict(self.named[name])

    def load(self, name: str) -> None:
        """Load every node of this name into memory at once."""
        if self.warm and name not in self._loaded:
            for row in self._store.all_named(name):
                if row.id not in self._dropped:
                    self._from(row)
        self._loaded.add(name)

    def value(self, node: Node) -> Any:
        """The decoded value of a node; UNHELD if it is not kept."""
        if node.value is UNHELD and node.data is STORED:
            self._fetch(node)
        return node.decoded()

    def copy(self, node: Node) -> Any:
        """A new, unshared copy of a node's value; None if it is not kept."""
        if node.data is STORED:
            self._fetch(node)
        return node.decode() if node.data else None

    def _fetch(self, node: Node) -> None:
        """Read a value from the store; after many reads for one name, read all values of that name at once."""
        name = node.name
        if name not in self._filled and self._fetches.is_worthwhile(name):
            self.load(name)
            self._filled.add(name)
            for number, data in self._store.values(name):
                if (other := self._numbered.get(number)) and other.data is STORED and other.value is UNHELD:
                    other.restore(data)
        if node.data is STORED:
            node.restore(self._store.value(node.id))

    def fingerprints(self, name: str) -> dict[str, bytes]:
        """The fingerprint of every node of this name, by argument."""
        stored = self._store.fingerprints(name) if self.warm and name not in self._loaded else ()
        known = {arg: fingerprint for number, arg, fingerprint in stored if number not in self._dropped}
        return known | {arg: node.fingerprint for arg, node in self.named[name].items()}

    def failed(self) -> list[Node]:
        """The nodes that were stored with a failure, so that they can be retried."""
        return [self._from(row) for row in self._store.failed(FAILED)] if self.warm else []

    def readers(self, node: Node, known: Container[int] = ()) -> Iterator[Node]:
        """The nodes whose query asked for this one when it last ran, except those whose ids are in ``known``."""
        return (each for each in self._asking(node, known) if node.id in each.reads)

    def above(self, node: Node) -> Iterator[Node]:
        """The nodes that must be higher than this one: its readers and, for a table's keys, the table's entries."""
        yield from self.readers(node)
        if node.keys:
            yield from self.all_named(node.definition.name).values()

    def asked(self, node: Node) -> bool:
        """Whether any query asked for a node, or required it, when it last ran."""
        return any(node.id in each.reads or node.id in each.requires for each in self._asking(node))

    def _asking(self, node: Node, known: Container[int] = ()) -> Iterator[Node]:
        """The nodes that read or require this one, or once did."""
        if len(node.readers) > node.most_readers:
            self._prune(node)
        for each in tuple(node.readers):
            if each not in known and (reader := self.find(each)):
                yield reader

    def _prune(self, node: Node) -> None:
        """Remove duplicate and outdated readers from a node."""
        there = map(self.find, dict.fromkeys(node.readers))
        asking = (each.id for each in there if each and (node.id in each.reads or node.id in each.requires))
        node.readers = array("I", asking)
        node.most_readers = 2 * len(node.readers) + MANY_READERS

    def touch(self, node: Node) -> None:
        """Record that a node differs from what is stored."""
        self.fresh[node.id] = node

    def drop(self, node: Node) -> None:
        """Forget a node."""
        del self.named[node.name][node.arg], self._numbered[node.id]
        self.fresh.pop(node.id, None)
        self._reporting.pop(node.id, None)
        if node.stored:
            self._dropped.add(node.id)

    def problems(self) -> Iterator[Any]:
        """The problems that all nodes have reported."""
        for number, data in self._store.problems() if self.warm else ():
            if number not in self._numbered and number not in self._dropped:
                yield from self._reported(data)
        for node in self._reporting.values():
            yield from node.problems

    def stored_problems(self) -> Iterator[Any]:
        """The problems that all nodes in the store had reported."""
        for _, data in self._store.problems() if self.warm else ():
            yield from self._reported(data)

    def attach(self, node: Node, problems: Sequence[Any]) -> None:
        """Set the problems that a node has reported."""
        node.problems = problems
        if problems:
            self._reporting[node.id] = node
        else:
            self._reporting.pop(node.id, None)

    def save(self) -> None:
        """Store what has changed; if the store cannot be written, the changes stay pending."""
        if not (self.fresh or self._dropped):
            return
        if not self._store.write((node.change() for node in self.fresh.values()), self._dropped):
            return
        if self._store.lasting:
            for node in self.fresh.values():
                node.saved()
        self.fresh.clear()
        self._dropped.clear()
        self._fetches.clear()
        self._filled.clear()

    def release(self) -> None:
        """Release values that can be decoded again, and encoded values that are in the store."""
        for node in self._numbered.values():
            node.release()
            if node.restored and node.data is not None:
                node.data = STORED
        self._fetches.clear()
        self._filled.clear()

    def forget(self, definition: Definition) -> None:
        """Release the values of a definition that can be decoded or computed again."""
        computed = isinstance(definition, Query | Task)
        for node in self.named[definition.name].values():
            if computed and not node.running:
                node.value = UNHELD
            else:
                node.release()

    def _define(self, definition: Definition) -> None:
        if definition.name in self._definitions or " " in definition.name:
            raise ValueError(f"`{definition.name}` is not a valid name for a definition, or is used twice")
        self._definitions[definition.name] = definition
        if isinstance(definition, Table):
            self._definitions[definition.name + KEYS] = definition

    def _row(self, name: str, arg: str) -> Row | None:
        """Look up a stored node. After many single lookups for one name, load the remaining nodes of that name."""
        if not self._lookups.is_worthwhile(name):
            return self._store.named(name, arg)
        self.load(name)
        return None

    def _new(self, name: str, arg: str) -> Node:
        self._highest += 1
        return self._added(name, Node(self._highest, self._definitions[name], arg, name.endswith(KEYS)))

    def _from(self, row: Row) -> Node:
        if row.name not in self._definitions:
            raise BrokenStoreError(f"`{row.name}` is not defined")
        known = self.named[row.name].get(row.arg)
        if known or row.id in self._numbered:
            if not known or known.id != row.id:
                raise BrokenStoreError(f"node {row.id} does not match its index")
            return known
        node = Node(row.id, self._definitions[row.name], row.arg, row.name.endswith(KEYS)).take(row)
        if row.problems:
            self.attach(node, self._reported(row.problems))
        return self._added(row.name, node)

    def _reported(self, data: bytes) -> Sequence[Any]:
        try:
            problems: Sequence[Any] = self._problems.decode(data)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise BrokenStoreError(f"the stored problems cannot be read: {error}") from error
        return problems

    def _added(self, name: str, node: Node) -> Node:
        self.named[name][node.arg] = self._numbered[node.id] = node
        return node
