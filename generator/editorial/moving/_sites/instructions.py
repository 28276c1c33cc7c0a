"""Replaces the instructions of a program in a body by what readers saw.

A program's own rules are in a subclass. Line numbers stay the same wherever possible.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cached_property

import msgspec

from generator.editorial.importers._markdown_blocks import code_span
from generator.editorial.moving._fences import fences, in_code
from generator.editorial.moving._sites import markup
from generator.editorial.moving._sites.markup import Form
from generator.reading.withholding.names import bare, meaning

_HELD = re.compile("\ue000([0-9]+)\ue001")
_GIVEN = re.compile(
    r"""(?<![\w-])(?:([\w-]{1,40}+)\s*+[=:]\s*+)?"""
    r"""(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|`([^`]*+)`|([^\s"'`(),=]++))"""
)
_LONGEST_LINE = 2_000  # characters of a line that are searched for code
_BOXES = frozenset(
    [
        "note",
        "notice",
        "alert",
        "warning",
        "tip",
        "info",
        "caution",
        "danger",
        "important",
        "admonition",
        "callout",
        "hint",
        "success",
        "question",
    ]
)
_PICTURES = frozenset(
    ["figure", "img", "image", "picture", "figure_responsive", "responsive-image", "thumbnail", "pic", "photo"]
)
_QUOTES = frozenset(["quote", "blockquote", "pullquote", "epigraph"])


_HIDING = frozenset(
    (
        *("comment", "todo", "member", "members", "subscriber", "subscribers", "paid", "patrons", "login", "loggedin"),
        *("password", "encrypt", "gated", "restrict", "protect", "editornote", "ednote"),
    )
)


def hides(name: str) -> bool:
    """Return whether a shortcode or tag of this name hides its content from all or most readers."""
    return bare(name) in _HIDING or meaning(name) == "hides"


class Code(msgspec.Struct, frozen=True):
    """A shortcode or tag: its name in lower case, values without a name, values by name, and its source text.

    ``alone`` says whether it is on a line of its own. ``inner`` is the text between it and its end tag, if it has one.
    """

    name: str
    args: tuple[str, ...]
    given: Mapping[str, str]
    written: str
    alone: bool
    inner: str | None = None

    def value(self, *names: str) -> str:
        """Return the first of the named values that is present."""
        return next((self.given[name] for name in names if self.given.get(name)), "")


class Instructions:
    """Reads one body. ``say`` is called for instructions without an equivalent, with the line of the body, from 1."""

    TOKEN: re.Pattern[str]

    def __init__(self, text: str, form: Form, say: Callable[[str, int], None]) -> None:
        self.text, self.form, self._report = text, form, say
        self._held: list[str] = []
        self._endless = set[str]()
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._code = _code_in(text) if form == "markdown" else []

    def made(self) -> str:
        """Return the body without instructions. Literal text that looks like some is held back (see ``restored``)."""
        out, at, owed = list[str](), 0, 0
        while found := self.TOKEN.search(self.text, at):
            owed = _copied(out, self.text[at : found.start()], owed)
            new, end = self.one(found)
            at = max(end, found.end())
            removed_lines = max(0, self.text.count("\n", found.start(), at) - new.count("\n"))
            alone = bool(removed_lines) and self.is_alone(found.start(), at)
            out.append(new + "\n" * removed_lines if alone else new)
            owed += 0 if alone else removed_lines
        _copied(out, self.text[at:], owed)
        return "".join(out)

    def one(self, found: re.Match[str]) -> tuple[str, int]:
        """Return the replacement of an instruction, and the offset at which the text continues."""
        raise NotImplementedError

    def hold(self, text: str) -> str:
        """Hold back text that must not be read as instructions; return a placeholder for each of its lines."""
        return "\n".join(self._placeholder(line) if line.strip() else line for line in text.split("\n"))

    def literal(self, text: str, at: int) -> str:
        """Return the replacement of literal text that looks like instructions, and that readers saw. In prose, it
        becomes code, so that it is shown and not interpreted.
        """
        before = self.text[max(0, at - _LONGEST_LINE) : at].rpartition("\n")[2]
        is_code = before.count("`") % 2 or bisect_left(self._ends, at) in self._code_lines
        is_instruction = "\n" not in text and text.startswith("{") and text.endswith("}")
        return self.hold(code_span(text) if is_instruction and self.form == "markdown" and not is_code else text)

    @cached_property
    def _code_lines(self) -> frozenset[int]:
        return in_code(self.text)

    def _placeholder(self, line: str) -> str:
        self._held.append(line)
        return f"\ue000{len(self._held) - 1}\ue001"

    def restored(self, text: str) -> str:
        """Return the body with the text that was held back."""
        return _HELD.sub(lambda found: self._held[int(found[1])] if int(found[1]) < len(self._held) else "", text)

    def end_of(self, name: str, end: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Return the end tag of a part that begins before ``start``. If there is none, it is not searched for again."""
        found = None if name in self._endless else end.search(self.text, start)
        if not found:
            self._endless.add(name)
        return found

    def say(self, what: str, at: int) -> None:
        """Note something that is not kept, at an offset in the body."""
        self._report(what, bisect_left(self._ends, at) + 1)

    def in_code(self, at: int) -> bool:
        """Return whether an offset is in a fenced block of code."""
        return any(start <= at < end for start, end in self._code)

    def is_alone(self, start: int, end: int) -> bool:
        """Return whether nothing else is on the lines of a part of the body."""
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        after = self.text[end : (self.text.find("\n", end) + 1 or len(self.text) + 1) - 1]
        return not before.strip() and not after.strip()

    def block(self, code: Code) -> str | None:
        """Return the equivalent of a shortcode of any program; None if there is none."""
        if code.name in _PICTURES and (shown := _picture(self.form, code)):
            return shown
        if code.name == "gist":
            return _gist(self.form, code)
        if code.name in ("video", "audio") and (player := _player(self.form, code)):
            return player
        if code.name == "highlight" and code.inner is not None:
            language = code.args[0] if code.args else code.value("lang", "language")
            return self.hold(markup.code(self.form, language, code.inner))
        if made := markup.embed(self.form, code.written, code.alone):
            return made
        if code.inner is None:
            return None
        return self._around(code)

    def _around(self, code: Code) -> str | None:
        if code.name == "gallery" and self.form == "markdown" and "](" in code.inner:  # type: ignore[operator]
            return f"::: gallery\n{(code.inner or '').strip()}\n:::"
        if code.name in _QUOTES:
            by = code.value("author", "source", "by", "cite")
            inner = (code.inner or "").strip("\n") + (f"\n\n{by}" if by else "")
            return markup.quote(self.form, "", inner)
        if code.name in _BOXES:
            title = code.value("title", "heading") or (code.args[0] if len(code.args) == 1 else code.name).capitalize()
            return markup.quote(self.form, title, code.inner or "")
        if code.name in ("details", "expand", "spoiler", "collapse"):
            title = code.value("summary", "title") or (code.args[0] if code.args else "")
            return f"**{title}**\n\n{code.inner}" if title and self.form == "markdown" else code.inner
        return None


def code_of(name: str, given: str, written: str, alone: bool, inner: str | None = None) -> Code:
    """Return a shortcode whose values are written one after the other, with or without names."""
    args, named = list[str](), dict[str, str]()
    for number, found in enumerate(_GIVEN.finditer(given)):
        if number == 40:
            break
        value = next((each for each in found.groups()[1:] if each is not None), "")
        if found[1]:
            named[found[1].lower()] = value
        elif value != "/":
            args.append(value)
    return Code(name.lower(), tuple(args), named, written, alone, inner)


def _picture(form: Form, code: Code) -> str:
    address = code.value("src", "image_path", "link" if code.name == "figure" else "src", "path", "file", "url") or (
        code.args[0] if code.args else ""
    )
    if not address or any(sign in address for sign in "<>\n{}"):
        return ""
    caption = code.value("caption", "title", "attr") or (code.inner or "").strip()
    return markup.picture(form, address, code.value("alt") or (code.args[1] if len(code.args) > 1 else ""), caption)


def _gist(form: Form, code: Code) -> str | None:
    parts = [each for each in (*code.args, *code.given.values()) if each]
    whole = next((each for each in parts if each.startswith("https://gist.github.com/")), "")
    plain = [each for each in parts if re.fullmatch(r"[\w-]+(?:/[0-9a-f]+)?", each)]
    if not whole and not plain:
        return None
    name = whole.removeprefix("https://gist.github.com/") or "/".join(plain[:2])
    return markup.link(form, f"https://gist.github.com/{name}", f"gist.github.com/{name}")


def _player(form: Form, code: Code) -> str:
    address = code.value("src", "url", "file") or (code.args[0] if code.args else "")
    is_file = re.search(r"(?i)\.(?:mp3|m4a|ogg|wav|flac|mp4|m4v|webm|mov)\Z", address) and "://" not in address
    return markup.player(form, code.name, address, code.value("title", "caption")) if is_file else ""


def _copied(out: list[str], text: str, owed: int) -> int:
    """Append ``text`` to ``out``, with ``owed`` line breaks after its first paragraph, so that no paragraph splits."""
    end = text.find("\n\n") if owed else -1
    out.append(text if end < 0 else text[:end] + "\n" * owed + text[end:])
    return owed if end < 0 else 0


def outside_code(pattern: re.Pattern[str], text: str) -> str:
    """Return Markdown without the matches of a pattern outside code."""
    fenced = _code_in(text)
    starts = [start for start, _ in fenced]

    def kept(found: re.Match[str]) -> str:
        before = text[max(0, found.start() - _LONGEST_LINE) : found.start()].rpartition("\n")[2]
        last = bisect_left(starts, found.start()) - 1
        is_code = before.count("`") % 2 or (last >= 0 and found.start() < fenced[last][1])
        return found[0] if is_code else ""

    return pattern.sub(kept, text)


def _code_in(text: str) -> list[tuple[int, int]]:
    """Return the start and end offsets of fenced code blocks in Markdown."""
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text) + 1]
    return [(starts[start], starts[end] - 1) for start, end in fences(text)]
