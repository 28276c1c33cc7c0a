"""Filters raw HTML in a story, with ``html = "sanitise"``: keeps what editors need, removes and reports the rest.

There are two passes. ``HtmlFilter`` checks each tag in place, so that everything it removes gets a warning with its
line. ``clean`` then passes the whole body to nh3 (Rust's ammonia, which parses HTML as browsers do), which
closes open elements and removes anything the first pass missed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

import nh3
from markdown_it.common.html_re import close_tag, open_tag
from markdown_it.common.utils import escapeHtml

from generator.model.blocks import PREFIX
from generator.reading.comments.hidden_html import is_hidden, opening_tag
from generator.reading.markdown import html_fixes as fixes
from generator.reading.markdown.html_elements import (
    ADDRESSES,
    ATTRIBUTE,
    ATTRIBUTES,
    OURS,
    PHRASE,
    REMOVED,
    TAGS,
    WITHOUT_TEXT,
    name_of,
    value_of,
)
from generator.reading.markdown.links import CURLY, MARK, leads_elsewhere
from generator.reading.markdown.source_map import HELD, SourceMap

_PIECE = re.compile(
    r"(?P<drop><(script|style)\b[^>]*>.*?</\2\s*>)|(?P<comment><!--.*?-->)"
    rf"|(?P<close>{close_tag})|(?P<open>{open_tag})|(?P<stray><)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 80  # characters of a tag that a message shows
_BROKEN = re.compile(
    rf"<(?:{'|'.join(sorted(TAGS | REMOVED | {'script', 'style'}, key=len, reverse=True))})\s+[\w-]+\s*=[^<>]*>"
    rf"|<[{CURLY}](?:https?://|mailto:)[^\s<>]+>",
    re.IGNORECASE,
)


def visible_text(content: str) -> str:
    """Return the text of raw HTML, without tags and scripts. Inline tags leave no space: they can be inside a word."""
    return html.unescape(_PIECE.sub(_gap, content))


def broken_tags(words: str) -> Iterator[tuple[str, str]]:
    """Yield each tag with attributes in a text, and the fix. It is text because it is not valid HTML."""
    for found in _BROKEN.finditer(words) if ">" in words else ():
        straight = re.sub(f"[{CURLY}]", '"', found[0])
        if found[0][1] in CURLY:
            straight = found[0].translate(dict.fromkeys(map(ord, CURLY)))
        fix = f"write `{straight}`" if straight != found[0] else "close its quotation marks"
        yield found[0], f"{fix}; to show it, put it in backticks"


def _gap(found: re.Match[str]) -> str:
    if found["stray"]:
        return "<"
    return "" if name_of(found.group()) in PHRASE else " "


class HtmlFilter:
    """Filters the raw HTML of one source, tag by tag. ``used`` says whether any tag was kept."""

    def __init__(self, source_map: SourceMap) -> None:
        self.source_map = source_map
        self.used = False

    def filtered(self, content: str, line: int) -> str:
        """Reduce ``content``, which begins on ``line`` (from 0), to the HTML that is allowed in a story."""
        return "".join(self._pieces(content, line))

    def _pieces(self, content: str, line: int) -> Iterator[str]:
        end = 0
        for found in _PIECE.finditer(content):
            yield content[end : found.start()]
            line += content.count("\n", end, found.start())
            yield self._piece(found, line)
            line += content.count("\n", found.start(), found.end())
            end = found.end()
        yield content[end:]

    def _piece(self, found: re.Match[str], line: int) -> str:
        text = found.group()
        if found["drop"]:
            fix = fixes.embed_of(text) or fixes.OF_CODE[found[2].lower()]
            self._warn(f"`<{found[2].lower()}>` and everything in it was removed", fix, text, line)
        elif found["stray"]:
            name, attributes = opening_tag(found.string, found.start())
            if name in TAGS | REMOVED and is_hidden(name, attributes):
                self._say_hidden(found.string[found.start() :], line)
            if broken := _BROKEN.match(found.string, found.start()):
                for written, fix in broken_tags(broken[0]):
                    self._warn(f"`{written[:60]}` is not HTML, so readers see it as written", fix, written, line)
            return "&lt;"
        elif not found["comment"]:
            return self._tag(text, line)
        return ""

    def _tag(self, text: str, line: int) -> str:
        closing = text.startswith("</")
        name = name_of(text)
        if not closing and name not in WITHOUT_TEXT and is_hidden(*opening_tag(text)):
            self._say_hidden(text, line)
            return ""
        if name in TAGS:
            self.used = True
            if name == "a":
                self.source_map.links = int(not closing)  # a link inside a link ends the outer one
            return f"</{name}>" if closing else self._opened(name, self._attributes(name, text, line))
        if name in REMOVED:
            if not closing:
                fix = fixes.embed_of(text) or fixes.OF_ELEMENTS.get(name, fixes.TRUST)
                self._warn(f"`<{name}>` was removed; the text in it stays", fix, text, line)
            return ""
        if name in ("script", "style"):  # its end tag is missing, or in another block
            fix = fixes.embed_of(text) or fixes.TRUST
            self._warn(f"`{text}` has no effect in a story; it is shown as written", fix, text, line)
        elif not closing:
            fix = "if readers should see it, put it in backticks"
            self._warn(f"`{text}` is not an HTML tag, so it is shown as written", fix, text, line)
        return escapeHtml(text)

    def _opened(self, name: str, kept: Mapping[str, str]) -> str:
        """Return a tag with its attributes, or a link for a picture on another site."""
        if name == "img" and leads_elsewhere(kept.get("src", "")):
            return linked(kept["src"], kept.get("alt", ""), self.source_map.links)
        return f"<{name}" + "".join(f' {key}="{escapeHtml(value)}"' for key, value in kept.items()) + ">"

    def _attributes(self, name: str, text: str, line: int) -> dict[str, str]:
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset())
        kept: dict[str, str] = {}
        for found in ATTRIBUTE.finditer(text, len(name) + 1):
            key, value = found[1].lower(), value_of(found[2] or "")
            if key not in allowed:
                fix = fixes.of_attribute(key)
                self._warn(f"`{key}` was removed from this `<{name}>`", fix, found[1], line)
            elif key in ADDRESSES:
                address = self.source_map.address(value, (line, line + 1 + text.count("\n")), picture=key == "src")
                if address is not None:
                    kept.setdefault(key, address)
            elif value.startswith(MARK):
                self._warn(f"`{key}` was removed from this `<{name}>`", "choose another value", found[1], line)
            else:
                kept.setdefault(key, value)
        if name == "img":
            self._picture(kept, text, line)
        return {
            key: kept[key] for key in sorted(kept, key=lambda key: key not in ADDRESSES)
        }  # as in links from Markdown

    def _picture(self, kept: dict[str, str], text: str, line: int) -> None:
        if "alt" not in kept:
            fix = 'say in `alt="..."` what it shows; leave that empty if it is only decoration'
            self._warn("this picture has no text for readers who cannot see it", fix, text, line)
        kept.update(loading="lazy", decoding="async")

    def _say_hidden(self, text: str, line: int) -> None:
        """Report an element that browsers hide: without its attributes, readers would see its content."""
        self.source_map.withheld = True
        first = text.partition("\n")[0]
        withheld = "the story is withheld" if self.source_map.adopt else "here readers would see it"
        message = f"browsers hide what is in `{first[:_LONGEST]}`, but {withheld}"
        fix = "write `<!-- ... -->` around what nobody should see, or remove it; otherwise remove what hides it"
        place = self.source_map.find(first, (line, line + 1), before=("",))
        self.source_map.say(message, fix, *place, "warning" if self.source_map.adopt else "error")

    def _warn(self, message: str, fix: str, text: str, line: int) -> None:
        first = text.partition("\n")[0]
        self.source_map.say(message, fix, *self.source_map.find(first, (line, line + 1), before=("",)), "warning")


def linked(src: str, alt: str, links: int) -> str:
    """Return what readers get for a picture on another site: its words, with a link to it unless inside a link."""
    words = escapeHtml(alt.strip() or src)
    return words if links else f'<a href="{escapeHtml(src)}">{words}</a>'


def clean(body: str, addresses: set[str]) -> str:
    """Return a body with raw HTML reduced to what is allowed in a story, and with balanced tags.

    ``addresses`` are those that the source map accepted; any other address is removed.
    """
    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=_CLEANER_ATTRIBUTES,
        attribute_filter=_filter(addresses),
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "sms", MARK.rstrip(":")},
    )
    return cleaner.clean(body.replace(HELD, MARK))


_CLEANER_ATTRIBUTES = {
    name: set(ATTRIBUTES.get(name, ())) | OURS.get(name, set()) for name in ATTRIBUTES.keys() | OURS.keys()
}


def _filter(addresses: set[str]) -> Callable[[str, str, str], str | None]:
    def filtered(_tag: str, name: str, value: str) -> str | None:
        if name == "id" and value.startswith(
            f"{MARK}{PREFIX}"
        ):  # a block's mark; `HtmlFilter` removes any other such id
            return HELD + value.removeprefix(MARK)
        if name not in ADDRESSES or value.startswith("#"):
            return value
        if value not in addresses:
            return None
        return HELD + value.removeprefix(MARK) if value.startswith(MARK) else value

    return filtered
