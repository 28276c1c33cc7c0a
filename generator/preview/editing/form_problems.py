"""Rewrites problems in the terms of a form: it has labels and buttons where files have names and lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.model.problems import Problem
from generator.reading.fields.form import Form
from generator.reading.fields.forms import FormField
from generator.reading.story import is_unwritten
from generator.reading.story_checks import NO_DATE

_CODE = re.compile(r"`([^`]++)`")
_PAIR = re.compile(r"(?P<name>[a-z_]++) ?[:=] (?P<value>[^`]++)")
_LEFT_OPEN = re.compile(r'["\']?\.\.\.|YYYY')
_LINES = (
    (re.compile(r"write it as `YYYY.*"), "choose the day and, if it matters, the time of day"),
    (re.compile(r"write (?:it|them) inside `[a-z_]++`.*"), "write it there"),
    (re.compile(r"\badd a line\b"), "fill in"),
    (re.compile(r"\badd(?= `[a-z_]++ ?[:=])"), "fill in"),
    (re.compile(r"\b(?:(take)|remove) (?:the line|this one|it|the note)(?(1) out)\b"), "empty this field"),
    (re.compile(r"\bwrite a value\b"), "fill it in"),
    (re.compile(r"; a story without a rating needs no `review`"), "; a story without a rating needs none"),
)


def in_form(problem: Problem, field: FormField | None, fields: Mapping[str, FormField]) -> tuple[str, str]:
    """Return the message and the fix of a problem, in the terms of a form; ``field`` is the one that it is about.

    ``fields`` has all fields of the form, by the names that they can have in files.
    """
    if is_unwritten(problem):
        return problem.message, "write it here; until it is ready, leave the story a draft"
    if problem.message.startswith(NO_DATE):
        return NO_DATE, "fill in when readers see it, or set Draft to Yes until you publish it with the button"
    if not field:
        return _labelled(problem.message, None, fields), _labelled(problem.fix, None, fields)
    if field.form.needed and _is_missing(problem, field):
        name = _lowered(field.form.label)
        return f"there is no {name} yet", f"write a {name}"
    message, fix = (_labelled(each, field, fields) for each in (problem.message, _fix(problem, field.form)))
    return message, fix


def in_other_file(problem: Problem) -> str:
    """Return the message of a problem in a file other than that of the form, such as site.toml, with its place."""
    return f"in {problem.path}, line {problem.line}: {problem.message}" if problem.line else problem.message


def _is_missing(problem: Problem, field: FormField) -> bool:
    return any(problem.message.endswith((f"`{name}` is empty", f"has no `{name}`")) for name in field.called)


def _fix(problem: Problem, form: Form) -> str:
    """Return the fix, without mention of lines or of front matter in braces, which a form does not have."""
    if problem.fix.startswith("write") and "{" in problem.fix and form.parts:
        return _of_parts(problem.message, form)
    if form.type == "truth" and "cannot be" in problem.message:
        return "choose Yes or No"
    fix = problem.fix
    for pattern, words in _LINES:
        fix = pattern.sub(words, fix)
    return fix


def _of_parts(message: str, form: Form) -> str:
    """Return what to fill in, for a field that has its parts in braces in the file."""
    if form.type == "picture":
        return "say what it shows, or tick “Only decoration”" if "has no text" in message else "choose a picture"
    *others, last = (f"“{form.parts[each].label}”" for each in form.needs or form.parts)
    return f"fill in {', '.join(others)} and {last}" if others else f"fill in {last}"


def _labelled(words: str, field: FormField | None, fields: Mapping[str, FormField]) -> str:
    """Return a message in which labels replace the names of fields, and examples have no names."""

    def shown(code: re.Match[str]) -> str:
        if label := _label(code[1], field, fields):
            return f"“{label}”"
        pair = _PAIR.fullmatch(code[1])
        label = _label(pair["name"], field, fields) if pair else ""
        if not pair or not label:
            return code[0]
        if _LEFT_OPEN.match(pair["value"]):
            return f"“{label}”"
        return f"`{pair['value']}`" if field and pair["name"] in field.called else f"“{label}” with `{pair['value']}`"

    return _CODE.sub(shown, words)


def _label(name: str, field: FormField | None, fields: Mapping[str, FormField]) -> str:
    """Return the label of a field, or of a part of ``field``; empty if the form does not have it."""
    if field and name in field.form.parts:
        return field.form.parts[name].label
    return fields[name].form.label if name in fields else ""


def _lowered(label: str) -> str:
    return label[0].lower() + label[1:]
