"""Licences under which others may republish stories: those of Creative Commons, by their SPDX identifiers."""

from __future__ import annotations

import re

import msgspec

from generator.model.urls import Address

_KINDS = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
_VERSIONS = ("4.0", "3.0", "2.5", "2.0")
_ZERO = "CC0-1.0"

LICENCES = (*(f"CC-{kind}-{version}" for version in _VERSIONS for kind in _KINDS), _ZERO)
"""The SPDX identifiers of the licences, those of the newest version first."""


class Licence(msgspec.Struct, frozen=True):
    """A licence: its usual short name (``CC BY-ND 4.0``) and the address of its terms."""

    name: str
    url: Address

    @property
    def parts(self) -> tuple[str, ...]:
        """What the licence requires: ``BY`` (name the author), ``SA``, ``ND`` and ``NC``; empty for CC0."""
        return tuple(self.name.split()[1].split("-")) if self.name.startswith("CC ") else ()


def licence(identifier: str) -> Licence:
    """Return the licence with this identifier, which must be one of ``LICENCES``."""
    if identifier == _ZERO:
        return Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")
    kind, _, version = identifier.removeprefix("CC-").rpartition("-")
    return Licence(f"CC {kind} {version}", f"https://creativecommons.org/licenses/{kind.lower()}/{version}/")


def meant(written: str) -> str:
    """Return the identifier that was probably meant, such as for ``cc by-nd`` without a version; otherwise ""."""
    parts = re.findall(r"[a-z]+|\d\.\d", written.casefold().replace("cc0", "cc zero"))
    if parts[:2] == ["cc", "zero"]:
        return _ZERO
    name = "-".join(each.upper() for each in parts)
    return next((each for each in LICENCES if name in (each, each.rpartition("-")[0])), "")
