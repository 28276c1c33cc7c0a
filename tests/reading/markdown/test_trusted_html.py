"""HTML of a site that trusts its copy: nothing is removed, and everything that it refers to is resolved and checked."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, photo, story

from generator.reading.markdown.conversion import render

PATH = "content/world/talks.md"


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ('<a class="x" href="b.md#c" onclick="go()">b</a>', '<a href="M/b.md#c" class="x" onclick="go()">b</a>'),
        ("<A HREF=b.md>b</A>", '<a href="M/b.md">b</A>'),
        ("<a\n  href='/about/'>b</a>", '<a href="broadsheet:/about/">b</a>'),
        ('<img src="q.jpg" alt="" width="3">', '<img src="M/q.jpg" alt="" width="3">'),
        ('<img srcset="q.jpg, r.jpg 2x" alt="">', '<img srcset="M/q.jpg 1x, M/r.jpg 2x" alt="">'),
        ('<source srcset="q.jpg 400w" type="image/jpeg">', '<source srcset="M/q.jpg 400w" type="image/jpeg">'),
        ('<video poster="q.jpg" src="v.mp4">', '<video poster="M/q.jpg" src="M/v.mp4">'),
        ('<audio src="a.mp3">', '<audio src="M/a.mp3">'),
        ('<track src="t.vtt">', '<track src="M/t.vtt">'),
        ('<object data="d.pdf">', '<object data="M/d.pdf">'),
        ('<q cite="b.md">', '<q cite="M/b.md">'),
    ],
)
def test_what_html_refers_to_is_resolved(written: str, html: str) -> None:
    found = render(f"A {written}", PATH, html="trust")
    assert found.html == f"<p>A {html.replace('M/', 'broadsheet:content/world/')}</p>\n"
    assert found.mentions


@pytest.mark.parametrize(
    "written",
    [
        *(
            '<a href="javascript:go()">b</a>',
            '<img src="data:image/png;base64,AAAA" alt="">',
            '<a href="//x.example/">b</a>',
        ),
        *('<a href="mailto:a@b.cc">b</a>', '<a href="https://x.example/?a&amp;b">b</a>', "<a name=x>", "<a href>b</a>"),
        *(
            '<p style="color: red" onclick="go()">',
            "<script>var a = '<a href=\"b.md\">';</script>",
            '<form action="/a">',
        ),
    ],
)
def test_everything_else_is_left_as_it_is(written: str) -> None:
    assert render(f"A {written}", PATH, html="trust").html == f"<p>A {written}</p>\n"


def test_the_site_publishes_and_checks_what_html_refers_to(newsroom: Newsroom) -> None:
    body = (
        '<video controls src="/film.webm"></video>\n<a href="b.md">b</a>\n<a href="d.md">d</a>\n'
        '<img src="q.jpg" alt="Q">\n<picture><source srcset="r.jpg 2x"><img src="q.jpg" alt="Q"></picture>\n'
    )
    newsroom.write(
        SETTINGS.replace(".example/", ".example/repo/")
        + 'html = "trust"\n'
        + story("a.md", "A", "2026-11-20", body=body)
        + story("b.md", "B", "2026-11-19")
        + story("d.md", "D", "2026-11-18", "draft: true")
        + "-- content/static/film.webm --\nx\n"
    )
    for name in ("q.jpg", "r.jpg"):
        (newsroom.folder / "content" / name).write_bytes(photo(1000, 600))
    newsroom.write("-- content/static/film.webm --\nx\n")
    newsroom.build()
    page = newsroom.page("2026/11/20/a")
    assert '<video controls src="/repo/film.webm">' in page
    assert '<a href="/repo/2026/11/19/b/">b</a>\nd\n' in page
    assert '<source srcset="/repo/r.jpg 2x"><img src="/repo/q.jpg" width="1000" height="600" alt="Q"></picture>' in page
    assert page.count("image/avif") == 1
    assert {"r.jpg", "q.jpg"} <= newsroom.tree().keys()


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ('<a href="gone.md">b</a>', 10),
        ('<video src="gone.mp4">', 13),
        ('<source srcset="gone.jpg 2x">', 17),
        ("<img src=/gone.jpg alt=x>", 10),
    ],
)
def test_what_leads_to_nothing_is_reported_at_its_place(newsroom: Newsroom, written: str, column: int) -> None:
    newsroom.write(SETTINGS + 'html = "trust"\n' + story("a.md", "A", "2026-11-20", body=f"Words.\n\n{written}"))
    assert [(each.level, each.line, each.column) for each in newsroom.problems()] == [("error", 7, column)]
