"""Layouts that stories and pages choose."""

from __future__ import annotations

from newsroom import SETTINGS, Newsroom, story

WIDE = '-- layouts/story-wide.html --\n{% extends "story.html" %}{% block tags %}WIDE{% endblock %}\n'
PAGE = "-- content/pages/about.md --\n---\ntitle: About\nlayout: bare\n---\nWords.\n"


def _site(newsroom: Newsroom, layout: str = "wide") -> Newsroom:
    return newsroom.write(SETTINGS + WIDE).write(story("a.md", "Ferry", "2026-01-02", f"layout: {layout}"))


def test_a_story_has_the_layout_that_it_chooses(newsroom: Newsroom) -> None:
    _site(newsroom).write(story("b.md", "Boat", "2026-01-03")).build()
    assert "WIDE" in newsroom.page("2026/01/02/ferry")
    assert "WIDE" not in newsroom.page("2026/01/03/boat")


def test_the_layout_that_a_story_chooses_extends_the_sites_own(newsroom: Newsroom) -> None:
    own = '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block related %}OURS{% endblock %}\n'
    _site(newsroom).write(own).build()
    assert "WIDE" in newsroom.page("2026/01/02/ferry")
    assert "OURS" in newsroom.page("2026/01/02/ferry")


def test_a_page_has_layouts_of_its_own(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + PAGE + "-- layouts/page-bare.html --\n<p>{{ page.title }}</p>\n").build()
    assert newsroom.page("about") == "<p>About</p>"


def test_a_layout_that_comes_later_is_used_then(newsroom: Newsroom) -> None:
    _site(newsroom, "post").build()
    assert "POST" not in newsroom.page("2026/01/02/ferry")
    newsroom.write("-- layouts/story-post.html --\nPOST\n").build()
    assert newsroom.page("2026/01/02/ferry") == "POST"


def test_a_layout_that_does_not_exist_is_an_error_once_for_the_site(newsroom: Newsroom) -> None:
    _site(newsroom, "wied").write(story("b.md", "Boat", "2026-01-03", "layout: wied"))
    [problem] = newsroom.problems()
    assert (problem.path, problem.line, problem.level) == ("content/a.md", 4, "error")
    assert problem.message == "there is no layout `wied`"
    assert "did you mean `wide`? the layouts for a story are: " in problem.fix
    assert problem.fix.endswith("also in content/b.md")


def test_a_story_cannot_choose_a_layout_for_pages(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + PAGE + WIDE)
    [problem] = newsroom.problems()
    assert problem.fix.startswith("there are no layouts for a page yet")


def test_the_usual_layouts_of_other_programs_are_only_a_warning(newsroom: Newsroom) -> None:
    [problem] = _site(newsroom, "post").build().warnings
    assert "`layout: post` has no effect" in problem.message
    assert problem.level == "warning"


def test_a_layout_of_an_archive_is_only_a_warning(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "adopt = true\n").write(story("a.md", "Ferry", "2026-01-02", "layout: feature"))
    [problem] = newsroom.build().warnings
    assert problem.outcome == "dropped"


def test_mistakes_in_such_a_layout_are_found_with_those_in_stories(newsroom: Newsroom) -> None:
    failing = WIDE.replace("WIDE", "{{ story.tags.first.of }}")
    _site(newsroom).write(failing).write(story("b.md", "Boat", "2026-13-03"))
    assert {problem.path for problem in newsroom.problems()} == {"content/b.md", "layouts/story-wide.html"}


def test_a_broken_layout_that_a_story_chooses_is_reported_at_its_line(newsroom: Newsroom) -> None:
    _site(newsroom).write(WIDE.replace("WIDE", "{{ stroy }}"))
    [problem] = newsroom.problems()
    assert (problem.path, problem.line) == ("layouts/story-wide.html", 1)


def test_a_layout_to_choose_is_not_taken_for_a_misspelt_one(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "-- layouts/page-big.html --\n{{ page.title }}\n")
    assert not newsroom.problems()
