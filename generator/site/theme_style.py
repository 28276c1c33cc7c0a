"""The style sheet of a site's own theme: the look, then the design tokens that the settings change.

Design tokens are the custom properties of ``:root`` (CSS Custom Properties 1), such as ``--accent`` and ``--page``. The
built-in style sheet explains each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from generator.model.colours import PAPERS, READABLE, contrast, is_colour, readable
from generator.model.problems import Problem
from generator.model.settings import LightDark, ThemeSettings
from generator.site import typefaces
from generator.site.nameplate import ratio as logo_ratio

if TYPE_CHECKING:
    from tinycss2.ast import Node

STYLE = "style.css"
LOOKS = "looks/"
_CLASS = re.compile("of-[a-z]+-[a-z0-9\u0080-\U0010ffff-]+")
_COMMENT = re.compile(rb"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SPACE_OR_TEXT = re.compile(
    rb"""(?:\n|/\*.*?(?:\*/|\Z))(?:\s|/\*.*?(?:\*/|\Z))*+"""
    rb"""|("(?:[^"\\\n]|\\.)*+|'(?:[^'\\\n]|\\.)*+|[uU][rR][lL]\(\s*+(?!["'])(?:[^)\\]|\\.)*+|\\.)""",
    re.DOTALL,
)
_DARK = "(prefers-color-scheme: dark)"
_COMFORTABLE = 7.0  # the contrast of a derived accent: WCAG 2.2, level AAA

_WIDTHS = {"narrow": {"page": "68rem"}, "normal": {}, "wide": {"page": "100rem"}}
_DENSITIES = {
    "comfortable": {},
    "compact": {
        "gap": "clamp(1rem, 1.8vw, 1.5rem)",
        "row": ".5rem",
        "leading": "1.5",
        "lead-size": "clamp(1.75rem, 3.4vw, 2.625rem)",
    },
}


class Tokens(msgspec.Struct, frozen=True):
    """The design tokens of a style sheet by name, without ``--``; ``dark`` has those that differ on dark screens."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    def get(self, name: str, scheme: str) -> str:
        """A token on light or dark screens; empty if there is none."""
        return (self.dark.get(name) if scheme == "dark" else "") or self.light.get(name, "")


def with_theme(
    assets: Mapping[str, bytes], theme: ThemeSettings, own: Mapping[str, LightDark] | None = None
) -> dict[str, bytes]:
    """The assets of a site, with the look and the tokens added to its style sheet, and without unused assets.

    ``own`` has the accents of elements with their own colour, by the class of these elements.
    """
    added = b"\n".join(filter(None, (_added(theme, assets), _own(theme, assets, own or {}))))
    found = {name: data for name, data in assets.items() if not name.startswith(LOOKS)}
    if STYLE in assets:
        found[STYLE] = b"\n".join(filter(None, (without_comments(assets[STYLE]), added)))
    without = typefaces.unused(found)
    return {name: data for name, data in found.items() if name not in without}


def without_comments(style: bytes) -> bytes:
    """A style sheet without comments and indentation, which saves a tenth of its size (CSS Syntax 3, 4.3.2)."""
    return _SPACE_OR_TEXT.sub(_shortened, style).strip() + b"\n"


def _shortened(found: re.Match[bytes]) -> bytes:
    """The shortest replacement of spaces and comments that still separates two words; strings are kept unchanged."""
    if found[1]:
        return found[1]
    space = _COMMENT.sub(b"", found[0])
    return b"\n" if b"\n" in space else b" " if space else b"/**/"


def accents(accent: LightDark, tokens: Tokens) -> dict[str, str]:
    """The accent in each scheme. If only one colour is given, the other one is derived from it."""
    if not (given := accent.light or accent.dark):
        return {}
    light, dark = (readable(given, _paper(tokens, each), _COMFORTABLE) for each in ("light", "dark"))
    return {"light": accent.light or light, "dark": accent.dark or dark}


def papers(theme: ThemeSettings, assets: Mapping[str, bytes]) -> dict[str, str]:
    """The colour of the paper on light and on dark screens."""
    tokens = tokens_of(_base(theme, assets))
    return {scheme: _paper(tokens, scheme) for scheme in PAPERS}


def first_fonts(theme: ThemeSettings, assets: Mapping[str, bytes]) -> tuple[str, ...]:
    """The fonts that nearly every page needs immediately."""
    weight = tokens_of(_base(theme, assets)).get("weight", "light") if theme.headline_font else ""
    return typefaces.first_used(theme, assets, weight or "700")


def tokens_of(style: bytes) -> Tokens:
    """The design tokens that a style sheet sets in ``:root``, outside and inside ``prefers-color-scheme: dark``."""
    import tinycss2  # imported here because few builds need it

    light, dark = dict[str, str](), dict[str, str]()
    for rule in tinycss2.parse_stylesheet_bytes(style, skip_comments=True, skip_whitespace=True)[0]:
        if isinstance(rule, tinycss2.ast.AtRule) and rule.content and _written(rule.prelude) == _DARK:
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                dark |= _declared(inner)
        else:
            light |= _declared(rule)
    return Tokens(light, dark)


def problems(theme: ThemeSettings, assets: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield warnings about accents that are hard to read on the paper, in either scheme."""
    yield from hard_to_read(theme.accent, theme, assets, Problem("site.toml", 0, 0, "", ""))


def hard_to_read(
    pair: LightDark, theme: ThemeSettings, assets: Mapping[str, bytes], place: Problem
) -> Iterator[Problem]:
    """Yield warnings, at the position of ``place``, about colours that are hard to read on the paper, in any scheme."""
    if not (pair.light or pair.dark):
        return
    tokens = tokens_of(_base(theme, assets))
    for scheme, accent in accents(pair, tokens).items():
        paper = _paper(tokens, scheme)
        ratio = contrast(accent, paper)
        if ratio < READABLE:
            shown = int(ratio * 100) / 100  # rounded down: 4.499 is not enough
            message = f"`accent` {accent} has a contrast of {shown}:1 with the paper of {scheme} screens ({paper})"
            fix = f'readers need {READABLE}:1 (WCAG 2.2 AA): the nearest colour is "{readable(accent, paper)}"'
            yield replace(place, message=message, fix=fix, level="warning")


def _written(nodes: Iterable[Node]) -> str:
    from tinycss2 import serialize

    return str(serialize(nodes)).strip()


def _declared(rule: object) -> dict[str, str]:
    import tinycss2

    if not isinstance(rule, tinycss2.ast.QualifiedRule) or _written(rule.prelude) != ":root":
        return {}
    found = tinycss2.parse_blocks_contents(rule.content)
    custom = [each for each in found if each.type == "declaration" and each.name.startswith("--")]
    return {each.name[2:]: _written(each.value) for each in custom}


def _paper(tokens: Tokens, scheme: str) -> str:
    paper = tokens.get("paper", scheme)
    return paper if is_colour(paper) else PAPERS[scheme]


def _base(theme: ThemeSettings, assets: Mapping[str, bytes]) -> bytes:
    look = assets.get(f"{LOOKS}{theme.look}.css", b"")
    return assets.get(STYLE, b"") + b"\n" + look


def _added(theme: ThemeSettings, assets: Mapping[str, bytes]) -> bytes:
    """The rules added to the style sheet; empty if the settings change nothing."""
    faces = typefaces.chosen(theme)
    loaded = "".join(typefaces.rules(name, assets) for name in dict.fromkeys(faces.values()))
    accent = accents(theme.accent, tokens_of(_base(theme, assets))) if theme.accent != LightDark() else {}
    light = {
        **({"accent": accent["light"]} if accent else {}),
        **{setting.removesuffix("_font"): typefaces.stack(name) for setting, name in faces.items()},
        **_WIDTHS[theme.width],
        **_DENSITIES[theme.density],
        **({"logo-ratio": f"{ratio:.3g}"} if (ratio := logo_ratio(theme.logo, assets)) else {}),
    }
    dark = f"@media {_DARK} {{\n{_root({'accent': accent['dark']})}}}\n" if accent else ""
    look = assets.get(f"{LOOKS}{theme.look}.css", b"")
    return b"\n".join(filter(None, (look, f"{loaded}{_root(light)}{dark}".encode())))


def _own(theme: ThemeSettings, assets: Mapping[str, bytes], own: Mapping[str, LightDark]) -> bytes:
    """The rules for elements that have their own accent, by class."""
    tokens = tokens_of(_base(theme, assets)) if own else Tokens({}, {})
    sound = {each: pair for each, pair in own.items() if _CLASS.fullmatch(each) and _is_accent(pair)}
    found = {each: accents(pair, tokens) for each, pair in sound.items()}
    light = "".join(f".{each} {{ --accent: {pair['light']}; }}\n" for each, pair in found.items())
    dark = "".join(f".{each} {{ --accent: {pair['dark']}; }}\n" for each, pair in found.items())
    return f"{light}@media {_DARK} {{\n{dark}}}\n".encode() if found else b""


def _is_accent(pair: LightDark) -> bool:
    """Whether both values are colours. They are, unless another program has written to the store."""
    return pair != LightDark() and all(is_colour(each) for each in (pair.light, pair.dark) if each)


def _root(tokens: Mapping[str, str]) -> str:
    written = "".join(f" --{name}: {value};" for name, value in tokens.items())
    return f":root {{{written} }}\n" if tokens else ""
