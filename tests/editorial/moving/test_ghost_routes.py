"""Addresses of a site of Ghost that has a ``routes.yaml`` of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editorial.moving._ghost_routes import Facts, Routes, routes_of

from .test_exports import SOURCES, move, stories

ROUTES = """
routes:
collections:
  /harbour/:
    permalink: /harbour/{year}/{slug}/
    filter: primary_tag:harbour+tag:-[sport,culture]
  /:
    permalink: /{primary_tag}/{slug}/
taxonomies:
  tag: /topic/{slug}/
  author: /writer/{slug}/
"""


def test_old_addresses_are_those_of_the_collections(tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_bytes(SOURCES["ghost"].read_bytes())
    (tmp_path / "routes.yaml").write_text(ROUTES, encoding="utf-8")
    report = move(tmp_path / "site", export)
    found = stories(tmp_path / "site")
    assert '"/harbour/2024/gate-41-minutes/"' in found["content/harbour/2024-05-02-gate-41-minutes.md"]
    assert '"/culture/one-tuba-short/"' in found["content/culture/2023-12-21-one-tuba-short.md"]
    assert '"/all/above-the-break/"' in found["content/news/2024-03-01-above-the-break.md"]
    assert not report.problems


@pytest.mark.parametrize(
    ("written", "belongs"),
    [
        ("", True),
        ("tag:harbour", True),
        ("tags:[sport, harbour]", True),
        ("tag:-harbour", False),
        ("tag:sport,author:ayla", True),
        ("tag:harbour+featured:true", False),
        ("primary_tag:dues", False),
        ("published_at:>2024", False),
        ("((((", False),
    ],
)
def test_filters_decide_as_they_do_in_ghost(written: str, belongs: bool) -> None:
    slugs = {"tag": ("harbour", "dues"), "primary_tag": ("harbour",), "author": ("ayla",), "featured": ("false",)}
    routes = Routes((("/a/{slug}/", written), ("/b/{slug}/", "")))
    assert routes.address(Facts({"slug": "x"}, slugs)) == ("/a/x/" if belongs else "/b/x/")


@pytest.mark.parametrize("text", ["", "- a", "collections: 1", "a: [", "collections: {/: {permalink: 4}}"])
def test_a_file_that_says_nothing_leaves_the_usual_addresses(text: str) -> None:
    assert routes_of(text) == Routes()


def test_a_filter_that_is_not_known_is_named() -> None:
    assert routes_of("collections: {/: {permalink: /x/, filter: 'id:>4'}}").unread == ("id:>4",)
