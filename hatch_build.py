"""What a package says of the repository that makes the release, as the package index shows it.

The release workflow says which repository and commit that is; a package that is built elsewhere names no addresses.
`broadsheet init --template github` reads the commit, and uses Broadsheet's GitHub Action from it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(?P<image>!?)(?P<text>\[[^\]\n]*+\])\((?!https?:|#)(?P<path>[^()\s]++)\)")


class Repository(MetadataHookInterface):
    """Adds ``project.urls`` and the README.

    The workflow sets BROADSHEET_REPOSITORY (https://github.com/owner/name) and BROADSHEET_COMMIT.
    """

    def update(self, metadata: dict[str, Any]) -> None:
        """Add them."""
        repository, commit = (os.environ.get(f"BROADSHEET_{name}", "") for name in ("REPOSITORY", "COMMIT"))
        known = bool(repository and commit)
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = absolute(readme, repository, commit) if known else readme
        metadata["urls"] = addresses(repository, commit) if known else {}
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


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


def absolute(readme: str, repository: str, commit: str) -> str:
    """Return the README with links and pictures that work outside the repository."""
    return _RELATIVE.sub(
        lambda found: (
            f"{found['image']}{found['text']}"
            f"({repository}/{'raw' if found['image'] else 'blob'}/{commit}/{found['path']})"
        ),
        readme,
    )
