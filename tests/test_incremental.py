"""A build that remembers the last one gives the same tree, manifest and warnings as a build from nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from random_edits import EditedSite

from generator.engine.definitions import Ask, Query
from generator.model.output import Data, File, Made
from generator.model.problems import Problem, Problems
from generator.pipeline import plan
from generator.pipeline.build import BuildRequest, build, settings_of
from generator.site.cards import CARD, PAGE, related
from generator.site.files import PUBLISHED
from generator.site.former_places import MOVED
from generator.site.frame import ASSET_URLS, SITE
from generator.site.groups import GROUPS, of_table
from generator.site.index import PUBLIC, stories, stories_and_pages
from generator.site.links import body
from generator.site.navigation import NAV

SEED = int(os.environ.get("BROADSHEET_SEED", "20261128"))
STEPS = int(os.environ.get("BROADSHEET_EDITS", "16"))

Outcome = tuple[dict[str, bytes], tuple[Problem, ...], int] | tuple[Problem, ...]


@pytest.mark.parametrize("number", range(3))
def test_a_build_after_any_edits_is_what_a_build_from_nothing_gives(tmp_path: Path, number: int) -> None:
    edited = EditedSite(tmp_path / "site", Random(SEED + number))
    edited.begin()
    assert not _failed(_outcome(edited, edited.folder))  # otherwise most edits would be made to no site
    done = []
    for _ in range(STEPS):
        done.append(edited.step())
        remembered, clean = _outcome(edited, edited.folder), _outcome(edited, _copy(edited, tmp_path / "clean"))
        assert _named(remembered) == _named(clean), (SEED + number, done)
        if _failed(clean):
            edited.undo()
            done.append("undone")


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more kind of output, whose single file lists all that can be asked of the public site."""

    def files(ask: Ask) -> Iterator[File]:
        yield File("everything.json", "the test")

    def output(ask: Ask, path: str) -> Data:
        public = ask(PUBLIC).stories
        found = {
            "stories": len(public),
            "fields": [
                list(stories(ask, each)) for each in ("published", "section", "tags", "bylines", "source", "series")
            ],
            "aliases": list(stories_and_pages(ask, "aliases")),
            "cards": [ask(CARD, each) for each in public],
            "bodies": [body(ask, each) for each in public],
            "related": [related(ask, each) for each in public],
            "groups": {kind: list(of_table(ask, kind)) for kind in GROUPS},
            "pages": [ask(PAGE, each) for each in ask(PUBLIC).pages],
            "moved": {place: ask(MOVED, place) for place in ask.keys(MOVED)},
            "frame": [ask(SITE), ask(NAV), ask(ASSET_URLS)],
            "files": {place: ask(PUBLISHED, place) for place in ask.keys(PUBLISHED)},
        }
        return Data(msgspec.json.encode(found))

    name = "greedy"
    parts: list[tuple[Any, Query[Any]]] = [
        (plan.FILES_OF, Query("files-greedy", tuple[File, ...], lambda ask, _: tuple(files(ask)), stored=False)),
        (plan.OUTPUTS, Query("output-greedy", Made, output, stored=False)),
        (plan.PARTS, Query("part-greedy", None, partial(plan._part, name))),
    ]
    for known, query in parts:
        monkeypatch.setitem(known, name, query)
    monkeypatch.setattr(plan, "QUERIES", (*plan.QUERIES, *(query for _, query in parts)))


@pytest.mark.usefixtures("greedy")
def test_an_output_that_asks_for_everything_is_never_stale(tmp_path: Path) -> None:
    test_a_build_after_any_edits_is_what_a_build_from_nothing_gives(tmp_path, 100)
    assert json.loads((tmp_path / "site/output/everything.json").read_bytes())["cards"]


def _outcome(edited: EditedSite, site: Path) -> Outcome:
    """The tree and the warnings of a build, or what is wrong."""
    try:
        request = BuildRequest(site, settings_of(site, edited.base_url), edited.as_of, edited.drafts)
        built = build(request, site / "output")
    except Problems as found:
        return found.problems
    files = (path for path in (site / "output").rglob("*") if path.is_file())
    tree = {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
    return tree, built.warnings, built.stories


def _failed(outcome: Outcome) -> bool:
    return not outcome or isinstance(outcome[0], Problem)


def _named(outcome: Outcome) -> object:
    """An outcome, less the instant at which the manifest last changed: that of a clean build is the build's own."""
    if _failed(outcome):
        return outcome
    tree, warnings, stories = outcome
    manifest = json.loads(tree["output/.broadsheet/manifest.json"])
    pages = {name: data for name, data in tree.items() if not name.endswith("manifest.json")}
    return pages, {**manifest, "as_of": ""}, warnings, stories


def _copy(edited: EditedSite, folder: Path) -> Path:
    """The site as a fresh checkout has it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(edited.folder, folder, ignore=shutil.ignore_patterns("output", ".broadsheet"))
    return folder
