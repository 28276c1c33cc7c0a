"""Generates the Python code of layouts: Jinja's own, without the cost of features that Broadsheet does not use.

Layouts have no functions that take Jinja's context, and nearly all values need no escaping. So the code for calls,
macros and escaped values is shorter here, and everything else is Jinja's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from keyword import iskeyword
from typing import Any, cast

from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""The same as ``Markup(text)``, but without running its constructor, which is Python code."""


def escaped(value: object) -> str:
    """Return ``value`` as HTML, as MarkupSafe's ``escape`` does.

    Nearly all values on a page need no change. They are returned as they are, without creating a ``Markup`` for each:
    pages and macros join the pieces anyway.
    """
    if type(value) is str and not ("<" in value or "&" in value or "'" in value or '"' in value or ">" in value):
        return value
    return value if type(value) is Markup else escape(value)


class LayoutCode(CodeGenerator):
    """Jinja's code generator, with shorter code; it also notes the names that a layout expects from its page.

    Jinja's own ``find_undeclared_variables`` generates all code only to throw it away.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.undeclared = set[str]()
        self._called = set[int]()  # the attributes that are called

    @property
    def written(self) -> str:
        """Return the code so far."""
        return str(cast("Any", self.stream).getvalue())

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        resolved = (name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE)
        self.undeclared.update(name for name in resolved if name and name not in self.environment.globals)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a plain call. Jinja's own code checks each time whether the function takes its context."""
        self._called.add(id(node.node))
        special = node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs)
        if forward_caller or special or not frame.eval_ctx.autoescape:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write the code that reads an attribute. Only an attribute that is called can be a method."""
        if id(node) not in self._called:
            super().visit_Getattr(node, frame)
            return
        self.write("environment.method(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")


class LayoutMacro(Macro):
    """Jinja's macro, with a faster path for calls that give all arguments in order, as nearly all do."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._absent = (missing,) * self._argument_count
        self._plain = self._default_autoescape and not (self.catch_kwargs or self.catch_varargs or self.caller)

    def __call__(self, *given: Any, **named: Any) -> str:
        if named or not self._plain or len(given) > self._argument_count:
            return super().__call__(*given, **named)
        return as_markup(self._func(*given, *self._absent[len(given) :]))


class LayoutTemplate(Template):
    """Jinja's template, for layouts that all have the same globals: its macros are created only once."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


NAMES = {"escape": escaped, "Macro": LayoutMacro}
"""Replacements for Jinja's own functions in the code of a layout, by their name in the code."""
