"""Corners of single formats that the pictures of test_metadata.py do not reach."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_files import SECRET, avif, box, chunk, exif, gif, ico, jpeg, pixels, png, profile, segment
from PIL import Image, ImageCms

from generator.media.decode import Broken
from generator.media.metadata import av1, cleaned, icc
from generator.media.metadata.exif import minimal, orientation


@pytest.mark.parametrize("turn", range(2, 9))
@pytest.mark.parametrize("prefix", [b"", b"Exif\0\0"])
def test_the_smallest_exif_says_the_orientation_and_nothing_else(turn: int, prefix: bytes) -> None:
    assert orientation(prefix + exif(turn)) == orientation(prefix + minimal(turn)) == turn
    assert len(minimal(turn)) == 26
    read = Image.Exif()
    read.load(minimal(turn))
    assert dict(read) == {0x0112: turn}


@given(st.binary(max_size=60), st.sampled_from([b"", b"II*\0", b"MM\0*", b"II*\0\x08\0\0\0"]))
def test_exif_of_any_bytes_has_an_orientation(noise: bytes, head: bytes) -> None:
    assert orientation(head + noise) in range(1, 9)


def test_a_cleaned_profile_gives_the_same_colours() -> None:
    data = icc.cleaned(profile())
    assert SECRET not in data
    assert icc.cleaned(data) == data
    srgb, picture = ImageCms.createProfile("sRGB"), pixels()
    before, after = (
        ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(BytesIO(each)), srgb) for each in (profile(), data)
    )
    assert before is not None
    assert after is not None
    assert before.tobytes() == after.tobytes() != picture.tobytes()
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(data))).strip() == "Colour profile"


def _lut(size: int) -> bytes:
    """A profile for print, of one table of grey; ``size`` is how large its grid says to be."""
    head = profile()[:16] + b"CMYKLab " + profile()[24:128]
    table = b"mft1" + struct.pack(">4xBBBx9i", 4, 3, size, *[65536, 0, 0] * 3)
    table += bytes(range(256)) * 4 + bytes(3 * 2**4) + bytes(range(256)) * 3 + SECRET
    whole = head[4:] + struct.pack(">I4sII", 1, b"A2B0", 144, len(table)) + table
    return struct.pack(">I", len(whole) + 4) + whole


def test_a_profile_for_print_keeps_its_table_and_loses_what_is_behind_it() -> None:
    data = icc.cleaned(_lut(2))
    assert ImageCms.ImageCmsProfile(BytesIO(data)).profile.xcolor_space == "CMYK"
    assert SECRET not in data
    assert icc.cleaned(_lut(9)) == b""  # a table that is not whole


@pytest.mark.parametrize(
    "broken",
    [b"", b"a profile of colours" * 10, profile()[:140], profile().replace(b"acsp", b"text"), profile()[:-400]],
)
def test_what_is_not_a_profile_is_left_out(broken: bytes) -> None:
    assert icc.cleaned(broken) in (b"", icc.cleaned(profile()))


@given(st.binary(max_size=300))
def test_a_profile_of_any_bytes_is_cleaned_or_left_out(noise: bytes) -> None:
    for head in (b"", profile()[:128], profile()[:132]):
        icc.cleaned(head + noise)


def test_metadata_units_and_padding_in_the_pixels_of_an_avif_are_left_out() -> None:
    sequence, frame = b"\x0a\x01s", b"\x32\x02fr"
    noted = b"\x2a" + bytes([len(SECRET)]) + SECRET
    padding = b"\x7a" + bytes([len(SECRET)]) + SECRET
    assert av1.pictures_of(b"\x12\0" + noted + sequence + frame + padding) == b"\x12\0" + sequence + frame
    assert av1.sequence_of(sequence + noted) == sequence
    for broken in (b"", sequence, b"\x32\x09fr", b"\xb2\x02fr", b"\x32\xff\xff"):
        with pytest.raises(Broken):
            av1.pictures_of(broken)


@pytest.mark.parametrize("tail", [b"", b"\0\0", b"\x3b" + SECRET])
def test_a_gif_may_lack_its_trailer(tail: bytes) -> None:
    whole = cleaned(gif())
    assert cleaned(whole[:-1] + tail) == whole
    with pytest.raises(Broken):
        cleaned(whole[:-1] + b"text")


def test_a_jpeg_may_have_fill_bytes_and_must_have_one_frame() -> None:
    data = cleaned(jpeg(1))
    frame = data.index(b"\xff\xc0")
    assert cleaned(data[:frame] + b"\xff\xff\xff" + data[frame:]) == data
    assert cleaned(data[:-2] + b"\xff\xff\xd9") == data
    for broken in (data[:frame] + b"\0" + data[frame:], data.replace(b"\xff\xc0", b"\xff\xfe"), data[:-2], data[:40]):
        with pytest.raises(Broken):
            cleaned(broken)


def test_metadata_between_the_scans_of_a_jpeg_is_left_out() -> None:
    data = cleaned(jpeg(1, progressive=True))
    second = data.index(b"\xff\xda", data.index(b"\xff\xda") + 2)
    noted = segment(0xE1, b"Exif\0\0" + exif(6)) + segment(0xFE, SECRET)
    assert cleaned(data[:second] + noted + data[second:]) == data


def test_a_png_keeps_the_chunks_that_give_colours_and_is_broken_where_a_checksum_is_wrong() -> None:
    made = BytesIO()
    pixels().save(made, "PNG")
    plain = made.getvalue()
    colours = chunk(b"cICP", b"\x0c\x0d\0\1") + chunk(b"sRGB", b"\0") + chunk(b"gAMA", b"\0\0\xb1\x8f")
    colours += chunk(b"cHRM", bytes(32)) + chunk(b"pHYs", bytes(9))
    coloured = plain[:33] + colours + plain[33:]
    assert cleaned(coloured) == coloured
    at = plain.index(b"IDAT") + 6
    for broken in (
        plain[:at] + b"\0" + plain[at + 1 :],
        plain[:33] + chunk(b"CgBI", bytes(4)) + plain[33:],
        plain[:-12],
    ):
        with pytest.raises(Broken):
            cleaned(broken)


def test_a_rotated_png_keeps_its_colours_and_transparency() -> None:
    made = BytesIO()
    few = pixels().quantize(8)
    few.save(made, "PNG", transparency=0, exif=b"Exif\0\0" + exif(6))
    plain = made.getvalue()
    coloured = plain[:33] + chunk(b"gAMA", b"\0\0\xb1\x8f") + plain[33:]
    with Image.open(BytesIO(cleaned(coloured))) as turned:
        assert (turned.mode, turned.size, turned.info["gamma"]) == ("P", (48, 64), 0.45455)
        after = turned.convert("RGBA").tobytes()
    with Image.open(BytesIO(plain)) as before:
        assert before.convert("RGBA").transpose(Image.Transpose.ROTATE_270).tobytes() == after


def test_a_profile_that_unpacks_to_gigabytes_is_left_out() -> None:
    bomb = zlib.compress(bytes(50_000_000))
    data = png(1)
    at = data.index(b"iCCP") - 4
    (size,) = struct.unpack_from(">I", data, at)
    packed = data[:at] + chunk(b"iCCP", b"a\0\0" + bomb) + data[at + 12 + size :]
    assert b"iCCP" not in cleaned(packed)


def test_an_avif_with_a_property_that_readers_must_know_and_we_do_not_is_refused() -> None:
    data = avif(1)
    assert cleaned(data.replace(b"pixi", b"what"))  # not essential
    assert b"av1C" in data
    with pytest.raises(Broken):
        cleaned(data.replace(b"av1C", b"what"))


@pytest.mark.parametrize("old", [b"av01", b"pitm", b"iloc", b"iinf", b"ipco"])
def test_an_avif_without_what_it_needs_is_broken(old: bytes) -> None:
    with pytest.raises(Broken):
        cleaned(avif(1).replace(old, b"what"))


def test_an_avif_whose_parts_share_their_bytes_is_refused_before_they_are_joined() -> None:
    parts, size = 10_000, 400_000
    where = struct.pack(">IBBHHHH", 0, 0x44, 0, 1, 1, 0, parts) + struct.pack(">II", 0, size) * parts
    kinds = struct.pack(">IH", 0, 1) + box(b"infe", struct.pack(">IHH4sx", 2 << 24, 1, 0, b"av01"))
    boxes = [box(b"pitm", struct.pack(">IH", 0, 1)), box(b"iloc", where), box(b"iinf", kinds)]
    data = box(b"ftyp", b"avif" + bytes(4) + b"avif") + box(b"meta", bytes(4) + b"".join(boxes))
    tracemalloc.start()
    with pytest.raises(Broken):
        cleaned(data + box(b"mdat", bytes(size)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_icons_that_share_their_bytes_are_refused() -> None:
    one = ico()
    (entry,) = struct.unpack_from("<16s", one, 6)
    (place,) = struct.unpack("<I", entry[12:])
    count = 1000
    shared = entry[:12] + struct.pack("<I", 6 + 16 * count)
    with pytest.raises(Broken):
        cleaned(struct.pack("<HHH", 0, 1, count) + shared * count + one[place:])
