"""Pictures on a built site: which are published, in which sizes, and which are reported."""

from __future__ import annotations

import json
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story
from PIL import Image
from small_pictures import jpeg, png_of

from generator.media import image_cache
from generator.media.measure import is_animated


def _with_picture(newsroom: Newsroom, data: bytes, name: str = "b.jpg") -> Newsroom:
    newsroom.write(
        SETTINGS
        + story("a.md", "Boat", "2026-01-01", f'picture: {{src: {name}, alt: "A boat"}}', body=f"![Boat]({name})")
    )
    (newsroom.folder / "content" / name).write_bytes(data)
    return newsroom


def test_a_page_gives_the_dimensions_of_its_pictures(newsroom: Newsroom) -> None:
    _with_picture(newsroom, jpeg(800, 600)).build()
    page = newsroom.page("2026/01/01/boat")
    assert page.count('<img src="/b.jpg"') == page.count('width="800" height="600"') == 2
    assert '<img src="/b.jpg" alt="A boat" width="800" height="600"' in newsroom.page("index.html")


def test_the_crops_of_public_stories_are_published_and_made_once(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_picture(newsroom, jpeg(800, 600)).build()
    crops = {path for path in newsroom.tree() if path.startswith("b.") and path != "b.jpg"}
    assert {path.split(".")[1] for path in crops} >= {"16x9", "4x3", "1x1"}
    monkeypatch.setattr("generator.pipeline.render.cropped", None)
    newsroom.write(story("a.md", "Boat", "2026-01-01", 'picture: {src: b.jpg, alt: "A boat"}', body="Other words."))
    newsroom.build()


def test_stories_with_the_same_picture_may_keep_different_parts_of_it(newsroom: Newsroom) -> None:
    _with_picture(newsroom, jpeg(800, 600))
    front = 'picture: {src: b.jpg, alt: "A boat", focus: 100% 0%}'
    newsroom.write(story("c.md", "Crane", "2026-01-02", front)).build()
    crops = sorted(re.sub(r"[0-9a-f]{8}", "*", path) for path in newsroom.tree() if re.match(r"b\..*\dx\d", path))
    assert [path for path in crops if "1x1" in path] == ["b.100-0.1x1.*.jpg", "b.1x1.*.jpg"]
    image = re.search(r'"image":\[(.*?)\]', newsroom.page("2026/01/02/crane"))
    assert image
    assert image[1].count("/b.100-0.") == 3
    assert 'class="x100 y0"' in newsroom.page("index.html")
    assert "style=" not in newsroom.page("index.html")


def test_the_crops_of_a_story_that_is_not_public_are_not_published(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Boat", "2027-01-01", 'picture: {src: b.jpg, alt: "A boat"}'))
    (newsroom.folder / "content/b.jpg").write_bytes(jpeg(800, 600))
    newsroom.build()
    assert not any(path.endswith(".jpg") for path in newsroom.tree())


def test_a_file_that_is_only_named_like_a_picture_is_a_problem(newsroom: Newsroom) -> None:
    (problem,) = _with_picture(newsroom, b"not a picture").problems()
    assert problem.path == "content/b.jpg"
    assert "not a picture, although its name ends in `.jpg`" in problem.message
    assert newsroom.problems() == [problem]  # remembered, and still said


def test_a_truncated_picture_is_a_problem_and_nothing_changes(newsroom: Newsroom) -> None:
    newsroom.build()
    before = newsroom.tree()
    (problem,) = _with_picture(newsroom, jpeg(800, 600)[:2000]).problems()
    assert problem.path == "content/b.jpg"
    assert "this picture is damaged" in problem.message
    assert newsroom.tree() == before


def test_an_animated_picture_is_left_as_it_is(newsroom: Newsroom) -> None:
    data = BytesIO()
    frames = [Image.new("RGB", (900, 400), colour) for colour in ("red", "blue")]
    frames[0].save(data, "WEBP", save_all=True, append_images=frames[1:])
    assert is_animated(data.getvalue())
    newsroom.write(story("a.md", "Boat", "2026-01-01", 'picture: {src: b.webp, alt: "A boat"}'))
    (newsroom.folder / "content/b.webp").write_bytes(data.getvalue())
    newsroom.build()
    assert "<source" not in newsroom.page("2026/01/01/boat")


def test_browsers_can_choose_versions_of_pictures_in_a_body_and_of_a_story(newsroom: Newsroom) -> None:
    _with_picture(newsroom, jpeg(2000, 1000))
    newsroom.write(
        story(
            "a.md", "Boat", "2026-01-01", 'picture: {src: b.jpg, alt: "A boat"}', body="![Boat](b.jpg)\n\n[It](b.jpg)"
        )
    )
    newsroom.build()
    page = newsroom.page("2026/01/01/boat")
    assert page.count("<picture>") == 2
    assert page.count('type="image/avif"') == 2
    assert 'href="/b.jpg"' in page  # the link leads to the picture itself
    assert len(re.findall(r'<img src="/b\.1200\.[0-9a-f]{8}\.jpg" alt="[^"]+" width="2000" height="1000"', page)) == 1
    feed = newsroom.page("feed.xml")
    assert "picture&gt;" not in feed
    assert "https://courier.example/b.jpg" in feed
    sources = set(re.findall(r"/b\.\d+\.[0-9a-f]{8}\.(?:avif|webp|jpg)", page))
    assert {path.removeprefix("/") for path in sources} <= newsroom.tree().keys()


def test_pictures_are_converted_once_for_all_folders(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    _with_picture(newsroom, jpeg(800, 600)).build()
    before = newsroom.tree()
    with monkeypatch.context() as patch:
        patch.setattr("generator.pipeline.render.rendered", None)
        patch.setattr("generator.pipeline.render.cropped", None)
        newsroom.build(output=newsroom.folder / "elsewhere")
    assert newsroom.tree(newsroom.folder / "elsewhere") == before


def test_a_full_build_does_not_use_cached_pictures(newsroom: Newsroom) -> None:
    _with_picture(newsroom, jpeg(800, 600)).build()
    before = newsroom.tree()
    for file in (newsroom.folder / image_cache.FOLDER).iterdir():
        file.write_bytes(image_cache._checksum(b"another picture") + b"another picture")
    newsroom.build(full=True)
    assert newsroom.tree() == before
    newsroom.build(output=newsroom.folder / "elsewhere")  # and what is kept is right again
    assert newsroom.tree(newsroom.folder / "elsewhere") == before


def test_pictures_unused_for_two_months_leave_the_cache(newsroom: Newsroom) -> None:
    _with_picture(newsroom, jpeg(800, 600)).build()
    kept = list((newsroom.folder / image_cache.FOLDER).iterdir())
    assert kept
    for each in kept:
        os.utime(each, (0, 0))
    newsroom.write(story("a.md", "Boat", "2026-01-01"))
    (newsroom.folder / "content/b.jpg").unlink()
    newsroom.build()
    assert not set((newsroom.folder / image_cache.FOLDER).iterdir()) & set(kept)


@pytest.mark.parametrize("large", ["pixels", "bytes"])
def test_a_picture_that_is_too_large_is_a_problem(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, large: str
) -> None:
    data = png_of(50_000, 50_000)
    if large == "bytes":
        monkeypatch.setattr("generator.media.measure.HEAVIEST", 10)
        data = jpeg(40, 20)
    (problem,) = _with_picture(newsroom, data).problems()
    assert problem.path == "content/b.jpg"
    assert "more than 100 million pixels or 40 MB" in problem.message


def test_a_picture_that_changes_during_a_build_is_not_cached(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_picture(newsroom, jpeg(800, 600))
    with monkeypatch.context() as patch:
        find = image_cache.find

        def found_and_saved_again(site: Path, made: object) -> bytes | None:
            (newsroom.folder / "content/b.jpg").write_bytes(jpeg(900, 600))
            return find(site, made)

        patch.setattr(image_cache, "find", found_and_saved_again)
        assert any("was changed while the site was being built" in each.message for each in newsroom.problems())
    assert not (newsroom.folder / image_cache.FOLDER).exists()
    newsroom.build()


def _picture_of(kind: str, width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"), [("b.jpeg", "JPEG"), ("b.png", "PNG"), ("b.webp", "WEBP"), ("b.avif", "AVIF"), ("b.tif", "TIFF")]
)
def test_no_larger_picture_is_published_than_screens_need(newsroom: Newsroom, name: str, kind: str) -> None:
    _with_picture(newsroom, _picture_of(kind, 3000, 300), name).build()
    published = "b.jpg" if name == "b.tif" else name
    data = newsroom.tree()[published]
    with Image.open(BytesIO(data)) as picture:
        assert (picture.size, picture.format) == ((2560, 256), "JPEG" if name == "b.tif" else kind)
    assert 'width="2560" height="256"' in newsroom.page("2026/01/01/boat")
    attachment = json.loads(newsroom.page("feed.json"))["items"][0]["attachments"][0]
    assert attachment["size_in_bytes"] == len(data)
    largest = max(
        max(Image.open(BytesIO(file)).size) for path, file in newsroom.tree().items() if path.startswith("b.")
    )
    assert largest == 2560


def test_a_picture_for_download_is_published_in_full(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Boat", "2026-01-01", body="[The photo in full](static/b.jpg)"))
    (newsroom.folder / "content/static").mkdir()
    (newsroom.folder / "content/static/b.jpg").write_bytes(jpeg(3000, 300))
    newsroom.build()
    assert Image.open(BytesIO(newsroom.tree()["b.jpg"])).size == (3000, 300)


def test_a_picture_is_upright_when_it_is_published_smaller(newsroom: Newsroom) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _with_picture(newsroom, jpeg(3000, 300, exif=exif)).build()
    assert Image.open(BytesIO(newsroom.tree()["b.jpg"])).size == (256, 2560)
