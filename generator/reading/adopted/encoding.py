"""Decodes adopted copy, and replaces control characters. Bytes that are not UTF-8 are taken for Windows-1252."""

from __future__ import annotations

import codecs
import re

import msgspec

from generator.model.problems import Level, Outcome, Problem, refuse
from generator.reading.formats.source_text import SourceText

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WINDOWS_1252 = {number: bytes([number]).decode("cp1252", "replace") for number in range(0x80, 0xA0)}
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF), " ")
_OVERRIDES = dict.fromkeys((0x202D, 0x202E), "")
_REPLACEMENTS = {**_CONTROLS, **_WINDOWS_1252, **_OVERRIDES}
_ODD = re.compile("[" + "".join(re.escape(chr(number)) for number in _REPLACEMENTS) + "]")
_AS_UTF8 = "save the file as UTF-8"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join(_WINDOWS_1252.get(each, chr(each)) for each in wrong), error.end


codecs.register_error("broadsheet-windows", _as_windows)


class Decoded(msgspec.Struct, frozen=True):
    """The text of a file, and warnings about guesses and replaced characters."""

    source: SourceText
    problems: tuple[Problem, ...]


def decoded(data: bytes, path: str) -> Decoded:
    """Decode a file. Bytes that are not UTF-8 are read as Windows-1252, which also covers Latin-1.

    :raises Problems: if the file is not text.
    """
    text, guessed = _text(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = SourceText(path, _ODD.sub(lambda found: _REPLACEMENTS[ord(found.group())], text))
    problems = [guessed] if guessed else []
    if odd := _ODD.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"an invisible character was removed here, U+{ord(odd.group()):04X}"
        problems.append(Problem(path, line, 0, message, "retype the text around it", source.line(line), *_DROPPED))
    return Decoded(source, tuple(problems))


_DROPPED: tuple[Level, Outcome] = ("warning", "dropped")
_GUESSED: tuple[Level, Outcome] = ("warning", "guessed")


def _text(data: bytes, path: str) -> tuple[str, Problem | None]:
    if data.startswith(_UTF16):
        problem = Problem(path, 0, 0, "the file is saved as UTF-16, and was read as such", _AS_UTF8, "", *_GUESSED)
        return data.decode("utf-16", "replace"), problem
    if b"\0" in data:
        refuse(Problem(path, 0, 0, "the file is not text, so it is left out", _AS_UTF8, "", *_DROPPED))
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", "broadsheet-windows")
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not in UTF-8, so it was read as Windows-1252"
        return text, Problem(path, line, 0, message, _AS_UTF8, "", *_GUESSED)
