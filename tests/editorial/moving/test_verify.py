"""Addresses of the old site, from its sitemap, are looked for in the built site."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from newsroom import Newsroom

from generator.editorial.moving import addresses, survival
from generator.model.problems import Problems
from generator.model.settings import Settings

OLD = "https://old.example"


def _sitemap(*paths: str) -> str:
    inner = "".join(f"<url><loc> {OLD}{path} </loc><lastmod>2024-05-06</lastmod></url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</urlset>'


def _index(*addresses: str) -> str:
    inner = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in addresses)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    for name in ("index.html", "a/index.html", "b.html", "c", "şehir/index.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", "utf-8")
    return folder


@pytest.mark.parametrize("path", ["/", "/a/", "/a", "/b", "/b.html", "/c", "/%C5%9Fehir/", "/a/?utm_source=x"])
def test_an_address_lives_if_a_host_finds_its_file(path: str, output: Path) -> None:
    assert survival([OLD + path], output, Settings("A", "https://new.example/")).dead == ()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/d/", "nothing is there"),
        ("/c/", "nothing is there"),
        ("/?p=41", "no static host redirects an address by its query"),
        ("/../a/", "no file can have this name"),
        ("/%00", "no file can have this name"),
    ],
)
def test_an_address_dies_if_there_is_nothing(path: str, why: str, output: Path) -> None:
    assert survival([OLD + path], output, Settings("A", "https://new.example/")).dead == ((OLD + path, why),)


def test_a_site_in_a_folder_does_not_answer_for_what_is_outside(output: Path) -> None:
    settings = Settings("A", "https://new.example/repo/")
    found = survival([f"{OLD}/repo/a/", f"{OLD}/a/", f"{OLD}/a/"], output, settings)
    assert found.addresses == 2
    assert [address for address, _ in found.dead] == [f"{OLD}/a/"]


def test_without_a_built_site_it_says_to_build(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="there is no built site here"):
        survival([], tmp_path, Settings("A", "https://new.example/"))


def test_a_packed_file_may_have_several_parts(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(f"{OLD}/a/\n".encode()) + gzip.compress(f"{OLD}/b/\n".encode()))
    assert [*addresses(str(tmp_path / "a.gz"))] == [f"{OLD}/a/", f"{OLD}/b/"]


def test_files_lead_to_the_files_beside_them(tmp_path: Path) -> None:
    (tmp_path / "index.xml").write_text(_index(f"{OLD}/one.xml.gz", f"{OLD}/two.txt"), "utf-8")
    (tmp_path / "one.xml.gz").write_bytes(gzip.compress(_sitemap("/a/", "/b/").encode()))
    (tmp_path / "two.txt").write_text(f"{OLD}/c/\n{OLD}/d/\n", "utf-8")
    assert {*addresses(str(tmp_path / "index.xml"))} == {f"{OLD}/{each}/" for each in "abcd"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"words", "this is not a sitemap"),
        (b"<urlset></urlset>", "there are no addresses"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><urlset><url><loc>&b;</loc></url></urlset>", "declares entities"),
        (b"\x1f\x8b broken", "cannot be unpacked"),
        (gzip.compress(_sitemap("/a/").encode())[:-9], "cannot be unpacked"),
        (b"<a>" * 100_000, "nested more than 20 deep"),
        (gzip.compress(b"\0" * 60_000_000), "more than 52,428,800 bytes"),
        (_index(f"{OLD}/missing.xml").encode(), "missing.xml: this sitemap cannot be read"),
        (_index("http://[x").encode(), "`http://.x` is not an address"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    with pytest.raises(Problems, match=said):
        [*addresses(str(tmp_path / "a.xml"))]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            with (folder / "asked").open("a") as file:
                file.write(f"{self.headers['Host']}{self.path}\n")

        def do_GET(self) -> None:
            if self.path.startswith("/to/"):
                self.send_response(301)
                self.send_header("Location", self.path.removeprefix("/to/"))
                self.end_headers()
            else:
                super().do_GET()

    web = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=web.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{web.server_port}", folder
    web.shutdown()
    web.server_close()


def test_a_site_is_asked_for_the_sitemaps_that_its_robots_name(server: tuple[str, Path]) -> None:
    address, folder = server
    (folder / "robots.txt").write_text(f"User-agent: *\nSitemap: {address}/maps.xml\n", "utf-8")
    (folder / "maps.xml").write_text(_index(f"{address}/one.xml.gz", f"{address}/maps.xml"), "utf-8")
    (folder / "one.xml.gz").write_bytes(gzip.compress(_sitemap("/a/").encode()))
    assert [*addresses(address)] == [f"{OLD}/a/"]


def test_sitemaps_of_other_sites_are_not_asked_for(server: tuple[str, Path]) -> None:
    address, folder = server
    (folder / "sitemap.xml").write_text(_index("http://169.254.169.254/latest/meta-data/a.xml"), "utf-8")
    with pytest.raises(Problems, match=r"this sitemap is not on 127\.0\.0\.1"):
        [*addresses(address)]


@pytest.mark.parametrize(
    "robots",
    ["Sitemap: {other}/maps.xml", "Sitemap: {own}/one.xml\nSitemap: {other}/maps.xml", "Sitemap: //localhost/"],
)
def test_other_sites_are_not_asked_even_if_robots_name_them(server: tuple[str, Path], robots: str) -> None:
    address, folder = server
    other = address.replace("127.0.0.1", "localhost")
    (folder / "robots.txt").write_text(robots.format(own=address, other=other), "utf-8")
    (folder / "one.xml").write_text(_sitemap("/a/"), "utf-8")
    with pytest.raises(Problems, match=r"this sitemap is not on 127\.0\.0\.1[^`]*`broadsheet move-in --verify http"):
        [*addresses(address)]
    assert "\nlocalhost" not in "\n" + (folder / "asked").read_text()


def test_redirects_to_other_sites_are_not_followed(server: tuple[str, Path]) -> None:
    address, folder = server
    other = address.replace("127.0.0.1", "localhost")
    (folder / "robots.txt").write_text(f"Sitemap: {address}/to/{other}/maps.xml\n", "utf-8")
    with pytest.raises(Problems, match="cannot be read: it is on another site, localhost"):
        [*addresses(address)]
    assert "\nlocalhost" not in "\n" + (folder / "asked").read_text()


def test_all_sitemaps_that_robots_name_are_read(server: tuple[str, Path]) -> None:
    address, folder = server
    named = [f"{address}/one.xml", "/two.txt", f"{address}/to//three.xml", "/two.txt"]
    (folder / "robots.txt").write_text("".join(f"sitemap: {each}\n" for each in named), "utf-8")
    (folder / "one.xml").write_text(_sitemap("/a/"), "utf-8")
    (folder / "two.txt").write_text(f"{OLD}/b/\n", "utf-8")
    (folder / "three.xml").write_text(_sitemap("/c/"), "utf-8")
    assert [*addresses(address)] == [f"{OLD}/{each}/" for each in "abc"]


def test_a_site_that_does_not_answer_is_asked_once() -> None:
    with pytest.raises(Problems, match="no sitemap of this site was found: Connection refused"):
        [*addresses("http://127.0.0.1:9")]


def test_a_site_without_a_sitemap_is_said(server: tuple[str, Path]) -> None:
    with pytest.raises(Problems, match="no sitemap of this site was found"):
        [*addresses(server[0])]


def test_the_addresses_of_our_own_site_all_live(tmp_path: Path) -> None:
    from newsroom import SETTINGS, story

    newsroom = Newsroom(tmp_path).write(SETTINGS + story("harbour/a.md", "A gate", "2026-11-20", "aliases: [/old/]"))
    newsroom.build()
    sitemap = next(newsroom.output.glob("sitemap.xml"))
    found = [*addresses(str(sitemap))] if "<urlset" in sitemap.read_text("utf-8") else []
    more = ["https://courier.example/old/", "https://courier.example/2026/11/20/a-gate/"]
    assert survival([*found, *more], newsroom.output, Settings("A", "https://courier.example/")).dead == ()


@pytest.mark.parametrize("address", ["http://[x", "https://old.example:999999/"])
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(Problems, match="is not an address"):
        list(addresses(address))
