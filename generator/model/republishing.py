"""The version of a story for sites that may republish it."""

from __future__ import annotations

import msgspec

from generator.model.body import Body
from generator.model.licence import Licence


class Republishing(msgspec.Struct, frozen=True):
    """A story for other sites: its body and its source notes, both with absolute addresses, and the licence.

    See ``theme/clean_copy.py``.
    """

    body: Body
    licence: Licence
    source_notes: tuple[Body, ...] = ()
