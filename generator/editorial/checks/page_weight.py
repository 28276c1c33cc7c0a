"""Pages that take a long time to load on a phone with a slow network.

The check counts what a phone's browser loads for a page as it was built: the page, its styles and scripts, and its
pictures, each in the size that a phone chooses. Pictures are usually the cause. A picture on several pages is reported
once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.editorial.checks import CheckedSite
from generator.editorial.page_loads import loaded
from generator.hosting.static_host import answer
from generator.model.problems import Problem

_PAGE = 250_000  # bytes of HTML alone
_ALL = 2_000_000  # bytes with style and pictures


class _Page(msgspec.Struct, frozen=True):
    """A page that is too heavy: its path, its source, its own size, the total size, and the largest file it loads."""

    path: str
    claimant: str
    own: int
    whole: int
    heaviest: str


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report built pages that are too heavy, those with the same heaviest picture once."""
    sizes = _Sizes(site.output)
    causes: dict[str, list[_Page]] = defaultdict(list)
    for each in _heavy(site, sizes) if site.output.is_dir() else ():
        causes[each.path if each.own > _PAGE else each.heaviest].append(each)
    for pages in causes.values():
        first = min(pages, key=lambda each: not each.claimant.startswith("content/"))
        count = len(pages) - 1
        others = f" (so {'does 1 more page' if count == 1 else f'do {count} more pages'})" if count else ""
        message = (
            f"/{first.path} loads {first.whole / 1e6:.1f} MB{others}; "
            f"the page itself is {first.own / 1e3:,.0f} kB of that"
        )
        heavy = first.heaviest
        fix = f"make /{heavy} smaller ({sizes.of(heavy) / 1e6:.1f} MB)" if heavy else "split the page"
        yield Problem(first.claimant, 0, 0, message, fix, level="warning")


def _heavy(site: CheckedSite, sizes: _Sizes) -> Iterator[_Page]:
    base_path, claimants = site.request.settings.base_path, site.claimants
    for path, claimant in claimants.items():
        if not path.endswith(".html") or not (own := sizes.of(path)):
            continue
        addresses = loaded((site.output / path).read_text(encoding="utf-8", errors="replace"))
        files = {answer(claimants, base_path, each).file for each in addresses if each.startswith("/")} - {""}
        whole = own + sum(map(sizes.of, files))
        if own > _PAGE or whole > _ALL:
            yield _Page(path, claimant, own, whole, max(sorted(files), key=sizes.of, default=""))


class _Sizes:
    """The sizes of the files in the output folder, each looked up once."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._known: dict[str, int] = {}

    def of(self, path: str) -> int:
        """Return the size of a file; 0 if it is not there."""
        if path not in self._known:
            file = Path(self._output, path)
            self._known[path] = file.stat().st_size if file.is_file() else 0
        return self._known[path]
