"""Schemas and snippets for text editors that another version of Broadsheet has made.

`broadsheet init` writes them into schemas/ and .vscode/. They belong to one version: another one may have more or fewer
fields and settings. `broadsheet schema --write` updates them. Files that you have removed are not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.editorial.editor_files import outdated
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each of these files."""
    for path in outdated(site.request.site):
        message = "another version of Broadsheet has made this file"
        yield Problem(path, 0, 0, message, "run `broadsheet schema --write`, which updates it", level="warning")
