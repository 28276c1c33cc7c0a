"""The preview as a process of its own, since livereload keeps what it knows in its classes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue


@dataclass
class Running:
    """A preview that runs: its address, and what it says at the terminal."""

    process: subprocess.Popen[str]
    address: str = ""
    said: list[str] = field(default_factory=list)
    lines: Queue[str] = field(default_factory=Queue)

    def hears(self, words: str, seconds: float = 20) -> str:
        """The next line that has ``words`` in it."""
        while True:
            try:
                line = self.lines.get(timeout=seconds)
            except Empty:
                raise AssertionError(f"{words!r} was not said in {seconds} s, but: {self.said}") from None
            if words in line:
                return line

    def read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            self.lines.put(line)


@contextmanager
def starting(site: Path, *options: str, port: int = 8300) -> Iterator[Running]:
    """Start a preview, in a process group of its own; it is killed at the end of the block if it still runs."""
    command = [sys.executable, "-u", "-m", "generator", "preview", "--port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent.parent), *sys.path])}
    process = subprocess.Popen(
        command,
        cwd=site,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    running = Running(process)
    reader = threading.Thread(target=running.read)
    reader.start()
    try:
        yield running
    finally:
        process.kill()
        process.wait()
        reader.join()
        assert process.stdout
        process.stdout.close()


@contextmanager
def preview(site: Path, *options: str, port: int = 8300) -> Iterator[Running]:
    """Show a site until the end of the block."""
    with starting(site, *options, port=port) as running:
        try:
            found = re.match(r"(https?://\S+) shows", running.hears("shows the site"))
            assert found
            for line in running.said[:-1]:  # what came before it can be heard again
                running.lines.put(line)
            running.address = found[1]
            yield running
        finally:
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(60) == 0, running.said
