"""Estimates from what size of site a cluster pays, from the costs of a build here. Run it manually; the tests do not.

    python benchmarks/cluster.py SITE

For each story, a build takes ``serial`` seconds in a single process, ``work`` seconds of reading and rendering on any
machine, and ``keeping`` seconds for writing its pages to the staging folder on any core of the local machine. A cluster
saves work and costs ``carrying`` seconds: for packing what is sent and unpacking what comes back. With c cores here, k
cores there, and ``start`` seconds to load Dask and connect to the cluster, n stories take

    on this machine   n * (serial + (work + keeping) / c)
    on the cluster    start + n * (serial + carrying + keeping + work / k)

seconds. So the cluster pays from n = start / ((work + keeping) / c - carrying - keeping - work / k) stories, if it ever
does. The program measures the processor time of all parts on this machine, and prints it with the results of the
formula. Finding related stories is left out, since this machine does it in both cases. So is the time of the network:
the program prints the number of bytes for each story instead.
"""

from __future__ import annotations

import argparse
import os
import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import msgspec

from generator.engine.runtime import Runtime, Work
from generator.pipeline.build import BuildRequest, build, settings_of

LOAD = 50
START = 1.0  # seconds to load Dask, to reach a scheduler and to compare programs


@dataclass
class Meter:
    """A ``map`` that does tasks in this process as a cluster would, and measures the cost of each part of them."""

    work: float = 0.0
    carrying: float = 0.0
    keeping: float = 0.0
    sent: int = 0
    brought: int = 0
    related: float = 0.0

    def __call__(self, function: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[Any]:
        """Do tasks in batches; anything else is the work of finding related stories."""
        if isinstance(function, Work):
            work = list(things)
            for first in range(0, len(work), LOAD):
                yield from self._load(function, work[first : first + LOAD])
            return
        for thing in things:
            before = process_time()
            made = function(thing)
            self.related += process_time() - before
            yield made

    def _load(self, task: Work, load: Sequence[Any]) -> Iterable[Any]:
        fetched = [task.load(thing) for thing in load]
        before = process_time()
        sent = pickle.dumps((task.work, task.forget, fetched))
        packed = process_time()
        work, forget, things = pickle.loads(sent)
        answer = pickle.dumps([work(thing) for thing in things])
        forget()
        done = process_time()
        made = pickle.loads(answer)
        self.carrying += packed - before + process_time() - done
        self.work += done - packed
        self.sent, self.brought = self.sent + len(sent), self.brought + len(answer)
        before = process_time()
        kept = [task.keep(each) for each in made]
        self.keeping += process_time() - before
        return kept


class Story(msgspec.Struct, frozen=True):
    """The seconds that one story costs."""

    serial: float
    work: float
    carrying: float
    keeping: float

    def beside(self, cores: int) -> float:
        """Return the seconds on the machine of the site, with so many cores."""
        return self.serial + (self.work + self.keeping) / cores

    def away(self, cores: int) -> float:
        """Return the seconds on a cluster with so many cores."""
        return self.serial + self.carrying + self.keeping + self.work / cores


def verdict(story: Story, here: int, there: int) -> str:
    """Return a line that says how much faster a cluster can be, and from what size it pays."""
    local, remote = story.beside(here), story.away(there)
    pays = f"pays from {START / (local - remote):,.0f} stories" if local > remote else "never pays"
    return f"{there:>4} cores there: at most {local / remote:.2f} times as fast; {pays}"


def measured(site: Path) -> tuple[Meter, float, int]:
    """Do one cold build. Return the costs of its tasks, its total processor time, and the number of stories."""
    meter = Meter()
    with TemporaryDirectory() as output:
        request = BuildRequest(site, settings_of(site), datetime.now(UTC))
        before = process_time()
        built = build(request, Path(output) / "site", full=True, runtime=Runtime(meter))
        return meter, process_time() - before, built.stories


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="a site without .broadsheet/, such as benchmarks/speed.py makes")
    site = parser.parse_args().site
    if (site / ".broadsheet").exists():
        parser.error("this site has already been built, so files would not be read again: remove its .broadsheet/")
    meter, whole, stories = measured(site)
    serial = whole - meter.work - meter.carrying - meter.keeping - meter.related
    story = Story(serial / stories, meter.work / stories, meter.carrying / stories, meter.keeping / stories)
    print(f"{stories:,} stories; processor milliseconds per story:")
    for each in fields(Story):
        print(f"{1000 * getattr(story, each.name):>8.2f}  {each.name}")
    print(f"bytes a story: {meter.sent // stories:,} out, {meter.brought // stories:,} home")
    here = os.cpu_count() or 1
    print(f"with {here} cores here:")
    for there in (2, 4, 8, 16, 32, 64):
        print(verdict(story, here, there))


if __name__ == "__main__":
    main()
