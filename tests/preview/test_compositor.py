"""The compositor: whatever changes, what it sets is what a build from cold would have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import SETTINGS, WORDS, Newsroom, numbered, story

from generator.model.problems import Problems
from generator.pipeline.request import Order
from generator.preview.compositor import Compositor
from generator.preview.galley import Galley


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    return room.write(SETTINGS + "[feeds]\nstories = 2\n" + "".join(numbered(number) for number in range(8)))


def _files(galley: Galley) -> dict[str, bytes]:
    return {path: galley.data(path) for path in galley.outputs}


def _whole(order: Order) -> dict[str, bytes]:
    return _files(Compositor(map).set(order))


def _written(newsroom: Newsroom, text: str) -> list[Path]:
    newsroom.write(text)
    return [(newsroom.folder / line[3:-3]).resolve() for line in text.splitlines() if line.startswith("-- ")]


def _amends(compositor: Compositor, order: Order, changed: list[Path], monkeypatch: pytest.MonkeyPatch) -> Galley:
    """Set the site, while no whole edition can be made."""
    with monkeypatch.context() as patch:
        patch.setattr("generator.preview.compositor.prepare", None)
        return compositor.set(order, changed)


@pytest.mark.parametrize(
    "change",
    [
        numbered(2, "Quite other words."),
        numbered(2, "Quite other words.") + numbered(3, "The ferry to Skerra, and Ruth Calder."),
        '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block tags %}None{% endblock %}\n',
        "-- layouts/page.html --\nOnly this.\n" + numbered(7, "Both at once."),
    ],
)
def test_words_and_layouts_are_set_without_a_whole_edition(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    compositor, order = Compositor(map), newsroom.order()
    compositor.set(order)
    for _ in range(2):  # first at once, then with all laid ready
        changed = _written(newsroom, change)
        galley = _amends(compositor, order, changed, monkeypatch)
        assert _files(galley) == _whole(order)
        assert compositor.sure()
        change = change.replace("other", "quite another").replace("this", "that")


def _restyled(newsroom: Newsroom) -> list[Path]:
    return _written(newsroom, "-- layouts/assets/style.css --\nh1 { color: red }\n")


def _gone(newsroom: Newsroom) -> list[Path]:
    newsroom.remove("content/2.md")
    return [newsroom.folder.resolve() / "content/2.md"]


def _linked(newsroom: Newsroom) -> list[Path]:
    file = newsroom.folder.resolve() / "layouts/page.html"
    file.parent.mkdir()
    file.symlink_to("/etc/hostname")
    return [file]


@pytest.mark.parametrize("change", [_restyled, _gone])
def test_all_else_makes_a_whole_edition(newsroom: Newsroom, change: Callable[[Newsroom], list[Path]]) -> None:
    compositor, order = Compositor(map), newsroom.order()
    compositor.set(order)
    assert _files(compositor.set(order, change(newsroom))) == _whole(order)


def test_a_link_to_another_place_is_refused_here_too(newsroom: Newsroom) -> None:
    compositor, order = Compositor(map), newsroom.order()
    compositor.set(order)
    with pytest.raises(Problems, match="a link to another place"):
        compositor.set(order, _linked(newsroom))


def test_a_change_of_which_nobody_told_is_found(newsroom: Newsroom) -> None:
    compositor, order = Compositor(map), newsroom.order()
    compositor.set(order)
    assert compositor.sure()
    newsroom.write(numbered(3, "Silently."))
    changed = _written(newsroom, numbered(2, "Loudly."))
    compositor.set(order, changed)
    assert not compositor.sure()
    assert _files(compositor.set(order)) == _whole(order)


def test_where_nothing_has_changed_the_galley_stays(newsroom: Newsroom) -> None:
    compositor, order = Compositor(map), newsroom.order()
    first = compositor.set(order)
    assert compositor.set(order) is first
    assert compositor.set(replace(order, drafts=True)) is not first


def test_a_galley_is_right_until_a_story_comes(newsroom: Newsroom) -> None:
    newsroom.write(story("later.md", "Later", "2030-01-01"))
    compositor, now, then = Compositor(map), newsroom.order(), newsroom.order("2030-01-02T00:00:00+00:00")
    assert compositor.set(now).until == newsroom.order("2030-01-01T00:00:00+03:00").as_of
    changed = _written(newsroom, numbered(2, "Loudly."))
    assert _files(compositor.set(then, changed)) == _whole(then)


def test_after_a_mistake_all_that_has_changed_since_is_set(newsroom: Newsroom) -> None:
    compositor, order = Compositor(map), newsroom.order()
    good = compositor.set(order)
    same = "The ferry to Skerra, said Ruth Calder, and the ferry to Skerra again."
    changed = _written(newsroom, numbered(2, f"{same} A [link](nowhere.md).") + numbered(3, same))
    with pytest.raises(Problems):
        compositor.set(order, changed)
    assert compositor.last is good
    changed += _written(newsroom, numbered(2, f"{same} No link."))
    assert _files(compositor.set(order, changed)) == _whole(order)


@settings(max_examples=examples(5), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_whatever_is_changed_in_turn_it_is_what_a_build_would_have(newsroom: Newsroom, draw: Random) -> None:
    compositor, order = Compositor(map), newsroom.order()
    compositor.set(order)
    for turn in range(5):
        number = draw.randrange(8)
        words = " ".join(draw.choices(WORDS, k=12))
        change = draw.choice(
            [
                numbered(number, words),
                numbered(number, f"[A link]({draw.randrange(8)}.md) {words}"),
                numbered(number, words, f"standfirst: {words}"),
                numbered(number, words, f"draft: {draw.choice(['true', 'false'])}"),
                f'-- layouts/story.html --\n{{% extends "theme/story.html" %}}{{# {turn} {words} #}}\n',
                numbered(8 + turn, words),
            ]
        )
        galley = compositor.set(order, _written(newsroom, change))
        assert _files(galley) == _whole(order)
