"""Reads the bodies of a site, without the program's instructions, and with links as the old site had them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from generator.editorial.moving._markdown_body import readdressed
from generator.editorial.moving._moved import (
    LostPart,
    MediaFile,
)
from generator.editorial.moving._origin import line_of
from generator.editorial.moving._sites import media
from generator.editorial.moving._sites.copy import SiteFile
from generator.editorial.moving._sites.markdown_text import normalised, without_gaps
from generator.editorial.moving._sites.markup import Form
from generator.editorial.moving._sites.program_site import ProgramSite
from generator.reading.adopted import body as adopted_body
from generator.reading.blocks.types import TYPES

_ATTRIBUTE = re.compile(
    r"""(<(?P<tag>\w+)\b[^<>]*?\s(?:href|src)\s*=\s*)(?P<quote>["'])(?P<address>[^"']*)(?P=quote)"""
)
_PLAYER = re.compile(r"(?m)^(?P<start>:::+ (?:video|audio) )(?P<address>\S+)(?P<end>.*)$")
SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#)")
_TEXT = (".md", ".markdown", ".mkd", ".mkdn", ".html", ".htm", ".rst", ".njk", ".liquid", ".txt")


class Bodies(ProgramSite):
    """Reads the bodies of a site."""

    def body_of(self, copy: SiteFile, notes: list[LostPart]) -> tuple[str, Form]:
        """Return the body without instructions, and with addresses of the old site."""
        form = self.form_of(copy)

        def say(what: str, line: int) -> None:
            notes.append(LostPart(self.place(copy.path, copy.first_line + line - 1), what))

        found = self.instructions(copy, copy.body, form, say)
        text = found.made() if found else copy.body
        if form == "markdown":
            boxes = adopted_body.readable(text, f"content/{copy.path}", copy.first_line, TYPES)
            dropped = (each for each in boxes.problems if each.outcome == "dropped")
            notes += [LostPart(self.place(copy.path, each.line), each.message) for each in dropped]

            def say_nearest(what: str, line: int) -> None:
                say(what, line_of(copy.body, what, line))

            even = normalised(boxes.text, say_nearest, self.WHOLE_HTML, self.BARE_LINKS)
            text = readdressed(even, _Links(self, copy))
            text = without_gaps(_PLAYER.sub(lambda each: self._player(each, copy, say_nearest), text))
        else:
            text = self.html_with_links(text, copy)
        return (found.restored(text) if found else text), form

    def html_with_links(self, text: str, copy: SiteFile) -> str:
        """Return HTML in which links are addresses of the old site."""
        return _ATTRIBUTE.sub(lambda each: self._attribute(each, copy), text)

    def _player(self, found: re.Match[str], copy: SiteFile, say: Callable[[str, int], None]) -> str:
        """Return a player for a recording, whose file keeps its address; only its title if the file was not found."""
        file = self.found(found["address"], self.place(copy.path).path, self.addresses[copy.path])
        if "://" in found["address"] or file:
            self._played += [file] if file else []
            return f"{found['start']}{f'/{file.name}' if file else found['address']}{found['end']}"
        line = found.string.count("\n", 0, found.start()) + 1
        say(f"the recording `{found['address']}` was not found", line)
        return ""

    def found(self, address: str, path: str, own: str) -> MediaFile | None:
        """Return the file that an address means in the text at ``path``, whose own address was ``own``."""
        found = media.find(self.root, self.roots(), self.base_url(), address, (path, own))
        if found:
            self.used.add(found.file)
        return found

    def _attribute(self, found: re.Match[str], copy: SiteFile) -> str:
        return f"{found[1]}{found['quote']}{self.resolved(found['address'], copy)}{found['quote']}"

    def resolved(self, written: str, copy: SiteFile) -> str:
        """Return a link as an address of the old site: the program's own links, and those to files of other texts."""
        address = self.link(written, copy)
        if address != written or not address or SCHEME.match(address):
            return address
        path, sign, tail = (
            re.split(r"([?#])", f"{address}", maxsplit=1) if re.search("[?#]", address) else (address, "", "")
        )
        if not path.lower().endswith(_TEXT):
            return address
        file = posixpath.normpath(posixpath.join(posixpath.dirname(copy.path), unquote(path)))
        found = self.addresses.get(file.lstrip("/"))
        return f"{found}{sign}{tail}" if found else address


class _Links:
    """The ``References`` of a body that is still in the source: only links in the program's own form change."""

    def __init__(self, reader: Bodies, copy: SiteFile) -> None:
        self._reader, self._copy = reader, copy

    def picture(self, address: str, line: int, alt: str = "") -> str:
        return self._reader.resolved(address, self._copy)

    def file(self, address: str, line: int) -> str:
        return self._reader.resolved(address, self._copy)

    def link(self, address: str, line: int) -> str:
        return self._reader.resolved(address, self._copy) or address

    def unkept(self, what: str, line: int) -> None:
        raise NotImplementedError
