"""An export has everything, and moving it in again gives the same files."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from newsroom import SETTINGS, Newsroom, photo, story

from generator.editorial.exporting import FORMATS, export
from generator.editorial.moving import Request, move_in
from generator.model.problems import Problems
from generator.pipeline.build import settings_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCES = {"wxr": "wordpress.xml", "ninjs": "ninjs", "json-feed": "feed.json"}
SITE = (
    SETTINGS
    + story(
        "harbour/gate.md",
        "The gate ]]> is *shut* & <b>",
        "2026-11-20T10:00",
        "section: Harbour",
        "tags: [Gate, Skerra]",
        "bylines: [Ayla Demirci, Tom Ardley]",
        "picture: {src: gate.jpg, alt: The gate}",
        "details: {desk: H-114}  # a note that readers do not see",
        body="Words <!-- a note --> & *more* ]]> of them.[^1]\n\n::: facts What we know\n- One.\n:::\n\n[^1]: Here.\n",
    )
    + story("harbour/secret.md", "Secretdraft", "2026-11-21", "draft: true", body="Secretdraft words.")
    + story("harbour/later.md", "Secretlater", "2030-01-01", body="Secretlater words.")
    + story("harbour/over.md", "Secretover", "2020-01-01", "expires: 2021-01-01", body="Secretover words.")
    + "-- content/pages/about.md --\n---\ntitle: About us\nslug: about\n---\nWe [are](../harbour/gate.md) here.\n"
)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SITE)
    (newsroom.folder / "content/harbour/gate.jpg").write_bytes(photo())
    return newsroom


def _files(site: Path) -> dict[str, bytes]:
    found = (path for path in (site / "content").rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def _move(newsroom: Newsroom, source: Path, target: Path, drafts: bool = False) -> None:
    target.mkdir()
    (target / "site.toml").write_bytes((newsroom.folder / "site.toml").read_bytes())
    media = (newsroom.folder / "content",)
    request = Request(site=target, source=source, now=NOW, media=media, drafts=drafts)
    report = move_in(request, settings_of(target), True)
    assert not report.problems
    assert not report.missing


@pytest.mark.parametrize("name", FORMATS)
def test_moving_in_an_export_gives_the_same_files(name: str, newsroom: Newsroom, tmp_path: Path) -> None:
    export(newsroom.request(drafts=True), tmp_path / "export", [name])
    _move(newsroom, tmp_path / "export" / SOURCES[name], tmp_path / "again", drafts=True)
    assert _files(tmp_path / "again") == _files(newsroom.folder)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_public_is_exported_only_when_asked_and_marked(
    name: str, newsroom: Newsroom, tmp_path: Path
) -> None:
    public = export(newsroom.request(), tmp_path / "public", [name])
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "public").rglob("*") if path.is_file())
    assert (public.stories, public.pages, public.withheld) == (1, 1, 0)
    assert "secret" not in text.lower()
    everything = export(newsroom.request(drafts=True), tmp_path / "all", [name])
    assert (everything.stories, everything.withheld) == (4, 3)
    _move(newsroom, tmp_path / "all" / SOURCES[name], tmp_path / "again")
    assert {*_files(tmp_path / "again")} == {
        "content/harbour/gate.md",
        "content/harbour/gate.jpg",
        "content/pages/about.md",
    }


@pytest.mark.parametrize("name", FORMATS)
def test_a_story_that_was_changed_elsewhere_is_read_as_it_is_now(name: str, newsroom: Newsroom, tmp_path: Path) -> None:
    export(newsroom.request(), tmp_path / "export", [name])
    for file in [each for each in (tmp_path / "export").rglob("*") if each.is_file()]:
        file.write_text(file.read_text("utf-8").replace("<p>Words ", "<p>Other words "), "utf-8")
    _move(newsroom, tmp_path / "export" / SOURCES[name], tmp_path / "again")
    made = next((tmp_path / "again").rglob("*gate*.md")).read_text("utf-8")
    assert "Other words" in made
    assert "section: Harbour" in made
    assert "Tom Ardley" in made


def test_wordpress_export_is_well_formed_and_has_what_its_importer_reads(newsroom: Newsroom, tmp_path: Path) -> None:
    export(newsroom.request(drafts=True), tmp_path / "export", ["wxr"])
    wp = "{http://wordpress.org/export/1.2/}"
    channel = ElementTree.parse(tmp_path / "export/wordpress.xml").getroot().find("channel")
    assert channel is not None
    items = {str(each.findtext("title")): each for each in channel.iter("item")}
    gate = items["The gate ]]> is shut & <b>"]
    assert gate.findtext(f"{wp}post_date_gmt") == "2026-11-20 07:00:00"
    assert gate.findtext(f"{wp}status") == "publish"
    assert [each.text for each in gate.findall("category")] == [
        *("Harbour", "Gate", "Skerra", "Ayla Demirci", "Tom Ardley"),
    ]
    assert "<h" in str(gate.findtext("{http://purl.org/rss/1.0/modules/content/}encoded"))
    assert {title: each.findtext(f"{wp}status") for title, each in items.items() if "Secret" in title} == {
        "Secretdraft": "draft",
        "Secretlater": "future",
        "Secretover": "private",
    }
    thumbnail = {
        each.findtext(f"{wp}meta_key"): each.findtext(f"{wp}meta_value") for each in gate.iter(f"{wp}postmeta")
    }
    assert items["gate.jpg"].findtext(f"{wp}post_id") == thumbnail["_thumbnail_id"]


def test_ninjs_is_that_of_the_site_with_the_file_of_the_story(newsroom: Newsroom, tmp_path: Path) -> None:
    export(newsroom.request(drafts=True), tmp_path / "export", ["ninjs"])
    schema = json.loads((Path(__file__).parents[1] / "schemas/ninjs.json").read_text("utf-8"))
    for file in (tmp_path / "export/ninjs/harbour").glob("*.json"):
        node = json.loads(file.read_text("utf-8"))
        assert node.pop("profile") == "story"
        assert node["bodies"].pop()["value"] == (newsroom.folder / f"content/harbour/{file.stem}.md").read_text("utf-8")
        node["altIds"] = [each for each in node["altIds"] if not each["role"].startswith("_")]
        assert node.pop("pubStatus") == ("usable" if file.stem == "gate" else "withheld")
        assert [*Draft202012Validator(schema).iter_errors({**node, "pubStatus": "usable"})] == []


def test_json_feed_says_of_each_story_whether_it_is_public(newsroom: Newsroom, tmp_path: Path) -> None:
    export(newsroom.request(drafts=True), tmp_path / "export", ["json-feed"])
    feed = json.loads((tmp_path / "export/feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [each["_broadsheet"]["state"] for each in feed["items"]] == [
        *("scheduled", "draft", "public", "expired", "public"),
    ]
    assert all({"id", "url", "title", "content_html"} <= {*each} for each in feed["items"])


def test_a_folder_with_files_is_not_replaced(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(Problems, match="not an empty folder"):
        export(newsroom.request(), tmp_path, ["wxr"])
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp"]), max_size=40
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headline=_WORDS, body=_WORDS)
def test_any_words_survive_the_round_trip(headline: str, body: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SETTINGS)
    file = newsroom.folder / "content/a.md"
    file.parent.mkdir()
    file.write_text(f"---\ntitle: {json.dumps('A ' + headline)}\npublished: 2026-11-20\n---\n{body}\n", "utf-8")
    target = tmp_path_factory.mktemp("out")
    try:
        export(newsroom.request(), target / "export", ["wxr"])
    except Problems:
        return  # what cannot be built is not exported
    _move(newsroom, target / "export/wordpress.xml", target / "again")
    assert _files(target / "again") == _files(newsroom.folder)
