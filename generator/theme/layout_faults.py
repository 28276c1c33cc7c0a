"""Problems in layouts: parse errors, misspelt names, failures while rendering; each with its line and a fix."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

import msgspec
from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateNotFound
from jinja2.filters import FILTERS as JINJAS_FILTERS
from jinja2.tests import TESTS
from msgspec.structs import replace

from generator.model import (
    blocks,
    disclosures,
    documentation,
    feed,
    frame,
    manuscript,
    output,
    page,
    person,
    podcast_feed,
    recording,
    series,
    series_neighbours,
    story,
)
from generator.model.output import Layout
from generator.model.problems import Problem
from generator.theme.filters import FILTERS
from generator.theme.layout_trees import each
from generator.theme.macros import import_of

NAMES = frozenset(
    {
        *("site", "nav", "assets", "head", "story", "related", "newer", "older", "page", "front", "listing", "index"),
        *(
            "indexes",
            "pictured",
            "shell",
            "feed",
            "about",
            "urls",
            "target",
            "tombstone",
            "sitemaps",
            "news",
            "places",
            "block",
            "facts",
            "people",
            "series",
            "show",
            "data",
        ),
    }
)
"""Every name that an output passes to its layout. If a layout uses any other name, it is misspelt."""

FIELDS = frozenset(
    field
    for module in (
        blocks,
        disclosures,
        feed,
        frame,
        manuscript,
        output,
        page,
        person,
        podcast_feed,
        recording,
        series,
        series_neighbours,
        story,
    )
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, msgspec.Struct)
    for field in value.__struct_fields__
)
"""Every field of the values that layouts see, and of manuscripts, for suggestions when one is misspelt."""

_MAY_BE_MISSING = ("defined", "undefined", "default", "d")
_VALUES: Mapping[str, type[msgspec.Struct]] = {
    "block": blocks.ShownBlock,
    "site": frame.Site,
    "nav": frame.Nav,
    "head": page.Head,
    "story": story.Story,
}
"""The values that have the same fields on every page."""

RENAMED = {"once": "cached", "tongue": "lang_attributes", "runs": "grouped_runs"}
"""The functions and filters that were renamed before version 1.0: old name to new name."""

_BUILT_IN = "theme/"
_NOT_EXPORTED = re.compile(
    r"the template '([^']+)' \(imported on line \d+ in '([^']+)'\) does not export the requested name '([^']+)'"
)
_WHERE = f"{documentation.page('reference/layouts')} lists what each page has"
_FEW = 80  # names to list in a message at most
_TAGS = (
    "block call elif else endblock endcall endfor endif endmacro endset extends for from if import include macro set"
)
_USES_LAYOUT = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def not_parsed(layout: Layout, error: TemplateSyntaxError) -> Problem:
    """Return the problem for a layout that Jinja cannot parse."""
    reason = re.sub(r"(unknown tag '[^']*').*", r"\1", error.message or "")
    message = f"this layout cannot be parsed: {_plain(reason)}"
    return _problem(layout, error.lineno, message, _fix(reason), _quoted(reason))


def misnamed(
    layout: Layout,
    tree: nodes.Template,
    used: AbstractSet[str],
    callables: AbstractSet[str],
    homes: Callable[[], Mapping[str, str]],
) -> Iterator[Problem]:
    """Yield a problem for each of the ``used`` names that no page has; ``callables`` are the functions of layouts.

    ``homes`` returns the partial that has each macro, by the macro's name.
    """
    known = NAMES | callables | set(_own_names(tree))
    if unknown := used - known:
        macros = homes()
        where = "below its `extends`" if next(each(tree, nodes.Extends), None) else "at the top"
        for name in each(tree, nodes.Name):
            if name.name in unknown:
                yield _unknown(layout, name, known, macros, where)


def misspelt_fields(layout: Layout, tree: nodes.Template) -> Iterator[Problem]:
    """Yield a problem for each field that a layout reads from a value of ``_VALUES`` and that this value does not have.

    Rendering would report only the first. A field that a layout tests (``is defined``, ``default``) may be missing.
    """
    own = {*_own_names(tree), *(name.name for name in each(tree, nodes.Name) if name.ctx == "param")}
    asked = [node for node in each(tree, nodes.Test, nodes.Filter) if node.name in _MAY_BE_MISSING]
    optional = {id(inner) for node in asked for inner in node.find_all(nodes.Getattr)}
    for field in each(tree, nodes.Getattr):
        of = field.node.name if isinstance(field.node, nodes.Name) and field.node.name not in own else ""
        if of in _VALUES and id(field) not in optional and not hasattr(_VALUES[of], field.attr):
            fix = _nearest(field.attr, _VALUES[of].__struct_fields__)
            found = _problem(layout, field.lineno, f"`{of}` has no `{field.attr}`", fix, f"{of}.{field.attr}")
            yield replace(found, column=found.column + len(of) + 1) if found.column else found


def missing(layout: Layout, tree: nodes.Template, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each layout that this one uses and that does not exist."""
    for node in each(tree, *_USES_LAYOUT):
        wanted = getattr(node, "template", None)
        if isinstance(wanted, nodes.Const) and wanted.value not in known and not _optional(node):
            message = f"there is no layout `{wanted.value}`"
            yield _problem(layout, node.lineno, message, _nearest(wanted.value, known), wanted.value)


def extends_itself(layout: Layout, tree: nodes.Template, built_in: str) -> Iterator[Problem]:
    """Yield a problem if a site's layout extends its own name instead of the built-in layout that it overrides."""
    for node in each(tree, nodes.Extends):
        if isinstance(node.template, nodes.Const) and node.template.value == layout.name:
            message = f"this layout extends itself: `{layout.name}` is this file"
            fix = f'name the built-in one: `{{% extends "{built_in}{layout.name}" %}}`'
            yield _problem(layout, node.lineno, message, fix, layout.name)


def failed(layouts: Mapping[str, Layout], name: str, error: Exception) -> Problem:
    """Return the problem for an exception while rendering, at the innermost layout line in its traceback."""
    by_path = {layout.path: layout for layout in layouts.values()}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in by_path]
    layout = by_path[frames[-1].filename] if frames else layouts[name]
    line = (frames[-1].lineno or 0) if frames else 0
    reason = _reason(error)
    if (found := _NOT_EXPORTED.search(reason)) and (overridden := layouts.get(found[1])):
        return _without_macro(overridden, found[2], found[3], layouts.get(f"{_BUILT_IN}{found[1]}"))
    message = f"this layout fails here while rendering {name}: {_plain(reason)}"
    fix = _nearest(_quoted(reason), FIELDS) if "has no attribute" in reason else _WHERE
    if "has no attribute" in reason and "." in _quoted(reason):
        fix = "put the file into layouts/assets/, and write its name exactly as it is there: letter case matters"
    return _problem(layout, line, message, fix, _quoted(reason))


def _without_macro(layout: Layout, user: str, macro: str, built_in: Layout | None) -> Problem:
    """Return the problem for a layout that lacks a macro which another layout imports from it."""
    pattern = rf"{{%-?\s*macro\s+{re.escape(macro)}\s*(\([^%]*\))"
    found = re.search(pattern, built_in.text) if built_in else None
    start = f"{{% macro {macro}{found[1] if found else '()'} %}}"
    message = f"`{user}` uses the macro `{macro}` of this layout, but this layout does not define it"
    return Problem(layout.path, 0, 0, message, f"write `{start}` above what it shows, and `{{% endmacro %}}` below")


def _unknown(
    layout: Layout, name: nodes.Name, known: AbstractSet[str], macros: Mapping[str, str], where: str
) -> Problem:
    """Return the problem for an unknown name, which may be the old name of a function, or a macro of a partial."""
    written = name.name
    if new := RENAMED.get(written):
        return _problem(layout, name.lineno, f"`{written}` no longer exists", f"it is now called `{new}`", written)
    if home := macros.get(written):
        fix = f"add this line {where}: `{import_of(written, home)}`"
        return _problem(layout, name.lineno, f"`{written}` is not defined in this layout", fix, written)
    fix = _nearest(written, known)
    near = difflib.get_close_matches(written, sorted({*known, *macros}), 1)
    if near and near[0] not in known:
        fix = f"did you mean `{near[0]}`? then add this line {where}: `{import_of(near[0], macros[near[0]])}`"
    return _problem(layout, name.lineno, f"no page has `{written}`", fix, written)


def _problem(layout: Layout, line: int, message: str, fix: str, word: str = "") -> Problem:
    lines = layout.text.splitlines()
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(layout.path, line, source.find(word) + 1 if word else 0, message, fix, source)


def _own_names(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a layout defines itself: by set, in a loop, by import, as a macro."""
    for name in each(tree, nodes.Name):
        if name.ctx == "store":
            yield name.name
    for imported in each(tree, nodes.Import):
        yield imported.target
    for chosen in each(tree, nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in chosen.names)
    yield from (macro.name for macro in each(tree, nodes.Macro))


def _optional(node: nodes.Node) -> bool:
    return bool(getattr(node, "ignore_missing", False))


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1)
    few = len(tuple(known)) <= _FEW
    return f"did you mean `{near[0]}`?" if near else f"choose one of: {', '.join(sorted(known))}" if few else _WHERE


def _quoted(reason: str) -> str:
    """Return the last quoted word in one of Jinja's messages: the name that the message is about."""
    found = re.findall(r"'([^']+)'", reason)
    return found[-1] if found else ""


def _reason(error: Exception) -> str:
    """Return what is wrong, as Jinja says it; Python's own messages do not help somebody who writes a layout."""
    if isinstance(error, TemplateNotFound):
        return f"there is no layout '{error.name}'"
    if isinstance(error, TemplateError):
        return error.message or ""
    if isinstance(error, RecursionError):
        return "it includes itself endlessly"
    return "a value on this line has the wrong type"


def _plain(reason: str) -> str:
    """Return one of Jinja's messages without the names of Python types."""
    missing = re.fullmatch(r"'(?:[\w.]+ )?(?:object|None)?'? ?has no attribute '([\w./-]+)'", reason) or re.fullmatch(
        r"'.*' has no attribute '([\w./-]+)'", reason
    )
    if missing:
        return f"there is no `{missing[1]}` here"
    if reason.startswith("Unexpected end of template") and (inside := re.search(r"closed is '(\w+)'", reason)):
        return f"it ends before its `{inside[1]}` is closed"
    return reason.replace("'", "`").rstrip(".")


def _fix(reason: str) -> str:
    """Return the fix for one of Jinja's messages."""
    if "unknown tag" in reason:
        return _nearest(_quoted(reason), _TAGS.split())
    if reason.startswith("No filter named") and (new := RENAMED.get(_quoted(reason))):
        return f"it is now called `{new}`"
    if reason.startswith("No filter named"):
        return _nearest(_quoted(reason), {*FILTERS, *JINJAS_FILTERS})
    if reason.startswith("No test named"):
        return _nearest(_quoted(reason), TESTS)
    if "end of template" in reason or "Unexpected end" in reason:
        return "close every block: {% if %} with {% endif %}, {% for %} with {% endfor %}"
    return "check the line above; every `{{` needs a `}}`, every `{%` a `%}`"
