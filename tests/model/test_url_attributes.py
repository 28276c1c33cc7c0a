"""Relative addresses in HTML, resolved for a page or feed elsewhere."""

from __future__ import annotations

import pytest

from generator.model.url_attributes import joined, resolved

BASE = "https://a.example/repo/s/"


@pytest.mark.parametrize(
    ("html", "now"),
    [
        ('<a href="?a=b&amp;c=d">', '<a href="https://a.example/repo/s/?a=b&amp;c=d">'),
        ('<a href="#part">', '<a href="https://a.example/repo/s/#part">'),
        ('<a href="">', '<a href="https://a.example/repo/s/">'),
        ("<a href='../t/'>", '<a href="https://a.example/repo/t/">'),
        ("<A HREF=/x>", '<A HREF="https://a.example/x">'),
        ('<a href="//host.example/x">', '<a href="https://host.example/x">'),
        ('<a href=" x ">', '<a href="https://a.example/repo/s/x">'),
        ('<img alt="a > src=b" src=p.jpg>', '<img alt="a > src=b" src="https://a.example/repo/s/p.jpg">'),
        (
            '<img srcset="p,1.jpg 1x,q.jpg 2x, data:image/png;base64,AA== 3x">',
            f'<img srcset="{BASE}p,1.jpg 1x,{BASE}q.jpg 2x, data:image/png;base64,AA== 3x">',
        ),
        ('<video poster="p.jpg">', '<video poster="https://a.example/repo/s/p.jpg">'),
        ('<a ping="/b c">', '<a ping="https://a.example/b https://a.example/repo/s/c">'),
        (
            """<p style="background: url('p.jpg'), url(/q.jpg)">""",
            '<p style="background: url(&#39;https://a.example/repo/s/p.jpg&#39;), url(https://a.example/q.jpg)">',
        ),
    ],
)
def test_every_form_of_an_address_becomes_absolute(html: str, now: str) -> None:
    assert resolved(html, BASE) == now
    assert resolved(now, BASE) == now


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://b.example/?x">',
        '<a href="mailto:a@b.example">',
        '<a data-href="x" title=" href=y">',
        "<p>1 < 2 href=x</p>",
        "<code>&lt;a href=x&gt;</code>",
        '<a href="javascript:x">',
    ],
)
def test_everything_else_stays(html: str) -> None:
    assert resolved(html, BASE) == html


def test_links_to_parts_stay_on_a_page_that_has_these_parts() -> None:
    html = '<a href="#part">a</a><a href="?x">b</a>'
    assert resolved(html, "/repo/s/", own_parts=True) == '<a href="#part">a</a><a href="/repo/s/?x">b</a>'


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        ("#s", "http://a/b/c/d;p?q#s"),
        (";x", "http://a/b/c/;x"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        ("..g", "http://a/b/c/..g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
    ],
)
def test_references_resolve_as_in_the_examples_of_rfc_3986(reference: str, target: str) -> None:
    """The examples of section 5.4 that have no scheme."""
    assert joined("http://a/b/c/d;p?q", reference) == target
