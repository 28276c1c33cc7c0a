"""An incremental computation engine: remembered queries that rerun only when something they asked has changed.

The technique is that of verifying traces with early cutoff (Mokhov, Mitchell and Peyton Jones, *Build Systems à la
Carte*, 2018) with changes pushed from the inputs upwards in order of height, as in Jane Street's Incremental. Nothing
in this package knows what the queries are about.
"""

from generator.engine.definitions import Ask, CycleError, Definition, Input, MissingError, Query, Table, Task
from generator.engine.graph import Graph, Read, Settled
from generator.engine.records import BrokenStoreError
from generator.engine.runtime import SERIAL, Runtime

__all__ = [
    "SERIAL",
    "Ask",
    "BrokenStoreError",
    "CycleError",
    "Definition",
    "Graph",
    "Input",
    "MissingError",
    "Query",
    "Read",
    "Runtime",
    "Settled",
    "Table",
    "Task",
]
