"""What ``check`` says of embeds."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from newsroom import Newsroom, photo, story

from generator.cli import main

GOOD = '::: embed https://youtu.be/jX3kLm90qRs title="The tide" poster=gate.jpg :::'


def _found(newsroom: Newsroom, block: str) -> list[tuple[int, int, str]]:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body=f"Words.\n\n{block}"))
    (newsroom.folder / "content/gate.jpg").write_bytes(photo())
    result = CliRunner().invoke(main, ["check", "--json", "--site", str(newsroom.folder)])
    found = [each for each in json.loads(result.stdout)["problems"] if each["check"] == "embeds"]
    return [(each["line"], each["column"], each["message"]) for each in found]


def test_an_embed_with_title_and_picture_is_in_order(newsroom: Newsroom) -> None:
    assert _found(newsroom, GOOD) == []


@pytest.mark.parametrize(
    ("block", "messages"),
    [
        (GOOD.replace(' title="The tide"', ""), ["has no title"]),
        (GOOD.replace(" poster=gate.jpg", ""), ["has no picture"]),
        ('::: embed https://x.com/a/status/123 title="A" :::', []),
        ("::: embed https://x.com/a/status/123 :::", ["has no title"]),
        (GOOD.replace("youtu.be/jX3kLm90qRs", "vimeo.com/1/abcdef12"), ["is unlisted"]),
        ('::: embed https://bsky.app/profile/a.example/post/3mb title="A" :::', ["only a link"]),
    ],
)
def test_what_an_embed_lacks_is_said_at_its_line(newsroom: Newsroom, block: str, messages: list[str]) -> None:
    found = _found(newsroom, block)
    assert len(found) == len(messages)
    for (line, _, said), message in zip(found, messages, strict=True):
        assert line == 8
        assert message in said
