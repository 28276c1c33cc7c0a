"""Where the preview listens, what it says about that, and whom it answers."""

from __future__ import annotations

import http.client
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
from generator.preview.addresses import Reach, listen, own_addresses, public_origin

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
    assert "--host: 127.0.0.1 (for this machine alone)" in said


@pytest.mark.parametrize("host", ["no such host", "http://x", "a..b", "x" * 70])
def test_a_host_that_is_none_is_a_problem(host: str) -> None:
    with pytest.raises(Problems, match="is not an address of this machine"):
        listen(host, 0)


@pytest.mark.parametrize(
    "url", ["app.github.dev", "ftp://a.example", "https://a.example/x", "https://", "https://a:b", "https://u@a"]
)
def test_a_public_url_that_is_none_is_a_problem(url: str) -> None:
    with pytest.raises(Problems, match="is not the address of a host"):
        public_origin(url)


def test_a_public_url_is_written_as_browsers_write_an_origin() -> None:
    assert public_origin("HTTPS://Name.Example:443/") == "https://name.example"
    assert public_origin("http://name.example:8080") == "http://name.example:8080"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # tornado leaves a socket open
def test_the_ports_of_a_machine_end() -> None:
    with closing(listen("127.0.0.1", 65_535)[0][0]), pytest.raises(Problems, match="from 65535 to 65535 are in use"):
        listen("127.0.0.1", 65_535)


def test_an_address_that_a_connection_did_not_arrive_at_is_refused() -> None:
    reach = Reach("0.0.0.0", 80)
    assert reach.accepts("192.168.1.5", "192.168.1.5")
    assert reach.accepts("192.168.1.5:80", "::ffff:192.168.1.5")
    assert not reach.accepts("192.168.1.6", "192.168.1.5")
    assert reach.accepts("[fd00::2]", "fd00:0::2")
    assert not reach.accepts("user@localhost", "127.0.0.1")
    assert not Reach("127.0.0.1", 8000).accepts(f"{socket.gethostname()}:8000", "127.0.0.1")
