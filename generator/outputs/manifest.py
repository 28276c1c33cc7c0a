"""The web app manifest (W3C), and the icons that it and other programs look for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.icons import ICONS
from generator.model.output import Drawn, Output, Rendered
from generator.model.urls import address, output_path
from generator.site.edition import Edition
from generator.theme.json_ld import web_manifest


def outputs(edition: Edition) -> Iterator[Output]:
    """``/manifest.webmanifest`` and an icon of each size, where the theme has an icon."""
    icon = next((asset for asset in edition.assets if asset.name == "icon.svg"), None)
    if not icon:
        return
    icons = tuple((address(edition.settings, each.place), each.size, each.purpose) for each in ICONS)
    context = {"facts": web_manifest(edition.site, edition.settings.short_title, icons)}
    yield Output("manifest.webmanifest", Rendered("manifest.webmanifest", context), "the manifest", yields="owner")
    for each in ICONS:
        yield Output(output_path(each.place), Drawn(each, icon.data), "layouts/assets/icon.svg", yields="owner")
