"""Prints Lighthouse's scores of the sample site: the front page, stories, a section, the search, the light edition.

    make lighthouse

The site is built for the address that it is then served at, with gzip, as hosts do. Lighthouse 12 is the last version
that runs on Node 20. Its mobile settings simulate a slow phone (four times slower than this machine) on a slow 4G
connection. The worst of three runs counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.chromium import executable

ROOT = Path(__file__).parent.parent
PAGES = {
    "front page": "",
    "story with a photo": "2026/11/08/lifeboat-brings-in-seven/",
    "story with parts": "2026/11/13/who-pays-for-the-harbour/",
    "story with blocks": "2024/05/30/election-night/",
    "section": "harbour/",
    "search": "search/?q=harbour",
    "text edition": "2026/11/08/lifeboat-brings-in-seven/text/",
}
KINDS = ("performance", "accessibility", "best-practices", "seo")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
)
PACKED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".webmanifest")


class Packed(SimpleHTTPRequestHandler):
    """Serves files with gzip if that makes them smaller, as hosts of static sites do."""

    def send_head(self) -> object:  # type: ignore[override]
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return None
        data = file.read_bytes()
        self.send_response(200)
        self.send_header(
            "Content-Type", self.guess_type(str(file)) + ("; charset=utf-8" if file.suffix in PACKED else "")
        )
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in PACKED:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None

    def do_GET(self) -> None:
        self.send_head()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Build and serve the sample site for the time of a ``with`` block; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        handler = partial(Packed, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            address = f"http://127.0.0.1:{server.server_port}/"
            build = [sys.executable, "-m", "generator", "build", "--site", str(ROOT), "--output", folder]
            subprocess.run([*build, "--base-url", address], check=True, stderr=subprocess.DEVNULL)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield address
            server.shutdown()


def scores(lighthouse: str, url: str) -> dict[str, int]:
    """Return Lighthouse's scores of one page, out of 100, and print the problems that it finds."""
    command = [
        lighthouse,
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(KINDS)}",
    ]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for audit in report["audits"].values():
        if audit.get("score") is not None and audit["score"] < 0.9:
            print(f"    {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
    return {kind: round(report["categories"][kind]["score"] * 100) for kind in KINDS}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    os.environ.setdefault("CHROME_PATH", executable())
    lighthouse = str(ROOT / "node_modules/.bin/lighthouse")
    rows = []
    with served() as address:
        for name, path in PAGES.items():
            print(name, flush=True)
            runs = [scores(lighthouse, address + path) for _ in range(asked.runs)]
            rows.append((name, [min(run[kind] for run in runs) for kind in KINDS]))
    print("(search engines are asked to leave the search and the text edition out: no SEO there)")
    print(f"\n| page | {' | '.join(KINDS)} |\n|---|{'---:|' * len(KINDS)}")
    for name, worst in rows:
        print(f"| {name} | {' | '.join(map(str, worst))} |")


if __name__ == "__main__":
    main()
