"""A graph for tests: what a site on the disk settles to, or a few values that are given with all that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsroom import NOON, Newsroom

from generator.engine.definitions import Definition, Input, MissingError, Query, Table
from generator.engine.runtime import SERIAL
from generator.pipeline.site_graph import SiteGraph, settled
from generator.pipeline.sources import gather


def site_of(newsroom: Newsroom, as_of: str = NOON, drafts: bool = False) -> SiteGraph:
    """The graph of a newsroom's site, settled without a store."""
    request = newsroom.request(as_of, drafts=drafts)
    return settled(request, SERIAL, gather(request.site))


@dataclass
class Given:
    """What queries ask: the values that are given by the name of their definition, and what is computed from them.

    A value is given as a mapping by argument, or as a function of the argument.
    """

    values: Mapping[str, Mapping[str, Any] | Callable[[str], Any]]
    tables: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def __call__(self, definition: Definition, arg: str = "") -> Any:
        given = self.values.get(definition.name)
        if callable(given):
            return given(arg)
        if given is None and isinstance(definition, Query):
            return definition.run(self, arg)
        try:
            return (self._table(definition) if given is None else given)[arg]
        except KeyError as error:
            raise MissingError(arg) from error

    def _table(self, definition: Definition) -> Mapping[str, Any]:
        if isinstance(definition, Input):
            return {}
        assert isinstance(definition, Table)
        if definition.name not in self.tables:
            self.tables[definition.name] = definition.run(self)
        return self.tables[definition.name]

    def keys(self, table: Table[Any]) -> tuple[str, ...]:
        given = self.values.get(table.name)
        assert given is None or isinstance(given, Mapping)
        return tuple(self._table(table) if given is None else given)

    def fingerprint(self, definition: Definition, arg: str = "") -> bytes:
        return b"the same"

    def prepare(self, definition: Definition, args: Iterable[str]) -> None: ...

    def require(self, definition: Definition, args: Iterable[str]) -> None: ...

    def previous(self) -> None: ...

    def report(self, *problems: Any) -> None: ...
