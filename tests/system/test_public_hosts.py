"""An address that only a newsroom's own network can reach is told apart from a public one, however it is written."""

from __future__ import annotations

import pytest

from generator.system.public_hosts import addresses, is_public


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "224.0.1.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff0e::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:a00:1", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address"),
    ],
)
def test_what_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_what_is_public_is_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("name", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "017700000001", "localhost"])
def test_other_ways_to_write_the_machine_itself_are_resolved_first(name: str) -> None:
    found = addresses(name, 80)
    assert found
    assert not any(map(is_public, found))
