"""Decodes data files, which must be UTF-8. The error for any other file names the encoding that it probably has."""

from __future__ import annotations

import re

from generator.model.problems import Problem, Problems, refuse
from generator.reading.formats import source_text
from generator.reading.formats.source_text import SourceText

_LIKELY = {
    **dict.fromkeys(("tr", "az"), ("cp1254", "Windows-1254 (Turkish)")),
    **dict.fromkeys(("ar", "fa", "ur"), ("cp1256", "Windows-1256 (Arabic)")),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "bs"), ("cp1250", "Windows-1250 (Central European)")),
    **dict.fromkeys(("ru", "uk", "bg", "sr", "mk", "be"), ("cp1251", "Windows-1251 (Cyrillic)")),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257", "Windows-1257 (Baltic)")),
    "el": ("cp1253", "Windows-1253 (Greek)"),
    "he": ("cp1255", "Windows-1255 (Hebrew)"),
    "vi": ("cp1258", "Windows-1258 (Vietnamese)"),
    "ja": ("shift_jis", "Shift JIS (Japanese)"),
    "ko": ("euc_kr", "EUC-KR (Korean)"),
    "zh": ("gb18030", "GB 18030 (Chinese)"),
}
HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which only an escape sequence can produce."""

_FIX = "save it as UTF-8: in a spreadsheet, export it as `CSV UTF-8`"


def decoded(data: bytes, path: str, language: str) -> SourceText:
    """Decode a file in UTF-8, with or without a byte order mark.

    :raises Problems: if it is in another encoding. The message names the likely one for texts in ``language``.
    """
    if b"\0" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(Problem(path, 0, 0, "the file is saved as UTF-16, which spreadsheets call `Unicode text`", _FIX))
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        refuse(Problem(path, 0, 0, "this is a spreadsheet, not text, despite its name", "export it as `CSV UTF-8`"))
    try:
        return source_text.decoded(data, path)
    except Problems as wrong:
        [found] = wrong.problems
    usual = "cp1252", "Windows-1252 (Western European)"
    codec, likely = _LIKELY.get(language.partition("-")[0].lower(), usual)
    line = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[found.line - 1].decode(codec, "replace")
    message = f"{found.message}; it is probably {likely}"
    raise Problems([Problem(path, found.line, found.column, message, _FIX, line)])
