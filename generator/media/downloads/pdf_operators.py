"""Removes comments and notes from the drawing operators of a PDF (ISO 32000-2, section 7.8.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Name, Page, Stream, Token, TokenFilter, TokenType, new

from generator.media.downloads.refusal import PRINT_AGAIN, RefusedFile

_MOST_OPERATORS = 5_000_000  # bytes that qpdf may split into tokens, which takes seconds
_PLAIN_MARK = re.compile(rb"<<\s*/MCID\s+\d+\s*>>")
_INLINE = re.compile(rb"\bBI\b")
_TOKEN = re.compile(rb"%[^\r\n]*|\(|<<|<[^<>]*>")
_TOKEN_OF_NOTE = re.compile(rb"%[^\r\n]*|\(|<<|>>|<[^<>]*>|/[^\x00\s()<>\[\]{}/%]*")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.S)
_PHOTOS = frozenset((b"/DCT", b"/DCTDecode", b"/JPXDecode", b"/JBIG2Decode"))
_WORDS = frozenset((b"/ActualText", b"/Alt", b"/E", b"/Lang", b"/Registry", b"/Ordering"))
"""Keys among operators whose strings screen readers read aloud."""


def cleaned(data: bytes) -> bytes:
    """Return the operators without comments and notes; the same bytes if there are none.

    :raises RefusedFile: if they cannot be read, or have a photo among them.
    """
    if b"BI" in data and _INLINE.search(data):
        return _with_pictures(data)
    if b"%" in data or (b"<<" in data and b"<<" in _PLAIN_MARK.sub(b"", data)):
        return b"".join(_kept(data))
    return data


def _kept(data: bytes) -> Iterator[bytes]:
    """Yield operators without comments, and marks without the strings that screen readers do not read."""
    at, depth, key = 0, 0, b""
    while found := (_TOKEN_OF_NOTE if depth else _TOKEN).search(data, at):
        yield data[at : found.start()]
        token, at = found[0], found.end()
        if token == b"(":
            at = _end_of_string(data, at)
            token = data[found.start() : at]
        if token == b"<<":
            depth += 1
        elif token == b">>":
            depth -= 1
        elif token[:1] == b"/":
            key = token
        elif token[:1] == b"%":
            continue
        elif depth and key not in _WORDS:
            token = b"()"
        yield token
    if depth:
        raise RefusedFile("has lines of drawing that cannot be read", PRINT_AGAIN)
    yield data[at:]


def _end_of_string(data: bytes, at: int) -> int:
    """Return the end of a string that begins before ``at``: its parentheses are in pairs or escaped (7.3.4.2)."""
    depth = 1
    while depth:
        found = _PARENTHESIS.search(data, at)
        if not found:
            return len(data)
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        at = found.end()
    return at


def _with_pictures(data: bytes) -> bytes:
    """Remove comments and notes from operators with inline pictures: only qpdf can find the end of a picture."""
    if len(data) > _MOST_OPERATORS:
        raise RefusedFile(
            f"has more than {_MOST_OPERATORS // 10**6} MB of drawing with pictures among the lines", PRINT_AGAIN
        )

    operators, pdf = _Operators(), new()
    page = Dictionary(Type=Name.Page, Contents=Stream(pdf, data))
    made = Page(pdf.make_indirect(page)).get_filtered_contents(operators)
    if operators.depth or operators.head is not None:
        raise RefusedFile("has lines of drawing that cannot be read", PRINT_AGAIN)
    return made


class _Operators(TokenFilter):
    """Leaves out comments and notes, and checks the headers of pictures."""

    def __init__(self) -> None:
        """Begin outside of any mark."""
        super().__init__()
        self.depth, self.key = 0, b""
        self.head: list[bytes] | None = None

    def handle_token(self, token: Token = None) -> Token | None:  # type: ignore[assignment]
        """Return the replacement of a token."""
        kind, value = token.type_, token.raw_value
        if kind == TokenType.comment:
            return None
        if kind == TokenType.inline_image:
            _check_head(self.head)
            self.head = None
        elif kind == TokenType.word and value == b"BI":
            self.head = []
        elif self.head is not None:
            self.head.append(b"(" if kind == TokenType.string else value)
        else:
            return self._outside(token)
        return token

    def _outside(self, token: Token) -> Token:
        if token.type_ == TokenType.dict_open:
            self.depth += 1
        elif token.type_ == TokenType.dict_close:
            self.depth -= 1
        elif token.type_ == TokenType.name_:
            self.key = token.raw_value
        elif token.type_ == TokenType.string and self.depth > 0 and self.key not in _WORDS:
            return Token(TokenType.string, b"")
        return token


def _check_head(head: list[bytes] | None) -> None:
    """Check the header of a picture among the operators.

    :raises RefusedFile: if it is a photo, or has anything but instructions for drawing.
    """
    if head is None or {*head} & _PHOTOS or any(b"#" in each for each in head):  # `/D#43T` is `/DCT`
        raise RefusedFile("has a photo among its lines of drawing, which may say where it was taken", PRINT_AGAIN)
    if b"(" in head and not {*head} & {b"/I", b"/Indexed"}:
        raise RefusedFile("has a picture among its lines of drawing that cannot be read", PRINT_AGAIN)
