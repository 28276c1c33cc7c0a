"""Puts problems on the commit that a run of GitHub Actions is for: annotations, and a summary of the step.   [disk]

What the runner says about the run is in the environment: "Variables", GitHub Docs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import click
import msgspec

from generator.cli.annotations import log_lines
from generator.cli.problem_report import ProblemKind
from generator.cli.run_summary import ProblemPlace, summary
from generator.model.desk import PLACE
from generator.model.problems import Problem
from generator.model.safe_paths import shown
from generator.model.settings import Settings

_HEADLINE = re.compile(r"^(?:title|headline|name)\s*[:=][ \t]*+(\S.*)$", re.IGNORECASE | re.MULTILINE)
_HEAD = 4000  # characters that are searched for a headline
_BLOCK_MARK = re.compile(r"[>|][+-]?")  # YAML's mark for a text that begins on the next line
_COPY = (".md", ".markdown")
_KEY = "generator.cli.github_run"


class Run(msgspec.Struct):
    """The site that a command works on, as far as it is known when the command reports problems.

    ``folder`` is the site's folder. ``content`` is the folder of its stories, if that is not in the site's folder.
    """

    folder: Path = Path()
    content: Path | None = None
    settings: Settings | None = None


def current() -> Run:
    """Return what the command that is running works on."""
    context = click.get_current_context(silent=True)
    found: Run = context.meta.setdefault(_KEY, Run()) if context else Run()
    return found


def note(**known: Any) -> None:
    """Note more of what the command works on; see ``Run`` for the names."""
    for name, value in known.items():
        setattr(current(), name, value)


def lines_for_log(kinds: Sequence[ProblemKind]) -> list[str]:
    """Return the annotations, as lines for the log."""
    root = os.environ.get("GITHUB_WORKSPACE", "")
    return [*log_lines((each for kind in kinds for each in kind.shown), _folder_in(root, current().folder))]


def write_summary(kinds: Sequence[ProblemKind]) -> list[str]:
    """Add what a command found to the summary of the step, if the runner asks for one.

    If it cannot be written, return lines for the log that say so.
    """
    file = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not file or not kinds:
        return []
    run, errors = current(), sum(each.problem.level == "error" for kind in kinds for each in kind.found)
    text = summary(kinds, *_outcome(_command(), errors), partial(_place, run, os.environ))
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(f"{text}\n")
    except OSError as error:  # the site is not at fault
        reason = shown(error.strerror or str(error))
        return [f"::warning title=summary::There is no summary of this step: {reason}. The log has everything."]
    return []


def _command() -> str:
    """Return the name of the command that is running."""
    context = click.get_current_context(silent=True)
    return (context.find_root().invoked_subcommand or "") if context else ""


def _outcome(command: str, errors: int) -> tuple[str, str]:
    """Return what happened, and what that means for the site."""
    if not errors:
        return "The site was built", "These warnings do not keep it from readers. Look at them when there is time."
    count = f"{errors:,} {'problem' if errors == 1 else 'problems'}"
    unchanged = (
        "Until this is fixed, nothing from this commit is published; readers continue to see the site as it was."
    )
    return f"{'The site was not built' if command == 'build' else 'The site is not published'}: {count}", unchanged


def _folder_in(root: str, folder: Path) -> str:
    """Return the site's folder in the repository, with a slash at its end; empty if the site is at the root."""
    here = folder.resolve()
    if not root or not here.is_relative_to(Path(root).resolve()):
        return ""
    found = here.relative_to(Path(root).resolve()).as_posix()
    return "" if found == "." else f"{found}/"


def _place(run: Run, environment: Mapping[str, str], problem: Problem) -> ProblemPlace:
    """Return what is known of a problem's file: its headline, the desk's form for it, and its line on GitHub."""
    is_copy = problem.path.startswith("content/") and problem.path.endswith(_COPY)
    headline, is_readable = _headline(run, problem.path) if is_copy else ("", False)
    links = {
        "Open it at the desk": _at_desk(run.settings, problem.path) if is_readable else "",
        "See it on GitHub": _on_github(run, environment, problem),
    }
    return ProblemPlace(headline, tuple((name, address) for name, address in links.items() if address))


def _at_desk(settings: Settings | None, path: str) -> str:
    entry = desk_entry(path)
    if not entry or not settings or not settings.desk or settings.has_placeholder_address:
        return ""
    return f"{settings.base_url}{PLACE}/{entry}"


def _on_github(run: Run, environment: Mapping[str, str], problem: Problem) -> str:
    known = [environment.get(f"GITHUB_{each}", "") for each in ("SERVER_URL", "REPOSITORY", "SHA", "WORKSPACE")]
    server, repository, commit, root = known
    if not all(known) or (run.content and problem.path.startswith("content/")):
        return ""
    line = f"#L{problem.line}" if problem.line else ""
    return f"{server}/{repository}/blob/{commit}/{quote(_folder_in(root, run.folder) + problem.path)}?plain=1{line}"


def desk_entry(path: str) -> str:
    """Return the address of the desk's form for a file, relative to the desk; empty if there is no form for it.

    The collections are those of ``theme/desk_collections.py``.
    """
    match PurePosixPath(path).with_suffix("").parts:
        case "content", "pages" | "people" | "series" as collection, name:
            return f"#/collections/{collection}/entries/{quote(name)}"
        case "content", "tags", name, "_index":
            return f"#/collections/topics/entries/{quote(name)}/_index"
        case "content", section, "_index":
            return f"#/collections/sections/entries/{quote(section)}/_index"
        case "content", section, name:
            return f"#/collections/stories/entries/{quote(section)}/{quote(name)}"
    return ""


def _headline(run: Run, path: str) -> tuple[str, bool]:
    """Return the headline of a story or page, and whether its front matter can be read: if not, no desk opens it."""
    from generator.reading.formats import front_matter
    from generator.reading.formats.source_text import SourceText
    from generator.system import nofollow

    file = run.content / path.removeprefix("content/") if run.content else run.folder / path
    try:
        text = nofollow.read(file).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        return "", False
    front = front_matter.read(SourceText(path, text)).front
    for entry in front.entries.values() if front else ():
        if entry.name.casefold() in ("title", "headline", "name") and entry.value.text.strip():
            return entry.value.text.strip(), True
    found = _HEADLINE.search(text[:_HEAD])
    headline = found[1].strip().strip("\"'") if found else ""
    return "" if _BLOCK_MARK.fullmatch(headline) else headline, front is not None
