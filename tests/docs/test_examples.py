"""The code in the how-to guides works as it is there."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from newsroom import NOON, SETTINGS, Newsroom, photo, story
from wire_samples import SETTINGS as WIRE_SETTINGS

from generator.cli import main
from generator.editorial.checks import site_to_check
from generator.model.problems import Problems

GUIDES = Path(__file__).parents[2] / "docs/how-to"
_CODE = re.compile(r"^```(?P<language>[\w+]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def _code_of(guide: str, language: str) -> list[str]:
    text = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    found = [each["text"] for each in _CODE.finditer(text) if each["language"] == language]
    assert found
    return found


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def _write_layout(newsroom: Newsroom, text: str) -> None:
    name = re.match(r"\{# (layouts/\S+) #\}", text)
    assert name
    newsroom.write(f"-- {name[1]} --\n{text}")


def _found(newsroom: Newsroom, code: str) -> list[str]:
    check = ModuleType("own_check")
    exec(code, check.__dict__)
    found = check.found(site_to_check(newsroom.request(), newsroom.output))
    return [f"{each.path}:{each.line}:{each.column}: {each.message}" for each in found]


def test_the_checks_of_the_guide_find_what_they_say(newsroom: Newsroom) -> None:
    full_stops, politics = _code_of("checks", "python")
    in_politics = ("section: Politics", "tags: [Mayor]")
    newsroom.write(SETTINGS + story("a.md", "The gate is shut.", "2026-11-20") + story("b.md", "Open", "2026-11-21"))
    newsroom.write(story("c.md", "Gone", "2026-11-20", *in_politics))
    newsroom.write("-- content/politics/_index.md --\n---\nsection: Politics\n---\nThe mayor and the council.\n")
    newsroom.write(story("d.md", "Back", "2026-11-20", *in_politics, "picture: {src: p.jpg, alt: P}"))
    (newsroom.folder / "content/p.jpg").write_bytes(photo(400, 300))
    assert _found(newsroom, full_stops) == ["content/a.md:2:25: the headline ends with a full stop"]
    assert _found(newsroom, politics) == [
        "content/c.md:5:0: the story has fewer than two tags",
        "content/c.md:0:0: the story has no picture",
        "content/d.md:5:0: the story has fewer than two tags",
        "content/d.md:6:0: the picture has no credit",
    ]


def test_the_report_and_the_mistake_of_the_guide_to_checks_are_right(newsroom: Newsroom) -> None:
    report, mistake = _code_of("checks", "text")
    newsroom.write(SETTINGS + mistake.partition("\n\n")[2].replace("a.md", "town/bridge.md"))
    place = _found(newsroom, _code_of("checks", "python")[0])[0]
    assert report.startswith(place.replace(": the", ": warning: the"))


def test_the_block_of_the_guide_is_on_the_page(newsroom: Newsroom) -> None:
    _write_layout(newsroom, _code_of("blocks", "html+jinja")[0])
    newsroom.write(SETTINGS + story("a.md", "Tides", "2026-11-20", body="::: tide Skerra depth=3.2\nAt noon.\n:::"))
    newsroom.build()
    assert re.search(r'id="tide-1">\s*<b>Skerra</b> 3\.2 m <p>At noon\.</p>', newsroom.page("2026/11/20/tides/"))
    assert "Skerra: 3.2 m" in newsroom.page("2026/11/20/tides/text/")


def test_the_longer_block_of_the_guide_is_on_the_page_and_says_what_it_needs(newsroom: Newsroom) -> None:
    text = _code_of("blocks", "text")[0]
    _write_layout(newsroom, _code_of("blocks", "html+jinja")[1])
    style = _code_of("blocks", "css")[0]
    newsroom.write(
        f"{SETTINGS}-- layouts/assets/blocks/election.css --\n{style}" + story("a.md", "A", "2026-11-20", body=text)
    )
    newsroom.build()
    page = newsroom.page("2026/11/20/a/")
    assert "<dt>Greens</dt><dd>41.2 %</dd>" in page
    assert "Counted: 12 of 12 wards" in page
    assert re.search(r"/assets/blocks/election\.\w+\.css", page)
    newsroom.write(story("a.md", "A", "2026-11-20", body=text.replace("turnout=61.2 ", "")))
    assert [each.message for each in newsroom.problems()] == ["the block `election` needs `turnout`"]


def test_the_importer_of_the_guide_reads_every_row_and_reports_every_problem() -> None:
    importer = ModuleType("own_importer")
    exec(_code_of("importers", "python")[0], importer.__dict__)
    good = b'headline,date,body\nA,2026-11-20T10:00Z,"<p>One\n<b>two</b>.</p>"\nB,2026-11-21T10:00Z,<p>Three.</p>\n'
    assert importer.recognises(good)
    copies = importer.read(good, "a.csv", WIRE_SETTINGS).copies
    assert [(each.headline, each.agency, each.text.strip()) for each in copies] == [
        ("A", "North Coast Wire", "One **two**."),
        ("B", "North Coast Wire", "Three."),
    ]
    with pytest.raises(Problems) as found:
        importer.read(good.replace(b"B,2026-11-21T10:00Z", b",soon"), "a.csv", WIRE_SETTINGS)
    assert {each.line for each in found.value.problems} == {4}


def test_the_layouts_of_the_guide_work(newsroom: Newsroom) -> None:
    for text in _code_of("layouts", "html+jinja"):
        if text.startswith("{# layouts/"):
            _write_layout(newsroom, text)
    newsroom.write("-- layouts/assets/interview.css --\n.interview dt { font-weight: bold; }\n")
    newsroom.write(story("c.md", "Asked", "2026-11-20", "layout: interview", "bylines: [Nell Harrow]"))
    page = "-- content/pages/about.md --\n---\ntitle: About\nlayout: letter\n---\nDear reader.\n"
    feature = ("layout: feature", "bylines: [Ayla Demirci]", "picture: {src: b.jpg, alt: B}")
    newsroom.write(SETTINGS + story("a.md", "Tides", "2026-11-20", "tags: [Sea]") + page)
    newsroom.write(story("b.md", "Boats", "2026-11-20", *feature))
    (newsroom.folder / "content/b.jpg").write_bytes(photo(1200, 800))
    newsroom.build()
    boats = newsroom.page("2026/11/20/boats/")
    assert re.search(r'<figure class="hero shown-full">\s*<picture><source [^>]*sizes="100vw"', boats)
    assert re.search(r'More by\s+<a href="/bylines/ayla-demirci/"', boats)
    assert "Write to the newsroom: desk@example.org" in newsroom.page("2026/11/20/tides/")
    assert "Hanna Voss, editor" in newsroom.page("about/")
    assert '<div class="interview">' in newsroom.page("2026/11/20/asked/")
    assert "/assets/interview." in newsroom.page("2026/11/20/asked/")
    assert re.search(r"<h2>November 2026</h2>\s*<ul><li><a [^>]+>Asked</a>", newsroom.page("bylines/nell-harrow/"))


def test_the_guides_have_every_option_of_init_and_every_input_of_the_action() -> None:
    options = re.findall(r"^\| `(--\w+)[^`]*` \|", (GUIDES / "install.md").read_text(encoding="utf-8"), re.MULTILINE)
    init = main.commands["init"]
    assert sorted(options) == sorted(each.opts[0] for each in init.params if each.opts[0].startswith("--"))
    action = yaml.safe_load((GUIDES.parents[1] / "action.yml").read_text(encoding="utf-8"))
    named = re.findall(r"^\| `([\w-]+)` \|", (GUIDES / "github.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named == [*action["inputs"], *action["outputs"]]


def test_the_settings_of_all_guides_are_valid(newsroom: Newsroom) -> None:
    guides = sorted(file.stem for file in GUIDES.glob("*.md") if "\n```toml\n" in file.read_text(encoding="utf-8"))
    assert len(guides) > 9
    wrong = {guide: _problems_of_settings(newsroom, guide) for guide in guides}
    assert {guide: found for guide, found in wrong.items() if found} == {}


def _problems_of_settings(newsroom: Newsroom, guide: str) -> list[str]:
    text = "\n".join(_code_of(guide, "toml")).replace("sha384-…", f"sha384-{'A' * 64}")
    newsroom.write(SETTINGS + text)
    return [f"{each.line}: {each.message}" for each in newsroom.problems_of_settings()]


STORIES = ("stories", "live", "events", "pictures", "series", "disclosures", "taxonomies", "front-page", "correct")


def test_the_front_matter_of_the_guides_is_read_without_a_problem(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "".join(_code_of("taxonomies", "toml")))
    newsroom.write(story("a.md", "Council votes to raise the sea wall", "2026-11-20", "slug: ferry-back"))
    for guide in STORIES:
        for number, text in enumerate(_code_of(guide, "yaml")):
            newsroom.write(_story(f"{guide}-{number}", text))
    for name in ("ferry", "skippers"):
        (newsroom.folder / f"content/{name}.jpg").write_bytes(photo(400, 300))
    warnings = newsroom.build("2026-12-10T12:00:00+00:00").warnings
    assert [f"{each.path}:{each.line}: {each.message}" for each in warnings] == []


def _story(name: str, front_matter: str) -> str:
    """A story with this front matter, and a headline and a date if it has none."""
    usual = {"title": f"Story {name}", "published": "2026-11-20 10:00"}
    lines = [f"{key}: {value}" for key, value in usual.items() if not re.search(rf"(?m)^{key}:", front_matter)]
    body = "## 13:05 The gate is shut" if "live:" in front_matter else "A word."
    return "\n".join([f"-- content/{name}.md --", "---", *lines, front_matter.rstrip(), "---", body, ""])


def test_the_blocks_of_the_guides_work(newsroom: Newsroom) -> None:
    blocks = [text for guide in ("stories", "charts", "embeds") for text in _code_of(guide, "text")]
    newsroom.write(SETTINGS + "-- content/results.csv --\nCandidate,Votes\nRuth Calder,512\nJonas Reed,498\n")
    (newsroom.folder / "content/gate.jpg").write_bytes(photo(400, 300))
    newsroom.write(story("a.md", "Results", "2026-11-20", body="\n".join(blocks)))
    assert [each.message for each in newsroom.build().warnings] == []
    page = newsroom.page("2026/11/20/results/")
    assert [page.count(tag) > 0 for tag in ("<table", "<svg", "The tide at the gate", "What we know")] == [True] * 4


def test_the_times_of_the_guides_are_read(newsroom: Newsroom) -> None:
    times = [line for text in _code_of("schedule", "yaml") for line in text.splitlines() if "embargo" in line]
    newsroom.write(SETTINGS + story("a.md", "Later", "2026-11-20", *times) + story("b.md", "Now", "2026-11-20"))
    newsroom.build(datetime.fromisoformat(NOON).isoformat())
    assert not (newsroom.output / "2026/11/20/later").exists()
    assert (newsroom.output / "2026/11/20/now").exists()
