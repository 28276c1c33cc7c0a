"""The report on problems: every error in full, and each kind of warning once, with its count and its first places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

import msgspec

from generator.model.problems import Finding, Outcome, Problem
from generator.model.safe_paths import shown

FEW = 3
"""How many warnings of one kind are shown; the rest are only counted."""

_HEADINGS: dict[Outcome, str] = {
    "kept": "Kept as extras, which layouts can show:",
    "guessed": "Guessed:",
    "dropped": "Dropped; readers do not see it:",
    "": "To look at:",
}
_QUOTED = re.compile(r"`[^`]*`|<[^<>]+>")
_PARTICULAR = re.compile(r"[/\d]")
_FILE = re.compile(r"(?<![\w-])[\w-]++(?:\.[\w-]++)+")


class ProblemKind(msgspec.Struct, frozen=True, dict=True):
    """Findings that differ only in the names, paths and numbers in their messages."""

    found: tuple[Finding, ...]
    everything: bool

    @property
    def together(self) -> bool:
        """Whether there are so many that the report combines them into one."""
        return len(self.found) > FEW and not self.everything

    @cached_property
    def shown(self) -> tuple[Finding, ...]:
        """The findings whose places are shown."""
        return self.found[:FEW] if self.together else self.found

    @property
    def outcome(self) -> Outcome:
        """What happened to the text or field that these findings are about, in adopted copy; otherwise empty."""
        return self.found[0].problem.outcome

    def blocks(self) -> Iterator[str]:
        """Yield one text for each finding, or one for all of them."""
        if self.together:
            yield self._combined()
            return
        for each in self.found:
            yield f"{each.problem}{_check(each)}"

    def _combined(self) -> str:
        first = self.found[0]
        lines = [f"warning, {len(self.found):,} times: {shown(first.problem.message)}"]
        same_fix = len({each.problem.fix for each in self.shown}) == 1
        for each in self.shown:
            own = each.problem.message
            lines.append(f"    {each.problem.place}" + (f"  {shown(own)}" if own != first.problem.message else ""))
            if not same_fix:
                lines.append(f"        fix: {shown(each.problem.fix)}")
        lines.append(f"    and {len(self.found) - FEW:,} more (--all shows them)")
        if same_fix and first.problem.fix:
            lines.append(f"    fix: {shown(first.problem.fix)}")
        return "\n".join(lines) + _check(first)


def _check(finding: Finding) -> str:
    return f"\n    check: {finding.check}" if finding.check else ""


def kinds(findings: Iterable[Finding], everything: bool = False) -> list[ProblemKind]:
    """Return the kinds of warnings, sorted by outcome and number, and then the errors, each as its own kind.

    ``everything`` says whether the report lists all warnings of a kind.
    """
    groups: dict[tuple[int, str, str, str], list[Finding]] = defaultdict(list)
    errors, outcomes = list[ProblemKind](), [*_HEADINGS]
    for each in findings:
        if each.problem.level == "error":
            errors.append(ProblemKind((each,), everything))
        else:
            outcome = outcomes.index(each.problem.outcome)
            groups[outcome, each.check, kind_of(each.problem), _without_names(each.problem.fix)].append(each)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1]), group[1][0].problem))
    return [*(ProblemKind(tuple(found), everything) for _, found in ordered), *errors]


def kind_of(problem: Problem) -> str:
    """Return the message without names, paths and numbers, which is the same for all problems of a kind."""
    return _without_names(problem.message)


def _without_names(words: str) -> str:
    kept = list[str]()
    for word in _QUOTED.sub("…", words).split():
        general = "…" if _PARTICULAR.search(word) else _FILE.sub("…", word)
        if kept and "…" in kept[-1] and general.startswith("…"):  # one or several: the same kind
            kept[-1] = kept[-1].partition("…")[0] + "…"
        else:
            kept.append(general)
    return " ".join(kept)


def blocks(found: Sequence[ProblemKind]) -> Iterator[tuple[str, bool]]:
    """Yield the texts of the report, each with whether it is an error. Warnings about adopted copy get headings."""
    adopted = any(each.outcome for each in found)
    for outcome, group in groupby(found, key=lambda each: each.outcome):
        each = list(group)
        warnings = [kind for kind in each if kind.found[0].problem.level == "warning"]
        if adopted and warnings:
            yield _HEADINGS[outcome], False
        for kind in each:
            yield from ((block, kind.found[0].problem.level == "error") for block in kind.blocks())
