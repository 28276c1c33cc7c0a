"""The typefaces that a site chooses: which font files belong to each, and the rules by which browsers load them.

A typeface is a name. Its files are those in layouts/assets/fonts/ whose names begin with it and go on with a weight or
style: ``Gazette-Regular.woff2``, ``gazette-latin-700-italic.woff2`` (see ``media/font_files.py``). The name of a single
file is a typeface, too, which is used for every weight.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import msgspec

from generator.media.font_files import ANY_WEIGHT, KIND, Style, is_variable, missing_bytes, style_of
from generator.model.problems import Level, Problem
from generator.model.settings import ThemeSettings

FOLDER = "fonts/"
_SHIPPED = ("Newsreader", "Public Sans")
_SHIPPED_FILES = re.compile(r"fonts/(?:(?:Newsreader|PublicSans)-\w+\.woff2|OFL\.txt)")
_OTHER_KIND = re.compile(r"\.(ttf|otf|woff|eot)$", re.IGNORECASE)
_CONVERT = "`pip install fonttools brotli`, then `fonttools ttLib.woff2 compress FONT.ttf`"
_HEAVY = 1_000_000  # bytes of a font file, which slow down the page
_REGULAR = range(300, 501)
_SERIF = 'Georgia, Cambria, "Noto Serif", "Liberation Serif", serif'
_SANS = "var(--plain)"


class FontFace(msgspec.Struct, frozen=True):
    """A file of a typeface and what it is used for. ``weight`` is from 1 to 1000, or ``ANY_WEIGHT``."""

    file: str
    weight: int = ANY_WEIGHT
    italic: bool = False
    subset: str = ""


def chosen(theme: ThemeSettings) -> dict[str, str]:
    """The typefaces in the settings, by the names of the settings."""
    names = {"headline_font": theme.headline_font, "text_font": theme.text_font}
    return {setting: name for setting, name in names.items() if name}


def stack(name: str) -> str:
    """The value of CSS's ``font-family`` for a typeface, with the fallback fonts that are shown until it is loaded."""
    return f'"{name.removesuffix(KIND)}", {_SANS if "sans" in name.casefold() else _SERIF}'


def rules(name: str, assets: Mapping[str, bytes]) -> str:
    """The CSS rules that load a typeface. A built-in typeface is used only if it is available at once.

    Of several files with the same descriptors, browsers try the last first (CSS Fonts 4, 11.4), so that is the smallest
    subset.
    """
    display = "optional" if name in _SHIPPED else "swap"
    return "".join(
        f'@font-face {{ font-family: "{name.removesuffix(KIND)}"; src: url("{each.file}") format("woff2"); '
        f"{_descriptors(each)} font-display: {display}; }}\n"
        for each in sorted(faces(name, assets), key=lambda each: each.subset, reverse=True)
    )


def faces(name: str, assets: Mapping[str, bytes]) -> tuple[FontFace, ...]:
    """The files of a typeface that browsers can tell apart. A single file is used for every weight."""
    files = _files(name, assets)
    styles = {file: style for file, style in files.items() if style}
    if len(files) == 1:
        [(file, style)] = files.items()
        alone = name.endswith(KIND) or not style or style.weight is None
        return (FontFace(file),) if alone or not style else (_face(file, style, assets[file]),)
    return tuple(_face(file, style, assets[file]) for file, style in styles.items())


def _face(file: str, style: Style, data: bytes) -> FontFace:
    variable = style.weight == ANY_WEIGHT or (style.weight in (None, 400) and is_variable(data))
    return FontFace(file, ANY_WEIGHT if variable else style.weight or 400, style.italic, style.subset)


def first_used(theme: ThemeSettings, assets: Mapping[str, bytes], weight: str) -> tuple[str, ...]:
    """The files that nearly every page needs immediately: those of headlines, which have this weight, and of text."""
    found = dict[str, None]()
    for setting, name in chosen(theme).items():
        wanted = 700 if setting == "headline_font" and weight >= "500" else 400

        def distance(face: FontFace, wanted: int = wanted) -> tuple[bool, int, str]:
            return face.italic, abs((face.weight or wanted) - wanted), face.subset

        found |= dict.fromkeys(each.file for each in sorted(faces(name, assets), key=distance)[:1])
    return tuple(found)


def unused(assets: Mapping[str, bytes]) -> frozenset[str]:
    """The built-in fonts that no style sheet mentions; they are not published."""
    styles = b"\n".join(data for name, data in assets.items() if name.endswith(".css"))
    return frozenset(name for name in assets if _SHIPPED_FILES.fullmatch(name) and name.encode() not in styles)


def problems(theme: ThemeSettings, assets: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield problems with the typefaces in the settings, and with their files."""
    for setting, name in chosen(theme).items():
        files = _files(name, assets)
        if not files:
            message = f"`{setting}` is `{name}`, and there is no such font in layouts/assets/{FOLDER}"
            yield _problem(message, _fix(name, assets))
        for file in files:
            yield from _of_file(setting, file, assets[file])
        if name not in _SHIPPED and files:
            yield from _of_styles(setting, name, files, faces(name, assets))


def _of_file(setting: str, file: str, data: bytes) -> Iterator[Problem]:
    where = f"`{setting}` uses layouts/assets/{file},"
    if not data.startswith(b"wOF2"):
        fix = f"convert the font to WOFF2 and put it there; a new file name alone does not do that ({_CONVERT})"
        yield _problem(f"{where} which is not a WOFF2 font", fix)
    elif missing := missing_bytes(data):
        message = f"{where} which is cut off: it has {len(data):,} of {len(data) + missing:,} bytes"
        yield _problem(message, "copy or download it again")
    elif len(data) > _HEAVY:
        message = f"{where} which has {len(data) / 1e6:.1f} MB, and readers wait for it"
        fix = "make a subset with the letters that your stories need: `pyftsubset --flavor=woff2 --unicodes=...`"
        yield _problem(message, fix, "warning")
    if not re.fullmatch(r"[\w.,+\[\]/-]+", file):
        message = f"{where} whose name has spaces or characters that style sheets cannot use"
        yield _problem(message, "rename it as in Gazette-Bold.woff2")


def _of_styles(
    setting: str, name: str, files: Mapping[str, Style | None], used: tuple[FontFace, ...]
) -> Iterator[Problem]:
    """Yield problems with unclear or duplicate weights and styles, and with a text font that has no regular weight."""
    alike: dict[str, list[str]] = defaultdict(list)
    for each in used:
        alike[f"{_descriptors(each)}{each.subset}"].append(each.file)
    for first, *others in alike.values():
        for file in others:
            message = f"`{setting}` is `{name}`, and layouts/assets/{file} has the same weight and style as {first}"
            yield _problem(
                message, "keep one of them, or put the weight or style into its name, as in Gazette-Bold.woff2"
            )
    for file in sorted({*files} - {each.file for each in used}):
        own = file.removeprefix(FOLDER)
        message = (
            f"`{setting}` is `{name}`, and the name of layouts/assets/{file} does not end in a known weight or style"
        )
        fix = f'it is not used; if it is another typeface, write `{setting} = "{own}"`, otherwise rename or delete it'
        yield _problem(message, fix, "warning")
    regular = any(not each.italic and (not each.weight or each.weight in _REGULAR) for each in used)
    if used and setting == "text_font" and not regular:
        shown = ", ".join(each.file.removeprefix(FOLDER) for each in used)
        message = f"`text_font` is `{name}`, which has no upright regular weight here, only {shown}"
        fix = f"add its regular file, such as {name.replace(' ', '')}-Regular.woff2: all text would be shown in this"
        yield _problem(message, fix, "warning")


def _problem(message: str, fix: str, level: Level = "error") -> Problem:
    return Problem("site.toml", 0, 0, message, fix, level=level)


def _fix(name: str, assets: Collection[str]) -> str:
    stem = _squeezed(name.partition(".")[0])
    others = [
        each for each in sorted(assets) if _OTHER_KIND.search(each) and _squeezed(each).startswith(f"fonts{stem}")
    ]
    if others or _OTHER_KIND.search(name):
        found = f"layouts/assets/{others[0]} is there, but browsers need WOFF2: " if others else ""
        return f"{found}convert the font to WOFF2 and put it there ({_CONVERT})"
    own = (file.removeprefix(FOLDER) for file in sorted(assets) if file.startswith(FOLDER) and file.endswith(KIND))
    known = dict.fromkeys([*_SHIPPED, *(each.partition("-")[0].removesuffix(KIND) for each in own)])
    known.pop("PublicSans", None)
    if near := difflib.get_close_matches(name.removesuffix(KIND), known, 1):
        return f'did you mean "{near[0]}"?'
    return f"put its files there, as in {name.partition('.')[0].replace(' ', '')}-Bold.woff2, or write {_listed(known)}"


def _listed(names: Collection[str]) -> str:
    return " or ".join(f'"{each}"' for each in names)


def _files(name: str, assets: Collection[str]) -> dict[str, Style | None]:
    """The files of a typeface, each with the style in its name. If ``name`` is that of a file, only that file."""
    if name.endswith(KIND):
        return {FOLDER + name: Style()} if FOLDER + name in assets else {}
    words = [re.escape(each) for each in re.findall(r"[^\W_]+|[^\s\w]", name)]
    pattern = re.compile(
        rf"{re.escape(FOLDER)}{'[-_]?'.join(words)}(?P<style>(?:[-_\[][^/]*)?){re.escape(KIND)}", re.IGNORECASE
    )
    found = ((file, pattern.fullmatch(file)) for file in sorted(assets))
    return {file: style_of(match["style"]) for file, match in found if match}


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _descriptors(face: FontFace) -> str:
    weight = face.weight or "100 900"
    return f"font-weight: {weight};{' font-style: italic;' if face.italic else ''}"
