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


def test_of_a_field_that_is_there_twice_the_first_counts(newsroom: Newsroom) -> None:
    fields = ("title: First", "tags:", "- A", "title:", "  Second", "tags: [B]", "date: 2026-01-01")
    told = _told(newsroom, "\n".join(["-- content/a.md --", "---", *fields, "---", "Words.", ""]))
    assert [(each.line, each.message[:7]) for each in told] == [(5, "`title`"), (7, "`tags` ")]
    page = newsroom.page("2026/01/01/first")
    assert "/tags/a/" in page
    assert "Second" not in page


def test_within_a_field_only_what_is_there_twice_goes(newsroom: Newsroom) -> None:
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
    assert 'alt="One"' in page
    assert "Jane" in page


def test_what_stands_twice_on_one_line_stays_an_error(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + "-- content/a.md --\n---\ntitle: A\nx: {a: 1, a: 2}\ndate: 2026-01-01\n---\nA.\n")
    assert [each.line for each in newsroom.problems()] == [3]


def test_where_a_date_cannot_be_read_that_of_the_file_counts(newsroom: Newsroom) -> None:
    (problem,) = _told(
        newsroom, "-- content/2026-01-29-a.md --\n---\ntitle: A\ndate: 2026-01-29 18:30:22 2026 -0800\n---\nA.\n"
    )
    assert problem.line == 3
    assert "2026/01/29/a/index.html" in newsroom.tree()


def test_a_date_that_no_file_name_mends_stays_an_error(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + "-- content/a.md --\n---\ntitle: A\ndate: someday\n---\nA.\n")
    assert [each.line for each in newsroom.problems()] == [3]


def test_what_leads_to_nothing_keeps_its_words(newsroom: Newsroom) -> None:
    body = "See [the guide](guide.md), ![the chart](chart.png) and [it]({{ site.url }}/x.html)."
    told = _told(newsroom, story("a.md", "A", "2026-01-01", "picture: {src: gone.jpg, alt: Gone}", body=body))
    assert len(told) == 3
    page = newsroom.page("2026/01/01/a")
    assert "See the guide," in page
    for word in ("guide.md", "chart.png", "gone.jpg", 'src=""', 'href=""'):
        assert word not in page


def test_what_leads_out_of_the_site_keeps_its_words(newsroom: Newsroom) -> None:
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


def test_faults_that_nobody_can_adopt_stay_errors(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-13-01") + "-- content/b.md --\n---\ntitle: [\n---\n")
    assert {each.path for each in newsroom.problems()} == {"content/a.md", "content/b.md"}


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


def test_a_link_to_what_is_withheld_keeps_its_words(newsroom: Newsroom) -> None:
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


def test_a_list_of_what_eleventy_ignores_is_an_error(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2026-01-01") + "-- content/.eleventyignore --\na.md\n")
    assert [each.path for each in newsroom.problems()] == ["content/.eleventyignore"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("news/a.11tydata.json", "{}"),
        ("news/news.11tydata.js", "module.exports = {}"),
        ("content.11tydata.cjs", "module.exports = {}"),
        ("news/news.11tydata.mjs", "export default {}"),
        ("news/news.json", '{"permalink": false}'),
        ("content.json", '{"eleventyExcludeFromCollections" : true}'),
        ("news/a.json", '{"draft": true}'),
        ("news/a.json", '{"isPrivate": true}'),
        ("news/news.json", '{"status": "draft"}'),
        ("news/news.json", '{"published": false}'),
    ],
)
def test_a_data_file_of_eleventy_is_an_error(newsroom: Newsroom, name: str, data: str) -> None:
    newsroom.write(ADOPTING + story("news/a.md", "A", "2026-01-01") + f"-- content/{name} --\n{data}\n")
    assert f"content/{name}" in {each.path for each in newsroom.problems()}


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


def test_the_command_can_be_told_so(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[x](gone.md)"))
    for command in ("build", "check"):
        assert CliRunner().invoke(main, [command, "--site", str(newsroom.folder)]).exit_code == 1
        said = CliRunner().invoke(main, [command, "--site", str(newsroom.folder), "--adopt"])
        assert said.exit_code == 0, said.output
        assert "content/gone.md, which does not exist" in said.output


@pytest.mark.skipif("BROADSHEET_CORPORA" not in os.environ, reason="needs folders of real posts: BROADSHEET_CORPORA")
def test_real_posts_build_whole(newsroom: Newsroom) -> None:
    """``BROADSHEET_CORPORA`` names folders of posts, with colons between them."""
    for folder in map(Path, os.environ["BROADSHEET_CORPORA"].split(":")):
        files = [file for file in folder.iterdir() if file.suffix in (".md", ".markdown")]
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
