"""Shared by the sources that are sites of another generator: reads their files, front matter and instructions."""
