"""What the preview answers: as GitHub Pages does, to the browser of this machine, and to nobody else."""

from __future__ import annotations

import http.client
import os
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from newsroom import Newsroom, story
from preview_process import Running, preview

from generator.preview.places import Answer, answer, media_type
from generator.preview.showing import overlay, shown
from generator.problems import Problem


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name in ("index.html", "about.html", "world/index.html", "a b/ü.html", "404.html", "assets/style.5ca1ab1e.css"):
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "site/.broadsheet").mkdir()
    (tmp_path / "site/.broadsheet/manifest.json").write_text("{}")
    (tmp_path / "secret").write_text("secret")
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/repo/", "index.html"),
        ("/repo/index.html", "index.html"),
        ("/repo/about", "about.html"),
        ("/repo/world/", "world/index.html"),
        ("/repo/a%20b/%C3%BC.html", "a b/ü.html"),
        ("/repo/assets/style.decade00.css", "assets/style.5ca1ab1e.css"),
    ],
)
def test_an_address_has_the_file_that_github_pages_gives(output: Path, path: str, name: str) -> None:
    assert answer(output, "/repo/", path) == Answer(200, output / name)


@pytest.mark.parametrize(("path", "location"), [("/repo", "/repo/"), ("/repo/world", "/repo/world/")])
def test_an_address_without_its_slash_sends_there(output: Path, path: str, location: str) -> None:
    assert answer(output, "/repo/", path) == Answer(301, location=location)


@pytest.mark.parametrize(
    "path", ["/", "/other/", "/repo/World/", "/repo/gone", "/repo/world/gone/", "/repo/INDEX.html"]
)
def test_an_address_that_is_not_there_has_the_page_for_that(output: Path, path: str) -> None:
    assert answer(output, "/repo/", path) == Answer(404, output / "404.html")


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/../secret",
        "//etc/passwd",
        "/world/../../secret",
        "/world/%2e%2e/%2e%2e/secret",
        "/..%5csecret",
        "/world\\..\\..\\secret",
        "/%00",
        "/.broadsheet/manifest.json",
        "/link",
        "/folder/secret",
    ],
)
def test_row_19_no_address_leaves_the_folder(output: Path, path: str) -> None:
    (output / "link").symlink_to(output.parent / "secret")
    (output / "folder").symlink_to(output.parent)
    assert answer(output, "/", path) == Answer(404, output / "404.html")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.xml", "application/xml"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.webmanifest", "application/manifest+json; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a", "application/octet-stream"),
    ],
)
def test_a_file_has_the_content_type_that_it_has_there(name: str, kind: str) -> None:
    assert media_type(Path(name)) == kind


PAGE = (
    b'<html><HEAD><meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></HEAD>'
    b"<body>A</body></html>"
)


def test_a_page_is_shown_with_the_script_that_reloads_it_and_a_policy_that_lets_it() -> None:
    page = shown(PAGE, 7, "localhost:8000", (), "/site", "").decode()
    assert '<script src="/-broadsheet-/preview.js" data-epoch="7"></script>' in page
    assert '<script src="/-broadsheet-/livereload.js?host=localhost&amp;port=8000"></script></HEAD>' in page
    assert "default-src 'none'; script-src 'self'; connect-src 'self' ws://localhost:8000\"" in page
    assert "broadsheet-problems" not in page


def test_what_is_wrong_cannot_leave_its_words() -> None:
    problem = Problem("content/<a>.md", 3, 1, "<script>alert(1)</script>", 'write "x"', "<b>")
    html = str(overlay([problem], "/site", 'x:{path}"onclick="'))
    assert "<script>" not in html
    assert "<b>" not in html
    assert '"onclick="' not in html


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("shown")
    (folder / "content").mkdir()
    newsroom = Newsroom(folder).write('-- site.toml --\ntitle = "C"\nbase_url = "https://owner.example/repo/"\n')
    newsroom.write(story("a.md", "Ferry", "2026-01-01") + story("b.md", "Draft", "2026-01-02", "draft: true"))
    with preview(folder, port=8360) as found:
        found.hears("2 stories")
        yield found


@dataclass(frozen=True)
class Said:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def _ask(running: Running, path: str, method: str = "GET", **headers: str) -> Said:
    host, port = running.address.removeprefix("http://").split(":")
    with closing(http.client.HTTPConnection(host, int(port), timeout=10)) as connection:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        with connection.getresponse() as found:
            return Said(found.status, dict(found.getheaders()), found.read() if found.status != 101 else b"")


def test_the_site_stands_below_its_base_path(running: Running) -> None:
    assert _ask(running, "/").headers["Location"] == "/repo/"
    assert _ask(running, "/repo/").status == 200
    assert b"Draft" in _ask(running, "/repo/latest/").body
    lost = _ask(running, "/repo/gone/")
    assert (lost.status, b"This page is not here" in lost.body) == (404, True)
    assert _ask(running, "/repo/feed.xml", "HEAD").headers["Content-Type"] == "application/xml"


def test_row_20_nobody_else_can_reach_it(running: Running) -> None:
    assert running.address.startswith("http://127.0.0.1:")
    port = int(running.address.rpartition(":")[2])
    other = socket.gethostbyname(socket.gethostname())
    if not other.startswith("127."):
        with pytest.raises(OSError), socket.create_connection((other, port), timeout=2):
            pass


def test_row_20_whoever_lets_others_in_is_told(newsroom: Newsroom) -> None:
    with preview(newsroom.folder, "--host", "0.0.0.0", port=8380) as running:
        running.hears("stories")
        assert any("Everybody who reaches 0.0.0.0 can see this preview" in line for line in running.said)


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Key": "a" * 22 + "==",
    "Sec_WebSocket_Version": "13",
}


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8360", "127.0.0.1", "127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/repo/", "/-broadsheet-/livereload.js", "/livereload"])
def test_row_21_a_name_that_is_not_ours_is_refused(running: Running, host: str, path: str) -> None:
    headers = UPGRADE if path == "/livereload" else {}
    assert _ask(running, path, Host=host, **headers).status == 403


@pytest.mark.parametrize(("origin", "status"), [("https://attacker.example", 403), ("null", 403), ("", 101)])
def test_row_21_a_page_of_another_site_may_not_listen(running: Running, origin: str, status: int) -> None:
    assert _ask(running, "/livereload", Origin=origin or running.address, **UPGRADE).status == status


def test_nobody_can_have_pages_reloaded_from_outside(running: Running) -> None:
    assert _ask(running, "/forcereload").status == 404
    assert _ask(running, "/repo/", "POST").status == 405
    assert "Access-Control-Allow-Origin" not in _ask(running, "/repo/").headers


def test_row_38_a_port_that_is_taken_is_said_and_another_is_found(newsroom: Newsroom) -> None:
    with socket.create_server(("127.0.0.1", 8400)), preview(newsroom.folder, port=8400) as running:
        assert running.address == "http://127.0.0.1:8401"
        assert any("Port 8400 is taken" in line for line in running.said)


def test_row_38_ctrl_c_leaves_no_child_and_no_lock(newsroom: Newsroom) -> None:
    with preview(newsroom.folder, port=8420) as running:
        running.hears("stories")
        pid = running.process.pid
    assert not Path(f"/proc/{pid}").exists() or os.waitpid(pid, os.WNOHANG)
    assert running.said[-1] == "Ended.\n"
    newsroom.build()


def test_readers_see_no_drafts(newsroom: Newsroom) -> None:
    newsroom.write(story("b.md", "Draft", "2026-01-02", "draft: true"))
    with preview(newsroom.folder, "--as-readers", port=8440) as running:
        running.hears("0 stories")
