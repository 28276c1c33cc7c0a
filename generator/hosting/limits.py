"""The limits of hosts: names of files, their number and their sizes.

Sources, read in November 2026: GitHub, "GitHub Pages limits" and "About large files on GitHub" (docs.github.com);
Cloudflare, "Pages: Limits" (developers.cloudflare.com/pages/platform/limits); Netlify, "Site deploys overview"
(docs.netlify.com); actions/toolkit, "Non-Supported Characters" of artifacts; Microsoft, "Naming Files, Paths, and
Namespaces" (names that a checkout or download on Windows cannot have).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

_FORBIDDEN = re.compile('[<>:"|?*\\\\\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_NAME = 255  # bytes of one name; ext4, APFS and NTFS allow no more
_PATH = 900  # bytes of a path: Cloudflare and object stores allow about 1,024, with the host's own prefix


class HostLimits(msgspec.Struct, frozen=True):
    """A host's limits: bytes of a file and of the site, number of files in the site (``paid``: on paid plans) and in a
    folder. 0 means no limit.
    """

    name: str
    file: int = 0
    site: int = 0
    files: int = 0
    paid: int = 0
    folder: int = 0


HOSTS: Mapping[str, HostLimits] = {
    "github-pages": HostLimits("GitHub Pages", file=100 << 20, site=1_000_000_000),
    "netlify": HostLimits("Netlify", folder=54_000),
    "cloudflare-pages": HostLimits("Cloudflare Pages", file=25 << 20, files=20_000, paid=100_000),
}
"""The limits of the hosts that the setting ``hosting`` may name. GitHub's for a file applies to pushes to a branch."""

Fault = tuple[str, str, str, bool]
"""A path, what is wrong with it, how to fix it, and whether the host refuses the whole site because of it."""


def of_name(path: str) -> tuple[str, str] | None:
    """Return what is wrong with the name of a file, and how to fix it; ``None`` if all systems and hosts allow it."""
    if len(path.encode()) > _PATH:
        return f"this path has {len(path.encode())} bytes; some hosts allow no more than {_PATH}", "shorten it"
    for name in path.split("/"):
        if found := _FORBIDDEN.search(name):
            return f"Windows and some hosts do not allow `{found.group()}` in the name of a file", "rename the file"
        if name.endswith((" ", ".")):
            return (
                f"Windows drops the {'space' if name[-1] == ' ' else 'dot'} at the end of `{name}`",
                "rename the file",
            )
        if _RESERVED.fullmatch(name):
            return f"`{name}` is a device on Windows, which cannot have a file or folder of this name", "rename it"
        if len(name.encode()) > _NAME:
            return f"a name has {len(name.encode())} bytes; no system allows more than {_NAME}", "shorten it"
    return None


def of_files(host: HostLimits, sizes: Mapping[str, int]) -> Iterator[Fault]:
    """Yield the limits of a host that a site exceeds, given the size of each of its files in bytes."""
    for path, size in sizes.items():
        if host.file and size > host.file:
            message = f"this file has {size / (1 << 20):,.1f} MiB; {host.name} takes no more than {host.file >> 20} MiB"
            branch = host.name == "GitHub Pages"  # an artifact may have larger files
            fix = "make it smaller, or link to it on another server"
            yield path, message + (" on a branch" if branch else ""), fix, not branch
    if host.files and len(sizes) > host.files:
        most = f"{host.files:,} files ({host.paid:,} on paid plans)"
        fix = "turn off `text`, `ninjs` or feeds that you do not need, or choose another host or plan"
        yield "", f"the site has {len(sizes):,} files; {host.name} takes {most}", fix, len(sizes) > host.paid
    folders = Counter(path.rpartition("/")[0] for path in sizes)
    for folder, count in sorted(folders.items()):
        if host.folder and count > host.folder:
            message = f"this folder has {count:,} files; {host.name} takes no more than {host.folder:,}"
            yield folder, message, "split it into several folders", True
