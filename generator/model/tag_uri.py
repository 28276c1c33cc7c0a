"""The lasting identity of a story: its tag URI (RFC 4151), for feeds and for other newsrooms.

It consists of an authority and the path of the story's file, so neither a new headline nor a new ``permalink`` changes
it. The authority is the host that the site had when it was first published; the URL history records it.
"""

from __future__ import annotations

from urllib.parse import quote

_SINCE = "2026"  # a date on which the newsroom owned the authority; no Broadsheet site is older
_PLAIN = "/-._~!$&'()*+,;=:@"  # allowed unencoded in a tag's specific part (RFC 4151, section 2.1: pchar and slash)


def story_uri(authority: str, path: str) -> str:
    """The tag URI of the story in the file ``path``: ``tag:courier.example,2026:world/talks``."""
    return _tag(authority, path.removeprefix("content/").rpartition(".")[0])


def feed_uri(authority: str, place: str) -> str:
    """The tag URI of the feed of the listing at ``place``: ``tag:courier.example,2026:feed:/world/``."""
    return _tag(authority, f"feed:{place}")


def _tag(authority: str, own: str) -> str:
    return f"tag:{authority},{_SINCE}:{quote(own, safe=_PLAIN)}"
