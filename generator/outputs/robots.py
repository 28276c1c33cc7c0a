"""robots.txt (RFC 9309): everything may be read, and the sitemap is named."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import output_path, permanent
from generator.edition import Edition
from generator.output import Output, Rendered


def outputs(edition: Edition) -> Iterator[Output]:
    """The file at the site's root."""
    context = {"sitemap": permanent(edition.settings, "/sitemap.xml")}
    yield Output(output_path("/robots.txt"), Rendered("robots.txt", context), "robots.txt")
