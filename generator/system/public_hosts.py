"""Which IP addresses are public: those that anybody on the internet can reach.

This machine, its local network, and metadata services of clouds, which reveal secrets, are not public. Links in stories
must not make Broadsheet send requests there (server-side request forgery, CWE-918).
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolve = Callable[[str, int], list[str]]
"""Returns the IP addresses of a host name, for a port."""

Allowed = Callable[[str], bool]
"""Returns whether an IP address may be requested."""

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1, deprecated: the same


def addresses(host: str, port: int) -> list[str]:
    """The IP addresses of a host name; ``2130706433`` and ``0x7f.1`` are names of 127.0.0.1.

    :raises OSError: if the name cannot be resolved.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether anybody can reach an IP address, according to the registries of special addresses (RFC 6890)."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        within = _within(found)
        if within is not None:
            return is_public(str(within))
        if found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address contains or tunnels to; None if there is none."""
    if address in _NAT64 or address in _COMPATIBLE:  # ::1, this machine, is not public either way
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
