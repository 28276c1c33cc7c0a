"""The values that all packages share: stories, outputs, settings, problems, URLs. No disk access, no network."""
