"""The pages of the documentation that messages refer to. Only this module knows where the documentation is."""

from __future__ import annotations


def page(name: str) -> str:
    """Return where a page of the documentation is, by its path without the ending: ``how-to/languages``."""
    return f"docs/{name}.md in Broadsheet's repository"
