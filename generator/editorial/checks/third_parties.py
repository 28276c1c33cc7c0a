"""Anything that a page loads from another site: a script, a style sheet, a font, a picture, a frame.

Each of these tells the other site who reads what, and stops working when that site does. The content security policy of
the built-in theme blocks them, so readers would see a gap. Links are not reported, nor are embeds, which readers load
with a click, or the scripts that [scripts] in site.toml names. The check reads your layouts, and the pages of the last
build: after a change to an address that a layout puts together, build first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from generator.editorial.checks import CheckedSite
from generator.editorial.page_loads import candidates
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.reading.embeds import embed_advice

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_ELSEWHERE = re.compile(r"(?:https?:)?//([^/?#:]+)", re.IGNORECASE)


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report what layouts and built pages load from other sites: once for each story and address, and each address in a
    layout at its line.
    """
    in_layouts = list(_of_layouts(site))
    yield from (problem for _, problem in in_layouts)
    known = {address for address, _ in in_layouts} | set(_scripts(site))
    pages: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    bodies = {each.path: each for each in site.manuscripts}
    for path, claimant in site.claimants.items():
        file = site.output / path
        if not path.endswith(".html") or not file.is_file():
            continue
        for address in dict.fromkeys(candidates(file.read_text(encoding="utf-8", errors="replace"))):
            other = _ELSEWHERE.match(address)
            if other and address not in known and not address.startswith(site.request.settings.origin + "/"):
                of_copy = claimant in bodies and _mentions(bodies[claimant], address)
                pages[claimant if of_copy else "", address].append((path, claimant))
    for (story, address), found in pages.items():
        yield _problem(site, story, address, found)


def _scripts(site: CheckedSite) -> tuple[str, ...]:
    """Return the scripts that the settings allow on every page."""
    scripts = site.request.settings.scripts
    return scripts.src if scripts else ()


def _of_layouts(site: CheckedSite) -> Iterator[tuple[str, Problem]]:
    """Yield each address that the site's own layouts load from other sites, even if the last build did not have it."""
    for layout in site.layouts:
        text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), layout.text)
        for address in dict.fromkeys(candidates(text)):
            if _ELSEWHERE.match(address) and not address.startswith(site.request.settings.origin + "/"):
                start = max(0, text.find(address))
                line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
                message = f"this loads {address} from {address.split('//', 1)[1].split('/')[0]}"
                fix = "put a copy into layouts/assets/, and use that"
                yield address, Problem(layout.path, line, column, message, fix, text.split("\n")[line - 1])


def _mentions(manuscript: Manuscript, address: str) -> bool:
    picture = manuscript.picture.src if manuscript.picture else ""
    return address == picture or address in unescape(manuscript.body)


def _problem(site: CheckedSite, story: str, address: str, pages: list[tuple[str, str]]) -> Problem:
    (path, claimant), others = pages[0], len(pages) - 1
    loads = f"and {others} more {'page' if others == 1 else 'pages'} load" if others else "loads"
    message = f"/{path} {loads} {address} from {address.split('//', 1)[1].split('/')[0]}"
    adopted = site.request.settings.adopt and claimant.startswith("content/") and not (others and not story)
    fix = embed_advice.of_frame(address) if story else ""
    fix = fix or "put a copy next to the story, and use that"
    if not story and others:
        claimant, fix = "layouts/", "put a copy into layouts/assets/, and use that"
    return Problem(claimant, 0, 0, message, fix, level="warning" if adopted else "error")
