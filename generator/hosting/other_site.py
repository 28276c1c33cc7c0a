"""Checks whether the branch to deploy to holds another site, judging by its feed and its addresses."""

from __future__ import annotations

import re

from generator.model.problems import Problem, refuse
from generator.publish.manifest import Manifest

FEED = "feed.xml"
"""The feed of a whole site, which has the site's id and its address."""

_ID = re.compile(rb"<id>([^<]{1,300})</id>")
_SITE = re.compile(rb'<link rel="alternate" type="text/html" href="([^"<]{1,300})"')
_LISTING = re.compile(r"(latest|archive|tags|bylines|sources|search|text)/|\d{4}/(\d\d/){0,2}(index|page/)")


def refuse_other_site(branch: str, before: tuple[Manifest, bytes], now: tuple[Manifest, bytes]) -> None:
    """Refuse to replace another site: one with a different id and address, and without any story of this one.

    ``before`` and ``now`` are the manifest and the feed of the site on the branch and of the one to deploy.
    """
    (there, old_feed), (here, new_feed) = before, now
    old, new = _SITE.search(old_feed), _SITE.search(new_feed)
    if not old or not new or old[1] == new[1] or _id(old_feed) == _id(new_feed):
        return
    if _own(there).isdisjoint(_own(here)):
        sites = [each[1].decode(errors="replace") for each in (old, new)]
        message = f"the branch {branch} holds another site, {sites[0]}; it has no story in common with {sites[1]}"
        fix = f"name another branch with --branch; to replace that site, first delete {branch} in the repository"
        refuse(Problem(branch, 0, 0, message, fix))


def _id(feed: bytes) -> bytes:
    found = _ID.search(feed)
    return found[1] if found else b""


def _own(manifest: Manifest) -> set[str]:
    """The addresses of stories, pages and sections, which no other site is likely to have."""
    return {path for path in manifest.files if path.endswith("/index.html") and not _LISTING.match(path)}
