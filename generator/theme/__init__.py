"""Layouts: the Jinja environment, what layouts may call, and the formats that machines read."""
