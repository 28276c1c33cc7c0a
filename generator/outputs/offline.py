"""Reading without a network, where the settings want it: a service worker, and the page for what was not kept."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output, Rendered
from generator.model.urls import address
from generator.outputs.page_head import head, html
from generator.site.edition import Edition

_FRAME = ("style.css", "reader.js", "icon.svg")


def outputs(edition: Edition) -> Iterator[Output]:
    """``/sw.js`` (Service Workers, W3C) and ``/offline/``."""
    if not edition.settings.offline:
        return
    title = edition.words.gettext("You are offline")
    about = head(edition, "offline", "/offline/", title, indexed=False)
    yield html(edition, "/offline/", "offline.html", about, "the page for readers without a network")
    own = tuple(edition.asset_urls[name] for name in _FRAME if name in edition.asset_urls)
    context = {"site": edition.site, "shell": (address(edition.settings, "/offline/"), *own)}
    yield Output("sw.js", Rendered("sw.js", context), "the service worker")
