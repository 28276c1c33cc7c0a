"""A store that somebody else wrote, such as the cache of a build server: it brings no script into a page.

Whatever is in ``.broadsheet/``, a build ends with the site or with problems in words, and ``--full`` gives what a clean
build gives.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sqlite3
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from hashlib import blake2b
from html import unescape
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import SETTINGS, Newsroom, numbered, story
from PIL import Image

from generator.cli import main
from generator.engine.node import fingerprint_of
from generator.engine.runtime import Runtime
from generator.engine.store_rows import packed, unpacked
from generator.media import image_cache
from generator.model.fingerprint import digest, of_bytes
from generator.model.problems import Problem, Problems
from generator.pipeline.build import build
from generator.publish import file_stats
from generator.publish.file_stats import FileStat
from generator.reading.queries import decode_text, encode_text
from generator.reading.scan import FileRead
from generator.site.related.index import RelatedIndex

SITE = (
    SETTINGS
    + '[feeds]\ntext = "full"\n'
    + story(
        "lead.md",
        "The lead",
        "2026-10-01",
        "section: Harbour",
        "tags: [ferry]",
        body='See [another](3.md), <b class="x">raw</b> and ![The quay](quay.png).',
    )
    + "".join(map(numbered, range(8)))
)
EVIL = (
    "<script>alert(1)</script>",
    "<p>Words</p><SCRIPT SRC=//evil.example></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">Words</p>',
    '<p class="a"onclick="alert(1)">Words</p>',
    '<a href="javascript:alert(1)">Words</a>',
    '<a href="java&#115;cript:alert(1)">Words</a>',
    '<a href=" javascript:alert(1)">Words</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<svg onload="alert(1)"></svg>',
    '<iframe srcdoc="&lt;script>alert(1)&lt;/script>"></iframe>',
    "<style>@import url(//evil.example)</style>",
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<form action="//evil.example"><input name="q"></form>',
    "<p title='\"><script>alert(1)</script>'>Words</p>",
    "<!--><script>alert(1)</script>-->",
    "<p>Words</p\x00><script>alert(1)</script>",
)


_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "cite", "srcset", "xlink:href")


class _Page(HTMLParser):
    """Gathers all that a page could run, but for the theme's own scripts and what is data for machines."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        ours = given.get("type") in ("application/ld+json", "speculationrules")
        if tag == "script" and not ours and not given.get("src", "").startswith("/assets/"):
            self.found.append(f"<script {given}>")
        drawn = tag == "svg" and given.keys() <= {
            "viewbox",
            "aria-hidden",
            "aria-label",
            "role",
        }  # as the theme's icons
        if tag in ("svg", "iframe", "object", "embed", "base") and not drawn:
            self.found.append(f"<{tag}>")
        for name, value in given.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower() if name in _ADDRESSES else ""
            if name.startswith("on") or plain.startswith(("javascript:", "vbscript:", "data:text", "data:image/svg")):
                self.found.append(f'{name}="{value}"')


def runs(newsroom: Newsroom) -> list[str]:
    """All that any page or feed of the site could run that the theme has not put there."""
    found = []
    for path, data in newsroom.tree().items():
        text = data.decode(errors="replace")
        if path.endswith(".html"):
            found += [f"{path}: {each}" for each in _Page(text).found]
        if path.endswith(".xml"):
            for inside in re.findall(r"<content[^>]*>(.*?)</content>", text, re.DOTALL):
                found += [f"{path}: {each}" for each in _Page(unescape(inside)).found]
    return found


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site that has been built, with all that it remembers, and a copy of it."""
    folder = tmp_path_factory.mktemp("tampered") / "site"
    (folder / "content").mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(folder / "content/quay.png")
    room = Newsroom(folder).write(SITE)
    for file in folder.rglob("content/*"):
        os.utime(file, ns=(1, 1))
    room.build()
    room.write(numbered(2, "Corrected once."))
    os.utime(folder / "content/2.md", ns=(2, 2))
    room.build()
    copy = folder.parent / "copy"
    shutil.copytree(folder, copy)
    return folder, copy


def _restored(pristine: tuple[Path, Path]) -> Newsroom:
    folder, copy = pristine
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    return Newsroom(folder)


@pytest.fixture
def site(pristine: tuple[Path, Path]) -> Newsroom:
    return _restored(pristine)


def _correct(newsroom: Newsroom) -> None:
    """Words of one story change, and nothing else."""
    newsroom.write(numbered(5, "Corrected words about the harbour."))


def _retitle(newsroom: Newsroom) -> None:
    newsroom.write(numbered(5).replace("Story 5", "Another headline"))


EDITS: dict[str, Callable[[Newsroom], None]] = {"words": _correct, "headline": _retitle}


_CLEAN: dict[str, dict[str, bytes]] = {}


def _clean(newsroom: Newsroom) -> dict[str, bytes]:
    """What the site is without anything that was remembered."""
    bare = newsroom.folder.parent / "bare"
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(newsroom.folder, bare, ignore=shutil.ignore_patterns(".broadsheet", "output"))
    key = digest({path.name: of_bytes(path.read_bytes()) for path in bare.rglob("*") if path.is_file()})
    if key not in _CLEAN:
        Newsroom(bare).build()
        _CLEAN[key] = newsroom.tree(bare / "output")
    return _CLEAN[key]


def _settled(newsroom: Newsroom, equal: bool = True) -> None:
    """A build runs nothing of what was put into the store; ``equal``: it gives what a clean build gives.

    Where it does not, a full build does.
    """
    with suppress(Problems):
        newsroom.build()
    assert runs(newsroom) == []
    if not equal:
        newsroom.build(full=True)
    assert newsroom.tree() == _clean(newsroom)


def _database(newsroom: Newsroom) -> Any:
    return closing(sqlite3.connect(newsroom.folder / ".broadsheet/graph.db"))


def _change(newsroom: Newsroom, change: Callable[[str, Any], Any], *names: str) -> None:
    """Put other values into the store, under their fingerprints: those of some queries, or all that are JSON."""
    with _database(newsroom) as disk, disk:
        rows = disk.execute("select id, name, value from node where value is not null").fetchall()
        for number, name, value in rows:
            if name in names or not (names or name in ENCODED):
                _put(disk, number, json.dumps(change(name, json.loads(unpacked(value) or b""))).encode())


def _put(disk: Any, number: int, value: bytes) -> None:
    """Put one value into the store, with its fingerprint."""
    disk.execute(
        "update node set value = ?, fingerprint = ? where id = ?", (packed(value), fingerprint_of(value), number)
    )


ENCODED = ("text", "related-index", "related")
"""Values that are bytes."""


def _add_to_bodies(newsroom: Newsroom, evil: str) -> None:
    """Put something into every stored body."""
    with _database(newsroom) as disk, disk:
        for number, value in disk.execute("select id, value from node where name = 'text'").fetchall():
            text = decode_text(unpacked(value) or b"")
            _put(disk, number, encode_text(replace(text, html=text.html + evil)))


@pytest.mark.parametrize(("evil", "edit"), [*zip(EVIL, cycle(EDITS), strict=False)])
def test_row_42_a_body_with_a_script_in_it_is_not_believed(site: Newsroom, evil: str, edit: str) -> None:
    _add_to_bodies(site, evil)
    EDITS[edit](site)
    _settled(site)


def test_a_value_that_is_not_what_its_fingerprint_says_is_not_believed(site: Newsroom) -> None:
    with _database(site) as disk, disk:
        disk.create_function("lie", 1, lambda data: data and packed((unpacked(data) or b"").replace(b"Story", b"Lie")))
        disk.execute("update node set value = lie(value) where name in ('head', 'card')")
    _retitle(site)
    _settled(site)


def test_a_body_that_unpacks_to_gigabytes_is_not_believed(site: Newsroom) -> None:
    bomb = b"z" + zlib.compress(bytes(300_000_000), 1)
    with _database(site) as disk, disk:
        disk.execute("update node set value = ? where name = 'text'", (bomb,))
    _retitle(site)
    _settled(site)


def _beside(site: Newsroom) -> set[Path]:
    """Every file around the output folder, but for the store."""
    own = (site.output, site.folder / ".broadsheet", site.folder / "content")
    files = {path for path in site.folder.parent.rglob("*") if path.is_file() and not {*own} & {*path.parents}}
    return files | {path for path in [Path("/tmp/forged.html")] if path.exists()}


@pytest.mark.parametrize("asset", ["reader.js", "style.css"])
def test_no_asset_comes_from_the_store(site: Newsroom, asset: str) -> None:
    with _database(site) as disk, disk:
        of_theme = "select value from node where name in ('theme-assets', 'asset-urls', 'site', 'nav', 'frame')"
        assert {value for (value,) in disk.execute(of_theme)} == {None}
    _change(site, lambda _, assets: assets | {asset: b64encode(b"alert(1)").decode()}, "assets")
    shutil.rmtree(site.output)
    _settled(site)


@pytest.mark.parametrize("forged", ["../layouts/page.html", "../../outside.html", "a/../../b.html", "/tmp/forged.html"])
def test_a_plan_from_the_store_creates_nothing_outside_the_output_folder(site: Newsroom, forged: str) -> None:
    plan = "from node where name = 'plan' and arg = 'assets'"
    with _database(site) as disk, disk:
        ((number, value),) = disk.execute(f"select id, value {plan}").fetchall()
        first, *others = json.loads(unpacked(value) or b"")
        _put(disk, number, json.dumps([forged, *others]).encode())
        disk.execute("update node set arg = ? where name = 'output-assets' and arg = ?", (forged, first))
    before = _beside(site)
    _correct(site)
    with suppress(Problems):
        site.build()
    assert _beside(site) == before
    site.build(full=True)
    assert site.tree() == _clean(site)


def test_a_picture_is_not_published_as_a_page_because_the_store_says_so(site: Newsroom) -> None:
    with _database(site) as disk, disk:
        lists = "(('published keys', ''), ('plan', 'files'), ('files-files', ''))"
        listed = f"select id, value from node where (name, arg) in {lists}"
        for number, value in disk.execute(listed).fetchall():
            _put(disk, number, (unpacked(value) or b"").replace(b"quay.png", b"quay.html"))
        moved = "update node set arg = 'quay.html' where arg = 'quay.png' and name in ('published', 'output-files')"
        assert disk.execute(moved).rowcount == 2
    _correct(site)
    _settled(site)


def test_a_drawing_is_not_published_as_it_is_because_the_store_says_so(site: Newsroom) -> None:
    """The drawing is one that a build refuses; the store says that it is a file like any other."""
    drawing = site.folder / "content/quay.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.write(story("lead.md", "The lead", "2026-10-01", body="![A](quay.svg) ![The quay](quay.png)")).build()
    found = drawing.stat()
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    os.utime(drawing, ns=(found.st_atime_ns, found.st_mtime_ns))
    digest_now = of_bytes(drawing.read_bytes())

    def raw(_: str, placed: Any) -> Any:
        if placed["source"] == "content/quay.svg":
            placed["how"] = placed["how"]["picture"] | {"type": "Copied", "digest": digest_now}
        return placed

    _change(site, raw, "published")
    shutil.rmtree(site.output)
    with suppress(Problems):
        site.build()
    assert not any(b"alert(1)" in data for data in site.tree().values())


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "photo.csv"])
def test_a_file_is_looked_at_again_before_it_is_published_as_it_is(site: Newsroom, name: str) -> None:
    """What the last scan found is in ``files.json``; there, every file is a harmless one."""
    file = site.folder / "content/files" / name
    file.parent.mkdir()
    file.write_bytes((site.folder / "content/quay.png").read_bytes() if "photo" in name else b"<script>1</script>")
    site.write(story("lead.md", "The lead", "2026-10-01", body=f"[A](files/{name}) ![The quay](quay.png)"))
    with suppress(Problems):
        site.build()
    found = file.stat()
    seen = FileRead(
        found.st_size, found.st_mtime_ns, of_bytes(file.read_bytes()), 0, 0, found.st_size, changed=found.st_ctime_ns
    )
    listed = site.folder / ".broadsheet/files.json"
    data = json.loads(listed.read_bytes())
    data["files"][f"content/files/{name}"] = msgspec.to_builtins(seen)
    listed.write_text(json.dumps(data))
    with pytest.raises(Problems):
        site.build()
    assert not any(path.endswith(name) for path in site.tree())


def test_a_tampered_store_is_reported(site: Newsroom) -> None:
    _add_to_bodies(site, EVIL[0])
    _retitle(site)
    told: list[str] = []
    build(site.request(), site.output, runtime=Runtime(notify=told.append))
    assert told == ["The stored results cannot be used; everything will be rebuilt."]


def test_a_body_that_copy_may_have_is_believed_where_the_site_trusts_its_copy(site: Newsroom) -> None:
    site.write(SITE.replace("share_pictures", 'html = "trust"\nshare_pictures'))
    site.write(numbered(1, "<video src=https://clips.example/x.mp4></video>")).build()
    _retitle(site)
    told: list[str] = []
    build(site.request(), site.output, runtime=Runtime(notify=told.append))
    assert told == []


def _poisoned(value: Any, keys: set[str], payload: str) -> Any:
    """A value in which every text under one of these keys is another."""
    match value:
        case dict():
            return {
                key: payload if key in keys and isinstance(each, str) else _poisoned(each, keys, payload)
                for key, each in value.items()
            }
        case list():
            return [_poisoned(each, keys, payload) for each in value]
    return value


KEYS = sorted(
    {"headline", "slug", "standfirst", "section", "tags", "name", "url", "src", "alt", "caption", "credit", "type"}
    | {
        "permalink",
        "uri",
        "language",
        "direction",
        "genre",
        "dateline",
        "source",
        "source_url",
        "place",
        "newer",
    }
    | {
        "older",
        "target",
        "mark",
        "written",
        "anchor",
        "text",
        "kind",
        "path",
        "translation_of",
        "kill_note",
        "withheld",
    }
)
PAYLOADS = ("javascript:alert(1)", '"><script>alert(1)</script>', '" onerror="alert(1)', "../../x", "", "\ud7ff\n\0")


@settings(max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.sets(st.sampled_from(KEYS), min_size=1, max_size=4), payload=st.sampled_from(PAYLOADS), data=st.data())
def test_no_value_of_the_store_becomes_a_script(
    pristine: tuple[Path, Path], keys: set[str], payload: str, data: Any
) -> None:
    site = _restored(pristine)
    _change(site, lambda _, value: _poisoned(value, keys, payload))
    EDITS[data.draw(st.sampled_from(sorted(EDITS)))](site)
    _settled(site, equal=False)


VALUES = (None, 7, -(2**63), 1.5, b"", b"\xff\x00", b"{}", b"[]", b"null", "", "text", "x" * 100_000)
COLUMNS = ("id", "name", "arg", "fingerprint", "height", "reads", "requires", "problems", "value")


@settings(max_examples=examples(7), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(COLUMNS), st.sampled_from(VALUES), st.sampled_from(sorted(EDITS)))
def test_values_of_wrong_types_make_no_difference(
    pristine: tuple[Path, Path], column: str, value: Any, edit: str
) -> None:
    site = _restored(pristine)
    with _database(site) as disk, disk, suppress(sqlite3.IntegrityError):
        disk.execute(f"update or replace node set {column} = ?", (value,))
    EDITS[edit](site)
    _settled(site, equal=False)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("table", ["node", "meta"])
@pytest.mark.parametrize("made", ["view", "trigger"])
def test_a_database_that_does_things_of_itself_is_not_used(site: Newsroom, made: str, table: str, edit: str) -> None:
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
    with _database(site) as disk, disk:
        if made == "view":
            columns = [row[1] for row in disk.execute(f"pragma table_info({table})")]
            disk.execute(f"drop table {table}")
            every = ", ".join(f"x as {column}" for column in columns)
            disk.execute(f"create view {table} as select {every} from ({endless})")
        else:
            change = f"delete from {table}"
            disk.execute(f"create trigger t after update on {table} begin {change}; end")
    EDITS[edit](site)
    _settled(site)


FILES = ("graph.db", "files.json")


@settings(max_examples=examples(7), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.floats(0, 1), st.binary(max_size=8), st.booleans(), st.sampled_from(sorted(EDITS)))
def test_a_file_that_is_cut_or_changed_makes_no_difference(
    pristine: tuple[Path, Path], name: str, at: float, other: bytes, cut: bool, edit: str
) -> None:
    site = _restored(pristine)
    file = site.folder / ".broadsheet" / name
    data = file.read_bytes()
    place = int(at * len(data))
    file.write_bytes(data[:place] + other + (b"" if cut else data[place + len(other) :]))
    EDITS[edit](site)
    _settled(site, equal=False)


@pytest.mark.parametrize("edit", EDITS)
def test_nesting_without_end_is_as_good_as_nothing(site: Newsroom, edit: str) -> None:
    for name in FILES:
        if not name.endswith(".db"):
            (site.folder / ".broadsheet" / name).write_bytes(b'{"x":' + b"[" * 100_000)
    with _database(site) as disk, disk:
        disk.execute("update node set value = ? where name = 'head'", (packed(b"[" * 100_000),))
        disk.execute("update node set problems = ? where name = 'read'", (b"[" * 100_000,))
    EDITS[edit](site)
    _settled(site)


CABINETS: dict[str, Callable[[RelatedIndex], None]] = {
    "no words": lambda found: found.vocabulary.clear(),
    "half of the columns": lambda found: setattr(found, "factors", found.factors[:7]),
    "no kinds": lambda found: setattr(found, "kinds", b""),
    "terms that are not there": lambda found: setattr(found, "terms", b"\xff\xff\xff\x7f" * (len(found.terms) // 4)),
    "terms before the first": lambda found: setattr(found, "terms", b"\xff" * len(found.terms)),
    "half a number": lambda found: setattr(found, "terms", found.terms[:-1]),
    "counts without terms": lambda found: setattr(found, "counts", b"\x01"),
    "rows without an end": lambda found: setattr(found, "starts", found.starts[:-1] + b"\x7f"),
    "near nobody": lambda found: setattr(found, "near", (b"\xff" * len(found.near[0]), *found.near[1:])),
    "near everybody": lambda found: setattr(
        found, "near", (found.near[0], b"\x7f" * len(found.near[1]), found.near[2])
    ),
    "facts that are none": lambda found: setattr(found, "facts", b"\xff" * len(found.facts)),
    "languages that are none": lambda found: setattr(found, "languages", b"\xff" * len(found.languages)),
    "lists that are none": lambda found: _each(found, "matches", b"\xc1"),
    "lists of strangers": lambda found: _each(found, "matches", msgspec.msgpack.encode([["x.md", 1, "on", ["a"]]])),
    "times without an end": lambda found: _each(found, "when", float("inf")),
    "times that are none": lambda found: _each(found, "when", float("nan")),
    "the same story again": lambda found: found.stories.append(found.stories[0]),
    "fewer stories": lambda found: found.stories.clear(),
}


def _each(index: RelatedIndex, name: str, value: object) -> None:
    for each in index.stories:
        if each:
            setattr(each, name, value)


@pytest.mark.parametrize(("change", "edit"), [*zip(CABINETS, cycle(EDITS), strict=False)])
def test_stored_lists_of_related_stories_may_be_meaningless(site: Newsroom, change: str, edit: str) -> None:
    with _database(site) as disk, disk:
        ((data,),) = disk.execute("select value from node where name = 'related-index'").fetchall()
        index = msgspec.msgpack.decode(unpacked(data) or b"", type=RelatedIndex)
        CABINETS[change](index)
        data = msgspec.msgpack.encode(index)
        ((number,),) = disk.execute("select id from node where name = 'related-index'").fetchall()
        _put(disk, number, data)
    EDITS[edit](site)
    site.build()
    assert site.tree().keys() == _clean(site).keys()


@pytest.mark.parametrize("edit", EDITS)
def test_the_store_of_another_site_makes_no_difference(site: Newsroom, tmp_path: Path, edit: str) -> None:
    other = Newsroom(tmp_path / "other")
    other.write(SITE.replace("harbour", "airport").replace("The lead", "Another lead").replace("quay.png", "3.md"))
    other.build()
    shutil.rmtree(site.folder / ".broadsheet")
    shutil.copytree(other.folder / ".broadsheet", site.folder / ".broadsheet")
    EDITS[edit](site)
    _settled(site)


def test_other_commands_work_with_a_tampered_store(site: Newsroom) -> None:
    _add_to_bodies(site, EVIL[0])
    for command in ("check", "schedule"):
        said = CliRunner().invoke(main, [command, "--site", str(site.folder)])
        assert said.exception is None or isinstance(said.exception, SystemExit)
        assert "alert(1)" not in said.output


def test_a_full_build_reads_nothing_that_is_remembered(site: Newsroom) -> None:
    """All of this is what the program could have written itself, so only a full build cannot be misled."""
    with _database(site) as disk, disk:
        disk.create_function("lie", 1, lambda data: data and packed((unpacked(data) or b"").replace(b"Story", b"Lie")))
        disk.execute("update node set value = lie(value)")
    page = next(path for path in site.tree() if path.endswith("story-3/index.html"))
    (site.output / page).write_text("<p>Tampered with</p>")
    found = (site.output / page).stat()
    stats = file_stats.load(site.output)
    stats[page] = FileStat(found.st_size, found.st_mtime_ns, stats[page].digest)
    file_stats.save(site.output, stats)
    site.build(full=True)
    assert site.tree() == _clean(site)
    assert site.build().published.written == ()


@pytest.fixture
def drawn(newsroom: Newsroom) -> Newsroom:
    """A site with share pictures; it is small, as drawing takes long."""
    newsroom.write(SETTINGS.replace("share_pictures = false\n", "") + numbered(1)).build()
    assert any((newsroom.folder / image_cache.FOLDER).iterdir())
    return newsroom


def test_a_kept_picture_that_is_no_picture_is_made_again(drawn: Newsroom) -> None:
    before = drawn.tree()
    for evil in (b"<script>alert(1)</script>", b"<svg onload='alert(1)'/>", b"", b"\x00" * 99):
        for file in (drawn.folder / image_cache.FOLDER).iterdir():
            file.write_bytes(blake2b(evil, digest_size=16).digest() + evil)
        shutil.rmtree(drawn.output)
        drawn.build()
        assert drawn.tree() == before


def test_a_picture_is_kept_in_no_file_of_others(drawn: Newsroom, tmp_path: Path) -> None:
    site, before = drawn, drawn.tree()
    (tmp_path / "precious.txt").write_text("by hand")
    for file in [*(site.folder / image_cache.FOLDER).iterdir()]:
        file.unlink()
        for name in (file.name, f"{file.name}.{os.getpid()}"):
            file.with_name(name).symlink_to(tmp_path / "precious.txt")
    shutil.rmtree(site.output)
    site.build()
    assert site.tree() == before
    assert (tmp_path / "precious.txt").read_text() == "by hand"


STORED = ("graph.db", "files.json", "pictures", "search", ".gitignore")


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("kind", ["to a file", "to a folder", "to nothing", "pipe"])
@pytest.mark.parametrize("name", [*STORED, "files.json.tmp"])
def test_a_link_in_the_store_is_refused_and_nothing_behind_it_is_changed(
    site: Newsroom, tmp_path: Path, name: str, kind: str, full: bool
) -> None:
    outside = tmp_path / "outside"
    (outside / "folder/deep").mkdir(parents=True)
    (outside / "folder/deep/precious.txt").write_text("by hand")
    (outside / "precious.txt").write_text("by hand")
    os.utime(outside / "precious.txt", (1, 1))
    os.utime(outside / "folder/deep/precious.txt", (1, 1))
    place = site.folder / ".broadsheet" / name
    with suppress(FileNotFoundError):
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    if kind == "pipe":
        os.mkfifo(place)
    else:
        target = {"to a file": "precious.txt", "to a folder": "folder", "to nothing": "none"}[kind]
        place.symlink_to(outside / target)
    before = site.tree()
    _retitle(site)
    try:
        site.build(full=full)
    except Problems as found:
        assert found.problems[0].path == str(place)
        assert "cannot be a link" in found.problems[0].message
        assert site.tree() == before
    else:
        assert full
    assert sorted(path.name for path in outside.rglob("*")) == ["deep", "folder", "precious.txt", "precious.txt"]
    assert {path.read_text() for path in outside.rglob("*.txt")} == {"by hand"}


@pytest.fixture
def searched(newsroom: Newsroom) -> Iterator[Newsroom]:
    pytest.importorskip("pagefind_bin")
    newsroom.write(
        SITE.replace("![The quay](quay.png)", "").replace("share_pictures", 'search = "pagefind"\nshare_pictures')
    )
    newsroom.build()
    yield newsroom


def _shard(newsroom: Newsroom) -> Path:
    return next(each for each in (newsroom.folder / ".broadsheet/search").iterdir() if each.is_dir())


def _list(newsroom: Newsroom, name: str, data: bytes) -> None:
    """Put a file into a kept shard, with the list as it is then."""
    shard = _shard(newsroom)
    (shard / name).parent.mkdir(exist_ok=True)
    (shard / name).write_bytes(data)
    listed = json.loads((shard / "files.json").read_bytes())
    listed["files"][name] = [of_bytes(data), len(data)]
    (shard / "files.json").write_text(json.dumps(listed))
    _bundle(newsroom, shard.name, listed["files"])


def _bundle(newsroom: Newsroom, key: str, files: dict[str, Any]) -> None:
    """Have the store say the same of a shard."""
    _change(newsroom, lambda _, value: {"key": key, "files": files} if value["key"] == key else value, "search-index")


@pytest.mark.parametrize(
    "name",
    ["evil.html", "fragment/evil.html", "evil.svg", "index/evil.htm", "evil", "evil.js", "evil.pagefind", "x.xml"],
)
def test_a_search_index_brings_no_page_and_no_program(searched: Newsroom, name: str) -> None:
    before = searched.tree()
    _list(searched, name, b"<script>alert(1)</script>")
    shutil.rmtree(searched.output)
    searched.build()
    assert searched.tree() == before


@pytest.mark.parametrize("name", ["../../../content/1.md", "/etc/hostname", "fragment/../../../seen.json", "C:/x.js"])
def test_a_search_index_brings_no_file_from_elsewhere(searched: Newsroom, name: str) -> None:
    before = searched.tree()
    listed = json.loads((_shard(searched) / "files.json").read_bytes())
    data = (searched.folder / "content/1.md").read_bytes()
    listed["files"][name] = [of_bytes(data), len(data)]
    (_shard(searched) / "files.json").write_text(json.dumps(listed))
    _bundle(searched, _shard(searched).name, listed["files"])
    shutil.rmtree(searched.output)
    searched.build()
    assert searched.tree() == before


def test_a_file_of_the_index_that_was_changed_has_the_index_made_again(searched: Newsroom) -> None:
    before = searched.tree()
    for file in (_shard(searched) / "fragment").iterdir():
        file.write_bytes(gzip.compress(b"pagefind_dcd" + b'{"url": "javascript:alert(1)"}'))
    shutil.rmtree(searched.output)
    searched.build()
    assert searched.tree() == before


@pytest.mark.parametrize("where", ["shard", "fragment", "index"])
def test_nothing_is_indexed_or_published_through_a_link(searched: Newsroom, tmp_path: Path, where: str) -> None:
    shard = _shard(searched)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.html").write_text("<html><body>Unpublishable</body></html>")
    if where == "shard":
        shard.rename(tmp_path / "outside/shard")
        shard.symlink_to(tmp_path / "outside/shard", target_is_directory=True)
    else:
        (shard / where).rename(tmp_path / "outside" / where)
        (shard / where).symlink_to(tmp_path / "outside" / where, target_is_directory=True)
        (tmp_path / "outside" / where / "secret.html").write_text("<html><body>Unpublishable</body></html>")
    before = sorted(path.name for path in (tmp_path / "outside").rglob("*"))
    _correct(searched)
    searched.build()
    assert searched.tree() == _clean(searched)
    assert sorted(path.name for path in (tmp_path / "outside").rglob("*")) == before


def test_a_key_of_the_index_that_leads_elsewhere_is_no_key(searched: Newsroom) -> None:
    _change(searched, lambda _, value: value | {"key": "../../content"}, "search-index")
    _correct(searched)
    searched.build()
    assert searched.tree() == _clean(searched)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_the_store_itself_may_not_be_a_link(site: Newsroom, tmp_path: Path) -> None:
    shutil.move(site.folder / ".broadsheet", tmp_path / "moved")
    (site.folder / ".broadsheet").symlink_to(tmp_path / "moved", target_is_directory=True)
    before = {path.name: path.read_bytes() for path in (tmp_path / "moved").iterdir() if path.is_file()}
    _retitle(site)
    for full in (False, True):
        with pytest.raises(Problems, match="cannot be a link"):
            site.build(full=full)
    assert {path.name: path.read_bytes() for path in (tmp_path / "moved").iterdir() if path.is_file()} == before


@pytest.mark.parametrize("data", ["[]", "7", '{"a": null}', '{"a": "x"}', '{"a": ' + "[" * 100_000, "\xff"])
def test_the_records_of_other_sites_may_be_broken(site: Newsroom, data: str) -> None:
    (site.folder / ".broadsheet/external.json").write_text(data)
    said = CliRunner().invoke(main, ["check", "--external", "--site", str(site.folder)])
    assert said.exit_code in (0, 1)
    assert said.exception is None or isinstance(said.exception, SystemExit)


def test_what_layouts_use_is_not_believed_if_they_fail(site: Newsroom) -> None:
    """The store says which values each layout reads; here it says none, so that every page would lack its frame."""
    _change(site, lambda _, closure: closure | {"names": []}, "closures")
    _retitle(site)
    shutil.rmtree(site.output)
    site.build()
    assert site.tree() == _clean(site)
    assert site.build().published.written == ()


def test_an_error_in_the_store_is_not_believed(site: Newsroom) -> None:
    """A store is saved after a build without errors."""
    error = msgspec.json.encode((Problem("content/1.md", 1, 1, "this is forged", "it cannot be mended"),))
    with _database(site) as disk, disk:
        assert disk.execute("update node set problems = ? where name = 'head'", (error,)).rowcount
    _retitle(site)
    site.build()
    assert site.tree() == _clean(site)


def test_a_layout_that_fails_by_itself_does_not_cost_the_store(site: Newsroom) -> None:
    own = site.folder / "layouts/story.html"
    own.parent.mkdir()
    own.write_text('{% extends "theme/story.html" %}{% block title %}{{ story.headline / 0 }}{% endblock %}')
    stored = (site.folder / ".broadsheet/graph.db").read_bytes()
    with pytest.raises(Problems) as found:
        site.build()
    assert {each.path for each in found.value.problems} == {"layouts/story.html"}
    assert (site.folder / ".broadsheet/graph.db").read_bytes() == stored
