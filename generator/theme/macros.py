"""The macros of partials: which layout defines each of them, and checks of the imports of macros."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from generator.model.output import Layout
from generator.model.problems import Problem, Problems
from generator.theme.layout_trees import each

PARTIALS = "partials/"
"""The folder of the layouts whose macros others import."""

Parsed = Callable[[Layout], nodes.Template]
"""Parses a layout.

:raises Problems: if it cannot be parsed.
"""


def homes(layouts: Mapping[str, Layout], parsed: Parsed) -> dict[str, str]:
    """Return the name of the partial that has each macro, by the macro's name."""
    found: dict[str, str] = {}
    for name in sorted(layouts):
        if name.startswith(PARTIALS):
            for macro in _exported(layouts[name], parsed):
                found.setdefault(macro, name)
    return found


def import_of(macro: str, home: str) -> str:
    """Return the line that imports a macro."""
    return f'{{% from "{home}" import {macro} %}}'


def unexported(
    layout: Layout, tree: nodes.Template, layouts: Mapping[str, Layout], parsed: Parsed
) -> Iterator[Problem]:
    """Yield a problem for each macro that a layout imports or calls from another layout which does not define it.

    Nothing is reported here if the built-in layout of that name defines it: the one that overrides it must be fixed.
    """
    for line, of, macro in _wanted(tree):
        if of not in layouts:
            continue
        known = _exported(layouts[of], parsed)
        if macro not in known and macro not in _exported(layouts.get(f"theme/{of}", layouts[of]), parsed):
            source = layout.text.splitlines()[line - 1]
            home = homes(layouts, parsed).get(macro)
            near = difflib.get_close_matches(macro, known, 1)
            fix = f"did you mean `{near[0]}`?" if near else f"its macros: {', '.join(sorted(known)) or 'none'}"
            fix = f"it is in another layout: `{import_of(macro, home)}`" if home else fix
            yield Problem(layout.path, line, source.find(macro) + 1, f"`{of}` has no macro `{macro}`", fix, source)


def _wanted(tree: nodes.Template) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the layout and the name of each macro that a layout uses from another one."""
    for chosen in each(tree, nodes.FromImport):
        if isinstance(chosen.template, nodes.Const):
            names = (name if isinstance(name, str) else name[0] for name in chosen.names)
            yield from ((chosen.lineno, chosen.template.value, name) for name in names)
    imported = ((whole.target, whole.template) for whole in each(tree, nodes.Import))
    wholes = {target: template.value for target, template in imported if isinstance(template, nodes.Const)}
    for called in each(tree, nodes.Getattr):
        if isinstance(called.node, nodes.Name) and called.node.name in wholes:
            yield called.lineno, wholes[called.node.name], called.attr


def _exported(layout: Layout, parsed: Parsed) -> set[str]:
    """Return what others can import from a layout, and possibly more; nothing if it cannot be parsed."""
    try:
        tree = parsed(layout)
    except Problems:
        return set()
    return {macro.name for macro in each(tree, nodes.Macro)} | {
        name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"
    }
