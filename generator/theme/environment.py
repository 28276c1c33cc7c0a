"""Jinja's environment for layouts: strict names, the site's words, and a cache for fragments that many pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import partial
from types import BuiltinMethodType, CodeType, MethodType
from typing import Any, NamedTuple, cast

from jinja2 import ChainableUndefined, Environment, FunctionLoader, StrictUndefined, Template, TemplateNotFound, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.utils import missing

from generator.model.output import Layout
from generator.site.related.reasons import reason_text
from generator.text.messages import Words
from generator.theme import code_generator
from generator.theme.clean_copy import clean_copy
from generator.theme.code_generator import LayoutCode, LayoutTemplate, as_markup
from generator.theme.event_data import event_data
from generator.theme.event_words import event_when
from generator.theme.filters import FILTERS, FUNCTIONS
from generator.theme.layout_trees import used_layouts


class FragmentCache:
    """Renders fragments that many pages share only once: ``cached(macro, thing, ...)`` remembers ``macro(thing, ...)``.

    Strings are compared by value and everything else by identity. The macro must be imported, and its result must
    depend only on its arguments.
    """

    def __init__(self) -> None:
        self._all_results: dict[tuple[object, ...], tuple[dict[int, tuple[str, object]], object]] = {}

    def forget(self) -> None:
        """Drop everything that is cached."""
        self._all_results.clear()

    def __call__(self, macro: Callable[..., str], thing: object, *given: object, **named: object) -> str:
        """Return the macro's result for a thing and other values."""
        found = self._results((macro, *given, *named.values()), tuple(named))
        if id(thing) not in found:
            found[id(thing)] = as_markup(macro(thing, *given, **named)), thing
        return found[id(thing)][0]

    def each(self, macro: Callable[..., str], things: Iterable[object], *given: object, **named: object) -> str:
        """Return the macro's results for several things, one after another, with the same other values."""
        found, made = self._results((macro, *given, *named.values()), tuple(named)), []
        for thing in things:
            known = found.get(id(thing))
            if known is None:
                known = found[id(thing)] = as_markup(macro(thing, *given, **named)), thing
            made.append(known[0])
        return as_markup("".join(made))  # safe: macros escape their results

    def _results(self, values: tuple[object, ...], names: tuple[str, ...]) -> dict[int, tuple[str, object]]:
        """Return the results made with these values. The values and things are kept, so their ids stay unique."""
        key = (*(value if isinstance(value, str) else id(value) for value in values), *names)
        return self._all_results.setdefault(key, ({}, values))[0]


class CompiledLayout(NamedTuple):
    """The code of a layout, the names that it expects from a page, and the layouts it uses (see ``used_layouts``)."""

    code: CodeType
    names: frozenset[str]
    uses: tuple[str | None, ...]


_METHODS = (BuiltinMethodType, MethodType)


class LayoutEnvironment(Environment):
    """Jinja's environment, made faster for layouts and globals that never change: each layout is looked up once.

    ``compiled`` holds the layouts that have been compiled so far.
    """

    code_generator_class = LayoutCode
    template_class = LayoutTemplate

    def __init__(self, layouts: Mapping[str, Layout], **options: Any) -> None:
        super().__init__(**options)
        self.compiled: dict[Layout, CompiledLayout] = {}
        self._layouts = layouts
        self._read: dict[Layout, tuple[nodes.Template, LayoutCode]] = {}
        self._ready: dict[str, Template] = {}

    def read(self, layout: Layout) -> tuple[nodes.Template, set[str]]:
        """Parse a layout and generate its code, once for both checks and pages.

        :return: its tree, and the names that it expects from a page.
        :raises TemplateSyntaxError: if it cannot be parsed, or uses an unknown filter.
        """
        if layout not in self._read:
            tree = self.parse(layout.text, layout.name, layout.path)
            code = LayoutCode(self, layout.name, layout.path, optimized=False)
            code.visit(tree)
            self._read[layout] = tree, code
        tree, code = self._read[layout]
        return tree, code.undeclared

    def compile_layout(self, layout: Layout) -> CompiledLayout:
        """Compile a layout, once.

        :raises TemplateSyntaxError: as ``read`` does.
        """
        if layout not in self.compiled:
            tree, names = self.read(layout)
            code = self._compile(self._read[layout][1].written, layout.path)
            self.compiled[layout] = CompiledLayout(code, frozenset(names), used_layouts(tree))
        return self.compiled[layout]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Like Jinja's, but never one of Python's methods: ``story.extra.items`` is that field, or nothing."""
        if type(obj) is dict:
            return self.getitem(obj, attribute)
        found = super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute) if type(found) in _METHODS else found

    def method(self, obj: Any, name: str) -> Any:
        """Return the method that a layout calls, as in ``story.extra.items()``."""
        return super().getattr(obj, name)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Like Jinja's, but a name in brackets is a field, never one of Python's methods."""
        if type(obj) is dict and type(argument) is str:
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if isinstance(name, Template):
            return name
        if name not in self._ready:
            if name not in self._layouts:
                raise TemplateNotFound(name)
            code = self.compile_layout(self._layouts[name]).code
            ready = self._ready[name] = self.template_class.from_code(self, code, self.globals)
            ready.root_render_func.__globals__.update(code_generator.NAMES)
        return self._ready[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **d} if d else self.globals


class AssetUrls(dict[str, str]):
    """The URL of each asset by its name: ``assets["news.css"]``. Unlike a field of copy, an asset must exist."""


class _Undefined(StrictUndefined):
    """An unknown name is an error, except a field of copy (``story.extra.ward``): stories need not have it."""

    def __new__(cls, hint: str | None = None, obj: Any = missing, *given: Any, **named: Any) -> Any:
        if isinstance(obj, Mapping) and not isinstance(obj, AssetUrls):
            return ChainableUndefined(hint, obj, *given, **named)
        return super().__new__(cls)


class _Words(Extension):
    """Translates ``_("words")`` into the site's language when a layout is parsed: once, not for each page."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        translate = cast("Callable[[str], str]", self.environment.globals["gettext"])
        tokens = list(stream)
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.value == "_" and token.type == "name":
                call = tokens[place + 1 : place + 4]
                if [each.type for each in call] == ["lparen", "string", "rparen"]:
                    token = Token(token.lineno, "string", translate(call[1].value))
                    place += 3
            yield token
            place += 1


def environment(layouts: Mapping[str, Layout], cached: FragmentCache, words: Words) -> LayoutEnvironment:
    """Return the environment for these layouts, with the filters and functions that they may use."""

    def load(name: str) -> tuple[str, str, None] | None:
        layout = layouts.get(name)
        return (layout.text, layout.path, None) if layout else None

    environment = LayoutEnvironment(
        layouts,
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
        optimized=False,  # there is hardly anything to compute in advance, and the search for it takes time
        extensions=[_Words, "jinja2.ext.do"],
    )
    environment.filters.update(FILTERS, reason=partial(reason_text, words=words))
    environment.globals = {
        **FUNCTIONS,
        "clean_copy": clean_copy,
        "event_data": event_data,
        "event_when": event_when,
        "cached": cached,
        "_": words.gettext,
        "gettext": words.gettext,
        "ngettext": words.ngettext,
    }
    return environment
