"""The file of a moved story says what its source said."""

from __future__ import annotations

import pytest

from generator.editorial.moving._moved import Moved, SourcePlace
from generator.editorial.moving._story_file import text_of
from generator.model.settings import Settings
from generator.reading import story


@pytest.mark.parametrize(
    "headline",
    [
        r"C:\boats\* and \[sic]",
        "AT&amp;T &lt;b&gt; <b>quay</b>",
        "{{ quay }} {:.ferry} {a=b}",
        "M*A*S*H, *quay*, _ferry_, ~~tide~~, `code`",
        "The end\\",
    ],
)
def test_a_headline_shows_the_signs_that_it_had(headline: str) -> None:
    moved = Moved(place=SourcePlace("a"), key="a", headline=headline, body="Words.")
    read = story.read(text_of(moved, "Words.", "a", (), "en").encode(), "content/a.md", Settings("A", "b"))
    assert read.manuscript
    assert read.manuscript.headline == headline
