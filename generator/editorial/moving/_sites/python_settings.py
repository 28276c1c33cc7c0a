"""Reads the settings of Pelican and Nikola, which are Python: evaluates simple assignments without running code."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

from generator.editorial.moving._sites.files import text_of


def read(file: Path) -> dict[str, object]:
    """Return the values assigned at the top level of a file, made of literals and of names assigned before."""
    found: dict[str, object] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about strings in the user's code
            tree = ast.parse(text_of(file))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    for each in tree.body:
        if not isinstance(each, ast.Assign | ast.AnnAssign) or each.value is None:
            continue
        targets = each.targets if isinstance(each, ast.Assign) else [each.target]
        for target in targets:
            if isinstance(target, ast.Name):
                try:
                    found[target.id] = _value(each.value, found)
                except (ValueError, TypeError, KeyError, RecursionError):
                    found.pop(target.id, None)
    return found


def _value(node: ast.expr, known: dict[str, object]) -> object:
    """Return the value of an expression.

    :raises ValueError, TypeError, KeyError: if it is not made of literals and known names.
    """
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            return known[node.id]
        case ast.Tuple() | ast.List() | ast.Set():
            return [_value(each, known) for each in node.elts]
        case ast.Dict():
            pairs = zip(node.keys, node.values, strict=True)
            return {_value(key, known): _value(each, known) for key, each in pairs if key}
        case ast.BinOp(op=ast.Add()):
            left, right = _value(node.left, known), _value(node.right, known)
            if isinstance(left, str) and isinstance(right, str):
                return left + right
        case ast.Call(func=ast.Name(id="dict"), args=[]):
            return {each.arg: _value(each.value, known) for each in node.keywords}
    return _text(node, known)


def _text(node: ast.expr, known: dict[str, object]) -> object:
    """Return the value of an f-string or of a negative number.

    :raises ValueError, TypeError, KeyError: see ``_value``.
    """
    match node:
        case ast.JoinedStr():
            return "".join(str(_value(each, known)) for each in node.values)
        case ast.FormattedValue():
            return _value(node.value, known)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
    raise ValueError("this is not a literal")


def word(values: dict[str, object], name: str, default: str = "") -> str:
    """Return a setting that is text."""
    found = values.get(name)
    return found if isinstance(found, str) else default


def words(values: dict[str, object], name: str) -> list[str]:
    """Return a setting that is a list of texts."""
    found = values.get(name)
    if isinstance(found, str):
        return [found]
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def pairs(values: dict[str, object], name: str) -> list[tuple[str, str]]:
    """Return a setting that is a list of pairs of texts."""
    found = values.get(name)
    rows = found if isinstance(found, list) else []
    return [(str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) >= 2]
