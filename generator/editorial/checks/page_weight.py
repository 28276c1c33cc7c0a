"""Pages that take long to load on a phone with a slow network.

The check counts everything that a browser loads for a page as it was built: the page, its styles, and its pictures at
their full size. Pictures are usually the cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.third_parties import loaded_addresses
from generator.hosting.static_host import answer
from generator.model.problems import Problem

_PAGE = 250_000  # bytes of HTML alone
_ALL = 2_000_000  # bytes with style and pictures


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report built pages that are too heavy."""
    if not site.output.is_dir():
        return
    base_path, claimants = site.request.settings.base_path, site.claimants
    sizes: dict[str, int] = {}

    def size(path: str) -> int:
        if path not in sizes:
            file = Path(site.output, path)
            sizes[path] = file.stat().st_size if file.is_file() else 0
        return sizes[path]

    for path, claimant in claimants.items():
        if not path.endswith(".html") or not (own := size(path)):
            continue
        addresses = loaded_addresses((site.output / path).read_text(encoding="utf-8", errors="replace"))
        files = {answer(claimants, base_path, each).file for each in addresses if each.startswith("/")} - {""}
        whole = own + sum(map(size, files))
        if own > _PAGE or whole > _ALL:
            heaviest = max(files, key=size, default="")
            message = f"/{path} loads {whole / 1e6:.1f} MB; the page itself is {own / 1e3:,.0f} kB of that"
            fix = f"make /{heaviest} smaller ({size(heaviest) / 1e6:.1f} MB)" if heaviest else "split the page"
            yield Problem(claimant, 0, 0, message, fix, level="warning")
