"""Links in your own layouts to addresses that do not exist on the site.

Such a link is on every page that the layout makes. The check covers addresses that a layout writes out, such as
`href="/about/"` and `href="{{ site.home }}about/"`, but not those that it puts together in other ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.editorial.checks import CheckedSite
from generator.model.manuscript import Mention
from generator.model.output import Layout
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.site.files import dead_links

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_LINK = re.compile(
    r"""\b(?:href|src|poster|action)\s*=\s*(["'])(?P<written>(?P<home>\{\{-?\s*site\.home\s*-?\}\})?(?P<place>[^"'{}<>\s]*))\1"""
)
_FIX = "correct the address, or put the file that it should lead to into content/pages/ or content/static/"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report each link of a layout that leads nowhere, at its line."""
    settings = site.request.settings
    for layout in site.layouts:
        lines = layout.text.split("\n")
        for each in _mentions(layout, settings):
            home = "{{ site.home }}" if each.written.startswith("{") else settings.base_path
            for problem in dead_links([(layout.path, each)], site.claimants, (), settings, _FIX):
                fix = problem.fix.replace("did you mean /", f"did you mean {home}", 1)
                yield replace(problem, fix=fix, source=lines[problem.line - 1])


def _mentions(layout: Layout, settings: Settings) -> Iterator[Mention]:
    """Yield the addresses on the site that a layout mentions."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), layout.text)
    for each in _LINK.finditer(text):
        place, home = each["place"], settings.base_path
        if each["home"]:
            target = f"/{place}"
        elif place.startswith(home) and not place.startswith("//"):
            target = f"/{place.removeprefix(home)}"
        else:
            continue
        start = each.start("written")
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        yield Mention(re.split("[?#]", target)[0], "", each["written"], line, column)
