"""Where the preview listens, what it says about that, and whom it answers."""

from __future__ import annotations

import errno
import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story
from preview_process import Running, preview

from generator.model.problems import Problems
from generator.preview import addresses as addresses_module
from generator.preview.addresses import PreviewAddress, from_here, is_local, listen, own_addresses, public_origin

PUBLIC = "https://name-8000.app.github.dev"
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "a" * 22 + "==",
    "Sec-WebSocket-Version": "13",
}


def _has_6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


needs_6 = pytest.mark.skipif(not _has_6(), reason="this machine has no IPv6")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return Newsroom(folder).write(SETTINGS + story("a.md", "Ferry", "2026-01-01")).folder


@contextmanager
def _shown(site: Path, *options: str) -> Iterator[tuple[Running, list[str]]]:
    """A preview on a free port, with all addresses that it prints."""
    with preview(site, *options, port=0) as running:
        others = running.hears("Also at ") if {"0.0.0.0", "::", "--public-url"} & {*options} else ""
        yield running, [running.address, *re.findall(r"https?://[^\s,]+(?=[,.])", others)]


def _status(address: str, path: str = "/", **headers: str) -> int:
    """The answer's status, where the request goes to an address that may be an IPv6 one."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with closing(http.client.HTTPConnection(host.strip("[]"), int(port), timeout=10)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse().status


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", pytest.param("::", marks=needs_6)])
def test_every_address_that_is_printed_works_and_no_other_name_does(site: Path, host: str) -> None:
    with _shown(site, "--host", host) as (_, addresses):
        assert (len(addresses) > 1) == bool(host in ("0.0.0.0", "::") and own_addresses(with_6=host == "::"))
        for address in addresses:
            port = address.rpartition(":")[2]
            assert _status(address) == 200, address
            for other in ("attacker.example", f"attacker.example:{port}", f"10.9.8.7:{port}", f"127.0.0.1.{port}", ""):
                assert _status(address, Host=other) == 403, other
            origin = {"Origin": address, **UPGRADE}
            assert _status(address, "/livereload", **origin) == 101
            assert _status(address, "/livereload", **{**origin, "Origin": "http://attacker.example"}) == 403


@needs_6
def test_an_ipv6_address_is_printed_in_brackets(site: Path) -> None:
    with _shown(site, "--host", "::1") as (running, addresses):
        assert re.fullmatch(r"http://\[::1\]:\d+", running.address)
        assert _status(addresses[0]) == 200
        assert not any("can see this preview" in line for line in running.said)


def test_behind_a_proxy_the_public_url_is_printed_and_answered(site: Path) -> None:
    with _shown(site, "--public-url", PUBLIC + "/") as (_, (first, here)):
        assert first == PUBLIC
        name = PUBLIC.removeprefix("https://")
        for host in (name, f"{name}:443", here.removeprefix("http://")):
            assert _status(here, Host=host) == 200
            assert _status(here, "/livereload", Host=host, Origin=PUBLIC, **UPGRADE) == 101
        assert _status(here, Host=f"{name}:8000") == 403
        assert _status(here, "/livereload", Host=name, Origin=f"http://{name}:8000", **UPGRADE) == 403
        host, port = here.removeprefix("http://").split(":")
        with closing(http.client.HTTPConnection(host, int(port))) as connection:
            connection.request("GET", "/", headers={"Host": name})
            assert f"wss://{name}".encode() in connection.getresponse().read()


def _refused(site: Path, *options: str) -> str:
    """What a preview says that cannot start."""
    command = [sys.executable, "-m", "generator", "preview", *options]
    environment = {"PYTHONPATH": ":".join([str(Path(__file__).parent.parent.parent), *sys.path])}
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_an_address_that_is_not_ours_is_a_sentence(site: Path) -> None:
    said = _refused(site, "--host", "203.0.113.7")
    assert "203.0.113.7 is not an address of this machine" in said
    assert "--host: 127.0.0.1 (for this machine only)" in said


@pytest.mark.parametrize("host", ["no such host", "http://x", "a..b", "x" * 70])
def test_a_host_that_is_none_is_a_problem(host: str) -> None:
    with pytest.raises(Problems, match="is not an address of this machine"):
        listen(host, 0)


@pytest.mark.parametrize(
    "url",
    [
        "app.github.dev",
        "ftp://a.example",
        "https://a.example/x",
        "https://",
        "https://a:b",
        "https://u@a",
        "https://a.example/?x",
        "https://a.example/#x",
    ],
)
def test_a_public_url_that_is_none_is_a_problem(url: str) -> None:
    with pytest.raises(Problems, match="is not the address of a host"):
        public_origin(url)


def test_a_public_url_is_written_as_browsers_write_an_origin() -> None:
    assert public_origin("HTTPS://Name.Example:443/") == "https://name.example"
    assert public_origin("http://name.example:8080") == "http://name.example:8080"
    assert public_origin("http://name.example:80") == "http://name.example"
    assert public_origin("https://[fd00::2]:8000") == "https://[fd00::2]:8000"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # tornado leaves a socket open
def test_the_ports_of_a_machine_end() -> None:
    with closing(listen("127.0.0.1", 65_535)[0][0]), pytest.raises(Problems, match="from 65535 to 65535 are in use"):
        listen("127.0.0.1", 65_535)


def test_an_address_that_a_connection_did_not_arrive_at_is_refused() -> None:
    reach = PreviewAddress("0.0.0.0", 80)
    assert reach.accepts("192.168.1.5", "192.168.1.5")
    assert reach.accepts("192.168.1.5:80", "::ffff:192.168.1.5")
    assert not reach.accepts("192.168.1.6", "192.168.1.5")
    assert reach.accepts("[fd00::2]", "fd00:0::2")
    assert not reach.accepts("user@localhost", "127.0.0.1")
    assert not PreviewAddress("127.0.0.1", 8000).accepts(f"{socket.gethostname()}:8000", "127.0.0.1")


@pytest.mark.parametrize(
    ("reach", "addresses", "source"),
    [
        (PreviewAddress("127.0.0.1", 8000), ("http://127.0.0.1:8000",), ""),
        (PreviewAddress("::1", 8000), ("http://[::1]:8000",), ""),
        (
            PreviewAddress("127.0.0.1", 8000, PUBLIC),
            (PUBLIC, "http://127.0.0.1:8000"),
            "wss://name-8000.app.github.dev",
        ),
        (
            PreviewAddress("127.0.0.1", 8000, "http://a.example"),
            ("http://a.example", "http://127.0.0.1:8000"),
            "ws://a.example",
        ),
    ],
)
def test_the_public_address_is_the_best_one(reach: PreviewAddress, addresses: tuple[str, ...], source: str) -> None:
    assert (reach.addresses, reach.socket_source) == (addresses, source)


@pytest.mark.parametrize(
    ("public", "host", "accepted"),
    [
        ("", "localhost:8000", True),
        ("", "LOCALHOST:8000", True),
        ("", "127.0.0.1:8000", True),
        ("", "[::1]:8000", True),
        ("", "localhost", False),
        ("", "localhost:8001", False),
        ("", "localhost:port", False),
        ("", "localhost/x:8000", False),
        ("", "a.example", False),
        ("", "", False),
        ("https://a.example", "a.example", True),
        ("https://a.example", "A.example:443", True),
        ("https://a.example", "a.example:80", False),
        ("https://a.example", "b.example", False),
        ("http://a.example:8080", "a.example:8080", True),
        ("http://a.example:8080", "a.example", False),
    ],
)
def test_only_requests_to_its_own_names_and_port_are_for_the_preview(public: str, host: str, accepted: bool) -> None:
    assert PreviewAddress("127.0.0.1", 8000, public).accepts(host, "127.0.0.1") == accepted


def test_on_the_usual_port_a_name_needs_none_and_for_all_machines_this_one_has_its_name() -> None:
    assert PreviewAddress("127.0.0.1", 80).accepts("localhost", "127.0.0.1")
    for name in (socket.gethostname(), f"{socket.gethostname()}.local"):
        assert PreviewAddress("0.0.0.0", 8000).accepts(f"{name}:8000", "192.168.1.5")
        assert PreviewAddress("::", 8000).accepts(f"{name}:8000", "192.168.1.5")


@pytest.mark.parametrize(
    ("origin", "accepted"),
    [
        ("http://localhost:8000", True),
        ("https://localhost:8000", False),
        ("http://attacker.example", False),
        (PUBLIC.upper(), True),
        (PUBLIC.replace("https", "http"), False),
        ("null", False),
    ],
)
def test_only_its_own_pages_may_connect(origin: str, accepted: bool) -> None:
    assert PreviewAddress("127.0.0.1", 8000, PUBLIC).accepts_origin(origin, "127.0.0.1") == accepted


@pytest.mark.parametrize(
    ("site", "mode", "kind", "here"),
    [
        ("", "", "", True),
        ("none", "navigate", "document", True),
        ("same-origin", "cors", "empty", True),
        ("same-site", "no-cors", "image", False),
        ("cross-site", "navigate", "document", True),
        ("cross-site", "navigate", "iframe", False),
        ("cross-site", "cors", "document", False),
    ],
)
def test_a_page_of_another_site_may_only_lead_here(site: str, mode: str, kind: str, here: bool) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": kind}
    assert from_here({name: value for name, value in headers.items() if value}) == here


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LocalHost"])
def test_what_only_this_machine_can_reach_is_local(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "a.example", "localhost.example"])
def test_what_others_can_reach_is_not_local(host: str) -> None:
    assert not is_local(host)


def test_only_addresses_that_others_can_use_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        socket.AF_INET: ["127.0.0.1", "192.168.1.5", "169.254.1.1", "192.168.1.5"],
        socket.AF_INET6: ["::1", "fe80::1", "fd00::2"],
    }
    monkeypatch.setattr(addresses_module, "_of_family", known.__getitem__)
    assert own_addresses(with_6=False) == ("192.168.1.5",)
    assert own_addresses(with_6=True) == ("192.168.1.5", "fd00::2")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # tornado leaves a socket open
def test_a_port_that_is_in_use_is_skipped() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        sockets, chosen = listen("127.0.0.1", port)
        for each in sockets:
            each.close()
    assert port < chosen < port + 20


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EACCES, "only administrators may use port 80; choose another: --port 8000"),
        (errno.EADDRNOTAVAIL, "is not an address of this machine; give one of these with --host: 127.0.0.1"),
        (errno.EMFILE, "cannot be used: Too many open files; use another: --host 127.0.0.1"),
    ],
)
def test_why_nothing_can_listen_is_said(monkeypatch: pytest.MonkeyPatch, code: int, said: str) -> None:
    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(addresses_module, "bind_sockets", refused)
    with pytest.raises(Problems) as caught:
        listen("192.0.2.9", 80)
    (problem,) = caught.value.problems
    assert said in f"{problem.message}; {problem.fix}"
