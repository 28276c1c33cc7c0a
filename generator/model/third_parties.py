"""What a newsroom allows of other sites: frames in stories, scripts that count readers, forms for letters and gifts.

Each is a table of site.toml. Pages allow in their policy only what is on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec


class EmbedSettings(msgspec.Struct, frozen=True):
    """``[embeds]``: the hosts that stories may embed besides the known providers: ``maps.example``."""

    hosts: tuple[str, ...] = ()


class ScriptSettings(msgspec.Struct, frozen=True):
    """``[scripts]``: scripts of other sites that every page loads, such as those that count readers without cookies.

    ``integrity`` has the digest of each script in the order of ``src`` (Subresource Integrity), ``data`` the attributes
    that they read (``domain`` becomes ``data-domain``). ``connect`` are the sites to which they send what they count,
    if these are others than those that they come from.
    """

    src: tuple[str, ...]
    integrity: tuple[str, ...] = ()
    data: Mapping[str, str] = {}
    connect: tuple[str, ...] = ()


class NewsletterSettings(msgspec.Struct, frozen=True):
    """``[newsletter]``: the form by which readers subscribe, and its words.

    ``action`` is where it is sent, ``field`` the name of the field with the reader's address, ``hidden`` has other
    fields with fixed values. ``redirects`` are the other sites to which its answer leads: browsers stop it otherwise.
    """

    action: str
    field: str = "email"
    hidden: Mapping[str, str] = {}
    redirects: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    button: str = ""


class SupportSettings(msgspec.Struct, frozen=True):
    """``[support]``: how readers support the paper, by a link (``url``) or a form that ``action`` receives."""

    url: str = ""
    action: str = ""
    hidden: Mapping[str, str] = {}
    redirects: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    button: str = ""


def origin_of(address: str) -> str:
    """The site that an address is on: ``https://letters.example`` of ``https://letters.example/subscribe``."""
    return "/".join(re.split(r"[/?#]", address)[:3])


def origins_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """The sites that addresses are on, each once."""
    return tuple(dict.fromkeys(origin_of(each) for each in addresses if each))
