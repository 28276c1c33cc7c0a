"""Errors in drafts, which do not stop a build unless the settings say so."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.site.block_files import only_in_drafts
from generator.site.index import INDEX


def lenient(ask: Ask, settings: Settings, problems: Collection[Problem]) -> Collection[Problem]:
    """The problems of a site, with errors in drafts, and in data that only drafts show, turned into warnings.

    Drafts are not on the site that readers see. An edition with drafts omits the faulty parts of a draft.
    """
    if settings.draft_problems == "error" or not any(each.level == "error" for each in problems):
        return problems
    drafts = {each.path for each in ask(INDEX) if each.draft} | only_in_drafts(ask)
    return [replace(each, level="warning") if each.path in drafts else each for each in problems]
