"""Markup in the text of adopted copy that Markdown itself does not have: alerts, highlighted words, codes of emoji.

It is read from the parser's tokens, so code stays as it is. Unknown codes of emoji are reported once per file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from generator.reading.markdown.source_map import SourceMap

_KINDS = """abstract attention bug caution danger error example failure hint important info note question quote success
summary tip todo warning"""
BOXES = frozenset(_KINDS.split())
"""The kinds of boxes that GitHub, Obsidian, Docusaurus and MkDocs have, in lower case."""

_ALERT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*")
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=]++)(?<=\S)==(?![=\w])")
_EMOJI = re.compile(r"(?<![\w:]):(?:[a-z][a-z0-9_+-]{0,40}|[+-]1|100):(?![\w:])")


def read(tokens: Sequence[Token], source_map: SourceMap) -> None:
    """Replace the markup in the tokens of a body."""
    unknown = list[tuple[str, int]]()
    for index, token in enumerate(tokens):
        if token.type != "inline" or not token.children:
            continue
        around = [each.type for each in tokens[max(index - 2, 0) : index]]
        if around == ["blockquote_open", "paragraph_open"]:
            token.children[:1] = _titled(token.children)
        token.children[:] = [each for child in token.children for each in _marked(child)]
        for child in token.children:
            if child.type == "text" and _EMOJI.search(child.content):
                child.content = _with_emoji(child.content)
                unknown += [(found, (token.map or (0,))[0]) for found in _EMOJI.findall(child.content)]
    _say_unknown(source_map, unknown)


def label(kind: str) -> str:
    """Return the title of a box of this kind that has no title of its own."""
    return kind.capitalize()


def _titled(children: list[Token]) -> list[Token]:
    """Return the first token of a quote. The marker of an alert becomes a line of its own, in bold."""
    first = children[0]
    found = _ALERT.match(first.content) if first.type == "text" else None
    if not found:
        return [first]
    if len(children) > 1 and children[1].type == "softbreak":
        children[1].type = "hardbreak"
    title = first.content[found.end() :] or label(found[1].lower())
    return _around("strong", title)


def _marked(token: Token) -> Iterator[Token]:
    """Split a text token, so that the words between ``==`` are highlighted."""
    if token.type != "text" or "==" not in token.content:
        yield token
        return
    for index, words in enumerate(_MARKED.split(token.content)):
        if index % 2:
            yield from _around("mark", words)
        else:
            yield _text(words)


def _around(name: str, words: str) -> list[Token]:
    return [Token(f"{name}_open", name, 1), _text(words), Token(f"{name}_close", name, -1)]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _with_emoji(words: str) -> str:
    from rich.emoji import Emoji  # importing it takes long, and most copy has no codes

    return _EMOJI.sub(lambda found: Emoji.replace(found[0]), words)


def _say_unknown(source_map: SourceMap, unknown: Sequence[tuple[str, int]]) -> None:
    if not unknown:
        return
    (code, line), others = unknown[0], len(unknown) - 1
    place = source_map.find(code, (line, len(source_map.lines)), before=("",))
    more = f", and so are {others} more in this file" if others else ""
    message = f"`{code}` is not the code of an emoji that Broadsheet knows, so it is shown as written{more}"
    source_map.say(
        message, "write the emoji itself; to show the code, put it in backticks", *place, "warning", "guessed"
    )
