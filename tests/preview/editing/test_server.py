"""Who may edit: only the page for editing itself, and only on this machine."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, photo, story
from preview_process import Running, preview

from generator.preview.server import _listen_for_editing
from generator.preview.session import Preview
from generator.preview.toolbar_data import TextEditor, View

SAVE = json.dumps({"file": "content/a.md", "version": "", "body": "Theirs.", "anyway": True}).encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    room = Newsroom(tmp_path_factory.mktemp("edited")).write(SETTINGS + story("a.md", "Ferry", "2020-01-01"))
    with preview(room.folder, port=0) as found:
        yield found


@pytest.fixture(scope="module")
def desk(running: Running) -> str:
    """The host and port at which files can be edited."""
    state = json.loads(_ask(running.address, "/-broadsheet-/state?path=/")[2])
    return str(state["desk"]).rstrip("/")


def _ask(
    origin: str, path: str, method: str = "GET", body: bytes = b"", **given: str
) -> tuple[int, dict[str, str], bytes]:
    headers = {name.replace("_", "-"): value for name, value in given.items()}
    with closing(http.client.HTTPConnection(origin.removeprefix("http://"), timeout=10)) as connection:
        connection.request(method, path, body or None, headers)
        with connection.getresponse() as found:
            return found.status, dict(found.getheaders()), found.read()


def _token(desk: str) -> str:
    found = re.search(rb'content="([\w-]{40,})"', _ask(desk, "/")[2])
    assert found
    return found[1].decode()


def test_the_page_is_of_another_origin_than_the_site_and_nobody_can_frame_or_script_it(
    running: Running, desk: str
) -> None:
    assert desk.rpartition(":")[0] == running.address.rpartition(":")[0]
    assert desk != running.address
    _, headers, _ = _ask(desk, "/?file=content/a.md")
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert f"frame-src {running.address};" in policy
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


def test_the_token_is_nowhere_on_the_site(running: Running, desk: str) -> None:
    token = _token(desk).encode()
    for path in ("/", "/2020/01/01/ferry/", "/-broadsheet-/state?path=/", "/-broadsheet-/preview.js"):
        assert token not in _ask(running.address, path)[2]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X_Broadsheet_Token": "guessed"},
        {"X_Broadsheet_Token": "{}", "Host": "evil.example"},
        {"X_Broadsheet_Token": "{}", "Origin": "http://evil.example"},
        {"X_Broadsheet_Token": "{}", "Origin": "{site}"},
        {"X_Broadsheet_Token": "{}", "Origin": "null"},
        {"X_Broadsheet_Token": "{}", "Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"},
        {"X_Broadsheet_Token": "{}", "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
    ],
)
def test_nobody_saves_without_the_token_or_from_elsewhere(running: Running, desk: str, headers: dict[str, str]) -> None:
    token = _token(desk)
    given = {name: token if value == "{}" else value.format(site=running.address) for name, value in headers.items()}
    for what in ("save", "new", "publish", "withdraw", "correct", "delete", "picture?file=content/a.md&name=a.jpg"):
        assert _ask(desk, f"/api/{what}", "POST", SAVE, **given)[0] == 403
    if "Origin" not in given:
        for what in ("document?file=content/a.md", "stories?words=ferry", "picture?file=content/a.md&src=a.jpg"):
            assert _ask(desk, f"/api/{what}", **given)[0] == 403


def test_no_script_becomes_a_service_worker_which_would_answer_for_another_preview_later(
    running: Running, desk: str
) -> None:
    for origin, path in ((running.address, "/-broadsheet-/preview.js"), (running.address, "/"), (desk, "/page.js")):
        given = {"Service_Worker": "script", "Sec_Fetch_Site": "same-origin", "Sec_Fetch_Dest": "serviceworker"}
        assert _ask(origin, path, **given)[0] == 403
        assert _ask(origin, path)[0] == 200


def test_the_page_itself_may_save_and_is_told_what_is_wrong_with_what_it_sends(desk: str) -> None:
    given = {"X_Broadsheet_Token": _token(desk), "Origin": desk, "Sec_Fetch_Site": "same-origin"}
    status, _, body = _ask(desk, "/api/document?file=content/a.md", **given)
    assert (status, json.loads(body)["body"]) == (200, "A word.")
    status, _, body = _ask(desk, "/api/save", "POST", SAVE, **given)
    assert (status, json.loads(body)["body"]) == (409, "A word.")
    for wrong in (b"", b"{", b"[]", b'{"file": 1}', b'{"file": "a", "version": "", "more": 1}', b"[" * 100_000):
        assert _ask(desk, "/api/save", "POST", wrong, **given)[0] == 400
    assert _ask(desk, "/api/save", "POST", b" " * 5_000_000, **given)[0] == 400


def test_a_small_copy_of_a_picture_runs_nothing_wherever_it_is_opened(running: Running, desk: str) -> None:
    given = {"X_Broadsheet_Token": _token(desk), "Origin": desk, "Sec_Fetch_Site": "same-origin"}
    assert _ask(desk, "/api/picture?file=content/a.md&name=quay.jpg", "POST", photo(), **given)[0] == 200
    status, headers, _ = _ask(desk, "/api/picture?file=content/a.md&src=quay.jpg", **given)
    assert (status, headers["Content-Type"]) == (200, "image/webp")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert _ask(desk, "/api/picture?file=content/a.md&src=../../site.toml", **given)[0] == 422
    assert _ask(desk, "/api/picture?file=content/../site.toml&src=quay.jpg", **given)[0] == 422


def test_what_is_larger_than_any_picture_is_not_even_received(desk: str) -> None:
    with closing(http.client.HTTPConnection(desk.removeprefix("http://"), timeout=10)) as connection:
        connection.putrequest("POST", "/api/picture?file=content/a.md&name=a.jpg")
        for name, value in {"X-Broadsheet-Token": _token(desk), "Content-Length": "60000000"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as found:
            assert found.status == 400


@pytest.mark.parametrize(
    "path", ["/edit.html", "/../server.py", "/server.py", "/%2e%2e/desk.py", "/api/", "/api/nosuch"]
)
def test_the_server_gives_nothing_but_its_own_files(desk: str, path: str) -> None:
    assert _ask(desk, path)[0] in (400, 404)


def test_only_the_page_for_editing_has_a_page_of_the_site_in_a_frame(running: Running, desk: str) -> None:
    framed = {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    status, headers, _ = _ask(running.address, "/", **framed, Referer=f"{desk}/")
    assert (status, headers["Content-Security-Policy"]) == (200, f"frame-ancestors 'self' {desk}")
    for referer in ("", running.address + "/", "http://127.0.0.1:1/", f"{desk}.evil.example/"):
        assert _ask(running.address, "/", **framed, Referer=referer)[0] == 403


@pytest.mark.parametrize(
    "options", [["--no-edit"], ["--host", "0.0.0.0"], ["--public-url", "https://a.example"], ["--content", "content"]]
)
def test_nobody_edits_where_others_can_see_the_preview_or_if_that_is_not_wanted(
    newsroom: Newsroom, options: list[str]
) -> None:
    newsroom.write(SETTINGS + story("a.md", "Ferry", "2020-01-01"))
    with preview(newsroom.folder, *options, port=0) as running:
        time.sleep(0.1)  # until it has said the addresses on this machine, too
        address = re.search(r"http://127\.0\.0\.1:\d+", " ".join([running.address, *running.said]))
        assert address
        assert json.loads(_ask(address[0], "/-broadsheet-/state?path=/")[2])["desk"] == ""
        assert (options == ["--no-edit"]) != any("cannot be edited in the browser" in each for each in running.said)


def test_stories_elsewhere_are_not_edited_and_the_preview_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    made = Preview(tmp_path, tmp_path, lambda _: None, None, said.append, TextEditor(""), View(), editable=True)  # type: ignore[arg-type,return-value]
    assert _listen_for_editing(made, "127.0.0.1", 8000, "") == ([], 0)
    assert said == ["Stories outside content/ (--content) cannot be edited in the browser."]


def test_pages_are_in_the_package(desk: str) -> None:
    folder = Path(__file__).parents[3] / "generator/preview/editing/page"
    for file in folder.glob("*.js"):
        status, headers, body = _ask(desk, f"/{file.name}")
        assert (status, body) == (200, file.read_bytes())
        assert headers["Content-Type"].startswith("text/javascript")
