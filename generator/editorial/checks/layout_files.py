"""Files in your own layouts/ that have no effect, and faults in your own style sheets.

A style sheet, script or picture has an effect only in `layouts/assets/`, and one that should replace a file of the
theme only under exactly the same name. In your style sheets, the check finds braces without a partner, and `url()` with
files that do not exist.
"""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem
from generator.reading import layout_files
from generator.reading.folders import left_behind
from generator.site import typefaces
from generator.system import nofollow

_OF_ASSETS = re.compile(r".*\.(?:css|js|mjs|woff2?|ttf|otf|svg|png|jpe?g|gif|webp|avif|ico)", re.IGNORECASE)
_ALIKE = 0.75
_QUIET = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_URL = re.compile(r"""url\(\s*(["']?)([^"'()\s?#:]+)(?:[?#][^"'()\s]*)?\1\s*\)""")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each of these files, and each fault at its line."""
    folder, theme = site.request.site / "layouts", layout_files.theme_folder()
    if not folder.is_dir() or folder.samefile(theme):
        return
    texts = "\n".join(each.text for each in site.layouts)
    for each in site.layouts:
        if _OF_ASSETS.fullmatch(each.name) and not (theme / each.name).is_file() and each.name not in texts:
            message = "this file has no effect here: layouts/ itself is for layouts"
            yield Problem(each.path, 0, 0, message, "move it to layouts/assets/", level="warning")
    own, of_theme = _names(folder / "assets"), _names(theme / "assets")
    styles = {name: _text(folder / "assets" / name) for name in own if name.lower().endswith(".css")}
    texts += "\n".join(styles.values())
    used = {*_of_blocks(site), *_of_typefaces(site, folder / "assets", own)}
    for name in own:
        if name in used:
            continue
        near = difflib.get_close_matches(name, of_theme, 1, _ALIKE) if name not in of_theme else []
        if near and posixpath.basename(name) not in texts:
            message = "no layout mentions this file, and the theme has none of this name that it could replace"
            fix = f"did you mean `{near[0]}`? otherwise mention it in a layout, or delete it"
            yield Problem(f"layouts/assets/{name}", 0, 0, message, fix, level="warning")
    for name, text in styles.items():
        yield from _unbalanced(name, text)
        yield from _missing(name, text, {*own, *of_theme})


def _of_blocks(site: CheckedSite) -> Iterator[str]:
    """Yield the names of the style sheets and scripts for blocks of the site's own."""
    for each in site.layouts:
        if each.name.startswith("blocks/"):
            yield from (f"{each.name.removesuffix('.html')}.{kind}" for kind in ("css", "js"))


def _of_typefaces(site: CheckedSite, assets: Path, names: Collection[str]) -> Iterator[str]:
    """Yield the names of the files of the typefaces that the settings choose."""
    fonts = {name: _bytes(assets / name) for name in names if name.startswith(typefaces.FOLDER)}
    for chosen in typefaces.chosen(site.request.settings.theme).values():
        yield from (each.file for each in typefaces.faces(chosen, fonts))


def _names(assets: Path) -> list[str]:
    files = sorted(path for path in assets.rglob("*") if path.is_file() and not left_behind(path.name))
    return [path.relative_to(assets).as_posix() for path in files]


def _text(file: Path) -> str:
    return _bytes(file).decode("utf-8-sig", "replace")


def _bytes(file: Path) -> bytes:
    try:
        return nofollow.read(file, None)
    except OSError:  # the build reports it
        return b""


def _unbalanced(name: str, text: str) -> Iterator[Problem]:
    """Report the last brace that is never closed, or the first one that closes nothing."""
    quiet = _QUIET.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    opened: list[int] = []
    for sign in re.finditer(r"[{}]", quiet):
        if sign[0] == "{":
            opened.append(sign.start())
        elif opened:
            opened.pop()
        else:
            yield _at(name, text, sign.start(), "this `}` closes nothing", "delete it, or write the `{` it belongs to")
            return
    if opened:
        message = "this `{` is never closed, so browsers misread everything below it"
        yield _at(name, text, opened[-1], message, "write `}` where the rule ends")


def _missing(name: str, text: str, known: Collection[str]) -> Iterator[Problem]:
    """Report each file that a style sheet mentions and that is not among the assets."""
    for each in _URL.finditer(_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), each[2]))
        if not each[2].startswith("/") and target not in known:
            near = difflib.get_close_matches(target, known, 1, _ALIKE)
            fix = f"did you mean `{posixpath.relpath(near[0], posixpath.dirname(name) or '.')}`?" if near else ""
            message = f"there is no file layouts/assets/{target}"
            yield _at(name, text, each.start(2), message, fix or "put the file there, or delete the line")


def _at(name: str, text: str, place: int, message: str, fix: str) -> Problem:
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    return Problem(f"layouts/assets/{name}", line, column, message, fix, text.split("\n")[line - 1], "warning")
