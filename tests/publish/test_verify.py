"""A published site is compared with its manifest, in a folder or as it is served."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner
from faults import bring
from newsroom import Newsroom, story
from pages_host import serving

from generator.cli import main
from generator.model.problems import Problems
from generator.publish.folders import state_folder
from generator.publish.verify import Mismatch, served_manifest, verify_address, verify_folder

FILES = {
    "index.html": b"front",
    "a/index.html": b"story",
    "şehir & köy/index.html": b"tag",
    "feed.xml": b"feed",
    "404.html": b"lost",
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def output(tmp_path: Path) -> Path:
    bring(tmp_path / "output", FILES)
    return tmp_path / "output"


def _served(output: Path, handler: type[_Quiet]) -> AbstractContextManager[str]:
    """Where a server on this machine serves a folder."""
    return serving(partial(handler, directory=str(output)))


@pytest.fixture
def address(output: Path) -> Iterator[str]:
    """Where the output folder is served."""
    with _served(output, _Quiet) as address:
        yield address


def _spoil(output: Path) -> None:
    (output / "feed.xml").unlink()
    (output / "index.html").write_bytes(b"spoil")
    (output / "notes.txt").write_text("by hand")


def test_a_site_as_it_was_published_is_right(output: Path) -> None:
    verdict = verify_folder(output)
    assert (verdict.files, verdict.findings) == (len(FILES), ())
    assert verdict.as_of
    assert verdict.source


def test_missing_changed_and_unexpected_files_are_named(output: Path) -> None:
    _spoil(output)
    (output / "a/index.html").unlink()
    (output / "a/index.html").symlink_to(output / "404.html")
    assert verify_folder(output).findings == (
        Mismatch("a/index.html", "changed"),
        Mismatch("feed.xml", "missing"),
        Mismatch("index.html", "changed"),
        Mismatch("notes.txt", "unexpected"),
    )


def test_a_served_site_is_fetched_as_readers_do(output: Path, address: str) -> None:
    assert verify_address(address, output / "nowhere").findings == ()
    _spoil(output)
    found = verify_address(address, output / "nowhere").findings
    assert found == (Mismatch("feed.xml", "missing"), Mismatch("index.html", "changed"))


def test_a_link_is_not_what_was_published_even_with_the_same_bytes_or_to_nowhere(output: Path) -> None:
    (output / "feed.xml").rename(output / "notes.txt")
    (output / "feed.xml").symlink_to("notes.txt")
    (output / "index.html").unlink()
    (output / "index.html").symlink_to("nowhere")
    assert {each.path: each.state for each in verify_folder(output).findings} == {
        "feed.xml": "changed",
        "index.html": "changed",
        "notes.txt": "unexpected",
    }


def test_an_address_may_end_with_a_slash_or_not(output: Path, address: str) -> None:
    verdicts = [verify_address(each, output / "nowhere") for each in (address.rstrip("/"), f"{address.rstrip('/')}/")]
    assert verdicts[0] == verdicts[1]
    assert verdicts[0].place.endswith("/")
    manifests = [served_manifest(each) for each in (address.rstrip("/"), f"{address.rstrip('/')}/")]
    assert manifests[0] == manifests[1]
    assert manifests[0].files.keys() == FILES.keys()


def test_the_build_that_is_here_goes_before_what_is_served(output: Path, address: str) -> None:
    assert verify_address(address, output).manifest == str(output / ".broadsheet/manifest.json")
    assert verify_address(address, output / "nowhere").manifest == f"{address.rstrip('/')}/.broadsheet/manifest.json"


def test_without_a_published_manifest_the_local_one_is_used(output: Path, address: str, tmp_path: Path) -> None:
    (output / ".broadsheet").rename(tmp_path / "hidden")
    (tmp_path / "local").mkdir()
    (tmp_path / "hidden").rename(tmp_path / "local/.broadsheet")
    verdict = verify_address(address, tmp_path / "local")
    assert verdict.findings == ()
    assert verdict.manifest == str(tmp_path / "local/.broadsheet/manifest.json")
    with pytest.raises(Problems):
        verify_address(address, tmp_path / "nowhere")


@pytest.mark.parametrize("nowhere", ["http://127.0.0.1:9/", "http://nobody.invalid/"])
def test_an_unreachable_server_is_reported_at_once(output: Path, nowhere: str) -> None:
    with pytest.raises(Problems) as caught:
        verify_address(nowhere, output)
    assert caught.value.problems[0].message.startswith("nothing answers here: ")
    assert len(caught.value.problems[0].message) > len("nothing answers here: ")


def test_a_refused_connection_is_not_called_a_late_answer(output: Path) -> None:
    with pytest.raises(Problems) as caught:
        verify_address("http://127.0.0.1:9/", output)
    assert "seconds" not in caught.value.problems[0].message


def test_pages_of_any_length_need_no_memory(output: Path) -> None:
    class Long(_Quiet):
        def do_GET(self) -> None:
            if self.path.endswith("manifest.json"):
                super().do_GET()
                return
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(40):
                    self.wfile.write(bytes(1_000_000))

    with _served(output, Long) as address:
        tracemalloc.start()
        found = verify_address(address, output / "nowhere").findings
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert {each.state for each in found} == {"changed"}
    assert most < 20_000_000


def test_a_page_with_a_server_error_is_reported(output: Path) -> None:
    class Failing(_Quiet):
        def do_GET(self) -> None:
            if self.path in {"/a/", "/feed.xml", "/.broadsheet/manifest.json"}:
                self.send_error({"/a/": 500, "/feed.xml": 410}.get(self.path, 403))
            else:
                super().do_GET()

    with _served(output, Failing) as address:
        findings = verify_address(address, output).findings
    assert findings == (Mismatch("a/index.html", "unreachable"), Mismatch("feed.xml", "missing"))


@pytest.mark.parametrize("wrong", ["file:///etc/passwd", "example.org", "ftp://example.org/", "https:///x"])
def test_only_addresses_of_the_web_are_fetched(output: Path, wrong: str) -> None:
    with pytest.raises(Problems, match="not the address of a site"):
        verify_address(wrong, output)


def test_a_folder_without_a_manifest_or_with_an_unfinished_publication_cannot_be_verified(output: Path) -> None:
    (state_folder(output) / "journal.json").write_text("{}")
    with pytest.raises(Problems) as caught:
        verify_folder(output)
    assert "interrupted" in caught.value.problems[0].message
    with pytest.raises(Problems) as caught:
        verify_folder(output / "a")
    assert "the manifest is missing" in caught.value.problems[0].message


def test_the_command(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write(story("a.md", "First", "2026-01-01"))
    newsroom.build()
    monkeypatch.chdir(newsroom.folder)
    result = CliRunner().invoke(main, ["verify"])
    assert (result.exit_code, "all as published" in result.output) == (0, True)
    (newsroom.output / "index.html").unlink()
    result = CliRunner().invoke(main, ["verify"])
    assert (result.exit_code, "missing  index.html" in result.output) == (1, True)
    result = CliRunner().invoke(main, ["verify", "--json"])
    assert json.loads(result.stdout)["findings"] == [{"path": "index.html", "state": "missing"}]
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "sent",
    [
        b'{"files": {"a": {"digest": "x"}}, "format": 2, "as_of": "\\u001b]0;owned\\u0007", "source": "s"}',
        b'{"files": {"../a": {"digest": "x"}}, "format": 2, "source": "s"}',
        b'{"files": {"a\\n::error::b": {"digest": "x"}}, "format": 2, "source": "s"}',
        b'{"files": ' + b"[" * 100_000,
        b"9" * 10_000,
        b"\xff",
    ],
    ids=range(6),
)
@pytest.mark.parametrize("command", ["verify", "next"])
def test_row_64_what_a_hostile_server_sends_is_neither_shown_nor_followed(
    newsroom: Newsroom, tmp_path: Path, sent: bytes, command: str
) -> None:
    (tmp_path / "served/.broadsheet").mkdir(parents=True)
    (tmp_path / "served/.broadsheet/manifest.json").write_bytes(sent)
    newsroom.write(story("a.md", "A", "2026-01-01"))
    with _served(tmp_path / "served", _Quiet) as address:
        words = ["verify", address] if command == "verify" else ["next", "--due", "--since", address]
        said = CliRunner().invoke(main, [*words, "--site", str(newsroom.folder)])
    assert isinstance(said.exception, SystemExit) or said.exit_code == 0
    assert not {"\x1b", "\x07"} & {*said.output}
    assert "::error::" not in said.output.splitlines()


def test_pages_are_fetched_at_their_folders_and_other_files_at_their_names(tmp_path: Path) -> None:
    bring(tmp_path / "output", {"index.html": b"front", "a/index.html": b"a", "b/an-index.html": b"b"})
    asked = set[str]()

    class Noting(_Quiet):
        def do_GET(self) -> None:
            asked.add(self.path)
            super().do_GET()

    with _served(tmp_path / "output", Noting) as address:
        assert verify_address(address, tmp_path / "output").findings == ()
    assert asked == {"/", "/a/", "/b/an-index.html"}
