"""The code in the how-to guides works as it is there."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial.checks import site_to_check

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


def test_the_check_of_the_guide_finds_what_it_says(newsroom: Newsroom) -> None:
    check = ModuleType("own_check")
    exec(_code_of("checks", "python")[0], check.__dict__)
    newsroom.write(SETTINGS + story("a.md", "The gate is shut.", "2026-11-20") + story("b.md", "Open", "2026-11-21"))
    found = list(check.found(site_to_check(newsroom.request(), newsroom.output)))
    assert [(each.path, each.message) for each in found] == [("content/a.md", "the headline ends with a full stop")]


def test_the_block_of_the_guide_is_on_the_page(newsroom: Newsroom) -> None:
    _write_layout(newsroom, _code_of("blocks", "html+jinja")[0])
    newsroom.write(SETTINGS + story("a.md", "Tides", "2026-11-20", body="::: tide Skerra depth=3.2\nAt noon.\n:::"))
    newsroom.build()
    assert re.search(r'id="tide-1">\s*<b>Skerra</b> 3\.2 m <p>At noon\.</p>', newsroom.page("2026/11/20/tides/"))
    assert "Skerra: 3.2 m" in newsroom.page("2026/11/20/tides/text/")


def test_the_layouts_of_the_guide_work(newsroom: Newsroom) -> None:
    for text in _code_of("layouts", "html+jinja"):
        if text.startswith("{# layouts/"):
            _write_layout(newsroom, text)
    page = "-- content/pages/about.md --\n---\ntitle: About\nlayout: letter\n---\nDear reader.\n"
    newsroom.write(SETTINGS + story("a.md", "Tides", "2026-11-20", "tags: [Sea]") + page)
    newsroom.build()
    assert "Write to the newsroom: desk@example.org" in newsroom.page("2026/11/20/tides/")
    assert "Hanna Voss, editor" in newsroom.page("about/")


def test_the_guides_have_every_option_of_init_and_every_input_of_the_action() -> None:
    options = re.findall(r"^\| `(--\w+)[^`]*` \|", (GUIDES / "install.md").read_text(encoding="utf-8"), re.MULTILINE)
    init = main.commands["init"]
    assert sorted(options) == sorted(each.opts[0] for each in init.params if each.opts[0].startswith("--"))
    action = yaml.safe_load((GUIDES.parents[1] / "action.yml").read_text(encoding="utf-8"))
    named = re.findall(r"^\| `([\w-]+)` \|", (GUIDES / "github.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named == [*action["inputs"], *action["outputs"]]


@pytest.mark.parametrize("guide", ["third-parties", "languages", "wire"])
def test_the_settings_of_the_guides_are_valid(newsroom: Newsroom, guide: str) -> None:
    newsroom.write(SETTINGS + "\n".join(_code_of(guide, "toml")).replace("sha384-…", f"sha384-{'A' * 64}"))
    assert newsroom.problems_of_settings() == []


def test_the_times_of_the_guides_are_read(newsroom: Newsroom) -> None:
    times = [line for text in _code_of("schedule", "yaml") for line in text.splitlines() if "embargo" in line]
    newsroom.write(SETTINGS + story("a.md", "Later", "2026-11-20", *times) + story("b.md", "Now", "2026-11-20"))
    newsroom.build(datetime.fromisoformat(NOON).isoformat())
    assert not (newsroom.output / "2026/11/20/later").exists()
    assert (newsroom.output / "2026/11/20/now").exists()
