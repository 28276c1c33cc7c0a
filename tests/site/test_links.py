"""Where links of a body lead once the edition is known."""

from __future__ import annotations

from generator.model.output import Copied
from generator.model.problems import Problem
from generator.model.story import Manuscript, Mention, Picture
from generator.site.links import Linked, Places, link, picture, unused

PLACES = Places(
    public={"content/world/talks.md": "/repo/world/talks/"},
    withheld=frozenset({"content/world/secret.md"}),
    unread=frozenset({"content/world/broken.md"}),
    files={
        "content/world/map.svg": Copied("content/world/map.svg", "5ca1ab1e", 700, 40, 20),
        "content/world/data.csv": Copied("content/world/data.csv", "decade", 90),
    },
    file=lambda path: "/repo/" + path.removeprefix("content/"),
    root=lambda place: "/repo" + place,
)


def _link(target: str, tail: str = "") -> tuple[str, Linked]:
    """The address of a mention at 9:5, and what was found in linking it."""
    mention = Mention(target, f"broadsheet:{target}{tail}", "as written", 9, 5)
    linked = Linked()
    body = link(Manuscript("content/a.md", "story", "A", "a", mentions=(mention,)), PLACES, linked)
    ((mark, address),) = body.addresses
    assert mark == mention.mark
    return address, linked


def test_a_public_story_is_linked_with_query_and_fragment() -> None:
    address, linked = _link("content/world/talks.md", "?a=1&amp;b=2#day-two")
    assert address == "/repo/world/talks/?a=1&b=2#day-two"
    assert linked == Linked()


def test_a_place_on_the_site_gets_the_base_path() -> None:
    assert _link("/about/", "#us")[0] == "/repo/about/#us"


def test_a_file_that_is_linked_is_used() -> None:
    address, linked = _link("content/world/map.svg")
    assert (address, linked.used) == ("/repo/world/map.svg", {"content/world/map.svg"})


def test_a_withheld_story_gets_no_address_and_a_warning() -> None:
    address, linked = _link("content/world/secret.md", "#deal")
    (problem,) = linked.problems
    assert address == ""
    assert (problem.path, problem.line, problem.column, problem.level) == ("content/a.md", 9, 5, "warning")
    assert "not public" in problem.message


def test_a_link_to_a_story_with_problems_of_its_own_is_no_further_problem() -> None:
    assert _link("content/world/broken.md") == ("", Linked())


def test_a_link_to_nothing_is_a_problem_with_the_nearest_file() -> None:
    _, linked = _link("content/world/talk.md")
    message = "`as written` leads to content/world/talk.md, and there is no such file"
    assert linked.problems == [Problem("content/a.md", 9, 5, message, "did you mean content/world/talks.md?")]


def test_the_nearest_file_is_never_a_withheld_one() -> None:
    _, linked = _link("content/world/secrets.md")
    assert "secret.md" not in linked.problems[0].fix


def _picture(src: str) -> tuple[Picture | None, Linked]:
    linked = Linked()
    story = Manuscript("content/a.md", "story", "A", "a", picture=Picture(src, "A map"), lines={"picture": 4})
    return picture(story, PLACES, linked), linked


def test_a_storys_picture_gets_its_address_and_is_used() -> None:
    found, linked = _picture("content/world/map.svg")
    assert found == Picture("/repo/world/map.svg", "A map", type="image/svg+xml", size=700, width=40, height=20)
    assert linked.used == {"content/world/map.svg"}


def test_a_picture_of_another_site_stays_where_it_is() -> None:
    assert _picture("https://ncw.example/a.jpg") == (Picture("https://ncw.example/a.jpg", "A map"), Linked())


def test_a_missing_picture_is_a_problem_at_its_line() -> None:
    found, linked = _picture("content/gone.svg")
    assert found is None
    assert [(problem.line, problem.message) for problem in linked.problems] == [
        (4, "there is no picture content/gone.svg")
    ]


def test_files_that_nobody_uses_are_named() -> None:
    warnings = list(unused(PLACES.files, Linked(used={"content/world/map.svg"})))
    assert [(warning.path, warning.level) for warning in warnings] == [("content/world/data.csv", "warning")]
