"""What a scheduled story refers to is checked before it appears, so that its hour does not stop the site."""

from __future__ import annotations

import pytest
from newsroom import Newsroom, story


@pytest.mark.parametrize("when", ["published: 2026-12-20", "published: 2026-11-01\nembargo: 2026-12-20"])
@pytest.mark.parametrize(
    ("line", "body", "message"),
    [
        ("", "See [it](gone.md).", "`gone.md` points to content/gone.md, which does not exist"),
        ("", "![The quay](none.png)", "`none.png` points to content/none.png, which does not exist"),
        ("picture: {src: none.jpg, alt: The quay}", "A word.", "there is no picture content/none.jpg"),
        ("", "See [the end](#end).", "there is no heading `#end` on this page"),
    ],
)
def test_a_broken_link_of_a_story_to_come_is_an_error_now(
    newsroom: Newsroom, when: str, line: str, body: str, message: str
) -> None:
    text = story("a.md", "Ferry returns", "2026-12-20", *filter(None, [line]), body=body)
    newsroom.write(text.replace("published: 2026-12-20", when))
    found = [each for each in newsroom.problems() if each.level == "error"]
    assert [each.message for each in found] == [message]
    assert found[0].path == "content/a.md"


def test_stories_to_come_may_refer_to_one_another_and_to_what_is_public(newsroom: Newsroom) -> None:
    newsroom.write(
        story("a.md", "Ferry returns", "2026-12-20", body="[B](b.md), [c](c.md) and [b](/2026/12/21/dues/).")
    )
    newsroom.write(story("b.md", "Dues", "2026-12-21", body="[A](a.md)") + story("c.md", "Terns", "2026-01-01"))
    assert newsroom.build().warnings == ()


def test_a_link_from_the_root_to_nothing_is_a_warning_in_a_story_to_come(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-12-20", body="[The end](/nowhere/)"))
    assert [each.message for each in newsroom.build().warnings] == ["`/nowhere/` does not exist on this site"]


@pytest.mark.parametrize("line", ["draft: true", "expires: 2026-02-01", "killed: 2026-02-01"])
def test_a_story_that_does_not_appear_by_itself_may_have_broken_links(newsroom: Newsroom, line: str) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-01", line, body="See [it](gone.md)."))
    assert not [each for each in newsroom.problems() if each.level == "error"]


def test_a_picture_of_a_story_to_come_is_not_published(newsroom: Newsroom) -> None:
    newsroom.write("-- content/quay.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    newsroom.write(story("a.md", "Ferry returns", "2026-12-20", "picture: {src: quay.svg, alt: The quay}"))
    newsroom.build()
    assert "quay.svg" not in newsroom.tree()
