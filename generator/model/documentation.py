"""The pages of the documentation that messages refer to. Only this module knows where the documentation is."""

from __future__ import annotations


def page(name: str) -> str:
    """Return where to find a page of the documentation, given its path without the extension: ``how-to/languages``."""
    return f"docs/{name}.md in Broadsheet's repository"
