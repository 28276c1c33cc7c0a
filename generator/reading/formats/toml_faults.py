"""Explains mistakes in TOML (https://toml.io/en/v1.0.0) to editors, at the place where the mistake was made."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.reading.fields.values import FieldFault
from generator.reading.markdown.links import CURLY

_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_SETTING = re.compile(r"""(?P<before>\s*+(?P<name>[A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*+=\s*+)(?P<value>(?:.*\S)?)\s*+""")
_TABLE = re.compile(r"\s*+\[\[?\s*+([^\s\[\]](?:[^\[\]]*[^\s\[\]])?)\s*+\]\]?\s*+(?:#.*)?")
_OPEN_TABLE = re.compile(r"\s*+\[++\s*+([\w.-]+)\s*+\]?\s*+")
_MINUTES = re.compile(r"(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)(Z|[+-]\d\d:\d\d)?", re.IGNORECASE)
_WORDS = re.compile(r"([^\W\d][^\"'#]*)[\"']?")
_COLON = re.compile(r"\s*([A-Za-z0-9_-]+)\s*:")
_TOKEN = re.compile(r'#[^\n]*|"""|\'\'\'|["\'\[\]\n=]')
_TEXT = 'write `name = "value"`, with text in double quotes'

Example = Callable[[str, str], str]
"""Takes the names of a table and of a field, and returns how its value is written if it is not text: `true or false`,
`20`, a list. Returns "" for text."""


def fault(text: str, error: str, example: Example) -> FieldFault:
    """Return the fault in a text for an error message of Python's parser.
    ``example`` is called with an empty table for fields at the top level.
    """
    place = _PLACE.search(error)
    line, column = (int(place[1]), int(place[2])) if place else (text.rstrip("\n").count("\n") + 1, 0)
    what = (error[: place.start()] if place else error.removesuffix(" (at end of document)")).rstrip(".")
    if what.startswith(("Cannot overwrite", "Duplicate inline table key")):
        return FieldFault(line, column, "this name is used a second time", "keep one of them")
    lines = text.split("\n")
    shown = lines[line - 1]
    if what.startswith(("Cannot declare", "Cannot redefine", "Cannot mutate")) and (twice := _TABLE.fullmatch(shown)):
        first = next(
            (at for at, each in enumerate(lines, 1) if (t := _TABLE.fullmatch(each)) and t[1] == twice[1]), line
        )
        message = f"`[{twice[1]}]` is here a second time: it begins on line {first}"
        return FieldFault(line, 1, message, f"move what is below it to line {first + 1}, and remove this line")
    if what.startswith("Expected '='") and (colon := _COLON.match(shown)):
        fix = f"write `=` instead of the colon: `{colon[1]} = ...`"
        return FieldFault(line, colon.end(), "TOML has `=` between a name and its value", fix)
    if what.startswith("Expected ']'") and (header := _OPEN_TABLE.fullmatch(shown)):
        return FieldFault(line, 1, "the name of this table is not closed", f"write `[{header[1]}]`")
    if what.startswith("Invalid hex value"):
        slash = shown.rfind("\\", 0, max(column, 1)) + 1
        message = "a backslash in double quotes begins a special character"
        return FieldFault(line, slash or column, message, r"write `\\` for each, or put the text in single quotes")
    found = _value_fault(lines, line, shown, what, example) or _quote_fault(text, line, column, shown, what)
    return found or FieldFault(line, column, f"this line is not TOML: {what[:1].lower()}{what[1:]}", _TEXT)


def _value_fault(lines: list[str], line: int, shown: str, what: str, example: Example) -> FieldFault | None:
    """Return the fault of a value that its field cannot have, is not in quotes, or is in a word processor's quotes."""
    setting = _SETTING.fullmatch(shown)
    if not setting or what not in ("Invalid value", "Expected newline or end of document after a statement"):
        return None
    value, column = re.sub(r"(?<!\s)(?:^|\s++)#.*", "", setting["value"]), setting.end("before") + 1
    before, name = setting["before"].lstrip(), setting["name"].strip("\"'")
    if not value:
        usual = example(_table(lines[: line - 1]), name).partition(" or ")[0] or '"..."'
        return FieldFault(line, column, f"`{name}` has no value", f"write `{name} = {usual}`, or remove the line")
    if minutes := _MINUTES.fullmatch(value):
        time = f"{minutes[1]}:00{minutes[2] or ''}"
        return FieldFault(line, column, "a time in TOML needs seconds", f"write `{before}{time}`")
    if needed := example(_table(lines[: line - 1]), name):
        return FieldFault(line, column, f"`{name}` cannot be `{value[:60]}`", f"write {_written(name, value, needed)}")
    if value[:1] in CURLY:
        inside = value.strip(CURLY + "\"'").replace("\\", "\\\\").replace('"', r"\"")
        message = "TOML needs straight quotation marks, not those of a word processor"
        return FieldFault(line, column, message, f'write `{before}"{inside}"`')
    if what == "Invalid value" and (words := _WORDS.fullmatch(value)):
        fix = f'put it in double quotes: `{before}"{words[1].rstrip()}"`'
        return FieldFault(line, column, "text must be in quotes in TOML", fix)
    return None


def _written(name: str, value: str, needed: str) -> str:
    """Return how to write a field: as it was meant, if that is clear, or as its example."""
    if needed.endswith(TRUTH):
        meant = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
        word = meant.get(value.strip(CURLY + "\"'").casefold())
        return f"`{name} = {word}`" if word else " or ".join(f"`{name} = {each}`" for each in needed.split(" or "))
    if needed.isdigit() and (number := re.match(r"\d+", value)):
        needed = number[0]
    if needed.startswith("[") and re.fullmatch(r"\[?[\w ,.-]+\]?", value):
        words = (each.strip() for each in value.strip("[]").split(","))
        needed = "[" + ", ".join(f'"{each}"' for each in words if each) + "]"
    return f"`{name} = {needed}`"


TRUTH = "true or false"
"""The example for a field that is true or false."""


def _table(above: list[str]) -> str:
    """Return the name of the table to which the next line belongs; empty at the top level."""
    found = next(filter(None, (_TABLE.fullmatch(line) for line in reversed(above))), None)
    return found[1] if found else ""


def _quote_fault(text: str, line: int, column: int, shown: str, what: str) -> FieldFault | None:
    """Return the fault of an unclosed or superfluous quotation mark or bracket."""
    if what.startswith("Unescaped '\\'"):
        slash = column - 2 if column > 2 else shown.rfind("\\") + 1  # at the end of the file, the error has no column
        return FieldFault(
            line, slash, "a backslash in double quotes begins a special character", r"write `\\` for each"
        )
    if what.startswith("Unclosed inline table"):
        opened = shown.rfind("{", 0, column) + 1
        return FieldFault(
            line, opened, "the table that opens here is never closed", "write `}` where it ends, on this line"
        )
    before = shown[: column - 1].rstrip()[-1:]
    odd = shown[column - 2 : column - 1] == "'" and shown[column - 1 : column].isalpha()
    if before == "'" and odd and not what.startswith("Illegal"):
        message = "the text ends at this apostrophe, because it is in single quotes"
        return FieldFault(line, column - 1, message, 'put the text in double quotes: `"..."`')
    quote, bracket = _unclosed(text)
    if quote and quote[0] <= line:
        mark = quote[2]
        where = "at the end of the text" if len(mark) == 3 else "where the text ends, on the same line"
        return FieldFault(
            quote[0], quote[1], "the quotation mark that opens here is never closed", f"write `{mark}` {where}"
        )
    if before and before in "\"'" and shown[column - 1 : column] in "\"'" and "[" in shown:
        return FieldFault(line, column, "there is no comma before this", "put a comma between the items of a list")
    if before == '"' and not what.startswith("Illegal"):
        message = "the text ends at the quotation mark before this, but the line goes on"
        return FieldFault(line, column, message, r"write `\"` for a quotation mark within the text")
    if bracket and bracket[0] <= line:
        return FieldFault(*bracket, "the list that opens here is never closed", "write `]` where it ends")
    return None


def _unclosed(text: str) -> tuple[tuple[int, int, str] | None, tuple[int, int] | None]:
    """Return the line and column of the first unclosed quotation mark, with the mark, and of the first such bracket."""
    at, in_value = 0, False
    brackets: list[int] = []
    while found := _TOKEN.search(text, at):
        symbol, at = found[0], found.end()
        if symbol == "=":
            in_value = True
        elif symbol == "\n":
            in_value = in_value and bool(brackets)
        elif symbol[0] in "\"'":
            end = _end(text, at, symbol)
            if end == -1:
                return (*_position(text, found.start()), symbol), None
            at = end
        elif in_value and symbol == "[":
            brackets.append(found.start())
        elif in_value and symbol == "]" and brackets:
            brackets.pop()
    return None, _position(text, brackets[0]) if brackets else None


def _end(text: str, at: int, mark: str) -> int:
    """Return the offset after the mark that closes the text opened before ``at``; -1 if it is not closed."""
    while at < len(text):
        if text.startswith(mark, at):
            return at + len(mark)
        if text[at] == "\n" and len(mark) == 1:
            return -1
        escaped = text[at] == "\\" and mark[0] == '"' and text[at + 1 : at + 2] != "\n"
        at += 2 if escaped else 1
    return -1


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
