"""Blocks in a body: ``::: name argument key=value`` and the lines until ``:::``."""
