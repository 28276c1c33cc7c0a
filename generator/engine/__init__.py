"""An incremental computation engine: it caches query results and reruns a query only when something it read changes.

It uses verifying traces with early cutoff (Mokhov, Mitchell and Peyton Jones, *Build Systems à la Carte*, 2018), and
pushes changes upwards from the inputs in order of height, as Jane Street's Incremental does. The package is generic:
it knows nothing about the queries it runs.
"""

from generator.engine.definitions import Ask, CycleError, Definition, Input, MissingError, Query, Table, Task
from generator.engine.graph import Graph, ReadState, Settled
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
    "ReadState",
    "Runtime",
    "Settled",
    "Table",
    "Task",
]
