"""Small copies of the pictures of stories, for forms to show.   [disk]"""

from __future__ import annotations

from pathlib import Path

from generator.media import svg_safety
from generator.media.convert import forget, rendered
from generator.media.decode import Broken
from generator.media.measure import HEAVIEST, measure
from generator.model.picture import Rendition
from generator.model.picture_kinds import kind_of
from generator.model.problems import Problem, refuse
from generator.model.safe_paths import fault_in
from generator.model.urls import STATIC
from generator.reading.fields import targets
from generator.reading.fields.values import InvalidValue
from generator.system import nofollow

_SMALL = 480  # pixels of the longer side


def thumbnail(site: Path, name: str, src: str) -> tuple[str, bytes]:
    """Return the media type and the bytes of a small copy of a picture that the story ``name`` refers to as ``src``.

    It is made from the pixels, or from the drawing without its scripts, so no file is ever sent as it is.

    :raises Problems: if the picture is not in content/, is behind a link, or cannot be shown.
    """
    path = _path_of(name, src)
    file = next((each for each in (path, path.replace(STATIC, "content/", 1)) if (site / each).is_file()), path)
    if nofollow.link_towards(site, file):
        refuse(Problem(src, 0, 0, "this picture is a link to another file", "put the picture itself there"))
    try:
        data = nofollow.read(site / file, HEAVIEST)
        width, height = measure(file, data)
        if kind_of(file, data) and width > 0:
            scale = min(1, _SMALL / max(width, height))
            wanted = Rendition("webp", max(1, round(width * scale)), max(1, round(height * scale)))
            return "image/webp", rendered(data, wanted)
        return "image/svg+xml", svg_safety.cleaned(data)
    except (OSError, Broken, svg_safety.Unsafe):
        refuse(Problem(src, 0, 0, "this picture does not exist", "choose a picture"))
    finally:
        forget()


def _path_of(name: str, src: str) -> str:
    """Return the path of a picture that a story refers to as ``src``.

    :raises Problems: if it is not in content/, or is hidden there.
    """
    try:
        path = targets.picture(src, name)
    except InvalidValue:
        path = ""
    if not path or targets.on_the_web(path) or fault_in(path) or any(each[:1] == "." for each in path.split("/")):
        refuse(Problem(src, 0, 0, "this is not a picture in content/", "choose a picture"))
    return path
