"""A site's requirements.txt: exact versions, and Broadsheet from where it can be had."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement as Parsed

from generator import __version__
from generator.editorial import requirements
from generator.editorial.requirements import files, installed, requirement

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def _git(folder: Path, *words: str) -> str:
    names = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"]
    command = ["git", *names, "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_release_is_named_by_its_version() -> None:
    assert requirement({}).line == f"broadsheet[search]=={__version__}"
    assert requirement({}).anywhere
    assert requirement({}).action == "", "only a release knows its commit"


def test_a_commit_is_named_by_its_repository_without_a_password() -> None:
    found = {"url": "https://desk:secret@git.example/broadsheet", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert requirement(found).line == f"broadsheet[search] @ git+https://git.example/broadsheet@{COMMIT}"
    assert requirement(found).anywhere
    assert requirement(found).action == "", "GitHub alone has actions"


def test_a_commit_on_github_can_be_used_as_an_action() -> None:
    found = {"url": "https://github.com/owner/broadsheet.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert requirement(found).action == f"owner/broadsheet@{COMMIT}"


def test_an_archive_on_the_web_is_named_by_its_address() -> None:
    found = {"url": "https://desk:secret@files.example/broadsheet.whl", "archive_info": {}}
    assert requirement(found).line == "broadsheet[search] @ https://files.example/broadsheet.whl"
    assert requirement(found).anywhere


def test_a_wheel_is_taken_into_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "a desk" / "broadsheet-0.1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"wheel")
    monkeypatch.setattr(requirements, "_direct_url", lambda: {"url": wheel.as_uri(), "archive_info": {}})
    assert installed().anywhere
    written = files(installed())
    assert written[wheel.name] == b"wheel"
    assert b"./broadsheet-0.1.0-py3-none-any.whl[search]" in written["requirements.txt"].splitlines()


def test_a_wheel_that_is_gone_is_named_where_it_was(tmp_path: Path) -> None:
    gone = (tmp_path / "broadsheet-0.1.0-py3-none-any.whl").as_uri()
    required = requirement({"url": gone, "archive_info": {}})
    assert (required.line, required.anywhere, required.wheel) == (f"broadsheet[search] @ {gone}", False, None)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "check out"
    folder.mkdir()
    _git(folder, "init", "-q")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "One")
    return folder


def _named(folder: Path) -> str:
    return requirement({"url": folder.as_uri(), "dir_info": {"editable": True}}).line


def _pushed(folder: Path, remote: str) -> str:
    """Have the checkout look as if its commit had been pushed there; the commit."""
    _git(folder, "remote", "add", "origin", remote)
    _git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    return _git(folder, "rev-parse", "HEAD")


def test_a_folder_is_named_as_such(tmp_path: Path, checkout: Path) -> None:
    for folder in (tmp_path, checkout):
        assert _named(folder) == f"broadsheet[search] @ {folder.as_uri()}"
    assert not requirement({"url": checkout.as_uri(), "dir_info": {}}).anywhere


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://git.example/owner/broadsheet.git", "https://git.example/owner/broadsheet.git"),
        ("https://desk:secret@git.example/broadsheet", "https://git.example/broadsheet"),
        ("git@git.example:owner/broadsheet.git", "https://git.example/owner/broadsheet.git"),
        ("ssh://git@git.example/owner/broadsheet", "https://git.example/owner/broadsheet"),
        ("ssh://git@git.example:2222/owner/broadsheet", "https://git.example/owner/broadsheet"),
    ],
)
def test_a_checkout_whose_commit_was_pushed_is_named_by_it(checkout: Path, remote: str, address: str) -> None:
    commit = _pushed(checkout, remote)
    assert _named(checkout) == f"broadsheet[search] @ git+{address}@{commit}"
    _git(checkout, "commit", "-q", "--allow-empty", "-m", "Two")
    assert _named(checkout) == f"broadsheet[search] @ {checkout.as_uri()}", "this one was not pushed"


@pytest.mark.parametrize("remote", ["/srv/git/broadsheet", "../broadsheet", "file:///srv/git/broadsheet", "desk:repo"])
def test_a_remote_that_is_a_folder_or_a_machine_of_the_house_is_not_for_others(checkout: Path, remote: str) -> None:
    _pushed(checkout, remote)
    assert _named(checkout) == f"broadsheet[search] @ {checkout.as_uri()}"


def test_a_folder_within_another_repository_is_not_named_by_that(checkout: Path) -> None:
    _pushed(checkout, "https://git.example/house")
    inside = checkout / "vendor"
    inside.mkdir()
    assert _named(inside) == f"broadsheet[search] @ {inside.as_uri()}"


@pytest.mark.parametrize("found", [{}, {"url": "file:///srv/broadsheet", "dir_info": {}}], ids=["release", "folder"])
def test_every_line_is_one_that_pip_reads(found: dict[str, object]) -> None:
    lines = files(requirement(found))["requirements.txt"].decode().splitlines()
    ours, *others = [Parsed(line) for line in lines if not line.startswith("#")]
    assert (ours.name, ours.extras) == ("broadsheet", {"search"})
    assert all(str(each.specifier).startswith("==") for each in others)
    assert len(others) > 20
    assert ("GitHub, Netlify" in "\n".join(lines)) == bool(found)
