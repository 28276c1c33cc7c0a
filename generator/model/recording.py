"""Audio and video recordings in a story, for blocks, feeds and structured data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from generator.model.urls import Address

RecordingKind = Literal["audio", "video"]

MEDIA_TYPES: Mapping[str, str] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/x-m4a",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "m4v": "video/x-m4v",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "txt": "text/plain",
    "pdf": "application/pdf",
    "json": "application/json",
}
"""The media types of recordings and of the files that belong to them, by file name extension, as used in podcast feeds
(Apple, "Podcast RSS feed requirements"; Podcasting 2.0, "transcript").
"""


def path_of(written: str) -> str:
    """Return an address without its query and fragment."""
    return written.partition("#")[0].partition("?")[0]


def media_type(path: str) -> str:
    """Return the media type of a recording or of a file that belongs to it, by its name; ``text/html`` for a page."""
    return MEDIA_TYPES.get(path.lower().rpartition(".")[2], "text/html")


def kind_of(path: str) -> RecordingKind | None:
    """Return the kind of a recording, by its file name; None if it is not a recording."""
    kind = media_type(path).partition("/")[0]
    return "audio" if kind == "audio" else "video" if kind == "video" else None


class Track(msgspec.Struct, frozen=True):
    """A text track of a video: its captions, or subtitles in another language, and its key in the block.

    ``language`` is as in BCP 47, and ``name`` the language's name for itself.
    """

    key: str
    kind: Literal["captions", "subtitles"]
    language: str
    name: str


class Recording(msgspec.Struct, frozen=True):
    """A recording and the files that belong to it. Addresses are root-relative, or marks if they are not yet known.

    ``size`` is in bytes; ``seconds``, ``width`` and ``height`` are 0 if they are unknown. Each of the ``transcripts``
    has an address and a media type; ``caption`` is a line below the recording, and ``weight`` its size for readers.
    """

    kind: RecordingKind
    title: str
    src: Address
    media_type: str
    size: int
    weight: str = ""
    seconds: int = 0
    width: int = 0
    height: int = 0
    caption: str = ""
    poster: Address = ""
    transcripts: tuple[tuple[Address, str], ...] = ()
    chapters: Address = ""
    tracks: tuple[Track, ...] = ()

    @property
    def length(self) -> str:
        """The length for readers: ``2:31``, ``1:02:31``; empty if it is unknown."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, rest = divmod(minutes, 60)
        if not self.seconds:
            return ""
        return f"{hours}:{rest:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def duration(self) -> str:
        """The length in ISO 8601: ``PT2M31S``; empty if it is unknown."""
        minutes, seconds = divmod(self.seconds, 60)
        return f"PT{minutes}M{seconds}S" if self.seconds else ""
