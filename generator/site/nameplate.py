"""The logo shown instead of the site's title in the masthead and the footer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from generator.media.measure import TOO_LARGE, measure
from generator.media.svg_safety import KIND, Unsafe, cleaned
from generator.model.frame import Nameplate
from generator.model.problems import Problem
from generator.model.settings import LightDark

_TEXT = re.compile(rb"<(?:\w+:)?text[\s>]")
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def nameplate(logo: LightDark, assets: Mapping[str, bytes], urls: Mapping[str, str]) -> Nameplate | None:
    """The logo as layouts see it; None if there is none, or it cannot be shown (see ``problems``)."""
    if not logo.light or any(each.level == "error" for each in problems(logo, assets)):
        return None
    width, height = measure(logo.light, assets[logo.light])
    return Nameplate(urls[logo.light], urls[logo.dark] if logo.dark else "", width, height)


def ratio(logo: LightDark, assets: Mapping[str, bytes]) -> float:
    """The logo's aspect ratio (width divided by height); 0 if there is no logo, or it cannot be measured."""
    width, height = measure(logo.light, assets[logo.light]) if logo.light in assets else (0, 0)
    return width / height if width > 0 and height > 0 else 0


def safe(logo: LightDark, assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets, with SVG logos made safe where that is possible."""
    return {**assets, **{name: _safe(assets[name]) for name in _drawings(logo) if name in assets}}


def problems(logo: LightDark, assets: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the problems with the logos: missing files, files that are not pictures, and unsafe drawings."""
    for name in dict.fromkeys(filter(None, (logo.light, logo.dark))):
        if name not in assets:
            yield Problem(
                "site.toml", 0, 0, f"`logo` is {name}, and there is no such file in layouts/assets/", _fix(name, assets)
            )
            continue
        faults = _faults(assets[name]) if name in _drawings(logo) else ()
        for fault in faults:
            message = f"the logo cannot be shown: {fault.message}"
            fix = fault.fix.partition("; if you trust")[0]  # a logo cannot be in content/static/
            yield replace(fault, path=f"layouts/assets/{name}", message=message, fix=fix)
        size = (1, 1) if faults else measure(name, assets[name])
        if size == TOO_LARGE:
            message = f"`logo` is {name}, which has more pixels or bytes than a picture may have"
            yield Problem(
                "site.toml", 0, 0, message, "export it smaller: twice the size at which it is shown is enough"
            )
        elif name in _drawings(logo) and _TEXT.search(assets[name]):
            message = f"`logo` is {name}, which has text that is not outlines, so each reader sees it in another font"
            fix = "convert the text to outlines (paths) in your drawing program, and export it again"
            yield Problem("site.toml", 0, 0, message, fix, level="warning")
        if min(size) <= 0 and size != TOO_LARGE:
            message = f"`logo` is {name}, which is not a picture that browsers can show, or has no size"
            fix = "export it as SVG (with a `viewBox`), PNG or WebP"
            yield Problem("site.toml", 0, 0, message, fix)


def _fix(name: str, assets: Collection[str]) -> str:
    """The fix for a missing logo: a file with a similar name, or where to put the file."""
    there = f"if it is next to site.toml, move it to layouts/assets/{name}: the file itself, not a link or a folder"
    pictures = [each for each in assets if each.lower().endswith(_PICTURES) and each != "icon.svg"]
    near = difflib.get_close_matches(name, pictures, 1)
    return f'did you mean "{near[0]}"? otherwise put the file there' if near else there


def _drawings(logo: LightDark) -> list[str]:
    return [name for name in (logo.light, logo.dark) if name.lower().endswith(KIND)]


def _safe(data: bytes) -> bytes:
    try:
        return cleaned(data)
    except Unsafe:
        return data


def _faults(data: bytes) -> tuple[Problem, ...]:
    try:
        cleaned(data)
    except Unsafe as found:
        return found.faults
    return ()
