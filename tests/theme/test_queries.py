"""The layouts of a look."""

from __future__ import annotations

from generator.model.output import Layout
from generator.theme.queries import with_look


def _layouts(**texts: str) -> tuple[Layout, ...]:
    return tuple(Layout(name, f"theme/layouts/{name}", text) for name, text in texts.items())


LAYOUTS = _layouts(
    **{"looks/magazine/front.html": "M", "front.html": "F", "story.html": "S", "looks/other/a.html": "O"}
)


def test_a_look_has_its_own_layouts_and_the_themes_where_it_has_none() -> None:
    found = {each.name: (each.path, each.text) for each in with_look(LAYOUTS, "magazine")}
    assert found["front.html"] == ("theme/layouts/looks/magazine/front.html", "M")
    assert found["story.html"] == ("theme/layouts/story.html", "S")
    assert found["newspaper/front.html"] == ("theme/layouts/front.html", "F")
    assert len(found) == 3


def test_a_newspaper_has_no_layouts_of_other_looks() -> None:
    assert [each.name for each in with_look(LAYOUTS, "newspaper")] == ["front.html", "story.html"]
