"""All definitions in the site's graph."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.engine.runtime import Runtime
from generator.model.settings import Settings
from generator.pipeline import plan
from generator.pipeline.last_build import LAST_BUILD
from generator.reading import data_queries
from generator.reading import queries as reading
from generator.reading.inputs import INPUTS
from generator.reading.loading import load_file
from generator.search import pagefind
from generator.site import (
    block_data,
    cards,
    description_checks,
    description_links,
    descriptions,
    events,
    feeds,
    files,
    former_places,
    frame,
    front_stories,
    future_references,
    groups,
    index,
    indexing,
    links,
    names,
    navigation,
    news,
    path_suggestions,
    people,
    places,
    podcasts,
    public_descriptions,
    republishing,
    section_checks,
    series,
    share_pictures,
    sponsored,
    story_names,
    story_pictures,
    timed_parts,
    translations,
    withheld,
)
from generator.site.block_data import embed as embed_data
from generator.site.related import query as related
from generator.theme import block_checks, blocks, chosen_layouts, data_folder, form_targets, unread_fields
from generator.theme import queries as theme

if TYPE_CHECKING:
    from generator.engine.definitions import Definition


def definitions(
    site: Path, settings: Settings, runtime: Runtime, load: reading.Load | None = None
) -> tuple[Definition, ...]:
    """All inputs and queries of the site in a folder; ``load`` reads the bytes of copy, by default from that folder."""
    return (
        *INPUTS,
        LAST_BUILD,
        *reading.queries(settings, load or partial(load_file, site)),
        *data_queries.queries(load or partial(load_file, site)),
        *index.QUERIES,
        *withheld.QUERIES,
        *indexing.QUERIES,
        *names.QUERIES,
        *public_descriptions.QUERIES,
        *places.QUERIES,
        *timed_parts.QUERIES,
        links.LINKS,
        story_pictures.PICTURED,
        *files.QUERIES,
        *future_references.QUERIES,
        *path_suggestions.QUERIES,
        description_links.DESCRIBED,
        *descriptions.QUERIES,
        *people.QUERIES,
        *description_checks.QUERIES,
        *events.QUERIES,
        *cards.QUERIES,
        *section_checks.QUERIES,
        *republishing.QUERIES,
        *story_names.QUERIES,
        *translations.QUERIES,
        *related.queries(runtime.map),
        *series.QUERIES,
        *groups.QUERIES,
        *former_places.QUERIES,
        feeds.CHANNELS,
        *podcasts.QUERIES,
        news.NEWS_SITEMAPS,
        sponsored.PAID,
        *share_pictures.QUERIES,
        *frame.QUERIES,
        *front_stories.QUERIES,
        *navigation.QUERIES,
        *theme.QUERIES,
        *data_folder.QUERIES,
        *unread_fields.QUERIES,
        *chosen_layouts.QUERIES,
        *form_targets.QUERIES,
        block_data.BLOCK_DATA,
        *embed_data.QUERIES,
        *blocks.QUERIES,
        *block_checks.QUERIES,
        *pagefind.queries(site),
        *plan.QUERIES,
    )
