"""Settings: what a site's site.toml says."""
