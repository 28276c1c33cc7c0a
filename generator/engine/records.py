"""The stored form of nodes, and the interface that a store offers to a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol

HIGHEST = 1 << 31
"""All stored ids and heights are below this."""


class BrokenStoreError(Exception):
    """The store turned out to be broken while it was being read. Discard it and start from scratch."""


class Row(NamedTuple):
    """One node as stored, without its value.

    ``reads``, ``requires`` and ``readers`` are ids, encoded as the bytes of 32-bit numbers.
    """

    id: int
    name: str
    arg: str
    fingerprint: bytes
    height: int
    reads: bytes
    requires: bytes
    readers: bytes
    problems: bytes | None


class NodeChange(NamedTuple):
    """A node's new row and value. ``kept``: the value is the one already stored."""

    row: Row
    value: bytes | None
    kept: bool


class Records(Protocol):
    """The stored nodes of a graph (see ``store.py``)."""

    @property
    def empty(self) -> bool:
        """Whether nothing is stored."""
        ...

    @property
    def lasting(self) -> bool:
        """Whether what has been written can be read back."""
        ...

    @property
    def highest(self) -> int:
        """The highest id in use; 0 if nothing is stored."""
        ...

    def named(self, name: str, arg: str) -> Row | None:
        """The node with this name and argument."""
        ...

    def numbered(self, number: int) -> Row | None:
        """The node with this id."""
        ...

    def all_numbered(self, numbers: Collection[int]) -> list[Row]:
        """The nodes with these ids."""
        ...

    def all_named(self, name: str) -> list[Row]:
        """Every node of this name."""
        ...

    def count(self, name: str) -> int:
        """How many nodes of this name there are."""
        ...

    def value(self, number: int) -> bytes | None:
        """The encoded value of the node with this id."""
        ...

    def values(self, name: str) -> list[tuple[int, bytes | None]]:
        """The ids and encoded values of all nodes of this name."""
        ...

    def fingerprints(self, name: str) -> list[tuple[int, str, bytes]]:
        """The id, argument and fingerprint of every node of this name."""
        ...

    def failed(self, prefix: bytes) -> list[Row]:
        """The nodes whose fingerprint starts with ``prefix``."""
        ...

    def problems(self) -> list[tuple[int, bytes]]:
        """The ids of all nodes that have problems, with their encoded problems."""
        ...

    def write(self, changes: Iterable[NodeChange], dropped: Collection[int]) -> bool:
        """Store changes, and delete the nodes with the ids in ``dropped``; returns whether that succeeded."""
        ...


class MemoryRecords:
    """The records of a graph that is kept only in memory."""

    empty = True
    lasting = False
    highest = 0

    def named(self, name: str, arg: str) -> None:
        """Nothing."""

    def numbered(self, number: int) -> None:
        """Nothing."""

    def all_numbered(self, numbers: Collection[int]) -> list[Row]:
        """Nothing."""
        return []

    def all_named(self, name: str) -> list[Row]:
        """Nothing."""
        return []

    def count(self, name: str) -> int:
        """Zero."""
        return 0

    def value(self, number: int) -> None:
        """Nothing."""

    def values(self, name: str) -> list[tuple[int, bytes | None]]:
        """Nothing."""
        return []

    def fingerprints(self, name: str) -> list[tuple[int, str, bytes]]:
        """Nothing."""
        return []

    def failed(self, prefix: bytes) -> list[Row]:
        """Nothing."""
        return []

    def problems(self) -> list[tuple[int, bytes]]:
        """Nothing."""
        return []

    def write(self, changes: Iterable[NodeChange], dropped: Collection[int]) -> bool:
        """Store nothing, and report success."""
        return True
