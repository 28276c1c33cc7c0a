"""Copy that was written for another program: it builds, and every fault in it is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.cli import main
from generator.model.problems import Problem, Problems
from generator.pipeline.build import build

ADOPTING = SETTINGS + "adopt = true\n"


def _told(newsroom: Newsroom, text: str) -> list[Problem]:
    """The warnings of a build that adopts, which must be as many errors of one that does not."""
    newsroom.write(SETTINGS + text)
    with pytest.raises(Problems) as refused:
        build(newsroom.request(as_of=NOON), newsroom.output)
    newsroom.write(ADOPTING)
    warnings = list(build(newsroom.request(as_of=NOON), newsroom.output).warnings)
    errors = {(each.path, each.line, each.message) for each in refused.value.problems if each.level == "error"}
    assert errors <= {(each.path, each.line, each.message) for each in warnings}
    return [each for each in warnings if (each.path, each.line, each.message) in errors]


def test_of_a_field_that_is_there_twice_the_last_counts(newsroom: Newsroom) -> None:
    fields = ("title: First", "tags:", "- A", "title:", "  Second", "tags: [B]", "date: 2026-01-01")
    told = _told(newsroom, "\n".join(["-- content/a.md --", "---", *fields, "---", "Words.", ""]))
    assert [(each.line, each.message[:7]) for each in told] == [(5, "`title`"), (7, "`tags` ")]
    page = newsroom.page("2026/01/01/second")
    assert "/tags/b/" in page
    assert "First" not in page


def test_within_a_field_the_last_counts_too(newsroom: Newsroom) -> None:
    fields = (
        "title: First",
        "picture:",
        "  src: p.svg",
        "  alt: One",
        "  alt: Two",
        "  credit: Jane",
        "date: 2026-01-01",
    )
    drawing = "-- content/p.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n"
    (problem,) = _told(newsroom, drawing + "\n".join(["-- content/a.md --", "---", *fields, "---", "Words.", ""]))
    assert problem.line == 6
    page = newsroom.page("2026/01/01/first")
    assert 'alt="Two"' in page
    assert "Jane" in page


def test_where_a_date_cannot_be_read_that_of_the_file_counts(newsroom: Newsroom) -> None:
    (problem,) = _told(
        newsroom, "-- content/2026-01-29-a.md --\n---\ntitle: A\ndate: 2026-01-29 18:30:22 2026 -0800\n---\nA.\n"
    )
    assert problem.line == 3
    assert "2026/01/29/a/index.html" in newsroom.tree()


def test_a_story_whose_date_nothing_gives_is_left_out(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + "-- content/a.md --\n---\ntitle: A\ndate: someday\n---\nA.\n")
    built = newsroom.build()
    assert built.stories == 0
    assert ["someday" in each.message or "no date" in each.message for each in built.warnings] == [True, True]


def test_what_leads_to_nothing_keeps_its_words(newsroom: Newsroom) -> None:
    body = "See [the guide](guide.md) and ![the chart](chart.png)."
    told = _told(newsroom, story("a.md", "A", "2026-01-01", "picture: {src: gone.jpg, alt: Gone}", body=body))
    assert len(told) == 3
    page = newsroom.page("2026/01/01/a")
    assert "See the guide and" in page
    for word in ("guide.md", "chart.png", "gone.jpg", 'src=""', 'href=""'):
        assert word not in page


@pytest.mark.parametrize(
    "link", ["{% post_url 2020-01-02-secret-plan %}", "/2020/01/02/secret-plan/", "/2020/01/02/secret-plan/index.html"]
)
def test_no_link_reveals_where_a_withheld_story_would_be(newsroom: Newsroom, link: str) -> None:
    newsroom.write(ADOPTING + story("a.md", "One", "2026-01-01", body=f"[The plan]({link}) ![](/images/none.png)"))
    newsroom.write("-- content/_posts/2020-01-02-secret-plan.md --\n---\ntitle: Plan\npublished: false\n---\nWords.\n")
    newsroom.build(as_of=NOON)
    assert "The plan" in newsroom.page("2026/01/01/one")
    assert [path for path, data in newsroom.tree().items() if b"secret" in data or b"none.png" in data] == []


def test_a_link_out_of_the_site_keeps_its_text(newsroom: Newsroom) -> None:
    told = _told(newsroom, story("a.md", "A", "2026-01-01", body="[Out](../../out.md) and ![it](../../../out.png)."))
    assert len(told) == 2
    page = newsroom.page("2026/01/01/a")
    assert "Out and" in page
    assert "out.png" not in page


def test_a_permalink_is_an_old_address(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", "permalink: /news/a.html", "redirect_from: [/older/]"))
    newsroom.write(story("b.md", "B", "2026-01-01", "permalink: pretty"))
    newsroom.build()
    for page in ("news/a.html", "older/index.html"):
        assert 'url=/2026/01/01/a/"' in newsroom.tree()[page].decode()


def test_two_stories_at_one_address_that_nothing_tells_apart_are_an_error(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01") + story("a.markdown", "A", "2026-01-01"))
    (problem,) = newsroom.problems()
    assert "claimed twice" in problem.message


def test_stories_at_one_address_are_told_apart(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("en/a.md", "A", "2026-01-01") + story("es/a.md", "A", "2026-01-01", "lang: es_MX"))
    newsroom.write(story("en/b.md", "A", "2026-01-01") + story("old/b.md", "A", "2026-01-01"))
    warnings = newsroom.build().warnings
    places = ("2026/01/01/a", "es-mx/2026/01/01/a", "2026/01/01/b", "old/2026/01/01/a")
    assert {f"{place}/index.html" for place in places} <= newsroom.tree().keys()
    assert sum("is also the address of" in each.message for each in warnings) == 3


def test_an_address_can_name_the_language(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'permalink = "/{language}/{slug}/"\n')
    newsroom.write(story("a.md", "A", "2026-01-01") + story("b.md", "A", "2026-01-01", "language: es")).build()
    assert {"en/a/index.html", "es/a/index.html"} <= newsroom.tree().keys()


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("description: One.\nexcerpt: Two.", "Two."),
        ("summary: 'Use **APIs** and <b>Q&amp;amp;A</b>.'", "Use APIs and Q&amp;A."),
        ("date: 2025-12-31\npublishDate: 2026-01-01", "2026-01-01"),
        ("author: Ada Marsh\nauthors: [Ruth Calder]", "Ruth Calder"),
        ("topics: [Ferry]\ntags: Crane", "/tags/ferry/"),
        ("lang: zh_cn", 'lang="zh-CN"'),
        ("image: /uploads/a.svg", 'src="/uploads/a.svg"'),
        ("image: [/uploads/a.svg, b.svg]", 'src="/uploads/a.svg"'),
    ],
)
def test_a_field_is_read_as_its_program_read_it(newsroom: Newsroom, fields: str, shown: str) -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>"
    newsroom.write(ADOPTING + f"-- content/static/uploads/a.svg --\n{drawing}\n")
    dated = "" if "date" in fields else "date: 2026-01-01\n"
    newsroom.write(f"-- content/a.md --\n---\ntitle: A\n{dated}{fields}\n---\nWords.\n").build()
    assert shown in newsroom.page("2026/01/01/a")


@pytest.mark.parametrize(
    "fields",
    [
        "embargo: 2020-01-01\nembargoed_until: 2099-01-01",
        "embargo: 2099-01-01\nembargoed_until: 2020-01-01",
        "embargo: 2020-01-01\nembargoed_until: in spring",
        "expires: 2099-01-01\nexpiryDate: 2026-02-01",
        "expires: 2026-02-01\nunpublishdate: 2099-01-01",
        "date: 2026-01-01\npublishDate: 2099-01-01",
        "expires: 2099-01-01\nexpires: 2026-02-01",
    ],
)
def test_of_two_times_the_one_that_shows_less_counts(newsroom: Newsroom, fields: str) -> None:
    dated = "" if "\ndate" in f"\n{fields}" else "date: 2026-01-01\n"
    newsroom.write(ADOPTING + f"-- content/a.md --\n---\ntitle: SECRET\n{dated}{fields}\n---\nWords.\n")
    assert newsroom.build().stories == 0
    assert not any(b"SECRET" in data for data in newsroom.tree().values())


def test_a_slug_that_is_too_long_is_cut_and_redirects(newsroom: Newsroom) -> None:
    slug = "-".join("a" * 45) + "-b"
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", f"slug: {slug}")).build()
    assert f"{slug}/index.html" in newsroom.tree()
    assert f"2026/01/01/{slug[:79]}/index.html" in newsroom.tree()


def test_old_addresses_that_differ_only_in_case_are_stored_once(newsroom: Newsroom) -> None:
    fields = ("permalink: /2015/tidetables/", "redirect_from: [/2015/TideTables/]")
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", *fields) + story("b.md", "B", "2026-01-01", *fields))
    said = [each.message for each in newsroom.build().warnings]
    assert sum("2015" in path for path in newsroom.tree()) == 1
    assert any("content/b.md" in each and "is left out" in each for each in said)


def test_what_is_guessed_to_be_an_old_address_gives_way(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("2026-01-01-b.md", "A", "2026-01-01") + story("c.md", "B", "2026-01-01"))
    newsroom.write(story("d.md", "D", "2026-01-01", "aliases: [/c/]"))
    assert newsroom.build().warnings == ()
    assert ">B</h1>" in newsroom.page("2026/01/01/b")
    assert 'url=/2026/01/01/d/"' in newsroom.page("c")


def test_a_link_without_a_scheme_leads_to_https(newsroom: Newsroom) -> None:
    body = "[the wiki](//wiki.example/Roadmap) ![Tom](//news.example/c.png)"
    warnings = newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", body=body)).build().warnings
    page = newsroom.page("2026/01/01/a")
    assert 'href="https://wiki.example/Roadmap"' in page
    assert '<a href="https://news.example/c.png">Tom</a>' in page
    assert sum(each.outcome == "guessed" for each in warnings) == 3  # two addresses, and a link for a picture
    checked = CliRunner().invoke(main, ["check", "--site", str(newsroom.folder), "--output", str(newsroom.output)])
    assert checked.exit_code == 0


def test_two_spellings_of_a_tag_are_one_and_said_once(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", "tags: [artificial-intelligence]"))
    newsroom.write(story("b.md", "B", "2026-01-02", "tags: [Artificial Intelligence]"))
    newsroom.write(story("c.md", "C", "2026-01-03", "tags: [Artificial Intelligence]"))
    (warning,) = newsroom.build().warnings
    assert warning.path == "content/a.md"
    page = newsroom.page("tags/artificial-intelligence")
    for headline in "ABC":
        assert f">{headline}</a>" in page
    assert "Artificial Intelligence" in newsroom.page("2026/01/01/a")


def test_a_section_may_have_the_name_of_another_page(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", "category: '2026'")).build()
    assert ">A</a>" in newsroom.page("2026-stories")


def test_a_broken_picture_is_left_out(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", "image: p.png", body="![x](p.png) Words."))
    newsroom.write("-- content/p.png --\nnot a picture\n-- content/static/q.png --\nneither\n")
    warnings = newsroom.build().warnings
    assert not any(path.endswith(".png") and "icon" not in path for path in newsroom.tree())
    assert {each.path for each in warnings if each.outcome == "dropped"} == {"content/a.md", "content/static/q.png"}


def test_shortcodes_of_wordpress_are_named_by_line(newsroom: Newsroom) -> None:
    lines = (
        '[caption id="a_1" width="300"]The quay[/caption]',
        '[gallery ids="1,2"]',
        "[youtube https://v.example/abc]",
    )
    body = "\n\n".join(lines)
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", body=body))
    assert [each.line for each in newsroom.build().warnings] == [5, 5, 7, 9]
    newsroom.write(ADOPTING)
    assert [each.line for each in newsroom.build().warnings] == [5, 7, 9]
    page = newsroom.page("2026/01/01/a")
    assert "<p>The quay</p>" in page
    assert '<a href="https://v.example/abc">' in page
    assert "[gallery" not in page


WITHHELD = {
    "_drafts/a.md": "",
    "a.md": "status: draft",
    "b.md": "_build: {render: never}",
    "c.md": "permalink: false",
    "d.md": "visibility: members",
    "e.md": "publish: false",
    "news/deep/f.md": "",
    "_recipes/g.md": "",
    "h.md": "status: spiked",
    "i.md": "isPrivate: true",
    "j.md": "meta: {draft: true}",
    "k.md": "publish_date: 2099-01-01",
    "l.draft.md": "",
    "Drafts/m.md": "",
    "embargo/n.md": "",
    "o.md": "pubstatus: canceled",
    "p.md": "valid_from: 2099-01-01",
    "q.md": "publish_down: 2026-01-03",
    "r.md": "header: {published: false}",
    "s.md": "ednote: Not for publication",
    "EMBARGO-t.md": "",
    "draft-u.md": "",
    "members/v.md": "",
    "x.draft/index.md": "",
}


def test_what_another_program_withheld_leaves_no_trace(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("z.md", "Known", "2026-01-01", "slug: known"))
    newsroom.build()
    before = newsroom.tree()
    for name, line in WITHHELD.items():
        more = ("tags: [SECRET]", "section: SECRET", "bylines: [SECRET]", "slug: secret", line)
        newsroom.write(story(name, "SECRET", "2026-01-02", *more, body="SECRET ![S](secret.svg)"))
    newsroom.write("-- content/secret.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    newsroom.write("-- content/news/_index.md --\n+++\nsort_by = 'date'\n[cascade]\ndraft = true\n+++\n")
    warnings = newsroom.build().warnings
    assert newsroom.tree() == before
    said = {each.path for each in warnings}
    assert said >= {
        f"content/{name}" for name in (*"abcdehijkopqrs", "l.draft", "EMBARGO-t", "draft-u") for name in [f"{name}.md"]
    }
    assert said >= {"content/_drafts", "content/_recipes", "content/news/_index.md"}
    assert said >= {"content/Drafts", "content/embargo", "content/members", "content/x.draft"}
    assert newsroom.build(full=True).warnings == warnings
    assert newsroom.tree() == before


def test_a_link_to_a_withheld_story_keeps_its_text(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", body="See [the other one](b.md)."))
    newsroom.write(story("b.md", "B", "2026-01-02", "status: private"))
    assert "content/b.md is not public" in "".join(each.message for each in newsroom.build().warnings)
    assert "See the other one." in newsroom.page("2026/01/01/a")


def test_a_cascade_holds_for_stories_that_change_later(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("z.md", "Known", "2026-01-01") + story("news/a.md", "SECRET", "2026-01-02"))
    cascade = "-- content/news/_index.md --\n---\ncascade:\n  - target: {kind: page}\n    build: {render: never}\n---\n"
    newsroom.write(cascade).build()
    newsroom.write(story("news/a.md", "SECRET", "2026-01-02", body="Other words.")).build()
    assert not any(b"SECRET" in data for data in newsroom.tree().values())
    newsroom.write("-- content/news/_index.md --\n---\ntitle: News\n---\n").build()
    assert "2026/01/02/secret/index.html" in newsroom.tree()
    newsroom.write(cascade).build()
    assert not any(b"SECRET" in data for data in newsroom.tree().values())


def test_what_eleventy_ignores_is_withheld(newsroom: Newsroom) -> None:
    for name in ("a.md", "notes/b.md", "deep/in/c.md", "d.tmp.md"):
        newsroom.write(story(name, "SECRET", "2026-01-01"))
    newsroom.write(ADOPTING + story("e.md", "Known", "2026-01-01"))
    newsroom.write("-- content/.eleventyignore --\n# no\na.md\nnotes/\n**/in\n*.tmp.md\n!a.md\n")
    assert newsroom.build().stories == 1
    newsroom.remove("content/.eleventyignore")
    newsroom.write("-- .eleventyignore --\ncontent/a.md\n./content/notes/**\nin\n*.tmp.md\n")
    assert newsroom.build().stories == 1
    assert not any(b"SECRET" in data for data in newsroom.tree().values())


@pytest.mark.parametrize("name", [".eleventyignore", "content/.eleventyignore"])
def test_a_story_that_a_new_list_names_is_no_longer_public(newsroom: Newsroom, name: str) -> None:
    newsroom.write(ADOPTING + story("posts/a.md", "SECRET", "2026-01-01") + story("b.md", "Known", "2026-01-01"))
    assert newsroom.build().stories == 2
    newsroom.write(f"-- {name} --\nposts/a.md\n")
    assert newsroom.build().stories == 1
    assert not any(b"SECRET" in data for data in newsroom.tree().values())
    newsroom.write(f"-- {name} --\n# posts/a.md\n")
    assert newsroom.build().stories == 2


@pytest.mark.parametrize("name", [".eleventyignore", "content/.eleventyignore"])
def test_a_list_that_is_a_link_is_refused(newsroom: Newsroom, name: str, tmp_path: Path) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01"))
    (tmp_path / "elsewhere").write_text("b.md\n", encoding="utf-8")
    (newsroom.folder / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problems) as refused:
        newsroom.build()
    assert [each.path for each in refused.value.problems] == [name]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("news/a.11tydata.json", '{"draft": true}'),
        ("news/news.11tydata.js", "module.exports = {eleventyComputed: {}}"),
        ("news/news.11tydata.js", "export default {permalink: false, tags: ['x']}"),
        ("content.11tydata.cjs", "module.exports = () => ({})"),
        ("news/news.11tydata.mjs", "export default {...shared}"),
        ("news/news.11tydata.js", "export default {draft: true}"),
        ("news/news.json", '{"permalink": false}'),
        ("content.json", '{"eleventyExcludeFromCollections" : true}'),
        ("news/a.json", '{"draft": true}'),
        ("news/a.json", '{"isPrivate": true}'),
        ("news/news.json", '{"status": "draft"}'),
        ("news/news.json", '{"published": false}'),
    ],
)
def test_what_a_data_file_of_eleventy_may_hide_is_withheld(newsroom: Newsroom, name: str, data: str) -> None:
    newsroom.write(ADOPTING + story("news/a.md", "SECRET", "2026-01-01") + f"-- content/{name} --\n{data}\n")
    built = newsroom.build()
    assert built.stories == 0
    assert f"content/{name}" in {each.path for each in built.warnings}
    assert not any(b"SECRET" in data for data in newsroom.tree().values())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "news/news.11tydata.js",
            'export default {\n\ttags: [\n\t\t"posts"\n\t],\n\t"layout": "layouts/post.njk",\n};',
        ),
        ("news/news.11tydata.json", "{}"),
    ],
)
def test_a_data_file_of_eleventy_that_hides_nothing_is_only_said(newsroom: Newsroom, name: str, data: str) -> None:
    newsroom.write(ADOPTING + story("news/a.md", "A", "2026-01-01") + f"-- content/{name} --\n{data}\n")
    built = newsroom.build()
    assert built.stories == 1
    assert f"content/{name}" in {each.path for each in built.warnings}


@pytest.mark.parametrize("name", ["news/news.json", "news/ferries.json", "static/a.11tydata.json"])
def test_other_data_is_none_of_eleventy(newsroom: Newsroom, name: str) -> None:
    newsroom.write(ADOPTING + story("news/a.md", "A", "2026-01-01") + f'-- content/{name} --\n{{"ferries": 3}}\n')
    newsroom.build()
    assert "2026/01/01/a/index.html" in newsroom.tree()


@pytest.mark.parametrize("section", ["+++\ndraft = true\n+++", "---\ndraft: true\n---"])
def test_a_section_that_is_a_draft_withholds_all_below_it(newsroom: Newsroom, section: str) -> None:
    newsroom.write(ADOPTING + story("z.md", "Known", "2026-01-01") + story("news/deep/a.md", "SECRET", "2026-01-02"))
    warnings = newsroom.write(f"-- content/news/_index.md --\n{section}\n").build().warnings
    assert [each.line for each in warnings if each.path == "content/news/_index.md" and each.line] == [2]
    assert not any(b"SECRET" in data for data in newsroom.tree().values())


def test_comments_of_other_programs_are_in_no_file_of_the_site(newsroom: Newsroom) -> None:
    notes = "{% comment %} NOTE\n\nNOTE {% endcomment %} {# NOTE #} {{/* NOTE */}} <!-- NOTE\n\nNOTE --> <?php NOTE ?>"
    newsroom.write(
        ADOPTING + story("a.md", "A", "2026-01-01", "standfirst: B <!-- NOTE -->", body=f"Words {notes} end.")
    )
    newsroom.write(f"-- content/pages/about.md --\n---\ntitle: About\n---\nUs {notes} end.\n")
    newsroom.build()
    assert not any(b"NOTE" in data for data in newsroom.tree().values())
    assert "Words end." in newsroom.page("2026/01/01/a")


SLIPS = (
    "%% NOTE %% &lt;!-- NOTE --&gt; <!--> NOTE --> <!\u2013\u2013 NOTE \u2013\u2013> \uff1c!-- NOTE --> [//] # (NOTE)"
)


def test_what_is_meant_as_a_comment_is_in_no_file_of_the_site(newsroom: Newsroom) -> None:
    fields = (
        f'standfirst: "B {SLIPS}"',
        f'tags: ["Ferry {SLIPS}"]',
        f'bylines: ["Ada Marsh {SLIPS}"]',
        f'section: "Harbour {SLIPS}"',
        f'picture: {{src: a.svg, alt: "Quay {SLIPS}", caption: "Dawn {SLIPS}", credit: "Ada {SLIPS}"}}',
    )
    places = "Words {}\n\n- {}\n\n> {}\n\n| a |\n|---|\n| {} |\n\n## H {}\n\n![Q {}](a.svg)\n\nEnd."
    body = places.replace("{}", SLIPS)
    newsroom.write(ADOPTING + story("a.md", f"A {SLIPS}", "2026-11-24", *fields, body=body))
    newsroom.write("-- content/a.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    newsroom.build()
    assert not [name for name, data in newsroom.tree().items() if b"NOTE" in data]
    assert "End." in newsroom.page("2026/11/24/a")


def test_the_command_has_an_option_to_adopt(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[x](gone.md)"))
    for command in ("build", "check"):
        assert CliRunner().invoke(main, [command, "--site", str(newsroom.folder)]).exit_code == 1
        said = CliRunner().invoke(main, [command, "--site", str(newsroom.folder), "--adopt"])
        assert said.exit_code == 0, said.output
        assert "content/gone.md, which does not exist" in said.output


@pytest.mark.skipif("BROADSHEET_CORPORA" not in os.environ, reason="needs folders of real posts: BROADSHEET_CORPORA")
def test_real_posts_build_without_errors(newsroom: Newsroom) -> None:
    """``BROADSHEET_CORPORA`` names folders of posts, with colons between them."""
    for folder in map(Path, os.environ["BROADSHEET_CORPORA"].split(":")):
        files = [file for file in folder.iterdir() if file.suffix in (".md", ".markdown") and file.name[0] != "_"]
        built = build(_adopting(newsroom, files).request(as_of=NOON), newsroom.output, full=True)
        undated = [each for each in built.warnings if "has no date" in each.message]
        assert built.stories == len(files) - len(undated)
        assert CliRunner().invoke(main, ["check", "--site", str(newsroom.folder)]).exit_code == 0


def _adopting(newsroom: Newsroom, files: list[Path]) -> Newsroom:
    for old in (newsroom.folder / "content").iterdir():
        old.unlink()
    for file in files:
        (newsroom.folder / "content" / file.name).write_bytes(file.read_bytes())
    return newsroom.write(ADOPTING)


def test_a_reference_by_name_alone_leads_to_the_only_file_of_that_name(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS.replace("share_pictures", "adopt = true\nshare_pictures"))
    body = '[a]({{< relref "quay.md" >}}), [b]({{< ref "quay" >}}), [c]({{< ref "twice.md" >}}).'
    newsroom.write(story("deep/a.md", "A", "2026-01-01", body=body))
    newsroom.write(story("sub/quay.md", "Quay", "2026-01-02"))
    newsroom.write(story("sub/twice.md", "One", "2026-01-02") + story("other/twice.md", "Two", "2026-01-02"))
    warnings = newsroom.build().warnings
    page = newsroom.page("2026/01/01/a")
    assert '<a href="/2026/01/02/quay/">a</a>, <a href="/2026/01/02/quay/">b</a>, c.' in page
    read = [each for each in warnings if "the only file of that name" in each.message]
    assert {each.fix for each in read} == {"write its path: `../sub/quay.md`"}


DRAWING = "-- content/quay.svg --\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'/>\n"


@pytest.mark.parametrize(
    "lines",
    [
        ("featured_image: quay.svg", "featured: false"),
        ("cover:", "  image: quay.svg", "  alt: The quay", "  relative: true"),
        ("thumbnail: {path: quay.svg}",),
        ("hero: [quay.svg]",),
    ],
)
def test_the_picture_of_a_theme_is_the_storys(newsroom: Newsroom, lines: tuple[str, ...]) -> None:
    newsroom.write(ADOPTING + DRAWING + story("a.md", "A", "2026-01-01", *lines))
    warnings = newsroom.build().warnings
    assert '<figure class="hero">' in newsroom.page("2026/01/01/a")
    assert not [each for each in warnings if "write the picture as" in each.message]


@pytest.mark.parametrize("line", ["cover: true", "hero: {title: Words}", "banner: Sale", "thumbnail: ''"])
def test_what_names_no_picture_is_a_field_like_any_other(newsroom: Newsroom, line: str) -> None:
    newsroom.write(ADOPTING + DRAWING + story("a.md", "A", "2026-01-01", line))
    newsroom.build()
    assert '<figure class="hero">' not in newsroom.page("2026/01/01/a")


def test_what_is_guessed_is_written_out(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + DRAWING)
    newsroom.write(story("a.md", "A", "2026-01-01", body='{{< figure src="quay.svg" title="The quay" >}}'))
    (guessed,) = (each for each in newsroom.build().warnings if each.outcome == "guessed")
    assert guessed.fix == 'write `![The quay](quay.svg "The quay")`'


@pytest.mark.parametrize("name", ["_drafts/a.md", "a.md"])
def test_a_story_that_is_withheld_needs_no_date(newsroom: Newsroom, name: str) -> None:
    text = f"-- content/{name} --\n---\ntitle: A\neleventyExcludeFromCollections: true\n---\nWords.\n"
    newsroom.write(ADOPTING + text)
    assert not [each for each in newsroom.build().warnings if "no date" in each.message]


def test_a_misspelt_embargo_says_that_it_withholds_the_story(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01", "embargoed_til: 2027-01-01"))
    (warning,) = newsroom.build().warnings
    assert warning.message.startswith("the story is withheld, because `embargoed_til`")
    assert (warning.fix, warning.outcome) == ("did you mean `embargo`?", "")


def test_a_draft_of_another_program_gets_one_message_that_names_adopt(newsroom: Newsroom) -> None:
    newsroom.write("-- content/_drafts/a.md --\n---\ntitle: A\n---\nWords.\n")
    (problem,) = newsroom.problems()
    assert problem.fix.endswith("--adopt reads stories of other programs")
