"""The values that every room speaks of: stories, outputs, settings, problems, URLs. They touch neither disk nor network."""
