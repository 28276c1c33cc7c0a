"""Layouts: the Jinja environment, the functions that layouts can call, and machine-readable formats."""
