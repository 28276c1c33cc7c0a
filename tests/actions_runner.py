"""A stand-in for the runner of GitHub Actions: runs the steps of a job or of a composite action, one after another.

Commands run in bash with only the variables that a runner sets, and talk to it through files (``GITHUB_OUTPUT``,
``GITHUB_ENV``, ``GITHUB_PATH``). Conditions and ``${{ … }}`` are evaluated. The actions that our steps use are replaced
by what they do to the folder, with caches and artifacts kept here; anything that is not known is an error.
See https://docs.github.com/en/actions/reference/workflows-and-actions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pages_host import artifact

_TOKEN = re.compile(r"'(?:[^']|'')*'|&&|\|\||[=!]=|[!(),]|[\w.-]+|\s+")
_WORDS = {"&&": " and ", "||": " or ", "!": " not ", "true": "True", "false": "False", "null": "None"}
_STATUS = re.compile(r"\b(?:always|failure|cancelled)\(\)")

Step = Mapping[str, Any]


@dataclass
class Runner:
    """One machine of GitHub's. ``workspace`` has the checkout, ``tools`` the programs that come first in the path."""

    workspace: Path
    temporary: Path
    tools: Path
    event: str
    base_url: str = "https://owner.example/repo"
    action_path: Path = Path()
    inputs: Mapping[str, str] = field(default_factory=dict)
    cache: dict[str, Path] = field(default_factory=dict)
    artifacts: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    printed: str = ""
    done: list[str] = field(default_factory=list)
    failed: bool = False

    def run(self, steps: Iterable[Step]) -> bool:
        """Run the steps; whether all have succeeded. ``done`` has those that were not skipped."""
        for step in steps:
            condition = str(step.get("if", "success()"))
            if not _STATUS.search(condition):
                condition = f"success() && ({condition})"
            if not self._value(condition):
                continue
            self.done.append(step.get("uses", "").partition("@")[0] or step["run"].split("\n")[0])
            if "run" in step:
                self._command(step)
            else:
                _ACTIONS[step["uses"].partition("@")[0]](self, step.get("id", ""), self._with(step))
        return not self.failed

    def _with(self, step: Step) -> dict[str, str]:
        return {name: self.text(str(value)) for name, value in step.get("with", {}).items()}

    def text(self, written: str) -> str:
        """A text with its expressions evaluated."""
        return re.sub(r"\$\{\{(.+?)\}\}", lambda found: _as_text(self._value(found[1])), written)

    def _value(self, expression: str) -> Any:
        expression = expression.strip().removeprefix("${{").removesuffix("}}")
        tokens = _TOKEN.findall(expression)
        assert "".join(tokens) == expression, f"this expression is not known: {expression}"
        calls = {"success": lambda: not self.failed, "failure": lambda: self.failed, "always": lambda: True}
        known = {
            **calls,
            "hashFiles": self._hash,
            "format": lambda text, *given: text.format(*given),
            "named": self._named,
        }
        python = "".join(_WORDS.get(each) or self._python(each, known) for each in tokens)
        return eval(python.strip(), {"__builtins__": {}}, known)

    def _python(self, token: str, known: Mapping[str, object]) -> str:
        if token[0] == "'":
            return repr(token[1:-1].replace("''", "'"))
        name = re.fullmatch(r"[A-Za-z_][\w.-]*", token)
        return f"named({token!r})" if name and token not in known else token

    def _named(self, path: str) -> str:
        github = {"event_name": self.event, "run_id": "1", "run_attempt": "1", "action_path": str(self.action_path)}
        contexts: dict[str, Any] = {"github": github, "inputs": self.inputs, "steps": self.outputs}
        first, *rest = path.split(".")
        found = contexts[first]
        for each in rest:
            found = found if each == "outputs" and first == "steps" else found.get(each, {})
        return found or ""

    def _hash(self, *patterns: str) -> str:
        return "hash" if any(any(self.workspace.glob(each)) for each in patterns) else ""

    def _command(self, step: Step) -> None:
        files = {name: self.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH")}
        for file in files.values():
            file.write_text("")
        environment = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action_path),
            "GITHUB_EVENT_NAME": self.event,
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "HOME": str(self.temporary),
            "LANG": "C.UTF-8",
            "PATH": f"{self.tools}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temporary),
            **{name: str(file) for name, file in files.items()},
            **{name: self.text(str(value)) for name, value in step.get("env", {}).items()},
        }
        script = self.temporary / "step.sh"
        script.write_text(self.text(step["run"]))
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(command, cwd=self.workspace, env=environment, capture_output=True, text=True, check=False)
        self.printed += done.stdout + done.stderr
        self.failed |= done.returncode != 0
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        self.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)

    def _found(self, given: Mapping[str, str]) -> list[Path]:
        return [path for line in given["path"].split() if (path := self.workspace / line).exists()]


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nothing(runner: Runner, step: str, given: Mapping[str, str]) -> None:
    """The checkout and Python are there already."""


def _pages(runner: Runner, step: str, given: Mapping[str, str]) -> None:
    runner.outputs[step] = {"base_url": runner.base_url}


def _restore(runner: Runner, step: str, given: Mapping[str, str]) -> None:
    if any(key.startswith(given["restore-keys"]) for key in runner.cache):
        for name in given["path"].split():
            shutil.copytree(list(runner.cache.values())[-1] / name, runner.workspace / name)


def _save(runner: Runner, step: str, given: Mapping[str, str]) -> None:
    kept = runner.cache[given["key"]] = runner.temporary / "cache"
    for path in runner._found(given):
        shutil.copytree(path, kept / path.name)


def _upload_pages(runner: Runner, step: str, given: Mapping[str, str]) -> None:
    runner.artifacts["github-pages"] = artifact(runner.workspace / given["path"])


def _upload(runner: Runner, step: str, given: Mapping[str, str]) -> None:
    found = runner._found(given)
    assert found, f"there is nothing to upload at {given['path']}"
    runner.artifacts[given["name"]] = found


_ACTIONS: Mapping[str, Callable[[Runner, str, Mapping[str, str]], None]] = {
    "actions/checkout": _nothing,
    "actions/setup-python": _nothing,
    "actions/cache/restore": _restore,
    "actions/cache/save": _save,
    "actions/configure-pages": _pages,
    "actions/upload-pages-artifact": _upload_pages,
    "actions/upload-artifact": _upload,
}
