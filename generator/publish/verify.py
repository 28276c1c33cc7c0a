"""Whether a published site is what its manifest says: in a folder, or as a web server sends it.   [disk, network]"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import msgspec

from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, refuse
from generator.publish.foreign_files import foreign
from generator.publish.journal import is_open
from generator.publish.manifest import MANIFEST, Entry, Manifest, decode, read
from generator.system import nofollow

State = Literal["missing", "changed", "unexpected", "unreachable"]

_AT_ONCE = 8  # requests
_PATIENCE = 30  # seconds for each


class Finding(msgspec.Struct, frozen=True, order=True):
    """A file that is not as the manifest says: its path and what is wrong."""

    path: str
    state: State


class Verdict(msgspec.Struct, frozen=True):
    """What was compared with which manifest, how many files that has, its instant and source, and what differs."""

    place: str
    manifest: str
    files: int
    as_of: str
    source: str
    findings: tuple[Finding, ...]


def verify_folder(output: Path) -> Verdict:
    """Compare a folder with its manifest, byte for byte.

    :raises Problems: if there is no manifest that can be used, or a publication has been interrupted there.
    """
    manifest = _manifest_of(output)
    if is_open(output):
        message, fix = "a publication was interrupted here", "build: the publication is finished first"
        refuse(Problem(str(output), 0, 0, message, fix))
    ours = (_in_folder(output, path, entry) for path, entry in manifest.files.items())
    others = (Finding(path, "unexpected") for path in foreign(output, manifest))
    found = [each for each in ours if each] + list(others)
    return _verdict(str(output), str(output / MANIFEST), manifest, found)


def verify_address(address: str, output: Path) -> Verdict:
    """Compare what a server sends with the build in ``output``; if there is none, with the manifest that it sends.

    Pages are fetched at the addresses that readers use (a folder's, not its index.html). Files that the manifest
    does not name cannot be seen from outside.

    :raises Problems: if it is not a web address, nothing answers there, or there is no manifest.
    """
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
        refuse(Problem(address, 0, 0, "this is not the address of a site", "write it as https://example.org/"))
    root = address if address.endswith("/") else f"{address}/"
    if why := _silent(root):  # waiting for tens of thousands of pages would take forever
        fix = "check the address, and whether the server is running"
        refuse(Problem(address, 0, 0, f"nothing answers here: {why}", fix))
    manifest, where = read(output)[0], str(output / MANIFEST)
    if not manifest.source:
        manifest, where = served_manifest(root), f"{root}{MANIFEST}"
    if not manifest.files:
        manifest, where = _manifest_of(output), str(output / MANIFEST)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(lambda item: _at_address(root, *item), manifest.files.items()))
    return _verdict(root, where, manifest, [each for each in found if each])


def served_manifest(address: str) -> Manifest:
    """The manifest that a server sends; an empty one if it sends none."""
    root = address if address.endswith("/") else f"{address}/"
    found = _fetch(f"{root}{MANIFEST}")
    return decode(found) if isinstance(found, bytes) else Manifest()


def _manifest_of(output: Path) -> Manifest:
    manifest, wrong = read(output)
    if wrong or not manifest.files:
        message = f"the manifest {wrong or 'is missing'}, so nothing can be compared with it"
        fix = "build the site, or name its folder with --output"
        refuse(Problem(str(output / MANIFEST), 0, 0, message, fix))
    return manifest


def _in_folder(output: Path, path: str, entry: Entry) -> Finding | None:
    file = output / path
    if not file.exists() and not file.is_symlink():
        return Finding(path, "missing")
    try:
        same = not nofollow.link_towards(output, path) and of_bytes(nofollow.read(file, None)) == entry.digest
    except OSError:
        return Finding(path, "changed")
    return None if same else Finding(path, "changed")


def _at_address(root: str, path: str, entry: Entry) -> Finding | None:
    place = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    data = _fetch(root + quote(place))
    if isinstance(data, bytes):
        return None if of_bytes(data) == entry.digest else Finding(path, "changed")
    return Finding(path, data)


def _silent(root: str) -> str:
    """Why there is no answer of any kind; empty if there is one."""
    try:
        urlopen(_request(root), timeout=_PATIENCE).close()  # noqa: S310  # the scheme is http or https
    except HTTPError as error:
        error.close()
    except URLError as error:
        return str(getattr(error.reason, "strerror", "") or error.reason)
    except (OSError, HTTPException, ValueError) as error:
        return str(error)
    return ""


def _request(address: str) -> Request:
    return Request(address, headers={"User-Agent": "broadsheet verify", "Cache-Control": "no-cache"})  # noqa: S310


def _fetch(address: str) -> bytes | State:
    try:
        with urlopen(_request(address), timeout=_PATIENCE) as answer:  # noqa: S310  # the scheme is http or https
            data = answer.read(nofollow.LARGEST + 1)
            assert isinstance(data, bytes)
            return data if len(data) <= nofollow.LARGEST else "changed"
    except HTTPError as error:
        error.close()
        return "missing" if error.code in {404, 410} else "unreachable"
    except (OSError, HTTPException, ValueError):
        return "unreachable"


def _verdict(place: str, where: str, manifest: Manifest, found: list[Finding]) -> Verdict:
    return Verdict(place, where, len(manifest.files), manifest.as_of, manifest.source, tuple(sorted(found)))
