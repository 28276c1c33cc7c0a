"""Writing a story's file: only over the very bytes that were read, and only at its own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editorial.story_file import FileAsRead, put
from generator.model.problems import Problems

BEFORE, AFTER = b"---\ntitle: A\n---\nOne.\n", b"---\ntitle: A\n---\nTwo.\n"


@pytest.fixture
def file(tmp_path: Path) -> FileAsRead:
    path = tmp_path / "site/content/harbour/a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(BEFORE)
    path.chmod(0o640)
    return FileAsRead(path, "content/harbour/a.md", BEFORE)


def test_a_file_is_written_whole_and_keeps_its_permissions(file: FileAsRead) -> None:
    put(file, AFTER)
    assert file.path.read_bytes() == AFTER
    assert file.path.stat().st_mode & 0o777 == 0o640
    assert [*file.path.parent.iterdir()] == [file.path]


def test_a_file_that_somebody_has_changed_or_removed_meanwhile_is_left_alone(file: FileAsRead) -> None:
    file.path.write_bytes(b"Theirs.")
    with pytest.raises(Problems, match="somebody else has just changed this file"):
        put(file, AFTER)
    assert file.path.read_bytes() == b"Theirs."
    file.path.unlink()
    with pytest.raises(Problems, match="cannot be"):
        put(file, AFTER)
    assert not [*file.path.parent.iterdir()]


@pytest.mark.parametrize("link", ["content/harbour/a.md", "content/harbour", "content"])
def test_a_link_that_somebody_has_put_in_its_place_meanwhile_is_not_followed(
    file: FileAsRead, tmp_path: Path, link: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    (file.site / link).rename(elsewhere)
    (file.site / link).symlink_to(elsewhere)
    with pytest.raises(Problems, match="this is a link"):
        put(file, AFTER)
    found = [elsewhere] if elsewhere.is_file() else [each for each in elsewhere.rglob("*") if each.is_file()]
    assert [each.read_bytes() for each in found] == [BEFORE]
    assert (file.site / link).is_symlink()
