"""Embeds: content from other sites in stories, which readers load with a click."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.model.urls import Address

EmbedKind = Literal["video", "sound", "post", "chart", "map", "document", "page"]
"""What an embed shows, according to its address."""

SCRIPTED = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""What every frame may do (HTML, 4.8.5: ``sandbox``). None may navigate the reader's window."""

Referrer = Literal["no-referrer", "strict-origin-when-cross-origin"]
"""What the other site learns of the page: nothing, or the address of the site without that of the page."""


class Embed(msgspec.Struct, frozen=True):
    """Content on another site: its provider, its address, and the frame that shows it once a reader asks for it.

    ``provider`` is the name that readers know, ``url`` the address for links, ``frame`` that of the frame; without a
    frame, there is only a link. ``sandbox``, ``allow`` and ``referrer`` are the frame's attributes. ``ratio`` is its
    width to its height (``16:9``); without it, ``height`` is its height in pixels. ``fits`` says that the frame reports
    the height of its content. ``hint`` is something that editors should know, such as that the content is private.
    """

    provider: str
    kind: EmbedKind
    url: str
    frame: str = ""
    sandbox: str = SCRIPTED
    allow: str = ""
    referrer: Referrer = "no-referrer"
    ratio: str = ""
    height: int = 0
    fits: bool = False
    hint: str = ""

    @property
    def origin(self) -> str:
        """The site from which the frame is loaded, for the policy of the page: ``https://player.vimeo.com``."""
        return "/".join(self.frame.split("/")[:3])

    @property
    def host(self) -> str:
        """The host of the frame, or of the link if there is none."""
        return (self.frame or self.url).split("/")[2]


class EmbeddedVideo(msgspec.Struct, frozen=True):
    """A video on another site, with everything that search engines require.

    ``frame`` is the address of its player, ``poster`` that of the picture before it is played. ``uploaded`` is the day
    on which it was published there, as in ``2026-11-20``.
    """

    title: str
    frame: Address
    poster: Address
    uploaded: str
    caption: str = ""
