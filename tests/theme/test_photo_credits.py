"""Credits: "Photo: Ada Marsh"."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from generator.model.body import Body
from generator.model.formatting import Span
from generator.model.picture import Picture
from generator.theme.photo_credits import photo_credit, with_photo_credits

WORD = Markup("<i>Photo:</i>")
NAMED = ("Ada Marsh", "Port Elm Courier", "Stillman", "Pictureman Films", "Jo 7: B")
SAYS_WHAT = (
    "Photo: Ada Marsh",
    "photograph by Ada Marsh",
    "Illustration: Ada Marsh",
    "Graphic: the Courier",
    "Drawing by Ada Marsh",
    "Foto: Ada Marsh",
    "تصوير: سمير",
    "© Ada Marsh",
    "(c) Ada Marsh",
    "Courtesy of the library",
)


@pytest.mark.parametrize(
    ("credit", "added"), [*((each, True) for each in NAMED), *((each, False) for each in SAYS_WHAT)]
)
def test_photo_is_written_before_a_name_and_before_nothing_else(credit: str, added: bool) -> None:
    before = "<i>Photo:</i> " if added else ""
    assert photo_credit(Picture("/a.jpg", credit=credit, type="image/jpeg"), WORD) == f"{before}{credit}"
    figure = (
        f'<figure><img src="/a.jpg" alt=""><figcaption>A <span class="credit">{credit}</span></figcaption></figure>'
    )
    said = with_photo_credits(Body(figure, ()), WORD)
    assert said == figure.replace('credit">', f'credit">{before}')


def test_a_drawing_is_no_photo() -> None:
    assert photo_credit(Picture("/a.svg", credit="Ada Marsh", type="image/svg+xml"), WORD) == "Ada Marsh"
    figure = '<figure><img src="/a.svg" alt=""><figcaption><span class="credit">Ada Marsh</span></figcaption></figure>'
    assert with_photo_credits(Body(figure, ()), WORD) == figure


def test_a_credit_keeps_its_links() -> None:
    picture = Picture("/a.jpg", credit="Ada Marsh", credit_spans=(Span(0, 9, "a", "https://ada.example/"),))
    assert photo_credit(picture, "Photo:") == 'Photo: <a href="https://ada.example/">Ada Marsh</a>'


def test_words_outside_captions_stay() -> None:
    body = Body('<p>Words.</p><figure><img src="/a.jpg" alt=""></figure><p><span class="credit">Ada</span></p>', ())
    assert with_photo_credits(body, WORD) == body.marked
