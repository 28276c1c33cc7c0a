"""Suggests the block to write instead of another program's or a provider's frame, script or shortcode for an embed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.model.embed import Embed
from generator.reading.embeds.parts import matches, parts_of
from generator.reading.embeds.recognise import known_host, recognised

_GIVEN = re.compile(
    r"""(?<![\w-])(?:([\w-]{1,40}+)\s*+=\s*+)?(?:"([^"\n]*)"|'([^'\n]*)'|(https?://[^\s"'()\[\]{}<>]++|[^\s"'()\[\]{}<>%,=]++))"""
)
_NAME = re.compile(r"[\s{}%<\[-]*+(?:include(?:_cached)?\s++)?(?:embed/)?([A-Za-z]++)")
_TITLES = ("title", "label", "caption", "alt")
_MOST = 40  # values of a shortcode that are read
_PROVIDERS: Mapping[str, Callable[[str, Mapping[str, str]], str]] = {
    "youtube": lambda each, _: f"https://www.youtube.com/watch?v={each}",
    "vimeo": lambda each, _: f"https://vimeo.com/{each}",
    "instagram": lambda each, _: f"https://www.instagram.com/p/{each}/",
    "tiktok": lambda each, _: f"https://www.tiktok.com/embed/v2/{each}",
    "twitter": lambda each, given: f"https://x.com/{given.get('user', 'i')}/status/{each}",
    "tweet": lambda each, given: f"https://x.com/{given.get('user', 'i')}/status/{each}",
    "x": lambda each, given: f"https://x.com/{given.get('user', 'i')}/status/{each}",
}
"""The address of what a shortcode shows, by the shortcode's name, from its id and its other values."""

_SCRIPTS = {
    "platform.twitter.com": "X",
    "www.instagram.com": "Instagram",
    "www.tiktok.com": "TikTok",
    "embed.bsky.app": "Bluesky",
    "public.flourish.studio": "Flourish",
    "datawrapper.dwcdn.net": "Datawrapper",
    "www.documentcloud.org": "DocumentCloud",
    "embed.documentcloud.org": "DocumentCloud",
}
"""The hosts of the scripts that providers offer for embedding, with the providers' names."""


def block_for(embed: Embed, title: str = "") -> str:
    """Return the block for an embed: ``::: embed https://vimeo.com/1 title="The tide" :::``."""
    words = " ".join(title.replace('"', "'").split())
    return f'::: embed {embed.url} title="{words}" :::' if words else f"::: embed {embed.url} :::"


def block_of_address(address: str, title: str = "") -> str:
    """Return the block that embeds the content of a frame, or of a line with only an address; empty if impossible."""
    found = recognised(_secure(address))
    if not isinstance(found, Embed) and found.public:
        found = recognised(found.public)
    return block_for(found, _own_words(title, found)) if isinstance(found, Embed) else ""


def of_frame(address: str, title: str = "") -> str:
    """Return the fix for a frame with this address; empty if nothing there can be embedded."""
    if block := block_of_address(address, title):
        return f"write `{block}` on a line of its own"
    secure = _secure(address)
    parts = parts_of(secure)
    if parts is None or known_host(parts.host):
        return ""
    block = f"`::: embed {secure} :::`"
    return (
        f'link to it instead; if you trust {parts.host}, write {block}, and `hosts = ["{parts.host}"]` below {_TABLE}'
    )


_TABLE = "`[embeds]` in site.toml"


def of_script(address: str) -> str:
    """Return the fix for a provider's script for embedding; empty if it is another script."""
    parts = parts_of(_secure(address))
    if parts is None or parts.host not in _SCRIPTS:
        return ""
    chart = recognised(f"https://{parts.host}{parts.path.rpartition('/')[0]}/")
    if isinstance(chart, Embed):
        return f"write `{block_for(chart)}` on a line of its own"
    return f"write `::: embed ADDRESS :::`, with the address that this has on {_SCRIPTS[parts.host]}"


def of_shortcode(written: str) -> str:
    """Return the block to write instead of another program's shortcode or tag; empty if that is not for an embed.

    ``{{< youtube id >}}`` and ``{{< x user="…" id="…" >}}`` are Hugo's, ``{% youtube address %}`` and
    ``{% include video id="…" provider="youtube" %}`` Jekyll's, ``{{ vimeo(id="…") }}`` is Zola's, and
    ``[embed]address[/embed]`` WordPress'.
    """
    begins = _NAME.match(written)
    values = [*_values(written[begins.end() :] if begins else written)]
    given = {name: value for name, value in values if name}
    title = next((given[name] for name in _TITLES if given.get(name)), "")
    provider = _provider(begins[1] if begins else "", given)
    for name, value in values:
        if name in _TITLES:
            continue
        address = _secure(value)
        if not parts_of(address) and provider and matches(r"[\w-]{5,60}", value):
            address = _PROVIDERS[provider](value, given)
        found = recognised(address)
        if isinstance(found, Embed):
            return block_for(found, title)
    return ""


def _values(written: str) -> Iterator[tuple[str, str]]:
    for number, found in enumerate(_GIVEN.finditer(written)):
        if number == _MOST:
            return
        yield (found[1] or "").lower(), next(filter(None, found.groups()[1:]), "")


def _provider(name: str, given: Mapping[str, str]) -> str:
    """Return the provider of a shortcode, from its values or its name; empty if it is unknown."""
    known = (_known(each.lower()) for each in (given.get("provider", ""), given.get("type", ""), name))
    return next(filter(None, known), "")


def _known(name: str) -> str:
    """Return the provider with which a name begins: ``youtube`` for ``youtubeplayer``. ``x`` must match exactly."""
    if name in _PROVIDERS:
        return name
    return next((each for each in _PROVIDERS if len(each) > 1 and name.startswith(each)), "")


def _secure(address: str) -> str:
    """Return an address with ``https:``, since those of frames are often written without a scheme."""
    return re.sub(r"(?i)\A\s*(?:http:)?//", "https://", address).strip()


_GENERIC_TITLES = frozenset(
    {
        *("youtube video player", "vimeo-player", "vimeo video player", "embedded youtube video", "embedded content"),
        *(
            "video",
            "player",
            "map",
            "interactive or visual content",
            "instagram post",
            "twitter tweet",
            "x post",
            "tweet",
        ),
    }
)
"""Titles that providers' embed codes give to every frame."""


def _own_words(title: str, embed: Embed) -> str:
    """Return a frame's title; empty if the provider's embed code always has it."""
    plain = title.strip()
    return "" if plain.lower() in _GENERIC_TITLES or plain.lower() == embed.provider.lower() else plain
