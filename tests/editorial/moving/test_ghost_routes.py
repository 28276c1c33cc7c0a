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


_YAML = """
301:
  /old-gate: /middle/
  ^/middle/$: /gate-41-minutes/
  /harbour-news/?$: /tag/harbour/
  ^/p/([0-9]+)/: /posts/$1/
302:
  /shop/: https://shop.example/
"""
_JSON = """[
  {"from": "^\\\\/old-gate\\\\/?$", "to": "/middle/", "permanent": true},
  {"from": "/middle/", "to": "/gate-41-minutes/"},
  {"from": "/harbour-news", "to": "/tag/harbour/"}, {"from": "^/p/([0-9]+)/", "to": "/posts/$1/"},
  {"from": "/shop/", "to": "https://shop.example/"}
]"""


@pytest.mark.parametrize(("name", "text"), [("redirects.yaml", _YAML), ("redirects.json", _JSON)])
def test_redirects_become_aliases_of_the_posts_that_they_led_to(name: str, text: str, tmp_path: Path) -> None:
    export = tmp_path / "export.json"
    export.write_bytes(SOURCES["ghost"].read_bytes())
    (tmp_path / name).write_text(text, encoding="utf-8")
    report = move(tmp_path / "site", export)
    gate = stories(tmp_path / "site")["content/harbour/2024-05-02-gate-41-minutes.md"]
    assert 'aliases:\n  - "/gate-41-minutes/"\n  - "/old-gate/"\n  - "/middle/"\n' in gate
    assert "url=../harbour/" in (tmp_path / "site/content/static/harbour-news/index.html").read_text(encoding="utf-8")
    assert [each.text for each in report.unkept if "redirect" in each.text] == [
        "a redirect to something that is not moved: /shop/ -> https://shop.example/",
        "a redirect of many addresses by a pattern: ^/p/([0-9]+)/ -> /posts/$1/",
    ]


def test_what_a_tag_is_about_becomes_its_description(tmp_path: Path) -> None:
    move(tmp_path / "site", SOURCES["ghost"])
    assert stories(tmp_path / "site")["content/harbour/_index.md"] == (
        "---\nstandfirst: The quays and the ferry\n---\n"
    )


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
