"""Which addresses of machines are public: those that anybody on the internet can reach.

What is not public is the machine itself, the network that it is in, and services of clouds that tell secrets. Links in
stories must not lead requests of ours there (server-side request forgery, CWE-918).
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolve = Callable[[str, int], list[str]]
"""Gives the addresses of the machine that has a name, for a port."""

Allowed = Callable[[str], bool]
"""Says whether a machine at an address may be asked."""

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1, deprecated: the same


def addresses(host: str, port: int) -> list[str]:
    """The addresses that a name has; ``2130706433`` and ``0x7f.1`` are names of 127.0.0.1.

    :raises OSError: if nobody knows the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether anybody can reach an address, as far as the registries of special addresses say (RFC 6890)."""
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
    """The IPv4 address that an IPv6 address is another way to write, or that it is a tunnel to."""
    if address in _NAT64 or address in _COMPATIBLE:  # ::1, the machine itself, is no public one either way
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
