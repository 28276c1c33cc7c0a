"""The data of ``::: audio``: the duration and size of the recording, read from its file."""

from __future__ import annotations

from generator.site.recordings import recording_of as data

__all__ = ["data"]
