"""Chooses the part of a data file that a table or chart shows, as its block in the story says."""
