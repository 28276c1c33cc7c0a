"""Compares the speed of Broadsheet with that of other generators, in one run. Run it manually; the tests do not.

    python benchmarks/speed.py                                      1,000 and 10,000 stories, all scenarios
    python benchmarks/speed.py --sizes 1000 --scenario cold,body --peers hugo
    python benchmarks/speed.py --real FOLDER ...                    real posts, repeated to 2,000
    python benchmarks/speed.py --document                           the table in docs/explanation/speed.md: half an hour

All generators build the same stories into comparable pages: stories with related ones and structured data, paginated
listings for the front page, sections, tags, bylines, days, months and years, feeds, and a sitemap. They differ in that
Broadsheet also has listings of sources, pages that are larger by half or more, and feeds with full stories in three
formats. Feeds of tags and bylines, and stories as ninjs, which the peers do not have, are left out. Generators take
turns, so that a busy minute of the machine affects all of them. Peers are installed into separate environments in the
work folder; ``--work`` keeps them for the next time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchmarks import contenders, documented, process, real
from benchmarks.contenders import Contender
from benchmarks.corpus import Article, article, articles, slug
from benchmarks.flavours import flavour, write
from benchmarks.goals import goals
from benchmarks.report import Row, machine, table
from benchmarks.scenarios import SCENARIOS, Sign, Site

NAMES = (*SCENARIOS, "version", "cp")
COLD = SCENARIOS["cold"].words


class Options(msgspec.Struct, frozen=True):
    """The options on the command line."""

    sizes: tuple[int, ...]
    runs: int
    peers: tuple[str, ...]
    scenarios: tuple[str, ...]
    work: Path
    limit: float
    seed: int
    real: tuple[Path, ...]
    document: bool


class Entry(msgspec.Struct, frozen=True):
    """One build of one generator that is measured."""

    row: Row
    site: Site
    command: Sequence[str | Path]
    scenario: str = ""

    @property
    def from_nothing(self) -> bool:
        """Whether it does not need a site that has been built."""
        return self.scenario in ("", "bare", "cold")

    def measure(self, number: int, options: Options) -> None:
        """Do one run: prepare the site, run the command, and check what it wrote."""
        scenario = SCENARIOS.get(self.scenario)
        sign = scenario.prepare(self.site, number) if scenario else None
        environment = dict(self.site.contender.without_related if scenario and scenario.without_related else {})
        environment |= scenario.environment(number) if scenario else {}
        before = process.files(self.site.output)
        time.sleep(1.1)  # some caches store times in whole seconds
        self.row.costs.append(process.run(self.command, self.site.folder, options.limit, environment))
        if self.scenario:
            self._settle(sign, process.written(before, process.files(self.site.output)))
        print(f"{self.row.stories} {self.row.build}: {self.row.by} {self.row.costs[-1].wall:.2f} s", file=sys.stderr)

    def _settle(self, sign: Sign | None, written: list[str]) -> None:
        self.row.files.append(len(written))
        if sign:
            sign.check(self.site.output, written)


class Copy(Entry, frozen=True):
    """The time to copy the output: no generator can be much faster than that."""

    def measure(self, number: int, options: Options) -> None:
        """Copy the output once, next to the site."""
        shutil.rmtree(self.site.folder / "copy", ignore_errors=True)
        Entry.measure(self, number, options)


def main() -> None:
    """Measure, and print the table."""
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs have their bytecode
    with tempfile.TemporaryDirectory(prefix="broadsheet-speed-") as folder:
        work = options.work if options.work != Path() else Path(folder)
        rows = _documented(work, options) if options.document else _compared(work, options)
    print(*goals(rows, real=bool(options.real)), sep="\n", file=sys.stderr if options.document else sys.stdout)


def _compared(work: Path, options: Options) -> list[Row]:
    rivals = [contenders.contender(name, work) for name in ("broadsheet", *options.peers)]
    rows: list[Row] = []
    for size in options.sizes:
        rows += measured(_staged(rivals, size, work, options), options)
    print(machine([rival.version() for rival in rivals], options.runs), table(rows, "hugo", COLD), sep="\n\n")
    return rows


def _documented(work: Path, options: Options) -> list[Row]:
    """Measure what the documentation shows, print it in Markdown, and write it there."""
    from benchmarks import preview  # needs a browser

    rows: list[Row] = []
    for part in documented.parts():
        rivals = [contenders.contender(name, work) for name in part.rivals]
        sites = _staged(rivals, part.stories, work, options)
        rows += measured(sites, replace(options, scenarios=part.scenarios, runs=part.runs))
    both = [contenders.contender(name, work) for name in ("broadsheet", "hugo")]
    shown = preview.measured(both, 10_000, work, preview.CHANGES, 5, options.limit)
    text = f"{documented.heading([each.version() for each in both])}\n\n{documented.table(rows, shown)}"
    print(text)
    documented.write(text)
    return rows


def measured(sites: list[Site], options: Options) -> list[Row]:
    """Return the rows of one size."""
    rows, standing = [], False
    for entries in _rounds(sites, options.scenarios):
        if not (standing or entries[0].from_nothing):
            _build(sites, options)
        standing = standing or entries[0].scenario != "bare"
        for number in range(options.runs):
            for entry in entries:
                entry.measure(number, options)
        rows += [entry.row for entry in entries]
    return rows


def _build(sites: list[Site], options: Options) -> None:
    """Do cold builds of all sites without measuring them: the other scenarios need sites that have been built."""
    for site in sites:
        SCENARIOS["cold"].prepare(site, 0)
        process.run(site.contender.command, site.folder, options.limit, {})


def _rounds(sites: list[Site], wanted: Sequence[str]) -> Iterator[list[Entry]]:
    """Yield the entries that take turns; copying takes turns with cold builds."""
    for name in (name for name in SCENARIOS if name in wanted):
        scenario = SCENARIOS[name]
        chosen = sites if scenario.for_all else [site for site in sites if site.contender.settings]
        entries = [_entry(site, scenario.words, site.contender.command, name) for site in chosen]
        if name == "cold" and "cp" in wanted:
            copy = Row(sites[0].stories, scenario.words, "cp -r")
            entries.append(Copy(copy, sites[0], ("cp", "-r", sites[0].contender.output, "copy")))
        yield entries
    if "version" in wanted:
        yield [_entry(site, "its version", site.contender.asks) for site in sites]


def _entry(site: Site, words: str, command: Sequence[str | Path], scenario: str = "") -> Entry:
    return Entry(Row(site.stories, words, site.contender.name), site, command, scenario)


def _staged(rivals: list[Contender], size: int, work: Path, options: Options) -> list[Site]:
    print(f"writing {size} stories for {len(rivals)}", file=sys.stderr)
    find = partial(article, options.seed, count=size)
    stories: Iterator[Article] = articles(options.seed, size)
    edited = find(size // 2)
    if options.real:
        posts, left_out = real.posts(options.real)
        print(f"{len(posts)} real posts; left out for all: {', '.join(map(str, left_out)) or 'none'}", file=sys.stderr)
        repeated = real.repeated(posts, size)
        stories, edited = iter(repeated), repeated[size // 2]
    sites = [Site(rival, work / f"{slug(rival.name)}-{size}", size, edited) for rival in rivals]
    for site in sites:
        site.contender.stage(site.folder)
    write(stories, {site.folder / "content": flavour(site.contender.name) for site in sites})
    return sites


def _options() -> Options:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", help="how many stories, with commas (default: 1000,10000; of real posts 2000)")
    ask.add_argument("--runs", type=int, default=3, help="builds of each kind")
    ask.add_argument(
        "--peers",
        default="hugo,pelican",
        help="with commas, or empty; also Broadsheet with more (search, text, share_pictures), with the settings that "
        "`broadsheet init` writes (init), or on another Python (3.13)",
    )
    ask.add_argument("--scenario", default=",".join(NAMES), help=f"with commas: {','.join(NAMES)}")
    ask.add_argument("--work", type=Path, default=Path(), help="a folder to keep sites and peers in, not in this one")
    ask.add_argument("--limit", type=float, default=1200, help="seconds that a build may take")
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--real", type=Path, nargs="+", default=[], help="folders of Markdown posts to repeat")
    ask.add_argument(
        "--document", action="store_true", help="measure what docs/explanation/speed.md shows, and write it there"
    )
    given = ask.parse_args()
    return Options(
        sizes=tuple(map(int, (given.sizes or ("2000" if given.real else "1000,10000")).split(","))),
        runs=given.runs,
        peers=tuple(filter(None, given.peers.split(","))),
        scenarios=tuple(given.scenario.split(",")),
        work=given.work.resolve() if given.work != Path() else given.work,
        limit=given.limit,
        seed=given.seed,
        real=tuple(given.real),
        document=given.document,
    )


if __name__ == "__main__":
    try:
        main()
    except process.Failed as failure:
        sys.exit(str(failure))
