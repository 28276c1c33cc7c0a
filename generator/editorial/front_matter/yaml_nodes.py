"""Finds the position of each value of YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from generator.editorial.front_matter.nodes import Node
from generator.reading.formats.yaml_values import parser_events


def root(text: str, start: int, end: int) -> Node:
    """Return the fields between two offsets in a text that is known to be valid."""
    block = text[start:end]
    for event in (events := parser_events(block)):
        if isinstance(event, yaml.DocumentStartEvent):
            return _moved(_node(next(events), events, block), start)
    return Node(start, start, "block", [], [])


def _node(event: yaml.Event, events: Iterator[yaml.Event], block: str) -> Node:
    first, last = _span(event)
    if isinstance(event, yaml.ScalarEvent):
        written = block[first:last]
        return Node(first, first + len(written.rstrip()) if event.style in ("|", ">") else last)
    if not isinstance(event, yaml.CollectionStartEvent):
        return Node(first, last, "unclear")
    found = Node(first, last, "flow" if event.flow_style else "block", [], [])
    mapping = isinstance(event, yaml.MappingStartEvent)
    for each in events:
        if isinstance(each, yaml.CollectionEndEvent):
            found.end = _span(each)[1] if event.flow_style or not found.values else found.values[-1].end
            break
        into = found.keys if mapping and len(found.keys) == len(found.values) else found.values
        into.append(_node(each, events, block))
    return found


def _span(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark and event.end_mark  # every parsed event has both
    return event.start_mark.index, event.end_mark.index


def _moved(node: Node, by: int) -> Node:
    keys, values = ([_moved(each, by) for each in part] for part in (node.keys, node.values))
    return Node(node.start + by, node.end + by, node.style, keys, values)
