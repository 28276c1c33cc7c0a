"""The manifest of an output folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.manifest import MANIFEST as FILE
from generator.publish.manifest import Manifest, ManifestEntry, decode, digest_of, encode, read

MANIFEST = Manifest({"index.html": ManifestEntry("d1", "k1"), "feed.xml": ManifestEntry("d2", "k2")})


def test_a_manifest_survives_encoding_and_decoding() -> None:
    assert decode(encode(MANIFEST)) == MANIFEST


def test_the_same_files_give_the_same_bytes() -> None:
    assert encode(Manifest(dict(reversed(MANIFEST.files.items())))) == encode(MANIFEST)


def test_the_manifest_is_in_the_output_folder(tmp_path: Path) -> None:
    assert read(tmp_path)[0] == Manifest()
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(encode(MANIFEST))
    assert read(tmp_path)[0] == MANIFEST


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"null",
        b"{",
        b"\xff\xfe",
        b'{"files": []}',
        b'{"files": {"index.html": "d1"}}',
        encode(Manifest({}, format=99)),
    ],
)
def test_a_broken_manifest_is_as_good_as_none(broken: bytes) -> None:
    assert decode(broken) == Manifest()


@pytest.mark.parametrize("path", ["/etc/passwd", "../site.toml", "a/../../site.toml"])
def test_a_manifest_with_paths_outside_its_folder_is_not_trusted(path: str) -> None:
    assert decode(encode(Manifest({path: ManifestEntry("d", "k")}))) == Manifest()


AS_OF = [
    *("\x1b]0;owned\x07", "2026-01-01T12:00:00+00:00\n::error::x", "<script>", "2026-99-01T12:00:00+00:00", "now"),
    *("2026-01-01T12:00:00", "2026-01-01", "٢٠٢٦-01-01T12:00:00+00:00", "9" * 5000, "\u202e2026"),
]


@pytest.mark.parametrize("as_of", AS_OF)
def test_row_64_a_manifest_of_no_instant_is_not_believed(as_of: str) -> None:
    """`verify` and `next` show the instant of a manifest that any web server may send."""
    assert decode(encode(Manifest(MANIFEST.files, as_of=as_of))) == Manifest()
    written = datetime(2026, 1, 1, 12, 0, 0, 5, ZoneInfo("Europe/Istanbul")).isoformat()
    assert decode(encode(Manifest(MANIFEST.files, as_of=written))).as_of == written


@given(st.binary(max_size=60))
def test_any_bytes_are_read_as_a_manifest_or_as_none(data: bytes) -> None:
    assert isinstance(decode(data), Manifest)


@pytest.mark.parametrize(
    ("data", "files", "wrong"),
    [
        (b"", {}, ""),
        (b"{", {}, "is broken"),
        (encode(Manifest({"../a": ManifestEntry("d")})), {}, "is broken"),
        (encode(Manifest(MANIFEST.files, as_of="now")), {}, "is broken"),
        (encode(MANIFEST), MANIFEST.files, ""),
        (
            encode(Manifest(MANIFEST.files, format=1)),
            {"index.html": ManifestEntry("d1"), "feed.xml": ManifestEntry("d2")},
            "is of another version",
        ),
    ],
    ids=["empty", "broken", "outside", "no instant", "right", "older"],
)
def test_what_is_wrong_with_a_manifest_is_said_and_an_older_one_still_says_what_is_ours(
    tmp_path: Path, data: bytes, files: dict[str, ManifestEntry], wrong: str
) -> None:
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(data)
    found, said = read(tmp_path)
    assert (found.files, said) == (files, wrong)
    assert bool(digest_of(tmp_path)) == bool(data)


def test_a_folder_without_a_manifest_has_no_digest(tmp_path: Path) -> None:
    assert digest_of(tmp_path) == ""
