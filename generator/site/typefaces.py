"""The typefaces that a site chooses: which font files belong to each, and the rules by which browsers load them.

A typeface is a name, and its files are those in layouts/assets/fonts/ that begin with it: ``Gazette-Regular.woff2``,
``Gazette-BoldItalic.woff2``. The name of a single file is a typeface, too, which is used for every weight.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping

from generator.model.problems import Problem
from generator.model.settings import ThemeSettings

FOLDER = "fonts/"
_SHIPPED = ("Newsreader", "Public Sans")
_OURS = re.compile(r"fonts/(?:(?:Newsreader|PublicSans)-\w+\.woff2|OFL\.txt)")
_KIND = ".woff2"
_WEIGHTS = {
    "thin": 100,
    "extralight": 200,
    "light": 300,
    "medium": 500,
    "semibold": 600,
    "demibold": 600,
    "extrabold": 800,
    "bold": 700,
    "black": 900,
}
_SERIF = 'Georgia, Cambria, "Noto Serif", "Liberation Serif", serif'
_SANS = "var(--plain)"


def chosen(theme: ThemeSettings) -> dict[str, str]:
    """The typefaces in the settings, by the names of the settings."""
    names = {"headline_font": theme.headline_font, "text_font": theme.text_font}
    return {setting: name for setting, name in names.items() if name}


def stack(name: str) -> str:
    """The value of CSS's ``font-family`` for a typeface, and what is shown until it is there."""
    return f'"{name.removesuffix(_KIND)}", {_SANS if "sans" in name.casefold() else _SERIF}'


def rules(name: str, assets: Collection[str]) -> str:
    """The rules of the style sheet that load a typeface. Those that we ship are only used if they are there at once."""
    display = "optional" if name in _SHIPPED else "swap"
    return "".join(
        f'@font-face {{ font-family: "{name.removesuffix(_KIND)}"; src: url("{file}") format("woff2"); '
        f"{_descriptors(file, alone=name.endswith(_KIND))} font-display: {display}; }}\n"
        for file in _files(name, assets)
    )


def first_used(theme: ThemeSettings, assets: Collection[str], weight: str) -> tuple[str, ...]:
    """The files that nearly every page needs at once: that of headlines, which have this weight, and that of text."""
    found = dict[str, None]()
    for setting, name in chosen(theme).items():
        wanted = r"-bold\." if setting == "headline_font" and weight >= "500" else r"-(regular|book|roman)\."
        files = sorted(_files(name, assets), key=lambda file: not re.search(wanted, file, re.IGNORECASE))
        found |= dict.fromkeys(files[:1])
    return tuple(found)


def unused(assets: Mapping[str, bytes]) -> frozenset[str]:
    """The fonts that we ship and no style sheet mentions: they are not published."""
    styles = b"\n".join(data for name, data in assets.items() if name.endswith(".css"))
    return frozenset(name for name in assets if _OURS.fullmatch(name) and name.encode() not in styles)


def problems(theme: ThemeSettings, assets: Mapping[str, bytes]) -> Iterator[Problem]:
    """What is wrong with the typefaces in the settings."""
    for setting, name in chosen(theme).items():
        files = _files(name, assets)
        if not files:
            message = f"`{setting}` is `{name}`, and there is no such font in layouts/assets/{FOLDER}"
            yield Problem("site.toml", 0, 0, message, _fix(name, assets))
        for file in files:
            where = f"`{setting}` uses layouts/assets/{file},"
            if not assets[file].startswith(b"wOF2"):
                fix = "convert the font to WOFF2 and put it there; a new file name alone does not do that"
                yield Problem("site.toml", 0, 0, f"{where} which is not a WOFF2 font", fix)
            if not re.fullmatch(r"[\w.,+\[\]/-]+", file):
                message = f"{where} whose name has spaces or signs that style sheets cannot have"
                yield Problem("site.toml", 0, 0, message, "rename it as in Gazette-Bold.woff2")


def _fix(name: str, assets: Collection[str]) -> str:
    own = (file.removeprefix(FOLDER) for file in sorted(assets) if file.startswith(FOLDER) and file.endswith(_KIND))
    known = dict.fromkeys([*_SHIPPED, *(each.partition("-")[0].removesuffix(_KIND) for each in own)])
    known.pop("PublicSans", None)
    if near := difflib.get_close_matches(name.removesuffix(_KIND), known, 1):
        return f'did you mean "{near[0]}"?'
    if re.search(r"\.(ttf|otf|woff|eot)$", name, re.IGNORECASE):
        return "convert the font to WOFF2 and put it there"
    return f"put its files there, as in {name.partition('.')[0].replace(' ', '')}-Bold.woff2, or write {_listed(known)}"


def _listed(names: Collection[str]) -> str:
    return " or ".join(f'"{each}"' for each in names)


def _files(name: str, assets: Collection[str]) -> list[str]:
    stem = re.escape(FOLDER + name.removesuffix(_KIND).replace(" ", ""))
    wanted = re.escape(FOLDER + name) if name.endswith(_KIND) else rf"{stem}(?:-[^/]+)?\.woff2"
    return sorted(file for file in assets if re.fullmatch(wanted, file))


def _descriptors(file: str, *, alone: bool) -> str:
    """Weight and style, from the words that the makers of fonts put at the end of the names of their files."""
    word = file.removesuffix(_KIND).rpartition("-")[2].lower() if "-" in file else ""
    weight = next((str(_WEIGHTS[each]) for each in _WEIGHTS if each in word), "400")
    named = not alone and (weight != "400" or re.search("regular|book|roman|italic|oblique", word))
    slanted = "italic" in word or "oblique" in word
    return f"font-weight: {weight if named else '100 900'};{' font-style: italic;' if slanted and not alone else ''}"
