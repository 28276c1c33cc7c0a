"""Watches a site's folder for changes while the preview runs.   [disk]

Changes that come together are reported together. Temporary files of editors and files that a build writes are ignored.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from generator.reading.scan import left_behind, theme_folder

_QUIET = 20  # milliseconds without a change before the changes so far are reported
_LONGEST = 400  # milliseconds to collect changes at most


def changes(site: Path, content: Path | None, stop: Event, poll: bool = False) -> Iterator[set[str]]:
    """Yield sets of changed files until ``stop`` is set.

    ``content`` is the folder of the stories if it is not content/. ``poll`` looks for changes at regular intervals,
    for disks that do not report them.
    """
    own, elsewhere = site.resolve(), (content or site / "content").resolve()
    beside = (each for each in (theme_folder(), elsewhere) if each.is_dir() and not each.is_relative_to(own))
    watched = [own, *beside]

    def counts(_: Change, path: str) -> bool:
        file = Path(path)
        return not left_behind(file.name) and (_is_source(file, own) or file.is_relative_to(elsewhere))

    for found in watch(
        *watched,
        watch_filter=counts,
        stop_event=stop,
        debounce=_LONGEST,
        step=_QUIET,
        force_polling=poll or None,
        raise_interrupt=False,
        rust_timeout=500,
    ):
        yield {path for _, path in found}


def _is_source(file: Path, site: Path) -> bool:
    """Return whether a file can be part of the site (stories, layouts, settings) or of the theme."""
    if not file.is_relative_to(site):
        return True
    first = file.relative_to(site).parts[:1]
    return first in (("content",), ("layouts",), ("site.toml",), ("published.txt",))
