"""The addresses of the preview: where it listens, how browsers reach it, and which requests are for it.   [network]

Another site could point its own host name at this machine (DNS rebinding), and its pages could then read drafts. So
a request's host must be a name that nobody else can have: ``localhost``, the address at which the connection arrived,
the name that the user gave, this machine's name, or that of the public URL.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec
from tornado.netutil import bind_sockets

from generator.model.problems import Problem, Problems, refuse

_PORTS = 20  # how many ports to try, starting with the requested one
_ALL = ("0.0.0.0", "::")  # noqa: S104 - the user may ask for it
_REMOTE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}  # reserved for examples (RFC 5737, RFC 3849)
_DEFAULT = {"http": 80, "https": 443}


class PreviewAddress(msgspec.Struct, frozen=True):
    """How browsers reach the preview: the host and port where it listens, and the origin of its public URL, if any."""

    host: str
    port: int
    public: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that work in a browser, with the best one first."""
        hosts = ("127.0.0.1", *own_addresses(with_6=self.host == "::")) if self.host in _ALL else (self.host,)
        here = tuple(f"http://{_bracketed(host)}:{self.port}" for host in hosts)
        return (self.public, *here) if self.public else here

    @property
    def socket_source(self) -> str:
        """The CSP source (CSP Level 3) that lets a page at the public URL connect to the preview; empty without one."""
        scheme, _, host = self.public.partition("://")
        return f"{'wss' if scheme == 'https' else 'ws'}://{host}" if host else ""

    def accepts(self, host: str, local: str) -> bool:
        """Whether a request is for the preview, by its host and the address at which its connection arrived."""
        return self._is_own(host, local) or self._is_public(host)

    def accepts_origin(self, origin: str, local: str) -> bool:
        """Whether a page with this origin is the preview's own."""
        scheme, _, host = origin.lower().partition("://")
        return origin.lower() == self.public or (scheme == "http" and self._is_own(host, local))

    def _is_own(self, host: str, local: str) -> bool:
        name, port = _split(host)
        return (port or 80) == self.port and (name in self._names() or _same(name, local))

    def _is_public(self, host: str) -> bool:
        public = urlsplit(self.public)
        name, port = _split(host)
        default = _DEFAULT.get(public.scheme, 0)
        return bool(name) and (name, port or default) == (public.hostname, public.port or default)

    def _names(self) -> set[str]:
        name = socket.gethostname().lower()
        given = {name, f"{name}.local"} if self.host in _ALL else {self.host.lower()}
        return {"localhost", "127.0.0.1", "::1", *given}


def from_here(headers: Mapping[str, str], framer: str = "") -> bool:
    """Whether a request is from a page of the preview, or from a person (Fetch Metadata Request Headers, W3C).

    A page of another site may link here, but may not load anything, even if it cannot read the answer. Requests
    without these headers are accepted: they are from programs, or from browsers too old to send them. Pages of the
    origin ``framer`` may show a page of the preview in a frame; no other page can send their ``Referer``.
    """
    if headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return True
    mode, into = headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")
    framed = bool(framer) and into == "iframe" and headers.get("Referer") == f"{framer}/"
    return mode == "navigate" and (into == "document" or framed)


def listen(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Listen at a host, on ``port`` (0: any) or, if that is in use, one of the next. Return the sockets and the port.

    :raises Problems: if no port is free, or the host is not an address of this machine.
    """
    last = min(port + _PORTS - 1, 65_535) if port else 0
    for number in range(port, last + 1):
        try:
            found = bind_sockets(number, None if host == "::" else host)  # None: also on IPv4
            return found, found[0].getsockname()[1]
        except (OSError, UnicodeError) as error:
            if getattr(error, "errno", None) != errno.EADDRINUSE:
                raise Problems([_refused(host, number, error)]) from None
    fix = "stop the program that uses them, or choose another: --port 8100"
    raise Problems([Problem("preview", 0, 0, f"the ports from {port} to {last} are in use", fix)])


def _refused(host: str, port: int, error: Exception) -> Problem:
    code = getattr(error, "errno", None)
    if code == errno.EACCES:
        message, fix = f"only administrators may use port {port}", "choose another: --port 8000"
    elif code == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror | UnicodeError):
        known = ", ".join(["127.0.0.1 (for this machine only)", *own_addresses(with_6=True), "0.0.0.0 (for all)"])
        message, fix = f"{host} is not an address of this machine", f"give one of these with --host: {known}"
    else:
        message, fix = f"{host} cannot be used: {getattr(error, 'strerror', error)}", "use another: --host 127.0.0.1"
    return Problem("preview", 0, 0, message, fix)


def is_local(host: str) -> bool:
    """Whether only this machine can reach a host."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host.lower() == "localhost"


def own_addresses(with_6: bool) -> tuple[str, ...]:
    """Return the addresses at which other machines may reach this one; ``with_6`` includes IPv6 addresses."""
    families = (socket.AF_INET, socket.AF_INET6) if with_6 else (socket.AF_INET,)
    found = dict.fromkeys(each for family in families for each in _of_family(family))
    return tuple(each for each in found if not (ip_address(each).is_loopback or ip_address(each).is_link_local))


def _of_family(family: socket.AddressFamily) -> Iterator[str]:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((_REMOTE[family], 9))  # sends nothing; chooses the address that would be used
        yield probe.getsockname()[0]
    with suppress(OSError, UnicodeError):
        for *_, address in socket.getaddrinfo(socket.gethostname(), None, family, socket.SOCK_STREAM):
            yield str(address[0]).partition("%")[0]


def public_origin(url: str) -> str:
    """Return the origin of the address at which others see the preview: ``https://name-8000.app.github.dev``.

    :raises Problems: if it is not an address, or has more than a host and a port.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    is_host = parts.scheme in _DEFAULT and parts.hostname and parts.path in ("", "/")
    if not is_host or parts.query or parts.fragment or "@" in parts.netloc:
        fix = "write only its scheme and host: --public-url https://name-8000.app.github.dev"
        refuse(Problem("preview", 0, 0, f"`{url}` is not the address of a host", fix))
    shown = f":{port}" if port and port != _DEFAULT[parts.scheme] else ""
    return f"{parts.scheme}://{_bracketed(parts.hostname or '')}{shown}"


def _split(host: str) -> tuple[str, int]:
    """Return the name in a ``Host`` header (RFC 9110, 7.2), in lower case and without brackets, and its port or 0."""
    try:
        parts = urlsplit(f"//{host}")
        is_host = parts.netloc == host and "@" not in host
        return (parts.hostname or "", parts.port or 0) if is_host else ("", 0)
    except ValueError:
        return "", 0


def _same(name: str, local: str) -> bool:
    """Whether a name is the IP address at which the connection arrived; IPv4 may arrive at an IPv6 socket."""
    with suppress(ValueError):
        return ip_address(name) == ip_address(local.removeprefix("::ffff:"))
    return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
