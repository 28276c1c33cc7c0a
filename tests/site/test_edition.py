"""What an edition holds, and above all what it does not."""

from __future__ import annotations

import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, story

from generator.model.problems import Problems
from generator.site.cards import PAGE, STORY
from generator.site.groups import SECTIONS
from generator.site.index import PUBLIC

SECRET = "Zanzibar"


def test_drafts_the_future_and_the_expired_are_nowhere_in_the_output(newsroom: Newsroom) -> None:
    withheld = {
        "draft": ("2026-01-01", "draft: true"),
        "future": ("2031-01-01", ""),
        "gone": ("2026-01-01", "expires: 2026-02-01"),
        "undated": ("", ""),
    }
    newsroom.write(story("open.md", "Open to all", "2026-01-02", "section: Local", "tags: [Harbour]"))
    (newsroom.folder / "content/zanzibar.svg").write_text("<svg>zanzibar</svg>")
    for name, (published, line) in withheld.items():
        more = ("section: Local", f"tags: [Harbour, {SECRET}]", f"bylines: [{SECRET}]", "picture: zanzibar.svg", line)
        newsroom.write(story(f"{name}.md", f"{SECRET} {name}", published, *more, body=f"The word is {SECRET}."))
    newsroom.build()
    for path, data in newsroom.tree().items():
        assert SECRET.lower() not in path.lower()
        assert SECRET.lower().encode() not in data.lower(), path
    assert "1 story" in newsroom.page("tags") or newsroom.page("tags/harbour").count("<article") == 1


def test_a_story_appears_at_its_instant_and_goes_at_its_end(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Doors open", "2026-03-01T10:00:00+03:00", "expires: 2026-03-02T10:00:00+03:00"))
    counts = [
        newsroom.build(as_of=as_of).stories
        for as_of in ("2026-03-01T06:59:59+00:00", "2026-03-01T07:00:00+00:00", "2026-03-02T07:00:00+00:00")
    ]
    assert counts == [0, 1, 0]


def test_drafts_show_when_asked_for(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Half written", "2026-03-01", "draft: true"))
    assert newsroom.build(drafts=True).stories == 1


def test_with_drafts_all_is_shown_and_each_says_why_readers_do_not_see_it(newsroom: Newsroom) -> None:
    newsroom.write(
        story("a.md", "Open", "2026-03-01")
        + story("b.md", "Half written", "2026-03-01", "draft: true")
        + story("c.md", "To come", "2031-03-01")
        + story("d.md", "Over", "2026-03-01", "expires: 2026-03-02")
        + "-- content/e.md --\n---\ntitle: Undated\n---\nA word.\n"
        + "-- content/pages/f.md --\n---\ntitle: A page\ndraft: true\n---\nA word.\n"
    )
    graph = site_of(newsroom, drafts=True).graph
    stories = [graph(STORY, path) for path in graph(PUBLIC).stories]
    states = {story.headline: story.withheld for story in stories}
    assert states == {
        "Open": "",
        "Half written": "draft",
        "To come": "scheduled",
        "Over": "expired",
        "Undated": "draft",
    }
    assert [graph(PAGE, path).withheld for path in graph(PUBLIC).pages] == ["draft"]
    newsroom.build(drafts=True)
    for page in ("2026/03/01/half-written", "2031/03/01/to-come", "2026/03/01/over", "2026/11/24/undated", "f"):
        assert 'class="not-public"' in newsroom.page(page)
        assert '<meta name="robots" content="noindex">' in newsroom.page(page)
    assert "not-public" not in newsroom.page("2026/03/01/open")


def test_the_next_build_with_drafts_dates_the_undated_anew(newsroom: Newsroom) -> None:
    newsroom.write("-- content/e.md --\n---\ntitle: Undated\n---\nA word.\n")
    for day in ("2026-03-01", "2026-03-02"):
        newsroom.build(as_of=f"{day}T12:00:00+00:00", drafts=True)
        assert {path for path in newsroom.tree() if "undated/index" in path} == {
            f"{day.replace('-', '/')}/undated/index.html"
        }


def test_the_day_of_a_story_is_that_of_its_own_zone(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "New year in Kiritimati", "2026-01-01T00:10:00+14:00"))
    newsroom.write(story("b.md", "Old year in Baker Island", "2025-12-31T23:50:00-12:00"))
    newsroom.build()
    assert {"2026/01/01/new-year-in-kiritimati/index.html", "2025/12/31/old-year-in-baker-island/index.html"} <= set(
        newsroom.tree()
    )


def test_links_between_stories_lead_to_their_addresses(newsroom: Newsroom) -> None:
    newsroom.write(story("world/a.md", "First", "2026-01-01", body="See [the second](../local/b.md#more)."))
    newsroom.write(story("local/b.md", "Second", "2026-01-02"))
    newsroom.build(base_url="https://courier.example/repo/")
    assert 'href="/repo/2026/01/02/second/#more"' in newsroom.page("2026/01/01/first")


def test_a_link_to_nothing_is_a_problem_at_its_place(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", body="Words.\n\nSee [it](b-story.md)."))
    newsroom.write(story("bstory.md", "Second", "2026-01-02"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("content/a.md", 7)
    assert "content/b-story.md" in problem.message
    assert problem.fix == "did you mean `bstory.md`?"


def test_a_link_to_a_withheld_story_keeps_its_words_and_loses_its_address(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", body="See [what comes](secret-deal.md) soon."))
    newsroom.write(story("secret-deal.md", "Secret deal", "2031-01-02"))
    warnings = newsroom.build().warnings
    page = newsroom.page("2026/01/01/first")
    assert "See what comes soon." in page
    assert "secret" not in page
    assert "not public" in warnings[0].message


def test_the_editors_choice_becomes_a_link_the_day_it_arrives(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", 'related: ["Council votes on Thursday"]'))
    newsroom.build()
    assert "Council votes on Thursday" in newsroom.page("2026/01/01/first")
    newsroom.write(story("b.md", "Council votes on Thursday", "2026-01-02"))
    newsroom.build()
    assert 'href="/2026/01/02/council-votes-on-thursday/"' in newsroom.page("2026/01/01/first")


def test_an_editors_choice_that_is_withheld_shows_nowhere(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", 'related: ["Mayor to resign", mayor-to-resign]'))
    newsroom.write(story("b.md", "Mayor to resign", "2031-01-02"))
    newsroom.build()
    assert "ayor" not in newsroom.page("2026/01/01/first")


def test_two_stories_at_one_address_are_a_problem_that_names_both(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Same", "2026-01-01"))
    newsroom.write(story("b.md", "Same", "2026-01-01"))
    (problem,) = newsroom.problems()
    assert "content/a.md" in problem.message
    assert "content/b.md" in problem.message


@pytest.mark.parametrize(
    ("one", "other"), [("caf\N{LATIN SMALL LETTER E WITH ACUTE}.csv", "Caf\N{LATIN SMALL LETTER E WITH ACUTE}.csv")]
)
def test_paths_that_differ_only_in_case_are_a_problem(newsroom: Newsroom, one: str, other: str) -> None:
    newsroom.write(f"-- content/static/{one} --\n1\n-- content/static/{other} --\n2\n")
    (problem,) = newsroom.problems()
    assert one in problem.message
    assert other in problem.message


def test_names_that_differ_only_in_unicode_form_are_a_problem(newsroom: Newsroom) -> None:
    newsroom.write("-- content/static/caf\u00e9.csv --\n1\n-- content/static/cafe\u0301.csv --\n2\n")
    (problem,) = newsroom.problems()
    assert "accents" in problem.message


def test_a_page_and_a_section_at_one_address_are_a_problem(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", "section: Sport"))
    newsroom.write("-- content/pages/sport.md --\n---\ntitle: Sport\n---\nWords.\n")
    (problem,) = newsroom.problems()
    assert problem.path == "content/pages/sport.md"
    assert "the section Sport" in problem.message


def test_files_are_published_only_where_public_copy_uses_them(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", body="[Figures](data/used.csv)"))
    newsroom.write("-- content/data/used.csv --\n1\n-- content/data/unused.csv --\n2\n-- content/static/CNAME --\nx\n")
    built = newsroom.build()
    paths = newsroom.tree()
    assert "data/used.csv" in paths
    assert "CNAME" in paths
    assert "data/unused.csv" not in paths
    assert [problem.path for problem in built.warnings] == ["content/data/unused.csv"]


def test_a_missing_picture_is_a_problem_at_its_line(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", "picture: {src: gone.jpg, alt: A boat}"))
    (problem,) = newsroom.problems()
    assert (problem.line, problem.message) == (4, "there is no picture content/gone.jpg")


def test_a_text_is_no_picture(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01", "picture: {src: pages/about.md, alt: A boat}"))
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nUs.\n")
    (problem,) = newsroom.problems()
    assert (problem.line, problem.message) == (4, "`picture` names content/pages/about.md, which is a text")
    assert problem.fix == "name a picture"


def test_sections_stand_in_the_order_of_the_settings(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write('sections = ["World", "Local"]\n')
    for name in ("Arts", "Local", "World"):
        newsroom.write(story(f"{name}.md", f"In {name}", "2026-01-01", f"section: {name}"))
    names = [term.name for term in site_of(newsroom).graph(SECTIONS)]
    assert names == ["World", "Local", "Arts"]


def test_all_problems_of_a_site_are_said_at_once(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "First", "2026-13-01") + story("b.md", "Second", "2026-01-01", body="[x](gone.md)"))
    newsroom.write("-- layouts/story.html --\n{{ stroy.headline }}\n")
    with pytest.raises(Problems) as caught:
        newsroom.build()
    assert [problem.path for problem in caught.value.problems] == ["content/a.md", "content/b.md", "layouts/story.html"]
    assert not newsroom.output.exists()


def test_of_a_story_with_problems_nothing_more_is_said(newsroom: Newsroom) -> None:
    """Its links and pictures are not called missing or unused because it could not be read."""
    newsroom.write(story("a.md", "First", "2026-13-01", "picture: boat.svg") + "-- content/boat.svg --\n<svg/>\n")
    newsroom.write(story("b.md", "Second", "2026-01-01", body="See [the first](a.md)."))
    assert {problem.path for problem in newsroom.problems()} == {"content/a.md"}


def test_what_is_said_of_the_site_hides_no_file_that_is_left_over(newsroom: Newsroom) -> None:
    newsroom.write("-- content/left.csv --\na,b\n")
    newsroom.write(SETTINGS + '[robots]\nrefuse = ["GPTBot"]\n')
    warnings = newsroom.build(base_url="https://owner.example/repo/").warnings
    assert [warning.path for warning in warnings] == ["content/left.csv", "site.toml"]
