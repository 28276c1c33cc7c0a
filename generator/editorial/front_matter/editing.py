"""Changes fields of front matter. Every other byte stays: comments, order, quotation marks, line endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.editorial.front_matter import toml_nodes, yaml_nodes
from generator.editorial.front_matter.changing import Changes
from generator.editorial.front_matter.nodes import AmbiguousEdit, Given, Splice, identity, plain
from generator.editorial.front_matter.writing import Toml, Yaml
from generator.model.problems import Problem, Problems, refuse
from generator.reading.fields.values import Value
from generator.reading.formats import front_matter
from generator.reading.formats.front_matter import FrontMatter, SplitFile
from generator.reading.formats.source_text import SourceText, decoded

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MARK = b"\xef\xbb\xbf"
_LARGEST = 4 * front_matter.LARGEST  # characters as Python shows a value, with quotation marks and commas


def edited(data: bytes, path: str, changes: Mapping[str, Given | None]) -> bytes:
    """Return the bytes of a file with other values for some fields of its front matter; ``None`` removes a field.

    ``changes`` uses the names in the file; for the name that a file has for a known field, see ``name_in``. A list or
    mapping is changed only where it differs: the items that it keeps are unchanged, with their comments. A removed
    value is removed with the comments in it and after it.

    :raises Problems: if the front matter has errors, or there is no safe way to make the change and leave the rest
    unchanged.
    """
    source = decoded(data, path)
    for name, given in changes.items():
        if len(str(given)) > _LARGEST:  # comparing it with the file would take long
            message = f"this is more than the front matter of a file may have, {front_matter.LARGEST // 1024} KB"
            refuse(Problem(path, 0, 0, message, "make it shorter, or move it into the text"))
        source, data = _with_field(source, data, name, given)
    return data


def name_in(front: FrontMatter, called: Iterable[str]) -> str:
    """Return the name that front matter has for a field with the names ``called`` (lower case), or the first of them.

    :raises AmbiguousEdit: if it has several of them.
    """
    called = tuple(called)
    found = [each.name for each in front.entries.values() if each.name.casefold() in called]
    if len(found) > 1:
        raise AmbiguousEdit(" and ".join(f"`{each}`" for each in found))
    return found[0] if found else called[0]


def _with_field(source: SourceText, data: bytes, name: str, given: Given | None) -> tuple[SourceText, bytes]:
    parts = front_matter.read(source)
    if parts.front is None:
        raise Problems(parts.problems)
    values = {each.name: each.value for each in parts.front.entries.values()}
    try:
        changed = spliced(source, data, _splices(source, parts, parts.front, values, name, given))
        after = _verified(decoded(changed, source.path), parts, values, name, given)
    except (AmbiguousEdit, Problems, AssertionError, IndexError, ValueError):
        message = f"there is no safe way to change `{name}` and leave the rest of the front matter as it is"
        line = parts.front.entries[name].line if name in parts.front.entries else 0
        refuse(source.problem(line, 1 if line else 0, message, "change it by hand"))
    return after, changed


def _splices(
    source: SourceText,
    parts: SplitFile,
    front: FrontMatter,
    values: Mapping[str, Value],
    name: str,
    given: Given | None,
) -> list[Splice]:
    start = sum(len(line) + 1 for line in source.lines[: front.line])
    end = sum(len(line) + 1 for line in source.lines[: parts.first_line - 2])
    yaml = front.sign == ":"
    root = (yaml_nodes if yaml else toml_nodes).root(source.text, start, end)
    if [_key(source.text[each.start : each.end]) for each in root.keys] != [*values]:
        raise AmbiguousEdit
    changes = Changes(source.text, start, end, root, Yaml() if yaml else Toml())
    return sorted(changes.of_field(root, values, name, given), key=lambda each: (each.start, each.end))


def _key(written: str) -> str:
    """Return a name without quotation marks; one with escapes cannot be compared."""
    name = written[1:-1] if written[:1] in {'"', "'"} else written
    if written[:1] in {'"', "'"} and ("\\" in name or "''" in name):
        raise AmbiguousEdit
    return name


def spliced(source: SourceText, data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the bytes of a file with some parts replaced. New lines get the line ending of the file's first line.

    :raises AmbiguousEdit: if two of the parts overlap.
    """
    written = _LINE.findall(data)
    ending = written[0][len(written[0].rstrip(b"\r\n")) :] or b"\n"
    found, copied = list[bytes](), 0
    for each in splices:
        start, end = (_offset(source, written, place) for place in (each.start, each.end))
        if start < copied:
            raise AmbiguousEdit
        found += [data[copied:start], each.text.encode().replace(b"\n", ending)]
        copied = end
    return b"".join([*found, data[copied:]])


def _offset(source: SourceText, written: list[bytes], place: int) -> int:
    """Return the offset in bytes of a character of the text."""
    line = source.text.count("\n", 0, place)
    column = len(source.text[source.text.rfind("\n", 0, place) + 1 : place].encode())
    return sum(map(len, written[:line])) + column + (len(_MARK) if line == 0 and written[0].startswith(_MARK) else 0)


def _verified(
    after: SourceText, before: SplitFile, values: Mapping[str, Value], name: str, given: Given | None
) -> SourceText:
    """Return the file after a change, if all other fields have the same values as before.

    :raises AmbiguousEdit: if they do not.
    """
    parts = front_matter.read(after)
    now = {each.name: each.value for each in parts.front.entries.values()} if parts.front else {}
    others = [each for each in values if each != name]
    same = [each for each in now if each != name] == others and parts.body == before.body
    if not parts.front or not same or any(_shape(now[each]) != _shape(values[each]) for each in others):
        raise AmbiguousEdit
    if (name in now) != (given is not None):
        raise AmbiguousEdit
    if given is not None and identity(now[name].plain) != identity(plain(given)):
        raise AmbiguousEdit
    return after


def _shape(value: Value) -> object:
    """Return a value without its positions in the file."""
    if value.items is not None:
        return [_shape(each) for each in value.items]
    if value.entries is not None:
        return [(each.name, _shape(each.value)) for each in value.entries.values()]
    return value.text, value.quoted
