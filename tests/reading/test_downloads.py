"""Which files may be published beside stories, and whose the names at the root of a site are."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom, story
from PIL import Image

from generator.model.picture_kinds import kind_of
from generator.reading.downloads import KINDS, NAMES_ANYWHERE, NAMES_AT_THE_ROOT, problems, reserved_name

PDF, ZIP = b"%PDF-1.7\n", b"PK\x03\x04"


def _dot() -> bytes:
    """A picture of one pixel."""
    file = BytesIO()
    Image.new("RGB", (1, 1)).save(file, "PNG")
    return file.getvalue()


DOT = _dot()


def _why(path: str, data: bytes = b"a,b\n1,2\n") -> str:
    """Why a file cannot be published beside a story; nothing where it can."""
    return "; ".join(problem.message for problem in problems(path, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("budget.pdf", PDF),
        ("BUDGET.PDF", b"\n" + PDF),
        ("dues.csv", b"port,dues\n"),
        ("dues.csv.gz", b"\x1f\x8b"),
        ("wards.geojson", b'{"type": "FeatureCollection"}'),
        ("minutes.txt", b"1 < 2 and <3"),
        ("agenda.v2.docx", ZIP),
        ("votes.xlsx", ZIP),
        ("calendar.ics", b"BEGIN:VCALENDAR"),
        ("speech.mp3", b"ID3"),
        ("speech.vtt", b"WEBVTT"),
        ("empty.csv", b""),
        ("quay.jpg", b"\xff\xd8\xff"),
    ],
)
def test_documents_data_pictures_and_sound_are_published(name: str, data: bytes) -> None:
    assert not _why(f"content/files/{name}", data)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("news/index.html", ""),
        ("news/cname/index.html", ""),
        ("cname/index.html", "cname"),
        ("index.html", "index.html"),
    ],
)
def test_a_page_may_have_any_address_but_those_below_a_reserved_name(path: str, name: str) -> None:
    assert reserved_name(path) == name


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("a.svgz", "unpack it"),
        ("a.tar", "pack it as ZIP"),
        ("a.mhtml", "put its text into a story"),
        ("a.HTML", "put its text into a story"),
        ("a.exe", "save it as PDF, CSV, ZIP or another common format"),
    ],
)
def test_the_fix_for_a_file_depends_on_its_kind(name: str, fix: str) -> None:
    (found,) = problems(f"content/files/{name}", b"x")
    assert found.fix.startswith(fix)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "a.html",
            "a.htm",
            "A.XHTML",
            "a.xht",
            "a.shtml",
            "a.mht",
            "a.mhtml",
            "a.js",
            "a.mjs",
            "a.wasm",
            "a.css",
            "a.xml",
        ),
        *("a.xsl", "a.xslt", "a.rss", "a.atom", "a.rdf", "a.svgz", "a.kml", "a.gpx", "a.webmanifest", "a.map", "a.swf"),
        *("a.php", "a.jar", "a.exe", "a.hta", "a.url", "a.toml", "a.yaml", "a.woff2", "a.appcache", "a.htc"),
        *(
            "a",
            "LICENSE",
            "pdf",
            ".pdf",
            "a.pdf.html",
            "a.html.gz",
            "a.svg.gz",
            "a.gz",
            "a.htmlㅤ",
            "a.ｐｄｆ",
            "a.pdf\u200b",
        ),
        *("a.ht\u200bml", "a\u202efdp.html", "a.pdf ", "a.html;a", "a.pdf%00.html", "a.csv.html"),
    ],
)
def test_every_other_kind_is_refused(name: str) -> None:
    assert "is not a kind of file" in _why(f"content/files/{name}")


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><script>1</script>",
        b"<HTML>",
        b"\n \t<html>",
        b"\xef\xbb\xbf<script>1</script>",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b"<!-- a --><script>1</script>",
        b"<svg onload='1'/>",
        b"\0<html>",
        "\ufeff<html>".encode("utf-16-le"),
        "\ufeff<html>".encode("utf-16-be"),
        b"</x><html>",
    ],
)
@pytest.mark.parametrize("kind", ["csv", "txt", "json", "mp4", "vtt", "zip"])
def test_row_44_a_page_under_another_name_is_refused(kind: str, data: bytes) -> None:
    assert "contains a web page" in _why(f"content/files/a.{kind}", data)


@pytest.mark.parametrize("name", ["a.7z", "a.tar.gz", "a.tgz", "a.rar"])
def test_an_archive_that_cannot_be_looked_into_is_refused(name: str) -> None:
    (told,) = problems(f"content/files/{name}", b"")
    assert "ZIP" in told.fix


@pytest.mark.parametrize(
    "name", sorted(NAMES_AT_THE_ROOT | NAMES_ANYWHERE | {"favicon.png", "apple-touch-icon-180.png"})
)
def test_row_45_names_that_hosts_act_on_are_the_owners_at_the_root(name: str) -> None:
    assert "hosts or browsers act on" in _why(f"content/{name}")
    assert "hosts or browsers act on" in _why(f"content/{name.upper()}")
    assert not _why(f"content/static/{name}")


@pytest.mark.parametrize("name", sorted(NAMES_ANYWHERE))
def test_names_that_hosts_act_on_anywhere_are_the_owners_in_any_folder(name: str) -> None:
    assert reserved_name(f"harbour/files/{name}") == name


@pytest.mark.parametrize(
    "path",
    [
        *("ｒｏｂｏｔｓ.txt", "robots\u200b.txt", "robots%2Etxt", "ROBOTS.TXT", "robots.txt."),
        *("rob\u00adots.txt", "adſ.txt", "CNAME", "cname", "ＣＮＡＭＥ"),
        *(".well-known/security.txt", ".WELL-KNOWN/x", "．well-known/x", "%2ewell-known/x"),
    ],
)
def test_variant_spellings_of_reserved_names_are_refused(path: str) -> None:
    assert reserved_name(path)


@given(st.sampled_from(sorted(NAMES_AT_THE_ROOT)), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.data())
def test_unicode_forms_and_letter_case_make_no_difference(name: str, form: str, data: st.DataObject) -> None:
    wide = "".join(chr(ord(each) + 0xFEE0) if data.draw(st.booleans()) and each > "!" else each for each in name)
    assert reserved_name(unicodedata.normalize(form, wide)) == name  # type: ignore[arg-type]
    assert reserved_name(wide.upper()) == name


@pytest.mark.parametrize("name", ["notes.txt", "data.json", "_private.pdf", "0a1b2c3d.txt"])
def test_text_that_others_may_look_for_at_the_root_is_the_owners(name: str) -> None:
    assert "at the root of the site" in _why(f"content/{name}", PDF)
    assert not _why(f"content/harbour/{name}", PDF)


@pytest.mark.parametrize("name", ["quay.jpg", "budget.pdf", "dues.csv"])
def test_other_files_are_allowed_beside_stories_at_the_root(name: str) -> None:
    assert not _why(f"content/{name}", PDF)


@given(st.text(max_size=30), st.binary(max_size=60))
def test_whatever_is_published_has_a_kind_on_the_list(name: str, data: bytes) -> None:
    picture = kind_of(name, data)  # `picture_problems` decides about those
    if not picture and not _why(f"content/files/{name}", data):
        assert name.lower().endswith(tuple(KINDS))


def test_the_story_that_links_to_a_refused_file_is_named_with_the_line(newsroom: Newsroom) -> None:
    for name, data in (("map.html", b"<p>"), ("ward.pdf", b"<html>"), ("old.svgz", b"\x1f\x8b")):
        (newsroom.folder / "content" / name).write_bytes(data)
    body = "The [map](map.html).\n\nA [paper](ward.pdf)\n\n![Old](old.svgz)"
    newsroom.write(story("a.md", "A", "2026-01-01", "picture: {src: map.html, alt: A map}", body=body))
    told = newsroom.problems()
    assert [(each.path, each.line, each.column) for each in told] == [
        ("content/a.md", 4, 0),
        ("content/a.md", 6, 11),
        ("content/a.md", 8, 11),
        ("content/a.md", 10, 8),
    ]
    assert all("content/static/" in each.fix or "plain SVG" in each.fix for each in told)
    assert not newsroom.output.exists()


def test_under_adopt_a_refused_file_is_a_warning_and_is_not_published(newsroom: Newsroom) -> None:
    newsroom.write('-- site.toml --\ntitle = "A"\nbase_url = "https://courier.example/"\nadopt = true\n')
    newsroom.write("-- content/map.html --\n<p>\n-- content/p.svg --\n<svg><script/></svg>\n")
    newsroom.write(story("a.md", "A", "2026-01-01", body="The [map](map.html) and ![P](p.svg)."))
    warnings = newsroom.build().warnings
    assert {each.path for each in warnings} >= {"content/a.md", "content/p.svg"}
    assert not {"map.html", "p.svg"} & newsroom.tree().keys()
    assert "map.html" not in newsroom.page("2026/01/01/a")


def test_a_file_that_nobody_links_to_is_no_problem_of_its_kind(newsroom: Newsroom) -> None:
    newsroom.write(
        story("a.md", "A", "2026-01-01") + "-- content/CNAME --\nelsewhere.example\n-- content/x.html --\nx\n"
    )
    built = newsroom.build()
    assert {each.level for each in built.warnings} == {"warning"}
    assert not {"CNAME", "x.html"} & newsroom.tree().keys()


@pytest.mark.parametrize(
    ("file", "taken"),
    [
        ("icons/192.png", "icons/192.png"),
        ("2026/01/01/a/share.png", "2026/01/01/a/share.png"),
        ("2026/01/01/a/ninjs.json", "2026/01/01/a/ninjs.json"),
        ("ICONS/192.PNG", "icons/192.png"),
    ],
)
def test_a_file_beside_stories_does_not_replace_a_file_that_broadsheet_makes(
    newsroom: Newsroom, file: str, taken: str
) -> None:
    path = newsroom.folder / "content" / file
    path.parent.mkdir(parents=True)
    path.write_bytes(DOT if file.lower().endswith(".png") else b"1")
    newsroom.write(story("a.md", "A", "2026-01-01", body=f"[x]({file})"))
    settings = newsroom.folder / "site.toml"
    settings.write_text(settings.read_text().replace("share_pictures = false\n", ""))
    (told,) = [each for each in newsroom.problems() if each.level == "error"]
    assert f"content/{file}" in told.message
    assert "claimed twice" in told.message or "cannot both be stored" in told.message
    assert taken.rpartition("/")[2].lower() in told.message.lower()


def test_the_owner_replaces_ours_in_static(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01"))
    icon = newsroom.folder / "content/static/icons/192.png"
    icon.parent.mkdir(parents=True)
    icon.write_bytes(DOT)
    newsroom.write("-- content/static/robots.txt --\nmine\n-- content/static/CNAME --\ncourier.example\n")
    newsroom.build()
    with Image.open(newsroom.output / "icons/192.png") as icon_of_the_owner:
        assert icon_of_the_owner.size == (1, 1)
    assert newsroom.page("robots.txt") == "mine\n"
    assert newsroom.page("CNAME") == "courier.example\n"


@pytest.mark.parametrize(
    "lines",
    ["aliases: [/robots.txt]", "aliases: [/.well-known/a.html]", "aliases: [/_redirects/]", "aliases: [/ｒobots.txt]"],
)
def test_no_alias_claims_a_name_that_hosts_act_on(newsroom: Newsroom, lines: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", lines))
    told = newsroom.problems()
    assert any("has a name that hosts or browsers act on" in each.message for each in told)
    assert {each.path for each in told} == {"content/a.md"}


@pytest.mark.parametrize("folder", ["content/static/search/2026", "content/Search/2026"])
def test_nothing_is_put_where_the_index_of_the_search_will_be(newsroom: Newsroom, folder: str) -> None:
    path: Path = newsroom.folder / folder / "a.csv"
    path.parent.mkdir(parents=True)
    path.write_text("1")
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write('search = "pagefind"\n')
    name = path.relative_to(newsroom.folder / "content").as_posix()
    newsroom.write(story("a.md", "A", "2026-01-01", body=f"[x]({name})"))
    assert any("by the search index" in each.message and path.name in each.message for each in newsroom.problems())
