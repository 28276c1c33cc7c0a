"""Moves the archive of another program into a site: stories, pages, pictures and addresses.

Each kind of source is one module of this package; ``_moved.py`` describes what it yields. A move is a dry run unless
the user asks it to write. It keeps a record (``_record.py``), so that it can be interrupted and repeated.
"""

from __future__ import annotations

from generator.editorial.moving._move import move_in
from generator.editorial.moving._moved import Request
from generator.editorial.moving._report import Report
from generator.editorial.moving._sitemaps import addresses
from generator.editorial.moving._verify import Survival, survival

__all__ = ["Report", "Request", "Survival", "addresses", "move_in", "survival"]
