"""The settings about other sites: frames in stories, scripts that count readers, and forms for newsletters and support.

Each is a table of site.toml. The policy of a page allows only what is on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec


class EmbedSettings(msgspec.Struct, frozen=True):
    """``[embeds]``: the hosts that stories may embed in addition to the known providers: ``maps.example``."""

    hosts: tuple[str, ...] = ()


class ScriptSettings(msgspec.Struct, frozen=True):
    """``[scripts]``: scripts of other sites that every page loads, such as those that count readers without cookies.

    ``integrity`` has the digest of each script in the order of ``src`` (Subresource Integrity), ``data`` the attributes
    that they read (``domain`` becomes ``data-domain``). ``connect`` are the sites to which they send data, if these are
    not the sites of the scripts.
    """

    src: tuple[str, ...]
    integrity: tuple[str, ...] = ()
    data: Mapping[str, str] = {}
    connect: tuple[str, ...] = ()


class NewsletterSettings(msgspec.Struct, frozen=True):
    """``[newsletter]``: the form with which readers subscribe, and its texts.

    ``action`` is the address to which it is sent, ``field`` the name of the field with the reader's address, and
    ``hidden`` has other fields with fixed values. ``redirects`` are the other sites to which the answer redirects:
    unless the policy allows them, browsers block the redirect.
    """

    action: str
    field: str = "email"
    hidden: Mapping[str, str] = {}
    redirects: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    button: str = ""


class SupportSettings(msgspec.Struct, frozen=True):
    """``[support]``: how readers support the newsroom, with a link (``url``) or a form that is sent to ``action``."""

    url: str = ""
    action: str = ""
    hidden: Mapping[str, str] = {}
    redirects: tuple[str, ...] = ()
    title: str = ""
    text: str = ""
    button: str = ""


def origin_of(address: str) -> str:
    """Return the site of an address: ``https://letters.example`` for ``https://letters.example/subscribe``."""
    return "/".join(re.split(r"[/?#]", address)[:3])


def origins_of(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the sites of addresses, each once."""
    return tuple(dict.fromkeys(origin_of(each) for each in addresses if each))
