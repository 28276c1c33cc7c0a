"""A release: its tag, the version and the changelog agree, and its notes are what the changelog says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.release import notes

CHANGELOG = (Path(__file__).parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")
TEXT = """\
# Changelog

## [Unreleased]

### Added

- Later.

## [0.2.0] - 2026-12-31

### Fixed

- A mistake ([what it was](../../issues/7), [a guide](https://example.org/)).

## [0.1.0] - 2026-12-01

- The first.

[Unreleased]: ../../compare/v0.2.0...HEAD
[0.2.0]: ../../releases/tag/v0.2.0
[0.1.0]: ../../releases/tag/v0.1.0
"""


def test_the_notes_are_the_part_of_the_changelog_with_links_that_work_elsewhere() -> None:
    assert notes("v0.2.0", "0.2.0", TEXT, "https://github.com/owner/broadsheet") == (
        "### Fixed\n\n- A mistake ([what it was](https://github.com/owner/broadsheet/issues/7), "
        "[a guide](https://example.org/)).\n"
    )
    assert notes("v0.1.0", "0.1.0", TEXT) == "- The first.\n"


@pytest.mark.parametrize(
    ("tag", "version", "changed", "words"),
    [
        ("v0.2.0", "0.1.0", ("", ""), "the tag is v0.2.0, and __version__"),
        ("v0.2.0", "0.2.0", (" - 2026-12-31", ""), "no heading `## [0.2.0] - YYYY-MM-DD`"),
        ("v0.2.0", "0.2.0", ("[0.2.0]: ", ""), "no line `[0.2.0]: ../../releases/tag/v0.2.0` at its end"),
        ("v0.1.0", "0.1.0", ("- The first.\n", ""), "says nothing about 0.1.0"),
    ],
)
def test_a_release_that_was_not_prepared_is_refused(
    tag: str, version: str, changed: tuple[str, str], words: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        notes(tag, version, TEXT.replace(*changed) if changed[0] else TEXT)


def test_the_changelog_is_in_the_usual_form() -> None:
    versions = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    for each in versions:
        name = re.fullmatch(r"(\[[\w.]+\])(?: - \d{4}-\d\d-\d\d)?", each)
        assert name and f"\n{name[1]}: ../../" in CHANGELOG, each
    kinds = re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE)
    assert {*kinds} <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
