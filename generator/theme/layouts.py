"""Layouts: the theme's sources, which layouts each one uses, and rendering a layout with its values.

A site's own ``layouts/story.html`` overrides the built-in one and may extend it as ``theme/story.html``. Layouts are
checked strictly: a name that no page has, an unknown filter or a missing include is a problem at its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from jinja2 import TemplateSyntaxError, nodes

from generator.model.fingerprint import digest
from generator.model.output import Closure, DataRead, Layout
from generator.model.problems import Problem, Problems, settle
from generator.text.messages import ENGLISH, Words
from generator.theme import layout_faults, macros
from generator.theme.data_reads import data_reads
from generator.theme.environment import CompiledLayout, FragmentCache, environment
from generator.theme.extras import extras_in, values_in
from generator.theme.layout_faults import NAMES
from generator.theme.unseen_parts import unseen_parts

BUILT_IN = "theme/"
"""The prefix by which a site's layout refers to the built-in layout that it overrides."""


class Theme:
    """The layouts of one build: the built-in ones, overridden by the site's own, with the messages of one language."""

    def __init__(self, built_in: Iterable[Layout], own: Iterable[Layout] = (), words: Words = ENGLISH) -> None:
        below, above = tuple(built_in), tuple(own)
        self.layouts: dict[str, Layout] = {layout.name: layout for layout in below}
        self.layouts |= {BUILT_IN + layout.name: layout for layout in below}
        self.layouts |= {layout.name: layout for layout in above}
        self._fragments = FragmentCache()
        self._words = words
        self._environment = environment(self.layouts, self._fragments, words)
        self._closures: dict[str, Closure] = {}
        self._built_in, self._own = below, above
        self._checked = False
        self._given = frozenset[Layout]()  # layouts whose code was not written here

    def check(self) -> None:
        """Check that each of the site's own layouts can be parsed and uses only names that exist.

        The tests check the built-in ones, so only those that a page uses are parsed.

        :raises Problems: with everything that is wrong in the layouts, each at its line.
        """
        if not self._checked:
            settle(problem for layout in self._own for problem in self._wrong(layout))
            settle(unseen_parts(self.layouts, self._tree))
            self._checked = True

    def closure(self, name: str) -> Closure:
        """Return the layouts that the layout ``name`` uses; all of them if it chooses one at run time."""
        self.check()
        if name not in self._closures:
            reached = sorted(self._reach(name))
            layouts = [self.layouts[each] for each in reached]  # all parsed by now
            names = NAMES.intersection(*[set().union(*(self._compiled(layout).names for layout in layouts))])
            sources = [(each.name, each.text) for each in layouts]
            data = tuple(sorted({read for layout in layouts for read in self._data_reads(layout, names)}))
            self._closures[name] = Closure(tuple(reached), names, digest([sources, self._words.digest]), data)
        return self._closures[name]

    @cached_property
    def extras(self) -> frozenset[str] | None:
        """Return the extras of stories and pages that any layout reads; None if layouts may read any."""
        self.check()
        found = [extras_in(self._tree(layout)) for layout in dict.fromkeys(self.layouts.values())]
        known = [each for each in found if each is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def values_of(self, name: str) -> frozenset[str] | None:
        """Return the keys of its block that a layout or one that it uses reads; None if they may read any."""
        found = [values_in(self._tree(self.layouts[each])) for each in self.closure(name).layouts]
        known = [each for each in found if each is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    @property
    def code(self) -> dict[Layout, CompiledLayout]:
        """Return the built-in layouts that have been compiled; empty if ``take`` received the code of all of them."""
        known = {each: found for each in self._built_in if (found := self._environment.compiled.get(each))}
        return known if known.keys() - self._given else {}

    def take(self, code: Mapping[Layout, CompiledLayout]) -> None:
        """Use code of layouts that the same version of the program generated before, for the same messages."""
        self._environment.compiled |= code
        self._given |= code.keys()

    def prepare(self, name: str) -> None:
        """Load a layout and those that it uses, if its pages are new, so that forked processes inherit them."""
        for each in self._closures[name].layouts if name in self._closures else ():
            self._environment.get_template(each)

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """Render the layout ``name`` with the values in ``context``.

        :raises Problems: with the place in the layout where it failed.
        """
        try:
            return self._environment.get_template(name).render(context)
        except Problems:
            raise
        except Exception as error:
            raise Problems([layout_faults.failed(self.layouts, name, error)]) from error

    def forget(self) -> None:
        """Drop the cached fragments, and the values that they were made from."""
        self._fragments.forget()

    def _tree(self, layout: Layout) -> nodes.Template:
        """Return a parsed layout.

        :raises Problems: if it cannot be parsed.
        """
        try:
            return self._environment.read(layout)[0]
        except TemplateSyntaxError as error:
            raise Problems([layout_faults.not_parsed(layout, error)]) from None

    def _compiled(self, layout: Layout) -> CompiledLayout:
        """Return a compiled layout.

        :raises Problems: if it cannot be parsed.
        """
        try:
            return self._environment.compile_layout(layout)
        except TemplateSyntaxError as error:
            raise Problems([layout_faults.not_parsed(layout, error)]) from None

    def _wrong(self, layout: Layout) -> Iterator[Problem]:
        """Parse a layout, and yield its problems."""
        try:
            tree = self._tree(layout)
        except Problems as found:
            yield from found.problems
        else:
            callables = self._environment.globals.keys()
            names = self._environment.read(layout)[1]
            yield from layout_faults.misnamed(layout, tree, names, callables, self._macros)
            yield from layout_faults.misspelt_fields(layout, tree)
            yield from layout_faults.missing(layout, tree, self.layouts)
            yield from macros.unexported(layout, tree, self.layouts, self._tree)
            if self.layouts.get(BUILT_IN + layout.name, layout) is not layout:
                yield from layout_faults.extends_itself(layout, tree, BUILT_IN)

    def _data_reads(self, layout: Layout, names: frozenset[str]) -> Iterator[DataRead]:
        if "data" in names and "data" in self._compiled(layout).names:
            yield from data_reads(layout, self._tree(layout))

    def _macros(self) -> dict[str, str]:
        """Return the partial that has each macro, by the macro's name."""
        return macros.homes(self.layouts, self._tree)

    def _reach(self, name: str) -> set[str]:
        reached, waiting = set[str](), [name]
        while waiting:
            here = waiting.pop()
            if here in reached or here not in self.layouts:
                continue
            reached.add(here)
            for found in self._compiled(self.layouts[here]).uses:
                waiting.extend([found] if found is not None else list(self.layouts))
        return reached
