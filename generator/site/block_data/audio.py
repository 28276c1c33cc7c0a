"""The data of ``::: audio``: how long it lasts and how large it is, as its file tells."""

from __future__ import annotations

from generator.site.recordings import recording_of as data

__all__ = ["data"]
