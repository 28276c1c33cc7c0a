"""The nodes that must rerun, in order of height, and the nodes that a pending change may still affect."""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush

from generator.engine.definitions import Task
from generator.engine.node import Node
from generator.engine.nodes import Nodes

_MOST_WAITS = 100  # a query that is postponed more often than this is waiting for itself


class Pending:
    """The queue of nodes that must rerun, lowest first.

    ``queued`` maps the id of each queued node to its priority and to its height when it was queued. A node's priority
    is its height, or more if it has been postponed.
    """

    def __init__(self, nodes: Nodes) -> None:
        self.queued: dict[int, tuple[int, int]] = {}
        self._nodes = nodes
        self._heap: list[tuple[int, int]] = []
        self._levels = Counter[int]()  # how many queued nodes have each height
        self._lowest: int | None = None  # the lowest of these heights; None if not known
        self._waits = Counter[int]()
        self._clear: set[int] = set()  # nodes that no queued node affects; reset when a node is queued

    def add(self, node: Node, priority: int = 0) -> None:
        """Queue a node to rerun once everything below it has settled."""
        priority = max(priority, node.height)
        before, _ = self.queued.get(node.id, (-1, 0))
        if not node.entry and before < priority:
            self._remove(node.id)
            self._clear.clear()
            self.queued[node.id] = priority, node.height
            self._levels[node.height] += 1
            if self._lowest is not None and node.height < self._lowest:
                self._lowest = node.height
            heappush(self._heap, (priority, node.id))

    def risen(self, node: Node) -> None:
        """Record that a node's height has increased."""
        if node.id in self.queued:
            self.add(node)

    def done(self, node: Node) -> None:
        """Record that a node has a result."""
        if self.queued:
            self._remove(node.id)
        if self._waits:
            self._waits.pop(node.id, None)

    def next(self) -> list[Node]:
        """The lowest node that must rerun, or, for a task, all nodes of that task at its height. They remain queued."""
        while self._heap:
            priority, number = heappop(self._heap)
            if self.queued.get(number, (-1, 0))[0] == priority:
                node = self._nodes.numbered(number)
                return self._same_task(node, priority) if isinstance(node.definition, Task) else [node]
        return []

    def put_back(self, nodes: list[Node]) -> None:
        """Requeue nodes whose run was interrupted."""
        for node in nodes:
            if node.id in self.queued:
                heappush(self._heap, (self.queued[node.id][0], node.id))

    def postpone(self, node: Node, priority: int) -> bool:
        """Rerun a node only after everything up to ``priority``; False if it has been postponed too often."""
        self._remove(node.id)
        self._waits[node.id] += 1
        if self._waits[node.id] > _MOST_WAITS:
            return False
        self.add(node, priority + 1)
        return True

    def reaches(self, node: Node) -> int | None:
        """The priority of a queued node that this one depends on; None if the node has settled."""
        if not self.queued:
            return None
        if self._lowest is None:
            self._lowest = min(self._levels)
        if node.height < self._lowest or node.id in self._clear:
            return None
        seen, below = {node.id}, [node]
        while below:
            each = below.pop()
            if each.id in self.queued:
                return self.queued[each.id][0]
            if each.height > self._lowest:
                new = {*each.reads} - seen - self._clear
                below += map(self._nodes.numbered, new)
                seen |= new
        self._clear |= seen
        return None

    def _same_task(self, task: Node, priority: int) -> list[Node]:
        level = [self._nodes.numbered(number) for number, (at, _) in self.queued.items() if at == priority]
        return [node for node in level if node.definition is task.definition]

    def _remove(self, number: int) -> None:
        _, height = self.queued.pop(number, (0, None))
        if height is None:
            return
        self._levels[height] -= 1
        if not self._levels[height]:
            del self._levels[height]
            self._lowest = None
