"""Names, sizes and numbers of files that the site's host refuses.

Names that Windows or some hosts cannot handle (`a:b.pdf`, `what?.html`, `con/`) break checkouts and deployments. The
host is the one that the setting `hosting` names: Cloudflare Pages takes 20,000 files of up to 25 MiB, Netlify 54,000
files in a folder, GitHub files of up to 100 MiB on a branch. The total size and number are checked in the output
folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.hosting.limits import HOSTS, of_files, of_name
from generator.model.problems import Problem


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report names that are refused, and, if the site has been built, files that are too large or too many."""
    for path, claimant in sorted(site.claimants.items()):
        if wrong := of_name(path):
            source = site.published[path].source if path in site.published else claimant
            yield Problem(source if "/" in source else path, 0, 0, f"/{path}: {wrong[0]}", wrong[1], level="warning")
    host = HOSTS.get(site.request.settings.hosting)
    if not host or not site.output.is_dir():
        return
    for path, message, fix, refused in of_files(host, dict(_sizes(site))):
        where = site.published[path].source if path in site.published else path or f"{site.output.name}/"
        yield Problem(where, 0, 0, message, fix, level="error" if refused else "warning")


def _sizes(site: CheckedSite) -> Iterator[tuple[str, int]]:
    for path in site.claimants:
        try:
            yield path, (site.output / path).stat().st_size
        except OSError:  # it has not been built yet
            continue
