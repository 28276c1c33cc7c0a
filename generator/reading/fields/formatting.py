"""Emphasis, code and links in short texts: headlines, standfirsts, captions and credits.

The rules are CommonMark's (0.31, sections 6.1 to 6.4), except that fewer signs have a meaning: a star between two
letters or digits is a star (``M*A*S*H``, ``2*3``), entities and HTML are shown as written, and a backslash only escapes
the signs that have a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.model.formatting import Formatted, Span
from generator.model.typography import TypographicMarks
from generator.reading.markdown import limits, typography

_SIGNS = "*_`[]~<"
_MEANT = re.compile(rf"[{re.escape(_SIGNS)}]")
_ESCAPED = re.compile(rf"\\([{re.escape(_SIGNS)}])")
_PUNCTUATION_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_ELEMENTS = {"em_open": "em", "strong_open": "strong", "s_open": "s", "link_open": "a"}
_PLURAL = re.compile(r"e?s\b")

Target = tuple[str, str]
"""The ``url`` and ``mark`` of a link (see ``Span``); both empty if only its text is shown."""


def read(written: str, link: Callable[[str], Target], marks: TypographicMarks | None = None) -> Formatted:
    """A text on one line without its Markdown, and what was formatted in it.

    ``link`` gives the target of an address. ``marks`` are the typographic signs that it gets, if any.
    """
    if not _MEANT.search(written) or limits.too_many_brackets(written):
        return Formatted(typography.text(written, marks))
    tokens: list[Token] = []
    _PARSER.inline.parse(written, _PARSER, {"references": {}}, tokens)
    if marks and not typography.too_many_quotes(written):
        typography.apply(tokens, marks)
    text, spans, open_spans = "", list[Span](), list[int]()
    for token in tokens:
        if token.nesting > 0:
            target = link(str(token.attrs["href"])) if token.type == "link_open" else ("", "")
            open_spans.append(len(spans))
            spans.append(Span(len(text), len(text), _ELEMENTS[token.type], *target))  # type: ignore[arg-type]
        elif token.nesting < 0:
            at = open_spans.pop()
            spans[at] = msgspec.structs.replace(spans[at], end=len(text))
        else:
            text += token.content
            if token.type == "code_inline":
                spans.append(Span(len(text) - len(token.content), len(text), "code"))
    return Formatted(text, tuple(_shown(spans)))


def _shown(spans: list[Span]) -> Iterator[Span]:
    return (each for each in spans if each.start < each.end and (each.element != "a" or each.url or each.mark))


def plain(written: str, marks: TypographicMarks | None = None) -> str:
    """The text without its Markdown."""
    return read(written, lambda _: ("", ""), marks).text


def unescaped(title: str) -> str:
    """The title of a link in a body, in which nothing is formatted (see ``keep_escapes``)."""
    return _ESCAPED.sub(r"\1", title) if "\\" in title else title


def keep_escapes(written: str) -> str:
    """Markdown for which CommonMark's own unescaping leaves the escapes of signs that have a meaning here."""

    def kept(found: re.Match[str]) -> str:
        return rf"\\{found[0]}" if found[0][1] in _SIGNS else found[0]

    return _PUNCTUATION_ESCAPED.sub(kept, written)


def _escape(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or not sign or sign not in _SIGNS:
        return False
    if not silent:
        state.pending += sign
    state.pos += 2
    return True


def _star(state: StateInline, silent: bool) -> bool:
    """Stars between digits or letters are text, unless an ending follows: ``the *Endeavour*s``.

    Scripts without capitals are excepted: Chinese has no spaces, Korean and Arabic attach particles to a name.
    """
    start = end = state.pos
    if state.src[start] != "*":
        return False
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before, after = state.src[start - 1 : start], state.src[end : end + 1]
    if not (_in_word(before) and _in_word(after)) or _PLURAL.match(state.src, end):
        return False
    if not silent:
        state.pending += state.src[start:end]
    state.pos = end
    return True


def _in_word(sign: str) -> bool:
    return sign.isdigit() or sign.lower() != sign.upper()


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


def _parser() -> MarkdownIt:
    parser = _Parser("zero", {"maxNesting": limits.DEEPEST})
    parser.enable(["backticks", "strikethrough", "emphasis", "link", "autolink"])
    parser.inline.ruler.before("backticks", "escape_sign", _escape)
    parser.inline.ruler.before("emphasis", "star", _star)
    return parser


_PARSER = _parser()
