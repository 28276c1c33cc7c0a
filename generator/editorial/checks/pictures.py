"""Pictures without a caption or a credit, and alt text that is the name of a file.

A caption tells readers what they see and why it matters; a credit says whose picture it is, and that you may use it.
The picture of a section or person needs neither. (Every build warns about pictures without alt text.) Alt text such as
IMG_0231.jpg tells nobody what a picture shows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Manuscript
from generator.model.picture import Picture
from generator.model.problems import Problem
from generator.reading.fields.targets import on_the_web
from generator.reading.formats.unquoted_text import as_picture

_EXAMPLES = {"caption": "The quay on Friday.", "credit": "Jane Doe"}
_PLAIN = re.compile(r"([\w-]+)(:| =)\s*(?=[^\s{])[^\s]")
_ALT = re.compile(r'<img\b[^>]*\balt="([^"]+)"')
_FILE_NAME = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|avif|tiff?|svg|heic)|screenshot[_ -]?\d.*"
    r"|(?:IMG|DSC[FN]?|PXL|DJI|GOPR|MVI|P)[_-]?\d{3,}\S*",
    re.IGNORECASE,
)
_SAY = "describe what the picture shows"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose picture lacks a caption or a credit."""
    for each in site.manuscripts:
        if each.picture and _FILE_NAME.fullmatch(each.picture.alt.strip()):
            yield site.at(each, "picture", _named(each.picture.alt), _SAY)
        yield from _in_text(site, each)
        if each.kind == "description":  # a portrait needs neither
            continue
        if each.picture and not each.picture.credit:
            yield _without(site, each, each.picture, "credit", "say whose it is")
        if each.picture and not each.picture.caption:
            yield _without(site, each, each.picture, "caption", "say what it shows")


def _without(site: CheckedSite, story: Manuscript, picture: Picture, part: str, advice: str) -> Problem:
    """Return a warning about a picture without a caption or a credit, with its ``picture`` field as it should be."""
    lines, line = site.lines(story.path), story.lines.get("picture", 0)
    plain = _PLAIN.match(lines[line - 1]) if 0 < line <= len(lines) else None
    fix = f'{advice}, in the braces of `picture` or below it: `{part}: "{_EXAMPLES[part]}"`'
    if plain:
        src = picture.src if on_the_web(picture.src) else posixpath.relpath(picture.src, posixpath.dirname(story.path))
        given = {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit}
        parts = {"src": src, **{name: text or "..." for name, text in given.items()}}
        fix = f"{advice}: `{as_picture(plain[1], plain[2], parts)}`"
    return site.at(story, "picture", f"the picture has no {part}", fix)


def _in_text(site: CheckedSite, story: Manuscript) -> Iterator[Problem]:
    """Report the pictures in a text whose alt text is the name of a file."""
    for written in map(unescape, _ALT.findall(story.body)):
        if _FILE_NAME.fullmatch(written.strip()):
            lines = enumerate(site.lines(story.path), 1)
            line = next((number for number, text in lines if f"[{written}]" in text or f'alt="{written}"' in text), 0)
            yield Problem(story.path, line, 0, _named(written), _SAY, level="warning")


def _named(alt: str) -> str:
    return f"the alt text of this picture is the name of a file, `{alt}`"
