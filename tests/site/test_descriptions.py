"""What a newsroom says about its sections, tags, agencies and people, where readers see it, and where not."""

from __future__ import annotations

import re

import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, photo, story

from generator.model.problems import Problems
from generator.site.cards import CARD
from generator.site.descriptions import ABOUT

SECRET = "Zanzibar"


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    """Five stories in a section, with a tag, an agency and a writer."""
    more = ("section: Harbour", "tags: [Ferry]", "source: NCW", "bylines: [Ada Quill]")
    return newsroom.write("".join(story(f"{day}.md", f"Matter {day}", f"2026-01-0{day}", *more) for day in range(1, 6)))


def _describe(newsroom: Newsroom, path: str, *lines: str, words: str = "") -> None:
    newsroom.write("\n".join([f"-- content/{path} --", "---", *lines, "---", words, ""]))


def _told(newsroom: Newsroom) -> list[str]:
    return [f"{each.place} {each.message}: {each.fix}" for each in newsroom.build().warnings]


def _main(html: str) -> str:
    return html.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("harbour/_index.md", "harbour"),
        ("Harbour/_index.md", "harbour"),
        ("tags/ferry/_index.md", "tags/ferry"),
        ("sources/ncw/_index.md", "sources/ncw"),
    ],
)
def test_a_term_has_the_title_standfirst_picture_and_words_of_its_file(paper: Newsroom, file: str, page: str) -> None:
    folder = file.rpartition("/")[0]
    (paper.folder / "content" / folder).mkdir(parents=True)
    (paper.folder / "content" / folder / "quay.jpg").write_bytes(photo(32, 18))
    lines = ("title: By the *water*", "standfirst: All of it.", "picture: {src: quay.jpg, alt: The quay}")
    _describe(paper, file, *lines, words="We go [there](../1.md)." if folder == "Harbour" else "We go there.")
    assert not _told(paper)
    html = paper.page(page)
    assert "<h1>By the <em>water</em></h1>" in html
    assert "<title>By the water — " in html
    assert 'property="og:title" content="By the water"' in html
    assert '<p class="standfirst">All of it.</p>' in html
    assert 'alt="The quay"' in html
    assert "We go" in html
    assert '<meta name="description" content="All of it.">' in html
    assert [name for name in paper.tree() if name.endswith("quay.jpg")], "its picture is published"


def test_a_link_in_its_words_leads_where_one_in_a_story_does(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", words="See [the first](../1.md), and [nothing](../none.md).")
    [problem] = paper.problems()
    assert problem.place.startswith("content/harbour/_index.md:")
    _describe(paper, "harbour/_index.md", words="See [the first](../1.md).")
    paper.build()
    assert '<a href="/2026/01/01/matter-1/">the first</a>' in paper.page("harbour")


def test_a_link_to_a_description_leads_to_the_page_that_shows_it(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", words="We go there.")
    _describe(paper, "people/ada-quill.md", "name: Ada Quill")
    links = "[harbour](harbour/_index.md), [Ada](people/ada-quill.md#top)"
    paper.write(story("6.md", "Matter 6", "2026-01-06", body=links))
    assert not _told(paper)
    assert '<a href="/harbour/">harbour</a>, <a href="/bylines/ada-quill/#top">Ada</a>' in paper.page(
        "2026/01/06/matter-6"
    )
    _describe(paper, "harbour/_index.md", "draft: true", words="We go there.")
    [told] = _told(paper)
    assert "content/harbour/_index.md is not public" in told
    assert "harbour, <a" in paper.page("2026/01/06/matter-6")


def test_a_link_to_a_description_that_is_not_there_is_reported_as_any_other(paper: Newsroom) -> None:
    for number, target in enumerate(("people/nobody.md", "tags/jo/_index.md", "harbour/_index.md", "series/jo.md")):
        paper.write(story("6.md", "Matter 6", "2026-01-06", body=f"[It]({target}) {number}."))
        with pytest.raises(Problems) as found:
            paper.build()
        assert [
            f"points to content/{target}, which does not exist" in each.message for each in found.value.problems
        ] == [True]


def test_only_the_first_page_of_a_listing_has_the_description(paper: Newsroom) -> None:
    paper.write(f"{SETTINGS}per_page = 2\n")
    _describe(paper, "harbour/_index.md", "title: By the water", "standfirst: All of it.", words="We go there.")
    paper.build()
    assert "We go there" in paper.page("harbour")
    assert not [each for each in ("We go there", "All of it", "By the water") if each in paper.page("harbour/page/1")]


def test_a_description_is_no_story(paper: Newsroom) -> None:
    paper.build()
    before = {name for name in paper.tree() if "style." not in name}
    for file in ("harbour/_index.md", "tags/ferry/_index.md", "sources/ncw/_index.md"):
        _describe(paper, file, "standfirst: Described.", words=f"{SECRET} words.")
    _describe(paper, "people/ada-quill.md", "name: Ada Quill", "role: Reporter", words=f"Hers.\n\n{SECRET} words.")
    result = paper.build()
    assert result.stories == 5
    found = {name for name, data in paper.tree().items() if SECRET.encode() in data}
    assert found == {f"{page}/index.html" for page in ("harbour", "tags/ferry", "sources/ncw", "bylines/ada-quill")}
    assert {name for name in paper.tree() if "style." not in name} == before


@pytest.mark.parametrize(
    "line", ["draft: true", "embargo: 2031-01-01", "published: 2031-01-01", "expires: 2026-02-01", "killed: 2026-02-01"]
)
def test_a_description_that_is_not_public_leaves_no_trace(paper: Newsroom, line: str) -> None:
    (paper.folder / "content/zanzibar.jpg").write_bytes(photo())
    picture = "picture: {src: ../zanzibar.jpg, alt: Zanzibar}"
    words = f"The word is {SECRET}."
    lines = (line, f"standfirst: {SECRET}", picture)
    _describe(paper, "harbour/_index.md", *lines, 'accent: "#0b5d4b"', words=words)
    _describe(paper, "tags/ferry/_index.md", line, f"title: {SECRET}", words=words)
    _describe(paper, "people/ada-quill.md", line, "name: Ada Quill", f"aliases: [{SECRET}]", f"role: {SECRET}", picture)
    paper.write(story("6.md", "Matter 6", "2026-01-06", "kind: opinion", "bylines: [Ada Quill]"))
    paper.build()
    for path, data in paper.tree().items():
        assert SECRET.lower() not in path.lower()
        assert SECRET.lower().encode() not in data.lower(), path
        assert b"of-section" not in data, path
        assert b"#0b5d4b" not in data, path


def test_a_description_appears_at_its_instant(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", "embargo: 2026-03-01T10:00:00+03:00", words="We go there.")
    paper.build(as_of="2026-03-01T06:59:59+00:00")
    assert "We go there" not in paper.page("harbour")
    paper.build(as_of="2026-03-01T07:00:00+00:00")
    assert "We go there" in paper.page("harbour")


def test_with_drafts_a_description_says_why_readers_do_not_see_it(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", "draft: true", words="We go there.")
    paper.build(drafts=True)
    assert "We go there" in paper.page("harbour")
    assert '<span class="withheld">Draft</span>' in _main(paper.page("harbour")).partition('class="fold"')[0]


def test_a_section_has_its_own_colour_on_its_pages_and_its_stories(paper: Newsroom) -> None:
    paper.write(story("6.md", "Elsewhere", "2026-01-06", "section: Council"))
    _describe(paper, "harbour/_index.md", 'accent: {light: "#0b5d4b", dark: "#7FD6BD"}')
    assert not _told(paper)
    [style] = [data.decode() for name, data in paper.tree().items() if re.match(r"assets/style\.\w+\.css", name)]
    assert ".of-section-harbour { --accent: #0b5d4b; }" in style
    assert ".of-section-harbour { --accent: #7fd6bd; }" in style.partition("@media (prefers-color-scheme: dark)")[2]
    assert 'class="at-section of-section-harbour"' in paper.page("harbour")
    assert 'class="at-story of-section-harbour"' in paper.page("2026/01/01/matter-1")
    assert 'class="block of-section-harbour"' in paper.page("index.html")
    assert "of-section" not in paper.page("2026/01/06/elsewhere")


def test_a_colour_that_is_hard_to_read_is_named_with_a_better_one(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", 'accent: "#ffee00"')
    [told] = _told(paper)
    assert told.startswith("content/harbour/_index.md:2 `accent` #ffee00 has a contrast of 1.2")
    assert 'the nearest colour is "#' in told


@pytest.mark.parametrize(
    ("file", "message", "fix"),
    [
        ("harbor/_index.md", "no story is in the section `harbor`", "rename it to content/harbour/_index.md"),
        ("tags/ferries/_index.md", "no story has the tag `ferries`", "rename it to content/tags/ferry/_index.md"),
        ("sources/reuters/_index.md", "no story has the source `reuters`", "write a story for it, or remove it"),
    ],
)
def test_a_description_of_what_no_story_has_is_named(paper: Newsroom, file: str, message: str, fix: str) -> None:
    _describe(paper, file, "title: By the water")
    [told] = _told(paper)
    assert told == f"content/{file}:2 {message}, so readers do not see this: {fix}"


def test_a_description_of_what_only_a_draft_has_is_no_mistake(paper: Newsroom) -> None:
    paper.write(story("d.md", "Half written", "2026-01-06", "section: Obituaries", "draft: true"))
    _describe(paper, "obituaries/_index.md", "title: Those we lost")
    assert not _told(paper)
    assert "obituaries/index.html" not in paper.tree()


def test_two_files_for_one_term_are_a_mistake(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", words="One.")
    _describe(paper, "harbour/_index.markdown", words="Two.")
    [told] = _told(paper)
    assert "content/harbour/_index.markdown describes the same section" in told


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("titel: X", "a section has no `titel`, so this has no effect", "did you mean `title`?"),
        ("weight: 3", "a section has no `weight`, so this has no effect", "its fields are title, standfirst, picture"),
        (
            "bylines: [Ada]",
            "a section has no `bylines`, so this has no effect",
            "remove it; if this is a story, move",
        ),
    ],
)
def test_a_field_that_a_section_does_not_have_is_named(paper: Newsroom, line: str, message: str, fix: str) -> None:
    _describe(paper, "harbour/_index.md", line, words="Words.")
    [told] = _told(paper)
    assert told.startswith(f"content/harbour/_index.md:2:1 {message}: {fix}")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("accent: red", "`red` is not a colour"),
        ("accent: #0b5d4b", "`#` begins a comment here"),
        ("accent: [1, 2]", "`accent` must be a colour"),
        ('accent: {light: "#000", drak: "#fff"}', "`accent` has no `drak`, only `light` and `dark`"),
        ("picture: {src: none.jpg, alt: A}", "there is no picture content/harbour/none.jpg"),
        ("picture: {src: ../1.md, alt: A}", "`picture` names content/1.md, which is a text"),
    ],
)
def test_a_wrong_value_is_named_at_its_line(paper: Newsroom, line: str, message: str) -> None:
    _describe(paper, "harbour/_index.md", line)
    [problem] = [each for each in paper.problems() if each.level == "error"]
    assert problem.place.startswith("content/harbour/_index.md:2")
    assert problem.message.startswith(message)


def test_a_colour_for_dark_screens_alone_is_enough(paper: Newsroom) -> None:
    _describe(paper, "harbour/_index.md", 'accent: {dark: "#7cc4e0"}')
    assert not _told(paper)


# People


def test_a_person_has_a_header_with_name_role_portrait_and_words(paper: Newsroom) -> None:
    (paper.folder / "content/people").mkdir()
    (paper.folder / "content/people/ada.jpg").write_bytes(photo(40, 40))
    lines = ("name: Ada Quill", "role: Reporter", "picture: {src: ada.jpg, alt: Ada Quill with a hat}")
    _describe(paper, "people/ada-quill.md", *lines, words="She covers the quays.")
    assert not _told(paper)
    main = _main(paper.page("bylines/ada-quill"))
    assert "<h1>Ada Quill</h1>" in main
    assert '<p class="role">Reporter</p>' in main
    assert 'src="/people/ada.jpg"' in main
    assert "She covers the quays." in main


def test_a_byline_without_a_file_is_as_before(paper: Newsroom) -> None:
    paper.build()
    before = paper.page("bylines/ada-quill")
    paper.write(story("6.md", "Elsewhere", "2026-01-06", "bylines: [Tom Reeve]"))
    _describe(paper, "people/tom-reeve.md", "name: Tom Reeve", "role: Editor")
    paper.build()
    crumb = ('/bylines/">Authors', '/bylines/">Our reporters')
    assert _main(paper.page("bylines/ada-quill")) == _main(before).replace(*crumb)


def test_other_spellings_of_a_name_are_one_person_under_the_name_of_the_file(paper: Newsroom) -> None:
    paper.write(story("6.md", "Matter 6", "2026-01-06", "bylines: [A. Quill]"))
    paper.write(story("7.md", "Matter 7", "2026-01-07", "bylines: [ADA QUILL, a. quill]"))
    _describe(paper, "people/ada-quill.md", "name: Ada Quill", "aliases: [A. Quill]")
    assert not _told(paper)
    page = _main(paper.page("bylines/ada-quill"))
    assert {*re.findall(r"Matter \d", page)} == {f"Matter {day}" for day in range(1, 8)}
    assert 'url=/bylines/ada-quill/"' in paper.page("bylines/a-quill")
    assert paper.page("2026/01/07/matter-7").count('rel="author">Ada Quill</a>') == 1
    assert "ADA QUILL" not in paper.page("2026/01/07/matter-7")


def test_a_file_that_is_not_named_for_the_person_is_told_its_name(paper: Newsroom) -> None:
    _describe(paper, "people/ada.md", "name: Ada Quill")
    [told] = _told(paper)
    assert told.startswith("content/people/ada.md:2 no story is by `ada`, so readers do not see this")
    assert told.endswith("rename it to content/people/ada-quill.md")


def test_one_spelling_is_that_of_one_person(paper: Newsroom) -> None:
    paper.write(story("6.md", "Matter 6", "2026-01-06", "bylines: [Alan Quill, AQ]"))
    _describe(paper, "people/ada-quill.md", "name: Ada Quill", "aliases: [AQ]")
    _describe(paper, "people/alan-quill.md", "name: Alan Quill", "aliases: [AQ]")
    [told] = _told(paper)
    assert told.startswith("content/people/alan-quill.md:3 `AQ` is a name of Ada Quill, too")


def test_a_person_needs_a_name(paper: Newsroom) -> None:
    _describe(paper, "people/ada-quill.md", "role: Reporter")
    [problem] = paper.problems()
    assert problem.message == "the person has no `name`"
    assert problem.fix == 'add a line `name: "..."`'


@pytest.mark.parametrize("settings", [SETTINGS, f'{SETTINGS}[blocks]\nViews = "opinion"\n'])
def test_opinion_has_the_portrait_and_the_name_above_the_headline(paper: Newsroom, settings: str) -> None:
    (paper.folder / "content/people").mkdir()
    (paper.folder / "content/people/ada.jpg").write_bytes(photo(40, 40))
    _describe(paper, "people/ada-quill.md", "name: Ada Quill", "picture: {src: ada.jpg, alt: Ada Quill}")
    genre = "kind: opinion" if settings == SETTINGS else "tags: [Ferry]"
    paper.write(settings)
    for day in (6, 7):
        paper.write(
            story(f"{day}.md", f"View {day}", f"2025-01-0{day}", "section: Views", "bylines: [Ada Quill]", genre)
        )
    assert not _told(paper)
    if settings == SETTINGS:
        opening = _main(paper.page("2025/01/07/view-7")).partition("<h1>")[0]
        assert 'src="/people/ada.jpg"' in opening
        assert "Ada Quill</a>" in opening
        assert "people/ada.jpg" not in _main(paper.page("2026/01/01/matter-1")).partition('class="writers"')[0]
    else:
        block = paper.page("index.html").partition('class="row as-opinion"')[2]
        assert 'src="/people/ada.jpg"' in block.partition("<h3>")[0]


def test_words_about_a_person_change_no_card_and_no_page_but_theirs(paper: Newsroom) -> None:
    paper.write(story("6.md", "View", "2026-01-06", "kind: opinion", "bylines: [Ada Quill]"))
    lines = ("name: Ada Quill", "role: Reporter")
    _describe(paper, "people/ada-quill.md", *lines, words="She is here.\n\nShe covers the quays.")
    before = site_of(paper).graph.fingerprint(CARD, "content/6.md")
    paper.build()
    trees = paper.tree()
    _describe(paper, "people/ada-quill.md", *lines, words="She is here.\n\nShe edits.")
    graph = site_of(paper).graph
    assert graph.fingerprint(CARD, "content/6.md") == before
    assert "She edits." in str(graph(ABOUT, "byline/ada-quill").body)
    paper.build()
    assert {name for name, data in paper.tree().items() if trees.get(name) != data} == {"bylines/ada-quill/index.html"}


# Sections


def test_the_page_of_a_section_opens_with_its_newest_story_and_two_more(paper: Newsroom) -> None:
    paper.write(f"{SETTINGS}per_page = 2\n")
    for day in (6, 7):
        paper.write(story(f"{day}.md", f"Matter {day}", f"2026-01-0{day}", "section: Harbour", "tags: [Ferry]"))
    paper.build()
    fold, _, rest = _main(paper.page("harbour")).partition('<div class="listing">')
    assert re.findall(r"Matter \d", fold) == ["Matter 7", "Matter 6", "Matter 5"]
    assert fold.count('class="card lead') == 1
    assert not re.findall(r"Matter [765]", rest)
    for page in ("harbour/page/1", "tags/ferry"):
        assert 'class="fold"' not in paper.page(page)


@pytest.mark.parametrize("stories", [1, 2, 3])
def test_a_section_with_few_stories_has_no_empty_parts(newsroom: Newsroom, stories: int) -> None:
    for day in range(1, stories + 1):
        newsroom.write(story(f"{day}.md", f"Matter {day}", f"2026-01-0{day}", "section: Harbour"))
    newsroom.build()
    main = _main(newsroom.page("harbour"))
    assert len(re.findall(r"Matter \d", main)) == stories
    assert ('class="top"' in main) == (stories > 1)
    assert "no stories here yet" not in main


# Adopted copy


def test_adopted_copy_keeps_what_hugo_says_about_its_sections_and_authors(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("harbour/a.md", "One", "2026-01-01", "categories: [Harbour]", "authors: [Ada Quill]"))
    _describe(newsroom, "harbour/_index.md", "title: By the water", "date: 2020-01-01", words="We go there.")
    _describe(newsroom, "authors/ada-quill/_index.md", "title: Ada Quill", words="She covers the quays.")
    newsroom.build()
    assert "<h1>By the water</h1>" in newsroom.page("harbour")
    assert "We go there." in newsroom.page("harbour")
    assert "She covers the quays." in newsroom.page("bylines/ada-quill")


def test_a_section_of_hugo_that_is_a_draft_stays_one(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("a.md", "One", "2026-01-01", "categories: [Harbour]"))
    _describe(newsroom, "harbour/_index.md", "title: By the water", "draft: true", words=f"{SECRET}.")
    newsroom.build()
    assert not [name for name, data in newsroom.tree().items() if SECRET.encode() in data]


def test_adopted_copy_is_not_stopped_by_a_description(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("a.md", "One", "2026-01-01", "categories: [Harbour]"))
    lines = ("accent: red", "picture: none.jpg", "cascade: {type: blog}", "weight: 3")
    _describe(newsroom, "harbour/_index.md", *lines, words="We go there.")
    _describe(newsroom, "blog/_index.md", "title: Blog")
    assert {each.level for each in newsroom.build().warnings} == {"warning"}
    assert "We go there." in newsroom.page("harbour")


@pytest.mark.parametrize("file", ["people/ada-quill.md", "authors/ada-quill.md", "authors/ada-quill/_index.md"])
def test_people_in_adopted_copy_are_no_news(newsroom: Newsroom, file: str) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("a.md", "One", "2026-01-01", "authors: [Ada Quill]"))
    newsroom.write(story("b.md", "Two", "2026-01-02", "authors: [A. Quill]"))
    lines = ("name: Ada Quill", "role: Reporter", "date: 2026-01-03", "aliases: [A. Quill]")
    _describe(newsroom, file, *lines, words="She covers the quays.")
    assert newsroom.build().stories == 2
    page = _main(newsroom.page("bylines/ada-quill"))
    assert "She covers the quays." in page
    assert ("One" in page, "Two" in page) == (True, True)
    assert "She covers the quays." not in newsroom.page("feed.xml")


def test_a_series_is_described_by_the_same_file_in_adopted_copy(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("a.md", "One", "2026-01-01", "series: Harbour dues"))
    _describe(newsroom, "series/harbour-dues.md", "title: All about dues", "date: 2026-01-02", words="So far.")
    assert newsroom.build().stories == 1
    assert "<h1>All about dues</h1>" in newsroom.page("series/harbour-dues")


def test_a_person_without_a_name_in_adopted_copy_gets_that_of_the_file(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("a.md", "One", "2026-01-01", "authors: [Ada Quill]"))
    _describe(newsroom, "people/ada-quill.md", "role: Reporter", words="She covers the quays.")
    [told] = [each for each in newsroom.build().warnings if each.path == "content/people/ada-quill.md"]
    assert (told.message, told.outcome) == ("the person has no `name`, so it is `Ada Quill`", "guessed")
    assert 'rel="author">Ada Quill</a></h2>' in newsroom.page("2026/01/01/one")


def test_a_story_among_the_people_of_adopted_copy_is_told_where_to_go(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}adopt = true\n")
    newsroom.write(story("a.md", "One", "2026-01-01"))
    newsroom.write(story("people/a-long-profile.md", "A long profile", "2026-01-02"))
    [told] = [each for each in newsroom.build().warnings if each.path.startswith("content/people/")]
    assert told.message == "no story is by `a-long-profile`, so readers do not see this"
    assert (told.outcome, told.fix.rpartition("; ")[2]) == ("dropped", "if this is a story, move it to another folder")


@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize("folder", ["tags", "sources", "places"])
def test_a_file_that_was_meant_to_describe_a_term_is_told_where_to_go(
    newsroom: Newsroom, folder: str, adopt: bool
) -> None:
    newsroom.write(f'{SETTINGS}adopt = {str(adopt).lower()}\n[taxonomies.places]\nfield = "places"\n')
    newsroom.write(story("a.md", "One", "2026-01-01", "tags: [Skerra]", "source: Skerra", "places: [Skerra]"))
    _describe(newsroom, f"{folder}/skerra.md", "title: The island", words="It is small.")
    told = [each for each in newsroom.build().warnings if each.path == f"content/{folder}/skerra.md"][-1]
    meant = f"if this describes `skerra`, move it to content/{folder}/skerra/_index.md; if it is a story, add a line"
    assert told.fix.startswith(meant)


# Names


def test_a_person_whose_bylines_have_another_name_is_told(paper: Newsroom) -> None:
    file, moved = "people/ada-quill.md", "people/ada-marsh.md"
    _describe(paper, file, "name: Ada Marsh", "role: Reporter")
    [told] = _told(paper)
    assert told.startswith(f"content/{file}:2 stories name this person `Ada Quill`, and this file `Ada Marsh`: ")
    assert f"write `Ada Quill` here, too; if the new name is right, rename the file to content/{moved}, " in told
    assert told.endswith("with `Ada Quill` in its `aliases`")
    paper.remove(f"content/{file}")
    _describe(paper, moved, "name: Ada Marsh", "aliases: [Ada Quill]")
    assert not _told(paper), "the fix works"


@pytest.mark.parametrize("name", ["Ada Quill", "ADA QUILL", "Ada  quill"])
def test_the_case_of_a_name_does_not_matter(paper: Newsroom, name: str) -> None:
    _describe(paper, "people/ada-quill.md", f"name: {name}", "role: Reporter")
    assert not _told(paper)
