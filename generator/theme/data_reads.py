"""Finds the values of data/ that a layout reads: ``data.staff.editor``."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from generator.model.output import DataRead, Layout
from generator.theme.layout_trees import each as each_node

_DATA = "data"
_Read = nodes.Getattr | nodes.Getitem
_MAY_BE_MISSING = ("defined", "undefined", "default", "d")


def data_reads(layout: Layout, tree: nodes.Template) -> Iterator[DataRead]:
    """Yield what a layout reads from data/; an empty way means that it may read anything."""
    reads: Iterator[_Read] = each_node(tree, nodes.Getattr, nodes.Getitem)
    parents = {id(node.node): node for node in reads}
    called = {id(node.node) for node in each_node(tree, nodes.Call)}
    asked = [node for node in each_node(tree, nodes.Test, nodes.Filter) if node.name in _MAY_BE_MISSING]
    own = any(each.name == _DATA and each.ctx != "load" for each in each_node(tree, nodes.Name))  # in a loop, say
    optional = {id(inner) for node in asked for inner in node.find_all((nodes.Getattr, nodes.Getitem, nodes.Name))}
    for name in each_node(tree, nodes.Name):
        if name.name == _DATA and name.ctx == "load":
            way, last = _way(name, parents, called)
            source = layout.text.splitlines()[name.lineno - 1]
            place = layout.path, name.lineno, source.find(_DATA) + 1, source
            yield DataRead(tuple(way), *place, own or id(last) in optional)


def _way(name: nodes.Expr, parents: dict[int, _Read], called: set[int]) -> tuple[list[str], nodes.Expr]:
    """Return the names that are read one after another, and the last node, without methods (``data.x.items()``)."""
    way: list[str] = []
    here = name
    while (parent := parents.get(id(here))) and id(parent) not in called and (key := _key(parent)):
        way.append(key)
        here = parent
    return way, here


def _key(node: nodes.Getattr | nodes.Getitem) -> str:
    """Return the name that a node reads; empty if it is known only when the layout is rendered."""
    match node:
        case nodes.Getattr(attr=str(name)) | nodes.Getitem(arg=nodes.Const(value=str(name))):
            return name
    return ""
