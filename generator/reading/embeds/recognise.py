"""Finds out what an address shows if it is embedded, or why it cannot be embedded."""

from __future__ import annotations

from generator.model.embed import SCRIPTED, Embed
from generator.reading.embeds import graphics, posts, videos
from generator.reading.embeds.parts import EmbedFault, EmbedUrl, Provider, parts_of

PROVIDERS: tuple[Provider, ...] = (*videos.PROVIDERS, *posts.PROVIDERS, *graphics.PROVIDERS)
"""The sites that stories may embed without a setting."""

_BY_HOST = {host: provider for provider in PROVIDERS for host in provider.hosts}
_SHORT = {
    "t.co": "X",
    "vm.tiktok.com": "TikTok",
    "vt.tiktok.com": "TikTok",
    "on.soundcloud.com": "SoundCloud",
    "snd.sc": "SoundCloud",
    "osm.org": "OpenStreetMap",
    "instagr.am": "Instagram",
}
"""The hosts of short links, which do not say where they lead."""


def recognised(address: str, hosts: tuple[str, ...] = ()) -> Embed | EmbedFault:
    """Return what ``address`` shows if it is embedded, or why it cannot be. ``hosts`` are further allowed hosts."""
    parts = parts_of(address)
    if parts is None:
        return EmbedFault(f"`{address}` is not the address of a page", f"copy it from your browser, as in `{_EXAMPLE}`")
    found = _shown(parts, hosts)
    if isinstance(found, Embed) and not address.lower().startswith("https:"):
        fix = f"write `https:{address.partition(':')[2]}`"
        return EmbedFault(f"`{address}` begins with `http:`, so others can see and change what readers get", fix)
    return found


_EXAMPLE = "https://www.youtube.com/watch?v=…"


def known_host(host: str) -> bool:
    """Whether addresses on a host are recognised without a setting."""
    return host in _BY_HOST or host in _SHORT


def _shown(parts: EmbedUrl, hosts: tuple[str, ...]) -> Embed | EmbedFault:
    if provider := _BY_HOST.get(parts.host):
        return provider.read(parts) or _unexpected_format(parts, provider)
    if parts.host in hosts:
        return posts.mastodon(parts) or _allowed(parts)
    if parts.host in _SHORT:
        fix = "open it, and write the address that your browser then shows"
        return EmbedFault(f"this is a short link of {_SHORT[parts.host]}, which does not say what it leads to", fix)
    return _unknown(parts)


def _unexpected_format(parts: EmbedUrl, provider: Provider) -> EmbedFault:
    message = f"`{parts.written}` is an address of {provider.name}, but not of anything there that can be embedded"
    return EmbedFault(message, f"write an address such as `{provider.example}`, or a link: `[words]({parts.written})`")


def _unknown(parts: EmbedUrl) -> EmbedFault:
    names = ", ".join(provider.name for provider in PROVIDERS)
    allow = f'if you trust it, allow it in site.toml: `[embeds]` and below it `hosts = ["{parts.host}"]`'
    fix = f"{allow}; otherwise write a link. Known without that: {names}"
    return EmbedFault(f"stories cannot embed anything from {parts.host}", fix)


def _allowed(parts: EmbedUrl) -> Embed:
    """Return the embed for a page of a site that the newsroom allows. Only the scheme of its address is changed."""
    url = f"https://{parts.host}{parts.written.split('//', 1)[1][len(parts.host) :]}"
    return Embed(
        parts.host,
        "page",
        url,
        url,
        f"{SCRIPTED} allow-forms",
        "fullscreen",
        "strict-origin-when-cross-origin",
        height=480,
    )
