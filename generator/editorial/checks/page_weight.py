"""Pages that are heavy for a phone on a slow network.

Counted is what a browser loads for a page as it was built: the page, its style, its pictures at the size in which they
are. Pictures are mostly the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.editorial.checks import CheckedSite
from generator.editorial.checks.third_parties import drawn_on
from generator.hosting.static_host import answer
from generator.model.problems import Problem

_PAGE = 250_000  # bytes of HTML alone
_ALL = 2_000_000  # bytes with style and pictures


def found(site: CheckedSite) -> Iterator[Problem]:
    """Built pages that are heavier than they should be."""
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
        addresses = drawn_on((site.output / path).read_text(encoding="utf-8", errors="replace"))
        files = {answer(claimants, base_path, each).file for each in addresses if each.startswith("/")} - {""}
        whole = own + sum(map(size, files))
        if own > _PAGE or whole > _ALL:
            heaviest = max(files, key=size, default="")
            message = f"/{path} is {whole / 1e6:.1f} MB to load, {own / 1e3:,.0f} kB of it the page itself"
            fix = f"make /{heaviest} smaller ({size(heaviest) / 1e6:.1f} MB)" if heaviest else "divide the page"
            yield Problem(claimant, 0, 0, message, fix, level="warning")
