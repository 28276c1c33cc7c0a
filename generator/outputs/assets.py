"""The theme's style sheet, icon and scripts, under names that contain a digest of their content."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import Data, File
from generator.model.urls import output_path
from generator.outputs.page_head import file_at
from generator.site.frame import THEME_ASSETS


def files(ask: Ask) -> Iterator[File]:
    """Yield one file for each asset."""
    for asset in ask(THEME_ASSETS).values():
        yield file_at(asset.place, f"layouts/assets/{asset.name}")


def output(ask: Ask, path: str) -> Data:
    """Return the bytes of an asset."""
    return next(Data(asset.data) for asset in ask(THEME_ASSETS).values() if output_path(asset.place) == path)
