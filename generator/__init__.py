"""Broadsheet: a static site generator for news microsites."""

__version__ = "0.1.0"
