"""Who a story is, wherever it stands: its tag URI (RFC 4151), for feeds and for other newsrooms.

It is made of an authority and the story's file, so that neither a new headline nor another ``permalink`` changes it.
The authority is the host that the site had when it was first published, which the ledger remembers.
"""

from __future__ import annotations

from urllib.parse import quote

_SINCE = "2026"  # a day on which the authority was the newsroom's; no site of this program is older
_PLAIN = "/-._~!$&'()*+,;=:@"  # what may stand in a tag's own part as it is (RFC 4151, section 2.1: pchar and slash)


def story_uri(authority: str, path: str) -> str:
    """The tag URI of the story in the file ``path``: ``tag:courier.example,2026:world/talks``."""
    return _tag(authority, path.removeprefix("content/").rpartition(".")[0])


def feed_uri(authority: str, place: str) -> str:
    """The tag URI of the feed of the listing at ``place``: ``tag:courier.example,2026:feed:/world/``."""
    return _tag(authority, f"feed:{place}")


def _tag(authority: str, own: str) -> str:
    return f"tag:{authority},{_SINCE}:{quote(own, safe=_PLAIN)}"
