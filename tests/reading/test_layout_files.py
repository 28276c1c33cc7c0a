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


def test_a_folder_of_layouts_is_a_folder(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts --\nWords\n")
    (problem,) = layouts(newsroom.folder).problems
    assert (problem.path, problem.message) == ("layouts", "this is not a folder")


def test_message_catalogues_are_told_from_layouts(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts/languages/xx.po --\nmine\n-- layouts/story.html --\nmine\n")
    found = layouts(newsroom.folder)
    assert [each.name for each in found.own] == ["story.html"]
    assert "languages/xx.po" in [each.name for each in found.catalogues]
