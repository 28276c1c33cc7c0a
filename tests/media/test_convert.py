"""Pictures in another shape, size or format."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from picture_files import profile
from PIL import Image, ImageCms
from small_pictures import jpeg, turned

from generator.media import convert
from generator.media.convert import as_jpeg, cropped, rendered, upright
from generator.media.decode import Broken, OversizedPicture
from generator.model.picture import Rendition, Shape


def test_a_crop_is_the_middle_upright_and_without_metadata() -> None:
    picture = Image.open(BytesIO(cropped(turned(6), Shape("1x1", 20, 20))))
    assert (picture.size, picture.format, picture.mode) == ((20, 20), "JPEG", "RGB")
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    top, bottom = picture.getpixel((10, 1)), picture.getpixel((10, 18))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > 200
    assert bottom[0] > 200


@pytest.mark.parametrize(
    ("size", "x", "y", "kept"),
    [
        ((300, 100), 0, 50, "left"),
        ((300, 100), 100, 50, "right"),
        ((100, 300), 50, 0, "left"),
        ((100, 300), 50, 100, "right"),
        ((300, 100), 50, 0, "both"),
    ],
)
def test_a_crop_keeps_the_focus_of_its_picture(size: tuple[int, int], x: int, y: int, kept: str) -> None:
    """Half of the picture is black, half of it white; upright pictures have their black half above."""
    picture, made = Image.new("L", size, 0), BytesIO()
    picture.paste(255, (size[0] // 2, 0, *size) if size[0] > size[1] else (0, size[1] // 2, *size))
    picture.save(made, "PNG")
    shades = Image.open(BytesIO(cropped(made.getvalue(), Shape("1x1", 90, 90, x, y)))).convert("L").histogram()
    dark, light = sum(shades[:40]), sum(shades[215:])
    assert {"left": light == 0 < dark, "right": dark == 0 < light, "both": min(dark, light) > 3000}[kept]


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_greys_keep_their_shades(kind: str) -> None:
    made = BytesIO()
    Image.new("I;16", (600, 600), 0x8000).save(made, kind)
    shade = Image.open(BytesIO(rendered(made.getvalue(), Rendition("jpg", 300, 300)))).getpixel((9, 9))
    assert shade in [(127, 127, 127), (128, 128, 128)]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGB", "RGBA", "CMYK"])
@pytest.mark.parametrize("profile", [b"", b"not a profile"])
def test_a_rendition_of_every_colour_mode_is_in_colours_that_browsers_show(mode: str, profile: bytes) -> None:
    made = BytesIO()
    kind = "TIFF" if mode == "CMYK" else "PNG"
    Image.new(mode, (300, 300)).save(made, kind, **({"icc_profile": profile} if profile else {}))
    shown = Image.open(BytesIO(rendered(made.getvalue(), Rendition("webp", 240, 240))))
    assert shown.mode == ("RGBA" if "A" in mode else "RGB")


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "CMYK", "1", "I;16"])
def test_pictures_in_every_colour_mode_can_be_cropped(mode: str) -> None:
    made = BytesIO()
    Image.new(mode, (300, 300)).save(made, "TIFF" if mode in ("CMYK", "I;16") else "PNG")
    assert Image.open(BytesIO(cropped(made.getvalue(), Shape("1x1", 240, 240)))).size == (240, 240)


def test_a_transparent_picture_is_cropped_on_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(made, "PNG")
    assert Image.open(BytesIO(cropped(made.getvalue(), Shape("1x1", 240, 240)))).getpixel((5, 5)) == (255, 255, 255)


def test_a_truncated_picture_cannot_be_cropped() -> None:
    with pytest.raises(Broken):
        cropped(jpeg(800, 600)[:2000], Shape("1x1", 600, 600))


@pytest.mark.parametrize("kind", ["avif", "webp", "jpg"])
def test_a_rendition_is_upright_and_has_no_metadata(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    made = Image.open(BytesIO(rendered(jpeg(800, 400, exif=exif), Rendition(kind, 100, 200))))
    assert made.size == (100, 200)
    assert made.format == {"jpg": "JPEG"}.get(kind, kind.upper())
    assert not made.getexif()
    assert "icc_profile" not in made.info


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_a_rendition_stays_transparent(mode: str) -> None:
    data = BytesIO()
    picture = Image.new("RGBA", (800, 400), (255, 0, 0, 0)) if mode == "RGBA" else Image.new("P", (800, 400), 0)
    picture.save(data, "PNG", **({"transparency": 0} if mode == "P" else {}))
    made = Image.open(BytesIO(rendered(data.getvalue(), Rendition("webp", 400, 200))))
    assert made.convert("RGBA").getpixel((9, 9))[3] == 0  # type: ignore[index]


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _tiff(picture: Image.Image, **options: object) -> bytes:
    made = BytesIO()
    picture.save(made, "TIFF", **options)
    return made.getvalue()


@pytest.mark.parametrize("conversion", [upright, as_jpeg])
def test_a_picture_of_more_pixels_than_are_decompressed_is_not_converted(
    monkeypatch: pytest.MonkeyPatch, conversion: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(convert, "MOST", 40 * 20)
    assert conversion(jpeg(40, 20))
    with pytest.raises(OversizedPicture):
        conversion(jpeg(41, 20))


def test_what_is_turned_upright_stays_transparent_and_keeps_its_profile_but_no_comment() -> None:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("P", (40, 20), 0).save(made, "PNG", transparency=0, icc_profile=PROFILE, exif=exif, dpi=(300, 300))
    turned = Image.open(BytesIO(upright(made.getvalue())))
    assert (turned.format, turned.size) == ("PNG", (20, 40))
    assert turned.info == {"transparency": 0, "icc_profile": PROFILE}


def test_a_tiff_on_its_side_becomes_an_upright_jpeg() -> None:
    scan = Image.new("RGB", (40, 20), "red")
    made = Image.open(BytesIO(as_jpeg(_tiff(scan, tiffinfo={0x0112: 6}))))
    assert (made.format, made.size, made.mode) == ("JPEG", (20, 40), "RGB")
    assert not made.getexif()


@pytest.mark.parametrize(("orientation", "size"), [(1, (800, 400)), (6, (400, 800))])
def test_a_large_photo_is_decoded_no_larger_than_needed(orientation: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    with Image.open(BytesIO(jpeg(3200, 1600, exif=exif))) as opened:
        assert convert._reduction(opened, *(each // 2 for each in size)) == 4
        assert convert._reduction(opened, *(2 * each for each in size)) == 1


def test_a_photo_is_decoded_once_for_all_sizes_that_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    really = convert._in_srgb
    monkeypatch.setattr(convert, "_in_srgb", lambda picture: counted.append(picture.size) or really(picture))
    photo = jpeg(3203, 1601)
    for kind in ("avif", "webp", "jpg"):
        convert.rendered(photo, Rendition(kind, 800, 400))
    convert.cropped(photo, Shape("16x9", 900, 506))
    assert counted == [(1602, 801)]


def test_what_is_no_jpeg_is_never_taken_to_be_on_its_side() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = BytesIO()
    Image.new("RGB", (40, 20)).save(made, "PNG", exif=exif)
    with Image.open(made) as opened:
        assert convert._reduction(opened, 4, 2) == 1


@pytest.mark.parametrize(
    ("mode", "shade", "shown"),
    [
        ("RGB", (200, 0, 0), (200, 0, 0)),
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("LA", (90, 255), (90, 90, 90)),
        ("L", 90, (90, 90, 90)),
    ],
)
def test_a_picture_with_a_profile_of_srgb_keeps_its_colours(
    mode: str, shade: int | tuple[int, ...], shown: tuple[int, ...]
) -> None:
    made = BytesIO()
    Image.new(mode, (300, 300), shade).save(made, "PNG", icc_profile=PROFILE)
    found = Image.open(BytesIO(rendered(made.getvalue(), Rendition("avif", 240, 240)))).convert("RGB").getpixel((9, 9))
    assert found == pytest.approx(shown, abs=3)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_colours_of_another_profile_are_converted_and_what_is_transparent_stays_so(mode: str) -> None:
    """In this profile, red and green have changed places."""
    made = BytesIO()
    Image.new(mode, (300, 300), (200, 0, 0, 90)[: len(mode)]).save(made, "PNG", icc_profile=profile())
    found = Image.open(BytesIO(rendered(made.getvalue(), Rendition("png", 240, 240))))
    assert found.mode == mode
    assert found.getpixel((9, 9))[3:] == (90,) * (mode == "RGBA")  # type: ignore[index]
    assert found.convert("RGB").getpixel((9, 9))[1] > 150  # type: ignore[index]
