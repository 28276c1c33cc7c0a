"""Reads attributes in braces, as in kramdown, Pandoc and Hugo. The id of a heading is used, all others are left out.

``## Results {#results}``, a line ``{: .note}`` below a block, ``![A boat](boat.jpg){width=200}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from generator.reading.markdown.source_map import SourceMap

# Quantifiers are possessive, and gaps are matched from their start, so that matching takes linear time.
_ONE = r"""(?:[#.][\w-]++|[\w-]++=(?:"[^"{}]*+"|'[^'{}]*+'|[^\s"'{}]++))"""
_SOME = rf"[ ]*+{_ONE}(?:[ ]*+{_ONE})*+[ ]*+"
_GAP = r"(?<![ \t])[ \t]"
_MARKED = re.compile(rf"\{{:(?:{_SOME}|[ ]*(?:toc|:[a-z]+)\b[^{{}}\n]*|{_SOME}toc[ ]*|[ ]*toc{_SOME})\}}")
_PLAIN = re.compile(rf"\{{{_SOME}\}}")
_ENDING = re.compile(rf"{_GAP}*+(?:{_MARKED.pattern}|{_PLAIN.pattern})[ \t]*+$")
_ID = re.compile(r"""\{:?[^{}]*?(?:#|(?<![\w-])id=["']?)([\w-]+)""")
_WRONG_ID = re.compile(rf"{_GAP}*+(\{{:?[ ]*+#[^{{}}]*+\}})[ \t]*+$")  # no other pattern has read it
_UNNUMBERED = re.compile(rf"{_GAP}*+\{{-\}}[ \t]*+$")  # Pandoc
_AT_END = re.compile(rf"{_GAP}++(\{{[ ]*+(?=[#.]){_SOME}\}})[ \t]*+$")
_CLOSING = re.compile(rf"{_GAP}++#++[ \t]*+$")
_AFTER = frozenset({"image", "link_close", "code_inline", "strong_close", "em_close"})


def read(tokens: list[Token], source_map: SourceMap) -> list[Token]:
    """Return the tokens of a body without attributes. A heading with an id has it in its ``meta``."""
    if not any(token.type == "inline" and "{" in token.content for token in tokens):
        return tokens
    kept = list(_read(tokens, source_map))
    return [each for at, each in enumerate(kept) if not _is_left_empty(kept, at)]


def _read(tokens: list[Token], source_map: SourceMap) -> Iterator[Token]:
    before: Token | None = None
    heading: Token | None = None
    for token in tokens:
        if token.type == "inline" and "{" in token.content and token.children:
            if before and before.type == "heading_open":
                _set_id(before, token, token.children, source_map)
            elif heading and heading.map and token.map and heading.map[1] == token.map[0]:
                _set_id_from_below(heading, token)
            _leave_out(token, token.children, source_map)
        heading = token if token.type == "heading_open" else None if token.type == "paragraph_close" else heading
        before = token
        yield token


def _set_id(heading: Token, token: Token, children: list[Token], source_map: SourceMap) -> None:
    """Give a heading the id in braces at its end, and leave out other attributes there."""
    last = children[-1]
    found = _ENDING.search(last.content) or _UNNUMBERED.search(last.content) if last.type == "text" else None
    if not found:
        _say_wrong_id(heading, last, source_map)
        return
    if _is_escaped(found.group().strip(), token):
        return
    if name := _ID.match(found.group().strip()):
        heading.meta["id"] = name[1]
    else:
        _say(found.group().strip(), (heading.map or (0,))[0], source_map)
    last.content = _CLOSING.sub("", last.content[: found.start()])


def _say_wrong_id(heading: Token, last: Token, source_map: SourceMap) -> None:
    """Warn about braces that were meant as an id, and that readers would see."""
    if last.type == "text" and (found := _WRONG_ID.search(last.content)):
        line = (heading.map or (0,))[0]
        column = source_map.lines[line].find(found[1]) if line < len(source_map.lines) else -1
        message = f"`{found[1]}` cannot be the id of this heading, so readers see it"
        fix = "an id has letters, digits, hyphens and underscores: `## Results {#results}`"
        source_map.say(message, fix, line, column, "warning")


def _set_id_from_below(heading: Token, token: Token) -> None:
    """Give a heading the id in a line directly below it, as kramdown does: `{: #results}`."""
    content = token.content.strip()
    if (_MARKED.fullmatch(content) or _PLAIN.fullmatch(content)) and (name := _ID.match(content)) and token.children:
        heading.meta.setdefault("id", name[1])
        token.children[:] = [Token("text", "", 0)]


def _say(written: str, line: int, source_map: SourceMap) -> None:
    column = source_map.lines[line].find(written) if line < len(source_map.lines) else -1
    message = f"`{written}` is for another program, so it is left out"
    source_map.say(
        message, "remove it; to show it, put it in backticks", line, column, "warning", source_map.refusal[1]
    )


def _leave_out(token: Token, children: list[Token], source_map: SourceMap) -> None:
    line = token.map[0] if token.map else 0
    before = ""
    for child in children:
        line += child.type in ("softbreak", "hardbreak")
        if child.type == "text" and "{" in child.content:
            child.content = _without(child.content, before, line, token, source_map)
        before = child.type
    last = children[-1]
    ending = _AT_END.search(last.content) if last.type == "text" else None
    if ending and not _is_escaped(ending[1], token):
        _say(ending[1], line, source_map)
        last.content = last.content[: ending.start()]
    while len(children) > 1 and children[-1].type == "text" and not children[-1].content and _breaks(children[-2]):
        del children[-2:]


def _breaks(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak")


def _is_escaped(written: str, token: Token) -> bool:
    """Whether braces are text, because they are escaped or written as an entity in the file."""
    at = token.content.find(written)
    while at > 0 and token.content[at - 1] == "\\":
        at = token.content.find(written, at + 1)
    return at < 0


def _without(text: str, before: str, line: int, token: Token, source_map: SourceMap) -> str:
    found = [*_MARKED.finditer(text)]
    if before in _AFTER and (first := _PLAIN.match(text)):
        found.insert(0, first)
    found = [each for each in found if not _is_escaped(each.group(), token)]
    for each in found:
        _say(each.group(), line, source_map)
    for each in reversed(found):
        text = text[: each.start()] + text[each.end() :]
    return text


def _is_left_empty(tokens: list[Token], at: int) -> bool:
    """Whether a token belongs to a paragraph that is empty once its attributes are left out."""
    return any(
        0 <= start <= len(tokens) - 3
        and tokens[start].type == "paragraph_open"
        and tokens[start + 2].type == "paragraph_close"
        and "{" in tokens[start + 1].content
        and not any(each.type != "text" or each.content.strip() for each in tokens[start + 1].children or ())
        for start in (at, at - 1, at - 2)
    )
