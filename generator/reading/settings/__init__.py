"""Reads a site's settings: site.toml."""
