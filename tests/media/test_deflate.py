"""Stored data unpacks to what it was, in both formats."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.deflate import gzip_stored, zlib_stored


@given(st.binary())
def test_what_was_stored_unpacks_to_the_same(data: bytes) -> None:
    assert gzip.decompress(gzip_stored(data)) == data
    assert zlib.decompress(zlib_stored(data)) == data


@pytest.mark.parametrize("length", [0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])
def test_long_data_is_stored_in_blocks(length: int) -> None:
    data = bytes(range(256)) * (length // 256) + bytes(length % 256)
    assert gzip.decompress(gzip_stored(data)) == data
    assert zlib.decompress(zlib_stored(data)) == data


def test_the_bytes_are_those_of_the_format_and_nothing_of_this_machine() -> None:
    assert gzip_stored(b"") == bytes.fromhex("1f8b08000000000000ff 010000ffff 00000000 00000000")
    assert zlib_stored(b"a") == bytes.fromhex("7801 010100feff61 00620062")
