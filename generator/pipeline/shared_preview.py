"""A preview of the site for colleagues, at its own address: it shows what readers will see, but is not listed."""

from __future__ import annotations

from msgspec.structs import replace

from generator.pipeline.request import BuildRequest

FOLDER = "output-preview"
"""The folder in which the preview is built, next to site.toml."""


def shared_preview(request: BuildRequest) -> BuildRequest:
    """The request for a preview with drafts and scheduled stories.

    Stories that are under embargo, have expired or were withdrawn are included only if ``request`` asks for drafts.
    The preview has no scripts from other sites, which would count editors as readers. It has no desk, names no WebSub
    hub and offers no offline reading. As in every edition with drafts, search engines are asked not to list its pages.
    """
    settings = request.settings
    quiet = replace(settings, scripts=None, desk=None, offline=False, feeds=replace(settings.feeds, hub=""))
    return replace(request, settings=quiet, drafts=True, held=request.drafts)
