"""Attacks and faults that reach across the whole program; each module's own are tested beside it."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from newsroom import Newsroom, story

PAYLOADS = [
    "</script><script>alert(1)</script>",
    '"><img src=x.svg onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% include 'story.html' %}",
    "\u2028]]>&amp;<svg/onload=alert(1)>",
]


class _Dangers(HTMLParser):
    """Collects what could run: scripts that are not data, handlers, addresses with a scheme that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in_data = tag == "script" and values.get("type") == "application/ld+json"
        own = tag == "script" and re.fullmatch(r"/assets/reader\.[0-9a-f]{10}\.js", values.get("src") or "")
        icon = tag == "svg" and values.keys() <= {"viewbox", "aria-hidden", "aria-label", "role"}  # as in the theme
        if icon or own or self._in_data:
            pass
        elif tag in {"script", "iframe", "object", "embed", "svg", "form"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}")
            if (tag, value) == ("link", "data:,"):  # no icon: an empty picture
                continue
            if name in {"href", "src", "action"} and re.match(r"(?i)\s*(javascript|data|vbscript|blob):", value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)
            self._in_data = False


def _dangers(html: str) -> list[str]:
    parser = _Dangers()
    parser.feed(html)
    for data in parser.data:
        json.loads(data)
    return parser.found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_row_9_nothing_in_front_matter_can_run_or_break_a_page(newsroom: Newsroom, payload: str) -> None:
    quoted = json.dumps(payload)
    newsroom.write("-- content/boat.svg --\n<svg/>\n")
    newsroom.write(
        story("other.md", "Other", "2026-01-02", "tags: [Same]", 'related: ["a"]')
        + f"-- content/a.md --\n---\ntitle: {quoted}\nslug: a\nstandfirst: {quoted}\nsection: {quoted}\n"
        f"tags: [Same, {quoted}]\nbylines: [{quoted}]\nsource: {quoted}\ndateline: {quoted}\npublished: 2026-01-01\n"
        f"picture: {{src: boat.svg, alt: {quoted}, caption: {quoted}, credit: {quoted}}}\n"
        f"related: [{quoted}, other]\nsome_extra: {quoted}\n---\nWords.\n"
        f"-- content/pages/p.md --\n---\ntitle: {quoted}\nslug: p\nstandfirst: {quoted}\n---\nWords.\n"
    )
    newsroom.build()
    for path, data in newsroom.tree().items():
        if path.endswith(".html"):
            assert _dangers(data.decode()) == [], path
            assert "49" not in re.findall(r"<h1>(.*?)</h1>", data.decode())
        elif path.endswith(".xml"):
            ElementTree.fromstring(data)
    entries = ElementTree.fromstring(newsroom.page("feed.xml")).findall("{*}entry")
    assert entries[1].findtext("{*}title") == " ".join(payload.split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_row_8_nothing_in_a_body_can_run(newsroom: Newsroom, payload: str) -> None:
    newsroom.write("-- content/x.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    newsroom.write(story("a.md", "A", "2026-01-01", body=f"Before.\n\n{payload}\n\nBetween {payload} words.\n\nAfter."))
    newsroom.build()
    page = newsroom.page("2026/01/01/a")
    assert _dangers(page) == []
    assert "After." in page


def test_a_comment_that_is_not_closed_is_an_error_at_its_line_wherever_it_is(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: 'B <!--<script>'", body="Before.\n\n<!--<script>"))
    assert {(problem.path, problem.line, problem.level) for problem in newsroom.problems()} == {
        ("content/a.md", 4, "error"),
        ("content/a.md", 8, "error"),
    }


def test_settings_cannot_break_a_page(newsroom: Newsroom) -> None:
    text = json.dumps(PAYLOADS[0])
    newsroom.write(
        f'-- site.toml --\ntitle = {text}\nbase_url = "https://x.example/"\ntagline = {text}\ndescription = {text}\n'
        f"publisher = {text}\ncopyright = {text}\n"
    )
    newsroom.write(story("a.md", "A", "2026-01-01"))
    newsroom.build()
    for path, data in newsroom.tree().items():
        if path.endswith(".html"):
            assert _dangers(data.decode()) == [], path


@pytest.mark.parametrize(
    "slug", ["../../x", "/etc/x", "..\\\\x", "%2e%2e/x", "a/../../b", "nul\\0byte", "..", "x" * 300, "a/b"]
)
def test_row_1_a_slug_cannot_lead_out_of_the_site(newsroom: Newsroom, slug: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", f'slug: "{slug}"'))
    problems = newsroom.problems()
    outside = [path for path in newsroom.folder.parent.rglob("*") if newsroom.folder not in path.parents]
    assert outside == [newsroom.folder]
    assert problems, newsroom.tree().keys()
    assert {(problem.path, problem.line) for problem in problems} == {("content/a.md", 4)}


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "..", "a/b", "CON", "\\u0000x"])
def test_row_1_tags_sections_and_bylines_stay_in_their_folders(newsroom: Newsroom, name: str) -> None:
    newsroom.write(
        story("a.md", "A", "2026-01-01", f'tags: ["{name}"]', f'bylines: ["{name}"]', f'section: "{name} x"')
    )
    newsroom.problems()
    outside = [path for path in newsroom.folder.parent.rglob("*") if newsroom.folder not in path.parents]
    assert outside == [newsroom.folder]
    assert all(".." not in path for path in newsroom.tree()) if newsroom.output.exists() else True


@pytest.mark.parametrize(
    "address",
    [
        *("https://evil.example/", "//evil.example", "/../x/", "/a\\b/", "javascript:x", "/x?y"),
        *("/*", "*", "/a/*/b", "/news*", "/%2A", "/:name", "/a/:splat/", ":x", "/%3Aname/", "/a//:b"),
    ],
)
def test_row_51_an_alias_is_a_place_on_the_site(newsroom: Newsroom, address: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", f"aliases: ['{address}']"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("content/a.md", 4)


@pytest.mark.parametrize(
    "address", ["/.git/", "/.GIT/config", "/.broadsheet/", "/site.toml/", "/Site.toml", "/content/pages/a/"]
)
def test_row_52_an_alias_never_spoils_later_builds(newsroom: Newsroom, address: str) -> None:
    """A folder of this name in the output would be taken for a repository, or for a site, by every later build."""
    newsroom.write(story("a.md", "A", "2026-01-01", f"aliases: ['{address}']") + story("b.md", "B", "2026-01-01"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("content/a.md", 4)
    newsroom.remove("content/a.md")
    assert newsroom.build().stories == 1


def test_row_66_of_our_own_records_readers_get_the_manifest_alone(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01")).build()
    newsroom.write(story("a.md", "A", "2026-01-01", body="Other words.")).build()
    assert [path.name for path in (newsroom.output / ".broadsheet").rglob("*")] == ["manifest.json"]
    manifest = (newsroom.output / ".broadsheet/manifest.json").read_bytes()
    newsroom.build(output=newsroom.folder / "clean", full=True)
    assert (newsroom.folder / "clean/.broadsheet/manifest.json").read_bytes() == manifest


def test_an_alias_cannot_take_another_pages_place(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01") + story("b.md", "B", "2026-01-02", "aliases: [/2026/01/01/a/]"))
    (problem,) = newsroom.problems()
    assert "content/a.md" in problem.message
    assert "content/b.md" in problem.message


def test_row_14_a_bomb_of_front_matter_is_refused_at_once(newsroom: Newsroom) -> None:
    laughs = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9) if n else 'ha'}]" for n in range(9))
    newsroom.write(f"-- content/a.md --\n---\ntitle: A\n{laughs}\n---\n")
    newsroom.write(f"-- content/b.md --\n---\ntitle: B\nx: {'[' * 3000}{']' * 3000}\n---\n")
    newsroom.write(f"-- content/c.md --\n---\ntitle: C\nx: {'y' * 10_000_000}\n---\n")
    start = time.process_time()
    paths = {problem.path for problem in newsroom.problems()}
    assert paths == {"content/a.md", "content/b.md", "content/c.md"}
    assert time.process_time() - start < 5, "a guard against hanging, not a measure of speed"


@pytest.mark.parametrize(
    "data", [b"\xff\xfe-\x00-\x00", b"---\ntitle: caf\xe9\n---\n", b"---\ntitle: a\x00b\n---\n", b"", b"\n\n"]
)
def test_row_35_bytes_that_are_no_text_are_a_problem(newsroom: Newsroom, data: bytes) -> None:
    (newsroom.folder / "content/a.md").write_bytes(data)
    problems = newsroom.problems()
    assert problems
    assert problems[0].path == "content/a.md"
    assert problems[0].fix


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVa\tScript:alert(1)", "data:text/html,x", "vbscript:x", "blob:https://x/y", "//host/x"],
)
def test_row_11_an_address_that_runs_or_hides_where_it_leads_is_refused(newsroom: Newsroom, url: str) -> None:
    quoted = json.dumps(url)
    newsroom.write(story("a.md", "A", "2026-01-01", body=f"[x](<{url}>) and <a href={quoted}>y</a>"))
    newsroom.write(story("b.md", "B", "2026-01-01", f"picture: {{src: {quoted}, alt: x}}"))
    assert "content/b.md" in {problem.path for problem in newsroom.problems()}
    newsroom.remove("content/b.md")
    if not newsroom.problems():  # taken out, and said
        assert _dangers(newsroom.page("2026/01/01/a")) == []


@pytest.mark.parametrize("word", ["]]>", "&amp;", "<b>", "\ufffe", "\u0085", "\u2028"])
def test_row_12_no_word_breaks_a_feed_or_a_sitemap(newsroom: Newsroom, word: str) -> None:
    newsroom.write(story("a.md", f"A {word} B", "2026-01-01", f"standfirst: 'C {word} D'", body=f"E {word} F"))
    if not newsroom.problems():
        for path, data in newsroom.tree().items():
            if path.endswith(".xml"):
                ElementTree.fromstring(data)


def test_row_12_signs_that_xml_cannot_hold_are_reported_or_left_out(newsroom: Newsroom) -> None:
    for line in ('title: "A\\x08B"', 'title: "A\\ud800B"'):
        newsroom.write(f"-- content/a.md --\n---\n{line}\npublished: 2026-01-01\n---\nA.\n")
        if not newsroom.problems():
            ElementTree.fromstring(newsroom.page("feed.xml"))


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['touch pwned']", "!!python/name:os.system", "!x y"])
def test_row_13_yaml_makes_no_objects(newsroom: Newsroom, tag: str) -> None:
    newsroom.write(f"-- content/a.md --\n---\ntitle: {tag}\npublished: 2026-01-01\n---\nA.\n")
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("content/a.md", 2)
    assert not list(newsroom.folder.rglob("pwned"))


def test_row_16_what_looks_like_a_layout_is_shown_as_text(newsroom: Newsroom) -> None:
    words = "{{ 7*7 }}{% include 'story.html' %}"
    newsroom.write(story("a.md", words, "2026-01-01", "slug: a", f'standfirst: "{words}"', body=words))
    newsroom.build()
    page = newsroom.page("2026/01/01/a").replace("&#39;", "'").replace("\u2019", "'").replace("\u2018", "'")
    assert page.count(words) >= 3
    assert "49" not in re.sub(r"\b[0-9a-f]{10,}\b", "", page)


@pytest.mark.parametrize("name", ["a.html", "A.HTM", "a.xhtml", "a.js"])
def test_row_18_a_page_or_program_beside_stories_is_refused(newsroom: Newsroom, name: str) -> None:
    (newsroom.folder / "content" / name).write_text("<script>alert(1)</script>")
    newsroom.write(story("a.md", "A", "2026-01-01", body=f"[x]({name})"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line, problem.column) == ("content/a.md", 5, 5)
    assert f"content/{name} is not a kind of file that can be published next to stories" in problem.message


@pytest.mark.parametrize(
    "other",
    [
        story("b.md", "A", "2026-01-01"),  # one address
        "-- content/pages/tags.md --\n---\ntitle: Tags\n---\nA.\n" + story("b.md", "B", "2026-01-01", "tags: [X]"),
        story("b.md", "B", "2026-01-01", "tags: [C]") + story("c.md", "D", "2026-01-01", "tags: ['C!']"),
    ],
)
def test_row_29_two_that_want_one_address_are_both_named(newsroom: Newsroom, other: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01") + other)
    problems = newsroom.problems()
    assert problems
    assert any(" and " in problem.message or " in content/" in problem.message for problem in problems)


def test_row_29_names_that_differ_in_their_unicode_form_alone_are_one_name(newsroom: Newsroom) -> None:
    newsroom.write(story("caf\u00e9.md", "A", "2026-01-01") + story("cafe\u0301.md", "B", "2026-01-01"))
    assert any("two files have this name" in problem.message for problem in newsroom.problems())
