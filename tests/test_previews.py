"""A preview for colleagues: what is in it, and the workflow that publishes that of each branch and removes it again."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.newsroom import SETTINGS, Newsroom, story

ROOT = Path(__file__).parents[1]
WORKFLOW = yaml.safe_load((ROOT / "generator/editorial/starter_site/.github/workflows/preview.yml").read_text())
ADDRESS = "https://owner.example/previews/0123/"
SETUP = """offline = true
hosting = "netlify"
[feeds]
hub = "https://hub.example/"
[scripts]
src = ["https://count.example/a.js"]
"""


def _stories() -> str:
    return "".join(
        (
            story("a.md", "Ferry", "2026-01-20", "standfirst: A line."),
            story("draft.md", "Draft Skerra", "2026-01-20", "draft: true"),
            story("later.md", "Later Skerra", "2199-01-01"),
            story("embargo.md", "Held Skerrabelle", "2026-01-20", "embargo: 2199-01-01"),
            story("both.md", "Drafted Skerrabelle", "2026-01-20", "embargo: 2199-01-01", "draft: true"),
            story("expired.md", "Gone Skerrabelle", "2026-01-20", "expires: 2026-02-01"),
            story("killed.md", "Wrong Skerrabelle", "2026-01-20", "killed: 2026-02-01", "slug: wrong"),
            "-- content/pages/page.md --\n---\ntitle: Page Skerrabelle\nembargo: 2199-01-01\n---\nA word.\n",
        )
    )


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("site")).write(SETTINGS + SETUP + _stories())
    assert _build(newsroom, "--preview", "--base-url", ADDRESS) == 0
    return newsroom


def _build(newsroom: Newsroom, *options: str) -> int:
    return CliRunner().invoke(main, ["build", "--site", str(newsroom.folder), *options]).exit_code


def test_a_preview_has_drafts_and_what_is_scheduled_but_nothing_that_is_held_back(newsroom: Newsroom) -> None:
    tree = newsroom.tree(newsroom.folder / "output-preview")
    front = tree["index.html"].decode()
    for headline in ("Ferry", "Draft Skerra", "Later Skerra"):
        assert headline in front, headline
    assert [name for name, data in tree.items() if b"skerrabelle" in data.lower() or "skerrabelle" in name] == []
    assert not newsroom.output.exists()
    assert not (newsroom.folder / "published.txt").exists()


def test_a_preview_is_for_no_search_engine_and_calls_nobody(newsroom: Newsroom) -> None:
    tree = newsroom.tree(newsroom.folder / "output-preview")
    pages = {name: data.decode() for name, data in tree.items() if name.endswith(".html")}
    assert len(pages) > 10
    assert [name for name, page in pages.items() if '<meta name="robots" content="noindex">' not in page] == []
    for word in (b"count.example", b"hub.example"):
        assert not any(word in data for data in tree.values()), word
    assert 'href="/previews/0123/2026/01/20/draft-skerra/"' in pages["index.html"]
    assert b"/previews/0123/*\n" in tree["_headers"]
    assert b"  X-Robots-Tag: noindex\n" in tree["_headers"]
    assert "offline/index.html" not in tree
    assert not any(name.startswith("admin/") for name in tree)


def test_only_who_says_so_gets_a_preview_with_everything(newsroom: Newsroom) -> None:
    output = newsroom.folder / "all"
    assert _build(newsroom, "--preview", "--drafts", "--output", str(output)) == 0
    front = newsroom.page(str(output / "index.html"))
    assert "Held Skerrabelle" in front


@pytest.mark.parametrize("options", [("--publish",), ("--atomic",), ("--output", "output")])
def test_a_preview_never_takes_the_place_of_the_site(newsroom: Newsroom, options: tuple[str, ...]) -> None:
    given = [str(newsroom.output) if each == "output" else each for each in options]
    assert _build(newsroom, "--preview", *given) in (1, 2)
    assert not newsroom.output.exists()


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True).stdout


def _steps(job: str) -> list[dict[str, Any]]:
    return [each for each in WORKFLOW["jobs"][job]["steps"] if "run" in each]


def _publish(folder: Path, branch: str, page: str | None) -> str:
    """Run the last job of the workflow as a runner would; return its summary. Without a page, the branch is closed."""
    here = folder / f"run-{len(list(folder.iterdir()))}"
    here.mkdir()
    if page is not None:
        (here / "preview/_x").mkdir(parents=True)
        (here / "preview/index.html").write_text(page)
        (here / "preview/_x/.hidden").write_text(page)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(here),
        "RUNNER_TEMP": str(here),
        "BRANCH": branch,
        "KEY": "secret",
        "ADDRESS": "https://owner.example/previews/",
        "REMOTE": str(folder / "remote.git"),
        "GITHUB_STEP_SUMMARY": str(here / "summary"),
    }
    (step,) = _steps("publish")
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=here, env=environment, check=True, capture_output=True)
    return (here / "summary").read_text() if (here / "summary").exists() else ""


def _published(folder: Path) -> list[str]:
    return _git(folder / "remote.git", "ls-tree", "-r", "--name-only", "gh-pages").split()


def test_each_branch_has_a_folder_until_it_is_closed(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "remote.git"], check=True)
    said = _publish(tmp_path, "dues; touch $(id)", "One")
    token = said.removeprefix("Preview: https://owner.example/previews/").rstrip("/\n")
    assert len(token) == 32
    assert _published(tmp_path) == sorted([".nojekyll", f"{token}/_x/.hidden", f"{token}/index.html"])
    other = _publish(tmp_path, "ferry", "Two").split("/")[-2]
    assert other != token
    _publish(tmp_path, "dues; touch $(id)", "Three")
    assert _git(tmp_path / "remote.git", "show", f"gh-pages:{token}/index.html") == "Three"
    assert _git(tmp_path / "remote.git", "rev-list", "--count", "gh-pages") == "1\n"  # nothing of the past
    assert _publish(tmp_path, "dues; touch $(id)", None) == ""
    assert {each.partition("/")[0] for each in _published(tmp_path)} == {".nojekyll", other}
    before = _git(tmp_path / "remote.git", "rev-parse", "gh-pages")
    _publish(tmp_path, "never there", None)
    assert _git(tmp_path / "remote.git", "rev-parse", "gh-pages") == before


def test_the_build_and_the_publication_agree_on_the_folder(tmp_path: Path) -> None:
    step = _steps("build")[0]
    environment = {
        "PATH": os.environ["PATH"],
        "BRANCH": "dues",
        "KEY": "secret",
        "GITHUB_OUTPUT": str(tmp_path / "out"),
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, check=True)
    (tmp_path / "remotes").mkdir()
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "remotes/remote.git"], check=True)
    token = (tmp_path / "out").read_text().strip().removeprefix("token=")
    assert f"/{token}/" in _publish(tmp_path / "remotes", "dues", "One")


def test_the_key_is_never_where_code_of_the_branch_runs() -> None:
    assert WORKFLOW["permissions"] == {}
    jobs = WORKFLOW["jobs"]
    with_key = [step for job in jobs.values() for step in job["steps"] if "KEY" in step.get("env", {})]
    assert len(with_key) == 2
    assert jobs["build"]["steps"][0] is with_key[0]  # before the branch is checked out
    assert not any("checkout" in step.get("uses", "") for step in jobs["publish"]["steps"])
    assert all("vars.PREVIEW_REPOSITORY != ''" in job["if"] for job in jobs.values())
    assert not any("${{" in step["run"] for job in jobs for step in _steps(job))  # a branch's name is no code
