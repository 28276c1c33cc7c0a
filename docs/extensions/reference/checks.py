"""The checks, with what `broadsheet check --explain` says about each."""

from __future__ import annotations

from generator.editorial.checks import explained, names
from reference.markdown import code, prose


def checks() -> str:
    """Return a section for each check."""
    return "\n".join(f"## {code(name)}\n\n{prose(explained(name))}\n" for name in names())
