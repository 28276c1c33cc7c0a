"""WebM and Matroska (RFC 9559): files of elements. Only the elements that are needed for playing are kept.

All others are replaced with empty elements of the same size, so that the positions in the file stay right. Numbers of
at most eight bytes, the settings of WebM's codecs, and blocks of video and audio tracks are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.media.downloads.refusal import RefusedFile, damaged

_EBML, _SEGMENT, _CLUSTER, _VOID = 0x1A45DFA3, 0x18538067, 0x1F43B675, 0xEC
_INFO, _TRACKS, _TRACK = 0x1549A966, 0x1654AE6B, 0xAE
_TYPE, _NUMBER, _CODEC, _SETTINGS, _DOCTYPE, _LANGUAGE = 0x83, 0xD7, 0x86, 0x63A2, 0x4282, 0x22B59C
_GROUP, _BLOCK, _SIMPLE_BLOCK, _ADDITIONS = 0xA0, 0xA1, 0xA3, 0x75A1
_SEEK, _CUES = 0x114D9B74, 0x1C53BB6B
_FLAT = frozenset((_SEGMENT, _CLUSTER))  # streams may not say where these end, so their children follow
_TOP = frozenset((_EBML, _SEEK, _INFO, _TRACKS, _CUES, _GROUP, _SIMPLE_BLOCK, 0xE7, 0xA7, 0xAB))
_CHILDREN: Mapping[int, frozenset[int]] = {
    _EBML: frozenset((0x4286, 0x42F7, 0x42F2, 0x42F3, _DOCTYPE, 0x4287, 0x4285)),
    _SEEK: frozenset((0x4DBB,)),
    0x4DBB: frozenset((0x53AB, 0x53AC)),
    _CUES: frozenset((0xBB,)),
    0xBB: frozenset((0xB3, 0xB7)),
    0xB7: frozenset((0xF7, 0xF1, 0xF0, 0xB2, 0x5378)),
    _INFO: frozenset((0x2AD7B1, 0x4489)),  # time scale, duration
    _TRACKS: frozenset((_TRACK,)),
    _TRACK: frozenset(
        (_NUMBER, 0x73C5, _TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x234E7A, 0x55EE, _LANGUAGE)
    )
    | {_CODEC, _SETTINGS, 0x56AA, 0x56BB, 0xE0, 0xE1},
    0xE0: frozenset((0x9A, 0x9D, 0x53B8, 0x53C0, 0xB0, 0xBA, 0x54AA, 0x54BB, 0x54CC, 0x54DD, 0x54B0, 0x54BA, 0x54B2))
    | {0x54B3, 0x55B0},
    0x55B0: frozenset(range(0x55B1, 0x55BE)) | {0x55D0},
    0x55D0: frozenset(range(0x55D1, 0x55DB)),
    0xE1: frozenset((0xB5, 0x78B5, 0x9F, 0x6264)),
    _GROUP: frozenset((_BLOCK, 0x9B, 0xFB, 0xFA, 0x75A2, _ADDITIONS)),
}
"""The children that are kept, by their parents."""

_BLANKED_INFO = frozenset((0x4D80, 0x5741))  # the programs that wrote it; both must be there
_CODECS = frozenset((b"V_VP8", b"V_VP9", b"V_AV1", b"A_VORBIS", b"A_OPUS"))
_DOCTYPES = (b"webm", b"matroska")
_NUMERIC = 8  # bytes of a number at most
_MOST_SETTINGS = {b"V_AV1": 64, b"A_OPUS": 276}  # bytes; of other codecs of pictures, 16
_COMMENTS, _NO_COMMENTS = b"\x03vorbis", b"\x03vorbis" + bytes(8) + b"\x01"  # Vorbis I, section 5.2.1
_VIDEO_AND_AUDIO = (1, 2)
_Element = tuple[int, int, int, int]


def cleaned(data: bytes) -> bytes:
    """Return the recording with only its video and audio.

    :raises RefusedFile: if that is not possible.
    """
    made, tracks = bytearray(data), set[int]()
    try:
        if int.from_bytes(data[:4], "big") != _EBML:
            raise ValueError
        for element in _elements(made, 0, len(made), _FLAT):
            name, _, inside, _ = element
            if name not in _TOP:
                _blank(made, element)
            elif name == _SIMPLE_BLOCK:
                _check_block(made, inside, tracks)
            else:
                _clean(made, element, tracks)
    except (ValueError, IndexError) as error:
        raise damaged("WebM") from error
    return bytes(made)


def _clean(data: bytearray, element: _Element, tracks: set[int]) -> None:
    """Clean an element that is kept; ``tracks`` collects the numbers of tracks."""
    name, _, inside, end = element
    if name == _BLOCK:
        _check_block(data, inside, tracks)
    elif name in _CHILDREN:
        _clean_children(data, element, tracks)
    elif name == _DOCTYPE:
        if bytes(data[inside:end]).rstrip(b"\0") not in _DOCTYPES:
            raise ValueError
    elif name not in (_CODEC, _SETTINGS) and end - inside > (3 if name == _LANGUAGE else _NUMERIC):
        _blank(data, element)


def _clean_children(data: bytearray, element: _Element, tracks: set[int]) -> None:
    name, _, inside, end = element
    children = [*_elements(data, inside, end)]
    if name == _TRACK:
        tracks.add(_check_track(data, children))
    for each in children:
        if name == _INFO and each[0] in _BLANKED_INFO:
            data[each[2] : each[3]] = bytes(each[3] - each[2])
        elif each[0] == _ADDITIONS and name == _GROUP:
            raise RefusedFile("has additions to its pictures, which may say where it was recorded", "export it without")
        elif each[0] in _CHILDREN[name]:
            _clean(data, each, tracks)
        else:
            _blank(data, each)


def _check_track(data: bytearray, children: list[_Element]) -> int:
    """Return the number of a video or audio track, and clean its settings. Refuse other tracks."""
    found = {name: bytes(data[inside:end]) for name, _, inside, end in children}
    if int.from_bytes(found.get(_TYPE, b""), "big") not in _VIDEO_AND_AUDIO:
        why = "has tracks besides pictures and sound, which may say where it was recorded"
        raise RefusedFile(why, "export it again with pictures and sound alone; put subtitles into a .vtt file")
    codec = found.get(_CODEC, b"").rstrip(b"\0")
    if codec not in _CODECS:
        raise RefusedFile("is of a kind of pictures or sound that WebM does not have", "export it again as WebM or MP4")
    for name, _, inside, end in children:
        if name == _SETTINGS and codec == b"A_VORBIS":
            _empty_comments(data, inside, end)
        elif name == _SETTINGS and end - inside > _MOST_SETTINGS.get(codec, 16):
            raise ValueError
    return int.from_bytes(found.get(_NUMBER, b""), "big")


def _empty_comments(data: bytearray, inside: int, end: int) -> None:
    """Empty the second of the three packets that are Vorbis's settings (Matroska codecs, A_VORBIS)."""
    sizes, at = list[int](), inside + 1
    for _ in range(2):
        size = 0
        while data[at] == 255:
            size, at = size + 255, at + 1
        sizes.append(size + data[at])
        at += 1
    start = at + sizes[0]
    if data[inside] != 2 or sizes[1] < len(_NO_COMMENTS) or start + sizes[1] > end:
        raise ValueError
    if sizes[0] != 30 or not data.startswith(_COMMENTS, start):
        raise ValueError
    data[start : start + sizes[1]] = _NO_COMMENTS.ljust(sizes[1], b"\0")


def _check_block(data: bytearray, inside: int, tracks: set[int]) -> None:
    """Refuse blocks of tracks that are not described: no player plays them, but they may contain anything."""
    wide = 9 - data[inside].bit_length()
    if wide > 8 or int.from_bytes(data[inside : inside + wide], "big") & ((1 << 7 * wide) - 1) not in tracks:
        raise ValueError


def _elements(data: bytearray, at: int, end: int, flat: frozenset[int] = frozenset()) -> Iterator[_Element]:
    """Yield each element between two positions: its name, where it begins, where its content begins, and where it ends.

    Elements in ``flat`` are followed by their children.

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
