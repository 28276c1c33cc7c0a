"""Layouts: the theme's sources, which layouts each one uses, and rendering a layout with its values.

A site's own ``layouts/story.html`` overrides the built-in one and may extend it as ``theme/story.html``. Layouts are
checked strictly: a name that no page has, an unknown filter or a missing include is a problem at its line.
"""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any, cast

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateNotFound
from jinja2.ext import Extension
from jinja2.filters import FILTERS as JINJAS_FILTERS
from jinja2.lexer import Token, TokenStream
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.tests import TESTS
from markupsafe import Markup

from generator.model import feed, manuscript, output, page, story
from generator.model.fingerprint import digest
from generator.model.output import Closure, Layout
from generator.model.problems import Problem, Problems, settle
from generator.site.related.reasons import told
from generator.text.messages import ENGLISH, Words
from generator.theme.filters import FILTERS, FUNCTIONS

BUILT_IN = "theme/"
"""The prefix by which a site's layout refers to the built-in layout that it overrides."""

NAMES = frozenset(
    [
        "site",
        "nav",
        "assets",
        "head",
        "story",
        "related",
        "newer",
        "older",
        "page",
        "front",
        "listing",
        "index",
        "indexes",
        "pictured",
        "shell",
        "feed",
        "urls",
        "target",
        "tombstone",
        "sitemaps",
        "news",
        "places",
        "facts",
    ]
)
"""Every name that an output passes to its layout. If a layout uses any other name, it is misspelt."""


FIELDS = frozenset(
    field.name
    for module in (feed, manuscript, output, page, story)
    for value in vars(module).values()
    if isinstance(value, type) and is_dataclass(value)
    for field in fields(value)
)
"""Every field of the values that layouts see, and of manuscripts, for suggestions when one is misspelt."""

RENAMED = {"once": "cached", "tongue": "lang_attributes", "runs": "grouped_runs"}
"""The functions and filters that were renamed before version 1.0: old name to new name."""

_README = "the README lists what each page has"
_FEW = 80  # names to list in a message at most
_TAGS = (
    "block call elif else endblock endcall endfor endif endmacro endset extends for from if import include macro set"
)
_DRAWS_ON = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


class FragmentCache:
    """Renders what many pages share only once: ``cached(macro, thing, ...)`` is ``macro(thing, ...)``, remembered.

    Strings are compared by value and everything else by identity. The macro must be an imported one, whose result
    depends only on its arguments.
    """

    def __init__(self) -> None:
        self._shelves: dict[tuple[object, ...], tuple[dict[int, tuple[str, object]], object]] = {}

    def forget(self) -> None:
        """Drop everything that is cached."""
        self._shelves.clear()

    def __call__(self, macro: Callable[..., str], thing: object, *given: object, **named: object) -> str:
        """Return the macro's result for a thing and other values."""
        return self.each(macro, (thing,), *given, **named)

    def each(self, macro: Callable[..., str], things: Iterable[object], *given: object, **named: object) -> str:
        """Return the macro's results for several things, one after another, with the same other values."""
        shelf, made = self._shelf((macro, *given, *named.values()), tuple(named)), []
        for thing in things:
            known = shelf.get(id(thing))
            if known is None:
                known = shelf[id(thing)] = str(macro(thing, *given, **named)), thing
            made.append(known[0])
        return Markup("".join(made))  # safe: macros escape their results

    def _shelf(self, values: tuple[object, ...], names: tuple[str, ...]) -> dict[int, tuple[str, object]]:
        """Return the results made with these values. The values and things are kept, so their ids stay unique."""
        key = (*(value if isinstance(value, str) else id(value) for value in values), *names)
        return self._shelves.setdefault(key, ({}, values))[0]


class _Environment(Environment):
    """Jinja's environment, made faster for layouts and globals that never change: each layout is looked up once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if isinstance(name, Template):
            return name
        if name not in self._ready:
            self._ready[name] = super().get_template(name)
        return self._ready[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


class Theme:
    """The layouts of one build: the built-in ones, overridden by the site's own, with the messages of one language."""

    def __init__(self, built_in: Iterable[Layout], own: Iterable[Layout] = (), words: Words = ENGLISH) -> None:
        below = tuple(built_in)
        self.layouts: dict[str, Layout] = {layout.name: layout for layout in below}
        self.layouts |= {BUILT_IN + layout.name: layout for layout in below}
        self.layouts |= {layout.name: layout for layout in own}
        self._fragments = FragmentCache()
        self._words = words
        self._environment = _environment(self.layouts, self._fragments, words)
        self._closures: dict[str, Closure] = {}
        self._checked = False
        self._trees: dict[Layout, nodes.Template] = {}
        self._names: dict[Layout, set[str]] = {}

    def check(self) -> None:
        """Check that every layout can be parsed and uses only names that exist.

        :raises Problems: with everything that is wrong in the layouts, each at its line.
        """
        if not self._checked:
            settle(problem for layout in dict.fromkeys(self.layouts.values()) for problem in self._read(layout))
            self._checked = True

    def closure(self, name: str) -> Closure:
        """Return what the layout ``name`` uses; if it chooses a layout at run time, that may be any layout."""
        self.check()
        if name not in self._closures:
            reached = sorted(self._reach(name))
            layouts = [self.layouts[each] for each in reached]
            names = NAMES.intersection(*[set().union(*(self._names[layout] for layout in layouts))])
            sources = [(each.name, each.text) for each in layouts]
            self._closures[name] = Closure(tuple(reached), names, digest([sources, self._words.digest]))
        return self._closures[name]

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """Render the layout ``name`` with the values in ``context``.

        :raises Problems: with the place in the layout where it failed.
        """
        try:
            return self._environment.get_template(name).render(context)
        except Problems:
            raise
        except Exception as error:
            raise Problems([self._failure(name, error)]) from error

    def closures(self) -> Mapping[str, Closure]:
        """Return the closures that have been requested so far, by layout."""
        return self._closures

    def forget(self) -> None:
        """Drop the cached fragments, and the values that they were made from."""
        self._fragments.forget()

    def _read(self, layout: Layout) -> Iterator[Problem]:
        """Parse one layout, and yield what is wrong in it."""
        try:
            tree = self._environment.parse(layout.text, layout.name, layout.path)
            self._names[layout] = find_undeclared_variables(tree)  # finds unknown filters, too
        except TemplateSyntaxError as error:
            said = re.sub(r"(unknown tag '[^']*').*", r"\1", error.message or "")
            message = f"this layout cannot be parsed: {_plain(said)}"
            yield _problem(layout, error.lineno, message, _mend(said), _quoted(said))
        else:
            self._trees[layout] = tree
            yield from self._misnamed(layout, tree)

    def _reach(self, name: str) -> set[str]:
        reached, waiting = set[str](), [name]
        while waiting:
            here = waiting.pop()
            if here in reached or here not in self.layouts:
                continue
            reached.add(here)
            for found in find_referenced_templates(self._trees[self.layouts[here]]):
                waiting.extend([found] if found is not None else list(self.layouts))
        return reached

    def _misnamed(self, layout: Layout, tree: nodes.Template) -> Iterator[Problem]:
        callable_ = self._environment.globals.keys()
        unknown = self._names[layout] - NAMES - callable_ - set(_own_names(tree))
        for name in tree.find_all(nodes.Name):
            if name.name in unknown:
                yield _unknown(layout, name, NAMES | callable_)
        for node in tree.find_all(_DRAWS_ON):
            wanted = getattr(node, "template", None)
            if isinstance(wanted, nodes.Const) and wanted.value not in self.layouts and not _optional(node):
                message = f"there is no layout `{wanted.value}`"
                yield _problem(layout, node.lineno, message, _nearest(wanted.value, self.layouts), wanted.value)

    def _failure(self, name: str, error: Exception) -> Problem:
        """Return the problem for an exception, at the innermost layout line in its traceback."""
        by_path = {layout.path: layout for layout in self.layouts.values()}
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in by_path]
        layout = by_path[frames[-1].filename] if frames else self.layouts[name]
        line = (frames[-1].lineno or 0) if frames else 0
        said = _said(error)
        message = f"this layout fails here while rendering {name}: {_plain(said)}"
        fix = _nearest(_quoted(said), FIELDS) if "has no attribute" in said else _README
        return _problem(layout, line, message, fix, _quoted(said))


def _unknown(layout: Layout, name: nodes.Name, known: Collection[str]) -> Problem:
    """Return the problem for an unknown name, which may be the old name of a function."""
    if new := RENAMED.get(name.name):
        return _problem(layout, name.lineno, f"`{name.name}` no longer exists", f"it is now called `{new}`", name.name)
    return _problem(layout, name.lineno, f"no page has `{name.name}`", _nearest(name.name, known), name.name)


def _problem(layout: Layout, line: int, message: str, fix: str, word: str = "") -> Problem:
    lines = layout.text.splitlines()
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(layout.path, line, source.find(word) + 1 if word else 0, message, fix, source)


class _Words(Extension):
    """Translates ``_("words")`` into the site's language when a layout is parsed: once, not for each page."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        said = cast("Callable[[str], str]", self.environment.globals["gettext"])
        tokens = list(stream)
        place = 0
        while place < len(tokens):
            run = tokens[place : place + 4]
            if [token.type for token in run] == ["name", "lparen", "string", "rparen"] and run[0].value == "_":
                yield Token(run[0].lineno, "string", said(run[2].value))
                place += 4
            else:
                yield run[0]
                place += 1


def _environment(layouts: Mapping[str, Layout], cached: FragmentCache, words: Words) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        layout = layouts.get(name)
        return (layout.text, layout.path, None) if layout else None

    environment = _Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
        extensions=[_Words, "jinja2.ext.do"],
    )
    environment.filters.update(FILTERS, reason=partial(told, words=words))
    environment.globals = {
        **FUNCTIONS,
        "cached": cached,
        "_": words.gettext,
        "gettext": words.gettext,
        "ngettext": words.ngettext,
    }
    return environment


def _own_names(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a layout defines itself: by set, in a loop, by import, as a macro."""
    for name in tree.find_all(nodes.Name):
        if name.ctx == "store":
            yield name.name
    for imported in tree.find_all(nodes.Import):
        yield imported.target
    for chosen in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in chosen.names)
    yield from (macro.name for macro in tree.find_all(nodes.Macro))


def _optional(node: nodes.Node) -> bool:
    return bool(getattr(node, "ignore_missing", False))


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1)
    few = len(tuple(known)) <= _FEW
    return f"did you mean `{near[0]}`?" if near else f"choose one of: {', '.join(sorted(known))}" if few else _README


def _quoted(said: str) -> str:
    """Return the last quoted word in one of Jinja's messages: the name that the message is about."""
    found = re.findall(r"'([^']+)'", said)
    return found[-1] if found else ""


def _said(error: Exception) -> str:
    """Return what is wrong, in Jinja's words; Python's own messages do not help somebody who writes a layout."""
    if isinstance(error, TemplateNotFound):
        return f"there is no layout '{error.name}'"
    if isinstance(error, TemplateError):
        return error.message or ""
    if isinstance(error, RecursionError):
        return "it includes itself endlessly"
    return "a value on this line has the wrong type"


def _plain(said: str) -> str:
    """Return one of Jinja's messages without the names of Python types."""
    missing = re.fullmatch(r"'(?:[\w.]+ )?(?:object|None)?'? ?has no attribute '(\w+)'", said) or re.fullmatch(
        r"'.*' has no attribute '(\w+)'", said
    )
    if missing:
        return f"there is no `{missing[1]}` here"
    if said.startswith("Unexpected end of template") and (inside := re.search(r"closed is '(\w+)'", said)):
        return f"it ends before its `{inside[1]}` is closed"
    return said.replace("'", "`").rstrip(".")


def _mend(said: str) -> str:
    """Return the fix for one of Jinja's messages."""
    if "unknown tag" in said:
        return _nearest(_quoted(said), _TAGS.split())
    if said.startswith("No filter named") and (new := RENAMED.get(_quoted(said))):
        return f"it is now called `{new}`"
    if said.startswith("No filter named"):
        return _nearest(_quoted(said), {*FILTERS, *JINJAS_FILTERS})
    if said.startswith("No test named"):
        return _nearest(_quoted(said), TESTS)
    if "end of template" in said or "Unexpected end" in said:
        return "close every block: {% if %} with {% endif %}, {% for %} with {% endfor %}"
    return "check the line above; every `{{` needs a `}}`, every `{%` a `%}`"
