"""A story's own page: whatever the story carries, readers see and machines can read."""

from __future__ import annotations

import json
import re
from html import unescape

import jsonschema
import pytest
from newsroom import Newsroom, story

COPY = """-- seeds/copy.txt --
Ferry link to Skerra is cut to two sailings
The operator blames the price of fuel; islanders call it a slow goodbye.
- World
- North Coast Wire
- Published Date: 04:14 | 02 December 2024
- Modified Date: 04:18 | 02 December 2024
The ferry to Skerra will sail twice a day from January, its operator said on Monday.
"We carry 41 people on a good day," said *Una* Graham. "That is #1 of our worries [and] the last_one."
1. is not a list here, and 3 < 4 & 5.
- Terns nest early on the spit
- Council's budget: what we know
"""
ORGANISATION = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {"@type": {"const": "NewsMediaOrganization"}, "url": {"type": "string", "format": "uri"}},
}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
ARTICLE = {
    "type": "object",
    "required": [
        "@type",
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "publisher",
        "mainEntityOfPage",
        "inLanguage",
    ],
    "properties": {
        "@type": {"const": "NewsArticle"},
        "headline": {"type": "string", "minLength": 1},
        "datePublished": TIME,
        "dateModified": TIME,
        "author": {
            "type": "array",
            "minItems": 1,
            "items": {
                "anyOf": [
                    ORGANISATION,
                    {
                        "type": "object",
                        "required": ["@type", "name", "url"],
                        "properties": {"@type": {"const": "Person"}},
                    },
                ]
            },
        },
        "publisher": ORGANISATION,
        "sourceOrganization": ORGANISATION,
        "image": {
            "type": "array",
            "items": {"required": ["@type", "url"], "properties": {"url": {"pattern": "^https://"}}},
        },
        "mentions": {"type": "array", "items": {"required": ["@type", "headline"]}},
    },
}


def article(html: str) -> dict[str, object]:
    """The NewsArticle that a page says it is, checked against Google's documented fields."""
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    (found,) = [node for node in data["@graph"] if node["@type"] == "NewsArticle"]
    jsonschema.validate(found, ARTICLE)
    return dict(found)


def words(html: str) -> str:
    """What readers see of a page, without markup."""
    body = re.sub(r"(?s)<(script|head)\b.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def imported(newsroom: Newsroom) -> str:
    """The page of the wire copy above."""
    from generator.editorial.importers import import_copy, new_copy
    from generator.pipeline.build import settings_of

    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write('[agencies."North Coast Wire"]\ntimezone = "Europe/Istanbul"\nurl = "https://ncw.example/"\n')
    newsroom.write(COPY)
    import_copy(newsroom.folder, new_copy(newsroom.folder), settings_of(newsroom.folder))
    newsroom.build()
    return newsroom.page("2024/12/02/ferry-link-to-skerra-is-cut-to-two-sailings")


def test_every_fact_of_wire_copy_is_on_the_page(imported: str) -> None:
    shown = words(imported)
    for line in COPY.splitlines()[1:]:
        if "Date:" not in line:
            assert line.removeprefix("- ") in shown
    assert '<time datetime="2024-12-02T04:14:00+03:00">2 December 2024, 04:14</time>' in imported
    assert '<time datetime="2024-12-02T04:18:00+03:00">2 December 2024, 04:18</time>' in imported


def test_every_fact_of_wire_copy_can_be_read_by_machines(imported: str) -> None:
    found = article(imported)
    agency = {"@type": "NewsMediaOrganization", "name": "North Coast Wire", "url": "https://ncw.example/"}
    assert found["headline"] == "Ferry link to Skerra is cut to two sailings"
    assert found["description"] == "The operator blames the price of fuel; islanders call it a slow goodbye."
    assert found["articleSection"] == "World"
    assert found["sourceOrganization"] == agency
    assert found["author"] == [agency]
    assert (found["datePublished"], found["dateModified"]) == ("2024-12-02T04:14:00+03:00", "2024-12-02T04:18:00+03:00")
    assert found["mentions"] == [
        {"@type": "NewsArticle", "headline": "Terns nest early on the spit"},
        {"@type": "NewsArticle", "headline": "Council's budget: what we know"},
    ]


def test_reporters_are_people_with_an_address(newsroom: Newsroom) -> None:
    newsroom.write("-- content/boat.svg --\n<svg/>\n")
    lines = ("bylines: [Ayla Demirci]", "tags: [Ferry]", "picture: {src: boat.svg, alt: A boat, credit: Tom Reeve}")
    newsroom.write(story("a.md", "A", "2026-01-01", "section: Local", "dateline: PORT ELM", *lines))
    newsroom.build()
    found = article(newsroom.page("2026/01/01/a"))
    person = {"@type": "Person", "name": "Ayla Demirci", "url": "https://courier.example/bylines/ayla-demirci/"}
    assert found["author"] == [person]
    assert found["keywords"] == ["Ferry"]
    assert found["dateline"] == "PORT ELM"
    assert found["image"] == [
        {
            "@type": "ImageObject",
            "url": "https://courier.example/boat.svg",
            "contentUrl": "https://courier.example/boat.svg",
            "caption": "A boat",
            "creditText": "Tom Reeve",
        }
    ]


def test_neighbours_are_those_of_the_section(newsroom: Newsroom) -> None:
    for name, day, section in (("a", 1, "Local"), ("b", 2, "World"), ("c", 3, "Local"), ("d", 4, "Local")):
        newsroom.write(story(f"{name}.md", f"Story {name}", f"2026-01-0{day}", f"section: {section}", body=name * 9))
    newsroom.build()
    page = newsroom.page("2026/01/03/story-c").partition("</article>")[2]
    assert "/2026/01/01/story-a/" in page
    assert "/2026/01/04/story-d/" in page


def test_extras_reach_the_layout(newsroom: Newsroom) -> None:
    newsroom.write(
        '-- layouts/story.html --\n{% extends "theme/story.html" %}\n'
        '{% block head_extra %}<meta name=desk content="{{ story.extra.desk }}">{% endblock %}\n'
    )
    newsroom.write(story("a.md", "A", "2026-01-01", "desk: Foreign & home"))
    newsroom.build()
    assert '<meta name=desk content="Foreign &amp; home">' in newsroom.page("2026/01/01/a")
