"""Records of an output folder that somebody else wrote: whatever they say, nothing outside that folder changes.

The records are the journal, the manifest, the stats of the files, and the folders that a build fills and clears.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from examples import examples
from faults import bring, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import NOON, Newsroom, story

from generator.cli import main
from generator.hosting.branch import deploy
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problems
from generator.publish import journal_faults
from generator.publish.file_stats import FileStat, FileStats
from generator.publish.folders import state_folder
from generator.publish.journal import recover
from generator.publish.journal_format import FORMAT
from generator.publish.manifest import MANIFEST, Manifest, ManifestEntry, digest_of, encode
from generator.publish.releases import roll_back
from generator.publish.safety import trees_of
from generator.publish.verify import Mismatch, verify_folder

OLD = {"index.html": b"old", "gone.html": b"gone", "a/index.html": b"a"}
NEW = {"index.html": b"new", "fresh/index.html": b"fresh"}
STAGE = "stage-0123456789abcdef"
OUTSIDE = {"precious.txt": b"by hand", "elsewhere/precious.txt": b"by hand", "elsewhere/deep/index.html": b"by hand"}


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """No power is cut here, so nothing need wait for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr("generator.publish.staging._TICK", 0)
        patch.setattr("generator.publish.disk.sync", lambda *_: None)
        yield


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a published site in ``output``, and files of somebody else beside it."""
    with tempfile.TemporaryDirectory() as folder:
        yield _placed(Path(folder))


def _placed(folder: Path) -> Path:
    bring(folder / "output", OLD)
    for name, data in OUTSIDE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _outside(place: Path) -> dict[str, bytes | str]:
    """Everything beside the output folder, its trees and its state: the bytes of files, the targets of links."""
    found: dict[str, bytes | str] = {}
    for at, folders, names in os.walk(place):
        if Path(at) == place:
            folders[:] = [name for name in folders if name not in ("output", ".output.trees", ".broadsheet")]
        for name in names:
            path = Path(at, name)
            found[path.relative_to(place).as_posix()] = str(path.readlink()) if path.is_symlink() else path.read_bytes()
    return found


def _journal(place: Path, **what: Any) -> None:
    """Leave a journal, as somebody who wants to do harm would."""
    stage = _state(place) / STAGE
    stage.mkdir(exist_ok=True)
    (stage / "0").write_bytes(b"not by us")
    (_state(place) / "journal.json").write_text(json.dumps(_empty(place) | what))


def _empty(place: Path) -> dict[str, Any]:
    """A journal for the site that is published, with nothing to do."""
    digest = digest_of(place / "output")
    empty: dict[str, Any] = {"room": [], "moves": [], "removals": []}
    return {"format": FORMAT, "stage": STAGE, "before": digest, "after": digest, **empty}


def _state(place: Path) -> Path:
    return state_folder(place / "output")


def _refused(place: Path, **what: Any) -> str:
    """What is said of such a journal, once it is known that nothing has changed."""
    _journal(place, **what)
    before = _everything(place)
    with pytest.raises(Problems) as caught:
        bring(place / "output", NEW)
    assert _everything(place) == before
    (problem,) = caught.value.problems
    assert problem.path == str(_state(place) / "journal.json")
    assert "Nothing was changed" in problem.message
    assert f"delete {problem.path} and build again" in problem.fix
    return problem.message


def _everything(place: Path) -> dict[str, object]:
    return {
        str(path): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in place.rglob("*")
        if (path.is_file() or path.is_symlink()) and path.name != "lock"
    }


UNSAFE = [
    *("../precious.txt", "a/../../precious.txt", "./index.html", "a//index.html", "", "a/"),
    *("a\\..\\precious.txt", "C:/precious.txt", "c:precious.txt", "a\0b", "a\nb", ".broadsheet/lock", ".Broadsheet/x"),
]


@pytest.mark.parametrize("path", UNSAFE)
@pytest.mark.parametrize("where", ["room", "removals", "target", "source"])
def test_row_41_a_journal_with_an_unsafe_path_is_refused(place: Path, where: str, path: str) -> None:
    moves = {"target": [["0", path]], "source": [[path, "page.html"]]}
    what = {"moves": moves[where]} if where in moves else {where: [path]}
    assert "names a path that" in _refused(place, **what)


@pytest.mark.parametrize("where", ["room", "removals", "target", "source"])
def test_a_journal_with_an_absolute_path_is_refused(place: Path, where: str) -> None:
    path = str(place / "precious.txt")
    moves = {"target": [["0", path]], "source": [[path, "page.html"]]}
    what = {"moves": moves[where]} if where in moves else {where: [path]}
    assert "names a path that is absolute" in _refused(place, **what)


def test_one_unsafe_path_at_the_end_keeps_the_first_from_being_acted_on(place: Path) -> None:
    _refused(place, room=["gone.html"], moves=[["0", "page.html"]], removals=["a/index.html", "../precious.txt"])


@pytest.mark.parametrize(
    "stage", ["", "stage", ".", "..", "../..", "stage-0123456789abcdef/..", "/tmp", "stage-0123456789ABCDEF", "new"]
)
def test_a_journal_may_take_files_from_a_stage_alone(place: Path, stage: str) -> None:
    assert "as its folder of new files" in _refused(place, stage=stage, moves=[["0", "page.html"]])


@pytest.mark.parametrize(
    "what",
    [
        {"removals": ["link/precious.txt"]},
        {"room": ["link/deep/index.html"]},
        {"removals": ["a/link/precious.txt"]},
        {"moves": [["0", "link/new.txt"]]},
        {"moves": [["0", "link/precious.txt"]]},
        {"moves": [["0", "link"]]},
    ],
    ids=str,
)
def test_a_journal_that_leads_through_a_link_in_the_site_is_refused(place: Path, what: Any) -> None:
    for link in ("link", "a/link"):
        (place / "output" / link).symlink_to(place / "elsewhere", target_is_directory=True)
    assert "through a link" in _refused(place, **what)


def test_a_journal_that_takes_files_through_a_link_is_refused(place: Path) -> None:
    stage = _state(place) / STAGE
    _journal(place)
    (stage / "new").symlink_to(place / "elsewhere", target_is_directory=True)
    assert "through a link" in _refused(place, moves=[["new/precious.txt", "page.html"]])


def test_a_stage_that_is_a_link_is_refused(place: Path) -> None:
    (_state(place) / STAGE).symlink_to(place / "elsewhere", target_is_directory=True)
    assert "through a link" in _refused(place, moves=[["precious.txt", "page.html"]])


@pytest.mark.parametrize("link", ["page", "deep/page"])
def test_a_link_in_the_stage_is_not_published(place: Path, link: str) -> None:
    stage = _state(place) / STAGE
    (stage / "new/deep").mkdir(parents=True)
    (stage / "new" / link).symlink_to(place / "precious.txt")
    assert "not a regular file" in _refused(place, moves=[["new", "fresh"]]) or link == "page"


def test_a_manifest_in_the_stage_that_is_a_link_is_not_put_in_place(place: Path) -> None:
    (_state(place) / STAGE).mkdir()
    (_state(place) / STAGE / "manifest.json").symlink_to(place / "precious.txt")
    assert "which is not a file" in _refused(place)


@pytest.mark.parametrize("what", [{"removals": ["CNAME"]}, {"room": ["CNAME"]}, {"moves": [["0", "CNAME"]]}], ids=str)
def test_a_journal_may_not_touch_what_others_put_into_the_folder(place: Path, what: Any) -> None:
    (place / "output/CNAME").write_text("courier.example")
    assert "`CNAME`, which Broadsheet did not make" in _refused(place, **what)


def test_a_journal_without_end_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_faults, "MOST", 3)
    assert "has more than 3 entries" in _refused(place, removals=["b"] * 4)


@pytest.mark.parametrize("kind", ["link", "pipe", "large"])
def test_a_journal_that_is_no_plain_file_is_refused_at_once(
    place: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    file = _state(place) / "journal.json"
    if kind == "link":
        file.symlink_to(place / "precious.txt")
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.write_bytes(b" " * 2000)
        monkeypatch.setattr("generator.system.nofollow.read.__defaults__", (1000,))
    with pytest.raises(Problems, match="Nothing was changed"):
        bring(place / "output", NEW)
    assert tree(place / "output") == OLD


@pytest.mark.parametrize(
    "what",
    [{"removals": "../precious.txt"}, {"removals": [7]}, {"moves": [["0"]]}, {"room": None}, {"stage": 7}],
    ids=str,
)
def test_a_journal_with_values_of_wrong_types_is_not_acted_on(place: Path, what: Any) -> None:
    _journal(place, **what)
    bring(place / "output", NEW)
    assert tree(place / "output") == NEW
    assert _outside(place).keys() == OUTSIDE.keys()


def test_nesting_without_end_is_a_broken_journal(place: Path) -> None:
    (_state(place) / "journal.json").write_text('{"x":' + "[" * 200_000)
    bring(place / "output", NEW)
    assert tree(place / "output") == NEW


def test_once_the_journal_is_deleted_the_site_can_be_built(place: Path) -> None:
    _refused(place, removals=["../precious.txt"])
    (_state(place) / "journal.json").unlink()
    bring(place / "output", NEW)
    assert tree(place / "output") == NEW


def test_the_command_says_it_in_words(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01")).build()
    (newsroom.folder / "precious.txt").write_text("by hand")
    _journal(newsroom.folder, removals=["../precious.txt"])
    said = CliRunner().invoke(main, ["build", "--site", str(newsroom.folder), "--as-of", NOON])
    assert said.exit_code == 1
    assert "it names a path that leads out of its folder: `../precious.txt`. Nothing was changed" in said.stderr
    assert (newsroom.folder / "precious.txt").read_text() == "by hand"


def _claim(place: Path, *paths: str, name: str = "manifest.json") -> None:
    """Leave a manifest, or stats of files, that call these ours."""
    digest, files = of_bytes(b"by hand"), (*OLD, *paths)
    if name == "manifest.json":
        (place / "output" / MANIFEST).write_bytes(
            encode(Manifest({path: ManifestEntry(digest, "k") for path in files}))
        )
    else:
        stats = FileStats(digest_of(place / "output"), {path: FileStat(7, 1, digest) for path in files})
        (_state(place) / name).write_bytes(msgspec.json.encode(stats))


@pytest.mark.parametrize("path", ["link/precious.txt", "a/link/deep/index.html", "linked.txt"])
def test_a_manifest_cannot_have_a_file_removed_through_a_link(place: Path, path: str) -> None:
    output = place / "output"
    (output / "link").symlink_to(place / "elsewhere", target_is_directory=True)
    (output / "a/link").symlink_to(place / "elsewhere", target_is_directory=True)
    (output / "linked.txt").symlink_to(place / "precious.txt")
    before = _outside(place)
    _claim(place, path)
    bring(output, NEW)
    assert _outside(place) == before
    assert (output / path).read_bytes() == b"by hand"
    assert (output / "linked.txt").is_symlink()


@pytest.mark.parametrize("path", [path for path in UNSAFE if path])
@pytest.mark.parametrize("name", ["manifest.json", "file_stats.json"])
def test_a_manifest_with_an_unsafe_path_is_not_believed(place: Path, name: str, path: str) -> None:
    if name == "file_stats.json":
        (place / "output" / MANIFEST).unlink()
    _claim(place, path, name=name)
    before = _outside(place)
    try:
        bring(place / "output", NEW)
    except Problems as found:
        assert "Broadsheet did not make" in found.problems[0].message
    assert _outside(place) == before


def test_a_new_page_is_not_written_through_a_link(place: Path) -> None:
    (place / "output/fresh").symlink_to(place / "elsewhere", target_is_directory=True)
    before = _outside(place)
    with pytest.raises(Problems):
        bring(place / "output", NEW)
    assert _outside(place) == before


def test_a_stage_left_as_a_link_is_removed_and_not_what_it_leads_to(place: Path) -> None:
    (_state(place) / STAGE).symlink_to(place / "elsewhere", target_is_directory=True)
    before = _outside(place)
    bring(place / "output", NEW)
    assert tree(place / "output") == NEW
    assert _outside(place) == before
    assert not list(_state(place).glob("stage*"))


NOT_STAGES = ["stage", "stage-of-my-play", "stage-0123", f"{STAGE}0", f"{STAGE}.bak", STAGE.replace("a", "A")]


@pytest.mark.parametrize("name", NOT_STAGES)
@pytest.mark.parametrize("journal", ["", "{", "decided"])
def test_a_folder_that_only_resembles_a_stage_stays(place: Path, name: str, journal: str) -> None:
    places = _state(place), place / "output/.broadsheet"
    for records in places:
        (records / name).mkdir()
        (records / name / "act-1.txt").write_text("by hand")
    if journal == "decided":
        _decided(place, encode(Manifest({path: ManifestEntry("d") for path in ("page.html", *OLD)})))
    elif journal:
        (_state(place) / "journal.json").write_text(journal)
    bring(place / "output", NEW)
    for records in places:
        assert (records / name / "act-1.txt").read_text() == "by hand"
    assert tree(place / "output") == NEW


@pytest.mark.parametrize("name", ["draft", "draft-of-my-play", "draft-stage", "gone-fishing", "gone-"])
def test_a_folder_among_the_trees_that_only_resembles_one_of_ours_stays(place: Path, name: str) -> None:
    bring(place / "output", OLD, 1)
    theirs = trees_of(place / "output") / name
    theirs.mkdir()
    (theirs / "act-1.txt").write_text("by hand")
    bring(place / "output", NEW, 1)
    bring(place / "output", OLD, 1)
    assert (theirs / "act-1.txt").read_text() == "by hand"


def _decided(place: Path, manifest: bytes | None) -> None:
    """Leave a journal that is in order, with this as the manifest of the site that it leads to."""
    stage = _state(place) / STAGE
    stage.mkdir()
    if manifest is not None:
        (stage / "manifest.json").write_bytes(manifest)
    _journal(place, moves=[["0", "page.html"]], removals=["gone.html"])


def test_a_journal_whose_manifest_is_in_order_is_finished(place: Path) -> None:
    _decided(place, encode(Manifest({"page.html": ManifestEntry(of_bytes(b"not by us"))})))
    assert recover(place / "output") == (True, ())
    assert (place / "output/page.html").read_bytes() == b"not by us"


@pytest.mark.parametrize("path", [*UNSAFE, "../../precious.txt", ".git/hooks/pre-commit", "a/.GIT/config"])
def test_a_journal_whose_manifest_lists_an_unsafe_path_is_refused(place: Path, path: str) -> None:
    _decided(place, encode(Manifest({"page.html": ManifestEntry("d"), path: ManifestEntry("d")})))
    assert "which is not a Broadsheet manifest" in _refused(place, moves=[["0", "page.html"]])


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"files": 7}', b'{"files": {"page.html": {"digest": "d"}}}1'])
def test_a_journal_whose_manifest_cannot_be_read_is_refused(place: Path, manifest: bytes) -> None:
    _decided(place, manifest)
    assert "which is not a Broadsheet manifest" in _refused(place, removals=["gone.html"])


@pytest.mark.parametrize("manifest", [encode(Manifest({"index.html": ManifestEntry("d")})), None])
def test_a_journal_that_publishes_what_its_manifest_does_not_list_is_refused(
    place: Path, manifest: bytes | None
) -> None:
    _decided(place, manifest)
    assert "`page.html`, which its manifest does not list" in _refused(place, moves=[["0", "page.html"]])


@pytest.mark.parametrize("where", ["room", "removals", "target"])
def test_a_journal_may_not_name_anything_of_git(place: Path, where: str) -> None:
    for path in (".git/config", "a/.GIT/hooks/pre-commit", ".Git"):
        what = {"moves": [["0", path]]} if where == "target" else {where: [path]}
        assert "is in .git/" in _refused(place, **what)


def test_a_manifest_cannot_have_a_file_of_git_removed(place: Path) -> None:
    hook = place / "output/a/.git/hooks/pre-commit"
    hook.parent.mkdir(parents=True)
    hook.write_bytes(b"by hand")
    _claim(place, "a/.git/hooks/pre-commit")
    with suppress(Problems):
        bring(place / "output", NEW)
    assert hook.read_bytes() == b"by hand"


@pytest.mark.parametrize("name", ["manifest.json", "file_stats.json", "manifest.json.tmp", "file_stats.json.tmp"])
@pytest.mark.parametrize("atomic", [0, 3])
def test_records_that_are_links_are_neither_read_nor_written_through(place: Path, name: str, atomic: int) -> None:
    bring(place / "output", OLD, atomic)
    record = (place / "output/.broadsheet" if name.startswith("manifest") else _state(place)) / name
    record.unlink(missing_ok=True)
    record.symlink_to(place / "precious.txt")
    before = _outside(place)
    bring(place / "output", NEW | OLD, atomic)
    assert _outside(place) == before
    assert not record.is_symlink() or name.endswith(".tmp")


@pytest.mark.parametrize("name", [".broadsheet", ".broadsheet/published-output"])
@pytest.mark.parametrize("kind", ["link", "file", "text"])
@pytest.mark.parametrize("atomic", [0, 3])
def test_a_state_folder_that_is_a_link_or_a_file_is_refused_with_its_path(
    place: Path, name: str, kind: str, atomic: int
) -> None:
    bring(place / "output", OLD, atomic)
    bring(place / "output", NEW, atomic)
    shutil.move(place / name, place / "moved")
    _made(place, kind)(place / name)
    before = _everything(place)
    with pytest.raises(Problems) as caught:
        bring(place / "output", OLD, atomic)
    assert caught.value.problems[0].path == str(place / name)
    assert "cannot be a link or a file" in caught.value.problems[0].message
    if atomic:
        with pytest.raises(Problems, match="cannot be a link or a file"):
            roll_back(place / "output")
    assert _everything(place) == before


def test_stats_that_belong_to_another_manifest_prove_nothing(place: Path) -> None:
    """As when an older output folder is restored, with files of the same size and time."""
    output = place / "output"
    stats = (_state(place) / "file_stats.json").read_bytes()
    found = (output / "index.html").stat()
    bring(output, OLD | {"index.html": b"new"})
    os.utime(output / "index.html", ns=(found.st_atime_ns, found.st_mtime_ns))
    (_state(place) / "file_stats.json").write_bytes(stats)
    assert bring(output, OLD)[0].written == ("index.html",)
    assert tree(output) == OLD


@pytest.mark.parametrize("lie", [b"", b"{", b"[]", b'{"manifest": "", "files": {"index.html": [3, 1, "d"]}}'])
def test_stats_that_are_broken_or_name_no_manifest_cost_time_and_nothing_else(place: Path, lie: bytes) -> None:
    (_state(place) / "file_stats.json").write_bytes(lie)
    (place / "output/index.html").write_bytes(b"own")
    assert bring(place / "output", OLD)[0].written == ("index.html",)
    assert tree(place / "output") == OLD


def test_without_a_manifest_a_file_is_ours_only_as_long_as_it_has_the_bytes_we_published(place: Path) -> None:
    output = place / "output"
    shutil.rmtree(output)
    output.mkdir()
    (output / "index.html").write_bytes(b"by hand")
    (output / "gone.html").write_bytes(OLD["gone.html"])
    with pytest.raises(Problems, match="Broadsheet did not make"):
        bring(output, NEW)
    assert tree(output) == {"index.html": b"by hand", "gone.html": OLD["gone.html"]}
    (output / "index.html").unlink()
    bring(output, NEW)
    assert tree(output) == NEW


@pytest.mark.parametrize("name", ["spare", "draft", "draft-x", "gone-7", "7", ".gitignore"])
def test_a_link_among_the_trees_is_refused(place: Path, name: str) -> None:
    output = place / "output"
    bring(output, OLD, 1)
    bring(output, NEW, 1)
    link = trees_of(output) / name
    if link.exists():
        shutil.rmtree(link) if link.is_dir() else link.unlink()
    link.symlink_to(place / "elsewhere", target_is_directory=True)
    before = _outside(place)
    with pytest.raises(Problems, match=f"{name} is a link to another place"):
        bring(output, OLD, 1)
    assert _outside(place) == before


def test_nobody_is_led_back_to_a_tree_that_is_a_link(place: Path) -> None:
    shutil.rmtree(place / "output")
    output = place / "output"
    bring(output, OLD, 3)
    bring(output, NEW, 3)
    shutil.rmtree(trees_of(output) / "1")
    (place / "elsewhere/.broadsheet").mkdir()
    (place / "elsewhere/.broadsheet/manifest.json").write_bytes(encode(Manifest()))
    (trees_of(output) / "1").symlink_to(place / "elsewhere", target_is_directory=True)
    with pytest.raises(Problems):
        roll_back(output)
    assert tree(output) == NEW


def test_a_site_is_not_whole_where_a_folder_of_it_is_a_link(place: Path) -> None:
    output = place / "output"
    shutil.move(output / "a", place / "moved")
    (output / "a").symlink_to(place / "moved", target_is_directory=True)
    assert Mismatch("a/index.html", "changed") in verify_folder(output).findings


def _made(place: Path, kind: str) -> Callable[[Path], None]:
    makers: dict[str, Callable[[Path], None]] = {
        "link": lambda path: path.symlink_to(place / "elsewhere", target_is_directory=True),
        "file": lambda path: path.symlink_to(place / "precious.txt"),
        "folder": lambda path: path.mkdir(),
        "text": lambda path: shutil.copyfile(place / "precious.txt", path) and None,
    }
    return makers[kind]


_part = st.sampled_from(
    ["..", ".", "", "a", "b", "link", "index.html", "gone.html", "C:", ".broadsheet", "x\0y", "\ud800"]
)
_path = st.lists(_part, min_size=1, max_size=4).map("/".join) | st.text(max_size=5)
_name = st.sampled_from(["0", "new", "new/a", "new/link", "manifest.json"]) | _path
_paths = st.lists(_path, max_size=3)
_any = st.none() | st.integers() | st.text(max_size=3) | st.lists(st.text(max_size=3), max_size=2)
_journals = st.fixed_dictionaries(
    {
        "format": st.sampled_from([FORMAT, FORMAT, FORMAT, 3, None]),
        "stage": st.sampled_from([STAGE, STAGE, STAGE, "..", "stage", "../.."]),
        "room": _paths | _any,
        "moves": st.lists(st.tuples(_name, _path), max_size=3) | _any,
        "removals": _paths | _any,
    }
)
_kinds = st.sampled_from(["link", "file", "folder", "text"])
_planted = st.dictionaries(st.sampled_from(["b", "a/b", "a/link", "link", "new", "fresh"]), _kinds, max_size=3)


@settings(max_examples=examples(80))
@given(
    journal=st.none() | _journals,
    claimed=_paths,
    staged=_planted,
    planted=_planted,
    atomic=st.sampled_from([0, 1]),
    older=st.booleans(),
)
def test_whatever_the_records_say_nothing_outside_the_output_folder_changes(
    journal: Any, claimed: list[str], staged: dict[str, str], planted: dict[str, str], atomic: int, older: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = _placed(Path(folder))
        records = place / "output/.broadsheet" if older else _state(place)
        for root, things in ((place / "output", planted), (records / STAGE, staged)):
            for path, kind in things.items():
                if not os.path.lexists(root / path):
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    _made(place, kind)(root / path)
        files = {path: {"digest": "d"} for path in claimed}
        manifest = {"files": files, "format": 2, "as_of": "", "source": ""}
        (place / "output" / MANIFEST).write_text(json.dumps(manifest))
        if journal:
            (records / "journal.json").write_text(json.dumps(_empty(place) | journal))
        before = _outside(place)
        for _ in range(2):
            try:
                bring(place / "output", NEW, atomic)
            except Problems:
                continue
        assert _outside(place) == before


def test_a_branch_cannot_have_files_written_outside(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git lets whoever writes its objects by hand name a file ``../x``."""
    newsroom.write(story("a.md", "A", "2026-01-01")).build()

    class Branch:
        def __init__(self, site: Path) -> None: ...
        def ready(self, remote: str, branch: str) -> None: ...
        def tip(self, remote: str, branch: str) -> str:
            return "tip"

        def file(self, commit: str, path: str) -> bytes:
            return b"" if path.endswith("manifest.json") else b"evil"

        def files(self, commit: str) -> list[str]:
            return ["README", "../../precious.txt"]

    monkeypatch.setattr("generator.hosting.branch._Git", Branch)
    with pytest.raises(Problems, match="leads out of its folder"):
        deploy(newsroom.folder, newsroom.output)


def test_a_manifest_is_recognised_by_its_types() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"files": {"a": {"digest": 7}}}', type=Manifest)
