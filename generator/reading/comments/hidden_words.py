"""Reports words that would be published although readers do not see them: titles of empty links, and ``<rp>``."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it.token import Token

from generator.model.problems import Level
from generator.reading.markdown.source_map import SourceMap
from generator.reading.markdown.unshown import CODE


def say_wordless(source_map: SourceMap, tokens: list[Token]) -> None:
    """Report links with a title but without text, which no reader sees, and remove the title."""
    for token in tokens:
        if not token.children or len(token.children) < 2:
            continue
        seen = [each for each in token.children if not _is_empty(each)]
        for link, after in pairwise(seen):
            title = str(link.attrs.get("title", "")) if link.type == "link_open" and after.type == "link_close" else ""
            if title and token.map:
                message = "this link has no words, so readers do not see its title, but it would be published"
                fix = "write words between the square brackets; a note to oneself is written `<!-- ... -->`"
                place = source_map.find(title, (token.map[0], token.map[1]), before=("",))
                source_map.say(message, fix, *place, "warning" if source_map.adopt else "error")
                del link.attrs["title"]


def _is_empty(token: Token) -> bool:
    return token.type in ("softbreak", "comment") or (token.type == "text" and not token.content.strip())


_RUBY = re.compile(r"<rp\b[^<>]*>(?![ \t]*(?:&[lr]par;|[^\w\s<>])?[ \t]*<|[ \t]*[^\w\s<>][ \t]*$)", re.IGNORECASE)


def say_fallbacks(source_map: SourceMap, tokens: list[Token]) -> None:
    """Report words in ``<rp>``, which is for the parentheses around a reading, and which browsers do not show."""
    for token in tokens:
        if not token.map or "<" not in token.content or "<rp" not in token.content.lower():
            continue
        if token.type == "html_block" or any(each.type == "html_inline" for each in token.children or ()):
            for line in range(*token.map):
                words = CODE.sub(lambda found: " " * len(found.group()), source_map.lines[line])
                for found in _RUBY.finditer(words):
                    source_map.withheld = True
                    message = "browsers hide what is in `<rp>`, which is only for the parentheses around a reading"
                    fix = "write `<rp>(</rp>`, and words in `<rt>`; a note to oneself is written `<!-- ... -->`"
                    level: Level = "warning" if source_map.adopt else "error"
                    source_map.say(message, fix, line, found.start(), level)
