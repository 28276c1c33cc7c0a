"""Compares a published site with its manifest: in a folder, or as a web server sends it.   [disk, network]"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import msgspec

from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, refuse
from generator.model.url_argument import parts_of
from generator.publish.foreign_files import foreign
from generator.publish.journal import is_open
from generator.publish.manifest import MANIFEST, Manifest, ManifestEntry, decode, read
from generator.system import nofollow
from generator.system.http_client import HttpClient

State = Literal["missing", "changed", "unexpected", "unreachable"]

_AT_ONCE = 8  # connections, each for one request at a time
_PATIENCE = 30.0  # seconds for each request
_LARGEST = 2_000_000_000  # bytes in a file; GitHub's limit for a whole site is half of that
_LARGEST_MANIFEST = 100_000_000  # bytes; that of 200,000 stories has less than half
_OK, _GONE = 200, {404, 410}


class Mismatch(msgspec.Struct, frozen=True, order=True):
    """A file that differs from the manifest: its path and what is wrong."""

    path: str
    state: State


class Verdict(msgspec.Struct, frozen=True):
    """The place that was compared, with which manifest, the manifest's number of files, instant and source; and the
    differences.
    """

    place: str
    manifest: str
    files: int
    as_of: str
    source: str
    findings: tuple[Mismatch, ...]


def verify_folder(output: Path) -> Verdict:
    """Compare a folder with its manifest, byte for byte.

    :raises Problems: if there is no usable manifest, or a publication was interrupted there.
    """
    manifest = _manifest_of(output)
    if is_open(output):
        message, fix = "a publication was interrupted here", "build: the publication is finished first"
        refuse(Problem(str(output), 0, 0, message, fix))
    listed = (_in_folder(output, path, entry) for path, entry in manifest.files.items())
    others = (Mismatch(path, "unexpected") for path in foreign(output, manifest))
    found = [each for each in listed if each] + list(others)
    return _verdict(str(output), str(output / MANIFEST), manifest, found)


def verify_address(address: str, output: Path) -> Verdict:
    """Compare what a server sends with the build in ``output``; if there is none, with the manifest that it sends.

    Pages are fetched at the addresses that readers use (a folder's, not its index.html). Files that the manifest
    does not name cannot be seen from outside.

    :raises Problems: if it is not a web address, nothing answers there, or there is no manifest.
    """
    if (parts := parts_of(address)).scheme not in {"http", "https"} or not parts.hostname:
        refuse(Problem(address, 0, 0, "this is not the address of a site", "write it as https://example.org/"))
    root = address if address.endswith("/") else f"{address}/"
    with _client() as client, ThreadPoolExecutor(_AT_ONCE) as pool:
        if why := client.request(root, "HEAD").why:  # waiting for tens of thousands of pages would take forever
            fix = "check the address, and whether the server is running"
            refuse(Problem(address, 0, 0, f"nothing answers here: {why}", fix))
        manifest, where = read(output)[0], str(output / MANIFEST)
        if not manifest.source:
            manifest, where = _served_manifest(client, root), f"{root}{MANIFEST}"
        if not manifest.files:
            manifest, where = _manifest_of(output), str(output / MANIFEST)
        found = list(pool.map(lambda item: _at_address(client, root, *item), manifest.files.items()))
    return _verdict(root, where, manifest, [each for each in found if each])


def served_manifest(address: str) -> Manifest:
    """The manifest that a server sends; an empty one if it sends none."""
    with _client() as client:
        return _served_manifest(client, address if address.endswith("/") else f"{address}/")


def _served_manifest(client: HttpClient, root: str) -> Manifest:
    answer = client.request(f"{root}{MANIFEST}", most=_LARGEST_MANIFEST)
    return decode(answer.body) if answer.status == _OK else Manifest()


def _manifest_of(output: Path) -> Manifest:
    manifest, wrong = read(output)
    if wrong or not manifest.files:
        message = f"the manifest {wrong or 'is missing'}, so nothing can be compared with it"
        fix = "build the site, or name its folder with --output"
        refuse(Problem(str(output / MANIFEST), 0, 0, message, fix))
    return manifest


def _in_folder(output: Path, path: str, entry: ManifestEntry) -> Mismatch | None:
    file = output / path
    if not file.exists() and not file.is_symlink():
        return Mismatch(path, "missing")
    try:
        same = not nofollow.link_towards(output, path) and of_bytes(nofollow.read(file, None)) == entry.digest
    except OSError:
        return Mismatch(path, "changed")
    return None if same else Mismatch(path, "changed")


def _at_address(client: HttpClient, root: str, path: str, entry: ManifestEntry) -> Mismatch | None:
    place = path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path
    answer = client.request(root + quote(place), most=_LARGEST, digested=True)
    if answer.status == _OK:
        return None if answer.fingerprint == entry.digest else Mismatch(path, "changed")
    return Mismatch(path, "missing" if answer.status in _GONE else "unreachable")


def _client() -> HttpClient:
    """A client that may also connect to this machine, where a site can be served for a test."""
    return HttpClient("broadsheet verify", _AT_ONCE, _PATIENCE)


def _verdict(place: str, where: str, manifest: Manifest, found: list[Mismatch]) -> Verdict:
    return Verdict(place, where, len(manifest.files), manifest.as_of, manifest.source, tuple(sorted(found)))
