"""Converts links of other programs into links that Broadsheet reads: to a file in content/, or from the site's root."""

from __future__ import annotations

import posixpath
import re

from generator.reading.markdown.links import unquoted

_POST = r"(?:_posts/)?(?:[\w-]+/)*(\d{4})-(\d{1,2})-(\d{1,2})-([\w.-]+?)(?:\.(?:md|markdown|html))?"
_POST_URL = re.compile(rf"\{{%-?\s*(?:post_url|link)\s+/?{_POST}\s*-?%\}}")
_SITE_URL = re.compile(r"""\{\{-?\s*site\.(?:url|baseurl|base_url)\s*-?\}\}(?=[/)\s"'{]|$)""")
_FILTERED = re.compile(
    r"""\{\{-?\s*["']([^"'{}]+)["']\s*\|\s*(?:relative_url|absolute_url|url|prepend:\s*site\.\w+)"""
    r"""(?:\s*+\|[^{}]*+|\s*+-?)\}\}"""
)
_REF = re.compile(r"""\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?["`]?([^"`\s<>%]+)["`]?\s*[>%]\}\}""")
_PELICAN_LINK = re.compile(r"(?:\{(filename|static|attach|index|photo)\}|\|(filename|static|attach)\|)(.*)")


def in_line(line: str) -> str:
    """Replace the template instructions in a line that make links with the links they would have made."""
    line = _POST_URL.sub(lambda found: f"/{found[1]}/{found[2]:0>2}/{found[3]:0>2}/{found[4]}/", line)
    line = _SITE_URL.sub("", line)
    line = _FILTERED.sub(lambda found: f"/{found[1].lstrip('/')}", line)
    return _REF.sub(lambda found: f"@{found[1]}" if found[1].startswith("/") else found[1], line)


def address(written: str, path: str) -> str:
    """Convert the address of a link in the file ``path``.
    ``//host`` gets a scheme; Zola's and Pelican's links to files become relative paths.
    """
    written = unquoted(written.strip())
    if written.startswith("//"):
        return f"https:{written}"
    if written.startswith("@/"):
        return _relative(written[2:], path)
    if found := _PELICAN_LINK.fullmatch(written):
        target = found[3]
        return _relative(target[1:], path) if target.startswith("/") else target
    return written


def _relative(below: str, path: str) -> str:
    """Return the path of a file in content/ relative to the folder of the file ``path``."""
    return posixpath.relpath(f"content/{below}", posixpath.dirname(path))
