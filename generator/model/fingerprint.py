"""Fingerprints: the canonical digest of a value. Equal values have equal digests on any machine and in any run.

A value consists of dataclasses, tuples, lists, mappings with string keys, strings, numbers, booleans,
``None`` and aware times. It is encoded as JSON with sorted keys and hashed with BLAKE2b (RFC 7693).
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

_encode = msgspec.json.Encoder(order="deterministic").encode


def digest(value: object) -> str:
    """Return the fingerprint of ``value``: 32 hexadecimal digits (16 bytes).

    :raises TypeError: if the value has no canonical form, such as an open file.
    """
    return of_bytes(_encode(value))


def of_bytes(data: bytes) -> str:
    """Return the fingerprint of ``data``: 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


class Fingerprint:
    """The fingerprint of bytes that arrive block by block."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)

    def update(self, block: bytes) -> None:
        """Add the next block."""
        self._hash.update(block)

    def hex(self) -> str:
        """Return the same as ``of_bytes`` of all blocks together."""
        return self._hash.hexdigest()
