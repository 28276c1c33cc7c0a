"""Corrections: notes to readers about a mistake in a story, or a change to it, after publication."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args

import msgspec
from markupsafe import Markup
from msgspec import Meta

from generator.model.formatting import Span, as_html

CorrectionKind = Literal["correction", "clarification", "update", "editors-note"]

CORRECTION_KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)
"""The kinds: for a mistake, words that could be misunderstood, something new, or anything else."""


class Correction(msgspec.Struct, frozen=True):
    """One correction: its time, from which readers see it, its kind, and its text.

    The text is plain; ``spans`` are its formatted parts.
    """

    at: Annotated[datetime, Meta(tz=True)]
    kind: CorrectionKind
    text: str
    spans: tuple[Span, ...] = ()

    @property
    def html(self) -> Markup:
        """The text with emphasis and links."""
        return as_html(self.text, self.spans)
