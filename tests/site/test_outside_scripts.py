"""Scripts of other sites, the newsletter and support: what [scripts], [newsletter] and [support] put on which pages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from newsroom import SETTINGS, Newsroom, story

STORY = "2026/01/01/ferry-returns"
COUNTER = f"""[scripts]
src = ["https://stats.example/script.js?v=2"]
integrity = ["sha384-{"a" * 64}"]
data = {{ domain = "courier.example" }}
"""
LETTER = """[newsletter]
action = "https://letters.example/subscribe?list=1"
field = "EMAIL"
hidden = { tag = "<site>" }
redirects = ["https://thanks.example/"]
title = "The week in Port Elm"
text = "Every Friday at six."
"""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def _rule(page: str, name: str) -> list[str]:
    found = _POLICY.search(page)
    assert found
    return next((rule.split()[1:] for rule in unescape(found[1]).split(";") if rule.split()[0] == name), [])


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    return newsroom.write(story("a.md", "Ferry returns", "2026-01-01", "section: Harbour"))


def test_a_script_that_counts_is_on_every_page_and_allowed_there_with_its_site(paper: Newsroom) -> None:
    paper.write(SETTINGS + COUNTER).build()
    for name in ("index.html", STORY, "harbour", "404.html", "latest"):
        page = paper.page(name)
        [tag] = re.findall(r"<script [^<>]*stats\.example[^<>]*>", page)
        assert 'src="https://stats.example/script.js?v=2"' in tag
        assert " defer" in tag
        assert " crossorigin" in tag
        assert f'integrity="sha384-{"a" * 64}"' in tag
        assert 'data-domain="courier.example"' in tag
        assert _rule(page, "script-src") == ["'self'", "https://stats.example/script.js"]
        assert _rule(page, "connect-src") == ["'self'", "https://stats.example"]
    assert "stats.example" not in paper.page(f"{STORY}/text")


def test_what_it_counts_may_go_to_another_site(paper: Newsroom) -> None:
    paper.write(
        f'{SETTINGS}[scripts]\nsrc = ["https://a.example/c.js"]\nconnect = ["https://b.example/count"]\n'
    ).build()
    assert _rule(paper.page(STORY), "connect-src") == ["'self'", "https://b.example"]


def test_without_settings_pages_allow_only_the_site(paper: Newsroom) -> None:
    paper.build()
    for rule in ("script-src", "connect-src", "form-action"):
        assert _rule(paper.page(STORY), rule) == ["'self'"]


def test_pages_that_readers_do_not_see_load_no_script_of_another_site(paper: Newsroom) -> None:
    paper.write(SETTINGS + COUNTER + story("b.md", "Draft", "2026-01-02", "draft: true"))
    paper.build(drafts=True)
    assert "stats.example" not in paper.page("2026/01/02/draft")
    assert "stats.example" in paper.page(STORY)


def test_the_newsletter_is_at_the_end_of_stories_and_of_the_front_page_and_allowed_there_alone(paper: Newsroom) -> None:
    paper.write(SETTINGS + LETTER).build()
    for name in ("index.html", STORY):
        page = paper.page(name)
        assert '<form action="https://letters.example/subscribe?list=1" method="post">' in page
        assert '<input type="hidden" name="tag" value="&lt;site&gt;">' in page
        assert 'type="email" name="EMAIL"' in page
        assert "The week in Port Elm" in page
        assert _rule(page, "form-action") == ["'self'", "https://letters.example", "https://thanks.example"]
    for name in ("harbour", "404.html", "latest"):
        assert _rule(paper.page(name), "form-action") == ["'self'"]
        assert "letters.example" not in paper.page(name)


def test_readers_support_the_paper_by_a_link_or_a_form(paper: Newsroom) -> None:
    paper.write(f'{SETTINGS}[support]\nurl = "https://give.example/courier"\nbutton = "Give"\n').build()
    assert '<a href="https://give.example/courier">Give</a>' in paper.page(STORY)
    assert _rule(paper.page(STORY), "form-action") == ["'self'"]
    paper.write(f'{SETTINGS}[support]\naction = "https://give.example/donate"\nhidden = {{ id = "7" }}\n').build()
    assert '<form action="https://give.example/donate" method="post">' in paper.page(STORY)
    assert _rule(paper.page(STORY), "form-action") == ["'self'", "https://give.example"]


def test_a_place_on_the_site_has_its_base_path(paper: Newsroom) -> None:
    paper.write(f'{SETTINGS}[support]\nurl = "/support/"\n').build(base_url="https://owner.example/repo/")
    assert '<a href="/repo/support/">' in paper.page(STORY)


def test_a_partial_of_the_sites_own_takes_the_place_of_a_box_and_may_send_its_form_there(paper: Newsroom) -> None:
    own = '<form action="https://letters.example/other" method="post"><button>Join</button></form>'
    paper.write(f"{SETTINGS}{LETTER}-- layouts/partials/newsletter.html --\n{own}\n")
    paper.build()
    assert "Every Friday" not in paper.page(STORY)
    assert "https://letters.example" in _rule(paper.page(STORY), "form-action")


BLOCK = "Words.\n\n::: newsletter\nFor *members* of the library.\n:::\n\nMore words."


def test_a_box_in_a_story_takes_the_place_of_that_at_its_end(paper: Newsroom) -> None:
    paper.write(SETTINGS + LETTER + story("b.md", "Library", "2026-01-02", body=BLOCK)).build()
    page = paper.page("2026/01/02/library")
    assert page.count('<form action="https://letters.example') == 1
    assert "For <em>members</em> of the library." in page
    assert "Every Friday" not in page


def test_a_box_on_another_page_is_allowed_there(paper: Newsroom) -> None:
    paper.write(f"{SETTINGS}{LETTER}-- content/pages/about.md --\n---\ntitle: About\n---\n{BLOCK}\n").build()
    assert _rule(paper.page("about"), "form-action") == ["'self'", "https://letters.example", "https://thanks.example"]


def test_feeds_and_other_sites_get_no_box(paper: Newsroom) -> None:
    paper.write(
        SETTINGS + 'republish = "CC-BY-4.0"\n' + LETTER + story("b.md", "Library", "2026-01-02", body=BLOCK)
    ).build()
    for name in (
        "feed.xml",
        "2026/01/02/library/text",
        "2026/01/02/library/republish",
        "2026/01/02/library/ninjs.json",
    ):
        assert "letters.example" not in paper.page(name), name
        assert "members" not in paper.page(name), name


@pytest.mark.parametrize("name", ["newsletter", "support"])
def test_a_box_without_its_table_is_an_error_with_what_to_write(paper: Newsroom, name: str) -> None:
    paper.write(story("b.md", "Library", "2026-01-02", body=f"Words.\n\n::: {name}\n:::"))
    [problem] = paper.problems()
    assert f"`[{name}]`" in problem.fix
    assert (problem.path, problem.line) == ("content/b.md", 7)
