"""Writes the reference from the program's own code: a line `{{ reference: NAME }}` in a page becomes what NAME gives.

Each module here has one such part, in Markdown. Nothing that the code knows is written by hand, so it cannot be out of
date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from reference.api import python_api
from reference.blocks import blocks, providers
from reference.checks import checks
from reference.fields import fields_of_kind, overview
from reference.files import files
from reference.filters import filters, functions
from reference.layouts import layouts, values
from reference.limits import host_limits, limits
from reference.settings import settings
from reference.stores import manifest
from reference.theme import design_tokens, theme_layouts

PARTS: Mapping[str, Callable[[], str]] = {
    "overview of fields": overview,
    "fields of stories": lambda: fields_of_kind("story"),
    "fields of pages": lambda: fields_of_kind("page"),
    "fields of terms": lambda: fields_of_kind("term"),
    "fields of people": lambda: fields_of_kind("person"),
    "settings": settings,
    "blocks": blocks,
    "checks": checks,
    "filters": filters,
    "functions": functions,
    "layouts": layouts,
    "values": values,
    "limits": limits,
    "host limits": host_limits,
    "providers": providers,
    "files": files,
    "manifest": manifest,
    "theme layouts": theme_layouts,
    "design tokens": design_tokens,
    "python": python_api,
}
"""What pages can ask for, by name."""

_ASKED = re.compile(r"^\{\{ reference: ([a-z ]+) \}\}$", re.MULTILINE)


def filled(text: str) -> str:
    """Return the text of a page with its generated parts.

    :raises KeyError: if it asks for something unknown.
    """
    return _ASKED.sub(lambda asked: PARTS[asked[1]](), text)


def _on_read(_app: Any, _page: str, source: list[str]) -> None:
    source[0] = filled(source[0])


def _outdated(_app: Any, env: Any, *_: object) -> list[str]:
    """Pages of the reference are always read again: the code may have changed."""
    return [name for name in env.found_docs if name.startswith("reference/")]


def _on_description(_app: Any, _command: Any, lines: list[str]) -> None:
    """Help is plain text, in which an asterisk does not mean emphasis, and words in backticks are code."""
    lines[:] = [re.sub(r"`([^`]+)`", r"``\1``", line.replace("*", r"\*")) for line in lines]


def setup(app: Any) -> dict[str, bool]:
    """Register the extension with Sphinx."""
    app.setup_extension("sphinx_click")
    app.connect("source-read", _on_read)
    app.connect("env-get-outdated", _outdated)
    app.connect("sphinx-click-process-description", _on_description)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
