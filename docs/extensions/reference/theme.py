"""The theme: its files with their blocks, and the design tokens of its style sheet.   [disk]"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.editorial.theme_files import theme_files
from generator.reading.layout_files import theme_folder
from reference.markdown import code, table

BLOCKS: Mapping[str, str] = {
    "policy": "which resources browsers may load",
    "policy_scripts": "scripts",
    "policy_frames": "frames",
    "policy_forms": "where forms may be sent",
    "edition": "what is below the nameplate of the front page",
    "opening": "the heading, and the details of the story, section, topic, agency or person",
    "parts": "months and days",
    "live": "live coverage",
    "by_section": "a block for each section",
    "feed": "the links to feeds or to the calendar",
    "writers": "the box about each writer",
    "neighbours": "the newer and the older story of the section",
}
"""What is in a block of a layout, where its name does not say it."""

_NOT_LAYOUTS = ("assets/", "blocks/", "languages/", "looks/")
_EXTENDS = re.compile(r'\{% extends "([^"]+)" %\}')


def theme_layouts() -> str:
    """Return a table of the layouts and partials: what each is for, and the blocks that it adds to those above it."""
    added = added_blocks()
    rows = [
        (code(each.name), each.about, ", ".join(map(_block, added.get(each.name, ()))))
        for each in theme_files(Path())
        if not each.name.startswith(_NOT_LAYOUTS)
    ]
    return table(("file", "what it is for", "its blocks"), rows)


def added_blocks() -> dict[str, Sequence[str]]:
    """Return the blocks that each layout adds to those of the layout that it extends.

    The layouts of a look are left out: they fill the blocks of those that they replace.
    """
    known = {each.name: each.blocks for each in theme_files(Path()) if not each.name.startswith(_NOT_LAYOUTS)}
    found = {}
    for name, own in known.items():
        extends = _EXTENDS.search((theme_folder() / name).read_text(encoding="utf-8")) if own else None
        above = known[extends[1]] if extends else ()
        found[name] = [each for each in own if each not in above]
    return {name: new for name, new in found.items() if new}


def _block(name: str) -> str:
    return code(name) + (f" ({BLOCKS[name]})" if name in BLOCKS else "")


_TOKEN = re.compile(r"(?:/\*\s*(?P<about>[^*]+?)\s*\*/\s*)?(?P<name>--[\w-]+):\s*(?P<value>[^;]+);")
_ROOT = re.compile(r":root \{(.*?)\}", re.DOTALL)


def design_tokens() -> str:
    """Return a table of the custom properties of ``:root``, with their values in each look, light and dark."""
    plain, magazine = (tokens(name) for name in ("style.css", "looks/magazine.css"))
    rows = [
        (
            code(name),
            about,
            _value(value, plain[1], name),
            _value(magazine[0].get(name, ("", ""))[1], magazine[1], name),
        )
        for name, (about, value) in plain[0].items()
    ]
    return table(("token", "what it is", "newspaper", "magazine, if different"), rows)


def tokens(name: str) -> tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]]:
    """Return what a style sheet says about each token, and its value: in general, and on dark screens."""
    style = (theme_folder() / "assets" / name).read_text(encoding="utf-8")
    light, dark = map(_declared, _ROOT.findall(style)[:2])
    return light, dark


def _declared(block: str) -> dict[str, tuple[str, str]]:
    return {each["name"]: (" ".join((each["about"] or "").split()), each["value"]) for each in _TOKEN.finditer(block)}


def _value(light: str, dark: Mapping[str, tuple[str, str]], name: str) -> str:
    return code(light) + (f"; dark {code(dark[name][1])}" if light and name in dark else "")
