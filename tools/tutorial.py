"""The tutorial as steps that a program can follow, and its screenshots: `python -m tools.tutorial` takes them again."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from tools.chromium import executable

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/tutorial/index.md"
PICTURES = PAGE.parent / "pictures"
_STEP = re.compile(
    r"^```\{code-block\}[^\n]*\n:caption: (?P<file>\S+)\n\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<session>.*?)^```$"
    r"|^% picture: (?P<picture>\S+) of (?P<address>\S+)$",
    re.MULTILINE | re.DOTALL,
)


class Write(NamedTuple):
    """A file that the reader writes."""

    path: str
    text: str


class Run(NamedTuple):
    """A command that the reader types, and the lines that the tutorial shows below it."""

    command: str
    shown: tuple[str, ...]


class Picture(NamedTuple):
    """A picture of a page of the built site."""

    name: str
    address: str


Step = Write | Run | Picture


def steps(page: str) -> Iterator[Step]:
    """Yield what a reader of the tutorial does, in order."""
    for found in _STEP.finditer(page):
        if found["file"]:
            yield Write(found["file"], found["text"])
        elif found["picture"]:
            yield Picture(found["picture"], found["address"])
        else:
            yield from _commands(found["session"])


def _commands(session: str) -> Iterator[Run]:
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield Run(command, tuple(shown))


class Reader:
    """Follows the tutorial step by step in a folder, as a reader does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, step: Write) -> None:
        """Write a file."""
        path = self.folder / step.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf-8")

    def run(self, step: Run) -> tuple[int, str]:
        """Run a command, and return its exit status and what it printed; not for a preview, which does not end."""
        program, *given = shlex.split(step.command)
        if program == "cd":
            self.folder = self.folder / given[0]
            return 0, ""
        command = [sys.executable, "-m", "generator", *given] if program == "broadsheet" else [program, *given]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return done.returncode, done.stdout


def is_preview(step: Step) -> bool:
    """Whether a step starts the preview."""
    return isinstance(step, Run) and step.command.startswith("broadsheet preview")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Do not log requests."""


def main() -> None:
    """Follow the tutorial, and take its pictures."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 800})
        reader = Reader(Path(folder))
        PICTURES.mkdir(exist_ok=True)
        for step in steps(PAGE.read_text(encoding="utf-8")):
            if isinstance(step, Write):
                reader.write(step)
            elif isinstance(step, Picture):
                with ThreadingHTTPServer(
                    ("127.0.0.1", 0), partial(_Quiet, directory=reader.folder / "output")
                ) as server:
                    threading.Thread(target=server.serve_forever, daemon=True).start()
                    tab.goto(f"http://127.0.0.1:{server.server_port}{step.address}")
                    tab.wait_for_load_state("networkidle")
                    tab.screenshot(path=PICTURES / step.name)
                    server.shutdown()
            elif not is_preview(step):
                reader.run(step)
        browser.close()


if __name__ == "__main__":
    main()
