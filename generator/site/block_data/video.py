"""The data of ``::: video``: the duration and size of the video, read from its file."""

from __future__ import annotations

from generator.site.recordings import recording_of as data

__all__ = ["data"]
