"""Turns a story's Markdown into safe HTML, plain text, headings, and a list of the files in content/ that it mentions.

CommonMark 0.31 (https://spec.commonmark.org/) with GitHub's tables and strikethrough and Pandoc's footnotes.
It never changes quotes, dashes or dots, and does not turn bare addresses into links. It never drops text silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from html import unescape
from typing import Any
from urllib.parse import unquote

import markdown_it.common.utils
import msgspec
import unicodedata2
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdurl import encode

from generator.model.body import Heading
from generator.model.manuscript import Mention
from generator.model.problems import Problem
from generator.model.settings import Html
from generator.reading import attributes, comment_rules, limits, plain, raw_html
from generator.reading.block_renderer import OF_LAYOUTS, BlockRenderer
from generator.reading.comment_faults import report_comments
from generator.reading.comment_kinds import OPENING
from generator.reading.comments import Comments, unmarked
from generator.reading.links import MARK
from generator.reading.source_map import HELD, SourceMap
from generator.text.word_count import word_count

# Whether `**` opens or closes depends on which characters are punctuation. The parser asks Python, and Python versions
# differ in their version of Unicode.
markdown_it.common.utils.unicodedata = unicodedata2  # type: ignore[attr-defined]

_LINE_ENDS = re.compile(r"\r\n?")
_NOTE = re.compile(r"(?:[ \t>*+\-]|\d{1,9}[.)])*\[\^([^\]\s]+)\]:")
Found = MutableMapping[str, Any]


class Prose(msgspec.Struct, frozen=True):
    """A rendered body. ``html`` is safe; its links into content/ are placeholders (see ``Mention``).

    ``text`` is plain text with one block per line and no picture captions; ``words`` is the number of its words.
    ``withheld`` says that readers must not see any of it, because text that browsers hide could not be left out.
    """

    html: str
    text: str
    words: int
    headings: tuple[Heading, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    withheld: bool = False


def render(source: str, path: str, first_line: int = 1, html: Html = "sanitise", adopt: bool = False) -> Prose:
    """Render the body ``source`` of the file ``path``, in which it starts on ``first_line``.

    ``path`` is relative to the site's folder (``content/world/talks.md``); links are resolved against it.
    ``problems`` lists everything wrong, in order of lines; nothing is raised. With ``adopt``, a refused address is
    a warning, and the text of its link stays.
    """
    source = _LINE_ENDS.sub("\n", source).replace("\0", "\N{REPLACEMENT CHARACTER}")
    source_map = SourceMap(source, path, first_line, adopt)
    excess = limits.excess(source)
    if excess:
        source_map.say(*excess, line=0)
        return Prose("", "", 0, (), (), tuple(source_map.problems))
    tokens, found = _parsed(source, _PARSERS[html != "escape"], source_map)
    tokens = attributes.read(tokens, source_map)
    composer = BlockRenderer(source_map, html, found)
    body = composer.compose(tokens)
    _say_unshown(source_map, tokens, found)
    if composer.wording.sieve.used:
        body = raw_html.clean(body, source_map.addresses)
    text = composer.text()
    _mention_dead_parts(source_map, body)
    return Prose(
        # text in the story must never look like one of our placeholders, or be replaced like one
        body.replace(MARK, "broadsheet&#58;").replace(HELD, MARK),
        text,
        word_count(text),
        tuple(composer.headings),
        tuple(source_map.mentions.values()),
        tuple(sorted(set(source_map.problems))),
        source_map.withheld,
    )


def _parsed(source: str, parser: MarkdownIt, source_map: SourceMap) -> tuple[list[Token], Found]:
    """The tokens of a source without comments, and what the parser keeps beside them."""
    if not OPENING.search(source):
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


class _Parser(MarkdownIt):
    """Leaves every address as written: the source map checks them all and reports those it refuses."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's name
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url


def _parser(html: bool) -> MarkdownIt:
    parser = _Parser("js-default", {"html": html, "maxNesting": limits.DEEPEST, "store_labels": True})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin)
    parser.core.ruler.at("inline", _inline)
    parser.block.ruler.before("table", "plain", plain.paragraph)
    comment_rules.install(parser)
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


_PARSERS = {True: _parser(html=True), False: _parser(html=False)}


def _say_unshown(source_map: SourceMap, tokens: list[Token], found: Found) -> None:
    """Report everything that Markdown would silently drop or leave as text."""
    _say_unread(source_map, tokens, found)
    _say_unclosed(source_map, tokens)
    _say_apart(source_map, tokens)
    _say_attached(source_map, tokens)
    _say_after_fence(source_map, tokens)
    _say_second_notes(source_map, tokens, found)
    _say_foreign(source_map, tokens)
    _say_second_story(source_map, tokens)
    _say_unasked(source_map, found)
    if any(number < 0 for number in found.get("footnotes", {}).get("refs", {}).values()):
        _say_unnoted(source_map, found["footnotes"]["refs"])


def _say_unread(source_map: SourceMap, tokens: list[Token], found: Found) -> None:
    for lines in found.get("tangled", ()):
        source_map.say(
            "this paragraph has too many open brackets", r"write `\[` where no link is meant", (lines or (0,))[0]
        )
    deep = next((token for token in tokens if token.level >= limits.DEEPEST - 1), None)
    if deep:
        message = "quotes or lists are nested too deeply here; anything deeper would be lost"
        source_map.say(message, "take out some `>` or list markers", (deep.map or (0,))[0])


def _say_unclosed(source_map: SourceMap, tokens: list[Token]) -> None:
    """Report an unclosed block of code: everything below it would be code."""
    for token in tokens:
        if token.type == "fence" and token.map:
            start, end = token.map
            last = source_map.lines[end - 1].lstrip("> \t") if end - 1 > start else ""
            if not last.startswith(token.markup):
                message = "the block of code that begins here is never closed, so everything below it is code"
                source_map.say(message, "put the same characters on a line where it ends", start, level="warning")


_IDS = re.compile(r"""\bid=["']?([^"'\s>]+)""")


def _mention_dead_parts(source_map: SourceMap, body: str) -> None:
    """Add links to parts of the page that it does not have to the mentions, where they are reported."""
    if not source_map.parts:
        return
    known = {unescape(each) for each in _IDS.findall(body)} | {"", *OF_LAYOUTS}
    for written, (line, column) in source_map.parts.items():
        if unquote(written[1:]) not in known:
            mark = escapeHtml(encode(written))
            mention = Mention(written, mark, written, source_map.first_line + line, column + 1)
            source_map.mentions.setdefault(mark, mention)


_APART = re.compile(r"\][ \t]+\((?=https?://|mailto:|[\w./-]+\.(?:md|html?|pdf)\b)")


def _say_apart(source_map: SourceMap, tokens: list[Token]) -> None:
    """Report a link with a space between its text and its address: readers would see the brackets."""
    for token in tokens:
        if token.type == "inline" and token.map and "] (" in token.content:
            for line in range(*token.map):
                if found := _APART.search(source_map.lines[line]):
                    message = "this is not a link, because there is a space between the text and the address"
                    source_map.say(message, "take the space out: `[text](address)`", line, found.start() + 1, "warning")


_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_SETTINGS = re.compile(r"""\{[^}]*\}|(?<![\w-])(?!title|caption|label)[\w-]+=(?:"[^"]*"|'[^']*'|\S+)""")


def _say_after_fence(source_map: SourceMap, tokens: list[Token]) -> None:
    """Words after the first on the line that opens a block of code, which readers do not see."""
    for token in tokens:
        _, _, rest = token.info.strip().partition(" ") if token.type == "fence" else ("", "", "")
        if token.map and (words := " ".join(_SETTINGS.sub(" ", rest).split())):
            line = token.map[0]
            message = f"the words `{words[:40]}` are on the line that opens a block of code, so they are not shown"
            source_map.say(message, "put them on a line of their own, above the block or in it", line, level="warning")


def _say_second_notes(source_map: SourceMap, tokens: list[Token], found: Found) -> None:
    """Footnotes with the name of another: readers see only the last of them."""
    known = found.get("footnotes", {}).get("refs", {})
    if not known:
        return
    code = {line for each in tokens if each.type in ("fence", "code_block") and each.map for line in range(*each.map)}
    seen: dict[str, int] = {}
    for line, words in enumerate(source_map.lines):
        note = _NOTE.match(words)
        if not note or line in code or f":{note[1]}" not in known:
            continue
        if (first := seen.get(note[1])) is not None:
            again = source_map.first_line + line
            message = f"the footnote `{note[1]}` is given again on line {again}, so this one is not shown"
            source_map.say(message, "give each footnote a name of its own", first, level="warning")
        seen[note[1]] = line


_LABEL = r"(?<!\\)\[(?![\^\]])[^\]\[\n]{0,200}\][ \t]*:[ \t]*"
_ATTACHED = re.compile(rf"""[ \t>]*{_LABEL}<?(?:https?://|mailto:|/)[^\s<>]*>?[ \t]*(?:["'(].*)?""")


def _say_attached(source_map: SourceMap, tokens: list[Token]) -> None:
    """Definitions of links that are part of a paragraph, so that readers see them."""
    for token in tokens:
        if token.type == "inline" and token.map and "]" in token.content:
            for line in range(*token.map):
                words = _CODE.sub(lambda found: " " * len(found.group()), source_map.lines[line])
                if _ATTACHED.fullmatch(words):
                    message = "this line gives the address of a link, but it follows text directly, so readers see it"
                    source_map.say(message, "put an empty line above it", line, level="warning")


_FOREIGN = re.compile(
    r"\{%-?\s*\w[^{}]*%\}|\{\{[<%][^{}]*[>%]\}\}|\{\{\s*[\w.'\"][^{}]*\}\}"
)  # Liquid, Hugo's shortcodes


_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|audio|video|playlist|embed|youtube|vimeo|soundcloud|contact-form(?:-7)?)"
    r"(?:\s[^\[\]]*)?\](?![(\[:])"
)  # WordPress


def _say_foreign(source_map: SourceMap, tokens: list[Token]) -> None:
    """Report instructions to the program that a story was written for: Broadsheet treats them as text."""
    for token in tokens:
        words = token.content
        shortcodes = "[" in words and token.type == "inline" and bool(_SHORTCODE.search(words))
        if token.type in ("inline", "html_block") and token.map and (shortcodes or "{%" in words or "{{" in words):
            for line in range(*token.map):
                words = _CODE.sub(lambda found: " " * len(found.group()), source_map.lines[line])
                for found in (*_FOREIGN.finditer(words), *(_SHORTCODE.finditer(words) if shortcodes else ())):
                    message = f"`{found.group()}` is meant for another program; readers see it as written"
                    fix = "write what it would have shown, or take it out; to show it, put it in backticks"
                    source_map.say(message, fix, line, found.start(), "warning")


_BEGINS = re.compile(r"(title|headline)\s*:", re.IGNORECASE)


def _say_second_story(source_map: SourceMap, tokens: list[Token]) -> None:
    """Report front matter in the middle of a body, unless it is an example in a block of code."""
    code = {line for token in tokens if token.type == "fence" and token.map for line in range(*token.map)}
    for number, line in enumerate(source_map.lines[:-1]):
        if line.rstrip() == "---" and _BEGINS.match(source_map.lines[number + 1]) and number not in code:
            source_map.say("another story begins here", "give it a file of its own", number)


def _say_unasked(source_map: SourceMap, found: Found) -> None:
    for label, definition in found["references"].unasked():
        if definition["href"] not in ("", "#"):  # `[//]: # (a note to oneself)`
            fix = rf"write `\[` if readers should see it, or link to it: `[text][{unmarked(label).lower()}]`"
            source_map.say("no link uses this line, so it is not shown", fix, definition["map"][0], level="warning")
    for definition in found.get("duplicate_refs", ()):
        message = f"`[{unmarked(definition['label']).lower()}]:` is defined above; this line is not used"
        source_map.say(message, "take out one of the two", definition["map"][0], level="warning")


def _say_unnoted(source_map: SourceMap, numbers: dict[str, int]) -> None:
    """Report each footnote that no sentence refers to: markdown-it numbers it -1 and leaves it out."""
    for line, words in enumerate(source_map.lines):
        note = _NOTE.match(words)
        if note and numbers.get(f":{note[1]}", 0) < 0:
            message, fix = "no sentence refers to this footnote, so it is not shown", f"write `[^{note[1]}]` in one"
            source_map.say(message, fix, line, note.start(1) - 2, "warning")
