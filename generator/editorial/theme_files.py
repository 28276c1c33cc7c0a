"""The theme's files: their purposes and blocks, and copies of them in a site's layouts/.   [disk]"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec
from babel import Locale

from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, Problems, refuse
from generator.publish import disk
from generator.reading import layout_files
from generator.system import nofollow

_ABOUT = re.compile(r"\s*+(?:\{#|/\*|//)\s*+(.+?[.!?]\"?)(?=\s)", re.DOTALL)
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_WITHOUT_COMMENT = {"assets/icon.svg": "The site's icon, from which all sizes of it are made."}
_LANGUAGE = re.compile(r"languages/([\w-]+)\.po")
_COMMENTS = {".css": "/* {} */", ".js": "// {}", ".po": "# {}"}
_ORIGIN = re.compile(r"Copied from the theme: (\S+) ([0-9a-f]{12})\b")
_TOP = 1000  # bytes at the start of a file that may contain the note on its origin


class ThemeFile(msgspec.Struct, frozen=True):
    """One file of the theme: its name, its purpose in a sentence, its blocks, and whether the site replaces it."""

    name: str
    about: str
    blocks: tuple[str, ...]
    replaced: bool


def theme_files(site: Path) -> list[ThemeFile]:
    """Return the files of the theme, by name. ``site`` is the folder of a site that may replace them."""
    own, theme = site / "layouts", layout_files.theme_folder()
    itself = own.is_dir() and own.samefile(theme)
    return [
        ThemeFile(name, *_described(name, file.read_bytes()), not itself and (own / name).is_file())
        for name, file in _by_name(theme).items()
    ]


def copy(site: Path, wanted: str) -> Path:
    """Copy a file of the theme into a site's layouts/, with a note on its origin at the top; return the new file.

    ``wanted`` is the file's name, in full or in part: ``partials/cards.html``, ``cards.html``, ``cards``.

    :raises Problems: if the theme has no file of this name, or the site already has it, or it cannot be written.
    """
    theme = layout_files.theme_folder()
    own = site / "layouts"
    name = _named(wanted, _by_name(theme))
    if (link := nofollow.link_towards(site, f"layouts/{name}")) and link != f"layouts/{name}":
        refuse(Problem(link, 0, 0, "this is a link, and layouts are not read through links", "make it a folder"))
    data = (theme / name).read_bytes()
    path = own / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write(str(path), _noted(name, data))
    except FileExistsError:
        fix = "change that file, or delete it first to start again from the theme's"
        refuse(Problem(f"layouts/{name}", 0, 0, "the site already has this file, and it is not overwritten", fix))
    except OSError as error:
        path.unlink(missing_ok=True)
        message = f"this file cannot be written: {error.strerror}"
        refuse(Problem(f"layouts/{name}", 0, 0, message, "make room on the disk, or allow writing in its folder"))
    return path


def origin(data: bytes) -> tuple[str, str] | None:
    """Return the name and digest of the theme's file that a file is a copy of, if a note at its top names them."""
    found = _ORIGIN.search(data[:_TOP].decode("utf-8", "replace"))
    return (found[1], found[2]) if found else None


def digests() -> Mapping[str, str]:
    """Return the digest of each file of the theme, by name, in the form that copies record."""
    return {name: _digest(file.read_bytes()) for name, file in _by_name(layout_files.theme_folder()).items()}


def _by_name(theme: Path) -> dict[str, Path]:
    files = (file for file in theme.rglob("*") if file.is_file() and not file.name.startswith("."))
    return dict(sorted((file.relative_to(theme).as_posix(), file) for file in files))


def _described(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    text = data.decode("utf-8", "replace")
    about = _ABOUT.match(text)
    said = " ".join(about[1].split()) if about else _WITHOUT_COMMENT.get(name, "")
    if name.startswith("assets/fonts/"):
        said = "The licence of the typefaces." if name.endswith(".txt") else "A typeface that a site may choose."
    if language := _LANGUAGE.fullmatch(name):
        said = f"The theme's words in {Locale.parse(language[1], sep='-').get_display_name('en')}."
    return said, tuple(dict.fromkeys(_BLOCK.findall(text)))


def _named(wanted: str, names: Mapping[str, object]) -> str:
    """Return the name of the file that ``wanted`` means."""
    asked = wanted.replace("\\", "/").removeprefix("theme/").removeprefix("layouts/")
    found = [name for name in names if name == asked] or [name for name in names if f"/{name}".endswith(f"/{asked}")]
    found = found or [name for name in names if Path(name).stem == asked]
    if len(found) == 1:
        return found[0]
    if found:
        refuse(Problem(wanted, 0, 0, "several files of the theme have this name", f"choose one: {', '.join(found)}"))
    near = difflib.get_close_matches(asked, [*names, *(Path(name).name for name in names)], 1)
    fix = f"did you mean {near[0]}? " if near else ""
    fix += "`broadsheet theme list` names them all"
    raise Problems([Problem(wanted, 0, 0, "the theme has no such file", fix)])


def _noted(name: str, data: bytes) -> bytes:
    """Return a file with a note on its origin at the top. Drawings and typefaces get none: it would be published."""
    if name.startswith("assets/") and not name.endswith((".css", ".js")):
        return data
    note = f"Copied from the theme: {name} {_digest(data)} (`broadsheet check` says if the theme's has changed since)"
    return f"{_COMMENTS.get(Path(name).suffix, '{{# {} #}}').format(note)}\n".encode() + data


def _digest(data: bytes) -> str:
    return of_bytes(data.replace(b"\r\n", b"\n"))[:12]
