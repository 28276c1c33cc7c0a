"""Finds the addresses in the old site's sitemap that would stop working on the built site.   [disk]"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
import unicodedata2

from generator.model import safe_paths
from generator.model.problems import Problem, refuse
from generator.model.settings import Settings

_NO_BUILD = "build the site first: broadsheet build"


class Survival(msgspec.Struct, frozen=True):
    """The number of old addresses, and those that would stop working, with the reason, in the order of the sitemap."""

    addresses: int
    dead: tuple[tuple[str, str], ...]


def survival(addresses: Iterable[str], output: Path, settings: Settings) -> Survival:
    """Look for each address in a built site.

    :raises Problems: if there is no built site.
    """
    if not (output / "index.html").is_file():
        refuse(Problem(str(output), 0, 0, "there is no built site here", _NO_BUILD))
    count, dead, seen = 0, dict[str, str](), set[str]()
    for each in addresses:
        if each in seen:
            continue
        seen.add(each)
        count += 1
        if why := _why_dead(each, output, settings.base_path):
            dead[each] = why
    return Survival(count, tuple(dead.items()))


def _why_dead(address: str, output: Path, base_path: str) -> str:
    """Return why an address would stop working; empty if it would not."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "it is not an address"
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return "it is not an address"
    path = unicodedata2.normalize("NFC", unquote(parts.path)) or "/"
    if not f"{path}/".startswith(base_path):
        return f"the new site is in {base_path}, and cannot answer for what is outside"
    inner = path[len(base_path) - 1 :].strip("/")
    if parts.query and not inner:
        return "no static host redirects an address by its query"
    if inner and (safe_paths.fault_in(inner) or safe_paths.hidden_in(inner)):
        return "no file can have this name"
    slash = path.endswith("/")
    names = [f"{inner}/index.html".lstrip("/"), *([] if slash else [inner, f"{inner}.html"])]
    return "" if any((output / name).is_file() for name in names) else "nothing is there"
