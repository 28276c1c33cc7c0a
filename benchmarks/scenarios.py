"""The changes to a site before a measured build, and checks that the build has processed them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from benchmarks import process
from benchmarks.contenders import Contender
from benchmarks.corpus import Article, newcomer
from benchmarks.flavours import flavour, place
from benchmarks.process import Failed


class Site(msgspec.Struct, frozen=True):
    """One generator's copy of the site: its folder, the folder of its stories, their number, and the story to edit."""

    contender: Contender
    folder: Path
    stories: int
    edited: Article
    originals: dict[Path, str] = {}

    @property
    def output(self) -> Path:
        """The folder of its pages."""
        return self.folder / self.contender.output

    def change(self, path: Path, old: str, new: str) -> None:
        """Change words of a file in its original state, so that a change replaces the one before."""
        text = self.originals.setdefault(path, path.read_text(encoding="utf-8"))
        if old not in text:
            raise Failed(f"{path} has no {old!r} to change")
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


class Sign(msgspec.Struct, frozen=True):
    """What a build must have done: written a file with ``path`` in its path and ``words`` in its text.

    The text must not have ``never``, if that is given.
    """

    path: str
    words: str
    never: str = ""

    def check(self, output: Path, written: list[str]) -> None:
        """Check that it was done.

        :raises Failed: if not, in which case the measurement is worthless.
        """
        paths = (output / path for path in written if self.path in path and path.endswith(".html"))
        texts = [path.read_text(encoding="utf-8") for path in paths]
        if not any(self.words in text for text in texts):
            raise Failed(f"{output}: no written file of {self.path!r} says {self.words!r}")
        if self.never and any(self.never in text for text in texts):
            raise Failed(f"{output}: a written file of {self.path!r} says {self.never!r}")


RELATED = ">Related stories</h2>"
"""The heading of related stories on the pages of all generators."""

Prepare = Callable[[Site, int], Sign | None]
"""Prepares a site for the run with a number."""


def cold(site: Site, number: int) -> Sign:
    """Only the sources exist."""
    _forget(site, "")
    return Sign(site.edited.slug, RELATED)


def bare(site: Site, number: int) -> Sign:
    """Only the sources exist, and pages have no related stories; peers get an environment variable for that."""
    _forget(site, "related = 0\n")
    return Sign(site.edited.slug, "</html>", never=RELATED)


def _forget(site: Site, setting: str) -> None:
    site.contender.forget(site.folder)
    if site.contender.settings:
        (site.folder / "site.toml").write_text(setting + site.contender.settings, encoding="utf-8")


def unchanged(site: Site, number: int) -> None:
    """The site has been built, and nothing has changed."""


def body(site: Site, number: int) -> Sign:
    """Return a sentence is added to a story in the middle: no other page has to change."""
    words = f"The desk added this in round {number}."
    ending = site.edited.body[-40:]
    site.change(site.folder / "content" / place(site.edited), ending, f"{ending}\n{words}\n")
    return Sign(site.edited.slug, words)


def checkout(site: Site, number: int) -> Sign:
    """Return a sentence is added in a fresh checkout, as on a build server: every file has a new time."""
    now = time.time()
    for path in (*(site.folder / "content").rglob("*"), *(site.folder / "layouts").rglob("*")):
        os.utime(path, (now - 60, now - 60))
    return body(site, number + 100)


def headline(site: Site, number: int) -> Sign:
    """Return the headline of a story in the middle changes, and every page that shows it."""
    site.change(site.folder / "content" / place(site.edited), site.edited.headline, f"Round {number}, corrected")
    return Sign(site.edited.slug, f"Round {number}, corrected")


def tag(site: Site, number: int) -> Sign:
    """Return a story in the middle gets another tag instead of its first."""
    site.change(site.folder / "content" / place(site.edited), site.edited.tags[0], f"Round {number}")
    return Sign(site.edited.slug, f"Round {number}")


def misspelt(site: Site, number: int) -> Sign:
    """Return a sentence is added to a story that has a warning."""
    path = site.folder / "content" / place(site.edited)
    if "standfrist" not in path.read_text(encoding="utf-8"):
        site.originals.pop(path, None)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("---\n", "---\nstandfrist: So what\n", 1), encoding="utf-8")
        process.run(site.contender.command, site.folder, 1200, {})
    return body(site, number + 200)


def story(site: Site, number: int) -> Sign:
    """Return a story is added, on a new day and with four tags that other stories have."""
    new = newcomer(0, number, site.stories)
    path = site.folder / "content" / place(new)
    path.write_text(flavour(site.contender.name)(new), encoding="utf-8")
    return Sign(new.slug, "</html>")


def month(site: Site, number: int) -> Sign:
    """Return a story is added that is the first of its month."""
    new = newcomer(0, number + 500, site.stories)
    new = replace(new, published=new.published + timedelta(days=31 * number))
    path = site.folder / "content" / place(new)
    path.write_text(flavour(site.contender.name)(new), encoding="utf-8")
    return Sign(new.slug, "</html>")


def layout(site: Site, number: int) -> Sign:
    """Return the base layout changes, and every page with it."""
    words = f"<!-- round {number} -->"
    site.change(site.folder / "layouts" / "base.html", "</body>", f"{words}</body>")
    return Sign(site.edited.slug, words)


def _nothing_set(number: int) -> Mapping[str, str]:
    return {}


def _days_later(number: int) -> Mapping[str, str]:
    """Make the build assume that so many days have passed."""
    return {"SOURCE_DATE_EPOCH": str(int(time.time()) + number * 86_400)}


class Scenario(msgspec.Struct, frozen=True):
    """A build to measure: its label, whether it is also measured for peers, and whether related stories are left out.

    ``environment`` returns additional environment variables for the run with a number.
    """

    words: str
    prepare: Prepare
    for_all: bool = False
    without_related: bool = False
    environment: Callable[[int], Mapping[str, str]] = _nothing_set


SCENARIOS = {
    "bare": Scenario("from cold, no related stories", bare, for_all=True, without_related=True),
    "cold": Scenario("from cold", cold, for_all=True),
    "unchanged": Scenario("nothing changed", unchanged),
    "body": Scenario("one body edited", body, for_all=True),
    "checkout": Scenario("one body edited, fresh checkout", checkout),
    "headline": Scenario("one headline edited", headline),
    "tag": Scenario("one tag changed", tag),
    "misspelt": Scenario("one body edited, with a warning", misspelt),
    "story": Scenario("one story added", story),
    "month": Scenario("first story of a month added", month),
    "day": Scenario("a day passes", unchanged, environment=_days_later),
    "layout": Scenario("base layout edited", layout),
}
