"""Sound and video: they play as before, and say neither where nor by whom they were recorded."""

from __future__ import annotations

import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom, photo, story
from picture_files import SECRET

from generator.media.downloads import stripped
from generator.media.downloads.flac_frames import remainder
from generator.media.downloads.ogg import _checksum
from generator.media.downloads.refusal import RefusedFile

PLACE = b"+53.1234-007.1234/"
FRAME = b"\xff\xfb\x90\x00" + b"\x55" * 413  # an MP3 frame of 128 kbit/s at 44.1 kHz


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def track(handler: bytes, offset: int, sizes: tuple[int, ...], *more: bytes) -> bytes:
    """A track with all its samples in one chunk."""
    entry = bytes(24) + struct.pack(">HH", 64, 48) + bytes(14) + b"\x07encoder" + SECRET.ljust(24) + bytes(4)
    sound = bytes(16) + struct.pack(">HHI", 1, 16, 0) + struct.pack(">I", 44100 << 16)
    described = (
        box(b"avc1", entry, box(b"avcC", b"settings"), box(b"uuid", SECRET))
        if handler == b"vide"
        else box(b"mp4a", sound, box(b"esds", b"settings"))
    )
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), described),
        box(b"stsc", struct.pack(">5I", 0, 1, 1, len(sizes), 1)),
        box(b"stsz", struct.pack(f">3I{len(sizes)}I", 0, 0, len(sizes), *sizes)),
        box(b"stco", struct.pack(">3I", 0, 1, offset)),
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12), SECRET, b"\0"), box(b"minf", table))
    return box(b"trak", box(b"tkhd", b"\0\0\0\7", b"made", b"then", bytes(76)), media, *more)


def recording(*more: bytes, brand: bytes = b"isom", notes: bytes = b"") -> bytes:
    """A video with pictures, sound, and a track with places; the secret is in every box that has room for it."""
    head = box(b"ftyp", brand, bytes(4))
    samples = b"PICTURES" + b"SOUND" + SECRET + PLACE + b"hidden"
    start = len(head) + 8
    movie = box(
        b"moov",
        box(b"mvhd", b"\0\0\0\0", b"made", b"then", bytes(88)),
        track(b"vide", start, (3, 5), box(b"udta", SECRET)),
        track(b"soun", start + 8, (5,)),
        track(b"meta", start + 13, (len(SECRET) + len(PLACE),)),
        box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0), PLACE), box(b"loci", bytes(4), SECRET)),
        box(b"meta", SECRET),
        notes,
    )
    return b"".join((head, box(b"mdat", samples), movie, box(b"uuid", SECRET), box(b"free", SECRET), *more))


def element(name: int, inside: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + (1 << 56 | len(inside)).to_bytes(8, "big") + inside


def webm(kind: int = 1, codec: bytes = b"V_VP8", settings: bytes = b"", more: bytes = b"", track: int = 1) -> bytes:
    about = element(0xD7, b"\1") + element(0x83, bytes((kind,))) + element(0x22B59C, SECRET)
    entry = element(0xAE, about + element(0x536E, SECRET) + element(0x86, codec) + settings)
    info = element(0x2AD7B1, b"\x0f\x42\x40") + element(0x4D80, b"program") + element(0x5741, SECRET)
    info += element(0x7BA9, SECRET) + element(0x4461, bytes(8)) + element(0x7384, SECRET)
    parts = (
        element(0x1549A966, info),
        element(0x1654AE6B, entry),
        element(
            0x1F43B675,
            element(0xE7, b"\0")
            + element(0xA3, bytes((0x80 | track,)) + b"\0\0\x80PICTURES")
            + element(0xEC, SECRET)
            + more,
        ),
        element(0x1254C367, SECRET + PLACE),
        element(0x1941A469, SECRET),
    )
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, b"".join(parts))


def page(number: int, *packets: bytes, flags: int = 0) -> bytes:
    table = b"".join(b"\xff" * (len(each) // 255) + bytes((len(each) % 255,)) for each in packets)
    head = b"OggS\0" + bytes((flags,)) + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number) + bytes(4)
    made = bytearray(head + bytes((len(table),)) + table + b"".join(packets))
    made[22:26] = struct.pack("<I", _checksum(made))
    return bytes(made)


def ogg(head: bytes, comments: bytes, end: bytes) -> bytes:
    told = b"LOCATION=" + SECRET + PLACE + b"x" * 300
    packet = comments + struct.pack("<I", 4) + b"prog" + struct.pack("<II", 1, len(told)) + told + end
    return page(0, head + b"........", flags=2) + page(1, packet, b"SETUP") + page(2, b"SOUND", flags=4)


def id3(inside: bytes) -> bytes:
    size = len(inside)
    return b"ID3\4\0\0" + bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127)) + inside


def frame(sound: bytes) -> bytes:
    words = b"\xff\xf8\xc9\x08" + sound
    return words + remainder(words + bytes(2)).to_bytes(2, "big")


APE = b"APETAGEX" + struct.pack("<4I8x", 2000, 32 + len(SECRET), 1, 1 << 31)
TAGS = APE + SECRET + APE + b"TAG" + SECRET.ljust(125)


def flac(tags: bytes = TAGS) -> bytes:
    blocks = b"\x00\0\0\x22" + b"STREAMINFO".ljust(34) + b"\x04" + struct.pack(">I", len(SECRET))[1:] + SECRET
    return b"fLaC" + blocks + b"\x86\0\0\x20" + SECRET.ljust(32) + frame(b"SOUND" * 9) + frame(b"SOUND") + tags


def wav() -> bytes:
    chunks = [
        (b"fmt ", bytes(16)),
        (b"LIST", b"INFO" + SECRET),
        (b"data", b"SOUND!"),
        (b"bext", SECRET),
        (b"id3 ", SECRET),
    ]
    inside = b"".join(kind + struct.pack("<I", len(each)) + each + b"\0" * (len(each) % 2) for kind, each in chunks)
    return b"RIFF" + struct.pack("<I", len(inside) + 4) + b"WAVE" + inside


RECORDINGS = {
    "clip.mp4": (recording(), (b"PICTURES", b"SOUND", b"settings")),
    "clip.mov": (recording(brand=b"qt  "), (b"PICTURES", b"SOUND")),
    "clip.m4a": (recording(brand=b"M4A "), (b"SOUND",)),
    "clip.webm": (webm(), (b"PICTURES", b"V_VP8")),
    "talk.opus": (ogg(b"OpusHead", b"OpusTags", b""), (b"SOUND", b"SETUP", b"OpusTags")),
    "talk.ogg": (ogg(b"\x01vorbis", b"\x03vorbis", b"\x01"), (b"SOUND", b"SETUP", b"\x03vorbis" + bytes(8) + b"\x01")),
    "clip.ogv": (ogg(b"\x80theora", b"\x81theora", b""), (b"SOUND", b"SETUP")),
    "talk.mp3": (id3(SECRET + FRAME * 9) + FRAME * 4 + b"APETAGEX" + SECRET + b"TAG" + SECRET.ljust(125), (FRAME * 4,)),
    "talk.flac": (flac(), (b"STREAMINFO", frame(b"SOUND"))),
    "talk.wav": (wav(), (b"SOUND!",)),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_row_47_a_recording_plays_and_says_nothing_about_who_made_it_where(name: str) -> None:
    data, played = RECORDINGS[name]
    made = stripped(name, data)
    assert SECRET in data
    assert SECRET not in made
    assert PLACE not in made
    assert b"hidden" not in made
    assert b"made" not in made
    assert all(each in made for each in played)
    assert stripped(name, made) == made


@pytest.mark.parametrize("name", ["clip.mp4", "clip.webm", "talk.opus"])
def test_positions_in_a_recording_stay_right(name: str) -> None:
    data, (played, *_) = RECORDINGS[name]
    made = stripped(name, data)
    assert len(made) == len(data)
    assert made.index(played) == data.index(played)


def test_pages_of_ogg_have_the_checksums_of_their_new_content() -> None:
    made = stripped("talk.ogg", RECORDINGS["talk.ogg"][0])
    at = made.index(b"OggS", 1)
    comments = bytearray(made[at : made.index(b"OggS", at + 1)])
    told, comments[22:26] = comments[22:26], bytes(4)
    assert struct.pack("<I", _checksum(comments)) == told


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_picture_or_half_a_recording_under_the_name_of_one_is_refused(name: str) -> None:
    data, _ = RECORDINGS[name]
    hostile = [b"\0" + photo(), b"", b"x", SECRET * 20, b"\0\0\0\x18ftypisom" + photo()]
    for each in (*hostile, *([data[: len(data) * 2 // 3]] if "mp3" not in name and "flac" not in name else [])):
        with pytest.raises(RefusedFile, match="despite its name"):
            stripped(name, each)


def test_a_recording_whose_places_cannot_be_taken_out_is_refused() -> None:
    fragments = recording(box(b"moof"))
    with pytest.raises(RefusedFile, match="where it was recorded") as refused:
        stripped("clip.mp4", fragments)
    assert ".vtt" in refused.value.fix
    with pytest.raises(RefusedFile, match="where it was recorded"):
        stripped("clip.webm", webm(kind=33))
    with pytest.raises(RefusedFile, match="where it was recorded"):
        stripped("talk.ogg", ogg(b"fishead\0", b"", b""))


@pytest.mark.parametrize("name", [name for name in RECORDINGS if name.startswith("talk.") and "mp3" not in name])
def test_recordings_that_follow_one_another_in_one_file_say_nothing_or_are_refused(name: str) -> None:
    data, _ = RECORDINGS[name]
    try:
        assert SECRET not in stripped(name, data + data)
    except RefusedFile as refused:
        assert "flac" in name
        assert refused.fix


def test_the_checksum_of_flac_is_that_of_its_specification() -> None:
    assert remainder(b"123456789" + bytes(2)) == 0xFEE8  # CRC-16/UMTS
    assert remainder(b"") == 0


def test_what_follows_the_sound_of_flac_is_a_tag_that_we_know_or_refused() -> None:
    made = flac(b"")
    assert stripped("talk.flac", flac()) == stripped("talk.flac", made)
    assert stripped("talk.flac", flac(TAGS * 2)) == stripped("talk.flac", made)
    assert stripped("talk.flac", made + frame(b"more")) == stripped("talk.flac", made) + frame(b"more")
    for tags in (
        SECRET,
        SECRET + frame(b""),
        APE + SECRET,
        b"LYRICSBEGIN" + SECRET + b"LYRICS200",
        b"\xff\xf8" + SECRET,
    ):
        with pytest.raises(RefusedFile, match="FLAC"):
            stripped("talk.flac", flac(tags))


def sound_track(*codec: bytes, more: bytes = b"") -> bytes:
    """An MP4 whose track of sound has such settings, and more after the numbers of its boxes."""
    entry = box(b"mp4a", bytes(6), b"\0\1", bytes(20), *codec)
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), entry),
        box(b"stsc", struct.pack(">5I", 0, 1, 1, 1, 1), more),
        box(b"stsz", struct.pack(">4I", 0, 0, 1, 5), more),
        box(b"stco", struct.pack(">3I", 0, 1, 28), more),
        box(b"stts", struct.pack(">4I", 0, 1, 1, 1), more),
    )
    media = box(b"mdia", box(b"mdhd", bytes(24), more), box(b"hdlr", bytes(8), b"soun", bytes(12)), box(b"minf", table))
    head = box(b"ftyp", b"M4A ", b"Jane", b"mp42") + box(b"mdat", b"SOUND", more)
    return head + box(b"moov", box(b"mvhd", bytes(100), more), box(b"trak", box(b"tkhd", bytes(84), more), media), more)


def test_settings_of_sound_in_mp4_say_nothing_besides() -> None:
    blocks = b"\0\0\0\x22" + b"STREAMINFO".ljust(34) + b"\x84" + len(SECRET).to_bytes(3, "big") + SECRET
    wave = box(b"wave", box(b"frma", b"alac"), box(b"udta", SECRET), box(bytes(4)))
    made = stripped("talk.m4a", sound_track(wave, box(b"dfLa", bytes(4), blocks, SECRET), more=box(b"mdat", SECRET)))
    assert SECRET not in made
    assert b"Jane" not in made
    assert all(each in made for each in (b"frmaalac", b"STREAMINFO", b"SOUND", b"M4A ", b"mp42"))
    named = sound_track().replace(b"M4A ", b"Jane").replace(b"mp42", b"Jane")
    assert b"Jane" not in stripped("talk.m4a", named)


def test_thousands_of_chunks_and_boxes_take_no_time() -> None:
    many = 8_000
    table = box(
        b"stbl",
        box(b"stsc", struct.pack(">5I", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">3I", 0, 1, many)),
        box(b"stco", struct.pack(f">2I{many}I", 0, many, *range(24, 24 + 2 * many, 2))),
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), b"soun", bytes(12)), box(b"minf", table))
    start = time.process_time()
    stripped("a.mp4", box(b"ftyp", b"isom", bytes(4)) + box(b"moov", box(b"trak", media)) + box(b"mdat") * many)
    assert time.process_time() - start < 2


def test_settings_and_additions_in_webm_say_nothing_or_are_refused() -> None:
    told = b"\x03vorbis" + struct.pack("<I", 4) + b"prog" + struct.pack("<II", 1, len(SECRET)) + SECRET + b"\1"
    settings = bytes((2, 30, len(told))) + b"\x01vorbis".ljust(30) + told + b"\x05vorbis SETUP"
    data = webm(2, b"A_VORBIS", element(0x63A2, settings))
    made = stripped("talk.webm", data)
    assert SECRET not in made
    assert b"\x03vorbis" + bytes(8) + b"\1" in made
    assert b"SETUP" in made
    group = element(0xA0, element(0xA1, b"\x81\0\0\0x") + element(0x75A1, SECRET))
    with pytest.raises(RefusedFile, match="where it was recorded"):
        stripped("clip.webm", webm(more=group))
    for wrong in (
        webm(track=2),
        webm(settings=element(0x63A2, SECRET * 9)),
        data.replace(b"\x03vorbis", b"\x03vorbix"),
    ):
        with pytest.raises(RefusedFile, match="WebM"):
            stripped("clip.webm", wrong)
    assert SECRET not in stripped("clip.webm", webm(more=element(0xE7, SECRET)))


def test_a_wav_has_no_room_for_notes_in_its_format() -> None:
    with pytest.raises(RefusedFile, match="WAV"):
        stripped(
            "talk.wav", wav().replace(b"fmt " + struct.pack("<I", 16), b"fmt " + struct.pack("<I", 80) + bytes(64))
        )


@given(st.sampled_from(sorted(RECORDINGS)), st.data())
def test_whatever_the_bytes_a_recording_is_cleaned_or_refused(name: str, data: st.DataObject) -> None:
    made = bytearray(RECORDINGS[name][0])
    for at in data.draw(st.lists(st.integers(0, len(made) - 1), max_size=4)):
        made[at] = data.draw(st.integers(0, 255))
    try:
        stripped(name, bytes(made))
    except RefusedFile as refused:
        assert refused.fix


def test_a_whole_site_says_nothing_about_where_its_recordings_were_made(newsroom: Newsroom) -> None:
    for name, (data, _) in RECORDINGS.items():
        (newsroom.folder / "content" / name).write_bytes(data)
        static = newsroom.folder / "content/static/owner" / name
        static.parent.mkdir(parents=True, exist_ok=True)
        static.write_bytes(data)
    links = "\n\n".join(f"[{name}]({name})" for name in RECORDINGS)
    newsroom.write(story("a.md", "A", "2026-01-01", body=links)).build()
    tree = newsroom.tree()
    assert set(RECORDINGS) <= tree.keys()
    assert not [path for path, data in tree.items() if SECRET in data or PLACE in data]


def test_a_recording_that_is_something_else_is_named_where_the_story_links_to_it(newsroom: Newsroom) -> None:
    (newsroom.folder / "content/clip.mp4").write_bytes(b"\0" + photo())
    newsroom.write(story("a.md", "A", "2026-01-01", body="The [clip](clip.mp4)."))
    (told,) = newsroom.problems()
    assert (told.path, told.line) == ("content/a.md", 5)
    assert (
        told.message == "content/clip.mp4 is damaged, or something else despite its name: it is not a complete MP4 file"
    )
