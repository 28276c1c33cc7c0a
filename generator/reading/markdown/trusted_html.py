"""Raw HTML with ``html = "trust"``: nothing is removed, but its addresses are resolved, checked and published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it.common.html_re import open_tag
from markdown_it.common.utils import escapeHtml

from generator.reading.markdown.html_elements import ATTRIBUTE, name_of, value_of
from generator.reading.markdown.links import SCHEMES
from generator.reading.markdown.raw_html import HtmlFilter
from generator.reading.markdown.source_map import Lines

_REFERS: Mapping[str, frozenset[str]] = {
    "href": frozenset({"a", "area", "image", "link"}),
    "src": frozenset({"audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"}),
    "poster": frozenset({"video"}),
    "data": frozenset({"object"}),
    "cite": frozenset({"blockquote", "del", "ins", "q"}),
    "srcset": frozenset({"img", "source"}),
}
"""The attributes with addresses, and the elements that have them (HTML, section 3: attributes of type URL)."""

_OPEN = re.compile(open_tag)
_FIRST = {"a": "href", "img": "src"}  # `model/body.py` expects these to come first in their tags
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_VERSION = re.compile(r"(?<![^\s,])([^\s,]\S*[^\s,]|[^\s,])((?:\s++[^\s,]++)?)\s*+(?:,|$)")


class LinkedHtml(HtmlFilter):
    """Resolves the addresses in the raw HTML of one source, tag by tag."""

    _script = ""  # the name of the script or style that an earlier piece opened; its content has no tags

    def _piece(self, found: re.Match[str], line: int) -> str:
        text = found.group()
        if found["close"] and name_of(text) == self._script:
            self._script = ""
        opening = _OPEN.match(text) if (found["drop"] or found["open"]) and not self._script else None
        if not opening:
            return text
        if found["open"] and name_of(text) in ("script", "style"):
            self._script = name_of(text)
        return self._opening(opening.group(), line) + text[opening.end() :]

    def _opening(self, text: str, line: int) -> str:
        name, lines = name_of(text), (line, line + 1 + text.count("\n"))
        found = {each[1].lower(): each for each in reversed([*ATTRIBUTE.finditer(text, len(name) + 1)])}
        made = dict(self._addresses(name, found, lines))
        if name == "img" and "alt" not in found:
            self._picture({}, text, line)
        first = _FIRST.get(name, "")
        for key in sorted(made, key=lambda key: found[key].start(), reverse=True):
            before, after = text[: found[key].start()], text[found[key].end() :]
            text = f'{before}{key}="{escapeHtml(made[key])}"{after}' if key != first else before.rstrip() + after
        return f'<{name} {first}="{escapeHtml(made[first])}"{text[len(name) + 1 :]}' if first in made else text

    def _addresses(self, name: str, found: Mapping[str, re.Match[str]], lines: Lines) -> Iterator[tuple[str, str]]:
        """Yield each attribute of a tag whose address leads into the site or is checked, with its new value."""
        for key, elements in _REFERS.items():
            if name in elements and key in found and found[key][2]:
                value = value_of(found[key][2])
                made = self._versions(value, lines) if key == "srcset" else self._address(value, lines, name, key)
                if made is not None:
                    yield key, made

    def _address(self, value: str, lines: Lines, name: str, key: str) -> str | None:
        scheme = _SCHEME.match(value)
        if value.strip().startswith("//") or (scheme and scheme[1].lower() not in SCHEMES) or not value.strip():
            return None
        return self.source_map.address(value, lines, picture=(name, key) in (("img", "src"), ("video", "poster")))

    def _versions(self, value: str, lines: Lines) -> str | None:
        """Resolve the versions of a picture (HTML, 4.8.4.2.1: the srcset attribute), each with its width or density."""
        made: list[str] = []
        for each in _VERSION.finditer(value):
            address = self._address(each[1], lines, "img", "src")
            made.append(f"{each[1] if address is None else address} {each[2].strip() or '1x'}")
        return ", ".join(made) if made else None
