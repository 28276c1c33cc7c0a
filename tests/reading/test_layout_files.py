"""A site's own layouts and the built-in ones."""

from __future__ import annotations

from newsroom import Newsroom

from generator.reading.layout_files import layouts


def test_a_sites_own_layouts_and_assets_go_over_the_built_in_ones(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts/story.html --\nmine\n-- layouts/assets/style.css --\nbody {}\n")
    found = layouts(newsroom.folder)
    assert [layout.name for layout in found.own] == ["story.html"]
    assert found.assets["style.css"] == b"body {}\n"
    assert "icon.svg" in found.assets
    assert {"story.html", "base.html"} <= {layout.name for layout in found.built_in}


def test_a_layout_that_is_not_utf8_is_a_problem_at_its_line(newsroom: Newsroom) -> None:
    (newsroom.folder / "layouts").mkdir()
    (newsroom.folder / "layouts/story.html").write_bytes(b"<p>\ncaf\xe9\n")
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line, problem.fix) == ("layouts/story.html", 2, "save it as UTF-8")
