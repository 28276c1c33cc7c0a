"""Where links of a story lead once it is known what is public."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from asking import Given
from newsroom import Newsroom, story

from generator.model.manuscript import Manuscript, Mention
from generator.model.output import Copied
from generator.model.picture import Picture
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading.queries import Text, encode_text
from generator.site.links import LINKS, Links, body
from generator.site.story_pictures import PICTURED, PictureWithFiles

PATHS = ("content/a.md", "content/world/broken.md", "content/world/secret.md", "content/world/talks.md")
FILES = {
    "content/world/map.svg": Copied("content/world/map.svg", "5ca1ab1e", 700, 40, 20),
    "content/world/data.csv": Copied("content/world/data.csv", "decade", 90),
}
PLACES = {"content/a.md": "/a/", "content/world/talks.md": "/world/talks/"}


@dataclass
class Asking(Given):
    """What queries ask, and what they report."""

    problems: list[Problem] = field(default_factory=list)

    def report(self, *problems: Any) -> None:
        self.problems += problems


def _asking(*mentions: Mention, picture: Picture | None = None, html: str = "", adopt: bool = False) -> Asking:
    """A site with two public stories, one withheld, one that cannot be read, and two files."""
    head = Manuscript("content/a.md", "story", "A", "a", picture=picture, lines={"picture": 4})
    unread = {path: object() if path != "content/world/broken.md" else None for path in PATHS}
    return Asking(
        {
            "settings": {"": Settings("The Courier", "https://example.org/repo/", adopt=adopt)},
            "paths": {"": PATHS},
            "file-paths": {"": tuple(FILES)},
            "files": FILES,
            "place": PLACES,
            "hidden-at": {},
            "held-folders": {"": ()},
            "at": {},
            "hidden-parts": lambda _: (),
            "entry": unread,
            "gone": lambda _: "",
            "text": {"content/a.md": encode_text(Text(html, 0, (), mentions))},
            "head": {"content/a.md": head},
        }
    )


def _link(
    target: str, tail: str = "", html: str = "", adopt: bool = False, written: str = "as written"
) -> tuple[str, Links, list[Problem]]:
    """The address of a mention at 9:5, and what was found in following it; MARK in ``html`` is its mark."""
    mention = Mention(target, f"broadsheet:{target}{tail}", written, 9, 5)
    asking = _asking(mention, html=html.replace("MARK", mention.mark), adopt=adopt)
    links = asking(LINKS, "content/a.md")
    ((mark, address),) = links.addresses
    assert mark == mention.mark
    return address, links, asking.problems


def test_a_public_story_is_linked_with_query_and_fragment() -> None:
    address, links, problems = _link("content/world/talks.md", "?a=1&amp;b=2#day-two")
    assert address == "/repo/world/talks/?a=1&b=2#day-two"
    assert (links.used, problems, links.faulty) == ((), [], False)


def test_a_place_on_the_site_gets_the_base_path() -> None:
    assert _link("/about/", "#us")[0] == "/repo/about/#us"


def test_a_file_that_is_linked_is_used() -> None:
    address, links, _ = _link("content/world/map.svg")
    assert (address, links.used) == ("/repo/world/map.svg", ("content/world/map.svg",))


def test_a_withheld_story_gets_no_address_and_a_warning() -> None:
    address, links, (problem,) = _link("content/world/secret.md", "#deal")
    assert (address, links.faulty) == ("", True)
    assert (problem.path, problem.line, problem.column, problem.level) == ("content/a.md", 9, 5, "warning")
    assert "not public" in problem.message


def test_a_link_to_a_story_with_problems_of_its_own_is_no_further_problem() -> None:
    address, links, problems = _link("content/world/broken.md")
    assert (address, links.faulty, problems) == ("", False, [])


def test_a_link_to_nothing_is_a_problem_with_the_nearest_file() -> None:
    _, _, problems = _link("content/world/talk.md")
    message = "`as written` points to content/world/talk.md, which does not exist"
    assert problems == [Problem("content/a.md", 9, 5, message, "did you mean `world/talks.md`?")]


def test_the_nearest_file_is_never_a_withheld_one() -> None:
    _, _, problems = _link("content/world/secrets.md")
    assert "secret.md" not in problems[0].fix


@pytest.mark.parametrize("html", ['<img src="MARK">', '<a href="MARK">It</a>'])
def test_a_drawing_can_be_shown_and_linked(html: str) -> None:
    address, links, problems = _link("content/world/map.svg", html=html)
    assert (address, problems) == ("/repo/world/map.svg", [])
    assert [each[1:] for each in links.sizes] == [(40, 20)]


def test_a_file_that_is_no_picture_is_linked_but_not_shown() -> None:
    assert _link("content/world/data.csv", html='<a href="MARK">It</a>')[::2] == ("/repo/world/data.csv", [])
    address, links, (problem,) = _link("content/world/data.csv", html='<img src="MARK">')
    assert (address, links.used) == ("", ())
    assert problem.fix == "link to it instead: `[what it is](as written)`"


def test_a_file_at_a_place_on_the_site_is_the_one_in_content() -> None:
    assert _link("/world/map.svg")[1].used == ("content/world/map.svg",)
    assert _link("/world/map.svg/")[1].used == ()


@pytest.mark.parametrize("target", ["content/notes/talks", "content/notes/talks.md"])
def test_adopted_copy_may_name_the_only_story_of_a_name_in_any_folder(target: str) -> None:
    address, _, (problem,) = _link(target, adopt=True)
    assert address == "/repo/world/talks/"
    assert (problem.level, problem.outcome, problem.fix) == ("warning", "guessed", "write its path: `world/talks.md`")


@pytest.mark.parametrize("target", ["content/notes/gone.md", "content/notes/talks.html", "content/notes/secret.md"])
def test_adopted_copy_that_names_no_public_story_has_a_broken_link(target: str) -> None:
    address, _, (problem,) = _link(target, adopt=True)
    assert address == ""
    assert problem.message.endswith("which does not exist")


def test_of_two_stories_with_the_name_that_adopted_copy_has_neither_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PLACES, "content/town/talks.md", "/town/talks/")
    assert _link("content/notes/talks.md", adopt=True)[0] == ""


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("www.port.example/x", "write the full address: `https://www.port.example/x`"),
        ("desk@port.example", "write `mailto:desk@port.example`"),
        ("desk", "check the path; it is relative to this file's folder"),
    ],
)
def test_a_link_to_nothing_that_looks_like_an_address_is_corrected(written: str, fix: str) -> None:
    assert _link(f"content/{written}", written=written)[2][0].fix == fix


@pytest.mark.parametrize(
    ("target", "adopt", "shown", "address"),
    [
        ("/gone.jpg", True, True, ""),
        ("/gone.jpg", True, False, "/repo/gone.jpg"),
        ("/gone.jpg", False, True, "/repo/gone.jpg"),
        ("/feed", True, True, "/repo/feed"),
    ],
)
def test_only_adopted_copy_shows_no_picture_that_is_not_there(
    target: str, adopt: bool, shown: bool, address: str
) -> None:
    found, links, problems = _link(target, html='<img src="MARK">' if shown else "", adopt=adopt)
    assert (found, len(problems), len(links.rooted)) == (address, not address, bool(address))


def test_a_story_without_text_leads_nowhere() -> None:
    asking = _asking()
    assert asking(LINKS, "content/a.md") == Links()


def _picture(src: str) -> tuple[PictureWithFiles, list[Problem]]:
    asking = _asking(picture=Picture(src, "A map"))
    return asking(PICTURED, "content/a.md"), asking.problems


def test_a_storys_picture_gets_its_address_and_is_used() -> None:
    found, _ = _picture("content/world/map.svg")
    assert found.picture == Picture("/repo/world/map.svg", "A map", type="image/svg+xml", size=700, width=40, height=20)
    assert found.used == ("content/world/map.svg",)


def test_a_picture_on_another_site_is_not_shown() -> None:
    assert _picture("https://ncw.example/a.jpg") == (PictureWithFiles(), [])  # reading the field has said so


def test_a_missing_picture_is_a_problem_at_its_line() -> None:
    found, problems = _picture("content/gone.svg")
    assert found.picture is None
    assert [(problem.line, problem.message) for problem in problems] == [(4, "there is no picture content/gone.svg")]


@pytest.mark.parametrize(
    ("line", "body", "where"),
    [
        ("picture: {src: dues.csv, alt: The dues}", "A word.", 4),
        ("tags: [Dues]", "![The dues](dues.csv)", 6),
    ],
)
def test_a_file_that_is_no_picture_cannot_be_shown_as_one(newsroom: Newsroom, line: str, body: str, where: int) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", line, body=body) + "-- content/dues.csv --\n1\n")
    found = [each for each in newsroom.problems() if each.level == "error"]
    assert [each.line for each in found] == [where]
    assert "is not a picture" in found[0].message


def test_a_body_has_the_address_of_each_of_its_marks() -> None:
    mention = Mention("content/world/talks.md", "broadsheet:content/world/talks.md", "talks.md", 9, 5)
    html = f'<a href="{mention.mark}">Talks</a>'
    assert str(body(_asking(mention, html=html), "content/a.md")) == '<a href="/repo/world/talks/">Talks</a>'
    assert str(body(_asking(html="<p>Words</p>"), "content/a.md")) == "<p>Words</p>"


def test_a_picture_whose_size_is_not_known_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "content/world/map.svg", Copied("content/world/map.svg", "5ca1ab1e", 700))
    assert _link("content/world/map.svg", html='<img src="MARK">')[1].sizes == ()
