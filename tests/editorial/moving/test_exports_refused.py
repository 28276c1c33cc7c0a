"""Exports that are damaged, hostile or not known are refused with their place, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from generator.editorial.moving._archives import names_in
from generator.editorial.moving._tree import Tree
from generator.model.problems import Problems

from .test_exports import SOURCES, move

TABLE = "post_id,post_date,is_published,type,audience,title\n"
POST = "1.a,2024-05-02T06:10:00.000Z,true,newsletter,everyone,A\n"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
)


def refused(site: Path, source: Path) -> str:
    """What is said of a source that is refused; nothing but the settings is in the site then."""
    with pytest.raises(Problems) as found:
        move(site, source)
    assert [each.name for each in site.iterdir()] == ["site.toml"]
    assert all(each.path.startswith(str(source)) and each.message and each.fix for each in found.value.problems)
    return str(found.value.problems[0]).replace(f"{source.parent}/", "")


def named(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def zipped(folder: Path, **files: str) -> Path:
    archive = folder / "export.zip"
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return archive


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.json", SOURCES["ghost"].read_bytes()[:-900], "not a Ghost export that can be read: it is damaged"),
        (
            "a.json",
            b'{"db":[{"meta":{"version":"5"},"data":{"posts":{}}}]}',
            "something is wrong at $.db[0].data.posts",
        ),
        ("a.json", b'{"version": "https://jsonfeed.org/version/1", "items": [', "damaged, or not complete"),
        ("a.json", b'{"version": "https://jsonfeed.org/version/1", "items": []}', "has no entries"),
        ("a.xml", SOURCES["rss"].read_bytes()[:-40], "a.xml:30"),
        ("a.xml", b"<rss><channel><title>A</title>\n<item><title>B & C</title></item></channel></rss>", "a.xml:2"),
        ("a.xml", b"<rss><channel></channel></rss>", "has no entries"),
        ("a.xml", ENTITIES, "declares entities of its own"),
        (
            "a.xml",
            b"<rss><channel><item>" + b"<a>" * 500 + b"</a>" * 500 + b"</item></channel></rss>",
            "nested too deeply",
        ),
        ("a.html", b"<html><body></body></html>", "no text in this page"),
        ("a.docx", b"PK\3\4 is no archive", "damaged"),
        ("a.zip", b"PK\3\4 is no archive", "damaged"),
        ("a.bin", b"\0\1\2", "does not recognise anything in this"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path / "site", named(tmp_path, name, data))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("post_id,title\n1.a,A\n", "posts.csv:1: this table has no column `audience`"),
        (TABLE + POST + '2.b,"never closed\n', "posts.csv:3: this row of the table is damaged"),
    ],
)
def test_a_damaged_table_of_substack_is_refused(table: str, said: str, tmp_path: Path) -> None:
    archive = zipped(tmp_path, posts_dot_csv=table, posts__1_dot_a_dot_html="<p>A</p>")
    assert said in refused(tmp_path / "site", archive)


def test_a_post_of_an_audience_that_is_not_known_is_kept_out(tmp_path: Path) -> None:
    archive = zipped(tmp_path, posts_dot_csv=TABLE + POST.replace("everyone", "somebody"), posts__x="")
    report = move(tmp_path / "site", archive)
    assert [why for why, _ in report.withheld] == ["its audience is `somebody`"]
    assert not report.files


def _leading_out(packed: ZipFile) -> None:
    packed.writestr("../../outside.html", "x")


def _absolute(packed: ZipFile) -> None:
    packed.writestr("/etc/outside.html", "x")


def _backslashes(packed: ZipFile) -> None:
    packed.writestr("posts\\..\\..\\outside.html", "x")


def _enormous(packed: ZipFile) -> None:
    packed.writestr("posts/a.html", "0" * 30_000_000)


def _twice(packed: ZipFile) -> None:
    for text in ("one", "other"):
        packed.writestr(ZipInfo("posts/a.html"), text)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("write", "said"),
    [
        (_leading_out, "leads out"),
        (_absolute, "leads out"),
        (_backslashes, "leads out"),
        (_enormous, "enormous"),
        (_twice, "two files with the same name"),
    ],
)
def test_an_archive_that_no_program_exports_is_refused(
    write: Callable[[ZipFile], None], said: str, tmp_path: Path
) -> None:
    archive = zipped(tmp_path, posts_dot_csv=TABLE + POST)
    with ZipFile(archive, "a", ZIP_DEFLATED) as packed:
        write(packed)
    with pytest.raises(Problems, match=said):
        names_in(archive)
    assert said in refused(tmp_path / "site", archive)
    assert not (tmp_path.parent / "outside.html").exists()


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    named(tmp_path, "secret.html", b"<p>Secret</p>")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "a.html").symlink_to(tmp_path / "secret.html")
    assert Tree(tmp_path / "export").names == ()


def test_a_private_site_of_ghost_is_kept_out_as_a_whole(tmp_path: Path) -> None:
    text = SOURCES["ghost"].read_text(encoding="utf-8")
    assert '"key": "is_private",\n      "value": "false"' in text
    private = text.replace('"key": "is_private",\n      "value": "false"', '"key": "is_private", "value": true')
    report = move(tmp_path / "site", named(tmp_path, "export.json", private.encode()))
    assert not report.files
    assert "the site is private" in {why for why, _ in report.withheld}
