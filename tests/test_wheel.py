"""The wheel: its files and metadata, and a new site built with nothing but the wheel and its dependencies."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from generator import __version__
from hatch_build import absolute, addresses

ROOT = Path(__file__).parent.parent
REPOSITORY = "https://github.com/Harbour/broadsheet"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ABOUT = f"broadsheet-{__version__}.dist-info"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel as a release has it."""
    folder = tmp_path_factory.mktemp("wheel")
    environment = {
        **os.environ,
        "BROADSHEET_REPOSITORY": REPOSITORY,
        "BROADSHEET_COMMIT": COMMIT,
    }
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    folder = wheel.parent / "installed"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def metadata(installed: Path) -> Message:
    return message_from_bytes((installed / ABOUT / "METADATA").read_bytes())


def _files(folder: Path) -> set[str]:
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    return {name for name in found if "__pycache__" not in name}


def test_it_has_the_program_and_the_theme_and_nothing_else(installed: Path) -> None:
    packaged = {name for name in _files(installed) if not name.startswith(ABOUT)}
    program = {f"generator/{name}" for name in _files(ROOT / "generator")}
    theme = {f"generator/layouts/{name}" for name in _files(ROOT / "layouts")}
    assert packaged == program | theme
    assert "generator/py.typed" in packaged


@pytest.fixture(scope="module")
def named(metadata: Message) -> dict[str, str]:
    """The addresses of the project. A source archive keeps those with which it was made."""
    return dict(each.split(", ") for each in metadata.get_all("Project-URL", []))


def test_it_says_what_it_is(metadata: Message, installed: Path) -> None:
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT AND OFL-1.1"
    for name in metadata.get_all("License-File", []):
        assert (installed / ABOUT / "licenses" / name).is_file()
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])


def test_it_names_the_repository_and_the_commit_that_made_it(named: dict[str, str]) -> None:
    if not (ROOT / "PKG-INFO").is_file():
        assert (named["Source"], named["Commit"]) == (REPOSITORY, f"{REPOSITORY}/commit/{COMMIT}")
    assert named == addresses(named["Source"], named["Commit"].rpartition("/")[2])
    assert addresses(REPOSITORY, COMMIT) == {
        "Homepage": "https://harbour.github.io/broadsheet/",
        "Documentation": "https://harbour.github.io/broadsheet/tutorial/",
        "Sample site": "https://harbour.github.io/broadsheet/sample/",
        "Changelog": f"{REPOSITORY}/blob/HEAD/CHANGELOG.md",
        "Source": REPOSITORY,
        "Issues": f"{REPOSITORY}/issues",
        "Commit": f"{REPOSITORY}/commit/{COMMIT}",
    }


def test_links_of_the_readme_work_on_the_package_index(metadata: Message) -> None:
    assert metadata["Description-Content-Type"].startswith("text/markdown")
    readme = metadata.get_payload()
    assert isinstance(readme, str)
    shown = re.sub(r"`[^`\n]+`", "", readme)
    links = re.findall(r"\]\(([^)\s]+)\)", shown)
    assert all(re.match(r"https?://|#", each) for each in links), links
    page = "![A front page](docs/front.png) [How](docs/index.md#a) [uv](https://docs.astral.sh/uv/)"
    assert absolute(page, REPOSITORY, COMMIT) == (
        f"![A front page]({REPOSITORY}/raw/{COMMIT}/docs/front.png) "
        f"[How]({REPOSITORY}/blob/{COMMIT}/docs/index.md#a) [uv](https://docs.astral.sh/uv/)"
    )


def _run(installed: Path, folder: Path, *words: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "generator", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_new_site_takes_all_that_it_needs_from_it(wheel: Path, installed: Path, tmp_path: Path) -> None:
    noted = installed / ABOUT / "direct_url.json"
    noted.write_text(json.dumps({"url": wheel.as_uri(), "archive_info": {}}))
    _run(installed, tmp_path, "init", "site")
    noted.unlink()
    _run(installed, tmp_path, "build", "--site", "site")
    assert (tmp_path / "site" / wheel.name).read_bytes() == wheel.read_bytes()
    assert (tmp_path / "site/.github/workflows/publish.yml").is_file()
    assert f"./{wheel.name}[search]" in (tmp_path / "site/requirements.txt").read_text()


def test_a_template_made_by_a_release_uses_the_action_of_its_commit(
    installed: Path, named: dict[str, str], tmp_path: Path
) -> None:
    _run(installed, tmp_path, "init", "site", "--template", "github", "--title", "The *Bell* & Co")
    workflow = (tmp_path / "site/.github/workflows/publish.yml").read_text()
    action = named["Commit"].removeprefix("https://github.com/").replace("/commit/", "@")
    assert f"uses: {action} # v{__version__}\n" in workflow
    assert (tmp_path / "site/README.md").read_text().startswith(r"# The \*Bell\* \& Co")
    assert (tmp_path / "site/.github/dependabot.yml").is_file()
    assert not (tmp_path / "site/requirements.txt").exists(), "the action installs itself"
