"""Turns the Markdown of a story into safe HTML."""
