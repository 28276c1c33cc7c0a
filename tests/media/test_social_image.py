"""Which picture social networks show for a story."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from stories import SAILS, SITE, card

from generator.media.social_image import HEIGHT, WIDTH, photo_shape, share_name, social_picture
from generator.model.picture import Crop, Picture

STORY = replace(card(1), published=SAILS, picture=None)
PLAIN = Picture("/repo/ferry/quay.gif", alt="The quay", type="image/gif", width=90, height=60)
PHOTO = replace(PLAIN, src="/repo/ferry/quay.jpg", crops=(Crop("/repo/ferry/quay-16x9.jpg", 1200, 675),))
DRAWING = replace(PLAIN, src="/repo/ferry/chart.svg", type="image/svg+xml")


@pytest.mark.parametrize(("picture", "name"), [(None, "share.png"), (PLAIN, "share.png"), (PHOTO, "share.jpg")])
def test_a_card_is_drawn_and_includes_a_photo_that_can_be_cropped(picture: Picture | None, name: str) -> None:
    story = replace(STORY, picture=picture)
    assert share_name(SAILS, story) == name
    assert bool(photo_shape(story)) == (name == "share.jpg")


def test_the_photo_on_a_card_is_cropped_around_its_focus() -> None:
    shape = photo_shape(replace(STORY, picture=replace(PHOTO, focus=(60, 30))))
    assert shape
    assert (shape.x, shape.y) == (60, 30)


def test_stories_from_before_have_no_card() -> None:
    assert share_name(SAILS, STORY) == "share.png"
    assert share_name(SAILS + timedelta(seconds=1), STORY) == ""


def test_a_headline_in_letters_that_the_fonts_lack_has_no_card() -> None:
    assert share_name(SAILS, replace(STORY, headline="\N{CJK UNIFIED IDEOGRAPH-6E2F}")) == ""


@pytest.mark.parametrize(("name", "kind"), [("share.png", "image/png"), ("share.jpg", "image/jpeg")])
def test_networks_are_offered_the_card_at_its_absolute_address(name: str, kind: str) -> None:
    found = social_picture(name, SITE, replace(STORY, picture=PHOTO))
    assert found
    assert (found.src, found.type) == (f"https://courier.example{STORY.url}{name}", kind)
    assert (found.width, found.height, found.alt) == (WIDTH, HEIGHT, STORY.headline)


def test_without_a_card_they_are_offered_the_storys_own_picture_in_the_widest_shape() -> None:
    whole, cut = (social_picture("", SITE, replace(STORY, picture=each)) for each in (PLAIN, PHOTO))
    assert whole == replace(PLAIN, src="https://courier.example/repo/ferry/quay.gif")
    assert cut
    assert (cut.src, cut.width, cut.height) == ("https://courier.example/repo/ferry/quay-16x9.jpg", 1200, 675)


@pytest.mark.parametrize("picture", [None, DRAWING])
def test_they_are_offered_nothing_that_they_do_not_show(picture: Picture | None) -> None:
    assert social_picture("", SITE, replace(STORY, picture=picture)) is None
