r"""Replaces typewriter punctuation with typographic punctuation: quotation marks, apostrophes, dashes, ellipses.

Only in the site's own copy, in the languages in ``[typography]`` in site.toml; never in agency copy, code, addresses,
ids or raw HTML. The rules are markdown-it's (``smartquotes``, and the dashes of ``replacements``), which leave unclear
cases unchanged. Escaped characters (``\"``) are also left unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.replacements import EM_DASH_RE, EN_DASH_INDENT_RE, EN_DASH_RE
from markdown_it.rules_core.smartquotes import smartquotes
from markdown_it.token import Token

from generator.model.typography import NARROW, TypographicMarks
from generator.reading.markdown.source_map import SourceMap

HELD = "typography"
"""The key in the parser's environment that says whether escaped punctuation must be distinguished from other."""

_TYPEWRITER = re.compile(r"""["']|--|\.\.|[ ][;:!?»›]|[«‹][ ]""")
_ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_BEFORE = re.compile(r"(?<![ \t])[ ](?=[;:!?»›])|(?<=[«‹])[ ]")
_ESCAPED = {'"': "\ufdd0", "'": "\ufdd1", "-": "\ufdd2", ".": "\ufdd3"}  # noncharacters, which do not occur in text
_UNESCAPED = str.maketrans({held: sign for sign, held in _ESCAPED.items()})
_CODE = re.compile(r"<(/?)(?:code|kbd|pre|samp|script|style|tt|var)\b", re.IGNORECASE)
_MOST_STEPS = 20_000_000  # quotation marks times characters: smartquotes copies the text for each
_MOST_QUOTES = 300
_LEFT = "left as it is"


def install(parser: MarkdownIt) -> None:
    """Add the rule that replaces escaped punctuation with noncharacters until ``read``."""
    parser.core.ruler.before("text_join", "typography", _hold)


def _hold(state: StateCore) -> None:
    if not state.env.get(HELD):
        return
    for token in _all(state.tokens):
        if token.type == "text_special":
            token.content = _ESCAPED.get(token.content, token.content)


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def read(tokens: Sequence[Token], marks: TypographicMarks, source_map: SourceMap) -> None:
    """Replace the punctuation in the tokens of a body."""
    for token in tokens:
        if token.type == "inline" and token.children:
            if not too_many_quotes(token.content):
                apply(token.children, marks)
            else:
                _release(token.children)
                message = "this paragraph has so many quotation marks that they stay as they are"
                source_map.say(message, "split it into several paragraphs", (token.map or (0,))[0], level="warning")


def too_many_quotes(words: str) -> bool:
    """Whether a paragraph has so many quotation marks that pairing them would take seconds."""
    quotes = words.count('"') + words.count("'")
    return quotes > _MOST_QUOTES or quotes * len(words) > _MOST_STEPS


def _release(children: Iterable[Token]) -> None:
    """Restore the escaped punctuation."""
    for token in _all(children):
        token.content = token.content.translate(_UNESCAPED)


def apply(children: list[Token], marks: TypographicMarks) -> None:
    """Replace the punctuation in one block's inline tokens. A changed token keeps its original text in ``meta``."""
    for token in children:
        if token.children:
            apply(token.children, marks)
    texts = [token for token in _in_copy(children) if _TYPEWRITER.search(token.content)]
    before = [token.content.translate(_UNESCAPED) for token in texts]
    for token in texts:
        token.content = _with_punctuation(token.content, marks)
    if any("'" in token.content or '"' in token.content for token in texts):
        _pair(children, marks.quotes)
    _release(children)
    for token, words in zip(texts, before, strict=True):
        if token.content != words:
            token.meta = {**token.meta, "written": words}
    for token in children:
        if token.type == _LEFT:
            token.type = "text"


def written(token: Token) -> str:
    """Return the content of a token as its editor wrote it."""
    return str(token.meta.get("written", token.content)) if token.meta else token.content


def _in_copy(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the text tokens that are neither addresses nor between tags for code. Others get the type ``_LEFT``."""
    inside = 0
    for token in children:
        if token.type == "html_inline" and (tag := _CODE.match(token.content)):
            inside = max(0, inside + (-1 if tag[1] else 1))
        elif token.type in ("link_open", "link_close") and token.markup == "autolink":
            inside = max(0, inside + token.nesting)
        elif token.type == "text" and inside:
            token.type = _LEFT
        elif token.type == "text":
            yield token


def _with_punctuation(words: str, marks: TypographicMarks) -> str:
    """Replace dashes, ellipses and French spaces in a text, but not quotation marks."""
    if marks.dashes and "--" in words:
        words = EM_DASH_RE.sub("\\1\u2014", words)
        words = EN_DASH_INDENT_RE.sub("\\1\u2013", EN_DASH_RE.sub("\\1\u2013", words))
    if marks.ellipsis:
        words = _ELLIPSIS.sub("…", words)
    return _BEFORE.sub(NARROW, words) if marks.french else words


@lru_cache(maxsize=64)
def _typographer(quotes: tuple[str, str, str, str]) -> MarkdownIt:
    return MarkdownIt("zero", {"typographer": True, "quotes": [*quotes]})


def _pair(children: list[Token], quotes: tuple[str, str, str, str]) -> None:
    paragraph = Token("inline", "", 0, content="\"'", children=children)
    state = StateCore("", _typographer(quotes), {}, [paragraph])
    smartquotes(state)


def text(words: str, marks: TypographicMarks | None) -> str:
    """Replace the punctuation in a text without Markdown."""
    if not marks or not _TYPEWRITER.search(words) or too_many_quotes(words):
        return words
    token = Token("text", "", 0, content=words)
    apply([token], marks)
    return token.content
