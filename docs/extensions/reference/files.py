"""The files that a site has, by the modules of the program that make them, with addresses from the sample site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pipeline.plan import MODULES
from reference.markdown import code, prose, table
from reference.sample import paths_by_module

_WITHOUT_ADDRESS = {
    "desk": "/admin/",
    "hosts": "/_headers",
    "tombstones": "/2024/12/02/ferry-back-in-service/",
}
"""What the sample site does not have: an address that such a file would have."""


def files() -> str:
    """Return a table of all kinds of files."""
    return table(("what", "for example"), _rows())


def _rows() -> Iterator[tuple[str, str]]:
    found = paths_by_module()
    for name, module in sorted(MODULES.items()):
        about = prose((module.__doc__ or "").split("\n\n")[0])
        yield about, code(_WITHOUT_ADDRESS.get(name) or found[name])
