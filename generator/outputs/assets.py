"""The theme's style, icon and scripts, under names that carry their content."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Data, Output
from generator.model.urls import output_path
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One file an asset."""
    for asset in edition.assets:
        yield Output(output_path(asset.place), Data(asset.data), f"layouts/assets/{asset.name}")
