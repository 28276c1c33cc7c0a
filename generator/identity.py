"""Who a story is, wherever it stands: its tag URI (RFC 4151), for feeds and for other newsrooms.

It is made of the site's host, the day of the story and its file, so that neither a new headline nor another
``permalink`` changes it.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

_PLAIN = "/-._~!$&'()*+,;=:@"  # what may stand in a tag's own part as it is (RFC 4151, section 2.1: pchar and slash)


def tag_uri(authority: str, day: date, path: str) -> str:
    """The tag URI of the story in the file ``path``, such as ``tag:host,2026-11-20:world/talks``."""
    name = path.removeprefix("content/").rpartition(".")[0]
    return f"tag:{authority},{day.isoformat()}:{quote(name, safe=_PLAIN)}"
