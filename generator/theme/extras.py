"""Finds the names that a layout reads from a mapping: the site's own fields (``story.extra.ward``), keys of blocks."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes

from generator.theme.layout_trees import each as each_node

_EXTRA = "extra"


def extras_in(tree: nodes.Template) -> frozenset[str] | None:
    """Return the names of the extras that a layout reads; None if it may read any, as in a loop over all of them."""
    return names_read(tree, _is_extra)


def values_in(tree: nodes.Template) -> frozenset[str] | None:
    """Return the keys of blocks that a layout reads, as in ``block.values.title``; None if it may read any."""
    return names_read(tree, lambda node: _name(node) == "values")


def names_read(tree: nodes.Template, is_mapping: Callable[[nodes.Expr], bool]) -> frozenset[str] | None:
    """Return the names that a layout reads from a mapping; None if it may read any, as in a loop over all of them."""
    uses = [each for each in each_node(tree, nodes.Getattr, nodes.Getitem) if is_mapping(each)]
    called = {id(each.node) for each in each_node(tree, nodes.Call)}
    names: dict[int, str] = {}  # by the use of ``extra`` that each belongs to
    for each in each_node(tree, nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Compare):
        if id(each) not in called and (found := _read(each)):
            names[id(found[0])] = found[1]
    if any(id(each) not in names for each in uses):
        return None
    return frozenset(names[id(each)] for each in uses)


def _is_extra(node: nodes.Expr) -> bool:
    """Whether a node is the extras of a story or page. Those of the site are values in site.toml."""
    match node:
        case nodes.Getattr(node=nodes.Name(name="site")) | nodes.Getitem(node=nodes.Name(name="site")):
            return False
    return _name(node) == _EXTRA


def _read(node: nodes.Node) -> tuple[nodes.Node, str] | None:
    """Return the use of ``extra`` in a node, and the name that is read from it, if the node has both."""
    match node:
        case nodes.Call(node=nodes.Getattr(node=extra, attr="get"), args=[nodes.Const(value=str(name)), *_]):
            return extra, name
        case nodes.Compare(expr=nodes.Const(value=str(name)), ops=[nodes.Operand(op="in" | "notin", expr=extra)]):
            return extra, name
        case nodes.Getattr() | nodes.Getitem() if name := _name(node):
            return node.node, name
    return None


def _name(node: nodes.Node) -> str:
    """Return the name that a node reads; empty if it is known only when the layout is rendered."""
    match node:
        case nodes.Getattr(attr=str(name)) | nodes.Getitem(arg=nodes.Const(value=str(name))):
            return name
    return ""
