"""One cached value of a graph."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

import msgspec

from generator.engine.definitions import Definition, Input, MissingError, Table
from generator.engine.records import HIGHEST, BrokenStoreError, NodeChange, Row

UNKNOWN: Final = b""
"""The fingerprint of a value that has never been computed."""

MISSING: Final = b"missing"
"""The fingerprint of an input that is not set, or of an entry that is not in its table."""

FAILED: Final = b"failed "
"""The prefix of the fingerprint of a query that failed."""

UNHELD: Final = object()
"""The value of a node whose value is not in memory."""

STORED: Final = b"(in the store)"
"""Placeholder for the encoded form of a value that only the store holds."""

KEYS: Final = " keys"
"""The suffix of the name of the node that holds a table's keys."""

MANY_READERS: Final = 64
"""How many outdated readers (those that no longer ask for it) a node may keep."""

NO_READS: Final[array[int]] = array("I")

_SIZE = 16

_encode = msgspec.json.Encoder(order="deterministic").encode


def encode(value: object) -> bytes:
    """Encode a value as JSON, which keeps time zones (MessagePack does not); bytes are left as they are."""
    return value if isinstance(value, bytes) else _encode(value)


def fingerprint_of(data: bytes) -> bytes:
    """The fingerprint of ``data``: its BLAKE2b digest of 16 bytes (RFC 7693)."""
    return blake2b(data, digest_size=_SIZE).digest()


@lru_cache(maxsize=1024)
def decoder(definition: Definition) -> Callable[[bytes], Any]:
    """The function that decodes the values of a definition."""
    return bytes if definition.type is bytes else msgspec.json.Decoder(definition.type).decode


class Node:
    """A cached value and its dependencies.

    ``keys`` is true for the list of a table's keys, which is a separate node below the table's entries. ``reads`` holds
    the ids of the nodes it reads, and ``height`` is greater than the height of each of them; ``requires`` holds the ids
    of nodes that it keeps alive without reading them. ``readers`` holds the ids of nodes that read or require this one,
    or once did; when there are more than ``most_readers``, outdated ones are removed. ``stored`` means that the node is
    in the store, ``restored`` that its value came from there. ``data`` is the encoded value; ``problems`` holds what
    the query reported.
    """

    __slots__ = (
        *("arg", "data", "definition", "error", "fingerprint", "height", "id", "keys", "most_readers", "problems"),
        *("readers", "reads", "requires", "restored", "running", "stored", "value"),
    )

    def __init__(self, number: int, definition: Definition, arg: str, keys: bool = False) -> None:
        self.id, self.definition, self.arg, self.keys = number, definition, arg, keys
        self.fingerprint: bytes = UNKNOWN
        self.height = 0
        self.reads: array[int] = NO_READS
        self.requires: array[int] = NO_READS
        self.readers: array[int] = NO_READS
        self.most_readers = MANY_READERS
        self.data: bytes | None = None
        self.value: Any = UNHELD
        self.error: Exception | None = None
        self.problems: Sequence[Any] = ()
        self.running = self.restored = self.stored = False

    @property
    def name(self) -> str:
        """The name under which it is stored."""
        return self.definition.name + KEYS if self.keys else self.definition.name

    @property
    def entry(self) -> bool:
        """Whether it is an entry of a table."""
        return isinstance(self.definition, Table) and not self.keys

    @property
    def asked(self) -> array[int]:
        """The ids of the nodes that it reads or requires."""
        return self.reads + self.requires if self.requires else self.reads

    @property
    def computed(self) -> bool:
        """Whether it has a result; a failure counts as one."""
        return self.fingerprint != UNKNOWN

    def __str__(self) -> str:
        what = f"the keys of {self.definition.name}" if self.keys else self.definition.name
        return f"{what} {self.arg}".rstrip()

    def read_by(self, reader: int) -> None:
        """Record that a node reads this one."""
        if self.readers is NO_READS:
            self.readers = array("I")
        self.readers.append(reader)

    def take(self, row: Row) -> Node:
        """Load the state from a stored row.

        :raises BrokenStoreError: if this node cannot have been stored like that.
        """
        self._check(row)
        self.fingerprint, self.height, self.data = row.fingerprint, row.height, STORED
        self.reads, self.requires = array("I", row.reads), array("I", row.requires)
        self.readers = array("I", row.readers)
        self.most_readers = 2 * len(self.readers) + MANY_READERS
        self.restored = self.stored = True
        if row.fingerprint == MISSING:
            self.error = MissingError(str(self))
        return self

    def _check(self, row: Row) -> None:
        """Reject a fingerprint that is impossible for this kind of node, and a height or ids that no node can have."""
        found = row.fingerprint
        if found == MISSING:
            good = self.entry or isinstance(self.definition, Input)
        elif found.startswith(FAILED):
            good = not isinstance(self.definition, Input)
        else:
            good = len(found) == _SIZE
        if not (
            good
            and 0 <= row.height < HIGHEST
            and len(row.reads) % 4 == len(row.requires) % 4 == len(row.readers) % 4 == 0
        ):
            raise BrokenStoreError(f"the stored row of {self} is not valid")

    def hold(self, value: Any, data: bytes, fingerprint: bytes) -> None:
        """Set the value, its encoded form and the fingerprint of the encoded form."""
        self.fingerprint, self.value, self.error, self.restored = fingerprint, value, None, False
        self.data = _without_spare(data, value) if getattr(self.definition, "stored", True) else None

    def fail(self, error: Exception) -> None:
        """Record a failure instead of a value."""
        self.fingerprint = FAILED + fingerprint_of(repr(error).encode(errors="replace"))
        self.value, self.data, self.error, self.restored = UNHELD, None, error, False

    def miss(self) -> None:
        """Mark it as an input that is not set, or an entry that does not exist."""
        self.fingerprint, self.value, self.data, self.restored = MISSING, UNHELD, None, False
        self.error = MissingError(str(self))

    def release(self) -> None:
        """Release the value if it can be decoded again."""
        if self.data is not None:
            self.value = UNHELD

    def restore(self, data: bytes | None) -> None:
        """Set the encoded value as read from the store.

        :raises BrokenStoreError: if it does not match the fingerprint.
        """
        if data is not None and fingerprint_of(data) != self.fingerprint:
            raise BrokenStoreError(f"the value of {self} does not match its fingerprint")
        self.data = data

    def change(self) -> NodeChange:
        """The change that the store must record."""
        problems = encode(tuple(self.problems)) if self.problems else None
        ids = self.reads.tobytes(), self.requires.tobytes(), self.readers.tobytes()
        row = Row(self.id, self.name, self.arg, self.fingerprint, self.height, *ids, problems)
        return NodeChange(row, self.data, self.data is STORED)

    def saved(self) -> None:
        """Mark it as stored, and keep the encoded value only in the store."""
        self.stored = True
        if self.data is not None:
            self.data, self.restored = STORED, True

    def decoded(self) -> Any:
        """The value, decoded if necessary; UNHELD if the encoded form is not kept.

        :raises BrokenStoreError: if the stored data is not a valid value.
        """
        if self.value is UNHELD and self.data is not None:
            self.value = self.decode()
        return self.value

    def decode(self) -> Any:
        """A new copy of the value, decoded from its encoded form.

        :raises BrokenStoreError: if the stored data is not a valid value.
        """
        try:
            value = (_keys if self.keys else decoder(self.definition))(self.data or b"")
            restore = getattr(self.definition, "restore", None) if self.restored else None
            return restore(value) if restore else value
        except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
            raise BrokenStoreError(f"{self}: {error}") from error


def _without_spare(data: bytes, value: Any) -> bytes:
    """The same bytes in as little memory as they need: msgspec leaves its whole buffer of 512 bytes or more behind."""
    return data if data is value else bytes(memoryview(data))


_keys = msgspec.json.Decoder(tuple[str, ...]).decode
