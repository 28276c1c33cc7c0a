"""Posts on social networks: Mastodon, Bluesky, X and Instagram.

All are shown in the network's own frame, not by its script, which would run in the site's page.
"""

from __future__ import annotations

from generator.model.embed import Embed
from generator.reading.embeds.parts import EmbedFault, EmbedUrl, Provider, matches


def mastodon(parts: EmbedUrl) -> Embed | EmbedFault | None:
    """Read the address of a post on a Mastodon server, which names its author: ``/@name/113456789012345678``."""
    found = matches(r"/(?:@(?P<name>[^/]+)|users/(?P<user>\w+)/statuses)/(?P<id>\d{1,20})(?:/embed)?", parts.path)
    if not found:
        return None
    name = found["name"] or found["user"]
    if matches(r"\w[\w.-]*@[\w.-]+", name):
        fix = "open it there, and write the address that it has there"
        return EmbedFault(f"this is {parts.host}'s copy of a post on {name.partition('@')[2]}", fix)
    if not matches(r"\w[\w.-]{0,60}", name):
        return None
    url = f"https://{parts.host}/@{name}/{found['id']}"
    return Embed("Mastodon", "post", url, f"{url}/embed", height=400, fits=True)


MASTODON = (
    *("mastodon.social", "mastodon.online", "mastodon.world", "mstdn.social", "mas.to", "masto.ai", "mstdn.ca"),
    *("mastodon.scot", "mastodon.green", "newsie.social", "journa.host", "federated.press", "hachyderm.io"),
    *("fosstodon.org", "infosec.exchange", "chaos.social", "troet.cafe", "social.network.europa.eu"),
)
"""Mastodon servers that need no setting: large ones, and some of journalists and public authorities."""


def _bluesky(parts: EmbedUrl) -> Embed | EmbedFault | None:
    path = parts.path.replace("%3A", ":").replace("%3a", ":")
    where = "embed" if parts.host == "embed.bsky.app" else "profile"
    collection = "app.bsky.feed.post" if where == "embed" else "post"
    found = matches(rf"/{where}/(?P<who>{_DID}|{_HANDLE})/{collection}/(?P<post>\w{{1,32}})", path)
    if not found:
        return None
    known = found["who"].startswith("did:")
    return Embed(
        "Bluesky",
        "post",
        f"https://bsky.app/profile/{found['who']}/post/{found['post']}",
        f"https://embed.bsky.app/embed/{found['who']}/app.bsky.feed.post/{found['post']}?id=1" if known else "",
        height=400,
        fits=True,
        hint="" if known else _BY_HANDLE,
    )


_DID = r"did:plc:[a-z2-7]{24}|did:web:[a-z0-9.-]{3,100}"
_HANDLE = r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}"
_BY_HANDLE = (
    "readers get only a link to this post, since its address has the name of an account, which can change; for the "
    "post itself, write the address from its code to embed: `https://bsky.app/profile/did:plc:…/post/…`"
)


def _x(parts: EmbedUrl) -> Embed | EmbedFault | None:
    if parts.host == "platform.twitter.com":
        number = parts.query.get("id", "") if parts.path == "/embed/Tweet.html" else ""
        found = matches(r"(?P<who>)(?P<id>\d{1,20})", number)
    else:
        found = matches(
            r"/(?:(?P<who>\w{1,15})|i/web)/status(?:es)?/(?P<id>\d{1,20})(?:/(?:photo|video)/\d)?", parts.path
        )
    if not found:
        return None
    return Embed(
        "X",
        "post",
        f"https://x.com/{found['who'] or 'i'}/status/{found['id']}",
        f"https://platform.twitter.com/embed/Tweet.html?id={found['id']}&dnt=true",
        height=500,
        fits=True,
    )


def _instagram(parts: EmbedUrl) -> Embed | EmbedFault | None:
    found = matches(
        r"/(?:[\w.]{1,30}/)?(?P<kind>p|reels?|tv)/(?P<id>[\w-]{5,60})(?:/embed(?:/captioned)?)?", parts.path
    )
    if not found:
        return None
    kind = "reel" if found["kind"].startswith("reel") else "p"
    return Embed(
        "Instagram",
        "video" if kind == "reel" else "post",
        f"https://www.instagram.com/{kind}/{found['id']}/",
        f"https://www.instagram.com/{kind}/{found['id']}/embed/captioned/",
        height=680,
        fits=True,
        hint="this post is of a private account, so most readers cannot see it" if len(found["id"]) > _PUBLIC else "",
    )


_PUBLIC = 20
"""An id with more characters than this is that of a private account: a public post's has 11, and a private one's has a
key of 28 more."""

PROVIDERS = (
    Provider("Mastodon", MASTODON, MASTODON, "https://mastodon.social/@name/…", mastodon),
    Provider(
        "Bluesky",
        ("bsky.app", "www.bsky.app", "embed.bsky.app"),
        ("embed.bsky.app",),
        "https://bsky.app/profile/did:plc:…/post/…",
        _bluesky,
    ),
    Provider(
        "X",
        ("x.com", "www.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com", "platform.twitter.com"),
        ("platform.twitter.com",),
        "https://x.com/name/status/…",
        _x,
    ),
    Provider(
        "Instagram",
        ("www.instagram.com", "instagram.com"),
        ("www.instagram.com",),
        "https://www.instagram.com/p/…/",
        _instagram,
    ),
)
