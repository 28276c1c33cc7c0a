"""The desk at ``/admin/``, if the site has one: its page, its configuration and its program.

The page has its own content security policy, which allows the program to connect to the site itself and to GitHub.
Search engines may not list the page, nothing links to it, and it is not in sitemaps or the search.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from generator.engine.definitions import Ask
from generator.model.desk import FOLDER, PACKAGE, PLACE, VERSION
from generator.model.output import Copied, Data, File
from generator.model.problems import Problem
from generator.model.settings import DeskSettings, Settings
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.site.desk_files import desk_files
from generator.site.groups import of_same_kind
from generator.theme.desk_collections import configuration, names_for_desk
from generator.theme.desk_policy import policy

_OWN = ("index.html", "config.json", "names.json")
_OFFERED = ("tag", "byline")
_MISSING = Problem(
    "site.toml",
    0,
    0,
    f"[desk] needs the package {PACKAGE} {VERSION} from npm, which is not in node_modules/",
    f"install it next to site.toml: npm install --save-exact {PACKAGE}@{VERSION}",
)


def files(ask: Ask) -> Iterator[File]:
    """Yield the files of the desk, if the settings ask for it."""
    if not ask(SETTINGS).desk:
        return
    found = desk_files(ask)
    if not found:
        ask.report(_MISSING)
        return
    for name in (*_OWN, *found):
        yield File(f"{PLACE}/{name}", "[desk] in site.toml")


def output(ask: Ask, path: str) -> Data | Copied:
    """Return one file of the desk."""
    name = path.removeprefix(f"{PLACE}/")
    settings = ask(SETTINGS)
    if name == "config.json":
        return _json(configuration(settings))
    if name == "names.json":
        return _json(names_for_desk(settings, {kind: _terms(ask, kind) for kind in (*_OFFERED, *settings.taxonomies)}))
    if name == "index.html":
        assert settings.desk
        return Data(_page(settings, settings.desk))
    return Copied(f"{FOLDER}/{name}", *desk_files(ask)[name])


def _json(value: object) -> Data:
    return Data(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")


def _terms(ask: Ask, kind: str) -> tuple[str, ...]:
    """The terms of a kind that public stories have, sorted by number of stories, the largest first."""
    found = [(len(group.paths), group.term.name) for _, group in of_same_kind(ask, kind) if group.term]
    return tuple(name for _, name in sorted(found, key=lambda each: (-each[0], each[1])))


def _page(settings: Settings, desk: DeskSettings) -> bytes:
    """The page, which only loads the program."""
    folder = address(settings, f"/{PLACE}/")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(desk)}">
<base href="{escape(folder)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="strict-origin-when-cross-origin">
<title>Desk – {escape(settings.title)}</title>
<link rel="cms-config-url" href="config.json" type="application/json">
<link rel="icon" href="{escape(address(settings, "/favicon.ico"))}">
</head>
<body>
<script type="module" src="start.js"></script>
</body>
</html>
""".encode()
