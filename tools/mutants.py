"""Measures how many small logic errors the tests notice: mutation testing, for modules that have their own test file.

A mutant is a module with one change: a comparison, ``and`` or ``or``, a condition, or a constant that is returned.
A mutant is caught if the module's own tests (``tests/site/test_links.py`` for ``generator/site/links.py``) fail or
take much longer than usual. ``make mutants`` tries 150 random ones; ``make mutants TRY='--sample 0 reading/dates'``
tries all of one module. The exit code is 1 if fewer than 90 % are caught.

Mutmut and Cosmic Ray run one list of tests for each mutant; here the folders say which tests belong to which module.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.environments import ROOT

GOAL = 0.9

_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutant:
    """One change of one module: its path below generator/ without ``.py``, the line, the change and the new source."""

    module: str
    line: int
    change: str
    source: str


def main() -> None:
    """Try mutants as the command line asks; print those that the tests miss, and the share that they catch."""
    options = _options()
    found = [each for module in options.modules or mirrored() for each in mutants(module, _source(module))]
    chosen = random.Random(options.seed).sample(found, min(options.sample or len(found), len(found)))
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(Path(folder))
        caught = sum(_caught(each, copy) for each in sorted(chosen, key=lambda each: (each.module, each.line)))
    print(f"{caught} of {len(chosen)} mutants caught ({caught / max(len(chosen), 1):.1%}; the goal is {GOAL:.0%})")
    sys.exit(caught < GOAL * len(chosen))


def mirrored() -> list[str]:
    """Return the modules that have a test file of their own, as paths below generator/ without ``.py``."""
    modules = ((path, path.relative_to(ROOT / "generator")) for path in sorted((ROOT / "generator").rglob("*.py")))
    return [name.with_suffix("").as_posix() for _, name in modules if _tests(name.with_suffix("").as_posix()).is_file()]


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield all mutants of a module's source."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for field, value in _changes(node):
            original = getattr(node, field)
            before = _described(node)
            setattr(node, field, value)
            yield Mutant(module, _line(node), f"{before}  ->  {_described(node)}", ast.unparse(tree))
            setattr(node, field, original)


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield the fields of a node to change, each with the new value."""
    match node:
        case ast.Compare(ops=[op, *others]) if type(op) in _SWAPPED:
            yield "ops", [_SWAPPED[type(op)](), *others]
        case ast.BoolOp(op=op):
            yield "op", ast.Or() if isinstance(op, ast.And) else ast.And()
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            pass  # no test can notice
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare):
            yield "test", _negated(test)
        case ast.comprehension(ifs=[test, *others]) if not isinstance(test, ast.Compare):
            yield "ifs", [_negated(test), *others]
        case ast.Return(value=ast.Constant(value=value)) if value is not None:
            yield "value", ast.Constant(_another(value))
        case _:
            pass


def _negated(test: ast.expr) -> ast.expr:
    return test.operand if isinstance(test, ast.UnaryOp) else ast.UnaryOp(ast.Not(), test)


def _another(value: object) -> bool | int | str:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case _:
            return "" if value else "mutant"


def _described(node: ast.AST) -> str:
    """Return the changed part of the code, on one line: of statements and comprehensions, only the condition."""
    shown = node.ifs[0] if isinstance(node, ast.comprehension) else getattr(node, "test", node)
    return " ".join(ast.unparse(shown).split())


def _line(node: ast.AST) -> int:
    return node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 0)


def _caught(mutant: Mutant, copy: Path) -> bool:
    """Whether the module's tests notice the mutant; those they miss are printed."""
    usual = _seconds(mutant.module, copy)
    file = copy / f"generator/{mutant.module}.py"
    file.write_text(mutant.source, encoding="utf-8")
    try:
        passed = _passes(mutant.module, copy, 3 * usual + 30)
    finally:
        file.write_text(_source(mutant.module), encoding="utf-8")
    if passed:
        print(f"missed: generator/{mutant.module}.py:{mutant.line}: {mutant.change}", flush=True)
    return not passed


@cache
def _seconds(module: str, copy: Path) -> float:
    """Return how long the module's tests take without a mutant, in seconds."""
    started = time.monotonic()
    if not _passes(module, copy, timeout=1800):
        sys.exit(f"{_tests(module)}: these tests fail without any mutant")
    return time.monotonic() - started


def _passes(module: str, copy: Path, timeout: float) -> bool:
    tests = _tests(module).relative_to(ROOT)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", str(tests)]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _copied(folder: Path) -> Path:
    """Return a copy of the checkout, as it is now, in which mutants can be tried."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def _tests(module: str) -> Path:
    path = Path(module)
    return ROOT / "tests" / path.parent / f"test_{path.name}.py"


def _source(module: str) -> str:
    return (ROOT / f"generator/{module}.py").read_text(encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="paths below generator/ without .py (default: all with tests)")
    parser.add_argument("--sample", type=int, default=150, help="how many to try, chosen at random; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the choice")
    return parser.parse_args()


if __name__ == "__main__":
    main()
