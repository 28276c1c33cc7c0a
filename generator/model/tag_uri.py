"""The lasting identity of a story: its tag URI (RFC 4151), for feeds and for other newsrooms.

It consists of an authority and the path of the story's file, so neither a new headline nor a new ``permalink`` changes
it. The authority is the host that the site had when it was first published, with its base path if it was not at the
root. So two sites on one host never share an id. The URL history records the authority. Sites that were first published
before it included the base path keep their ids.
"""

from __future__ import annotations

from urllib.parse import quote

_SINCE = "2026"  # a date on which the newsroom owned the authority; no Broadsheet site is older
_PLAIN = "/-._~!$&'()*+,;=:@"  # allowed unencoded in a tag's specific part (RFC 4151, section 2.1: pchar and slash)


def story_uri(authority: str, path: str) -> str:
    """Return the tag URI of the story in the file ``path``: ``tag:courier.example,2026:world/talks``."""
    return _tag(authority, path.removeprefix("content/").rpartition(".")[0])


def feed_uri(authority: str, place: str) -> str:
    """Return the tag URI of the feed of the listing at ``place``: ``tag:courier.example,2026:feed:/world/``."""
    return _tag(authority, f"feed:{place}")


def _tag(authority: str, own: str) -> str:
    host, _, base = authority.partition("/")
    if base:  # no path in content/ begins with a slash, and no base path contains a colon
        own = f"/{base}/:{own}"
    return f"tag:{host},{_SINCE}:{quote(own, safe=_PLAIN)}"
