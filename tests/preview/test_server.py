"""What the preview answers: as GitHub Pages does, to the browser of this machine, and to nobody else."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from newsroom import SETTINGS, Newsroom, story
from preview_process import Running, preview, starting

from generator.cli import main
from generator.hosting.static_host import HostResponse, answer, media_type
from generator.model.problems import Problem
from generator.preview.start import shown, widened
from generator.preview.toolbar_data import TextEditor, problems_data

FILES = ("index.html", "about.html", "world/index.html", "a b/ü.html", "404.html", "assets/style.5ca1ab1e.css")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/repo/", "index.html"),
        ("/repo/index.html", "index.html"),
        ("/repo/about", "about.html"),
        ("/repo/world/", "world/index.html"),
        ("/repo/a%20b/%C3%BC.html", "a b/ü.html"),
        ("/repo/assets/style.decade00.css", "assets/style.5ca1ab1e.css"),
    ],
)
def test_an_address_has_the_file_that_github_pages_gives(path: str, file: str) -> None:
    assert answer(FILES, "/repo/", path) == HostResponse(200, file)


@pytest.mark.parametrize(("path", "location"), [("/repo", "/repo/"), ("/repo/world", "/repo/world/")])
def test_an_address_without_its_slash_sends_there(path: str, location: str) -> None:
    assert answer(FILES, "/repo/", path) == HostResponse(301, location=location)


@pytest.mark.parametrize(
    "path", ["/", "/other/", "/repo/World/", "/repo/gone", "/repo/world/gone/", "/repo/INDEX.html", "/repo//"]
)
def test_an_address_that_is_not_there_has_the_page_for_that(path: str) -> None:
    assert answer(FILES, "/repo/", path) == HostResponse(404, "404.html")
    assert answer(["index.html"], "/repo/", path) == HostResponse(404)


OUTSIDE = [
    "/%2e%2e/site.toml",
    "/..%2fsite.toml",
    "/../site.toml",
    "//etc/passwd",
    "/harbour/../../site.toml",
    "/harbour/%2e%2e/%2e%2e/site.toml",
    "/..%5csite.toml",
    "/harbour\\..\\..\\site.toml",
    "/%00",
    "/.broadsheet/manifest.json",
    "/content/a.md",
    "/site.toml",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_row_19_no_address_leaves_the_site(path: str) -> None:
    assert answer(FILES, "/", path) == HostResponse(404, "404.html")


@pytest.mark.parametrize(
    ("file", "kind"),
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
def test_a_file_has_the_content_type_that_it_has_there(file: str, kind: str) -> None:
    assert media_type(file) == kind


PAGE = (
    b'<html><HEAD><meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></HEAD>'
    b"<body>A &lt;/head> that is none</body></html>"
)


def test_a_page_is_shown_with_one_script_and_a_policy_that_lets_it() -> None:
    script = b'<script src="/-broadsheet-/preview.js" data-sign="7"></script>'
    page = shown(PAGE, "7", "localhost:8000")
    assert page.count(script) == page.count(b"<script") == 1
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://localhost:8000"
    assert page.replace(script, b"").replace(policy.encode(), b"default-src 'none'") == PAGE


@pytest.mark.parametrize(
    ("policy", "rules"),
    [
        ("", [""]),
        ("img-src 'self'; ", ["img-src 'self'"]),
        ("script-src 'none'", ["script-src 'self'"]),
        ("script-src https://x.example; style-src 'self'", ["script-src https://x.example 'self'", "style-src 'self'"]),
        ("default-src 'self'", ["default-src 'self'", "script-src 'self'", "connect-src 'self' ws://h:1"]),
    ],
)
def test_a_sites_own_policy_keeps_all_that_it_allows(policy: str, rules: list[str]) -> None:
    assert set(rules) <= set(widened(policy, "h:1").split("; "))


def test_what_is_wrong_is_told_with_its_place_and_a_link_to_it() -> None:
    problem = Problem("content/a b.md", 3, 5, "it is wrong", "mend it", "  the line\n")
    (told,) = problems_data([problem], TextEditor("/site", "vscode"))
    assert told == {
        "where": "content/a b.md:3:5",
        "opens": "vscode://file//site/content/a%20b.md:3:5",
        "message": "it is wrong",
        "source": "  the line",
        "fix": "mend it",
    }
    assert TextEditor("/site", "x://{path}?at={line}").opens("a.md", 2) == "x:///site/a.md?at=2"
    assert TextEditor("/site").opens("a.md") == ""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("shown")
    (folder / "content").mkdir()
    newsroom = Newsroom(folder).write('-- site.toml --\ntitle = "C"\nbase_url = "https://owner.example/repo/"\n')
    newsroom.write(
        story("a.md", "Ferry", "2026-01-01", "related: [Draft]", body="Five words, no more, here.")
        + story("b.md", "Draft", "2026-01-02", "draft: true", body="An [odd](c.md) link and ![](no.svg).")
        + story("c.md", "Later", "2099-01-01")
        + story("d.md", "Gone", "2026-01-01", "expires: 2026-01-02")
    )
    (folder / "content/no.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>")
    with preview(folder, port=8360) as found:
        found.hears("4 stories")
        yield found


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Key": "a" * 22 + "==",
    "Sec_WebSocket_Version": "13",
}


@dataclass(frozen=True)
class Said:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def _ask(running: Running, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Said:
    host, port = running.address.removeprefix("http://").split(":")
    with closing(http.client.HTTPConnection(host, int(port), timeout=10)) as connection:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if method == "POST":
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        with connection.getresponse() as found:
            return Said(found.status, dict(found.getheaders()), found.read() if found.status != 101 else b"")


def test_the_site_stands_below_its_base_path(running: Running) -> None:
    assert _ask(running, "/").headers["Location"] == "/repo/"
    assert _ask(running, "/repo/").status == 200
    assert b"Draft" in _ask(running, "/repo/latest/").body
    lost = _ask(running, "/repo/gone/")
    assert (lost.status, b"This page is not here" in lost.body) == (404, True)
    assert _ask(running, "/repo/feed.xml", "HEAD").headers["Content-Type"] == "application/xml"


def test_a_page_follows_its_story_into_another_section_and_another_file(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    newsroom = Newsroom(tmp_path).write(SETTINGS + 'permalink = "/{section}/{slug}/"\n')
    newsroom.write(story("a.md", "Ferry", "2026-01-01", "section: Harbour"))
    with preview(tmp_path, port=0) as running:

        def follows(target: str) -> None:
            limit = time.monotonic() + 20
            while (said := _ask(running, "/harbour/ferry/")).headers.get("Location") != target:
                assert time.monotonic() < limit, said
                time.sleep(0.1)

        assert _ask(running, "/harbour/ferry/").status == 200
        newsroom.write(story("a.md", "Ferry", "2026-01-01", "section: Council"))
        follows("/council/ferry/")
        (tmp_path / "content/a.md").rename(tmp_path / "content/council.md")
        time.sleep(1)
        newsroom.write(story("council.md", "Ferry", "2026-01-01", "section: Council", "slug: boat"))
        follows("/council/boat/")


def test_row_20_nobody_else_can_reach_it(running: Running) -> None:
    assert running.address.startswith("http://127.0.0.1:")
    port = int(running.address.rpartition(":")[2])
    other = socket.gethostbyname(socket.gethostname())
    if not other.startswith("127."):
        with pytest.raises(OSError), socket.create_connection((other, port), timeout=2):
            pass


_SIGNALLED_ASIDE = """
import signal, sys, threading
from generator.cli import main

def interrupt():
    sys.stdin.readline()
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)

threading.Thread(target=interrupt, daemon=True).start()
main(["preview", "--port", "8300"])
"""


def test_ctrl_c_ends_the_preview_even_if_another_thread_receives_it(newsroom: Newsroom) -> None:
    """The system may hand a signal to any thread; the one that serves may just be going to sleep."""
    newsroom.write(SETTINGS)
    command = [sys.executable, "-u", "-c", _SIGNALLED_ASIDE]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=newsroom.folder, env=environment, **pipes) as process:  # type: ignore[call-overload]
        try:
            assert any("shows the site" in line for line in iter(process.stdout.readline, ""))
            time.sleep(0.5)  # until it serves
            process.communicate("\n", timeout=20)
            assert process.returncode == 0
        finally:
            process.kill()


def test_row_20_whoever_lets_others_in_is_told(ended: Running) -> None:
    assert any("Anyone who can reach 0.0.0.0 can see this preview" in line for line in ended.said)


@pytest.fixture(scope="module")
def shown_to_others(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("others")).write(SETTINGS)
    return newsroom.write(story("b.md", "Draft", "2026-01-02", "draft: true"))


@pytest.fixture(scope="module")
def ended(shown_to_others: Newsroom) -> Running:
    """A preview for readers and for other machines, whose first port was taken; it has ended."""
    with socket.create_server(("0.0.0.0", 0)) as other:
        port = other.getsockname()[1]
        with preview(shown_to_others.folder, "--host", "0.0.0.0", "--as-readers", port=port) as running:
            running.hears("stories")
    return running


def _told(running: Running, path: str) -> dict[str, Any]:
    return dict(json.loads(_ask(running, f"/-broadsheet-/state?path={path}").body))


@pytest.mark.parametrize("path", OUTSIDE)
def test_row_19_the_server_gives_nothing_else(running: Running, path: str) -> None:
    for each in (path, f"/repo{path}", f"/-broadsheet-{path}"):
        said = _ask(running, each)
        assert said.status in (400, 404)
        assert b"base_url" not in said.body


def test_the_bar_is_told_of_the_story_on_the_page(running: Running) -> None:
    told = _told(running, "/repo/2026/01/01/ferry/")
    assert told["problems"] == []
    assert told["story"] | {"warnings": []} == {
        "file": "content/a.md",
        "opens": "",
        "words": 5,
        "minutes": 1,
        "withheld": "",
        "warnings": [],
        "related": [{"headline": "Draft", "url": "/repo/2026/01/02/draft/", "reason": "chosen by the editor"}],
    }
    assert _told(running, "/repo/")["story"] is None
    assert _told(running, "/elsewhere/")["story"] is None


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/repo/2026/01/02/draft/", "draft"),
        ("/repo/2099/01/01/later/", "scheduled"),
        ("/repo/2026/01/01/gone/", "expired"),
    ],
)
def test_what_is_not_public_is_shown_and_said(running: Running, path: str, state: str) -> None:
    page = _ask(running, path).body
    assert b'class="not-public"' in page
    assert b'name="robots" content="noindex"' in page
    assert _told(running, path)["story"]["withheld"] == state
    assert _ask(running, "/repo/latest/").body.count(b'class="withheld"') == 3


def test_the_view_can_be_another_time_and_that_of_readers(running: Running) -> None:
    def look(as_of: str, drafts: bool, stories: int) -> None:
        body = json.dumps({"as_of": as_of, "drafts": drafts}).encode()
        assert _ask(running, "/-broadsheet-/view", "POST", body, Content_Type="application/json").status == 200
        running.hears(f"{stories} stor")

    look("2099-06-01T09:00", False, 2)
    assert b"Later" in _ask(running, "/repo/").body
    told = _told(running, "/repo/")["view"]
    assert told == {"drafts": False, "fixed": True, "as_of": "2099-06-01T09:00", "zone": "UTC"}
    look("", False, 1)
    assert b"Later" not in _ask(running, "/repo/").body
    look("", True, 4)


_DEEP = [b"[" * 100_000, b'{"as_of": ' * 50_000, b'{"as_of": "", "drafts": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"]
_ODD = [
    b"9" * 10_000,
    b'{"as_of": "", "drafts": 1e999}',
    b'{"as_of": ["2026-01-01"], "drafts": false}',
    b"\xff\xfe",
    b"null",
]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"as_of": "never", "drafts": true}', b'{"as_of": ""}', *_DEEP, *_ODD], ids=range(12)
)
def test_row_63_a_view_that_makes_no_sense_changes_nothing(running: Running, body: bytes) -> None:
    assert _ask(running, "/-broadsheet-/view", "POST", body).status == 400
    assert b"Draft" in _ask(running, "/repo/latest/").body


@pytest.mark.parametrize(
    "path",
    [
        *("/-broadsheet-/state?path=" + "a" * 30_000, "/-broadsheet-/state?path=%00", "/-broadsheet-/state?path=%FF"),
        *("/repo/" + "a/" * 10_000, "/repo/%00", "/repo/%ED%A0%80", "/repo/?" + "a=b&" * 5_000, "/repo/%25%2500"),
    ],
    ids=range(8),
)
def test_no_address_makes_the_preview_fail(running: Running, path: str) -> None:
    assert _ask(running, path).status in (200, 302, 400, 404, 414)
    assert not [line for line in running.said if "Traceback" in line]


@pytest.mark.parametrize(
    "message", ["", "[" * 100_000, "7", "[]", '{"command": 7}', "{}", '{"command": "info", "url": {}}']
)
def test_a_message_that_is_none_ends_that_connection_alone(running: Running, message: str) -> None:
    """RFC 6455: what a client sends is masked; a mask of zeros leaves it as it is."""
    host, port = running.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        lines = ["GET /livereload HTTP/1.1", f"Host: {host}:{port}", f"Origin: {running.address}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in UPGRADE.items()]
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        assert b" 101 " in connection.recv(4096)
        data = message.encode()
        connection.sendall(b"\x81\xff" + len(data).to_bytes(8, "big") + bytes(4) + data + b"\x88\x80" + bytes(4))
        while connection.recv(4096):
            pass
    assert _ask(running, "/repo/").status == 200
    assert not [line for line in running.said if "Traceback" in line]


def test_row_21_a_page_of_another_site_cannot_change_the_view(running: Running) -> None:
    body = b'{"as_of": "", "drafts": false}'
    for origin in ("https://attacker.example", "null"):
        assert _ask(running, "/-broadsheet-/view", "POST", body, Origin=origin).status == 403
    assert b"Draft" in _ask(running, "/repo/latest/").body


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8360", "127.0.0.1", "127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/repo/", "/-broadsheet-/livereload.js", "/-broadsheet-/state", "/livereload"])
def test_row_21_a_name_that_is_not_ours_is_refused(running: Running, host: str, path: str) -> None:
    headers = UPGRADE if path == "/livereload" else {}
    assert _ask(running, path, Host=host, **headers).status == 403


@pytest.mark.parametrize(("origin", "status"), [("https://attacker.example", 403), ("null", 403), ("", 101)])
def test_row_21_a_page_of_another_site_may_not_listen(running: Running, origin: str, status: int) -> None:
    assert _ask(running, "/livereload", Origin=origin or running.address, **UPGRADE).status == status


@pytest.mark.parametrize("path", ["/repo/", "/repo/no-such-draft/", "/-broadsheet-/state", "/-broadsheet-/phone.js"])
def test_a_page_of_another_site_cannot_tell_which_pages_there_are(running: Running, path: str) -> None:
    for origin in ("cross-site", "same-site"):
        for mode, kind in [("no-cors", "object"), ("navigate", "object"), ("navigate", "iframe"), ("cors", "empty")]:
            asked = {"Sec-Fetch-Site": origin, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": kind}
            asked["Referer"] = "http://127.0.0.1:9999/"
            assert _ask(running, path, **asked).status == 403
        followed = {"Sec-Fetch-Site": origin, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        assert _ask(running, path, **followed).status == _ask(running, path).status != 403
    headers = _ask(running, path, **{"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"}).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_nobody_can_have_pages_reloaded_from_outside(running: Running) -> None:
    assert _ask(running, "/forcereload").status == 404
    assert _ask(running, "/repo/", "POST").status == 405
    assert _ask(running, "/-broadsheet-/forcereload").status == 404
    assert "Access-Control-Allow-Origin" not in _ask(running, "/repo/").headers


def test_row_38_a_port_that_is_taken_is_said_and_another_is_found(ended: Running) -> None:
    taken = re.search(r"Port (\d+) is in use", "".join(ended.said))
    assert taken
    assert not ended.address.endswith(f":{taken[1]}")


def test_row_38_ctrl_c_leaves_no_child_and_no_lock(ended: Running, shown_to_others: Newsroom) -> None:
    assert not Path(f"/proc/{ended.process.pid}").exists()
    assert ended.said[-1] == "Stopped.\n"
    assert not [*(shown_to_others.folder / ".broadsheet").rglob("*.tmp*")]
    shown_to_others.build()


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big")
    (folder / "content").mkdir()
    newsroom = Newsroom(folder).write(SETTINGS)
    for number in range(400):
        newsroom.write(story(f"s{number}.md", f"Story {number}", "2026-01-01", body="Some *words* of it. " * 2000))
    return folder


@pytest.mark.parametrize("to_group", [True, False], ids=["to-the-terminal", "to-the-process"])
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_the_preview_stops_at_once_while_workers_make_the_first_site(
    big: Path, told: signal.Signals, to_group: bool
) -> None:
    """As Ctrl-C reaches every process of a terminal's group, and ``kill`` only one."""
    with starting(big, port=8460) as running:
        children = _children_of(running.process.pid)
        start = time.monotonic()
        (os.killpg if to_group else os.kill)(running.process.pid, told)
        assert running.process.wait(30) == 0
        took = time.monotonic() - start
    assert "".join(running.said) == "Stopped.\n"
    assert took < 3  # a fifth of a second on an idle machine
    assert not [child for child in children if child.exists()]
    assert not list((big / ".broadsheet").rglob("*.tmp*"))


def _children_of(pid: int) -> list[Path]:
    """The children of a process in /proc, as soon as it has any."""
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        if found := [each for each in Path("/proc").glob("[0-9]*") if _parent_of(each) == pid]:
            return found
        time.sleep(0.02)
    raise AssertionError(f"process {pid} has started no workers")


def _parent_of(process: Path) -> int:
    with suppress(OSError):
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return 0  # it has ended


def test_a_time_that_is_none_is_refused(newsroom: Newsroom) -> None:
    said = CliRunner().invoke(main, ["preview", "--site", str(newsroom.folder), "--as-of", "someday"])
    assert said.exit_code == 2
    assert "someday" in said.stderr


def test_row_22_nothing_of_the_preview_is_in_what_is_built(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01") + story("b.md", "Draft", "2026-01-02", "draft: true"))
    for drafts in (False, True):
        newsroom.build(drafts=drafts)
        for path, data in newsroom.tree().items():
            for word in (b"-broadsheet-", b"livereload", b"localhost", b"127.0.0.1", b":8000", b"ws://"):
                assert word not in data, path


def test_readers_see_no_drafts(ended: Running) -> None:
    assert any("0 stories" in line for line in ended.said)


def test_the_preview_says_the_warnings_of_the_site_when_it_starts(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01"))
    for number in range(5):
        newsroom.write(f"-- content/{number}.pdf --\n%PDF\n")
    with starting(newsroom.folder, port=8470) as running:
        assert running.hears("no story or page uses this file").startswith("warning, 5 times: ")
        running.hears("and 2 more (--all shows them)")
        running.hears("shows the site")
