"""Offline reading, if the settings ask for it: a service worker, and the page for addresses that it has not cached."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.frame import ASSET_URLS, words
from generator.theme.queries import page

_FRAME = ("style.css", "reader.js", "icon.svg")


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/sw.js`` (Service Workers, W3C) and ``/offline/``."""
    if ask(SETTINGS).offline:
        yield file_at("/offline/", "the offline page")
        yield File("sw.js", "the service worker")


def output(ask: Ask, path: str) -> Rendered:
    """Return the page, or the service worker."""
    if path == "sw.js":
        urls = ask(ASSET_URLS)
        own = tuple(urls[name] for name in _FRAME if name in urls)
        shell = (address(ask(SETTINGS), "/offline/"), *own)
        return page(ask, "sw.js", shell=shell)
    about = head(ask, "offline", "/offline/", words(ask).gettext("You are offline"), indexed=False)
    return page(ask, "offline.html", head=about)
