"""The parser: markdown-it with Broadsheet's rules, after comments have been removed from the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast

import markdown_it.common.utils
import unicodedata2
from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from generator.model.typography import TypographicMarks
from generator.reading.blocks import rule as block_rule
from generator.reading.comments import rules as comment_rules
from generator.reading.comments.faults import report_comments
from generator.reading.comments.kinds import opening_in
from generator.reading.comments.removal import Comments
from generator.reading.fields.formatting import keep_escapes
from generator.reading.markdown import definition_lists, limits, plain, typography
from generator.reading.markdown.source_map import SourceMap
from generator.reading.markdown.unshown import Found

# Whether `**` opens or closes depends on which characters are punctuation. The parser asks Python, and Python versions
# differ in their version of Unicode.
markdown_it.common.utils.unicodedata = unicodedata2  # type: ignore[attr-defined]


def parsed(
    source: str, html: bool, source_map: SourceMap, marks: TypographicMarks | None = None
) -> tuple[list[Token], Found]:
    """Return the tokens of a source without comments, and the parser's environment.

    ``html`` says whether tags in it are HTML; otherwise they are text. With ``marks``, escaped punctuation is
    distinguished from other punctuation (see ``typography.HELD``).
    """
    parser = _PARSERS[html]
    kept = {typography.HELD: True} if marks else {}
    if not opening_in(source):
        found: Found = {"references": _References(), **kept}
        return parser.parse(source, found), found
    comments = Comments(source)
    while True:
        found = {"references": _References(), "comments": comments, **kept}
        tokens = parser.parse(comments.text, found)
        if comments.settle(tokens, found):
            break
    source_map.without(comments.blanked())
    report_comments(source_map, comments)
    return comments.finish(tokens, found), found


class _References(dict[str, Any]):
    """The definitions of a source's reference links. It records which of them links use."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.asked.add(label)
        return super().get(label, default)

    def unasked(self) -> Iterator[tuple[str, Any]]:
        return ((label, found) for label, found in self.items() if label not in self.asked)


class _Helpers(SimpleNamespace):
    """markdown-it's helpers, except that titles keep the escapes that captions need (see ``formatting``)."""

    def __init__(self) -> None:
        super().__init__(**{name: getattr(helpers, name) for name in helpers.__all__})
        self.parseLinkTitle = _title


def _title(string: str, start: int, maximum: int, before: Any = None) -> Any:
    found = helpers.parseLinkTitle(string, start, maximum, before)
    end = found.pos - 1 if found.ok else maximum
    if not before:
        found.str = unescapeAll(keep_escapes(string[start + 1 : end]))
    return found


class _Parser(MarkdownIt):
    """Leaves every address as written, since the source map checks all of them and reports those it refuses."""

    def __init__(self, config: str, options: Mapping[str, Any]) -> None:
        super().__init__(config, options)
        self.helpers = cast("Any", _Helpers())

    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


def _parser(html: bool) -> MarkdownIt:
    parser = _Parser("js-default", {"html": html, "maxNesting": limits.DEEPEST, "store_labels": True})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin)
    definition_lists.install(parser)
    typography.install(parser)
    parser.core.ruler.at("inline", _inline)
    parser.block.ruler.before("table", "plain", plain.paragraph)
    comment_rules.install(parser)
    block_rule.install(parser)
    return parser


def _inline(state: StateCore) -> None:
    """Like markdown-it's own rule, except that a paragraph with too many open brackets is left as written."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = plain.text(token.content)
            if token.children is None:
                token.children = []
                _marked(state, token, token.children)


def _marked(state: StateCore, token: Token, children: list[Token]) -> None:
    if limits.too_many_brackets(token.content):
        children.append(Token("text", "", 0, content=token.content))
        state.env.setdefault("tangled", []).append(token.map)
    else:
        state.md.inline.parse(token.content, state.md, state.env, children)


_PARSERS = {html: _parser(html) for html in (True, False)}
