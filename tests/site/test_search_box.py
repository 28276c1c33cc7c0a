"""Where readers search, and the form by which they do."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.model.frame import SearchBox
from generator.model.settings import Settings
from generator.site.search_box import search_box, search_page


def _settings(search: str) -> Settings:
    return Settings("The Port Elm Courier", "https://courier.example/paper/", search=search)


@pytest.mark.parametrize(
    ("search", "page", "box"),
    [
        ("", "", None),
        ("pagefind", "/paper/search/", SearchBox("/paper/search/")),
        ("/find/?q={query}", "/paper/find/", SearchBox("/paper/find/")),
        (
            "https://s.example/go?site=courier&words={query}",
            "https://s.example/go",
            SearchBox("https://s.example/go", "words", (("site", "courier"),), "https://s.example"),
        ),
        ("https://s.example/{query}", "https://s.example/", None),
        ("https://s.example/?q=site:x+{query}", "https://s.example/", None),
    ],
)
def test_readers_search_where_the_setting_says(search: str, page: str, box: SearchBox | None) -> None:
    settings = _settings(search)
    assert (search_page(settings) if search else "") == page
    assert search_box(settings) == box


def test_a_search_on_another_site_is_a_box_and_a_link_on_every_page_that_the_policy_allows(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'search = "https://s.example/?q={query}"\n' + story("a.md", "One", "2026-01-01")).build()
    page = newsroom.page("index.html")
    assert '<form class="search-box" role="search" action="https://s.example/">' in page
    assert '<a class="glass" href="https://s.example/"' in page
    assert "form-action 'self' https://s.example" in page
