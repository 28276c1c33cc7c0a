"""Stories as ninjs 3.1.

``schemas/ninjs.json`` is ours and stricter than the standard. Where BROADSHEET_NINJS_SCHEMA names IPTC's own schema,
every item is held against that, too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from newsroom import SETTINGS, Newsroom, story
from stories import BARE, SITE, card

from generator.model.body import Body
from generator.model.picture import Crop, Picture
from generator.model.story import GENRES, Link, Reason, Related, Story, Term, Translation
from generator.theme.ninjs import ninjs

OURS = Path(__file__).parent.parent / "schemas/ninjs.json"
HOUSE = replace(
    SITE,
    copyright="© Courier Press",
    policies=(Link("corrections", "https://courier.example/repo/corrections/"),),
)


def _schemas() -> Iterator[Draft202012Validator]:
    for path in filter(None, [str(OURS), os.environ.get("BROADSHEET_NINJS_SCHEMA")]):
        schema = json.loads(Path(path).read_text(encoding="utf-8"))
        yield Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


SCHEMAS = list(_schemas())


def _valid(item: Any) -> Any:
    for schema in SCHEMAS:
        schema.validate(item)
    return item


def _item(newsroom: Newsroom, place: str) -> Any:
    return _valid(json.loads(newsroom.page(f"{place}ninjs.json")))


def test_every_item_of_the_sample_site_is_valid(sample: Path) -> None:
    paths = sorted(sample.rglob("ninjs.json"))
    assert len(paths) > 30
    for path in paths:
        _valid(json.loads(path.read_text(encoding="utf-8")))


def test_a_story_is_there_with_all_that_it_carries(newsroom: Newsroom) -> None:
    newsroom.write("-- content/boat.svg --\n<svg viewBox='0 0 40 20'/>\n")
    newsroom.write(
        story(
            "a.md",
            "Ferry sails",
            "2026-01-01T10:00",
            "standfirst: At last.",
            "modified: 2026-01-02T10:00",
            "section: Harbour",
            "tags: [Ferry]",
            "bylines: [Ayla Demirci, Tom Reeve]",
            "source: North Coast Wire",
            "dateline: PORT ELM",
            "kind: analysis",
            "expires: 2030-01-01",
            "picture: {src: boat.svg, alt: A boat, caption: The boat, credit: Jo}",
            body="It [sails](b.md#when) again. <a href='#top'>End</a>",
        )
    )
    newsroom.write(story("b.md", "Dues", "2026-01-03", "related: [ferry-sails]", body="## When\n\nNow."))
    newsroom.build()
    item = _item(newsroom, "2026/01/01/ferry-sails/")
    assert item["uri"] == "tag:courier.example,2026:a"
    assert item["headlines"][0]["value"] == "Ferry sails"
    assert item["descriptions"][0]["value"] == "At last."
    assert (item["firstCreated"], item["versionCreated"]) == ("2026-01-01T10:00:00+03:00", "2026-01-02T10:00:00+03:00")
    assert item["expires"] == "2030-01-01T00:00:00+03:00"
    assert (item["by"], item["located"]) == ("Ayla Demirci and Tom Reeve", "PORT ELM")
    assert [(each["name"], each["rel"]) for each in item["subjects"]] == [("Harbour", "section"), ("Ferry", "about")]
    assert item["infoSources"] == [{"name": "North Coast Wire"}]
    assert item["genres"] == [{"name": "analysis"}]
    assert item["bodies"][0]["wordCount"] == 4
    assert 'href="https://courier.example/2026/01/03/dues/#when"' in item["bodies"][0]["value"]
    assert 'href="https://courier.example/2026/01/01/ferry-sails/#top"' in item["bodies"][0]["value"]
    picture = item["associations"][0]
    assert (picture["uri"], picture["by"]) == ("https://courier.example/boat.svg", "Jo")
    assert picture["renditions"][0]["width"] == 40
    related = _item(newsroom, "2026/01/03/dues/")["associations"]
    assert [each["headlines"][0]["value"] for each in related] == ["Ferry sails"]


def test_a_modification_makes_a_later_version(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01T10:00"))
    newsroom.build()
    first = _item(newsroom, "2026/01/01/ferry/")["version"]
    newsroom.write(story("a.md", "Ferry", "2026-01-01T10:00", "modified: 2026-01-01T11:00"))
    newsroom.build()
    assert int(_item(newsroom, "2026/01/01/ferry/")["version"]) - int(first) == 3600


def test_the_index_leads_to_the_newest_stories(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[feeds]\nstories = 2\n")
    for number in (1, 2, 3):
        newsroom.write(story(f"{number}.md", f"S{number}", f"2026-01-0{number}"))
    newsroom.build(base_url="https://courier.example/repo/")
    index = _item(newsroom, "")
    assert [each["headlines"][0]["value"] for each in index["associations"]] == ["S3", "S2"]
    for each in index["associations"]:
        href = each["renditions"][0]["href"]
        assert href.startswith("https://courier.example/repo/")
        assert (newsroom.output / href.removeprefix("https://courier.example/repo/")).is_file()


def test_a_site_without_stories_has_an_empty_index(newsroom: Newsroom) -> None:
    newsroom.build()
    assert "associations" not in _item(newsroom, "")


def test_the_page_leads_to_it_and_a_setting_leaves_it_out(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01"))
    newsroom.build()
    link = '<link rel="alternate" type="application/json" title="ninjs" href="/2026/01/01/ferry/ninjs.json">'
    assert link in newsroom.page("2026/01/01/ferry")
    newsroom.write(SETTINGS + "ninjs = false\n")
    newsroom.build()
    assert link not in newsroom.page("2026/01/01/ferry")
    assert not any("ninjs" in path for path in newsroom.tree())


def test_what_is_not_public_is_in_no_item(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Secret", "2027-01-01", body="Embargoed words."))
    newsroom.write(story("b.md", "Open", "2026-01-01", "related: [secret]", body="See [it](a.md)."))
    newsroom.build()
    for path, data in newsroom.tree().items():
        assert b"Embargoed" not in data, path
        assert not path.endswith("ninjs.json") or b"Secret" not in data or path == "2026/01/01/open/ninjs.json"


WORDS = st.text(min_size=1).filter(str.strip)
TERMS = st.builds(Term, WORDS, st.just("a"), st.just("/repo/a/"))
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda time: time.replace(tzinfo=UTC))
PICTURES = st.builds(
    Picture,
    st.sampled_from(["/repo/a.jpg", "https://ncw.example/a.jpg"]),
    st.text(),
    st.text(),
    st.text(),
    st.sampled_from(["", "image/jpeg"]),
    st.integers(0, 10**9),
    st.integers(0, 10**4),
    st.integers(0, 10**4),
    st.just((Crop("/repo/a.16x9.5ca1ab1e.jpg", 320, 180),)),
)


@given(
    headline=WORDS,
    standfirst=st.text(),
    published=TIMES,
    later=st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=9999)),
    section=st.none() | TERMS,
    tags=st.lists(TERMS).map(tuple),
    bylines=st.lists(TERMS).map(tuple),
    source=st.none() | TERMS,
    picture=st.none() | PICTURES,
    genre=st.sampled_from(["", *GENRES]),
    body=st.text(),
    words=st.integers(0, 10**6),
    told=st.booleans(),
)
def test_an_item_of_any_story_is_valid(later: timedelta | None, body: str, told: bool, **values: Any) -> None:
    modified = values["published"] + later if later else None
    other = Translation("tr", "ltr", "Türkçe", "/repo/tr/", "https://courier.example/repo/tr/", True)
    languages = (other, replace(other, language="en", url=BARE.url)) if told else ()
    made: Story = replace(BARE, modified=modified, body=Body(body, ()), translations=languages, **values)
    near = (Related(card(1), Reason("chosen")),)
    _valid(json.loads(json.dumps(ninjs(HOUSE, made, near))))


BROKEN = {
    "no uri": lambda item: item.pop("uri"),
    "a uri that is none": lambda item: item.update(uri="ferry"),
    "a time without its offset": lambda item: item.update(versionCreated="2026-01-01T10:00:00"),
    "a status that is none": lambda item: item.update(pubStatus="published"),
    "a name that the standard does not have": lambda item: item.update(headline="Ferry"),
    "a headline that is no list": lambda item: item.update(headlines="Ferry"),
    "a relative address": lambda item: item["renditions"][0].update(href="/2026/01/01/ferry/"),
    "a version that is a number": lambda item: item.update(version=1),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_rule_is_seen(newsroom: Newsroom, fault: str) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01"))
    newsroom.build()
    item = _item(newsroom, "2026/01/01/ferry/")
    BROKEN[fault](item)
    assert not SCHEMAS[0].is_valid(item)
