"""Places and addresses. A *place* is a path from the root of the site: ``/world/``, ``/feed.xml``.

An *address* adds the site's base path and is percent-encoded (RFC 3986): ``/repo/d%C3%BCnya/``. A place that ends in a
slash is a folder, and its file is ``index.html``.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Annotated
from urllib.parse import quote

import unicodedata2
from msgspec import Meta

from generator.model.picture_kinds import published_path
from generator.model.settings import Settings

_PLAIN = "/-._~!$'()*+,;=:@"  # allowed unencoded in a path (RFC 3986, pchar), except `&`, which HTML would escape

Address = Annotated[str, Meta(pattern=r"(?i)^(?:https?://|(?![^/?#]*:))")]
"""An http or https address, or one without a scheme. It is checked whenever a value is read back from a store."""


def output_path(place: str) -> str:
    """Return the path of the file below output/ that a host delivers for ``place``."""
    path: str = unicodedata2.normalize("NFC", place).lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def address(settings: Settings, place: str) -> str:
    """Return the root-relative address of ``place``, with the base path."""
    return settings.base_path + _encoded(place)


@lru_cache(maxsize=65536)
def _encoded(place: str) -> str:
    return quote(unicodedata2.normalize("NFC", place).lstrip("/"), safe=_PLAIN)


def permanent(settings: Settings, place: str) -> str:
    """Return the absolute address of ``place``."""
    return settings.origin + address(settings, place)


def story_place(settings: Settings, published: datetime, section: str, slug: str, language: str = "") -> str:
    """Return the place of a story, from the setting ``permalink``. The date is in the story's own time zone."""
    place = settings.permalink.format(
        year=f"{published.year:04}",
        month=f"{published.month:02}",
        day=f"{published.day:02}",
        section=section,
        slug=slug,
        language=language,
    )
    return place.replace("//", "/")


def file_place(path: str) -> str:
    """Return the place of a file in content/: the same path, except that files in content/static/ go to the root."""
    return "/" + published_path(path).removeprefix("content/").removeprefix("static/")


STATIC = "content/static/"
"""The folder for the site owner's own files, of any kind and name. They are published at the site's root."""
