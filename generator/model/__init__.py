"""The values that every room shares: stories, outputs, settings, problems, URLs. No disk, no network."""
