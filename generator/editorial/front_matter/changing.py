"""Finds the changes of a text when a field gets another value: only the parts in which the values differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from generator.editorial.front_matter.nodes import AmbiguousEdit, Given, Node, Splice, identity, plain
from generator.editorial.front_matter.writing import Writer, is_flat
from generator.reading.fields.values import Value

_REST = re.compile(r"[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)")
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}(?P<comment>[ \t]++#[^\n]*+|)")  # the first line of a YAML block scalar
_OF_TABLES = ("table", "tables", "unclear")


class Changes(msgspec.Struct, frozen=True):
    """Finds the changes in ``text``, whose front matter from ``start`` to ``end`` has the fields of ``root``."""

    text: str
    start: int
    end: int
    root: Node
    writer: Writer

    def of_field(self, into: Node, values: Mapping[str, Value], name: str, given: Given | None) -> Iterator[Splice]:
        """Yield the changes that give a field of a mapping another value, or remove it if ``given`` is None.

        :raises AmbiguousEdit: if there is no safe way to do that.
        """
        at = [*values].index(name) if name in values else -1
        if at < 0:
            yield from () if given is None else (self._added(into, name, given),)
        elif given is None:
            yield from self._removed(into, at)
        else:
            yield from self._changed(into, at, values[name], given)

    def _changed(self, into: Node, at: int, value: Value, given: Given) -> Iterator[Splice]:
        node = into.values[at]
        if identity(value.plain) == identity(plain(given)):
            return
        if node.style == "unclear":
            raise AmbiguousEdit
        if isinstance(given, dict) and value.entries and {*given} & {*value.entries}:
            inside = {name: each.value for name, each in value.entries.items()}
            for name in dict.fromkeys((*inside, *given)):
                yield from self.of_field(node, inside, name, given.get(name))
        elif isinstance(given, list) and given and value.items is not None and (value.items or node.style == "flow"):
            yield from self._items(node, value.items, given)
        else:
            yield from self._replaced(into, at, given)

    def _items(self, node: Node, values: Sequence[Value], given: list[Given]) -> Iterator[Splice]:
        """Yield the changes that give a list other items; items that it keeps are unchanged."""
        before, after = [identity(each.plain) for each in values], [identity(plain(each)) for each in given]
        for what, start, end, first, last in SequenceMatcher(None, before, after, False).get_opcodes():
            same = 0 if what == "equal" else min(end - start, last - first)
            for step in range(same):
                yield from self._changed(node, start + step, values[start + step], given[first + step])
            if what in ("replace", "delete") and start + same < end:
                yield from self._without_items(node, start + same, end)
            if what in ("replace", "insert") and first + same < last:
                yield self._inserted(node, end, given[first + same : last])

    def _added(self, into: Node, name: str, given: Given) -> Splice:
        """Return the change that adds a field to a mapping, after its other fields."""
        if into.style == "flow":
            written = self.writer.inline({name: given}, False)[1:-1]
            at = into.values[-1].end if into.values else into.start + 1
            return Splice(at, at, f", {written}" if into.values else written)
        lines = self.writer.lines(name, given, self._before(into.keys[0].start, " ") if into.keys else "")
        own = [each.end for each in into.values if each.style not in _OF_TABLES]
        if into is self.root and (len(own) == len(into.values) or lines[0].startswith("[")):
            at = self.end
        elif into.style in ("block", "table"):
            at = self._lines(0, own[-1])[1] if own else self.start if into is self.root else self._lines(0, into.end)[1]
        else:
            raise AmbiguousEdit
        return Splice(at, at, _on_lines(lines))

    def _removed(self, into: Node, at: int) -> Iterator[Splice]:
        """Yield the change that removes a field of a mapping."""
        node, key = into.values[at], into.keys[at]
        if into.style == "flow":
            yield self._cut([each.start for each in into.keys], into.values, at, at + 1)
        elif node.style == "tables":
            yield from self._without_items(node, 0, len(node.values))
        elif node.style == "unclear":
            raise AmbiguousEdit
        elif self._before(key.start).strip() and node.style != "table":  # after the dash of an item
            if at + 1 == len(into.keys) or "#" in self.text[node.end : into.keys[at + 1].start]:
                raise AmbiguousEdit
            yield Splice(key.start, into.keys[at + 1].start, "")
        else:
            yield Splice(*self._lines(node.start if node.style == "table" else key.start, node.end), "")

    def _replaced(self, into: Node, at: int, given: Given) -> Iterator[Splice]:
        """Yield the changes that replace a value by one of another kind."""
        node, bare = into.values[at], into.style != "flow"
        if node.style in ("table", "tables"):
            raise AmbiguousEdit
        inline = self.writer.inline(given, bare, self.text[node.start : node.end])
        if not into.keys and not is_flat(given) and into.style == "block":
            start, end = self._lines(self._dash(into, at), node.end)
            yield Splice(start, end, _on_lines(self.writer.item(given, self._before(self._dash(into, at)))))
        elif not into.keys or into.style == "flow" or self.writer.sign != ":":
            self._refuse_comments(node.start, node.end, node)
            yield Splice(node.start, node.end, inline)
        else:
            colon = self.text.index(":", into.keys[at].end) + 1
            if is_flat(given):
                start = colon if node.style == "block" or node.start == node.end else node.start
                self._refuse_comments(start, start if node.style == "scalar" else node.end, node)
                block = _BLOCK.match(self.text, node.start)
                written = inline + (block["comment"] if block and start == node.start else "")
                yield Splice(start, max(start, node.end), written if start == node.start > colon else f" {written}")
                return
            self._refuse_comments(colon, node.end, node)
            yield Splice(colon, max(colon, node.end), "")
            after = self._lines(0, max(colon, node.end))[1]
            yield Splice(after, after, _on_lines(self.writer.lines("_", given, self._before(into.keys[at].start))[1:]))

    def _without_items(self, node: Node, first: int, last: int) -> Iterator[Splice]:
        """Yield the changes that remove some items of a list."""
        if node.style == "flow":
            yield self._cut([each.start for each in node.values], node.values, first, last)
            return
        for at in range(first, last):
            start = node.values[at].start if node.style == "tables" else self._dash(node, at)
            yield Splice(*self._lines(start, node.values[at].end), "")

    def _inserted(self, node: Node, at: int, given: list[Given]) -> Splice:
        """Return the change that inserts items into a list before the one at ``at``."""
        last = at == len(node.values)
        if node.style == "flow":
            written = self.writer.inline(given, True)[1:-1]
            if not node.values or last:
                place = node.values[-1].end if node.values else node.start + 1
                return Splice(place, place, f", {written}" if node.values else written)
            place = node.start + 1 if at == 0 else node.values[at].start
            return Splice(place, place, f"{written}, ")
        if node.style == "tables":
            name = self.text[node.start : self.text.index("]]", node.start) + 2]  # without a comment
            lines = [line for each in given for line in (name, *self.writer.item(each, ""))]
            start = node.values[0].start
        else:
            start = self._dash(node, min(at, len(node.values) - 1))
            lines = [line for each in given for line in self.writer.item(each, self._before(start))]
        start = start if node.style != "tables" or last else node.values[at].start
        place = self._lines(0, node.values[-1].end)[1] if last else self._lines(start, start, any_rest=True)[0]
        return Splice(place, place, _on_lines(lines))

    def _cut(self, starts: list[int], values: list[Node], first: int, last: int) -> Splice:
        """Return the change that removes some of the values in brackets, with the comma that becomes redundant."""
        start = starts[first] if last < len(starts) or first == 0 else values[first - 1].end
        end = starts[last] if last < len(starts) else values[last - 1].end
        self._refuse_comments(start, end, Node(start, end, "flow", [], values[first:last]))
        return Splice(start, end, "")

    def _refuse_comments(self, start: int, end: int, node: Node) -> None:
        """Refuse to change a value with comments between its texts, since they would be lost."""
        at = start
        for leaf in sorted(node.leaves, key=lambda each: each.start):
            if "#" in self.text[at : min(end, leaf.start)]:
                raise AmbiguousEdit
            at = max(at, leaf.end)
        if "#" in self.text[at:end]:
            raise AmbiguousEdit

    def _dash(self, node: Node, at: int) -> int:
        """Return the offset of the dash of a list item."""
        column = node.start - self.text.rfind("\n", 0, node.start) - 1
        line = self.text.rfind("\n", 0, max(node.values[at].start, 0)) + 1
        while line >= node.start - column:
            if self.text[line + column : line + column + 1] == "-" and not self.text[line : line + column].strip():
                return line + column
            line = self.text.rfind("\n", 0, line - 1) + 1
        raise AmbiguousEdit

    def _before(self, at: int, shown: str = "") -> str:
        """Return the text before an offset on its line; with ``shown``, that character repeated to the same length."""
        written = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        return shown * len(written) if shown else written

    def _lines(self, start: int, end: int, any_rest: bool = False) -> tuple[int, int]:
        """Return the start and end of the lines from one offset to another, which may also contain a comment."""
        rest = _REST.match(self.text, end)
        if (start and self._before(start).strip()) or (not rest and not any_rest):
            raise AmbiguousEdit
        return start - len(self._before(start)) if start else 0, rest.end() if rest else end


def _on_lines(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
