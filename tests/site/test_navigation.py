"""The menu of every page: the sections by default, or what site.toml says."""

from __future__ import annotations

import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, story

from generator.model.frame import Nav
from generator.model.problems import Problems
from generator.site.navigation import NAV

STORIES = (
    story("a.md", "One", "2026-01-01", "section: Harbour")
    + story("b.md", "Two", "2026-01-02", "section: Council", "tags: [Dues]")
    + "-- content/pages/about.md --\n---\ntitle: About us\n---\nWords.\n"
)


def _nav(newsroom: Newsroom, settings: str = "") -> Nav:
    newsroom.write(SETTINGS + settings + STORIES)
    nav: Nav = site_of(newsroom).graph(NAV)
    return nav


def test_by_default_the_menu_has_the_sections_the_latest_and_the_archive(newsroom: Newsroom) -> None:
    menu = _nav(newsroom, 'sections = ["Harbour", "Council"]\n').menu
    assert [(each.name, each.url) for each in menu] == [
        ("Harbour", "/harbour/"),
        ("Council", "/council/"),
        ("Latest", "/latest/"),
        ("Archive", "/archive/"),
    ]


def test_a_menu_of_ones_own_has_sections_pages_and_addresses_in_its_own_order(newsroom: Newsroom) -> None:
    names = ("About us", "council", "Shop", "The quay")
    urls = ("", "", "https://shop.example/", "/harbour/")
    entries = [
        f'[[menu]]\nname = "{name}"\n' + (f'url = "{url}"\n' if url else "")
        for name, url in zip(names, urls, strict=True)
    ]
    menu = _nav(newsroom, "".join(entries)).menu
    assert [(each.name, each.url) for each in menu] == [
        ("About us", "/about/"),
        ("council", "/council/"),
        ("Shop", "https://shop.example/"),
        ("The quay", "/harbour/"),
    ]


def test_a_section_without_stories_is_left_out(newsroom: Newsroom) -> None:
    settings = 'sections = ["Harbour", "Sport"]\n[[menu]]\nname = "Sport"\n[[menu]]\nname = "Harbour"\n'
    assert [each.name for each in _nav(newsroom, settings).menu] == ["Harbour"]


@pytest.mark.parametrize(
    ("entry", "message", "fix"),
    [
        ('name = "Harbor"', "`menu` has `Harbor`, which is neither a section nor a page", "did you mean `Harbour`?"),
        ('name = "Shop"\nurl = "shop.example"', "`shop.example` is not an address", 'write "/harbour/", or in full'),
        ('url = "/harbour/"', "[menu] has no `name`", 'add a line such as `name = "Harbour"`'),
        ('name = "Harbour"\nlink = "/harbour/"', "`link` is not a setting of [menu]", "the known ones are: name, url"),
    ],
)
def test_an_entry_that_leads_nowhere_is_an_error(newsroom: Newsroom, entry: str, message: str, fix: str) -> None:
    newsroom.write(SETTINGS + f"[[menu]]\n{entry}\n" + STORIES)
    with pytest.raises(Problems) as found:
        newsroom.build()
    (problem,) = found.value.problems
    assert problem.message == message
    assert fix in problem.fix
    assert problem.line


def test_only_lists_that_have_something_are_linked(newsroom: Newsroom) -> None:
    assert [(each.name, each.url) for each in _nav(newsroom).indexes] == [("Topics", "/tags/")]


def test_an_entry_that_leads_to_an_address_where_nothing_is_is_an_error_at_its_line(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[[menu]]\nname = "Foo"\nurl = "/nowhere/"\n' + STORIES)
    [problem] = newsroom.problems()
    assert (problem.path, problem.line, problem.level) == ("site.toml", 7, "error")
    assert "the menu links to `/nowhere/`, which does not exist on this site" in problem.message


def test_an_entry_for_a_file_or_a_part_of_a_page_is_none(newsroom: Newsroom) -> None:
    urls = ("/harbour/", "/feed.xml", "/latest", "/about/?a=b")
    menu = "".join(f'[[menu]]\nname = "{url}"\nurl = "{url}"\n' for url in urls)
    assert not newsroom.write(SETTINGS + menu + STORIES).problems()


@pytest.mark.parametrize("second", ['name = "harbour"\nurl = "/latest/"', 'name = "The quay"\nurl = "/harbour/"'])
def test_two_entries_alike_are_told(newsroom: Newsroom, second: str) -> None:
    newsroom.write(SETTINGS + f'[[menu]]\nname = "Harbour"\n[[menu]]\n{second}\n' + STORIES)
    [problem] = newsroom.build().warnings
    assert "in the menu has the same" in problem.message
    assert problem.line == 8


def test_what_is_in_the_menu_is_not_listed_again_below_it_on_phones(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[[menu]]\nname = "About us"\n' + STORIES).build()
    panel = newsroom.page("index.html").partition("<details")[2].partition("</details>")[0]
    assert panel.count('href="/about/"') == 1


def test_an_entry_whose_story_or_section_has_gone_does_not_keep_the_site_from_being_published(
    newsroom: Newsroom,
) -> None:
    gone = "[[menu]]\nname = 'Tide'\nurl = '/2026/01/03/tide/'\n[[menu]]\nname = 'Sport'\nurl = '/sport/'\n"
    newsroom.write(SETTINGS + gone + STORIES)
    newsroom.write(story("c.md", "Tide", "2026-01-03", "expires: 2026-02-01", "section: Sport"))
    assert {each.line for each in newsroom.build().warnings} == {7, 10}
