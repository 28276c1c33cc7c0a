"""Metadata is taken out of pictures of every kind. Pixels, colours, orientation and movement stay."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, story
from picture_files import EVERY, HEIGHT, SECRET, TURNED, WIDTH, box, chunk, leaks, pixels, segment, tiff, webp_chunk
from PIL import Image, ImageOps, ImageSequence

from generator.media import image_cache
from generator.media.decode import Broken, decoded
from generator.media.metadata import cleaned, without_loss

LOSSLESS = [name for name in EVERY if name != "scan.tif"]


def _shown(data: bytes) -> list[tuple[bytes, int]]:
    """The pixels of each frame as a browser shows them, and for how long. Browsers take no orientation from XMP."""
    with decoded(data) as opened:
        for key in ("xmp", "XML:com.adobe.xmp"):
            opened.info.pop(key, None)
        return [
            (ImageOps.exif_transpose(frame.convert("RGBA")).tobytes(), frame.info.get("duration", 0))
            for frame in ImageSequence.Iterator(opened)
        ]


@pytest.mark.parametrize("name", EVERY)
def test_row_46_no_metadata_is_left(name: str) -> None:
    noted = EVERY[name](6)
    assert leaks(noted), "the test's own picture has nothing to leak"
    data = cleaned(noted)
    assert leaks(data) == []
    with Image.open(BytesIO(data)) as opened:
        opened.load()
        assert set(opened.getexif()) <= {0x0112}
        assert not {"xmp", "comment", "photoshop", "XML:com.adobe.xmp", "mp"} & opened.info.keys()


@pytest.mark.parametrize("name", LOSSLESS)
def test_not_a_pixel_changes_and_animations_still_run(name: str) -> None:
    noted = EVERY[name](1)
    data = cleaned(noted)
    assert _shown(data) == _shown(noted)
    assert len(_shown(data)) == (3 if name.startswith("moving") else 1)
    with decoded(data) as after, decoded(noted) as before:
        assert after.info.get("loop") == before.info.get("loop")


@pytest.mark.parametrize("name", TURNED)
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_rotated_picture_stays_rotated(name: str, turn: int) -> None:
    upright = {1: pixels(), 3: pixels().rotate(180), 6: pixels().rotate(-90, expand=True)}
    with Image.open(BytesIO(cleaned(EVERY[name](turn)))) as opened:
        shown = ImageOps.exif_transpose(opened).convert("RGB")
    assert shown.size == ((HEIGHT, WIDTH) if turn > 4 else (WIDTH, HEIGHT))
    if turn in upright and name == "still.png":
        assert shown.tobytes() == upright[turn].tobytes()


@pytest.mark.parametrize("name", EVERY)
def test_cleaning_twice_changes_nothing_more(name: str) -> None:
    data = cleaned(EVERY[name](6))
    assert cleaned(data) == data
    assert cleaned(EVERY[name](6)) == data or name == "moving.avif"  # Pillow writes the time into those


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_without_metadata_stays_as_it_is(kind: str) -> None:
    made = BytesIO()
    pixels().save(made, kind)
    assert cleaned(made.getvalue()) == made.getvalue()


@pytest.mark.parametrize("name", [name for name in EVERY if name not in ("icons.ico", "moving.gif", "moving.avif")])
def test_a_colour_profile_that_matters_still_does(name: str) -> None:
    """The profile of these pictures shows red as green; whoever loses it shows red."""
    with Image.open(BytesIO(cleaned(EVERY[name](1)))) as opened:
        if name == "scan.tif":  # its colours have been converted
            red, green, _ = opened.convert("RGB").getpixel((2, 2))  # type: ignore[misc]
            assert green > 200 > red
        else:
            assert opened.info["icc_profile"][36:40] == b"acsp"
            assert len(opened.info["icc_profile"]) < 700


def test_a_tiff_becomes_an_upright_jpeg_and_is_not_compressed_twice_for_other_sizes() -> None:
    with Image.open(BytesIO(cleaned(tiff(6)))) as opened:
        assert (opened.format, opened.size) == ("JPEG", (HEIGHT, WIDTH))
    assert without_loss(tiff(6)) == tiff(6)


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=examples(25))
@given(st.data())
def test_a_truncated_picture_is_broken_or_loses_its_metadata(name: str, data: st.DataObject) -> None:
    noted = EVERY[name](6)
    with suppress(Broken):
        assert leaks(cleaned(noted[: data.draw(st.integers(1, len(noted) - 1))])) == []


@pytest.mark.parametrize("name", LOSSLESS)
@settings(max_examples=examples(25))
@given(st.data())
def test_a_picture_with_a_wrong_byte_is_decoded_or_broken(name: str, data: st.DataObject) -> None:
    noted = bytearray(EVERY[name](6))
    noted[data.draw(st.integers(0, len(noted) - 1))] ^= data.draw(st.integers(1, 255))
    with suppress(Broken):
        assert leaks(cleaned(bytes(noted))) == []


@pytest.mark.parametrize("marker", [0xC0, 0xC4, 0xCC, 0xDA, 0xDB, 0xDC, 0xDD])
def test_no_text_passes_as_a_part_of_a_jpeg(marker: int) -> None:
    plain = EVERY["baseline.jpg"](1)
    hidden = segment(marker, SECRET + b" and more of it than a table has")
    with suppress(Broken):
        assert leaks(cleaned(plain[:2] + hidden + plain[2:])) == []


HEADS = (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\0\0\0WEBPVP8X", b"\0\0\1\0\1\0", b"II*\0")


@given(st.binary(max_size=200), st.sampled_from([*HEADS, b"\0\0\0\x10ftypavif\0\0\0\0"]))
def test_bytes_of_any_kind_are_cleaned_or_broken(noise: bytes, head: bytes) -> None:
    with suppress(Broken):
        cleaned(head + noise)


def _of_jpeg(noise: bytes, data: bytes) -> bytes:
    private = segment(0xE0 + noise[0] % 16, noise)
    return data[:2] + private + data[2:]


def _of_png(noise: bytes, data: bytes) -> bytes:
    return data[:33] + chunk(b"teSt", noise) + data[33:-12] + chunk(b"tEXt", noise) + data[-12:]


def _of_gif(noise: bytes, data: bytes) -> bytes:
    blocks = bytes([len(noise)]) + noise + b"\0"
    return data[:-1] + b"\x21" + noise[:1].replace(b"\xf9", b"\xfe") + blocks + data[-1:]


def _of_webp(noise: bytes, data: bytes) -> bytes:
    inside = data[8:] + webp_chunk(b"teSt", noise)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def _of_avif(noise: bytes, data: bytes) -> bytes:
    return data + box(b"meta", noise) + box(b"uuid", noise)


INSERTED: dict[str, Callable[[bytes, bytes], bytes]] = {
    "JPEG": _of_jpeg,
    "PNG": _of_png,
    "GIF": _of_gif,
    "WEBP": _of_webp,
    "AVIF": _of_avif,
}
PLAIN: dict[str, bytes] = {}


def _plain(kind: str) -> bytes:
    if kind not in PLAIN:
        made = BytesIO()
        pixels().save(made, kind)
        PLAIN[kind] = cleaned(made.getvalue())
    return PLAIN[kind]


@pytest.mark.parametrize("kind", INSERTED)
@given(inside=st.binary(min_size=1, max_size=200), behind=st.binary(max_size=200))
def test_nothing_that_is_put_into_a_picture_or_behind_it_gets_out(kind: str, inside: bytes, behind: bytes) -> None:
    noted = INSERTED[kind](inside, _plain(kind))
    assert cleaned(noted) == _plain(kind)
    with suppress(Broken):  # what follows an AVIF must be boxes
        assert cleaned(noted + behind) == _plain(kind)


def test_row_34_a_site_does_not_reveal_where_its_pictures_were_taken(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS.replace("share_pictures = false", "share_pictures = true"))
    lines = []
    for number, (name, made) in enumerate(EVERY.items()):
        large = made(6)
        for folder in ("", "static/files/"):
            if folder and name == "scan.tif":
                continue
            file = newsroom.folder / "content" / folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(large)
        newsroom.write(story(f"{number}.md", f"Story {number}", "2026-01-01", f"picture: {{src: {name}, alt: A}}"))
        lines.append(f"![It]({name}) [it]({name}) ")
    newsroom.write(story("all.md", "All", "2026-01-02", body="\n\n".join(lines)))
    newsroom.build()
    tree = newsroom.tree()
    assert {path: found for path, data in tree.items() if (found := leaks(data))} == {}
    assert {"scan.jpg", *LOSSLESS} <= tree.keys()
    assert "scan.tif" not in tree
    for name in {*LOSSLESS, "scan.jpg"}:
        with Image.open(BytesIO(tree[name])) as opened:
            opened.load()
            turned = name in (*TURNED, "scan.jpg")
            assert ImageOps.exif_transpose(opened).size == ((HEIGHT, WIDTH) if turned else (WIDTH, HEIGHT))
    assert f'length="{len(tree["scan.jpg"])}"' in newsroom.page("rss.xml")
    assert 'type="image/jpeg"' in newsroom.page("rss.xml")


@pytest.mark.parametrize("name", TURNED)
def test_every_size_and_cut_is_upright_and_in_the_right_colours(newsroom: Newsroom, name: str) -> None:
    """The pictures are shown on their side and with red as green: both must be undone in whatever is made of them."""
    large = Image.new("RGB", (900, 600), "blue")
    large.paste("red", (0, 0, 450, 600))  # at the top once it is turned, and green
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("picture_files.pixels", large.copy)
        noted = EVERY[name](6)
    (newsroom.folder / "content" / name).write_bytes(noted)
    newsroom.write(story("a.md", "A", "2026-01-01", f"picture: {{src: {name}, alt: A}}"))
    newsroom.build()
    made = {path: data for path, data in newsroom.tree().items() if path.startswith(name.split(".")[0])}
    assert len(made) >= 8
    for path, data in made.items():
        assert leaks(data) == [], path
        if path == name:
            continue
        with Image.open(BytesIO(data)) as opened:
            shown = opened.convert("RGB")
            assert "icc_profile" not in opened.info
        middle = shown.width // 2
        red, green, blue = shown.getpixel((middle, 8))  # type: ignore[misc]
        assert green - max(red, blue) > 100, (path, (red, green, blue))  # an AVIF lets a half of white through
        assert shown.getpixel((middle, shown.height - 8))[2] > 180, path  # type: ignore[index]
    assert 'width="600" height="900"' in newsroom.page("2026/01/01/a")


def test_pictures_of_the_theme_lose_their_metadata_too(newsroom: Newsroom) -> None:
    (newsroom.folder / "layouts/assets").mkdir(parents=True)
    (newsroom.folder / "layouts/assets/logo.jpg").write_bytes(EVERY["baseline.jpg"](1))
    newsroom.build()
    (logo,) = [data for path, data in newsroom.tree().items() if path.startswith("assets/logo.")]
    assert leaks(logo) == []
    (newsroom.folder / "layouts/assets/logo.jpg").write_bytes(EVERY["baseline.jpg"](1)[:900])
    (problem,) = newsroom.problems()
    assert problem.path == "layouts/assets/logo.jpg"


def test_what_an_older_program_read_and_made_of_a_picture_is_not_used(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom.folder / "content/a.jpg").write_bytes(EVERY["baseline.jpg"](6))
    newsroom.write(story("a.md", "A", "2026-01-01", "picture: {src: a.jpg, alt: A}"))
    with monkeypatch.context() as older:
        older.setattr("generator.reading.program_digest.program", lambda: "older")
        older.setattr("generator.media.picture_facts.measure", lambda path, data: (1, 2))
        newsroom.build()
    newsroom.build()
    assert 'width="48" height="64"' in newsroom.page("2026/01/01/a")


def test_a_change_of_what_makes_pictures_makes_them_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = image_cache._program.__wrapped__()
    assert made == image_cache._program()
    other = tmp_path / "media"
    shutil.copytree(Path(image_cache.__file__).parent, other)
    (other / "convert.py").write_text("other = True\n")
    monkeypatch.setattr(image_cache, "_CODE", other)
    assert image_cache._program.__wrapped__() != made


def test_a_large_photo_takes_no_time_to_clean() -> None:
    from time import process_time

    made = BytesIO()
    Image.effect_noise((4000, 3000), 90).convert("RGB").save(made, "JPEG", quality=95, comment=SECRET)
    data = made.getvalue()
    assert len(data) > 8_000_000
    start = process_time()
    cleaned(data)
    assert process_time() - start < 1  # some 30 ms; a machine may be busy
