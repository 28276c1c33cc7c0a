"""Pictures in another shape, size or format."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from small_pictures import jpeg, turned

from generator.media.convert import cropped, rendered
from generator.media.decode import Broken
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
