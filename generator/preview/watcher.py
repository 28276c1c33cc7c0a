"""What changes in a site's folder while it is shown.   [disk]

Changes that come together are told together. What editors leave behind, and what a build writes itself, is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from generator.reading.scan import left_behind, theme_folder

_QUIET = 20  # milliseconds without a change, after which those before are told
_LONGEST = 400  # milliseconds for which changes are gathered at most


def changes(site: Path, content: Path | None, stop: Event, poll: bool = False) -> Iterator[set[str]]:
    """The files that have changed, again and again until ``stop`` is set.

    ``content`` is the folder of the stories where that is not the site's own; ``poll``: the disk does not tell, so it
    is asked.
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
    """Whether a file can be part of the site: copy, layouts, settings; or of the theme."""
    if not file.is_relative_to(site):
        return True
    first = file.relative_to(site).parts[:1]
    return first in (("content",), ("layouts",), ("site.toml",), ("published.txt",))
