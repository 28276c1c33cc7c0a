"""Turns a story's Markdown into safe HTML, plain text, headings, and a list of the files in content/ that it mentions.

CommonMark 0.31 (https://spec.commonmark.org/) with GitHub's tables and strikethrough and Pandoc's footnotes.
With ``adopt``, also definition lists and the signs in ``adopted/signs.py``. It never changes quotes, dashes or dots,
and does not turn bare addresses into links. It never drops text silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import markdown_it.common.utils
import msgspec
import unicodedata2
from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdurl import encode
from msgspec.structs import replace

from generator.model.blocks import Block
from generator.model.body import Heading
from generator.model.live import Coverage, LiveEntry
from generator.model.manuscript import Mention
from generator.model.problems import Problem
from generator.model.settings import Html
from generator.reading import attributes, block_rule, blocks, comment_rules, limits, live_entries, plain, raw_html
from generator.reading.adopted import signs
from generator.reading.block_renderer import OF_LAYOUTS, BlockRenderer
from generator.reading.comment_faults import report_comments
from generator.reading.comment_kinds import opening_in
from generator.reading.comments import Comments
from generator.reading.formatting import keep_escapes
from generator.reading.hidden_words import say_fallbacks, say_wordless
from generator.reading.links import MARK
from generator.reading.source_map import HELD, SourceMap
from generator.reading.summary import above_the_mark, of_text, shortened
from generator.reading.unshown import Found, say_unshown
from generator.text.word_count import word_count

# Whether `**` opens or closes depends on which characters are punctuation. The parser asks Python, and Python versions
# differ in their version of Unicode.
markdown_it.common.utils.unicodedata = unicodedata2  # type: ignore[attr-defined]

_LINE_ENDS = re.compile(r"\r\n?")


class Prose(msgspec.Struct, frozen=True):
    """A rendered body. ``html`` is safe; its links into content/ are placeholders (see ``Mention``).

    ``text`` is plain text with one block per line and no picture captions; ``words`` is the number of its words.
    ``withheld`` says that readers must not see any of it, because text that browsers hide could not be left out.
    ``beginning`` is a summary in plain text; ``ends_at_mark`` says that it ends at a mark, ``<!--more-->``.
    ``entries`` are those of live coverage, the oldest first; if there are any, ``lasting`` is the text above them, and
    headings, words and beginning are without them. ``blocks`` are those that the HTML has marks for.
    """

    html: str
    text: str
    words: int
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    withheld: bool = False
    beginning: str = ""
    ends_at_mark: bool = False
    entries: tuple[LiveEntry, ...] = ()
    lasting: str = ""
    blocks: tuple[Block, ...] = ()


def render(
    source: str,
    path: str,
    first_line: int = 1,
    html: Html = "sanitise",
    adopt: bool = False,
    rtl: bool = False,
    live: tuple[Coverage, ZoneInfo] | None = None,
) -> Prose:
    """Render the body ``source`` of the file ``path``, in which it starts on ``first_line``.

    ``path`` is relative to the site's folder (``content/world/talks.md``); links are resolved against it.
    ``problems`` lists everything wrong, in order of lines; nothing is raised. With ``adopt``, a refused address is
    a warning, and the text of its link stays. In copy that is written from right to left (``rtl``), code is not.
    ``live`` is the coverage whose entries are in the body, and the zone of their times.
    """
    source = _LINE_ENDS.sub("\n", source).replace("\0", "\N{REPLACEMENT CHARACTER}")
    source_map = SourceMap(source, path, first_line, adopt)
    excess = limits.excess(source)
    if excess:
        source_map.say(*excess, line=0)
        return Prose("", "", 0, (), (), tuple(source_map.problems))
    tokens, found = _parsed(source, _PARSERS[html != "escape", adopt], source_map)
    tokens, known = blocks.read(tokens, source_map)
    if live:
        live_entries.mark(tokens, *live, source_map)
    tokens = attributes.read(tokens, source_map)
    if adopt:
        signs.read(tokens, source_map)
    say_wordless(source_map, tokens)
    say_fallbacks(source_map, tokens)
    composer = BlockRenderer(source_map, html, found, rtl)
    pieces = None
    if any("anchor" in token.meta for token in tokens):
        pieces = live_entries.composed(composer, tokens, partial(_finished, composer, source_map), first_line)
        body = "".join((pieces.above, *(html for _, html in pieces.entries), pieces.below))
    else:
        body = _finished(composer, source_map, composer.compose(tokens))
    say_unshown(source_map, tokens, found)
    source_map.say_remote(shown=html == "trust")
    text = composer.text()
    _mention_dead_parts(source_map, body)
    prose = Prose(
        body,
        text,
        word_count(text),
        tuple(composer.headings),
        tuple(source_map.mentions.values()),
        tuple(sorted(set(source_map.problems))),
        source_map.withheld,
        *_beginning(above_the_mark(source, found, adopt), composer.first_paragraph(), path, html, adopt),
        blocks=known,
    )
    return _live(prose, pieces) if pieces else prose


def _finished(composer: BlockRenderer, source_map: SourceMap, body: str) -> str:
    """The safe HTML of a body or a part of it.

    Text in the story must never look like one of our placeholders, or be replaced like one.
    """
    if composer.wording.sieve.used:
        body = raw_html.clean(body, source_map.addresses)
    return body.replace(MARK, "broadsheet&#58;").replace(HELD, MARK)


def _live(prose: Prose, pieces: live_entries.Pieces) -> Prose:
    """Live coverage: only what is in no entry says what the story is about, since entries have times of their own."""
    return replace(
        prose,
        words=pieces.words,
        headings=pieces.headings,
        mentions=live_entries.since(prose.mentions, pieces, prose.blocks),
        beginning=shortened(pieces.beginning),
        ends_at_mark=False,
        entries=live_entries.in_order([entry for entry, _ in pieces.entries]),
        lasting=pieces.opening,
    )


def _beginning(above: str, first: str, path: str, html: Html, adopt: bool) -> tuple[str, bool]:
    """What is above the mark of a body, or else its first paragraph, shortened; and whether it ends at the mark."""
    if above.strip():
        part = render(above, path, html=html, adopt=adopt)
        if summary := of_text(part.text, (each.text for each in part.headings)):
            return summary, True
    return shortened(first), False


def _parsed(source: str, parser: MarkdownIt, source_map: SourceMap) -> tuple[list[Token], Found]:
    """The tokens of a source without comments, and what the parser keeps beside them."""
    if not opening_in(source):
        found: Found = {"references": _References()}
        return parser.parse(source, found), found
    comments = Comments(source)
    while True:
        found = {"references": _References(), "comments": comments}
        tokens = parser.parse(comments.text, found)
        if comments.settle(tokens, found):
            break
    source_map.without(comments.blanked())
    report_comments(source_map, comments)
    return comments.finish(tokens, found), found


class _References(dict[str, Any]):
    """The definitions of a source's reference links, which record whether a link used them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.asked.add(label)
        return super().get(label, default)

    def unasked(self) -> Iterator[tuple[str, Any]]:
        return ((label, found) for label, found in self.items() if label not in self.asked)


class _Helpers(SimpleNamespace):
    """markdown-it's own, except that titles keep the escapes that captions need (see ``formatting``)."""

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
    """Leaves every address as written: the source map checks them all and reports those it refuses."""

    def __init__(self, config: str, options: Mapping[str, Any]) -> None:
        super().__init__(config, options)
        self.helpers = cast("Any", _Helpers())

    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


def _parser(html: bool, adopt: bool) -> MarkdownIt:
    parser = _Parser("js-default", {"html": html, "maxNesting": limits.DEEPEST, "store_labels": True})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin)
    if adopt:
        parser.use(deflist_plugin)
    parser.core.ruler.at("inline", _inline)
    parser.block.ruler.before("table", "plain", plain.paragraph)
    comment_rules.install(parser)
    block_rule.install(parser)
    return parser


def _inline(state: StateCore) -> None:
    """markdown-it's own rule, except that a paragraph with too many open brackets is left as written."""
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


_PARSERS = {(html, adopt): _parser(html, adopt) for html in (True, False) for adopt in (True, False)}


_IDS = re.compile(
    r"""<[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.I
)


def _mention_dead_parts(source_map: SourceMap, body: str) -> None:
    """Add links to parts of the page that it does not have to the mentions, where they are reported."""
    if not source_map.parts:
        return
    known = {unescape("".join(each)) for each in _IDS.findall(body)} | {"", *OF_LAYOUTS}
    for written, (line, column) in source_map.parts.items():
        part = unquote(written[1:].partition(":~:")[0])  # a text fragment, which browsers look for in the page
        if part not in known and part.lower() != "top":  # HTML, 7.4.6.3: `#top` in any case
            mark = escapeHtml(encode(written))
            mention = Mention(written, mark, written, source_map.first_line + line, column + 1)
            source_map.mentions.setdefault(mark, mention)
