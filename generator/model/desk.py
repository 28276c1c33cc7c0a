"""The desk at ``/admin/``: its program, the folder of its files, and its folder on the site."""

from __future__ import annotations

PACKAGE = "@sveltia/cms"
"""The package on npm: Sveltia CMS, under the MIT licence."""

VERSION = "0.221.1"
"""The only version that ``pipeline/desk_program.py`` works with."""

FOLDER = ".broadsheet/desk"
"""The folder, below the site's, in which its files are prepared."""

PLACE = "admin"
"""The folder of the desk on the site."""
