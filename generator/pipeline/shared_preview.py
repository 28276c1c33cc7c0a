"""A preview of the site for colleagues, at an address of its own: what readers will see, and nobody is to find."""

from __future__ import annotations

from msgspec.structs import replace

from generator.pipeline.request import BuildRequest

FOLDER = "output-preview"
"""Where it is built, beside site.toml."""


def shared_preview(request: BuildRequest) -> BuildRequest:
    """The request for a preview: with drafts and scheduled stories; unless it asks for drafts, with nothing that is
    under embargo, has expired or was withdrawn.

    Such a site has no scripts of others, which would count editors, and no desk; it names no WebSub hub, and browsers
    keep no pages of it. As in every edition with drafts, search engines are asked not to list its pages.
    """
    settings = request.settings
    quiet = replace(settings, scripts=None, desk=None, offline=False, feeds=replace(settings.feeds, hub=""))
    return replace(request, settings=quiet, drafts=True, held=request.drafts)
