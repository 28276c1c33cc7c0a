"""The code of built-in layouts is kept beside Python's bytecode: it is used if all that it depends on is the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes
from msgspec.structs import replace

from generator.model.output import Layout
from generator.pipeline import layout_code
from generator.theme.environment import LayoutEnvironment
from generator.theme.queries import ThemeSources
from generator.theme.queries import theme as themed

_BASE = Layout("base.html", "theme/layouts/base.html", "<p>{% block main %}{% endblock %}</p>")
_STORY = Layout(
    "story.html",
    "theme/layouts/story.html",
    '{% extends "base.html" %}{% block main %}{{ story }}{{ _("More") }}{% endblock %}',
)
_OWN = Layout("story-long.html", "layouts/story-long.html", "{{ page }}")
_SOURCES = ThemeSources((_BASE, _STORY), (_OWN,), (), "en")


@pytest.fixture(autouse=True)
def _anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No theme is known yet, and Python writes bytecode, as it usually does."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    themed.cache_clear()
    yield
    themed.cache_clear()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the layouts that are parsed from now on."""
    found, read = list[str](), LayoutEnvironment.read

    def noted(self: LayoutEnvironment, layout: Layout) -> tuple[nodes.Template, set[str]]:
        found.append(layout.name)
        return read(self, layout)

    monkeypatch.setattr(LayoutEnvironment, "read", noted)
    return found


def _kept(folder: Path, sources: ThemeSources = _SOURCES) -> None:
    """Leave the code of a theme in a folder, and forget the theme."""
    themed(sources).closure("story.html")
    layout_code.save(sources, "1", folder)
    themed.cache_clear()


def _loaded(folder: Path, sources: ThemeSources = _SOURCES, program: str = "1") -> str:
    """A page by a theme that may use the code in a folder."""
    layout_code.load(sources, program, folder)
    theme = themed(sources)
    assert theme.closure("story.html").layouts == ("base.html", "story.html")
    assert theme.closure("story.html").names == {"story"}
    return theme.render("story.html", {"story": "<b>"})


def test_layouts_whose_code_was_kept_are_not_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    _kept(tmp_path)
    written = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(written) == 1
    parsed.clear()
    assert _loaded(tmp_path) == "<p>&lt;b&gt;More</p>"
    assert set(parsed) == {"story-long.html"}  # a site's own layouts are always read
    layout_code.save(_SOURCES, "1", tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == written


def test_only_code_of_built_in_layouts_is_kept(tmp_path: Path) -> None:
    themed(_SOURCES).render("story-long.html", {"page": "words"})
    layout_code.save(_SOURCES, "1", tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "other",
    [
        replace(_SOURCES, built_in=(_BASE, replace(_STORY, text=f"{_STORY.text} "))),
        replace(_SOURCES, built_in=(_STORY, _BASE)),
        replace(_SOURCES, language="tr"),
        replace(
            _SOURCES, catalogs=(Layout("languages/en.po", "layouts/languages/en.po", 'msgid "More"\nmsgstr "Go"\n'),)
        ),
    ],
)
def test_code_of_other_layouts_or_words_is_not_used(tmp_path: Path, other: ThemeSources, parsed: list[str]) -> None:
    _kept(tmp_path)
    parsed.clear()
    assert _loaded(tmp_path, other) == ("<p>&lt;b&gt;Go</p>" if other.catalogs else "<p>&lt;b&gt;More</p>")
    assert {"base.html", "story.html"} <= set(parsed)


def test_code_of_another_version_of_the_program_is_not_used(tmp_path: Path, parsed: list[str]) -> None:
    _kept(tmp_path)
    parsed.clear()
    assert _loaded(tmp_path, program="2") == "<p>&lt;b&gt;More</p>"
    assert {"base.html", "story.html"} <= set(parsed)


@pytest.mark.parametrize("end", [0, 10, 64, -1])
def test_damaged_code_is_not_used(tmp_path: Path, end: int, parsed: list[str]) -> None:
    _kept(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:end])
    parsed.clear()
    assert _loaded(tmp_path) == "<p>&lt;b&gt;More</p>"
    assert {"base.html", "story.html"} <= set(parsed)


def test_a_program_that_cannot_write_beside_itself_compiles_layouts_each_time(tmp_path: Path) -> None:
    _kept(tmp_path / "missing")
    assert _loaded(tmp_path / "missing") == "<p>&lt;b&gt;More</p>"
    assert not list(tmp_path.iterdir())


def test_where_python_writes_no_bytecode_none_of_layouts_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _kept(tmp_path)
    assert not list(tmp_path.iterdir())
