"""Measures the time from saving a file until the browser shows it, in Broadsheet's and Hugo's previews.

    python benchmarks/preview.py                                    100, 1,000 and 10,000 stories
    python benchmarks/preview.py --sizes 1000 --runs 5 --peers '' --changes headline

Run it manually; the tests do not. Both previews show the same stories (see ``speed.py``), one of which is open in
Chromium. A sentence is added to its body, its headline is changed, and a hidden word is added to the base layout. Each
time, the benchmark measures how long it takes until the browser has loaded a document with the new words. The servers
take turns, so that a busy minute of the machine affects all of them. Hugo runs as ``hugo server`` does by default: it
first renders what was viewed last.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from queue import Queue
from statistics import median

import msgspec
from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks import contenders, process
from benchmarks.contenders import Contender
from benchmarks.corpus import article, articles
from benchmarks.flavours import FLAVOURS, place, write
from benchmarks.report import Shown, machine
from benchmarks.scenarios import Site
from tools.chromium import executable

SEEN = """
addEventListener("DOMContentLoaded", () => {
  const said = document.documentElement.innerHTML.match(/[Rr]ound \\d+, (added|corrected|laid out)/g);
  window.seen(Date.now(), (said || []).join(" "));
});
"""
"""Reports every document that has been loaded: when that was, and which rounds it has."""

CHANGES = ("body", "headline", "layout")

GOALS = {"body": 0.17, "headline": 0.4}
"""The seconds that a change to one of 10,000 stories may take."""

BASE = {"broadsheet": "layouts/base.html", "hugo": "layouts/baseof.html"}
"""The base layout of each generator."""


class Show(msgspec.Struct, frozen=True):
    """A server that shows a site, and a browser that has a story open. ``heard`` are the documents that it loaded."""

    site: Site
    page: Page
    heard: Queue[tuple[float, str]]

    def waits(self, path: Path, old: str, new: str, words: str, limit: float) -> float:
        """Change a file, and return the seconds until a document with ``words`` has been loaded.

        :raises Failed: if none is loaded within ``limit`` seconds.
        """
        while not self.heard.empty():
            self.heard.get()
        start = time.time()
        self.site.change(path, old, new)
        while time.time() - start < limit:
            self.page.wait_for_timeout(5)
            while not self.heard.empty():
                when, said = self.heard.get()
                if words in said:
                    return when / 1000 - start
        raise process.Failed(f"{self.site.contender.name} did not show {words!r} within {limit:.0f} s")


def main() -> None:
    """Measure, and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", default="100,1000,10000", help="how many stories, with commas")
    ask.add_argument("--runs", type=int, default=7, help="changes of each kind")
    ask.add_argument("--peers", default="hugo", help="with commas; empty for none")
    ask.add_argument("--changes", default=",".join(CHANGES), help="what is changed, with commas")
    ask.add_argument("--work", type=Path, help="a folder to keep sites and peers in, not in this one")
    ask.add_argument("--limit", type=float, default=300, help="seconds that a change may take")
    given = ask.parse_args()
    changes = given.changes.split(",")
    if unknown := {*changes} - {*CHANGES}:
        ask.error(f"--changes: {', '.join(unknown)} is not one of {', '.join(CHANGES)}")
    with tempfile.TemporaryDirectory(prefix="broadsheet-preview-") as folder:
        work = given.work.resolve() if given.work else Path(folder)
        rivals = [contenders.contender(name, work) for name in ("broadsheet", *filter(None, [given.peers]))]
        rows: list[Shown] = []
        for size in map(int, given.sizes.split(",")):
            rows += measured(rivals, size, work, changes, given.runs, given.limit)
        print(machine([rival.version() for rival in rivals], given.runs), _table(rows), sep="\n\n")


def measured(
    rivals: Sequence[Contender], size: int, work: Path, changes: Sequence[str], runs: int, limit: float
) -> list[Shown]:
    """Measure how long each preview takes to show each kind of change to a site of this size, in turns."""
    edited = partial(article, 7, count=size)(size // 2)
    sites = [Site(rival, work / f"preview-{rival.name}-{size}", size, edited) for rival in rivals]
    for site in sites:
        site.contender.stage(site.folder)
    write(articles(7, size), {site.folder / "content": FLAVOURS[site.contender.name] for site in sites})
    rows = [Shown(size, change, rival.name) for change in changes for rival in rivals]
    with sync_playwright() as playwright, ExitStack() as stack:
        chromium = playwright.chromium.launch(executable_path=executable())
        shows = [stack.enter_context(_shown(site, chromium, limit)) for site in sites]
        for number in range(runs):
            for row, show in zip(rows, shows * len(changes), strict=True):
                time.sleep(random.uniform(1.5, 2.5))  # like a person who writes; the work is done by then
                row.took.append(_change(row, show, number, limit))
                print(f"{size} {row.change}: {row.by} {row.took[-1]:.3f} s", file=sys.stderr)
    return rows


def _change(row: Shown, show: Show, number: int, limit: float) -> float:
    site, edited = show.site, show.site.edited
    story = site.folder / "content" / place(edited)
    if row.change == "body":
        words, ending = f"Round {number}, added", edited.body[-40:]
        return show.waits(story, ending, f"{ending}\n{words}.\n", words, limit)
    if row.change == "headline":
        words = f"Round {number}, corrected"
        return show.waits(story, edited.headline, words, words, limit)
    words = f"round {number}, laid out"
    return show.waits(site.folder / BASE[row.by], "</body>", f"<div hidden>{words}</div></body>", words, limit)


@contextmanager
def _shown(site: Site, chromium: Browser, limit: float) -> Iterator[Show]:
    port = _free()
    program = site.contender.command[0]
    command = {
        "broadsheet": (program, "preview", "--port", str(port)),
        "hugo": (program, "server", "--port", str(port), "--renderToMemory"),
    }[site.contender.name]
    with (site.folder / "said.txt").open("wb") as said:
        running = subprocess.Popen(command, cwd=site.folder, stdout=said, stderr=said, start_new_session=True)
    try:
        heard: Queue[tuple[float, str]] = Queue()
        page = chromium.new_page()
        page.expose_function("seen", lambda when, words: heard.put((when, words)))
        page.add_init_script(SEEN)
        _open(page, f"http://127.0.0.1:{port}/{_address(site)}", limit, running)
        page.wait_for_timeout(2000)  # until the page listens for changes
        yield Show(site, page, heard)
        page.close()
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def _address(site: Site) -> str:
    day = site.edited.published
    return f"{day:%Y/%m/%d}/{site.edited.slug}/"


def _open(page: Page, address: str, limit: float, running: subprocess.Popen[bytes]) -> None:
    """Open a page as soon as it is served.

    :raises Failed: if that takes too long.
    """
    start = time.monotonic()
    while time.monotonic() - start < limit and running.poll() is None:
        try:
            answer = page.goto(address)
        except Error:  # the server is not listening yet
            time.sleep(0.2)
            continue
        if answer and answer.ok:
            return
        raise process.Failed(f"{address} answers {answer.status if answer else 'nothing'}")
    raise process.Failed(f"{address} is not served")


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _table(rows: list[Shown]) -> str:
    middles = {(row.stories, row.change, row.by): median(row.took) for row in rows}
    lines = ["| stories | saved | by | seconds | from – to | ÷ Hugo | goal |", "|---:|---|---|---:|---:|---:|---:|"]
    for row in rows:
        hugo_time = middles.get((row.stories, row.change, "hugo"))
        ratio = f"{median(row.took) / hugo_time:.2f}" if hugo_time else ""
        span = f"{min(row.took):.2f} – {max(row.took):.2f}"
        goal = _goal(row) if row.by == "broadsheet" and row.stories == 10_000 else ""
        lines.append(
            f"| {row.stories:,} | {row.change} | {row.by} | {median(row.took):.2f} | {span} | {ratio} | {goal} |"
        )
    return "\n".join(lines)


def _goal(row: Shown) -> str:
    goal = GOALS.get(row.change)
    return f"{goal}, {'met' if median(row.took) <= goal else 'missed'}" if goal else ""


if __name__ == "__main__":
    try:
        main()
    except process.Failed as failure:
        sys.exit(str(failure))
