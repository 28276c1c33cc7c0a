"""New sites in fresh clones: what is there stays, and a site that cannot be written leaves nothing behind."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from generator.editorial.scaffold import create_site
from generator.editorial.starter import IGNORED, NewSite
from generator.model.problems import Problems
from generator.publish import disk

README = "# gazette\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `git clone` makes of a new repository on GitHub with a README, a licence and a .gitignore."""
    folder = tmp_path / "gazette"
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    remote = ["remote", "add", "origin", "git@github.com:Harbour/gazette.git"]
    subprocess.run(["git", "-C", str(folder), *remote], check=True)
    (folder / "README.md").write_text(README)
    (folder / "LICENSE").write_text("MIT")
    (folder / ".gitignore").write_text("*.log\noutput/")
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_a_site_in_a_fresh_clone_keeps_what_is_there_and_knows_its_address(clone: Path) -> None:
    created = create_site(clone, NewSite())
    assert (clone / "README.md").read_text() == README
    assert (clone / "LICENSE").read_text() == "MIT"
    settings = tomllib.loads((clone / "site.toml").read_text())
    assert settings["base_url"] == "https://harbour.github.io/gazette/"
    ignored = (clone / ".gitignore").read_text().splitlines()
    assert ignored[:2] == ["*.log", "output/"]
    assert ignored[2:] == [line for line in IGNORED if line != "/output"]
    assert created.count == len(_files(clone)) - 2


def test_a_template_keeps_the_readme_and_has_no_address_of_its_own(clone: Path) -> None:
    create_site(clone, NewSite(template=True))
    assert (clone / "README.md").read_text() == README
    assert (clone / ".github/dependabot.yml").is_file()
    assert "example.org" in tomllib.loads((clone / "site.toml").read_text())["base_url"]


def test_any_line_of_text_can_be_a_title(tmp_path: Path) -> None:
    for number, title in enumerate(['C:\\new "Bell"', "Öğle ‘Postası’ 🗞", r"\1 \g<0> # {x} `*_"]):
        create_site(tmp_path / str(number), NewSite(title=title, template=True))
        settings = (tmp_path / f"{number}/site.toml").read_text(encoding="utf-8")
        assert tomllib.loads(settings)["title"] == title
        readme = (tmp_path / f"{number}/README.md").read_text(encoding="utf-8").split("\n")[0]
        assert re.sub(r"\\(?=[\\`*_\[\]<>#&])", "", readme) == f"# {title}"


def _refusal(folder: Path) -> list[str]:
    before = _files(folder)
    with pytest.raises(Problems) as refused:
        create_site(folder, NewSite(template=True))
    assert _files(folder) == before
    return [f"{Path(each.path).relative_to(folder)}: {each.message}" for each in refused.value.problems]


def test_files_that_are_in_the_way_are_named_all_at_once(clone: Path) -> None:
    (clone / ".github/workflows").mkdir(parents=True)
    for name in ("dependabot.yml", "workflows/publish.yml"):
        (clone / ".github" / name).write_text("on: push\n")
    assert sorted(_refusal(clone)) == [
        ".github/dependabot.yml: this file already exists, and is not overwritten",
        ".github/workflows/publish.yml: this file already exists, and is not overwritten",
    ]


def test_nothing_is_written_through_a_link(clone: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (clone / ".github").symlink_to(tmp_path / "elsewhere")
    assert {*_refusal(clone)} == {".github: this is a link to another place"}
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_what_is_no_folder_or_no_file_is_named(clone: Path) -> None:
    (clone / ".gitignore").unlink(missing_ok=True)
    (clone / ".gitignore").mkdir()
    assert _refusal(clone) == [".gitignore: this is not a regular file"]
    for name in ("file", "link"):
        (clone / "link").symlink_to("nothing") if name == "link" else (clone / "file").write_text("text")
        with pytest.raises(Problems, match="this is not a folder"):
            create_site(clone / name, NewSite())


def test_a_site_is_not_made_twice(clone: Path) -> None:
    create_site(clone, NewSite())
    assert _refusal(clone) == [".: there is a site in this folder already"]


def test_a_site_that_cannot_be_written_leaves_what_was_there(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, data: bytes, lasting: bool = True) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "replace", full)
    folders = {path for path in clone.iterdir() if path.is_dir()}
    assert _refusal(clone) == [".: the site cannot be created here: No space left on device"]
    assert {path for path in clone.iterdir() if path.is_dir()} == folders
