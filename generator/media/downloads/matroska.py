"""WebM and Matroska (RFC 9559): elements, of which only those that play are kept.

All others are replaced with empty elements of the same size, so that the positions in the file stay right.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.downloads.refusal import Refused, damaged

_EBML, _SEGMENT, _CLUSTER, _VOID = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0xEC
_INFO, _TRACKS, _TRACK, _TYPE = 0x1549A966, 0x1654AE6B, 0xAE, 0x83
_FLAT = frozenset((_SEGMENT, _CLUSTER))  # streams do not say where these end, so their children are read in one row
_KEPT = frozenset((_EBML, 0x114D9B74, 0x1C53BB6B, 0xA3, 0xA0, 0xE7, 0xA7, 0xAB))
_KEPT_INFO = frozenset((0x2AD7B1, 0x4489))  # time scale, duration
_BLANKED_INFO = frozenset((0x4D80, 0x5741))  # the programs that wrote it; both must be there
_NAMES = frozenset((0x536E, 0x258688, 0xBF))  # of a track and its codec; checksums, which would be wrong
_SEEN_AND_HEARD = (1, 2)
_Element = tuple[int, int, int, int]


def cleaned(data: bytes) -> bytes:
    """The recording without anything but its pictures and sound.

    :raises Refused: if that is not possible.
    """
    made = bytearray(data)
    try:
        if int.from_bytes(data[:4], "big") != _EBML:
            raise ValueError
        for element in _elements(made, 0, len(made), _FLAT):
            _clean(made, element)
    except (ValueError, IndexError) as error:
        raise damaged("WebM") from error
    return bytes(made)


def _clean(data: bytearray, element: _Element) -> None:
    name, _, inside, end = element
    if name == _INFO:
        _clean_info(data, inside, end)
    elif name == _TRACKS:
        _clean_tracks(data, inside, end)
    elif name not in _KEPT:
        _blank(data, element)


def _clean_info(data: bytearray, inside: int, end: int) -> None:
    for each in [*_elements(data, inside, end)]:
        if each[0] in _BLANKED_INFO:
            data[each[2] : each[3]] = bytes(each[3] - each[2])
        elif each[0] not in _KEPT_INFO:
            _blank(data, each)


def _clean_tracks(data: bytearray, inside: int, end: int) -> None:
    for track in [*_elements(data, inside, end)]:
        if track[0] != _TRACK:
            _blank(data, track)
            continue
        for each in [*_elements(data, track[2], track[3])]:
            if each[0] in _NAMES:
                _blank(data, each)
            elif each[0] == _TYPE and int.from_bytes(data[each[2] : each[3]], "big") not in _SEEN_AND_HEARD:
                why = "has tracks besides pictures and sound, which may say where it was recorded"
                raise Refused(why, "export it again with pictures and sound alone; put subtitles into a .vtt file")


def _elements(data: bytearray, at: int, end: int, flat: frozenset[int] = frozenset()) -> Iterator[_Element]:
    """Each element between two positions: its name, where it begins, where its content begins, and where it ends.

    Of elements in ``flat``, the children follow.

    :raises ValueError: if one is incomplete.
    """
    while at < end:
        wide = 9 - data[at].bit_length()
        name, head = int.from_bytes(data[at : at + wide], "big"), at + wide
        long = 9 - data[head].bit_length()
        size = int.from_bytes(data[head : head + long], "big") & ((1 << 7 * long) - 1)
        inside = head + long
        unknown = name in flat and size == (1 << 7 * long) - 1
        if wide > 4 or long > 8 or (inside + size > end and not unknown):
            raise ValueError
        if name in flat:
            at = inside
            continue
        yield name, at, inside, inside + size
        at = inside + size


def _blank(data: bytearray, element: _Element) -> None:
    _, start, _, end = element
    length = end - start
    size = bytes((0x80 | length - 2,)) if length < 129 else (1 << 56 | length - 9).to_bytes(8, "big")
    data[start:end] = bytes((_VOID,)) + size + bytes(length - 1 - len(size))
