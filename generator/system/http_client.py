"""Requests to web servers (RFC 9110), over a few persistent connections and within limits.

The client sends neither cookies nor the credentials in an address, and checks certificates. It follows a few redirects,
and waits for a server that asks for time (``Retry-After``).
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPException
from threading import BoundedSemaphore, Lock, Timer
from typing import Any, Literal, Self
from urllib.parse import quote, urljoin, urlsplit

import msgspec
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, InvalidHeader, NewConnectionError, ReadTimeoutError
from urllib3.util import Retry, Timeout

from generator.model.fingerprint import Fingerprint
from generator.system.public_hosts import Allowed, Resolve, addresses

Method = Literal["GET", "HEAD"]

MOST_REDIRECTS = 5
MOST_WAITS = 2
"""How many times a request is repeated because the server asks for time."""

LONGEST_WAIT = 30.0
"""The most seconds that a server can ask for; if it asks for more, the request is not repeated."""

_REDIRECTS = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_BLOCK = 65_536
_UNQUOTED = "%/:=&?~#+!$,;'@()*[]"  # characters of an address that are not percent-encoded


class Response(msgspec.Struct, frozen=True):
    """A server's response: the status, and the body or its fingerprint if requested; without one, ``why`` not."""

    status: int = 0
    body: bytes = b""
    fingerprint: str = ""
    why: str = ""


class _Body:
    """A body that is being received: kept, or only digested, which needs no memory."""

    def __init__(self, most: int, digested: bool) -> None:
        self.most, self.length, self.kept = most, 0, bytearray()
        self._digest = Fingerprint() if digested else None

    def add(self, block: bytes) -> None:
        self.length += len(block)
        if self._digest:
            self._digest.update(block)
        else:
            self.kept += block

    def fingerprint(self) -> str:
        return self._digest.hex() if self._digest else ""


class RefusedRequest(Exception):
    """A request that is not made; the message says why."""


class HttpClient:
    """Makes requests with at most ``at_once`` connections to one host, each within ``patience`` seconds.

    It connects only to IP addresses that ``allowed`` accepts, whatever names and redirects say, and only to host names
    that ``hosts`` accepts.
    """

    def __init__(
        self,
        agent: str,
        at_once: int,
        patience: float,
        allowed: Allowed = lambda _: True,
        resolve: Resolve = addresses,
        hosts: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._hosts_asked = hosts
        self._headers = {"User-Agent": agent, "Cache-Control": "no-cache", "Accept-Encoding": "identity"}
        self._at_once, self._patience, self._allowed, self._resolve = at_once, patience, allowed, resolve
        self._pools = urllib3.PoolManager(64, retries=False, maxsize=at_once, block=True)
        self._pools.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
        self._hosts: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pools.clear()

    def request(self, address: str, method: Method = "GET", most: int = 0, *, digested: bool = False) -> Response:
        """Request an address, and read at most ``most`` bytes of the body. A longer body counts as no response.

        ``digested`` computes the fingerprint of the body block by block instead of keeping it.
        """
        try:
            return self._followed(address, method, partial(_Body, most, digested))
        except RefusedRequest as refused:
            return Response(why=str(refused))
        except (HTTPError, OSError, ValueError) as error:  # ValueError: impossible hosts and ports
            return Response(why=_reason(error, self._patience))

    def _followed(self, address: str, method: Method, body: Callable[[], _Body]) -> Response:
        waits, redirects = 0, 0
        while True:
            answer, headers = self._once(address, method, body())
            if answer.status in _REDIRECTS and (location := headers.get("Location")):
                redirects += 1
                if redirects > MOST_REDIRECTS:
                    raise RefusedRequest(f"it redirects more than {MOST_REDIRECTS} times")
                address = urljoin(address, location)
            elif answer.status in _BUSY and waits < MOST_WAITS and (wait := _wait(headers)) is not None:
                waits += 1
                time.sleep(wait)
            else:
                return answer

    def _once(self, address: str, method: Method, body: _Body) -> tuple[Response, Any]:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RefusedRequest("it is not a web address")
        try:
            host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
        except UnicodeError:
            raise RefusedRequest("no host can have this name") from None
        if not self._hosts_asked(host):
            raise RefusedRequest(f"it is on another site, {host}")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        target = quote(parts.path or "/", _UNQUOTED) + (f"?{quote(parts.query, _UNQUOTED)}" if parts.query else "")
        name = f"[{host}]" if ":" in host else host
        headers = {**self._headers, "Host": f"{name}:{parts.port}" if parts.port else name}
        with self._turn(host):
            return self._sent(parts.scheme, host, port, (method, target, headers), body)

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Wait for a free connection to a host."""
        with self._lock:
            free = self._hosts.setdefault(host, BoundedSemaphore(self._at_once))
        with free:
            yield

    def _sent(
        self, scheme: str, host: str, port: int, request: tuple[str, str, dict[str, str]], body: _Body
    ) -> tuple[Response, Any]:
        """Send a request to the first address of a host that accepts a connection."""
        found = self._resolve(host, port)
        if not all(map(self._allowed, found)):
            raise RefusedRequest(f"{host} is not a public address, and only public ones are requested")
        tls = {"server_hostname": host, "assert_hostname": host} if scheme == "https" else {}
        for number, machine in enumerate(found, 1):
            pool = self._pools.connection_from_host(machine, port, scheme, tls)
            try:
                return self._received(pool, request, body)
            except (NewConnectionError, ConnectTimeoutError):
                if number == len(found):
                    raise
        raise RefusedRequest("its name has no address")

    def _received(self, pool: Any, request: tuple[str, str, dict[str, str]], body: _Body) -> tuple[Response, Any]:
        method, target, headers = request
        response = pool.urlopen(
            method,
            target,
            headers=headers,
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
            timeout=Timeout(self._patience),
        )
        end = time.monotonic() + self._patience
        while body.most and (block := response.read1(_BLOCK)):
            body.add(block)
            if body.length > body.most or time.monotonic() > end:
                _close(response)
                raise RefusedRequest(
                    f"it sends more than {body.most:,} bytes" if body.length > body.most else "it sends too slowly"
                )
        if body.most or method == "HEAD":
            response.release_conn()
        else:
            _close(response)  # the body is not read, so the connection cannot be used again
        return Response(response.status, bytes(body.kept), body.fingerprint()), response.headers


def _close(response: Any) -> None:
    """Close a connection, and let the pool open another one in its place."""
    response.close()
    response.release_conn()


def _wait(headers: Any) -> float | None:
    """The seconds that a server asks to wait (RFC 9110, 10.2.3); ``None`` if it does not say, or asks for too long."""
    with suppress(InvalidHeader, TypeError, ValueError, OverflowError):
        wait = Retry().parse_retry_after(headers["Retry-After"])
        return wait if wait <= LONGEST_WAIT else None
    return None


def _reason(error: BaseException | None, patience: float) -> str:
    """The reason why there was no response, as a phrase."""
    late = isinstance(error, ReadTimeoutError | ConnectTimeoutError | TimeoutError)
    if late and not isinstance(error, NewConnectionError):  # a refused connection, for which urllib3 uses a subclass
        return f"no answer in {patience:g} seconds"
    if isinstance(error, UnicodeError):  # a label of more than 63 letters
        return "no host can have this name"
    message, seen = "", set[int]()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if hasattr(error, "verify_message"):
            return f"its certificate is not valid: {error.verify_message}"
        message = str(getattr(error, "strerror", "") or error)
        error = error.__cause__ or next((each for each in error.args if isinstance(each, Exception)), None)
    return message


class _Timed:
    """A connection whose timeout also limits how long the head of a response takes, even if it arrives byte by byte."""

    timeout: float | None
    sock: Any
    _is_late = False

    def getresponse(self) -> Any:
        """Return the response to a request."""
        self._is_late = False
        timer = Timer(self.timeout or 30.0, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            return super().getresponse()  # type: ignore[misc]
        except (HTTPException, OSError):
            if self._is_late:
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()

    def _give_up(self) -> None:
        self._is_late = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


class _Http(_Timed, HTTPConnection):
    pass


class _Https(_Timed, HTTPSConnection):
    pass


class _HttpPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Https
