"""Mutation testing: which changes are tried, and that the tests' verdict on each is the one that counts."""

from __future__ import annotations

import ast

from tools.mutants import mirrored, mutants

SOURCE = """
def due(day: int, names: list[str]) -> str:
    if day > 3 and names:
        return ""
    return "late" if not names else ",".join(name for name in names if name)
"""


def test_comparisons_conditions_and_constants_are_changed_one_at_a_time() -> None:
    assert {each.change for each in mutants("site/due", SOURCE)} == {
        "day > 3  ->  day >= 3",
        "day > 3 and names  ->  day > 3 or names",
        "day > 3 and names  ->  not (day > 3 and names)",
        "return ''  ->  return 'mutant'",
        "not names  ->  names",
        "name  ->  not name",
    }


def test_each_mutant_is_the_whole_module_with_one_change() -> None:
    original = ast.unparse(ast.parse(SOURCE))
    sources = [each.source for each in mutants("site/due", SOURCE)]
    assert len({original, *sources}) == len(sources) + 1
    assert all(
        sum(a != b for a, b in zip(each.split("\n"), original.split("\n"), strict=True)) == 1 for each in sources
    )


def test_modules_with_tests_of_their_own_are_tried() -> None:
    assert {"reading/dates", "site/links", "publish/lock"} <= {*mirrored()}
    assert "__main__" not in mirrored()
