"""RTF (version 1.9.1): groups that readers do not see may not have words, unless they are known to be for layout."""

from __future__ import annotations

import re

from generator.media.downloads.office_parts import FIELDS
from generator.media.downloads.office_xml import INSPECT
from generator.media.downloads.refusal import RefusedFile, damaged

_LARGEST = 3_000_000  # bytes
_TOKEN = re.compile(rb"([{}])|\\\*|\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'[0-9A-Fa-f]{2}|\\([^A-Za-z])|([^\\{}]{1,4096})")
_SEEN = frozenset(
    b"""generator listtable listpicture listoverridetable fldinst bkmkstart bkmkend rsidtbl mmathPr cs ts panose falt
    xmlnstbl wgrffmtfilter defchp defpap pgptbl pgp pnseclvl pn pntxta pntxtb latentstyles themedata
    colorschememapping expandedcolortbl nonesttables shpinst ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn fname
    background pgdsctbl hyphen lchars fchars liststylename levelmarker ud""".split()
)
"""Destinations after ``\\*`` that are of the layout, which readers of an older kind skip."""

_UNSEEN = frozenset(
    b"""info author operator title subject manager company category keywords comment doccomm hlinkbase annotation
    atnid atnauthor atntime atndate atnicn atnref atnparent atrfstart atrfend revtbl docvar userprops template private
    filetbl file password passwordhash mailmerge datastore objclass objname objalias objsect
     propname staticval linkval xmlopen xmlattrname xmlattrvalue factoidname protusertbl protstart
    protend oldcprops oldpprops oldtprops oldsprops xe tc tcn rxe txe""".split()
)
"""Words that hide text, say who wrote something, or begin data that is not examined here."""

_ALONE = frozenset(b"deleted revised revauth revauthdel v pict objdata object bin".split())  # not with words only
_PATH = re.compile(rb"[A-Za-z]:\\{4}|file:/", re.IGNORECASE)  # in a field, a path's backslash is written as four
_HIDDEN_SHAPE = re.compile(rb"\\sn\s{1,9}fHidden\s{0,9}\}\s{0,9}\{\\sv\s{1,9}(?!0\s{0,9}\})")
_FIELD = re.compile(rb"\\fldinst(?![A-Za-z])(?:[\s{]|\\[a-z]{1,32}-?\d{0,10}(?![A-Za-z])){0,64}+([A-Za-z]{1,12})")


def checked(data: bytes) -> bytes:
    """Return an RTF document if it may be published.

    :raises RefusedFile: if it says who wrote it, or has comments, tracked changes, hidden text or pictures.
    """
    _check_whole(data)
    hidden, starred, at, info, begun = [False], False, 0, 0, False  # `info`: the depth of the properties
    while at == 0 or len(hidden) > 1:
        token = _TOKEN.match(data, at)
        if not token:
            raise damaged("RTF")
        at = token.end()
        brace, word, number, _, text = token.groups()
        star, space = token[0] == b"\\*", text is not None and not text.strip()
        if brace == b"{":
            hidden.append(hidden[-1])
        elif brace:
            hidden.pop()
            info = info if len(hidden) >= info else 0
        elif info and begun and word == b"title" and len(hidden) == info + 1:
            hidden[-1] = False  # a document may have a title, which programs show
        elif word:
            _check_word(word, number)
            info = len(hidden) if begun and word == b"info" and not hidden[-1] else info
            hidden[-1] |= (starred and word not in _SEEN) or word in _UNSEEN
        elif hidden[-1] and not (star or space):
            raise RefusedFile("says who wrote or changed it, or has comments", INSPECT)
        starred, begun = star or (starred and space), brace == b"{"
    if data[at:].strip(b"\r\n\0 "):
        raise damaged("RTF")
    return data


def _check_whole(data: bytes) -> None:
    if not data.startswith(b"{\\rtf"):
        raise damaged("RTF")
    if len(data) > _LARGEST:
        raise RefusedFile(f"has more than {_LARGEST // 10**6} MB", "export it as PDF")
    if _PATH.search(data):
        raise RefusedFile("says where it was kept on somebody's computer", INSPECT)
    if _HIDDEN_SHAPE.search(data):
        raise RefusedFile("has hidden shapes in it", INSPECT)
    if any(FIELDS.match(each.decode()) for each in _FIELD.findall(data)):
        raise RefusedFile("has notes besides its pages, in fields, that readers could find", INSPECT)


def _check_word(word: bytes, number: bytes | None) -> None:
    if word not in _ALONE or (number is not None and int(number) == 0 and word != b"bin"):
        return
    if word in (b"pict", b"objdata", b"object", b"bin"):
        why = "has pictures or other files in it, which may say by whom, where or when they were made"
        raise RefusedFile(why, "export it as PDF")
    raise RefusedFile("has tracked changes or hidden text in it", INSPECT)
