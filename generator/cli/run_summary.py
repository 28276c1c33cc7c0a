"""The summary of problems that GitHub shows for the run of a workflow, in words for an editor.

It is Markdown, and all of it is HTML in blocks without empty lines, in which Markdown means nothing: so escaping as for
HTML is all that the text of stories and file names needs.
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
"""The most bytes of one summary; GitHub refuses one of more than 1,024 KiB for a step."""

_LONGEST = 1500  # characters of one text
_WIDEST = 200  # characters of a line of a story
_OF_FILE = 25  # problems of one file
_CODE = re.compile("`([^`]++)`")
_LIVE = re.compile("@(?=[A-Za-z0-9])")


class ProblemPlace(msgspec.Struct, frozen=True):
    """What is known of a file: its ``headline``, if it is a story, and what an editor can open it with: pairs of a
    name and an address.
    """

    headline: str = ""
    links: tuple[tuple[str, str], ...] = ()


def summary(kinds: Sequence[ProblemKind], heading: str, outcome: str, place: Callable[[Problem], ProblemPlace]) -> str:
    """Return the summary: every error, and of each kind of warning the first few.

    ``heading`` says what happened, ``outcome`` what this means for the site. ``place`` looks up the file of a problem.
    """
    errors = [each.problem for kind in kinds for each in kind.found if each.problem.level == "error"]
    warnings = [each.problem for kind in kinds for each in kind.shown if each.problem.level == "warning"]
    others = sum(len(kind.found) - len(kind.shown) for kind in kinds)
    first = f"<h2>{_text(heading)}</h2>\n<p>{_text(outcome)}</p>\n"
    told, untold = _fitting(errors, place, LARGEST - len(first.encode()))
    blocks = [first, *told, _more(untold, "problem", "problems")]
    if warnings:
        told, untold = _fitting(warnings, place, LARGEST - sum(len(each.encode()) for each in blocks))
        count = len(warnings) + others
        blocks.append(f"<details>\n<summary>{count:,} {'warning' if count == 1 else 'warnings'}</summary>\n")
        blocks += [*told, _more(untold + others, "warning", "warnings"), "</details>\n"]
    return "\n".join(filter(None, blocks))


def _fitting(problems: Iterable[Problem], place: Callable[[Problem], ProblemPlace], room: int) -> tuple[list[str], int]:
    """One block for each file, as long as there is room for them in bytes; and the number of problems without room."""
    blocks, untold = list[str](), 0
    for _, group in groupby(sorted(problems), key=lambda each: each.path):
        found = [*group]
        block = _file(found, place(found[0]))
        room -= len(block.encode()) + 1
        if room < 0:
            untold += len(found)
        else:
            blocks.append(block)
    return blocks, untold


def _file(problems: Sequence[Problem], place: ProblemPlace) -> str:
    """The problems of one file, below its headline, its path and what can be opened."""
    path = f"<code>{_text(problems[0].path)}</code>"
    links = (f'<a href="{escape(address)}">{_text(name)}</a>' for name, address in place.links)
    under = " · ".join([path, *links] if place.headline else links)
    lines = [f"<h3>{_text(place.headline) if place.headline else path}</h3>"]
    lines += [f"<p>{under}</p>"] if under else []
    lines += ["<ol>", *map(_problem, problems[:_OF_FILE]), "</ol>"]
    more = _more(len(problems) - _OF_FILE, "problem in this file", "problems in this file")
    return "\n".join((*lines, more) if more else lines) + "\n"


def _problem(problem: Problem) -> str:
    where = f"<b>Line {problem.line}:</b> " if problem.line else ""
    line = f"<br>\n<code>{_line(problem)}</code>" if problem.source.strip() else ""
    fix = f"<br>\nTo fix it: {_words(problem.fix)}" if problem.fix else ""
    return f"<li>{where}{_words(problem.message)}{line}{fix}</li>"


def _line(problem: Problem) -> str:
    """The line of a story, cut to the part around the column if it is long."""
    source = problem.source.rstrip()
    start = max(0, problem.column - _WIDEST // 2) if len(source) > _WIDEST else 0
    part = source[start : start + _WIDEST].strip()
    return f"{'…' if start else ''}{_text(part)}{'…' if len(source) > start + _WIDEST else ''}"


def _more(count: int, one: str, many: str) -> str:
    if count <= 0:
        return ""
    return f"<p>And {count:,} more {one if count == 1 else many}: <code>broadsheet check --all</code> lists them.</p>"


def _words(text: str) -> str:
    """A message, in which backticks mark what is from a file."""
    return _CODE.sub(r"<code>\1</code>", _text(text))


def _text(text: str) -> str:
    """A text from anywhere on one line, without characters that nobody sees, for HTML.

    GitHub makes links of names after `@`, but not if something invisible is between them.
    """
    text = " ".join(text.split())
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return _LIVE.sub("\\g<0>\N{WORD JOINER}", escape(shown(cut)))
