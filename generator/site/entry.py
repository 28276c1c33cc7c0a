"""Entries of the index: what listings need to know about one manuscript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from generator.model.disclosures import Sponsorship
from generator.model.live import Coverage
from generator.model.manuscript import ManuscriptKind
from generator.model.series import InSeries
from generator.model.story import Instant
from generator.model.taxonomies import own_of_column
from generator.model.urls import Address


class IndexEntry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What listings need to know about one manuscript; the fields are those of ``Manuscript``.

    ``uses_files``: it has a picture, or refers to files in content/. ``has_blocks``: its text has blocks. ``unknown``
    holds the names of fields that Broadsheet does not read.
    """

    path: str
    kind: ManuscriptKind
    slug: str
    published: Instant | None
    embargo: Instant | None
    killed: Instant | None
    expires: Instant | None
    draft: bool
    section: str
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    source: str
    language: str
    priority: int
    related: tuple[str, ...]
    translation_of: str
    uri: str
    aliases: tuple[str, ...]
    uses_files: bool
    former: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    layout: str = ""
    noindex: bool = False
    canonical: Address = ""
    priority_until: Instant | None = None
    breaking: Instant | None = None
    corrected: tuple[Instant, ...] = ()
    sponsored: Sponsorship | None = None
    series: InSeries | None = None
    taxonomies: Mapping[str, tuple[str, ...]] = {}
    event_times: tuple[Instant, ...] = ()
    republish: bool | None = None
    free: bool = True
    live: Coverage | None = None
    has_blocks: bool = False
    unfinished: bool = False


def column_of(entries: Iterable[IndexEntry], field: str) -> tuple[Any, ...]:
    """The values of one field of ``IndexEntry``, or of one of the site's own taxonomies (see ``own_column``)."""
    if own := own_of_column(field):
        return tuple(each.taxonomies.get(own, ()) for each in entries)
    return tuple(getattr(each, field) for each in entries)
