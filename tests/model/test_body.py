"""A body's marked links, and its HTML."""

from __future__ import annotations

import pickle
import re

import pytest
from markupsafe import Markup, escape

from generator.model.body import Body, fallback, sources
from generator.model.picture import Variant

A, B = "broadsheet:content/a.md#top", "broadsheet:content/b.md"


def _link(mark: str, words: str = "words") -> str:
    return f'<a href="{mark}">{words}</a>'


def test_marks_become_addresses() -> None:
    body = Body(f'<p>{_link(A)} <img src="{B}" alt=""></p>', ((A, "/a/#top"), (B, "/b/")))
    assert str(body) == '<p><a href="/a/#top">words</a> <img src="/b/" alt=""></p>'


def test_a_link_to_what_is_not_public_keeps_only_its_words() -> None:
    body = Body("<p>" + _link(A, "a\n<em>deal</em>") + " and " + _link(B) + "</p>", ((A, ""), (B, "/b/")))
    assert str(body) == '<p>a\n<em>deal</em> and <a href="/b/">words</a></p>'


def test_marks_with_a_common_start_are_distinct() -> None:
    longer = B + "?x=1"
    assert str(Body(_link(B) + _link(longer), ((B, ""), (longer, "/b/?x=1")))) == 'words<a href="/b/?x=1">words</a>'


def test_an_address_is_escaped_for_html() -> None:
    assert str(Body(_link(B), ((B, '/b/?x="1"&y=2'),))) == '<a href="/b/?x=&#34;1&#34;&amp;y=2">words</a>'


def test_layouts_treat_a_body_as_html() -> None:
    body = Body("<p>Fish &amp; chips</p>", ())
    assert isinstance(body.__html__(), Markup)
    assert escape(body) == "<p>Fish &amp; chips</p>"


def test_a_body_is_a_value() -> None:
    body = Body(_link(A), ((A, "/a/"),))
    assert pickle.loads(pickle.dumps(body)) == body


def test_elsewhere_its_addresses_are_absolute() -> None:
    marked = _link(A) + _link(B) + '<a href="#end">end</a> <a href="/c/">c</a>'
    body = Body(marked, ((A, "/news/a/"), (B, "https://b.example/x")))
    shown = str(body.elsewhere("https://courier.example", "https://courier.example/news/b/"))
    assert re.findall('href="([^"]*)"', shown) == [
        "https://courier.example/news/a/",
        "https://b.example/x",
        "https://courier.example/news/b/#end",
        "https://courier.example/c/",
    ]


def test_browsers_choose_between_newer_types_and_fall_back_to_a_jpeg() -> None:
    variants = tuple(
        Variant(f"/{width}.{kind}", f"image/{kind}", width) for kind in ("avif", "jpeg") for width in (320, 640)
    )
    assert str(sources(variants, "92vw")) == (
        '<source type="image/avif" srcset="/320.avif 320w, /640.avif 640w" sizes="92vw">'
    )
    assert [each.src for each in fallback(variants)] == ["/320.jpeg"]
    assert fallback(variants[:2]) == []


PHOTO = "broadsheet:content/quay.jpg"
SMALLER = (Variant("/quay-400.avif", "image/avif", 400), Variant("/quay-1200.jpg", "image/jpeg", 1200))


def _photo(tag: str, variants: tuple[Variant, ...] = ()) -> str:
    """What a body makes of a picture of 40 by 20 pixels; MARK in ``tag`` is its mark."""
    body = Body(
        tag.replace("MARK", PHOTO),
        ((PHOTO, "/quay.jpg"),),
        ((PHOTO, 40, 20),),
        ((PHOTO, variants),) if variants else (),
    )
    return str(body)


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ('<img src="MARK" alt="">', '<img src="/quay.jpg" width="40" height="20" alt="">'),
        ('<img src="MARK" alt="" width="8">', '<img src="/quay.jpg" alt="" width="8">'),
        ('<img src="MARK" alt="" HEIGHT = "8">', '<img src="/quay.jpg" alt="" HEIGHT = "8">'),
    ],
)
def test_a_picture_gets_its_size_unless_its_editor_gave_one(tag: str, shown: str) -> None:
    assert _photo(tag) == shown


def test_a_picture_gets_alternatives_unless_its_editor_gave_some() -> None:
    assert _photo('<img src="MARK" alt="">', SMALLER) == (
        '<picture><source type="image/avif" srcset="/quay-400.avif 400w" sizes="(min-width: 44em) 40rem, 92vw">'
        '<img src="/quay-1200.jpg" width="40" height="20" alt=""></picture>'
    )
    own = '<img src="MARK" alt="" width="8" srcset="/mine.jpg 2x">'
    assert _photo(own, SMALLER) == own.replace("MARK", "/quay.jpg")
    own = '<picture><source srcset="/mine.webp"><img src="MARK" alt="" width="8"></picture>'
    assert _photo(own, SMALLER) == own.replace("MARK", "/quay.jpg")


@pytest.mark.parametrize("pictures", [2, 3, 4, 5])
def test_pictures_of_a_gallery_are_loaded_in_the_width_of_its_columns(pictures: int) -> None:
    figure = '<figure><img src="MARK" alt=""></figure>\n'
    shown = _photo(f'{figure}<p>Words.</p>\n<div class="gallery">\n{figure * pictures}</div>\n', SMALLER)
    wide, narrow = "(min-width: 44em) 40rem, 92vw", "(min-width: 40em) 18rem, 92vw"
    paired = pictures // 2 * 2
    assert re.findall('sizes="([^"]*)"', shown) == [wide, *[narrow] * paired, *[wide] * (pictures - paired)]
    assert shown.count("<figure><picture>") == shown.count("</picture></figure>") == pictures + 1


def test_beside_its_own_page_links_to_parts_stay() -> None:
    body = Body('<a href="#end">end</a> <a href="x/">x</a>', ())
    assert str(body.beside("/a/")) == '<a href="#end">end</a> <a href="/a/x/">x</a>'
