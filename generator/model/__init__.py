"""The values that all rooms share: stories, outputs, settings, problems, URLs. No disk access, no network."""
