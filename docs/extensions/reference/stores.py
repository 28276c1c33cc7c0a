"""The format of the manifest, from the structures that read and write it."""

from __future__ import annotations

from generator.publish.manifest import Manifest, ManifestEntry, encode
from reference.markdown import block, prose

_EXAMPLE = Manifest(
    {"2026/11/24/ferry/index.html": ManifestEntry("0f3c9a…", "9b1e44…")},
    as_of="2026-11-28T12:00:00+00:00",
    source="77ad02…",
)


def manifest() -> str:
    """Return an example of the manifest, and what is in it."""
    return "\n\n".join(
        (block(encode(_EXAMPLE).decode(), "json"), f"{prose(Manifest.__doc__)}\n", prose(ManifestEntry.__doc__)),
    )
