"""The web app manifest (W3C), and the icons that the manifest and browsers use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.media.icons import ICONS
from generator.model.output import Drawn, File, Rendered
from generator.model.urls import address, output_path
from generator.outputs.page_head import file_at
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE, THEME_ASSETS
from generator.theme.json_ld import web_manifest
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/manifest.webmanifest`` and an icon in each size, if the theme has an icon."""
    if "icon.svg" in ask(THEME_ASSETS):
        yield File("manifest.webmanifest", "the manifest", yields="owner")
        yield from (file_at(each.place, "layouts/assets/icon.svg", yields="owner") for each in ICONS)


def output(ask: Ask, path: str) -> Rendered | Drawn:
    """Return the manifest, or an icon."""
    for each in ICONS:
        if path == output_path(each.place):
            return Drawn(each, ask(THEME_ASSETS)["icon.svg"].data)
    settings = ask(SETTINGS)
    icons = tuple((address(settings, each.place), each.size, each.purpose) for each in ICONS)
    return page(ask, "manifest.webmanifest", facts=web_manifest(ask(SITE), settings.short_title, icons))
