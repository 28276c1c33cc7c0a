"""Recordings of one's own in a story: sound and video, as blocks show them and as machines learn about them."""

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
"""The media types of recordings and of what belongs to them, by the end of the file's name, as feeds of podcasts have
them (Apple, "Podcast RSS feed requirements"; Podcasting 2.0, "transcript").
"""


def path_of(written: str) -> str:
    """An address without its query and fragment."""
    return written.partition("#")[0].partition("?")[0]


def media_type(path: str) -> str:
    """The media type of a recording or of what belongs to it, by its name; ``text/html`` for a page of the site."""
    return MEDIA_TYPES.get(path.lower().rpartition(".")[2], "text/html")


def kind_of(path: str) -> RecordingKind | None:
    """What a file is by its name; None if it is no recording."""
    kind = media_type(path).partition("/")[0]
    return "audio" if kind == "audio" else "video" if kind == "video" else None


class Track(msgspec.Struct, frozen=True):
    """Words in the time of a video: its captions, or subtitles in another language, by their key in the block.

    ``language`` is as in BCP 47, and ``name`` the language's name for itself.
    """

    key: str
    kind: Literal["captions", "subtitles"]
    language: str
    name: str


class Recording(msgspec.Struct, frozen=True):
    """A recording: its address and those of what belongs to it, root-relative, or marks where they are not known yet.

    ``size`` is in bytes; ``seconds``, ``width`` and ``height`` are 0 if they are not known. ``transcripts`` have their
    address and their media type; ``caption`` is a line below it, and ``weight`` its size as readers know it.
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
        """How long it lasts: ``2:31``, ``1:02:31``; empty if that is not known."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, rest = divmod(minutes, 60)
        if not self.seconds:
            return ""
        return f"{hours}:{rest:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def duration(self) -> str:
        """The same as ISO 8601 writes it: ``PT2M31S``; empty if that is not known."""
        minutes, seconds = divmod(self.seconds, 60)
        return f"PT{minutes}M{seconds}S" if self.seconds else ""
