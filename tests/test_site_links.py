"""Every address of the sample site leads somewhere, wherever the site stands, and nothing is fetched from elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from conftest import ROOT
from links import Finding, addresses, findings
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.pipeline.build import BuildRequest, build, settings_of

BASES = ["https://courier.example/", "https://owner.example/repo/"]  # deeper: tests/browser/test_addresses.py


def _tree(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".broadsheet/")}


@pytest.fixture(scope="module", params=BASES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, bytes]]:
    """The sample site for an address, and its files."""
    output = tmp_path_factory.mktemp("linked")
    build(BuildRequest(ROOT, settings_of(ROOT, request.param), datetime.fromisoformat(NOON)), output)
    return request.param, _tree(output)


def test_every_address_leads_somewhere_and_nothing_is_fetched_from_elsewhere(
    built: tuple[str, dict[str, bytes]],
) -> None:
    root, site = built
    newsletter = settings_of(ROOT).newsletter
    assert newsletter
    assert [each for each in findings(site, root) if each.written != newsletter.action] == []


def test_every_kind_of_file_has_addresses_that_are_followed(built: tuple[str, dict[str, bytes]]) -> None:
    root, site = built
    files = {address.file for address in addresses(site)}
    assert {
        "index.html",
        "404.html",
        "feed.xml",
        "rss.xml",
        "feed.json",
        "feed/1.xml",
        "sitemap.xml",
        "sitemaps/pages.xml",
        "news-sitemap.xml",
        "ninjs.json",
        "robots.txt",
        "manifest.webmanifest",
        ".well-known/security.txt",
    } - files <= {"news-sitemap.xml"}
    assert sum(address.written.startswith(root) for address in addresses(site)) > 1000


EVERYTHING = """
search = "pagefind"
offline = true
llms = true
ads = ["ads.example, 12345, DIRECT, f08c47fec0942fa0"]
[security]
contact = ["mailto:security@courier.example"]
expires = 2027-06-30
[trust]
member = ["https://press-council.example/"]
[humans]
team = ["Editor: Hanna Voss"]
"""
FULL = story(
    "a.md", "Ferry", "2026-11-24", "section: Harbour", "tags: [Dues]", "bylines: [Ada Holt]", "aliases: [/old/]"
)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("copy", [FULL, story("a.md", "Ferry", "2026-01-01", "draft: true")], ids=["full", "empty"])
def test_a_small_site_names_only_files_that_it_has_and_none_is_empty(newsroom: Newsroom, base: str, copy: str) -> None:
    settings = SETTINGS.replace("https://courier.example/", base).replace("share_pictures = false\n", "")
    newsroom.write(settings + EVERYTHING + copy).build()
    assert findings(newsroom.tree(), base) == []
    assert [path for path, data in newsroom.tree().items() if not data.strip()] == []


PAGE = b'<!doctype html><html><head><title>A</title>%s</head><body id="top">%s</body></html>'


@pytest.mark.parametrize(
    ("head", "body", "written", "wrong"),
    [
        (b"", b'<a href="/repo/gone/">A</a>', "/repo/gone/", "leads nowhere"),
        (b"", b'<a href="gone.html">A</a>', "gone.html", "leads nowhere"),
        (b"", b'<a href="#gone">A</a>', "#gone", "leads to a part that is not there"),
        (b"", b'<a href="/world/">A</a>', "/world/", "lacks the base path"),
        (b"", b'<a href="">A</a>', "", "is empty"),
        (b"", b'<img src="https://cdn.example/a.png">', "https://cdn.example/a.png", "is fetched from another site"),
        (
            b"",
            b'<img srcset="/repo/ 1x, //cdn.example/b.png 2x">',
            "//cdn.example/b.png",
            "is fetched from another site",
        ),
        (b"", b'<video poster="/repo/a.jpg"></video>', "/repo/a.jpg", "leads nowhere"),
        (b"", b'<form action="https://cdn.example/"></form>', "https://cdn.example/", "is fetched from another site"),
        (b"", b'<p style="background: url(x.png)">A</p>', "x.png", "leads nowhere"),
        (b"", b'<a href="/repo/old/">A</a>', "/repo/old/", "leads to a page that sends readers on"),
        (b'<script src="//cdn.example/a.js"></script>', b"", "//cdn.example/a.js", "is fetched from another site"),
        (
            b'<link rel="preconnect" href="https://cdn.example">',
            b"",
            "https://cdn.example",
            "is fetched from another site",
        ),
        (b'<style>@import "b.css";</style>', b"", "b.css", "leads nowhere"),
        (
            b'<meta property="og:image" content="https://a.example/repo/a.png">',
            b"",
            "https://a.example/repo/a.png",
            "leads nowhere",
        ),
        (
            b'<script type="application/ld+json">{"url":"https://a.example/x/"}</script>',
            b"",
            "https://a.example/x/",
            "lacks the base path",
        ),
    ],
)
def test_what_is_broken_in_a_page_is_found(head: bytes, body: bytes, written: str, wrong: str) -> None:
    old = PAGE % (b'<meta http-equiv="refresh" content="0; url=/repo/">', b'<a href="/repo/">A</a>')
    site = {"index.html": PAGE % (head, body), "old/index.html": old}
    assert findings(site, "https://a.example/repo/") == [Finding("index.html", written, wrong)]


@pytest.mark.parametrize(
    ("name", "data", "written"),
    [
        ("style.css", b"body { background: url('gone.png') }", "gone.png"),
        ("sitemap.xml", b"<urlset><url><loc>https://a.example/gone/</loc></url></urlset>", "https://a.example/gone/"),
        (
            "feed.xml",
            b"<feed><content>&lt;a href='https://a.example/gone/'&gt;A&lt;/a&gt;</content></feed>",
            "https://a.example/gone/",
        ),
        (
            "feed.json",
            b'{"items": [{"content_html": "<img src=\\"https://a.example/gone.png\\">"}]}',
            "https://a.example/gone.png",
        ),
        ("manifest.webmanifest", b'{"icons": [{"src": "/gone.png"}]}', "/gone.png"),
        ("robots.txt", b"Sitemap: https://a.example/gone.xml\n", "https://a.example/gone.xml"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="gone.png"/></svg>', "gone.png"),
    ],
)
def test_what_is_broken_in_another_file_is_found(name: str, data: bytes, written: str) -> None:
    assert findings({name: data}, "https://a.example/") == [Finding(name, written, "leads nowhere")]


def test_intact_links_are_not_reported() -> None:
    links = b'<a href="/#top">A</a> <a href="https://b.example/">B</a> <a href="mailto:a@b.example">C</a>'
    body = links + b'<img src="a%20b.png">'
    assert findings({"index.html": PAGE % (b"", body), "a b.png": b""}, "https://a.example/") == []
