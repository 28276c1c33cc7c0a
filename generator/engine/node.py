"""One remembered value of a graph."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

import msgspec

from generator.engine.definitions import Definition, Input, MissingError, Table
from generator.engine.records import HIGHEST, BrokenStoreError, Row

UNKNOWN: Final = b""
"""The fingerprint of what was never computed."""

MISSING: Final = b"missing"
"""The fingerprint of an input that is not set, or of an entry that its table does not have."""

FAILED: Final = b"failed "
"""How the fingerprint of a query that failed begins."""

UNHELD: Final = object()
"""The value of a node whose value is not in memory."""

STORED: Final = b"(in the store)"
"""The encoded form of a value that is in the store alone."""

KEYS: Final = " keys"
"""What the name of the node that holds a table's keys ends in."""

MANY_READERS: Final = 64
"""A node may have so many readers that no longer ask for it."""

NO_READS: Final[array[int]] = array("I")

_SIZE = 16

_encode = msgspec.json.Encoder(order="deterministic").encode


def encode(value: object) -> bytes:
    """A value as JSON, which keeps the zone of a time (MessagePack does not); bytes as they are."""
    return value if isinstance(value, bytes) else _encode(value)


def fingerprint_of(data: bytes) -> bytes:
    """The fingerprint of ``data``: its BLAKE2b digest of 16 bytes (RFC 7693)."""
    return blake2b(data, digest_size=_SIZE).digest()


@lru_cache(maxsize=1024)
def decoder(definition: Definition) -> Callable[[bytes], Any]:
    """What decodes the values of a definition."""
    return bytes if definition.type is bytes else msgspec.json.Decoder(definition.type).decode


class Node:
    """A value that is remembered, and what it was made from.

    ``keys`` is set on the list of a table's keys, which is a node of its own below the table's entries. ``height`` is
    greater than that of every node in ``reads``, which holds ids; ``requires`` are the ids of what it keeps alive
    without reading it. ``readers`` are the ids of nodes that ask for this one, or once did; where there are more than
    ``most_readers``, those that no longer ask are taken out. ``stored``: it is in the store. ``data`` is the encoded
    value, ``problems`` what the query reported. ``restored``: the value comes from the store.
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
        """The name by which it is stored."""
        return self.definition.name + KEYS if self.keys else self.definition.name

    @property
    def entry(self) -> bool:
        """Whether it is an entry of a table."""
        return isinstance(self.definition, Table) and not self.keys

    @property
    def asked(self) -> array[int]:
        """The ids of what it reads and requires."""
        return self.reads + self.requires if self.requires else self.reads

    @property
    def computed(self) -> bool:
        """Whether there is a result, a failure included."""
        return self.fingerprint != UNKNOWN

    def __str__(self) -> str:
        what = f"the keys of {self.definition.name}" if self.keys else self.definition.name
        return f"{what} {self.arg}".rstrip()

    def read_by(self, reader: int) -> None:
        """Note that a node reads this one."""
        if self.readers is NO_READS:
            self.readers = array("I")
        self.readers.append(reader)

    def take(self, row: Row) -> Node:
        """Become what is stored.

        :raises BrokenStoreError: where that cannot be what was stored.
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
        """Refuse a fingerprint that this kind of node cannot have, and a height or ids that nothing can have."""
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
            raise BrokenStoreError(f"{self} cannot be what was stored")

    def hold(self, value: Any, data: bytes) -> None:
        """Take a value and its encoded form, and with them the fingerprint."""
        self.fingerprint, self.value, self.error, self.restored = fingerprint_of(data), value, None, False
        self.data = data if getattr(self.definition, "stored", True) else None

    def fail(self, error: Exception) -> None:
        """Take a failure in place of a value."""
        self.fingerprint = FAILED + fingerprint_of(repr(error).encode(errors="replace"))
        self.value, self.data, self.error, self.restored = UNHELD, None, error, False

    def miss(self) -> None:
        """Be an input that is not set, or an entry that is not there."""
        self.fingerprint, self.value, self.data, self.restored = MISSING, UNHELD, None, False
        self.error = MissingError(str(self))

    def release(self) -> None:
        """Let go of the value if it can be decoded again."""
        if self.data is not None:
            self.value = UNHELD

    def restore(self, data: bytes | None) -> None:
        """Take the encoded value back from the store.

        :raises BrokenStoreError: where its fingerprint is another one.
        """
        if data is not None and fingerprint_of(data) != self.fingerprint:
            raise BrokenStoreError(f"the value of {self} does not have its fingerprint")
        self.data = data

    def saved(self) -> None:
        """Leave the encoded value to the store, and note what is stored."""
        self.stored = True
        if self.data is not None:
            self.data, self.restored = STORED, True

    def decoded(self) -> Any:
        """The value, from its encoded form; UNHELD where that is not kept.

        :raises BrokenStoreError: where what was stored is no such value.
        """
        if self.value is UNHELD and self.data is not None:
            self.value = self.decode()
        return self.value

    def decode(self) -> Any:
        """A new copy of the value, from its encoded form.

        :raises BrokenStoreError: where what was stored is no such value.
        """
        try:
            value = (_keys if self.keys else decoder(self.definition))(self.data or b"")
            restore = getattr(self.definition, "restore", None) if self.restored else None
            return restore(value) if restore else value
        except (msgspec.MsgspecError, TypeError, ValueError, RecursionError) as error:
            raise BrokenStoreError(f"{self}: {error}") from error


_keys = msgspec.json.Decoder(tuple[str, ...]).decode
