"""The ledger's file, ``published.txt`` in the site's folder.   [disk]"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.ledger import FILE, Ledger, read, recorded
from generator.problems import Problem


def load(site: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger, and what is wrong in its file; an empty one where there is none yet."""
    return read(_text(site))


def keep(site: Path, ledger: Ledger) -> None:
    """Write the ledger, whole or not at all, where it has changed."""
    if str(ledger) != _text(site):
        draft = site / f".{FILE}.tmp"
        draft.write_text(str(ledger), encoding="utf-8", newline="\n")
        draft.replace(site / FILE)


def record(site: Path, places: Mapping[str, str]) -> None:
    """Take down where stories and pages stand now, by their path."""
    known, _ = load(site)
    if not known.files.items() >= {place: path for path, place in places.items()}.items():
        keep(site, recorded(known, places))


def _text(site: Path) -> str:
    file = site / FILE
    return file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else ""
