"""Replaces the addresses in one story: finds its pictures and files, and points its links to their new targets."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from generator.editorial.moving._files import Files
from generator.editorial.moving._moved import Moved, MovedPicture, SourcePlace
from generator.editorial.moving._origin import line_of
from generator.editorial.moving._plan import Plan
from generator.editorial.moving._report import Report, ReportLine
from generator.reading.markdown.links import Refusal, resolve

_SIGNS = "/:?#[]@!$&'()*+,;=%~-._"
_FILE = re.compile(r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|epub|rtf|mp3|m4a|mp4|mov|webm|ogg|wav|txt|ics)\Z")
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|tiff?|svg)\Z")


def is_whole(address: str) -> bool:
    """Return whether an address names its site."""
    return address.lower().startswith(("https://", "http://"))


class StoryReferences:
    """The ``References`` of a story. ``asked`` has the path of each file that it looked for, or why it has none."""

    def __init__(self, moved: Moved, path: str, plan: Plan, files: Files, report: Report) -> None:
        self._moved, self._path, self._plan, self._files, self._report = moved, path, plan, files, report
        self.asked: dict[str, tuple[str, str]] = {}

    def picture(self, address: str, line: int, alt: str = "") -> str:
        """See ``References``."""
        found = self._file(address, line, alt)
        return found or (address if is_whole(address) else "")

    def lead_picture(self, picture: MovedPicture) -> str:
        """Return the path of the story's own picture, relative to it. If its file was not found, return its absolute
        address on the old site, for which a build shows a warning instead. Empty if that is not known.
        """
        said = picture.alt or picture.caption
        return self._file(picture.address, 0, said) or self._plan.old.whole(picture.address, self._moved.address)

    def file(self, address: str, line: int) -> str:
        """See ``References``."""
        return self._file(address, line)

    def _file(self, address: str, line: int, words: str = "") -> str:
        path, fault = self._place(address)
        if not path and not fault and (inside := self._plan.old.path_of(address)):
            path, fault = self._place(inside)
        if not path:
            said = f"{address}: {fault}" if fault else address
            self._say(self._report.missing, f"{said}: its description is kept: {words}" if words else said, line)
            return ""
        return self._relative(path)

    def _place(self, address: str) -> tuple[str, str]:
        found = self.asked[address] = self._files.place(address, self._moved)
        return found

    def link(self, address: str, line: int) -> str:
        """See ``References``."""
        written = address.strip()
        scheme = written.partition(":")[0].lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", written) else ""
        if scheme in ("mailto", "tel"):
            return quote(written, safe=_SIGNS)
        if scheme not in ("", "http", "https"):
            self.unkept(f"a link to {written[:80]}, which pages cannot have", line)
            return ""
        if not self._plan.is_own(written, self._moved.address):
            return self._elsewhere(written, line)
        return self._inside(written, line)

    def _elsewhere(self, written: str, line: int) -> str:
        whole = quote(f"https:{written}" if written.startswith("//") else written, safe=_SIGNS)
        if isinstance(found := resolve(whole, self._path), Refusal):
            self.unkept(f"a link to {written[:200]}: {found.message}", line)
            return ""
        return whole

    def _inside(self, written: str, line: int) -> str:
        at = self._moved.address
        if story := self._plan.file_at(written, at):
            return self._relative(story)
        if place := self._plan.list_at(written, at):
            return place
        path = written.split("?")[0].split("#")[0]
        is_file = _FILE.search(path) or _PICTURE.search(path)
        if is_file and (found := self._file(written, line)):
            return found
        if is_whole(written) or written.startswith("//"):
            if not is_file:
                self._say(self._report.unmoved, written[:200], line)
            return self._elsewhere(written, line)
        if not is_file:
            self._say(self._report.dead, written[:200], line)
        return ""

    def unkept(self, what: str, line: int) -> None:
        """See ``References``."""
        self._say(self._report.unkept, what, line)

    def _say(self, lines: list[ReportLine], text: str, line: int) -> None:
        if line and self._moved.written:
            line = line_of(self._moved.written, text, line)
        if (said := ReportLine(self.place(line), text)) not in lines[-3:]:
            lines.append(said)

    def place(self, line: int) -> SourcePlace:
        """Return the place of a line of the body in the source; the story's place if that is not known."""
        own, first = self._moved.place, self._moved.body_line
        return SourcePlace(own.path, first + line - 1) if first and line else own

    def _relative(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self._path))
