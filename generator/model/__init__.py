"""The values that every room shares: stories, outputs, settings, problems, URLs. Nothing here touches disk or network."""
