"""Embeds: what stories show of other sites, which readers load with a click."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.model.urls import Address

EmbedKind = Literal["video", "sound", "post", "chart", "map", "document", "page"]
"""What an embed shows, as far as its address tells."""

SCRIPTED = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox"
"""What every frame may do (HTML, 4.8.5: ``sandbox``). None may lead the reader's window elsewhere."""

Referrer = Literal["no-referrer", "strict-origin-when-cross-origin"]
"""What the other site learns of the page: nothing, or the address of the site without that of the page."""


class Embed(msgspec.Struct, frozen=True):
    """Something on another site: whose it is, where it is, and the frame that shows it once a reader asks for it.

    ``provider`` is the name that readers know, ``url`` the address that a link leads to, ``frame`` that of the frame;
    without one, there is only a link. ``sandbox``, ``allow`` and ``referrer`` are the frame's attributes. ``ratio`` is
    its width to its height (``16:9``); without one, ``height`` is in pixels. If it ``fits``, the frame says how high
    its content is. ``hint`` is what an editor should know of the address, such as that it is not public.
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
        """The site that the frame is loaded from, for the policy of the page: ``https://player.vimeo.com``."""
        return "/".join(self.frame.split("/")[:3])

    @property
    def host(self) -> str:
        """The host of the frame, or of the link if there is none."""
        return (self.frame or self.url).split("/")[2]


class EmbeddedVideo(msgspec.Struct, frozen=True):
    """A video of another site of which all is known that search engines ask for.

    ``frame`` is the address of its player, ``poster`` that of the picture before it is played. ``uploaded`` is the day
    on which it was published there, as in ``2026-11-20``.
    """

    title: str
    frame: Address
    poster: Address
    uploaded: str
    caption: str = ""
