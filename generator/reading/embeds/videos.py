"""Video and sound: YouTube, Vimeo, TikTok and SoundCloud.

YouTube's player refuses to play unless the browser names the embedding site ("Required Minimum Functionality", API
client identity: error 153). Vimeo's player checks that site if a video may be shown only on some sites.
"""

from __future__ import annotations

from urllib.parse import quote

from generator.model.embed import SCRIPTED, Embed
from generator.reading.embeds.parts import EmbedFault, EmbedUrl, Provider, for_editors, matches, start_of

_PLAYER = f"{SCRIPTED} allow-presentation"
_PLAYS = "autoplay; encrypted-media; fullscreen; picture-in-picture"


def _youtube(parts: EmbedUrl) -> Embed | EmbedFault | None:
    first, video = ("watch", *parts.names, "")[:2] if parts.host == "youtu.be" else (*parts.names, "", "")[:2]
    if first == "watch" and parts.host != "youtu.be":
        video = parts.query.get("v", "")
    if parts.host == "studio.youtube.com" and first == "video" and matches(_VIDEO, video):
        return for_editors("YouTube", f"https://www.youtube.com/watch?v={video}")
    if first not in ("watch", "shorts", "live", "embed", "v") or not matches(_VIDEO, video):
        return None
    if video == "videoseries":
        return EmbedFault("this is a playlist, which cannot be embedded", "write the address of one video")
    start = start_of(parts)
    return start if isinstance(start, EmbedFault) else _on_youtube(video, start, short=first == "shorts")


def _on_youtube(video: str, start: int, short: bool) -> Embed:
    at = "" if not start else f"?t={start}" if short else f"&t={start}"
    begins = f"&start={start}" if start else ""
    return Embed(
        "YouTube",
        "video",
        f"https://www.youtube.com/{'shorts/' if short else 'watch?v='}{video}{at}",
        f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1&rel=0{begins}",
        _PLAYER,
        f"accelerometer; {_PLAYS}; gyroscope",
        "strict-origin-when-cross-origin",
        "9:16" if short else "16:9",
    )


_VIDEO = r"[\w-]{11}"


def _vimeo(parts: EmbedUrl) -> Embed | EmbedFault | None:
    found = matches(_VIMEO, parts.path)
    if not found:
        return None
    if found["manage"]:
        return for_editors("Vimeo", f"https://vimeo.com/{found['id']}")
    key = found["key"] or parts.query.get("h", "")
    if key and not matches(r"[0-9a-f]{6,20}", key):
        return None
    start = start_of(parts)
    if isinstance(start, EmbedFault):
        return start
    at = f"#t={start}s" if start else ""
    return Embed(
        "Vimeo",
        "video",
        f"https://vimeo.com/{found['id']}{f'/{key}' if key else ''}{at}",
        f"https://player.vimeo.com/video/{found['id']}?{f'h={key}&' if key else ''}dnt=1&autoplay=1{at}",
        _PLAYER,
        _PLAYS,
        "strict-origin-when-cross-origin",
        "16:9",
        hint="this video is unlisted: its address, which readers get, is all that keeps it private" if key else "",
    )


_VIMEO = (
    r"/(?:(?P<manage>manage/videos)/|video/|channels/[\w-]+/|groups/[\w-]+/videos/|(?:album|showcase)/\d+/video/)?"
    r"(?P<id>\d{1,12})(?:/(?P<key>[0-9a-f]{6,20}))?"
)


def _tiktok(parts: EmbedUrl) -> Embed | EmbedFault | None:
    found = matches(r"(?P<by>/@[\w.]{1,40}/video/|/embed/(?:v2/)?|/player/v1/)(?P<id>\d{8,20})", parts.path)
    if not found:
        return None
    by = found["by"] if found["by"].startswith("/@") else "/embed/v2/"
    return Embed(
        "TikTok",
        "video",
        f"https://www.tiktok.com{by}{found['id']}",
        f"https://www.tiktok.com/embed/v2/{found['id']}",
        _PLAYER,
        _PLAYS,
        height=740,
    )


def _soundcloud(parts: EmbedUrl) -> Embed | EmbedFault | None:
    host, page = _played(parts) if parts.host == "w.soundcloud.com" else ("soundcloud.com", parts.path)
    of_api = host == "api.soundcloud.com"
    found = matches(_API_PATH if of_api else _SOUND, page)
    if not found:
        return None
    address = f"https://{host}{page}"
    frame = f"https://w.soundcloud.com/player/?url={quote(address, safe='')}"
    return Embed(
        "SoundCloud",
        "sound",
        frame if of_api else address,
        f"{frame}&auto_play=true&show_comments=false&hide_related=true&visual=false",
        allow="autoplay; encrypted-media",
        height=450 if found["several"] else 166,
        hint=_PRIVATE if found["secret"] else "",
    )


def _played(parts: EmbedUrl) -> tuple[str, str]:
    """Return the host and path of what SoundCloud's player plays; empty if that is not on SoundCloud."""
    address = parts.query.get("url", "")
    for host in ("soundcloud.com", "api.soundcloud.com"):
        if parts.names == ("player",) and address.startswith(f"https://{host}/"):
            return host, address.removeprefix(f"https://{host}")
    return "", ""


_PRIVATE = "this is a private link: its address, which readers get, is all that keeps it private"
_SOUND = r"/(?!(?:discover|search|you|stations|upload|charts)/)[\w-]+/(?P<several>sets/)?[\w-]+(?P<secret>/s-\w+)?"
_API_PATH = r"(?P<secret>)/(?:tracks|(?P<several>playlists))/(?:soundcloud(?::|%3A)(?:tracks|playlists)(?::|%3A))?\d+"


PROVIDERS = (
    Provider(
        "YouTube",
        (
            *("www.youtube.com", "youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be"),
            *("www.youtube-nocookie.com", "youtube-nocookie.com", "studio.youtube.com"),
        ),
        ("www.youtube-nocookie.com",),
        "https://www.youtube.com/watch?v=…",
        _youtube,
    ),
    Provider(
        "Vimeo",
        ("vimeo.com", "www.vimeo.com", "player.vimeo.com"),
        ("player.vimeo.com",),
        "https://vimeo.com/123456789",
        _vimeo,
    ),
    Provider(
        "TikTok",
        ("www.tiktok.com", "tiktok.com", "m.tiktok.com"),
        ("www.tiktok.com",),
        "https://www.tiktok.com/@name/video/…",
        _tiktok,
    ),
    Provider(
        "SoundCloud",
        ("soundcloud.com", "www.soundcloud.com", "m.soundcloud.com", "w.soundcloud.com"),
        ("w.soundcloud.com",),
        "https://soundcloud.com/name/title",
        _soundcloud,
    ),
)
