"""Reads emphasis, code and links in short texts: headlines, standfirsts, captions and credits.

The rules are CommonMark's (0.31, sections 6.1 to 6.4), except that fewer characters are special: a star between two
letters or digits is a star (``M*A*S*H``, ``2*3``), entities and HTML are shown as written, and a backslash escapes only
the special characters.
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

_SPECIAL = "*_`[]~<"
_ANY_SPECIAL = re.compile(rf"[{re.escape(_SPECIAL)}]")
_ESCAPED = re.compile(rf"\\([{re.escape(_SPECIAL)}])")
_PUNCTUATION_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_ELEMENTS = {"em_open": "em", "strong_open": "strong", "s_open": "s", "link_open": "a"}
_PLURAL = re.compile(r"e?s\b")

Target = tuple[str, str]
"""The ``url`` and ``mark`` of a link (see ``Span``); both empty if only its text is shown."""


def read(written: str, link: Callable[[str], Target], marks: TypographicMarks | None = None) -> Formatted:
    """Return a text on one line without its Markdown, and the formatting in it.

    ``link`` gives the target of an address. ``marks`` is the typographic punctuation to use, if any.
    """
    if not _ANY_SPECIAL.search(written) or limits.too_many_brackets(written):
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
    """Return a text without its Markdown."""
    return read(written, lambda _: ("", ""), marks).text


def unescaped(title: str) -> str:
    """Return the title of a link in a body without backslashes; titles have no formatting (see ``keep_escapes``)."""
    return _ESCAPED.sub(r"\1", title) if "\\" in title else title


def keep_escapes(written: str) -> str:
    """Return Markdown in which CommonMark's unescaping leaves the escapes of the characters that are special here."""

    def kept(found: re.Match[str]) -> str:
        return rf"\\{found[0]}" if found[0][1] in _SPECIAL else found[0]

    return _PUNCTUATION_ESCAPED.sub(kept, written)


def _escape(state: StateInline, silent: bool) -> bool:
    escaped = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or not escaped or escaped not in _SPECIAL:
        return False
    if not silent:
        state.pending += escaped
    state.pos += 2
    return True


def _star(state: StateInline, silent: bool) -> bool:
    """Treat stars between digits or letters as text, unless a plural ending follows: ``the *Endeavour*s``.

    This does not apply to scripts without capitals: Chinese has no spaces, and Korean and Arabic attach particles to
    names.
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


def _in_word(character: str) -> bool:
    return character.isdigit() or character.lower() != character.upper()


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
