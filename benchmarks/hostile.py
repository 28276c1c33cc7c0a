"""Compares hostile sites with friendly ones of the same size, in one run. Run it manually; the tests do not.

    python benchmarks/hostile.py                                    10,000 stories of every kind
    python benchmarks/hostile.py --sizes 1000,2000 --kinds tags,deep

Each kind of hostile site is built and checked from nothing, next to a friendly one with as many stories of the same
sizes. The goal is that it takes at most twice the time. If building or checking fails because of errors in the
stories, as it must for some kinds, the time until then counts.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import msgspec
from PIL import Image

from benchmarks import process
from benchmarks.corpus import SECTIONS, Article, article
from benchmarks.flavours import SITE_TOML, place
from benchmarks.hostile_stories import KINDS, friendly

MOST = 2.0
"""The goal: at most so many times as long as the friendly site."""

_PROGRAM = (sys.executable, "-m", "generator")
_AS_OF = "2025-06-01T00:00:00Z"
COMMANDS = {
    "build": (*_PROGRAM, "build", "--as-of", _AS_OF),
    "check": (*_PROGRAM, "check", "--as-of", _AS_OF, "--output", "nowhere"),
    "check --json": (*_PROGRAM, "check", "--as-of", _AS_OF, "--output", "nowhere", "--json"),
}


class Row(msgspec.Struct, frozen=True):
    """The cost of one command for a hostile and for a friendly site."""

    kind: str
    stories: int
    command: str
    hostile: process.Cost
    friendly: process.Cost

    @property
    def ratio(self) -> float:
        """The hostile site's processor time, divided by the friendly one's: other programs affect it less."""
        return self.hostile.cpu / self.friendly.cpu

    def line(self) -> str:
        """Return the row of the table in Markdown."""
        cells = (
            KINDS[self.kind][0],
            f"{self.stories:,}",
            self.command,
            f"{self.hostile.cpu:.1f}",
            f"{self.friendly.cpu:.1f}",
            f"{self.ratio:.2f}" + ("" if self.ratio <= MOST else " (too long)"),
            f"{self.hostile.memory / self.friendly.memory:.2f}",
        )
        return f"| {' | '.join(cells)} |"


HEAD = (
    "| hostile site | stories | command | CPU, s | friendly, CPU, s | ratio | ratio of memory |\n"
    "|---|---:|---|---:|---:|---:|---:|"
)


def write(kind: str, count: int, folder: Path, seed: int = 7) -> tuple[Path, Path]:
    """Write a hostile and a friendly site, and return their folders."""
    sites = folder / f"{kind}-{count}", folder / f"friendly-{kind}-{count}"
    for site in sites:
        for section in SECTIONS:
            (site / "content" / section.lower()).mkdir(parents=True, exist_ok=True)
        (site / "site.toml").write_text(SITE_TOML, encoding="utf-8")
    story = partial(_numbered, seed, count)
    for number in range(count):
        hostile = KINDS[kind][1](story(number), number, count, story)
        mild = friendly(hostile, story(number))
        _write(sites[0], hostile.article, hostile.text)
        _write(sites[1], story(number), mild)
        for at in range(hostile.pictures):
            (sites[0] / "content" / hostile.article.section.lower() / f"boat-{at}.png").write_bytes(_picture(at))
    return sites


def _numbered(seed: int, count: int, number: int) -> Article:
    return article(seed, number % count, count)


def _write(site: Path, story: Article, text: str) -> None:
    (site / "content" / place(story)).write_text(text, encoding="utf-8")


def _picture(number: int) -> bytes:
    made = BytesIO()
    Image.frombytes("L", (8, 8), random.Random(number).randbytes(64)).save(made, "PNG")
    return made.getvalue()


def measured(kind: str, sites: tuple[Path, Path], count: int, limit: float) -> list[Row]:
    """Return the rows of one kind. The friendly site is measured right after the hostile one."""
    rows = []
    for name, command in COMMANDS.items():
        costs = [_from_nothing(command, site, limit) for site in sites]
        rows.append(Row(kind, count, name, *costs))
        print(rows[-1].line(), flush=True)
    return rows


def _from_nothing(command: Sequence[str | Path], site: Path, limit: float) -> process.Cost:
    for folder in (".broadsheet", "output"):
        shutil.rmtree(site / folder, ignore_errors=True)
    return process.run(command, site, limit, {}, statuses=(0, 1))


def main() -> None:
    """Measure, and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", default="10000", help="how many stories, with commas")
    ask.add_argument("--kinds", default=",".join(KINDS), help=f"with commas: {','.join(KINDS)}")
    ask.add_argument("--limit", type=float, default=1200, help="seconds that a command may take")
    given = ask.parse_args()
    rows = list[Row]()
    print(HEAD)
    for kind in given.kinds.split(","):
        for count in map(int, given.sizes.split(",")):
            with tempfile.TemporaryDirectory(prefix="broadsheet-hostile-") as folder:
                rows += measured(kind, write(kind, count, Path(folder)), count, given.limit)
    long = [row for row in rows if row.ratio > MOST]
    print(f"{len(rows) - len(long)} of {len(rows)} within {MOST:g} times the friendly site's time")
    sys.exit(bool(long))


if __name__ == "__main__":
    try:
        main()
    except process.Failed as failure:
        sys.exit(str(failure))
