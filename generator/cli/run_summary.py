"""The summary of problems that GitHub shows for the run of a workflow, worded for an editor.

GitHub reads it as Markdown. It consists of HTML blocks without empty lines, in which Markdown has no meaning, so the
text of stories and file names needs only the escaping of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby

import msgspec

from generator.cli.problem_report import ProblemKind
from generator.model.problems import Problem
from generator.model.safe_paths import shown

LARGEST = 900 * 1024
"""The size limit of a summary, in bytes. GitHub refuses more than 1,024 KiB for a step."""

_LONGEST = 1500  # characters of one text, at most
_WIDEST = 200  # characters of a line of a story, at most
_PER_FILE = 25  # problems of one file, at most
_CODE = re.compile("`([^`]++)`")
_LIVE = re.compile("@(?=[A-Za-z0-9])")


class ProblemPlace(msgspec.Struct, frozen=True):
    """A file with problems: its ``headline``, if it is a story, and ``links`` that open it (name, address)."""

    headline: str = ""
    links: tuple[tuple[str, str], ...] = ()


def summary(kinds: Sequence[ProblemKind], heading: str, outcome: str, place: Callable[[Problem], ProblemPlace]) -> str:
    """Return the summary: every error, and the first few warnings of each kind.

    ``heading`` says what happened, ``outcome`` what this means for the site. ``place`` looks up the file of a problem.
    """
    errors = [each.problem for kind in kinds for each in kind.found if each.problem.level == "error"]
    warnings = [each.problem for kind in kinds for each in kind.shown if each.problem.level == "warning"]
    others = sum(len(kind.found) - len(kind.shown) for kind in kinds)
    first = f"<h2>{_text(heading)}</h2>\n<p>{_text(outcome)}</p>\n"
    listed, omitted = _fitting(errors, place, LARGEST - len(first.encode()))
    blocks = [first, *listed, _more(omitted, "problem", "problems")]
    if warnings:
        listed, omitted = _fitting(warnings, place, LARGEST - sum(len(each.encode()) for each in blocks))
        count = len(warnings) + others
        blocks.append(f"<details>\n<summary>{count:,} {'warning' if count == 1 else 'warnings'}</summary>\n")
        blocks += [*listed, _more(omitted + others, "warning", "warnings"), "</details>\n"]
    return "\n".join(filter(None, blocks))


def _fitting(problems: Iterable[Problem], place: Callable[[Problem], ProblemPlace], room: int) -> tuple[list[str], int]:
    """Return a block for each file, as far as they fit into ``room`` bytes, and the number of problems that do not."""
    blocks, omitted = list[str](), 0
    for _, group in groupby(sorted(problems), key=lambda each: each.path):
        found = [*group]
        block = _file(found, place(found[0]))
        room -= len(block.encode()) + 1
        if room < 0:
            omitted += len(found)
        else:
            blocks.append(block)
    return blocks, omitted


def _file(problems: Sequence[Problem], place: ProblemPlace) -> str:
    """Return the block of a file: its headline, its path, links that open it, and its problems."""
    path = f"<code>{_text(problems[0].path)}</code>"
    links = (f'<a href="{escape(address)}">{_text(name)}</a>' for name, address in place.links)
    under = " · ".join([path, *links] if place.headline else links)
    lines = [f"<h3>{_text(place.headline) if place.headline else path}</h3>"]
    lines += [f"<p>{under}</p>"] if under else []
    lines += ["<ol>", *map(_problem, problems[:_PER_FILE]), "</ol>"]
    more = _more(len(problems) - _PER_FILE, "problem in this file", "problems in this file")
    return "\n".join((*lines, more) if more else lines) + "\n"


def _problem(problem: Problem) -> str:
    where = f"<b>Line {problem.line}:</b> " if problem.line else ""
    line = f"<br>\n<code>{_line(problem)}</code>" if problem.source.strip() else ""
    fix = f"<br>\nTo fix it: {_words(problem.fix)}" if problem.fix else ""
    return f"<li>{where}{_words(problem.message)}{line}{fix}</li>"


def _line(problem: Problem) -> str:
    """Return the line of a story, cut to the part around the column if it is long."""
    source = problem.source.rstrip()
    start = max(0, problem.column - _WIDEST // 2) if len(source) > _WIDEST else 0
    part = source[start : start + _WIDEST].strip()
    return f"{'…' if start else ''}{_text(part)}{'…' if len(source) > start + _WIDEST else ''}"


def _more(count: int, one: str, many: str) -> str:
    if count <= 0:
        return ""
    return f"<p>And {count:,} more {one if count == 1 else many}: <code>broadsheet check --all</code> lists them.</p>"


def _words(text: str) -> str:
    """Return a message as HTML; its backticks mark text from files."""
    return _CODE.sub(r"<code>\1</code>", _text(text))


def _text(text: str) -> str:
    """Return any text as one line of HTML, without invisible characters.

    GitHub turns `@name` into a link, unless an invisible character follows the `@`.
    """
    text = " ".join(text.split())
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _LIVE.sub("\\g<0>\N{WORD JOINER}", escape(shown(cut)))
