"""Places on the site, their files and their addresses."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import Settings
from generator.model.urls import address, file_place, output_path, permanent, story_place

SITE = Settings("The Port Elm Courier", "https://courier.example/")
PROJECT = Settings("The Port Elm Courier", "https://courier.example/repo/")


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("/", "index.html"),
        ("/world/", "world/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/cafe\u0301/", "caf\u00e9/index.html"),
    ],
)
def test_a_folder_is_delivered_as_its_index(place: str, path: str) -> None:
    assert output_path(place) == path


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/", "/repo/"),
        ("/world/", "/repo/world/"),
        ("/dünya/", "/repo/d%C3%BCnya/"),
        ("/cafe\u0301/", "/repo/caf%C3%A9/"),
        ("/data/a b?.csv", "/repo/data/a%20b%3F.csv"),
        ("/data/50%.csv", "/repo/data/50%25.csv"),
    ],
)
def test_an_address_has_the_base_path_and_is_percent_encoded(place: str, expected: str) -> None:
    assert address(PROJECT, place) == expected
    assert permanent(PROJECT, place) == "https://courier.example" + expected


@given(st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1))
def test_every_place_has_an_address_that_leads_to_its_file(name: str) -> None:
    there = address(SITE, f"/{name}/")
    assert there.isascii()
    assert not set(there) & set(' "&<>?#\\')
    assert output_path(unquote(there)) == output_path(f"/{name}/")


def test_a_storys_place_follows_the_permalink() -> None:
    late = datetime(2024, 12, 31, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    assert story_place(SITE, late, "world", "talks") == "/2024/12/31/talks/"
    by_section = Settings("T", "https://courier.example/", permalink="/{section}/{slug}/")
    assert story_place(by_section, late, "world", "talks") == "/world/talks/"
    assert story_place(by_section, late, "", "talks") == "/talks/"


def test_files_of_content_keep_their_folders_and_static_ones_go_to_the_root() -> None:
    assert file_place("content/pictures/boat.svg") == "/pictures/boat.svg"
    assert file_place("content/static/CNAME") == "/CNAME"
