"""Broadsheet's GitHub Action, as a runner would run it: its steps are those of the workflow of new sites."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from actions_runner import Runner
from newsroom import Newsroom, story
from pages_host import pages, unpacked

from generator.editorial.site_workflow import build_steps, with_build, with_install
from tools.action import ACTION, INSTALLING, WORKFLOW, texts

ROOT = Path(__file__).parent.parent
DATA: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
QUIET = "--quiet --constraint constraints.txt"
HASH = "0123456789abcdef0123456789abcdef01234567"

Start = Callable[..., Runner]


@pytest.fixture
def start(tmp_path: Path, newsroom: Newsroom) -> Start:
    """A runner for an event; its ``pip`` notes what it is asked for, and everything is installed already."""
    tools = tmp_path / "tools"
    tools.mkdir()
    real = f'PYTHONPATH="{ROOT}" exec "{sys.executable}"'
    _program(
        tools / "python",
        f'if [ "$1 $2" = "-m pip" ]; then echo "$PWD: $@" >> "{tmp_path}/pip.txt"; else {real} "$@"; fi',
    )
    _program(tools / "broadsheet", f'{real} -m generator "$@"')

    def started(event: str, **more: Any) -> Runner:
        temporary = tmp_path / event
        temporary.mkdir()
        return Runner(newsroom.folder, temporary, tools, event, action_path=ROOT, **more)

    return started


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_it_has_the_steps_of_the_workflow_of_new_sites() -> None:
    for path, text in texts().items():
        assert path.read_text(encoding="utf-8") == text, "run: make action"


def test_no_expression_is_in_a_command_and_each_has_its_shell() -> None:
    for step in DATA["runs"]["steps"]:
        assert "run" not in step or ("${{" not in step["run"] and step["shell"] == "bash"), step
        assert "uses" not in step or len(step["uses"].partition("@")[2]) == 40, step


def test_a_push_publishes_and_a_scheduled_run_stops_if_nothing_is_due(newsroom: Newsroom, start: Start) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-01-01", "standfirst: A line."))
    push = start("push")
    assert push.run(DATA["runs"]["steps"]), push.printed
    site = unpacked(push.artifacts["github-pages"])
    assert b'href="/repo/2026/01/01/ferry/"' in site["index.html"]
    assert push.artifacts["ledger"] == [newsroom.folder / "published.txt"]
    assert push.text(DATA["outputs"]["due"]["value"]) == "true"
    with pages(site, "/repo/") as address:
        later = start("schedule", base_url=address.rstrip("/"), cache=push.cache)
        shutil.rmtree(newsroom.output)
        shutil.rmtree(newsroom.folder / ".broadsheet")
        assert later.run(DATA["runs"]["steps"]), later.printed
    assert later.text(DATA["outputs"]["due"]["value"]) == "false"
    assert later.artifacts == {}
    assert newsroom.page("2026/01/01/ferry"), "the cache was restored"


def test_a_pull_request_with_a_mistake_fails_and_hands_over_nothing(
    newsroom: Newsroom, start: Start, tmp_path: Path
) -> None:
    newsroom.write(story("a.md", "Ferry", "2026-13-01"))
    pull = start("pull_request")
    assert not pull.run(DATA["runs"]["steps"])
    assert "::error file=content/a.md,line=3" in pull.printed
    assert pull.done[-1].startswith("broadsheet build")
    assert pull.artifacts == {}
    installed = (tmp_path / "pip.txt").read_text()
    assert installed.splitlines()[-1] == f"{ROOT}: -m pip install {QUIET} --no-build-isolation .[search]"


def test_a_site_with_requirements_gets_what_they_name(newsroom: Newsroom, start: Start, tmp_path: Path) -> None:
    (newsroom.folder / "requirements.txt").write_text("broadsheet==0.1.0\n")
    runner = start("push")
    setup, install = DATA["runs"]["steps"][:2]
    assert runner.text(setup["with"]["cache"]) == "pip"
    assert runner.run([install])
    expected = f"{newsroom.folder}: -m pip install --quiet --requirement requirements.txt\n"
    assert (tmp_path / "pip.txt").read_text() == expected


def test_the_action_that_installs_is_what_the_other_begins_with(
    newsroom: Newsroom, start: Start, tmp_path: Path
) -> None:
    action = yaml.safe_load(INSTALLING.read_text(encoding="utf-8"))
    setup, install = action["runs"]["steps"]
    assert (setup, action["inputs"]) == (DATA["runs"]["steps"][0], DATA["inputs"])
    runner = start("push")
    runner.action_path = INSTALLING.parent
    assert runner.run([install]), runner.printed
    installed = (tmp_path / "pip.txt").read_text()
    assert installed.splitlines()[-1] == f"{ROOT}: -m pip install {QUIET} --no-build-isolation .[search]"


def test_other_workflows_of_a_site_install_with_an_action() -> None:
    plain = WORKFLOW.read_text(encoding="utf-8")
    used = with_install(plain, f"owner/broadsheet@{HASH} # v0.1.0")
    assert f"      - uses: owner/broadsheet/actions/install@{HASH} # v0.1.0\n" in used
    before, after = (yaml.safe_load(text)["jobs"]["build"]["steps"] for text in (plain, used))
    assert [after[0], *after[2:]] == [before[0], *before[3:]]
    assert "requirements.txt" not in used


def test_a_workflow_with_the_action_keeps_everything_but_its_steps() -> None:
    plain = WORKFLOW.read_text(encoding="utf-8")
    used = with_build(plain, f"owner/broadsheet@{HASH} # v0.1.0")
    assert f"uses: owner/broadsheet@{HASH} # v0.1.0\n" in used
    before, after = yaml.safe_load(plain), yaml.safe_load(used)
    checkout, action = after["jobs"]["build"].pop("steps")
    assert checkout == before["jobs"]["build"].pop("steps")[0]
    assert action == {"id": "site", "uses": f"owner/broadsheet@{HASH}"}
    outputs = before["jobs"]["build"].pop("outputs")
    assert after["jobs"]["build"].pop("outputs") == {name: f"${{{{ steps.site.outputs.{name} }}}}" for name in outputs}
    assert after == before
    assert DATA["outputs"].keys() == outputs.keys()


def test_the_linter_finds_nothing_in_a_workflow_with_the_action(tmp_path: Path) -> None:
    workflow = tmp_path / ".github/workflows/publish.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(with_build(WORKFLOW.read_text(encoding="utf-8"), f"owner/broadsheet@{HASH} # v0.1.0"))
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", workflow]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_the_steps_of_a_workflow_are_found_with_their_comments() -> None:
    plain = WORKFLOW.read_text(encoding="utf-8")
    assert "".join(build_steps(plain)) in plain
    assert len(build_steps(plain)) == len(yaml.safe_load(plain)["jobs"]["build"]["steps"])
