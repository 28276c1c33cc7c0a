"""Finds parts of a site's layouts that readers would never see: blocks and files with misspelt names."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from generator.model.output import Layout
from generator.model.problems import Problem
from generator.theme.layout_trees import used_layouts

_BUILT_IN = "theme/"
_ALIKE = 0.75
_BLOCK = re.compile(r"blocks/[a-z][a-z0-9_-]*\.html")
_CHOICE = re.compile(r"(?:story|page)-[A-Za-z0-9][A-Za-z0-9_-]*\.html")


def is_block(name: str) -> bool:
    """Whether a layout is that of a block in the text of stories."""
    return bool(_BLOCK.fullmatch(name))


def is_choice(name: str) -> bool:
    """Whether a layout is one that stories or pages can choose, with ``layout: longread``."""
    return bool(_CHOICE.fullmatch(name))


def unseen_parts(layouts: Mapping[str, Layout], parsed: Callable[[Layout], nodes.Template]) -> Iterator[Problem]:
    """Yield a problem for each block that no parent layout has, and each unused layout with a name like another's."""
    own = {name: layout for name, layout in layouts.items() if layout is not layouts.get(_BUILT_IN + name, layout)}
    added = {name for name in layouts if not name.startswith(_BUILT_IN) and _BUILT_IN + name not in layouts}
    for name in sorted({*own, *added}):
        yield from _unseen_blocks(layouts[name], layouts, parsed)
    chosen_by_none = {name for name in added if not (is_choice(name) or is_block(name))}
    used = {each for layout in layouts.values() for each in used_layouts(parsed(layout))} if chosen_by_none else set()
    for name in sorted(chosen_by_none - used) if None not in used else ():
        known = [each.removeprefix(_BUILT_IN) for each in layouts if each.startswith(_BUILT_IN)]
        if near := difflib.get_close_matches(name, known, 1, _ALIKE):
            fix = f"did you mean `{near[0]}`? otherwise include it in a layout, or delete it"
            yield Problem(layouts[name].path, 0, 0, "no page and no layout uses this layout", fix)


def _unseen_blocks(
    layout: Layout, layouts: Mapping[str, Layout], parsed: Callable[[Layout], nodes.Template]
) -> Iterator[Problem]:
    known = _blocks_above(layout, layouts, parsed)
    if known is None:
        return
    tree = parsed(layout)
    inside = {inner for block in tree.find_all(nodes.Block) for inner in block.find_all(nodes.Block)}
    called = {each.attr for each in tree.find_all(nodes.Getattr) if _is_self(each.node)}
    for block in tree.find_all(nodes.Block):
        if block not in inside and block.name not in known | called:
            near = difflib.get_close_matches(block.name, known, 1, 0.6)
            fix = f"did you mean `{near[0]}`?" if near else f"its blocks: {', '.join(sorted(known))}"
            source = layout.text.splitlines()[block.lineno - 1]
            found = re.search(rf"\b{re.escape(block.name)}\b", source)
            message = f"the layout that this one extends has no block `{block.name}`, so nothing shows it"
            yield Problem(layout.path, block.lineno, found.start() + 1 if found else 0, message, fix, source)


def _is_self(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "self"


def _blocks_above(
    layout: Layout, layouts: Mapping[str, Layout], parsed: Callable[[Layout], nodes.Template]
) -> set[str] | None:
    """Return the blocks of all layouts that a layout extends; None if it extends none, or one chosen at run time."""
    found, seen = set[str](), {layout}
    here: Layout | None = layout
    while here:
        extends = next(parsed(here).find_all(nodes.Extends), None)
        if extends is None:
            return None if here is layout else found
        if not isinstance(extends.template, nodes.Const):
            return None
        here = layouts.get(extends.template.value)
        if here is None or here in seen:
            return None
        seen.add(here)
        found |= {block.name for block in parsed(here).find_all(nodes.Block)}
    return found
