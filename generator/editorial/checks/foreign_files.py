"""Files in the output folder that Broadsheet did not write.

Everything in that folder is published with the site: a page that somebody put there, a backup, a test. Broadsheet
never removes it, not even with `build --full`, so it may go unnoticed. Files for readers belong in content/static/.
Files that a host or git keeps there (`CNAME`, `.nojekyll`, `.git`, `.well-known/acme-challenge/`) are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem
from generator.publish.foreign_files import foreign
from generator.publish.manifest import read

_OF_HOSTS = re.compile(r"CNAME|\.nojekyll|\.git(?:/.*|ignore|attributes)?|\.well-known/acme-challenge/.*")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each of these files; nothing if the site has not been built."""
    manifest, _ = read(site.output)
    if not manifest.files:
        return
    for path in foreign(site.output, manifest):
        if not _OF_HOSTS.fullmatch(path):
            message = "this file is in the output folder, so it is published, but Broadsheet did not write it"
            fix = "delete it; if readers should have it, put it into content/static/"
            yield Problem(f"{site.output.name}/{path}", 0, 0, message, fix, level="warning")
