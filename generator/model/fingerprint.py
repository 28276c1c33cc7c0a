"""The canonical digest of a value: equal values have equal digests, on any machine and in any run.

A value is made of dataclasses, tuples, lists, mappings with string keys, strings, numbers, booleans,
``None`` and aware times. It is written as JSON with sorted keys and digested with BLAKE2b (RFC 7693).
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

_encode = msgspec.json.Encoder(order="deterministic").encode


def digest(value: object) -> str:
    """32 hexadecimal digits (16 bytes) that stand for ``value``.

    :raises TypeError: for a value of a kind that has no canonical form, such as an open file.
    """
    return of_bytes(_encode(value))


def of_bytes(data: bytes) -> str:
    """32 hexadecimal digits that stand for ``data``."""
    return blake2b(data, digest_size=16).hexdigest()
