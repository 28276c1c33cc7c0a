"""What must rerun, in order of height, and which nodes a pending change may still reach."""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush

from generator.engine.definitions import Task
from generator.engine.node import Node
from generator.engine.nodes import Nodes

_MOST_WAITS = 100  # a query that is postponed more often than this waits for itself


class Pending:
    """The queue of what must rerun, with the lowest first.

    ``queued`` has the priority of each queued node and the height that it had then, by id. A node's priority is its
    height, or more where it has been postponed.
    """

    def __init__(self, nodes: Nodes) -> None:
        self.queued: dict[int, tuple[int, int]] = {}
        self._nodes = nodes
        self._heap: list[tuple[int, int]] = []
        self._levels = Counter[int]()  # how many queued nodes have each height
        self._lowest: int | None = None  # the least of these heights; None where that is not known
        self._waits = Counter[int]()
        self._clear: set[int] = set()  # nodes that nothing queued reaches, for as long as nothing more is queued

    def add(self, node: Node, priority: int = 0) -> None:
        """Have a node rerun, as soon as everything lower has settled."""
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
        """Note that a node has become higher."""
        if node.id in self.queued:
            self.add(node)

    def done(self, node: Node) -> None:
        """Note that a node has a result."""
        if self.queued:
            self._remove(node.id)
        if self._waits:
            self._waits.pop(node.id, None)

    def next(self) -> list[Node]:
        """The lowest node that must rerun; a task with all others of its kind and height. They remain queued."""
        while self._heap:
            priority, number = heappop(self._heap)
            if self.queued.get(number, (-1, 0))[0] == priority:
                node = self._nodes.numbered(number)
                return self._alike(node, priority) if isinstance(node.definition, Task) else [node]
        return []

    def put_back(self, nodes: list[Node]) -> None:
        """Have nodes rerun whose run was interrupted."""
        for node in nodes:
            if node.id in self.queued:
                heappush(self._heap, (self.queued[node.id][0], node.id))

    def postpone(self, node: Node, priority: int) -> bool:
        """Rerun a node only after everything up to a priority; False where it has been postponed too often."""
        self._remove(node.id)
        self._waits[node.id] += 1
        if self._waits[node.id] > _MOST_WAITS:
            return False
        self.add(node, priority + 1)
        return True

    def reaches(self, node: Node) -> int | None:
        """The priority of something queued that a node depends on; None where the node has settled."""
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

    def _alike(self, task: Node, priority: int) -> list[Node]:
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
