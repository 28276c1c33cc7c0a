"""Removes metadata from sound, video and documents: who made them, where, when and with what.

Like pictures, files next to stories are checked by their bytes: each kind is parsed, and only what plays or is read
stays. Kinds that Broadsheet cannot change are refused if they have such metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from generator.media.decode import Broken
from generator.media.downloads import gzip_members, matroska, mp4, office, office_parts, ogg, pdf, rtf, sound, subtitles
from generator.media.downloads.refusal import RefusedFile, damaged
from generator.media.metadata import cleaned as cleaned_picture
from generator.model.picture_kinds import kind_of


def stripped(path: str, data: bytes) -> bytes:
    """Return the file as it is published, by its extension; files of other kinds stay as they are.

    :raises RefusedFile: if it is not what its name says, or if metadata about people and places cannot be removed.
    """
    clean = next((each for end, each in _KINDS.items() if path.lower().endswith(end)), None)
    return clean(data) if clean else data


def changes(path: str) -> bool:
    """Whether files with this extension are changed when they are published."""
    return path.lower().endswith(tuple(end for end, clean in _KINDS.items() if clean not in _ONLY_CHECKED))


def _with_signature(signature: bytes, kind: str, data: bytes) -> bytes:
    if not data.startswith(signature):
        raise damaged(kind)
    return data


def _text(data: bytes) -> bytes:
    """Return the data if it is text, which has no hidden parts; refuse anything else."""
    if b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        why, fix = "is not text, despite its name", "save it again in the format that its name says"
        raise RefusedFile(why, fix)
    return data


def _inside(path: str, data: bytes) -> bytes | None:
    """Return a file in an archive or document as it would be published; None for unknown kinds."""
    if path.lower().endswith(_ARCHIVES):
        raise RefusedFile("is an archive in an archive", "link to it by itself")
    if kind_of(path, data):
        try:
            return cleaned_picture(data)
        except Broken as error:
            raise RefusedFile("is a picture that cannot be published", "leave it out, or save it as JPEG") from error
    if path.lower().endswith(office_parts.TEXTS):
        return _text(data)
    known = path.lower().endswith((*_KINDS, *office_parts.MAPS))
    return stripped(path, data) if known else None


_check_zip: Callable[[bytes], bytes] = partial(office.checked, clean=_inside)
_check_ooxml: Callable[[bytes], bytes] = partial(office.checked, clean=_inside, known=office_parts.OOXML)
_check_odf: Callable[[bytes], bytes] = partial(office.checked, clean=_inside, known=office_parts.ODF)
_check_epub: Callable[[bytes], bytes] = partial(office.checked, clean=_inside, known=office_parts.EPUB)
_check_parquet: Callable[[bytes], bytes] = partial(_with_signature, b"PAR1", "Parquet")
_ONLY_CHECKED = (_check_zip, _check_ooxml, _check_odf, _check_epub, rtf.checked, office.old, _text, _check_parquet)
_ARCHIVES = (".zip", ".docx", ".odt", ".pptx", ".odp", ".xlsx", ".ods", ".epub")

_KINDS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip_members.cleaned,
    ".pdf": pdf.cleaned,
    ".rtf": rtf.checked,
    ".mp3": sound.mp3,
    ".aac": sound.aac,
    ".flac": sound.flac,
    ".wav": sound.wav,
    ".webm": matroska.cleaned,
    ".vtt": subtitles.vtt,
    ".srt": subtitles.srt,
    ".parquet": _check_parquet,
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".m4a"), mp4.cleaned),
    **dict.fromkeys((".ogg", ".oga", ".ogv", ".opus"), ogg.cleaned),
    ".zip": _check_zip,
    ".epub": _check_epub,
    **dict.fromkeys((".docx", ".pptx", ".xlsx"), _check_ooxml),
    **dict.fromkeys((".odt", ".odp", ".ods"), _check_odf),
    **dict.fromkeys((".doc", ".xls", ".ppt"), office.old),
    **dict.fromkeys((".txt", ".csv", ".tsv", ".json", ".geojson", ".topojson", ".ics", ".vcf"), _text),
}
