"""Assets under names that carry their content."""

from __future__ import annotations

import re

import pytest

from generator.site.assets import hashed


def test_an_asset_is_named_for_its_content() -> None:
    icon = hashed({"icon.svg": b"<svg/>"})["icon.svg"]
    assert re.fullmatch(r"/assets/icon\.[0-9a-f]{10}\.svg", icon.place)
    assert icon.data == b"<svg/>"
    assert hashed({"icon.svg": b"<svg />"})["icon.svg"].place != icon.place


def test_a_name_without_an_ending_stays() -> None:
    assert hashed({"LICENCE": b"x"})["LICENCE"].place == "/assets/LICENCE"


@pytest.mark.parametrize("written", ["url(icon.svg)", "url('icon.svg')", 'url( "./icon.svg" )'])
def test_a_style_sheet_names_other_assets_by_their_hashed_names(written: str) -> None:
    done = hashed({"a.css": written.encode(), "icon.svg": b"<svg/>"})
    assert re.sub(r"\s", "", done["a.css"].data.decode()) == f'url("{done["icon.svg"].place.removeprefix("/assets/")}")'


@pytest.mark.parametrize("written", ['@import "print.css";', "@import url(print.css) print;"])
def test_a_style_sheet_names_others_that_it_imports(written: str) -> None:
    done = hashed({"a.css": written.encode(), "print.css": b"url(icon.svg)", "icon.svg": b"<svg/>"})
    assert done["print.css"].place.removeprefix("/assets/") in done["a.css"].data.decode()
    assert done["icon.svg"].place.removeprefix("/assets/") in done["print.css"].data.decode()


def test_style_sheets_that_import_each_other_do_not_loop_forever() -> None:
    assert set(hashed({"a.css": b"url(b.css)", "b.css": b"url(a.css)"})) == {"a.css", "b.css"}


def test_the_way_between_folders_is_kept_and_so_is_a_fragment() -> None:
    done = hashed({"css/a.css": b"url(../img/icons.svg#boat)", "img/icons.svg": b"<svg/>"})
    assert done["css/a.css"].data.decode() == f'url("../{done["img/icons.svg"].place.removeprefix("/assets/")}#boat")'


@pytest.mark.parametrize("written", [b"url(gone.svg)", b"url(data:image/svg+xml,x)", b"url(#boat)", b"url(\xe9.png)"])
def test_addresses_that_are_not_assets_stay_as_written(written: bytes) -> None:
    assert hashed({"a.css": written})["a.css"].data == written


def test_a_new_picture_gives_its_style_sheet_a_new_name() -> None:
    before, after = (hashed({"a.css": b"url(icon.svg)", "icon.svg": data}) for data in (b"1", b"2"))
    assert before["a.css"].place != after["a.css"].place
