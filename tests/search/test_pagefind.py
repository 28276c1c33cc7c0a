"""The search index: bundles for the newest months and each year before, the same bytes for the same stories."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import msgspec
import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.engine.node import fingerprint_of
from generator.engine.store_rows import packed
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.reading import program_digest
from generator.search import index as search_index
from generator.search import pagefind
from generator.search.index import Shard, canonical
from generator.system.extras import install_command

SEARCHABLE = SETTINGS + 'search = "pagefind"\n'
STORIES = (
    story("a.md", "Ferry returns", "2025-03-01", "section: Harbour", "tags: [Ferry, Skerra, Quay]", body="A lantern.")
    + story("b.md", "Dues rise", "2026-02-01", "section: Council", "tags: [Dues, Quay, Board]", body="A ledger.")
    + story("c.md", "Terns nest", "2026-03-01", "section: Spit", "tags: [Birds, Terns]", body="A feather.")
)


@pytest.fixture(autouse=True)
def _two_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two stories are enough for the shard of the newest months."""
    monkeypatch.setattr(search_index, "_LEAST", 2)


def index(newsroom: Newsroom) -> dict[str, bytes]:
    """The files of the index, without the page."""
    return {
        path: data for path, data in newsroom.tree().items() if path.startswith("search/") and not path.endswith("html")
    }


def count_indexing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gets the number of pages each time that a shard is indexed."""
    counts: list[int] = []
    really = pagefind._made

    def made(folder: Path, shard: Shard) -> dict[str, tuple[str, int]]:
        counts.append(len(shard.pages))
        return really(folder, shard)

    monkeypatch.setattr(pagefind, "_made", made)
    return counts


def test_the_newest_months_and_years_before_have_bundles_and_the_newest_has_the_programs(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    files = index(newsroom)
    for folder in ("2025", "newest"):
        assert f"search/{folder}/pagefind-entry.json" in files
        assert sum(path.startswith(f"search/{folder}/fragment/") for path in files) == (1 if folder == "2025" else 2)
    for program in ("pagefind.js", "wasm.en.pagefind"):
        assert [path for path in files if path.endswith(f"/{program}")] == [f"search/newest/{program}"]
    assert not any("-ui." in path for path in files)
    assert 'data-indexes="/search/newest/ /search/2025/"' in newsroom.page("search")


def test_the_same_stories_give_the_same_bytes(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    first = index(newsroom)
    for _ in range(3):  # the order in which Pagefind writes filters is another each time
        shutil.rmtree(newsroom.folder / ".broadsheet")
        shutil.rmtree(newsroom.output)
        newsroom.build()
        assert index(newsroom) == first


@pytest.mark.parametrize(("day", "folder"), [("2026-02-11", "newest"), ("2025-11-01", "2025"), ("2024-01-01", "2024")])
def test_a_new_story_changes_its_own_shard_alone(newsroom: Newsroom, day: str, folder: str) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    before = index(newsroom)
    newsroom.write(story("d.md", "Crane lifted", day, body="A pulley.")).build()
    after = index(newsroom)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert all(path.startswith(f"search/{folder}/") for path in changed)


def test_a_month_is_in_the_index_of_its_year_once_newer_months_have_enough_stories(newsroom: Newsroom) -> None:
    def folders() -> dict[str, int]:
        fragments = [path.split("/")[1] for path in index(newsroom) if "/fragment/" in path]
        return {folder: fragments.count(folder) for folder in fragments}

    newsroom.write(SEARCHABLE + STORIES).build()
    assert folders() == {"2025": 1, "newest": 2}
    newsroom.write(story("d.md", "Crane lifted", "2026-04-01", body="A pulley.")).build()
    assert folders() == {"2025": 1, "2026": 1, "newest": 2}
    newsroom.write(story("e.md", "Pier opens", "2027-01-01", body="A plank.")).build(as_of="2027-02-01T12:00:00+00:00")
    assert folders() == {"2025": 1, "2026": 2, "newest": 2}
    built = newsroom.tree()
    newsroom.build(output=newsroom.folder / "clean", full=True, as_of="2027-02-01T12:00:00+00:00")
    assert newsroom.tree(newsroom.folder / "clean") == built


def test_other_words_of_a_story_are_in_the_index_at_once(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    indexed = count_indexing(monkeypatch)
    for words in ("A beacon.", "A flare.", "A lantern."):
        before = index(newsroom)
        newsroom.write(STORIES.replace("A lantern.", words)).build()
        changed = index(newsroom).keys() ^ before.keys()
        assert any(path.startswith("search/2025/fragment/") for path in changed)
        assert not any(path.startswith("search/newest/") for path in changed)
    assert len(indexed) == 3  # the shard of that story, each time
    built = newsroom.tree()
    newsroom.build(output=newsroom.folder / "clean", full=True)
    assert newsroom.tree(newsroom.folder / "clean") == built


def test_what_changes_no_story_indexes_nothing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    indexed = count_indexing(monkeypatch)
    newsroom.write(SEARCHABLE + 'tagline = "The harbour"\n').build()
    newsroom.write("-- layouts/page.html --\n{{ page.body }}\n").build()
    assert indexed == []
    newsroom.write(STORIES.replace("Dues rise", "Dues fall")).build()
    assert indexed == [2]


def test_a_shard_without_stories_loses_its_index(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    newsroom.remove("content/b.md")
    newsroom.remove("content/c.md")
    newsroom.build()
    files = index(newsroom)
    assert "search/newest/pagefind.js" in files
    assert not any(path.startswith("search/2025/") for path in files)
    assert len([*(newsroom.folder / pagefind.FOLDER).iterdir()]) == 1


def test_an_index_that_is_gone_is_made_again_by_the_next_build(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    before = index(newsroom)
    shutil.rmtree(newsroom.folder / pagefind.FOLDER)
    indexed = count_indexing(monkeypatch)
    newsroom.write("-- content/pages/p.md --\n---\ntitle: A page\n---\nA word.\n").build()  # which no index has
    assert sorted(indexed) == [1, 2]
    assert index(newsroom) == before
    newsroom.write("-- content/pages/p.md --\n---\ntitle: Another page\n---\nA word.\n").build()
    assert len(indexed) == 2  # once is enough


def test_an_index_that_is_gone_is_made_again_for_other_words(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    shutil.rmtree(newsroom.folder / pagefind.FOLDER)
    newsroom.write(STORIES.replace("A lantern.", "A beacon.")).build()
    built = newsroom.tree()
    newsroom.build(output=newsroom.folder / "clean", full=True)
    assert newsroom.tree(newsroom.folder / "clean") == built


def test_words_that_were_never_published_are_not_in_the_index(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    newsroom.write(
        "-- layouts/story.html --\n{% extends 'theme/story.html' %}{% block tags %}{{ 1 / 0 }}{% endblock %}"
    )
    newsroom.write(STORIES.replace("A lantern.", "A secret."))
    assert newsroom.problems()
    newsroom.remove("layouts/story.html")
    newsroom.write(STORIES.replace("A ledger.", "A purse.")).build()
    built = newsroom.tree()
    newsroom.build(output=newsroom.folder / "clean", full=True)
    assert newsroom.tree(newsroom.folder / "clean") == built


def test_what_is_not_public_is_not_in_the_index(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    before = index(newsroom)
    newsroom.write(story("d.md", "Secret", "2027-01-01") + story("e.md", "Draft", "2026-01-01", "draft: true")).build()
    assert index(newsroom) == before


def test_an_index_that_lacks_a_file_is_made_again(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    before = index(newsroom)
    for each in (newsroom.folder / pagefind.FOLDER).glob("*/fragment/*"):
        each.unlink()
    newsroom.build(output=newsroom.folder / "elsewhere")
    elsewhere = newsroom.tree(newsroom.folder / "elsewhere")
    assert {path: elsewhere[path] for path in before} == before


def test_what_is_kept_brings_no_program_but_pagefinds_own(newsroom: Newsroom) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    before = index(newsroom)
    for listed in (newsroom.folder / pagefind.FOLDER).glob("*/files.json"):
        evil = b"alert(1)"
        (listed.parent / "pagefind.js").write_bytes(evil)
        found = msgspec.json.decode(listed.read_bytes())
        found["files"]["pagefind.js"] = (of_bytes(evil), len(evil))
        listed.write_bytes(msgspec.json.encode(found))
    newsroom.build(output=newsroom.folder / "elsewhere")
    elsewhere = newsroom.tree(newsroom.folder / "elsewhere")
    assert {path: elsewhere[path] for path in before} == before


def test_an_index_of_another_version_is_not_used(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(SEARCHABLE + STORIES)
    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "_RECIPE", 0)
        patch.setattr(pagefind, "canonical", lambda bundle: {**canonical(bundle), "pagefind-entry.json": b"{}"})
        pagefind._maker.cache_clear()
        newsroom.build()
    pagefind._maker.cache_clear()
    assert index(newsroom)["search/newest/pagefind-entry.json"] == b"{}"
    newsroom.build(full=False, output=newsroom.folder / "newer")
    assert newsroom.tree(newsroom.folder / "newer")["search/newest/pagefind-entry.json"] != b"{}"


@pytest.mark.parametrize("key", ["../..", "", "0123456789abcdef"])
def test_a_store_that_leads_out_of_the_folder_of_the_index_is_not_followed(newsroom: Newsroom, key: str) -> None:
    newsroom.write(SEARCHABLE + STORIES).build()
    secret, name = b"secret", "secret.pf_meta" if key.startswith(".") else "../../secret.pf_meta"
    (newsroom.folder / "secret.pf_meta").write_bytes(secret)
    value = msgspec.json.encode({"key": key, "files": {name: (of_bytes(secret), len(secret))}})
    with closing(sqlite3.connect(newsroom.folder / ".broadsheet/graph.db")) as disk, disk:
        forged = "update node set value = ?, fingerprint = ? where name = 'search-index'"
        assert disk.execute(forged, (packed(value), fingerprint_of(value))).rowcount == 2
    newsroom.build(output=newsroom.folder / "elsewhere")
    assert newsroom.tree(newsroom.folder / "elsewhere") == newsroom.tree()


@pytest.mark.parametrize("size", [0, 1, 65_523, 65_524, 200_000])
def test_what_we_write_of_an_index_is_gzip_that_no_zlib_has_a_part_in(size: int) -> None:
    closed = search_index._closed(bytes(size))
    assert gzip.decompress(closed) == b"pagefind_dcd" + bytes(size)
    assert len(closed) == 12 + size + 18 + 5 * -(-(12 + size) // 65_535)


@pytest.mark.parametrize("packages", [("pagefind_bin", "pagefind_bin_extended"), ("cbor2",)])
def test_without_pagefind_the_problem_names_what_to_install(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, packages: tuple[str, ...]
) -> None:
    newsroom.build()
    before = newsroom.tree()
    for each in packages:
        monkeypatch.setitem(sys.modules, each, None)
    (problem,) = newsroom.write(SEARCHABLE + STORIES).problems()
    assert problem.fix.startswith(f"run: {install_command('search')}")
    assert newsroom.tree() == before


@pytest.mark.parametrize(
    ("language", "package", "fix"),
    [
        ("zh-TW", "pagefind_bin_extended", "pagefind_bin_extended>=1.5"),
        ("th", "pagefind_bin_extended", "pagefind_bin_extended>=1.5"),
        ("km", "", "give the address of another search"),
    ],
)
def test_a_language_whose_words_nothing_separates_is_a_warning(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, language: str, package: str, fix: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    _forget_programs()
    newsroom.write(SEARCHABLE + f'language = "{language}"\n' + STORIES)
    (warning,) = _about_words(newsroom)
    assert fix in warning.fix
    monkeypatch.undo()
    _forget_programs()


def _about_words(newsroom: Newsroom) -> list[Problem]:
    """What a build says about words that nothing separates."""
    said = "Pagefind does not separate the words of the site's language"
    return [each for each in newsroom.build().warnings if each.message.startswith(said)]


def _forget_programs() -> None:
    """Forget which packages are installed, as a new process would."""
    for known in (pagefind._programs, pagefind._maker, program_digest.program):
        known.cache_clear()


def test_installing_the_build_for_a_language_makes_the_index_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write(SEARCHABLE + 'language = "ja"\n' + story("a.md", "A", "2026-01-01", body="北海道新幹線の工事。"))
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "pagefind_bin_extended", None)
        patched.setattr(
            program_digest, "version", lambda package: "" if package == "pagefind_bin_extended" else version(package)
        )
        _forget_programs()
        assert _about_words(newsroom)
        before = index(newsroom)
    _forget_programs()
    assert not _about_words(newsroom)
    clean = newsroom.folder / "clean"
    newsroom.build(output=clean, full=True)
    assert newsroom.tree(clean) == newsroom.tree()
    assert index(newsroom) != before


def test_the_error_message_of_pagefind_is_reported(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "_program", lambda _: "/bin/false")
    pagefind._programs.cache_clear()
    (problem,) = newsroom.write(SEARCHABLE + STORIES).problems()
    assert "Pagefind could not index the stories" in problem.message
    assert newsroom.tree() == {}


def test_other_problems_are_reported_with_a_failure_of_pagefind(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "_program", lambda _: "/bin/false")
    pagefind._programs.cache_clear()
    found = newsroom.write(SEARCHABLE + STORIES.replace("A feather.", "A [feather](feather.md).")).problems()
    assert {problem.path for problem in found} == {"site.toml", "content/c.md"}


def test_a_site_without_search_has_none_of_it(newsroom: Newsroom) -> None:
    newsroom.write(STORIES).build()
    assert not any(path.startswith("search/") for path in newsroom.tree())
    assert "search-box" not in newsroom.page("")


@pytest.mark.parametrize(
    ("key", "files", "there"),
    [
        ("0123abcd", {"pagefind.js": ("d", 2)}, True),
        ("0123abcd", {"pagefind.js": ("d", 3)}, False),
        ("0123abcd", {"pagefind.js": ("d", 2), "index/a.pf_index": ("d", 2)}, False),
        ("0123abcd", {"a.html": ("d", 2)}, False),
        ("../index/0123abcd", {"pagefind.js": ("d", 2)}, False),
    ],
    ids=["right", "of another size", "missing", "no file of Pagefind's", "no key"],
)
def test_a_bundle_is_there_if_its_files_have_the_right_names_and_sizes(
    tmp_path: Path, key: str, files: dict[str, tuple[str, int]], there: bool
) -> None:
    folder = tmp_path / pagefind.FOLDER / "0123abcd"
    folder.mkdir(parents=True)
    for name in ("pagefind.js", "a.html"):
        (folder / name).write_bytes(b"xx")
    assert pagefind.is_there(tmp_path, search_index.Bundle(key, files)) == there


def test_bundles_that_no_edition_needs_are_removed_but_not_behind_a_link(tmp_path: Path) -> None:
    for site in ("a", "b"):
        for key in ("0123abcd", "4567cdef"):
            (tmp_path / site / pagefind.FOLDER / key).mkdir(parents=True)
    (tmp_path / "b" / pagefind.FOLDER).rename(tmp_path / "elsewhere")
    (tmp_path / "b" / pagefind.FOLDER).symlink_to(tmp_path / "elsewhere")
    for site in ("a", "b", "nowhere"):
        pagefind.tidy(tmp_path / site, [search_index.Bundle("0123abcd", {})])
    assert [each.name for each in (tmp_path / "a" / pagefind.FOLDER).iterdir()] == ["0123abcd"]
    assert {each.name for each in (tmp_path / "elsewhere").iterdir()} == {"0123abcd", "4567cdef"}


@pytest.mark.parametrize(
    ("language", "installed", "package", "said"),
    [
        ("en", {"pagefind_bin"}, "pagefind_bin", ""),
        ("en", {"pagefind_bin_extended"}, "pagefind_bin_extended", ""),
        ("en", set(), "pagefind_bin", ""),
        ("th", {"pagefind_bin_extended", "pagefind_bin"}, "pagefind_bin_extended", ""),
        ("th", {"pagefind_bin"}, "pagefind_bin", "install its extended build"),
        ("th", set(), "pagefind_bin_extended", ""),
        ("km", {"pagefind_bin"}, "pagefind_bin", "give the address of another search"),
    ],
)
def test_the_build_for_a_language_is_used_if_it_is_installed(
    monkeypatch: pytest.MonkeyPatch, language: str, installed: set[str], package: str, said: str
) -> None:
    monkeypatch.setattr(pagefind, "find_spec", lambda name: name in installed or None)
    assert pagefind._package(language) == package
    assert [each.fix.startswith(said) for each in pagefind._not_found(language)] == [True] * bool(said)


@pytest.mark.parametrize(
    ("key", "link", "kept", "intact"),
    [
        ("0123abcd", False, {"pagefind.js": ("d", 2)}, True),
        ("0123abcd", False, {"pagefind.js": ("e", 2)}, False),
        ("0123abcd", False, None, False),
        ("0123abcd", True, {"pagefind.js": ("d", 2)}, False),
        ("../0123abcd", False, {"pagefind.js": ("d", 2)}, False),
    ],
    ids=["right", "changed", "broken", "a link", "no key"],
)
def test_a_bundle_is_intact_if_its_files_are_as_they_were_and_where_they_should_be(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    link: bool,
    kept: dict[str, tuple[str, int]] | None,
    intact: bool,
) -> None:
    monkeypatch.setattr(pagefind, "_kept", lambda *_: kept)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".broadsheet").mkdir()
    if link:
        (tmp_path / pagefind.FOLDER).symlink_to(tmp_path / "elsewhere")
    bundle = search_index.Bundle(key, {"pagefind.js": ("d", 2)})
    assert pagefind.is_intact(tmp_path, bundle, "en") == intact
