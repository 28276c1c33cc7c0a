"""The files of a new site, by the user's choices.   [disk]"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator import __version__
from generator.editorial import editor_files, requirements
from generator.editorial.editor_files import SCHEMA_LINE
from generator.editorial.requirements import Requirement
from generator.editorial.site_workflow import with_build, with_install
from generator.model.settings import Look

IGNORED = (
    "/output",
    "/output-drafts",
    "/output-preview",
    "/.output.trees/",
    ".broadsheet/",
    "/node_modules/",
    "/.venv/",
)
"""The lines of .gitignore."""

_WORKFLOWS = ".github/workflows/"
_PUBLISHING = f"{_WORKFLOWS}publish.yml"

_STARTER = Path(__file__).parent / "starter_site"
_TEMPLATE = Path(__file__).parent / "github_template"
_SAMPLES = "content/"
_EMPTY = ("layouts", "seeds")


class NewSite(msgspec.Struct, frozen=True):
    """The choices for a new site. An empty text or ``base_url`` means that of the starter site."""

    look: Look = "newspaper"
    title: str = ""
    language: str = ""
    bare: bool = False
    template: bool = False
    base_url: str = ""


def starter_files(site: NewSite, required: Requirement) -> dict[str, bytes]:
    """Return the content of each file of a new site by its path. A path that ends with ``/`` is an empty folder.

    With ``bare``, there are no sample stories; with ``template``, there are files that only a repository on GitHub
    needs.
    """
    found = {path: data for path, data in _files(_STARTER).items() if not (site.bare and path.startswith(_SAMPLES))}
    found["site.toml"] = _settings(found["site.toml"].decode(), site).encode()
    if site.bare:
        found["content/.gitkeep"] = b""
    elif not _in_english(site):
        found |= {path: _marked_english(data) for path, data in found.items() if path.endswith(".md")}
    found |= {f"{folder}/": b"" for folder in _EMPTY}
    found |= editor_files.files()
    found[".gitignore"] = "".join(f"{line}\n" for line in IGNORED).encode()
    if site.template:
        template = _files(_TEMPLATE)
        found |= template | {"README.md": template["README.md"].replace(b"{title}", _heading(site).encode())}
    if site.template and required.action:
        return found | _with_actions(found, required)
    return found | requirements.files(required)


def _with_actions(found: Mapping[str, bytes], required: Requirement) -> dict[str, bytes]:
    """Return the workflows with Broadsheet's actions, which do not need a requirements.txt."""
    released = f" # v{__version__}" if required.line.endswith(f"=={__version__}") else ""
    return {
        path: (with_build if path == _PUBLISHING else with_install)(data.decode(), required.action + released).encode()
        for path, data in found.items()
        if path.startswith(_WORKFLOWS)
    }


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _settings(text: str, site: NewSite) -> str:
    """Return site.toml. The starter site's English texts are left out of a site in another language."""
    given = {"title": site.title, "language": site.language, "look": site.look, "base_url": site.base_url}
    for name, value in given.items():
        if value:
            written = f"{name} = {json.dumps(value, ensure_ascii=False)}".replace("\\", r"\\")
            text = re.sub(rf'^{name} = "[^"\n]*+"', written, text, count=1, flags=re.MULTILINE)
    commented_out = ["sections"] * site.bare + ["tagline", "description"] * (site.bare or not _in_english(site))
    for name in commented_out:
        text = re.sub(rf"^(?={name} = )", "# ", text, count=1, flags=re.MULTILINE)
    return f"{SCHEMA_LINE}\n\n{text}"


def _in_english(site: NewSite) -> bool:
    return site.language.partition("-")[0].lower() in ("", "en")


def _marked_english(story: bytes) -> bytes:
    """Return a sample story with English as the language in its front matter."""
    return story.replace(b"\n---\n", b"\nlanguage: en\n---\n", 1)


def _heading(site: NewSite) -> str:
    """Return the title in Markdown."""
    return re.sub(r"(?=[\\`*_\[\]<>#&])", r"\\", site.title or "The Town Gazette")
