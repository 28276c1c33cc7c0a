"""What a graph is made of: inputs that are set from outside, and queries, tables and tasks that are computed.

Each definition has a unique ``name``. Its values must be ones that msgspec can encode; those that are stored are
decoded again as ``type``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

V = TypeVar("V")
P = TypeVar("P")


def unchanged(value: Any) -> Any:
    """The value itself."""
    return value


class MissingError(LookupError):
    """A query asked for an input that is not set, or for an entry that its table does not have."""


class CycleError(RuntimeError):
    """A query asked, by way of others, for its own value."""


@dataclass(frozen=True, eq=False)
class Input(Generic[V]):
    """A value that is set from outside the graph."""

    name: str
    type: Any


@dataclass(frozen=True, eq=False)
class Query(Generic[V]):
    """A function of what it asks and of its argument; pure apart from what it asks.

    ``stored=False`` keeps only the fingerprint of the value: whoever asks for the value in a later process has it
    computed again. ``restore`` is applied to a value that comes from the store, which others may have written.
    """

    name: str
    type: Any
    run: Callable[[Ask, str], V]
    stored: bool = True
    restore: Callable[[V], V] | None = None


@dataclass(frozen=True, eq=False)
class Table(Generic[V]):
    """A query for many values at once, each of which can be asked for by its key.

    Whoever asks for one entry depends on that entry alone, so a table is the cheap way to split a value by key.
    """

    name: str
    type: Any
    run: Callable[[Ask], Mapping[str, V]]


@dataclass(frozen=True, eq=False)
class Task(Generic[P, V]):
    """A query in two steps, the second of which may run in another process.

    ``fetch`` runs here and may ask. ``work`` is a pure function of what was fetched, can be pickled and may run
    anywhere. It returns the value and the problems found. Between the two, ``load`` reads what was fetched from the
    disk, on a machine that has it.
    """

    name: str
    type: Any
    fetch: Callable[[Ask, str], P]
    work: Callable[[Any], tuple[V, tuple[Any, ...]]]
    load: Callable[[P], Any] = unchanged
    stored: bool = True
    restore: Callable[[V], V] | None = None


Definition = Input[Any] | Query[Any] | Table[Any] | Task[Any, Any]


class Ask(Protocol):
    """What a query is given to ask with. Whatever it asks is recorded, and a change of it reruns the query."""

    def __call__(self, definition: Input[V] | Query[V] | Table[V] | Task[Any, V], arg: str = "") -> V:
        """The value of ``definition`` for ``arg``.

        :raises MissingError: for an input that is not set, and for an entry that a table does not have.
        """
        ...

    def keys(self, table: Table[Any]) -> tuple[str, ...]:
        """The keys of a table, in its own order."""
        ...

    def fingerprint(self, definition: Definition, arg: str = "") -> bytes:
        """The fingerprint of a value, for a query that does not need the value itself."""
        ...

    def prepare(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Compute what has never been computed of these, tasks side by side. Nothing is recorded as asked."""
        ...

    def require(self, definition: Query[Any] | Task[Any, Any], args: Iterable[str]) -> None:
        """Have these computed and kept up to date without depending on them: a change of them reruns nobody.

        This is how one query can say what a whole site consists of.
        """
        ...

    def previous(self) -> Any:
        """A fresh copy of the value that the running query had before; None where there is none.

        It may be used to reach the result sooner, never to reach another one.
        """
        ...

    def report(self, *problems: Any) -> None:
        """Attach problems to the query that runs; they are part of its result, but not of its value."""
        ...
