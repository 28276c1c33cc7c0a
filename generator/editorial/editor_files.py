"""Files that help text editors with a site: schemas, and snippets for Visual Studio Code.   [disk]

- ``schemas/`` has a JSON Schema of site.toml, which TOML editors find by its first line, and one of each kind of front
matter, for programs that check it (Red Hat's YAML extension does not: it reads only YAML files). - ``.vscode/`` has
snippets for each field (Visual Studio Code treats front matter as YAML, and offers them there), and a task that shows
the problems of ``broadsheet check`` next to their lines. Neither needs an extension.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.editorial.snippets import snippets
from generator.model.problems import Problem, refuse
from generator.publish import disk
from generator.reading.fields.form import FileKind
from generator.reading.schemas import front_matter, site_settings
from generator.reading.schemas.values import Schema
from generator.system import nofollow

KINDS: Mapping[str, FileKind] = {
    "story": "story",
    "page": "page",
    "person": "person",
    "section": "term",
    "tag": "term",
    "agency": "term",
    "series": "term",
}
"""The kinds of files with front matter."""

SITE = "site"
"""The name of the schema of site.toml."""

SCHEMA_LINE = "#:schema ./schemas/site.json"
"""The first line of site.toml, by which taplo and the editors that use it find the schema."""

_SETTINGS = {
    "[markdown]": {
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
        "editor.wordBasedSuggestions": "off",
    }
}
_EXTENSIONS = {"recommendations": ["tamasfe.even-better-toml"]}
_TASK = {
    "label": "Check the site",
    "type": "shell",
    "command": "broadsheet check --all",
    "group": {"kind": "build", "isDefault": True},
    "presentation": {"reveal": "silent"},
    "problemMatcher": {
        "owner": "broadsheet",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "severity": "error",
        "pattern": {
            "regexp": r"^([^:\s][^:]*):(\d+):(?:(\d+):)? (?:(warning): )?(.*)$",
            "file": 1,
            "line": 2,
            "column": 3,
            "severity": 4,
            "message": 5,
        },
    },
}


def schema_of(name: str) -> Schema:
    """Return the schema of site.toml (``SITE``), or of one of ``KINDS``."""
    return site_settings.schema() if name == SITE else front_matter.schema(KINDS[name])


def files() -> dict[str, bytes]:
    """Return all of the files for a new site, by path."""
    once = {
        "settings.json": _SETTINGS,
        "extensions.json": _EXTENSIONS,
        "tasks.json": {"version": "2.0.0", "tasks": [_TASK]},
    }
    return {**current(), **{f".vscode/{name}": as_text(content) for name, content in once.items()}}


def current() -> dict[str, bytes]:
    """Return those of the files that depend on the version of Broadsheet, by path."""
    schemas = {name: schema_of(name) for name in (SITE, "story", "page", "person", "section")}
    found = {f"schemas/{name}.json": as_text(schema) for name, schema in schemas.items()}
    return {**found, ".vscode/broadsheet.code-snippets": as_text(snippets())}


def as_text(content: object) -> bytes:
    """Return JSON as the bytes of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def outdated(site: Path) -> Iterator[str]:
    """Yield the paths of a site's files that another version of Broadsheet has made."""
    for path, content in current().items():
        with suppress(OSError):  # the file does not exist, or is a link
            if nofollow.read(site / path, None) != content:
                yield path


def renew(site: Path) -> list[str]:
    """Write the files that depend on the version of Broadsheet into a site; return the paths of those that changed.

    :raises Problems: if they cannot be written.
    """
    changed = list[str]()
    for path, content in current().items():
        file = site / path
        if nofollow.link_towards(site, path):
            refuse(Problem(path, 0, 0, "this is a link, or in a folder that is one", "remove the link"))
        try:
            if not file.is_file() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                disk.replace(str(file), content)
                changed.append(path)
        except OSError as error:
            refuse(Problem(path, 0, 0, f"this cannot be written: {error.strerror}", "allow writing in its folder"))
    return changed
