"""Requests are few, polite and bounded, and go only where they may."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import ClassVar

import pytest
from pages_host import serving
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from generator.system import http_client
from generator.system.http_client import MOST_REDIRECTS, HttpClient, Response
from generator.system.public_hosts import is_public


class _Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    connections: ClassVar[set[int]] = set()
    now: ClassVar[list[int]] = [0, 0]  # requests that are being answered, and the most there were

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        self.connections.add(self.client_address[1])
        self.now[0] += 1
        self.now[1] = max(self.now)
        path, _, rest = self.path.lstrip("/").partition("/")
        if path == "slow":
            time.sleep(0.05)
        self.now[0] -= 1
        busy = path == "busy" and sum(each == self.path for each, _ in self.asked) == 1
        self.send_response(503 if busy or path == "closed" else 302 if path == "to" else 200)
        if path in ("busy", "closed"):
            self.send_header("Retry-After", rest)
        if path == "to":
            self.send_header("Location", self.path if rest == "itself" else f"http://{rest}")
        self.send_header("Set-Cookie", "known=yes")
        self.send_header("Content-Length", "5")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"words")

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    _Server.asked.clear()
    _Server.connections.clear()
    _Server.now[:] = [0, 0]
    with serving(_Server) as address:
        yield address


def _client(at_once: int = 1, allowed: Callable[[str], bool] = lambda _: True) -> HttpClient:
    return HttpClient("tests", at_once, 5, allowed)


def test_one_connection_serves_many_requests(site: str) -> None:
    with _client() as client:
        for number in range(5):
            assert client.request(f"{site}/{number}", most=10) == Response(200, b"words")
            assert client.request(f"{site}/{number}", "HEAD") == Response(200)
    assert len(_Server.asked) == 10
    assert len(_Server.connections) == 1


def test_many_threads_share_the_connections_to_a_host(site: str) -> None:
    with _client(2) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: client.request(f"{site}/slow/{number}", most=10), range(12)))
    assert answers == [Response(200, b"words")] * 12
    assert _Server.now[1] <= 2
    assert len(_Server.connections) <= 2


def test_a_body_that_nobody_reads_blocks_nothing(site: str) -> None:
    with _client() as client:
        assert [client.request(f"{site}/{number}").status for number in range(3)] == [200] * 3


def test_neither_names_nor_cookies_are_sent(site: str) -> None:
    with _client() as client:
        for _ in range(2):
            client.request(site.replace("http://", "http://ayla:secret@") + "/a?b=ç d#part")
    for path, headers in _Server.asked:
        assert path == "/a?b=%C3%A7%20d"
        assert not {"cookie", "authorization"} & {name.lower() for name in headers}


def test_redirects_are_followed_but_not_for_ever(site: str) -> None:
    with _client() as client:
        assert client.request(f"{site}/to/{site[7:]}/there", most=10) == Response(200, b"words")
        _Server.asked.clear()
        assert "redirects" in client.request(f"{site}/to/itself").why
    assert len(_Server.asked) == MOST_REDIRECTS + 1


def test_a_server_that_asks_for_time_gets_it(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = list[float]()
    monkeypatch.setattr(http_client.time, "sleep", waits.append)
    with _client() as client:
        assert client.request(f"{site}/busy/7").status == 200
        assert waits == [7]
        assert client.request(f"{site}/closed/1").status == 503
        assert waits == [7, 1, 1]
        for wait in ("999999", "soon", "Fri,%2031%20Dec%209999%2023:59:59%20GMT"):
            assert client.request(f"{site}/closed/{wait}").status == 503
    assert waits == [7, 1, 1]


def test_more_than_what_is_wanted_is_not_read(site: str) -> None:
    with _client() as client:
        assert client.request(site, most=4).why == "it sends more than 4 bytes"
        assert client.request(site, most=5).status == 200


def test_only_allowed_addresses_are_asked_even_after_a_redirect(site: str) -> None:
    port = site.rpartition(":")[2]
    with HttpClient("tests", 1, 5, lambda address: address == "127.0.0.1", lambda *_: ["127.0.0.1"]) as client:
        assert client.request("http://port-elm.example:" + port).status == 200

    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "port-elm.example" else ["127.0.0.2"]

    with HttpClient("tests", 1, 5, lambda address: address == "127.0.0.1", resolve) as client:
        answer = client.request(f"http://port-elm.example:{port}/to/inside.example:{port}/")
    assert answer.why == "inside.example is not a public address, and only public ones are requested"
    assert [headers["Host"] for _, headers in _Server.asked] == [f"port-elm.example:{port}"] * 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_the_machine_itself_is_not_public_however_it_is_written(site: str, host: str) -> None:
    with _client(allowed=is_public) as client:
        assert "is not a public address" in client.request(f"http://{host}:{site.rpartition(':')[2]}/").why
    assert _Server.asked == []


def test_a_name_with_one_address_that_is_not_public_is_refused() -> None:
    with HttpClient("tests", 1, 5, is_public, lambda *_: ["93.184.215.14", "10.0.0.1"]) as client:
        assert "is not a public address" in client.request("http://port-elm.example/").why


@contextmanager
def _saying(*parts: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server that sends some bytes to whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                for part in parts:
                    try:
                        connection.sendall(part)
                    except OSError:
                        return
                    time.sleep(pause)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        thread.join()


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n"])
def test_a_server_that_sends_byte_by_byte_is_not_waited_for(head: bytes) -> None:
    start = time.monotonic()
    with _saying(head, *([b"H"] * 15), pause=0.1) as address, HttpClient("tests", 1, 0.4) as client:
        assert client.request(address, most=1000).why in ("no answer in 0.4 seconds", "it sends too slowly")
    assert time.monotonic() - start < 4


def test_only_hosts_that_may_be_asked_are_asked(site: str) -> None:
    other = site.replace("127.0.0.1", "localhost")
    with HttpClient("tests", 1, 5.0, hosts=lambda host: host == "127.0.0.1") as client:
        assert client.request(site, most=10).status == 200
        for address in (other, f"{site}/to/{other.removeprefix('http://')}"):
            assert client.request(address, most=10).why == "it is on another site, localhost"
    assert not any("localhost" in headers["Host"] for _, headers in _Server.asked)


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense", b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nwords", b"HTTP/1.1 x\r\n\r\n"]
)
def test_what_is_no_answer_is_told_in_words(answer: bytes) -> None:
    with _saying(answer) as address, HttpClient("tests", 1, 2) as client:
        why = client.request(address, most=1000).why
    assert why
    assert not any(sign in why for sign in ("Error", "Exception", "object at", "('"))


@pytest.mark.parametrize(
    "address", ["http://[::1/", "http://a:99999999/", "http:///x", "mailto:a@b.example", "http://é" + "x" * 80]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with _client() as client:
        why = client.request(address).why
    assert why
    assert not any(sign in why for sign in ("Error", "codec", "'"))


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("http://a.example/", 80),
        ("https://a.example/", 443),
        ("http://a.example:8080/", 8080),
        ("https://a.example:80", 80),
    ],
)
def test_the_usual_port_is_asked_unless_the_address_has_one(address: str, port: int) -> None:
    asked = list[tuple[str, int]]()

    def resolve(*where: str | int) -> list[str]:
        asked.append(where)  # type: ignore[arg-type]
        return []

    with HttpClient("tests", 1, 5, resolve=resolve) as client:
        assert client.request(address).why == "its name has no address"
    assert asked == [("a.example", port)]


def test_the_next_machine_is_asked_if_one_takes_no_connection(site: str) -> None:
    port = site.rpartition(":")[2]
    for machines, status in ((["127.0.0.2", "127.0.0.1"], 200), (["127.0.0.2"], 0)):
        with HttpClient("tests", 1, 5, resolve=lambda *_, machines=machines: machines) as client:  # type: ignore[misc]
            assert client.request(f"http://port-elm.example:{port}/").status == status


def test_the_longest_wait_is_still_waited_for(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = list[float]()
    monkeypatch.setattr(http_client.time, "sleep", waits.append)
    with _client() as client:
        client.request(f"{site}/busy/30")
        client.request(f"{site}/busy/31")
    assert waits == [30]


def test_a_name_in_other_letters_is_resolved_as_the_internet_writes_it() -> None:
    asked = list[str]()

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return []

    with HttpClient("tests", 1, 5, resolve=resolve) as client:
        for host in ("Köy.example", "koy.example"):
            client.request(f"http://{host}/")
    assert asked == ["xn--ky-fka.example", "koy.example"]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (TimeoutError(), "no answer in 5 seconds"),
        (ConnectTimeoutError(), "no answer in 5 seconds"),
        (UnicodeError("label too long"), "no host can have this name"),
        (OSError(111, "Connection refused"), "Connection refused"),
        (HTTPError("failed", OSError(111, "Connection refused")), "Connection refused"),
        (NewConnectionError(None, "refused"), "refused"),  # type: ignore[arg-type]
    ],
)
def test_why_there_is_no_answer_is_told(error: Exception, why: str) -> None:
    assert http_client._reason(error, 5.0).endswith(why)


def test_a_certificate_that_is_not_valid_is_told() -> None:
    error = ssl.SSLCertVerificationError()
    error.verify_message = "certificate has expired"
    assert http_client._reason(HTTPError(error), 5.0) == "its certificate is not valid: certificate has expired"
