"""Reads the entries of live coverage in a story's text."""
