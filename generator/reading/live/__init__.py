"""Live coverage: the entries in a story's text."""
