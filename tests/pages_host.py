"""A stand-in for GitHub Pages: the artifact that its action would make, and a server that gives what is in it.

It behaves as Pages does (https://docs.github.com/en/pages, and the sources of actions/upload-pages-artifact): files
come out of one tar in one gzip, nothing may be a link, a folder has its index.html and an address without the slash is
sent there, ``/404.html`` answers for all else with status 404, letter case counts, caches keep everything for ten
minutes, and neither headers nor redirects can be set.
"""

from __future__ import annotations

import gzip
import io
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.hosting.static_host import media_type


def artifact(output: Path) -> bytes:
    """The artifact that actions/upload-pages-artifact makes of a folder, hidden files included."""
    command = ["tar", "--dereference", "--hard-dereference", "--directory", str(output), "-cf", "-"]
    made = subprocess.run([*command, "--exclude=.git", "--exclude=.github", "."], check=True, capture_output=True)
    return gzip.compress(made.stdout)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of an artifact.

    :raises ValueError: where Pages would refuse it.
    """
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(data))) as tar:
        for member in tar:
            if not (member.isfile() or member.isdir()):
                raise ValueError(f"{member.name} is neither a file nor a folder")
            if not member.mode & (0o004 if member.isfile() else 0o001):
                raise ValueError(f"{member.name} is not for everybody to read")
            if member.isfile():
                found = tar.extractfile(member)
                assert found
                files[member.name.removeprefix("./")] = found.read()
    return files


@contextmanager
def pages(files: Mapping[str, bytes], base_path: str = "/") -> Iterator[str]:
    """Where the files are served, below a path as a project site's are."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, name, location = _answer(files, base_path, urlsplit(self.path).path)
            body = files.get(name, b"")
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Type", media_type(name or "x.html"))
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):  # a browser that is sent on reads no further
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with serving(Handler) as address:
        yield f"{address}{base_path}"


@contextmanager
def serving(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server on this machine that answers with ``handler``, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))  # or it takes half a second to end
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _answer(files: Mapping[str, bytes], base_path: str, path: str) -> tuple[int, str, str]:
    place = unquote(path).removeprefix(base_path)
    if not unquote(path).startswith(base_path) or not place.isprintable():
        return 404, "404.html", ""
    name = f"{place}index.html" if not place or place.endswith("/") else place
    for each in (name, f"{place}.html"):
        if each in files:
            return 200, each, ""
    if f"{place}/index.html" in files:
        return 301, "", f"{path}/"
    return 404, "404.html", ""
