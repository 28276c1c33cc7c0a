"""Definition lists, as in Pandoc and PHP Markdown Extra: a term, and below it ``: what it means``."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.deflist import deflist_plugin

MARKS = (": ", ":\t", "~ ", "~\t")
"""How the first line of a definition begins."""


def install(parser: MarkdownIt) -> None:
    """Add the rules to a parser."""
    parser.use(deflist_plugin)
    parser.core.ruler.after("block", "terms", _terms)


def _terms(state: StateCore) -> None:
    """Set the line of each term. The plugin gives terms an empty range, so problems in them would have no place."""
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type == "dt_open" and token.map:
            token.map = tokens[at + 1].map = [token.map[0], token.map[0] + 1]
