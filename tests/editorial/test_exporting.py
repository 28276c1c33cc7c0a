"""An export has everything, and moving it in again gives the same files."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
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
    + "-- content/harbour/_index.md --\n---\nstandfirst: The quays.\naccent: '#0b5a78'  # ours\n---\nTides & *dues*.\n"
    + "-- content/tags/gate/_index.md --\n---\nstandfirst: All about it.\n---\n"
    + "-- content/people/ayla-demirci.md --\n---\nname: Ayla Demirci\nrole: Reporter\n---\nWrites ]]> here.\n"
    + "-- content/static/rates/2026.txt --\nOne fish.\n"
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
    was, made = _files(newsroom.folder), _files(tmp_path / "again")
    if name == "ninjs":  # which has no place for them, as the command says
        del was["content/static/rates/2026.txt"]
    assert made == was
    newsroom = Newsroom(tmp_path / "again")
    export(newsroom.request(drafts=True), tmp_path / "export again", [name])
    of_both = [
        {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        for folder in (tmp_path / "export", tmp_path / "export again")
    ]
    assert of_both[0] == of_both[1]


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
    assert {*_files(newsroom.folder)} - {*_files(tmp_path / "again")} == {
        *(f"content/harbour/{each}.md" for each in ("secret", "later", "over")),
        *(["content/static/rates/2026.txt"] if name == "ninjs" else []),
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
        assert node.pop("profile") == ("story" if file.stem != "_index" else "description")
        assert node["bodies"].pop()["value"] == (newsroom.folder / f"content/harbour/{file.stem}.md").read_text("utf-8")
        node["altIds"] = [each for each in node["altIds"] if not each["role"].startswith("_")]
        assert node.pop("pubStatus") == ("usable" if file.stem in ("gate", "_index") else "withheld")
        assert [*Draft202012Validator(schema).iter_errors({**node, "pubStatus": "usable"})] == []


def test_json_feed_says_of_each_story_whether_it_is_public(newsroom: Newsroom, tmp_path: Path) -> None:
    export(newsroom.request(drafts=True), tmp_path / "export", ["json-feed"])
    feed = json.loads((tmp_path / "export/feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [each["_broadsheet"]["state"] for each in feed["items"]] == [
        *("scheduled", "draft", "public", "expired", "public"),
    ]
    assert all({"id", "url", "title", "content_html"} <= {*each} for each in feed["items"])


def test_wordpress_export_has_descriptions_where_wordpress_and_its_plugins_look_for_them(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    export(newsroom.request(), tmp_path / "export", ["wxr"])
    wp = "{http://wordpress.org/export/1.2/}"
    channel = ElementTree.parse(tmp_path / "export/wordpress.xml").getroot().find("channel")
    assert channel is not None
    assert "<em>dues</em>" in str(channel.findtext(f"{wp}category/{wp}category_description"))
    assert {
        each.findtext(f"{wp}tag_name"): each.findtext(f"{wp}tag_description") for each in channel.iter(f"{wp}tag")
    } == {
        "Gate": "All about it.",
        "Skerra": None,
    }
    items = {str(each.findtext("title")): each for each in channel.iter("item")}
    assert items["Ayla Demirci"].findtext(f"{wp}post_type") == "guest-author"
    assert items["2026.txt"].findtext(f"{wp}attachment_url") == "https://courier.example/rates/2026.txt"


def _refused(newsroom: Newsroom, target: Path) -> str:
    with pytest.raises(Problems) as found:
        export(newsroom.request(), target, ["wxr"])
    return found.value.problems[0].message


def test_an_export_takes_no_place_of_something_else(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/mine.txt").write_text("mine", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "out/.broadsheet").mkdir(parents=True)
    (tmp_path / "out/.broadsheet/manifest.json").write_text("{}", "utf-8")
    (tmp_path / ".new.part").mkdir()
    (tmp_path / ".new.part/mine.txt").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert "not an empty folder" in _refused(newsroom, tmp_path / "mine")
    assert "not an empty folder" in _refused(newsroom, tmp_path / "mine/mine.txt")
    assert "a link" in _refused(newsroom, tmp_path / "link")
    assert "a link" in _refused(newsroom, tmp_path / "dangling")
    assert "is published from this folder" in _refused(newsroom, tmp_path / "out/export")
    assert "part of the site" in _refused(newsroom, newsroom.folder / "content/export")
    assert "something else is there" in _refused(newsroom, tmp_path / "new")
    assert sorted(tmp_path.rglob("*")) == before
    assert not (newsroom.folder / "content/export").exists()


def test_an_export_that_was_killed_is_written_again(newsroom: Newsroom, tmp_path: Path) -> None:
    program = (
        "import os, sys, pathlib, signal\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from newsroom import Newsroom\n"
        "from generator.editorial.exporting import export, wxr\n"
        "wxr.Writer.end = lambda self: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"export(Newsroom(pathlib.Path({str(newsroom.folder)!r})).request(), pathlib.Path('new'), ['ninjs', 'wxr'])\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "new").exists()
    assert (tmp_path / ".new.part").exists()
    export(newsroom.request(), tmp_path / "new", ["wxr"])
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["wordpress.xml"]
    assert not (tmp_path / ".new.part").exists()


def test_a_full_disk_leaves_nothing(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("generator.editorial.exporting._target.settle_all", full)
    with pytest.raises(Problems, match="No space left on device"):
        export(newsroom.request(), tmp_path / "new", ["wxr"])
    assert [*tmp_path.iterdir()] == []


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
