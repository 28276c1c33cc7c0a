"""The desk at ``/admin/``: which program it is, where its files are, and where it is on the site."""

from __future__ import annotations

PACKAGE = "@sveltia/cms"
"""The package on npm: Sveltia CMS, under the MIT licence."""

VERSION = "0.221.1"
"""The version that fits: see ``pipeline/desk_program.py``."""

FOLDER = ".broadsheet/desk"
"""Where its files are prepared, in the site's folder."""

PLACE = "admin"
"""The folder of the desk on the site."""
