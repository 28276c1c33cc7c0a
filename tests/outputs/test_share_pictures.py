"""What networks show of a story."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story
from PIL import Image

from generator.media import image_cache

DRAWN = SETTINGS.replace("share_pictures = false\n", "")
HEAD = '<meta property="og:image" content="https://courier.example/2026/01/01/{}"'


@pytest.fixture
def newsroom(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose stories have share pictures."""
    return newsroom.write(DRAWN)


def picture(newsroom: Newsroom, path: str) -> Image.Image:
    return Image.open(BytesIO(newsroom.tree()[path])).convert("RGB")


def dark(made: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of a part of a picture are ink."""
    return sum(made.crop(box).convert("L").histogram()[:100])


def _jpeg() -> bytes:
    data = BytesIO()
    Image.new("RGB", (800, 600), (0, 160, 0)).save(data, "JPEG")
    return data.getvalue()


def test_each_story_has_one_with_its_headline_and_says_so(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "section: Harbour")).build()
    made = picture(newsroom, "2026/01/01/ferry-returns/share.png")
    assert made.size == (1200, 630)
    assert dark(made, (64, 210, 1136, 310)) > 2000  # the headline
    assert dark(made, (64, 400, 1136, 630)) == 0
    page = newsroom.page("2026/01/01/ferry-returns")
    assert HEAD.format("ferry-returns/share.png") in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:alt" content="Ferry returns">' in page


def test_it_says_that_somebody_paid_for_the_story(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "section: Harbour")).build()
    beside = (200, 165, 700, 200)  # the end of the section's name, and what follows it
    plain = dark(picture(newsroom, "2026/01/01/ferry-returns/share.png"), beside)
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "section: Harbour", "sponsored: true")).build()
    assert dark(picture(newsroom, "2026/01/01/ferry-returns/share.png"), beside) > plain + 500


def test_a_story_with_a_picture_has_it_in_there(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "picture: {src: b.jpg, alt: A boat}"))
    (newsroom.folder / "content/b.jpg").write_bytes(_jpeg())
    newsroom.build()
    made = picture(newsroom, "2026/01/01/ferry-returns/share.jpg")
    red, green, _ = made.getpixel((1000, 300))  # type: ignore[misc]
    assert green > red + 100
    assert HEAD.format("ferry-returns/share.jpg") in newsroom.page("2026/01/01/ferry-returns")


def test_arabic_is_right_aligned_and_its_letters_are_joined(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "البحر يرتفع", "2026-01-01", "language: ar", "slug: bahr")).build()
    made = picture(newsroom, "2026/01/01/bahr/share.png")
    assert dark(made, (700, 150, 1136, 330)) > 1000
    assert dark(made, (64, 150, 400, 330)) == 0


def test_a_long_headline_ends_in_the_picture(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Council of the harbour " * 40, "2026-01-01", "slug: long")).build()
    made = picture(newsroom, "2026/01/01/long/share.png")
    assert dark(made, (0, 0, 60, 630)) == dark(made, (1140, 0, 1200, 630)) == dark(made, (0, 600, 1200, 630)) == 0


@pytest.mark.parametrize(
    ("settings", "headline"), [("share_pictures = false\n", "Ferry"), ("", "港口新聞")], ids=["unwanted", "no signs"]
)
def test_without_one_the_storys_own_picture_is_shown(newsroom: Newsroom, settings: str, headline: str) -> None:
    newsroom.write(DRAWN + settings)
    newsroom.write(story("a.md", headline, "2026-01-01", "slug: a", "picture: {src: b.jpg, alt: A boat}"))
    (newsroom.folder / "content/b.jpg").write_bytes(_jpeg())
    newsroom.build()
    assert not any("share." in path for path in newsroom.tree())
    assert re.search(r'og:image" content="https://courier.example/b\.16x9\.\w+\.jpg"', newsroom.page("2026/01/01/a"))


def cards(newsroom: Newsroom) -> set[str]:
    return {path.rpartition("/")[0] for path in newsroom.tree() if "/share." in path}


DAYS = {"first": "2024-06-01", "early": "2025-10-31T23:59", "late": "2025-11-01", "new": "2026-11-20"}


@pytest.fixture
def archive(newsroom: Newsroom) -> Newsroom:
    """A newsroom with stories of three years, each with a picture."""
    picture = "picture: {src: b.jpg, alt: A boat}"
    newsroom.write("".join(story(f"{name}.md", name, day, picture) for name, day in DAYS.items()))
    (newsroom.folder / "content/b.jpg").write_bytes(_jpeg())
    return newsroom


def test_only_stories_since_the_month_a_year_before_the_newest_have_one(archive: Newsroom) -> None:
    archive.build()
    assert cards(archive) == {"2025/11/01/late", "2026/11/20/new"}
    assert "/2025/10/31/early/share" not in archive.page("2025/10/31/early")
    assert re.search(r'og:image" content="https://courier.example/b\.16x9', archive.page("2025/10/31/early"))
    archive.write(DRAWN + "share_pictures = true\n").build()
    assert len(cards(archive)) == 4


def test_the_year_is_not_that_of_the_clock(archive: Newsroom) -> None:
    archive.remove("content/new.md")
    archive.write(story("later.md", "Later", "2030-01-01"))
    archive.build("2029-01-01T12:00:00+00:00")
    assert cards(archive) == {"2025/10/31/early", "2025/11/01/late"}


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-01", "2028-01-01"])
def test_a_new_story_changes_older_ones_as_a_clean_build_does(archive: Newsroom, day: str) -> None:
    archive.build()
    archive.write(story("now.md", "Now", day)).build("2029-01-01T12:00:00+00:00")
    archive.build("2029-01-01T12:00:00+00:00", output=archive.folder / "clean", full=True)
    assert archive.tree() == archive.tree(archive.folder / "clean")
    assert len(cards(archive)) == {"2026-11-30": 3, "2026-12-01": 2, "2028-01-01": 1}[day]


def test_a_change_of_month_remakes_only_the_pages_that_lose_their_picture(archive: Newsroom) -> None:
    archive.build()
    before = archive.tree()
    archive.write(story("now.md", "Now", "2026-12-01")).build("2029-01-01T12:00:00+00:00")
    changed = {path for path, data in archive.tree().items() if before.get(path) != data}
    assert "2025/11/01/late/index.html" in changed
    assert "2024/06/01/first/index.html" not in changed


def test_they_are_drawn_once(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01")).build()
    before = newsroom.tree()
    monkeypatch.setattr("generator.pipeline.render.drawn", None)
    newsroom.build(output=newsroom.folder / "elsewhere")
    assert newsroom.tree(newsroom.folder / "elsewhere") == before
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", body="Other words.")).build()
    assert before["2026/01/01/ferry-returns/share.png"] == newsroom.tree()["2026/01/01/ferry-returns/share.png"]


def test_a_site_can_draw_its_own_and_a_layout_that_is_no_drawing_is_a_problem(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01"))
    newsroom.write('-- layouts/share.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">')
    newsroom.write(
        '-- layouts/share.svg --\n<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">'
        '<rect width="1200" height="630" fill="#a00"/></svg>\n'
    ).build()
    assert picture(newsroom, "2026/01/01/ferry-returns/share.png").getpixel((5, 5))[0] > 150  # type: ignore[index]
    newsroom.write("-- layouts/share.svg --\n<svg>\n")
    (problem,) = newsroom.problems()
    assert problem.path == "layouts/share.svg"
    assert "not a valid SVG" in problem.message


def test_a_build_succeeds_without_an_image_cache(newsroom: Newsroom) -> None:
    folder = newsroom.folder / image_cache.FOLDER
    folder.parent.mkdir()
    Path(folder).write_text("not a folder")
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01")).build()
    assert picture(newsroom, "2026/01/01/ferry-returns/share.png").size == (1200, 630)
