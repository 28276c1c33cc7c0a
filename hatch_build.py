"""The addresses of the project, as the package index shows them: those of the repository that makes the release.

The release workflow says which repository and commit that is; a package that is built elsewhere names no addresses.
`broadsheet init --template github` reads the commit, and uses Broadsheet's GitHub Action from it.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from hatchling.metadata.plugin.interface import MetadataHookInterface


class ProjectAddresses(MetadataHookInterface):
    """Adds ``project.urls``."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add them if BROADSHEET_REPOSITORY (https://github.com/owner/name) and BROADSHEET_COMMIT are set."""
        repository, commit = (os.environ.get(f"BROADSHEET_{name}", "") for name in ("REPOSITORY", "COMMIT"))
        metadata["urls"] = addresses(repository, commit) if repository and commit else {}


def addresses(repository: str, commit: str) -> dict[str, str]:
    """Return the addresses of a repository on GitHub, whose documentation is on GitHub Pages."""
    owner, name = urlsplit(repository).path.strip("/").split("/")
    pages = f"https://{owner.lower()}.github.io/{name}/"
    return {
        "Homepage": pages,
        "Documentation": f"{pages}tutorial/",
        "Sample site": f"{pages}sample/",
        "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
        "Source": repository,
        "Issues": f"{repository}/issues",
        "Commit": f"{repository}/commit/{commit}",
    }
