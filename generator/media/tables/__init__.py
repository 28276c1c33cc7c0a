"""Chooses what a table or chart shows of a data file, as its block in the story says."""
