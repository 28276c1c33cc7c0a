"""Runs queries and tasks, records what they ask for, and postpones those that must wait."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from generator.engine.definitions import Ask, CycleError, Input, Query, Table, Task
from generator.engine.node import KEYS, UNHELD, Node
from generator.engine.nodes import Nodes
from generator.engine.pending import Pending
from generator.engine.records import BrokenStoreError
from generator.engine.results import ActiveQuery, Results
from generator.engine.runtime import Runtime, Work

Outcome = tuple[ActiveQuery, Any, Exception | None]
"""What a run asked for and reported, its value, and its error if it failed."""


class Wait(BaseException):  # a signal, not an error: no query may catch it
    """A query asked for a node that may still change: retry once everything up to this priority has settled."""

    def __init__(self, node: Node, priority: int) -> None:
        self.node, self.priority, self.frame = node, priority, ActiveQuery()


class Runner:
    """Runs queries for a graph. ``frames`` holds the frames of running queries; ``ran`` counts those that have run."""

    def __init__(self, ask: Ask, runtime: Runtime, nodes: Nodes, pending: Pending, results: Results) -> None:
        self.frames: list[ActiveQuery] = []
        self.ran = 0
        self._ask, self._runtime = ask, runtime
        self._nodes, self._pending, self._results = nodes, pending, results
        self._run = runtime.timed(self._compute)

    def ready(self, node: Node) -> None:
        """Make sure that a node has a result that no pending change can affect."""
        if node.running:
            raise CycleError(f"{node} asks for itself")
        if not node.computed:
            self._run(node)
        elif (priority := self._pending.reaches(node)) is not None:
            raise Wait(node, priority)

    def settle(self) -> None:
        """Rerun everything that is pending, lowest first."""
        while nodes := self._pending.next():
            self._rerun(nodes)

    def value(self, node: Node) -> Any:
        """The value of a node that is ready: decoded, or recomputed if it is not stored."""
        if self._nodes.value(node) is UNHELD:
            definition = node.definition
            if not isinstance(definition, Query | Task):
                raise BrokenStoreError(f"{node} has no value")
            run = definition.run if isinstance(definition, Query) else definition.fetch
            _, value, error = self._recorded(node, partial(run, self._ask, node.arg))
            if error and self._nodes.warm:
                raise BrokenStoreError(f"{node}: {error!r}") from error
            if error:
                raise error
            found = definition.work(definition.load(value))[0] if isinstance(definition, Task) else value
            if isinstance(found, self._results.passing):
                return found
            node.value = found
        return node.value

    def run_tasks(self, task: Task[Any, Any], nodes: Iterable[Node]) -> None:
        """Run tasks in parallel: each is fetched here, and its work runs wherever the runtime puts it."""
        good = []
        for node in nodes:
            try:
                frame, payload, error = self._recorded(node, partial(task.fetch, self._ask, node.arg))
            except Wait as wait:
                if not node.computed:
                    raise
                self._postpone(node, wait)
                continue
            if error:
                self._results.accept(node, frame, None, error)
            else:
                good.append((node, frame, payload))
        work = Work(partial(_attempt, task.work), task.load, heavy=task.heavy)
        worked = self._runtime.map(work, [payload for _, _, payload in good])
        shown = self._runtime.progress(task.name, worked, len(good))
        for (node, frame, _), (value, problems, error) in zip(good, shown, strict=True):
            frame.problems += problems
            self._results.accept(node, frame, value, error)

    def _compute(self, node: Node) -> None:
        definition = node.definition
        if isinstance(definition, Query):
            self._results.accept(node, *self._recorded(node, partial(definition.run, self._ask, node.arg)))
        elif isinstance(definition, Task):
            self.run_tasks(definition, [node])
        elif isinstance(definition, Input):
            node.miss()
            self._nodes.touch(node)
        elif node.keys:
            self._results.accept(node, *self._recorded(node, partial(definition.run, self._ask)))
        else:
            self._run_entry(node, definition)

    def _run_entry(self, node: Node, table: Table[Any]) -> None:
        """Compute the table of an entry that is requested for the first time."""
        keys = self._nodes.get(table.name + KEYS, "")
        self.ready(keys)
        if not node.computed:
            self._results.place(node, keys)
            node.fail(keys.error) if keys.error else node.miss()

    def _recorded(self, node: Node, run: Callable[[], Any]) -> Outcome:
        """Run something for a node; record what it asks for and reports, and its result."""
        frame = ActiveQuery(node)
        self.frames.append(frame)
        node.running = True
        self.ran += 1
        try:
            return frame, run(), None
        except BrokenStoreError:
            raise
        except Exception as error:
            return frame, None, error
        except Wait as wait:
            self._results.orphans |= {node.id, *frame.reads, *frame.requires, *frame.prepared}
            wait.frame = frame  # the last assignment is by the query that reruns
            raise
        finally:
            node.running = False
            self.frames.pop()

    def _rerun(self, nodes: list[Node]) -> None:
        """Rerun queries. They count as unsettled until they are done."""
        try:
            if isinstance(nodes[0].definition, Task):
                self.run_tasks(nodes[0].definition, nodes)
            else:
                self._run(nodes[0])
        except Wait as wait:
            self._postpone(nodes[0], wait)
        except BaseException:
            self._pending.put_back(nodes)
            raise

    def _postpone(self, node: Node, wait: Wait) -> None:
        """Rerun a node once the node it asked for has settled. A node that keeps waiting is part of a cycle.

        The node is moved above the one it waits for immediately, so that fewer nodes count as unsettled meanwhile.
        """
        if self._pending.postpone(node, wait.priority):
            self._results.raise_above(node, wait.node)
            return
        error = self._results.cycle(f"{node} asks for itself, through {wait.node}")
        if isinstance(error, BrokenStoreError):
            raise error
        self._results.accept(node, wait.frame, None, error)
        node.reads = array("I", [*node.reads, wait.node.id])  # so that it reruns when the cycle is broken elsewhere
        wait.node.read_by(node.id)
        self._nodes.touch(wait.node)


def _attempt(work: Callable[[Any], tuple[Any, tuple[Any, ...]]], payload: Any) -> tuple[Any, Any, Exception | None]:
    """The value and problems of a task's work, or the error if it fails."""
    try:
        return *work(payload), None
    except Exception as error:
        return None, (), error
