"""The fields of front matter: what each may be called, how it is read, and what is said where it cannot be."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.model.formatting import Span
from generator.model.picture import Picture
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.taxonomies import OwnTaxonomy
from generator.reading.fields import bylines
from generator.reading.fields import reader as fields
from generator.reading.fields.reader import Fields
from generator.reading.formats import front_matter, source_text

SITE = Settings(title="The Port Elm Courier", base_url="https://example.org/", timezone="Europe/Berlin")
WITH_PLACES = replace(SITE, taxonomies={"places": OwnTaxonomy("places")})


def read(block: str, path: str = "content/world/talks.md", kind: str = "story", site: Settings = SITE) -> Fields:
    text = source_text.decoded(f"---\n{block}\n---\nBody.\n".encode(), path)
    parts = front_matter.read(text)
    assert parts.front, parts.problems
    return fields.read(parts.front, text, site, kind)


def value(name: str, line: str) -> object:
    said = read(f"title: Talks\ndate: 2024-12-02\n{line}")
    assert not [problem for problem in said.problems if problem.level == "error"]
    return said.values[name]


def problem(line: str) -> Problem:
    """The one problem of a story with that line as its third (the file's fourth)."""
    [found] = read(f"title: Talks\ndate: 2024-12-02\n{line}").problems
    return found


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("standfirst: One sentence.", "standfirst", "One sentence."),
        ("description: Old", "standfirst", "Old"),
        ("summary: >\n  Two\n  lines", "standfirst", "Two lines"),
        ("dek: NO", "standfirst", "NO"),
        ("excerpt: ~", "standfirst", "~"),
        ("Section: World", "section", "World"),
        ("category: [release]", "section", "release"),
        ("tags: [NATO, NO, 0123, nato]", "tags", ("NATO", "NO", "0123")),
        ("tags: NATO, Ukraine", "tags", ("NATO", "Ukraine")),
        ("tags: NATO", "tags", ("NATO",)),
        ("tags: [C, C#]", "tags", ("C", "C#")),
        ("bylines: [Jane Doe, By Ann Lee]", "bylines", ("Jane Doe", "Ann Lee")),
        ("author: Jane Doe and Ann Lee", "bylines", ("Jane Doe", "Ann Lee")),
        ("authors:\n  - name: Jane Doe\n    role: Reporter\n  - Ann Lee", "bylines", ("Jane Doe", "Ann Lee")),
        ("agency: Anadolu Agency", "source", "Anadolu Agency"),
        ("dateline: BERLIN", "dateline", "BERLIN"),
        ("priority: 1", "priority", 1),
        ("draft: yes", "draft", True),
        ('draft: "false"', "draft", False),
        ("related: [some-slug, 'A headline: with a colon']", "related", ("some-slug", "A headline: with a colon")),
        ("related: A headline, with a comma", "related", ("A headline, with a comma",)),
        ("slug: Release 5.9", "slug", "release-5-9"),
        ("language: NO", "language", "no"),
        ("lang: pt-BR", "language", "pt-BR"),
        ("aliases: [/2024/05/old, 2023/x/, /a.html, /b%C4%B1/]", "aliases",
         ("/2024/05/old/", "/2023/x/", "/a.html", "/bı/")),
        ("redirect_from: /old/", "aliases", ("/old/",)),
        ("layout: longread", "layout", "longread"),
        ("noindex: yes", "noindex", True),
        ("canonicalURL: https://elsewhere.example/a/?b=c", "canonical", "https://elsewhere.example/a/?b=c"),
        ("picture: {src: a.jpg, alt: A ferry, credit: Courier}", "picture",
         Picture("content/world/a.jpg", "A ferry", credit="Courier")),
        ("image: {url: ../pictures/a.svg, alt: ''}", "picture", Picture("content/pictures/a.svg")),
        ("picture: {src: /images/a.jpg, alt: A}", "picture", Picture("content/static/images/a.jpg", "A")),
        ("picture: {src: a.jpg, alt: A, display: full, focus: 60% 30%}", "picture",
         Picture("content/world/a.jpg", "A", display="full", focus=(60, 30))),
        ("picture: {src: a.jpg, alt: A, display: , focus: }", "picture", Picture("content/world/a.jpg", "A")),
    ],
)  # fmt: skip
def test_a_field_is_read(line: str, name: str, expected: object) -> None:
    assert value(name, line) == expected


@pytest.mark.parametrize("line", ["section:", "tags: []", "modified: ~", 'slug: ""', "picture: {}", "language: null"])
def test_a_field_without_a_value_is_as_if_it_were_not_there(line: str) -> None:
    assert read(f"title: Talks\ndate: 2024-12-02\n{line}").values == read("title: Talks\ndate: 2024-12-02").values


@pytest.mark.parametrize(
    ("line", "column", "message", "fix"),
    [
        ("standfirst: [Update]", 13, "must be text, not a list", '`standfirst: "[Update]"`'),
        ("source: {Anadolu}", 9, "must be text, not a group of fields", "`source: Anadolu`"),
        ("source: [Reuters, AP]", 9, "must be text, not a list", "`source: Reuters, AP`"),
        ("source: ['AP: a', AP]", 9, "must be text, not a list", '`source: "AP: a, AP"`'),
        ("slug: [a, b]", 7, "must be text, not a list", "only one: `slug: a`"),
        ("picture: {src: a.jpg, alt: [A, B]}", 28, "`alt` must be text, not a list", '`alt: "A, B"`'),
        ("picture: {src: a.jpg, alt: A, B and C, credit: D}", 31, "`alt` has a comma", '`alt: "A, B and C"`'),
        ("picture: {src: a.jpg, alt: x, caption: A, b, c}", 43, "`caption` has a comma", '`caption: "A, b, c"`'),
        ("picture: {src: a.jpg, alt: x, display: wid}", 40, "cannot be shown as `wid`", "`wide`"),
        ("picture: {src: a.jpg, alt: x, focus: left}", 38, "`left` is not a point", "`focus: 60% 30%`"),
        ("bylines: [{name: Doe, Jane}]", 23, "`name` has a comma", '`name: "Doe, Jane"`'),
        ("tags: [a: b]", 8, "each of the `tags` must be text", "in quotes"),
        ("tags: ['!!!']", 8, "contains no letters", "remove it"),
        ("bylines: [{nme: Jane}]", 10, "has no `name`", '`bylines: ["Jane Doe"]`'),
        ("modified: soon", 11, "`soon` is not a date", "YYYY-MM-DD HH:MM"),
        ("modified: 2024-13-45", 16, "there is no month `13`", "YYYY-MM-DD"),
        ('modified: "2023-02-29"', 20, "there is no 29 February 2023", "the day"),
        ("modified: [a]", 11, "must be a date", "YYYY-MM-DD HH:MM"),
        ("modified: 2024-12-01", 11, "is not after the time of publication", "one of the two"),
        ("expires: 2024-11-30", 10, "is not after the time of publication", "one of the two"),
        ("expires: 2024-12-02", 10, "is not after the time of publication", "one of the two"),
        ("draft: maybe", 8, "cannot be `maybe`", "`draft: true`"),
        ("priority: 12", 11, "cannot be `12`", "1 (the lead) to 9"),
        ("language: en_US", 11, "`en_US` is not a language tag", "pt-BR"),
        ("slug: ../../x", 7, "cannot contain `..`", "letters, digits and hyphens"),
        ("slug: a/b", 8, "cannot contain `/`", "letters, digits and hyphens"),
        ('slug: "%2e%2e"', 7, "cannot contain `%2e`", "letters, digits and hyphens"),
        ("slug: '..\\x'", 7, "cannot contain `..`", "letters, digits and hyphens"),
        ("slug: '!'", 7, "no letters or digits", "letters, digits and hyphens"),
        (f"slug: {'x' * 300}", 87, "longer than 80", "shorten"),
        ("aliases: /a/../b/", 13, "cannot contain `..`", "`/2024/05/old-slug/`"),
        ("aliases: https://example.org/a/", 10, "cannot have a scheme", "`/a/`"),
        ("aliases: //example.org/a/", 10, "cannot have a scheme or a host", "`/a/`"),
        ("aliases: /a?b", 12, "cannot contain `?`", "`/2024/05/old-slug/`"),
        ("aliases: /a\\b", 12, "cannot contain `\\`", "`/2024/05/old-slug/`"),
        ("aliases: /a%E2%80%AEb", 10, "invisible character, U+202E", "`/2024/05/old-slug/`"),
        ("aliases: /%2e%2e/b", 10, "cannot contain `..`", "`/2024/05/old-slug/`"),
        ("aliases: /", 10, "cannot be the front page", "`/2024/05/old-slug/`"),
        ("picture: {src: ../../a.jpg, alt: x}", 16, "is not a file in content/", "`talks.jpg`"),
        ("picture: {src: '..\\a.jpg', alt: x}", 19, "backslashes", "`/`"),
        ("picture: {src: 'javascript:x', alt: x}", 16, "cannot come from `javascript:`", "`talks.jpg`"),
        ("picture: {src: '//host/a.jpg', alt: x}", 16, "another site", "`https://host/a.jpg`"),
        ("picture: {alt: x}", 10, "does not name a file", "src"),
        ("noindex: maybe", 10, "`noindex` cannot be `maybe`", "`noindex: true` or `false`"),
        ("canonical_url: http://a.example/b", 16, "is not a secure address", "`canonical_url: https://example.org/"),
        ("canonical_url: a.example/b", 16, "`a.example/b` is not a complete address", "write it in full"),
        ("canonical_url: /2026/a/", 16, "`/2026/a/` is not a complete address", "write it in full"),
        ("canonical_url: https://a.example/#b", 16, "is not a complete address", "without a `#`"),
        ("canonical_url: https://me@a.example/", 16, "is not a complete address", "write it in full"),
        ("headline: Talks", 1, "means the same as `title` on line 2", "keep one"),
        ("Title: Talks", 1, "means the same as `title` on line 2", "keep one"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(line: str, column: int, message: str, fix: str) -> None:
    found = problem(line)
    assert (found.line, found.column, found.level, found.source) == (4, column, "error", line)
    assert message in found.message
    assert fix in found.fix


@pytest.mark.parametrize(
    ("line", "column", "message", "fix"),
    [
        ("publised: 2024-12-03", 1, "`publised` is not a known field", "`published`"),
        ("standfrst: x", 1, "`standfrst` is not a known field", "`standfirst`"),
        ("standfirst: a\u2066b", 13, "U+2066", "remove it"),
        ("category: [team, community]", 11, "one section; `team` is used", "`tags`"),
        ("slug: C#", 7, "`C#` becomes `c-sharp`", "`slug: c-sharp`"),
        ("picture: a.jpg", 10, "the picture has no text", "alt"),
        ("picture: {src: a.jpg, alt: x, captoin: y}", 31, "`captoin` is not a field", "`caption`"),
        ("picture: {src: 'https://example.org/a.jpg', alt: x}", 16, "another site", "next to the story"),
        ("modified: 2025-03-30 02:30", 11, "skip this time, so it is read as 03:30", "offset"),
        ("menu: false", 1, "a story has no `menu`", "in content/pages/ is a page"),
    ],
)
def test_what_looks_wrong_is_warned_of(line: str, column: int, message: str, fix: str) -> None:
    found = problem(line)
    assert (found.line, found.column, found.level) == (4, column, "warning")
    assert message in found.message
    assert fix in found.fix


def test_extras_are_kept_as_layouts_can_use_them() -> None:
    said = read("title: Talks\ndate: 2024-12-02\nversion: 1.10\nmenu: {weight: 3, show: true}")
    assert said.extra == {"version": "1.10", "menu": {"weight": 3, "show": True}}
    assert said.problems == ()


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("longread.html", "did you mean `longread`?"),
        ("story-longread.html", "did you mean `longread`?"),
        ("layouts/longread", "did you mean `longread`?"),
        ("../../../etc/passwd", "did you mean `passwd`?"),
        ('"{{ 7*7 }}"', "`layout: longread` is layouts/story-longread.html"),
    ],
)
def test_a_layout_is_named_without_folder_and_ending(written: str, fix: str) -> None:
    found = problem(f"layout: {written}")
    assert (found.line, found.level) == (4, "error")
    assert "cannot be the name of a layout" in found.message
    assert fix in found.fix


def test_layouts_of_another_program_are_extras_of_adopted_copy() -> None:
    said = read("title: Talks\ndate: 2024-12-02\nlayout: posts/a.njk", site=replace(SITE, adopt=True))
    assert said.extra == {"layout": "posts/a.njk"}


def test_an_advertisement_without_its_label_is_an_error() -> None:
    for line in ("sponsored:", 'sponsored: ""'):
        found = problem(line)
        assert found.level == "error"
        assert "`sponsored` is empty, so readers are not told that somebody paid for this" in found.message


def test_noindex_without_a_value_is_an_error_as_it_hides_nothing() -> None:
    found = problem("noindex:")
    assert (found.line, found.level) == (4, "error")
    assert "`noindex` is empty, so search engines may show this" in found.message


@pytest.mark.parametrize(
    "line",
    [
        *("canonical_url:", "breaking:", "priority:", "priority_until:", "layout:", "kind:", "priority: ''"),
        *("event:", "ai:", "review:", "planned:", "live:", "series:", "free:", "republish: ''", "republish:"),
        *("corrections:", "source_notes:", "located: ''", "located: ~", "places:"),
    ],
)
def test_a_field_without_a_value_that_would_change_something_is_told(line: str) -> None:
    [found] = read(f"title: Talks\ndate: 2024-12-02\n{line}", site=WITH_PLACES).problems
    assert found.level == "warning"
    assert "is empty, so it has no effect" in found.message


@pytest.mark.parametrize("field", ["corrections", "source_notes", "located", "places"])
def test_an_empty_list_is_on_purpose(field: str) -> None:
    assert not read(f"title: Talks\ndate: 2024-12-02\n{field}: []", site=WITH_PLACES).problems


@pytest.mark.parametrize(
    "line", ["section:", "tags:", "bylines: ''", "standfirst:", "picture:", "related:", "dateline:"]
)
def test_a_field_that_templates_have_may_be_empty(line: str) -> None:
    assert not read(f"title: Talks\ndate: 2024-12-02\n{line}").problems


@pytest.mark.parametrize("part", ["display", "focus"])
def test_a_part_of_a_picture_without_a_value_is_told(part: str) -> None:
    found = problem(f"picture: {{src: a.jpg, alt: A, {part}: ''}}")
    assert f"`{part}` of the picture is empty" in found.message


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("priority: [1]", "`priority` cannot be `a list`", "`priority: 1`"),
        ("noindex: [true]", "`noindex` cannot be `a list`", "`noindex: true` or `false`"),
        ("canonical_url: https://other.example:99999/", "is not a complete address", "in full"),
    ],
)
def test_a_value_that_can_mean_nothing_is_refused_with_what_to_write(line: str, message: str, fix: str) -> None:
    found = problem(line)
    assert (found.level, message in found.message, fix in found.fix) == ("error", True, True)


def test_each_field_has_its_line_and_those_that_nobody_knows_are_kept_apart() -> None:
    said = read("title: Talks\ndate: 2024-12-02\npublished: true\ncolour: red\nshape:")
    assert said.lines == {"headline": 2, "published": 3}
    assert said.unknown == {"colour": 5}


def test_only_prose_is_formatted() -> None:
    values = read("title: The *Endeavour*\ndate: 2024-12-02\nsection: '*World*'").values
    assert (values["headline"], values["section"]) == ("The Endeavour", "*World*")
    assert values["headline_spans"] == (Span(4, 13, "em"),)
    assert "section_spans" not in values


def test_all_problems_are_said_at_once() -> None:
    said = read("priority: x\ndraft: maybe\ndate: soon")
    assert [each.message for each in sorted(said.problems)] == [
        "the story has no `title`",
        "`priority` cannot be `x`",
        "`draft` cannot be `maybe`",
        "`soon` is not a date in a known format",
    ]


@pytest.mark.parametrize("line", ["title:", 'title: ""', "title: # to come"])
def test_an_empty_headline_is_refused(line: str) -> None:
    found = read(f"{line}\ndate: 2024-12-02").problems[0]
    assert (found.line, found.message.partition(",")[0]) == (2, "`title` is empty")


def test_a_headline_without_letters_asks_for_a_slug() -> None:
    [found] = read('title: "!!!"\ndate: 2024-12-02').problems
    assert "it cannot be made into an address" in found.message
    assert read('title: "!!!"\nslug: silence\ndate: 2024-12-02').values["slug"] == "silence"


def test_the_slug_is_made_in_the_language_of_the_story() -> None:
    assert read("title: IŞIK\ndate: 2024-12-02\nlanguage: tr").values["slug"] == "ışık"
    assert read("title: IŞIK\ndate: 2024-12-02").values["slug"] == "işik"


def test_prose_about_to_be_swallowed_is_pointed_out() -> None:
    [found] = read("title: Talks\ndate: 2024-12-02\n\nThe minister said it plainly: no").problems
    assert (found.line, found.level) == (5, "error")
    assert "missing its closing line" in found.message


def iso(said: Fields, name: str) -> str:
    return str(said.values[name])


def test_fields_of_zola_are_read_inside_taxonomies() -> None:
    said = read(
        "title: A\ndate: 2024-12-02\ntaxonomies: {tags: [Ferry, Quay], categories: [Local], authors: [Jane Doe]}"
    )
    assert said.problems == ()
    assert [said.values[name] for name in ("tags", "section", "bylines")] == [("Ferry", "Quay"), "Local", ("Jane Doe",)]


def test_several_words_as_a_tag_are_asked_about() -> None:
    [found] = read("title: A\ndate: 2024-12-02\ntags: ferry quay harbour").problems
    assert "`tags: [ferry, quay, harbour]`" in found.fix
    assert read('title: A\ndate: 2024-12-02\ntags: "ferry quay harbour"').problems == ()


class TestDates:
    def test_a_time_without_zone_is_in_that_of_the_site(self) -> None:
        assert iso(read("title: A\ndate: 2024-12-02 04:14"), "published") == "2024-12-02 04:14:00+01:00"

    def test_the_name_of_the_file_gives_the_day_where_no_field_does(self) -> None:
        said = read("title: A", path="content/2024-12-02-a.md")
        assert iso(said, "published") == "2024-12-02 00:00:00+01:00"
        said = read("title: A\ndate: 2024-12-03", path="content/2024-12-02-a.md")
        assert iso(said, "published") == "2024-12-03 00:00:00+01:00"

    @pytest.mark.parametrize(
        "path", ["content/2024-12-02-a/index.md", "content/2024/12/02/a.md", "content/2024-12-02_a.md"]
    )
    def test_folders_give_the_day_too(self, path: str) -> None:
        assert iso(read("title: A", path), "published") == "2024-12-02 00:00:00+01:00"

    @pytest.mark.parametrize(
        ("lines", "name", "expected"),
        [
            ("date: 2024-12-02\npublishDate: 2024-12-05", "published", "2024-12-05 00:00:00+01:00"),
            ("published: 2024-12-05\ndate: 2024-12-02", "published", "2024-12-05 00:00:00+01:00"),
            ("date: 2024-12-02\nlastmod: 2024-12-03\nupdated: 2024-12-04", "modified", "2024-12-04 00:00:00+01:00"),
            ("date: 2024-12-02\ndescription: A\nsummary: B", "standfirst", "B"),
            ("date: 2024-12-02\nexcerpt: A\ndescription: B", "standfirst", "A"),
            ("date: 2024-12-02\nsummary: ''\ndescription: B", "standfirst", "B"),
        ],
    )
    def test_of_two_fields_that_other_programs_have_side_by_side_one_counts(
        self, lines: str, name: str, expected: str
    ) -> None:
        said = read(f"title: A\n{lines}")
        [found] = said.problems
        assert (found.level, iso(said, name)) == ("warning", expected)
        assert "which is used" in found.message

    def test_of_two_dates_one_that_cannot_be_read_may_withhold_the_story(self) -> None:
        assert "error" in {each.level for each in read("title: A\ndate: 2024-12-02\npublishDate: later").problems}

    @pytest.mark.parametrize("path", ["content/a.md", "content/2024-13-45-a.md", "content/2024-12-02/a.md"])
    def test_a_story_without_a_date_is_warned_of(self, path: str) -> None:
        [found] = read("title: A", path).problems
        assert found.level == "warning"
        assert found.message.startswith("the story has no date, so it is not published")

    def test_pages_and_drafts_need_none(self) -> None:
        assert read("title: About", kind="page").problems == ()
        assert read("title: A\ndraft: true").problems == ()

    def test_jekyll_says_published_for_no_draft(self) -> None:
        said = read("title: A\npublished: false\ndate: 2024-12-02")
        assert said.values["draft"] is True
        assert iso(said, "published") == "2024-12-02 00:00:00+01:00"
        assert read("title: A\npublished: true\ndate: 2024-12-02").values["draft"] is False

    def test_a_story_modified_on_its_own_day_is_not_modified_before(self) -> None:
        said = read("title: A\ndate: 2024-12-02T23:30:00Z\nlastmod: 2024-12-02")
        assert said.problems == ()
        assert said.values["modified"] == said.values["published"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jane Doe", ("Jane Doe",)),
        ("By Jane Doe and Ann Lee", ("Jane Doe", "Ann Lee")),
        ("Jane Doe, Ann Lee, and Cy Fox", ("Jane Doe", "Ann Lee", "Cy Fox")),
        ("Jane Doe & Ann Lee; Cy Fox", ("Jane Doe", "Ann Lee", "Cy Fox")),
        ("Bob Ray, Jr. and Ann Lee", ("Bob Ray, Jr.", "Ann Lee")),
        ("Ann Lee, Executive Director", ("Ann Lee, Executive Director",)),
        ("Cy Fox, Reuters", ("Cy Fox, Reuters",)),
        ("jdoe, alee", ("jdoe", "alee")),
        ("Health and Science Desk", ("Health and Science Desk",)),
        ("Alexander Sandberg", ("Alexander Sandberg",)),
        ("", ()),
    ],
)
def test_names_in_a_line_are_parted(line: str, names: tuple[str, ...]) -> None:
    assert bylines.names(line) == names


def test_a_page_without_a_slug_stands_at_the_name_of_its_file() -> None:
    assert read("title: Who we are", "content/pages/about.md", "page").values["slug"] == "about"
    assert read("title: Who we are\nslug: us", "content/pages/about.md", "page").values["slug"] == "us"


@pytest.mark.parametrize(
    "lines",
    [
        "tags:\n- Ferry - Skerra\n- Harbour",
        "title: \u201cYes\u201d and \u201cno\u201d",
        'title: "\u201cYes,\u201d she says"',
        "tags: Ferry, Skerra; and more",
    ],
)
def test_what_only_looks_like_a_mistake_is_none(lines: str) -> None:
    block = lines if lines.startswith("title") else f"title: A\n{lines}"
    assert read(f"{block}\npublished: 2026-01-01").problems == ()


ADOPTING = Settings(title="The Port Elm Courier", base_url="https://example.org/", adopt=True)


class TestAdopting:
    """Front matter of another program: what cannot be told from the fields is said, and nothing is an error."""

    def test_a_story_without_a_date_anywhere_is_warned_of_and_a_page_is_not(self) -> None:
        [problem] = read("title: Talks", site=ADOPTING).problems
        assert problem.message == "the story has no date, so it is not published"
        assert not read("title: Talks", kind="page", site=ADOPTING).problems

    @pytest.mark.parametrize("line", ["draft: maybe", "killed: soon", "expires: soon"])
    def test_a_story_is_withheld_if_a_field_that_may_withhold_it_cannot_be_read(self, line: str) -> None:
        assert read(f"title: Talks\ndate: 2024-12-02\n{line}", site=ADOPTING).values["draft"]

    def test_an_address_of_another_program_is_no_field_that_nobody_knows(self) -> None:
        said = read("title: Talks\ndate: 2024-12-02\npermalink: /talks-in-oslo/\ncolour: red", site=ADOPTING)
        assert said.values["aliases"] == ("/talks-in-oslo/",)
        assert said.unknown == {"colour": 5}

    def test_a_time_until_which_a_story_is_withheld_keeps_later_modifications(self) -> None:
        held = "title: Talks\ndate: 2024-01-01\npublish_date: 2024-02-01\nmodified: "
        assert "modified" in read(f"{held}2024-03-01", site=ADOPTING).values
        assert "modified" not in read(f"{held}2024-01-15", site=ADOPTING).values


def test_a_story_that_expires_before_its_embargo_ends_would_never_be_seen() -> None:
    lines = "title: Talks\ndate: 2024-12-02\nembargo: 2024-12-05\nexpires: "
    [problem] = read(f"{lines}2024-12-04").problems
    assert "comes before the embargo ends" in problem.message
    assert not read(f"{lines}2024-12-06").problems


@pytest.mark.parametrize(
    ("block", "field", "value", "message"),
    [
        ("priority: 0", "priority", 0, "`priority: 0` has no effect"),
        ("byline: Jo Bloggs <jo@x.org>", "bylines", ("Jo Bloggs",), "`jo@x.org` is an email address, not a name"),
        ("byline: jo@x.org", "bylines", (), "`jo@x.org` is an email address, not a name"),
        ("bylines: [Ann Lee, Jo Bloggs (jo@x.org)]", "bylines", ("Ann Lee", "Jo Bloggs"), "`jo@x.org` is an email"),
        ("bylines: [{name: Jo Bloggs jo@x.org}]", "bylines", ("Jo Bloggs",), "`jo@x.org` is an email address"),
        ("tags: [2026, true]", "tags", ("2026",), "`true` in `tags` is not a name"),
        ("tags: [Ferry, null]", "tags", ("Ferry",), "`null` in `tags` is not a name"),
        ("language: gr", "language", "gr", "`gr` is not the code of a language"),
    ],
)
def test_what_is_no_name_is_left_out_with_a_warning(block: str, field: str, value: object, message: str) -> None:
    fields = read(f"title: A\npublished: 2026-01-01\n{block}")
    (problem,) = fields.problems
    assert fields.values[field] == value
    assert problem.level == "warning"
    assert message in problem.message


def test_a_quoted_word_is_a_name_and_a_language_tag_gets_its_usual_case() -> None:
    fields = read('title: A\npublished: 2026-01-01\ntags: ["true", NO]\nlanguage: EN-gb')
    assert (fields.values["tags"], fields.values["language"], fields.problems) == (("true", "NO"), "en-GB", ())


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ("tags: [Ferry, 57.1]", "`57.1` in `tags` is a number, not a name", 15),
        ("tags: 57.1, Ferry", "`57.1` in `tags` is a number, not a name", 7),
        ('tags: [Ferry, ""]', "one of the `tags` is empty, so it is left out", 15),
        ("tags:\n  - Ferry\n  -", "one of the `tags` is empty, so it is left out", 4),
    ],
)
def test_what_is_hardly_a_name_is_told(line: str, message: str, column: int) -> None:
    told = problem(line)
    assert (told.level, told.message, told.column) == ("warning", message, column)


@pytest.mark.parametrize("line", ["tags: [2026, '3.11', Version 3.11]", "tags: [0123]"])
def test_numbers_that_are_names_are_names(line: str) -> None:
    assert not read(f"title: Talks\ndate: 2024-12-02\n{line}").problems
