"""Turns YAML front matter into values, strictly: nothing is silently converted into something else.

It reads the events of the YAML parser (YAML 1.1, libyaml), so that every scalar keeps its raw text and position.
It refuses features that only attackers need in front matter (aliases, anchors, tags, deep nesting), and mistakes by
which an editor's text would be lost: a name used twice, and a ``#`` that begins a comment where a hashtag was meant.
The parser's own errors are rephrased for editors, with what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import yaml

from generator.reading.fields.values import DEEPEST, TOO_DEEP, FieldFault, FieldFaults, FrontMatterEntry, Value
from generator.reading.formats import source_text, yaml_faults

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_BREAKS = {0x2028: " ", 0x2029: " "}  # line ends in YAML 1.1, but not in text editors


def parser_events(block: str) -> Iterator[yaml.Event]:
    """Return the events of the YAML parser, with the place of each in ``block``."""
    events: Iterator[yaml.Event] = yaml.parse(block.translate(_BREAKS), Loader=_Loader)
    return events


def load(block: str) -> dict[str, FrontMatterEntry]:
    """Return the fields of a YAML block, by name.

    :raises FieldFaults: with all faults; with a single one after a syntax error, because the rest cannot be read.
    """
    entries, faults = load_leniently(block)
    if faults:
        raise FieldFaults(*faults)
    return entries


def load_leniently(block: str) -> tuple[dict[str, FrontMatterEntry], tuple[FieldFault, ...]]:
    """Return the fields of a YAML block as other programs read them, and its faults. The last of two fields counts.

    :raises FieldFaults: if it cannot be read, or is not a mapping.
    """
    value, faults = _read(block, "the front matter")
    if value.entries is None and not value.is_empty:
        raise FieldFaults(*(faults or (yaml_faults.not_fields(value),)))
    return dict(value.entries or {}), faults


def load_value(text: str) -> Value:
    """Return the value in a YAML file: fields, a list or text.

    :raises FieldFaults: as ``load`` does.
    """
    value, faults = _read(text, "this file")
    if faults:
        raise FieldFaults(*faults)
    return value


def _read(text: str, what: str) -> tuple[Value, tuple[FieldFault, ...]]:
    """Return the value in a text, and its faults. ``what`` names the text in messages.

    :raises FieldFaults: if it cannot be read.
    """
    text = text.translate(_BREAKS)
    reader = _Reader(text)
    try:
        value = reader.value()
    except yaml.MarkedYAMLError as error:
        raise FieldFaults(yaml_faults.explained(error, text)) from None
    except yaml.YAMLError:  # a character that YAML forbids; source_text.py reports all but the rarest
        message = f"{what} contains a character that YAML cannot read"
        raise FieldFaults(FieldFault(1, 0, message, yaml_faults.PLAIN)) from None
    return value, (*reader.faults, *yaml_faults.lost_to_comments(text, reader.spans))


class _Open(msgspec.Struct):
    """A list or mapping that is still open."""

    line: int
    column: int
    items: list[Value] | None = None
    entries: dict[str, FrontMatterEntry] | None = None
    name: Value | None = None

    def closed(self) -> Value:
        items = None if self.items is None else tuple(self.items)
        return Value(self.line, self.column, items=items, entries=self.entries)


class _Reader(msgspec.Struct):
    """Builds values from events, and records faults."""

    block: str
    faults: list[FieldFault] = []
    spans: list[tuple[int, int]] = []
    open: list[_Open] = []
    anchors: dict[str, Value] = {}
    found: Value | None = None

    def value(self) -> Value:
        for event in parser_events(self.block):
            if isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._put(self.open.pop().closed())
            if len(self.open) > DEEPEST:
                self._fault(self.open[-1], *TOO_DEEP)
                raise FieldFaults(*self.faults)
            if isinstance(event, yaml.DocumentStartEvent) and event.explicit and event.start_mark:
                message, fix = "there is text after `---`, so it closes nothing", "put `---` on a line of its own"
                self.faults.append(FieldFault(event.start_mark.line + 1, 1, message, fix))
        return self.found or Value(1, 1)

    def _node(self, event: yaml.NodeEvent) -> None:
        start, end = event.start_mark, event.end_mark
        assert start and end  # every parsed event has both
        line, column = start.line + 1, start.column + 1
        if event.anchor or getattr(event, "tag", None):
            self.faults.append(yaml_faults.indicator(self.block, line, column))
        if isinstance(event, yaml.ScalarEvent):
            self.spans.append((start.index, end.index))
            value = Value(line, column, event.value, bool(event.style))
            if event.anchor:
                self.anchors[event.anchor] = value
            if event.style == '"' and (hidden := source_text.hidden(event.value)) and hidden.sign not in self.block:
                self._fault(value, hidden.message, hidden.fix)
            self._put(value)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.open.append(_Open(line, column, items=[]))
        elif isinstance(event, yaml.MappingStartEvent):
            self.open.append(_Open(line, column, entries={}))
        else:  # an alias; those of lists and mappings stay empty, since they could multiply
            named = self.anchors.get(event.anchor or "")
            self._put(Value(line, column, named.text, named.quoted) if named else Value(line, column))

    def _put(self, value: Value) -> None:
        if not self.open:
            self.found = value
            return
        into = self.open[-1]
        if into.items is not None:
            into.items.append(value)
        elif into.name is None:
            into.name = value
        else:
            self._enter(into, into.name, value)
            into.name = None

    def _enter(self, into: _Open, name: Value, value: Value) -> None:
        assert into.entries is not None
        if not name.is_words or not name.text.strip():
            self._fault(name, "the name of a field must be a word", "write it as `name: value`")
        elif name.text in into.entries:
            first = into.entries[name.text]
            message = f"`{name.text}` is used a second time; it is also on line {first.line}"
            self.faults.append(FieldFault(name.line, name.column, message, "keep one of them", first))
            into.entries[name.text] = FrontMatterEntry(name.text, name.line, name.column, value)
        else:
            into.entries[name.text] = FrontMatterEntry(name.text, name.line, name.column, value)

    def _fault(self, at: Value | _Open, message: str, fix: str) -> None:
        self.faults.append(FieldFault(at.line, at.column, message, fix))
