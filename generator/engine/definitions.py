"""The building blocks of a graph: inputs, which are set from outside, and computed queries, tables and tasks.

Each definition has a unique ``name``. msgspec must be able to encode its values; stored values are decoded as ``type``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

import msgspec

V = TypeVar("V")
P = TypeVar("P")


def unchanged(value: Any) -> Any:
    """The value itself."""
    return value


class MissingError(LookupError):
    """A query asked for an input that is not set, or for an entry that is not in its table."""


class CycleError(RuntimeError):
    """A query asked for its own value, directly or through other queries."""


class Input(msgspec.Struct, Generic[V], frozen=True, eq=False):
    """A value that is set from outside the graph."""

    name: str
    type: Any


class Query(msgspec.Struct, Generic[V], frozen=True, eq=False):
    """A function of its argument and of the values it asks for, with no other inputs or side effects.

    With ``stored=False`` only the fingerprint of the value is stored, and a later process that asks for the value
    recomputes it. ``restore`` is applied to values read from the store, which another program may have written.
    """

    name: str
    type: Any
    run: Callable[[Ask, str], V]
    stored: bool = True
    restore: Callable[[V], V] | None = None


class Table(msgspec.Struct, Generic[V], frozen=True, eq=False):
    """A query that computes many values at once, each of which can be asked for by its key.

    A query that asks for one entry depends only on that entry, so a table is a cheap way to split a value by key.
    """

    name: str
    type: Any
    run: Callable[[Ask], Mapping[str, V]]


class Task(msgspec.Struct, Generic[P, V], frozen=True, eq=False):
    """A query in two steps, the second of which may run in another process.

    ``fetch`` runs in this process and may ask for values. ``work`` is a pure, picklable function of what was fetched
    and may run anywhere; it returns the value and the problems found. Between the two, ``load`` reads the contents
    from disk, on a machine that has the files. ``heavy``: each one takes so long that even two are worth two processes.
    """

    name: str
    type: Any
    fetch: Callable[[Ask, str], P]
    work: Callable[[Any], tuple[V, tuple[Any, ...]]]
    load: Callable[[P], Any] = unchanged
    stored: bool = True
    restore: Callable[[V], V] | None = None
    heavy: bool = False


Definition = Input[Any] | Query[Any] | Table[Any] | Task[Any, Any]


class Ask(Protocol):
    """How a query gets other values. Every value it asks for is recorded as a dependency: if it changes, the query
    reruns.
    """

    def __call__(self, definition: Input[V] | Query[V] | Table[V] | Task[Any, V], arg: str = "") -> V:
        """The value of ``definition`` for ``arg``.

        :raises MissingError: for an input that is not set, or an entry that is not in its table.
        """
        ...

    def keys(self, table: Table[Any]) -> tuple[str, ...]:
        """The keys of a table, in the table's order."""
        ...

    def fingerprint(self, definition: Definition, arg: str = "") -> bytes:
        """The fingerprint of a value, for a query that does not need the value itself."""
        ...

    def prepare(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Compute those values that have never been computed, running tasks in parallel. Records no dependency."""
        ...

    def require(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Compute these values and keep them up to date without depending on them: a change does not rerun the query.

        This is how one query can list everything that makes up a site.
        """
        ...

    def previous(self) -> Any:
        """A new copy of the running query's previous value; None if there is none.

        A query may use it to get its result faster, but the result must not depend on it.
        """
        ...

    def report(self, *problems: Any) -> None:
        """Attach problems to the running query; they are part of its result, but not of its value."""
        ...
